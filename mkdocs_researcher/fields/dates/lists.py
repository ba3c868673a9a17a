"""Several dates of one thing: an award won twice, a course of three terms.

`2022 & 2023`, `2021, 2022 and 2024`, `Fall 2023; Fall 2024`, or a list. Each part must be a whole date or span of
its own, so `July 14, 2025` stays one date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from mkdocs_researcher.fields.dates.parse import DateRange

__all__ = ["DatesField", "parse_dates"]

# What stands between two dates, outside brackets.
_BETWEEN = re.compile(r"\s*(?:[,;]\s+and\s|[&;,、，；+]|\s(?:and|und|et|y|e)\s)\s*(?![^()（）]*[)）])")


def parse_dates(value: object) -> tuple[DateRange, ...]:
    """Reads one or several dates or spans, and puts them in order of time.

    Args:
        value: a text or year, or a list of them.

    Returns:
        at least one span, oldest first, none twice.

    Raises:
        ValueError: one of them is no date or span; the message says why and shows right forms.
    """
    if isinstance(value, list | tuple):
        if not value:
            raise ValueError("the list is empty; write a date or leave the line out")
        found = [date for item in value for date in _read(item)]
    else:
        found = _read(value)
    return tuple(sorted(dict.fromkeys(found), key=lambda date: date.sort_key))


def _read(value: Any) -> list[DateRange]:
    if isinstance(value, DateRange):
        return [value]
    try:
        return [DateRange.parse(value)]
    except ValueError as error:
        parts = _BETWEEN.split(value) if isinstance(value, str) else []
        if len(parts) < 2:
            raise
        whole = error
    try:
        return [DateRange.parse(part) for part in parts]
    except ValueError:
        raise whole from None


def _as_text(dates: Sequence[DateRange]) -> str | list[str]:
    return str(dates[0]) if len(dates) == 1 else [str(date) for date in dates]


_ONE: dict[str, Any] = {"type": ["string", "integer"]}

# A dump holds text again, which parses to an equal value.
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
