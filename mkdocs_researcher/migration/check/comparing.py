"""An old page beside the new one: what of it is there, and what is missing."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.migration.check.seen_after import After
from mkdocs_researcher.migration.check.seen_before import Before, Seen
from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.box_lines import badge_words

_NOW = {"now": "present", "current": "present", "today": "present", "ongoing": "present"}
_MOST = 12


@dataclass
class Comparison:
    """How much of an old site is in the new one.

    Attributes:
        words: how many words the old pages have.
        links: how many links.
        images: how many pictures.
        drawn: pictures by other servers whose number the new site shows itself.
        trackers: counters of visitors that are left out.
        missing: what is not there, with its place.
    """

    words: int = 0
    links: int = 0
    images: int = 0
    drawn: int = 0
    trackers: int = 0
    missing: list[Problem] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Adds those of another page."""
        for name in ("words", "links", "images", "drawn", "trackers"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missing += other.missing


def compare(before: Before, after: After, addresses: Addresses, anchors: Iterable[tuple[str, Line]] = ()) -> Comparison:
    """The parts of an old page that are on the new one.

    Args:
        before: the old page.
        after: the new page, or all of them.
        addresses: how addresses have changed.
        anchors: ids that links from outside may refer to.
    """
    found = Comparison(
        len(before.words), len(before.links), len(before.images), len(before.drawn), len(before.trackers)
    )
    found.missing += [*_missing_words(before.words, after, addresses.site.left_out)]
    links = {_same(url) for url in after.links}
    images = {_same(url) for url in (*after.images, *after.links)}
    # A map or a film in a frame may be linked in place of being shown, and the other way round.
    found.missing += _missing(before.links, links | {_same(url) for url in after.images}, addresses, "the link to")
    # Pages leave out pictures that are missing, and those were missing before.
    shown = (one for one in before.images if one.what not in addresses.missing)
    pictures = [one for one in shown if not _is_said(one.what, after)]
    found.missing += _missing(pictures, images, addresses, "the picture")
    found.missing += [
        Problem(line.place, f"is not on the new page: the anchor '#{name}'", "", "warning")
        for name, line in anchors
        if name not in after.anchors
    ]
    return found


def compare_menu(menu: Sequence[tuple[str, Line]], links: Iterable[str], addresses: Addresses) -> Comparison:
    """The links of the old navigation beside those of a new page."""
    there = {_same(url) for url in links}
    seen = [Seen(url, line) for url, line in menu]
    return Comparison(links=len(seen), missing=_missing(seen, there, addresses, "the link to"))


def _is_said(picture: str, after: After) -> bool:
    said = words_of(badge_words(picture))
    return bool(said) and all(after.words[word] for word in said)


def _missing(seen: Sequence[Seen], there: set[str], addresses: Addresses, what: str) -> list[Problem]:
    made = []
    for one in seen:
        new = addresses.repaired.get(one.what, one.what)
        if new and _same(new) not in there and _same(one.what) not in there:
            made.append(Problem(one.line.place, f"is not on the new page: {what} {one.what}", "", "warning"))
    return made


def _same(url: str) -> str:
    """A URL in canonical form: independent of the page's depth, percent-encoding and http(s)."""
    if url.startswith(("http://", "https://", "//")):
        return unquote(url.partition("//")[2]).rstrip("/")
    if url.startswith(("mailto:", "tel:", "ftp:")):
        return unquote(url)
    path, hash_, anchor = url.partition("#")
    path = posixpath.normpath(f"/{unquote(path)}".replace("/../", "/")).replace("/../", "/") if path else ""
    path = path.removesuffix("/index.md").removesuffix(".md").rstrip("/")
    while path.startswith("/.."):
        path = path[3:]
    return path.lstrip("/") + hash_ + anchor


def _missing_words(words: Sequence[Seen], after: After, left_out: Counter[str]) -> Iterable[Problem]:
    old = Counter(_NOW.get(one.what, one.what) for one in words)
    old.subtract(left_out)
    new = Counter(after.words)
    for word, other in _NOW.items():
        new[other] += new.pop(word, 0)
    left = {word: lack for word, count in old.items() if (lack := count - new[word] - after.spellings[word]) > 0}
    if not left:
        return
    by_line: dict[Line, list[str]] = defaultdict(list)
    for one in words:
        by_line[one.line].append(one.what)
    # Where most words of a line are missing, the line is what is missing.
    shares = {
        line: sum(_NOW.get(word, word) in left for word in listed) / len(listed) for line, listed in by_line.items()
    }
    for line in sorted(by_line, key=lambda line: -shares[line]):
        gone = []
        for word in by_line[line]:
            key = _NOW.get(word, word)
            if left.get(key, 0) > 0:
                left[key] -= 1
                gone.append(word)
        if gone:
            more = f" and {len(gone) - _MOST} more" if len(gone) > _MOST else ""
            yield Problem(line.place, f"is not on the new page: '{' '.join(gone[:_MOST])}'{more}", "", "warning")
