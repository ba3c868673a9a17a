"""`mkdocs-researcher cv`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mkdocs_researcher.commands.shared import PROJECT, echo, write

if TYPE_CHECKING:
    from mkdocs_researcher.hosts.pdf.cv_file import MadeCv


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option(
    "--pdf",
    required=True,
    is_flag=False,
    flag_value="cv.pdf",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="File to write, by default cv.pdf; - for the standard output.",
)
@click.option("--sections", metavar="NAMES", help="Data files in order, as in education,papers,talks.")
@click.option("--paper", type=click.Choice(["a4", "us-letter"]), default="a4", show_default=True, help="Paper size.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def cv(project: Path, pdf: Path, sections: str | None, paper: Literal["a4", "us-letter"], force: bool) -> None:
    """Write the CV of PROJECT as PDF.

    It contains the sections of the first cv() in your pages, or those that you list. This requires Typst: pip install
    "mkdocs-researcher[pdf]".
    """
    from mkdocs_researcher.errors import ResearcherError

    output = sys.stdout.buffer if pdf == Path("-") else None
    if output and sys.stdout.isatty():
        raise click.UsageError("--pdf - is for another program or a file, not for the screen: cv --pdf - > cv.pdf")
    if not output and pdf.suffix.lower() != ".pdf":
        raise click.BadParameter(f"'{pdf.name}' does not end with .pdf; write {pdf.stem}.pdf", param_hint="--pdf")
    names = [name.strip() for name in (sections or "").split(",") if name.strip()]
    if sections is not None and not names:
        raise click.UsageError("--sections names no data file; write some, as in education,papers, or leave it out")
    try:
        made = _made(project, names, paper)
    except ResearcherError as error:
        raise click.ClickException(f"no CV was made: {error}") from None
    if output:
        output.write(made.pdf)
    else:
        write({pdf: made.pdf}, project, force=force)
    for note in made.notes:
        echo(f"{note.severity}: {note.message}", err=True)


def _made(project: Path, sections: list[str], paper: Literal["a4", "us-letter"]) -> MadeCv:
    from mkdocs_researcher.errors import BrokenDataError
    from mkdocs_researcher.hosts.check.opening import open_project
    from mkdocs_researcher.hosts.pdf.cv_file import cv_call, make_cv

    opened = open_project(project)
    if errors := [problem for problem in opened.site.problems if problem.severity == "error"]:
        raise BrokenDataError(sorted(errors))
    call = cv_call(opened.site, (page.text for page in opened.pages), sections)
    return make_cv(opened.site, call, str(opened.config.get("site_url") or ""), paper)
