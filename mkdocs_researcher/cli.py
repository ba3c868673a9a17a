"""The command line: `mkdocs-researcher`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher import __version__

_PROJECT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-researcher")
def main() -> None:
    """Academic homepages with MkDocs."""


@main.command()
@click.argument("project", type=_PROJECT, default=".")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("-v", "--verbose", is_flag=True, help="Tell also what is only worth knowing now and then.")
def check(project: Path, strict: bool, verbose: bool) -> None:
    """Check data files and macro calls of PROJECT without building.

    Every problem is told with file, line and field. Exit code 1 if there is an error.
    """
    from mkdocs_researcher.markdown_extension.project_check import check_project

    result = check_project(project)
    for problem in result.problems:
        if verbose or problem.severity != "debug":
            click.echo(f"{problem.severity}: {problem}")
    errors = sum(problem.severity == "error" for problem in result.problems)
    warnings = sum(problem.severity == "warning" for problem in result.problems)
    click.echo(
        f"{_count(result.data_files, 'data file')} and {_count(result.pages, 'page')} checked: "
        f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    )
    if errors or (strict and warnings):
        raise SystemExit(1)


@main.command()
@click.argument("project", type=_PROJECT, default=".")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to. [default: PROJECT/schemas]")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def schema(project: Path, out: Path | None, force: bool) -> None:
    """Write a JSON Schema per data file, for completion and checks in an editor.

    Put "# yaml-language-server: $schema=../schemas/papers.json" in the first line of data/papers.yml.
    """
    from mkdocs_researcher.exports.json_schema import schema_texts
    from mkdocs_researcher.writing import write_new

    folder = out or project / "schemas"
    texts = {folder / f"{name}.json": text for name, text in schema_texts().items()}
    try:
        for path, done in write_new(texts, force=force):
            click.echo(f"{done} {path.as_posix()}")
    except (FileExistsError, OSError) as error:
        raise click.ClickException(str(error)) from None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    main()
