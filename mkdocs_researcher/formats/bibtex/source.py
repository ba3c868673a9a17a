"""One `.bib` file as papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem, read_problem
from mkdocs_researcher.formats.bibtex.crossref import only_serves, resolve, serving_note
from mkdocs_researcher.formats.bibtex.entries import Entry, Parsed, parse_bibtex
from mkdocs_researcher.formats.bibtex.papers import BibPaper, to_papers
from mkdocs_researcher.formats.bibtex.text import Note, decode

_NO_ENTRIES = "has no entries, so no paper comes from it"
_NO_BIBTEX = "contains no BibTeX; an entry looks like @article{key, title = {…}, author = {…}, year = {…}}"


_Content = tuple[list[BibPaper], list[Note], tuple[str, ...]]


class BibSource(NamedTuple):
    """A `.bib` file.

    Attributes:
        papers: what it holds, in its order, each key once.
        problems: messages for the author.
        missing: names of parents that are not in this file.
    """

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

    Args:
        sources: the files, each read by itself.
        paths: the files by display path.
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
    """The entries of several files; the first one with a key is used."""
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
        return [], [Note(0, _NO_BIBTEX, "", "error")], ()
    family = resolve(parsed.entries)
    notes = parsed.notes + family.notes
    if not parsed.entries and not notes:
        notes.append(Note(1, _NO_ENTRIES, "", "info"))
    papers = to_papers(family.entries, notes)
    return papers, notes, tuple(sorted(family.missing))
