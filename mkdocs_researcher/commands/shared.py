"""What several commands need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

PROJECT = click.Path(exists=True, file_okay=False, path_type=Path)


def write(contents: Mapping[Path, str | bytes], *, force: bool) -> None:
    """Writes files and says so.

    Args:
        contents: the content of each file.
        force: overwrite those that are there.

    Raises:
        click.ClickException: a file is there already, and nothing was written; or one cannot be written.
    """
    from mkdocs_researcher.files import write_new

    try:
        for path, done in write_new(contents, force=force):
            click.echo(f"{done} {path.as_posix()}")
    except (FileExistsError, OSError) as error:
        raise click.ClickException(str(error)) from None
