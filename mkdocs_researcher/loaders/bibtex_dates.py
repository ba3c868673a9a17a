"""When a BibTeX entry appeared, and how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_researcher.fields.dates import PartialDate
from mkdocs_researcher.fields.latex import to_plain

_STATUS_WORDS = {
    "in press": "in_press",
    "inpress": "in_press",
    "accepted": "accepted",
    "accepted for publication": "accepted",
    "to appear": "accepted",
    "forthcoming": "accepted",
    "under review": "under_review",
    "in review": "under_review",
    "under submission": "under_review",
    "in submission": "under_review",
    "submitted": "under_review",
    "submitted for publication": "under_review",
    "published": "published",
}
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


class When(NamedTuple):
    """A date as the model takes it.

    Attributes:
        name: `date` or `year`, empty if there is none.
        value: the date, such as `2025-03`.
        source: the field that it comes from.
        wrong: field and message of what cannot be read.
    """

    name: str = ""
    value: str = ""
    source: str = ""
    wrong: tuple[str, str] | None = None


def status_of(text: str) -> str:
    """The status that a text says, and nothing else; empty if it says something else."""
    return _STATUS_WORDS.get(" ".join(text.lower().replace("-", " ").strip(" .()").split()), "")


def find_date(fields: Mapping[str, str]) -> When:
    """The date of an entry: biblatex's `date`, else `year` with `month` and `day`."""
    if date := to_plain(fields.get("date", "")):
        found = _biblatex(date)
        if found.name or not fields.get("year"):
            return found
    year = to_plain(fields.get("year", ""))
    if not year or status_of(year):
        return When()
    if not re.fullmatch(r"[12]\d{3}", year):
        years = _YEAR.findall(year)
        if len(years) != 1:
            return When(wrong=("year", f"'{year[:60]}' is no year; write four digits such as 2025"))
        return When("year", years[0], "year")
    month = to_plain(fields.get("month", ""))
    return _with_month(year, month, to_plain(fields.get("day", ""))) if month else When("year", year, "year")


def _biblatex(text: str) -> When:
    """A date of ISO 8601, or the start of a span; `~`, `?` and `%` mark doubt (biblatex manual, section 2.3.8)."""
    start = next((part for part in re.split(r"/|–", text) if part.strip(" .")), "")
    start = re.sub(r"T\d.*", "", start).strip().rstrip("?~%\xa0")
    try:
        date = PartialDate.parse(start)
    except ValueError as error:
        return When(wrong=("date", str(error)))
    return When("date", str(date), "date") if date.month or date.season else When("year", str(date.year), "date")


def _with_month(year: str, month: str, day: str) -> When:
    first = re.split(r"\s*(?:/|–|-|\bto\b|\band\b|&)\s*", month.replace("\xa0", " "))[0]
    wanted = [f"{year}-{int(first):02}"] if first.isdecimal() and len(first) < 3 else []
    if wanted and day.isdecimal():
        wanted.insert(0, f"{wanted[0]}-{int(day):02}")
    wanted += [f"{first} {day}, {year}"] if day else []
    wanted += [f"{first} {year}", f"{first}, {year}"]
    for text in wanted:
        try:
            return When("date", str(PartialDate.parse(text)), "month")
        except ValueError:
            continue
    return When("year", year, "year", ("month", f"'{month[:60]}' is no month; write one such as mar or 3"))
