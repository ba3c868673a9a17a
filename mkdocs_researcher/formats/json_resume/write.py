"""The CV as a JSON Resume (schema 1.0.0), with al-folio's and academicpages' names for what the schema lacks.

Rules of the schema: dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; addresses are absolute; a work has no authors; any
object may hold further properties. Texts are plain there, so Markdown is taken off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.profile_services import SERVICES
from mkdocs_researcher.formats.cv.addresses import user_of
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.cv.items import clean
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.records import Cv, Report, as_item, sealed
from mkdocs_researcher.formats.cv.residue import KEY, residue
from mkdocs_researcher.formats.cv.texts import filled, iso_dates, joined, listed, plain, points, words_of_time
from mkdocs_researcher.formats.json_resume.read import SECTIONS
from mkdocs_researcher.macros.profile import Profile

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
Maker = Callable[[Record, Cv], dict[str, Any]]


def json_resume(cv: Cv) -> tuple[str, list[Problem]]:
    """The text of the file, and what the format has no field for."""
    report = Report("JSON Resume", cv.folder, _SHOWN)
    resume: dict[str, Any] = {"$schema": _SCHEMA}
    if "profile" in cv.records:
        resume["basics"] = _basics(cv, report)
    own: dict[str, Any] = {}
    for file, entries in cv.records.items():
        if file == "profile":
            resume.setdefault("interests", []).extend(_interests(entries))
        elif file in _MAKERS:
            section, make = _MAKERS[file]
            resume.setdefault(section, []).extend(_entry(cv, file, section, make, record, report) for record in entries)
        else:
            own[file] = entries
            report.whole.append(file)
    resume |= {KEY: own} if own else {}
    resume["meta"] = {"version": "v1.0.0"}
    text = json.dumps(filled(resume), indent=2, ensure_ascii=False)
    return f"{text}\n", report.problems()


def _entry(cv: Cv, file: str, section: str, make: Maker, record: Record, report: Report) -> dict[str, Any]:
    entry = filled(make(record, cv))
    block = sealed(file, record, entry)
    report.add(file, block)
    if section in {"volunteer", "interests"} or SECTIONS[section] != file:
        block = {"file": file, **block}
    return {**entry, **({KEY: block} if block else {})}


def _interests(profile: Record) -> list[dict[str, Any]]:
    return [{"name": plain(text) or text, KEY: {"file": "profile"}} for text in profile.get("interests", ())]


def _basics(cv: Cv, report: Report) -> dict[str, Any]:
    record: Record = cv.records["profile"]
    basics = filled(
        {
            "name": record["name"],
            "label": plain(record.get("role")),
            "image": cv.facts.absolute(record.get("avatar", "")),
            "email": record.get("email"),
            "phone": record.get("phone"),
            "url": cv.facts.absolute(record.get("website", "")) or cv.facts.url,
            "summary": plain(record.get("bio")),
            "location": filled({"city": record.get("location")}),
            "profiles": _profiles(record),
        }
    )
    interests = [clean(item["name"]) for item in _interests(record)]
    back = read_profile(as_item(basics), interests)
    block = residue("profile", record, back)
    report.add("profile", block)
    return {**basics, **({KEY: block} if block else {})}


def _profiles(record: Record) -> list[dict[str, str]]:
    if not record.get("links"):
        return []
    found = []
    for link in Profile(name="x", links=record["links"]).links:
        if link.url.startswith(("https://", "http://")):
            service = next((one for one in SERVICES if one.label == link.label), None)
            user = user_of(service.url, link.url) if service else ""
            found.append(filled({"network": link.label, "username": user, "url": link.url}))
    return found


def _dates(record: Record) -> dict[str, str]:
    dates = iso_dates(record)
    return {"startDate": dates.start, "endDate": dates.end}


def _date(record: Record) -> str:
    dates = iso_dates(record)
    return dates.end or dates.start


def _work(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "name": plain(record["organization"]),
        "position": plain(record.get("position") or record.get("kind")),
        "location": plain(record.get("location")),
        "description": plain(record.get("group")),
        "url": cv.facts.absolute(record.get("url", "")),
        **_dates(record),
        "summary": plain(record.get("summary")),
        "highlights": [plain(point) for point in points(record, "mentor")],
    }


def _education(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "institution": plain(record["institution"]),
        "url": cv.facts.absolute(record.get("url", "")),
        "area": plain(record.get("area")),
        "studyType": plain(record.get("degree")),
        **_dates(record),
        "score": plain(record.get("score")),
        "courses": [plain(course) for course in listed(record.get("courses"))],
        "location": plain(record.get("location")),
        "summary": plain(record.get("details")),
        "highlights": [plain(point) for point in points(record, "advisor", "committee", "focus")],
    }


def _award(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "title": plain(record["title"]),
        "date": _date(record),
        "awarder": plain(record.get("awarder")),
        "summary": plain(record.get("note")),
        "url": cv.facts.absolute(record.get("url", "")),
    }


def _publication(record: Record, cv: Cv) -> dict[str, Any]:
    links = listed_links(record)
    known = [IDENTIFIERS[name].url(record[name]) for name in ("doi", "arxiv") if name in record]
    return {
        "name": plain(record["title"]),
        "publisher": plain(record.get("venue") or record.get("venue_short") or record.get("publisher")),
        "releaseDate": _date({"date": record.get("date") or record.get("year")}),
        "url": next((url for url in (*known, *map(cv.facts.absolute, links)) if url), ""),
        "summary": plain(record.get("summary")),
        "authors": names_of(record),
    }


def listed_links(record: Record) -> list[str]:
    """The addresses of an entry's links, in order."""
    links = record.get("links", {})
    return list(links.values()) if isinstance(links, dict) else [link["url"] for link in links]


def names_of(record: Record) -> list[str]:
    """The names of a paper's authors in order, without groups."""
    people = (listed(person) for person in record.get("authors", ()))
    return [name for group in people for name in group]


def _volunteer(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "organization": plain(joined(record.get("text"), record.get("venues"))),
        "position": plain(record["role"]),
        "url": cv.facts.absolute(record.get("url", "")),
        **_dates(record),
    }


def _project(record: Record, cv: Cv) -> dict[str, Any]:
    repo = f"https://github.com/{record['repo']}" if "repo" in record else ""
    return {
        "name": plain(record["title"]),
        "description": plain(record.get("text")),
        "highlights": [plain(point) for point in record.get("highlights", ())],
        "keywords": [plain(word) for word in listed(record.get("keywords"))],
        **_dates(record),
        "url": cv.facts.absolute(record.get("url", "")) or repo,
        "roles": [plain(text) for text in listed(record.get("role"))],
        "entity": plain(record.get("organization")),
        "type": plain(record.get("category")),
    }


def _presentation(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "name": plain(record["title"]),
        "event": plain(record.get("event")),
        "date": _date(record),
        "location": plain(record.get("location")),
        "type": plain(record.get("kind")),
        "url": cv.facts.absolute(record.get("url", "")),
        "description": plain(record.get("details")),
    }


def _course(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "course": plain(record["course"]),
        "institution": plain(record.get("institution")),
        "date": joined(record.get("term")) or words_of_time(record),
        "role": plain(record.get("role")),
        "location": plain(record.get("location")),
        "url": cv.facts.absolute(record.get("url", "")),
        "description": plain(record.get("details")),
    }


def _general(names: Mapping[str, str]) -> Maker:
    """How a list of general entries becomes a section: the section's names of our fields."""

    def make(record: Record, cv: Cv) -> dict[str, Any]:
        values: dict[str, Any] = {
            **{name: plain(record.get(name)) for name in ("title", "subtitle", "location", "details")},
            "url": cv.facts.absolute(record.get("url", "")),
            "keywords": [plain(word) for word in listed(record.get("keywords"))],
            "highlights": [plain(point) for point in record.get("highlights", ())],
            "date": _date(record),
        }
        entry = {other: values[name] for name, other in names.items() if name != "span"}
        return {**entry, **(_dates(record) if "span" in names else {})}

    return make


_MAKERS: Mapping[str, tuple[str, Maker]] = {
    "experience": ("work", _work),
    "service": ("volunteer", _volunteer),
    "education": ("education", _education),
    "awards": ("awards", _award),
    "papers": ("publications", _publication),
    "projects": ("projects", _project),
    "talks": ("presentations", _presentation),
    "teaching": ("teaching", _course),
    "skills": ("skills", _general({"title": "name", "subtitle": "level", "keywords": "keywords"})),
    "languages": ("languages", _general({"title": "language", "subtitle": "fluency"})),
    "interests": ("interests", _general({"title": "name", "keywords": "keywords"})),
    "references": ("references", _general({"title": "name", "details": "reference"})),
    "certificates": (
        "certificates",
        _general({"title": "name", "date": "date", "url": "url", "subtitle": "issuer"}),
    ),
    "volunteer": (
        "volunteer",
        _general(
            {
                "subtitle": "organization",
                "title": "position",
                "url": "url",
                "span": "",
                "details": "summary",
                "highlights": "highlights",
                "location": "location",
            }
        ),
    ),
}
# What stands in other words among the points or beside another field.
_SHOWN: Mapping[str, frozenset[str]] = {
    "experience": frozenset({"projects", "mentor", "kind"}),
    "education": frozenset({"advisor", "committee", "focus"}),
    "papers": frozenset({"year", "venue_short", "links"}),
    "service": frozenset({"text", "venues"}),
    "teaching": frozenset({"term"}),
    "projects": frozenset({"repo"}),
}
