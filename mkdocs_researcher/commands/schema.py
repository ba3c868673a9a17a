"""`mkdocs-researcher schema`: JSON Schemas of the data files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from mkdocs_researcher.commands.shared import PROJECT, write

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to. [default: PROJECT/schemas]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def schema(project: Path, out: Path | None, force: bool) -> None:
    """Write a JSON Schema for each data file, for completion and validation in an editor.

    Put "# yaml-language-server: $schema=../schemas/papers.json" in the first line of data/papers.yml.
    """
    from mkdocs_researcher.macros import DATA_FILES, FREE_FILES

    folder = out or project / "schemas"
    names = [*sorted(DATA_FILES), *FREE_FILES]
    write({folder / f"{name}.json": _json(data_schema(name)) for name in names}, force=force)


def data_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data file.

    Args:
        name: file name without ending; for files of any name, the macro that shows them.
    """
    from pydantic import TypeAdapter

    from mkdocs_researcher.macros import DATA_FILES, FREE_FILES, free_file

    file = free_file(name) if name in FREE_FILES else DATA_FILES[name]
    model: Any = file.model
    shape = {"single": model, "list": list[model], "mapping": dict[str, model | None]}[file.shape]
    return {"$schema": _DIALECT, **TypeAdapter(shape).json_schema(), "title": file.file_name}


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
