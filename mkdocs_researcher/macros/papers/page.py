"""`paper("id", style="page")`: everything about a paper, with related, newer and older ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mkdocs_researcher.macros.base import Data, Part, View
from mkdocs_researcher.macros.experience import EXPERIENCE
from mkdocs_researcher.macros.papers.groups import sort_papers
from mkdocs_researcher.macros.papers.model import Paper, visible_papers
from mkdocs_researcher.macros.papers.view import PaperView, related_papers
from mkdocs_researcher.macros.people import Author, Mark
from mkdocs_researcher.macros.profile import PROFILE

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
    """The topic and the tags of a paper, by which it is related to others."""
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
    for position in data.optional(EXPERIENCE):
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
