"""What a message about an unknown field suggests."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from mkdocs_researcher.fields.validation import findings
from mkdocs_researcher.macros import DATA_FILES


def message(file: str, field: str) -> str:
    model = DATA_FILES[file].model
    try:
        model.model_validate({field: "x"})
    except ValidationError as error:
        return dict(findings(error, model))[(field,)]
    raise AssertionError(field)


@pytest.mark.parametrize(
    ("file", "field", "meant"),
    [
        # the same in other words
        *(("papers", name, "date") for name in ("period", "duration", "published")),
        ("papers", "stage", "status"),
        ("papers", "featured", "selected"),
        ("papers", "dataset", "links"),
        ("papers", "coauthors", "authors"),
        ("papers", "remarks", "note"),
        ("education", "abstract", "details"),
        ("awards", "award", "title"),
        ("awards", "prize", "title"),
        ("profile", "remarks", None),
        ("profile", "languages", None),
        ("profile", "mobile", "phone"),
        ("talks", "organization", None),
        ("talks", "state", "location"),
        ("news", "state", None),
        ("experience", "star", None),
        ("experience", "supervisor", "mentor"),
        ("papers", "issn", None),
        ("papers", "position", None),
        ("papers", "budget", None),
        ("papers", "duties", None),
        ("metrics", "country", None),
        # misspelled
        ("papers", "yaer", "year"),
        ("papers", "titel", "title"),
        ("papers", "auhtors", "authors"),
        ("papers", "Authors", "authors"),
        ("papers", "image-alt", "image_alt"),
        ("papers", "page", "pages"),
        ("profile", "nmae", "name"),
        ("profile", "linsk", "links"),
        ("education", "instituton", "institution"),
        ("experience", "highlight", "highlights"),
        ("teaching", "roles", "role"),
    ],
)
def test_suggested_field(file: str, field: str, meant: str | None) -> None:
    text = message(file, field)
    if meant:
        assert text.removesuffix(f" Write links: {{{field}: https://…}}") == f"unknown field, did you mean '{meant}'?"
    else:
        assert "did you mean" not in text
        assert "known: " in text or "remove it" in text


def test_role_and_position_are_one_field_under_two_names() -> None:
    experience = DATA_FILES["experience"].model.model_validate({"organization": "Quill Labs", "role": "Postdoc"})
    assert experience.model_dump()["position"] == "Postdoc"
    course = DATA_FILES["teaching"].model.model_validate({"course": "Tides", "position": "Lecturer"})
    assert course.model_dump()["role"] == "Lecturer"
