"""Dates in the languages of a site.

English is formatted from a table here; for other languages babel (Unicode CLDR patterns) is imported on
first use. Nothing depends on the clock or on the locale of the machine.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from mkdocs_researcher.fields.dates import forms
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate
from mkdocs_researcher.wording import Words, locale_of, words_of

_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@lru_cache(maxsize=8192)
def format_date(date: PartialDate, language: str | Words = "en") -> str:
    """A date in the conventions of a language, exactly as precise as it was written.

    Args:
        date: the date.
        language: a code such as `en`, `de-AT`, `zh_TW` or `zh-Hans`, or the words of a language; unknown ones are
            treated as English.

    Returns:
        For English `2025`, `Jul 2025`, `14 Jul 2025`, `Fall 2025`, `Winter 2025/26`; British English has
        `Autumn`. Other languages follow the CLDR patterns `y`, `yMMM` and `yMMMd`.
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

    Args:
        value: the range or single date.
        language: a code as for `format_date`.

    Returns:
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
    """The note of a range: the author's words, but "expected" and "present" in the language of the page.

    Args:
        note: the author's note, `Expected`; in English it is shown as it is.
        language: a code as for `format_date`.
    """
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
