"""Links, identifiers and pictures in the front matter of HugoBlox, old keys and new."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.values import links_record
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import as_items, as_mapping
from mkdocs_researcher.migration.tables import Words, at, data_of_kind, is_identifier, record_of, table_of

_KEYS = ("pdf", "preprint", "code", "dataset", "poster", "project", "slides", "source", "video")
_OTHER_KEYS = {"url_custom": "Link", "external_link": "Link"}
_LABELS = {"pdf": "PDF", "bibtex": "BibTeX", "doi": "DOI", "arxiv": "arXiv", "url": "Link", "osf": "OSF", "hal": "HAL"}
# Names of identifiers whose fields of ours have other names.
_IDS = {"acl_id": "acl", "semanticscholar": "semantic_scholar"}
_FIELDS = ("doi", "arxiv", "openreview", "acl", "hal", "isbn", "pmid", "openalex", "semantic_scholar")
_ADDRESSES = data_of_kind("hugoblox", "identifiers")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_USUAL = (
    lambda name: name.startswith("featured."),
    lambda name: "featured" in name,
    lambda name: name.startswith(("cover.", "feature.")),
)
_NO_PLACE = "'{name}: {value}' is an identifier that is not known; add it to links: in data/papers.yml"


def links_of(page: HugoPage, words: Words, *, without: tuple[str, ...] = ()) -> list[Link]:
    """The buttons of a page, in the order in which the templates draw them."""
    own = [name for name in page.meta if name.startswith("url_")]
    keys = {f"url_{name}": _label(name) for name in _KEYS} | _OTHER_KEYS
    keys |= {name: _label(name.removeprefix("url_")) for name in own if name not in keys}
    found = [Link(keys[key], words.url(page.meta.get(key))) for key in keys if key not in without]
    beside = words.addresses.files.get(f"{page.key}/{page.name}.pdf", "")
    if not page.meta.get("url_pdf"):
        found.insert(0, Link("PDF", words.file(beside)))
    slides = str(page.meta.get("slides") or "").strip("/ ")
    if slides and (path := words.addresses.find(f"/slides/{slides}")):
        found.append(Link("Slides", words.addresses.in_markdown(path)))
    listed = [item for name in ("links", "url_custom") for item in as_items(page.meta.get(name))]
    found += [_link(item, words) for item in listed if isinstance(item, dict)]
    return apart(found)


def _label(kind: str) -> str:
    return _LABELS.get(kind) or kind.replace("_", " ").capitalize() or "Link"


def _link(item: dict[str, Any], words: Words) -> Link:
    provider, name = str(item.get("provider") or "").strip().lower(), str(item.get("id") or "").strip()
    if provider in _ADDRESSES and name:
        usual, target = _ADDRESSES[provider][0], _address(provider, name, words)
    else:
        usual = _label(str(item.get("type") or "").strip().lower())
        target = words.url(item.get("url") or item.get("link"))
    return Link((words.plain(item.get("label") or item.get("name")) if target else "") or usual, target)


def _address(provider: str, name: str, words: Words) -> str:
    return words.url(_ADDRESSES[provider][1].format(id=quote(name, safe="/:.()")))


def apart(links: list[Link]) -> list[Link]:
    """Links with different words, none twice, and none without a target."""
    made: dict[str, Link] = {}
    for link in dict.fromkeys(link for link in links if link.url):
        label, count = link.label, 2
        while label in made:
            label, count = f"{link.label} {count}", count + 1
        made[label] = link._replace(label=label)
    return list(made.values())


def put_identifiers(page: HugoPage, words: Words, record: Record, links: list[Link]) -> None:
    """Adds the identifiers of a paper to its record, and those without a field of their own to its links."""
    ids = {**as_mapping(page.meta.get("ids")), **as_mapping(at(page.meta, "hugoblox.ids"))}
    for name in ("doi", "arxiv", "isbn"):
        ids.setdefault(name, page.meta.get(name))
    for key, value in ids.items():
        name, said = _IDS.get(key, key), str(value or "").strip()
        if not said:
            continue
        if name in _FIELDS and ("://" not in said or name not in IDENTIFIERS or is_identifier(name, said)):
            record[name] = said
        elif "://" in said:
            links.append(Link("Link", words.url(said)))
        elif name in _ADDRESSES:
            links.append(Link(_ADDRESSES[name][0], _address(name, said, words)))
        else:
            words.addresses.site.note(words.place(said), _NO_PLACE.format(name=name, value=said))
    links[:] = apart(links)


def picture_of(page: HugoPage, words: Words) -> str:
    """The featured picture; empty if there is none."""
    image = page.meta.get("image")
    for written in (at(image, "filename"), image, page.meta.get("thumbnail")):
        if isinstance(written, str) and written.strip():
            return words.picture(written)
    files = words.addresses.files
    here = {
        name: files[f"{folder}/{name}"]
        for folder, _, name in (path.rpartition("/") for path in files)
        if folder == page.key and name.endswith(_PICTURES)
    }
    # Hugo takes `*featured*`, so a name with more words in it will do.
    usual = [[name for name in sorted(here) if is_usual(name)] for is_usual in _USUAL]
    found = next((here[name] for names in usual for name in names), "")
    return words.file(found) if found else words.picture(at(page.meta, "cover.image"))


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
    return words.file(next(filter(None, map(words.addresses.find, paths)), ""))


def _said(words: Words, value: Any) -> str:
    """A text, or what a button says."""
    if isinstance(value, str):
        return words.block(value)
    label, target = words.text(at(value, "text") or at(value, "label")), words.url(at(value, "url"))
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


_ITEMS = {
    name: table_of("hugoblox", name, logo=logo, said=_said, points=_points)
    for name in ("education", "experience", "awards", "skills", "languages")
}


def items_of(file: str, items: Any, words: Words) -> list[Record]:
    """Entries of a data file: `items` of a block, a part of a profile, or `[[experience]]` of a widget."""
    if isinstance(items, dict):
        items = items.get("courses") or items.get("items")
    return [_item(file, as_mapping(item) or {"name": item}, words) for item in as_items(items)]


def _item(file: str, item: dict[str, Any], words: Words) -> Record:
    record = record_of(_ITEMS[file], item, words)
    for name, main in (("degree", "institution"), ("position", "organization")):
        if name in record and not record[main]:
            record[main] = record.pop(name)
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
    # The first of a month means the month: these dates must have a day.
    return date[:7] if re.fullmatch(r"\d{4}-\d\d-01", date) else date


# Pages

_PAGES = {name: table_of("hugoblox", name) for name in ("talks", "projects", "teaching", "pages")}


def entry_of(file: str, page: HugoPage, words: Words, details: str, speakers: str) -> Record:
    """A page as an entry, not yet fitted to its model."""
    columns = _PAGES.get(file) or _PAGES["pages"]
    record = record_of(columns, page.meta, words)
    title = next(iter(columns))
    record[title] = record[title] or page.name.replace("-", " ").title()
    record["url"] = record["url"] or details
    if file == "talks":
        event, target = record["event"], record.pop("event_url")
        record |= {**_times(page, words), "event": f"[{event}]({target})" if target and event else event}
        record["details"] = "\n\n".join(filter(None, (speakers, record["details"])))
    elif str(page.meta.get("show_date") or "").lower() != "false":
        record["date"] = words.date(page.meta.get("date"))
    if file in {"talks", "projects", "teaching"}:
        record["links"] = links_record(links_of(page, words, without=("external_link",)))
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
