"""`mkdocs-researcher import`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_researcher.commands.shared import PROJECT, SERVICES, echo

if TYPE_CHECKING:
    from mkdocs_researcher.errors import Problem
    from mkdocs_researcher.formats.work import Found
    from mkdocs_researcher.importing.plan import Plan
    from mkdocs_researcher.importing.registry import Request

_CVS = ("json-resume", "rendercv", "al-folio-cv")
_SAVE_BIBTEX = "save the BibTeX entry of the work in a file, and import that file: mkdocs-researcher import work.bib"
_WORKS = ("bibtex", "ris", "csl-json", *SERVICES)


@click.command("import")
@click.argument("source")
@click.argument("project", type=PROJECT, default=".")
@click.option(
    "--from", "kind", type=click.Choice([*_WORKS, *_CVS]), help="Format of SOURCE. [default: recognized by its content]"
)
@click.option("--yes", is_flag=True, help="Write papers without confirmation.")
@click.option("--dry-run", is_flag=True, help="Read and report, but write nothing.")
@click.option("--force", is_flag=True, help="Overwrite existing data files with those of a CV.")
@click.option("--email", default="", help="Your address, for the operators of the service.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="Seconds to wait.")
def import_(
    source: str, project: Path, kind: str | None, yes: bool, dry_run: bool, force: bool, email: str, timeout: float
) -> None:
    """Import papers or a CV from SOURCE into PROJECT.

    Papers come from a file (BibTeX, RIS, CSL-JSON) or a service (orcid:ID, openalex:ID, dblp:ID; without an ID, it is
    taken from data/profile.yml). New papers are added to data/papers.yml, and papers that you already have only get
    missing fields. You see each change before it is written.

    A CV is a JSON Resume, a RenderCV file, or the cv.yml or resume.json of al-folio or academicpages. Everything that
    has no place in the data files is reported, line by line, and so is text that looks like a leftover from a template.
    """
    from mkdocs_researcher.files import refuse_links
    from mkdocs_researcher.formats.source import ImportFailedError
    from mkdocs_researcher.importing.plan import open_library, plan
    from mkdocs_researcher.importing.registry import kind_of_file, read_file, request_of

    try:
        library = open_library(project)
        refuse_links(project, library.folder, *library.paths.values())
        if request := request_of(source, kind or "", lambda: library):
            found = _fetch(request, email, timeout)
        else:
            path = _existing(source)
            if path.resolve() in {one.resolve() for one in (*library.paths.values(), *library.bibs)}:
                raise click.BadParameter(
                    f"'{source}' is data of the site already; name another file", param_hint="SOURCE"
                )
            if not (form := kind_of_file(path, kind or "")):
                _import_cv(path, library.folder, kind, dry_run=dry_run, force=force)
                return
            found = read_file(path, form)
        planned = plan(found, library)
        _report(planned.notes)
        _write_papers(planned, yes=yes, dry_run=dry_run)
    except ImportFailedError as error:
        _report(error.notes)
        raise click.ClickException(str(error)) from None
    except (FileExistsError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None


def _existing(source: str) -> Path:
    path = Path(source)
    if path.is_dir():
        raise click.BadParameter(f"'{source}' is a folder; name the file", param_hint="SOURCE")
    if not path.exists():
        raise click.BadParameter(_no_file(source), param_hint="SOURCE")
    if not path.is_file():  # a device or a pipe, which may have no end
        raise click.BadParameter(f"'{source}' is not a file; save its content to a file", param_hint="SOURCE")
    return path


def _no_file(source: str) -> str:
    from mkdocs_researcher.fields.identifiers import IDENTIFIERS

    start = f"File '{source}' does not exist, "
    if "scholar.google." in source or source.lower().startswith("scholar"):
        return (
            f"{start}Google Scholar offers no data there; on your profile, choose Export, BibTeX, and import that file"
        )
    for name in ("arxiv", "doi"):
        try:
            IDENTIFIERS[name].normalize(source)
        except ValueError:
            continue
        return f"'{source}' is {IDENTIFIERS[name].noun}, which cannot be imported; {_SAVE_BIBTEX}"
    if source.lower().startswith(("http://", "https://", "doi:", "arxiv:")):
        return f"'{source}' is an address, from which nothing can be imported; {_SAVE_BIBTEX}"
    return f"{start}nor is it an id such as orcid:0000-0002-1825-0097, openalex:A5023888391 or dblp:12/3456"


def _fetch(request: Request, email: str, timeout: float) -> Found:
    from mkdocs_researcher.importing.registry import fetch
    from mkdocs_researcher.services.http import Fetcher

    echo(f"asking {request.service.title} for {request.person} …", err=True)
    with Fetcher(email, timeout, progress=_report_progress) as fetcher:
        return fetch(request, fetcher)


def _report_progress(requests: int) -> None:
    if requests % 5 == 0:
        echo(f"  {requests} requests sent …", err=True)


def _report(notes: Iterable[Problem]) -> None:
    from mkdocs_researcher.errors import grouped

    for note in grouped(notes, ""):
        if note.severity == "debug":
            continue
        echo(f"{note.severity}: {note}", err=True)


def _write_papers(planned: Plan, *, yes: bool, dry_run: bool) -> None:
    from mkdocs_researcher.files import write_whole

    path = planned.display_path
    if planned.after == planned.before:
        echo(planned.summary)
        echo(f"{path} is unchanged: it already has everything")
        return
    echo(planned.diff, nl=False)
    echo(planned.summary)
    if dry_run:
        echo(f"would write {path}")
        return
    try:
        if not yes and not click.confirm(f"Write this to {path}?"):
            echo("nothing was written")
            return
    except click.Abort:
        message = "nothing was written, because you did not confirm it; add --yes to write without confirmation"
        raise click.ClickException(message) from None
    write_whole(planned.path, planned.after)
    echo(f"wrote {path}")


def _import_cv(path: Path, folder: Path, kind: str | None, *, dry_run: bool, force: bool) -> None:
    from mkdocs_researcher.fields.text import counted
    from mkdocs_researcher.importing.cv import entry_count, import_file, write_records

    found = import_file(path, kind or "")
    _report(found.notes)
    for target, file, done in write_records(found.records, folder, force=force, dry_run=dry_run):
        number = entry_count(file, found.records[file])
        echo(f"{done} {target.as_posix()}" + (f" ({number})" if number else ""))
    lost = sum(note.severity == "warning" for note in found.notes)
    hints = len(found.notes) - lost
    echo(f"{found.title}: {counted(lost, 'thing')} without a place, {counted(hints, 'thing')} to look at")
