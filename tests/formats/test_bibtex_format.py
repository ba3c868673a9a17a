"""Clean BibTeX entries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.formats.bibtex.entries import parse_bibtex
from mkdocs_researcher.formats.bibtex.entry_text import PRIVATE_FIELDS, format_entry, safe_key


def test_one_field_a_line_in_one_order() -> None:
    fields = {
        "url": "https://example.org",
        "Year": "2026",
        "TITLE": "{A} Title",
        "month": "March",
        "abbr": "X",
        "doi": "10.5555/1",
        "selected": "true",
        "author": "Tovanne, Mira",
        "journal": "J",
        "empty": " ",
        "zeta": "1",
    }
    expected = """@article{tovanne2026,
  author  = {Tovanne, Mira},
  title   = {{A} Title},
  journal = {J},
  month   = mar,
  year    = {2026},
  zeta    = {1},
  doi     = {10.5555/1},
  url     = {https://example.org},
}"""
    assert format_entry("Article", "tovanne2026", fields) == expected
    assert format_entry("Article", "tovanne2026", dict(reversed(fields.items()))) == expected


@pytest.mark.parametrize("name", ["abbr", "preview", "award", "bibtex_show", "abstract", "pdf", "google_scholar_id"])
def test_private_fields_are_left_out(name: str) -> None:
    assert name in PRIVATE_FIELDS
    assert name not in format_entry("misc", "a", {"title": "A", name.upper(): "x"})


@pytest.mark.parametrize(
    ("month", "written"),
    [("3", "mar"), ("03", "mar"), ("12", "dec"), ("Sept.", "sep"), ("March--April", "{March--April}"), ("13", "{13}")],
)
def test_months(month: str, written: str) -> None:
    assert f"month = {written}," in format_entry("misc", "a", {"month": month})


@pytest.mark.parametrize(
    ("key", "safe"),
    [("a b", "a-b"), ("a,b{c}", "a-b-c"), ("ü/&x", "ü/&x"), ("DBLP:conf/x", "DBLP:conf/x"), ("", "entry")],
)
def test_keys(key: str, safe: str) -> None:
    assert safe_key(key) == safe


def depth_never_negative(text: str) -> bool:
    depth = 0
    for letter in re.sub(r"[^{}]", "", text):
        depth += 1 if letter == "{" else -1
        if depth < 0:
            return False
    return depth == 0


VALUES = st.text(alphabet="ab {}\\\"',=@#%\n$~é", max_size=40)


@given(st.text(max_size=12), st.dictionaries(st.sampled_from(["title", "author", "note", "journal", "x-y"]), VALUES))
def test_any_values_give_an_entry_that_is_read_again(key: str, fields: dict[str, str]) -> None:
    text = format_entry("article", key, fields)
    assert depth_never_negative(text)
    parsed = parse_bibtex(f"{text}\n\n{format_entry('book', 'other', {'title': 'Other'})}\n")
    kept = {name for name, value in fields.items() if f"  {name} " in text}
    assert [note.message for note in parsed.notes] == []
    assert parsed.entries["other"].fields == {"title": "Other"}
    assert parsed.entries[safe_key(key)].fields.keys() == kept
    for name in kept:
        if not set(fields[name]) & set("{}\\"):
            assert parsed.entries[safe_key(key)].fields[name] == " ".join(fields[name].split())
