"""The data of a project as plain records, for formats that hold a whole CV.

What a format makes of them is in one file per format; which data files there are, in which order their entries come and
what a record looks like is told here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.data.references import places_of
from mkdocs_researcher.errors import BrokenDataError, Location, MacroError, Problem
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.names.author_lists import authors_record
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.formats.cv.addresses import links_record, profile_link_record
from mkdocs_researcher.formats.cv.entries import read_entry
from mkdocs_researcher.formats.cv.fitting import Record, Records, is_single
from mkdocs_researcher.formats.cv.items import Item
from mkdocs_researcher.formats.cv.residue import residue
from mkdocs_researcher.formats.paper_facts import visible
from mkdocs_researcher.formats.site_facts import SiteFacts
from mkdocs_researcher.formats.source import Source
from mkdocs_researcher.formats.yaml.write import as_plain
from mkdocs_researcher.macros import DATA_FILES, WRITTEN_FILES
from mkdocs_researcher.macros.base import DataFile, Model
from mkdocs_researcher.macros.dated import Dated, newest_first
from mkdocs_researcher.macros.entries import entries_file
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.people import AuthorLists

ORDER = (
    "profile",
    "education",
    "experience",
    "awards",
    "papers",
    "talks",
    "teaching",
    "service",
    "mentees",
    "projects",
)
"""The data files of a CV, in the order of its sections; general entries follow, then what is of the site alone."""

_AS_WRITTEN = frozenset({"service"})
_HIDDEN = "the paper '{paper}' has 'hidden: true', so it is left out here, too"
_NO_LIST = "is no list of general entries, so it is left out"
_KEPT = "{fields} {have} no field in {title}; kept in the file, where only 'mkdocs-researcher import' reads {them}"
_REFUSED = "{title} takes {wish}; kept in the file as it is, where only 'mkdocs-researcher import' reads it"
_NO_SECTION = "{title} has no section for it; kept in the file, where only 'mkdocs-researcher import' reads it"


class Cv(NamedTuple):
    """All that a CV can hold.

    Attributes:
        records: per data file, entries newest first.
        facts: of the site.
        owner: where the owner of the site stands in a list of authors, None if nowhere.
        folder: the data folder, as the author knows it.
    """

    records: Records
    facts: SiteFacts
    owner: Callable[[list[Any]], int | None] = lambda authors: None
    folder: str = "data"


def cv_of(library: Library, facts: SiteFacts) -> tuple[Cv, list[Problem]]:
    """The data of a project without what is hidden, and the problems of files that are no lists of entries.

    Raises:
        BrokenDataError: a data file has errors.
        MacroError: there is no data.
    """
    problems: list[Problem] = []
    records: Records = {}
    hidden = {paper.id for paper in library.optional(DATA_FILES["papers"]) if paper.hidden}
    for file in _files(library):
        try:
            entries = list(library.entries(file))
        except BrokenDataError:
            if file.name in DATA_FILES:
                raise
            problems.append(
                Problem(Location(library.display_path(library.paths[file.name])), _NO_LIST, severity="warning")
            )
            continue
        problems += _hidden_in(library, file.name, hidden)
        found = [_without(record_of(entry), hidden) for entry in _sorted(file.name, entries)]
        if found:
            records[file.name] = found[0] if is_single(file.name) else found
    if not records:
        raise MacroError(
            f"needs data, and {library.display_path(library.folder)}/ holds none; 'import' and the manual help"
        )
    return Cv(records, facts, _owner_finder(library), library.display_path(library.folder)), problems


def _files(library: Library) -> Iterator[DataFile[Any]]:
    general = sorted(library.paths.keys() - DATA_FILES.keys())
    rest = [name for name in DATA_FILES if name not in ORDER and name not in WRITTEN_FILES]
    for name in (*ORDER, *general, *rest):
        if library.has(name):
            yield DATA_FILES[name] if name in DATA_FILES else entries_file(name)


def _owner_finder(library: Library) -> Callable[[list[Any]], int | None]:
    lists = library.derived(AuthorLists)

    def find(authors: list[Any]) -> int | None:
        return lists.find_owner(Paper(title="x", authors=authors).authors) if authors else None

    return find


def _sorted(name: str, entries: list[Any]) -> list[Any]:
    if name == "papers":
        return visible(entries)
    if entries and isinstance(entries[0], Dated) and name not in _AS_WRITTEN:
        return newest_first(entries)
    return entries


def _hidden_in(library: Library, name: str, hidden: set[str]) -> Iterator[Problem]:
    """Tells where a data file names hidden papers."""
    loaded = library.files.get(name)
    for file, location, paper in places_of([loaded], hidden) if loaded and hidden else ():
        if "papers" in location:
            field = ".".join(str(step + 1) if isinstance(step, int) else step for step in location[1:])
            yield Problem(file.place(location), _HIDDEN.format(paper=paper), field, "warning")


def _without(record: Record, hidden: set[str]) -> Record:
    """A record without the ids of hidden papers."""
    if not hidden:
        return record
    found = dict(record)
    for name, value in record.items():
        if name == "papers":
            found[name] = [paper for paper in value if paper not in hidden]
        elif name == "projects":
            found[name] = [_without(project, hidden) for project in value]
    return {name: value for name, value in found.items() if value != []}


def record_of(entry: Model) -> Record:
    """An entry as its data file could hold it: nested `dict`, `list` and text, without fields that say nothing new."""
    record: Record = {}
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        if value == field.get_default(call_default_factory=True) or value is None:
            continue
        is_profile = name == "links" and "native_name" in type(entry).model_fields
        record[name] = [profile_link_record(link) for link in value] if is_profile else _plain(value)
    if isinstance(entry, Paper) and entry.has_clean_bibtex:
        record.pop("bibtex", None)  # it was made of the other fields
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return record_of(value)
    if isinstance(value, PartialDate | DateRange):
        return str(value)
    return _plain_list(value) if isinstance(value, tuple) and value else as_plain(value)


def _plain_list(values: tuple[Any, ...]) -> Any:
    if isinstance(values[0], Link):
        return links_record(values)
    if isinstance(values[0], Person):
        return as_plain(authors_record(values))
    found = [_plain(value) for value in values]
    return found[0] if isinstance(values[0], DateRange) and len(found) == 1 else found


def as_item(entry: Any) -> Item:
    """An exported entry as an import sees it, with nobody to hear its notes."""
    return Item(Source("", None), as_plain(entry), (), "text")


def sealed(file: str, record: Record, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an import of an exported entry would lose of its record: a block for `residue.restored`.

    Args:
        file: data file of the entry.
        record: the entry.
        entry: what the format makes of it, under its names.
    """
    return residue(file, record, read_entry(as_item(dict(entry)), file))


class Report:
    """Tells what a format has no field for.

    Args:
        title: name of the format.
        folder: the data folder, as the author knows it.
        shown: fields that stand in the file in other words, by data file.
        picky: by data file and field, what the format asks of a value that it has a field for.
    """

    def __init__(
        self,
        title: str,
        folder: str,
        shown: Mapping[str, frozenset[str]],
        picky: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        self.title = title
        self.folder = folder
        self.display_path = shown
        self.picky = picky
        self.fields: dict[str, dict[str, None]] = {}
        self.whole: list[str] = []

    def add(self, file: str, block: Mapping[str, Any]) -> None:
        """Hears of a block beside an exported entry."""
        was = block.get("was", {})
        technical = {"start", "end", *self.display_path.get(file, ())}
        lost = [name for name in block.get("fields", {}) if name not in was and name not in technical]
        self.fields.setdefault(file, {}).update(dict.fromkeys(lost))

    def problems(self) -> list[Problem]:
        """One for each data file."""
        found = []
        for file, lost in self.fields.items():
            picky = self.picky.get(file, {})
            for name in (name for name in lost if name in picky):
                message = _REFUSED.format(title=self.title, wish=picky[name])
                found.append(Problem(Location(f"{self.folder}/{file}.yml"), message, name, "warning"))
            if names := [name for name in lost if name not in picky]:
                words = _listed(names)
                have, them = ("has", "it") if len(names) == 1 else ("have", "them")
                message = _KEPT.format(fields=words, have=have, them=them, title=self.title)
                found.append(Problem(Location(f"{self.folder}/{file}.yml"), message, severity="warning"))
        for file in self.whole:
            message = _NO_SECTION.format(title=self.title)
            found.append(Problem(Location(f"{self.folder}/{file}.yml"), message, severity="warning"))
        return found


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
