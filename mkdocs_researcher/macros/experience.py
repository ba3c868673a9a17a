"""`experience()`: positions and internships with what was done there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.argument_kinds import Word
from mkdocs_researcher.macros.base import Data, DataFile, Macro, Model, TextList, Texts, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.papers.tags import paper_views
from mkdocs_researcher.macros.rows import (
    Row,
    RowArguments,
    RowProject,
    as_points,
    choose,
    heading_of,
    list_line,
    rows_view,
    text_lines,
)


class PositionProject(Model):
    """A project within a position."""

    title: Text = Field(description="Name of the project.", examples=["Routing between frozen experts"])
    url: UrlField | None = Field(None, description="Page about it.", examples=["https://example.org/routing"])
    summary: Text | None = Field(None, description="One or two sentences.", examples=["Theory and a pilot."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Cut serving memory by 38 %."]])
    papers: TextList = Field((), description="Ids of papers that came of it.", examples=[["tovanne2025cache"]])


class Position(Dated):
    """A position or an internship."""

    organization: Text = Field(description="Name of the organisation.", examples=["Quill Labs"])
    position: Text | None = Field(None, description="What you are or were there.", examples=["Research intern"])
    kind: Text | None = Field(
        None, description="Kind of position, in your own words.", examples=["Full-time", "Industry"]
    )
    group: Text | None = Field(None, description="Team or group.", examples=["Memory group"])
    mentor: Texts = Field((), description="Who guided the work.", examples=[["Ottoline Reyes"]])
    location: Text | None = Field(None, description="City and country, or `Remote`.", examples=["Harbour City"])
    url: UrlField | None = Field(None, description="Page of the organisation.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Its logo.", examples=["images/quill.svg"])
    summary: LongText | None = Field(
        None, description="A few sentences, Markdown.", examples=["Memory of agents that run for weeks."]
    )
    highlights: Texts = Field((), description="Points in a list.", examples=[["Designed the evaluation."]])
    projects: tuple[PositionProject, ...] = Field(
        (),
        description="Projects there, each with `title`, `url`, `summary`, `highlights` and `papers`.",
        examples=[[{"title": "Routing", "papers": ["tovanne2025cache"]}]],
    )
    papers: TextList = Field((), description="Ids of papers that came of it.", examples=[["tovanne2026bench"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Report": "https://example.org/r.pdf"}])


EXPERIENCE = DataFile("experience", Position, "position")


class ExperienceArguments(RowArguments):
    """Arguments of `experience()`."""

    select: tuple[Word, ...] | None = Field(
        None, description="Only these organisations or positions, in this order.", examples=[["Quill Labs"]]
    )
    group_by: Literal["kind"] | None = Field(None, description="Headings within the list.", examples=["kind"])


def position_row(position: Position, data: Data) -> Row:
    """A position as a row."""
    return Row(
        position.organization,
        position.url or "",
        position.logo or "",
        (
            *text_lines(position.position, position.kind, position.group),
            *list_line("mentored_by", position.mentor),
            *text_lines(position.location),
        ),
        position.summary or "",
        position.spans(),
        tuple(with_icon(link) for link in position.links),
        paper_views(data, position.papers),
        points=as_points(position.highlights),
        projects=tuple(_project(project, data) for project in position.projects),
    )


def _project(project: PositionProject, data: Data) -> RowProject:
    points, papers = as_points(project.highlights), paper_views(data, project.papers)
    return RowProject(project.title, project.url or "", project.summary or "", points, papers)


def _names(position: Position) -> tuple[str, ...]:
    return tuple(name for name in (position.organization, position.position) if name)


def build_experience(data: Data, arguments: ExperienceArguments) -> View:
    """Positions, newest first."""
    positions = choose(data.entries(EXPERIENCE), arguments, _names, "position")
    rows = [position_row(position, data) for position in positions]
    headings = [heading_of(position.kind) for position in positions] if arguments.group_by else None
    return rows_view(rows, "data/experience.yml has no position that fits", headings)


MACROS = (
    Macro(
        "experience",
        ExperienceArguments,
        build_experience,
        "experience",
        icon="material/briefcase-outline",
        files=(EXPERIENCE,),
    ),
)
