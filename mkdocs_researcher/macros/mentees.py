"""`mentees()`: students, their topics and where they are now."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, Heading, TextList
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.papers.view import related_papers
from mkdocs_researcher.macros.rows import BY_YEAR, Headings, Line, Row, row_macro, text_lines


class Mentee(Dated):
    """A current or former student."""

    name: Text = Field(description="Name.", examples=["Leocadia Brunn"])
    degree: Text | None = Field(None, description="Degree they are working toward.", examples=["M.Sc."])
    affiliation: Text | None = Field(None, description="Where they study.", examples=["Halden Bay University"])
    topic: Text | None = Field(None, description="What the work is about.", examples=["Forgetting on request"])
    now: Text | None = Field(
        None, description="Where they are now.", examples=["Ph.D. student, North Pier Institute of Technology"]
    )
    url: UrlField | None = Field(None, description="Their page.", examples=["https://example.org/brunn"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["With Sune Brandvik."])
    papers: TextList = Field((), description="Ids of papers with them.", examples=[["calloway2025quiet"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Thesis": "https://example.org/t.pdf"}])

    @property
    def is_current(self) -> bool:
        """Does the mentorship continue according to the data? Never depends on today's date."""
        span = self.span()
        if self.now or span is None:
            return not self.now
        return span.ongoing or "expected" in span.note.casefold()


MENTEES = DataFile("mentees", Mentee, "mentee")


def _mentee_row(mentee: Mentee, data: Data) -> Row:
    now = (Line(key="now_at", values=(("place", mentee.now),)),) if mentee.now else ()
    return Row(
        mentee.name,
        mentee.url,
        lines=text_lines(mentee.degree, mentee.affiliation),
        details=mentee.details,
        spans=mentee.spans(),
        links=with_icons(mentee.links),
        papers=related_papers(data, mentee.papers),
        notes=(*text_lines(mentee.topic), *now),
    )


BY_STATUS = Headings[Mentee](
    lambda mentee: Heading(key="current") if mentee.is_current else Heading(key="former"), first="current"
)
MACROS = (
    row_macro(
        MENTEES,
        row=_mentee_row,
        names=lambda mentee: (mentee.name,),
        select=("Only these people, in this order.", "Leocadia Brunn"),
        group_by={"status": BY_STATUS, "degree": Headings(lambda mentee: mentee.degree), "year": BY_YEAR},
    ),
)
