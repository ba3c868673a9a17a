"""Papers from `.bib` files, overlaid with the entries of `papers.yml`.

The merged list is checked like any data file. The source of each field is recorded: a wrong field of a `.bib` file is
a warning at its line there and is left out, a wrong field of the YAML file is an error as in any data file.
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
from mkdocs_researcher.formats.bibtex.entries import LEFT_OUT
from mkdocs_researcher.formats.bibtex.entry_text import is_key
from mkdocs_researcher.formats.bibtex.papers import BibPaper
from mkdocs_researcher.formats.bibtex.source import BibSource, read_bib
from mkdocs_researcher.macros.base import DataFile, Model

# The folders of files that al-folio names without a folder, by BibTeX field.
_FOLDERS = {
    "preview": "assets/img/publication_preview",
    "image_dark": "assets/img/publication_preview",
    "pdf": "assets/pdf",
    "supp": "assets/pdf",
    "poster": "assets/pdf",
    "slides": "assets/pdf",
    "html": "assets/html",
    "blog": "assets/html",
    "video": "assets/video",
}
# Fields that a BibTeX entry contains. If YAML changes one of them, the entry is generated from the fields instead.
_CITED = frozenset(
    (
        "title authors venue year date type volume number pages publisher editors doi arxiv isbn series edition"
        " version chapter genre"
    ).split()
)
# Each of the two replaces the other.
_ALTERNATIVES = {"year": "date", "date": "year"}


class Origin(NamedTuple):
    """An entry of a `.bib` file, and the fields that YAML gives."""

    display_path: str
    paper: BibPaper
    overlaid: frozenset[str] = frozenset()


@dataclass
class PaperFile(LoadedFile[Any]):
    """All papers, from one YAML file at most and any number of `.bib` files.

    Attributes:
        origins: the `.bib` entries by their index in the merged list.
        keys: all keys of the `.bib` files.
        yaml_count: the number of entries in the YAML file; they come first in the list.
    """

    origins: dict[int, Origin] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    yaml_count: int = 0

    def locate_in_bib(self, path: FieldPath) -> tuple[Location, str] | None:
        """The location and the BibTeX name of a field that comes from a `.bib` file; None for one of YAML."""
        index = path[0] if path else -1
        origin = self.origins.get(index) if isinstance(index, int) else None
        if origin is None:
            return None
        is_overlaid = int(index) < self.yaml_count
        name = str(path[1]) if len(path) > 1 else ""
        if name in origin.overlaid or (is_overlaid and name not in origin.paper.fields):
            return None
        key = f"links.{path[-1]}" if name == "links" else name
        source, line = origin.paper.sources.get(key, (name, origin.paper.line))
        return Location(origin.display_path, line), source

    def locate(self, path: FieldPath) -> Location:
        in_bib = self.locate_in_bib(path)
        return in_bib[0] if in_bib else super().locate(path)

    def example(self, path: FieldPath, name: str, value: str = "…") -> str:
        """A field in YAML, or in BibTeX if the field at the path, by default the title, comes from a `.bib` file."""
        is_bib = self.locate_in_bib((*path[:1], *(path[1:2] or ("title",)))) is not None
        return f"'{name} = {{{value}}}'" if is_bib else super().example(path, name, value)

    def other_folder(self, path: FieldPath) -> str:
        in_bib = self.locate_in_bib(path)
        return _FOLDERS.get(in_bib[1].lower(), "") if in_bib else ""

    def problem(self, path: FieldPath, message: str, severity: Any = "error") -> Problem:
        in_bib = self.locate_in_bib(path)
        if in_bib is None:
            return super().problem(path, message, severity)
        location, name = in_bib
        return Problem(location, message, name, "warning" if severity == "error" else severity)

    def check_entry(self, index: int, item: Any) -> None:
        """Adds an entry without the wrong fields of its `.bib` file, which are reported."""
        origin = self.origins.get(index)
        while True:
            try:
                self.add(index, item)
            except ValidationError as error:
                found = findings(error, self.kind.model, data=item)
                removable = [
                    path for path, _ in found if path and path[0] in item and self.locate_in_bib((index, *path))
                ]
                for path, message in found:
                    self.report((index, *path), self.explain(index, path, message, item))
                if origin is None or len(removable) < len(found):
                    self.add_invalid(index, item, error)
                    return
                item = _without(item, removable)
            else:
                return

    def source_of(self, index: int, item: Any) -> str:
        """Everything that an entry is made from, as one text."""
        origin = self.origins.get(index)
        bib = (origin.paper.key, sorted(origin.overlaid), list(origin.paper.fields)) if origin else ()
        return f"{item!r} {bib}"

    def explain(self, index: int, path: FieldPath, message: str, item: Any) -> str:
        """The message; that of a missing title mentions the `.bib` files."""
        if path != ("title",) or not message.startswith("is missing"):
            return message
        if index >= self.yaml_count:
            return f"the entry '{self.origins[index].paper.key}' has no title and is left out"
        if name := item.get("id"):
            hint = did_you_mean(str(name), self.keys, show_all=0) if len(self.keys) < 5000 else ""
            return f"{message}, because no .bib file has an entry {quoted(str(name))}{hint}"
        return message


def load_papers(
    kind: DataFile[Model],
    yaml: tuple[Path, str],
    bibs: Iterable[tuple[Path, str]],
    has_file: Callable[[str], bool],
    scholar_id: Callable[[], str],
    *,
    sets_sources: bool = False,
    keeps_items: bool = False,
) -> PaperFile:
    """Reads and checks all papers.

    Args:
        yaml: path of the YAML file, which need not exist, and that path relative to the project, for messages.
        bibs: the same two paths of each `.bib` file.
        has_file: is a path below the docs folder a file?
        scholar_id: returns the owner's id at Google Scholar, empty if it is unknown.
        sets_sources: sets the `sources` of the result.
        keeps_items: sets the `items` of the result.
    """
    loaded = PaperFile(*yaml, kind)
    data = parse_file(loaded) if yaml[0].is_file() else []
    if not isinstance(data, list | None) and not loaded.is_broken:
        check_list(loaded, data)  # reports that it is not a list
    items: list[Any] = data if isinstance(data, list) else []
    paths = {display_path: path for path, display_path in bibs}
    sources = [read_bib(path, display_path) for display_path, path in paths.items()]
    if len(sources) > 1 and any(source.missing for source in sources):
        from mkdocs_researcher.formats.bibtex.source import with_parents

        sources = with_parents(sources, paths)
    origins = _by_key(loaded, sources, has_file, scholar_id)
    merged = _merge(loaded, items, origins)
    check_list(loaded, merged)
    loaded.items = merged if keeps_items else None
    _mark_clean(loaded)
    if sets_sources:
        loaded.sources = [
            (loaded.source_of(int(index), merged[int(index)]), entry.id) for index, entry in loaded.numbered()
        ]
    if not keeps_items:
        for origin in origins.values():  # from now on only the names of the fields are asked for
            origin.paper.fields.update(dict.fromkeys(origin.paper.fields))
    loaded.problems.sort(key=lambda problem: problem.location)
    return loaded


def _mark_clean(loaded: PaperFile) -> None:
    for index, paper in loaded.numbered():
        if origin := loaded.origins.get(int(index)):
            paper.mark(
                has_derived_links=bool(paper.links) and "links" not in origin.overlaid,
                has_clean_bibtex="bibtex" not in origin.overlaid and is_key(origin.paper.key),
            )


def carry_marks(paper: Any, changed: Any, given: Mapping[str, Any]) -> None:
    """Marks a changed paper as the one that it was made from, as far as the given fields allow."""
    changed.mark(
        has_derived_links=paper.has_derived_links and "links" not in given,
        has_clean_bibtex=paper.has_clean_bibtex and "bibtex" not in given,
    )


def _by_key(
    loaded: PaperFile, sources: Sequence[BibSource], has_file: Callable[[str], bool], scholar_id: Callable[[], str]
) -> dict[str, Origin]:
    """The entries of all `.bib` files. Of two entries with the same key, the first one counts."""
    origins: dict[str, Origin] = {}
    needs_scholar: list[Problem] = []
    for source in sources:
        loaded.problems += source.problems
        for paper in source.papers:
            if first := origins.get(paper.key):
                location = Location(source.display_path, paper.line)
                message = f"'{paper.key}' is already a key in {first.display_path}:{first.paper.line}; {LEFT_OUT}"
                loaded.problems.append(Problem(location, message, "", "warning"))
                continue
            scholar = paper.fields.get("scholar", ":")
            if ":" not in scholar and not (owner := scholar_id()):
                name, line = paper.sources["scholar"]
                message = "needs your Google Scholar id: write '- scholar: …' under links: in data/profile.yml"
                needs_scholar.append(Problem(Location(source.display_path, line), message, name, "info"))
                del paper.fields["scholar"]
            elif ":" not in scholar:
                paper.fields["scholar"] = f"{owner}:{scholar}"
            _complete_paths(paper, has_file)
            origins[paper.key] = Origin(source.display_path, paper)
    loaded.problems += needs_scholar[:1]
    loaded.keys = frozenset(origins)
    return origins


def _complete_paths(paper: BibPaper, has_file: Callable[[str], bool]) -> None:
    """Adds the folder to names of files that al-folio names without one."""
    for field_name in ("image", "image_dark", "video"):
        if url := paper.fields.get(field_name):
            paper.fields[field_name] = _completed(url, paper.sources.get(field_name, ("",))[0], has_file)
    links = paper.fields.get("links", {})
    for label, url in links.items():
        links[label] = _completed(url, paper.sources.get(f"links.{label}", ("",))[0], has_file)


def _completed(url: Any, name: str, has_file: Callable[[str], bool]) -> Any:
    if not isinstance(url, str) or is_external(url) or has_file(url):
        return url
    folder = _FOLDERS.get(name.lower())
    return f"{folder}/{url}" if folder and has_file(f"{folder}/{url}") else url


def _merge(loaded: PaperFile, items: list[Any], origins: dict[str, Origin]) -> list[Any]:
    """The entries of YAML, completed from the `.bib` entries with the same id; then the other `.bib` entries."""
    loaded.yaml_count = len(items)
    merged: list[Any] = []
    used: set[str] = set()
    for index, item in enumerate(items):
        name = item.get("id") if isinstance(item, dict) else None
        origin = origins.get(name) if isinstance(name, str) and name not in used else None
        if origin is None:
            merged.append(item)
            continue
        used.add(origin.paper.key)
        given = {key: value for key, value in item.items() if value not in (None, "")}
        loaded.origins[index] = origin._replace(overlaid=frozenset(item))
        merged.append(_overlay(loaded, given, origin))
    for key, origin in origins.items():
        if key not in used:
            loaded.origins[len(merged)] = origin
            merged.append(origin.paper.fields)
    return merged


def _overlay(loaded: PaperFile, given: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    fields = origin.paper.fields
    for name, value in given.items():
        if name in fields and str(fields[name]) != str(value):
            source, line = origin.paper.sources.get(name, (name, origin.paper.line))
            message = f"{quoted(str(fields[name]))} is replaced by {quoted(str(value))} from {loaded.display_path}"
            loaded.problems.append(Problem(Location(origin.display_path, line), message, source, "debug"))
    replaced = {other for name, other in _ALTERNATIVES.items() if name in given}
    if any(name in _CITED and str(fields.get(name)) != str(value) for name, value in given.items()):
        replaced.add("bibtex")
    return {name: value for name, value in fields.items() if name not in replaced} | dict(given)


def _without(item: dict[str, Any], paths: Iterable[FieldPath]) -> dict[str, Any]:
    rest = dict(item)
    for name, *steps in paths:
        if name == "links" and steps and isinstance(rest.get("links"), dict) and steps[0] in rest["links"]:
            rest["links"] = {label: url for label, url in rest["links"].items() if label != steps[0]}
        else:
            rest.pop(str(name), None)
    return rest
