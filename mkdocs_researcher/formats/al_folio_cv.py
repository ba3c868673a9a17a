"""al-folio's older `cv.yml`: a list of sections with `title`, `type` and `contents`.

Types are `map` (names and values), `list`, `nested_list`, `list_groups` and `time_table`; see al-folio's `_layouts/cv`
and `_includes/cv` before 2025.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.formats.cv.entries import read_entry
from mkdocs_researcher.formats.cv.fitting import Records
from mkdocs_researcher.formats.cv.items import Item, is_empty
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.titles import PROFILE, file_name, file_of_section, words_of
from mkdocs_researcher.formats.json_resume.read import add_record
from mkdocs_researcher.formats.source import FieldPath, Source

# Names in "General Information", as the head of a CV calls them.
HEAD = {
    "full name": "name",
    "name": "name",
    "email": "email",
    "e mail": "email",
    "phone": "phone",
    "website": "website",
    "homepage": "website",
    "location": "location",
    "address": "location",
    "position": "label",
    "title": "label",
}
LISTS = frozenset({"languages", "skills", "interests"})
_DATES = ("year", "date", "start_date", "end_date", "location", "url")
NO_NAME = "names nobody, so there is no data/profile.yml; write one with name:"


def is_al_folio_cv(data: Any) -> bool:
    """Whether some data looks like a list of sections of al-folio."""
    return isinstance(data, list) and any(isinstance(part, dict) and "contents" in part for part in data)


def read_al_folio_cv(source: Source) -> Records:
    """All of a CV as records per data file; what has no place is noted in the source."""
    records: Records = {}
    head: dict[str, Any] = {}
    places: list[FieldPath] = []
    parts = source.data if isinstance(source.data, list) else []
    for index, part in enumerate(parts):
        section = Item(source, part, (index,), "title")
        title, kind = section.text("title"), section.text("type")
        items = list(section.items("contents", "title"))
        if kind == "map":
            places.append((index,))
            _read_map(items, head, records)
        else:
            _read_section(title, items, records)
        section.finish("data/")
    profile = read_profile(Item(source, head, places[0] if places else ())) if "name" in head else None
    if profile is None:
        source.note((), NO_NAME, "info")
    return {**({"profile": profile} if profile else {}), **records}


def _read_map(items: list[Item], head: dict[str, Any], records: Records) -> None:
    for item in items:
        name, value = item.text("name", "title"), item.lines("value", "values", "description")
        words = words_of(name)
        if words in HEAD and HEAD[words] not in head and value:
            text = ", ".join(value)
            head[HEAD[words]] = repaired(text) if HEAD[words] == "website" else text
        elif words in LISTS and value:
            add_record(records, words, {"title": name, "details": ", ".join(value)})
        elif value:
            item.note("value", f"'{name}: {', '.join(value)}' has no place in data/profile.yml; add it to bio: there")
        item.finish("data/profile.yml")


def _read_section(title: str, items: list[Item], records: Records) -> None:
    default = file_of_section(title, items)
    default = file_name(title) if default == PROFILE else default
    for item in items:
        for one in _entries(item, default):
            if (record := read_entry(one, default)) is not None:
                add_record(records, default, record)


def _entries(item: Item, file: str) -> list[Item]:
    """An entry; or its points, where they are the entries and it says only when: awards of a year."""
    points = item.left.get("items")
    has_title = any(not is_empty(item.left.get(name)) for name in ("title", "name", "institution"))
    if isinstance(points, list) and not has_title and file in {"awards", "service", "talks", "projects"}:
        rest = {name: value for name, value in item.left.items() if name in _DATES}
        texts = item.lines("items")
        for name in rest:
            item.take(name)
        item.finish(f"data/{file}.yml")
        return [Item(item.source, {"title": text, **rest}, item.location, "title") for text in texts]
    return [item]
