"""The command line: `mkdocs-researcher`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from mkdocs_researcher import __version__
from mkdocs_researcher.commands.checking import check
from mkdocs_researcher.commands.importing import import_
from mkdocs_researcher.commands.migrating import migrate
from mkdocs_researcher.commands.new import new
from mkdocs_researcher.commands.shared import PROJECT as _PROJECT


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-researcher")
def main() -> None:
    """Academic homepages with MkDocs."""


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


@main.command()
@click.argument("project", type=_PROJECT, default=".")
@click.option("--dry-run", is_flag=True, help="Ask and tell, but write nothing.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Choice(["openalex", "semantic-scholar", "google-scholar", "github"]),
    help="Ask only this one; may be given several times. [default: all]",
)
@click.option("--scholar", default="", metavar="FILE_OR_URL", help="Google Scholar data, a gs_data.json.")
@click.option("--email", default="", help="Your address, for the operators of OpenAlex.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="Seconds to wait.")
def update(project: Path, dry_run: bool, sources: tuple[str, ...], scholar: str, email: str, timeout: float) -> None:
    """Fetch citations and stars for PROJECT into data/counts.json.

    Old numbers stay where a source does not answer. Exit code 1 if none of them does.
    """
    from mkdocs_researcher.counts import report, update
    from mkdocs_researcher.counts.fetch import Fetcher

    names = sources or tuple(name for name in update.SOURCES if scholar or name != "google-scholar")
    if scholar and "google-scholar" not in names:
        names = (*names, "google-scholar")
    elif "google-scholar" in names and not scholar:
        raise click.UsageError("--source google-scholar needs --scholar FILE_OR_URL")
    found = update.read_project(project, scholar)
    if found.problems:
        raise click.ClickException("nothing was asked:\n" + "\n".join(f"  {problem}" for problem in found.problems))
    with Fetcher(email, timeout, tell=_say_how_many) as fetcher:
        result = update.ask(
            found, names, fetcher, update.today(), lambda name: click.echo(f"asking {name} …", err=True)
        )
    for line in report.lines(found, result):
        click.echo(line)
    if result.text is not None:
        try:
            done = update.write(found.path, result.text, dry_run=dry_run)
        except OSError as error:
            raise click.ClickException(f"{found.shown} cannot be written: {error.strerror}") from None
        click.echo(f"{done} {found.shown}")
    elif result.answers:
        raise SystemExit(1)


def _say_who_is_asked(name: str) -> None:
    click.echo(f"asking {name} …", err=True)


def _say_how_many(questions: int) -> None:
    if questions % 25 == 0:
        click.echo(f"  {questions} questions asked …", err=True)


@main.command()
@click.argument("form", type=click.Choice(["bibtex", "csl", "json-ld", "json-resume", "rendercv"]), metavar="FORMAT")
@click.argument("project", type=_PROJECT, default=".")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. [default: the screen]")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def export(form: str, project: Path, out: Path | None, force: bool) -> None:
    """Write the data of PROJECT as FORMAT, without what is hidden.

    All papers: bibtex, csl (CSL-JSON) or json-ld. The whole CV: json-resume or rendercv. What such a format has no
    field for is kept in the file, where only "import" reads it, and told.
    """
    from mkdocs_researcher.errors import MacroError
    from mkdocs_researcher.exports.formats import export_data
    from mkdocs_researcher.writing import write_new

    try:
        text, problems = export_data(project, form)
        for problem in (problem for problem in problems if problem.severity in {"error", "warning"}):
            click.echo(f"{problem.severity}: {problem}", err=True)
        if not text and any(problem.severity == "error" for problem in problems):
            raise click.ClickException("nothing was written, for the data has errors")
        if out is None:
            click.echo(text, nl=False)
            return
        for path, done in write_new({out: text}, force=force):
            click.echo(f"{done} {path.as_posix()}")
    except MacroError as error:
        raise click.ClickException(f"export {error.message}") from None
    except (FileExistsError, OSError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("project", type=_PROJECT, default=".")
@click.option(
    "--pdf",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="File to write; - for the standard output.",
)
@click.option("--sections", metavar="NAMES", help="Data files in order, as in education,papers,talks.")
@click.option("--paper", type=click.Choice(["a4", "us-letter"]), default="a4", show_default=True, help="Paper size.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def cv(project: Path, pdf: Path, sections: str | None, paper: Literal["a4", "us-letter"], force: bool) -> None:
    """Write the CV of PROJECT as PDF: the sections that its page calls, or those named.

    It is set by Typst: pip install "mkdocs-researcher[pdf]".
    """
    from mkdocs_researcher.errors import ResearcherError
    from mkdocs_researcher.exports.cv_file import cv_of_project
    from mkdocs_researcher.writing import write_new

    output = sys.stdout.buffer if pdf == Path("-") else None
    if output and sys.stdout.isatty():
        raise click.UsageError("--pdf - is for another program or a file, not for the screen: cv --pdf - > cv.pdf")
    names = [name.strip() for name in (sections or "").split(",") if name.strip()]
    if sections is not None and not names:
        raise click.UsageError("--sections names no data file; write some, as in education,papers, or leave it out")
    try:
        made = cv_of_project(project, names, paper)
        if output:
            output.write(made.pdf)
        else:
            for path, done in write_new({pdf: made.pdf}, force=force):
                click.echo(f"{done} {path.as_posix()}")
    except ResearcherError as error:
        raise click.ClickException(f"no CV was made: {error}") from None
    except (FileExistsError, OSError) as error:
        raise click.ClickException(str(error)) from None
    if made.doubt:
        click.echo(f"{made.doubt.severity}: {made.doubt.message}", err=True)


for _command in (check, import_, migrate, new):
    main.add_command(_command)


if __name__ == "__main__":
    main()
