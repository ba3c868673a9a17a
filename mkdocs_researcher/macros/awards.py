"""`awards()`: honours, prizes, fellowships."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Macro, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import Row, RowArguments, choose, heading_of, rows_by_year, rows_view, text_lines


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
    return Row(award.title, award.url or "", lines=text_lines(award.awarder, award.note), spans=award.spans())


def build_awards(data: Data, arguments: AwardsArguments) -> View:
    """Honours, newest first."""
    awards = choose(data.entries(AWARDS), arguments, lambda award: (award.title,), "award")
    rows, empty = [award_row(award) for award in awards], "data/awards.yml has no award that fits"
    if arguments.group_by == "year":
        return rows_by_year(rows, empty)
    return rows_view(rows, empty, [heading_of(award.awarder) for award in awards] if arguments.group_by else None)


MACROS = (Macro("awards", AwardsArguments, build_awards, "awards", icon="material/trophy-outline", files=(AWARDS,)),)
