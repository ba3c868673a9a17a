"""Words and addresses as both sides of a comparison know them: words, forms of dates, counters of visitors."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u2139\u3040-\u30ff\u3400-\u9fff]+"
    r"|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2139\u2190-\u21ff\u2300-\u23ff]"
)  # in Chinese and Japanese, each character is a word
_ABOUT_LOOK = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def words_of(text: str) -> list[str]:
    """The words and emoji of a text, regardless of case and of the characters between them."""
    # One of the two sides may have taken letters with accents apart.
    return _WORD.findall(unicodedata.normalize("NFC", _ABOUT_LOOK.sub("", text)).casefold())


_MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_SEASONS = frozenset("winter spring summer fall autumn".split())
_SPANS = ("to", "since", "from", "until", "till", "至", "年", "月", "日")


def spellings_of_date(date: str) -> list[str]:
    """Month and day with and without a leading zero, the month as a word; words around a span of time."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if not match:
        return list(_SPANS)
    year, month, day = match.groups()
    found = [*_SPANS, year, year[2:]]
    if month and 1 <= int(month) <= 12:
        found += _month(int(month))
    if day:
        number = int(day)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in {11, 12, 13} else 0, "th")
        found += [day, str(number), f"{number}{ending}"]
    return found


def spellings_of_word(word: str) -> list[str]:
    """Forms of a part of a date, as of the end of a span of time, for which HTML has no machine-readable form."""
    if word.isdigit() and len(word) < 3:
        return [word.zfill(2)]
    if word in _SEASONS:
        return ["term", "semester", *(_SEASONS & {"fall", "autumn"} if word in {"fall", "autumn"} else ())]
    number = next((number for number, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)), 0)
    return _month(number) if number else []


def _month(number: int) -> list[str]:
    word = _MONTHS[number - 1]
    return [f"{number:02}", str(number), word, word[:3], word[:4]]


_HOSTS = re.compile(
    r"clustrmaps\.com|mapmyvisitors\.com|flagcounter\.com|s\d+\.flagcounter|hits\.(?:seeyoufarm|sh|dwyl)|statcounter\.com"
    r"|visitor-?badge|komarev\.com|google-analytics\.com|googletagmanager\.com|busuanzi|hitwebcounter|badges\.pufler"
    r"|counter\d*\.(?:com|org|net)|revolvermaps\.com|cnzz\.com|hm\.baidu\.com|histats\.com|whos\.amung\.us|profile-counter",
    re.I,
)


def is_tracker(text: str) -> bool:
    """Does a tag or a URL belong to a server that counts visitors?"""
    return _HOSTS.search(text) is not None
