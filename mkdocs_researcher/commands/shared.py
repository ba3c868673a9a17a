"""Helpers of several commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from mkdocs_researcher.errors import printable

PROJECT = click.Path(exists=True, file_okay=False, path_type=Path)


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Prints a text without control characters: names of files and texts of servers may contain some."""
    click.echo(printable(text), err=err, nl=nl)


def write(contents: Mapping[Path, str | bytes], *, force: bool) -> None:
    """Write files and print what was written.

    Args:
        contents: the content of each file.
        force: overwrite existing files.

    Raises:
        click.ClickException: a file exists already, so nothing was written; or one cannot be written.
    """
    from mkdocs_researcher.files import write_new

    try:
        for path, done in write_new(contents, force=force):
            echo(f"{done} {path.as_posix()}")
    except (FileExistsError, OSError) as error:
        raise click.ClickException(str(error)) from None
