"""`entries("file")`: a list of anything, from a data file of any name."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.argument_kinds import FileName
from mkdocs_researcher.macros.base import Data, DataFile, Macro, TextList, Texts, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.papers.tags import paper_views
from mkdocs_researcher.macros.rows import (
    Row,
    RowArguments,
    as_points,
    choose,
    list_line,
    rows_by_year,
    rows_view,
    text_lines,
)


class Entry(Dated):
    """An entry of a file of any name."""

    title: Text | None = Field(
        None, description="What it is, bold. Only a text in `details` needs none.", examples=["Visiting researcher"]
    )
    subtitle: Text | None = Field(None, description="Line below the title.", examples=["Quill Labs"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    url: UrlField | None = Field(None, description="Where the title leads.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Picture in front.", examples=["images/quill.svg"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["On memory of agents."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Wrote the benchmark."]])
    keywords: Texts = Field((), description="Words in one line.", examples=[["Python", "JAX"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Slides": "https://example.org/s.pdf"}])
    papers: TextList = Field((), description="Ids of papers that belong to it.", examples=[["tovanne2026ledger"]])

    @model_validator(mode="after")
    def _says_something(self) -> Entry:
        if self.title is None and self.details is None:
            raise ValueError("title: is missing; it must be given, or details: for a text without a title")
        return self


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


def entry_row(entry: Entry, data: Data) -> Row:
    """An entry as a row."""
    return Row(
        entry.title or "",
        entry.url or "",
        entry.logo or "",
        text_lines(entry.subtitle, entry.location),
        entry.details or "",
        entry.spans(),
        tuple(with_icon(link) for link in entry.links),
        paper_views(data, entry.papers),
        notes=list_line("", entry.keywords),
        points=as_points(entry.highlights),
    )


def build_entries(data: Data, arguments: EntriesArguments) -> View:
    """Entries, newest first."""
    listed = data.entries(entries_file(arguments.file))
    entries = choose(listed, arguments, _names, "entry", sort=arguments.sort == "-date")
    rows = [entry_row(entry, data) for entry in entries]
    show = rows_by_year if arguments.group_by else rows_view
    return show(rows, f"data/{arguments.file}.yml has no entry that fits")


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.title,) if entry.title else ()


MACROS = (
    Macro("entries", EntriesArguments, build_entries, "entries", icon="material/format-list-bulleted", keeps=True),
)
