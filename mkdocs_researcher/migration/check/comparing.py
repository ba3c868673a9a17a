"""An old page beside the new one: what of it is there, and what is missing."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.check.seen_after import After
from mkdocs_researcher.migration.check.seen_before import Before, Seen, is_inside
from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.addresses import Addresses

_NOW = {"now": "present", "current": "present", "today": "present", "ongoing": "present"}
_MOST = 12
_SCHOLAR = re.compile(r"scholar\.google\.[a-z.]+/citations\?(?:hl=[\w-]+&)*user=([\w-]+)(?:&hl=[\w-]+)*")
_FEWEST_IN_ORDER = 8
_DELIMITERS = re.compile(r"\\[()\[\]]|\$+")


@dataclass
class Comparison:
    """How much of an old site is in the new one.

    Attributes:
        words: how many words the old pages have.
        links: how many links.
        images: how many pictures.
        formulas: how many formulas.
        drawn: pictures by other servers whose number the new site shows itself.
        trackers: counters of visitors that are left out.
        missing: what is not there, with its place.
    """

    words: int = 0
    links: int = 0
    images: int = 0
    formulas: int = 0
    drawn: int = 0
    trackers: int = 0
    missing: list[Problem] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Adds those of another page."""
        for name in ("words", "links", "images", "formulas", "drawn", "trackers"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missing += other.missing


def compare(before: Before, after: After, addresses: Addresses, page: str = "") -> Comparison:
    """The parts of an old page that are on the new one.

    Args:
        before: the old page.
        after: the new page, or all of them.
        addresses: how addresses have changed.
        page: the address of the page, without `/` at either end; relative links start there.
    """
    found = Comparison(
        len(before.words),
        len(before.links),
        len(before.images),
        len(before.formulas),
        len(before.drawn),
        len(before.trackers),
    )
    found.missing += _missing_words(before.words, after, addresses.site.left_out)
    found.missing += _missing_phrases(before.blocks, after, addresses.site.left_out)
    links = {_same(url) for url in after.links}
    images = {_same(url) for url in (*after.images, *after.links)}
    # A map or a film in a frame may be linked in place of being shown, and the other way round.
    found.missing += _missing(
        before.links, links | {_same(url) for url in after.images}, addresses, page, "the link to"
    )
    pictures = [one for one in before.images if not _is_said(one.what, after)]
    found.missing += _missing(pictures, images, addresses, page, "the picture")
    fragments = {url.partition("#")[2] for url, _ in before.links if "#" in url}
    for name, line in before.anchors:
        if is_inside(name) and is_inside(name) not in fragments:
            continue
        if (is_inside(name) or name) not in after.anchors:
            found.missing.append(_problem(line, f"the anchor '#{name}'"))
    bare = _DELIMITERS.sub("", after.source)
    for formula, line in before.formulas:
        if _DELIMITERS.sub("", formula) not in bare:
            found.missing.append(_problem(line, f"the formula '{shortened(formula)}'"))
    return found


def _problem(line: Line, what: str) -> Problem:
    return Problem(line.place, f"is not on the new page: {what}", "", "warning")


def compare_menu(menu: Sequence[tuple[str, Line]], links: Iterable[str], addresses: Addresses) -> Comparison:
    """The links of the old navigation beside those of a new page."""
    there = {_same(url) for url in links}
    seen = [Seen(url, line) for url, line in menu]
    return Comparison(links=len(seen), missing=list(_missing(seen, there, addresses, "", "the link to")))


def _is_said(picture: str, after: After) -> bool:
    """Is a badge of another server on the page as words? They are in its address."""
    if not re.search(r"img\.shields\.io/(?:badge/|static/)", picture):
        return False
    said = words_of(
        re.sub(r"[?&](?!label=|message=)\w+=[^&]*", " ", unquote(picture.partition("shields.io/")[2])).replace("_", " ")
    )
    plain = [word for word in said if word not in {"badge", "static", "v1", "label", "message", "svg"}]
    return bool(plain) and sum(bool(after.words[word]) for word in plain) * 2 >= len(plain)


def _missing(seen: Sequence[Seen], there: set[str], addresses: Addresses, page: str, what: str) -> Iterable[Problem]:
    for one in seen:
        if not any(form in there for form in _forms(one.what, addresses, page)) and not _was_dead(
            one.what, addresses, page
        ):
            yield _problem(one.line, f"{what} {one.what}")


def _forms(url: str, addresses: Addresses, page: str) -> Iterable[str]:
    """The canonical forms of an address of the old site: as written, seen from the page, and where a page has moved."""
    new = addresses.repaired.get(url)
    if new:
        yield _same(new)
    yield _same(url)
    if re.match(r"[a-z][a-z0-9+.-]*:|//|#", url, re.I):
        host = re.sub(r"^https?://(?:www\.)?", "", addresses.own)
        whole = re.sub(r"^(?:https?:)?//(?:www\.)?", "", url)
        if host and (whole == host or whole.startswith(f"{host}/")):
            yield from _forms(whole.removeprefix(host) or "/", addresses, page)
        return
    bare, hash_, anchor = url.partition("#")
    bare = bare.partition("?")[0].removeprefix(addresses.base)
    for path in (bare, posixpath.join("/", page, bare), posixpath.join("/", posixpath.dirname(page), bare)):
        whole = posixpath.normpath(f"/{unquote(path)}").strip("/")
        yield _same(f"{whole}{hash_}{anchor}")
        if target := addresses.pages.get(whole) or addresses.pages.get(whole.removesuffix(".html")):
            yield _same(target if "#" in target and not anchor else f"{target.partition('#')[0]}{hash_}{anchor}")
            yield _same(target)


def _was_dead(url: str, addresses: Addresses, page: str) -> bool:
    """Did an address lead nowhere on the old site? That is reported where it is left out."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", url, re.I):
        return addresses.repaired.get(url) == ""
    bare = unquote(url.partition("#")[0].partition("?")[0]).removeprefix(addresses.base)
    if not bare.strip("./"):
        return False
    for path in (bare, posixpath.join("/", page, bare), posixpath.join("/", posixpath.dirname(page), bare)):
        whole = posixpath.normpath(f"/{path}").strip("/")
        if whole in addresses.pages or whole.removesuffix(".html") in addresses.pages:
            return False
        if any(addresses.site.holds(name) for name in (whole, f"{whole}/index.html", f"{whole}.html", f"{whole}.md")):
            return False
    return True


def _same(url: str) -> str:
    """A URL in canonical form: independent of the page's depth, percent-encoding and http(s)."""
    url = url.strip()
    if re.match(r"(?:https?:)?//", url):
        bare = re.sub(r"^www\.", "", unquote(url.partition("//")[2])).rstrip("/")
        person = _SCHOLAR.fullmatch(bare)
        return f"scholar:{person[1]}" if person else bare
    if url.startswith(("mailto:", "tel:", "ftp:")):
        return unquote(url)
    path, hash_, anchor = url.partition("#")
    path = posixpath.normpath(f"/{unquote(path.partition('?')[0])}") if path else ""
    path = re.sub(r"^(?:/\.\.)+", "", path)
    path = re.sub(r"/?(?:index\.(?:md|html)|\.md|\.html?)$|\.md$|\.html?$", "", path).rstrip("/")
    return path.lstrip("/").casefold() + hash_ + anchor


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
            yield _problem(line, f"'{' '.join(gone[:_MOST])}'{more}")


def _missing_phrases(blocks: Sequence[Seen], after: After, left_out: Counter[str]) -> Iterable[Problem]:
    """Paragraphs whose words are there, but nowhere in their order: a sentence that is lost, or mixed up."""
    order = [word for word in after.order if not word.isdigit()]
    there = set(itertools.pairwise(order))
    for text, line in blocks:
        words = [word for word in text.split() if not word.isdigit()]
        if len(words) < _FEWEST_IN_ORDER or all(left_out[word] for word in words):
            continue
        if any(not after.words[word] and not after.spellings[word] for word in words):
            continue  # the missing words are named
        pairs = list(itertools.pairwise(words))
        if sum(pair in there for pair in pairs) * 2 < len(pairs):
            yield _problem(line, f"'{shortened(text)}' in this order")
