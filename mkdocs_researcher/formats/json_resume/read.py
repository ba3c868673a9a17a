"""JSON Resume (schema 1.0.0 and its drafts), with the additions of al-folio and academicpages.

Sections are those of https://jsonresume.org/schema; `presentations`, `teaching` and `portfolio` are academicpages', and
what stands under `x-mkdocs-researcher` is ours.
"""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.formats.cv.entries import file_of, is_file_name, read_entry
from mkdocs_researcher.formats.cv.fitting import Record, Records, fit, is_single
from mkdocs_researcher.formats.cv.items import Item, is_empty
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.residue import KEY
from mkdocs_researcher.formats.cv.titles import tells_more_than_a_duty
from mkdocs_researcher.formats.source import Source
from mkdocs_researcher.macros import DATA_FILES, WRITTEN_FILES

SECTIONS = {
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
"""The data file of each section, unless its entries say otherwise."""

MAIN = {"languages": "language", "publications": "name", "education": "institution", "awards": "title"}
_NO_AUTHORS = "JSON Resume has no authors; add authors: to each paper, or put a .bib file into the data folder instead"
_AS_ENTRIES = (
    "tells more of each entry than data/service.yml holds, so it is in data/volunteer.yml; show it with "
    '{{ entries("volunteer") }}'
)
_META = "describes the file and not you, so it is left out"


def is_json_resume(data: Any) -> bool:
    """Whether some data looks like a JSON Resume."""
    return isinstance(data, dict) and ("basics" in data or len(data.keys() & (SECTIONS.keys() | {"meta", KEY})) > 1)


def read_json_resume(source: Source) -> Records:
    """All of a JSON Resume as records per data file; what has no place is noted in the source."""
    root = Item(source, source.data, ())
    records: Records = {}
    root.take("$schema")
    if root.take("meta")[1] is not None:
        root.note("meta", _META, "info")
    own = root.left.pop(KEY, None)
    sections = [(name, list(root.items(name, MAIN.get(name, "name")))) for name in list(root.left) if name in SECTIONS]
    interests: list[str] = []
    for name, items in sections:
        for file, item in zip(_files(name, items, source), items, strict=True):
            if file == "profile":
                interests += item.lines("name")
                item.left.pop(KEY, None)
                item.finish("data/profile.yml")
            elif (record := read_entry(item, file)) is not None:
                add_record(records, file, record)
    basics = root.item("basics")
    if not is_empty(basics.left) or interests:
        profile = read_profile(basics, interests)
        records = {**({"profile": profile} if profile else {}), **records}
    if any("authors" not in paper for paper in records.get("papers", [])):
        source.note(("publications",), _NO_AUTHORS, "info")
    add_own(records, own, root)
    root.finish("data/")
    return records


def add_record(records: Records, file: str, record: Record) -> None:
    """Adds an entry to its data file."""
    records.setdefault(file, []).append(record)


def add_own(records: Records, own: Any, root: Item) -> None:
    """Adds the data files that stand in an export whole, for its format has no section for them.

    Args:
        records: where to.
        own: entries by data file; anything, as it is untrusted.
        root: hears of what does not fit.
    """
    for file, entries in own.items() if isinstance(own, dict) else ():
        listed = entries if isinstance(entries, list) else [entries]
        if not isinstance(file, str) or not is_file_name(file) or file in WRITTEN_FILES or file == "profile":
            root.note(KEY, f"'{file}' is no name of a data file, so it is left out")
            continue
        for entry in listed:
            record = fit(file, entry, root.note) if isinstance(entry, dict) else None
            if record is None:
                root.note(KEY, f"an entry for data/{file}.yml is left out, for it is none")
            elif not is_single(file):
                add_record(records, file, record)


def _files(section: str, items: list[Item], source: Source) -> list[str]:
    """The data file of each entry of a section."""
    default = SECTIONS[section]
    said = [file_of(item) for item in items]
    plain = [item for item, file in zip(items, said, strict=True) if not file]
    if section == "interests" and not any("keywords" in item.left for item in plain):
        default = "profile"
    if section == "volunteer" and any(map(tells_more_than_a_duty, plain)):
        source.note(("volunteer",), _AS_ENTRIES, "info")
        default = "volunteer"
    return [file if _may_hold(file) else default for file in said]


def _may_hold(file: str) -> bool:
    return bool(file) and (file not in DATA_FILES or file in {*SECTIONS.values(), "profile"})
