"""Dates of other formats as our `date`."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from mkdocs_researcher.fields.dates.forms import PRESENT_WORDS
from mkdocs_researcher.fields.dates.parse import PartialDate, parse_dates
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping

DATE = ("date", "dates", "releaseDate", "release_date", "year", "period")
START = ("startDate", "start_date", "start")
END = ("endDate", "end_date", "end")
_MONTH = re.compile(r"[12][0-9]{3}-[01][0-9]")
_FIRST = re.compile(r"[12][0-9]{3}-[01][0-9]-01")
_DAY = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_FILLER = "days that only fill up a date, such as the first of a month, are left out"
_NO_DATE = "'{text}' is not a date; it is kept as text"
_END_BEFORE_START = (
    "'{end}' is before the start, '{start}'; only the start is read as a date, and the end is kept as text"
)


class ReadRange(NamedTuple):
    """The dates of an entry in a source: text that our `date` accepts, and words that are not a date."""

    date: str = ""
    words: str = ""


def read_range(entry: TrackedMapping, *, reports_words: bool = True, has_days: bool = False) -> ReadRange:
    """The dates of an entry, in whichever fields they are; these count as read.

    Args:
        reports_words: report words that are not a date even if the entry has no date otherwise.
        has_days: the first of a month is a day like any other, and does not just stand for the month.
    """
    locations = {names: entry.path_of(entry.first(names)) for names in (DATE, START, END)}
    date, start, end = entry.text(*DATE), entry.text(*START), entry.text(*END)
    if not has_days and (shorter := _in_months(date, start, end)) != (date, start, end):
        entry.source.note((), _FILLER, "info")
        date, start, end = shorter
    if date and (start or end):
        entry.note("", f"has a date ('{date}') as well as a start and an end; the date counts", "info")
        if is_date(date):
            start, end = "", ""
    found = combined_range(date, start, end)
    if found.words and (reports_words or found.date):
        names = DATE if date else END if found.words == end else START
        ends_before_start = names == END and is_date(start) and is_date(end)
        message = (
            _END_BEFORE_START.format(start=start, end=end) if ends_before_start else _NO_DATE.format(text=found.words)
        )
        entry.source.note(locations[names], message, "warning")
    return found


def _in_months(date: str, start: str, end: str) -> tuple[str, str, str]:
    """The dates without days that only fill up the form `YYYY-MM-DD`: the first of a month, the last where one ends."""
    if _FIRST.fullmatch(date) and not (start or end):
        return date[:7], start, end
    is_ongoing = not end or end.casefold().strip(" .") in PRESENT_WORDS
    if (not start or _FIRST.fullmatch(start)) and (start or end) and (is_ongoing or _is_edge(end)):
        return date, start[:7] if start else start, end if is_ongoing else end[:7]
    return date, start, end


def _is_edge(text: str) -> bool:
    if _MONTH.fullmatch(text) or _FIRST.fullmatch(text):
        return True
    found = _DAY.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return False
    return int(found[3]) >= min(30, calendar.monthrange(int(found[1]), int(found[2]))[1])


def combined_range(date: str, start: str, end: str) -> ReadRange:
    """Our `date` from the fields of a source: a date, a range or several of them; a start; and an end.

    The end may be a word such as `present`; it is empty if the time since the start is ongoing.
    """
    both = _from_start_and_end(start, end)
    if not date:
        return both
    if is_date(date):
        return ReadRange(date, both.date or both.words)
    return ReadRange(both.date, "; ".join(text for text in (date, both.words) if text))


def _from_start_and_end(start: str, end: str) -> ReadRange:
    is_ongoing = end.casefold().strip(" .") in PRESENT_WORDS
    if not start:
        return ReadRange(end) if is_date(end) else ReadRange(words="" if is_ongoing else end)
    if start == end or (not end and not _is_single(start)):
        return ReadRange(start) if is_date(start) else ReadRange(words=start)
    whole = f"{start} – {end if end and not is_ongoing else 'present'}"
    if is_date(whole):
        return ReadRange(whole)
    if is_date(start):
        return ReadRange(start, end)
    if end and is_date(end):
        return ReadRange(end, start)
    return ReadRange(words=f"{start} – {end}" if end else start)


def _is_single(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


def is_date(text: str) -> bool:
    """Does our `date` accept the text?"""
    try:
        return bool(parse_dates(text))
    except ValueError:
        return False
