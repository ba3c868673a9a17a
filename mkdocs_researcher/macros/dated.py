"""Entries that have a date or a range of dates, and choosing entries by name and by date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.dates.forms import PRESENT_WORDS
from mkdocs_researcher.fields.dates.parse import DateField, DateRange, DatesField, PartialDate
from mkdocs_researcher.macros.base import ListItem, Model


class Dated(ListItem):
    """An entry with `date:`, or with `start:` and `end:`."""

    date: DatesField | None = Field(
        None, description="Date or range of dates, or several of them.", examples=["2024.09 - 2028.06 (expected)"]
    )
    start: DateField | None = Field(None, description="Start, instead of `date`.", examples=["2024-09"])
    end: DateField | None = Field(
        None, description="End, instead of `date`. With `start` alone it is ongoing.", examples=["2028-06"]
    )

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, data: Any) -> Any:
        if not isinstance(data, dict) or ("start" not in data and "end" not in data):
            return data
        if data.get("date"):
            raise ValueError("give either date:, or start: and end:, not both")
        end = data.get("end")
        if isinstance(end, str) and end.strip().casefold() in PRESENT_WORDS:
            return {key: value for key, value in data.items() if key != "end"}
        return data

    @field_validator("end", mode="after")
    @classmethod
    def _in_order(cls, end: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        if end and (start := info.data.get("start")):
            DateRange(start, end)
        return end

    def spans(self) -> tuple[DateRange, ...]:
        """All date ranges from `date`, or `start` and `end`; oldest first, empty if there are none."""
        if self.start is None and self.end is None:
            return self.date or ()
        return (DateRange(self.start, self.end, ongoing=self.end is None),)

    def span(self) -> DateRange | None:
        """The newest date range, None if there is none."""
        spans = self.spans()
        return spans[-1] if spans else None


E = TypeVar("E", bound=Dated)


def newest_first(entries: Iterable[E]) -> list[E]:
    """Entries by the end of their date range, ongoing ones first; those without a date come last."""
    listed = list(entries)
    dated = [entry for entry in listed if entry.span() is not None]
    undated = [entry for entry in listed if entry.span() is None]
    return sorted(dated, key=_sort_key, reverse=True) + undated


def _sort_key(entry: Dated) -> tuple[int, ...]:
    span = entry.span()
    return span.sort_key if span else ()


M = TypeVar("M", bound=Model)


def pick(entries: Iterable[M], names: Sequence[str], names_of: Callable[[M], Iterable[str]], noun: str) -> list[M]:
    """The entries with these names, in the order of the names; those with the same name in the order of the file.

    Raises:
        MacroError: no entry has one of the names.
    """
    known: dict[str, list[M]] = {}
    for entry in entries:
        for name in dict.fromkeys(names_of(entry)):
            known.setdefault(name, []).append(entry)
    for name in names:
        if name not in known:
            raise MacroError(f"there is no {noun} '{name}'{did_you_mean(name, known)}", "select")
    chosen = {id(entry): entry for name in names for entry in known[name]}
    return list(chosen.values())


def is_since(date: PartialDate, bound: PartialDate) -> bool:
    """Is the date at or after the bound? Month or day count only if both have them."""
    return _difference(date, bound) >= 0


def is_until(date: PartialDate, bound: PartialDate) -> bool:
    """Is the date at or before the bound? Month or day count only if both have them."""
    return _difference(date, bound) <= 0


def _difference(one: PartialDate, other: PartialDate) -> int:
    for first, second in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if first is None or second is None:
            break
        if first != second:
            return first - second
    return 0


def is_range_since(value: DateRange | None, bound: PartialDate | None) -> bool:
    """Does the date range end at or after the bound, or is it ongoing? True without a bound."""
    if bound is None:
        return True
    if value is None:
        return False
    return value.ongoing or (value.last is not None and is_since(value.last, bound))
