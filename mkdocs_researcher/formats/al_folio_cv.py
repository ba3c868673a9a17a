"""al-folio's older `cv.yml`: a list of sections with `title`, `type` and `contents`.

Types are `map` (names and values), `list`, `nested_list`, `list_groups` and `time_table`; see al-folio's `_layouts/cv`
and `_includes/cv` before 2025.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.cv.entries import PROFILE, file_name, file_of_section, read_entry, read_profile, words_of
from mkdocs_researcher.formats.cv.values import TrackedMapping, is_empty, repaired
from mkdocs_researcher.formats.source import Record, Records, Source

# Our names of what is in "General Information".
HEAD = {name: name for name in ("name", "email", "phone", "website", "location")}
HEAD |= {"full name": "name", "e mail": "email", "homepage": "website", "address": "location"}
HEAD |= {"position": "label", "title": "label"}
LISTS = frozenset({"languages", "skills", "interests"})
_DATES = ("year", "date", "start_date", "end_date", "location", "url")
NO_NAME = "contains no name, so no data/profile.yml is written; create one with name:"
_NO_PLACE = "'{name}: {value}' has no field in data/profile.yml; add it to bio: there"


def is_al_folio_cv(data: Any) -> bool:
    """Does the data look like a list of sections of al-folio?"""
    return isinstance(data, list) and any(isinstance(part, dict) and "contents" in part for part in data)


def read_al_folio_cv(source: Source) -> Records:
    """All entries of a CV as records per data file; what does not fit is noted in the source."""
    records: Records = {}
    head: dict[str, Any] = {}
    head_location: FieldPath = ()
    parts = source.data if isinstance(source.data, list) else []
    for index, part in enumerate(parts):
        section = TrackedMapping(source, part, (index,), "title")
        title, kind = section.text("title"), section.text("type")
        entries = list(section.mappings("contents", "title"))
        if kind == "map":
            head_location = head_location or (index,)
            _read_map(entries, head, records)
        else:
            _read_section(title, entries, records)
        section.report_unread("data/")
    profile = read_profile(TrackedMapping(source, head, head_location)) if "name" in head else None
    if profile is None:
        source.note((), NO_NAME, "info")
    return {**({"profile": profile} if profile else {}), **records}


def _read_map(entries: list[TrackedMapping], head: dict[str, Any], records: Records) -> None:
    for entry in entries:
        name, value = entry.text("name", "title"), entry.lines("value", "values", "description")
        words = words_of(name)
        if words in HEAD and HEAD[words] not in head and value:
            text = ", ".join(value)
            head[HEAD[words]] = repaired(text) if HEAD[words] == "website" else text
        elif words in LISTS and value:
            record: Record = {"title": name, "details": ", ".join(value)}
            records.setdefault(words, []).append(record)
        elif value:
            entry.note("value", _NO_PLACE.format(name=name, value=", ".join(value)))
        entry.report_unread("data/profile.yml")


def _read_section(title: str, entries: list[TrackedMapping], records: Records) -> None:
    file = file_of_section(title, entries)
    file = file_name(title) if file == PROFILE else file
    for group in entries:
        for entry in _split(group, file):
            if (record := read_entry(entry, file)) is not None:
                records.setdefault(file, []).append(record)


def _split(entry: TrackedMapping, file: str) -> list[TrackedMapping]:
    """The entry; or one entry per item where it has items and a date but no title: the awards of a year."""
    items = entry.unread.get("items")
    has_title = any(not is_empty(entry.unread.get(name)) for name in ("title", "name", "institution"))
    if not isinstance(items, list) or has_title or file not in {"awards", "service", "talks", "projects"}:
        return [entry]
    rest = {name: value for name, value in entry.unread.items() if name in _DATES}
    texts = entry.lines("items")
    for name in rest:
        entry.take(name)
    entry.report_unread(f"data/{file}.yml")
    return [TrackedMapping(entry.source, {"title": text, **rest}, entry.location, "title") for text in texts]
