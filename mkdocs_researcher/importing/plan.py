"""What an import of works changes in `papers.yml`.

Three rules: what is new is added at the end; of what is there, only what is missing is filled in; a preprint that is
out by now gets venue, year and type of its publication. What the author wrote is not touched otherwise.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.data.papers import PaperFile
from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import counted, plain_text
from mkdocs_researcher.formats.cv.fitting import Record, field_order
from mkdocs_researcher.formats.source import ImportFailedError, shortened
from mkdocs_researcher.formats.work import Found, Work
from mkdocs_researcher.importing.matching import Known, is_preprint
from mkdocs_researcher.importing.versions import OF_A_VERSION, joined
from mkdocs_researcher.importing.yaml_edit import CannotEditError, edited
from mkdocs_researcher.macros.papers.model import PAPERS, Paper

# What the author decides, and what is said in other words already.
_NEVER_FILLED = frozenset({"id", "tags", "links", "image", "selected", "hidden", "badge", "note", "summary", "genre"})
_IDENTIFIERS = frozenset({"doi", "arxiv", "pmid", "isbn", "openreview", "acl", "hal", "openalex", "semantic_scholar"})
# What of a publication takes the place of what was true of its preprint.
_OF_PUBLICATION = frozenset(
    ("venue", "venue_short", "year", "date", "type", "volume", "number", "pages", "publisher", "editors", "doi")
)
_BROKEN = "the data of the project has errors; mend them first, 'mkdocs-researcher check' names them all"
_BADGE = "the badge of '{id}' still says '{badge}', though the paper is out: {venue}"


class Plan(NamedTuple):
    """What is to be written.

    Attributes:
        title: what the source is called.
        path: the file.
        shown: its path as the author knows it.
        before: its text, empty if it is not there.
        after: its text to be.
        summary: in one line, what was found and what is new.
        notes: what the author should know.
    """

    title: str
    path: Path
    shown: str
    before: str
    after: str
    summary: str
    notes: tuple[Problem, ...]

    @property
    def diff(self) -> str:
        """What changes, line by line (unified diff)."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            self.shown if self.before else "/dev/null",
            self.shown,
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass
class _Draft:
    """A plan in the making.

    Attributes:
        library: the data of the project.
        changes: fields to set, by the number of the entry in the YAML file.
        overlays: entries to be laid over those of a `.bib` file.
        new: further entries.
        updated: how many papers get something.
        published: titles of preprints that are out by now.
        notes: what the author should know.
    """

    library: Library
    changes: dict[int, Record] = field(default_factory=dict)
    overlays: list[Record] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    updated: int = 0
    published: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def open_library(project: Path) -> Library:
    """The data of a project.

    Raises:
        ImportFailedError: `mkdocs.yml` cannot be read.
    """
    config, problems = read_config(project)
    if problems:
        raise ImportFailedError(problems[0])
    return Library(project / str(plugin_options(config).get("data_dir", "data")), project)


def plan(found: Found, library: Library) -> Plan:
    """What an import changes.

    Args:
        found: what a source holds.
        library: the data of the project.

    Raises:
        ImportFailedError: the papers of the project have errors, or nothing can be put into their file.
    """
    loaded = library.files.get("papers")
    errors = [problem for problem in loaded.problems if problem.severity == "error"] if loaded else []
    path = library.paths.get("papers") or library.folder / PAPERS.file_name
    if errors:
        raise ImportFailedError(Problem(Location(library.display_path(path)), _BROKEN), (*found.notes, *errors))
    unique = joined(found.works)
    draft = _Draft(library)
    _match(draft, unique.works, loaded)
    before = path.read_bytes().decode("utf-8") if path.is_file() else ""
    try:
        after = edited(before, draft.changes, [*draft.overlays, *draft.new])
    except CannotEditError as error:
        problem = Problem(
            Location(library.display_path(path)), f"{error}; write it as a list whose entries start with '- '"
        )
        raise ImportFailedError(problem, found.notes) from None
    parts = [
        counted(len(found.works), "work"),
        f"{len(draft.new)} new",
        f"{draft.updated} completed",
        f"{len(unique.works) - len(draft.new) - draft.updated} known",
    ]
    if unique.preprints:
        parts.append(f"{counted(len(unique.preprints), 'preprint')} joined with the publication")
    if draft.published:
        parts.append(f"{counted(len(draft.published), 'preprint')} out by now")
    if unique.doubles:
        parts.append(f"{counted(unique.doubles, 'double')} left out")
    summary = f"{found.title}: {', '.join(parts)}"
    return Plan(found.title, path, library.display_path(path), before, after, summary, (*found.notes, *draft.notes))


def _match(draft: _Draft, works: Iterable[Work], loaded: Any) -> None:
    papers: Sequence[Paper] = loaded.entries if loaded else ()
    known = Known(papers)
    taken = {paper.id for paper in papers}
    filled: set[int] = set()
    new: list[Work] = []
    for work in works:
        index = known.find(work.paper)
        if index is None:
            new.append(work)
        elif index not in filled:
            filled.add(index)
            # As it will be: a second publication of the same preprint is then another work.
            known.replace(index, _update(draft, work, papers[index], loaded, int(loaded.indexes[index])))
    draft.new += [_named(work, taken) for work in sorted(new, key=_age)]


def new_records(works: Iterable[Work]) -> list[Record]:
    """Works as the entries of a new file: each once, newest first, with ids of their own."""
    taken: set[str] = set()
    return [_named(work, taken) for work in sorted(joined(works).works, key=_age)]


def _named(work: Work, taken: set[str]) -> Record:
    """The record with an id of its own, so that nothing changes its name later."""
    name, number = work.paper.id, 2
    while name in taken:
        name, number = f"{work.paper.id}-{number}", number + 1
    taken.add(name)
    return {"id": name, **{key: value for key, value in work.record.items() if key != "id"}}


def _age(work: Work) -> tuple[int, int]:
    """Newest first; what has no year stands last."""
    date = work.paper.date
    return -(work.paper.published_year or 0), -((date.month if date else 0) or 0)


def _update(draft: _Draft, work: Work, paper: Paper, loaded: Any, index: int) -> Paper:
    """Fills in what a paper of the author's lacks; gives the paper as it will be."""
    origin = loaded.origins.get(index) if isinstance(loaded, PaperFile) else None
    in_yaml = not isinstance(loaded, PaperFile) or index < loaded.yaml_count
    is_out = is_preprint(paper) and not is_preprint(work.paper) and bool(work.paper.venue)
    is_older = is_preprint(work.paper) and not is_preprint(paper)
    fields: Record = {}
    for name, value in work.record.items():
        if is_out and name in _OF_PUBLICATION:
            if not _says_the_same(paper, work.paper, name):
                fields[name] = value
        elif name in _NEVER_FILLED or not _is_missing(paper, name) or (is_older and name in OF_A_VERSION):
            continue
        elif not origin or name in _IDENTIFIERS:
            fields[name] = value
    if is_out:
        _put_out(draft, fields, work, paper, has_status=paper.status not in {None, "published"})
    if not fields:
        return paper
    ordered = {name: fields[name] for name in field_order("papers") if name in fields}
    draft.updated += 1
    if not in_yaml:
        draft.overlays.append({"id": paper.id, **ordered})
        return _filled(paper, work.paper, ordered)
    if "id" not in paper.model_fields_set and ordered.keys() & {"year", "date", "authors"}:
        ordered["id"] = paper.id  # which is made of these, and which other entries may name
    draft.changes[index] = ordered
    return _filled(paper, work.paper, ordered)


def _filled(paper: Paper, other: Paper, fields: Record) -> Paper:
    years = {"year": other.published_year, "date": None} if fields.keys() & {"year", "date"} else {}
    same = {name: getattr(other, name) for name in fields if name not in {"id", "status", "year", "date"}}
    return paper.model_copy(update=same | years)


def _put_out(draft: _Draft, fields: Record, work: Work, paper: Paper, *, has_status: bool) -> None:
    """What follows for an entry whose paper is out by now."""
    draft.published.append(paper.title)
    if has_status:
        fields["status"] = "published"
    if paper.date and "year" in fields:
        fields["date"] = fields.pop("year")
    elif paper.year and "date" in fields:
        fields["year"] = fields.pop("date")[:4] if fields["date"][:4].isdecimal() else fields["date"][-4:]
        if fields["year"] == str(paper.year):
            del fields["year"]
    if paper.badge:
        message = _BADGE.format(id=paper.id, badge=shortened(plain_text(paper.badge)), venue=work.record["venue"])
        loaded = draft.library.files["papers"]
        index = loaded.indexes[[entry.id for entry in loaded.entries].index(paper.id)]
        draft.notes.append(Problem(loaded.place((index, "badge")), message, "badge", "info"))


def _is_missing(paper: Paper, name: str) -> bool:
    if name in {"year", "date"}:
        return paper.published_year is None
    if name == "type":
        return paper.type is None and paper.venue is None
    if name in {"venue_short", "venue"}:
        return not paper.venue and not paper.venue_short
    return getattr(paper, name) in (None, "", ())


def _says_the_same(paper: Paper, other: Paper, name: str) -> bool:
    if name in {"year", "date"} and paper.published_year == other.published_year:
        return True
    return bool(getattr(paper, name) == getattr(other, name))
