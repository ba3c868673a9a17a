"""`papers()` and `paper("id")`: publications in five styles."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Data, Macro, More, Part, SearchEntry, View
from mkdocs_researcher.macros.papers.arguments import PaperArguments, PapersArguments, Style
from mkdocs_researcher.macros.papers.filter import facet_of, filter_form
from mkdocs_researcher.macros.papers.groups import Sort, group_papers, sort_papers
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, shown_papers
from mkdocs_researcher.macros.papers.selection import choose_papers, is_first
from mkdocs_researcher.macros.papers.view import PaperContext, PaperView, paper_context, show_paper
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists, Mark
from mkdocs_researcher.macros.profile_model import PROFILE
from mkdocs_researcher.macros.venues import VENUES

_TEMPLATES: dict[Style, str] = {
    "box": "papers",
    "list": "papers",
    "feed": "papers_feed",
    "reference": "papers_reference",
    "compact": "papers_compact",
}
# How many authors a style shows before "et al.".
_MOST_AUTHORS: dict[Style, int] = {"feed": 3, "compact": 3}


def show_papers(
    papers: Iterable[Paper], shelf: PaperContext, style: Style, numbers: Iterable[int] = itertools.repeat(0)
) -> list[PaperView]:
    """Papers as the template of a style sees them."""
    most, short = _MOST_AUTHORS.get(style, 10), style == "reference"

    def show(paper: Paper, number: int) -> PaperView:
        item: PaperView = shelf.cached(
            paper,
            ("item", number, most, short, shelf.page_of(paper.id)),
            lambda: show_paper(paper, shelf, number, most=most, short=short),
        )
        return item

    return [show(paper, number) for paper, number in zip(papers, numbers, strict=False)]


def build_papers(data: Data, arguments: PapersArguments) -> View:
    """A list of papers."""
    papers = list(data.derived(shown_papers).values())
    shelf = paper_context(data)
    sort: Sort = arguments.sort or ("none" if arguments.select is not None else "-date")
    chosen = sort_papers(choose_papers(papers, arguments, shelf.lists), sort)[: arguments.limit]
    groups = group_papers(
        chosen,
        arguments.group_by,
        sort,
        lambda paper: is_first(paper, shelf.lists),
        lambda paper: shelf.venues.label(paper.venue_short, paper.venue),
    )
    count = itertools.count(1) if arguments.numbered else itertools.repeat(0)
    items = [show_papers(group.papers, shelf, arguments.style, count) for group in groups]
    every = [item for group in items for item in group]
    legend, notes = _legend(every, shelf.lists)
    facet = facet_of(every, arguments.style) if arguments.filter else ""
    file = data.bibtex_file()
    form = filter_form(every, facet, arguments.style, file) if facet and every else None
    top = {"legend": legend, "form": form}
    template = _TEMPLATES[arguments.style]
    rest = {"numbered": arguments.numbered, "style": arguments.style, "facet": facet, "told_by_heading": False}
    alone = {"legend": (), "form": None, "goes_on": True}
    parts = [
        Part({"items": shown, **rest, **alone, "told_by_heading": group.is_undated}, group.heading, template)
        for group, shown in zip(groups, items, strict=True)
    ]
    if any(top.values()) and arguments.group_by:  # one for all groups, above the first heading
        parts.insert(0, Part({"items": (), **top, "goes_on": False, **rest}, None, template))
    elif parts:
        parts[0].context.update(top, goes_on=False)
    notes += _not_found(shelf.lists, every)
    more = More(arguments.more, "all_papers", len(papers)) if arguments.more else None
    empty = "" if chosen else _why_empty(arguments) if papers else "shows nothing: there are no papers in the data yet"
    search = search_entries(every, data)
    return View(tuple(parts), arguments.heading_level or 0, search, more, notes, empty)


def _not_found(lists: AuthorLists, items: Sequence[PaperView]) -> tuple[str, ...]:
    """A note if the owner stands in none of the papers: most likely a form of the name is missing."""
    people = (author for item in items for author in (*item.authors, *item.rest, *item.editors))
    first = next(people, None)
    if lists.owner is None or first is None or first.is_self or any(author.is_self for author in people):
        return ()
    return ("your name stands in none of these papers; write its other forms under aliases: in data/profile.yml",)


def _why_empty(arguments: PapersArguments) -> str:
    if arguments.selected:
        return "shows nothing: no paper that fits has 'selected: true'"
    return "shows nothing: no paper fits all of its arguments"


def _legend(items: Sequence[PaperView], lists: AuthorLists) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    signs: set[str] = set()
    for item in items:
        for author in (*item.authors, *item.rest):
            if author.marks:
                signs.update(author.marks.replace(",", ""))
    unexplained = lists.unexplained(signs)
    notes = tuple(
        f"the mark {sign} after a name has no meaning yet; write one under marks: in data/profile.yml"
        for sign in unexplained
    )
    return lists.legend(signs), notes


def search_entry(item: PaperView) -> SearchEntry:
    """What the site's search finds of a paper."""
    paper = item.paper
    names = ", ".join([author.name for author in (*item.authors, *item.rest)])
    venue = plain_text(paper.venue or paper.venue_short or "")
    year = str(paper.published_year or "")
    return SearchEntry(paper.anchor, paper.title, " · ".join([text for text in (names, venue, year) if text]))


def search_entries(items: Iterable[PaperView], data: Data) -> tuple[SearchEntry, ...]:
    """What the site's search finds of a list of papers."""
    return tuple([data.cached(item, "search", functools.partial(search_entry, item)) for item in items])


def paper_view(papers: Sequence[Paper], data: Data, style: Style = "box") -> View:
    """A view of papers as they come, wherever they come from."""
    shelf = paper_context(data)
    items = show_papers(papers, shelf, style)
    legend, notes = _legend(items, shelf.lists)
    context = {"items": items, "legend": legend, "form": None, "goes_on": False, "numbered": False}
    part = Part({**context, "style": style, "facet": "", "told_by_heading": False}, None, _TEMPLATES[style])
    return View((part,), search=search_entries(items, data), notes=notes)


def build_paper(data: Data, arguments: PaperArguments) -> View:
    """One paper."""
    known = data.derived(shown_papers)
    if arguments.id not in known:
        if any(paper.id == arguments.id for paper in data.entries(PAPERS)):
            raise MacroError(f"the paper '{arguments.id}' has 'hidden: true'", "id")
        raise MacroError(f"there is no paper '{arguments.id}'{did_you_mean(arguments.id, known)}", "id")
    if arguments.style == "page":
        return _page_view(known[arguments.id], data, arguments.heading_level or 1)
    shown = paper_view([known[arguments.id]], data, arguments.style)
    return shown._replace(level=arguments.heading_level or 0)


def _page_view(paper: Paper, data: Data, level: int) -> View:
    """All there is to say of a paper; the site's search reads it, so nothing of it is put off."""
    shelf = paper_context(data)
    item = show_paper(paper, shelf, most=len(paper.authors))
    legend, _ = _legend([item], shelf.lists)  # the list of papers tells its notes
    count = len(data.derived(shown_papers))
    part = Part({"item": item, "legend": legend, "back": data.list_page(), "count": count}, None, "paper_page")
    return View((part,), level=level)


_FILES = (PAPERS, PEOPLE, PROFILE, VENUES)
MACROS = (
    Macro(
        "papers",
        PapersArguments,
        build_papers,
        "papers",
        icon="material/file-document-multiple-outline",
        files=_FILES,
        keeps=True,
    ),
    Macro(
        "paper",
        PaperArguments,
        build_paper,
        "papers",
        icon="material/file-document-outline",
        files=_FILES,
        keeps=True,
    ),
)
