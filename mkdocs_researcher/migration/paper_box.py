"""A paper box of AcadHomepage, in all its variants, as a record of `papers.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.importers.addresses import identifier_in
from mkdocs_researcher.importers.source import shortened
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.authors import Names, read_authors
from mkdocs_researcher.migration.inline import (
    IMAGE,
    LINK,
    Part,
    bare,
    links_in,
    without,
    without_colour,
    without_emphasis,
)
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.plain_markdown import CLOSE, OPEN, Found, plain_markdown

_TEXT = re.compile(r"<div\b[^<>]*class\s*=\s*[\"']?[^\"'>]*paper-box-(?:text|bottom|content)[^<>]*>", re.I)
_END_OF_HEAD = re.compile(r"(?:<img\b[^<>]*>|</video>)\s*(?:</a>)?(?:\s*</div>)*", re.I)
_ID = re.compile(r"<div\b[^<>]*\bid\s*=\s*[\"']([^\"'\s]+)", re.I)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_STARS = re.compile(r"img\.shields\.io/github/stars/([\w.-]+/[\w.-]+?)(?:\.svg)?(?:[?&#].*)?$", re.I)
_BADGE = re.compile(r"(?:img\.shields\.io|badgen\.net|badge\.fury\.io)/", re.I)
_NUMBER = re.compile(r"\\?\[(\d{1,4})\\?\]\s*")
_TITLE_LINK = re.compile(rf"\s*([*_]{{0,3}}){LINK.pattern}\1\s*(.*)", re.S)
_SEPARATORS = re.compile(r"[\s|/·•,;:&()\[\]*_\\\-–—~]|\band\b")
_LABELLED = re.compile(r"\s*(?:\*\*|__)?[A-Z][\w -]{1,30}:")
_VENUE = re.compile(
    r"\b(?:19|20)\d\d\b|'\d\d\b|under review|arxiv|preprint|submitted|accepted|in press|to appear|conference|journal"
    r"|proceedings|transactions|workshop|letters|symposium",
    re.I,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PENDING = re.compile(r"under (?:review|submission)|\bsubmitted\b", re.I)
# The demonstration of the template counts citations of its own author's paper.
_LEFT_OVER = "DhtAFkwAAAAJ"
# What the link of a title is called, the first that the row of links leaves free.
_TITLE_LABELS = ("Paper", "PDF", "Page", "Title")


@dataclass
class Box:
    """What a box says.

    Attributes:
        record: a paper, not yet fitted to its model.
        line: where it starts.
        number: the number in front of its title, 0 for none.
        anchor: id of the box, empty for none.
        names: people with links, and who is bold.
    """

    record: dict[str, Any]
    line: Line
    number: int = 0
    anchor: str = ""
    names: Names = field(default_factory=Names)


def read_box(lines: tuple[Line, ...], site: OldSite, addresses: Addresses) -> Box | None:
    """A box as a paper; None if there is no title in it."""
    text = "\n".join(line.text for line in lines)
    place = lines[0].place
    for comment in _COMMENT.findall(text):
        if comment.strip():
            site.note(place, f"a comment in the box has no place in data/papers.yml: '{shortened(comment)}'", "info")
    text = _COMMENT.sub("", text)
    start = _TEXT.search(text) or _END_OF_HEAD.search(text)
    head = text[: start.end()] if start else ""
    found = Found()
    reader = _Reader(Box({}, lines[0]), addresses, found)
    reader.head(head, place)
    reader.text(plain_markdown(text[len(head) :], found))
    if not reader.units and "title" not in reader.box.record:
        return None
    reader.numbers(site)
    if match := _ID.search(head):
        reader.box.anchor = match[1]
    return reader.box


class _Reader:
    """Reads a box: what is in its head, then title, authors, venue, links and the rest of the text."""

    def __init__(self, box: Box, addresses: Addresses, found: Found) -> None:
        self.box, self.addresses, self.found = box, addresses, found
        self.links: list[Part] = []
        self.units: list[tuple[int, str]] = []
        self.title_url = ""

    def head(self, html: str, place: Any) -> None:
        """Badge, picture, and what else stands above the text."""
        text = without_colour(plain_markdown(html, self.found))
        record = self.box.record
        if self.found.badge and (badge := " ".join(" ".join(self.found.badge).split())):
            record["badge"] = badge
        pictures = [*IMAGE.finditer(text)]
        for match in pictures[:1]:
            record["image"] = self.addresses.file(match[2], place)
            if match[1].strip() and match[1].strip().lower() not in {"sym", "image", "alt", "img"}:
                record["image_alt"] = match[1].strip()
        for video in self.found.videos[:1]:
            record["video"] = self.addresses.file(video, place)
        bare_text = IMAGE.sub("", text)
        for part in links_in(bare_text):  # the picture led somewhere
            if not part.label:
                self.links.append(Part("Picture", part.url))
        rest = " ".join(LINK.sub(r"\1", bare_text).split())
        if rest:
            record["note"] = rest

    def text(self, text: str) -> None:
        """All that stands beside the picture."""
        lines = [*_lines(text)]
        if not lines:
            return
        self._title(lines)
        self._authors(lines)
        self._venue(lines)
        for number, line in lines:
            self._other(number, line)
        self._finish()

    def _title(self, lines: list[tuple[int, str]]) -> None:
        number, line = lines.pop(0)
        line = without_colour(line.lstrip("# "))
        match = _TITLE_LINK.fullmatch(line)
        rest = ""
        if match and not links_in(match[4]) and match[2].strip():
            line, self.title_url, rest = match[2], match[3], match[4].strip(" ,.")
        elif links_in(line) and not bare(line).startswith("["):
            first = LINK.search(line)
            before = line[: first.start()].rstrip(" [(|") if first else ""
            if before:
                line, rest = before, line[len(before) :]
        title = bare(line)
        if counted := _NUMBER.match(title):
            self.box.number, title = int(counted[1]), title[counted.end() :]
        title = bare(title)
        self.units = [(number, title)] if title else []
        if title:
            self.box.record["title"] = title
        if rest and _is_links(rest):
            self._links_row(rest)
        elif rest:
            lines.insert(0, (number, rest))

    def _authors(self, lines: list[tuple[int, str]]) -> None:
        if not lines or _is_links(lines[0][1]):
            return
        authors = read_authors(without_colour(lines[0][1]), self.box.names)
        if authors:
            self.box.record["authors"] = authors
            lines.pop(0)

    def _venue(self, lines: list[tuple[int, str]]) -> None:
        if not lines or "authors" not in self.box.record:
            return
        line = lines[0][1]
        words = without_colour(line)
        bold = without_emphasis(words) != words and bare(words) != words
        if _is_links(line) or line.startswith("- ") or _LABELLED.match(words) or len(words) > 240:
            return
        if IMAGE.search(words) or not (bold or (_VENUE.search(words) and len(words) < 160)):
            return
        lines.pop(0)
        awards: list[str] = []

        def take(match: re.Match[str]) -> str:
            inner = without_emphasis(match[1]).strip(" ,;|")
            if inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1:
                inner = inner[1:-1]
            if not inner or len(inner) < len(without_emphasis(without_colour(line)).strip()) - 1:
                awards.extend([inner] if inner else [])
                return ""
            return match[1]

        venue = re.sub(rf"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", take, line)
        venue = bare(re.sub(r"\*\*\s*\*\*", "", venue)).strip(" ,;|")
        if "**" in venue and not links_in(venue):
            venue = without_emphasis(venue)
        self.box.record.update({"venue": venue, "award": ", ".join(awards)})

    def _other(self, number: int, line: str) -> None:
        if _is_links(line):
            self._links_row(line)
        else:
            self.units.append((number, without_colour(line)))

    def _links_row(self, line: str) -> None:
        for match in re.finditer(rf"{LINK.pattern}|{IMAGE.pattern}", _pictures_in_links(line, self)):
            if match[4] is not None:
                self._badge(match[3], match[4], "")
            elif label := bare(match[1]):
                self.links.append(Part(label, match[2]))

    def _badge(self, alt: str, picture: str, url: str) -> None:
        """A picture made by another server: the stars of a repository, or a link with a picture for its words."""
        if stars := _STARS.search(picture):
            self.box.record.setdefault("repo", stars[1])
            if url:
                self.links.append(Part("Code", url))
        elif _BADGE.search(picture):
            if url:
                self.links.append(Part(alt or "Link", url))
        else:
            self.links.append(Part(alt or "Picture", url or picture))

    def _finish(self) -> None:
        record, place = self.box.record, self.box.line.place
        addresses = [Part(part.label, self.addresses.link(part.url, place)) for part in self.links]
        listed = [part for part in addresses if part.url]
        unlinked = [part.label for part in addresses if not part.url]
        url = self.addresses.link(self.title_url, place) if self.title_url else ""
        if url and all(part.url != url for part in listed):
            taken = {part.label.casefold() for part in listed}
            label = next((label for label in _TITLE_LABELS if label.casefold() not in taken), "Link")
            listed.insert(0, Part(label, url))
        self._identify(listed)
        record["links"] = self.addresses.links_of(listed)
        words = [text for text in [*self._paragraphs(), " | ".join(unlinked)] if text]
        record["summary"] = "<br>".join(words)
        told = f"{record.get('badge', '')} {record.get('venue', '')}"
        if years := _YEAR.findall(told):
            record["year"] = years[-1]
        if _PENDING.search(told):
            record["status"] = "under_review"

    def _paragraphs(self) -> list[str]:
        """What is left of the text: a line per paragraph and per point of a list."""
        made: list[tuple[int, str]] = []
        for number, line in self.units[1:]:
            is_point = line.startswith("- ")
            text = self.addresses.inline(f"• {line[2:]}" if is_point else line, self.box.line.place)
            if made and made[-1][0] == number and not is_point and not made[-1][1].endswith("  "):
                made[-1] = (number, f"{made[-1][1]} {text}")
            else:
                made.append((number, text))
        return [text for _, text in made]

    def _identify(self, links: list[Part]) -> None:
        for part in links:
            found = identifier_in(part.url)
            if found and found[0] not in self.box.record and IDENTIFIERS[found[0]].url(found[1]) == part.url:
                self.box.record[found[0]] = found[1]

    def numbers(self, site: OldSite) -> None:
        """The paper's id at Google Scholar."""
        for value in filter(None, self.found.scholar):
            if value.startswith(_LEFT_OVER):
                message = f"'{value}' counts the citations of the template's own author, so it is left out"
                site.note(self.box.line.place, message, "info")
            else:
                self.box.record["scholar"] = value


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text, each with the number of its paragraph."""
    found: list[tuple[int, str]] = []
    paragraph = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped or stripped.strip("*_ ") == "":
            paragraph += 1
        else:
            found.append((paragraph, re.sub(r"^[-*+]\s+(?=\S)", "- ", stripped)))
    return found


def _is_links(line: str) -> bool:
    """Whether a line holds links or pictures, and nothing else but what parts them."""
    words = without_colour(line).removeprefix("- ")
    if not (LINK.search(words) or IMAGE.search(words)):
        return False
    left = without(words, (_LINKED_PICTURE, LINK, IMAGE))
    return not _SEPARATORS.sub("", left)


_LINKED_PICTURE = re.compile(rf"\[\s*{IMAGE.pattern}\s*\]\(\s*([^()\s]*)[^()]*\)")


def _pictures_in_links(line: str, reader: _Reader) -> str:
    def take(match: re.Match[str]) -> str:
        reader._badge(match[1], match[2], match[3])
        return ""

    return _LINKED_PICTURE.sub(take, line)
