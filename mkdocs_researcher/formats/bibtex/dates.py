"""Dates of BibTeX entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, Season
from mkdocs_researcher.formats.bibtex.latex import to_plain

_BETWEEN = re.compile(r"(?:(?<!\s)\s++)?(?:/|-{1,3}|–|—|\bto\b|\band\b|&)\s*+")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_YEARS = re.compile(r"[12]\d{3}\s*(?:-{1,3}|–|—|/|to)\s*[12]\d{3}")
_REPRINT = re.compile(r"([12]\d{3})\s*[\[(][12]\d{3}[\])]|[\[(][12]\d{3}[\])]\s*([12]\d{3})")  # "1998 [1923]"
# Fields that may hold the only date.
_OTHERS = ("month", "eventdate", "issue_date", "publication_date", "pubdate", "date_published")
_UNDATED = r"(?i)[(\[]?(?:n\.? ?d\.?|s\.? ?d\.?|o\.? ?j\.?|no date|undated)[)\]]?"
_TIME = re.compile(r"T\d\d?:?.*\Z")
_TWO_WAYS = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{4}|\d{4}([-./])\d{1,2}\2\d{1,2}")
# ISO 8601-2: unknown digits, and seasons as months from 21; 25 to 28 in the north, 29 to 32 in the south.
_UNKNOWN_DIGITS = re.compile(r"([\dXxu]{4})((?:-\d\d)*)((?:-[\dXxu]{2})*)")
_SEASON = re.compile(r"([12]\d{3})-(2[1-9]|3[0-2])")
_SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")


class When(NamedTuple):
    """A date for the model; without `name`, there is none.

    Attributes:
        name: `date` or `year`.
        source: the field that the date comes from.
        notes: field, message and severity of what is not read, or not shown as written.
    """

    name: str = ""
    value: str = ""
    source: str = ""
    notes: tuple[tuple[str, str, Severity], ...] = ()

    def with_note(self, field: str, message: str, severity: Severity = "info") -> When:
        return self._replace(notes=(*self.notes, (field, message, severity)))


def find_date(fields: Mapping[str, str]) -> When:
    """The date of an entry without words for a status: biblatex's `date`, otherwise `year` with `month` and `day`."""
    year = to_plain(fields.get("year", ""))
    date = to_plain(fields.get("date", ""))
    if date:
        found = _biblatex(date, fields["date"])
        if found.name and year.isdecimal() and year != found.value[:4]:
            return found.with_note("year", f"{year} and the date '{date[:60]}' differ; the date is shown", "warning")
        if found.name or not year:
            return found
    if not year:
        dates = (_whole_date(name, to_plain(fields[name]).partition("/")[0]) for name in _OTHERS if name in fields)
        return next(filter(None, dates), When())
    return _with_month(year, fields) if re.fullmatch(r"[12]\d{3}", year) else _from_odd_year(year, fields)


def _from_odd_year(year: str, fields: Mapping[str, str]) -> When:
    """The date of an entry whose `year` is not four digits."""
    if "month" not in fields and (found := _whole_date("year", year)):
        return found
    years = _YEAR.findall(year)
    if reprint := _REPRINT.fullmatch(year):
        years = [reprint[1] or reprint[2]] if (reprint[1] or reprint[2]) > "1500" else years[-1:]  # "1402 [2023]"
    if len(years) == 1 or _YEARS.fullmatch(year):
        return _with_month(years[0], fields).with_note("year", _shown_as(year, years[0]))
    if short := re.fullmatch(r"['’](\d\d)", year):  # '91
        whole = f"{20 if short[1] < '40' else 19}{short[1]}"
        return _with_month(whole, fields).with_note("year", _shown_as(year, whole))
    if re.fullmatch(_UNDATED, year):
        return When()
    if not _known_digits(year):
        return When().with_note("year", f"'{year[:60]}' does not say which year, so none is shown", "warning")
    return When().with_note("year", f"'{year[:60]}' is not a year; write four digits such as 2025", "warning")


def _known_digits(text: str) -> str:
    """A date of ISO 8601-2 up to its first unknown digits, `2004` of `2004-XX`; empty if that is the year."""
    found = _UNKNOWN_DIGITS.fullmatch(text)
    if not found:
        return text
    return found[1] + found[2] if found[1].isdecimal() else ""


def _whole_date(field: str, text: str) -> When | None:
    """A date in a field that should hold only a part of one: "30-Mar-2020"; None if it is not one."""
    if not _YEAR.search(text):
        return None
    try:
        date = _edtf_season(text) or PartialDate.parse(_TIME.sub("", text))
    except ValueError as error:
        if not _TWO_WAYS.fullmatch(text):
            return None
        year = _YEAR.findall(text)[0]
        return When("year", year, field).with_note(field, f"{error}; pages show {year}", "warning")
    return _exactly(date, field)


def _exactly(date: PartialDate, field: str) -> When:
    return When("date", str(date), field) if date.month or date.season else When("year", str(date.year), field)


def _edtf_season(text: str) -> PartialDate | None:
    """The season in `2024-21`; of the codes of ISO 8601-2 those of one hemisphere, too. None for any other text."""
    found = _SEASON.fullmatch(text)
    return PartialDate(int(found[1]), season=_SEASONS[(int(found[2]) - 21) % 4]) if found else None


def _biblatex(text: str, written: str) -> When:
    """An ISO 8601-2 date, or the start of a range; `~`, `?` and `%` mark doubt (biblatex manual, section 2.3.8)."""
    whole = _TIME.sub("", text).strip()
    if not _SEASON.fullmatch(whole) and (found := _whole_date("date", whole)):
        return found if whole == text or found.notes else found.with_note("date", _shown_as(written, found.value))
    start = next((part for part in re.split(r"/|–", whole) if part.strip(" .")), "")
    start = re.sub(r"[?~%\xa0]", "", start).strip()
    known = _known_digits(start)
    if start and not known:
        message = f"'{written[:60]}' does not say which year, so none is shown; add year = {{…}}"
        return When().with_note("date", message, "warning")
    try:
        date = _edtf_season(known) or PartialDate.parse(known)
    except ValueError as error:
        if len(years := set(_YEAR.findall(text))) == 1:
            year = years.pop()
            return When("year", year, "date").with_note("date", f"{error}; pages show {year}", "warning")
        return When().with_note("date", str(error), "warning")
    kept = _exactly(date, "date")
    return kept if known == text else kept.with_note("date", _shown_as(written, str(date)))


def _shown_as(written: str, date: str) -> str:
    return f"pages show '{written[:60]}' as {date}"


def _with_month(year: str, fields: Mapping[str, str]) -> When:
    month, day = (to_plain(fields.get(name, "")).replace("\xa0", " ") for name in ("month", "day"))
    if _YEAR.search(month) and (whole := _whole_date("month", _TIME.sub("", month))) and whole.value[:4] == year:
        return whole
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
