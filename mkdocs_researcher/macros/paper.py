"""`papers()` and `paper("id")`: publications as boxes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import (
    Arguments,
    Count,
    Data,
    DateArgument,
    Flag,
    Macro,
    More,
    OneOrMore,
    Part,
    SearchEntry,
    View,
    Word,
    Year,
)
from mkdocs_researcher.macros.paper_groups import GroupBy, Sort, group_papers, sort_papers
from mkdocs_researcher.macros.paper_item import PaperItem, show_paper
from mkdocs_researcher.macros.paper_model import PAPERS, Paper, PaperType
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists, Mark
from mkdocs_researcher.macros.profile_model import PROFILE
from mkdocs_researcher.macros.selection import is_since, is_until, pick

Style = Literal["box"]
Role = Literal["first", "contributed"]


class PaperArguments(Arguments):
    """Arguments of `paper()`."""

    positional: ClassVar = ("id",)
    id: Word = Field(description="Id of the paper.", examples=["tovanne2026ledger"])
    style: Literal["box", "page"] = Field(
        "box",
        description="How it looks: `box`, or `page` with all there is to say, for a page of its own.",
        examples=["page"],
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None,
        description="Level of the title. Without it: one below the heading above, and 1 for `page`.",
        examples=[3],
    )


class PapersArguments(Arguments):
    """Arguments of `papers()`."""

    style: Style = Field("box", description="How the list looks.", examples=["box"])
    select: tuple[Word, ...] | None = Field(
        None, description="Only these ids, in this order.", examples=[["tovanne2026ledger"]]
    )
    selected: Flag | None = Field(None, description="Only papers with `selected: true`.", examples=[True])
    type: OneOrMore[PaperType] | None = Field(None, description="Only this type, or these.", examples=["journal"])
    year: OneOrMore[Year] | None = Field(None, description="Only this year, or these.", examples=[2026])
    since: DateArgument | None = Field(None, description="Not older than this.", examples=[2024])
    until: DateArgument | None = Field(None, description="Not younger than this.", examples=["2025-06"])
    venue: OneOrMore[Word] | None = Field(None, description="Only this venue, short or full name.", examples=["CoDaL"])
    tag: OneOrMore[Word] | None = Field(None, description="Only papers with this tag.", examples=["spectra"])
    role: Role | None = Field(
        None, description="`first` (or equal first) author, or `contributed`.", examples=["first"]
    )
    sort: Sort | None = Field(
        None,
        description="`-date` (newest first), `date`, `title`, `venue` or `none` (as in the file).",
        examples=["title"],
    )
    group_by: GroupBy | None = Field(None, description="Headings within the list.", examples=["year"])
    limit: Count | None = Field(None, description="At most so many.", examples=[5])
    numbered: Flag = Field(False, description="Number the papers as they stand.", examples=[True])
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None,
        description="Level of the group headings, or of the titles if there are no groups. "
        "Without it: one below the heading above.",
        examples=[3],
    )
    more: UrlField | None = Field(
        None, description="Page with all papers, linked in the line of the heading.", examples=["papers.md"]
    )


def _filter(papers: Sequence[Paper], arguments: PapersArguments, lists: AuthorLists) -> list[Paper]:
    if arguments.role and lists.owner is None:
        raise MacroError("needs to know whose papers they are: create data/profile.yml with your name:", "role")
    _check_words(papers, arguments)
    return [paper for paper in papers if _matches(paper, arguments, lists)]


def _matches(paper: Paper, arguments: PapersArguments, lists: AuthorLists) -> bool:
    when = paper.when
    since, until = arguments.since, arguments.until
    venues = {paper.venue, paper.venue_short}
    return (
        (arguments.selected is None or paper.selected == arguments.selected)
        and (arguments.type is None or paper.type in arguments.type)
        and (arguments.year is None or paper.published_year in arguments.year)
        and (since is None or (is_since(when, since) if when else paper.is_pending))
        and (until is None or (when is not None and is_until(when, until)))
        and (arguments.venue is None or not venues.isdisjoint(arguments.venue))
        and (arguments.tag is None or not set(paper.tags).isdisjoint(arguments.tag))
        and (arguments.role is None or (arguments.role == "first") == _is_first(paper, lists))
    )


def _is_first(paper: Paper, lists: AuthorLists) -> bool:
    return lists.is_first(paper.authors, lists.find_owner(paper.authors))


def _check_words(papers: Sequence[Paper], arguments: PapersArguments) -> None:
    """A venue or tag that no paper has is a misspelt one."""
    if arguments.venue:
        known = {venue for paper in papers for venue in (paper.venue, paper.venue_short) if venue}
        _check_known("venue", arguments.venue, known)
    if arguments.tag:
        _check_known("tag", arguments.tag, {tag for paper in papers for tag in paper.tags})


def _check_known(name: str, words: Sequence[str], known: set[str]) -> None:
    for word in words:
        if word not in known:
            raise MacroError(f"no paper has the {name} '{word}'{did_you_mean(word, known)}", name)


def build_papers(data: Data, arguments: PapersArguments) -> View:
    """A list of papers."""
    papers = [paper for paper in data.entries(PAPERS) if not paper.hidden]
    lists = data.derived(AuthorLists)
    chosen: Sequence[Paper] = papers
    if arguments.select is not None:
        chosen = pick(papers, arguments.select, lambda paper: (paper.id,), "paper")
    chosen = _filter(chosen, arguments, lists)
    sort: Sort = arguments.sort or ("none" if arguments.select is not None else "-date")
    chosen = sort_papers(chosen, sort)[: arguments.limit]
    groups = group_papers(chosen, arguments.group_by, sort, lambda paper: _is_first(paper, lists))
    count = itertools.count(1) if arguments.numbered else itertools.repeat(0)
    items = [[show_paper(paper, lists, next(count)) for paper in group.papers] for group in groups]
    legend, notes = _legend([item for group in items for item in group], lists)
    parts = [
        Part({"items": group_items, "legend": (), "numbered": arguments.numbered}, group.heading)
        for group, group_items in zip(groups, items, strict=True)
    ]
    if legend and arguments.group_by:  # one for all groups, above the first heading
        parts.insert(0, Part({"items": (), "legend": legend, "numbered": False}))
    elif parts:
        parts[0].context["legend"] = legend
    notes += _not_found(lists, items)
    more = More(arguments.more, "all_papers", len(papers)) if arguments.more else None
    empty = "" if chosen else _why_empty(arguments)
    search = tuple(search_entry(item) for group in items for item in group)
    return View(tuple(parts), arguments.heading_level or 0, search, more, notes, empty)


def _not_found(lists: AuthorLists, items: Sequence[Sequence[PaperItem]]) -> tuple[str, ...]:
    """A note if the owner stands in none of the papers: most likely a form of the name is missing."""
    people = [author for group in items for item in group for author in item.authors]
    if lists.owner is None or not people or any(author.is_self for author in people):
        return ()
    return ("your name stands in none of these papers; write its other forms under aliases: in data/profile.yml",)


def _why_empty(arguments: PapersArguments) -> str:
    if arguments.selected:
        return "shows nothing: no paper that fits has 'selected: true' in data/papers.yml"
    return "shows nothing: no paper fits all of its arguments"


def _legend(items: Sequence[PaperItem], lists: AuthorLists) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    signs: set[str] = set()
    for item in items:
        for author in item.authors:
            if author.marks:
                signs.update(author.marks.replace(",", ""))
    unexplained = lists.unexplained(signs)
    notes = tuple(
        f"the mark {sign} after a name has no meaning yet; write one under marks: in data/profile.yml"
        for sign in unexplained
    )
    return lists.legend(signs), notes


def search_entry(item: PaperItem) -> SearchEntry:
    """What the site's search finds of a paper."""
    paper = item.paper
    names = ", ".join(author.name for author in item.authors)
    venue = plain_text(paper.venue or paper.venue_short or "")
    year = str(paper.published_year or "")
    return SearchEntry(paper.anchor, paper.title, " · ".join(text for text in (names, venue, year) if text))


def paper_view(papers: Sequence[Paper], lists: AuthorLists) -> View:
    """A view of papers as they come, wherever they come from."""
    items = [show_paper(paper, lists) for paper in papers]
    legend, notes = _legend(items, lists)
    part = Part({"items": items, "legend": legend, "numbered": False})
    return View((part,), search=tuple(map(search_entry, items)), notes=notes)


def build_paper(data: Data, arguments: PaperArguments) -> View:
    """One paper."""
    known = {paper.id: paper for paper in data.entries(PAPERS) if not paper.hidden}
    if arguments.id not in known:
        if any(paper.id == arguments.id for paper in data.entries(PAPERS)):
            raise MacroError(f"the paper '{arguments.id}' has 'hidden: true'", "id")
        raise MacroError(f"there is no paper '{arguments.id}'{did_you_mean(arguments.id, known)}", "id")
    if arguments.style == "page":
        return _page_view(known[arguments.id], data, arguments.heading_level or 1)
    shown = paper_view([known[arguments.id]], data.derived(AuthorLists))
    return shown._replace(level=arguments.heading_level or 0)


def _page_view(paper: Paper, data: Data, level: int) -> View:
    """All there is to say of a paper; the site's search reads it, so nothing of it is put off."""
    item = show_paper(paper, data.derived(AuthorLists))
    legend, _ = _legend([item], data.derived(AuthorLists))  # the list of papers tells its notes
    count = sum(not paper.hidden for paper in data.entries(PAPERS))
    part = Part({"item": item, "legend": legend, "back": data.list_page(), "count": count})
    return View((part,), level=level, template="paper_page")


_FILES = (PAPERS, PEOPLE, PROFILE)
MACROS = (
    Macro(
        "papers",
        PapersArguments,
        build_papers,
        "papers",
        icon="material/file-document-multiple-outline",
        files=_FILES,
    ),
    Macro("paper", PaperArguments, build_paper, "papers", icon="material/file-document-outline", files=_FILES),
)
