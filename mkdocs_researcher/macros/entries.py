"""`entries("file")`: a list of anything, from a data file of any name."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, FileName, Macro, TextList, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.paper_item import PaperItem, paper_shelf, show_paper
from mkdocs_researcher.macros.paper_model import PAPERS
from mkdocs_researcher.macros.rows import Line, Row, RowArguments, choose, rows_view, year_heading


class Entry(Dated):
    """An entry of a file of any name."""

    title: Text = Field(description="What it is, bold.", examples=["Visiting researcher"])
    subtitle: Text | None = Field(None, description="Line below the title.", examples=["Quill Labs"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    url: UrlField | None = Field(None, description="Where the title leads.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Picture in front.", examples=["images/quill.svg"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["On memory of agents."])
    links: LinksField = Field((), description="Buttons.", examples=[{"Slides": "https://example.org/s.pdf"}])
    papers: TextList = Field((), description="Ids of papers that belong to it.", examples=[["tovanne2026ledger"]])


ENTRIES = DataFile("entries", Entry, "entry")
"""Under whatever name the author chose."""


def entries_file(name: str) -> DataFile[Entry]:
    """The data file of this name."""
    return ENTRIES._replace(name=name)


class EntriesArguments(RowArguments):
    """Arguments of `entries()`."""

    positional: ClassVar = ("file",)
    file: FileName = Field(
        description="Name of the file in the data folder, without ending.",
        examples=["visits"],
    )
    group_by: Literal["year"] | None = Field(None, description="Headings within the list.", examples=["year"])
    sort: Literal["-date", "none"] = Field(
        "-date", description="`-date` (newest first) or `none` (as in the file).", examples=["none"]
    )


def paper_items(data: Data, ids: tuple[str, ...]) -> tuple[PaperItem, ...]:
    """The papers of these ids that are shown; ids that are wrong are told of where they stand in the data."""
    if not ids:
        return ()
    papers = {paper.id: paper for paper in data.optional(PAPERS) if not paper.hidden}
    return tuple(show_paper(papers[name], paper_shelf(data)) for name in ids if name in papers)


def build_entries(data: Data, arguments: EntriesArguments) -> View:
    """Entries, newest first."""
    listed = data.entries(entries_file(arguments.file))
    entries = choose(listed, arguments, lambda entry: (entry.title,), "entry", sort=arguments.sort == "-date")
    rows = [
        Row(
            entry.title,
            entry.url or "",
            entry.logo or "",
            tuple(Line(text) for text in (entry.subtitle, entry.location) if text),
            entry.details or "",
            entry.span(),
            tuple(with_icon(link) for link in entry.links),
            paper_items(data, entry.papers),
        )
        for entry in entries
    ]
    heading = year_heading if arguments.group_by else None
    return rows_view(rows, f"data/{arguments.file}.yml has no entry that fits", heading)


MACROS = (
    Macro("entries", EntriesArguments, build_entries, "entries", icon="material/format-list-bulleted", keeps=True),
)
