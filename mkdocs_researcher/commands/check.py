"""`mkdocs-researcher check`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option(
    "-f",
    "--config-file",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Configuration file of the site, such as mkdocs.de.yml; default: mkdocs.yml in PROJECT.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("-v", "--verbose", is_flag=True, help="Report minor notes, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
def check(project: Path, config_file: Path | None, strict: bool, verbose: bool, form: str) -> None:
    """Check the data files and macro calls of PROJECT without building it.

    Every problem is reported with file, line and field. The exit code is 1 if there is an error.
    """
    from mkdocs_researcher.errors import grouped
    from mkdocs_researcher.fields.text import counted
    from mkdocs_researcher.hosts.check.project import check_project

    result = check_project(config_file.parent, config_file.name) if config_file else check_project(project)
    listed = result.problems if form == "json" else grouped(result.problems)
    reported = [problem for problem in listed if verbose or problem.severity != "debug"]
    errors = sum(problem.severity == "error" for problem in result.problems)
    warnings = sum(problem.severity == "warning" for problem in result.problems)
    if form == "json":
        problems = [
            {**one.location._asdict(), "field": one.field, "message": one.message, "severity": one.severity}
            for one in reported
        ]
        numbers = {"data_files": result.data_files, "pages": result.pages, "errors": errors, "warnings": warnings}
        click.echo(json.dumps({"problems": problems, **numbers}, indent=1, ensure_ascii=False))
    else:
        for problem in reported:
            click.echo(f"{'note' if problem.severity == 'debug' else problem.severity}: {problem}")
        click.echo(
            f"{counted(result.data_files, 'data file')} and {counted(result.pages, 'page')} checked: "
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        )
    if errors or (strict and warnings):
        raise SystemExit(1)
