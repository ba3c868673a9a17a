"""The forms in which people write a date, for a comparison of pages that write it differently."""

from __future__ import annotations

import re

_MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_SPANS = ("to", "since", "from", "until", "till", "至")


def spellings_of_date(date: str) -> list[str]:
    """Month and day with and without a leading zero, the month as a word; words around a span of time."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if not match:
        return list(_SPANS)
    year, month, day = match.groups()
    found = [*_SPANS, year, year[2:]]
    if month and 1 <= int(month) <= 12:
        found += [*_month(int(month)), f"{year}年{int(month)}月", f"{year}年{month}月"]
    if day:
        number = int(day)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in {11, 12, 13} else 0, "th")
        found += [day, str(number), f"{number}{ending}"]
    return found


def spellings_of_word(word: str) -> list[str]:
    """Forms of a part of a date, as of the end of a span of time, for which HTML has no machine-readable form."""
    if word.isdigit() and len(word) < 3:
        return [word.zfill(2)]
    number = next((number for number, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)), 0)
    return _month(number) if number else []


def _month(number: int) -> list[str]:
    word = _MONTHS[number - 1]
    return [f"{number:02}", str(number), word, word[:3], word[:4]]
