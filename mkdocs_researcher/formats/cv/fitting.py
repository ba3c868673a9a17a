"""Records that fit our models: what does not is left out and told, and the rest is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from mkdocs_researcher.data.validation import FieldPath, findings
from mkdocs_researcher.formats.source import quoted_texts
from mkdocs_researcher.formats.yaml.write import as_plain
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Model
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.entries import Entry

Record = dict[str, Any]
"""An entry of a data file as plain data: nested `dict`, `list` and `str`."""

Records = dict[str, Any]
"""A `Record`, or a list of them, by the name of the data file without its ending."""

_TIME = ("date", "start", "end")
_AFTER_TIME = frozenset({"url", "logo", "image", "note"})

Tell = Callable[[str, str], None]
"""Takes the name of a field, and a sentence about it."""


def model_of(file: str) -> type[Model]:
    """The model of the entries of a data file."""
    return DATA_FILES[file].model if file in DATA_FILES else Entry


def is_single(file: str) -> bool:
    """Whether a data file holds one entry and no list."""
    return file in DATA_FILES and DATA_FILES[file].shape == "single"


def fit(file: str, record: Record, tell: Tell) -> Record | None:
    """The parts of a record that its model takes, in the order of the model's fields.

    Args:
        file: the data file it is for.
        record: what was read; empty values count as not there.
        tell: hears of everything that is left out.

    Returns:
        the record, or None if too little is left.
    """
    model = model_of(file)
    kept: Record = {name: value for name, value in as_plain(record).items() if not _is_nothing(value)}
    while kept:
        try:
            model.model_validate(kept)
        except ValidationError as error:
            if _drop(kept, findings(error, model), file, tell):
                continue
            return None
        return {name: kept[name] for name in field_order(file) if name in kept}
    return None


def field_order(file: str) -> list[str]:
    """The fields of a data file in the order in which people write them: time before what leads elsewhere."""
    fields = list(model_of(file).model_fields)
    if "start" not in fields:
        return fields
    names = [name for name in fields if name not in _TIME]
    place = next((index for index, name in enumerate(names) if name in _AFTER_TIME), len(names))
    return [*names[:place], *_TIME, *names[place:]]


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _drop(record: Record, found: list[tuple[FieldPath, str]], file: str, tell: Tell) -> bool:
    """Takes out what is wrong; whether the rest is worth another look."""
    named = [(location, message) for location, message in found if location and location[0] in record]
    if not named:
        words = "; ".join(f"{'.'.join(map(str, location))}: {message}".strip(": ") for location, message in found)
        tell("", f"is left out, for data/{file}.yml cannot hold it ({words}); it says {quoted_texts(record)}")
        return False
    wrong: dict[str, set[str | int]] = {}
    for location, message in named:
        name = str(location[0])
        tell(name, f"is left out of data/{file}.yml: {message}; it says {_said(record[name], location[1:2])}")
        wrong.setdefault(name, set()).update(location[1:2])
    for name, steps in wrong.items():
        record[name] = _without(record[name], steps)
        if _is_nothing(record[name]):
            del record[name]
    return True


def _said(value: Any, steps: FieldPath) -> str:
    """The part of a field that is wrong, for a message."""
    if isinstance(value, list | dict) and steps:
        try:
            return quoted_texts([value[steps[0]]])  # type: ignore[index]
        except (LookupError, TypeError):
            pass
    return quoted_texts([value])


def _without(value: Any, steps: set[str | int]) -> Any:
    """The parts of a list or mapping that are not wrong; nothing if all of it is."""
    if isinstance(value, list) and steps:
        return [item for index, item in enumerate(value) if index not in steps]
    if isinstance(value, dict) and steps:
        kept = {key: item for key, item in value.items() if key not in steps}
        return kept if len(kept) < len(value) else None
    return None


def canonical(file: str, record: Record) -> dict[str, Any]:
    """The values of a record as its model has them; for comparing.

    Raises:
        ValidationError: it does not fit its model.
    """
    entry = model_of(file).model_validate(record)
    values = {name: getattr(entry, name) for name in type(entry).model_fields}
    if isinstance(entry, Dated):
        values["date"] = Dated.spans(entry)  # without the terms of a course, which are a field of their own
        del values["start"], values["end"]
    return values
