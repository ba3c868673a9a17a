"""A paper while it is made from an entry."""

from __future__ import annotations

from typing import Any, NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.formats.bibtex.entries import Entry
from mkdocs_researcher.formats.bibtex.text import Note


class Draft(NamedTuple):
    """An entry, and the paper made from it so far, with `fields` as YAML would have them.

    `sources` has name in the file and line, by field of the model; of a link, by `links.` and its label.
    """

    entry: Entry
    fields: dict[str, Any]
    sources: dict[str, tuple[str, int]]
    notes: list[Note]

    def raw(self, name: str) -> str:
        """A field as written; empty if it is missing."""
        return self.entry.fields.get(name, "")

    def line(self, name: str) -> int:
        """The line of a field, or that of the entry if the field is missing."""
        return self.entry.lines.get(name, self.entry.line)

    def written(self, name: str) -> str:
        """The name of a field as the author wrote it."""
        return self.entry.written.get(name, name)

    def put(self, field: str, value: Any, name: str) -> None:
        """Sets a field of the model from the field `name` of the file."""
        entry = self.entry
        self.fields[field] = value
        self.sources[field] = (entry.written.get(name, name), entry.lines.get(name, entry.line))

    def note(self, name: str, message: str, severity: Severity = "warning") -> None:
        self.notes.append(Note(self.line(name), message, self.written(name), severity))
