"""JSON Resume (schema 1.0.0 and its drafts), with the additions of al-folio and academicpages.

Sections are those of https://jsonresume.org/schema; `presentations`, `teaching` and `portfolio` are academicpages'.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.formats.cv.entries import read_entry
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.titles import exceeds_service
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping, is_empty, root_mapping
from mkdocs_researcher.formats.records import Records
from mkdocs_researcher.formats.source import Source

_SECTIONS = {
    "work": "experience",
    "experience": "experience",
    "volunteer": "service",
    "education": "education",
    "awards": "awards",
    "certificates": "certificates",
    "publications": "papers",
    "presentations": "talks",
    "talks": "talks",
    "teaching": "teaching",
    "skills": "skills",
    "languages": "languages",
    "interests": "interests",
    "references": "references",
    "projects": "projects",
    "portfolio": "projects",
}
# The field that a bare text in a section is read as.
_MAIN = {"languages": "language", "publications": "name", "education": "institution", "awards": "title"}
_NO_AUTHORS = "JSON Resume has no authors; add authors: to each paper, or put a .bib file into the data folder instead"
_AS_ENTRIES = (
    "says more about each entry than data/service.yml can hold, so it is in data/volunteer.yml; show it with "
    '{{ entries("volunteer") }}'
)
_META = "is about the file and not about you, so it is left out"


def is_json_resume(data: Any) -> bool:
    """Whether some data looks like a JSON Resume."""
    return isinstance(data, dict) and ("basics" in data or len(data.keys() & (_SECTIONS.keys() | {"meta"})) > 1)


def read_json_resume(source: Source) -> Records:
    """All entries of a JSON Resume as records per data file; what does not fit is noted in the source."""
    root = root_mapping(source)
    records: Records = {}
    root.take("$schema")
    if root.take("meta")[1] is not None:
        root.note("meta", _META, "info")
    interests: list[str] = []
    for section in [name for name in root.unread if name in _SECTIONS]:
        entries = list(root.mappings(section, _MAIN.get(section, "name")))
        file = _file_of(section, entries, source)
        for entry in entries:
            if file == "profile":
                interests += entry.lines("name")
                entry.report_unread("data/profile.yml")
            elif (record := read_entry(entry, file)) is not None:
                records.setdefault(file, []).append(record)
    basics = root.mapping("basics")
    if not is_empty(basics.unread) or interests:
        profile = read_profile(basics, interests)
        records = {**({"profile": profile} if profile else {}), **records}
    if any("authors" not in paper for paper in records.get("papers", [])):
        source.note(("publications",), _NO_AUTHORS, "info")
    root.report_unread("data/")
    return records


def _file_of(section: str, entries: list[TrackedMapping], source: Source) -> str:
    """The data file of a section; `profile` for interests without details."""
    if section == "interests" and not any("keywords" in entry.unread for entry in entries):
        return "profile"
    if section == "volunteer" and any(map(exceeds_service, entries)):
        source.note(("volunteer",), _AS_ENTRIES, "info")
        return "volunteer"
    return _SECTIONS[section]
