"""Sections of a HugoBlox page as Markdown and calls of macros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox import cv
from mkdocs_researcher.migration.hugoblox.authors import Author, portrait_of, profile_of
from mkdocs_researcher.migration.hugoblox.free import free_parts
from mkdocs_researcher.migration.hugoblox.listing import Listings
from mkdocs_researcher.migration.hugoblox.pages import body_of
from mkdocs_researcher.migration.hugoblox.project import HugoProject
from mkdocs_researcher.migration.hugoblox.sections import Section
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_CLOUD = "the cloud of tags is left out; papers and posts have their tags"
_CONTACT = ("phone", "directions", "office_hours", "appointment_url")
_ADDRESS = ("street", "city", "region", "postcode", "country")


class SectionWriter:
    """Writes the sections of one page.

    Args:
        project: takes data, and what is seen.
        listings: for lists of pages.
        owner: whose site it is; None if that is not known.
        target: path of the page in the new site.
        key: its address on the old site.
    """

    def __init__(self, project: HugoProject, listings: Listings, owner: Author | None, target: str, key: str) -> None:
        self.project, self.listings, self.owner, self.target, self.key = project, listings, owner, target, key
        self.with_author = False

    def write(self, section: Section) -> list[str]:
        """A section: its heading, and what is below it."""
        words = self._words(section, data=False)
        readers: dict[str, Callable[[Section, Words], list[str]]] = {
            "biography": self._biography,
            "experience": self._experience,
            "awards": self._awards,
            "skills": self._skills,
            "languages": self._languages,
            "listing": self._listing,
            "people": self._people,
            "contact": self._contact,
            "cloud": self._cloud,
        }
        content = section.content
        title = words.plain(content.pop("title", ""))
        anchor = section.anchor or slug(title) if title or section.anchor else ""
        parts = [self._heading(title, anchor)]
        parts += self._texts(section, words)
        parts += readers.get(section.kind, self._free)(section, words)
        return [part for part in parts if part]

    def _words(self, section: Section, *, data: bool) -> Words:
        old = self.project.made[self.target]
        repaired = old.addresses.repaired if old.addresses else None
        addresses = self.project.addresses.on(self.key, "" if data else self.target, repaired)
        file = section.head[0].file if section.head else old.old
        return Words(addresses, self.project.shortcodes(self.key).text, old.lines, section.head, file)

    def _heading(self, title: str, anchor: str) -> str:
        if anchor:
            self.project.made[self.target].ids.add(anchor)
        if not title:
            return f'<div id="{anchor}"></div>' if anchor else ""
        return f"## {title} {{ #{anchor} }}"

    def _texts(self, section: Section, words: Words) -> list[str]:
        """The text of a section: its own lines, or that of its block."""
        content = section.content
        subtitle = words.block(content.pop("subtitle", ""))
        written = content.pop("text", "")
        start = words.place(written)
        inner = written.strip("\n").split("\n") if isinstance(written, str) else []
        lines = [Line(text, start.file, (start.line or 1) + index) for index, text in enumerate(inner)]
        return [subtitle, *self._body(lines), *self._body(list(section.text))]

    def _body(self, lines: list[Line]) -> list[str]:
        addresses = self.project.addresses_on(self.target, self.key)
        return body_of(lines, self.project.made[self.target], addresses, self.project.shortcodes(self.key), top=3)

    def _author(self, section: Section) -> Author | None:
        name = str(section.content.pop("username", "") or section.content.pop("author", "")).lower()
        return next((author for author in self.project.authors if author.slug == name), self.owner)

    def _biography(self, section: Section, words: Words) -> list[str]:
        author = self._author(section)
        parts = self.biography(author) if author and not self.with_author else []
        headings = as_mapping(section.content.pop("headings", None))
        calls = self.education(author, str(headings.get("education") or "")) if author is self.owner else []
        return [*parts, *free_parts(section.content, words), *calls]

    def biography(self, author: Author) -> list[str]:
        """The biography below the front matter."""
        self.with_author = True
        key = f"authors/{author.slug}"
        addresses = self.project.addresses_on(self.target, key)
        shortcodes = self.project.shortcodes(key)
        return body_of(author.body, self.project.made[self.target], addresses, shortcodes, top=3)

    def education(self, author: Author | None, heading: str = "") -> list[str]:
        """The degrees of the owner, once."""
        if author is None or self.project.records.get("education"):
            return []
        words = self.project.words(self.target, author)
        call = self.project.put("education", cv.education(author.meta, words), words)
        return [f"### {heading or 'Education'}", call] if call else []

    def _experience(self, section: Section, words: Words) -> list[str]:
        content = section.content
        data = self._words(section, data=True)
        items = content.pop("items", None) or content.pop("item", None) or content.pop("experience", None)
        author = self._author(section)
        if not items and author:
            data = self.project.words(self.target, author)
            items = author.meta.get("experience")
        found = cv.experience(items, data)
        file = "experience"
        if self.project.records.get(file):
            file, found = f"experience_{len(self.project.records)}", [cv.as_entry(record) for record in found]
        calls = [self.project.put(file, found, data)]
        if author is self.owner and section.name == "resume-experience":
            calls += self.education(author)
        return [*calls, *free_parts(content, words)]

    def _awards(self, section: Section, words: Words) -> list[str]:
        data, items = self._items(section, "awards")
        found = cv.awards(items, data)
        if self.project.records.get("awards"):
            name = f"awards_{len(self.project.records)}"
            call = self.project.put(name, [_award_entry(record) for record in found], data)
        else:
            call = self.project.put("awards", found, data)
        return [call, *free_parts(section.content, words)]

    def _skills(self, section: Section, words: Words) -> list[str]:
        data, items = self._items(section, "skills")
        return [self.project.put("skills", cv.skills(items, data), data), *free_parts(section.content, words)]

    def _languages(self, section: Section, words: Words) -> list[str]:
        data, items = self._items(section, "languages")
        found = cv.languages(items, data)
        return [self.project.put("languages", found, data), *free_parts(section.content, words)]

    def _items(self, section: Section, name: str) -> tuple[Words, Any]:
        content = section.content
        items = content.pop("items", None) or content.pop("item", None) or content.pop(name, None)
        author = self._author(section)
        if items or author is None:
            return self._words(section, data=True), items
        return self.project.words(self.target, author), author.meta.get(name)

    def _listing(self, section: Section, words: Words) -> list[str]:
        # The words of the buttons that filter a portfolio are its tags, which the entries show.
        for name in ("buttons", "filter_button", "archive"):
            section.content.pop(name, None)
        calls = self.listings.calls(section.name, section.content)
        for name in ("filters", "exclude_featured"):
            section.content.pop(name, None)
        return [*free_parts(section.content, words), *calls]

    def _people(self, section: Section, words: Words) -> list[str]:
        groups = [str(group) for group in as_items(section.content.pop("user_groups", None))]
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
                data = self.project.words(self.target, member)
                self.project.put(file, [self._member(member, data)], data)
            parts.append(self.project.call(file, 'sort="none"'))
        return [*parts, *free_parts(section.content, words)]

    def _member(self, author: Author, words: Words) -> Record:
        portrait = portrait_of(author, self.project.addresses.files, f"authors/{author.slug}")
        profile = profile_of(author, words, portrait)
        found = profile["affiliations"]
        places = [f"[{place['name']}]({place['url']})" if place.get("url") else place["name"] for place in found]
        return {
            "title": author.name,
            "subtitle": ", ".join(part for part in (profile["role"], *places) if part),
            "logo": portrait,
            "url": self.project.addresses.pages.get(f"author/{author.slug}"),
            "details": profile["bio"],
            "keywords": profile["interests"],
            "links": [link for link in profile["links"] if "label" in link],
        }

    def _contact(self, section: Section, words: Words) -> list[str]:
        content = section.content
        address = as_mapping(content.pop("address", None))
        lines = [_mail(words.plain(content.pop("email", "")))]
        for name in _CONTACT:
            lines += (
                words.texts(content.pop(name, None))
                if not name.endswith("_url")
                else [_linked(words.url(content.pop(name, None)))]
            )
        lines.append(", ".join(text for name in _ADDRESS if (text := words.text(address.get(name)))))
        for item in as_items(content.pop("contact_links", None) or content.pop("links", None)):
            link = as_mapping(item)
            label, url = (
                words.text(link.get("name") or link.get("label")),
                words.url(link.get("link") or link.get("url")),
            )
            lines.append(f"[{label or url}]({url})" if url else label)
        content.pop("coordinates", None)
        return ["\n".join(f"- {line}" for line in lines if line), *free_parts(content, words)]

    def _cloud(self, section: Section, words: Words) -> list[str]:
        place = section.head[0].place if section.head else Location(self.project.made[self.target].old)
        self.project.site.note(place, _CLOUD, "info")
        return []

    def _free(self, section: Section, words: Words) -> list[str]:
        album = str(section.content.pop("album", "") or "")
        shown = (
            self.project.shortcodes(self.key).text(f'{{{{< gallery album="{album}" >}}}}', Location(""))
            if album
            else ""
        )
        return [
            *free_parts(section.content, words),
            *self._body([Line(shown, section.head[0].file, 1)] if shown else []),
        ]


def _mail(address: str) -> str:
    """A mailbox as Markdown writes it so that harvesters do not read it."""
    return f"<{address}>" if "@" in address and " " not in address else address


def _linked(url: str) -> str:
    return f"[{url.partition('//')[2] or url}]({url})" if url else ""


def _award_entry(record: Record) -> Record:
    names = {"awarder": "subtitle", "note": "details"}
    return {names.get(name, name): value for name, value in record.items()}
