"""`mkdocs-researcher import`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_researcher.commands.shared import PROJECT

if TYPE_CHECKING:
    from mkdocs_researcher.errors import Problem
    from mkdocs_researcher.formats.work import Found
    from mkdocs_researcher.importing.plan import Plan
    from mkdocs_researcher.importing.registry import Asked

_CVS = ("json-resume", "rendercv", "al-folio-cv")
_WORKS = ("bibtex", "ris", "csl-json", "orcid", "openalex", "dblp")


@click.command("import")
@click.argument("source")
@click.argument("project", type=PROJECT, default=".")
@click.option("--from", "kind", type=click.Choice([*_WORKS, *_CVS]), help="What SOURCE is. [default: told by itself]")
@click.option("--yes", is_flag=True, help="Write papers without asking.")
@click.option("--dry-run", is_flag=True, help="Read and tell, but write nothing.")
@click.option("--force", is_flag=True, help="Overwrite data files that are there, with those of a CV.")
@click.option("--email", default="", help="Your address, for the operators of the service that is asked.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="Seconds to wait.")
def import_(
    source: str, project: Path, kind: str | None, yes: bool, dry_run: bool, force: bool, email: str, timeout: float
) -> None:
    """Bring papers, or a whole CV, from SOURCE into the data files of PROJECT.

    Papers come from a file (BibTeX, RIS, CSL-JSON) or a service (orcid:ID, openalex:ID, dblp:ID; the name alone takes
    the id from data/profile.yml). New ones are added to data/papers.yml, known ones get only what they lack, and
    you see each change before it is written.

    A CV is a JSON Resume, a CV of RenderCV, or the cv.yml or resume.json of al-folio or academicpages. What has no
    place in the data files is told, line by line, and so is what looks left over from a template.
    """
    from mkdocs_researcher.formats.source import ImportFailedError
    from mkdocs_researcher.importing.plan import open_library, plan
    from mkdocs_researcher.importing.registry import kind_of_file, read_file, service_of

    try:
        library = open_library(project)
        if asked := service_of(source, kind or "", lambda: library):
            found = _ask(asked, email, timeout)
        else:
            path = _existing(source)
            if not (form := kind_of_file(path, kind or "")):
                _import_cv(path, project, kind, dry_run=dry_run, force=force)
                return
            found = read_file(path, form)
        planned = plan(found, library)
        _tell(planned.notes)
        _write_papers(planned, yes=yes, dry_run=dry_run)
    except ImportFailedError as error:
        _tell(error.notes)
        raise click.ClickException(str(error)) from None
    except (FileExistsError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None


def _existing(source: str) -> Path:
    path = Path(source)
    if path.is_dir():
        raise click.BadParameter(f"'{source}' is a folder; name the file", param_hint="SOURCE")
    if not path.exists():
        hint = "it is no file, nor an id such as orcid:0000-0002-1825-0097, openalex:A5023888391 or dblp:12/3456"
        raise click.BadParameter(f"File '{source}' does not exist; {hint}", param_hint="SOURCE")
    return path


def _ask(asked: Asked, email: str, timeout: float) -> Found:
    from mkdocs_researcher.importing.registry import ask
    from mkdocs_researcher.services.http import Fetcher

    click.echo(f"asking {asked.service.title} for {asked.person} …", err=True)
    with Fetcher(email, timeout, tell=_say_how_many) as fetcher:
        return ask(asked, fetcher)


def _say_how_many(questions: int) -> None:
    if questions % 5 == 0:
        click.echo(f"  {questions} questions asked …", err=True)


def _tell(notes: Iterable[Problem]) -> None:
    for note in notes:
        click.echo(f"{note.severity}: {note}", err=True)


def _write_papers(planned: Plan, *, yes: bool, dry_run: bool) -> None:
    from mkdocs_researcher.files import write_whole

    if planned.after == planned.before:
        click.echo(planned.summary)
        click.echo(f"{planned.shown} stays as it is: it has all of it")
        return
    click.echo(planned.diff, nl=False)
    click.echo(planned.summary)
    if dry_run:
        click.echo(f"would write {planned.shown}")
        return
    try:
        if not yes and not click.confirm(f"Write this to {planned.shown}?"):
            click.echo("nothing was written")
            return
    except click.Abort:
        message = "nothing was written, for nobody said yes; add --yes to write without asking"
        raise click.ClickException(message) from None
    write_whole(planned.path, planned.after)
    click.echo(f"wrote {planned.shown}")


def _import_cv(path: Path, project: Path, kind: str | None, *, dry_run: bool, force: bool) -> None:
    from mkdocs_researcher.fields.text import counted
    from mkdocs_researcher.importing.data_files import count_of, prepare, write

    found = prepare(path, project, kind or "")
    _tell(found.notes)
    for target, file, done in write(found, force=force, dry_run=dry_run):
        number = count_of(file, found.records[file])
        click.echo(f"{done} {target.as_posix()}" + (f" ({number})" if number else ""))
    lost = sum(note.severity == "warning" for note in found.notes)
    looks = len(found.notes) - lost
    click.echo(f"{found.title}: {counted(lost, 'thing')} without a place, {counted(looks, 'thing')} to look at")
