"""`mkdocs-researcher migrate`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, echo

_KINDS = ["auto", "acad-homepage", "al-folio", "academicpages", "luost26", "hugoblox"]

_LIBRARIES = {"lxml", "markdown_it", "mdit_py_plugins", "liquid"}
_RUN = 'run: pip install --upgrade "mkdocs-researcher[migrate]"'


class _Kind(click.Choice):  # type: ignore[type-arg]  # older versions of click have no parameter
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if "://" in value:
            self.fail(f"'{value}' is an address; run: git clone {value}, and: migrate auto FOLDER NEW", param, ctx)
        if Path(value).is_dir():
            self.fail(f"'{value}' is a folder; write the kind before it: migrate auto {value} NEW", param, ctx)
        return str(super().convert(value, param, ctx))


@click.command()
@click.argument("kind", type=_Kind(_KINDS), metavar="KIND")
@click.argument("old", type=PROJECT)
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write into NEW even if it contains files.")
def migrate(kind: str, old: Path, new: Path, force: bool) -> None:
    """Convert a Jekyll or Hugo homepage into a new site.

    OLD is the folder of the homepage, which is not changed, and NEW the folder for the new site. KIND is the template
    of OLD: acad-homepage, al-folio, academicpages, luost26 or hugoblox; auto detects it.
    The new site is built once and compared with the old one: every visible word, link and image must be there. The exit
    code is 1 if anything is missing, or if the new site does not build with `mkdocs build --strict`. This requires the
    extra `migrate`: pip install "mkdocs-researcher[migrate]".
    """
    try:
        from mkdocs_researcher.migration.command import migrate_site
        from mkdocs_researcher.migration.new_site import MigrationError
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        name = str(error.name).partition(".")[0]
        raise click.ClickException(f"migrate needs {name}; {_RUN}") from None

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
