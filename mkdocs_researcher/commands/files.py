"""`mkdocs-researcher schema`, `assets` and `templates`: commands that write files of ours into a project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import BaseModel, TypeAdapter

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


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--force", is_flag=True, help="Overwrite files of another version.")
def assets(project: Path, force: bool) -> None:
    """Copy the style sheets, the script and the fonts into docs/assets/researcher.

    For Zensical and other programs that run Markdown extensions but no MkDocs plugins; with MkDocs the plugin serves
    these files. Run the command again with --force after each update.
    """
    from mkdocs_researcher.data.project_config import read_config
    from mkdocs_researcher.hosts.mkdocs.assets import served_files

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
@click.option("--force", is_flag=True, help="Overwrite your templates of the same names.")
def templates(names: tuple[str, ...], project: Path, force: bool) -> None:
    """Copy the templates NAME… into your own folder of templates, where you can change them.

    Without a name, list them all. The folder is templates_dir in mkdocs.yml, by default overrides/researcher.
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


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What pydantic reads as a number or a truth value in a text.
_INTEGER = r"^\s*[+-]?[0-9]+(_[0-9]+)*(\.0*)?\s*$"
_NUMBER = r"^\s*[+-]?([0-9]+(_[0-9]+)*\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"
_WORDS = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")
_BOOLEAN = "^(" + "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in _WORDS) + ")$"
_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
# Keywords whose values are not schemas.
_VALUES = frozenset({"examples", "default", "enum", "const", "required"})
# Keywords whose values are schemas by name, not schemas.
_BY_NAME = ("properties", "$defs")


def schema_of(model: type[BaseModel], shape: str, title: str) -> dict[str, Any]:
    """The schema (draft 2020-12) of a data file as an editor reads it.

    Args:
        shape: `single`, `list` or `mapping`.
        title: name of the file.
    """
    kind: Any = {"single": model, "list": list[model], "mapping": dict[str, model | None]}[shape]  # type: ignore[valid-type]
    found = _as_read(TypeAdapter(kind).json_schema())
    if shape != "single":
        found["type"] = [found["type"], "null"]  # an empty file
    return {"$schema": _DIALECT, **found, "title": title}


def _as_read(node: Any) -> Any:
    """The schema with the types that a scalar can have in an editor."""
    if isinstance(node, list):
        return [_as_read(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in _BY_NAME:
            made[key] = {name: _as_read(one) for name, one in value.items()}
        else:
            made[_LIMITS.get(str(key)) or str(key)] = value if key in _VALUES else _as_read(value)
    for name in made.get("required", ()):  # an empty text is as good as none
        if "string" in made.get("properties", {}).get(name, {}).get("type", ()):
            made["properties"][name].setdefault("minLength", 1)
    if {"type": "null"} in made.get("anyOf", ()):
        for one in made["anyOf"]:
            one.pop("minLength", None)
    types = made.get("type")
    listed = [types] if isinstance(types, str) else list(types or ())
    if "enum" not in made and "const" not in made:
        made |= _scalar(listed)
    return made


def _scalar(types: list[Any]) -> dict[str, Any]:
    """The types and the pattern of a scalar; empty for anything else."""
    others = [one for one in types if one not in {"string", "integer", "number", "boolean"}]
    if "string" in types:
        return {"type": ["string", "number", "boolean", *others]}
    if "number" in types or "integer" in types:
        pattern = _NUMBER if "number" in types else _INTEGER
        return {"type": ["number" if "number" in types else "integer", "string", *others], "pattern": pattern}
    if "boolean" in types:
        return {"type": ["boolean", "integer", "string", *others], "minimum": 0, "maximum": 1, "pattern": _BOOLEAN}
    return {}
