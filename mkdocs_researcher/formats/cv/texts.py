"""What formats of CVs need of a record: its dates, its points, its words without Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from mkdocs_researcher.fields.dates.format import format_range
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, parse_dates
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.cv.folding import fold


class IsoDates(NamedTuple):
    """Beginning and end in ISO 8601, as precise as they are known; the end is empty for what goes on."""

    start: str = ""
    end: str = ""
    is_exact: bool = True


def spans_of(record: Record) -> tuple[DateRange, ...]:
    """The dates of a record, oldest first."""
    if "start" in record or "end" in record:
        start, end = (PartialDate.parse(record[name]) if name in record else None for name in ("start", "end"))
        return (DateRange(start, end, ongoing=end is None),)
    return parse_dates(record["date"]) if record.get("date") else ()


def iso_dates(record: Record) -> IsoDates:
    """The dates of a record as formats hold them that know one beginning and one end."""
    spans = spans_of(record)
    if not spans:
        return IsoDates()
    first, last = spans[0], spans[-1]
    start = first.start.iso() if first.start else ""
    end = "" if last.ongoing else last.last.iso() if last.last else ""
    seasons = any(date and date.season for span in spans for date in (span.start, span.end))
    is_ordered = not (start and end) or _first_day(start) <= _first_day(end)
    is_exact = len(spans) == 1 and not last.note and not seasons and is_ordered
    return IsoDates(start, end, is_exact)


def _first_day(date: str) -> str:
    """A date as programs compare it that know days alone: "May 2020 – 2020" ends before it starts."""
    return f"{date}-01-01"[:10]


def words_of_time(record: Record) -> str:
    """The dates of a record as people read them."""
    texts = (f"{format_range(span)} ({span.note})" if span.note else format_range(span) for span in spans_of(record))
    return ", ".join(texts)


def plain(text: Any) -> str:
    """The words of a Markdown text, its line breaks kept."""
    return plain_text(text) if isinstance(text, str) else ""


def listed(value: Any) -> list[str]:
    """A field that holds one text or several, as a list."""
    return [value] if isinstance(value, str) else list(value or ())


def points(record: Record, *labelled: str) -> list[str]:
    """The points of a record: its own, those of its projects, and further fields with a word in front.

    Args:
        record: the entry.
        labelled: fields that the format has no place for, such as `advisor`.
    """
    return [point.text for point in fold(record, labelled)]


def joined(*parts: Any, between: str = ", ") -> str:
    """The parts that say something, in one text."""
    texts: Iterable[str] = (between.join(listed(part)) for part in parts if part)
    return between.join(texts)


def filled(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without fields that say nothing."""
    return {name: value for name, value in entry.items() if value not in ("", [], {}, None)}
