"""Dates and status of BibTeX entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate
from mkdocs_researcher.formats.bibtex.latex import to_plain

_STATUS_WORDS = {
    "in_press": "in press|inpress",
    "accepted": "accepted|accepted for publication|to appear|forthcoming",
    "under_review": "under review|in review|under submission|in submission|submitted|submitted for publication",
    "published": "published",
}
_STATUS = {words: status for status, phrases in _STATUS_WORDS.items() for words in phrases.split("|")}
_BETWEEN = re.compile(r"(?:(?<!\s)\s++)?(?:/|-{1,3}|–|—|\bto\b|\band\b|&)\s*+")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


class When(NamedTuple):
    """A date for the model.

    Attributes:
        name: `date` or `year`, empty if there is none.
        value: the date, such as `2025-03`.
        source: the field that it comes from.
        notes: field, message and severity of what is not read, or not shown as written.
    """

    name: str = ""
    value: str = ""
    source: str = ""
    notes: tuple[tuple[str, str, Severity], ...] = ()

    def with_note(self, field: str, message: str, severity: Severity = "info") -> When:
        """The same date with one more note."""
        return self._replace(notes=(*self.notes, (field, message, severity)))


def status_of(text: str) -> str:
    """The status if a text says nothing but a status, else empty."""
    return _STATUS.get(" ".join(text.lower().replace("-", " ").strip(" .()").split()), "")


def find_date(fields: Mapping[str, str]) -> When:
    """The date of an entry: biblatex's `date`, otherwise `year` with `month` and `day`."""
    year = to_plain(fields.get("year", ""))
    if date := to_plain(fields.get("date", "")):
        found = _biblatex(date, fields["date"])
        if found.name and year.isdecimal() and year != found.value[:4]:
            return found.with_note("year", f"{year} and the date '{date[:60]}' differ; the date is shown", "warning")
        if found.name or not year:
            return found
    if not year or status_of(year):
        return When()
    if re.fullmatch(r"[12]\d{3}", year):
        return _with_month(year, fields)
    years = _YEAR.findall(year)
    if len(years) != 1:
        return When().with_note("year", f"'{year[:60]}' is not a year; write four digits such as 2025", "warning")
    return _with_month(years[0], fields).with_note("year", f"pages show '{year[:60]}' as {years[0]}")


def _biblatex(text: str, written: str) -> When:
    """An ISO 8601 date, or the start of a range; `~`, `?` and `%` mark doubt (biblatex manual, section 2.3.8)."""
    start = next((part for part in re.split(r"/|–", text) if part.strip(" .")), "")
    start = re.sub(r"T\d.*", "", start).strip().rstrip("?~%\xa0")
    try:
        date = PartialDate.parse(start)
    except ValueError as error:
        return When().with_note("date", str(error), "warning")
    kept = When("date", str(date), "date") if date.month or date.season else When("year", str(date.year), "date")
    return kept if start == text else kept.with_note("date", f"pages show '{written[:60]}' as {date}")


def _with_month(year: str, fields: Mapping[str, str]) -> When:
    month, day = (to_plain(fields.get(name, "")).replace("\xa0", " ") for name in ("month", "day"))
    if not month:
        found = When("year", year, "year")
        return found.with_note("day", f"'{day[:60]}' needs a month, so pages show {year}", "warning") if day else found
    for text in _forms(year, month, day):
        try:
            return When("date", str(PartialDate.parse(text)), "month")
        except ValueError:
            continue
    return _start(year, month, day)


def _forms(year: str, month: str, day: str) -> Iterator[str]:
    """Texts to read a month and a day from, best first."""
    number = f"{year}-{int(month):02}" if month.isdecimal() and len(month) < 3 else ""
    if day:
        if number and day.isdecimal():
            yield f"{number}-{int(day):02}"
        yield f"{month} {day}, {year}"
        return
    if number:
        yield number
    yield f"{month} {year}"
    yield f"{month}, {year}"


def _start(year: str, month: str, day: str) -> When:
    """The start of a range such as "Mar/Apr" and "10--12 jul"; pages show one date of a paper."""
    field, written = ("day", day) if day else ("month", month)
    spans = [_BETWEEN.sub("–", text) for text in ([f"{month} {day}, {year}"] if day else [f"{month} {year}"])]
    first, *more = _BETWEEN.split(month)
    if more and (not first.isdecimal() or more[0].isdecimal()):  # "Dec/Jan", which ends before it starts; "3/4"
        spans += _forms(year, first, "")
    for text in spans:
        try:
            start = DateRange.parse(text).start
        except ValueError:
            continue
        if start:
            return When("date", str(start), "month").with_note(field, f"pages show '{written[:60]}' as {start}")
    if day and (rest := _with_month(year, {"month": month})).name == "date":
        message = f"'{day[:60]}' is not a day of that month, so pages show {rest.value}"
        return rest.with_note("day", message, "warning")
    message = f"'{month[:60]}' is not a month; write one such as mar or 3"
    return When("year", year, "year").with_note("month", message, "warning")
