"""Rows: what education, awards and general entries have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import Field

from mkdocs_researcher.fields.dates import DateRange
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Arguments, Count, DateArgument, Heading, Part, View, Word
from mkdocs_researcher.macros.dated import Dated, newest_first
from mkdocs_researcher.macros.selection import is_range_since, pick


class RowArguments(Arguments):
    """Arguments that all rows take."""

    limit: Count | None = Field(None, description="At most so many.", examples=[3])
    since: DateArgument | None = Field(None, description="Nothing that ended before this.", examples=[2020])
    select: tuple[Word, ...] | None = Field(
        None, description="Only the entries of these titles, in this order.", examples=[["North Pier Medal"]]
    )


class Row(NamedTuple):
    """An entry as its template sees it.

    Attributes:
        title: Markdown text, bold.
        url: where the title leads, empty if nowhere.
        logo: picture in front, empty if none.
        lines: (phrase key or empty, values of the phrase or one Markdown text) below the title.
        details: block Markdown, empty if none.
        span: date at the right.
        links: buttons.
        papers: papers that belong to the entry.
    """

    title: str
    url: str = ""
    logo: str = ""
    lines: tuple[Line, ...] = ()
    details: str = ""
    span: DateRange | None = None
    links: tuple[Link, ...] = ()
    papers: tuple[Any, ...] = ()


class Line(NamedTuple):
    """Text below the title of a row.

    Attributes:
        text: Markdown text, used when `key` is empty.
        key: key of a phrase.
        values: Markdown texts that the phrase takes.
    """

    text: str = ""
    key: str = ""
    values: tuple[tuple[str, str], ...] = ()


E = TypeVar("E", bound=Dated)


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


def rows_view(rows: Sequence[Row], empty: str, heading: Callable[[Row], Heading] | None = None) -> View:
    """A view of rows.

    Args:
        rows: in the order to show.
        empty: what to tell the author when there are none.
        heading: heading that a row goes under; None for no headings.
    """
    with_logos = any(row.logo for row in rows)
    groups: dict[Heading | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(heading(row) if heading else None, []).append(row)
    parts = tuple(Part({"rows": group, "with_logos": with_logos}, title) for title, group in groups.items())
    return View(parts, empty="" if rows else empty)


def year_heading(row: Row) -> Heading:
    """The year a row ends in, as a heading."""
    if row.span and row.span.ongoing:
        return Heading(key="ongoing")
    last = row.span.last if row.span else None
    return Heading(str(last.year)) if last else Heading(key="undated")
