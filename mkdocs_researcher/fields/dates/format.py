"""How dates are written: the words and forms to recognise, and the formats for the languages of a site.

English is formatted from a table here; for other languages babel (Unicode CLDR patterns) is imported on
first use. Nothing depends on the clock or on the locale of the machine.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from mkdocs_researcher.errors import closest_match

if TYPE_CHECKING:
    from babel import Locale

    from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, Season

_T = TypeVar("_T")

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = "January February March April May June July August September October November December"
ENGLISH_MONTHS = _MONTH_NAMES.split()

# One line per month: English, German, French, Spanish, Italian, Portuguese, full and short, without accents.
_MONTH_LINES = (
    "january jan januar janner jaenner janvier janv enero ene gennaio gen janeiro",
    "february feb februar fevrier fevr febrero febbraio fevereiro fev",
    "march mar marz maerz mars marzo marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)
MONTH_WORDS = {word: number for number, line in enumerate(_MONTH_LINES, 1) for word in line.split()}

_SEASON_LINES: dict[Season, str] = {
    "spring": "spring fruhling fruhjahr printemps primavera 春季 春 봄",
    "summer": "summer sommer ete verano estate verao 夏季 夏 여름",
    "autumn": "autumn fall herbst automne otono autunno outono 秋季 秋 가을",
    "winter": "winter hiver invierno inverno 冬季 冬 겨울",
}

# The order of ISO 8601-2 (codes 21 to 24): winter is the last season of the year it is written with.
SEASON_MONTHS: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

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
_PRESENT_LINE = (
    "now present current currently ongoing today date heute jetzt aujourd'hui aujourd’hui présent actualidad "
    "presente oggi atual 今 至今 现在 現在 目前 현재"
)
PRESENT_WORDS = frozenset(_PRESENT_LINE.split())
SEASON_WORDS: dict[str, Season] = {word: season for season, line in _SEASON_LINES.items() for word in line.split()}

# Forms of a cleaned text. [0-9] and not \d, which takes the digits of every script.
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:(?:st|nd|rd|th|er|o)\b)?"
_WORD = r"(?P<word>[^\W\d_]{1,12})"
_GAP = r"(?:[.,]{0,2} ?|-)(?:of |de |del )?"
_NEXT = r"(?:[/–-](?P<next_year>[0-9]{4}|[0-9]{2}))?"
_TIME = r"[t ][0-2][0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)? ?(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?"
NUMERIC_FORMS = (
    rf"{_YEAR}(?:(?P<mark>[-./])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}})(?:{_TIME})?)?)?",
    rf"(?P<month>[0-9]{{1,2}})[-./]{_YEAR}(?P<day>(?!))?",  # no day, yet a group like the others
    rf"{_YEAR} ?[年년](?: ?(?P<month>[0-9]{{1,2}}) ?[月월](?: ?(?P<day>[0-9]{{1,2}}) ?[日号號일])?)?",
)
# As text: they are compiled when a date is written in words.
NAMED_FORMS = (
    rf"{_WORD}{_GAP}{_YEAR}{_NEXT}",
    rf"{_DAY}{_GAP}{_WORD}{_GAP}{_YEAR}",
    rf"{_WORD}{_GAP}{_DAY}(?:, ?| ){_YEAR}",
    rf"{_YEAR}{_NEXT}[年년]?{_GAP}{_WORD}\.?(?: {_DAY})?",
)
TWO_DIGITS = re.compile(r"[0-9]{2}")
DAY_ALONE = re.compile(_DAY)
DAY_YEAR = re.compile(rf"{_DAY}(?:, ?| ){_YEAR}")

# Ranges. A hyphen separates by itself only beside a space; tight ones are weighed one by one, as slashes.
DASHES = ("-", "‒", "–", "—", "―", "−", "~", "〜")
SEPARATOR = re.compile(r" ?(?:-{2,3}|[‒–—―−~〜]|(?<= )-|-(?= |$)|至) ?(?:至 ?)?| (?:to|until|till|through|bis) ")
TIGHT_SEPARATOR = re.compile("[-/]")
SINCE = re.compile("(?:since|from|starting|seit|von|depuis|desde) ")
UNTIL = re.compile("(?:until|till|up to|bis|hasta|jusqu'à|jusqu’à|fino a|até|至) ?")
_EXPECTED = re.compile(r"(?<![^\W_])(?:expected|anticipated|exp)(?![^\W_])[.:]?(?: in )?")
_NOTE = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]")
_LIST_MARK = re.compile(r"[,;&+]| and ")
_LONGEST = 100
# Hyphens that forbid or allow a line break are hyphens; marks without width are nothing.
_SAME = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD), "") | {0x2010: "-"}


def plain(word: str) -> str:
    """A word without accents, as `MONTH_WORDS` and `SEASON_WORDS` have it."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)  # puts Hangul syllables together again


def precision(date: PartialDate) -> tuple[bool, bool, bool]:
    """Which parts of a date are not written."""
    return (date.month is None, date.day is None, date.season is None)


def as_text(value: object, kind: str) -> str:
    """The text of a date that came as text or as a whole number.

    Raises:
        ValueError: it came as anything else.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        # YAML reads 2025.10 as the number 2025.1: October would turn into January.
        raise ValueError(f"a {kind} is text, not the decimal number {value}; put it in quotes, as '2025.10'")
    raise ValueError(f"a {kind} is text such as 2025-07 or a whole year, not of type {type(value).__name__}")


def clean(text: str) -> str:
    """One notation for what looks the same: case, spaces, hyphens and full-width characters.

    Raises:
        ValueError: the text is too long for a date.
    """
    if len(text) > _LONGEST:
        raise ValueError("it is longer than any date")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SAME)
    return " ".join(text.casefold().split())


def take_notes(text: str) -> tuple[str, list[str]]:
    """Take the notes out of the text of a range.

    Returns:
        The cleaned rest, and the notes: what brackets hold, verbatim, and `expected` for that word outside.
    """
    notes = [note.strip() for note in _NOTE.findall(text)]
    body, expected = clean(_NOTE.sub(" ", text) if notes else text), 0
    if "exp" in body or "anticipated" in body:
        body, expected = _EXPECTED.subn(" ", body)
    if expected and "expected" not in [note.casefold() for note in notes]:
        notes.append("expected")
    return " ".join(body.split()).strip(" ,"), [note for note in notes if note]


def unknown_form(body: str, kind: str) -> ValueError:
    """The likeliest reason why a cleaned text has no known form; a second argument is advice for it."""
    years = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", body)
    if kind == "date" and (len(years) > 1 or "(" in body):
        return ValueError("this field takes one date, no range and no note")
    parts = _LIST_MARK.split(body)
    if len(years) > 2 or (len(parts) > 1 and all(re.search("[0-9]{4}", part) for part in parts)):
        advice = "write them as a list, [2017 – 2019, 2025], or as a note in brackets, 2017 – 2019 (and 2025)"
        return ValueError("it holds more than one range", advice)
    reason = _unknown_word(body) or "it has none of the known forms"
    if not body:
        reason = "it is empty"
    elif body.isdecimal():
        reason = f"there is no year {body}"
    elif "(" in body or ")" in body:
        reason = "a bracket is not paired"
    return ValueError(reason)


def _unknown_word(body: str) -> str:
    known = {*ENGLISH_MONTHS, *map(str.capitalize, _SEASON_LINES), "Present", "Since", "Until"}
    known_here = {*MONTH_WORDS, *SEASON_WORDS, "since", "from", "until", "and"}
    for word in re.findall(r"[^\W\d_]{3,}", body):
        if plain(word) not in known_here and word not in PRESENT_WORDS:
            match = closest_match(word.capitalize(), known)
            return f"the word '{word}' is not known here" + (f" (nearest: {match})" if match else "")
    return ""


def refusal(text: str, kind: str, error: ValueError) -> ValueError:
    """The whole sentence for the author, from the reason and the advice that reading raised."""
    reason, *advice = error.args
    forms = "2025, 2025-07, 2025-07-14 or Jul 2025"
    if kind != "date":
        forms = "2025-07, 2019 – 2022, Sep 2024 – Mar 2026 or since 2020"
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return ValueError(f"'{shown}' is no {kind}: {reason}; {advice[0] if advice else f'write for example {forms}'}")


@lru_cache(maxsize=8192)
def format_date(date: PartialDate, language: str = "en") -> str:
    """A date as readers of a language expect it, exactly as precise as it was written.

    Args:
        date: the date.
        language: a code such as `en`, `de-AT`, `zh_TW` or `zh-Hans`; an unknown one reads as English.

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

    # The parts set to 1 are not in the pattern, so they never show.
    moment = datetime.datetime(date.year, date.month or 1, date.day or 1)
    pattern = "yMMMd" if date.day else "yMMM" if date.month else "y"
    return format_skeleton(pattern, moment, locale=locale)


@lru_cache(maxsize=8192)
def format_range(value: DateRange, language: str = "en") -> str:
    """A range as readers of a language expect it, without its note.

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
    """The babel locale of a language code, or None where English is to be used."""
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
