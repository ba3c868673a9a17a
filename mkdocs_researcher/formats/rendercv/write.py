"""The CV as the YAML file of RenderCV (schema 2.8).

Rules of the schema: all entries of a section are of one kind, and RenderCV tells the kind by the fields (`label`,
`name`, `company`, `institution`, `title`), so no other field may look like those; `start_date` and `end_date` are ISO
dates in order or `present`, `date` is any text; the head takes no further fields. An entry takes some, yet RenderCV
puts every one of them into its templates, so they must be text: our block stands there as the text of a YAML mapping.
What belongs to no entry stands in a comment at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.cv.items import clean
from mkdocs_researcher.formats.cv.records import Cv, Report, as_item, sealed
from mkdocs_researcher.formats.cv.residue import KEY, residue
from mkdocs_researcher.formats.cv.texts import filled, iso_dates, joined, points, spans_of, words_of_time
from mkdocs_researcher.formats.cv.titles import file_of_section
from mkdocs_researcher.formats.json_resume.write import listed_links, names_of
from mkdocs_researcher.formats.rendercv.head import head_back, head_of
from mkdocs_researcher.formats.rendercv.read import COMMENT, prepare
from mkdocs_researcher.formats.yaml.write import yaml_text

BLOCK = KEY.replace("-", "_")
Maker = Callable[[Record, Cv], dict[str, Any] | str]


_MARKS = "*†‡§¶#"
_TITLES = {"papers": "publications", "profile": "summary"}


def rendercv(cv: Cv) -> tuple[str, list[Problem]]:
    """The text of the file, and what the format has no field for."""
    report = Report("RenderCV", cv.folder, _SHOWN, _PICKY)
    profile: Record = cv.records.get("profile", {})
    own: dict[str, Any] = {}
    sections: dict[str, list[Any]] = {}
    if bio := clean(profile.get("bio", "")):
        sections["summary"] = bio.split("\n\n")
    if interests := profile.get("interests"):
        block = yaml_text({"file": "profile"}).strip()
        sections["research_interests"] = [{"label": "Interests", "details": ", ".join(interests), BLOCK: block}]
    for file, entries in cv.records.items():
        if file in _SITE_ONLY:
            own[file] = entries
            report.whole.append(file)
        elif file != "profile":
            title = _free_title(file, sections)
            sections[title] = _section(file, title, entries, cv, report)
    head = head_of(profile, cv) if profile else {}
    if profile:
        back = head_back(head, bio, interests)
        if block_of_head := residue("profile", profile, back):
            own = {"profile": block_of_head, **own}
            report.add("profile", block_of_head)
    text = yaml_text({"cv": {**head, **({"sections": sections} if sections else {})}}, for_others=True)
    return text + _comment(own), report.problems()


def _comment(own: dict[str, Any]) -> str:
    if not own:
        return ""
    lines = yaml_text(own).rstrip("\n").split("\n")
    return "\n".join(["", COMMENT, *(f"# {line}".rstrip() for line in lines), ""])


def _free_title(file: str, sections: Mapping[str, Any]) -> str:
    title = _TITLES.get(file, file.replace("-", "_"))
    while title in sections:
        title += "_2"
    return title


def _section(file: str, title: str, entries: list[Record], cv: Cv, report: Report) -> list[Any]:
    make = _maker(file, entries)
    made = [_filled(make(record, cv)) for record in entries]
    is_known = file_of_section(title, [as_item(entry) for entry in made]) == file
    blocks = [_block(file, title, record, entry) for record, entry in zip(entries, made, strict=True)]
    if any(isinstance(entry, str) for entry in made) and (any(blocks) or not is_known):
        made = [{"name": "", **filled(_normal(record, cv))} for record in entries]
        blocks = [_block(file, title, record, entry) for record, entry in zip(entries, made, strict=True)]
        is_known = False
    found: list[Any] = []
    for entry, block in zip(made, blocks, strict=True):
        report.add(file, block)
        whole = {**({} if is_known else {"file": file}), **block}
        found.append({**entry, BLOCK: yaml_text(whole).strip()} if whole and isinstance(entry, dict) else entry)
    return found


def _block(file: str, title: str, record: Record, entry: dict[str, Any] | str) -> dict[str, Any]:
    item = as_item(entry)
    prepare(item, title, file)
    return sealed(file, record, item.left)


def _filled(entry: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(entry, str):
        return entry
    return {**({"name": ""} if "name" in entry else {}), **filled(entry)}


def _time(record: Record) -> dict[str, str]:
    spans, dates = spans_of(record), iso_dates(record)
    if not spans:
        return {}
    if not dates.is_exact or not dates.start:
        return {"date": words_of_time(record)}
    if spans[0].is_single:
        return {"date": dates.start}
    return {"start_date": dates.start, "end_date": dates.end or "present"}


def _maker(file: str, entries: list[Record]) -> Maker:
    """What makes the entries of a section, all of them of one kind."""
    for known, make, says in _KINDS:
        if file == known and all(map(says, entries)):
            return make
    fields = {name for entry in entries for name in entry}
    if fields == {"details"}:
        return lambda record, cv: str(record["details"])
    if file in _ANY or not all(entry.get("title") for entry in entries):
        return _ANY.get(file, _normal)
    if all(len(entry) == 2 and ("keywords" in entry or "subtitle" in entry) for entry in entries):
        return _one_line
    return _normal


def _position(record: Record) -> str:
    return str(record.get("position") or record.get("kind") or record.get("group") or "")


def _education(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "institution": record["institution"],
        "area": record.get("area") or record.get("degree"),
        "degree": record.get("degree") if record.get("area") else "",
        **_time(record),
        "location": record.get("location"),
        "summary": record.get("details"),
        "highlights": points(record, "score", "advisor", "committee", "focus", "courses"),
        "url": cv.facts.absolute(record.get("url", "")),
    }


def _experience(record: Record, cv: Cv) -> dict[str, Any]:
    return {
        "company": record["organization"],
        "position": _position(record),
        **_time(record),
        "location": record.get("location"),
        "summary": record.get("summary"),
        "highlights": points(record, "mentor"),
        "url": cv.facts.absolute(record.get("url", "")),
    }


def _publication(record: Record, cv: Cv) -> dict[str, Any]:
    names = names_of(record)
    owner = cv.owner(record.get("authors", []))
    shown = [_author(name, is_owner=index == owner) for index, name in enumerate(names)]
    known = [f"https://arxiv.org/abs/{record['arxiv']}"] if "arxiv" in record else []
    date = record.get("date") or record.get("year")
    return {
        "title": record["title"],
        "authors": shown or [cv.records.get("profile", {}).get("name", cv.facts.name)],
        **(_time({"date": date}) if date else {}),
        "journal": record.get("venue") or record.get("venue_short") or record.get("publisher"),
        "doi": record.get("doi"),
        "url": next((url for url in (*known, *map(cv.facts.absolute, listed_links(record))) if url), ""),
        "summary": record.get("summary"),
    }


def _author(name: str, *, is_owner: bool) -> str:
    """A name as RenderCV shows it: bold if it is the owner's, marks such as * without a meaning in Markdown."""
    bare = name.rstrip(_MARKS)
    marks = name[len(bare) :]
    return (f"**{bare}**" if is_owner else bare) + marks.replace("*", "\\*")


def _one_line(record: Record, _cv: Cv) -> dict[str, Any]:
    return {"label": record["title"], "details": joined(record.get("keywords") or record.get("subtitle"))}


def _named(name: str, *about: str) -> Callable[[Record, Cv], dict[str, Any]]:
    """A maker of entries with a name, a line about it and points."""

    def make(record: Record, cv: Cv) -> dict[str, Any]:
        *line, text = about
        parts = (joined(*(record.get(field) for field in line)), record.get(text))
        return {
            "name": record.get(name, ""),
            **_time(record),
            "location": record.get("location"),
            "summary": joined(*parts, between="\n\n" if text == "details" else ", "),
            "highlights": points(record),
            "url": cv.facts.absolute(record.get("url", "")),
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
_SITE_ONLY = frozenset({"news", "people", "venues", "metrics"})
_PICKY = {
    "profile": {
        "phone": "telephone numbers only with their country, as in '+47 22 33 44 55'",
        "avatar": "pictures only from the web, by an address with https://",
    }
}
# What stands in other words in the line about an entry, or among its points.
_SHOWN: Mapping[str, frozenset[str]] = {
    "education": frozenset({"area", "degree", "score", "advisor", "committee", "focus", "courses"}),
    "experience": frozenset({"position", "kind", "group", "mentor", "projects"}),
    "awards": frozenset({"awarder", "note"}),
    "papers": frozenset({"year", "venue_short", "links"}),
    "talks": frozenset({"kind", "event"}),
    "teaching": frozenset({"role", "institution", "level", "term"}),
    "service": frozenset({"text", "venues"}),
    "mentees": frozenset({"degree", "affiliation", "topic", "now"}),
    "projects": frozenset({"role", "organization"}),
}
