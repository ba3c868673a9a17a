"""`projects()`: a grid of cards, or rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import Field

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.dates.parse import DateRange
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, Repo, links_for
from mkdocs_researcher.fields.links import Link, LinksField, UrlField, merge_links
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Heading, Part, TextList, Texts, View
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.counts import counts_of, stars_of
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.papers.model import optional_papers
from mkdocs_researcher.macros.papers.view import related_papers
from mkdocs_researcher.macros.people import NameLink, names_of, of_page
from mkdocs_researcher.macros.rows import (
    Headings,
    Point,
    Row,
    RowArguments,
    as_heading,
    as_points,
    choose,
    list_line,
    row_macro,
    text_lines,
    under_headings,
)


class Project(Dated):
    """A project."""

    id: str | None = Field(None, description="Name in `papers(project=…)`; by default the title.", examples=["ledger"])
    title: Text = Field(description="Name of the project.", examples=["Ledger"])
    text: Text | None = Field(
        None, description="One or two sentences.", examples=["Reads the spectra of trained networks."]
    )
    image: UrlField | None = Field(None, description="Picture.", examples=["images/ledger.png"])
    image_alt: str | None = Field(
        None, description="Description for people who cannot see the picture.", examples=["Heat map of a spectrum"]
    )
    url: UrlField | None = Field(None, description="Page of the project.", examples=["https://example.org/ledger"])
    category: Text | None = Field(None, description="Kind of project.", examples=["Software"])
    role: Text | None = Field(None, description="Your role.", examples=["Maintainer"])
    organization: Text | None = Field(None, description="Institution or partner.", examples=["Quill Labs"])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Used by eleven groups."]])
    keywords: Texts = Field((), description="Keywords, on one line.", examples=[["Python", "JAX"]])
    repo: Repo | None = Field(None, description="Repository on GitHub, `owner/name`.", examples=["mira/ledger"])
    links: LinksField = Field((), description="Buttons.", examples=[{"Demo": "https://example.org/demo"}])
    papers: TextList = Field((), description="Ids of papers that belong to it.", examples=[["tovanne2026ledger"]])
    people: TextList = Field((), description="Ids or names of the people involved.", examples=[["pell-okasha"]])


PROJECTS = DataFile("projects", Project, "project")


def find_projects(data: Data, names: Sequence[str]) -> list[Project]:
    """The projects with these ids or titles; `MacroError` if a project does not exist."""
    projects = data.entries(PROJECTS)
    known = {name: project for project in projects for name in (project.title, project.id) if name}
    for name in names:
        if name not in known:
            raise MacroError(f"there is no project '{name}'{did_you_mean(name, known)}", "project")
    return [known[name] for name in names]


class StyleArguments(RowArguments):
    """The style of `projects()`."""

    style: Literal["cards", "rows"] = Field(
        "cards", description="`cards` (a grid with pictures) or `rows` (as in a CV).", examples=["rows"]
    )


class Card(NamedTuple):
    """A project as its template sees it.

    Attributes:
        url: target of the title, empty if none.
        category: Markdown text, empty if there is none or the heading already says it.
        stars: stars of its repository, None if unknown or none.
        repo_url: the repository, empty if it has none.
    """

    project: Project
    url: str
    category: str
    spans: tuple[DateRange, ...]
    links: tuple[Link, ...]
    papers: tuple[Any, ...]
    points: tuple[Point, ...]
    stars: int | None
    repo_url: str
    people: tuple[NameLink, ...] = ()


def _project_links(project: Project) -> tuple[Link, ...]:
    written = with_icons(project.links)
    return merge_links(written, links_for({"repo": project.repo})) if project.repo else written


def papers_of(project: Project, data: Data) -> tuple[str, ...]:
    """The ids of the visible papers that the project names, and then of those that name the project."""
    papers, naming = data.derived(optional_papers), data.derived(_papers_by_project)
    named = [papers[name].id for name in project.papers if name in papers]
    found = [paper for name in (project.id, project.title) if name for paper in naming.get(name, ())]
    return tuple(dict.fromkeys([*named, *found]))


def _papers_by_project(data: Data) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name, paper in data.derived(optional_papers).items():
        if paper.project:
            found.setdefault(paper.project, []).append(name)
    return found


def _repo_url(project: Project) -> str:
    return IDENTIFIERS["repo"].url(project.repo) if project.repo else ""


def _project_card(project: Project, data: Data) -> Card:
    return Card(
        project,
        project.url or _repo_url(project),
        project.category or "",
        project.spans(),
        _project_links(project),
        related_papers(data, papers_of(project, data)),
        as_points(project.highlights),
        stars_of(counts_of(data), project.repo) if project.repo else None,
        _repo_url(project),
        names_of(data, project.people),
    )


def _project_row(project: Project, data: Data) -> Row:
    return Row(
        project.title,
        project.url or _repo_url(project),
        lines=text_lines(project.role, project.organization),
        details=project.text,
        spans=project.spans(),
        links=_project_links(project),
        papers=related_papers(data, papers_of(project, data)),
        notes=list_line("", project.keywords),
        points=as_points(project.highlights),
        chip=Heading(project.category) if project.category else None,
        people=names_of(data, project.people),
    )


ROWS = row_macro(
    PROJECTS,
    row=_project_row,
    group_by={
        "category": Headings(
            lambda project: project.category, row=lambda project, data: _project_row(project, data)._replace(chip=None)
        )
    },
    sort=True,
    arguments=StyleArguments,
)


def _build_projects(data: Data, arguments: Any) -> View:
    """Projects, newest first; those without a date come last, in the order of the file."""
    if arguments.style == "rows":
        return ROWS.build(data, arguments)
    sort = arguments.sort == "-date"
    entries = of_page(data, data.entries(PROJECTS))
    projects = choose(entries, arguments, lambda project: (project.title,), "project", sort=sort)
    grouped = arguments.group_by is not None
    headings = [as_heading(project.category) for project in projects] if grouped else None
    cards = [_project_card(project, data) for project in projects]
    groups = under_headings([card._replace(category="") for card in cards] if grouped else cards, headings)
    parts = tuple(Part({"cards": group}, heading) for heading, group in groups.items())
    return View(parts, empty_reason="" if projects or data.person else PROJECTS.shows_nothing(entries))


MACROS = (ROWS._replace(build=_build_projects, template="projects"),)
