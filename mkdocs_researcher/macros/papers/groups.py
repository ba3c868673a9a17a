"""Papers in order and under headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Heading
from mkdocs_researcher.macros.papers.model import Paper

Sort = Literal["-date", "date", "title", "-title", "venue", "none"]
GroupBy = Literal["year", "type", "venue", "role", "topic", "category"]

TYPES = (
    "journal", "conference", "workshop", "preprint", "book", "chapter", "thesis", "report", "patent", "dataset",
    "software", "poster",
)  # fmt: skip
_FIRST, _LAST = (9999, 0, 0), (0, 0, 0)


class Group(NamedTuple):
    """Papers under one heading; None if the list is not grouped."""

    heading: Heading | None
    papers: Sequence[Paper]

    @property
    def is_undated(self) -> bool:
        """Is it the heading of papers without a date?"""
        return self.heading is not None and self.heading.key == "undated"


def _date_key(paper: Paper) -> tuple[int, int, int]:
    """Papers that are not published yet count as newest, papers without a date as oldest."""
    when = paper.when
    if when is None:
        return _FIRST if paper.is_pending else _LAST
    return when.sort_key


def sort_papers(papers: Sequence[Paper], sort: Sort) -> list[Paper]:
    """The papers in order; equal ones keep the order of the file."""
    if sort == "none":
        return list(papers)
    if sort in {"date", "-date"}:
        return sorted(papers, key=_date_key, reverse=sort == "-date")
    if sort == "venue":
        return sorted(papers, key=lambda paper: plain_text(paper.venue_short or paper.venue or "\uffff").casefold())
    return sorted(papers, key=lambda paper: plain_text(paper.title).casefold(), reverse=sort == "-title")


def group_papers(
    papers: Sequence[Paper],
    group_by: GroupBy | None,
    sort: Sort,
    is_first: Callable[[Paper], bool],
    venue_of: Callable[[Paper], str],
) -> list[Group]:
    """The papers under headings; each is in exactly one group, in the order given.

    Args:
        papers: in the order to show.
        group_by: what the headings are; None gives one group without a heading.
        sort: how the papers are sorted; years follow it.
        is_first: whether the owner is first, or equal first, author.
        venue_of: the heading for its venue; empty if it has none.
    """
    if group_by is None:
        return [Group(None, papers)]
    groups: dict[Heading, list[Paper]] = {}
    for paper in papers:
        if group_by == "venue":
            venue = venue_of(paper)
            heading = Heading(venue) if venue else Heading(key="other")
        else:
            heading = _heading(paper, group_by, is_first)
        groups.setdefault(heading, []).append(paper)
    headings = list(groups)
    if group_by == "type":
        headings.sort(key=lambda heading: TYPES.index(heading.key) if heading.key in TYPES else len(TYPES))
    elif group_by == "role":
        headings.sort(key=lambda heading: heading.key != "first_author")
    elif group_by == "year" and sort not in {"date", "none"}:
        headings.sort(key=_year_order)
    elif group_by != "year":
        headings.sort(key=lambda heading: heading.key == "other")
    return [Group(heading, groups[heading]) for heading in headings]


def _year_order(heading: Heading) -> int:
    if heading.key:
        return -9999 if heading.key == "forthcoming" else 0
    return -int(heading.text)


def _heading(paper: Paper, group_by: GroupBy, is_first: Callable[[Paper], bool]) -> Heading:
    if group_by == "role":
        return Heading(key="first_author" if is_first(paper) else "contributed")
    if group_by == "type":
        return Heading(key=paper.type or "other")
    if group_by == "year":
        year = paper.published_year
        return Heading(str(year)) if year else Heading(key="forthcoming" if paper.is_pending else "undated")
    text = paper.topic if group_by == "topic" else paper.category
    return Heading(text) if text else Heading(key="other")
