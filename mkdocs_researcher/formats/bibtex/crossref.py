"""What entries take from others: `crossref` and biblatex's `xdata`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.formats.bibtex.entries import Entry
from mkdocs_researcher.formats.bibtex.text import Note
from mkdocs_researcher.formats.bibtex.write import PRIVATE_FIELDS

# A volume's own address, pages or abstract are not those of a paper in it.
_OWN = """title subtitle titleaddon shorttitle doi url urldate eprint eprinttype archiveprefix primaryclass eprintclass
arxiv pmid pmcid pages abstract note annote key language"""
_NOT_INHERITED = (PRIVATE_FIELDS | frozenset(_OWN.split())) - {"abbr", "venue_short"}
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle"}
_VOLUMES = frozenset(("proceedings", "mvproceedings", "collection", "mvcollection", "book", "mvbook", "periodical"))


class Family(NamedTuple):
    """Entries after they have taken what they lack.

    Attributes:
        entries: those that are works, in the order of the file.
        notes: what to tell the author.
        missing: names that stand nowhere.
        parents: keys of entries that others take from.
    """

    entries: list[Entry]
    notes: list[Note]
    missing: frozenset[str]
    parents: frozenset[str]


def resolve(entries: Mapping[str, Entry], others: Mapping[str, Entry] = MappingProxyType({})) -> Family:
    """Completes each entry with what it takes from others.

    Args:
        entries: the entries of a file.
        others: those of other files, which may be parents, too.

    A volume that stands there only for others, with no author of its own, is no work of its own, unless it says
    `hidden = {false}`.
    """
    resolver = _Resolver(entries, others)
    complete = {key: resolver.complete(key) for key in entries}
    serving = [key for key in complete if key in resolver.parents and only_serves(entries[key])]
    if serving:
        resolver.notes.append(serving_note([entries[key] for key in serving]))
    works = [entry for key, entry in complete.items() if key not in serving and entry.kind != "xdata"]
    return Family(works, resolver.notes, frozenset(resolver.missing), frozenset(resolver.parents))


def serving_note(entries: Sequence[Entry]) -> Note:
    """Tells that entries are not shown, as they only serve others."""
    names = ", ".join(f"'{entry.key}'" for entry in entries)
    message = f"only named as crossref, so not shown as works of their own: {names}"
    return Note(entries[0].line, f"{message}; write hidden = {{false}} in one that is", "", "info")


def only_serves(entry: Entry) -> bool:
    """Whether an entry that others name is a volume that is no work of its own."""
    return entry.kind in _VOLUMES and not entry.fields.get("author", "").strip() and "hidden" not in entry.fields


class _Resolver:
    def __init__(self, own: Mapping[str, Entry], others: Mapping[str, Entry]) -> None:
        self.own = own
        self.entries = {**others, **own} if others else own
        self.folded = {key.casefold(): key for key in self.entries}  # BibTeX's keys do not distinguish case
        self.missing: set[str] = set()
        self.notes: list[Note] = []
        self.parents: set[str] = set()
        self.circular: set[str] = set()
        self.done: dict[str, Entry] = {}

    def complete(self, key: str) -> Entry:
        """An entry with what its parents have; chains are followed from the far end, so none is too long."""
        chain: list[str] = []
        current: str | None = key
        while current is not None and current not in self.done:
            if current in chain:
                self.tell_cycle(chain[chain.index(current) :])
                break
            chain.append(current)
            current = self.parent(self.entries[current])
        for name in reversed(chain):
            if name not in self.done:
                self.done[name] = self.inherit(self.entries[name])
        return self.done[key]

    def parent(self, entry: Entry) -> str | None:
        return self.find(entry.fields.get("crossref", ""))

    def find(self, name: str) -> str | None:
        name = name.strip()
        return name if name in self.entries else self.folded.get(name.casefold()) if name else None

    def tell_cycle(self, keys: list[str]) -> None:
        self.circular.update(keys)
        start = next((place for place, key in enumerate(keys) if key in self.own), None)
        if start is None:
            return  # told where it stands
        keys = [*keys[start:], *keys[:start]]
        first = self.entries[keys[0]]
        path = " → ".join(f"'{key}'" for key in [*keys, keys[0]])
        self.notes.append(Note(first.lines["crossref"], f"goes round in a circle: {path}", "crossref"))

    def inherit(self, entry: Entry) -> Entry:
        named = entry.fields.get("crossref", "").strip()
        sets = [name.strip() for name in entry.fields.get("xdata", "").split(",") if name.strip()]
        if not named and not sets:
            return entry
        fields, lines = dict(entry.fields), dict(entry.lines)
        for name in sets:
            if found := self.look_up(entry, name, "xdata"):
                _take(fields, lines, self.done.get(found, self.entries[found]), as_it_is=True)
        if named and entry.key not in self.circular and (found := self.look_up(entry, named, "crossref")):
            self.parents.add(found)
            _take(fields, lines, self.done.get(found, self.entries[found]), as_it_is=False)
        return entry._replace(fields=fields, lines=lines)

    def look_up(self, entry: Entry, name: str, field: str) -> str | None:
        found = self.find(name)
        if found is None and entry.key in self.own:
            self.missing.add(name)
            hint = did_you_mean(name, self.entries, show_all=0) if len(self.entries) < 2000 else ""
            message = f"there is no entry '{name[:80]}' in this file{hint}"
            self.notes.append(Note(entry.lines[field], message, field))
        return found if found != entry.key else None


def _take(fields: dict[str, str], lines: dict[str, int], parent: Entry, *, as_it_is: bool) -> None:
    for name, value in parent.fields.items():
        taken = name if as_it_is else _RENAMED.get(name, "" if name in _NOT_INHERITED else name)
        if taken and not fields.get(taken, "").strip():
            fields[taken] = value
            lines[taken] = parent.lines[name]
