"""Helpers of several commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mkdocs_researcher.errors import printable


class _Project(click.Path):
    """The folder of a site."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        source = str(ctx.params.get("source", "")) if ctx else ""
        if Path(value).is_file():
            self.fail(f"Directory '{value}' is a file; name the folder of the site, or leave it out", param, ctx)
        if source in SERVICES and not Path(value).exists():
            self.fail(f"there is no folder '{value}'; for an id write {source}:{value}, without a space", param, ctx)
        options = {name for one in ctx.command.params for name in one.opts} if ctx else set()
        writes = next((name for name in ("--out", "--pdf") if name in options), "")
        if writes and Path(value).suffix and not Path(value).exists():
            self.fail(f"there is no folder '{value}'; for a file to write, put {writes} before it", param, ctx)
        return super().convert(value, param, ctx)


SERVICES = ("orcid", "openalex", "dblp")
"""The services of `import`, whose module is loaded only by that command."""
PROJECT = _Project(exists=True, file_okay=False, path_type=Path)


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Prints a text without control characters: names of files and texts of servers may contain some."""
    click.echo(printable(text), err=err, nl=nl)


def write(contents: Mapping[Path, str | bytes], project: Path, *, force: bool) -> None:
    """Write files and print what was written.

    Args:
        project: the folder of the project, whose links are not followed to anywhere else.

    Raises:
        click.ClickException: a file exists already or would be outside, so nothing was written; or it cannot be.
    """
    from mkdocs_researcher.files import OutsideError, refuse_links, why_unwritten, write_new

    try:
        refuse_links(project, *contents)
        for path, done in write_new(contents, force=force):
            echo(f"{done} {path.as_posix()}")
    except OutsideError as error:
        raise click.ClickException(f"nothing was written: {error}") from None
    except FileExistsError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(why_unwritten(error)) from None
