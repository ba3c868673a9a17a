"""The changes to `papers.yml` that an import of works makes.

Three rules: new works are added at the end; known ones get only the fields that they lack; a preprint that has been
published gets the venue, year and type of its publication. Nothing else that the author wrote is touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.data.matching import KnownWorks, is_preprint
from mkdocs_researcher.data.papers import PaperFile
from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.data.versions import OF_VERSION
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import counted, free_name, plain_text
from mkdocs_researcher.formats.source import ImportFailedError, Record, field_order, shortened
from mkdocs_researcher.formats.work import Found, Work
from mkdocs_researcher.importing.yaml_edit import CannotEditError, edited
from mkdocs_researcher.macros.papers.model import PAPERS, Paper

# Fields that the author decides about, or that other fields contain.
_NEVER_FILLED = frozenset("id tags links image selected hidden badge note summary genre".split())
_IDENTIFIERS = frozenset("doi arxiv pmid isbn openreview acl hal openalex semantic_scholar".split())
# Fields of a publication that replace those of its preprint.
_OF_PUBLICATION = frozenset("venue venue_short year date type volume number pages publisher editors doi".split())
_BROKEN = "the data of the project has errors; fix them first ('mkdocs-researcher check' lists them all)"
_BADGE = "the badge of '{id}' still says '{badge}', but the paper has been published: {venue}"


class Joined(NamedTuple):
    """Works without duplicates, titles of those joined with their preprint, and how many others were the same."""

    works: tuple[Work, ...]
    preprints: tuple[str, ...]
    duplicates: int


class Plan(NamedTuple):
    """A planned change of the file of papers, whose text is empty before if it does not exist."""

    path: Path
    display_path: str
    before: str
    after: str
    summary: str
    notes: tuple[Problem, ...]

    @property
    def diff(self) -> str:
        """The changes, line by line (unified diff)."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            self.display_path if self.before else "/dev/null",
            self.display_path,
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass
class _Draft:
    """A plan being made.

    Attributes:
        changes: fields to set, by the number of the entry in the YAML file.
        overlays: new YAML entries that complete entries of a `.bib` file.
        new: further entries.
        updated: how many papers are completed.
        published: titles of preprints that have been published.
    """

    library: Library
    changes: dict[int, Record] = field(default_factory=dict)
    overlays: list[Record] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    updated: int = 0
    published: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def open_library(project: Path) -> Library:
    """The data of a project; `ImportFailedError` if `mkdocs.yml` cannot be read."""
    config, problems = read_config(project)
    if problems:
        raise ImportFailedError(problems[0])
    return Library(project / str(plugin_options(config).get("data_dir", "data")), project)


def plan(found: Found, library: Library) -> Plan:
    """Plans the import of works into the file of papers.

    Raises:
        ImportFailedError: the papers of the project have errors, or their file cannot be edited.
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
    notes = (*found.notes, *draft.notes)
    return Plan(path, library.display_path(path), before, after, _summary(found, unique, draft), notes)


def _summary(found: Found, unique: Joined, draft: _Draft) -> str:
    parts = [
        counted(len(found.works), "work"),
        f"{len(draft.new)} new",
        f"{draft.updated} completed",
        f"{len(unique.works) - len(draft.new) - draft.updated} known",
    ]
    if unique.preprints:
        parts.append(f"{counted(len(unique.preprints), 'preprint')} joined with the publication")
    if draft.published:
        parts.append(f"{counted(len(draft.published), 'preprint')} published by now")
    if unique.duplicates:
        parts.append(f"{counted(unique.duplicates, 'duplicate')} left out")
    return f"{found.title}: {', '.join(parts)}"


def _match(draft: _Draft, works: Iterable[Work], loaded: Any) -> None:
    papers: Sequence[Paper] = loaded.entries if loaded else ()
    known = KnownWorks(papers)
    taken = {name for paper in papers for name in (paper.id, *paper.other_ids)}
    filled: set[int] = set()
    new: list[Work] = []
    for work in works:
        index = known.find(work.paper)
        if index is None:
            new.append(work)
        elif index not in filled:
            filled.add(index)
            # As it will be after the import: a second publication of the same preprint is then another work.
            known.replace(index, _update(draft, work, papers[index], loaded, int(loaded.indexes[index])))
    draft.new += [_named(work, taken) for work in sorted(new, key=_age)]


def new_records(works: Iterable[Work]) -> list[Record]:
    """Works as the entries of a new file: each once, newest first, with unique ids."""
    taken: set[str] = set()
    return [_named(work, taken) for work in sorted(joined(works).works, key=_age)]


def _named(work: Work, taken: set[str]) -> Record:
    """The record with a unique id, so that its id does not change later."""
    name = free_name(work.paper.id, taken)
    taken.add(name)
    return {"id": name, **{key: value for key, value in work.record.items() if key != "id"}}


def _age(work: Work) -> tuple[int, int]:
    """The sort key for newest first; works without a year come last."""
    date = work.paper.date
    return -(work.paper.published_year or 0), -((date.month if date else 0) or 0)


def _update(draft: _Draft, work: Work, paper: Paper, loaded: Any, index: int) -> Paper:
    """Fills in what a paper of the author lacks, and returns the paper as it will be."""
    origin = loaded.origins.get(index) if isinstance(loaded, PaperFile) else None
    in_yaml = not isinstance(loaded, PaperFile) or index < loaded.yaml_count
    is_published = is_preprint(paper) and not is_preprint(work.paper) and bool(work.paper.venue)
    is_older = is_preprint(work.paper) and not is_preprint(paper)
    fields: Record = {}
    for name, value in work.record.items():
        if is_published and name in _OF_PUBLICATION:
            if not _is_equal(paper, work.paper, name):
                fields[name] = value
        elif name in _NEVER_FILLED or not _is_missing(paper, name) or (is_older and name in OF_VERSION):
            continue
        elif not origin or name in _IDENTIFIERS:
            fields[name] = value
    if is_published:
        _mark_published(draft, fields, work, paper, had_status=paper.status not in {None, "published"})
    if not fields:
        return paper
    ordered = {name: fields[name] for name in field_order("papers") if name in fields}
    draft.updated += 1
    if not in_yaml:
        draft.overlays.append({"id": paper.id, **ordered})
        return _filled(paper, work.paper, ordered)
    if "id" not in paper.model_fields_set and ordered.keys() & {"year", "date", "authors"}:
        ordered["id"] = paper.id  # the default id depends on these, and other entries may refer to it
    draft.changes[index] = ordered
    return _filled(paper, work.paper, ordered)


def _filled(paper: Paper, other: Paper, fields: Record) -> Paper:
    years = {"year": other.published_year, "date": None} if fields.keys() & {"year", "date"} else {}
    same = {name: getattr(other, name) for name in fields if name not in {"id", "status", "year", "date"}}
    return paper.model_copy(update=same | years)


def _mark_published(draft: _Draft, fields: Record, work: Work, paper: Paper, *, had_status: bool) -> None:
    """Adjusts status and date of an entry whose preprint has been published, and notes an outdated badge."""
    draft.published.append(paper.title)
    if had_status:
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
        draft.notes.append(Problem(loaded.locate((index, "badge")), message, "badge", "info"))


def _is_missing(paper: Paper, name: str) -> bool:
    if name in {"year", "date"}:
        return paper.published_year is None
    if name == "type":
        return paper.type is None and paper.venue is None
    if name in {"venue_short", "venue"}:
        return not paper.venue and not paper.venue_short
    return getattr(paper, name) in (None, "", ())


def _is_equal(paper: Paper, other: Paper, name: str) -> bool:
    if name in {"year", "date"} and paper.published_year == other.published_year:
        return True
    return bool(getattr(paper, name) == getattr(other, name))


# Versions of a work


def joined(works: Iterable[Work]) -> Joined:
    """Joins versions of one work, at the position of the first version."""
    known, found, preprints, duplicates = KnownWorks(), list[Work](), list[str](), 0
    for work in works:
        index = known.find(work.paper)
        if index is None:
            known.add(work.paper)
            found.append(work)
            continue
        before = found[index]
        found[index] = _join(before, work)
        known.replace(index, found[index].paper)
        if is_preprint(before.paper) != is_preprint(work.paper):
            preprints.append(found[index].paper.title)
        else:
            duplicates += 1
    return Joined(tuple(found), tuple(preprints), duplicates)


def _join(one: Work, other: Work) -> Work:
    """Joins two records of one work: the publication, completed with what only the other one has."""
    main, second = (other, one) if is_preprint(one.paper) and not is_preprint(other.paper) else (one, other)
    is_version = is_preprint(main.paper) != is_preprint(second.paper)
    record = dict(main.record)
    dates = {"year", "date"} if main.record.keys() & {"year", "date"} else set()  # a work has one of the two
    for name, value in second.record.items():
        if name == "links":
            record["links"] = {**_new_links(value, record.get("links", {})), **record.get("links", {})}
        elif name not in record and not (is_version and name in OF_VERSION) and name not in dates:
            record[name] = value
    if is_version and (doi := second.record.get("doi")) and main.record.get("doi", "").lower() != doi.lower():
        links = record.get("links", {})
        record["links"] = {**links, "Preprint": links.get("Preprint", f"https://doi.org/{doi}")}
    record = {name: record[name] for name in field_order("papers") if name in record and record[name] not in ({}, [])}
    return Work(record, Paper.model_validate(record), main.location)


def _new_links(links: Record, existing: Record) -> Record:
    return {label: url for label, url in links.items() if label not in existing and url not in existing.values()}
