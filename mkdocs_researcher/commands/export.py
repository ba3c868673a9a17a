"""`mkdocs-researcher export`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, write


@click.command()
@click.argument("form", type=click.Choice(["bibtex", "csl", "json-ld", "json-resume", "rendercv"]), metavar="FORMAT")
@click.argument("project", type=PROJECT, default=".")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [default: the screen]")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def export(form: str, project: Path, out: Path | None, force: bool) -> None:
    """Write the data of PROJECT as FORMAT, without what is hidden.

    All papers: bibtex, csl (CSL-JSON) or json-ld. The whole CV: json-resume or rendercv. What such a format has no
    field for is kept in the file, where only "import" reads it, and told.
    """
    from mkdocs_researcher.commands.export_formats import export_data
    from mkdocs_researcher.errors import MacroError

    try:
        text, problems = export_data(project, form)
        for problem in (problem for problem in problems if problem.severity in {"error", "warning"}):
            click.echo(f"{problem.severity}: {problem}", err=True)
        if not text and any(problem.severity == "error" for problem in problems):
            raise click.ClickException("nothing was written, for the data has errors")
    except MacroError as error:
        raise click.ClickException(f"export {error.message}") from None
    except OSError as error:
        raise click.ClickException(str(error)) from None
    if out is None:
        click.echo(text, nl=False)
    else:
        write({out: text}, force=force)
