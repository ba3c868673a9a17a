"""Which kind of source a file is, and all of it as records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.al_folio_cv import is_al_folio_cv, read_al_folio_cv
from mkdocs_researcher.formats.cv.fitting import Records
from mkdocs_researcher.formats.json_resume.read import is_json_resume, read_json_resume
from mkdocs_researcher.formats.rendercv.read import is_rendercv, read_rendercv
from mkdocs_researcher.formats.source import ImportFailedError, Source, read_source
from mkdocs_researcher.importing.placeholders import tell_leftovers


class Kind(NamedTuple):
    """A kind of source.

    Attributes:
        name: what the command line calls it.
        title: what people call it.
        fits: whether some data looks like it.
        read: makes records of a source, and notes what has no place.
    """

    name: str
    title: str
    fits: Callable[[Any], bool]
    read: Callable[[Source], Records]


def _read_either(source: Source) -> Records:
    return read_rendercv(source) if isinstance(source.data, dict) else read_al_folio_cv(source)


KINDS = (
    Kind("rendercv", "RenderCV", is_rendercv, read_rendercv),
    Kind("al-folio-cv", "al-folio's cv.yml", is_al_folio_cv, _read_either),
    Kind("json-resume", "JSON Resume", is_json_resume, read_json_resume),
)
_UNKNOWN = (
    "is not known: it holds no papers (BibTeX, RIS, CSL-JSON) and no CV ({known}); if it does, say which with --from"
)
_NOTHING = "holds nothing that a data file can take"


class Imported(NamedTuple):
    """What a source holds.

    Attributes:
        title: what the kind of source is called.
        records: per data file; each fits its model.
        notes: what the author should know, in the order of the source: a `warning` where something of theirs has
            no place, an `info` where they should have a look.
    """

    title: str
    records: Records
    notes: tuple[Problem, ...]


def import_file(path: Path, kind: str = "") -> Imported:
    """Reads a CV.

    Args:
        path: a file.
        kind: name of its kind; told by its content if empty.

    Raises:
        ImportFailedError: it cannot be read, is of no known kind, or is empty.
    """
    known = ", ".join(one.title for one in KINDS)
    unknown = ImportFailedError(Problem(Location(path.as_posix()), _UNKNOWN.format(known=known)))
    try:
        source = read_source(path)
    except ImportFailedError as error:
        # What is wrong with it as YAML does not matter of a file that never was.
        is_other = not kind and path.suffix.lower() not in {".yml", ".yaml", ".json"} and error.problem.place.column
        raise unknown if is_other else error from None
    chosen = next((one for one in KINDS if (one.name == kind if kind else one.fits(source.data))), None)
    if chosen is None:
        raise unknown
    if isinstance(source.data, dict | list):
        tell_leftovers(source)
        records = chosen.read(source)
    else:
        records = {}
    if not records:
        problem = Problem(Location(source.display_path), f"{_NOTHING} (it was read as {chosen.title})")
        raise ImportFailedError(problem, source.notes)
    return Imported(chosen.title, records, tuple(sorted(source.notes, key=lambda note: note.place)))
