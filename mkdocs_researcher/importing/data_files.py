"""From a source to data files: what is read, where it goes, and what is in its way.

A later import that merges into files that are there starts from `Prepared.records`, and replaces `write`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import Problem
from mkdocs_researcher.files import write_new
from mkdocs_researcher.formats.cv.fitting import Records, is_single
from mkdocs_researcher.formats.source import ImportFailedError
from mkdocs_researcher.formats.yaml.write import yaml_text
from mkdocs_researcher.importing.kinds import import_file
from mkdocs_researcher.macros import DATA_FILES

__all__ = ["ImportFailedError", "Prepared", "count_of", "data_texts", "prepare", "write"]


class Prepared(NamedTuple):
    """What an import would write.

    Attributes:
        title: what the kind of source is called.
        folder: the data folder.
        records: per data file.
        notes: what the author should know.
    """

    title: str
    folder: Path
    records: Records
    notes: tuple[Problem, ...]


def prepare(source: Path, project: Path, kind: str = "") -> Prepared:
    """Reads a source for a project.

    Args:
        source: the file to import.
        project: the folder of `mkdocs.yml`.
        kind: name of the kind of source; told by its content if empty.

    Raises:
        ImportFailedError: the source or the project cannot be read.
    """
    config, problems = read_config(project)
    if problems:
        raise ImportFailedError(problems[0])
    folder = project / str(plugin_options(config).get("data_dir", "data"))
    found = import_file(source, kind)
    return Prepared(found.title, folder, found.records, found.notes)


def write(prepared: Prepared, *, force: bool = False, dry_run: bool = False) -> Iterator[tuple[Path, str, str]]:
    """Writes the data files, each whole or not at all.

    Yields:
        Path, name of the data file, and what was done: `wrote`, `unchanged` or `would write`.

    Raises:
        FileExistsError: one of them is there already and holds something else; nothing is written then.
    """
    texts = {prepared.folder / f"{file}.yml": text for file, text in data_texts(prepared.records).items()}
    if twins := [path.with_suffix(".yaml") for path in texts if path.with_suffix(".yaml").exists()]:
        names = ", ".join(path.as_posix() for path in twins)
        raise FileExistsError(
            f"nothing was written: {names} would stand beside a .yml of the same name; rename it first"
        )
    if dry_run:
        yield from ((path, path.stem, "would write") for path in texts)
        return
    for path, done in write_new(texts, force=force):
        yield path, path.stem, done


def data_texts(records: Records) -> dict[str, str]:
    """The text of each data file, by its name without ending; in the order of the records."""
    return {file: yaml_text(_shaped(file, found)) for file, found in records.items() if found}


def _shaped(file: str, found: Any) -> Any:
    """Entries as the file holds them: a mapping by name where it is one."""
    if is_single(file) or file not in DATA_FILES or DATA_FILES[file].shape != "mapping":
        return found
    key = DATA_FILES[file].key
    return {entry[key]: {name: value for name, value in entry.items() if name != key} for entry in found}


def count_of(file: str, found: Any) -> str:
    """How many entries a data file gets, in words; nothing for a file that holds one."""
    if is_single(file):
        return ""
    noun = DATA_FILES[file].noun if file in DATA_FILES else "entry"
    several = "people" if noun == "person" else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{len(found)} {noun if len(found) == 1 else several}"
