"""`timeline()`: the work at a glance, one lane for each topic, one mark for each paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple
from urllib.parse import quote

from pydantic import Field

from mkdocs_researcher.fields.identifiers import category_name
from mkdocs_researcher.macros.base import Arguments, Count, Data, Macro, Part, View, Year
from mkdocs_researcher.macros.counts import COUNTS, citations_of, counts_of
from mkdocs_researcher.macros.papers.arguments import is_first
from mkdocs_researcher.macros.papers.model import PAPERS, Paper, Topics, visible_papers
from mkdocs_researcher.macros.papers.view import related_papers, url_on_site
from mkdocs_researcher.macros.people import AuthorLists
from mkdocs_researcher.macros.profile import PROFILE

# A drawing of fewer papers says less than their list.
_LEAST = 6
# Room that a pixel of a mark takes on a phone, in percent of the width; they are drawn smaller there.
_ROOM = 0.22
# How much wider a star is than a circle.
_STAR = 1.33
# At most so many years have a label.
_LABELS = 9


class TimelineArguments(Arguments):
    """Arguments of `timeline()`."""

    since: Year | None = Field(None, description="Leave out earlier years.", examples=[2018])
    lanes: Count = Field(6, description="How many topics get their own lane; all others share one.", examples=[4])


class Dot(NamedTuple):
    """The mark of a paper.

    Attributes:
        x: position from the start, in percent of the width.
        size: radius in pixels; it grows with the citations.
        is_first: whether the owner is (equal) first author.
    """

    x: float
    size: float
    is_first: bool
    award: bool
    title: str
    url: str


class Lane(NamedTuple):
    """The papers of a topic.

    Attributes:
        topic: its name, spelled out if it is a category of arXiv; empty for all papers without a lane of their own.
        hue: 0 to 359, None for gray.
        y: the middle of the lane, in percent of the height.
        dots: the marks, oldest first.
    """

    topic: str
    hue: int | None
    y: float
    url: str
    dots: tuple[Dot, ...]
    totals: tuple[int, ...]


class TimelineYear(NamedTuple):
    """A year of the axis, the list of its papers (empty if there is none), and its citations.

    Attributes:
        cited: citations in this year, None if unknown.
        height: the same in percent of the year with the most.
    """

    year: int
    is_labeled: bool
    url: str
    cited: int | None
    height: float


def _position(paper: Paper, years: range) -> float:
    """The middle of the month, or of the year, in percent of the width."""
    when = paper.when
    assert when is not None  # `_build_timeline` leaves out the others
    month = (when.month or 6.5) - 0.5
    return (when.year - years.start + month / 12) / len(years) * 100


def _spread(places: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The places with at least these gaps between them, moved as little as possible."""
    offsets = list(accumulate(gaps, initial=0.0))
    blocks: list[tuple[float, int]] = []  # marks that touch: the sum of where they would begin, and their number
    for place, offset in zip(places, offsets, strict=True):
        total, number = place - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / number:
            before, more = blocks.pop()
            total, number = total + before, number + more
        blocks.append((total, number))
    starts = [total / number for total, number in blocks for _ in range(number)]
    return [min(max(start, 1.0), 99.0 - offsets[-1]) + offset for start, offset in zip(starts, offsets, strict=True)]


def _apart(places: Sequence[float], sizes: Sequence[float], most: float) -> list[float]:
    """The places of marks in one lane, in order, apart from each other as far as that moves none more than `most`."""
    gaps = [(one + other + 2) * _ROOM for one, other in pairwise(sizes)]
    for share in (1.0, 0.75, 0.5, 0.25):
        moved = _spread(places, [gap * share for gap in gaps])
        if all(abs(new - old) <= most for new, old in zip(moved, places, strict=True)):
            return moved
    return [min(place, 99.0) for place in places]


def _dots(papers: Iterable[Paper], years: range, data: Data) -> tuple[Dot, ...]:
    lists, counts = data.derived(AuthorLists), counts_of(data)
    ordered = sorted(papers, key=lambda paper: _position(paper, years))
    cited = [citations_of(counts, paper) for paper in ordered]
    sizes = [4.2 + 2.2 * math.log10((one.citations if one else 0) + 1) for one in cited]
    widths = [size * _STAR if paper.award else size for paper, size in zip(ordered, sizes, strict=True)]
    places = _apart([_position(paper, years) for paper in ordered], widths, 100 / len(years))
    found = []
    for paper, x, size in zip(ordered, places, sizes, strict=True):
        url = url_on_site(paper, data) or related_papers(data, (paper.id,))[0].url
        first = lists.owner is None or is_first(paper, lists)
        title = f"{paper.title} ({paper.published_year})"
        found.append(Dot(round(x, 2), round(size, 1), first, bool(paper.award), title, url))
    return tuple(found)


def _lanes(papers: Sequence[Paper], years: range, limit: int, data: Data) -> tuple[Lane, ...]:
    topics, page = data.derived(Topics), data.published.list_page
    by_topic: dict[str, list[Paper]] = {}
    for paper in papers:
        by_topic.setdefault(topics.of(paper), []).append(paper)
    known = sorted((name for name in by_topic if name), key=lambda name: (-len(by_topic[name]), name.casefold()))
    own = known if len(known) <= limit else known[: limit - 1]
    rest = [paper for name, some in by_topic.items() if name not in own for paper in some]
    lanes = [*((name, by_topic[name]) for name in own), *([("", rest)] if rest else [])]
    return tuple(
        Lane(
            name if topics.field == "topic" else category_name(name) or name,
            topics.hues.get(name),
            round((index + 0.5) / len(lanes) * 100, 2),
            f"{page}?topic={quote(name)}" if page and name else "",
            _dots(some, years, data),
            tuple(sum(paper.published_year == year for paper in some) for year in years),
        )
        for index, (name, some) in enumerate(lanes)
    )


def _years(years: range, per_year: Mapping[int, int], page: str | None) -> tuple[TimelineYear, ...]:
    step = math.ceil(len(years) / _LABELS)
    most = max((per_year.get(year, 0) for year in years), default=0)
    return tuple(
        TimelineYear(
            year,
            (year - years.start) % step == 0,
            f"{page}?year={year}" if page else "",
            per_year.get(year, 0) if most else None,
            round(per_year.get(year, 0) / most * 100, 1) if most else 0.0,
        )
        for year in years
    )


def _build_timeline(data: Data, arguments: TimelineArguments) -> View:
    since = arguments.since or 0
    every = data.derived(visible_papers).values()
    papers = [paper for paper in every if paper.when and paper.when.year >= since]
    if len(papers) < _LEAST:
        have = f"it needs {_LEAST} papers with a year, and there are {len(papers)}"
        return View((), notes=(f"shows nothing yet: {have}; leave the line until then, or delete it",))
    found = [paper.when.year for paper in papers if paper.when]
    years = range(min(found), max(found) + 1)
    counts = counts_of(data)
    per_year = counts.author.per_year if counts and counts.author else {}
    context = {
        "total": len(papers),
        "undated": 0 if since else len(every) - len(papers),
        "lanes": _lanes(papers, years, arguments.lanes, data),
        "years": _years(years, per_year, data.published.list_page),
        "has_owner": data.derived(AuthorLists).owner is not None,
        "has_awards": any(paper.award for paper in papers),
        "has_citations": any(citations_of(counts, paper) for paper in papers),
    }
    return View((Part(context),))


MACROS = (Macro("timeline", TimelineArguments, _build_timeline, "timeline", files=(PAPERS, PROFILE, COUNTS)),)
