"""Numbers as readers of a language expect them."""

from __future__ import annotations

import re
from typing import Literal

from mkdocs_researcher.wording import locale_of

AuthorCount = int | Literal["all"]
"""How many names of a list of authors are shown."""

_PERCENTAGE = r"([0-9]+(?:\.[0-9]+)?) ?%"


def format_number(number: int, language: str = "en") -> str:
    """A whole number with the separators of a language (Unicode CLDR): `12,345`, `12.345`, `12 345`.

    An unknown language is treated as English.
    """
    locale = locale_of(language)
    if locale is None:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - costs 50 ms that English sites need not pay

    return format_decimal(number, locale=locale)


def read_amount(value: object) -> float | str:
    """A number, or a percentage as text such as `71%`; else a `ValueError`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    text = " ".join(str(value).split())
    if match := re.fullmatch(_PERCENTAGE, text):
        return f"{match[1]}%"
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"'{text}' is neither a number such as 8.5 nor a percentage such as 71%") from None


def format_amount(amount: float | str, language: str = "en") -> str:
    """A number or percentage from `read_amount` in a language, as precise as it was written: `8.5`, `8,5`, `71 %`.

    Four digits are not separated, as in a year; longer numbers are (Unicode CLDR).
    """
    number = float(str(amount).removesuffix("%"))
    locale = locale_of(language)
    decimals = len(f"{abs(number):.6f}".rstrip("0").partition(".")[2])
    is_short = abs(number) < 10_000
    if locale is None:
        shown = f"{number:.{decimals}f}" if is_short else f"{number:,.{decimals}f}"
        return f"{shown}%" if isinstance(amount, str) else shown
    from babel.numbers import format_decimal, format_percent  # noqa: PLC0415 - see format_number

    if isinstance(amount, str):
        return format_percent(number / 100, locale=locale, decimal_quantization=False)
    return format_decimal(number, locale=locale, decimal_quantization=False, group_separator=not is_short)


def author_count(value: object) -> AuthorCount:
    """How many names of a list of authors are shown: a whole number from 1 on or `all`; else a `ValueError`."""
    if value == "all":
        return "all"
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise ValueError(f"must be a number of names, at least 1, or 'all' to show every name; not {value!r}")
