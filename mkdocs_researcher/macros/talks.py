"""`talks()`: talks, tutorials and posters, with slides and recordings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, Heading, Macro, TextList, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.papers.tags import paper_views
from mkdocs_researcher.macros.rows import Row, RowArguments, choose, rows_by_year, rows_view, text_lines

# Phrases for one talk of a kind, and for a heading above several; other words are shown as they are written.
_KINDS = {
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
    details: LongText | None = Field(None, description="Abstract, Markdown.", examples=["What spectra can tell."])
    links: LinksField = Field(
        (), description="Buttons such as slides and video.", examples=[{"Slides": "https://example.org/s.pdf"}]
    )
    papers: TextList = Field((), description="Ids of papers it is about.", examples=[["tovanne2026ledger"]])


TALKS = DataFile("talks", Talk, "talk")


class TalksArguments(RowArguments):
    """Arguments of `talks()`."""

    group_by: Literal["year", "kind"] | None = Field(None, description="Headings within the list.", examples=["kind"])


def talk_row(talk: Talk, data: Data) -> Row:
    """A talk as a row."""
    return Row(
        talk.title,
        talk.url or "",
        lines=text_lines(talk.event, talk.location),
        details=talk.details or "",
        spans=talk.spans(),
        links=tuple(with_icon(link) for link in talk.links),
        papers=paper_views(data, talk.papers),
        chip=_word(talk.kind, 0) if talk.kind else None,
    )


def _word(kind: str, number: int) -> Heading:
    """A kind of talk in the language of the site, as `_KINDS` has it, or in the author's words."""
    keys = _KINDS.get(kind.casefold())
    return Heading(key=keys[number]) if keys else Heading(kind)


def build_talks(data: Data, arguments: TalksArguments) -> View:
    """Talks, newest first."""
    talks = choose(data.entries(TALKS), arguments, lambda talk: (talk.title,), "talk")
    rows = [talk_row(talk, data) for talk in talks]
    empty = "data/talks.yml has no talk that fits"
    if arguments.group_by == "year":
        return rows_by_year(rows, empty)
    if arguments.group_by == "kind":
        headings = [_word(talk.kind, 1) if talk.kind else Heading(key="other") for talk in talks]
        return rows_view([row._replace(chip=None) for row in rows], empty, headings)
    return rows_view(rows, empty)


MACROS = (Macro("talks", TalksArguments, build_talks, "talks", icon="material/presentation", files=(TALKS,)),)
