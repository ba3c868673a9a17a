"""The CV of an old site, read by the importers of CVs, as a call of `cv()` beside data that the site has already."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.al_folio_cv import HEAD, LISTS, NO_NAME
from mkdocs_researcher.formats.cv.entries import file_name, words_of
from mkdocs_researcher.formats.records import Record, Records
from mkdocs_researcher.formats.source import ImportFailedError, Source, read_source, texts_in
from mkdocs_researcher.importing.cv import KINDS
from mkdocs_researcher.importing.placeholders import report_placeholders
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.jekyll.site import link_in, place_of, text_in
from mkdocs_researcher.migration.new_site import Entry, OldPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.old_text import Line

_NAMES = ("title", "course", "name", "institution", "organization", "role")
_LINES = ("institution", "degree", "area", "organization", "position", "role", "event", "awarder", "venue", "level")
_TEXTS = ("details", "summary", "text", "note", "group", "advisor", "score", "abstract")
# Words of a format that no page shows.
_UNSEEN = frozenset({"$schema", "type", "icon", "level", "network", "username", "image", "picture", "photo", "fluency"})
_ABOUT_FILE = frozenset({"meta", "design", "locale", "settings", "rendercv_settings", "locale_catalog"})


_EMAIL = re.compile(r"[^\s@/,]+@[^\s@/,]+")


class Section(NamedTuple):
    """A section of a CV: its title, empty if it has none of its own; the data file that fits it; its entries."""

    title: str
    file: str
    records: list[Record]


class Cv(NamedTuple):
    """A CV.

    Attributes:
        head: what it showed of the person, which the new site has beside its home page.
    """

    profile: Record
    sections: list[Section]
    shown: list[Entry]
    head: list[Sequence[Line]]


def read_cv(site: OldSite, path: str) -> Cv | None:
    """A CV as records; None, and reported, if it cannot be read."""
    file = site.holds(path)
    if file is None:
        return None
    try:
        source = read_source(file)
    except ImportFailedError as error:
        place = error.problem.location._replace(file=path)
        site.note(place, f"{error.problem.message}; nothing of it is used")
        return None
    source.display_path = path
    kind = next((kind for kind in KINDS if kind.fits(source.data)), None)
    if kind is None:
        return None
    report_placeholders(source)
    cv = Cv({}, [], [], [])
    _note_seen(source, cv)
    for title, data, more in list(_parts(source.data)):
        source.data = data
        _add_section(cv, title, kind.read(source), more)
    for problem in source.notes:
        if not problem.message.startswith(NO_NAME):
            site.note(
                problem.location._replace(file=path),
                f"{problem.field}: {problem.message}".removeprefix(": "),
                problem.severity,
            )
    return cv


def _add_section(cv: Cv, title: str, records: Records, more: list[Record]) -> None:
    for name, found in records.items():
        if name == "profile":
            cv.profile.update({field: value for field, value in found.items() if field not in cv.profile})
        elif isinstance(found, list):
            cv.sections.append(Section(title, name, found))
    if more:
        cv.sections.append(Section(title, file_name(title), more))


def _parts(data: Any) -> Iterator[tuple[str, Any, list[Record]]]:
    """The sections of a CV one by one, with their titles, so that no two become one; entries that are read already."""
    if isinstance(data, list):
        for index, part in enumerate(data):
            known, more = _without_unknown(part)
            title = part.get("title") if isinstance(part, dict) else ""
            yield str(title or ""), [*[None] * index, known], more
        return
    head = data.get("cv") if isinstance(data.get("cv"), dict) else data
    sections = head.get("sections")
    if not isinstance(sections, dict):
        yield "", data, []
        return
    bare = {name: value for name, value in head.items() if name != "sections"}
    yield "", {**data, "cv": bare} if head is not data else {**bare, "sections": {}}, []
    for title, items in sections.items():
        yield str(title), {"cv": {"name": head.get("name") or "-", "sections": {title: items}}}, []


def _without_unknown(part: Any) -> tuple[Any, list[Record]]:
    """A section of names and values without what a profile has no field for, and that as entries."""
    listed = part.get("contents") if isinstance(part, dict) and part.get("type") == "map" else None
    if not isinstance(listed, list):
        return part, []
    rest = [item for item in listed if isinstance(item, dict) and not _is_known(item)]
    entries = [{"title": str(item.get("name") or ""), "details": _text(item.get("value"))} for item in rest]
    made = [{name: value for name, value in entry.items() if value} for entry in entries]
    return {**part, "contents": [item for item in listed if item not in rest]}, made


def _is_known(item: Any, names: Collection[str] = HEAD.keys() | LISTS) -> bool:
    name = words_of(str(item.get("name"))) if isinstance(item, dict) else ""
    return name in names and (HEAD.get(name) != "email" or bool(_EMAIL.fullmatch(_text(item.get("value")))))


def _note_seen(source: Source, cv: Cv) -> None:
    for location, text in texts_in(source.data):
        last = str(location[-1]) if location else ""
        if not text.strip() or last in _UNSEEN or location[0] in _ABOUT_FILE:
            continue
        line = Line(f"[]({text})" if "://" in text[:8] else text, source.display_path, source.place(location).line or 1)
        if _is_of_head(source.data, location):
            if last != "name" or not isinstance(source.data, list):
                cv.head.append([line])
        else:
            cv.shown.append([[line]])


def _is_of_head(data: Any, location: Sequence[str | int]) -> bool:
    if isinstance(data, list):
        part = data[location[0]] if isinstance(location[0], int) else None
        listed = part.get("contents") if isinstance(part, dict) else None
        if not isinstance(listed, list) or len(location) < 3 or not isinstance(location[2], int):
            return False
        return _is_known(listed[location[2]], HEAD)
    return location[0] == "basics" or (location[0] == "cv" and location[1:2] != ("sections",))


def as_entry(record: Record) -> Record:
    """An entry of a data file that is taken, as an entry of a file of any name."""
    name = next((name for name in _NAMES if record.get(name)), "")
    lines = [_text(record[field]) for field in _LINES if field != name and record.get(field)]
    texts = [_text(record[field]) for field in _TEXTS if record.get(field)]
    authors = _text(record.get("authors"))
    made = {
        "title": record.get(name, ""),
        "subtitle": ", ".join(filter(None, (authors, *lines))),
        "date": record.get("date") or record.get("year") or record.get("term"),
        "details": "\n\n".join(texts),
        **{field: record[field] for field in ("start", "end", "location", "url", "highlights", "keywords", "links")
           if record.get(field)},
    }  # fmt: skip
    if record.get("doi") and not made.get("url"):
        made["url"] = f"https://doi.org/{record['doi']}"
    return {field: value for field, value in made.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value).strip() if value else ""


_SHOWN = ("role", "location", "email", "phone", "website", "bio")


class CvSections:
    """The CV of a site."""

    def __init__(self, reader: TemplateReader, path: str, has_papers: Callable[[], bool] = bool) -> None:
        self.reader, self.path, self.has_papers = reader, path, has_papers
        self.cv: Cv | None = None
        self.sections: dict[str, str] = {}
        self.is_owner = True

    def read(self) -> None:
        self.cv = read_cv(self.reader.site, self.path)
        if self.cv is None:
            return
        self._add_profile(self.cv.profile)
        for section in self.cv.sections:
            self._add(section)

    def _add_profile(self, found: Record) -> None:
        own = self.reader.records.setdefault("profile", {})
        if not found:
            return
        is_same = not own or own.get("name", "").casefold() == str(found.get("name", "")).casefold()
        self.is_owner = bool(is_same)
        if not is_same:
            self._add(Section("About", "about", self._fitted("about", [_as_text(found)])))
            return
        other: Record = {}
        for name, value in found.items():
            if name == "links":
                listed = own.setdefault(name, [])
                known = {link_in(link).url for link in listed}
                listed += [link for link in value if link_in(link).url not in known]
            elif name == "bio" and own.get(name, value) != value:
                own[name] = f"{own[name]}\n\n{value}"
            elif own.setdefault(name, value) != value and name not in {"name", "avatar"}:
                other[name] = value
        if other:
            self._add(Section("About", "about", self._fitted("about", [_as_text(other)])))

    def _add(self, section: Section) -> None:
        file, found = section.file, section.records
        title = section.title or file.replace("-", " ").replace("_", " ").capitalize()
        is_taken = file in self.reader.records or (file == "papers" and self.has_papers())
        if file == "papers" and any(record.get("summary") for record in found):
            is_taken = True  # no reference shows a summary
        if is_taken:
            own = file_name(title)
            while own in self.reader.records:
                own += "-cv"
            if file in DATA_FILES:
                found = self._fitted(own, found)
            file = own
        place = Location(self.path)
        self.reader.records[file] = [self._lines(record, place) for record in found]
        while title in self.sections:
            title += " "
        self.sections[title] = file

    def _lines(self, value: Any, place: Location) -> Any:
        if isinstance(value, dict):
            return {name: self._lines(one, place) if name != "url" else one for name, one in value.items()}
        if isinstance(value, list):
            return [self._lines(one, place) for one in value]
        return self.reader.data_line(value, place) if isinstance(value, str) else value

    def _fitted(self, file: str, found: list[Record]) -> list[Record]:
        place = Location(self.path)
        return [entry for record in found if (entry := self.reader.site.fitted(file, as_entry(record), place))]

    def page(self, page: OldPage) -> str:
        pdf = text_in(page.meta, "cv_pdf")
        path = pdf if not pdf or "://" in pdf or "/" in pdf else f"assets/pdf/{pdf}"
        if path and "://" not in path and not self.reader.site.holds(path.lstrip("/")):
            self.reader.site.note(
                place_of(page, "cv_pdf"), f"'{path}' is not in the old site; put it into docs/", "info"
            )
            path = ""
        return self.call(path) or (f"\n\n[PDF]({path})\n\n" if path else "")

    def call(self, path: str = "") -> str:
        if self.cv is None or not self.sections or not self.reader.records.get("profile"):
            return ""
        if self.is_owner:
            self.reader.person += self.cv.head
        shown = self.cv.shown if self.is_owner else [*self.cv.shown, self.cv.head]
        button = f", pdf={json.dumps(path.lstrip('/'))}" if path else ""
        sections = json.dumps(self.sections, ensure_ascii=False)
        return self.reader.marks.block(f"{{{{ cv({sections}{button}, heading_level=2) }}}}", shown)


def _as_text(profile: Record) -> Record:
    links = [f"[{link.label}]({link.url})" for link in map(link_in, profile.get("links", ()))]
    texts = [str(profile[name]) for name in _SHOWN if profile.get(name)]
    texts = [f"<{text}>" if text.startswith(("http://", "https://")) else text for text in texts]
    return {"title": profile.get("name", ""), "details": "\n\n".join(filter(None, (*texts, ", ".join(links))))}
