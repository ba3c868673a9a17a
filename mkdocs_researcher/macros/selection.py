"""Choosing entries: by name, by date, and how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate
from mkdocs_researcher.macros.base import Model

E = TypeVar("E", bound=Model)


def pick(entries: Iterable[E], names: Sequence[str], names_of: Callable[[E], Iterable[str]], noun: str) -> list[E]:
    """The entries of these names, in the order of the names; those of one name in the order of the file.

    Raises:
        MacroError: there is no entry of a name.
    """
    known: dict[str, list[E]] = {}
    for entry in entries:
        for name in dict.fromkeys(names_of(entry)):
            known.setdefault(name, []).append(entry)
    for name in names:
        if name not in known:
            raise MacroError(f"there is no {noun} '{name}'{did_you_mean(name, known)}", "select")
    chosen = {id(entry): entry for name in names for entry in known[name]}
    return list(chosen.values())


def is_since(date: PartialDate, bound: PartialDate) -> bool:
    """Whether a date is not older than a bound; what neither says cannot tell them apart."""
    for have, least in zip(_parts(date), _parts(bound), strict=True):
        if have is None or least is None:
            return True
        if have != least:
            return have > least
    return True


def is_until(date: PartialDate, bound: PartialDate) -> bool:
    """Whether a date is not younger than a bound; what neither says cannot tell them apart."""
    for have, most in zip(_parts(date), _parts(bound), strict=True):
        if have is None or most is None:
            return True
        if have != most:
            return have < most
    return True


def is_range_since(value: DateRange | None, bound: PartialDate | None) -> bool:
    """Whether something goes on at the bound or began after it; True without a bound."""
    if bound is None:
        return True
    if value is None:
        return False
    return value.ongoing or (value.last is not None and is_since(value.last, bound))


def _parts(date: PartialDate) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day
