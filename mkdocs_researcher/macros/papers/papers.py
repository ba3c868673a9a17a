"""`papers()` and `paper("id")`: publications in several styles."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mkdocs_researcher.fields.numbers import AuthorCount
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Data, Heading, Macro, More, Part, SearchEntry, View
from mkdocs_researcher.macros.papers.arguments import (
    PaperArguments,
    PapersArguments,
    Style,
    choose_papers,
    is_first,
    numbered_papers,
)
from mkdocs_researcher.macros.papers.groups import (
    Group,
    Sort,
    group_papers,
    letters_of,
    numbers_by_type,
    numbers_down,
    sort_papers,
)
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, find_paper, visible_papers
from mkdocs_researcher.macros.papers.page import page_view
from mkdocs_researcher.macros.papers.view import PaperContext, PaperView, author_limit, paper_context, paper_view
from mkdocs_researcher.macros.people import EQUAL, PEOPLE, AuthorLists, Mark
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.venues import VENUES

if TYPE_CHECKING:
    from mkdocs_researcher.macros.papers.filter import FilterForm

# Templates of the styles that are not named after their style.
_TEMPLATES = {"box": "papers", "list": "papers"}


def paper_views(
    papers: Iterable[Paper],
    context: PaperContext,
    style: Style,
    numbers: Iterable[int | str] = itertools.repeat(0),
    authors: AuthorCount | None = None,
) -> list[PaperView]:
    """Papers as the template of a style sees them.

    Args:
        authors: how many authors each shows, as the call says; None if it does not.
    """
    limit, short = author_limit(style, authors, context.authors), style == "reference"

    def show(paper: Paper, number: int | str) -> PaperView:
        item: PaperView = context.cached(
            paper,
            (
                "item",
                number,
                limit,
                short,
                context.page_of(paper.id),
                context.topics.hues.get(context.topics.of(paper)),
            ),
            lambda: paper_view(paper, context, number, limit=limit, short=short),
        )
        return item

    return [show(paper, number) for paper, number in zip(papers, numbers, strict=False)]


def _part(style: Style, items: Sequence[PaperView], heading: Heading | None = None, **context: Any) -> Part:
    """The part of a view that shows papers in a style; `context` replaces the defaults of the template's context."""
    defaults = {
        "legend": (), "form": None, "facet": "", "style": style, "continues": False, "numbered": False,
        "undated_heading": False,
    }  # fmt: skip
    return Part({"items": items, **defaults, **context}, heading, _TEMPLATES.get(style, f"papers_{style}"))


def _build_papers(data: Data, arguments: PapersArguments) -> View:
    papers = list(data.derived(visible_papers).values())
    context = paper_context(data)
    sort: Sort = arguments.sort or ("none" if arguments.select is not None else "-date")
    chosen = sort_papers(choose_papers(papers, arguments, data), sort)[: arguments.limit]
    groups = group_papers(
        chosen,
        arguments.group_by or (),
        sort,
        lambda paper: is_first(paper, context.lists),
        lambda paper: context.venues.label(paper.venue_short, paper.venue),
    )
    number_of = _numbers(papers, [paper for group in groups for paper in group.papers], arguments, context.lists)
    items = [
        paper_views(
            group.papers,
            context,
            arguments.style,
            [number_of.get(paper.id, 0) for paper in group.papers],
            arguments.authors,
        )
        for group in groups
    ]
    form, facet = None, ""
    if arguments.filter:
        from mkdocs_researcher.macros.papers.filter import with_filter  # most lists have none

        items, form, facet = with_filter(items, arguments.style, data)
    every = [item for group in items for item in group]
    legend, notes = _legend(every, context.lists)
    notes += _owner_missing(context.lists, every, papers) if papers else (_NO_PAPERS,)
    more = More(arguments.more, "all_papers", len(papers)) if arguments.more else None
    legend = (*legend, *_letters(chosen, arguments, data))
    parts = _parts(groups, items, arguments, legend, form, facet) if chosen else ()
    search = _search_entries(every, data)
    return View(
        parts, arguments.heading_level or 0, search, more, notes, _why_empty(papers, chosen, arguments, context.lists)
    )


def _letters(papers: Sequence[Paper], arguments: PapersArguments, data: Data) -> tuple[Mark, ...]:
    """The meaning of the letters before numbers, unless the headings say it."""
    if arguments.numbered != "type" or "type" in (arguments.group_by or ()):
        return ()
    return tuple(Mark(letter, data.words[key]) for letter, key in letters_of(papers).items())


def _numbers(
    papers: Sequence[Paper], shown: Sequence[Paper], arguments: PapersArguments, lists: AuthorLists
) -> Mapping[str, int | str]:
    if arguments.numbered is False:
        return {}
    if arguments.numbered is True:
        return {paper.id: number for number, paper in enumerate(shown, 1)}
    whole = numbered_papers(papers, arguments, lists)
    if arguments.numbered == "type":
        return numbers_by_type(sort_papers(whole, "-date"))
    # The order of the file is the author's own, so it decides what is newest, even between two papers of a year.
    return numbers_down(sort_papers(whole, "none" if arguments.sort == "none" else "-date"))


def _parts(
    groups: Sequence[Group],
    items: Sequence[Sequence[PaperView]],
    arguments: PapersArguments,
    legend: Sequence[Mark],
    form: FilterForm | None,
    facet: str,
) -> tuple[Part, ...]:
    """One part per group. Legend and filter form come once, above the first heading."""
    style = arguments.style
    common: dict[str, Any] = {"numbered": bool(arguments.numbered), "facet": facet}
    parts = [
        _part(style, shown, group.heading, **common, continues=True, undated_heading=group.is_undated)._replace(
            depth=group.depth, total=group.total
        )
        if shown or not group.heading
        else Part({}, group.heading, total=group.total)
        for group, shown in zip(groups, items, strict=True)
    ]
    if (legend or form) and arguments.group_by:
        parts.insert(0, _part(style, (), **common, legend=legend, form=form))
    elif parts:
        first = next(part for part in parts if part.context)
        first.context.update(legend=legend, form=form, continues=False)
    return tuple(parts)


def _owner_missing(lists: AuthorLists, items: Sequence[PaperView], papers: Sequence[Paper]) -> tuple[str, ...]:
    """A note if the owner is an author of none of the papers: most likely a form of the name is missing.

    A list may be that of others' works, such as theses of students, if the owner is an author of some other paper.
    """
    people = [author for item in items for author in (*item.all_authors, *item.editors)]
    if lists.owner is None or lists.person or not people or any(author.is_self for author in people):
        return ()
    if any(lists.find_owner(paper.authors) is not None for paper in papers):
        return ()
    return (f"your name is in none of these papers; {lists.likely_owner(item.paper.authors for item in items)}",)


# Not a mistake: a file that is to be filled, or one of strings for other files.
_NO_PAPERS = "shows nothing: there are no papers in the data yet"


def _why_empty(papers: Sequence[Paper], chosen: Sequence[Paper], arguments: PapersArguments, lists: AuthorLists) -> str:
    if chosen or not papers or lists.person or (arguments.author and all(map(lists.find_person, arguments.author))):
        return ""  # a new member of a lab has no papers yet
    if arguments.selected:
        return "shows nothing: no paper that matches has 'selected: true' (in BibTeX 'selected = {true}')"
    return "shows nothing: no paper matches all of its arguments"


def _legend(items: Sequence[PaperView], lists: AuthorLists) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    signs: set[str] = set()
    for item in items:
        for person in item.paper.authors:
            if person.marks:
                signs.update(person.marks)
            elif person.group:
                signs.add(EQUAL)
    notes = tuple(
        f"the mark {sign} after a name has no meaning yet; write one under marks: in data/profile.yml"
        for sign in lists.unexplained(signs)
    )
    return lists.legend(signs), notes


def _search_entry(item: PaperView) -> SearchEntry:
    paper = item.paper
    names = ", ".join([author.name for author in item.all_authors])
    venue = plain_text(paper.venue or paper.venue_short or "")
    year = str(paper.published_year or "")
    return SearchEntry(paper.anchor, paper.title, " · ".join([text for text in (names, venue, year) if text]))


def _search_entries(items: Iterable[PaperView], data: Data) -> tuple[SearchEntry, ...]:
    return tuple([data.cached(item, "search", functools.partial(_search_entry, item)) for item in items])


def papers_view(papers: Sequence[Paper], data: Data, style: Style = "box", authors: AuthorCount | None = None) -> View:
    """A view of papers in the order given, from any source; `authors` is as for `paper_views`."""
    context = paper_context(data)
    items = paper_views(papers, context, style, authors=authors)
    legend, notes = _legend(items, context.lists)
    return View((_part(style, items, legend=legend),), search=_search_entries(items, data), notes=notes)


def _build_paper(data: Data, arguments: PaperArguments) -> View:
    paper = find_paper(data, arguments.id)
    if arguments.style == "page":
        context = paper_context(data)
        setting = context.authors if context.authors == "all" else None  # a number is for lists
        item = paper_view(paper, context, limit=author_limit("page", arguments.authors, setting))
        legend, _ = _legend([item], context.lists)  # the list of papers reports the notes
        return page_view(item, data, arguments.heading_level or 1, legend)
    shown = papers_view([paper], data, arguments.style, arguments.authors)
    return shown._replace(level=arguments.heading_level or 0)


_FILES = (PAPERS, PEOPLE, PROFILE, VENUES)
MACROS = (
    Macro("papers", PapersArguments, _build_papers, "papers", files=_FILES),
    Macro("paper", PaperArguments, _build_paper, "papers", files=_FILES),
)
