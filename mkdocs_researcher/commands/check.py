"""`mkdocs-researcher check`."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_researcher.commands.shared import PROJECT, echo

if TYPE_CHECKING:
    from mkdocs_researcher.errors import Problem


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Configuration to check. [default: PROJECT/mkdocs.yml]",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("-v", "--verbose", is_flag=True, help="Also show notes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Output format; github is for annotations in GitHub Actions.",
)
def check(project: Path, config_file: Path | None, strict: bool, verbose: bool, form: str) -> None:
    """Check the site in PROJECT without building it.

    The configuration, the data files and the pages are checked. Every problem is reported with file, line and field.

    \b
    Exit codes:
      0  no errors (with --strict, no warnings either)
      1  errors (with --strict, or warnings)
      2  wrong usage, such as an unknown option
    """  # noqa: D301 (click reads \\b as "keep the line breaks")
    from mkdocs_researcher.errors import grouped
    from mkdocs_researcher.fields.text import counted
    from mkdocs_researcher.hosts.check.project import check_project

    with contextlib.redirect_stdout(sys.stderr):  # hooks may print, and the report may be for a program
        result = check_project(project, config_file)
    listed = grouped(result.problems) if form == "text" else result.problems
    reported = [problem for problem in listed if verbose or problem.severity != "debug"]
    errors = sum(problem.severity == "error" for problem in result.problems)
    warnings = sum(problem.severity == "warning" for problem in result.problems)
    summary = (
        f"{counted(result.data_files, 'data file')} and {counted(result.pages, 'page')} checked: "
        f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    )
    if form == "json":
        numbers = {"data_files": result.data_files, "pages": result.pages, "errors": errors, "warnings": warnings}
        echo(json.dumps({"problems": list(map(_as_record, reported)), **numbers}, indent=1, ensure_ascii=False))
    else:
        for problem in reported:
            name = "note" if problem.severity == "debug" else problem.severity
            echo(_as_annotation(problem, project) if form == "github" else f"{name}: {problem}")
        echo(summary)
    if strict and warnings and not errors and form != "json":
        echo("--strict: warnings count as errors, so the site is not ready to be published")
    if errors or (strict and warnings):
        raise SystemExit(1)


def _as_record(problem: Problem) -> dict[str, Any]:
    return {
        **problem.location._asdict(),
        "field": problem.field,
        "message": problem.message,
        "severity": problem.severity,
    }


def _as_annotation(problem: Problem, project: Path) -> str:
    """A problem as a workflow command of GitHub Actions (its documentation, "Workflow commands")."""
    level = problem.severity if problem.severity in {"error", "warning"} else "notice"
    file, line, column = problem.location
    # GitHub finds files from the root of the repository, where a workflow starts.
    path = os.path.relpath(project / file) if (project / file).exists() else file
    values = {"file": Path(path).as_posix(), "line": line, "col": column}
    properties = ",".join(f"{name}={_escaped(str(value), more=':,')}" for name, value in values.items() if value)
    return f"::{level} {properties}::{_escaped(str(problem))}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)
