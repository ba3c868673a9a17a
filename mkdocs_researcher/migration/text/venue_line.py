"""The line of a box that says where a paper appeared, taken apart: venue, short name, year, pages, award, the rest."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_researcher.formats.cv.date_ranges import is_date
from mkdocs_researcher.migration.text.box_lines import VENUE
from mkdocs_researcher.migration.text.inline import IMAGE, LINK, bare, without_colour, without_emphasis

_IN = re.compile(r"In:?\s+(?=Proceedings|Proc\.|Advances|The\b|[*_])")
_SHORT = re.compile(r"^(.{8,}?\S)\s*\(\s*([A-Z][\w&+’'/-]*(?:\s[A-Z][\w&+’'/-]*)?)\s*\)(?=,|$)")
_SET_OFF = re.compile(r"(?:In:?\s+)?(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]+)\1\s*,\s*\S")
_AWARD = re.compile(
    r"\baward|\boral\b|\bspotlight\b|\bhighlight(?:ed)?\b|\bbest (?:student )?paper|\bhonou?rable mention|\bfinalist"
    r"|\bnomin(?:ee|ation)",
    re.I,
)
_IN_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]{3,60})\)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"[^\W\d_]{3,9}\.?\s+(?:19|20)\d\d")
_WITH_REMARK = re.compile(r"((?:19|20)\d\d)\s*\(([^()]{2,40})\)")
_PAGES = re.compile(r"(?:(pp?|pages?)\.?\s*)?(\d+\s*[-–—]+\s*\d+)", re.I)
_ISSUE = re.compile(r"(\d{1,4})\s*\(\s*(\d{1,4})\s*\)")
_LONGEST_AWARD = 60
LONGEST = 160
"""Most letters of a line that names a venue and is not set off."""

_LABELLED = re.compile(r"\s*(?:\*\*|__)?[A-Z][\w -]{1,30}:")
# At the start of a line that explains a mark after a name.
_MARKS = ("*<sup>", "<sup>", "∗", "†", "‡", "§", "#", "\\*")


class VenueLine(NamedTuple):
    """The venue information in a line.

    Attributes:
        fields: fields of a paper.
        said: words of the line that the fields do not repeat, for the list says them already or needs none.
    """

    fields: dict[str, str]
    said: tuple[str, ...] = ()


def names_venue(line: str, *, first: bool) -> bool:
    """Does a line after the names say where a paper appeared?

    Args:
        line: Markdown, with signs of colour.
        first: whether it comes right after the names.
    """
    words = without_colour(line)
    if line.startswith(("- ", *_MARKS)) or _LABELLED.match(words) or len(words) > LONGEST * 1.5 or LINK.search(words):
        return False
    if IMAGE.search(words) or not (first or VENUE.search(words)):
        return False
    is_set_off = without_emphasis(words) != words and bare(words) != words
    return is_set_off or (VENUE.search(words) is not None and len(words) < LONGEST)


def read_venue_line(line: str, badge: str) -> VenueLine:
    """A line in its parts; all of it is the venue where they are not certain.

    Args:
        line: Markdown.
        badge: words on the picture, which a list shows in place of a short name and a year.
    """
    line = line.strip(" ,;|")
    if LINK.search(line):
        return VenueLine({"venue": line})
    words = _without_stars(line).strip(" ,;|")
    parts = _Parts(badge)
    rest = parts.from_end(words)
    if not rest:
        return VenueLine({"venue": words})
    if set_off := _SET_OFF.match(line):
        name = _without_stars(set_off[0].rpartition(",")[0]).strip()
        if rest.startswith(f"{name},"):
            parts.notes.insert(0, rest[len(name) + 1 :].strip())
            rest = name
    if match := _IN.match(line):
        rest = rest.removeprefix(match[0].strip()).lstrip()
        parts.said.append("in")
    return VenueLine(parts.made(parts.without_short(rest)), tuple(parts.said))


class _Parts:
    def __init__(self, badge: str) -> None:
        self.badge = badge
        self.fields: dict[str, str] = {}
        self.awards: list[str] = []
        self.notes: list[str] = []
        self.said: list[str] = []

    def from_end(self, words: str) -> str:
        """Takes the parts at the end whose kind is certain; what is left."""
        while True:
            bracket = _IN_BRACKETS.match(words)
            if bracket and _AWARD.search(bracket[2]):
                self.awards.insert(0, bracket[2].strip())
                words = bracket[1].rstrip(" ,;")
                continue
            head, comma, last = words.rpartition(",")
            if not comma or not head.strip() or not self._take(last.strip(" .")):
                return words
            words = head.rstrip(" ,;")

    def _take(self, part: str) -> bool:
        if match := _WITH_REMARK.fullmatch(part):
            self.notes.insert(0, match[2])
            part = match[1]
        if _YEAR.fullmatch(part):
            return self._year(part)
        if _MONTH.fullmatch(part) and is_date(part):
            if part[-4:] in self.badge:
                self.notes.insert(0, part)  # beside a badge with the year no list shows the date
            self.fields["date"] = part
            return True
        if match := _PAGES.fullmatch(part):
            self.said.append(match[1] or "")
            return self._put("pages", match[2])
        if match := _ISSUE.fullmatch(part):
            return self._put("volume", match[1]) and self._put("number", match[2])
        is_award = bool(_AWARD.search(part)) and len(part) < _LONGEST_AWARD and "(" not in part
        self.awards[:0] = [part] if is_award else []
        return is_award

    def _year(self, year: str) -> bool:
        if year in self.badge:
            self.said.append(year)
        return self._put("year", year)

    def _put(self, name: str, value: str) -> bool:
        is_new = name not in self.fields
        self.fields.setdefault(name, value)
        return is_new

    def without_short(self, name: str) -> str:
        """A name without its short form in brackets, if the list shows that as the badge."""
        match = _SHORT.match(name)
        if not match or sum(letter.isupper() for letter in match[2]) < 2 or match.end() != len(name):
            return name
        if self.badge:
            if not re.search(rf"(?<!\w){re.escape(match[2])}(?!\w)", self.badge):
                return name
            self.said.append(match[2])
        elif "year" not in self.fields:
            return name
        self.fields["venue_short"] = match[2]
        return match[1].rstrip(" ,")

    def made(self, venue: str) -> dict[str, str]:
        """The fields of a paper."""
        found = {"venue": venue, **self.fields}
        if self.awards:
            found["award"] = ", ".join(self.awards)
        if note := ", ".join(note for note in self.notes if note):
            found["note"] = note
        return found


def _without_stars(text: str) -> str:
    """Words without emphasis, even where emphasis is nested."""
    smaller = without_emphasis(text)
    return smaller.replace("*", "") if smaller.count("*") % 2 == 0 else smaller
