"""Dates in the languages of a site.

English is formatted from a table here; for other languages babel (Unicode CLDR patterns) is imported on
first use. Nothing depends on the clock or on the locale of the machine.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from mkdocs_researcher.fields.dates.forms import SEASON_MONTHS
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate

if TYPE_CHECKING:
    from babel import Locale

_T = TypeVar("_T")

_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# Per language the four seasons with their year, in the order spring, summer, autumn, winter.
_SEASONS = {
    "en": ("Spring {}", "Summer {}", "Fall {}", "Winter {}"),
    "en_gb": ("Spring {}", "Summer {}", "Autumn {}", "Winter {}"),
    "de": ("Frühling {}", "Sommer {}", "Herbst {}", "Winter {}"),
    "fr": ("printemps {}", "été {}", "automne {}", "hiver {}"),
    "es": ("primavera {}", "verano {}", "otoño {}", "invierno {}"),
    "it": ("primavera {}", "estate {}", "autunno {}", "inverno {}"),
    "pt": ("primavera {}", "verão {}", "outono {}", "inverno {}"),
    "zh": ("{}年春季", "{}年夏季", "{}年秋季", "{}年冬季"),
    "ja": ("{}年春", "{}年夏", "{}年秋", "{}年冬"),
    "ko": ("{}년 봄", "{}년 여름", "{}년 가을", "{}년 겨울"),
}
# Per language: how an ongoing range ends, and how a range without a start reads.
_ENDS = {
    "en": ("present", "until {}"),
    "de": ("heute", "bis {}"),
    "fr": ("aujourd’hui", "jusqu’à {}"),
    "es": ("actualidad", "hasta {}"),
    "it": ("presente", "fino a {}"),
    "pt": ("presente", "até {}"),
    "zh": ("至今", "至{}"),
    "ja": ("現在", "{}まで"),
    "ko": ("현재", "{}까지"),
}


@lru_cache(maxsize=8192)
def format_date(date: PartialDate, language: str = "en") -> str:
    """A date in the conventions of a language, exactly as precise as it was written.

    Args:
        date: the date.
        language: a code such as `en`, `de-AT`, `zh_TW` or `zh-Hans`; unknown ones are treated as English.

    Returns:
        For English `2025`, `Jul 2025`, `14 Jul 2025`, `Fall 2025`, `Winter 2025/26`; British English has
        `Autumn`. Other languages follow the CLDR patterns `y`, `yMMM` and `yMMMd`.
    """
    if date.season is not None:
        year = f"{date.year}/{(date.year + 1) % 100:02}" if date.into_next_year else str(date.year)
        return _of_language(_SEASONS, language)[SEASON_MONTHS[date.season] // 3 - 1].format(year)
    locale = locale_of(language)
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
def format_range(value: DateRange, language: str = "en") -> str:
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
        return f"{start} – {_of_language(_ENDS, language)[0]}"
    if not start:
        return _of_language(_ENDS, language)[1].format(end)
    return start if end in ("", start) else f"{start} – {end}"


def _of_language(table: dict[str, _T], language: str) -> _T:
    code = language.replace("-", "_").casefold()
    return table.get(code) or table.get(code.partition("_")[0]) or table["en"]


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """The babel locale of a language code, None for English."""
    code = language.strip().replace("-", "_")
    base = code.partition("_")[0]
    if base.casefold() in ("", "en"):
        return None
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see format_date

    for candidate in (code, base):
        try:
            return Locale.parse(candidate)
        except (ValueError, UnknownLocaleError):
            continue
    return None
