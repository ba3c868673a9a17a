"""A file to import: its data, the position of each value, and the notes that its author gets; and records.

Records are entries of data files as plain data, reduced to what their models accept: whatever a model rejects is
removed and reported, and the rest is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mkdocs_researcher.errors import Location, Problem, ResearcherError, Severity, read_problem
from mkdocs_researcher.fields.validation import FieldPath, field_name, findings
from mkdocs_researcher.formats.yaml_text import YamlError, as_plain, nearest_position, positions, read_yaml, texts_in
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.base import Model
from mkdocs_researcher.macros.entries import Entry

_MAX_BYTES = 5_000_000
_MAX_JSON_DEPTH = 100
_LONGEST_QUOTE = 60
_MOST_QUOTES = 10
_SURROGATE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_TWICE = "appears twice in the same entry; the last one counts"


class ImportFailedError(ResearcherError):
    """A file cannot be imported at all; the notes are what was found before."""

    def __init__(self, problem: Problem, notes: Iterable[Problem] = ()) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.notes = tuple(notes)


class JsonError(YamlError):
    """The text is not valid JSON."""


@dataclass
class Source:
    """A file after parsing; in its data, all scalars are text. The notes are in the order in which they were found."""

    display_path: str
    data: Any
    text: str = ""
    notes: list[Problem] = field(default_factory=list)
    _seen: set[Problem] = field(default_factory=set)
    _positions: Mapping[FieldPath, tuple[int, int]] | None = None

    def place(self, location: FieldPath) -> Location:
        """Line and column of a value, or of the nearest value around it whose position is known."""
        if self._positions is None:
            self._positions = _positions(self.text)
        return Location(self.display_path, *nearest_position(self._positions, location))

    def note(self, location: FieldPath, message: str, severity: Severity = "warning") -> None:
        """Adds a note about a value, once: a `warning` if something of the author's is lost, else an `info`."""
        note = Problem(self.place(location), message, shortened(field_name(location)), severity)
        if note not in self._seen:
            self._seen.add(note)
            self.notes.append(note)


def read_source(path: Path, max_bytes: int = _MAX_BYTES) -> Source:
    """Reads a JSON or YAML file, whose name or first character says which it is.

    `ImportFailedError` if it cannot be read, is too large, or is not valid.
    """
    display_path = path.as_posix()
    text = _text(path, display_path, max_bytes)
    is_yaml = path.suffix.lower() in {".yml", ".yaml"}
    try:
        if not is_yaml and (path.suffix.lower() == ".json" or text.lstrip().startswith(("{", "["))):
            return _json_source(text, display_path)
        return Source(display_path, read_yaml(text), text)
    except YamlError as error:
        raise ImportFailedError(error.problem(display_path)) from None


def _text(path: Path, display_path: str, max_bytes: int) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise ImportFailedError(read_problem(display_path, error)) from None
    if len(content) > max_bytes:
        message = f"is larger than {max_bytes // 1_000_000} MB, which is too large for a CV; is it the right file?"
        raise ImportFailedError(Problem(Location(display_path), message))
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFailedError(read_problem(display_path, error)) from None


def _positions(text: str) -> Mapping[FieldPath, tuple[int, int]]:
    """Positions of the fields and items of YAML, or of JSON, which is nearly YAML.

    Empty for the rare JSON that YAML cannot read, such as an object with a repeated name: a note then names the path
    of the value only. Escaped surrogates (emoji) are valid in JSON alone, so characters of equal length replace them.
    """
    try:
        return positions(_SURROGATE.sub(r"\\u0041", text))
    except YamlError:
        return {}


def _json_source(text: str, display_path: str) -> Source:
    data, repeated = _parsed_json(text)
    source = Source(display_path, data, text)
    first = YamlError("")
    if repeated:
        try:
            positions(text)
        except YamlError as error:  # our YAML reader refuses the first repeated name, so it says where that is
            first = error
    for name in sorted(repeated):
        line, column = (first.line, first.column) if name == first.field else (0, 0)
        source.notes.append(Problem(Location(display_path, line, column), _TWICE, shortened(name), "warning"))
    return source


def read_json(text: str) -> Any:
    """Reads JSON; `JsonError` says what to fix.

    Scalars stay text, numbers as written, and of a repeated name the last value counts.
    """
    return _parsed_json(text)[0]


def _parsed_json(text: str) -> tuple[Any, set[str]]:
    """The data, and names that an object holds twice."""
    repeated: set[str] = set()

    def as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            repeated.update(name for name in found if names.count(name) > 1)
        return found

    try:
        data = json.loads(
            text, strict=False, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=as_dict
        )
        return _as_text(data, 0), repeated
    except (ValueError, RecursionError) as error:
        raise json_error(error) from None


def json_error(error: ValueError | RecursionError) -> JsonError:
    """What to fix in a text that `json` cannot read."""
    if isinstance(error, json.JSONDecodeError):
        return JsonError(f"not valid JSON: {_explained(error)}", error.lineno, error.colno)
    is_deep = isinstance(error, RecursionError)
    reason = f"the data is nested more than {_MAX_JSON_DEPTH} levels deep" if is_deep else "a number is too long"
    return JsonError(f"not valid JSON: {reason}", 1, 1)


def _as_text(value: Any, depth: int) -> Any:
    if depth > _MAX_JSON_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {key: _as_text(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item, depth + 1) for item in value]
    return str(value).lower() if isinstance(value, bool) else value


def _explained(error: json.JSONDecodeError) -> str:
    rest = error.doc[error.pos :].lstrip(" \t\r\n")
    before = error.doc[: error.pos].rstrip(" \t\r\n")
    after_comma = rest[1:].lstrip(" \t\r\n") if rest.startswith(",") else rest if before.endswith(",") else ""
    found = _named_character(rest[:1])
    unclosed = "" if rest else _unclosed(error.doc)
    cases = (
        (not error.doc.strip(), "the file is empty"),
        (
            error.msg.startswith("Unterminated string"),
            "this text in quotes is never closed; close it, or get the file again if it is cut off",
        ),
        ("escape" in error.msg, "in quotes a \\ starts an escape such as \\n; write \\\\ for a \\ itself"),
        (error.msg == "Extra data", "there is more text after the end of the data; a JSON file holds one value"),
        (not rest, f"the file ends before every bracket is closed{unclosed}; it is probably cut off"),
        (rest.startswith(("//", "/*", "#")), "JSON has no comments; remove this one"),
        (after_comma.startswith(("}", "]")), f"remove the comma before the '{after_comma[:1]}'"),
        (error.msg.startswith("Expecting property name"), f"expected a name in straight double quotes, found {found}"),
        (error.msg.startswith("Expecting ':'"), f"expected ':' after the name, found {found}"),
        (error.msg.startswith("Expecting ','"), f"expected a comma or a closing bracket, found {found}"),
    )
    usual = f"{found} cannot start a value; put text in straight double quotes"
    return next((message for applies, message in cases if applies), usual)


def _unclosed(text: str) -> str:
    """The position of an opening bracket that is never closed, for a message, where our YAML reader finds it."""
    try:
        positions(text)
    except YamlError as error:
        lines = text.split("\n")
        if error.line <= len(lines) and lines[error.line - 1][error.column - 1 : error.column] in {"{", "["}:
            return f" (the one of line {error.line}, column {error.column} is not)"
    return ""


def _named_character(character: str) -> str:
    if not character:
        return "the end of the file"
    return f"'{character}'" if character.isprintable() else f"the invisible character U+{ord(character):04X}"


def quoted_texts(data: Any) -> str:
    """All texts of some data, as a message can hold them: `'one', 'two' and 3 more`."""
    texts = [text for _, text in texts_in(data) if text.strip()] or [str(key) for key in data or ()]
    quoted = ", ".join(f"'{shortened(text)}'" for text in texts[:_MOST_QUOTES])
    return f"{quoted} and {len(texts) - _MOST_QUOTES} more" if len(texts) > _MOST_QUOTES else quoted


def shortened(text: str) -> str:
    """A text in one line, short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


# Records

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
