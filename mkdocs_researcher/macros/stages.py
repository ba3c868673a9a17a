"""`stages("file")`: two subjects compared stage by stage, from a data file of any name."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Arguments, Data, DataFile, FileName, Macro, Model, OrText, View, text_as, view


class Column(Model):
    """The heading of a column."""

    title: Text = Field(description="The text.", examples=["Tree"])
    icon: str | None = Field(None, description="Icon of the theme, or an emoji.", examples=["material/tree-outline"])


ColumnField = Annotated[Column, text_as("title"), OrText()]


class Stage(Model):
    """One line of the table."""

    stage: Text = Field(description="Name of the stage, in the middle.", examples=["Childhood"])
    left: Text = Field(description="Text on the left.", examples=["A gardener ties the young stem to a stake"])
    right: Text = Field(description="Text on the right.", examples=["Tuning builds skills from examples"])


def _not_empty(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    if not stages:
        raise ValueError("is empty; write at least one")
    return stages


class Stages(Model):
    """A table of two columns of short statements, with the names of the stages between them."""

    left: ColumnField = Field(
        description="Heading of the left column, or `{title, icon}`.",
        examples=[{"title": "Tree", "icon": "material/tree-outline"}],
    )
    right: ColumnField = Field(description="Heading of the right column, or `{title, icon}`.", examples=["🤖 Model"])
    middle: Text | None = Field(
        None, description="Heading of the middle column; default: “Stage”.", examples=["Season"]
    )
    intro: Text | None = Field(
        None, description="A line above the table.", examples=["A tree and a model pass through the same seasons."]
    )
    closing: Text | None = Field(None, description="A line below the table.", examples=["Both need a winter."])
    stages: Annotated[tuple[Stage, ...], AfterValidator(_not_empty)] = Field(
        description="The rows, each with `stage`, `left` and `right`.",
        examples=[[{"stage": "Rest", "left": "Winter hardens the wood", "right": "The cache is emptied"}]],
    )


STAGES = DataFile("stages", Stages, "table of stages", shape="single")
"""Under whatever name the author chose."""


class StagesArguments(Arguments):
    """Arguments of `stages()`."""

    positional: ClassVar = ("file",)
    file: FileName = Field(description="Name of the file in the data folder, without ending.", examples=["vision"])


def _build_stages(data: Data, arguments: StagesArguments) -> View:
    return view(table=data.entries(STAGES._replace(name=arguments.file))[0])


MACROS = (Macro("stages", StagesArguments, _build_stages, "stages"),)
