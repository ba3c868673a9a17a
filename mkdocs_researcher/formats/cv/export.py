"""The data of a project as plain records, for formats that hold a whole CV.

An export is one-way: data for which a format has no field is left out and reported. Each format has its own module;
this one has the order of the data files and entries, and records that keep track of the exported fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, format_range, parse_dates
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.names.author_lists import authors_record
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.cv.values import links_record, profile_link_record
from mkdocs_researcher.formats.paper_facts import visible
from mkdocs_researcher.formats.source import Record, Records, is_single
from mkdocs_researcher.formats.yaml_text import as_plain
from mkdocs_researcher.macros import DATA_FILES, WRITTEN_FILES
from mkdocs_researcher.macros.base import Model
from mkdocs_researcher.macros.dated import Dated, newest_first
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.profile import Profile

_ORDER = "profile education experience awards papers talks teaching service mentees projects".split()
_AS_WRITTEN = frozenset({"service"})
_NO_FIELD = "{fields} {have} no field in {title}, so {it_is} left out"
_NO_SECTION = "{title} has no section for it, so it is left out"
_NO_URL = "is a path below docs_dir and mkdocs.yml has no site_url, so it cannot become a URL; it is left out"
_NO_WEB_LINK = "only web addresses are exported, so {labels} {are} left out"
_FIRST_LINK = "{title} has room for one link per entry, so others are left out"


class Cv(NamedTuple):
    """The data for a CV.

    Attributes:
        records: per data file, entries newest first.
        owner: returns the position of the site's owner in the `authors` of a record, None if they are not an author.
        folder: path of the data folder relative to the project, for messages.
    """

    records: Records
    facts: SiteFacts
    owner: Callable[[list[Any]], int | None] = lambda authors: None
    folder: str = "data"


def cv_files(names: Iterable[str]) -> list[str]:
    """The names of data files in the order of their sections: those of a CV, general entries, those of the site."""
    general = sorted(set(names) - DATA_FILES.keys())
    rest = [name for name in DATA_FILES if name not in _ORDER and name not in WRITTEN_FILES]
    return [*_ORDER, *general, *rest]


def cv_records(entries: Mapping[str, Sequence[Any]]) -> Records:
    """All entries (models) per data file as records, without hidden papers and references to them."""
    hidden = {paper.id for paper in entries.get("papers", ()) if paper.hidden}
    records: Records = {}
    for name, listed in entries.items():
        found = [_without(record_of(entry), hidden) for entry in _sorted(name, list(listed))]
        if found:
            records[name] = found[0] if is_single(name) else found
    return records


def _sorted(name: str, entries: list[Any]) -> list[Any]:
    if name == "papers":
        return visible(entries)
    if entries and isinstance(entries[0], Dated) and name not in _AS_WRITTEN:
        return newest_first(entries)
    return entries


def _without(record: Record, hidden: set[str]) -> Record:
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
    """An entry as its data file could hold it: nested `dict`, `list` and text, without fields that have defaults."""
    record: Record = {}
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        if value == field.get_default(call_default_factory=True) or value is None:
            continue
        is_profile = name == "links" and "native_name" in type(entry).model_fields
        record[name] = [profile_link_record(link) for link in value] if is_profile else _plain(value)
    if isinstance(entry, Paper) and entry.has_clean_bibtex:
        record.pop("bibtex", None)  # we generated it from the other fields
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


# Reading a record


class ExportedRecord(Mapping[str, Any]):
    """A record that knows which of its fields were not read, or could not be used, so that they can be reported.

    `lost` says why a field is left out, by its name; the reason is empty for fields that were not read. An `id` counts
    as read: it only names the entry in our data.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self.lost: dict[str, str] = dict.fromkeys((name for name in record if name != "id"), "")

    def __getitem__(self, name: str) -> Any:
        self.lost.pop(name, None)
        return self._record[name]

    def __contains__(self, name: object) -> bool:
        return name in self._record

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)

    def url(self, facts: SiteFacts, name: str = "url") -> str:
        """The web address in a field; empty if there is none."""
        address = self.get(name, "")
        if found := facts.absolute(address):
            return found
        if address:
            self.lost[name] = _NO_URL
        return ""

    def first_link(self, facts: SiteFacts, title: str) -> str:
        """The first of the links of an entry that is a web address; others are lost."""
        links = self.get("links", {})
        urls = list(links.values()) if isinstance(links, dict) else [link["url"] for link in links]
        if len(urls) > 1:
            self.lost["links"] = _FIRST_LINK.format(title=title)
        elif urls and not facts.absolute(urls[0]):
            self.lost["links"] = _NO_URL
        return next((url for url in map(facts.absolute, urls) if url), "")

    def web_links(self) -> list[Link]:
        """The links of a profile that are web addresses; others are lost."""
        links = Profile(name="x", links=self.get("links", ())).links
        others = [link.label for link in links if not link.url.startswith(("https://", "http://"))]
        if others:
            self.lost["links"] = _NO_WEB_LINK.format(labels=_listed(others), are="is" if len(others) == 1 else "are")
        return [link for link in links if link.url.startswith(("https://", "http://"))]

    def points(self, *labelled: str) -> list[str]:
        """The highlights of an entry, those of its projects, and further fields with a label, such as `advisor`."""
        found = listed(self.get("highlights"))
        for project in self.get("projects", ()):
            found.append(": ".join(project[name] for name in ("title", "summary") if name in project))
            found += listed(project.get("highlights"))
            unused = (name for name in project if name not in {"title", "summary", "highlights"})
            self.lost.update({f"projects.{name}": "" for name in unused})
        for name in labelled:
            if texts := listed(self.get(name)):
                found.append(f"{name.capitalize()}: {', '.join(texts)}")
        return found

    def names(self) -> list[str]:
        """The authors of a paper in order, without groups."""
        people = (listed(person) for person in self.get("authors", ()))
        return [name for group in people for name in group]

    def date_ranges(self) -> tuple[DateRange, ...]:
        """The dates of an entry, oldest first."""
        if "start" in self or "end" in self:
            start, end = (PartialDate.parse(self[name]) if name in self else None for name in ("start", "end"))
            return (DateRange(start, end, ongoing=end is None),)
        text = self.get("date") or self.get("year")
        return parse_dates(text) if text else ()


class Losses:
    """Data that an export leaves out, as one problem per data file and reason."""

    def __init__(self, title: str, folder: str) -> None:
        self.title = title
        self.folder = folder
        self._fields: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, file: str, record: ExportedRecord) -> None:
        for name, reason in record.lost.items():
            self._fields.setdefault((file, reason), {})[name] = None

    def add_file(self, file: str) -> None:
        self._fields[file, _NO_SECTION.format(title=self.title)] = {"": None}

    def problems(self) -> list[Problem]:
        found = []
        for (file, reason), names in self._fields.items():
            location = Location(f"{self.folder}/{file}.yml")
            if reason:
                found += [Problem(location, reason, name, "warning") for name in names]
                continue
            have, it_is = ("has", "it is") if len(names) == 1 else ("have", "they are")
            message = _NO_FIELD.format(fields=_listed(list(names)), have=have, title=self.title, it_is=it_is)
            found.append(Problem(location, message, severity="warning"))
        return found


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# Values


class IsoDates(NamedTuple):
    """Start and end in ISO 8601, as precise as they are known; the end is empty if it is ongoing.

    `is_exact` is false if the record contains more than that: several dates, a season, a note.
    """

    start: str = ""
    end: str = ""
    is_exact: bool = True


def iso_dates(ranges: Sequence[DateRange]) -> IsoDates:
    """Dates, oldest first, for formats with one start and one end."""
    if not ranges:
        return IsoDates()
    first, last = ranges[0], ranges[-1]
    start = first.start.iso() if first.start else ""
    end = "" if last.ongoing else last.last.iso() if last.last else ""
    has_season = any(date and date.season for span in ranges for date in (span.start, span.end))
    is_ordered = not (start and end) or _first_day(start) <= _first_day(end)
    is_exact = len(ranges) == 1 and not last.note and not has_season and is_ordered
    return IsoDates(start, end, is_exact)


def _first_day(date: str) -> str:
    """The first day of a date, which programs compare: "May 2020 – 2020" ends before it starts."""
    return f"{date}-01-01"[:10]


def date_text(ranges: Sequence[DateRange]) -> str:
    """Dates as people read them."""
    return ", ".join(f"{format_range(span)} ({span.note})" if span.note else format_range(span) for span in ranges)


def plain(text: Any) -> str:
    """The words of a Markdown text, with its line breaks."""
    return plain_text(text) if isinstance(text, str) else ""


def listed(value: Any) -> list[str]:
    """A field with one text or several, as a list."""
    return [value] if isinstance(value, str) else list(value or ())


def joined(*parts: Any, between: str = ", ") -> str:
    """The parts that are not empty, in one text."""
    return between.join(between.join(listed(part)) for part in parts if part)


def filled(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without empty fields."""
    return {name: value for name, value in entry.items() if value not in ("", [], {}, None)}
