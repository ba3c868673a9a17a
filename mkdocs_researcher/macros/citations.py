"""`citations()`: how often all papers are cited; `citations("id")`: how often one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, Word, view
from mkdocs_researcher.macros.counts import Counts, citations_of, counts_of, total_of
from mkdocs_researcher.macros.papers.model import find_paper
from mkdocs_researcher.macros.profile import PROFILE

# Pages where readers find the number if we do not know it, best first.
_PAGES_OF_A_PAPER = ("scholar", "semantic_scholar", "openalex", "doi", "arxiv")
_PAGES_OF_A_PERSON = ("Google Scholar", "Semantic Scholar", "OpenAlex", "ORCID")
_HOW = "run 'mkdocs-researcher update'"


class CitationsArguments(Arguments):
    """Arguments of `citations()`."""

    positional: ClassVar = ("id",)
    id: Word | None = Field(None, description="Id of a paper. Default: the total.", examples=["tovanne2026ledger"])


def _view(
    kind: str, number: int | None, url: str, sources: Sequence[str] = (), date: PartialDate | None = None
) -> View:
    return view(kind=kind, number=number, url=url, sources=", ".join(sources), date=date)


def _of_paper(data: Data, counts: Counts | None, name: str) -> View:
    paper = find_paper(data, name)
    found = citations_of(counts, paper)
    if counts and found:
        return _view("paper", found.citations, found.url or "", (found.source,), counts.day_of(found.source))
    page = next((kind for kind in _PAGES_OF_A_PAPER if getattr(paper, kind)), "")
    if page:
        return _view("paper", None, IDENTIFIERS[page].url(getattr(paper, page)))
    return View((), empty_reason=f"shows nothing: the citations of '{name}' are unknown; {_HOW}")


def _build_citations(data: Data, arguments: CitationsArguments) -> View:
    """The number with its date; without a number, a link to a page that has it."""
    counts = counts_of(data)
    if arguments.id is not None:
        return _of_paper(data, counts, arguments.id)
    if counts and (total := total_of(counts)):
        url = counts.author.url if counts.author else ""
        return _view("total", total.citations, url or "", total.sources, total.date)
    links = {link.label: link.url for profile in data.optional(PROFILE) for link in profile.links}
    url = next((links[label] for label in _PAGES_OF_A_PERSON if links.get(label)), "")
    if url:
        return _view("total", None, url)
    return View((), empty_reason=f"shows nothing: no citations are known; {_HOW}")


MACROS = (Macro("citations", CitationsArguments, _build_citations, "citations"),)
