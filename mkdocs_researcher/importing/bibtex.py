"""Works of a `.bib` file, read as those in the data folder are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.bibtex.papers import BibPaper
from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.work import Found, Work, as_work, names

_FIELD = re.compile(r"^\s+(\w+)\s*=", re.MULTILINE)
# What other fields of a paper hold, and what says nothing of a work.
_HELD_WORDS = """
title subtitle author editor year month day date journal booktitle journaltitle eprint archiveprefix
eprinttype primaryclass eprintclass url doi crossref key issn keywords timestamp biburl bibsource copyright
language langid urldate abstract type note pubstate
"""
_HELD = frozenset(_HELD_WORDS.split())
_NO_PLACE = "'{name}' has no place in papers.yml and is left out of {count}; a .bib file in the data folder keeps it"


def read_bibtex(path: Path) -> Found:
    """All works of a `.bib` file."""
    shown = path.as_posix()
    source = read_bib(path, shown)
    notes, left = list(source.problems), Counter[str]()
    works = [_work(paper, shown, notes, left) for paper in source.papers]
    for name, number in sorted(left.items()):
        count = "an entry" if number == 1 else f"{number} entries"
        notes.append(Problem(Location(shown), _NO_PLACE.format(name=name, count=count), "", "info"))
    return Found("BibTeX", tuple(work for work in works if work), tuple(notes))


def _work(paper: BibPaper, shown: str, notes: list[Problem], left: Counter[str]) -> Work | None:
    used = {name for name, _ in paper.sources.values()} | _HELD
    left.update({name.lower() for name in _FIELD.findall(paper.fields.get("bibtex", ""))} - used)
    fields = {name: value for name, value in paper.fields.items() if name != "bibtex"}
    fields |= {name: names(fields[name]) for name in ("authors", "editors") if name in fields}
    if ":" not in fields.get("scholar", ":"):
        del fields["scholar"]  # al-folio's: without the owner's id it names nothing
    return as_work(fields, Location(shown, paper.line), notes)
