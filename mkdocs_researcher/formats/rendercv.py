"""RenderCV (schema 2.8): its YAML file read as records, and the CV written as such a file.

The reader also accepts al-folio's newer `cv.yml`, which mixes its names with those of JSON Resume.

Rules of the schema for writing: all entries of a section are of one kind, and RenderCV recognizes the kind by the
fields (`label`, `name`, `company`, `institution`, `title`), so no other field may look like those; `start_date` and
`end_date` are ISO dates in order or `present`, `date` is any text; the head accepts no further fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import free_name
from mkdocs_researcher.formats.cv.entries import (
    PROFILE,
    file_of_section,
    kind_of_position,
    read_entry,
    read_profile,
    report_section,
)
from mkdocs_researcher.formats.cv.export import Cv, ExportedRecord, Losses, date_text, filled, iso_dates, joined
from mkdocs_researcher.formats.cv.values import TrackedMapping, clean, user_of
from mkdocs_researcher.formats.source import Record, Records, Source
from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.macros import DATA_FILES

_LOOK = "is about the look of RenderCV's pages, so it is left out; keep the file if you continue to use RenderCV"
_ONE_LINE = frozenset({"label", "details"})
_SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?,\s++")


def is_rendercv(data: Any) -> bool:
    """Does the data look like a CV of RenderCV?"""
    return isinstance(data, dict) and (isinstance(data.get("cv"), dict) or isinstance(data.get("sections"), dict))


def read_rendercv(source: Source) -> Records:
    """All entries of a CV as records per data file; data that does not fit is noted in the source."""
    root = TrackedMapping(source, source.data, ())
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
    if file in records and entries:
        report_section(entries[0], file)


def _complete(entry: TrackedMapping, title: str, file: str) -> None:
    if file not in DATA_FILES and entry.unread.keys() == _ONE_LINE:
        words = entry.unread["details"]
        if isinstance(words, str) and all(_SEPARATOR.split(words)):
            entry.unread["keywords"] = _SEPARATOR.split(words)
            del entry.unread["details"]
    if file == "experience" and "kind" not in entry.unread and (kind := kind_of_position(title)):
        entry.unread["kind"] = kind


# Writing


Maker = Callable[[ExportedRecord, Cv], dict[str, Any] | str]

_TITLE = "RenderCV"
_MARKS = "*†‡§¶#"
_SECTIONS = {"papers": "publications", "profile": "summary"}
_SITE_ONLY = frozenset({"news", "people", "venues", "metrics"})
_PHONE = "RenderCV accepts phone numbers only with their country, as in '+47 22 33 44 55', so it is left out"
_AVATAR = "RenderCV accepts pictures only as web addresses (https://), so it is left out"
_MASTODON = re.compile(r"https://([\w.-]+)/@([\w.-]+)")


class _Network(NamedTuple):
    """A network that RenderCV knows, with the URL of a profile as our data has it and a pattern of user names."""

    name: str
    url: str
    username: str = r"[^\s/@]+"


_NETWORKS = (
    _Network("LinkedIn", "https://www.linkedin.com/in/{id}/"),
    _Network("GitHub", "https://github.com/{id}"),
    _Network("GitLab", "https://gitlab.com/{id}"),
    _Network("Instagram", "https://www.instagram.com/{id}/"),
    _Network("ORCID", "https://orcid.org/{id}", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    _Network("ResearchGate", "https://www.researchgate.net/profile/{id}"),
    _Network("YouTube", "https://www.youtube.com/@{id}"),
    _Network("Google Scholar", "https://scholar.google.com/citations?user={id}", r"[\w-]+"),
    _Network("Telegram", "https://t.me/{id}"),
    _Network("X", "https://x.com/{id}"),
    _Network("Bluesky", "https://bsky.app/profile/{id}"),
)


def rendercv(cv: Cv) -> tuple[str, list[Problem]]:
    """The text of the file, and problems for data that is left out because the format has no field for it."""
    losses = Losses(_TITLE, cv.folder)
    head: dict[str, Any] = {}
    sections: dict[str, list[Any]] = {}
    for file, entries in cv.records.items():
        if file == "profile":
            profile = ExportedRecord(entries)
            head = _head(profile, cv)
            if bio := clean(profile.get("bio", "")):
                sections["summary"] = bio.split("\n\n")
            if interests := profile.get("interests"):
                sections["research_interests"] = [{"label": "Interests", "details": ", ".join(interests)}]
            losses.add(file, profile)
        elif file in _SITE_ONLY:
            losses.add_file(file)
        else:
            make = _maker(file, entries)
            records = [ExportedRecord(entry) for entry in entries]
            title = free_name(_SECTIONS.get(file, file.replace("-", "_")), sections, "_")
            sections[title] = [_filled(make(record, cv)) for record in records]
            for record in records:
                losses.add(file, record)
    text = yaml_text({"cv": {**head, **({"sections": sections} if sections else {})}}, for_others=True)
    return text, losses.problems()


def _filled(entry: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(entry, str):
        return entry
    return {**({"name": ""} if "name" in entry else {}), **filled(entry)}


# The head


def _head(profile: ExportedRecord, cv: Cv) -> dict[str, Any]:
    networks: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for link in profile.web_links():
        if network := _network(link):
            networks.append(network)
        else:
            others.append({"placeholder": link.label, "url": link.url, "fontawesome_icon": "link"})
    return filled(
        {
            "name": profile["name"],
            "headline": profile.get("role"),
            "location": profile.get("location"),
            "email": profile.get("email"),
            "photo": _accepted(profile, "avatar", r"https://.*", _AVATAR),
            "phone": _accepted(profile, "phone", r"\+\d[\d ().-]{6,20}", _PHONE),
            "website": profile.url(cv.facts, "website") or cv.facts.url,
            "social_networks": networks,
            "custom_connections": others,
        }
    )


def _accepted(profile: ExportedRecord, name: str, pattern: str, reason: str) -> str:
    """The value of a field if RenderCV accepts it; other values are reported as lost."""
    text: str = profile.get(name, "")
    if not text or re.fullmatch(pattern, text):
        return text
    profile.lost[name] = reason
    return ""


def _network(link: Link) -> dict[str, str] | None:
    for network in _NETWORKS:
        user = user_of(network.url, link.url)
        if network.name == link.label and re.fullmatch(network.username, user):
            return {"network": network.name, "username": user}
    found = _MASTODON.fullmatch(link.url) if link.label == "Mastodon" else None
    return {"network": "Mastodon", "username": f"@{found[2]}@{found[1]}"} if found else None


# Entries


def _time(record: ExportedRecord) -> dict[str, str]:
    ranges = record.date_ranges()
    dates = iso_dates(ranges)
    if not ranges:
        return {}
    if not dates.is_exact or not dates.start:
        return {"date": date_text(ranges)}
    if ranges[0].is_single:
        return {"date": dates.start}
    return {"start_date": dates.start, "end_date": dates.end or "present"}


def _maker(file: str, entries: list[Record]) -> Maker:
    for known, make, has_fields in _KINDS:
        if file == known and all(map(has_fields, entries)):
            return make
    fields = {name for entry in entries for name in entry}
    if fields == {"details"}:
        return lambda record, cv: str(record["details"])
    if file in _ANY or not all(entry.get("title") for entry in entries):
        return _ANY.get(file, _normal)
    if all(len(entry) == 2 and ("keywords" in entry or "subtitle" in entry) for entry in entries):
        return _one_line
    return _normal


def _position(record: Mapping[str, Any]) -> str:
    return str(record.get("position") or record.get("kind") or record.get("group") or "")


def _education(record: ExportedRecord, cv: Cv) -> dict[str, Any]:
    return {
        "institution": record["institution"],
        "area": record.get("area") or record.get("degree"),
        "degree": record.get("degree") if record.get("area") else "",
        **_time(record),
        "location": record.get("location"),
        "summary": record.get("details"),
        "highlights": record.points("score", "advisor", "committee", "focus", "courses"),
        "url": record.url(cv.facts),
    }


def _experience(record: ExportedRecord, cv: Cv) -> dict[str, Any]:
    return {
        "company": record["organization"],
        "position": _position(record),
        **_time(record),
        "location": record.get("location"),
        "summary": record.get("summary"),
        "highlights": record.points("mentor"),
        "url": record.url(cv.facts),
    }


def _publication(record: ExportedRecord, cv: Cv) -> dict[str, Any]:
    owner = cv.owner(record.get("authors", []))
    names = [_author(name, is_owner=index == owner) for index, name in enumerate(record.names())]
    return {
        "title": record["title"],
        "authors": names or [cv.records.get("profile", {}).get("name", cv.facts.name)],
        **_time(record),
        "journal": record.get("venue") or record.get("venue_short") or record.get("publisher"),
        "doi": record.get("doi"),
        "url": f"https://arxiv.org/abs/{record['arxiv']}" if "arxiv" in record else record.first_link(cv.facts, _TITLE),
        "summary": record.get("summary"),
    }


def _author(name: str, *, is_owner: bool) -> str:
    """A name as RenderCV shows it: bold if it is the owner's, marks such as * without a meaning in Markdown."""
    bare = name.rstrip(_MARKS)
    marks = name[len(bare) :]
    return (f"**{bare}**" if is_owner else bare) + marks.replace("*", "\\*")


def _one_line(record: ExportedRecord, _cv: Cv) -> dict[str, Any]:
    return {"label": record["title"], "details": joined(record.get("keywords") or record.get("subtitle"))}


def _named(name: str, *about: str) -> Callable[[ExportedRecord, Cv], dict[str, Any]]:

    def make(record: ExportedRecord, cv: Cv) -> dict[str, Any]:
        *line, text = about
        parts = (joined(*(record.get(field) for field in line)), record.get(text))
        return {
            "name": record.get(name, ""),
            **_time(record),
            "location": record.get("location"),
            "summary": joined(*parts, between="\n\n" if text == "details" else ", "),
            "highlights": record.points(),
            "url": record.url(cv.facts),
        }

    return make


_KINDS: tuple[tuple[str, Maker, Callable[[Record], Any]], ...] = (
    ("education", _education, lambda record: record.get("degree") or record.get("area")),
    ("experience", _experience, _position),
    ("papers", _publication, lambda record: True),
)
_normal = _named("title", "subtitle", "keywords", "details")
_ANY: Mapping[str, Maker] = {
    "education": _named("institution", "degree", "area", "details"),
    "experience": _named("organization", "position", "group", "summary"),
    "awards": _named("title", "awarder", "note"),
    "talks": _named("title", "kind", "event", "details"),
    "teaching": _named("course", "role", "institution", "level", "term", "details"),
    "service": _named("role", "text", "venues"),
    "mentees": _named("name", "degree", "affiliation", "topic", "now", "details"),
    "projects": _named("title", "role", "organization", "text"),
}
