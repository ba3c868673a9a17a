"""JSON Resume (schema 1.0.0 and its drafts): read as records, and the CV written as one.

Sections are those of https://jsonresume.org/schema; `presentations`, `teaching` and `portfolio` are academicpages',
and al-folio has additions of its own.

Rules of the schema for writing: dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; addresses are absolute; a publication has
no authors; any object may hold further properties. Texts are plain, so Markdown is removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.profile_services import SERVICES
from mkdocs_researcher.formats.cv.entries import exceeds_service, read_entry, read_profile, report_section
from mkdocs_researcher.formats.cv.export import (
    Cv,
    ExportedRecord,
    Losses,
    date_text,
    filled,
    iso_dates,
    joined,
    listed,
    plain,
)
from mkdocs_researcher.formats.cv.values import TrackedMapping, is_empty, user_of
from mkdocs_researcher.formats.source import Records, Source

# The section of each data file, and where its fields come from: `|` separates alternatives, `&` parts of one text.
_TABLE = """
experience: work
    name=organization position=position|kind location description=group url dates summary highlights=mentor
education: education
    institution url area studyType=degree dates score courses location summary=details
    highlights=advisor|committee|focus
awards: awards
    title date awarder summary=note url
papers: publications
    name=title publisher=venue|venue_short|publisher releaseDate url summary authors
service: volunteer
    organization=text&venues position=role url dates
projects: projects
    name=title description=text highlights= keywords dates url roles=role entity=organization type=category
talks: presentations
    name=title event date location type=kind url description=details
teaching: teaching
    course institution date=term role location url description=details
skills: skills
    name=title level=subtitle keywords
languages: languages
    language=title fluency=subtitle
interests: interests
    name=title keywords
references: references
    name=title reference=details
certificates: certificates
    name=title date url issuer=subtitle
volunteer: volunteer
    organization=subtitle position=title url dates summary=details highlights= location
"""
_WRITTEN = {
    file: (section, [(name, ours if equals else name) for name, equals, ours in (f.partition("=") for f in fields)])
    for file, section, *fields in (part.replace(":", "").split() for part in re.split(r"\n(?=\w)", _TABLE.strip()))
}
# The data file of each section, also of those that only academicpages and al-folio have.
_SECTIONS = {section: file for file, (section, _) in _WRITTEN.items() if file != "volunteer"}
_SECTIONS |= {"experience": "experience", "talks": "talks", "portfolio": "projects"}
# The field that a bare text in a section is read as.
_MAIN = {"languages": "language", "publications": "name", "education": "institution", "awards": "title"}
_NO_AUTHORS = "JSON Resume has no authors; add authors: to each paper, or put a .bib file into the data folder instead"
_AS_ENTRIES = (
    "says more about each entry than data/service.yml can hold, so it is in data/volunteer.yml; show it with "
    '{{ entries("volunteer") }}'
)
_META = "is about the file and not about you, so it is left out"


def is_json_resume(data: Any) -> bool:
    """Does the data look like a JSON Resume?"""
    return isinstance(data, dict) and ("basics" in data or len(data.keys() & (_SECTIONS.keys() | {"meta"})) > 1)


def read_json_resume(source: Source) -> Records:
    """All entries of a JSON Resume as records per data file; data that does not fit is noted in the source."""
    root = TrackedMapping(source, source.data, ())
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
        if file in records and entries:
            report_section(entries[0], file)
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


# Writing


_TITLE = "JSON Resume"
_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_INEXACT = "JSON Resume stores {what} in digits, so other dates, seasons and words are left out"


def json_resume(cv: Cv) -> tuple[str, list[Problem]]:
    """The text of the file, and problems for data that is left out because the format has no field for it."""
    losses = Losses(_TITLE, cv.folder)
    resume: dict[str, Any] = {"$schema": _SCHEMA}
    for file, entries in cv.records.items():
        if file == "profile":
            profile = ExportedRecord(entries)
            resume["basics"] = _basics(profile, cv)
            interests = [{"name": plain(text) or text} for text in profile.get("interests", ())]
            resume.setdefault("interests", []).extend(interests)
            losses.add(file, profile)
        elif file in _WRITTEN:
            section, fields = _WRITTEN[file]
            for entry in entries:
                record = ExportedRecord(entry)
                resume.setdefault(section, []).append(_entry(file, fields, record, cv))
                losses.add(file, record)
        else:
            losses.add_file(file)
    resume["meta"] = {"version": "v1.0.0"}
    text = json.dumps(filled(resume), indent=2, ensure_ascii=False)
    return f"{text}\n", losses.problems()


def _basics(record: ExportedRecord, cv: Cv) -> dict[str, Any]:
    return filled(
        {
            "name": record["name"],
            "label": plain(record.get("role")),
            "image": record.url(cv.facts, "avatar"),
            "email": record.get("email"),
            "phone": record.get("phone"),
            "url": record.url(cv.facts, "website") or cv.facts.url,
            "summary": plain(record.get("bio")),
            "location": filled({"city": record.get("location")}),
            "profiles": list(_profiles(record)),
        }
    )


def _profiles(record: ExportedRecord) -> Iterator[dict[str, str]]:
    for link in record.web_links():
        service = next((one for one in SERVICES if one.label == link.label), None)
        user = user_of(service.url, link.url) if service else ""
        yield filled({"network": link.label, "username": user, "url": link.url})


def _dates(record: ExportedRecord) -> dict[str, str]:
    dates = iso_dates(record.date_ranges())
    if not dates.is_exact:
        record.lost["date"] = _INEXACT.format(what="one start and one end")
    return {"startDate": dates.start, "endDate": dates.end}


def _date(record: ExportedRecord) -> str:
    ranges = record.date_ranges()
    dates = iso_dates(ranges)
    if not dates.is_exact or (ranges and not ranges[0].is_single):
        record.lost["date"] = _INEXACT.format(what="one date")
    return dates.end or dates.start


_LISTS = frozenset({"keywords", "courses", "roles"})


def _entry(file: str, fields: list[tuple[str, str]], record: ExportedRecord, cv: Cv) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for name, ours in fields:
        if name == "dates":
            entry |= _dates(record)
        elif name == "url":
            entry[name] = _url(file, record, cv)
        elif ours == "term":
            entry[name] = joined(record.get("term")) or date_text(record.date_ranges())
        elif name in {"date", "releaseDate"}:
            entry[name] = _date(record)
        elif name == "authors":
            entry[name] = record.names()
        elif name == "highlights":
            entry[name] = [plain(point) for point in record.points(*filter(None, ours.split("|")))]
        elif name in _LISTS:
            entry[name] = [plain(text) for text in listed(record.get(ours))]
        else:
            texts = (joined(*map(record.get, parts.split("&"))) for parts in ours.split("|"))
            entry[name] = plain(next(filter(None, texts), ""))
    return filled(entry)


def _url(file: str, record: ExportedRecord, cv: Cv) -> str:
    if file != "papers":
        return record.url(cv.facts) or (f"https://github.com/{record['repo']}" if "repo" in record else "")
    name = next((name for name in ("doi", "arxiv") if name in record), "")
    return IDENTIFIERS[name].url(record[name]) if name else record.first_link(cv.facts, _TITLE)
