"""`service()`: reviewing, organizing and other duties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field, model_validator

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Macro, Texts, View
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated, newest_first
from mkdocs_researcher.macros.rows import (
    TEMPLATE,
    Point,
    Row,
    as_heading,
    choose,
    row_arguments,
    rows_by_year,
    rows_view,
    text_lines,
)
from mkdocs_researcher.macros.venues import VENUES, Venues


class Duty(Dated):
    """Something done for the community."""

    role: Text = Field(description="Your role.", examples=["Reviewer"])
    venues: Texts = Field(
        (), description="Conferences and journals, with years if you like.", examples=[["CoDaL 2024–2026"]]
    )
    text: Text | None = Field(None, description="Description of the duty.", examples=["Workshop on slow learning"])
    group: Text | None = Field(None, description='Heading for `group_by="group"`.', examples=["Reviewing"])
    url: UrlField | None = Field(None, description="Page about it.", examples=["https://example.org/workshop"])
    links: LinksField = Field((), description="Buttons.", examples=[{"Slides": "https://example.org/s.pdf"}])

    @model_validator(mode="after")
    def _has_one_target(self) -> Duty:
        if self.url and self.text and "](" in self.text:
            raise ValueError("give either url:, or a link within text:, not both")
        if self.url and not self.text and len(self.venues) > 1:
            raise ValueError("url: can belong to only one of several venues; add text:, or use links:")
        return self


SERVICE = DataFile("service", Duty, "duty")


# The years at the end of a venue as authors write it: "CoDaL 2023–2026", "CoDaL'26, '27".
_IN_EDITIONS = r"\d\s,;&–—/'’-"
_EDITIONS_AT_END = re.compile(rf"(?<![{_IN_EDITIONS}])[{_IN_EDITIONS}]++\Z")
_FIRST_EDITION = re.compile(r"(?:(?<![\s,])[\s,]++|(?=['’]))['’]?\d")


def _venue(text: str, venues: Venues) -> str:
    """A venue as Markdown, linked if `venues.yml` has an address for it."""
    at_end = _EDITIONS_AT_END.search(text)
    first = _FIRST_EDITION.search(text, at_end.start()) if at_end else None
    name = text[: first.start()] if first else text
    url = venues.find(name).url
    return f"[{name}](<{url}>){text[len(name) :]}" if url and "](" not in text else text


def _subject(duty: Duty, venues: Venues, between: str) -> str:
    if duty.url and (duty.text or duty.venues):
        start, *rest = (*([duty.text] if duty.text else []), *duty.venues)
        return between.join([f"[{start}](<{duty.url}>)", *(_venue(name, venues) for name in rest)])
    return between.join([*([duty.text] if duty.text else []), *(_venue(name, venues) for name in duty.venues)])


def _duty_row(duties: Sequence[Duty], venues: Venues, between: str) -> Row:
    """Duties of one role as a row: a single one has its date at the right, several are a list."""
    first = duties[0]
    links = with_icons(link for duty in duties for link in duty.links)
    subjects = [_subject(duty, venues, between) for duty in duties]
    if any(subjects) and len(duties) > 1:
        points = [Point(text or first.role, duty.spans()) for text, duty in zip(subjects, duties, strict=True)]
        return Row(first.role, points=tuple(points), links=links)
    spans = sorted({span for duty in duties for span in duty.spans()}, key=lambda span: span.sort_key)
    url = None if subjects[0] else next((duty.url for duty in duties if duty.url), None)
    return Row(first.role, url, lines=text_lines(subjects[0]), spans=tuple(spans), links=links)


def _build_service(data: Data, arguments: Any) -> View:
    """Duties by role: roles in the order of the file, the duties of each role newest first."""
    every = arguments.model_copy(update={"limit": None})  # a role held for many years counts once
    by_year = arguments.group_by == "year"
    duties = choose(data.entries(SERVICE), every, lambda duty: (duty.role, duty.group), "role", sort=by_year)
    between = data.words["names_comma"]
    venues, empty = data.derived(Venues), SERVICE.shows_nothing(data.entries(SERVICE))
    if by_year:
        return rows_by_year(
            SERVICE.name, [_duty_row([duty], venues, between) for duty in duties][: arguments.limit], empty
        )
    roles: dict[tuple[str | None, str], list[Duty]] = {}
    for duty in duties:
        roles.setdefault((duty.group, duty.role), []).append(duty)
    rows = [_duty_row(newest_first(of_role), venues, between) for of_role in roles.values()][: arguments.limit]
    headings = [as_heading(group) for group, _ in roles][: len(rows)] if arguments.group_by else None
    return rows_view(SERVICE.name, rows, empty, headings)


MACROS = (
    Macro(
        "service",
        row_arguments("service", ("group", "year"), select=("Only these roles or groups, in this order.", "Reviewer")),
        _build_service,
        TEMPLATE,
        files=(SERVICE, VENUES),
    ),
)
