"""Partial dates and date ranges as academics write them, and as a page shows them in its language.

Precision is kept and nothing is filled in: `2025` stays a year, and no result depends on today. Readings
that a convention has to decide:

- `2018-12` is December 2018 and `2018-22` the years 2018 to 2022. Only a tight hyphen joins year and month,
  so `2008–12` and `2008 - 12` are the years 2008 to 2012.
- `2025/26` is the years 2025 to 2026, `Winter 2025/26` one winter, sorted by its first year.
- `07/08/2025` is refused: half the world reads July, the other half August.

English is formatted from a table; for other languages babel (Unicode CLDR patterns) is imported on first use. Nothing
depends on the clock or on the locale of the machine.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from mkdocs_researcher.fields.dates import forms
from mkdocs_researcher.fields.dates.forms import Season
from mkdocs_researcher.wording import Words, locale_of, words_of

__all__ = ["DateField", "DateRange", "DatesField", "PartialDate", "Season", "parse_dates"]

# Separators between two dates, outside brackets.
_BETWEEN = r"[,;]\s++and\s|[&;,、，；+]|\s(?:and|und|et|y|e)\s"
_BRACKET = r"([()（）])"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month, a day or a season, exactly as precise as its author wrote it; `ValueError` if none such exists.

    Attributes:
        year: from 1000 to 2999.
        month: from 1 to 12, None if not written.
        day: of that month, None if not written.
        season: instead of a month.
        into_next_year: a winter written with two years, `Winter 2025/26`.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    into_next_year: bool = False

    def __post_init__(self) -> None:
        year, month, day = self.year, self.month, self.day
        if not 1000 <= year <= 2999:
            raise ValueError(f"the year {year} is not between 1000 and 2999")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}")
        if (day is not None and month is None) or (self.season is not None and month is not None):
            raise ValueError("a day needs a month, and a season cannot have one")
        if self.into_next_year and self.season != "winter":
            raise ValueError("only a winter spans two years")
        if month and day is not None and not (days := calendar.monthrange(year, month)[1]) >= day > 0:
            raise ValueError(f"{forms.ENGLISH_MONTHS[month - 1]} {year} has {days} days and no day {day}")

    def __str__(self) -> str:
        if self.season is None:
            return self.iso()
        return f"{self.season} {self.year}" + (f"/{self.year + 1}" if self.into_next_year else "")

    @classmethod
    def parse(cls, text: str | int) -> PartialDate:
        """Reads one date: `2025`, `2025-07-14`, `2025.07`, `Sep. 2025`, `14th July 2025`, `Fall 2025`, `2025年7月`.

        The `ValueError` for any other text says why and shows valid forms.
        """
        return _parse_date(forms.as_text(text, "date"))

    def iso(self) -> str:
        """The value for `<time datetime>`; the year for a season, because HTML has no notation for it."""
        if self.month is None:
            return str(self.year)
        return f"{self.year}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Year, month, day; missing parts are 0, so newest first, a bare year follows all dates within it.

        Spring counts as March, summer as June, autumn as September, winter as December.
        """
        month = forms.SEASON_MONTHS[self.season] if self.season else self.month or 0
        return (self.year, month, self.day or 0)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A range of dates, or a single date, with its author's note in brackets.

    Attributes:
        start: first date; the only one if `is_single`; None for `until 2021`.
        end: last date, None for a single date or an ongoing range.
        ongoing: it has a start and has not ended.
        note: text in the brackets, verbatim.

    Raises:
        ValueError: no date at all, an end together with `ongoing`, or an end before the start.
    """

    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.start is None and (self.end is None or self.ongoing):
            raise ValueError("a range needs a start or an end, and an ongoing one a start")
        if self.end is not None and self.ongoing:
            raise ValueError("an ongoing range has no end")
        if self.start and self.end and _is_before(self.end, self.start):
            raise ValueError(f"it ends ({self.end}) before it starts ({self.start})")

    def __str__(self) -> str:
        end = "present" if self.ongoing else self.end
        text = f"{self.start} – {end}" if end else f"{self.start}"
        if self.start is None:
            text = f"until {end}"
        return f"{text} ({self.note})" if self.note else text

    @classmethod
    def parse(cls, text: str | int) -> DateRange:
        """Reads one range or one date; the `ValueError` for any other text says why and shows valid forms.

        `2024.09 - 2026.03 (Expected)`, `Sep. 2025 – Present`, `2018-2022`, `since 2020`, `until 2021`, `Sep–Dec 2024`,
        `June 3-7, 2024`, `2020 –` …
        """
        return _parse_range(forms.as_text(text, "date or range"))

    @property
    def is_single(self) -> bool:
        """True for one date rather than a range."""
        return self.start is not None and self.end is None and not self.ongoing

    @property
    def last(self) -> PartialDate | None:
        """The end, or the start where no end is known."""
        return self.end or self.start

    @property
    def sort_key(self) -> tuple[int, ...]:
        """By end, then by start; an ongoing range is newer than any end, a missing start older than any."""
        end = (9999, 0, 0) if self.ongoing or not self.last else self.last.sort_key
        return (*end, *(self.start.sort_key if self.start else (0, 0, 0)))


def _is_before(end: PartialDate, start: PartialDate) -> bool:
    """True if `end` is earlier by the parts that both dates have."""
    if end.year != start.year:
        return end.year < start.year
    if end.season and start.season:
        # In the calendars of many universities the winter term comes first, so it is never out of order.
        return "winter" not in (end.season, start.season) and end.sort_key < start.sort_key
    return bool(end.month and start.month) and (end.month, end.day or 32) < (start.month, start.day or 0)


@lru_cache(maxsize=4096)
def _parse_date(text: str) -> PartialDate:
    try:
        body = forms.clean(text)
        if code := re.fullmatch(forms.SEASON_CODE, body):
            return _coded_season(int(code[1]), int(code[2]))
        if date := _read(body):
            return date
        raise forms.unknown_form(body, "date")
    except ValueError as error:
        raise forms.refusal(text, "date", error) from None


def _coded_season(year: int, code: int) -> PartialDate:
    """The season in `2024-21` (ISO 8601-2); `2020-22` may be the years 2020 to 2022 as well."""
    season = forms.SEASON_CODES[code]
    if year % 100 < code:
        reason = f"it may be {season} {year} or the years {year} to {year // 100 * 100 + code}"
        raise ValueError(reason, f"write {season.capitalize()} {year} or one year")
    return PartialDate(year, season=season)


@lru_cache(maxsize=4096)
def _parse_range(text: str) -> DateRange:
    try:
        body, notes = forms.take_notes(text)
        found = _read_range(body)
        if found.ongoing and body.endswith(forms.DASHES):
            # In "2019 - (now)" the brackets hold the end itself.
            notes = [note for note in notes if note.casefold() not in forms.PRESENT_WORDS]
        return replace(found, note="; ".join(notes)) if notes else found
    except ValueError as error:
        raise forms.refusal(text, "date or range", error) from None


def _read(body: str) -> PartialDate | None:
    """The date of a cleaned text; None if the form is not recognized, ValueError if the date does not exist."""
    for form in forms.NUMERIC_FORMS:
        if found := re.fullmatch(form, body):
            year, month, day = found.group("year", "month", "day")
            return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    for form in forms.NAMED_FORMS:
        if (found := re.fullmatch(form, body)) and (date := _named(**found.groupdict())):
            return date
    if found := re.fullmatch(forms.DAY_OR_MONTH_FIRST, body):
        return PartialDate(*forms.year_month_day(body.split(found[1]), found[1]))
    return None


def _named(year: str, word: str, day: str | None = None, next_year: str | None = None) -> PartialDate | None:
    word = forms.plain(word)
    if len(year) == 2:
        year = f"{19 if year > '69' else 20}{year}"
    if word in forms.MONTH_WORDS and not next_year:
        return PartialDate(int(year), forms.MONTH_WORDS[word], int(day) if day else None)
    season = forms.SEASON_WORDS.get(word)
    following = str(int(year) + 1)
    if season is None or day or next_year not in (None, following, following[2:]):
        return None
    return PartialDate(int(year), season=season, into_next_year=bool(next_year))


def _read_range(body: str) -> DateRange:
    impossible: list[ValueError] = []
    try:
        if date := _read(body):
            return DateRange(date, None)
    except ValueError as error:
        # "2018-22" has no month 22, yet it is a range.
        impossible.append(error)
    if since := re.match(forms.SINCE, body):
        body = body[since.end() :]
        if date := _read(body):
            return DateRange(date, None, ongoing=True)
    elif (until := re.match(forms.UNTIL, body)) and (date := _read(body[until.end() :])):
        return DateRange(None, date)
    return _split(body, impossible)


def _split(body: str, errors: list[ValueError]) -> DateRange:
    """Splits at the one separator with a date on both sides; those without spaces if there is no other."""
    spans: list[DateRange] = []
    for cut in list(re.finditer(forms.SEPARATOR, body)) or re.finditer(forms.TIGHT_SEPARATOR, body):
        try:
            if span := _span(body[: cut.start()], body[cut.end() :]):
                spans.append(span)
        except ValueError as error:
            errors.append(error)
    if len(spans) > 1:
        raise ValueError("it can be read in two ways", "put spaces around the dash between the two dates")
    if spans:
        return spans[0]
    raise errors[0] if errors else forms.unknown_form(body, "date or range")


def _span(left: str, right: str) -> DateRange | None:
    start, end = _read(left), _read(right)
    if not right or right in forms.PRESENT_WORDS:
        return DateRange(start, None, ongoing=True) if start else None
    if start and not end:
        end = _end_within(start, right)
    elif end and not start:
        start = _start_within(left, end)
    elif day_year := re.fullmatch(forms.DAY_YEAR, right):  # June 3-7, 2024
        start, end = _read(f"{left}, {day_year['year']}"), _read(f"{left.partition(' ')[0]} {right}")
    return DateRange(start, end) if start and end else None


def _end_within(start: PartialDate, right: str) -> PartialDate | None:
    """The end in "2018 – 22" and "2024年9月至12月", with its missing parts from the start."""
    if re.fullmatch(forms.TWO_DIGITS, right) and start == PartialDate(start.year):
        return PartialDate(start.year // 100 * 100 + int(right))
    shared = f"{start.year}年"
    for known in (shared, f"{shared}{start.month}月"):
        end = _read(known + right) if right[0].isdigit() else None
        if end and _precision(end) == _precision(start):
            return end
    return None


def _start_within(left: str, end: PartialDate) -> PartialDate | None:
    """The start in "Sep – Dec 2024" and "3 – 7 June 2024", with its missing parts from the end."""
    if end.day and (day := re.fullmatch(forms.DAY_ALONE, left)):
        return PartialDate(end.year, end.month, int(day["day"]))
    start = _read(f"{left} {end.year}")
    return start if start and _precision(start) == _precision(end) else None


def _precision(date: PartialDate) -> tuple[bool, bool, bool]:
    return (date.month is None, date.day is None, date.season is None)


def parse_dates(value: object) -> tuple[DateRange, ...]:
    """Dates and ranges, oldest first, without duplicates; `ValueError` if one of them is neither, or there is none.

    For an award won twice or a course of three terms: `2022 & 2023`, `2021, 2022 and 2024`, `Fall 2023; Fall 2024`, or
    a list. Each part must be a complete date or range, so `July 14, 2025` stays one date.
    """
    if isinstance(value, list | tuple):
        if not value:
            raise ValueError("the list is empty; write a date or leave the line out")
        found = [date for item in value for date in _read_dates(item)]
    else:
        found = _read_dates(value)
    return tuple(sorted(dict.fromkeys(found), key=lambda date: date.sort_key))


def _read_dates(value: Any) -> list[DateRange]:
    if isinstance(value, DateRange):
        return [value]
    try:
        return [DateRange.parse(value)]
    except ValueError as error:
        parts = _dates_in(value) if isinstance(value, str) else []
        if len(parts) < 2:
            raise
        whole = error
    try:
        return [DateRange.parse(part) for part in parts]
    except ValueError:
        raise whole from None


def _dates_in(text: str) -> list[str]:
    parts = [""]
    pieces = [*re.split(_BRACKET, text), ""]
    for between, bracket in zip(pieces[::2], pieces[1::2], strict=True):
        first, *more = [between] if bracket and bracket in ")）" else re.split(_BETWEEN, between)
        parts[-1] += first
        parts += more
        parts[-1] += bracket
    return [part.strip() for part in parts]


def _as_text(dates: Sequence[DateRange]) -> str | list[str]:
    return str(dates[0]) if len(dates) == 1 else [str(date) for date in dates]


# Field types of the data models. A dump is text again, which parses to an equal value.
_AS_TEXT = PlainSerializer(str, return_type=str)

DateField = Annotated[
    PartialDate,
    PlainValidator(lambda value: value if isinstance(value, PartialDate) else PartialDate.parse(value)),
    _AS_TEXT,
    WithJsonSchema({"type": ["string", "integer"], "examples": ["2025-07", "2025-07-14", "Fall 2025", 2025]}),
]

_ONE: dict[str, Any] = {"type": ["string", "integer"]}

DatesField = Annotated[
    tuple[DateRange, ...],
    PlainValidator(parse_dates),
    PlainSerializer(_as_text),
    WithJsonSchema(
        {
            "anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}],
            "examples": ["2019 – 2022", "2024.09 - 2026.03 (Expected)", "2022 & 2023"],
        }
    ),
]


_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@lru_cache(maxsize=8192)
def format_date(date: PartialDate, language: str | Words = "en") -> str:
    """A date in the conventions of a language, exactly as precise as it was written.

    For English `2025`, `Jul 2025`, `14 Jul 2025`, `Fall 2025`, `Winter 2025/26`; British English has `Autumn`. Other
    languages follow the CLDR patterns `y`, `yMMM` and `yMMMd`.

    Args:
        language: a code such as `en`, `de-AT`, `zh_TW` or `zh-Hans`, or the words of a language; an unknown one is
            treated as English.
    """
    if date.season is not None:
        year = f"{date.year}/{(date.year + 1) % 100:02}" if date.into_next_year else str(date.year)
        return _words(language).phrase(date.season, year=year)
    locale = locale_of(_words(language).language)
    if locale is None:
        parts = (date.day, date.month and _ENGLISH[date.month - 1], date.year)
        return " ".join(str(part) for part in parts if part)
    from babel.dates import format_skeleton  # noqa: PLC0415 - costs 50 ms that English sites need not pay

    # Parts that default to 1 are not in the pattern, so they never show.
    moment = datetime.datetime(date.year, date.month or 1, date.day or 1)
    pattern = "y"
    if date.month:
        pattern = "yMMMd" if date.day else "yMMM"
    return format_skeleton(pattern, moment, locale=locale)


@lru_cache(maxsize=8192)
def format_range(value: DateRange, language: str | Words = "en") -> str:
    """A range in the conventions of a language, without its note.

    `Sep 2024 – Mar 2026`, `Jun 2019 – present`, `until 2021`, or one date where both ends read the same.
    """
    start = format_date(value.start, language) if value.start else ""
    end = format_date(value.end, language) if value.end else ""
    if value.ongoing:
        return f"{start} – {_words(language).phrase('present')}"
    if not start:
        return _words(language).phrase("until", date=end)
    return start if end in ("", start) else f"{start} – {end}"


def format_note(note: str, language: str | Words = "en") -> str:
    """The note of a range: the author's words, but "expected" and "present" in the language of the page."""
    words, plain = _words(language), note.casefold().rstrip(".: ")
    if plain in forms.EXPECTED_WORDS:
        key = "expected"
    elif plain in forms.PRESENT_WORDS:
        key = "present"
    else:
        return note
    if words.is_english and plain in forms.ENGLISH_NOTES:
        return note
    shown = words[key]
    return shown[:1].upper() + shown[1:] if note[:1].isupper() else shown


def _words(language: str | Words) -> Words:
    return words_of(language) if isinstance(language, str) else language
