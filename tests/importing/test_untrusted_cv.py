"""Whatever a file holds: data files that our own check takes, or a message; never an exception, nothing lost in silence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.formats.source import ImportFailedError, JsonError, is_single, model_of, read_json
from mkdocs_researcher.formats.yaml_text import read_yaml
from mkdocs_researcher.importing.cv import KINDS, Imported, data_texts, import_file
from mkdocs_researcher.macros import DATA_FILES

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

KEYS = st.sampled_from(
    [
        "name",
        "title",
        "label",
        "position",
        "company",
        "institution",
        "organization",
        "location",
        "url",
        "website",
        "date",
        "startDate",
        "start_date",
        "endDate",
        "end_date",
        "summary",
        "highlights",
        "description",
        "contents",
        "items",
        "type",
        "year",
        "authors",
        "journal",
        "publisher",
        "doi",
        "keywords",
        "level",
        "icon",
        "network",
        "username",
        "profiles",
        "social_networks",
        "custom_connections",
        "placeholder",
        "bullet",
        "details",
        "area",
        "studyType",
        "gpa",
        "courses",
        "awarder",
        "language",
        "fluency",
        "reference",
        "role",
        "roles",
        "entity",
        "file",
        "fields",
        "was",
        "email",
        "phone",
        "photo",
        "text",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        [
            "2017-05 - 2019-04, 2025-02",
            "Present",
            "2020-13",
            "sometime",
            "javascript:alert(1)",
            "www.example.org/x",
            "data:text/html,x",
            "<script>alert(1)</script>",
            "https://doi.org/10.5555/x",
            "profile",
            "counts",
            "../../etc",
            "\\ud800",
            "\x00\x1b",
            "A\n- b",
            "news",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(KEYS, st.text(max_size=5)), inner, max_size=5)
    ),
    max_leaves=12,
)
ENTRIES = st.one_of(VALUES, st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=3))
SECTIONS = [
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "presentations",
    "teaching",
    "portfolio",
    "meta",
]
TITLES = [
    "education",
    "experience",
    "Publications",
    "awards",
    "talks",
    "teaching",
    "service",
    "students",
    "projects",
    "skills",
    "summary",
    "News",
    "Honors_and_Awards",
    "Über-uns",
    "papers",
    "counts",
]
RESUMES = st.fixed_dictionaries({"basics": VALUES}, optional=dict.fromkeys(SECTIONS, ENTRIES))
CVS = st.fixed_dictionaries(
    {
        "cv": st.fixed_dictionaries(
            {},
            optional={
                "name": SCALARS,
                "email": VALUES,
                "social_networks": VALUES,
                "sections": st.one_of(VALUES, st.fixed_dictionaries({}, optional=dict.fromkeys(TITLES, ENTRIES))),
            },
        )
    },
    optional={"design": VALUES, "rendercv_settings": VALUES, "x": VALUES},
)
PARTS = st.lists(
    st.fixed_dictionaries(
        {"title": st.sampled_from([*TITLES, "General Information"]), "contents": ENTRIES},
        optional={"type": st.sampled_from(["map", "list", "nested_list", "time_table"])},
    ),
    max_size=3,
)


def imported(data: Any, kind: str) -> Imported | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cv.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        try:
            return import_file(path, kind)
        except ImportFailedError as error:
            assert str(error).startswith(path.as_posix())
            return None


def check(found: Imported) -> None:
    """Each file is read back as the records, and fits its model."""
    for file, text in data_texts(found.records).items():
        assert file.replace("-", "").replace("_", "").isalnum(), file
        assert file != "counts"
        back = read_yaml(text)
        if file in DATA_FILES and DATA_FILES[file].shape == "mapping":
            back = [{DATA_FILES[file].key: name, **entry} for name, entry in back.items()]
        for entry in [back] if is_single(file) else back:
            model_of(file).model_validate(entry)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@MANY
@given(data=st.one_of(VALUES, RESUMES, CVS, PARTS))
def test_any_json_gives_data_or_a_message(kind: str, data: Any) -> None:
    if found := imported(data, kind):
        check(found)


# Long words of one kind, so that a text is found again wherever it went.
UNIQUE = st.integers(100_000, 999_999).map(lambda number: f"text{number}")
FIELDS = st.sampled_from(
    [
        "name",
        "label",
        "position",
        "company",
        "institution",
        "organization",
        "location",
        "summary",
        "highlights",
        "description",
        "authors",
        "journal",
        "publisher",
        "keywords",
        "level",
        "network",
        "area",
        "studyType",
        "gpa",
        "courses",
        "awarder",
        "issuer",
        "language",
        "fluency",
        "reference",
        "role",
        "roles",
        "entity",
        "type",
        "event",
        "course",
        "foo",
        "icon",
        "startDate",
        "date",
    ]
)
UNIQUE_ENTRIES = st.lists(
    st.dictionaries(FIELDS, st.one_of(UNIQUE, st.lists(UNIQUE, max_size=2)), min_size=1, max_size=5),
    min_size=1,
    max_size=2,
)
WHOLE = st.fixed_dictionaries(
    {"basics": st.dictionaries(FIELDS, UNIQUE, max_size=4)},
    optional=dict.fromkeys(SECTIONS[:-2], UNIQUE_ENTRIES),
)
AS_CV = st.fixed_dictionaries(
    {
        "cv": st.fixed_dictionaries(
            {"name": UNIQUE},
            optional={"sections": st.dictionaries(st.sampled_from(TITLES[:10]), UNIQUE_ENTRIES, max_size=4)},
        )
    }
)


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    return [text for item in value for text in texts_in(item)] if isinstance(value, list) else [value]


@MANY
@given(data=st.one_of(WHOLE, AS_CV))
@example(data={"basics": {}, "references": [{"foo": "text1"}]})
def test_every_text_is_imported_or_reported(data: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cv.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        try:
            found = import_file(path, "rendercv" if "cv" in data else "json-resume")
            whole = "\n".join([*data_texts(found.records).values(), *map(str, found.notes)])
        except ImportFailedError as error:
            whole = "\n".join(map(str, error.notes))
    assert [text for text in set(texts_in(data)) if text not in whole] == []


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.text('{}[]",:0a/* \n\\', max_size=30)))
def test_any_text_is_json_or_a_message(text: str) -> None:
    try:
        read_json(text)
    except JsonError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        assert error.column >= 1


@settings(max_examples=300, deadline=None)
@given(data=VALUES)
def test_json_is_read_as_the_standard_library_reads_it(data: Any) -> None:
    text = json.dumps(data, indent=1)

    def as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_text(item) for key, item in value.items()}
        if isinstance(value, list):
            return [as_text(item) for item in value]
        return value if value is None or isinstance(value, str) else json.dumps(value)

    assert read_json(text) == as_text(json.loads(text))
