"""A CV in `_data/cv.yml` or `assets/json/resume.json`, read by the importers of CVs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.formats.al_folio_cv import HEAD, LISTS, NO_NAME
from mkdocs_researcher.formats.cv.titles import file_name, words_of
from mkdocs_researcher.formats.records import Record, Records
from mkdocs_researcher.formats.source import ImportFailedError, Source, read_source, texts_in
from mkdocs_researcher.importing.cv import KINDS
from mkdocs_researcher.importing.placeholders import report_placeholders
from mkdocs_researcher.migration.new_site import Entry
from mkdocs_researcher.migration.old_site import Line, OldSite

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
        profile: facts about the person.
        sections: in order.
        shown: what the old page showed of it.
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
        site.note(place, f"{error.problem.message}; nothing of the file is used")
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
