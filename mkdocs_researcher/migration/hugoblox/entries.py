"""Talks, projects, courses and posts of a HugoBlox site as entries of our data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.hugoblox.links import links_of, picture_of, record_of
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_FILES = {
    "publication": "papers",
    "publications": "papers",
    "event": "talks",
    "events": "talks",
    "talk": "talks",
    "talks": "talks",
    "project": "projects",
    "projects": "projects",
    "course": "teaching",
    "courses": "teaching",
    "teaching": "teaching",
}


class People(NamedTuple):
    """Who has a profile on the old site.

    Attributes:
        names: names by the names of folders.
        owner: the name of the owner, empty if unknown.
    """

    names: Mapping[str, str]
    owner: str = ""


NOBODY = People({})
_ADDRESS = ("street", "city", "region", "postcode", "country")
_TIMES = "times of day are left out; data/talks.yml holds days"


def file_of(section: str) -> str:
    """The data file for the pages of a section: one of ours where we know what they are, else one of its name."""
    if section in _FILES:
        return _FILES[section]
    name = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in section) or "pages"
    return f"{name}_pages" if name in DATA_FILES or not name[0].isalpha() else name


def entry_of(file: str, page: HugoPage, words: Words, details: str, people: People = NOBODY) -> Record:
    """An entry, not yet fitted to its model.

    Args:
        file: the data file it is for.
        page: the page that it replaces.
        words: for what is seen.
        details: path of the page that it has in the new site; empty if it has none.
        people: who has a profile.
    """
    if file == "talks":
        return _talk(page, words, details, people)
    if file == "projects":
        return _project(page, words, details)
    if file == "teaching":
        return _course(page, words, details)
    return _entry(page, words, details)


def _title(page: HugoPage, words: Words) -> str:
    return words.text(page.meta.get("title")) or page.name.replace("-", " ").title()


def _date(page: HugoPage, words: Words) -> str:
    if str(page.meta.get("show_date") or "").lower() == "false":
        return ""
    return words.date(page.meta.get("date"))


def _talk(page: HugoPage, words: Words, details: str, people: People) -> Record:
    meta = page.meta
    event, url = words.text(meta.get("event") or meta.get("event_name")), words.url(meta.get("event_url"))
    begin, end = meta.get("event_start") or meta.get("date"), meta.get("event_end") or meta.get("date_end")
    if any("T" in str(value) and "T00:00:00" not in str(value) for value in (begin, end) if value):
        words.addresses.site.note(Location(page.path.partition("/")[0]), _TIMES, "info")
    first, last = words.date(begin), words.date(end)
    links = links_of(page, words, without=("external_link",))
    speakers = ", ".join(_speakers(page, words, people))
    texts = (speakers, words.block(meta.get("summary")), words.block(meta.get("abstract")))
    return {
        "title": _title(page, words),
        "event": f"[{event}]({url})" if url and event else event,
        "location": _location(meta, words),
        **({"start": first, "end": last} if last and last > first else {"date": first}),
        "url": words.url(meta.get("external_link")) or details,
        "details": "\n\n".join(text for text in texts if text),
        "links": record_of(links),
    }


def _speakers(page: HugoPage, words: Words, people: People) -> list[str]:
    """Who speaks; nobody where it is the owner alone, which goes without saying on their own site."""
    written = [name for name in as_items(page.meta.get("authors")) if isinstance(name, str) and name.strip()]
    known = [people.names.get(name.strip().lower(), "") for name in written]
    if [name for name in known if name] == [people.owner] and len(written) == 1:
        return []
    made = []
    for name, shown in zip(written, known, strict=True):
        if shown:
            words.show(shown, words.place(name))
        made.append(shown or words.text(name))
    return [name for name in made if name]


def _location(meta: dict[str, Any], words: Words) -> str:
    address = as_mapping(meta.get("address"))
    parts = [words.text(meta.get("location")), *(words.text(address.get(name)) for name in _ADDRESS)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _project(page: HugoPage, words: Words, details: str) -> Record:
    return {
        "title": _title(page, words),
        "text": words.text(page.meta.get("summary")),
        "image": picture_of(page, words),
        "url": words.url(page.meta.get("external_link")) or details,
        "keywords": words.texts(page.meta.get("tags")),
        "date": _date(page, words),
        "links": record_of(links_of(page, words, without=("external_link",))),
    }


def _course(page: HugoPage, words: Words, details: str) -> Record:
    return {
        "course": _title(page, words),
        "details": words.block(page.meta.get("summary")),
        "date": _date(page, words),
        "url": words.url(page.meta.get("external_link")) or details,
        "links": record_of(links_of(page, words, without=("external_link",))),
    }


def _entry(page: HugoPage, words: Words, details: str) -> Record:
    return {
        "title": _title(page, words),
        "details": words.block(page.meta.get("summary")),
        "date": _date(page, words),
        "url": words.url(page.meta.get("external_link")) or details,
        "logo": picture_of(page, words),
        "keywords": words.texts(page.meta.get("tags")),
    }
