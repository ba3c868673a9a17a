"""RenderCV 2 (schema 2.8), and al-folio's newer `cv.yml`, which mixes its names with those of JSON Resume."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_researcher.formats.cv.entries import read_entry
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.titles import PROFILE, file_of_section, kind_of_position
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping, root_mapping
from mkdocs_researcher.formats.records import Records
from mkdocs_researcher.formats.source import Source
from mkdocs_researcher.macros import DATA_FILES

_LOOK = "is about the look of RenderCV's pages, so it is left out; keep the file if you continue to use RenderCV"
_ONE_LINE = frozenset({"label", "details"})
_SEPARATOR = re.compile(r"\s*,\s+")
_ELSEWHERE = 'the section is in data/{file}.yml; show it with {{{{ entries("{file}") }}}}'


def is_rendercv(data: Any) -> bool:
    """Whether some data looks like a CV of RenderCV."""
    return isinstance(data, dict) and (isinstance(data.get("cv"), dict) or isinstance(data.get("sections"), dict))


def read_rendercv(source: Source) -> Records:
    """All entries of a CV as records per data file; what does not fit is noted in the source."""
    root = root_mapping(source)
    for name in ("design", "locale", "settings", "rendercv_settings", "locale_catalog"):
        if root.take(name)[1] is not None:
            root.note(name, _LOOK, "info")
    cv = root.mapping("cv") if "cv" in root.unread else root
    sections = cv.mapping("sections")
    records: Records = {}
    bio: list[str] = []
    for title in list(sections.unread):
        _read_section(title, list(sections.mappings(title, "text")), records, bio)
    profile = read_profile(cv, bio="\n\n".join(bio))
    if cv is not root:
        root.report_unread("data/")
    return {**({"profile": profile} if profile else {}), **records}


def _read_section(title: str, entries: list[TrackedMapping], records: Records, bio: list[str]) -> None:
    file = file_of_section(title, entries)
    for entry in entries:
        if file == PROFILE:
            bio.extend(entry.lines("text"))
            entry.report_unread("data/profile.yml")
            continue
        _complete(entry, title, file)
        record = read_entry(entry, file)
        if record is not None:
            records.setdefault(file, []).append(record)
    if file not in DATA_FILES and file in records and entries:
        entries[0].source.note(entries[0].location[:-1], _ELSEWHERE.format(file=file), "info")


def _complete(entry: TrackedMapping, title: str, file: str) -> None:
    """Adds to an entry what only its section or its kind says."""
    if file not in DATA_FILES and entry.unread.keys() == _ONE_LINE:
        words = entry.unread["details"]
        if isinstance(words, str) and all(_SEPARATOR.split(words)):
            entry.unread["keywords"] = _SEPARATOR.split(words)
            del entry.unread["details"]
    if file == "experience" and "kind" not in entry.unread and (kind := kind_of_position(title)):
        entry.unread["kind"] = kind
