"""Sections of a HugoBlox page, widgets and blocks, as Markdown and calls of macros."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.hugoblox.kinds import items_of
from mkdocs_researcher.migration.hugoblox.listing import Listings
from mkdocs_researcher.migration.hugoblox.project import HugoProject
from mkdocs_researcher.migration.hugoblox.site import Author, HugoPage, links_shown, places_of, profile_of, weight_of
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping, is_on
from mkdocs_researcher.migration.tables import (
    Column,
    Words,
    as_entry,
    at,
    data_of_kind,
    picture_text,
    record_of,
    report_rest,
    table_of,
)

_SECTION = table_of("hugoblox", "section")
_TITLE, _ADDRESS, _LABEL = (_SECTION[name] for name in ("title", "url", "label"))
_PARTS = {name: names.split() for name, names in data_of_kind("hugoblox", "parts").items()}
_KNOWN = {**_SECTION, "": Column(Words.text, tuple(itertools.chain(*_PARTS.values())))}


def free_parts(content: Mapping[str, Any], words: Words, *, level: int = 0) -> list[str]:
    """All that a section shows, as Markdown."""
    title, target = _TITLE.value(content, words), _ADDRESS.value(content, words)
    parts = [shown for name in _PARTS["pictures"] if (shown := _picture(content.get(name), words))]
    if title or target:
        parts.append(f"**[{title or target}]({target})**" if target else f"**{title}**")
    parts += [
        said for name in _PARTS["texts"] if isinstance(content.get(name), str) and (said := words.block(content[name]))
    ]
    buttons = [shown for name in _PARTS["buttons"] for shown in _buttons(content.get(name), words)]
    flat = {"label": content.get("cta_label"), "url": content.get("cta_url")}
    parts.append(" · ".join([*buttons, *_buttons(flat, words)]))
    parts += ["\n".join(points) if all("\n" not in one for one in points) else "\n\n".join(points)
              for name in _PARTS["lists"] if (points := list(_points(content.get(name), words, level)))]  # fmt: skip
    report_rest(content, _KNOWN, frozenset(), words, "page")
    return [part for part in parts if part]


def _picture(value: Any, words: Words) -> str:
    path = words.picture(at(value, "filename") or at(value, "src") or value)
    caption = words.text(at(value, "caption"))
    return picture_text(path, str(at(value, "alt") or at(value, "alt_text") or ""), caption) or caption


def _buttons(value: Any, words: Words) -> Iterator[str]:
    for item in as_items(value):
        button = as_mapping(item) or {"label": item}
        label, target = _LABEL.value(button, words), _ADDRESS.value(button, words)
        if label or target:
            yield f"[{label or target}]({target})" if target else label
        yield from (shown for name in _ADDRESS.names if isinstance(at(item, name), dict)
                    for shown in _buttons(at(item, name), words))  # fmt: skip


def _points(value: Any, words: Words, level: int) -> Iterator[str]:
    for item in as_items(value):
        parts = free_parts(item, words, level=level + 1) if isinstance(item, dict) and level < 3 else words.texts(item)
        if parts:
            lines = "\n\n".join(parts).split("\n")
            yield "\n".join([f"- {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])])


_OFF = "is switched off, so the old site did not show it, and it is left out"
_DEMO = "the block '{kind}' shows on the demonstration site of the template alone, so it is left out"
_HEADS = frozenset({"index", "_index"})
_NAMES = {name: kind for kind, names in data_of_kind("hugoblox", "sections").items() for name in names.split()}


class Section(NamedTuple):
    """A section of a page.

    Attributes:
        kind: what it is: one of ours, or `free` for all that have titles, texts, pictures and links of their own.
        anchor: its id; empty if it has none.
        text: lines of a text of its own; those of a block are in `content`.
    """

    kind: str
    name: str
    anchor: str
    content: dict[str, Any]
    text: Sequence[Line]
    head: Sequence[Line]


def is_widget(page: HugoPage) -> bool:
    """Is the file a section of a page rather than a page?"""
    return isinstance(page.meta.get("widget"), str) and posixpath.basename(page.path).partition(".")[0] not in _HEADS


def sections_of(page: HugoPage, pages: Sequence[HugoPage], site: OldSite) -> list[Section]:
    """The sections of a page in order; none if it is an ordinary page."""
    if isinstance(page.meta.get("sections"), list):
        return list(_blocks(page, site))
    widgets = [one for one in pages if is_widget(one) and _folder(one) == page.folder and one is not page]
    return [
        section
        for one in sorted(widgets, key=lambda one: (weight_of(one.meta), one.path))
        if (section := _widget(one, site))
    ]


def _folder(page: HugoPage) -> str:
    """The folder of the page that a widget is on: a widget with pictures has a folder of its own."""
    return posixpath.dirname(page.folder) if page.is_bundle else page.folder


def _blocks(page: HugoPage, site: OldSite) -> Iterator[Section]:
    for item in as_items(page.meta.get("sections")):
        block = as_mapping(item)
        name = str(block.get("block") or "markdown").removeprefix("v1/").strip().lower()
        if is_on(block.get("demo")):
            site.note(page.head[0].place, _DEMO.format(kind=name), "info")
            continue
        content = {**as_mapping(block.get("content"))}
        if isinstance(block.get("content"), str):
            content["text"] = block["content"]
        anchor = str(block.get("id") or "")
        yield Section(_NAMES.get(name, "free"), name, anchor, content, (), page.head)


def _widget(page: HugoPage, site: OldSite) -> Section | None:
    if str(page.meta.get("active") or "true").lower() == "false":
        site.note(Location(page.path), _OFF, "info")
        return None
    name = str(page.meta["widget"]).strip().lower()
    content = {**page.meta, **as_mapping(page.meta.get("content"))}
    for key in ("widget", "active", "weight", "headless", "design", "advanced"):
        content.pop(key, None)
    if isinstance(content.get("content"), dict):
        del content["content"]
    anchor = posixpath.splitext(posixpath.basename(page.folder if page.is_bundle else page.path))[0]
    return Section(_NAMES.get(name, "free"), name, anchor, content, page.body, page.head or page.body)


_CLOUD = "the cloud of tags is left out; papers and posts have their tags"
_ALSO_IN = {"skills": ("skills",), "languages": ("languages",), "awards": ("awards", "accomplishments"),
            "experience": ("experience", "work")}  # fmt: skip


def _mail(words: Words, address: Any) -> str:
    """A mailbox as Markdown writes it so that harvesters do not read it."""
    said = words.plain(address)
    return f"<{said}>" if "@" in said and " " not in said else said


def _visit(words: Words, address: Any) -> str:
    target = words.url(address)
    return f"[{target.partition('//')[2] or target}]({target})" if target else ""


_CONTACT = table_of(
    "hugoblox", "contact", mail=_mail, visit=_visit, lines=lambda words, value: ", ".join(words.texts(value))
)


class SectionWriter:
    """Writes the sections of one page."""

    def __init__(self, project: HugoProject, listings: Listings, target: str, key: str) -> None:
        self.project, self.listings, self.target, self.key = project, listings, target, key
        self.with_author = False

    def write(self, section: Section) -> list[str]:
        words = self._words(section, data=False)
        content = section.content
        title = words.plain(content.pop("title", ""))
        anchor = section.anchor or slug(title) if title or section.anchor else ""
        if anchor:
            self.project.made[self.target].ids.add(anchor)
        parts = [f"## {title} {{ #{anchor} }}" if title else f'<div id="{anchor}"></div>' if anchor else ""]
        parts.append(words.block(content.pop("subtitle", "")))
        parts += [*self._body(content.pop("text", ""), words), *self._body(section.text, words)]
        match section.kind:
            case "biography":
                parts += self._biography(section)
            case "listing":
                parts += self._listing(section)
            case "people":
                parts += self._people(section, words)
            case "contact":
                parts.append(self._contact(section, words))
            case "cloud":
                place = section.head[0].place if section.head else Location(self.project.made[self.target].old)
                self.project.site.note(place, _CLOUD, "info")
            case "experience" | "awards" | "skills" | "languages":
                parts += self._entries(section)
            case _ if album := str(content.pop("album", "") or ""):
                parts += self._body(f'{{{{< gallery album="{album}" >}}}}', words)
        return [part for part in (*parts, *(free_parts(content, words) if section.kind != "cloud" else ())) if part]

    def _words(self, section: Section, *, data: bool) -> Words:
        file = section.head[0].file if section.head else self.project.made[self.target].old
        return self.project.words(self.target, self.key, section.head, file, data=data)

    def _body(self, written: Any, words: Words) -> list[str]:
        if isinstance(written, list) and not all(isinstance(line, Line) for line in written):
            # by an author who took the text for a list
            written = "\n\n".join(text for text in written if isinstance(text, str))
        if isinstance(written, str):
            start = words.place(written)
            lines = enumerate(written.strip("\n").split("\n"), start.line or 1)
            written = [Line(text, start.file, number) for number, text in lines]
        return self.project.body(written, self.target, self.key, top=3) if isinstance(written, list) else []

    def _author(self, section: Section) -> Author | None:
        name = str(section.content.get("username") or section.content.get("author") or "").lower()
        return next((author for author in self.project.authors if author.slug == name), self.project.owner)

    def _biography(self, section: Section) -> list[str]:
        author = self._author(section)
        if author is None:
            return []
        heading = str(as_mapping(section.content.get("headings")).get("education") or "")
        parts = [] if self.with_author else self.biography(author)
        button = section.content.pop("button", None)
        parts += free_parts({"button": button}, self._words(section, data=False))
        return [*parts, *(self.education(author, heading) if author is self.project.owner else ())]

    def biography(self, author: Author) -> list[str]:
        self.with_author = True
        return self.project.body(author.body, self.target, author.key, top=3)

    def education(self, author: Author, heading: str = "") -> list[str]:
        if self.project.records.get("education"):
            return []
        words = self.project.words_of(self.target, author)
        call = self.project.put("education", items_of("education", author.meta.get("education"), words), words)
        return [f"### {heading or 'Education'}", call] if call else []

    def _entries(self, section: Section) -> list[str]:
        """Positions, awards, skills or languages: those of the section, or else those of the person."""
        content, author, file = section.content, self._author(section), section.kind
        words = self._words(section, data=True)
        items = next((content.pop(name) for name in ("items", "item", *_ALSO_IN[file]) if content.get(name)), None)
        if not items and author:
            words = self.project.words_of(self.target, author)
            items = next((author.meta[name] for name in _ALSO_IN[file] if author.meta.get(name)), None)
        found, target = items_of(file, items, words), file
        if self.project.records.get(file):
            target, found = f"{file}_{len(self.project.records)}", [as_entry(record) for record in found]
        calls = [self.project.put(target, found, words)]
        if author and author is self.project.owner and section.name == "resume-experience":
            calls += self.education(author)
        return calls

    def _listing(self, section: Section) -> list[str]:
        calls = self.listings.calls(section.name, section.content)
        # The words of the buttons that filter a portfolio are its tags, which the entries show.
        for name in ("buttons", "filter_button", "exclude_featured"):
            section.content.pop(name, None)
        return calls

    def _people(self, section: Section, words: Words) -> list[str]:
        groups = [str(group) for group in as_items(section.content.get("user_groups"))]
        parts: list[str] = []
        for group in groups or [""]:
            members = [
                one for one in self.project.authors if not group or group in as_items(one.meta.get("user_groups"))
            ]
            file = slug(f"people {group}").replace("-", "_")
            if not members or self.project.records.get(file):
                continue
            if group:
                parts.append(f"### {group}")
            for member in members:
                data = self.project.words_of(self.target, member)
                self.project.put(file, [self._member(member, data)], data)
            parts.append(self.project.call(file, 'sort="none"'))
        return parts

    def _member(self, author: Author, words: Words) -> Record:
        portrait = author.portrait(self.project.addresses.files)
        profile = profile_of(author, words, portrait)
        return {
            "title": author.name,
            "subtitle": ", ".join(filter(None, (profile["role"], *places_of(profile)))),
            "logo": portrait,
            "url": self.project.addresses.pages.get(author.key),
            "details": profile["bio"],
            "keywords": profile["interests"],
            "links": links_shown(profile),
        }

    def _contact(self, section: Section, words: Words) -> str:
        found = record_of(_CONTACT, section.content, words)
        for name in ("address", *_CONTACT):
            section.content.pop(name, None)
        lines = [line for value in found.values() for line in as_items(value) if line]
        return "\n".join(f"- {line}" for line in lines)
