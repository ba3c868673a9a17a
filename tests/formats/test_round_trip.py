"""Our own `publications.bib`, put into the data folder of another site, shows the same papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import EXAMPLE
from support import make_site, write_project

from mkdocs_researcher.formats.bibtex.write import bibtex_file
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import Paper

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
        "month": paper.when and paper.when.month,
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
