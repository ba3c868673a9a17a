"""A box of an old page as a paper: its parts are known by what they are, such as names, a venue, links."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.papers.authors import AuthorLine, Names, is_legend, read_authors
from mkdocs_researcher.migration.papers.buttons import Button, Buttons, shield_of
from mkdocs_researcher.migration.papers.titles import (
    Title,
    find_title,
    pieces_of,
    segments_of,
    without_links,
    without_tail,
)
from mkdocs_researcher.migration.papers.venues import VenueReader, read_badge, says_award, says_venue, venue_of_badge
from mkdocs_researcher.migration.tree.cleaning import drop, replace
from mkdocs_researcher.migration.tree.lines import Row, joined, rows_in
from mkdocs_researcher.migration.tree.tree import HEADINGS, classes, contents, part, text_of, words
from mkdocs_researcher.migration.words import words_of

_BADGES = re.compile(r"badge|(?:^|[-_])(?:tag|label|ribbon)(?:$|[-_])", re.I)
_IMAGE_PART = re.compile(r"paper-box-(?:image|img|pic|media|left|figure)|^(?:pub|paper)[-_](?:image|img|thumb)", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BIBTEX = re.compile(r"\s*@[A-Za-z]+\s*\{.*\}\s*\Z", re.S)
_PLACEHOLDER_ALT = frozenset({"sym", "alt", "image", "img", "icon", ""})
# The demonstration of the template counts citations of its own author's paper.
_LEFT_OVER = "DhtAFkwAAAAJ"
_MARK_LEGEND = re.compile(r"^[\s(（\[]*(?:[*∗†‡§#¶✉⋆]|\$[^$]*\$|indicates|denotes)", re.I)
_PENDING_WORDS = frozenset({"under", "review", "submitted", "submission", "in"})
_UNSEEN = re.compile(r"display\s*:\s*none", re.I)
_VENUE_NAME = re.compile(r"(?:^|[-_])(?:venue|journal|conference)$", re.I)
_CITED = re.compile(r"^\[\d{1,3}\]\s|\[[JCDMRP](?:/OL)?\]\.")
_FULL_STOP = re.compile(r"(?<=[\w)\]]{3})\.$")


@dataclass
class Box:
    """The contents of a box.

    Attributes:
        number: the number in front of its title, 0 for none.
        url: where the title leads, empty for nowhere.
        said: words that the badge says as well, so that once is enough.
        is_classed: whether it is a box of the template, and not elements of the author's own.
    """

    record: dict[str, Any]
    line: Line
    number: int = 0
    anchors: list[str] = field(default_factory=list)
    url: str = ""
    names: Names = field(default_factory=Names)
    notes: list[str] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    is_classed: bool = True

    @property
    def is_paper(self) -> bool:
        known = ("authors", "venue", "arxiv", "doi", "openreview", "acl", "bibtex", "scholar")
        return any(self.record.get(name) for name in known)


def read_box(element: HtmlElement, line: Line, owner: NameMatcher | None = None) -> Box | None:
    """A box as a paper; None if it has no title that is sure."""
    box = Box({}, line, names=Names(owner=owner))
    box.is_classed = any(name.startswith("paper-box") for one in element.iter() for name in classes(one))
    return box if _Reader(copy.deepcopy(element), box).read() else None


class _Reader:
    def __init__(self, element: HtmlElement, box: Box) -> None:
        self.element, self.box, self.record = element, box, box.record
        self.buttons = Buttons()
        self.units: list[Row] = []

    def read(self) -> bool:
        self._anchors()
        self._toggles()
        self._badges()
        self._scholar()
        self._bibtex()
        self._image()
        rows = rows_in(self.element, soft=True)
        title = find_title(rows, self.box.names)
        if title is None:
            return False
        self._title(title)
        rest = joined(title.rest)
        if any(_CITED.search(row.words) for row in rest):
            return False  # a topic with works as a bibliography lists them
        self._stars(rest)
        rest = self._authors(rest, title)
        rest = self._venue(rest)
        for row in rest:
            self._other(row)
        self._finish(title)
        return True

    # Parts with names of their own

    def _anchors(self) -> None:
        named = [one for one in self.element.iter() if isinstance(one.tag, str) and one.get("id")]
        kept = [one for one in named if one is self.element or one.tag in HEADINGS or "anchor" in classes(one)]
        self.box.anchors = [str(one.get("id")) for one in (kept or named[:1])]

    def _toggles(self) -> None:
        """Of a text that scripts shorten, the whole one stays; the switches between the two go."""
        for one in [one for one in self.element.iter("span", "a", "button") if one.get("onclick")]:
            if len(words(one)) < 40 and not one.get("href", "").startswith("http"):
                self.box.said += words_of(words(one))
                drop(one)
        for one in [
            one for one in self.element.iter() if isinstance(one.tag, str) and _UNSEEN.search(one.get("style") or "")
        ]:
            before = next((up for up in one.itersiblings(preceding=True) if isinstance(up.tag, str)), None)
            start = words_of(words(one))[:3]
            if before is not None and start and words_of(words(before))[:3] == start:
                self.box.said += words_of(words(before))
                drop(before)

    def _badges(self) -> None:
        found = [
            one for one in self.element.iter("div", "span", "p", "label") if any(map(_BADGES.search, classes(one)))
        ]
        if not self.box.is_classed:
            found = self._own_badges(found)
        found = found or [one for one in self.element.iter("span", "font", "div") if _is_label(one)][:1]
        texts: list[str] = []
        for one in found:
            if any(other in one.iterancestors() for other in found) or next(one.iter("img"), None) is not None:
                continue
            if said := words(one):
                texts.append(said)
            drop(one)
        if texts:
            self.record["badge"] = texts[0] if len(texts) == 1 else " · ".join(dict.fromkeys(texts))

    def _own_badges(self, found: list[HtmlElement]) -> list[HtmlElement]:
        """In elements of the author's own, what is called a venue is one, and other badges are remarks."""
        for one in [one for one in self.element.iter() if any(map(_VENUE_NAME.search, classes(one)))][:1]:
            self.record.update(VenueReader("").read(Row(contents(one))))
            if re.fullmatch(r"\S+ (?:19|20)\d\d", words(one)) and not read_badge(words(one)).venue:
                self.record["venue"] = words(one)
            drop(one)
        notes = [words(one) for one in found if one.getparent() is not None and words(one)]
        for one in found:
            drop(one)
        if notes:
            self.record["note"] = " · ".join(notes)
        return []

    def _scholar(self) -> None:
        for one in list(self.element.iter("span")):
            if "show_paper_citations" not in classes(one):
                continue
            value = (one.get("data") or one.get("data-id") or "").strip()
            if value.startswith(_LEFT_OVER):
                self.box.notes.append(f"'{value}' counts the citations of the template's own author, so it is left out")
            elif value and not re.fullmatch(r"[\w-]{12}:[\w-]{12}", value):
                self.box.notes.append(f"'{value}' is not a citation of Google Scholar, so no number is shown for it")
            elif value:
                self.record["scholar"] = value
            drop(one)

    def _bibtex(self) -> None:
        for one in list(self.element.iter("details", "pre", "div", "textarea")):
            said = text_of(one).strip()
            entry = said[said.find("@") :] if "@" in said[:40] and "{" in said else ""
            if entry and _BIBTEX.match(entry) and one is not self.element:
                self.record["bibtex"] = "\n".join(line.rstrip() for line in entry.split("\n") if line.strip())
                self.box.said += words_of(said)
                drop(one)

    def _image(self) -> None:
        parts = [one for one in self.element.iter() if any(map(_IMAGE_PART.search, classes(one)))]
        parts = [one for one in parts if not any(other in one.iterancestors() for other in parts)]
        media = [one for place in parts for one in place.iter("img", "video")]
        if not parts:
            media = self._first_picture()
        for one in media:
            self._medium(one)
            drop(one)
        for one in parts:
            if (
                (said := words(one))
                and len(said) < 120
                and one is not self.element
                and next(one.iter("a"), None) is None
            ):
                self.record["note"] = said
                drop(one)

    def _first_picture(self) -> list[HtmlElement]:
        """The picture of a box without names for its parts: the first that is no badge and not in a sentence."""
        for one in self.element.iter("img", "video"):
            if one.tag == "img" and shield_of(str(one.get("src") or "")).is_drawn:
                continue
            around = next(
                (up for up in one.iterancestors() if up.tag in {"td", "div", "p", "li", "figure", "center"}), None
            )
            return [one] if around is not None and not words(around) else []
        return []

    def _medium(self, one: HtmlElement) -> None:
        if one.tag == "video":
            sources = [one.get("src"), *(source.get("src") for source in one.iter("source"))]
            video = next((source for source in sources if source), "")
            name = "video" if "video" not in self.record else ""
            self._first(name, video, "Video")
            if one.get("poster"):
                self._first("image", str(one.get("poster")), "Image")
            return
        source = str(one.get("src") or "")
        shield = shield_of(source)
        if shield.repo:
            self.buttons.repos.append(shield.repo)
            return
        if source and "image" not in self.record:
            alt = (one.get("alt") or "").strip()
            self.record["image_alt"] = "" if alt.casefold() in _PLACEHOLDER_ALT else alt
        self._first("image", source, "Image")
        link = next((up for up in one.iterancestors("a")), None)
        if link is not None and link.get("href") and not words(link):
            self.buttons.found.append(Button("Image", str(link.get("href")))) if _is_picture(
                link
            ) else self.buttons.add(link)

    def _first(self, name: str, url: str, label: str) -> None:
        if not url:
            return
        if name and not self.record.get(name):
            self.record[name] = url
        elif self.record.get(name) != url:
            self.buttons.found.append(Button(label, url))

    # Lines

    def _title(self, title: Title) -> None:
        self.record["title"] = _FULL_STOP.sub("", title.markdown).strip()
        self.box.number = title.number
        self.box.url = title.url
        if title.signs:
            self.record["note"] = title.signs
        if title.badge and not self.record.get("badge"):
            self.record["badge"] = title.badge
        elif title.badge:
            self.record.update(venue_of_badge(title.badge))
            said, shown = read_badge(title.badge), read_badge(str(self.record["badge"]))
            if said.award and said.award.casefold() not in shown.award.casefold():
                self.record["award"] = said.award
            if (said.venue, said.year) == (shown.venue, shown.year):
                self.box.said += words_of(title.badge)
            else:
                self._say_once(Row([title.badge]))

    def _stars(self, rows: list[Row]) -> None:
        """Badges of stars within a sentence are links; those in a row of links are the repository."""
        for row in rows:
            if row.is_links():
                continue
            for picture in without_links(row)[0].all("img"):
                shield = shield_of(str(picture.get("src") or ""))
                if shield.repo or shield.said:
                    said = part("span" if _has_link(picture) else "a", [shield.said or "Code"])
                    if said.tag == "a":
                        said.set("href", f"https://github.com/{shield.repo}")
                    replace(picture, said)

    def _authors(self, rows: list[Row], title: Title) -> list[Row]:
        """Takes the line of names out; it is the one with the owner in it, else the first."""
        if title.authors:
            self._note_authors(title.authors)
            return rows
        if (apa := self._apa(rows)) is not None:
            return apa
        found: list[tuple[int, AuthorLine, list[Row]]] = []
        for index, row in enumerate(rows[:6]):
            if row.is_links() and len(row.all("a")) < 2:
                continue
            head, rest = without_tail(row)
            for taken, more in ((head, rest), *pieces_of(row)):
                line = read_authors(taken, self.box.names)
                if line and len(line.authors) < 400:
                    found.append((index, line, more))
                    break
        if not found:
            return rows
        index, line, more = max(
            found, key=lambda one: (one[1].has_owner, bool(one[1].bold), not rows[one[0]].is_links())
        )
        if says_venue(rows[index], after_authors=False) and not line.has_owner and len(line.authors) < 2:
            return rows
        self._note_authors(line)
        return [*rows[:index], *more, *rows[index + 1 :]]

    def _apa(self, rows: list[Row]) -> list[Row] | None:
        """Takes apart `Moe, L., & Okasha, P. (2016). *Journal of Tides*, 3(2). https://doi.org/…`."""
        for index, row in enumerate(rows[:3]):
            match = re.match(r"([^()]{4,600})\(((?:19|20)\d\d)[a-z]?\)[.,:]?\s+(\S.*)", row.words, re.S)
            authors = match[1].rstrip(", \t\n\xa0") if match else ""
            line = read_authors(Row([authors]), self.box.names) if match else None
            if match and line and re.search(r"[^\W\d_],\s*[^\W\d_]\.", authors):
                self._note_authors(line)
                self.record["year"] = match[2]
                rest = re.sub(r"(?<!\S)https?://\S+$", "", match[3]).rstrip()
                if rest != match[3]:
                    url = match[3][len(rest) :].strip(" .,;")
                    self.buttons.found.append(Button("DOI" if "//doi.org/" in url else "Link", url))
                    self.box.said += words_of(url)
                return [*rows[:index], Row([part("em", [rest])], row.block), *rows[index + 1 :]]
        return None

    def _note_authors(self, line: AuthorLine) -> None:
        self.record["authors"] = line.authors
        self.box.names.urls.update(line.urls)
        self.box.names.bold += line.bold
        if remarks := "; ".join(line.remarks):
            self.record["note"] = " · ".join(filter(None, (self.record.get("note"), remarks)))

    def _venue(self, rows: list[Row]) -> list[Row]:
        """Takes the line of the venue out: the one of the first lines that names one."""
        if "authors" not in self.record and not self.record.get("badge"):
            return rows
        first = True
        for index, row in enumerate(rows[:5]):
            head, rest = without_links(row)
            if row.is_links() and not row.is_whole("a"):
                continue
            if says_venue(head, after_authors=first and "authors" in self.record):
                self._say_once(head)
                reader = VenueReader(str(self.record.get("badge", "")))
                made = reader.read(head)
                self.box.said += words_of(reader.said)
                note = ", ".join(filter(None, (str(self.record.get("note") or ""), made.pop("note", ""))))
                self.record.update({**made, "note": note})
                if head.is_whole("a"):
                    self.buttons.add_row(head.all("a"))
                return [*rows[:index], *rest, *rows[index + 1 :]]
            first = first and row.is_links()
        return rows

    def _say_once(self, row: Row) -> None:
        badge = words_of(str(self.record.get("badge", "")))
        whole = "".join(badge)
        for word in words_of(row.words):
            if word in badge or word in _PENDING_WORDS or (len(word) > 3 and word in whole):
                self.box.said.append(word)

    def _other(self, row: Row) -> None:
        if row.is_links():
            self._buttons(row)
            return
        if segments := segments_of(row):
            for segment in segments:
                self._buttons(segment) if segment.is_links() else self.units.append(segment)
            return
        head, rest = without_links(row)
        if (
            rest
            and len(head.words.split()) < 4
            and re.search(r"[:：]$|^(?:links?|resources?|materials?)\W*$", head.words, re.I)
        ):
            for more in rest:
                self._buttons(more)
            if not re.search(r"link|resource|material", head.words, re.I):
                self.units.append(head)
            return
        self._said(row)

    def _said(self, row: Row) -> None:
        if says_award(row):
            self.record["award"] = ", ".join(filter(None, (self.record.get("award"), row.words.strip(" .,"))))
        elif re.fullmatch(r"(?:\[[^\[\]]{1,24}\][\s/|·]*)+", row.words):
            self._placeholders(row)
        elif _MARK_LEGEND.match(row.words) and len(row.words) < 200 and is_legend(row.words):
            self.box.legend.append(row.words)
        elif re.search(r"[\w\u4e00-\u9fff]|\$", row.words) or row.all("img"):
            self.units.append(row)

    def _buttons(self, row: Row) -> None:
        self.buttons.add_row([one for one in row.all("a", "img") if not (one.tag == "img" and _has_link(one))])
        self.box.said += words_of(row.outside)

    def _placeholders(self, row: Row) -> None:
        """Words in brackets, of which some have no link yet: `[Project] [Code]`."""
        self.buttons.add_row(row.all("a"))
        linked = {button.label for button in self.buttons.found}
        said = [word.strip() for word in re.findall(r"\[([^\[\]]+)\]", row.words)]
        self.buttons.unlinked += [word for word in said if word not in linked]

    # The whole

    def _finish(self, title: Title) -> None:
        record, buttons = self.record, self.buttons
        for alt, source in buttons.drawn:
            self.box.notes.append(
                f"'{alt or 'a number'}' is drawn by another server, {shortened(source)}, so it is left out"
            )
        for repo in dict.fromkeys(buttons.repos):
            is_first = record.setdefault("repo", repo) == repo
            # Pages link to the repository, unless what is labeled as code is elsewhere.
            if not is_first or any(button.label == "Code" for button in buttons.found):
                buttons.add_repository(repo, "Repository" if is_first else repo.partition("/")[2])
        buttons.title_link(title.url)
        buttons.add_weak()
        for name, value in buttons.identifiers().items():
            record.setdefault(name, value)
        record["links"] = buttons.record()
        record["summary"] = "<br>".join(text for text in [*self._paragraphs(), " | ".join(buttons.unlinked)] if text)
        if badge := str(record.get("badge") or ""):
            known = venue_of_badge(badge)
            if not record.get("venue"):
                has_year = record.get("year") or record.get("date")
                record.update({name: value for name, value in known.items() if name != "year" or not has_year} | record)
            elif known.get("type") == "conference" and record.get("type") in {None, "preprint"}:
                record["type"] = known["type"]
            if known.get("status") and "status" not in record:
                record["status"] = known["status"]
        text = f"{record.get('badge', '')} {record.get('venue', '')}"
        years = _YEAR.findall(text) or re.findall(r"\(((?:19|20)\d\d)\)", str(record.get("note") or ""))
        if "date" not in record and "year" not in record and years:
            record["year"] = years[-1]

    def _paragraphs(self) -> list[str]:
        made: list[tuple[int, str]] = []
        points = sum(row.is_point for row in self.units)
        for row in self.units:
            text = row.markdown.strip(" |｜")
            text = f"• {text}" if row.is_point and points > 1 else text
            if made and made[-1][0] == row.block and row.is_soft:
                made[-1] = (row.block, f"{made[-1][1]} {text}")
            elif text:
                made.append((row.block, text))
        return [text for _, text in made]


def _is_label(element: HtmlElement) -> bool:
    """Does an element look like a badge: few words on a background?"""
    style = element.get("style") or ""
    return bool(re.search(r"background(?:-color)?\s*:", style)) and 0 < len(words(element)) < 40 and not len(element)


def _has_link(element: HtmlElement) -> bool:
    return any(up.tag == "a" for up in element.iterancestors())


def _is_picture(link: HtmlElement) -> bool:
    return bool(re.search(r"\.(?:png|jpe?g|gif|webp|svg)$", str(link.get("href") or ""), re.I))
