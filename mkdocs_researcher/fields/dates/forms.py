"""Words and forms of dates that `parse` recognizes, and the messages for texts that it does not."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.status import status_of

Season = Literal["spring", "summer", "autumn", "winter"]

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
    "summer": "summer sommer sommersemester sose ss ete verano estate verao 夏季 夏 여름",
    "autumn": "autumn fall herbst automne otono autunno outono 秋季 秋 가을",
    "winter": "winter wintersemester wise ws hiver invierno inverno 冬季 冬 겨울",
}

# In the order of ISO 8601-2 (codes 21 to 24): winter is the last season of its year.
SEASON_MONTHS: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

SEASON_CODE = "([0-9]{4})-(2[1-4])"
SEASON_CODES: dict[int, Season] = dict(enumerate(SEASON_MONTHS, 21))

_ENGLISH_PRESENT = "now present current currently ongoing today date"
_PRESENT_LINE = (
    f"{_ENGLISH_PRESENT} heute jetzt aujourd'hui aujourd’hui présent actualidad actualmente presente oggi attuale "
    "atual heden obecnie teraz сейчас günümüz halen الآن حاليًا حتى_الآن היום כיום 今 至今 现在 現在 目前 迄今 현재 "
    "н.в. настоящее_время по_настоящее_время tegenwoordig"
)
PRESENT_WORDS = frozenset(word.replace("_", " ") for word in _PRESENT_LINE.split())
_ENGLISH_EXPECTED = "expected anticipated exp est"
_EXPECTED_LINE = (
    f"{_ENGLISH_EXPECTED} voraussichtlich erwartet prévu prévue prévision previsto prevista esperado "
    "esperada previsión attesa atteso verwacht przewidywane ожидается beklenen tahmini "
    "متوقع צפוי משוער 预计 預計 预期 預期 見込み 予定 예정 예상"
)
EXPECTED_WORDS = frozenset(_EXPECTED_LINE.split())
ENGLISH_NOTES = frozenset(f"{_ENGLISH_PRESENT} {_ENGLISH_EXPECTED}".split())
"""Words of notes that an English page shows as they are written."""
SEASON_WORDS: dict[str, Season] = {word: season for season, line in _SEASON_LINES.items() for word in line.split()}

# Forms of a cleaned text. [0-9] and not \d, which matches the digits of every script.
_YEAR = r"(?P<year>[0-9]{4})"
DAY_ALONE = r"(?P<day>[0-9]{1,2})(?:(?:st|nd|rd|th|er|o)\b)?"
_WORD = r"(?P<word>[^\W\d_]{1,14})"
_SEMESTER = "ws|wise|wintersemester|ss|sose|sommersemester"  # of German universities, with years such as 25/26
_GAP = r"(?:[.,]{0,2} ?|-)(?:of |de |del )?"
_NEXT = r"(?:[/–-](?P<next_year>[0-9]{4}|[0-9]{2}))?"
_TIME = r"[t ][0-2][0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)? ?(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?"
NUMERIC_FORMS = (
    rf"{_YEAR}(?:(?P<mark>[-./])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}})(?:{_TIME})?)?)?",
    rf"(?P<month>[0-9]{{1,2}})[-./]{_YEAR}(?P<day>(?!))?",  # no day, yet a group like the others
    rf"{_YEAR} ?[年년](?: ?(?P<month>[0-9]{{1,2}}) ?[月월](?: ?(?P<day>[0-9]{{1,2}}) ?[日号號일])?)?",
)
# As text: they are compiled only if some date is written in words.
NAMED_FORMS = (
    rf"{_WORD}(?: (?:semester|term))?{_GAP}{_YEAR}{_NEXT}",
    rf"(?P<word>{_SEMESTER}){_GAP}(?P<year>[0-9]{{2}})(?:[/–-](?P<next_year>[0-9]{{2}}))?",
    rf"{DAY_ALONE}{_GAP}{_WORD}{_GAP}{_YEAR}",
    rf"{_WORD}{_GAP}{DAY_ALONE}(?:, ?| ){_YEAR}",
    rf"{_YEAR}{_NEXT}[年년]?{_GAP}{_WORD}\.?(?: {DAY_ALONE})?",
)
TWO_DIGITS = r"[0-9]{2}"

DAY_YEAR = rf"{DAY_ALONE}(?:, ?| ){_YEAR}"
DAY_OR_MONTH_FIRST = r"[0-9]{1,2}([-./])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})"

# Ranges. A hyphen is a separator only next to a space; each hyphen or slash without spaces is tried.
DASHES = ("-", "‒", "–", "—", "―", "−", "~", "〜")
SEPARATOR = r" ?(?:-{2,3}|[‒–—―−~〜]|(?<= )-|-(?= |$)|至) ?(?:至 ?)?| (?:to|until|till|through|bis) "
TIGHT_SEPARATOR = "[-/]"
SINCE = "(?:since|from|starting|seit|von|depuis|desde) "
UNTIL = "(?:until|till|up to|bis|hasta|jusqu'à|jusqu’à|fino a|até|至) ?"
_EXPECTED = r"(?<![^\W_])(?:expected|anticipated|exp)(?![^\W_])[.:]?(?: in )?"
_NOTE = r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]"
_LIST_MARK = r"[,;&+]| and "
_MAX_LENGTH = 100
# Years before the first one of Japanese eras; a fiscal year starts in April.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = rf"({'|'.join(_ERAS)}) ?(元|[0-9]{{1,2}})(?=年)"
# Breaking and non-breaking hyphens are hyphens; characters of zero width are removed.
_SAME = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD), "") | {0x2010: "-"}


def plain(word: str) -> str:
    """A word without accents, as in `MONTH_WORDS` and `SEASON_WORDS`."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)  # recombines Hangul syllables


def as_text(value: object, kind: str) -> str:
    """The text of a date given as text or as a whole number; `ValueError` for any other type."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        # YAML reads 2025.10 as the number 2025.1: October would become January.
        raise ValueError(f"a {kind} is text, not the decimal number {value}; put it in quotes, as '2025.10'")
    raise ValueError(f"a {kind} is text such as 2025-07 or a whole year, not of type {type(value).__name__}")


def clean(text: str) -> str:
    """Normalizes case, spaces, hyphens and full-width characters; `ValueError` if the text is too long for a date."""
    if len(text) > _MAX_LENGTH:
        raise ValueError("it is longer than any date")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SAME).replace("年度", "年")
        text = re.sub(_ERA, lambda era: str(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))), text)
    return " ".join(text.casefold().split())


def take_notes(text: str) -> tuple[str, list[str]]:
    """The cleaned text of a range without its notes, and the notes: the text in brackets, verbatim, and `expected`."""
    notes = [note.strip() for note in re.findall(_NOTE, text)]
    body, expected = clean(re.sub(_NOTE, " ", text) if notes else text), 0
    if "exp" in body or "anticipated" in body:
        body, expected = re.subn(_EXPECTED, " ", body)
    if expected and "expected" not in [note.casefold() for note in notes]:
        notes.append("expected")
    return " ".join(body.split()).strip(" ,"), [note for note in notes if note]


def year_month_day(parts: list[str], mark: str) -> tuple[int, int, int]:
    """Year, month and day of a date that ends in its year; with dots, as in German, the day comes first."""
    first, second, year = map(int, parts)
    if len(parts[2]) == 4 and (mark == "." or first > 12 >= second):
        return year, second, first
    if len(parts[2]) == 4 and second > 12 >= first:
        return year, first, second
    raise ValueError("it is not clear which number is the day", "write the year first, as 2025-07-14")


def unknown_form(body: str, kind: str) -> ValueError:
    """The most likely reason why a cleaned text is not recognized; a second argument is its remedy."""
    years = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", body)
    if kind == "date" and (len(years) > 1 or "(" in body):
        return ValueError("this field takes one date, not a range or a note")
    parts = re.split(_LIST_MARK, body)
    if len(years) > 2 or (len(parts) > 1 and all(re.search("[0-9]{4}", part) for part in parts)):
        advice = "write them as a list, [2017 – 2019, 2025], or as a note in brackets, 2017 – 2019 (and 2025)"
        return ValueError("it contains more than one range", advice)
    reason = _unknown_word(body) or ("the form is not recognized" if years else "it has no year of four digits")
    if (status := status_of(body)) and kind == "date":
        return ValueError("it is a status", f"write status: {status} in its place")
    if not body:
        reason = "it is empty"
    elif body.isdecimal():
        reason = f"there is no year {body}"
    elif "(" in body or ")" in body:
        reason = "a bracket is not closed or not opened"
    return ValueError(reason)


def _unknown_word(body: str) -> str:
    known = {*ENGLISH_MONTHS, *map(str.capitalize, _SEASON_LINES), "Present", "Since", "Until"}
    known_here = {*MONTH_WORDS, *SEASON_WORDS, "since", "from", "until", "and"}
    for word in re.findall(r"[^\W\d_]{3,}", body):
        if plain(word) not in known_here and word not in PRESENT_WORDS:
            match = closest_match(word.capitalize(), known)
            return f"the word '{word}' is not recognized" + (f" (closest: {match})" if match else "")
    return ""


def refusal(text: str, kind: str, error: ValueError) -> ValueError:
    """The full message from the reason and the remedy of an error."""
    reason, *advice = error.args
    forms = "2025, 2025-07, 2025-07-14 or Jul 2025"
    if kind != "date":
        forms = "2025-07, 2019 – 2022, Sep 2024 – Mar 2026 or since 2020"
    quoted = text if len(text) <= _MAX_LENGTH else text[: _MAX_LENGTH - 1] + "…"
    remedy = advice[0] if advice else f"write for example {forms}"
    return ValueError(f"'{quoted}' is not a {kind}: {reason}; {remedy}")
