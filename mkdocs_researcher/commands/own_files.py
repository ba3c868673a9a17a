"""`mkdocs-researcher schema`, `assets` and `templates`: commands that copy files of ours into a project."""

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
    """Write JSON Schemas, with which editors check data files.

    There is one for each data file, including those of macros from other packages. Put
    "# yaml-language-server: $schema=../schemas/papers.json" in the first line of data/papers.yml. The exit code is 1 if
    a file would be overwritten.
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


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--force", is_flag=True, help="Overwrite files of an older version.")
def assets(project: Path, force: bool) -> None:
    """Copy style sheets, script and fonts for other programs.

    The files go into docs/assets/researcher, for Zensical and other programs that run Markdown extensions but no MkDocs
    plugins. With MkDocs, you do not need this command. Run the command again with --force after each update.
    """
    from mkdocs_researcher.data.project_config import read_config
    from mkdocs_researcher.hosts.mkdocs.theme import served_files

    config, problems = read_config(project)
    if problems:
        raise click.ClickException(str(problems[0]))
    docs = project / str(config.get("docs_dir") or "docs")
    files = {
        docs / uri: served.encode() if isinstance(served, str) else served.read_bytes()
        for uri, served in served_files()
    }
    write(files, project, force=force)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--project", type=PROJECT, default=".", show_default=True, help="Folder of your site.")
@click.option("--force", is_flag=True, help="Overwrite your templates with the same names.")
def templates(names: tuple[str, ...], project: Path, force: bool) -> None:
    """List templates, or copy them so that you can change them.

    Without a NAME, all templates are listed. Copies go into the folder templates_dir of mkdocs.yml, by default
    overrides/researcher.
    """
    from mkdocs_researcher.data.project_config import plugin_options, read_config
    from mkdocs_researcher.errors import did_you_mean
    from mkdocs_researcher.rendering.renderer import own_templates, template_description

    known = own_templates()
    if not names:
        width = max(map(len, known))
        for name, path in known.items():
            echo(f"{name:{width}}  {template_description(path)}")
        return
    config, problems = read_config(project)
    if problems:
        raise click.ClickException(str(problems[0]))
    folder = project / str(plugin_options(config).get("templates_dir", "overrides/researcher"))
    texts: dict[Path, str | bytes] = {}
    for name in names:
        bare = name.removesuffix(".jinja").removesuffix(".html")
        if bare not in known:
            hint = did_you_mean(bare, known, show_all=0) or "; without a name the command lists them all"
            raise click.BadParameter(f"there is no template '{name}'{hint}", param_hint="NAME")
        texts[folder / known[bare].name] = known[bare].read_bytes()
    write(texts, project, force=force)
