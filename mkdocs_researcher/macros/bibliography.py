"""`bibliography()`: the works of a file; `cite("id")`: a citation in the text that links to one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.macros.base import (
    Arguments,
    AuthorsArgument,
    CitedWorks,
    Data,
    Flag,
    Macro,
    OneOrMore,
    Part,
    View,
    Word,
    view,
)
from mkdocs_researcher.macros.papers.arguments import sort_papers
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, PapersById
from mkdocs_researcher.macros.papers.papers import paper_views
from mkdocs_researcher.macros.papers.view import paper_context, paper_links
from mkdocs_researcher.macros.people import PEOPLE
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.venues import VENUES


class BibliographyArguments(Arguments):
    """Arguments of `bibliography()`."""

    positional: ClassVar = ("file",)
    file: Word | None = Field(
        None,
        description="A `.bib` file, as a path in the project. Default: all your papers.",
        examples=["docs/reading.bib"],
    )
    cited: Flag = Field(False, description="Only the works that this page cites with `cite()`.", examples=[True])
    sort: Literal["author", "-date", "date", "title", "none", "cited"] = Field(
        "author",
        description="`author`, `-date` (newest first), `date`, `title`, `none` (as in the file) or, with "
        "`cited=True`, `cited` (in the order of the first citations).",
        examples=["-date"],
    )
    numbered: Flag = Field(False, description="Number the works; `cite()` then shows the numbers.", examples=[True])
    authors: AuthorsArgument | None = Field(
        None,
        description="How many authors each work shows, in addition to you, before the button that opens the rest, "
        "or `all`.",
        examples=[3],
    )


class CiteArguments(Arguments):
    """Arguments of `cite()`."""

    positional: ClassVar = ("id", "note")
    id: OneOrMore[Word] = Field(
        description="Id of a paper or key of a work in a bibliography, or several of them.",
        examples=["tovanne2026ledger"],
    )
    note: Word | None = Field(None, description="Text after it, such as a page.", examples=["p. 12"])


class Citation(NamedTuple):
    """A work as it is cited.

    Attributes:
        names: family names such as `Tovanne & Okasha`; of three or more authors only the first.
        has_more: whether there are more authors than `names` lists.
        url: the work itself, empty if unknown; used if the page has no bibliography.
        status: progress of a work that is not published yet, such as `in_press`; empty for others.
    """

    id: str
    names: str
    has_more: bool
    year: int | None
    url: str
    title: str
    status: str = ""


def _works(data: Data, file: str | None) -> Sequence[Paper]:
    works = data.bibliography(file) if file else data.entries(PAPERS)
    return [work for work in works if not work.hidden]


def _by_author(paper: Paper) -> tuple[str, int]:
    first = next(iter(paper.authors or paper.editors), None)
    name = (first.family or first.literal) if first else paper.title
    return name.casefold(), -(paper.published_year or 0)


def _build_bibliography(data: Data, arguments: BibliographyArguments) -> View:
    if arguments.sort == "cited" and not arguments.cited:
        raise MacroError("'cited' is the order of citations, which requires cited=True", "sort")
    works = _works(data, arguments.file)
    if not arguments.cited or not works:
        return _list_of(works, data, arguments, notes=() if works else ("shows nothing: the file contains no works",))

    def build(names: Sequence[str]) -> View:
        places = {name: place for place, name in enumerate(names)}
        found = [work for work in works if work.id in places]
        if arguments.sort == "cited":
            found.sort(key=lambda work: places[work.id])
        source = arguments.file or "your papers"
        reason = f'shows nothing: this page cites no work of {source}; cite one with {{{{ cite("{works[0].id}") }}}}'
        return _list_of(found, data, arguments, empty_reason="" if found else reason)

    return View((), cited_works=CitedWorks({work.id: work.title for work in works}, arguments.numbered, build))


def _list_of(
    works: Sequence[Paper],
    data: Data,
    arguments: BibliographyArguments,
    *,
    notes: tuple[str, ...] = (),
    empty_reason: str = "",
) -> View:
    if arguments.sort == "author":
        works = sorted(works, key=_by_author)
    elif arguments.sort != "cited":
        works = sort_papers(works, arguments.sort)
    numbers = range(1, len(works) + 1) if arguments.numbered else [0] * len(works)
    items = paper_views(works, paper_context(data), "reference", numbers, arguments.authors)
    return View((Part({"items": items}),), notes=notes, empty_reason=empty_reason)


def _build_cite(data: Data, arguments: CiteArguments) -> View:
    if not arguments.id:
        raise MacroError("needs at least one id", "id")
    citations = [_citation(_find(data, name)) for name in arguments.id]
    return view(citations=citations, note=arguments.note or "")


def _own_papers(data: Data) -> PapersById:
    return PapersById(data.optional(PAPERS))


def _find(data: Data, name: str) -> Paper:
    own = data.derived(_own_papers)
    if name in own and own[name].hidden:
        raise MacroError(f"the paper '{name}' has 'hidden: true'", "id")
    works: list[Paper] = [work for work in data.works() if not work.hidden]
    found = own.get(name) or next((work for work in works if work.id == name), None)
    if found is None:
        if data.has(PAPERS.name):
            data.entries(PAPERS)  # raises if they are broken: their ids are unknown then
        known = {work.id for work in works} | {paper.id for paper in own.values() if not paper.hidden}
        parts = [part.strip() for part in re.split("[,;]", name)]
        several = f"; write cite({parts!r}) for several works" if len(parts) > 1 and known.issuperset(parts) else ""
        hint = (
            several or did_you_mean(name, known) or "; write {{ bibliography(file=…) }} on the page for works of others"
        )
        raise MacroError(f"there is no paper '{name}'{hint}", "id")
    return found


def _citation(paper: Paper) -> Citation:
    people = paper.authors or paper.editors
    names = [person.last_name or person.literal for person in people]
    shown = " & ".join(names) if len(names) <= 2 else names[0]
    has_more = len(names) > 2 or "others" in names[1:]
    if has_more and len(names) == 2:
        shown = names[0]
    url = next((link.url for link in paper_links(paper) if link.url), "")
    status = paper.status if paper.is_pending and paper.status else ""
    return Citation(paper.id, shown or paper.title, has_more, paper.published_year, url, paper.title, status)


_FILES = (PAPERS, PEOPLE, PROFILE, VENUES)
MACROS = (
    Macro("bibliography", BibliographyArguments, _build_bibliography, "bibliography", files=_FILES),
    Macro("cite", CiteArguments, _build_cite, "cite", files=_FILES),
)
