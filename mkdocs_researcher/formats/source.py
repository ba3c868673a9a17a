"""A file to import: read, parsed, with a place for each value, and the notes that its author gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import Location, Problem, ResearcherError, Severity
from mkdocs_researcher.formats.json_text import JsonError, read_json
from mkdocs_researcher.formats.yaml.read import YamlError, positions, read_yaml

FieldPath = tuple[str | int, ...]

_MOST_BYTES = 5_000_000
_LONGEST_QUOTE = 60
_MOST_QUOTES = 10


class ImportFailedError(ResearcherError):
    """A file cannot be imported at all.

    Args:
        problem: why, with the place in the file.
        notes: what was found on the way.
    """

    def __init__(self, problem: Problem, notes: Iterable[Problem] = ()) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.notes = tuple(notes)


@dataclass
class Source:
    """A file after parsing.

    Attributes:
        display_path: its path as the author knows it.
        data: nested `dict`, `list`, `str` and None; all scalars are text.
        text: the text it was parsed from.
        find_places: gives line and column of each field and list item.
        notes: what the author should know, in the order it was found.
    """

    display_path: str
    data: Any
    text: str = ""
    find_places: Callable[[], Mapping[FieldPath, tuple[int, int]]] = dict
    notes: list[Problem] = field(default_factory=list)
    _seen: set[Problem] = field(default_factory=set)
    _places: Mapping[FieldPath, tuple[int, int]] | None = None

    def place(self, location: FieldPath) -> Location:
        """Where a value stands, or the nearest thing around it."""
        if self._places is None:
            self._places = self.find_places()
        for length in range(len(location), -1, -1):
            if found := self._places.get(location[:length]):
                return Location(self.display_path, *found)
        return Location(self.display_path)

    def note(self, location: FieldPath, message: str, severity: Severity = "warning") -> None:
        """Tells the author something of a value: a `warning` if something of theirs is lost, else an `info`."""
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in location)
        note = Problem(self.place(location), message, shortened(name), severity)
        if note not in self._seen:
            self._seen.add(note)
            self.notes.append(note)


def read_source(path: Path, most_bytes: int = _MOST_BYTES) -> Source:
    """Reads a JSON or YAML file; which of the two it is, its name and its first sign say.

    Args:
        path: the file.
        most_bytes: how large it may be.

    Raises:
        ImportFailedError: it cannot be read, is too large, or is no JSON or YAML.
    """
    display_path = path.as_posix()
    text = _text(path, display_path, most_bytes)
    if path.suffix.lower() not in {".yml", ".yaml"} and (
        path.suffix.lower() == ".json" or text.lstrip().startswith(("{", "["))
    ):
        return _from_json(text, display_path)
    try:
        return Source(display_path, read_yaml(text), text, lambda: positions(text))
    except YamlError as error:
        raise ImportFailedError(error.problem(display_path)) from None


def _text(path: Path, display_path: str, most_bytes: int) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise ImportFailedError(Problem(Location(display_path), f"cannot be read: {error.strerror}")) from None
    if len(content) > most_bytes:
        message = f"is larger than {most_bytes // 1_000_000} MB, and no CV is; is it the right file?"
        raise ImportFailedError(Problem(Location(display_path), message))
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8; save it as UTF-8 in your editor"
        raise ImportFailedError(Problem(Location(display_path, line), message)) from None


def _from_json(text: str, display_path: str) -> Source:
    try:
        parsed = read_json(text)
    except JsonError as error:
        raise ImportFailedError(Problem(Location(display_path, error.line, error.column), error.message)) from None
    source = Source(display_path, parsed.data, text, lambda: parsed.places)
    for odd in parsed.oddities:
        place = Location(display_path, odd.line, odd.column)
        source.notes.append(Problem(place, odd.message, odd.field, "warning" if odd.field else "info"))
    return source


def texts_in(data: Any, location: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """All texts of some data, with their places."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts_in(value, (*location, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts_in(value, (*location, index))
    elif isinstance(data, str):
        yield location, data


def quoted_texts(data: Any) -> str:
    """All that some data says, as a message can hold it: `'one', 'two' and 3 more`."""
    texts = [text for _, text in texts_in(data) if text.strip()] or [str(key) for key in data or ()]
    display_path = ", ".join(f"'{shortened(text)}'" for text in texts[:_MOST_QUOTES])
    return f"{display_path} and {len(texts) - _MOST_QUOTES} more" if len(texts) > _MOST_QUOTES else display_path


def shortened(text: str) -> str:
    """A text as a message can hold it."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
