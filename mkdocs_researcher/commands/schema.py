"""`mkdocs-researcher schema`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, write


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to. [default: PROJECT/schemas]")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def schema(project: Path, out: Path | None, force: bool) -> None:
    """Write a JSON Schema per data file, for completion and checks in an editor.

    Put "# yaml-language-server: $schema=../schemas/papers.json" in the first line of data/papers.yml.
    """
    from mkdocs_researcher.commands.json_schema import schema_texts

    folder = out or project / "schemas"
    texts = {folder / f"{name}.json": text for name, text in schema_texts().items()}
    write(texts, force=force)
