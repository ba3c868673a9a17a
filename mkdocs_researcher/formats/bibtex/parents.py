"""`crossref` and `xdata` from one `.bib` file to another.

Each file is read by itself first, and may come from the cache. Only the files that name what they do not hold are
read again, together with those that may hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mkdocs_researcher.formats.bibtex.crossref import only_serves, resolve, serving_note
from mkdocs_researcher.formats.bibtex.entries import Entry, Parsed, parse_bibtex
from mkdocs_researcher.formats.bibtex.papers import to_papers
from mkdocs_researcher.formats.bibtex.source import BibSource, as_problems
from mkdocs_researcher.formats.bibtex.text import Note, decode


def with_parents(sources: Sequence[BibSource], paths: Mapping[str, Path]) -> list[BibSource]:
    """The files, with what their entries take from entries of other files.

    Args:
        sources: the files, each read by itself.
        paths: the files by their paths as the author knows them.
    """
    wanted = {name.casefold() for source in sources for name in source.missing}
    parsed = {
        source.display_path: found
        for source in sources
        if (found := _parse(paths[source.display_path], source, wanted))
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
            told = [*notes, *own.notes, *family.notes]
            papers = to_papers(family.entries, told)
            completed.append(source._replace(papers=papers, problems=as_problems(source.display_path, told)))
        else:
            completed.append(source)
    return [_without(source, parsed, served) for source in completed]


def _parse(path: Path, source: BibSource, wanted: Iterable[str]) -> tuple[Parsed, list[Note]] | None:
    """The entries of a file, and what its characters tell; None if it has no part in this."""
    try:
        text, notes = decode(path.read_bytes())
    except OSError:
        return None
    low = text.casefold()
    return (parse_bibtex(text), notes) if source.missing or any(name in low for name in wanted) else None


def _entries(files: Iterable[Parsed]) -> dict[str, Entry]:
    """The entries of several files; the first of one key counts."""
    found: dict[str, Entry] = {}
    for file in files:
        found = {**file.entries, **found}
    return found


def _without(source: BibSource, parsed: Mapping[str, tuple[Parsed, list[Note]]], served: set[str]) -> BibSource:
    """The file without the volumes that only serve entries of other files."""
    if source.display_path not in parsed:
        return source
    entries = parsed[source.display_path][0].entries
    serving = [paper.key for paper in source.papers if paper.key in served and only_serves(entries[paper.key])]
    if not serving:
        return source
    note = serving_note([entries[key] for key in serving])
    papers = [paper for paper in source.papers if paper.key not in serving]
    return source._replace(papers=papers, problems=[*source.problems, *as_problems(source.display_path, [note])])
