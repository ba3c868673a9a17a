"""One `.bib` file as papers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.bibtex.papers import BibPaper, to_papers
from mkdocs_researcher.formats.bibtex.text import Note, decode

_NO_BIBTEX = "holds no BibTeX; an entry looks like @article{key, title = {…}, author = {…}, year = {…}}"


_Content = tuple[list[BibPaper], list[Note], tuple[str, ...]]


class BibSource(NamedTuple):
    """A `.bib` file.

    Attributes:
        display_path: its path as the author knows it.
        papers: what it holds, in its order, each key once.
        problems: what to tell the author.
        missing: names of parents that are not in this file.
    """

    display_path: str
    papers: list[BibPaper]
    problems: list[Problem]
    missing: tuple[str, ...] = ()


def read_bib(path: Path, display_path: str) -> BibSource:
    """Reads a `.bib` file; nothing is raised for what the author can mend.

    Args:
        path: the file.
        display_path: its path as the author knows it.
    """
    try:
        text, notes = decode(path.read_bytes())
    except OSError as error:
        return BibSource(display_path, [], [Problem(Location(display_path), f"cannot be read: {error.strerror}")])
    papers, more, missing = _parsed(text)
    return BibSource(display_path, papers, as_problems(display_path, [*notes, *more]), missing)


def as_problems(display_path: str, notes: Iterable[Note]) -> list[Problem]:
    """What is to be told of a file, with its name."""
    return [Problem(Location(display_path, note.line), note.message, note.field, note.severity) for note in notes]


def _parsed(text: str) -> _Content:
    from mkdocs_researcher.formats.bibtex.crossref import resolve
    from mkdocs_researcher.formats.bibtex.entries import parse_bibtex

    parsed = parse_bibtex(text)
    if not parsed.is_bibtex:
        return [], [Note(0, _NO_BIBTEX, "", "error")], ()
    family = resolve(parsed.entries)
    notes = parsed.notes + family.notes
    papers = to_papers(family.entries, notes)
    return papers, notes, tuple(sorted(family.missing))
