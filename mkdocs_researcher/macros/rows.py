"""Rows: lists of degrees, positions, talks and other dated entries. `row_macro` makes a macro of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import Field, create_model

from mkdocs_researcher.fields.dates.parse import DateRange
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import (
    Arguments,
    Count,
    Data,
    DataFile,
    DateArgument,
    Heading,
    Macro,
    Part,
    View,
    Word,
)
from mkdocs_researcher.macros.dated import Dated, is_range_since, newest_first, pick
from mkdocs_researcher.macros.people import NameLink, of_page

TEMPLATE = "rows"


class RowArguments(Arguments):
    """Arguments that all row macros take."""

    limit: Count | None = Field(None, description="Show at most this many entries.", examples=[3])
    since: DateArgument | None = Field(
        None, description="Leave out entries that ended before this date.", examples=[2020]
    )
    select: tuple[Word, ...] | None = Field(
        None, description="Only the entries with these titles, in this order.", examples=[["North Pier Medal"]]
    )


class Line(NamedTuple):
    """Text below the title of a row.

    Attributes:
        text: Markdown text, used when `key` and `names` are empty.
        key: key of a phrase.
        values: Markdown texts that the phrase takes.
        names: Markdown texts that the phrase takes as `{names}`; without a key they are the line.
    """

    text: str = ""
    key: str = ""
    values: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


class Point(NamedTuple):
    """A point of a list within a row: Markdown text, with dates at its end."""

    text: str
    spans: tuple[DateRange, ...] = ()


class RowProject(NamedTuple):
    """A project within a row; `title` and `summary` are Markdown, `papers` are `PaperView`s."""

    title: str
    url: str | None = None
    summary: str | None = None
    points: tuple[Point, ...] = ()
    papers: tuple[Any, ...] = ()


class Row(NamedTuple):
    """An entry as the template `rows` sees it.

    Attributes:
        title: Markdown text, bold; empty if there are only details.
        url: where the title links to.
        logo: picture in front, as a path below `docs_dir` or a URL.
        lines: below the title, joined to one line.
        details: block Markdown.
        spans: dates at the right, oldest first.
        links: buttons.
        papers: the papers of the entry, as `PaperView`s.
        written_dates: the dates in the author's words, shown instead of `spans`; empty if they could be parsed.
        notes: below the people, each in a paragraph.
        points: a list below.
        projects: projects within the entry.
        chip: a word beside the title.
        people: below the title, each with a link to their page if they have one.
    """

    title: str
    url: str | None = None
    logo: str | None = None
    lines: tuple[Line, ...] = ()
    details: str | None = None
    spans: tuple[DateRange, ...] = ()
    links: tuple[Link, ...] = ()
    papers: tuple[Any, ...] = ()
    written_dates: tuple[str, ...] = ()
    notes: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    projects: tuple[RowProject, ...] = ()
    chip: Heading | None = None
    people: tuple[NameLink, ...] = ()


def text_lines(*texts: str | None) -> tuple[Line, ...]:
    """The texts that are not empty, each as a line."""
    return tuple(Line(text) for text in texts if text)


def list_line(key: str, texts: Sequence[str]) -> tuple[Line, ...]:
    """A phrase with the texts as its `{names}`, or just the texts if the key is empty; nothing without texts."""
    return (Line(key=key, names=tuple(texts)),) if texts else ()


def as_points(texts: Iterable[str]) -> tuple[Point, ...]:
    """Texts as the points of a list."""
    return tuple(map(Point, texts))


E = TypeVar("E", bound=Dated)
T = TypeVar("T")


class Headings(NamedTuple, Generic[E]):
    """A choice of the argument `group_by`.

    Attributes:
        heading: the heading that an entry goes under, often the value of a field; "Other" for None.
        row: makes the rows under these headings, where they leave out what the heading already says; None for the
            macro's own function.
        first: key of the heading that comes first; the others follow in the order of their entries.
    """

    heading: Callable[[E], Heading | str | None]
    row: Callable[[E, Data], Row] | None = None
    first: str = ""


BY_YEAR: Headings[Any] = Headings(lambda _entry: None)
"""Headings are the years that the dates of a row end in; a row of several years is under each of them."""


def row_macro(
    file: DataFile[E],
    *,
    row: Callable[[E, Data], Row],
    group_by: Mapping[str, Headings[E]] | None = None,
    names: Callable[[E], Iterable[str | None]] = lambda entry: (getattr(entry, "title", None),),
    select: tuple[str, str] | None = None,
    sort: bool = False,
    arguments: type[RowArguments] = RowArguments,
) -> Macro[Any]:
    """A macro that shows the entries of a data file as rows, newest first.

    Args:
        file: its data file; the macro has the same name.
        row: shows an entry as a row.
        group_by: the choices of the argument `group_by`; without them the macro does not have it.
        names: the texts by which the argument `select` finds an entry.
        select: description and example of `select`, where entries have other names than a title.
        sort: whether the macro has the argument `sort`.
        arguments: base class of its arguments, for macros with additional ones. An argument `file` is the name of the
            data file.
    """
    groupings = dict(group_by or {})

    def build(data: Data, given: RowArguments) -> View:
        shown = file._replace(name=getattr(given, "file", file.name))
        is_sorted = getattr(given, "sort", "-date") == "-date"
        every = data.entries(shown)
        entries = choose(of_page(data, every), given, names, file.noun, sort=is_sorted)
        headings = groupings.get(getattr(given, "group_by", None) or "")
        empty = "" if data.person else shown.shows_nothing(every)
        if headings is None or headings is BY_YEAR:
            show = rows_by_year if headings else rows_view
            return show(file.name, [row(entry, data) for entry in entries], empty)
        rows = [(headings.row or row)(entry, data) for entry in entries]
        titles = [as_heading(headings.heading(entry)) for entry in entries]
        return rows_view(file.name, rows, empty, titles, headings.first)

    model = row_arguments(file.name, tuple(groupings), select=select, sort=sort, base=arguments)
    return Macro(file.name, model, build, TEMPLATE, files=() if "file" in model.model_fields else (file,))


def row_arguments(
    name: str,
    group_by: Sequence[str] = (),
    *,
    select: tuple[str, str] | None = None,
    sort: bool = False,
    base: type[RowArguments] = RowArguments,
) -> type[RowArguments]:
    """The arguments of a row macro; see `row_macro`."""
    literal: Any = Literal
    fields: dict[str, Any] = {}
    if select:
        description, example = select
        fields["select"] = (tuple[Word, ...] | None, Field(None, description=description, examples=[[example]]))
    if group_by:
        choices = literal[tuple(group_by)] | None
        example = next((choice for choice in group_by if choice != "year"), "year")
        fields["group_by"] = (choices, Field(None, description="Headings within the list.", examples=[example]))
    if sort:
        description = "`-date` (newest first) or `none` (as in the file)."
        fields["sort"] = (literal["-date", "none"], Field("-date", description=description, examples=["none"]))
    return create_model(
        f"{name.capitalize()}Arguments",
        __base__=base,
        __doc__=f"Arguments of `{name}()`.",
        __module__=__name__,
        **fields,
    )


def choose(
    entries: Sequence[E],
    arguments: RowArguments,
    names_of: Callable[[E], Iterable[str | None]],
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


def _written_and_plain(names: Iterable[str | None]) -> Iterator[str]:
    for name in names:
        if name:
            yield name
            yield plain_text(name)


def as_heading(value: Heading | str | None) -> Heading:
    """A text as a heading; "Other" where there is none."""
    if isinstance(value, Heading):
        return value
    return Heading(value) if value else Heading(key="other")


def rows_view(
    macro: str, rows: Sequence[Row], empty: str, headings: Sequence[Heading] | None = None, first: str = ""
) -> View:
    """A view of rows.

    Args:
        macro: name of the macro, for templates that show the rows of one macro differently.
        rows: in the order to show.
        empty: what to report to the author when there are none.
        headings: the heading that each row goes under; None for no headings.
        first: key of the heading that comes first, empty for the order of the rows.
    """
    rest = {"macro": macro, "with_logos": any(row.logo for row in rows), "terse": False, "labels": False}
    groups = under_headings(rows, headings, first)
    parts = tuple(Part({"rows": group, **rest}, title, TEMPLATE) for title, group in groups.items())
    return View(parts, empty_reason="" if rows else empty)


def under_headings(
    items: Sequence[T], headings: Sequence[Heading] | None, first: str = ""
) -> Mapping[Heading | None, Sequence[T]]:
    """Items by their headings, "other" last; all under None if there are no headings."""
    if headings is None:
        return {None: items} if items else {}
    groups: dict[Heading, list[T]] = {}
    for item, heading in zip(items, headings, strict=True):
        groups.setdefault(heading, []).append(item)
    order = {"other": 1, **({first: -1} if first else {})}
    return {heading: groups[heading] for heading in sorted(groups, key=lambda heading: order.get(heading.key, 0))}


def rows_by_year(macro: str, rows: Sequence[Row], empty: str) -> View:
    """A view of rows under the years in which they end; a row of several years is under each of them."""
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
    return rows_view(macro, [row for _, row in placed], empty, [heading for heading, _ in placed])


def _year(span: DateRange) -> Heading:
    return Heading(key="ongoing") if span.ongoing or not span.last else Heading(str(span.last.year))


def _year_order(heading: Heading) -> int:
    return -int(heading.text) if heading.text else {"ongoing": -9999}.get(heading.key, 0)
