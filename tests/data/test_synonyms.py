"""Fields that have another name in another file: accepted wherever the file has no field of that name."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from support import write_project

from mkdocs_researcher.commands.own_files import data_schema
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Model

# File, an entry with a synonym, the field that it means, and its value.
CASES = [
    ("awards", "{title: A, institution: HBU}", "awarder", "HBU"),
    ("awards", "{title: A, summary: Small}", "note", "Small"),
    ("education", "{organization: HBU, degree: B.Sc.}", "institution", "HBU"),
    ("experience", "{affiliation: HBU, details: Work}", "organization", "HBU"),
    ("news", "{date: 2025, details: Fine}", "text", "Fine"),
    ("papers", "{title: A, text: In short}", "summary", "In short"),
    ("mentees", "{name: A B, organization: HBU}", "affiliation", "HBU"),
]


def loaded(folder: Path, texts: dict[str, str], language: str = "en") -> Library:
    write_project(folder, {f"data/{name}.yml": text for name, text in texts.items()})
    return Library(folder / "data", folder, language=language)


@pytest.mark.parametrize(("name", "entry", "field", "value"), CASES)
def test_a_synonym_is_the_field_that_the_file_has(
    tmp_path: Path, name: str, entry: str, field: str, value: str
) -> None:
    (found,) = loaded(tmp_path, {name: f"- {entry}\n"}).entries(DATA_FILES[name])
    assert getattr(found, field) == value
    schema = jsonschema.Draft202012Validator(json.loads(json.dumps(data_schema(name))))
    assert schema.is_valid([yaml.safe_load(entry)])
    twice = {**yaml.safe_load(entry), field: "Other"}
    assert not schema.is_valid([twice])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{title: A, awarder: X, institution: Y}", "1:26: institution: is another name of 'awarder', which this entry"),
        ("{title: A, organization: X, affiliation: Y}", "1:31: affiliation: is another name of 'awarder'"),
        ("{title: A, institution: [Y]}", "1:14: institution: must be text, not a list"),
    ],
)
def test_problems_name_the_field_as_it_is_written(tmp_path: Path, entry: str, message: str) -> None:
    library = loaded(tmp_path, {"awards": f"- {entry}\n"})
    library.optional(DATA_FILES["awards"])
    (problem,) = library.problems
    assert f"data/awards.yml:{message}" in str(problem)


def test_an_empty_synonym_is_left_out(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, {"awards": "- {title: A, institution: }\n"}).entries(DATA_FILES["awards"])
    assert isinstance(found, Model)


def test_a_language_may_use_another_name_than_the_common_file(tmp_path: Path) -> None:
    texts = {"awards": "- {id: a, title: A, awarder: X}\n", "de/awards": "- {id: a, institution: Y}\n"}
    library = loaded(tmp_path, texts, "de")
    (found,) = library.entries(DATA_FILES["awards"])
    assert found.awarder == "Y"  # type: ignore[attr-defined]
    assert not library.problems
