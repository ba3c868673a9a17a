"""Dates of other formats as our `date`."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_researcher.fields.dates.forms import PRESENT_WORDS
from mkdocs_researcher.fields.dates.parse import PartialDate, parse_dates
from mkdocs_researcher.formats.cv.items import Item, is_empty

DATE = ("date", "dates", "releaseDate", "release_date", "year", "period")
START = ("startDate", "start_date", "start")
END = ("endDate", "end_date", "end")
_NO_DATE = "'{text}' is no date; it is kept as words"
_NO_SPAN = "'{end}' is before the beginning, '{start}'; only the beginning is a date now, and the end is kept as words"


class Span(NamedTuple):
    """What a source says of time.

    Attributes:
        date: text that our `date` reads, empty if there is none.
        words: what is no date, empty if all is.
    """

    date: str = ""
    words: str = ""


def take_span(item: Item, *, tell: bool = True) -> Span:
    """The time of an entry, however it is given; what is no date is told if it is out of place."""
    at = {names: item.at(_given(item, names)) for names in (DATE, START, END)}
    date, start, end = item.text(*DATE), item.text(*START), item.text(*END)
    if date and (start or end):
        item.note("", f"has a date ('{date}') beside start and end; the date counts", "info")
        start, end = (start, end) if not is_date(date) else ("", "")
    span = read_span(date, start, end)
    if span.words and (tell or span.date):
        names = DATE if date else END if span.words == end else START
        is_turned = names == END and is_date(start) and is_date(end)
        message = _NO_SPAN.format(start=start, end=end) if is_turned else _NO_DATE.format(text=span.words)
        item.source.note(at[names], message, "warning")
    return span


def _given(item: Item, names: tuple[str, ...]) -> str:
    return next((name for name in names if not is_empty(item.left.get(name))), names[0])


def read_span(date: str, start: str, end: str) -> Span:
    """Dates from what a source says.

    Args:
        date: a date or several, or a span, as text.
        start: a date, empty if unknown.
        end: a date or a word such as `present`; empty for what goes on.
    """
    both = _from_both(start, end)
    if not date:
        return both
    if is_date(date):
        return Span(date, both.date or both.words)
    return Span(both.date, "; ".join(text for text in (date, both.words) if text))


def _from_both(start: str, end: str) -> Span:
    goes_on = end.casefold().strip(" .") in PRESENT_WORDS
    if not start:
        return Span(end) if is_date(end) else Span(words="" if goes_on else end)
    if start == end or (not end and not _is_single(start)):
        return Span(start) if is_date(start) else Span(words=start)
    whole = f"{start} – {end if end and not goes_on else 'present'}"
    if is_date(whole):
        return Span(whole)
    if is_date(start):
        return Span(start, end)
    if end and is_date(end):
        return Span(end, start)
    return Span(words=f"{start} – {end}" if end else start)


def _is_single(text: str) -> bool:
    """Whether a text is one date, so that an end is missing."""
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


def is_date(text: str) -> bool:
    """Whether our `date` reads a text."""
    try:
        return bool(parse_dates(text))
    except ValueError:
        return False
