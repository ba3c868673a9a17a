"""One `.bib` file as papers, and the fields that its entries inherit from others (`crossref`, `xdata`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem, did_you_mean, read_problem
from mkdocs_researcher.formats.bibtex.entries import Entry, Note, Parsed, decode, parse_bibtex
from mkdocs_researcher.formats.bibtex.entry_text import PRIVATE_FIELDS
from mkdocs_researcher.formats.bibtex.papers import BibPaper, to_papers

_NO_ENTRIES = "has no entries, so no paper comes from it"
_IS_RIS = "is in RIS, another format; rename it to end with .ris, and run: mkdocs-researcher import …"
NO_BIBTEX = "contains no BibTeX; an entry looks like @article{key, title = {…}, author = {…}, year = {…}}"


_Content = tuple[list[BibPaper], list[Note], tuple[str, ...]]


class BibSource(NamedTuple):
    """A `.bib` file, each key once; `missing` are the names of parents that are not in it."""

    display_path: str
    papers: list[BibPaper]
    problems: list[Problem]
    missing: tuple[str, ...] = ()


def read_bib(path: Path, display_path: str) -> BibSource:
    """Read a `.bib` file; problems that the author can fix are returned, not raised."""
    try:
        text, notes = decode(path.read_bytes())
    except OSError as error:
        return BibSource(display_path, [], [read_problem(display_path, error)])
    papers, more, missing = _parsed(text)
    return BibSource(display_path, papers, as_problems(display_path, [*notes, *more]), missing)


def as_problems(display_path: str, notes: Iterable[Note]) -> list[Problem]:
    """Notes on a file as problems with its name."""
    return [Problem(Location(display_path, note.line), note.message, note.field, note.severity) for note in notes]


def with_parents(sources: Sequence[BibSource], paths: Mapping[str, Path]) -> list[BibSource]:
    """The files, with the fields that their entries inherit from entries of other files (`crossref`, `xdata`).

    Only files with missing parents are read again, together with those that may hold the parents.
    """
    wanted = {name.casefold() for source in sources for name in source.missing}
    parsed = {
        source.display_path: found
        for source in sources
        if (found := _parse_again(paths[source.display_path], source, wanted))
    }
    served: set[str] = set()
    completed = []
    for source in sources:
        others = _entries(found for display_path, (found, _) in parsed.items() if display_path != source.display_path)
        known = {key.casefold() for key in others}
        if any(name.casefold() in known for name in source.missing):
            own, notes = parsed[source.display_path]
            family = resolve(own.entries, others)
            served |= family.parents - own.entries.keys()
            notes = [*notes, *own.notes, *family.notes]
            papers = to_papers(family.entries, notes)
            completed.append(source._replace(papers=papers, problems=as_problems(source.display_path, notes)))
        else:
            completed.append(source)
    return [_without_parents(source, parsed, served) for source in completed]


def _parse_again(path: Path, source: BibSource, wanted: Iterable[str]) -> tuple[Parsed, list[Note]] | None:
    """The entries of a file, and notes about its encoding; None if the file is not involved."""
    try:
        text, notes = decode(path.read_bytes())
    except OSError:
        return None
    low = text.casefold()
    return (parse_bibtex(text), notes) if source.missing or any(name in low for name in wanted) else None


def _entries(files: Iterable[Parsed]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for file in files:
        found = {**file.entries, **found}
    return found


def _without_parents(source: BibSource, parsed: Mapping[str, tuple[Parsed, list[Note]]], served: set[str]) -> BibSource:
    """The file without volumes that only serve entries of other files."""
    if source.display_path not in parsed:
        return source
    entries = parsed[source.display_path][0].entries
    serving = [paper.key for paper in source.papers if paper.key in served and only_serves(entries[paper.key])]
    if not serving:
        return source
    note = serving_note([entries[key] for key in serving])
    papers = [paper for paper in source.papers if paper.key not in serving]
    return source._replace(papers=papers, problems=[*source.problems, *as_problems(source.display_path, [note])])


def _parsed(text: str) -> _Content:
    parsed = parse_bibtex(text)
    if not parsed.is_bibtex:
        is_ris = text.lstrip("\ufeff \n").startswith("TY  -")
        return [], [Note(0, _IS_RIS if is_ris else NO_BIBTEX, "", "error")], ()
    family = resolve(parsed.entries)
    notes = parsed.notes + family.notes
    if not parsed.entries and not notes:
        notes.append(Note(1, _NO_ENTRIES, "", "info"))
    papers = to_papers(family.entries, notes)
    return papers, notes, tuple(sorted(family.missing))


# A volume's own URL, pages or abstract are not those of a paper in it.
_OWN = """title subtitle titleaddon shorttitle doi url urldate eprint eprinttype archiveprefix primaryclass eprintclass
arxiv pmid pmcid pages abstract note annote key language"""
_NOT_INHERITED = (PRIVATE_FIELDS | frozenset(_OWN.split())) - {"abbr", "venue_short"}
# What a title becomes in entries that name the parent, by kind of the parent (manual of biblatex, appendix B).
_TITLES = ("title", "subtitle", "titleaddon")
_IN_BOOK = dict(zip(_TITLES, ("booktitle", "booksubtitle", "booktitleaddon"), strict=True))
_IN_SEVERAL = dict(zip(_TITLES, ("maintitle", "mainsubtitle", "maintitleaddon"), strict=True))
_IN_JOURNAL = dict(zip(_TITLES, ("journaltitle", "journalsubtitle", "journaltitleaddon"), strict=True))
_VOLUMES = frozenset(("proceedings", "mvproceedings", "collection", "mvcollection", "book", "mvbook", "periodical"))


class Family(NamedTuple):
    """Entries with their inherited fields, names that do not exist, and keys of entries that others inherit from."""

    entries: list[Entry]
    notes: list[Note]
    missing: frozenset[str]
    parents: frozenset[str]


def resolve(entries: Mapping[str, Entry], others: Mapping[str, Entry] = MappingProxyType({})) -> Family:
    """Completes each entry with the fields it inherits, also from `others`, the entries of other files.

    A volume without an author that others name is not a work of its own, unless it says `hidden = {false}`.
    """
    resolver = _Resolver(entries, others)
    complete = {key: resolver.complete(key) for key in entries}
    serving = [key for key in complete if key in resolver.parents and only_serves(entries[key])]
    if serving:
        resolver.notes.append(serving_note([entries[key] for key in serving]))
    works = [entry for key, entry in complete.items() if key not in serving and entry.kind != "xdata"]
    return Family(works, resolver.notes, frozenset(resolver.missing), frozenset(resolver.parents))


def serving_note(entries: Sequence[Entry]) -> Note:
    """Says that entries are not shown because they only serve others."""
    names = ", ".join(f"'{entry.key}'" for entry in entries)
    message = f"named only as crossref, so not shown as works of their own: {names}"
    return Note(entries[0].line, f"{message}; to show one, write hidden = {{false}} in it", "", "info")


def only_serves(entry: Entry) -> bool:
    """True for a volume that is not a work of its own if others name it."""
    return entry.kind in _VOLUMES and not entry.fields.get("author", "").strip() and "hidden" not in entry.fields


class _Resolver:
    def __init__(self, own: Mapping[str, Entry], others: Mapping[str, Entry]) -> None:
        self.own = own
        self.entries = {**others, **own} if others else own
        self.folded = {key.casefold(): key for key in self.entries}  # BibTeX's keys are case-insensitive
        self.missing: set[str] = set()
        self.notes: list[Note] = []
        self.parents: set[str] = set()
        self.circular: set[str] = set()
        self.done: dict[str, Entry] = {}

    def complete(self, key: str) -> Entry:
        """An entry with its parents' fields; chains are resolved from the far end, without recursion."""
        chain: list[str] = []
        current: str | None = key
        while current is not None and current not in self.done:
            if current in chain:
                self.report_cycle(chain[chain.index(current) :])
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
        if not name or name in self.entries:
            return name or None
        return self.folded.get(name.casefold())

    def report_cycle(self, keys: list[str]) -> None:
        self.circular.update(keys)
        start = next((index for index, key in enumerate(keys) if key in self.own), None)
        if start is None:
            return  # reported for its own file
        keys = [*keys[start:], *keys[:start]]
        first = self.entries[keys[0]]
        path = " → ".join(f"'{key}'" for key in [*keys, keys[0]])
        self.notes.append(Note(first.lines["crossref"], f"refers back to itself: {path}", "crossref"))

    def inherit(self, entry: Entry) -> Entry:
        named = entry.fields.get("crossref", "").strip()
        sets = [name.strip() for name in entry.fields.get("xdata", "").split(",") if name.strip()]
        if not named and not sets:
            return entry
        fields, lines = dict(entry.fields), dict(entry.lines)
        for name in sets:
            if found := self.look_up(entry, name, "xdata"):
                _inherit(fields, lines, self.done.get(found, self.entries[found]), renames=False)
        if named and entry.key not in self.circular and (found := self.look_up(entry, named, "crossref")):
            self.parents.add(found)
            _inherit(fields, lines, self.done.get(found, self.entries[found]), renames=True)
        return entry._replace(fields=fields, lines=lines)

    def look_up(self, entry: Entry, name: str, field: str) -> str | None:
        found = self.find(name)
        if found is None and entry.key in self.own:
            self.missing.add(name)
            hint = did_you_mean(name, self.entries, show_all=0) if len(self.entries) < 2000 else ""
            message = f"there is no entry '{name[:80]}' in this file{hint}"
            self.notes.append(Note(entry.lines[field], message, field))
        return found if found != entry.key else None


def _inherit(fields: dict[str, str], lines: dict[str, int], parent: Entry, *, renames: bool) -> None:
    """Adds the parent's fields to those of a child; `renames` for `crossref`, where a title becomes a booktitle."""
    renamed = _IN_SEVERAL if parent.kind.startswith("mv") else _IN_JOURNAL if parent.kind == "periodical" else _IN_BOOK
    for name, value in parent.fields.items():
        own_name = name
        if renames:
            own_name = renamed.get(name, "" if name in _NOT_INHERITED else name)
            if own_name != name and parent.fields.get(own_name, "").strip():
                continue  # the volume says itself what its papers call it, as BibTeX expects
        if own_name and not fields.get(own_name, "").strip():
            fields[own_name] = value
            lines[own_name] = parent.lines[name]
