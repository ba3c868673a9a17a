"""Dates and words for a status in BibTeX, RIS, CSL-JSON and JSON Resume."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import make_site, write_project

from mkdocs_researcher.formats.csl_json.read import read_csl_json
from mkdocs_researcher.formats.cv.values import combined_range
from mkdocs_researcher.formats.json_resume import read_json_resume
from mkdocs_researcher.formats.ris import read_ris
from mkdocs_researcher.formats.source import Source, read_source
from mkdocs_researcher.macros import DATA_FILES


def read_bib(folder: Path, fields: str) -> tuple[Any, list[str]]:
    write_project(folder, {"data/refs.bib": f"@article{{a, title = {{A}},\n{fields}}}", "docs/index.md": ""})
    site = make_site(folder)
    (paper,) = site.library.entries(DATA_FILES["papers"])
    return paper, [f"{one.severity}: {one.field}: {one.message}" for one in site.library.problems]


@pytest.mark.parametrize(
    ("fields", "when", "reported"),
    [
        ("date = {2024-21}", "spring 2024", ""),
        ("date = {2024-24}", "winter 2024", ""),
        ("date = {2024-26}", "summer 2024", ""),
        ("year = {2024-23}", "autumn 2024", ""),
        ("date = {2004-06?}", "2004-06", "info: date: pages show '2004-06?' as 2004-06"),
        ("date = {2004-06-11%}", "2004-06-11", "info: date: pages show"),
        ("date = {2004-06-XX}", "2004-06", "info: date: pages show '2004-06-XX' as 2004-06"),
        ("date = {2004-uu}", "2004", "info: date: pages show '2004-uu' as 2004"),
        ("year = {'91}", "1991", "info: year: pages show ''91' as 1991"),
        ("year = {n.d.}", "None", ""),
        ("year = {o. J.}", "None", ""),
        ("date = {19XX}", "None", "warning: date: '19XX' does not say which year, so none is shown; add year = {…}"),
        ("year = {195X}", "None", "warning: year: '195X' does not say which year, so none is shown"),
        ("date = {2004/..}", "2004", "info: date: pages show '2004/..' as 2004"),
        ("date = {2004-06-01/2004-06-20}", "2004-06-01", "info: date: pages show"),
        ("date = {2024-21/2024-22}", "spring 2024", "info: date: pages show"),
        ("date = {30-Mar-2020}", "2020-03-30", ""),
        ("date = {30/03/2020}", "2020-03-30", ""),
        ("year = {30-Mar-2020}", "2020-03-30", ""),
        ("year = {Mar 30, 2020}", "2020-03-30", ""),
        ("year = {30.3.2020}", "2020-03-30", ""),
        ("year = {2020/03/30}", "2020-03-30", ""),
        ("year = 2020, month = {30-Mar-2020}", "2020-03-30", ""),
        ("month = {March 2020}", "2020-03", ""),
        ("date = {01/02/2020}", "2020", "warning: date: '01/02/2020' is not a date: it is not clear which number is the day"),
        ("year = {01/02/2020}", "2020", "warning: year: '01/02/2020' is not a date: it is not clear which number is the day"),
        ("year = {2019--2021}", "2019", "info: year: pages show '2019–2021' as 2019"),
        ("date = {2024-33}", "2024", "warning: date: '2024-33' is not a date: there is no month 33"),
    ],
)  # fmt: skip
def test_dates(fields: str, when: str, reported: str, tmp_path: Path) -> None:
    paper, messages = read_bib(tmp_path, fields)
    assert str(paper.when) == when
    assert len(messages) == bool(reported)
    assert "".join(messages).startswith(reported)


@pytest.mark.parametrize(
    "place", ["year", "date", "month", "note", "howpublished", "volume", "number", "pages", "journal"]
)
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("in press", "in_press"), ("In Press.", "in_press"), ("forthcoming", "accepted"), ("to appear", "accepted"),
        ("accepted", "accepted"), ("submitted", "under_review"), ("under review", "under_review"), ("im Druck", "in_press"),
    ],
)  # fmt: skip
def test_a_status_in_any_field(place: str, words: str, status: str, tmp_path: Path) -> None:
    paper, messages = read_bib(tmp_path, f"{place} = {{{words}}}")
    assert (paper.status, messages) == (status, [])
    assert (paper.when, paper.note, paper.volume, paper.number, paper.pages, paper.venue) == (None,) * 6


@pytest.mark.parametrize(
    ("fields", "status", "field", "rest"),
    [
        ("year = {2024 (in press)}", "in_press", "year", 2024),
        ("year = {2025, to appear}", "accepted", "year", 2025),
        ("year = {forthcoming 2025}", "accepted", "year", 2025),
        ("date = {2024-05 (accepted)}", "accepted", "venue", None),
        ("journal = {Journal of Tides (in press)}", "in_press", "venue", "Journal of Tides"),
        ("journal = {submitted to {T}ides \\& Waves}", "under_review", "venue", "Tides & Waves"),
        ("journal = {To appear in the Journal of Tides}", "accepted", "venue", "Journal of Tides"),
        ("howpublished = {Forthcoming, Pier Press}", "accepted", "venue", "Pier Press"),
        ("note = {Accepted for publication in Tides}", "accepted", "note", "Accepted for publication in Tides"),
        ("note = {Under review at Tides}", "under_review", "note", "Under review at Tides"),
        # Part of a name or a sentence
        ("journal = {Review of Tides}", None, "venue", "Review of Tides"),
        ("journal = {Women in Press}", None, "venue", "Women in Press"),
        ("journal = {Forthcoming Tides}", None, "venue", "Forthcoming Tides"),
        ("publisher = {Pier Press}", None, "publisher", "Pier Press"),
        ("note = {Notes on papers in press}", None, "note", "Notes on papers in press"),
    ],
)
def test_a_status_with_other_words(fields: str, status: str | None, field: str, rest: object, tmp_path: Path) -> None:
    paper, messages = read_bib(tmp_path, fields)
    assert (paper.status, getattr(paper, field), messages) == (status, rest, [])


def test_the_copied_entry_keeps_the_words(tmp_path: Path) -> None:
    paper, _ = read_bib(tmp_path, "year = {in press}")
    assert "year  = {in press}" in paper.bibtex


@pytest.mark.parametrize(
    ("lines", "record", "reported"),
    [
        ("DA  - 30 Mar 2020", {"date": "2020-03-30"}, 0),
        ("DA  - Mar 30, 2020", {"date": "2020-03-30"}, 0),
        ("PY  - 2024/Spring", {"date": "spring 2024"}, 0),
        ("PY  - 2023\nDA  - APR 15", {"date": "2023-04-15"}, 0),
        ("PY  - 2023\nDA  - FALL", {"date": "autumn 2023"}, 0),
        ("PY  - in press", {"status": "in_press"}, 0),
        ("PY  - 2024\nVL  - in press", {"year": "2024", "status": "in_press"}, 0),
        ("Y1  - 18-24 June 2022", {"date": "2022-06-18"}, 0),
        ("DA  - 01/02/2020", {"year": "2020"}, 1),
        ("PY  - soon", {}, 1),
        ("AU  - Tovanne MK\nAU  - Quell G", {"authors": ["M. K. Tovanne", "G. Quell"]}, 0),
        ("AU  - Quell G", {"authors": ["G. Quell"]}, 0),
        ("AU  - van den Berg AB\nAU  - World Health Organization", {"authors": ["A. B. van den Berg", "World Health Organization"]}, 0),
        ("AU  - Tovanne, Mira, PhD", {"authors": ["Mira Tovanne"]}, 0),
    ],
)  # fmt: skip
def test_ris(lines: str, record: dict[str, Any], reported: int, tmp_path: Path) -> None:
    path = tmp_path / "works.ris"
    path.write_text(f"TY  - JOUR\nTI  - Tides\n{lines}\nER  - \n", encoding="utf-8")
    found = read_ris(path)
    assert {k: v for k, v in found.works[0].record.items() if k not in {"title", "type"}} == record
    assert len(found.notes) == reported


@pytest.mark.parametrize(
    ("item", "record"),
    [
        ({"issued": {"date-parts": [[2024, 21]]}}, {"date": "Spring 2024"}),
        ({"issued": {"date-parts": [[2024, 2]]}}, {"date": "2024-02"}),
        ({"issued": {"date-parts": [[2024]], "season": 24}}, {"date": "Winter 2024"}),
        ({"issued": {"literal": "in press"}}, {"status": "in_press"}),
        ({"issued": {"date-parts": [[2024]]}, "volume": "in press"}, {"year": "2024", "status": "in_press"}),
        ({"author": [{"literal": "Tovanne MK"}, {"literal": "Quell G"}]}, {"authors": ["M. K. Tovanne", "G. Quell"]}),
    ],
)
def test_csl_json(item: dict[str, Any], record: dict[str, Any], tmp_path: Path) -> None:
    found = read_csl_json(source(tmp_path, [{"type": "article-journal", "title": "Tides", "id": "", **item}]))
    assert {k: v for k, v in found.works[0].record.items() if k not in {"title", "type"}} == record
    assert not found.notes


def source(folder: Path, data: Any) -> Source:
    path = folder / "works.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ("2020-03-01", "2021-04-30", "2020-03 – 2021-04"),
        ("2020-03-01", "2021-04-01", "2020-03 – 2021-04"),
        ("2020-03-01", "2021-02-28", "2020-03 – 2021-02"),
        ("2020-03-01", "", "2020-03 – present"),
        ("2020-03-01", "2021-05-30", "2020-03 – 2021-05"),
        ("2020-03-12", "2021-04-30", "2020-03-12 – 2021-04-30"),
        ("2020-03-01", "2021-04-17", "2020-03-01 – 2021-04-17"),
    ],
)
def test_days_that_fill_up_a_form(start: str, end: str, date: str, tmp_path: Path) -> None:
    work = {"name": "Pier", "position": "Engineer", "startDate": start, **({"endDate": end} if end else {})}
    found = source(tmp_path, {"basics": {"name": "Mira Tovanne"}, "work": [work, work]})
    assert read_json_resume(found)["experience"][0]["date"] == date
    filler = [note.message for note in found.notes if "fill up" in note.message]
    assert filler == ([] if date == combined_range("", start, end).date else [filler[0]])
