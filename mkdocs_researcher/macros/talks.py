"""`talks()`: talks, tutorials and posters, with slides and recordings."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, Heading, TextList
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.papers.view import related_papers
from mkdocs_researcher.macros.people import names_of
from mkdocs_researcher.macros.rows import BY_YEAR, Headings, Row, row_macro, text_lines

# Phrases for one talk of a kind, and for the heading of several; other kinds are shown as written.
KINDS = {
    "contributed": ("talk_contributed", "talks_contributed"),
    "invited": ("talk_invited", "talks_invited"),
    "keynote": ("talk_keynote", "talks_keynote"),
    "lecture": ("talk_lecture", "talks_lecture"),
    "panel": ("talk_panel", "talks_panel"),
    "poster": ("poster_one", "poster"),
    "seminar": ("talk_seminar", "talks_seminar"),
    "tutorial": ("talk_tutorial", "talks_tutorial"),
}


class Talk(Dated):
    """A talk."""

    title: Text = Field(description="Title of the talk.", examples=["Reading weights without bias"])
    event: Text | None = Field(None, description="Where it was given: event or institution.", examples=["CoDaL 2026"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    kind: Text | None = Field(
        None,
        description="`invited`, `keynote`, `tutorial`, `contributed`, `seminar`, `lecture`, `panel`, `poster`, or any "
        "other words.",
        examples=["invited"],
    )
    url: UrlField | None = Field(None, description="Page of the talk.", examples=["https://example.org/talk"])
    details: LongText | None = Field(None, description="Abstract, Markdown.", examples=["What spectra reveal."])
    links: LinksField = Field(
        (), description="Buttons such as slides and video.", examples=[{"Slides": "https://example.org/s.pdf"}]
    )
    papers: TextList = Field((), description="Ids of papers it is about.", examples=[["tovanne2026ledger"]])
    people: TextList = Field((), description="Ids or names of the speakers, in a lab.", examples=[["pell-okasha"]])


TALKS = DataFile("talks", Talk, "talk")


def _talk_row(talk: Talk, data: Data) -> Row:
    return Row(
        talk.title,
        talk.url,
        lines=text_lines(talk.event, talk.location),
        details=talk.details,
        spans=talk.spans(),
        links=with_icons(talk.links),
        papers=related_papers(data, talk.papers),
        chip=_kind(talk.kind, 0) if talk.kind else None,
        people=names_of(data, talk.people),
    )


def _kind(kind: str, number: int) -> Heading:
    """A kind of talk in the language of the site (0: of one talk, 1: of several), or in the author's words."""
    keys = KINDS.get(kind.casefold())
    return Heading(key=keys[number]) if keys else Heading(kind)


BY_KIND = Headings[Talk](
    lambda talk: _kind(talk.kind, 1) if talk.kind else None,
    row=lambda talk, data: _talk_row(talk, data)._replace(chip=None),
)
MACROS = (row_macro(TALKS, row=_talk_row, group_by={"year": BY_YEAR, "kind": BY_KIND}),)
