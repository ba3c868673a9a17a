"""Imports of whole CVs: which format a file has, its entries as records, and the data files they are written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.files import write_new
from mkdocs_researcher.formats.al_folio_cv import is_al_folio_cv, read_al_folio_cv
from mkdocs_researcher.formats.json_resume import is_json_resume, read_json_resume
from mkdocs_researcher.formats.rendercv import is_rendercv, read_rendercv
from mkdocs_researcher.formats.source import ImportFailedError, Records, Source, is_single, read_source
from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.importing.placeholders import report_placeholders
from mkdocs_researcher.macros import DATA_FILES


class Kind(NamedTuple):
    """A format of CVs, with its names on the command line and in messages."""

    name: str
    title: str
    fits: Callable[[Any], bool]
    read: Callable[[Source], Records]


# al-folio's newer file is one of RenderCV.
KINDS = (
    Kind("rendercv", "RenderCV", is_rendercv, read_rendercv),
    Kind(
        "al-folio-cv",
        "al-folio's cv.yml",
        is_al_folio_cv,
        lambda source: (read_rendercv if isinstance(source.data, dict) else read_al_folio_cv)(source),
    ),
    Kind("json-resume", "JSON Resume", is_json_resume, read_json_resume),
)
_UNKNOWN = (
    "is not a known format: neither papers (BibTeX, RIS, CSL-JSON) nor a CV ({known}); if it is one of them, "
    "name it with --from"
)
_EMPTY = "contains nothing that a data file can hold (it was read as {title})"


class Imported(NamedTuple):
    """The content of a CV: valid records per data file, and notes in the order of the source."""

    title: str
    records: Records
    notes: tuple[Problem, ...]


def import_file(path: Path, kind: str = "") -> Imported:
    """Reads a CV of a kind, which is recognized by its content if empty.

    Raises:
        ImportFailedError: it cannot be read, has an unknown format, or is empty.
    """
    known = ", ".join(one.title for one in KINDS)
    unknown = ImportFailedError(Problem(Location(path.as_posix()), _UNKNOWN.format(known=known)))
    try:
        source = read_source(path)
    except ImportFailedError as error:
        # Errors of YAML do not help with a file that is probably not YAML.
        is_other = not kind and path.suffix.lower() not in {".yml", ".yaml", ".json"} and error.problem.location.column
        raise unknown if is_other else error from None
    chosen = next((one for one in KINDS if (one.name == kind if kind else one.fits(source.data))), None)
    if chosen is None:
        raise unknown
    records: Records = {}
    if isinstance(source.data, dict | list):
        report_placeholders(source)
        records = chosen.read(source)
    if not records:
        problem = Problem(Location(source.display_path), _EMPTY.format(title=chosen.title))
        raise ImportFailedError(problem, source.notes)
    return Imported(chosen.title, records, tuple(sorted(source.notes, key=lambda note: note.location)))


def write_records(
    records: Records, folder: Path, *, force: bool = False, dry_run: bool = False
) -> Iterator[tuple[Path, str, str]]:
    """Writes the data files, each completely or not at all.

    Yields:
        Path, name of the data file, and the result: `wrote`, `unchanged` or `would write`.

    Raises:
        FileExistsError: one of them exists with other content; nothing is written then.
    """
    texts = {folder / f"{file}.yml": text for file, text in data_texts(records).items()}
    if twins := [path.with_suffix(".yaml") for path in texts if path.with_suffix(".yaml").exists()]:
        names = ", ".join(path.as_posix() for path in twins)
        raise FileExistsError(f"nothing was written: {names} would be next to a .yml of the same name; rename it first")
    if dry_run:
        yield from ((path, path.stem, "would write") for path in texts)
        return
    for path, done in write_new(texts, force=force):
        yield path, path.stem, done


def data_texts(records: Records) -> dict[str, str]:
    """The text of each data file, by its name without ending, in the order of the records."""
    return {file: yaml_text(_shaped(file, found)) for file, found in records.items() if found}


def _shaped(file: str, found: Any) -> Any:
    """Entries in the shape of their file, which may be a mapping by name."""
    if is_single(file) or file not in DATA_FILES or DATA_FILES[file].shape != "mapping":
        return found
    key = DATA_FILES[file].key
    return {entry[key]: {name: value for name, value in entry.items() if name != key} for entry in found}


def entry_count(file: str, found: Any) -> str:
    """The number of entries of a data file in words, empty for a file that holds a single entry."""
    if is_single(file):
        return ""
    noun = DATA_FILES[file].noun if file in DATA_FILES else "entry"
    plural = "people" if noun == "person" else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{len(found)} {noun if len(found) == 1 else plural}"
