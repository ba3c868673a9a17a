"""Our own `publications.bib`, put into the data folder of another site, shows the same papers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from building import EXAMPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import make_site, write_project

from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.bibtex.write import bibtex_file
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

# What BibTeX has a place for. Links, pictures, topics and the like are this site's own.
FIELDS = (
    "title",
    "venue",
    "published_year",
    "type",
    "volume",
    "number",
    "publisher",
    "series",
    "edition",
    "version",
    "chapter",
    "genre",
    "doi",
    "arxiv",
    "isbn",
    "pmid",
    "openreview",
    "acl",
    "hal",
    "tags",
)


def papers(project: Path) -> dict[str, Paper]:
    site = make_site(project)
    assert [str(problem) for problem in site.problems if problem.severity == "error"] == []
    return {paper.id: paper for paper in site.library.entries(DATA_FILES["papers"]) if not paper.hidden}


def facts(paper: Paper) -> dict[str, Any]:
    names = [(author.given, author.particle, author.family, author.suffix, author.literal) for author in paper.authors]
    found = {name: getattr(paper, name) for name in FIELDS}
    return {
        **found,
        "authors": names,
        "pages": (paper.pages or "").replace("--", "–"),
        "when": paper.when and (paper.when.month, paper.when.day),
        "abstract": " ".join(shown(paper.abstract or "").split()),
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Paper], dict[str, Paper]]:
    before = papers(EXAMPLE)
    files = {"data/publications.bib": bibtex_file(before.values()), "data/profile.yml": "name: Mira Tovanne\n"}
    return before, papers(write_project(tmp_path_factory.mktemp("again"), files))


def test_no_paper_is_lost(both: tuple[dict[str, Paper], dict[str, Paper]]) -> None:
    before, after = both
    assert len(before) >= 24
    assert after.keys() == before.keys()


def test_the_papers_are_the_same(both: tuple[dict[str, Paper], dict[str, Paper]]) -> None:
    before, after = both
    different = {
        f"{name}.{field}": (value, facts(after[name])[field])
        for name, paper in before.items()
        for field, value in facts(paper).items()
        if facts(after[name])[field] != value
    }
    assert different == {}


def test_a_second_time_changes_nothing(both: tuple[dict[str, Paper], dict[str, Paper]]) -> None:
    _, after = both
    text = bibtex_file(after.values())
    assert text == bibtex_file(after.values())
    assert text.count("\n@") + 1 == len(after)


SHOWS = InlineMarkdown((), has_math_script=False)
MARKED = [
    "p < 0.05",
    "50% of R&D #1",
    "a_b and c^d",
    "x~y",
    r"one \\ two",
    "{braces} and }odd{",
    "αβγ ≳ ℓ₁ π",
    "10<sup>7</sup> CO<sub>2</sub>",
    "*em* **strong** ***both***",
    "``ticks'' -- and --- \"quotes\" 'x'",
    "A&amp;B &lt;i&gt;",
    "&amp;amp; is an entity",
    r"$\ell_1$ and $10^{7}$2",
    "Fig.\u00a01 – so",
    r"\*not\* \_em\_ \[no\](link)",
    "張三的書 Łódź NATO LaTeX",
    "`code` x",
    "!` ?` ,, << >>",
]
WORDS = st.sampled_from([*MARKED, "Tides", "the"]) | st.text(
    st.sampled_from("ab -'\"~%#{}>()|;:=!?.,&αß≳²\u00a0"), max_size=12
)


def shown(markdown: str) -> str:
    return BeautifulSoup(SHOWS.inline(markdown, "", str), "html.parser").get_text()


def read_again(titles: list[str], folder: Path) -> list[str]:
    written = [Paper.model_validate({"id": f"p{number}", "title": title}) for number, title in enumerate(titles)]
    path = folder / "publications.bib"
    path.write_text(bibtex_file(written), encoding="utf-8")
    source = read_bib(path, "publications.bib")
    assert [str(problem) for problem in source.problems] == []
    return [paper.fields["title"] for paper in source.papers]


@pytest.mark.parametrize("title", MARKED)
def test_a_title_is_read_back(title: str, tmp_path: Path) -> None:
    [again] = read_again([title], tmp_path)
    assert shown(again) == shown(title)
    assert read_again([again], tmp_path) == [again]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=10, max_size=10))
def test_generated_bibliographies_are_read_back(tmp_path: Path, titles: list[str]) -> None:
    plain = [" ".join(title.split()) for title in titles]
    # Backticks that are never closed are read in another way by each reader of Markdown.
    plain = [title for title in plain if not ("``" in title and title.count("`") > 2)]
    # The parser of this test takes the semicolon of an entity that HTML does not have.
    plain = [title for title in plain if not re.search(r"&[abαß²]+;", title)]
    kept = [title for title in plain if title and shown(title).strip()]
    once = read_again(kept, tmp_path)
    assert [" ".join(shown(title).split()) for title in once] == [" ".join(shown(title).split()) for title in kept]
    assert read_again(once, tmp_path) == once


NAMES = [
    "Mira Tovanne",
    "Müller-Łuk, Jörg",
    "Kai von der Heide",
    "Okasha, Jr., Pell",
    "王小明",
    "{Tide Collaboration}",
    "O'Neil, P. A.",
]
VENUES = ["Journal of Tides", "Annals of R&D", "Tides: 100% #1", "Letters_B", "Ταξίδι", "Workshop on Tides"]
RECORDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(MARKED),
        "authors": st.lists(st.sampled_from(NAMES), min_size=1, unique=True),
        "type": st.sampled_from(["journal", "conference", "workshop", "chapter", "thesis", "report"]),
        "venue": st.sampled_from(VENUES),
        "year": st.just(2024),
    },
    optional={
        "volume": st.just("12"),
        "number": st.just("3"),
        "pages": st.sampled_from(["1–10", "e101", "ix–xii"]),
        "publisher": st.just("A & B"),
        "doi": st.sampled_from(["10.1000/a_b(c)<d>e", "10.1002/(SICI)1097(199806)49:8<693::A>3.0.CO;2->"]),
        "arxiv": st.just("2401.00001"),
        "isbn": st.just("9783161484100"),
        "collaboration": st.just("TIDES"),
        "pmid": st.just("31452104"),
        "openreview": st.just("7ywj1B3DuO"),
        "acl": st.just("2024.emnlp-main.75"),
        "hal": st.just("hal-01234567"),
        "tags": st.sampled_from([["tides", "R&D"], ["one, two", "three"]]),
        "abstract": st.sampled_from(MARKED),
        "date": st.sampled_from(["2024-06-14", "2024-06"]),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECORDS, min_size=10, max_size=10))
def test_generated_papers_are_the_same(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    before = [Paper.model_validate({"id": f"p{n}", "distinct": True, **one}) for n, one in enumerate(records)]
    files = {"data/publications.bib": bibtex_file(before), "data/profile.yml": "name: Mira Tovanne\n"}
    after = papers(write_project(tmp_path, files))
    for paper in before:
        old, new = facts(paper), facts(after[paper.id])
        for name in ("title", "venue"):  # in Markdown, which escapes a sign or not
            old[name], new[name] = shown(old[name]), shown(new[name])
        assert new == old
