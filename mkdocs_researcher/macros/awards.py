"""`awards()`: honours, prizes, fellowships."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Heading, Macro, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import Line, Row, RowArguments, choose, rows_view, year_heading


class Award(Dated):
    """An honour."""

    title: Text = Field(description="Name of the honour.", examples=["Fjordlight Doctoral Fellowship"])
    awarder: Text | None = Field(None, description="Who gave it.", examples=["Fjordlight Foundation"])
    note: Text | None = Field(None, description="Amount, selectivity.", examples=["24 of 1,900 applicants"])
    url: UrlField | None = Field(None, description="Page about it.", examples=["https://example.org"])


AWARDS = DataFile("awards", Award, "award")


class AwardsArguments(RowArguments):
    """Arguments of `awards()`."""

    group_by: Literal["year", "awarder"] | None = Field(
        None, description="Headings within the list.", examples=["year"]
    )


def award_row(award: Award) -> Row:
    """An honour as a row."""
    lines = tuple(Line(text) for text in (award.awarder, award.note) if text)
    return Row(award.title, award.url or "", lines=lines, span=award.span())


def build_awards(data: Data, arguments: AwardsArguments) -> View:
    """Honours, newest first."""
    awards = choose(data.entries(AWARDS), arguments, lambda award: (award.title,), "award")
    rows = [award_row(award) for award in awards]
    awarders = {id(row): award.awarder for row, award in zip(rows, awards, strict=True)}

    def by_awarder(row: Row) -> Heading:
        awarder = awarders[id(row)]
        return Heading(awarder) if awarder else Heading(key="other")

    heading = {"year": year_heading, "awarder": by_awarder, None: None}[arguments.group_by]
    return rows_view(rows, "data/awards.yml has no award that fits", heading)


MACROS = (Macro("awards", AwardsArguments, build_awards, "awards", icon="material/trophy-outline", files=(AWARDS,)),)
