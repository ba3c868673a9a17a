"""A mapping of a source, read field by field, so that in the end it is known what was not read.

Sources are untrusted and written by hand: a text may stand where a list belongs, and a mapping where a text does. What
the author meant is taken, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.formats.source import FieldPath, Source, quoted_texts, shortened, texts_in

_LIST_MARK = re.compile(r"\s*[,;]\s*")
_NO_PLACE = "{value} has no place in {target}; put it into another field there if it matters"
_GROUP = {"title", "contents"}  # al-folio's points within a point
_AS_TEXT = "is written as a field, for it holds a colon; it is read as the text '{text}'"
_AS_LIST = "is a list where one text belongs; it is read as one text"


def clean(text: str) -> str:
    """A text without what no file should hold, and without blanks at the ends of lines."""
    lines = CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


class Item:
    """One mapping of a source.

    Args:
        source: where notes go.
        value: the mapping, or a text that stands in its place.
        location: where it stands.
        main: the field that a text in its place is taken for.
    """

    def __init__(self, source: Source, value: Any, location: FieldPath, main: str = "name") -> None:
        self.source = source
        self.location = location
        self.left: dict[str, Any] = value if isinstance(value, dict) else {main: value}
        self.left = dict(self.left)
        self.renamed: dict[str, str] = {}
        self.is_mapping = isinstance(value, dict)

    def at(self, name: str) -> FieldPath:
        """Where a field stands."""
        return (*self.location, self.renamed.get(name, name)) if self.is_mapping else self.location

    def rename(self, name: str, other: str) -> None:
        """Reads a field as another one, which must not be there."""
        if name in self.left and other not in self.left:
            self.left[other] = self.left.pop(name)
            self.renamed[other] = name

    def take(self, *names: str) -> tuple[str, Any]:
        """The first of these fields that holds something, and its value; it counts as read."""
        for name in names:
            if name in self.left and not is_empty(self.left[name]):
                return name, self.left.pop(name)
        return (names[0] if names else ""), None

    def text(self, *names: str) -> str:
        """The first of these fields that holds something, as one text; empty if none does."""
        name, value = self.take(*names)
        return self._as_text(value, self.at(name))

    def lines(self, *names: str) -> list[str]:
        """The first of these fields that holds something, as a list of texts; one text alone is a list of one."""
        name, value = self.take(*names)
        items = value if isinstance(value, list) else [value]
        start = self.at(name)
        texts = (self._as_text(item, (*start, index)) for index, item in enumerate(items) if not is_empty(item))
        return [text for text in texts if text]

    def words(self, *names: str) -> list[str]:
        """Like `lines`; one text alone is cut at its commas."""
        name, value = self.take(*names)
        if isinstance(value, str):
            return [word for word in _LIST_MARK.split(clean(value)) if word]
        self.left[name] = value
        return self.lines(name)

    def item(self, name: str) -> Item:
        """A field that holds a mapping."""
        name, value = self.take(name)
        return Item(self.source, value if value is not None else {}, self.at(name))

    def items(self, name: str, main: str = "name") -> Iterator[Item]:
        """A field that holds a list of mappings; one mapping alone is a list of one."""
        name, value = self.take(name)
        start = self.at(name)
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            for key, item in value.items():  # entries by name, in place of a list
                yield Item(self.source, {main: key, **item}, (*start, key), main)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if not is_empty(item):
                    yield Item(self.source, item, (*start, index), main)
        elif value is not None:
            yield Item(self.source, value, start, main)

    def note(self, name: str, message: str, severity: Any = "warning") -> None:
        """Tells the author something of a field, or of the whole mapping if no name is given."""
        self.source.note(self.at(name) if name else self.location, message, severity)

    def finish(self, target: str) -> None:
        """Tells what was not read.

        Args:
            target: what it has no place in, such as `data/awards.yml`.
        """
        for name, value in self.left.items():
            if not is_empty(value):
                severity = "info" if name == "icon" else "warning"
                self.note(name, _NO_PLACE.format(value=quoted_texts(value), target=target), severity)
        self.left = {}

    def _as_text(self, value: Any, location: FieldPath) -> str:
        if value is None or isinstance(value, str):
            return clean(value or "")
        if isinstance(value, dict) and value.keys() == _GROUP:
            parts = Item(self.source, value, location)
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
    """Whether a value holds no text at all, however deep."""
    return not any(clean(text) for _, text in texts_in(value)) and not _has_names(value)


def _has_names(value: Any) -> bool:
    """Whether there is a mapping of names without values, such as a text that ends in a colon."""
    return isinstance(value, dict) and any(isinstance(key, str) and " " in key for key in value)
