"""The owner of a new homepage, read from ORCID."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.source import Record, keep_valid
from mkdocs_researcher.formats.work import markdown, month_and_day, paragraphs, text_of, whole_name
from mkdocs_researcher.importing.plan import new_records
from mkdocs_researcher.services.http import Fetcher
from mkdocs_researcher.services.orcid import read_orcid, read_person
from mkdocs_researcher.starting.owner import Owner, read_link


def read_owner(orcid: str, fetcher: Fetcher) -> tuple[Owner, tuple[Problem, ...]]:
    """Name, links, positions, degrees and works; and problems to report.

    Raises:
        FetchError: ORCID does not respond, does not know the id, or responds in an unexpected form.
    """
    record = read_person(orcid, fetcher)
    found = read_orcid(orcid, fetcher)
    place, notes = Location(f"https://orcid.org/{orcid}"), list(found.notes)
    employments, educations = (_affiliations(record.activities, kind) for kind in ("employments", "educations"))
    positions = [entry for one in employments if (entry := _position(one, place, notes))]
    degrees = [entry for one in educations if (entry := _degree(one, place, notes))]
    now = next((entry for entry in positions if str(entry.get("date", "")).endswith("present")), {})
    name = _mapping(record.person.get("name"))
    given, family, credit = (_value(name.get(part)) for part in ("given-names", "family-name", "credit-name"))
    whole = credit or whole_name(family, given)
    others = [text_of(one.get("content")) for one in _listed(record.person, "other-names", "other-name")]
    owner = Owner(
        name=whole,
        role=str(now.get("position", "")),
        affiliation=str(now.get("organization", "")),
        email=next((text_of(one.get("email")) for one in _listed(record.person, "emails", "email")), ""),
        links=({"orcid": orcid}, *_links(record.person, place, notes)),
        aliases=tuple(dict.fromkeys(name for name in others if name and name != whole)),
        interests=tuple(markdown(one.get("content")) for one in _listed(record.person, "keywords", "keyword")),
        bio=paragraphs(_mapping(record.person.get("biography")).get("content")),
        education=tuple(degrees),
        experience=tuple(positions),
        papers=tuple(new_records(found.works)),
    )
    return owner, tuple(notes)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _value(value: Any) -> str:
    return text_of(_mapping(value).get("value"))


def _listed(whole: dict[str, Any], *steps: str) -> list[dict[str, Any]]:
    value: Any = whole
    for step in steps:
        value = _mapping(value).get(step)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _links(person: dict[str, Any], place: Location, notes: list[Problem]) -> Iterator[Record]:
    for one in _listed(person, "researcher-urls", "researcher-url"):
        url, label = _value(one.get("url")), text_of(one.get("url-name"))
        try:
            link = read_link(url)
        except ValueError as error:
            notes.append(Problem(place, f"a link is left out: {str(error).splitlines()[0]}", label, "warning"))
            continue
        yield {**link, "label": label} if "url" in link and label else link


def _affiliations(activities: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for group in _listed(activities, kind, "affiliation-group"):
        for summary in _listed(group, "summaries"):
            yield from (one for one in summary.values() if isinstance(one, dict))


def _span(one: dict[str, Any]) -> str:
    dates = []
    for name in ("start-date", "end-date"):
        date = _mapping(one.get(name))
        found = month_and_day(*(_value(date.get(part)) for part in ("year", "month")))
        dates.append(str(found.get("date") or found.get("year") or ""))
    start, end = dates
    if not start or start == end:
        return start or end
    return f"{start} – {end or 'present'}"


def _common(one: dict[str, Any]) -> tuple[str, str, Record]:
    organization = _mapping(one.get("organization"))
    city = text_of(_mapping(organization.get("address")).get("city"))
    return markdown(organization.get("name")), markdown(one.get("role-title")), {"location": city, "date": _span(one)}


def _position(one: dict[str, Any], place: Location, notes: list[Problem]) -> Record | None:
    name, role, rest = _common(one)
    group = markdown(one.get("department-name"))
    fields = {"organization": name, "position": role, "group": group, **rest}
    return keep_valid(
        "experience", fields, lambda field, message: notes.append(Problem(place, message, field, "warning"))
    )


def _degree(one: dict[str, Any], place: Location, notes: list[Problem]) -> Record | None:
    name, role, rest = _common(one)
    fields = {"institution": name, "degree": role, "area": markdown(one.get("department-name")), **rest}
    return keep_valid(
        "education", fields, lambda field, message: notes.append(Problem(place, message, field, "warning"))
    )
