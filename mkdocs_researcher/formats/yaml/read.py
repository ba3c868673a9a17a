"""YAML text as plain data, read from parser events.

Why not `yaml.load`: its implicit types misstate a researcher's work (`2025.10` becomes the number 2025.1,
`no` becomes false, `010` becomes 8), it drops a repeated key without a word, and it needs three times the
time and memory. Here every scalar stays the text that the author wrote; the models give it its type.
Positions are taken in a second pass, and only when there is a problem to report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.formats.yaml.messages import explain

Path = tuple[str | int, ...]
Position = tuple[int, int]

# What YAML 1.2's core schema calls null, less `Null` and `NULL`, which are somebody's family name.
_NULL = frozenset({"", "~", "null"})
_MAX_EXPANSION = 100_000
_MAX_DEPTH = 100
_NO_KEY = object()


class YamlError(Exception):
    """The text is no usable YAML.

    Args:
        message: what is wrong and what is right.
        line: line from 1.
        column: column from 1.
        field: the field concerned, empty if none.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.field = field

    def problem(self, file: str) -> Problem:
        """The error as a problem of `file`."""
        return Problem(Location(file, self.line, self.column), self.message, self.field)


class _Builder:
    """Builds plain data from the events of one document."""

    def __init__(self, positions: dict[Path, Position] | None = None) -> None:
        self.positions = positions
        self.root: Any = None
        self.container: Any = None
        self.key: Any = _NO_KEY
        self.stack: list[tuple[Any, Any, str | None]] = []
        self.path: list[str | int] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.merges: dict[int, list[dict[str, Any]]] = {}
        self.count = 0
        self.marks: list[int] = []
        self.documents = 0

    def run(self, events: Iterator[yaml.Event]) -> Any:
        for event in events:
            kind = event.__class__
            if kind is yaml.ScalarEvent:
                self.count += 1
                if not self.adds_plain(event):
                    self.add(self.scalar(event), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.open({} if kind is yaml.MappingStartEvent else [], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close(event)
            elif kind is yaml.AliasEvent:
                self.add(self.alias(event), event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    raise _error("the file holds a second document ('---'); keep all entries in one", event)
        return self.root

    def adds_plain(self, event: Any) -> bool:
        """Adds a word without quotes, tag and name, of which most files are made; whether it was one."""
        is_plain = not (event.style or event.anchor or event.tag is not None or self.positions is not None)
        value, container, key = event.value, self.container, self.key
        if is_plain and container.__class__ is list:
            container.append(None if value in _NULL else value)
        elif not is_plain or container.__class__ is not dict or key == "<<" or value == "<<":
            return False
        elif key is not _NO_KEY:
            container[key] = None if value in _NULL else value
            self.key = _NO_KEY
        elif value in _NULL or value in container:
            return False
        else:
            self.key = value
        return True

    def scalar(self, event: Any) -> str | None:
        value: str = event.value
        style = event.style
        if event.tag is not None:
            _check_tag(event)
        if not style:  # libyaml says '', the Python parser None: a plain scalar
            value = None if value in _NULL else value  # type: ignore[assignment]
        elif style == '"' and CONTROL_CHARACTERS.search(value):
            raise _error("the text holds a control character; remove it", event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        return value

    def alias(self, event: Any) -> Any:
        value, size = self.anchors.get(event.anchor, (None, -1))
        if size < 0:
            message = f"'*{event.anchor}' repeats an entry that nobody named '&{event.anchor}'"
            raise _error(f"{message}; put text that starts with * or & in quotes", event)
        self.count += size
        if self.count > _MAX_EXPANSION and size > 1:
            raise _error("repeated entries (&name, *name) expand to too much; write them out", event)
        return value

    def open(self, container: Any, event: Any) -> None:
        if event.tag is not None:
            _check_tag(event)
        if len(self.stack) >= _MAX_DEPTH:
            raise _error(f"the data is nested more than {_MAX_DEPTH} levels deep", event)
        if container.__class__ is list and isinstance(self.container, dict) and self.key is _NO_KEY:
            raise _error("a list cannot be a key; put text that starts with [ in quotes", event)
        if self.positions is not None:
            self.mark(event)
        self.stack.append((self.container, self.key, event.anchor))
        self.marks.append(self.count)
        self.container, self.key = container, _NO_KEY

    def close(self, event: Any) -> None:
        value = self.container
        for merged in self.merges.pop(id(value), ()):
            for key, item in merged.items():
                value.setdefault(key, item)
        self.container, self.key, anchor = self.stack.pop()
        size = self.count - self.marks.pop() + 1
        if anchor:
            self.anchors[anchor] = (value, size)
        self.put(value, event)

    def add(self, value: Any, event: Any) -> None:
        if self.container.__class__ is dict and self.key is _NO_KEY:
            self.set_key(value, event)
            return
        if self.positions is not None:
            self.mark(event)
        self.put(value, event)

    def set_key(self, value: Any, event: Any) -> None:
        if value.__class__ is not str:
            raise _error("a field needs a name before its ':'", event)
        if value in self.container and value != "<<":
            raise _error("stands twice in the same entry; keep one", event, value)
        self.key = value
        if self.positions is not None:
            self.positions[(*self.here(), value)] = _position(event)

    def put(self, value: Any, event: Any) -> None:
        container = self.container
        if container.__class__ is dict:
            if self.key is _NO_KEY:
                raise _error("a mapping cannot be a key; put text that starts with { in quotes", event)
            if self.key == "<<":
                self.merge(value, event)
            else:
                container[self.key] = value
            self.key = _NO_KEY
        elif container.__class__ is list:
            container.append(value)
        else:
            self.root = value

    def merge(self, value: Any, event: Any) -> None:
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if not isinstance(part, dict):
                raise _error("'<<' takes in other entries: write '<<: *name' for an entry marked '&name'", event)
            self.merges.setdefault(id(self.container), []).append(part)

    def here(self) -> Path:
        steps: list[str | int] = []
        for container, key, _ in self.stack[1:]:
            steps.append(len(container) if container.__class__ is list else key)
        return tuple(steps)

    def mark(self, event: Any) -> None:
        assert self.positions is not None
        container = self.container
        if container.__class__ is list:
            self.positions[(*self.here(), len(container))] = _position(event)
        elif container is None:
            self.positions[()] = _position(event)


def read_yaml(text: str) -> Any:
    """Reads one YAML document; every scalar stays text.

    Args:
        text: the text of the file.

    Returns:
        `None` for an empty document, else nested `dict`, `list`, `str` and `None`.

    Raises:
        YamlError: the text is no usable YAML; the message says what to mend.
    """
    return _built(_Builder(), text)


def positions(text: str) -> dict[Path, Position]:
    """Where each field and list item of the text stands.

    Args:
        text: a text that `read_yaml` takes.

    Returns:
        For each path such as `(2, "links", "Paper")` the line and column, from 1. A field stands where its
        name stands, a list item where its first word stands.
    """
    found: dict[Path, Position] = {}
    _built(_Builder(found), text)
    return found


def _built(builder: _Builder, text: str) -> Any:
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return builder.run(iter(loader_class(text).get_event, None))
    except yaml.MarkedYAMLError as error:
        # What is never closed is best mended where it was opened.
        unclosed = "expected ',' or" in str(error.problem) or "while scanning a quoted" in str(error.context)
        mark = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise YamlError(explain(error, text, line), line, column) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError("the file holds a control character; remove it", line) from None


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _check_tag(event: Any) -> None:
    if event.tag not in {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}:
        raise _error(f"the tag '{event.tag}' is not allowed in data; put text that starts with ! in quotes", event)


def _error(message: str, event: Any, field: str = "") -> YamlError:
    return YamlError(message, *_position(event), field)
