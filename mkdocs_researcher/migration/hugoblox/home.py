"""Sections of a HugoBlox page as Markdown and calls of macros."""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox.free import free_parts
from mkdocs_researcher.migration.hugoblox.kinds import as_other_entry, items_of
from mkdocs_researcher.migration.hugoblox.listing import Listings
from mkdocs_researcher.migration.hugoblox.people import Author, links_shown, places_of, profile_of
from mkdocs_researcher.migration.hugoblox.project import HugoProject
from mkdocs_researcher.migration.hugoblox.sections import Section
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.tables import Column, record_of, text, texts
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_CLOUD = "the cloud of tags is left out; papers and posts have their tags"
_ALSO_IN = {"skills": ("skills",), "languages": ("languages",), "awards": ("awards", "accomplishments"),
            "experience": ("experience",)}  # fmt: skip
_PLACES = ("address.lines", "address.street", "address.city", "address.region", "address.postcode", "address.country")


def _mail(words: Words, address: Any) -> str:
    """A mailbox as Markdown writes it so that harvesters do not read it."""
    said = words.plain(address)
    return f"<{said}>" if "@" in said and " " not in said else said


def _visit(words: Words, address: Any) -> str:
    target = words.url(address)
    return f"[{target.partition('//')[2] or target}]({target})" if target else ""


_CONTACT = {
    "email": Column(_mail, ("email",)),
    "visit_title": text("visit_title"),
    "phone": texts("phone"),
    "directions": texts("directions"),
    "office_hours": texts("office_hours"),
    "appointment_url": Column(_visit, ("appointment_url",)),
    "address": Column(lambda words, value: ", ".join(words.texts(value)), _PLACES, ", "),
}


class SectionWriter:
    """Writes the sections of one page.

    Args:
        project: takes data, and what is seen.
        listings: for lists of pages.
        target: path of the page in the new site.
        key: its address on the old site.
    """

    def __init__(self, project: HugoProject, listings: Listings, target: str, key: str) -> None:
        self.project, self.listings, self.target, self.key = project, listings, target, key
        self.with_author = False

    def write(self, section: Section) -> list[str]:
        """A section: its heading, and what is below it."""
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
        """A text of a section: lines of its own, or a text in its block."""
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
        """The biography below the front matter."""
        self.with_author = True
        return self.project.body(author.body, self.target, author.key, top=3)

    def education(self, author: Author, heading: str = "") -> list[str]:
        """The degrees of the owner, once."""
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
            target, found = f"{file}_{len(self.project.records)}", [as_other_entry(record) for record in found]
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
                words.show(group)
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
