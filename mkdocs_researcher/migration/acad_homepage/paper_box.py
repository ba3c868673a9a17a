"""A paper box of AcadHomepage, in all its variants, as a record of `papers.yml`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.cv.addresses import identifier_in
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.acad_homepage.authors import Names, read_authors
from mkdocs_researcher.migration.acad_homepage.citation_line import (
    is_citation,
    split_address,
    split_apa,
    split_citation,
    split_names,
    without_remarks,
)
from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.box_lines import (
    LINKED_PICTURE,
    VENUE,
    is_links,
    is_title,
    lines_of,
    split_award,
    split_links,
    split_note,
    split_title,
    split_venue,
    with_words,
    without_stars,
)
from mkdocs_researcher.migration.text.inline import IMAGE, LINK, Part, bare, links_in, without_colour
from mkdocs_researcher.migration.text.plain_markdown import Found, plain_markdown
from mkdocs_researcher.migration.text.venue_line import LONGEST, names_venue, read_venue_line

_TEXT = re.compile(r"<div\b[^<>]*class\s*=\s*[\"']?[^\"'>]*paper-box-(?:text|bottom|content)[^<>]*>", re.I)
_OUTER = re.compile(r"<div\b[^<>]*class\s*=\s*[\"']?[^\"'>]*paper-box[^<>]*>", re.I)
_MARKDOWN = re.compile(r"\bmarkdown\s*=", re.I)
_LAYOUT = re.compile(r"<(?:br|p|div|h[1-6]|li)\b", re.I)
_END_OF_HEAD = re.compile(r"(?:<img\b[^<>]*>|</video>)\s*(?:</a>)?(?:\s*</div>)*", re.I)
_ID = re.compile(r"<div\b[^<>]*\bid\s*=\s*[\"']([^\"'\s]+)", re.I)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_DRAWN = re.compile(r"(?:img\.shields\.io|badgen\.net|badge\.fury\.io)/", re.I)
_NUMBER = re.compile(r"\\?\[(\d{1,4})\\?\]\s*")
_FULL_STOP = re.compile(r"(?<=[\w)]{4})\.$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PENDING = re.compile(r"under (?:review|submission)|\bsubmitted\b", re.I)
# The demonstration of the template counts citations of its own author's paper.
_LEFT_OVER = "DhtAFkwAAAAJ"
_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github|gitlab|gitee)\.com/", re.I)
# Labels for the link of a title; the first one not used in the row of links is taken.
_TITLE_LABELS = ("Paper", "PDF", "Page", "Title")


@dataclass
class Box:
    """The contents of a paper box.

    Attributes:
        record: a paper, not yet fitted to its model.
        line: where it starts.
        number: the number in front of its title, 0 for none.
        anchor: id of the box, empty for none.
        url: where the title leads, empty for nowhere.
        names: people with links, and who is bold.
    """

    record: dict[str, Any]
    line: Line
    number: int = 0
    anchor: str = ""
    url: str = ""
    names: Names = field(default_factory=Names)


def read_box(
    lines: tuple[Line, ...], site: OldSite, addresses: Addresses, owner: NameMatcher | None = None
) -> Box | None:
    """A box as a paper; None without a certain title."""
    text = "\n".join(line.text for line in lines)
    place = lines[0].place
    for comment in _COMMENT.findall(text):
        if comment.strip():
            site.note(place, f"a comment in the box has no place in data/papers.yml: '{shortened(comment)}'", "info")
    text = _COMMENT.sub("", text)
    outer = _OUTER.search(text)
    start = _TEXT.search(text, outer.end() if outer else 0) or _END_OF_HEAD.search(text) or outer
    head = text[: start.end()] if start else ""
    body = text[len(head) :]
    if not _MARKDOWN.search(text) and _LAYOUT.search(body):
        body = " ".join(body.split())  # all HTML: the ends of lines mean nothing
    reader = _Reader(Box({}, lines[0], names=Names(owner=owner)), addresses, found := Found())
    reader.head(head, place)
    if not reader.text(plain_markdown(body, found)):
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

    def head(self, markup: str, place: Location) -> None:
        """Badge, image, and everything else above the text."""
        text = self._without_stars(without_colour(plain_markdown(markup, self.found)))
        record = self.box.record
        pictures = [*IMAGE.finditer(text)]
        for match in pictures[:1]:
            record["image"] = self.addresses.file(match[2], place)
            if match[1].strip() and match[1].strip().lower() not in {"sym", "image", "alt", "img"}:
                record["image_alt"] = match[1].strip()
        for poster in self.found.posters[:1]:
            record.setdefault("image", self.addresses.file(poster, place))
        for video in self.found.videos[:1]:
            record["video"] = self.addresses.file(video, place)
        bare_text = IMAGE.sub("", text)
        for part in links_in(bare_text):  # the picture led somewhere
            if not part.label:
                self.links.append(Part("Picture", part.url))
        rest = " ".join(LINK.sub(r"\1", bare_text).split())
        if rest:
            record["note"] = rest

    def text(self, text: str) -> bool:
        """Everything beside the image; false if its first line is not a title."""
        if badge := " ".join(" ".join(self.found.badge).split()):
            self.box.record["badge"] = badge
        lines = lines_of(with_words(self._without_stars(text)))
        if not lines or not self._title(lines):
            return False
        self._authors(lines)
        self._venue(lines)
        for number, line in lines:
            self._other(number, line)
        self._finish()
        return True

    def _without_stars(self, text: str) -> str:
        repos: list[str] = []
        text = without_stars(text, repos)
        for repo in repos:
            if self.box.record.setdefault("repo", repo) != repo:
                self.links.append(Part("Code", f"https://github.com/{repo}"))
        return text

    def _title(self, lines: list[tuple[int, str]]) -> bool:
        number, line = lines.pop(0)
        title, self.title_url, rest = split_title(line)
        if counted := _NUMBER.match(title):
            self.box.number, title = int(counted[1]), title[counted.end() :]
        title = bare(title)
        if not self.title_url and is_citation(title, self.box.names):
            if not (parts := split_citation(title, self.box.names)):
                return False
            title = parts.title
            lines[:0] = [(number, parts.authors), (number, parts.venue)]
        if not is_title(title):
            return False
        self.box.record["title"] = title
        if rest and (found := split_names(rest.lstrip(" .,"), self.box.names)):
            lines[:0] = [(number, found[0]), (number, found[1])]
        elif rest and is_links(rest):
            self._links_row(rest)
        elif rest:
            lines.insert(0, (number, rest))
        return True

    def _authors(self, lines: list[tuple[int, str]]) -> None:
        """The first of the lines that is a list of names; before it are links, or the venue."""
        for index, (number, line) in enumerate(lines[:4]):
            if is_links(line):
                continue
            words, note = split_note(line)
            words, remarks = without_remarks(words)
            words, venue = split_venue(words)
            if apa := split_apa(without_colour(words)):
                words, self.box.record["year"], venue = apa
                venue, more = split_address(venue)
                self.links += more
                self.addresses.site.left_out.update(word for part in more for word in words_of(part.url))
            if authors := read_authors(without_colour(words), self.box.names):
                self.box.record["authors"] = authors
                lines[index : index + 1] = [(number, venue if apa else f"*{venue}*")] if venue else []
                lines += [(number, text) for text in (note, remarks) if text]
                return
            if not VENUE.search(line) or len(line) > LONGEST or line.startswith("- "):
                return

    def _venue(self, lines: list[tuple[int, str]]) -> None:
        """The first line that is not a row of links, if it names a venue."""
        if "authors" not in self.box.record:
            return
        index = next((index for index, (_, line) in enumerate(lines) if not is_links(line)), -1)
        if index < 0:
            return
        line = lines[index][1]
        line, links = split_links(line) if not line.startswith("- ") else (line, "")
        if not names_venue(line, first=not index):
            return
        del lines[index]
        if links:
            self._links_row(links)
        venue, awards = split_award(line)
        found = read_venue_line(_FULL_STOP.sub("", venue), str(self.box.record.get("badge", "")))
        self.addresses.site.left_out.update(word for said in found.said for word in words_of(said))
        awards += [found.fields.pop("award")] if "award" in found.fields else []
        note = ", ".join(filter(None, (self.box.record.get("note"), found.fields.pop("note", ""))))
        self.box.record.update({**found.fields, "award": ", ".join(awards), "note": note})

    def _other(self, number: int, line: str) -> None:
        if is_links(line):
            self._links_row(line)
        elif words := without_colour(line).strip(" |｜/"):
            self.units.append((number, words))

    def _links_row(self, line: str) -> None:
        for match in re.finditer(rf"{LINKED_PICTURE.pattern}|{LINK.pattern}|{IMAGE.pattern}", line):
            alt, picture, url, label, address, loose_alt, loose = match.groups()
            if label is not None:
                if bare(label):
                    self.links.append(Part(bare(label), address))
            elif _DRAWN.search(picture or loose):
                self._drawn(alt or loose_alt, picture or loose, url or "")
            else:
                self.links.append(Part(alt or loose_alt or ("Link" if url else "Picture"), url or picture or loose))

    def _drawn(self, alt: str, picture: str, url: str) -> None:
        """A number drawn by another server: the data has no such images, so only the link is kept."""
        message = f"'{alt or 'a number'}' is drawn by another server, {shortened(picture)}, so it is left out"
        self.addresses.site.note(self.box.line.place, message, "info")
        self.addresses.repaired[html.unescape(picture)] = ""
        repo = f"github.com/{self.box.record.get('repo')}".casefold()
        if url and repo not in url.casefold() and all(part.url != url for part in self.links):
            self.links.append(Part(alt or "Link", url))

    def _finish(self) -> None:
        record, place = self.box.record, self.box.line.place
        addresses = [Part(part.label, self.addresses.link(part.url, place)) for part in self.links]
        listed = [part for part in addresses if part.url]
        unlinked = [part.label for part in addresses if not part.url]
        url = self.addresses.link(self.title_url, place) if self.title_url else ""
        self.box.url = url
        if url and all(part.url != url for part in listed):
            taken = {part.label.casefold() for part in listed}
            names = ("Code", *_TITLE_LABELS) if _CODE_HOST.match(url) else _TITLE_LABELS
            label = next((label for label in names if label.casefold() not in taken), "Link")
            listed.insert(0, Part(label, url))
        self._identify(listed)
        record["links"] = self.addresses.links_of(listed)
        record["summary"] = "<br>".join(text for text in [*self._paragraphs(), " | ".join(unlinked)] if text)
        venue_text = f"{record.get('badge', '')} {record.get('venue', '')}"
        if "date" not in record and "year" not in record and (years := _YEAR.findall(venue_text)):
            record["year"] = years[-1]
        if _PENDING.search(venue_text):
            record["status"] = "under_review"

    def _paragraphs(self) -> list[str]:
        made: list[tuple[int, str]] = []
        for number, line in self.units:
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
