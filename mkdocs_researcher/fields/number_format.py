"""Whole numbers as readers of a language expect them."""

from __future__ import annotations

from mkdocs_researcher.fields.date_format import locale_of


def format_number(number: int, language: str = "en") -> str:
    """A whole number with the separators of a language (Unicode CLDR): `12,345`, `12.345`, `12 345`.

    Args:
        number: the number.
        language: a code such as `en`, `de-AT`, `zh_TW`; an unknown one reads as English.
    """
    locale = locale_of(language)
    if locale is None:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - costs 50 ms that English sites need not pay

    return format_decimal(number, locale=locale)
