"""The text of a paper box as lines: whole links, badges as words, and lines with several parts split."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_researcher.migration.text.inline import (
    IMAGE,
    LINK,
    bare,
    without,
    without_colour,
    without_emphasis,
)
from mkdocs_researcher.migration.text.plain_markdown import CLOSE, OPEN

VENUE = re.compile(
    r"\b(?:19|20)\d\d\b|'\d\d\b|under review|arxiv|preprint|submitted|accepted|in press|to appear|conference|journal"
    r"|proceedings|transactions|workshop|letters|symposium",
    re.I,
)
LINKED_PICTURE = re.compile(rf"\[\s*{IMAGE.pattern}\s*\]\(\s*([^()\s]*)[^()]*\)")
_STARS = re.compile(r"img\.shields\.io/github/stars/([\w.-]+/[\w.-]+?)(?:\.svg)?(?:[?&#].*)?$", re.I)
_STATIC = re.compile(r"img\.shields\.io/badge/(?!dynamic/|endpoint)([^/?#]+?)(?:\.svg|\.png)?(?:[?#].*)?$", re.I)
_SEPARATORS = re.compile(r"[\s|｜/·•,;:&()\[\]*_\\\-–—~]|\band\b")
_ENDED = re.compile(
    rf"(?:{LINKED_PICTURE.pattern}|{LINK.pattern}|{IMAGE.pattern})[\s|｜/·•,;&()\]*_\\~]*(?:\[(?=\[[^\[\]]*\]\())?"
)
_LAST = re.compile(r"(.*\S)[\s,.;]+(\*{1,3}|_{1,3})([^*_]+)\2[\s.;,]*", re.S)
_NOTE = re.compile(r"(.*\S)\s*(\([*∗#†‡§¶⋆][^()]{2,80}\)\.?)\s*", re.S)
_BOLD = re.compile(r"(\*{2,3})([^*]{8,400})\1[\s,.:|]*(.*)", re.S)
_DATED = re.compile(r"[^\W\d_]{2,}['’ ]?\d{2,4}\b")


class Title(NamedTuple):
    """The first line of a box: the title, its link, and the rest of the line."""

    words: str
    url: str = ""
    rest: str = ""


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text, each with the number of its paragraph; no link runs over the end of a line."""
    found: list[tuple[int, str]] = []
    paragraph = 0
    for line in LINK.sub(_joined, text).split("\n"):
        stripped = line.strip()
        if not stripped or stripped.strip("*_ |/") == "":
            paragraph += 1
        else:
            found.append((paragraph, re.sub(r"^[-*+]\s+(?=\S)", "- ", stripped)))
    return found


def _joined(match: re.Match[str]) -> str:
    return match[0] if "\n\n" in match[0] else " ".join(match[0].replace("[\n", "[").split())


def without_stars(text: str, urls: list[str]) -> str:
    """A text without the badges that show the stars of a repository.

    Args:
        text: Markdown.
        urls: takes the repositories, as owner and name.
    """

    def take(match: re.Match[str]) -> str:
        if not (stars := _STARS.search(match[2])):
            return match[0]
        urls.append(stars[1])
        return ""

    def unlink(match: re.Match[str]) -> str:
        # A badge that links to its own repository adds nothing to the repository.
        stars = _STARS.search(match[2])
        if not stars or stars[1].casefold() not in match[3].casefold():
            return match[0]
        urls.append(stars[1])
        return ""

    return IMAGE.sub(take, LINKED_PICTURE.sub(unlink, text)) if "/stars/" in text else text


def with_words(text: str) -> str:
    """A text in which badges with fixed words are those words: `Media-Forbes-blue` is `Media: Forbes`."""
    if "img.shields.io/badge/" not in text:
        return text
    return IMAGE.sub(lambda match: badge_words(match[2], match[1]) or match[0], text)


def badge_words(picture: str, alt: str = "") -> str:
    """The words of a badge whose URL contains them; empty if it is not such a badge.

    See https://shields.io/badges/static-badge for the form of the address.

    Args:
        picture: address of the badge.
        alt: its words for screen readers, used if they are one of the parts and so say enough.
    """
    match = _STATIC.search(picture)
    if not match:
        return ""
    parts = re.split(r"(?<!-)-(?!-)", unquote(match[1]))
    words = [re.sub(r"(?<!_)_(?!_)", " ", part).replace("--", "-").replace("__", "_").strip() for part in parts]
    said = [word for word in (words[:-1] if len(words) > 1 else words) if word]
    return ": ".join(said) or alt


def is_links(line: str) -> bool:
    """Does a line consist of links or images and separators only?"""
    words = without_colour(line).removeprefix("- ")
    if not (LINK.search(words) or IMAGE.search(words)):
        return False
    return not _SEPARATORS.sub("", without(words, (LINKED_PICTURE, LINK, IMAGE)))


def split_links(line: str) -> tuple[str, str]:
    """The text of a line, and the links at its end."""
    end = len(line)
    parts = [*_ENDED.finditer(line)]
    for match in reversed(parts):
        if match.end() != end:
            break
        end = match.start()
    return line[:end].rstrip(" |｜/·•,;[("), line[end:]


def split_title(line: str) -> Title:
    """The title at the start of a box's first line."""
    line = without_colour(line.lstrip("# ").removeprefix("- ")).strip()
    starts = [index for index, letter in enumerate(line[:6]) if letter == "[" and not line[:index].strip("*_[ ")]
    link = next((found for index in starts if (found := LINK.match(line, index))), None)
    if link and link[1].strip():
        around = line[: link.start()].replace("[", "]").strip()[::-1]
        rest = line[link.end() :].strip().removeprefix(around)
        return Title(bare(link[1]), link[2], rest.strip(" ,."))
    if bold := _BOLD.fullmatch(line):
        return Title(bare(bold[2]), "", bold[3].strip())
    first = LINK.search(line)
    before = line[: first.start()].rstrip(" [(|｜") if first else ""
    return Title(bare(before), "", line[len(before) :]) if before else Title(bare(line))


def is_title(words: str) -> bool:
    """Can the words be a title, rather than the rest of a link or an image, or a single character?"""
    if "](" in words or words.startswith(("!", "http://", "https://")):
        return False
    return any(letter.isalnum() for letter in words) and words.count("[") == words.count("]")


def split_note(line: str) -> tuple[str, str]:
    """A line of authors without the legend in parentheses at its end, and that legend."""
    match = _NOTE.fullmatch(line)
    return (match[1], match[2]) if match else (line, "")


def split_award(line: str) -> tuple[str, list[str]]:
    """A venue without the parts that are set off by colour, and those parts: awards, as a rule."""
    whole = len(without_emphasis(without_colour(line)).strip()) - 1
    awards: list[str] = []

    def take(match: re.Match[str]) -> str:
        inner = without_emphasis(match[1]).strip(" ,;|")
        if inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1:
            inner = inner[1:-1]
        if inner and len(inner) >= whole:
            return match[1]
        awards.extend([inner] if inner else [])
        return ""

    venue = re.sub(rf"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", take, line)
    return re.sub(r"\*\*\s*\*\*", "", venue).strip(" ,;|"), awards


def split_venue(line: str) -> tuple[str, str]:
    """A line of authors without the venue that is set apart at its end, and the venue."""
    match = _LAST.fullmatch(line.replace(OPEN, "").replace(CLOSE, "")) if "*" in line or "_" in line else None
    if not match or not ("," in match[1] or " and " in match[1]):
        return line, ""
    said = match[3].strip()
    return (match[1], said) if VENUE.search(said) or _DATED.search(said) else (line, "")
