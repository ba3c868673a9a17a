"""Dates that end in their year: which number is the day?"""

from __future__ import annotations

import re

DAY_OR_MONTH_FIRST = re.compile(r"[0-9]{1,2}([-./])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")


def year_month_day(parts: list[str], mark: str) -> tuple[int, int, int]:
    """Year, month and day of a date that ends in its year; with dots, as in German, the day comes first."""
    first, second, year = map(int, parts)
    if len(parts[2]) == 4 and (mark == "." or first > 12 >= second):
        return year, second, first
    if len(parts[2]) == 4 and second > 12 >= first:
        return year, first, second
    raise ValueError("which number is the day is left open", "write it year first, as 2025-07-14")
