"""`experience()`: positions and internships with what was done there."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, Model, TextList, Texts
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.papers.view import related_papers
from mkdocs_researcher.macros.rows import Headings, Row, RowProject, as_points, list_line, row_macro, text_lines


class PositionProject(Model):
    """A project within a position."""

    title: Text = Field(description="Name of the project.", examples=["Routing between frozen experts"])
    url: UrlField | None = Field(None, description="Page about it.", examples=["https://example.org/routing"])
    summary: Text | None = Field(None, description="One or two sentences.", examples=["Theory and a pilot."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Cut serving memory by 38 %."]])
    papers: TextList = Field((), description="Ids of papers that resulted from it.", examples=[["tovanne2025cache"]])


class Position(Dated):
    """A position or an internship."""

    organization: Text = Field(description="Name of the organization.", examples=["Quill Labs"])
    position: Text | None = Field(None, description="Your position there.", examples=["Research intern"])
    kind: Text | None = Field(
        None, description="Kind of position, in your own words.", examples=["Full-time", "Industry"]
    )
    group: Text | None = Field(None, description="Team or group.", examples=["Memory group"])
    mentor: Texts = Field((), description="Your mentor or mentors.", examples=[["Ottoline Reyes"]])
    location: Text | None = Field(None, description="City and country, or `Remote`.", examples=["Harbour City"])
    url: UrlField | None = Field(None, description="Page of the organization.", examples=["https://example.org"])
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
    papers: TextList = Field((), description="Ids of papers that resulted from it.", examples=[["tovanne2026bench"]])
    links: LinksField = Field((), description="Buttons.", examples=[{"Report": "https://example.org/r.pdf"}])


EXPERIENCE = DataFile("experience", Position, "position")


def _position_row(position: Position, data: Data) -> Row:
    return Row(
        position.organization,
        position.url,
        position.logo,
        (
            *text_lines(position.position, position.kind, position.group),
            *list_line("mentored_by", position.mentor),
            *text_lines(position.location),
        ),
        position.summary,
        position.spans(),
        with_icons(position.links),
        related_papers(data, position.papers),
        points=as_points(position.highlights),
        projects=tuple(_project(project, data) for project in position.projects),
    )


def _project(project: PositionProject, data: Data) -> RowProject:
    points, papers = as_points(project.highlights), related_papers(data, project.papers)
    return RowProject(project.title, project.url, project.summary, points, papers)


MACROS = (
    row_macro(
        EXPERIENCE,
        row=_position_row,
        names=lambda position: (position.organization, position.position),
        select=("Only these organizations or positions, in this order.", "Quill Labs"),
        group_by={"kind": Headings(lambda position: position.kind)},
    ),
)
