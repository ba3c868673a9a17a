"""`entries("file")`: a list of anything, from a data file of any name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, model_validator

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, FileName, TextList, Texts
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.papers.view import related_papers
from mkdocs_researcher.macros.rows import BY_YEAR, Row, RowArguments, as_points, list_line, row_macro, text_lines


class Entry(Dated):
    """An entry of a file of any name."""

    title: Text | None = Field(
        None, description="Title, bold. Not needed if there is a text in `details`.", examples=["Visiting researcher"]
    )
    subtitle: Text | None = Field(None, description="Line below the title.", examples=["Quill Labs"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    url: UrlField | None = Field(None, description="Target of the link on the title.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Picture in front.", examples=["images/quill.svg"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["On memory of agents."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Wrote the benchmark."]])
    keywords: Texts = Field((), description="Keywords, on one line.", examples=[["Python", "JAX"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Slides": "https://example.org/s.pdf"}])
    papers: TextList = Field((), description="Ids of papers that belong to it.", examples=[["tovanne2026ledger"]])

    @model_validator(mode="after")
    def _says_something(self) -> Entry:
        if self.title is None and self.details is None:
            raise ValueError("title: is missing; add it, or details: for a text without a title")
        return self


ENTRIES = DataFile("entries", Entry, "entry")
"""Under whatever name the author chose."""


def entries_file(name: str) -> DataFile[Entry]:
    """The data file of this name."""
    return ENTRIES._replace(name=name)


class FileArguments(RowArguments):
    """The file that `entries()` shows."""

    positional: ClassVar = ("file",)
    file: FileName = Field(description="Name of the file in the data folder, without ending.", examples=["visits"])


def _entry_row(entry: Entry, data: Data) -> Row:
    return Row(
        entry.title or "",
        entry.url,
        entry.logo,
        text_lines(entry.subtitle, entry.location),
        entry.details,
        entry.spans(),
        with_icons(entry.links),
        related_papers(data, entry.papers),
        notes=list_line("", entry.keywords),
        points=as_points(entry.highlights),
    )


MACROS = (row_macro(ENTRIES, row=_entry_row, group_by={"year": BY_YEAR}, sort=True, arguments=FileArguments),)
