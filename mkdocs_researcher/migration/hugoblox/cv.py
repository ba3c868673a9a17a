"""Experience, honours, education, skills and languages of a HugoBlox site as entries of our data."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_NOW = frozenset({"present", "now", "current", "today", "ongoing"})
_LOGOS = ("{name}", "media/icons/brands/{name}.svg", "media/icons/{name}.svg", "media/{name}")


def education(meta: dict[str, Any], words: Words) -> list[Record]:
    """Degrees of an author: `education: [...]`, or, in older versions, `education: {courses: [...]}`."""
    found = meta.get("education")
    items = as_items(found.get("courses") or found.get("items") if isinstance(found, dict) else found)
    return [_degree(as_mapping(item), words) for item in items]


def _degree(item: dict[str, Any], words: Words) -> Record:
    name, degree = words.text(item.get("institution")), words.text(item.get("degree") or item.get("course"))
    return {
        "institution": name or degree,
        "degree": degree if name else "",
        "area": words.text(item.get("area")),
        "url": words.url(item.get("url")),
        "location": words.text(item.get("location")),
        **_span(item, words, "start", "end", "year"),
        "details": _with_button(item, words),
    }


def experience(items: Any, words: Words) -> list[Record]:
    """Positions: `items` of a block, `experience` of an author, or `[[experience]]` of a widget."""
    return [_position(as_mapping(item), words) for item in as_items(items)]


def _position(item: dict[str, Any], words: Words) -> Record:
    position = words.text(item.get("role") or item.get("position") or item.get("title"))
    name = words.text(item.get("org") or item.get("company") or item.get("organization") or item.get("company_name"))
    return {
        "organization": name or position,
        "position": position if name else "",
        "location": words.text(item.get("location")),
        "url": words.url(item.get("company_url") or item.get("url")),
        "logo": _logo(str(item.get("company_logo") or item.get("logo") or ""), words),
        **_span(item, words, "start", "end", "date"),
        "summary": _with_button(item, words),
    }


def awards(items: Any, words: Words) -> list[Record]:
    """Honours and certificates."""
    return [_award(as_mapping(item), words) for item in as_items(items)]


def _award(item: dict[str, Any], words: Words) -> Record:
    awarder = words.text(item.get("awarder") or item.get("organization"))
    url = words.url(item.get("organization_url"))
    certificate, page = words.url(item.get("certificate_url")), words.url(item.get("url"))
    note = words.text(item.get("summary") or item.get("description"))
    if certificate and page and page != certificate:
        note = f"{note} [Certificate]({certificate})".strip()
    dates = _span(item, words, "start", "end", "date")
    if "end" not in dates and "start" in dates:
        dates = {"date": dates["start"]}
    return {
        "title": words.text(item.get("title")),
        "awarder": f"[{awarder}]({url})" if url and awarder else awarder,
        **dates,
        "note": note,
        "url": page or certificate,
    }


def _span(item: dict[str, Any], words: Words, begin: str, end: str, whole: str) -> Record:
    """A span of time; what the author wrote in words is kept as it is."""
    first = _when(item.get(f"date_{begin}") or item.get(begin), words)
    last = _when(item.get(f"date_{end}") or item.get(end), words)
    if first:
        return {"start": first, "end": last if last.lower() not in _NOW else ""}
    return {"date": last or _when(item.get(whole), words)}


def _when(value: Any, words: Words) -> str:
    text = str(value or "").strip()
    date = words.date(text) if text[4:5] in ("", "-") and "–" not in text and " " not in text else text
    if date:
        # The template formats dates, as a rule as month and year.
        words.show(date[:7] if text[4:5] == "-" and date[:4].isdecimal() else date, words.place(text))
    # The first of a month means the month: these dates must have a day.
    return date[:7] if re.fullmatch(r"\d{4}-\d\d-01", date) else date


def _with_button(item: dict[str, Any], words: Words) -> str:
    text = words.block(item.get("summary") or item.get("description"))
    button = as_mapping(item.get("button"))
    label, url = words.text(button.get("text") or button.get("label")), words.url(button.get("url"))
    link = f"[{label or url}]({url})" if url else ""
    return "\n\n".join(part for part in (text, link) if part)


def _logo(name: str, words: Words) -> str:
    for form in _LOGOS:
        if name and (found := words.addresses.find(f"/{form.format(name=name)}")):
            path = words.addresses.here(found)
            words.show(f"![]({path.replace(' ', '%20')})", words.place(name))
            return path
    return ""


def skills(groups: Any, words: Words) -> list[Record]:
    """Groups of skills, each with its points."""
    made = []
    for group in as_items(groups):
        item = as_mapping(group)
        points = [_skill(as_mapping(point) or {"name": point}, words) for point in as_items(item.get("items"))]
        made.append({"title": words.text(item.get("name") or item.get("title")), "keywords": [p for p in points if p]})
    return made


def _skill(item: dict[str, Any], words: Words) -> str:
    name = words.text(item.get("label") or item.get("name"))
    more = words.text(item.get("description"))
    # The template draws these as bars, without a word.
    if percent := str(item.get("percent") or "").strip():
        name = f"{name} ({percent} %)"
    elif level := str(item.get("level") or "").strip():
        name = f"{name} ({level}/5)" if level.isdecimal() else f"{name} ({level})"
    return f"{name}: {more}" if more else name


def languages(items: Any, words: Words) -> list[Record]:
    """Languages, with how well they are spoken."""
    made = []
    for one in as_items(items):
        item = as_mapping(one)
        label = words.text(item.get("label") or item.get("description"))
        level = str(item.get("level") or item.get("percent") or "").strip()
        level = "" if label else f"{level}/5" if level.isdecimal() and len(level) == 1 else level
        made.append({"title": words.text(item.get("name") or one), "subtitle": label or level})
    return made


def as_entry(record: Record) -> Record:
    """A position as an entry of a file of any name, for a second list of positions."""
    names = {"position": "title", "organization": "subtitle", "summary": "details"}
    entry = {names.get(name, name): value for name, value in record.items()}
    if not entry.get("title"):
        entry["title"] = entry.pop("subtitle", "")
    return entry
