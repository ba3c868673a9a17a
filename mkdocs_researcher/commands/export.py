"""`mkdocs-researcher export`: all papers, or the whole CV, in a format of other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_researcher.commands.shared import PROJECT, echo, write
from mkdocs_researcher.errors import printable

if TYPE_CHECKING:
    from mkdocs_researcher.data.library import Library
    from mkdocs_researcher.errors import Problem
    from mkdocs_researcher.fields.urls import SiteFacts
    from mkdocs_researcher.formats.cv.export import Cv
    from mkdocs_researcher.hosts.check.opening import Opened

_NOT_A_LIST = "is not a list of general entries, so it is left out"


@click.command()
@click.argument("form", type=click.Choice(["bibtex", "csl", "json-ld", "json-resume", "rendercv"]), metavar="FORMAT")
@click.argument("project", type=PROJECT, default=".")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [default: the screen]")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def export(form: str, project: Path, out: Path | None, force: bool) -> None:
    """Write the papers or the CV of PROJECT in another format.

    Formats for all papers are bibtex, csl (CSL-JSON) and json-ld; formats for the whole CV are json-resume and
    rendercv. Hidden papers are left out. Fields that a format does not have are left out and reported, so keep your
    data files.
    """
    from mkdocs_researcher.errors import MacroError

    try:
        text, problems = _export(project, form)
        for problem in (problem for problem in problems if problem.severity in {"error", "warning"}):
            echo(f"{problem.severity}: {problem}", err=True)
        if not text and any(problem.severity == "error" for problem in problems):
            raise click.ClickException("nothing was written because the data has errors")
    except MacroError as error:
        raise click.ClickException(f"export {error.message}") from None
    if out is None:
        click.echo(printable(text) if sys.stdout.isatty() else text, nl=False)
    else:
        write({out: text}, project, force=force)


def _export(project: Path, form: str) -> tuple[str, tuple[Problem, ...]]:
    """The public data of a project, newest first; and the problems of the data and what the format cannot hold.

    Returns:
        The text, empty if the data has errors, and the problems.

    Raises:
        MacroError: the project has no data; the message names the path to create.
    """
    from mkdocs_researcher.hosts.check.opening import open_project

    opened = open_project(project)
    problems = tuple(sorted([*opened.problems, *opened.site.problems]))
    if any(problem.severity == "error" for problem in problems):
        return "", problems
    if form in {"json-resume", "rendercv"}:
        text, losses = _cv_text(opened, form)
        return text, (*problems, *losses)
    return _papers_text(opened, form), problems


def _papers_text(opened: Opened, form: str) -> str:
    from mkdocs_researcher.formats.paper_facts import visible
    from mkdocs_researcher.macros import DATA_FILES

    papers = visible(opened.site.library.entries(DATA_FILES["papers"]))
    if form == "bibtex":
        from mkdocs_researcher.formats.bibtex.write import bibtex_file

        return bibtex_file(papers)
    if form == "csl":
        from mkdocs_researcher.formats.csl_json.write import csl_file

        return csl_file(papers)
    from mkdocs_researcher.formats.json_ld import graph, paper_data
    from mkdocs_researcher.macros.people import AuthorLists

    lists = opened.site.library.derived(AuthorLists)
    data = graph(paper_data(paper, _facts(opened), lists) for paper in papers)
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _cv_text(opened: Opened, form: str) -> tuple[str, list[Problem]]:
    from mkdocs_researcher.formats.json_resume import json_resume
    from mkdocs_researcher.formats.rendercv import rendercv

    cv, problems = _cv(opened.site.library, _facts(opened))
    text, losses = json_resume(cv) if form == "json-resume" else rendercv(cv)
    return text, [*problems, *losses]


def _cv(library: Library, facts: SiteFacts) -> tuple[Cv, list[Problem]]:
    from mkdocs_researcher.data.references import references_to_hidden
    from mkdocs_researcher.errors import BrokenDataError, Location, MacroError, Problem
    from mkdocs_researcher.formats.cv.export import Cv, cv_files, cv_records
    from mkdocs_researcher.macros import DATA_FILES
    from mkdocs_researcher.macros.entries import entries_file
    from mkdocs_researcher.macros.papers.model import Paper
    from mkdocs_researcher.macros.people import AuthorLists

    entries: dict[str, Any] = {}
    problems: list[Problem] = []
    hidden = {paper.id for paper in library.optional(DATA_FILES["papers"]) if paper.hidden}
    for name in filter(library.has, cv_files(library.paths)):
        try:
            entries[name] = library.entries(DATA_FILES[name] if name in DATA_FILES else entries_file(name))
        except BrokenDataError:
            if name in DATA_FILES:
                raise
            path = library.display_path(library.paths[name])
            problems.append(Problem(Location(path), _NOT_A_LIST, severity="warning"))
            continue
        if loaded := library.files.get(name):
            problems += references_to_hidden([loaded], hidden, "warning")
    records = cv_records(entries)
    folder = library.display_path(library.folder)
    if not records:
        raise MacroError(f"needs data, but there is none in {folder}/; 'import' and the manual help")
    lists = library.derived(AuthorLists)

    def owner(authors: list[Any]) -> int | None:
        return lists.find_owner(Paper(title="x", authors=authors).authors) if authors else None

    return Cv(records, facts, owner, folder), problems


def _facts(opened: Opened) -> SiteFacts:
    from mkdocs_researcher.fields.urls import SiteFacts

    url = opened.config.get("site_url")
    address = f"{url.rstrip('/')}/" if isinstance(url, str) and url else ""
    urls = opened.site.urls
    return SiteFacts(str(opened.config.get("site_name") or ""), address, "", lambda path: urls.resolve(path, ""))
