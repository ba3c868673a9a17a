"""`mkdocs-researcher schema`: JSON Schemas of the data files, for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_researcher.commands.shared import PROJECT, echo, write

if TYPE_CHECKING:
    from mkdocs_researcher.macros.base import DataFile


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to. [default: PROJECT/schemas]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def schema(project: Path, out: Path | None, force: bool) -> None:
    """Write a JSON Schema for each data file, for completion and validation in an editor.

    Also for the data files of macros from other packages. Put "# yaml-language-server: $schema=../schemas/papers.json"
    in the first line of data/papers.yml. The exit code is 1 if a file would be overwritten.
    """
    folder = out or project / "schemas"
    write({folder / f"{name}.json": _json(data_schema(file)) for name, file in _files().items()}, project, force=force)


def data_schema(file: DataFile[Any] | str) -> dict[str, Any]:
    """The JSON Schema of a data file.

    Args:
        file: the file, or its name without ending; for files of any name, the macro that shows them.
    """
    from mkdocs_researcher.formats.json_schema import schema_of

    file = _files()[file] if isinstance(file, str) else file
    return schema_of(file.model, file.shape, file.file_name)


def _files() -> dict[str, DataFile[Any]]:
    from mkdocs_researcher.macros import DATA_FILES, FREE_FILES, free_file

    ours = {name: DATA_FILES[name] for name in sorted(DATA_FILES)} | {name: free_file(name) for name in FREE_FILES}
    return {**dict(_external()), **ours}


def _external() -> Iterator[tuple[str, DataFile[Any]]]:
    """The data files of macros from other packages."""
    from mkdocs_researcher import macros
    from mkdocs_researcher.entry_points import EntryPointError

    for name in macros.EXTERNAL.names():
        try:
            macro = macros.EXTERNAL.get(name)
        except EntryPointError as error:
            echo(f"warning: {error}", err=True)
            continue
        for file in macro.files if macro else ():
            yield file.name, file


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
