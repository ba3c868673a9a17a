"""Rows: what lists of degrees, positions, talks and other dated things have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import Field

from mkdocs_researcher.fields.dates.parse import DateRange
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.argument_kinds import Count, DateArgument, Word
from mkdocs_researcher.macros.base import Arguments, Heading, Part, View
from mkdocs_researcher.macros.dated import Dated, newest_first
from mkdocs_researcher.macros.selection import is_range_since, pick


class RowArguments(Arguments):
    """Arguments that all rows take."""

    limit: Count | None = Field(None, description="At most so many.", examples=[3])
    since: DateArgument | None = Field(None, description="Nothing that ended before this.", examples=[2020])
    select: tuple[Word, ...] | None = Field(
        None, description="Only the entries of these titles, in this order.", examples=[["North Pier Medal"]]
    )


class Line(NamedTuple):
    """Text below the title of a row.

    Attributes:
        text: Markdown text, used when `key` and `names` are empty.
        key: key of a phrase.
        values: Markdown texts that the phrase takes.
        names: Markdown texts in a row, which the phrase takes as `{names}`; without a key they are the line.
    """

    text: str = ""
    key: str = ""
    values: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


class Point(NamedTuple):
    """A point of a list within a row.

    Attributes:
        text: Markdown text.
        spans: dates at its end.
    """

    text: str
    spans: tuple[DateRange, ...] = ()


class RowProject(NamedTuple):
    """A project within a row.

    Attributes:
        title: Markdown text.
        url: where the title leads, empty if nowhere.
        summary: Markdown text, empty if none.
        points: its list.
        papers: papers that came of it.
    """

    title: str
    url: str = ""
    summary: str = ""
    points: tuple[Point, ...] = ()
    papers: tuple[Any, ...] = ()


class Row(NamedTuple):
    """An entry as its template sees it.

    Attributes:
        title: Markdown text, bold; empty if there are only details.
        url: where the title leads, empty if nowhere.
        logo: picture in front, empty if none.
        lines: below the title, joined to one.
        details: block Markdown, empty if none.
        spans: dates at the right, oldest first.
        links: buttons.
        papers: papers that belong to the entry.
        when: the dates in the author's words, shown in place of `spans`; empty if they are read.
        notes: lines of their own.
        points: a list.
        projects: projects within the entry.
        chip: a word beside the title, None for none.
    """

    title: str
    url: str = ""
    logo: str = ""
    lines: tuple[Line, ...] = ()
    details: str = ""
    spans: tuple[DateRange, ...] = ()
    links: tuple[Link, ...] = ()
    papers: tuple[Any, ...] = ()
    when: tuple[str, ...] = ()
    notes: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    projects: tuple[RowProject, ...] = ()
    chip: Heading | None = None


def text_lines(*texts: str | None) -> tuple[Line, ...]:
    """Those of the texts that are there."""
    return tuple(Line(text) for text in texts if text)


def list_line(key: str, texts: Sequence[str]) -> tuple[Line, ...]:
    """A phrase that takes `{names}`, with the texts for it; the texts alone without a key; nothing without texts."""
    return (Line(key=key, names=tuple(texts)),) if texts else ()


def as_points(texts: Iterable[str]) -> tuple[Point, ...]:
    """Texts as points of a list."""
    return tuple(map(Point, texts))


E = TypeVar("E", bound=Dated)
T = TypeVar("T")


def choose(
    entries: Sequence[E],
    arguments: RowArguments,
    names_of: Callable[[E], Iterable[str]],
    noun: str,
    *,
    sort: bool = True,
) -> list[E]:
    """The entries to show, newest first unless `select` gives an order of its own."""
    if arguments.select is not None:
        chosen = pick(entries, arguments.select, lambda entry: _written_and_plain(names_of(entry)), noun)
    else:
        chosen = newest_first(entries) if sort else list(entries)
    since = arguments.since
    return [entry for entry in chosen if is_range_since(entry.span(), since)][: arguments.limit]


def _written_and_plain(names: Iterable[str]) -> Iterator[str]:
    """Names as they stand in the data, and as they stand on the page."""
    for name in names:
        yield name
        yield plain_text(name)


def rows_view(rows: Sequence[Row], empty: str, headings: Sequence[Heading] | None = None) -> View:
    """A view of rows.

    Args:
        rows: in the order to show.
        empty: what to tell the author when there are none.
        headings: the heading that each row goes under; None for no headings.
    """
    rest = {"with_logos": any(row.logo for row in rows), "terse": False}
    groups = under_headings(rows, headings)
    parts = tuple(Part({"rows": group, **rest}, title) for title, group in groups.items())
    return View(parts, empty="" if rows else empty)


def under_headings(items: Sequence[T], headings: Sequence[Heading] | None) -> Mapping[Heading | None, Sequence[T]]:
    """Items by their headings, "other" last; all under None if there are no headings."""
    if headings is None:
        return {None: items} if items else {}
    groups: dict[Heading, list[T]] = {}
    for item, heading in zip(items, headings, strict=True):
        groups.setdefault(heading, []).append(item)
    return {heading: groups[heading] for heading in sorted(groups, key=lambda heading: heading.key == "other")}


def heading_of(text: str | None) -> Heading:
    """A field as a heading; entries without it are "other"."""
    return Heading(text) if text else Heading(key="other")


def rows_by_year(rows: Sequence[Row], empty: str) -> View:
    """A view of rows under the years they end in; one of several years stands under each of them."""
    placed: list[tuple[Heading, Row]] = []
    for row in rows:
        years: dict[Heading, list[DateRange]] = {}
        for span in reversed(row.spans):
            years.setdefault(_year(span), []).insert(0, span)
        placed += [(year, row._replace(spans=tuple(spans))) for year, spans in years.items()]
        if not years:
            placed.append((Heading(key="undated"), row))
    if len(placed) > len(rows):
        placed.sort(key=lambda pair: _year_order(pair[0]))
    return rows_view([row for _, row in placed], empty, [heading for heading, _ in placed])


def _year(span: DateRange) -> Heading:
    return Heading(key="ongoing") if span.ongoing or not span.last else Heading(str(span.last.year))


def _year_order(heading: Heading) -> int:
    return -int(heading.text) if heading.text else {"ongoing": -9999}.get(heading.key, 0)
