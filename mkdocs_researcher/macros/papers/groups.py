"""Papers in order and under headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Heading
from mkdocs_researcher.macros.papers.model import Paper

Sort = Literal["-date", "date", "title", "-title", "venue", "type", "none"]
GroupBy = Literal["year", "type", "venue", "role", "topic", "category"]

TYPES = (
    "journal", "conference", "workshop", "preprint", "book", "chapter", "thesis", "report", "patent", "dataset",
    "software", "poster",
)  # fmt: skip
_FIRST, _LAST = (9999, 0, 0), (0, 0, 0)


class Group(NamedTuple):
    """Papers under one heading.

    Attributes:
        heading: the heading; None if the list is not grouped.
        papers: none if the heading is above those of further groups.
        total: how many papers are below the heading.
        depth: 1 if the heading is below that of another group, else 0.
        is_undated: whether a heading above the papers says that they have no date.
    """

    heading: Heading | None
    papers: Sequence[Paper]
    total: int = 0
    depth: int = 0
    is_undated: bool = False


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
    if sort == "type":
        return sorted(sort_papers(papers, "-date"), key=lambda paper: _type_rank(paper.type or "other"))
    if sort == "venue":
        return sorted(papers, key=lambda paper: plain_text(paper.venue_short or paper.venue or "\uffff").casefold())
    return sorted(papers, key=lambda paper: plain_text(paper.title).casefold(), reverse=sort == "-title")


def _type_rank(name: str) -> int:
    return TYPES.index(name) if name in TYPES else len(TYPES)


def group_papers(
    papers: Sequence[Paper],
    group_by: Sequence[GroupBy],
    sort: Sort,
    is_first: Callable[[Paper], bool],
    venue_of: Callable[[Paper], str],
) -> list[Group]:
    """The papers under headings; each is in exactly one group, in the order given.

    Args:
        group_by: what the headings of each level are; nothing gives one group without a heading.
        sort: how the papers are sorted; years follow it.
        venue_of: the heading for its venue; empty if it has none.
    """
    if not group_by:
        return [Group(None, papers)]
    found: list[Group] = []
    for heading, members in _grouped(papers, group_by[0], sort, is_first, venue_of):
        is_undated = heading.key == "undated"
        if len(group_by) == 1:
            found.append(Group(heading, members, len(members), is_undated=is_undated))
            continue
        found.append(Group(heading, (), len(members)))
        for group in group_papers(members, group_by[1:], sort, is_first, venue_of):
            found.append(group._replace(depth=1, is_undated=is_undated or group.is_undated))
    return found


def _grouped(
    papers: Sequence[Paper],
    group_by: GroupBy,
    sort: Sort,
    is_first: Callable[[Paper], bool],
    venue_of: Callable[[Paper], str],
) -> list[tuple[Heading, Sequence[Paper]]]:
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
        headings.sort(key=lambda heading: _type_rank(heading.key))
    elif group_by == "role":
        headings.sort(key=lambda heading: heading.key != "first_author")
    elif group_by == "year" and sort not in {"date", "none"}:
        headings.sort(key=_year_order)
    elif group_by != "year":
        headings.sort(key=lambda heading: heading.key == "other")
    return [(heading, groups[heading]) for heading in headings]


_LETTERS = {
    "journal": "J", "conference": "C", "workshop": "W", "book": "B", "chapter": "B", "thesis": "T", "preprint": "P",
    "report": "R", "dataset": "D", "software": "S",
}  # fmt: skip


def numbers_down(papers: Sequence[Paper]) -> dict[str, int]:
    """Numbers of papers by their ids; the first one has the largest."""
    return {paper.id: number for number, paper in zip(range(len(papers), 0, -1), papers, strict=True)}


def numbers_by_type(papers: Sequence[Paper]) -> dict[str, str]:
    """Numbers such as `J3` and `C12` of papers by their ids; the last paper of each letter has the number 1.

    Chapters count as books; patents, posters and papers without a type as other works, `O`.
    """
    counts: Counter[str] = Counter()
    numbers: dict[str, str] = {}
    for paper in reversed(papers):
        letter = _LETTERS.get(paper.type or "", "O")
        counts[letter] += 1
        numbers[paper.id] = f"{letter}{counts[letter]}"
    return numbers


def letters_of(papers: Sequence[Paper]) -> dict[str, str]:
    """The letters of `numbers_by_type` that occur, in the order of the types, with the keys of their phrases."""
    known = {_LETTERS.get(paper.type or "", "O") for paper in papers}
    keys = {letter: f"{name}_one" for name, letter in reversed(_LETTERS.items())}
    return {letter: key for letter, key in reversed([("O", "other"), *keys.items()]) if letter in known}


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
