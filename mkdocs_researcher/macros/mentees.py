"""`mentees()`: students, what they did and where they went."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.argument_kinds import Word
from mkdocs_researcher.macros.base import Data, DataFile, Heading, Macro, TextList, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.papers.tags import paper_views
from mkdocs_researcher.macros.rows import (
    Line,
    Row,
    RowArguments,
    choose,
    heading_of,
    rows_by_year,
    rows_view,
    text_lines,
)


class Mentee(Dated):
    """Somebody you guide or guided."""

    name: Text = Field(description="Name.", examples=["Leocadia Brunn"])
    degree: Text | None = Field(None, description="Degree they work for.", examples=["M.Sc."])
    affiliation: Text | None = Field(None, description="Where they study.", examples=["Halden Bay University"])
    topic: Text | None = Field(None, description="What the work is about.", examples=["Forgetting on request"])
    now: Text | None = Field(
        None, description="Where they went.", examples=["Ph.D. student, North Pier Institute of Technology"]
    )
    url: UrlField | None = Field(None, description="Their page.", examples=["https://example.org/brunn"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["With Sune Brandvik."])
    papers: TextList = Field((), description="Ids of papers with them.", examples=[["calloway2025quiet"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Thesis": "https://example.org/t.pdf"}])

    @property
    def is_current(self) -> bool:
        """Whether you guide them still, as far as the data says; nothing depends on today."""
        span = self.span()
        if self.now or span is None:
            return not self.now
        return span.ongoing or "expected" in span.note.casefold()


MENTEES = DataFile("mentees", Mentee, "mentee")


class MenteesArguments(RowArguments):
    """Arguments of `mentees()`."""

    select: tuple[Word, ...] | None = Field(
        None, description="Only these people, in this order.", examples=[["Leocadia Brunn"]]
    )
    group_by: Literal["status", "degree", "year"] | None = Field(
        None, description="Headings within the list.", examples=["status"]
    )


def mentee_row(mentee: Mentee, data: Data) -> Row:
    """A mentee as a row."""
    return Row(
        mentee.name,
        mentee.url or "",
        lines=text_lines(mentee.degree, mentee.affiliation),
        details=mentee.details or "",
        spans=mentee.spans(),
        links=tuple(with_icon(link) for link in mentee.links),
        papers=paper_views(data, mentee.papers),
        notes=(
            *text_lines(mentee.topic),
            *((Line(key="now_at", values=(("place", mentee.now),)),) if mentee.now else ()),
        ),
    )


def build_mentees(data: Data, arguments: MenteesArguments) -> View:
    """Mentees, newest first."""
    mentees = choose(data.entries(MENTEES), arguments, lambda mentee: (mentee.name,), "mentee")
    empty = "data/mentees.yml has no mentee that fits"
    if arguments.group_by == "status":
        mentees.sort(key=lambda mentee: not mentee.is_current)
    rows = [mentee_row(mentee, data) for mentee in mentees]
    if arguments.group_by == "year":
        return rows_by_year(rows, empty)
    if arguments.group_by == "status":
        headings = [Heading(key="current") if mentee.is_current else Heading(key="former") for mentee in mentees]
        return rows_view(rows, empty, headings)
    return rows_view(rows, empty, [heading_of(mentee.degree) for mentee in mentees] if arguments.group_by else None)


MACROS = (
    Macro(
        "mentees", MenteesArguments, build_mentees, "mentees", icon="material/account-school-outline", files=(MENTEES,)
    ),
)
