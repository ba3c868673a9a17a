"""Records (entries of data files as plain data), reduced to what their models accept.

Whatever a model rejects is removed and reported; the rest of the record is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from mkdocs_researcher.fields.validation import FieldPath, findings
from mkdocs_researcher.formats.source import quoted_texts
from mkdocs_researcher.formats.yaml.write import as_plain
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Model
from mkdocs_researcher.macros.entries import Entry

Record = dict[str, Any]
"""An entry of a data file as plain data: nested `dict`, `list` and `str`."""

Records = dict[str, Any]
"""By data file (name without ending): a list of records, or one record where the file holds a single entry."""

_TIME = ("date", "start", "end")
_AFTER_TIME = frozenset({"url", "logo", "image", "note"})

Report = Callable[[str, str], None]
"""Takes the name of a field (empty for the whole record) and a message about it."""


def model_of(file: str) -> type[Model]:
    """The model of the entries of a data file."""
    return DATA_FILES[file].model if file in DATA_FILES else Entry


def is_single(file: str) -> bool:
    """Does the data file contain a single entry instead of a list?"""
    return file in DATA_FILES and DATA_FILES[file].shape == "single"


def keep_valid(file: str, record: Record, report: Report) -> Record | None:
    """The parts of a record that its model accepts, in the order of the model's fields; None if too little is left.

    Empty values count as missing. `report` receives everything that is left out.
    """
    model = model_of(file)
    kept: Record = {name: value for name, value in as_plain(record).items() if not _is_empty(value)}
    while kept:
        try:
            model.model_validate(kept)
        except ValidationError as error:
            if _drop_invalid(kept, findings(error, model), file, report):
                continue
            return None
        return {name: kept[name] for name in field_order(file) if name in kept}
    return None


def field_order(file: str) -> list[str]:
    """The fields of a data file in the order in which people write them: dates before links and images."""
    fields = list(model_of(file).model_fields)
    if "start" not in fields:
        return fields
    names = [name for name in fields if name not in _TIME]
    position = next((index for index, name in enumerate(names) if name in _AFTER_TIME), len(names))
    return [*names[:position], *_TIME, *names[position:]]


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _drop_invalid(record: Record, found: list[tuple[FieldPath, str]], file: str, report: Report) -> bool:
    """Removes the invalid parts; returns False if the problem is not in a field, so that nothing can be kept."""
    named = [(location, message) for location, message in found if location and location[0] in record]
    if not named:
        words = "; ".join(f"{'.'.join(map(str, location))}: {message}".strip(": ") for location, message in found)
        report("", f"is left out, because data/{file}.yml cannot hold it ({words}); it says {quoted_texts(record)}")
        return False
    invalid: dict[str, set[str | int]] = {}
    for location, message in named:
        name = str(location[0])
        report(name, f"is left out of data/{file}.yml: {message}; it says {_quoted_part(record[name], location[1:2])}")
        invalid.setdefault(name, set()).update(location[1:2])
    for name, steps in invalid.items():
        record[name] = _without(record[name], steps)
        if _is_empty(record[name]):
            del record[name]
    return True


def _quoted_part(value: Any, steps: FieldPath) -> str:
    if isinstance(value, list | dict) and steps:
        try:
            return quoted_texts([value[steps[0]]])  # type: ignore[index]
        except (LookupError, TypeError):
            pass
    return quoted_texts([value])


def _without(value: Any, steps: set[str | int]) -> Any:
    if isinstance(value, list) and steps:
        return [item for index, item in enumerate(value) if index not in steps]
    if isinstance(value, dict) and steps:
        kept = {key: item for key, item in value.items() if key not in steps}
        return kept if len(kept) < len(value) else None
    return None
