"""A mapping of a source that records which fields were read, so that the rest can be reported.

Sources are untrusted and written by hand: there may be a text instead of a list, or a mapping instead of a text. Such
values are read as the author probably meant them, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.source import Source, quoted_texts, shortened, texts_in

_SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?[,;]\s*+")
_NO_PLACE = "{value} has no field in {target}; put it into another field there if it matters"
_GROUP = {"title", "contents"}  # a list within a list of al-folio
_AS_TEXT = "is written as a field because it contains a colon; it is read as the text '{text}'"
_AS_LIST = "is a list where a single text is expected; it is read as one text"


def clean(text: str) -> str:
    """Removes control characters, and white space at the ends of lines."""
    lines = CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


class TrackedMapping:
    """One mapping of a source, which receives the notes; any other value is read as its field `main`."""

    def __init__(self, source: Source, value: Any, location: FieldPath, main: str = "name") -> None:
        self.source = source
        self.location = location
        self.unread: dict[str, Any] = dict(value) if isinstance(value, dict) else {main: value}
        self.renamed: dict[str, str] = {}
        self.is_mapping = isinstance(value, dict)

    def path_of(self, name: str) -> FieldPath:
        return (*self.location, self.renamed.get(name, name)) if self.is_mapping else self.location

    def rename(self, name: str, other: str) -> None:
        """Reads a field as another one, unless that one exists."""
        if name in self.unread and other not in self.unread:
            self.unread[other] = self.unread.pop(name)
            self.renamed[other] = name

    def first(self, names: tuple[str, ...]) -> str:
        """The name of the first of these fields that is not empty; if all are empty, the first name."""
        return next((name for name in names if name in self.unread and not is_empty(self.unread[name])), names[0])

    def take(self, *names: str) -> tuple[str, Any]:
        """The first of these fields that is not empty, with its value (None if all are empty); it counts as read."""
        name = self.first(names)
        is_given = name in self.unread and not is_empty(self.unread[name])
        return name, self.unread.pop(name) if is_given else None

    def text(self, *names: str) -> str:
        """The first of these fields that is not empty, as one text."""
        name, value = self.take(*names)
        return self._as_text(value, self.path_of(name))

    def lines(self, *names: str) -> list[str]:
        """The first of these fields that is not empty, as a list of texts."""
        name, value = self.take(*names)
        items = value if isinstance(value, list) else [value]
        start = self.path_of(name)
        texts = (self._as_text(item, (*start, index)) for index, item in enumerate(items) if not is_empty(item))
        return [text for text in texts if text]

    def words(self, *names: str) -> list[str]:
        """Like `lines`; a single text is split at its commas."""
        name, value = self.take(*names)
        if isinstance(value, str):
            return [word for word in _SEPARATOR.split(clean(value)) if word]
        self.unread[name] = value
        return self.lines(name)

    def mapping(self, name: str) -> TrackedMapping:
        name, value = self.take(name)
        return TrackedMapping(self.source, {} if value is None else value, self.path_of(name))

    def mappings(self, name: str, main: str = "name") -> Iterator[TrackedMapping]:
        """A field that holds a list of mappings; a single mapping is read as a list of one."""
        name, value = self.take(name)
        start = self.path_of(name)
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            for key, item in value.items():  # entries by name instead of a list
                yield TrackedMapping(self.source, {main: key, **item}, (*start, key), main)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if not is_empty(item):
                    yield TrackedMapping(self.source, item, (*start, index), main)
        elif value is not None:
            yield TrackedMapping(self.source, value, start, main)

    def note(self, name: str, message: str, severity: Severity = "warning") -> None:
        """Reports something about a field, or about the whole mapping if no name is given."""
        self.source.note(self.path_of(name) if name else self.location, message, severity)

    def report_unread(self, target: str) -> None:
        """Reports the fields that were not read; `target` is the file that has no field for them."""
        for name, value in self.unread.items():
            if not is_empty(value):
                severity: Severity = "info" if name == "icon" else "warning"
                self.note(name, _NO_PLACE.format(value=quoted_texts(value), target=target), severity)
        self.unread = {}

    def _as_text(self, value: Any, location: FieldPath) -> str:
        if value is None or isinstance(value, str):
            return clean(value or "")
        if isinstance(value, dict) and value.keys() == _GROUP:
            parts = TrackedMapping(self.source, value, location)
            return f"{parts.text('title')}: {', '.join(parts.lines('contents'))}"
        if isinstance(value, dict):
            text = clean("; ".join(f"{key}: {self._as_text(item, location)}".strip() for key, item in value.items()))
            self.source.note(location, _AS_TEXT.format(text=shortened(text)), "info")
            return text
        if isinstance(value, list):
            self.source.note(location, _AS_LIST, "info")
            texts = (self._as_text(item, location) for item in value)
            return "; ".join(text for text in texts if text)
        return clean(str(value))


def is_empty(value: Any) -> bool:
    """Does the value contain no text at any depth?"""
    # YAML reads a text that ends in a colon as a mapping with a name but no value.
    has_phrases = isinstance(value, dict) and any(isinstance(key, str) and " " in key for key in value)
    return not has_phrases and not any(clean(text) for _, text in texts_in(value))
