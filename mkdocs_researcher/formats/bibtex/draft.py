"""A BibTeX entry on its way to a paper."""

from __future__ import annotations

from typing import Any, NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.formats.bibtex.entries import Entry
from mkdocs_researcher.formats.bibtex.text import Note


class Draft(NamedTuple):
    """An entry and what has been made of it.

    Attributes:
        entry: the entry.
        fields: fields of the model, as YAML would have them.
        sources: name in the file and line, by field of the model; of a link, by `links.` and its label.
        notes: what to tell the author.
    """

    entry: Entry
    fields: dict[str, Any]
    sources: dict[str, tuple[str, int]]
    notes: list[Note]

    def raw(self, name: str) -> str:
        """A field as it is written, empty if it is not there."""
        return self.entry.fields.get(name, "")

    def line(self, name: str) -> int:
        """The line of a field, that of the entry if it is not there."""
        return self.entry.lines.get(name, self.entry.line)

    def put(self, field: str, value: Any, name: str) -> None:
        """Sets a field of the model that comes from the field `name` of the file."""
        self.fields[field] = value
        self.sources[field] = (name, self.line(name))

    def note(self, name: str, message: str, severity: Severity = "warning") -> None:
        """Tells something about a field of the file."""
        self.notes.append(Note(self.line(name), message, name, severity))
