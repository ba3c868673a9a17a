"""Arguments of `papers()` and `paper("id")`."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.macros.argument_kinds import Count, DateArgument, Flag, OneOrMore, Word, Year
from mkdocs_researcher.macros.base import Arguments
from mkdocs_researcher.macros.papers.groups import GroupBy, Sort
from mkdocs_researcher.macros.papers.model import PaperType

Style = Literal["box", "list", "feed", "reference", "compact"]
Role = Literal["first", "contributed"]


class PaperArguments(Arguments):
    """Arguments of `paper()`."""

    positional: ClassVar = ("id",)
    id: Word = Field(description="Id of the paper.", examples=["tovanne2026ledger"])
    style: Style | Literal["page"] = Field(
        "box",
        description="How it looks: `box`, `list`, `feed`, `reference`, `compact`, or `page` with all there is to say, "
        "for a page of its own.",
        examples=["page"],
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None,
        description="Level of the title. Without it: one below the heading above, and 1 for `page`.",
        examples=[3],
    )


class PapersArguments(Arguments):
    """Arguments of `papers()`."""

    style: Style = Field(
        "box",
        description="How the list looks: `box` (with pictures), `list` (venue at the side), `feed` (cards with a "
        "preview), `reference` (as in a CV) or `compact` (two lines each).",
        examples=["list"],
    )
    select: tuple[Word, ...] | None = Field(
        None, description="Only these ids, in this order.", examples=[["tovanne2026ledger"]]
    )
    selected: Flag | None = Field(None, description="Only papers with `selected: true`.", examples=[True])
    type: OneOrMore[PaperType] | None = Field(None, description="Only this type, or these.", examples=["journal"])
    year: OneOrMore[Year] | None = Field(None, description="Only this year, or these.", examples=[2026])
    since: DateArgument | None = Field(None, description="Not older than this.", examples=[2024])
    until: DateArgument | None = Field(None, description="Not younger than this.", examples=["2025-06"])
    venue: OneOrMore[Word] | None = Field(None, description="Only this venue, short or full name.", examples=["CoDaL"])
    tag: OneOrMore[Word] | None = Field(None, description="Only papers with this tag.", examples=["spectra"])
    author: OneOrMore[Word] | None = Field(
        None, description="Only papers by this person, or by one of these.", examples=["Pell Okasha"]
    )
    query: Word | None = Field(
        None,
        description="Only papers with all of these words in title, authors, venue or tags.",
        examples=["layer spectra"],
    )
    role: Role | None = Field(
        None, description="`first` (or equal first) author, or `contributed`.", examples=["first"]
    )
    sort: Sort | None = Field(
        None,
        description="`-date` (newest first), `date`, `title`, `venue` or `none` (as in the file).",
        examples=["title"],
    )
    group_by: GroupBy | None = Field(None, description="Headings within the list.", examples=["year"])
    limit: Count | None = Field(None, description="At most so many.", examples=[5])
    filter: Flag = Field(
        False, description="Let visitors choose by words, type, year, topic and code.", examples=[True]
    )
    numbered: Flag = Field(False, description="Number the papers as they stand.", examples=[True])
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None,
        description="Level of the group headings, or of the titles if there are no groups. "
        "Without it: one below the heading above.",
        examples=[3],
    )
    more: UrlField | None = Field(
        None, description="Page with all papers, linked in the line of the heading.", examples=["papers.md"]
    )
