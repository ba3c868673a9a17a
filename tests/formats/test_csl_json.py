"""Papers as CSL-JSON, by the schema `csl-data.json` of CSL 1.0.2."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.formats.csl_json.write import TYPES, csl_date, csl_file, csl_item, csl_name
from mkdocs_researcher.macros.papers.model import Paper, PaperType

# From https://github.com/citation-style-language/schema, schemas/input/csl-data.json: the values and variables used here.
SCHEMA_TYPES = {
    "article", "article-journal", "book", "chapter", "dataset", "document", "paper-conference", "patent", "report",
    "software", "speech", "thesis",
}  # fmt: skip
STRINGS = {
    "id", "type", "title", "container-title", "container-title-short", "collection-title", "publisher", "genre", "event",
    "volume", "issue", "number", "page", "DOI", "ISBN", "PMID", "URL", "abstract", "keyword", "status", "note",
}  # fmt: skip
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def paper(**fields: Any) -> Paper:
    return Paper.model_validate({"id": "x", "title": "T", **fields})


def check(item: dict[str, Any]) -> None:
    assert item["type"] in SCHEMA_TYPES
    for name, value in item.items():
        if name in {"author", "editor"}:
            assert all(set(person) <= NAME_PARTS and all(person.values()) for person in value)
        elif name == "issued":
            assert set(value) <= {"date-parts", "season"}
            assert 1 <= len(value["date-parts"][0]) <= 3
        else:
            assert name in STRINGS
            assert isinstance(value, str)
            assert value


def test_an_item_in_full() -> None:
    item = csl_item(
        paper(
            title="Two *Tides*",
            authors=["Ludwig van Beethoven*", "King, Jr., Martin", "{The Group}", "Hu Yuan (胡)", "et al."],
            editors=["Lotte Varga"],
            venue="Journal of Tides",
            venue_short="JT",
            date="2025-03-04",
            type="journal",
            volume="12",
            number="3",
            pages="101–118",
            publisher="Pier Press",
            doi="10.5555/a",
            tags=["a", "b"],
            abstract="We **follow**.",
            arxiv="2507.05257",
        )
    )
    assert item == {
        "id": "x",
        "type": "article-journal",
        "title": "Two Tides",
        "author": [
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"literal": "The Group"},
            {"family": "Yuan", "given": "Hu (胡)"},
        ],
        "editor": [{"family": "Varga", "given": "Lotte"}],
        "issued": {"date-parts": [[2025, 3, 4]]},
        "container-title": "Journal of Tides",
        "container-title-short": "JT",
        "publisher": "Pier Press",
        "issue": "3",
        "volume": "12",
        "page": "101-118",
        "DOI": "10.5555/a",
        "URL": "https://arxiv.org/abs/2507.05257",
        "abstract": "We follow.",
        "keyword": "a, b",
    }


def test_every_type_has_one() -> None:
    assert TYPES.keys() == {*get_args(PaperType), "other"}


@pytest.mark.parametrize("kind", get_args(PaperType))
def test_the_shape_of_each_type(kind: str) -> None:
    item = csl_item(
        paper(
            type=kind,
            venue="V",
            venue_short="S",
            publisher="P",
            number="7",
            year=2025,
            isbn="978-3-16-148410-0",
            arxiv="2507.05257",
            status="in_press",
        )
    )
    check(item)
    assert "V" in item.values()
    assert item["status"] == "In press"


def test_dates_are_as_precise_as_they_were_written() -> None:
    assert csl_date(PartialDate.parse("2025")) == {"date-parts": [[2025]]}
    assert csl_date(PartialDate.parse("2025-07")) == {"date-parts": [[2025, 7]]}
    assert csl_date(PartialDate.parse("Fall 2025")) == {"date-parts": [[2025]], "season": 3}


def test_one_word_is_a_literal_name() -> None:
    assert csl_name(Person.parse("Plato")) == {"literal": "Plato"}


@given(st.text(min_size=1), st.text(), st.sampled_from([*get_args(PaperType), None]))
def test_any_text(title: str, venue: str, kind: str | None) -> None:
    made = paper(id="x").model_copy(update={"title": f"t{title}", "venue": venue, "type": kind})
    check(json.loads(csl_file([made]))[0])
