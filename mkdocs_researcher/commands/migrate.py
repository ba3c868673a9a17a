"""`mkdocs-researcher migrate`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, echo

_KINDS = ["auto", "acad-homepage", "al-folio", "academicpages", "luost26", "hugoblox"]


@click.command()
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("old", type=PROJECT)
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write into NEW even if it contains files.")
def migrate(kind: str, old: Path, new: Path, force: bool) -> None:
    """Turn the homepage in OLD into a MkDocs project in NEW; OLD is not changed.

    KIND is what OLD was made with: acad-homepage, al-folio, academicpages, luost26 or hugoblox; auto detects it.
    The new site is built once and compared with the old one: every visible word, link and image must be there. The exit
    code is 1 if anything is missing.
    """
    from mkdocs_researcher.migration.command import migrate_site
    from mkdocs_researcher.migration.new_site import MigrationError

    try:
        result = migrate_site(kind, old, new, force=force, say=lambda line: echo(line, err=True))
    except MigrationError as error:
        for note in error.notes:
            echo(f"{note.severity}: {note}", err=True)
        raise click.ClickException(str(error)) from None
    for line in result.lines:
        echo(line)
    if not result.is_whole:
        raise SystemExit(1)
