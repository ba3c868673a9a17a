"""`awards()`: honors, prizes, fellowships."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import DataFile
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import BY_YEAR, Headings, Row, row_macro, text_lines


class Award(Dated):
    """An honor."""

    title: Text = Field(description="Name of the honor.", examples=["Fjordlight Doctoral Fellowship"])
    awarder: Text | None = Field(None, description="Who gave it.", examples=["Fjordlight Foundation"])
    note: Text | None = Field(None, description="Amount, selectivity.", examples=["24 of 1,900 applicants"])
    url: UrlField | None = Field(None, description="Page about it.", examples=["https://example.org"])


AWARDS = DataFile("awards", Award, "award")


MACROS = (
    row_macro(
        AWARDS,
        row=lambda award, _data: Row(
            award.title, award.url, lines=text_lines(award.awarder, award.note), spans=award.spans()
        ),
        group_by={"year": BY_YEAR, "awarder": Headings(lambda award: award.awarder)},
    ),
)
