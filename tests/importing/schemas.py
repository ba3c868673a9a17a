"""The rules of the two formats, as their schemas have them."""

from __future__ import annotations

import re
from typing import Any

# JSON Resume 1.0.0: the fields of each section and their types; any object may hold more.
_DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")
_TEXT, _TEXTS, _ADDRESS, _DAY = "text", "texts", "address", "day"
_WORK = {
    "name": _TEXT,
    "location": _TEXT,
    "description": _TEXT,
    "position": _TEXT,
    "url": _ADDRESS,
    "startDate": _DAY,
    "endDate": _DAY,
    "summary": _TEXT,
    "highlights": _TEXTS,
}
JSON_RESUME = {
    "work": _WORK,
    "volunteer": {**_WORK, "organization": _TEXT},
    "education": {
        "institution": _TEXT,
        "url": _ADDRESS,
        "area": _TEXT,
        "studyType": _TEXT,
        "startDate": _DAY,
        "endDate": _DAY,
        "score": _TEXT,
        "courses": _TEXTS,
    },
    "awards": {"title": _TEXT, "date": _DAY, "awarder": _TEXT, "summary": _TEXT},
    "certificates": {"name": _TEXT, "date": _DAY, "url": _ADDRESS, "issuer": _TEXT},
    "publications": {"name": _TEXT, "publisher": _TEXT, "releaseDate": _DAY, "url": _ADDRESS, "summary": _TEXT},
    "skills": {"name": _TEXT, "level": _TEXT, "keywords": _TEXTS},
    "languages": {"language": _TEXT, "fluency": _TEXT},
    "interests": {"name": _TEXT, "keywords": _TEXTS},
    "references": {"name": _TEXT, "reference": _TEXT},
    "projects": {
        "name": _TEXT,
        "description": _TEXT,
        "highlights": _TEXTS,
        "keywords": _TEXTS,
        "startDate": _DAY,
        "endDate": _DAY,
        "url": _ADDRESS,
        "roles": _TEXTS,
        "entity": _TEXT,
        "type": _TEXT,
    },
}
_BASICS = {"name": _TEXT, "label": _TEXT, "image": _TEXT, "email": _TEXT, "phone": _TEXT, "url": _ADDRESS}
_PROFILE = {"network": _TEXT, "username": _TEXT, "url": _ADDRESS}


def _check(value: Any, kind: str) -> None:
    if kind == _TEXTS:
        assert isinstance(value, list)
        assert all(isinstance(item, str) for item in value)
        return
    assert isinstance(value, str)
    if kind == _DAY:
        assert _DATE.fullmatch(value), value
    if kind == _ADDRESS:
        assert value.startswith(("https://", "http://")), value


def check_json_resume(resume: Any) -> None:
    """Fails if the data breaks a rule of JSON Resume."""
    assert isinstance(resume, dict)
    basics = resume.get("basics", {})
    for name, kind in _BASICS.items():
        if name in basics:
            _check(basics[name], kind)
    assert isinstance(basics.get("location", {}), dict)
    for profile in basics.get("profiles", []):
        for name, kind in _PROFILE.items():
            if name in profile:
                _check(profile[name], kind)
    for section, fields in JSON_RESUME.items():
        assert isinstance(resume.get(section, []), list), section
        for entry in resume.get(section, []):
            for name, kind in fields.items():
                if name in entry:
                    _check(entry[name], kind)


# RenderCV 2.8: the fields that only entries of one kind have, in the order in which it looks, and what each needs.
KINDS: dict[str, tuple[set[str], set[str]]] = {
    "OneLineEntry": ({"label", "details"}, {"label", "details"}),
    "NormalEntry": ({"name"}, {"name"}),
    "ExperienceEntry": ({"company", "position"}, {"company", "position"}),
    "EducationEntry": ({"institution", "area", "degree"}, {"institution", "area"}),
    "PublicationEntry": ({"title", "authors", "doi", "url", "journal"}, {"title", "authors"}),
    "BulletEntry": ({"bullet"}, {"bullet"}),
}
_HEAD = {
    "name",
    "headline",
    "location",
    "email",
    "photo",
    "phone",
    "website",
    "social_networks",
    "custom_connections",
    "sections",
}
_NETWORKS = [
    "LinkedIn",
    "GitHub",
    "GitLab",
    "IMDB",
    "Instagram",
    "ORCID",
    "Mastodon",
    "StackOverflow",
    "ResearchGate",
    "YouTube",
    "Google Scholar",
    "Telegram",
    "WhatsApp",
    "Leetcode",
    "X",
    "Bluesky",
    "Reddit",
]
_EXACT = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def kind_of(entry: Any) -> str:
    if isinstance(entry, str):
        return "TextEntry"
    return next(kind for kind, (telling, _) in KINDS.items() if telling & entry.keys())


def check_rendercv(document: Any) -> None:
    """Fails if the data breaks a rule of RenderCV."""
    assert document.keys() == {"cv"}
    cv = document["cv"]
    assert cv.keys() <= _HEAD
    for one in cv.get("social_networks", []):
        assert one.keys() == {"network", "username"}
        assert one["network"] in _NETWORKS
        assert isinstance(one["username"], str)
    for one in cv.get("custom_connections", []):
        assert one.keys() == {"placeholder", "url", "fontawesome_icon"}
    for title, entries in cv.get("sections", {}).items():
        assert isinstance(title, str)
        assert len({kind_of(entry) for entry in entries}) == 1, title
        for entry in entries:
            _check_entry(entry)


def _check_entry(entry: Any) -> None:
    if isinstance(entry, str):
        return
    assert KINDS[kind_of(entry)][1] <= entry.keys()
    for name, value in entry.items():
        # The templates of RenderCV take nothing else.
        assert isinstance(value, str) or (name in {"highlights", "authors"} and isinstance(value, list)), name
    for name in ("start_date", "end_date"):
        if name in entry and entry[name] != "present":
            assert _EXACT.fullmatch(entry[name])
    if "start_date" in entry and entry.get("end_date", "present") != "present":
        assert f"{entry['start_date']}-01-01"[:10] <= f"{entry['end_date']}-01-01"[:10]
    assert "date" not in entry or "start_date" not in entry
    if "website" in entry:
        assert entry["website"].startswith("http")
