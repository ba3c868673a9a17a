"""`papers()` and `paper("id")`: publications in several styles, and everything about one paper on its own page."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_researcher.fields.numbers import AuthorCount
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Data, Heading, Macro, More, Part, SearchEntry, View
from mkdocs_researcher.macros.papers.arguments import (
    Group,
    PaperArguments,
    PapersArguments,
    Sort,
    Style,
    choose_papers,
    group_papers,
    is_first,
    letters_of,
    numbered_papers,
    numbers_by_type,
    numbers_down,
    sort_papers,
)
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, find_paper, visible_papers
from mkdocs_researcher.macros.papers.view import (
    PaperContext,
    PaperView,
    author_limit,
    paper_context,
    paper_view,
    related_papers,
)
from mkdocs_researcher.macros.people import EQUAL, PEOPLE, Author, AuthorLists, Mark
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.venues import VENUES

if TYPE_CHECKING:
    from mkdocs_researcher.macros.papers.filter import FilterForm


_RELATED = 3
# How many papers of the same topic, on either side in time, can be related: bounds the work for each page.
_NEAR = 20


class Affiliated(NamedTuple):
    """An author with the numbers of their affiliations, counted from 1, and their marks."""

    author: Author
    signs: tuple[str, ...]


class PaperOrder:
    """The visible papers of a site, newest first, and by topic and tag."""

    def __init__(self, data: Data) -> None:
        self.papers = sort_papers(list(data.derived(visible_papers).values()), "-date")
        self.ranks = {paper.id: rank for rank, paper in enumerate(self.papers)}
        self.by_subject: dict[str, list[Paper]] = {}
        self.positions: dict[tuple[str, str], int] = {}
        for paper in self.papers:
            for subject in _subjects(paper):
                same = self.by_subject.setdefault(subject, [])
                self.positions[subject, paper.id] = len(same)
                same.append(paper)

    def neighbor(self, paper: Paper, step: int) -> Paper | None:
        """The next newer (-1) or older (1) paper; None at the end."""
        rank = self.ranks[paper.id] + step
        return self.papers[rank] if 0 <= rank < len(self.papers) else None

    def related(self, paper: Paper) -> list[Paper]:
        """The papers that share most topics and tags with a paper; of equal ones, those nearest in time."""
        shared: dict[str, int] = {}
        for subject in _subjects(paper):
            position = self.positions[subject, paper.id]
            for other in self.by_subject[subject][max(0, position - _NEAR) : position + _NEAR + 1]:
                shared[other.id] = shared.get(other.id, 0) + (2 if subject.startswith("topic ") else 1)
        shared.pop(paper.id, None)
        own = self.ranks[paper.id]
        best = sorted(shared, key=lambda name: (-shared[name], abs(self.ranks[name] - own), self.ranks[name]))
        return [self.papers[self.ranks[name]] for name in best[:_RELATED]]


def _subjects(paper: Paper) -> Iterator[str]:
    if paper.topic:
        yield f"topic {paper.topic}"
    yield from (f"tag {tag}" for tag in dict.fromkeys(paper.tags))


def page_view(item: PaperView, data: Data, level: int, legend: Sequence[Mark]) -> View:
    """Everything about a paper. The theme's search reads this page itself, so no search entries are needed."""
    paper, order = item.paper, data.derived(PaperOrder)
    authors, affiliations = _affiliated(item, data)
    page = {
        "item": item,
        "authors": authors,
        "affiliations": affiliations,
        "legend": legend,
        "list_page": data.published.list_page,
        "count": len(order.papers),
        "related": _linked_views(order.related(paper), data),
        "newer": _linked_view(order.neighbor(paper, -1), data),
        "older": _linked_view(order.neighbor(paper, 1), data),
    }
    return View((Part(page, None, "paper_page"),), level=level)


def _linked_views(papers: Iterable[Paper], data: Data) -> tuple[PaperView, ...]:
    """Papers with their addresses on this site; those without one cannot be linked, so they are left out."""
    return tuple(item for item in related_papers(data, tuple(paper.id for paper in papers)) if item.url)


def _linked_view(paper: Paper | None, data: Data) -> PaperView | None:
    return next(iter(_linked_views([paper], data)), None) if paper else None


def _first_years(data: Data) -> dict[str, int]:
    """The year of the owner's first position at each organization, by its name in lower case."""
    years: dict[str, int] = {}
    for position in data.optional(DATA_FILES["experience"]) if data.has("experience") else ():
        for start in (span.start for span in position.spans() if span.start):
            name = position.organization.casefold()
            years[name] = min(start.year, years.get(name, start.year))
    return years


def _affiliated(item: PaperView, data: Data) -> tuple[tuple[Affiliated, ...], tuple[str, ...]]:
    profile, paper, started = next(iter(data.optional(PROFILE)), None), item.paper, data.derived(_first_years)
    own = tuple(
        place.name
        for place in (profile.affiliations if profile and paper.type != "thesis" else ())
        if (paper.published_year or 9999) >= started.get(place.name.casefold(), 0)
    )
    numbers: dict[str, int] = {}
    found = []
    for author in item.authors:
        places = (author.affiliation,) if author.affiliation else own if author.is_self else ()
        signs = [str(numbers.setdefault(place, len(numbers) + 1)) for place in places]
        found.append(Affiliated(author, (*signs, *([author.marks] if author.marks else ()))))
    return tuple(found), tuple(numbers)


# Templates of the styles that are not named after their style.
_TEMPLATES = {"box": "papers", "list": "papers", "cards": "papers_feature"}


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
        "undated_heading": False, "plain": False, "by_year": False,
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
    # A column in which each row says its year, as the heading does, is none.
    plain = not any(item.badge or item.badge_key or item.paper.topic for shown in items for item in shown)
    by_year = "year" in (arguments.group_by or ())
    common: dict[str, Any] = {
        "numbered": bool(arguments.numbered), "facet": facet, "plain": plain, "by_year": by_year
    }  # fmt: skip
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
        f"the mark {sign} after a name is not explained yet; write its meaning under marks: in data/profile.yml"
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
