"""`counts.json` as a build reads it: whatever stands in it, no traceback, and nothing unsafe in a page."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import convert, make_site, write_project

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.importing.counts import as_json, changes, merge
from mkdocs_researcher.macros.counts import Counts, citations_of, counts_of, stars_of
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.services.counts import CitationCount, CountRequest, CountResult, is_record_of, normalized
from mkdocs_researcher.services.http import web_address

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PAGE = '{{ metrics() }}\n\n{{ citations() }} {{ citations("a") }} {{ stars("x/y") }}\n'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
NUMBER = st.integers(0, 10**9)
PAPER = st.fixed_dictionaries(
    {
        "citations": NUMBER,
        "source": st.sampled_from(["OpenAlex", "Semantic Scholar", "Google Scholar"]),
        "by": st.sampled_from(["id", "DOI", "arXiv", "title"]),
    }
)
COUNTS = st.fixed_dictionaries(
    {"updated": st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)).map(str)},
    optional={
        "author": st.fixed_dictionaries(
            {"citations": NUMBER, "source": st.just("OpenAlex")},
            optional={"h_index": NUMBER, "per_year": st.dictionaries(st.integers(1000, 2999).map(str), NUMBER)},
        ),
        "papers": st.dictionaries(st.text(min_size=1), PAPER, max_size=4),
        "repositories": st.dictionaries(st.just("x/y"), st.fixed_dictionaries({"stars": NUMBER})),
    },
)


def project(folder: Path, counts: str) -> Path:
    papers = "- {id: a, title: A, doi: 10.5555/a}\n"
    return write_project(folder, {"data/counts.json": counts, "data/papers.yml": papers, "docs/index.md": PAGE})


@QUICK
@given(data=JSON | st.fixed_dictionaries({"updated": JSON, "author": JSON, "papers": JSON, "repositories": JSON}))
def test_anything_in_the_file_is_read_or_named(tmp_path: Path, data: object) -> None:
    site = make_site(project(tmp_path, json.dumps(data)), mode="build")
    convert(PAGE, site)
    reported = [problem for problem in site.problems if problem.location.file == "data/counts.json"]
    assert reported or counts_of(site.library) is not None
    assert all("run it again" in problem.message for problem in reported)


@QUICK
@given(text=st.text())
def test_any_text_in_the_file_is_named(tmp_path: Path, text: str) -> None:
    folder = project(tmp_path, "{}")
    (folder / "data/counts.json").write_bytes(text.encode())
    library = Library(folder / "data", folder)
    assert library.problems
    assert counts_of(library) is None


@pytest.mark.parametrize("text", ["[" * 100_000, '{"updated": ' + "9" * 10_000 + "}", "\ufeff", "null", "{}", "NaN"])
def test_hostile_json_is_named(tmp_path: Path, text: str) -> None:
    folder = project(tmp_path, text)
    library = Library(folder / "data", folder)
    assert [problem.location.file for problem in library.problems] == ["data/counts.json"]


@QUICK
@given(data=COUNTS)
def test_right_numbers_are_shown(tmp_path: Path, data: dict) -> None:
    site = make_site(project(tmp_path, json.dumps(data)), mode="build")
    shown = convert(PAGE, site)
    assert not [problem for problem in site.problems if problem.severity == "error"]
    if "author" in data:
        assert f"{data['author']['citations']:,}" in shown.soup.get_text()


@QUICK
@given(data=COUNTS)
def test_numbers_written_are_the_numbers_read(data: dict) -> None:
    counts = Counts.model_validate(data)
    text = as_json(counts)
    again = Counts.model_validate(json.loads(text))
    assert again == counts
    assert as_json(again) == text
    assert changes(counts, again) == []


@QUICK
@given(
    old=COUNTS,
    numbers=st.dictionaries(st.sampled_from(["a", "b"]), NUMBER),
    answered=st.booleans(),
    other=st.none() | NUMBER,
)
def test_no_number_comes_from_nowhere(old: dict, numbers: dict[str, int], answered: bool, other: int | None) -> None:
    before = Counts.model_validate(old)
    papers = [Paper(id=name, title="T") for name in ("a", "b")]
    first = CountResult("OpenAlex", {name: CitationCount(number, "DOI") for name, number in numbers.items()})
    first.answered = {"a", "b"} if answered else set(numbers)
    second = CountResult(
        "Google Scholar", {"a": CitationCount(other, "id")} if other is not None else {}, answered={"a", "b"}
    )
    new = merge(before, [first, second], CountRequest(papers), "2026-06-30")
    assert new.papers.keys() <= {"a", "b"}
    for name, found in new.papers.items():
        known = {numbers.get(name), other if name == "a" else None}
        kept = before.papers.get(name)
        assert found.citations in known | ({kept.citations} if kept else set())
    if other is not None:
        assert (new.papers["a"].citations, new.papers["a"].source) == (other, "Google Scholar")


def test_a_removed_paper_is_not_an_error(tmp_path: Path) -> None:
    data = {"updated": "2026-06-30", "papers": {"gone": {"citations": 1, "source": "OpenAlex", "by": "DOI"}}}
    site = make_site(project(tmp_path, json.dumps(data)), mode="build")
    assert site.problems == []


def test_a_counts_file_in_yaml_is_not_read(tmp_path: Path) -> None:
    write_project(tmp_path, {"data/counts.yml": "updated: 2026-06-30\n"})
    library = Library(tmp_path / "data", tmp_path)
    assert [str(problem) for problem in library.problems] == [
        "data/counts.yml: is not read; 'mkdocs-researcher update' writes counts.json"
    ]


def test_the_two_helpers() -> None:
    data = {
        "updated": "2026-06-30",
        "papers": {"a": {"citations": 3, "source": "OpenAlex", "by": "DOI"}},
        "repositories": {"x/y": {"stars": 5}},
    }
    counts = Counts.model_validate(data)
    found = citations_of(counts, Paper(id="a", title="T"))
    assert found is not None
    assert found.citations == 3
    assert citations_of(counts, Paper(id="b", title="T")) is None
    assert citations_of(None, Paper(id="a", title="T")) is None
    assert stars_of(counts, "X/Y") == 5
    assert stars_of(counts, "x/z") is None
    assert stars_of(None, "x/y") is None


# Titles


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Reading the *Ledger*: Spectra", "Reading the ledger — spectra."),
        ("Größen und Maße der Welt", "GROSSEN UND MASSE DER WELT"),
        ("How Small Can the Cache Be?", "How Small Can the <i>Cache</i> Be?"),
        ("Salt & Pepper in Networks", "Salt &amp; Pepper in Networks"),
    ],
)
def test_titles_that_are_the_same(ours: str, theirs: str) -> None:
    paper = Paper(title=ours, authors=["Mira Tovanne"], year=2025)
    assert is_record_of(paper, theirs, 2024, ["M. Tovanne", "Pell Okasha"])
    assert is_record_of(paper, theirs, 2026, None)


@pytest.mark.parametrize(
    ("title", "year", "authors"),
    [
        ("Reading the Ledger II", 2025, ["Mira Tovanne"]),
        ("Reading the Ledger", 2023, ["Mira Tovanne"]),
        ("Reading the Ledger", None, ["Mira Tovanne"]),
        ("Reading the Ledger", 2025, ["Somebody Else"]),
        (None, 2025, ["Mira Tovanne"]),
        ("", 2025, ["Mira Tovanne"]),
    ],
)
def test_titles_that_are_not(title: str | None, year: int | None, authors: list[str]) -> None:
    assert not is_record_of(
        Paper(title="Reading the Ledger", authors=["Mira Tovanne"], year=2025), title, year, authors
    )


def test_titles_that_say_nothing_match_nothing() -> None:
    assert not is_record_of(Paper(title="Introduction", year=2025), "Introduction", 2025)
    assert not is_record_of(Paper(title="Editorial", year=2025), "Editorial", 2025)
    assert not is_record_of(Paper(title="???", year=2025), "!!!", 2025)


@given(title=st.text())
def test_every_title_can_be_compared(title: str) -> None:
    assert normalized(title) == normalized(title.upper()) or not title.isascii()


@given(text=st.text() | st.text().map("https://example.org/".__add__))
def test_no_address_breaks_out(text: str) -> None:
    assert not set(web_address(text)) & set("\"'<> \n\t\\`")
