"""JSON Schemas accept what `check` accepts, and reject what it rejects as far as a schema can."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from building import EXAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_researcher.commands.own_files import data_schema
from mkdocs_researcher.data.files import load_file
from mkdocs_researcher.macros import DATA_FILES, FREE_FILES, free_file
from mkdocs_researcher.macros.base import DataFile

FILES: dict[str, DataFile[Any]] = {
    **{name: DATA_FILES[name] for name in DATA_FILES if name != "counts"},
    **{name: free_file(name) for name in FREE_FILES},
}
VALIDATORS = {name: jsonschema.Draft202012Validator(data_schema(name)) for name in FILES}


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it: the core schema of YAML 1.2, in which dates and `yes` are text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":merge"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def problems(name: str, text: str) -> list[str]:
    """What `check` says of a data file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILES[name].file_name
        path.write_text(text, encoding="utf-8")
        return [one.message for one in load_file(path, path.name, FILES[name]).problems if one.severity == "error"]


def is_valid(name: str, text: str) -> bool:
    data = yaml.load(text, Loader=Editor)
    return VALIDATORS[name].is_valid(json.loads(json.dumps(data)))


SCALARS = st.one_of(
    st.sampled_from(
        [
            2025,
            2025.10,
            7,
            0,
            -1,
            1e3,
            True,
            False,
            None,
            "",
            "x",
            "yes",
            "2025",
            "5.5",
            "true",
            "A, B",
            "a: b",
            "1_000",
        ]
    ),
    st.integers(-5000, 5000),
    st.floats(-100, 100, allow_nan=False),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["url", "label", "Paper", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def fields_of(name: str) -> dict[str, list[Any]]:
    """Good values of each field."""
    return {field: list(info.examples or ()) for field, info in FILES[name].model.model_fields.items()}


@st.composite
def entries(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An entry with examples of the model as values, in which some are replaced by anything."""
    fields = fields_of(name)
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=6))
    required = [field for field, info in FILES[name].model.model_fields.items() if info.is_required()]
    entry = {field: draw(st.sampled_from(fields[field])) for field in [*required, *chosen] if fields[field]}
    for field in draw(st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=2)):
        entry[field] = draw(VALUES)
    if entry and draw(st.integers(0, 9)) == 0:
        entry.pop(draw(st.sampled_from(sorted(entry))), None)
    if draw(st.integers(0, 9)) == 0:
        entry["titel"] = "x"
    return entry


def as_file(name: str, entry: Any) -> str:
    shape = FILES[name].shape
    data = {"single": entry, "list": [entry], "mapping": {"a": entry}}[shape]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("name", FILES)
def test_a_schema_accepts_what_check_accepts(name: str) -> None:
    @settings(max_examples=60, derandomize=True, database=None)
    @given(entries(name))
    def accepts(entry: dict[str, Any]) -> None:
        text = as_file(name, entry)
        if not problems(name, text):
            data = json.loads(json.dumps(yaml.load(text, Loader=Editor)))
            errors = [f"{list(error.path)}: {error.message[:200]}" for error in VALIDATORS[name].iter_errors(data)]
            assert not errors, f"{text}\n" + "\n".join(errors)

    accepts()


# Beginnings of messages about the structure, which a schema sees as well; what a text must look like it often does not.
STRUCTURE = (
    "unknown field",
    "is missing",
    "must be a mapping of 'field",
    "must be text, not ['",
    "must be text, not {",
)


@pytest.mark.parametrize("name", FILES)
def test_a_schema_rejects_what_check_rejects(name: str) -> None:
    seen = []

    @settings(max_examples=60, derandomize=True, database=None)
    @given(entries(name))
    def rejects(entry: dict[str, Any]) -> None:
        text = as_file(name, entry)
        found = [message for message in problems(name, text) if message.startswith(STRUCTURE)]
        if found:
            seen.append(found)
            assert not is_valid(name, text), f"{text}\n{found}"

    rejects()
    assert seen


@pytest.mark.parametrize("name", FILES)
def test_a_schema_accepts_every_example(name: str) -> None:
    for field, values in fields_of(name).items():
        for value in values:
            schema = copy.deepcopy(data_schema(name))
            model = (
                schema["properties"]
                if "properties" in schema
                else schema["$defs"][FILES[name].model.__name__]["properties"]
            )
            one = {"$defs": schema.get("$defs", {}), **model[field]}
            jsonschema.Draft202012Validator(one).validate(value)


def data_files() -> Iterator[Path]:
    for folder in (EXAMPLE / "data", EXAMPLE / "lab" / "data"):
        yield from (path for path in sorted(folder.glob("*.yml")) if path.stem in FILES) if folder.is_dir() else ()


@pytest.mark.parametrize("path", list(data_files()), ids=lambda path: path.name)
def test_a_schema_accepts_the_example(path: Path) -> None:
    assert is_valid(path.stem, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "text", "accepted"),
    [
        ("papers", "- {title: 2048, year: '2025', selected: yes, volume: 3.10}", True),
        ("papers", "- {title: true, authors: [A B]}", True),
        ("news", "- {date: 2025.10, text: 1}", True),
        ("news", "- {date: 2025-10-01, text: 1}", True),
        ("awards", "- {title: A, date: 2022 & 2023}", True),
        ("metrics", "- {label: A, value: 12, bar: '50'}", True),
        ("news", "", True),
        ("papers", "- {title: [A]}", False),
        ("papers", "- {titel: A}", False),
        ("papers", "- {title: A, year: x}", False),
        ("papers", "- {title: A, selected: perhaps}", False),
        ("papers", "title: A", False),
        ("profile", "[]", False),
        ("metrics", "- {label: A, value: 12, bar: 500}", False),
    ],
)
def test_a_schema_and_check_agree(name: str, text: str, accepted: bool) -> None:
    assert (not problems(name, text), is_valid(name, text) if text else True) == (accepted, accepted)
