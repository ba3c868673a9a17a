"""Pages, items of sections and parts of profiles of a HugoBlox site as entries of our data: a table for each file."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.hugoblox.links import links_of, picture_of, record_of_links
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.tables import Column, Table, at, block, record_of, text, texts, url
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_FILES = {"publication": "papers", "event": "talks", "talk": "talks", "project": "projects", "course": "teaching",
          "teaching": "teaching"}  # fmt: skip
_NOW = frozenset({"present", "now", "current", "today", "ongoing"})
_LOGOS = ("", "media/", "media/icons/", "media/icons/brands/", "media/icons/custom/", "media/logos/")
_ENDINGS = ("", ".svg", ".png", ".jpg", ".jpeg", ".webp")
_TIMES = "times of day are left out; data/talks.yml holds days"


def file_of(section: str) -> str:
    """The data file for the pages of a section: one of ours where we know what they are, else one of its name."""
    if known := _FILES.get(section.removesuffix("s")):
        return known
    name = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in section) or "pages"
    return f"{name}_pages" if name in DATA_FILES or not name[0].isalpha() else name


def logo(words: Words, name: Any) -> str:
    """A picture that may be named without its folder or ending."""
    bare = name.strip("/") if isinstance(name, str) else ""
    paths = (f"/{folder}{bare}{ending}" for ending in _ENDINGS for folder in _LOGOS if bare)
    return words.file(next(filter(None, map(words.addresses.find, paths)), ""), words.place(name))


def _button(words: Words, button: Any) -> str:
    label, target = words.text(at(button, "text") or at(button, "label")), words.url(at(button, "url"))
    return f"[{label or target}]({target})" if target else label


def _points(words: Words, items: Any) -> list[str]:
    return [made for item in as_items(items) if (made := _skill(as_mapping(item) or {"name": item}, words))]


def _skill(item: dict[str, Any], words: Words) -> str:
    name = words.text(item.get("label") or item.get("name"))
    more = words.text(item.get("description"))
    # The template draws these as bars, without a word.
    if percent := str(item.get("percent") or "").strip():
        name = f"{name} ({percent} %)"
    elif level := str(item.get("level") or "").strip():
        name = f"{name} ({level}/5)" if level.isdecimal() else f"{name} ({level})"
    return f"{name}: {more}" if more else name


_ITEMS: dict[str, Table] = {
    "education": {
        "institution": text("institution"),
        "degree": text("degree", "course"),
        "area": text("area"),
        "url": url("url"),
        "logo": Column(logo, ("institution_logo", "logo")),
        "location": text("location"),
        "details": block("summary", "description"),
        "button": Column(_button, ("button",)),
    },
    "experience": {
        "organization": text("org", "company", "organization", "company_name"),
        "position": text("role", "position", "title"),
        "location": text("location"),
        "url": url("company_url", "org_url", "url"),
        "logo": Column(logo, ("company_logo", "org_logo", "logo")),
        "summary": block("summary", "description"),
        "button": Column(_button, ("button",)),
    },
    "awards": {
        "title": text("title"),
        "awarder": text("awarder", "organization"),
        "note": text("summary", "description"),
        "url": url("url", "certificate_url"),
        "certificate": url("certificate_url"),
        "awarder_url": url("organization_url"),
    },
    "skills": {"title": text("name", "title"), "keywords": Column(_points, ("items",))},
    "languages": {"title": text("name"), "subtitle": text("label", "description")},
}
_OTHER_NAMES = {"position": "title", "organization": "subtitle", "summary": "details", "awarder": "subtitle",
                "note": "details"}  # fmt: skip


def items_of(file: str, items: Any, words: Words) -> list[Record]:
    """Entries of a data file: `items` of a block, a part of a profile, or `[[experience]]` of a widget.

    Args:
        file: `education`, `experience`, `awards`, `skills` or `languages`.
        items: what is listed; in older versions, degrees are `{courses: [...]}`.
        words: for what is seen.
    """
    if isinstance(items, dict):
        items = items.get("courses") or items.get("items")
    return [_item(file, as_mapping(item) or {"name": item}, words) for item in as_items(items)]


def _item(file: str, item: dict[str, Any], words: Words) -> Record:
    record = record_of(_ITEMS[file], item, words)
    for name, main in (("degree", "institution"), ("position", "organization")):
        if name in record and not record[main]:
            record[main] = record.pop(name)
    if button := record.pop("button", ""):
        name = "details" if file == "education" else "summary"
        record[name] = f"{record[name]}\n\n{button}".strip()
    if file == "awards":
        target, certificate = record.pop("awarder_url"), record.pop("certificate")
        if target and record["awarder"]:
            record["awarder"] = f"[{record['awarder']}]({target})"
        if certificate and certificate != record["url"]:
            record["note"] = f"{record['note']} [Certificate]({certificate})".strip()
    elif file == "languages" and not record["subtitle"]:
        level = str(item.get("level") or item.get("percent") or "").strip()
        record["subtitle"] = f"{level}/5" if level.isdecimal() and len(level) == 1 else level
    return record if file in {"skills", "languages"} else {**record, **_span(item, words, alone=file == "awards")}


def _span(item: dict[str, Any], words: Words, *, alone: bool) -> Record:
    """A span of time; what the author wrote in words is kept as it is."""
    first = _when(item.get("date_start") or item.get("start"), words)
    last = _when(item.get("date_end") or item.get("end"), words)
    if first and alone and not last:
        return {"date": first}
    if first:
        return {"start": first, "end": last if last.lower() not in _NOW else ""}
    return {"date": last or _when(item.get("date") or item.get("year"), words)}


def _when(value: Any, words: Words) -> str:
    said = str(value or "").strip()
    date = words.date(said) if said[4:5] in ("", "-") and "–" not in said and " " not in said else said
    if date:
        # The template formats dates, as a rule as month and year.
        words.show(date[:7] if said[4:5] == "-" and date[:4].isdecimal() else date, words.place(said))
    # The first of a month means the month: these dates must have a day.
    return date[:7] if re.fullmatch(r"\d{4}-\d\d-01", date) else date


def as_other_entry(record: Record) -> Record:
    """An entry of a data file that is taken, as an entry of a file of any name."""
    entry = {_OTHER_NAMES.get(name, name): value for name, value in record.items()}
    if not entry.get("title"):
        entry["title"] = entry.pop("subtitle", "")
    return entry


# Pages

_ADDRESS = ("address.street", "address.city", "address.region", "address.postcode", "address.country")
_PAGES: dict[str, Table] = {
    "talks": {
        "title": text("title"),
        "event": text("event", "event_name"),
        "event_url": url("event_url"),
        "location": text("location", *_ADDRESS, joint=", "),
        "url": url("external_link"),
        "details": block("summary", "abstract", joint="\n\n"),
    },
    "projects": {
        "title": text("title"),
        "text": text("summary"),
        "url": url("external_link"),
        "keywords": texts("tags"),
    },
    "teaching": {"course": text("title"), "details": block("summary"), "url": url("external_link")},
    "": {
        "title": text("title"),
        "details": block("summary", "description"),
        "url": url("external_link"),
        "keywords": texts("tags"),
    },
}


def entry_of(file: str, page: HugoPage, words: Words, details: str, speakers: str) -> Record:
    """A page as an entry, not yet fitted to its model.

    Args:
        file: the data file it is for.
        page: the page.
        words: for what is seen.
        details: path of the page that it has in the new site; empty if it has none.
        speakers: who gave a talk.
    """
    table = _PAGES.get(file) or _PAGES[""]
    record = record_of(table, page.meta, words)
    title = next(iter(table))
    record[title] = record[title] or page.name.replace("-", " ").title()
    record["url"] = record["url"] or details
    if file == "talks":
        event, target = record["event"], record.pop("event_url")
        record |= {**_times(page, words), "event": f"[{event}]({target})" if target and event else event}
        record["details"] = "\n\n".join(filter(None, (speakers, record["details"])))
    elif str(page.meta.get("show_date") or "").lower() != "false":
        record["date"] = words.date(page.meta.get("date"))
    if file in {"talks", "projects", "teaching"}:
        record["links"] = record_of_links(links_of(page, words, without=("external_link",)))
    if picture := picture_of(page, words) if file not in {"talks", "teaching"} else "":
        record["image" if file == "projects" else "logo"] = picture
    return record


def _times(page: HugoPage, words: Words) -> Record:
    meta = page.meta
    begin = meta.get("event_start") or meta.get("date") or meta.get("time_start")
    end = meta.get("event_end") or meta.get("date_end") or meta.get("time_end")
    if any("T" in str(value) and "T00:00:00" not in str(value) for value in (begin, end) if value):
        words.addresses.site.note(Location(page.path.partition("/")[0]), _TIMES, "info")
    first, last = words.date(begin), words.date(end)
    return {"start": first, "end": last} if last and last > first else {"date": first}
