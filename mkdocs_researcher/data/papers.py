"""Papers from `.bib` files, with what `papers.yml` lays over them.

The one list that comes out is checked as any data file. Each field remembers where it comes from: what is wrong with
one of a `.bib` is a warning at its line there, and the field is left out; YAML is held to its own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from mkdocs_researcher.data.files import LoadedFile, check_list, parse_file
from mkdocs_researcher.errors import Location, Problem, did_you_mean
from mkdocs_researcher.fields.urls import is_external, quoted
from mkdocs_researcher.fields.validation import FieldPath, findings
from mkdocs_researcher.formats.bibtex.papers import BibPaper
from mkdocs_researcher.formats.bibtex.source import BibSource, read_bib
from mkdocs_researcher.formats.bibtex.write import is_key
from mkdocs_researcher.macros.base import DataFile, Model

# Where al-folio keeps the files that it names without a folder.
_FOLDERS = {
    "preview": ("assets/img/publication_preview",),
    "pdf": ("assets/pdf",),
    "supp": ("assets/pdf",),
    "poster": ("assets/pdf",),
    "slides": ("assets/pdf",),
    "html": ("assets/html",),
    "blog": ("assets/html",),
    "video": ("assets/video",),
}
# What an entry to copy says; where YAML says otherwise, the entry is made anew from the fields.
_CITED = frozenset(
    ("title", "authors", "venue", "year", "date", "type", "volume", "number", "pages", "publisher", "editors", "doi",
     "arxiv", "isbn", "series", "edition", "version", "chapter", "genre")
)  # fmt: skip
# Two ways to say one thing: who gives one of them gives the other, too.
_SAME = {"year": "date", "date": "year"}


class Surroundings(NamedTuple):
    """What completes an entry beside its own file.

    Attributes:
        has_file: whether a path below the docs folder leads to a file.
        scholar: gives the owner's id at Google Scholar, empty if nobody knows it.
    """

    has_file: Callable[[str], bool] = lambda path: True
    scholar: Callable[[], str] = lambda: ""


class Origin(NamedTuple):
    """Where an entry of a `.bib` file stands.

    Attributes:
        display_path: the file as the author knows it.
        paper: the entry.
        overlaid: the fields that YAML gives.
    """

    display_path: str
    paper: BibPaper
    overlaid: frozenset[str] = frozenset()


@dataclass
class PaperFile(LoadedFile[Any]):
    """All papers, from one YAML file at most and any number of `.bib` files.

    Attributes:
        origins: the `.bib` entries by their place in the list.
        keys: all keys of the `.bib` files.
        yaml_count: how many entries the YAML file holds; they stand first.
    """

    origins: dict[int, Origin] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    yaml_count: int = 0

    def spot(self, location: FieldPath) -> tuple[Location, str] | None:
        """Location and name of what comes from a `.bib` file; None for YAML."""
        index = location[0] if location else -1
        origin = self.origins.get(index) if isinstance(index, int) else None
        if origin is None:
            return None
        is_below = int(index) < self.yaml_count
        name = str(location[1]) if len(location) > 1 else ""
        if name in origin.overlaid or (is_below and name not in origin.paper.fields):
            return None
        key = f"links.{location[-1]}" if name == "links" else name
        source, line = origin.paper.sources.get(key, (name, origin.paper.line))
        return Location(origin.display_path, line), source

    def place(self, location: FieldPath) -> Location:
        """Where a location stands, in whichever file."""
        spot = self.spot(location)
        return spot[0] if spot else super().place(location)

    def report(self, location: FieldPath, message: str, severity: Any = "error") -> None:
        """Adds a problem; of a `.bib` file none ends a build."""
        spot = self.spot(location)
        if spot is None:
            super().report(location, message, severity)
            return
        place, name = spot
        if message.startswith("there is no file") and (folders := _FOLDERS.get(name)):
            message += f", nor in its {folders[0]}"
        self.problems.append(Problem(place, message, name, "warning" if severity == "error" else severity))

    def check_entry(self, index: int, item: Any) -> None:
        """Checks an entry; wrong fields of a `.bib` file are left out, and the rest is kept."""
        origin = self.origins.get(index)
        while True:
            try:
                self.add(index, item)
            except ValidationError as error:
                found = findings(error, self.kind.model)
                droppable = [place for place, _ in found if place and place[0] in item and self.spot((index, *place))]
                for location, message in found:
                    self.report((index, *location), self.explain(index, location, message, item))
                if origin is None or len(droppable) < len(found):
                    self.lost = True
                    return
                item = _without(item, droppable)
            else:
                return

    def source_of(self, index: int, item: Any) -> str:
        """Everything that an entry is made from, as one text."""
        origin = self.origins.get(index)
        below = (origin.paper.key, sorted(origin.overlaid), list(origin.paper.fields)) if origin else ()
        return f"{item!r} {below}"

    def explain(self, index: int, location: FieldPath, message: str, item: Any) -> str:
        """The message, in words that fit where the entry comes from."""
        if location != ("title",) or not message.startswith("missing"):
            return message
        if index >= self.yaml_count:
            return f"the entry '{self.origins[index].paper.key}' has no title and is left out"
        if name := item.get("id"):
            hint = did_you_mean(str(name), self.keys, show_all=0) if len(self.keys) < 5000 else ""
            return f"{message}, as no .bib file has an entry {quoted(str(name))}{hint}"
        return message


def load_papers(
    kind: DataFile[Model],
    yaml: tuple[Path, str],
    bibs: Iterable[tuple[Path, str]],
    surroundings: Surroundings,
    *,
    notes_sources: bool = False,
) -> PaperFile:
    """Reads and checks all papers.

    Args:
        kind: the kind of data file.
        yaml: path of the YAML file, which need not exist, and that path as the author knows it.
        bibs: the same of each `.bib` file.
        surroundings: what completes the entries.
        notes_sources: whether to note what each entry is made from.
    """
    loaded = PaperFile(*yaml, kind)
    written = parse_file(loaded) if yaml[0].is_file() else []
    if not isinstance(written, list | None) and not loaded.is_broken:
        check_list(loaded, written)  # which reports what is wrong
    items: list[Any] = written if isinstance(written, list) else []
    named = {shown: path for path, shown in bibs}
    sources = [read_bib(path, shown) for shown, path in named.items()]
    if len(sources) > 1 and any(source.missing for source in sources):
        from mkdocs_researcher.formats.bibtex.source import with_parents

        sources = with_parents(sources, named)
    found = _by_key(loaded, sources, surroundings)
    merged = _merge(loaded, items, found)
    check_list(loaded, merged)
    _mark_clean(loaded)
    if notes_sources:
        loaded.sources = [
            (loaded.source_of(int(index), merged[int(index)]), entry.id)
            for index, entry in zip(loaded.indexes, loaded.entries, strict=True)
        ]
    loaded.problems.sort(key=lambda problem: problem.location)
    return loaded


def _mark_clean(loaded: PaperFile) -> None:
    """Tells papers whose entry is as we wrote it, with a key that every program takes; and what words are ours."""
    for index, paper in zip(loaded.indexes, loaded.entries, strict=True):
        origin = loaded.origins.get(int(index))
        if origin and paper.links and "links" not in origin.overlaid:
            paper.mark_derived_links()
        if origin and "bibtex" not in origin.overlaid and is_key(origin.paper.key):
            paper.mark_clean()


def _by_key(loaded: PaperFile, sources: Sequence[BibSource], surroundings: Surroundings) -> dict[str, Origin]:
    """The entries of all `.bib` files; the first of one key counts."""
    found: dict[str, Origin] = {}
    needs_scholar: list[Problem] = []
    for source in sources:
        loaded.problems += source.problems
        for paper in source.papers:
            if first := found.get(paper.key):
                place = Location(source.display_path, paper.line)
                message = (
                    f"'{paper.key}' is already a key in {first.display_path}:{first.paper.line}; this one is left out"
                )
                loaded.problems.append(Problem(place, message, "", "warning"))
                continue
            scholar = paper.fields.get("scholar", ":")
            if ":" not in scholar and not (owner := surroundings.scholar()):
                name, line = paper.sources["scholar"]
                message = "needs your Google Scholar id: write '- scholar: …' under links: in data/profile.yml"
                needs_scholar.append(Problem(Location(source.display_path, line), message, name, "info"))
                del paper.fields["scholar"]
            elif ":" not in scholar:
                paper.fields["scholar"] = f"{owner}:{scholar}"
            _find_files(paper, surroundings.has_file)
            found[paper.key] = Origin(source.display_path, paper)
    loaded.problems += needs_scholar[:1]
    loaded.keys = frozenset(found)
    return found


def _find_files(paper: BibPaper, has_file: Callable[[str], bool]) -> None:
    """Completes names of files that stand without their folder."""
    if image := paper.fields.get("image"):
        paper.fields["image"] = _found(image, paper.sources.get("image", ("",))[0], has_file)
    links = paper.fields.get("links", {})
    for label, url in links.items():
        links[label] = _found(url, paper.sources.get(f"links.{label}", ("",))[0], has_file)


def _found(url: Any, name: str, has_file: Callable[[str], bool]) -> Any:
    if not isinstance(url, str) or is_external(url) or has_file(url):
        return url
    candidates = (f"{folder}/{url}" for folder in _FOLDERS.get(name, ()))
    return next((candidate for candidate in candidates if has_file(candidate)), url)


def _merge(loaded: PaperFile, items: list[Any], found: dict[str, Origin]) -> list[Any]:
    """The entries of YAML, those of the same name below them, then the rest."""
    loaded.yaml_count = len(items)
    merged: list[Any] = []
    taken: set[str] = set()
    for index, item in enumerate(items):
        name = item.get("id") if isinstance(item, dict) else None
        origin = found.get(name) if isinstance(name, str) and name not in taken else None
        if origin is None:
            merged.append(item)
            continue
        taken.add(origin.paper.key)
        given = {key: value for key, value in item.items() if value not in (None, "")}
        loaded.origins[index] = origin._replace(overlaid=frozenset(item))
        merged.append(_overlay(loaded, given, origin))
    for key, origin in found.items():
        if key not in taken:
            loaded.origins[len(merged)] = origin
            merged.append(origin.paper.fields)
    return merged


def _overlay(loaded: PaperFile, given: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    below = origin.paper.fields
    for name, value in given.items():
        if name in below and str(below[name]) != str(value):
            source, line = origin.paper.sources.get(name, (name, origin.paper.line))
            message = f"{quoted(str(below[name]))} gives way to {quoted(str(value))} of {loaded.display_path}"
            loaded.problems.append(Problem(Location(origin.display_path, line), message, source, "debug"))
    replaced = {other for name, other in _SAME.items() if name in given}
    if any(name in _CITED and str(below.get(name)) != str(value) for name, value in given.items()):
        replaced.add("bibtex")
    return {name: value for name, value in below.items() if name not in replaced} | dict(given)


def _without(item: dict[str, Any], locations: Iterable[FieldPath]) -> dict[str, Any]:
    rest = dict(item)
    for name, *steps in locations:
        if name == "links" and steps and isinstance(rest.get("links"), dict) and steps[0] in rest["links"]:
            rest["links"] = {label: url for label, url in rest["links"].items() if label != steps[0]}
        else:
            rest.pop(str(name), None)
    return rest
