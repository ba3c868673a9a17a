"""Addresses on old pages as the new site takes them."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.urls import check_url, is_external
from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.old_site import OldSite

_SIGN = re.compile(r"\\.|\[|\](?:\(\s*)?")
_TARGET = re.compile(
    r"<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,3000})>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=\S)\1(?!\w)")
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(.+)\1")


def with_addresses(text: str, of_link: Callable[[str], str], of_image: Callable[[str], str]) -> str:
    """Markdown with other addresses; a link whose new address is empty leaves its words, and a picture nothing."""
    changes: list[tuple[int, int, str]] = []
    opened: list[int] = []
    for sign in _SIGN.finditer(text):
        if sign[0] == "[":
            opened.append(sign.start())
        elif sign[0][0] == "]" and opened:
            start = opened.pop()
            address = _TARGET.match(text, sign.end()) if len(sign[0]) > 1 else None
            if address is None:
                continue
            is_image = text[start - 1 : start] == "!"
            new = (of_image if is_image else of_link)(address[1])
            if new:
                changes.append((sign.end(), address.end(), f"{new})"))
            elif is_image:
                changes.append((start - 1, address.end(), ""))
            else:
                changes += [(start, start + 1, ""), (sign.start(), address.end(), "")]
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def bare(text: str) -> str:
    """Words without the emphasis, brackets and backslashes around them."""
    text = text.strip()
    while True:
        smaller = re.sub(r"\\([\[\]*_#])", r"\1", text).strip()
        if (match := _AROUND.fullmatch(smaller)) and match[1] not in match[2]:
            smaller = match[2].strip()
        if smaller.startswith("[") and smaller.endswith("]") and smaller.count("[") == 1:
            smaller = smaller[1:-1].strip()
        if smaller == text:
            return text
        text = smaller


def without_emphasis(text: str) -> str:
    """The words of a text without its emphasis; marks after names stay."""
    while (smaller := _EMPHASIS.sub(r"\2", text)) != text:
        text = smaller
    return text


_NOWHERE = "has no target on the old page, so its text is kept without a link"
_NOT_THERE = "is not in the old site, so it is left out; put the file into docs/ and link to it"
REFUSED = "is a URL that no page should link to, so its text is kept without a link"
"""The message about an address that cannot be a link."""

MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""A mailbox without `mailto:`."""

_IN_BRACKETS = re.compile(r"[\[(]{1,2}(https?://[^\s\[\]()]+)[\])]{1,2}")
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that nobody sees, and that come along when an address is copied."""

# Browsers stop at the top of a site, so this led there from wherever the page stood.
_UP = re.compile(r"^(?:\.\./)+")
_BASE = re.compile(r"^(?:\{\{\s*site\.baseurl\s*\}\})?(?:\./|/)+")


def with_anchor(target: str, anchor: str) -> str:
    """A target with another anchor, if there is one."""
    return f"{target.partition('#')[0]}#{anchor}" if anchor else target


def is_here(target: str) -> bool:
    """Does a target start at `docs/`, rather than on the page or elsewhere?"""
    return bool(target) and not target.startswith(("#", "/")) and not re.match(r"[a-z][a-z0-9+.-]*:", target, re.I)


@dataclass
class Addresses:
    """Turns addresses of the old site into those of the new one, and notes what is odd about them.

    Attributes:
        base: the path that the old site stood at, such as `/home`; empty as a rule.
        own: its own address, without `/` at the end; empty if unknown.
        pages: pages of the new site by the paths of the old one, without `/` at either end.
        page: path of the page that is read now, in the new site.
        repaired: new addresses by the old ones, where they differ.
        absences: paths that are linked to, and that the old site does not have.
    """

    site: OldSite
    base: str = ""
    own: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    page: str = "index.md"
    repaired: dict[str, str] = field(default_factory=dict)
    absent: str = _NOT_THERE
    linked: set[str] = field(default_factory=set)
    absences: set[str] = field(default_factory=set)
    scholars: set[str] = field(default_factory=set)

    def link(self, url: str, place: Location) -> str:
        """The new target of a link; empty if it has none."""
        written = INVISIBLE.sub("", url.strip())
        if written != url.strip():
            self.site.note(place, f"'{shortened(written)}' held invisible characters, which are left out", "info")
            self.repaired[url.strip()] = written
        if match := _IN_BRACKETS.fullmatch(written):  # by someone who took the signs of Markdown for a part of it
            self.repaired[written] = written = match[1]
        if not written or written == "#":
            self.site.note(place, f"a link {_NOWHERE}", "info")
            self.repaired[written] = ""
            return ""
        new = self._new(written, place)
        if new != written:
            self.repaired[written] = new
        return new

    def _new(self, url: str, place: Location) -> str:
        if url.startswith("#"):
            return url
        found = f"mailto:{url}" if MAILBOX.fullmatch(url) else repaired(url)
        if is_external(found):
            return self._own(found)
        path = self._without_base(url).lstrip("./")
        if url.startswith(("/", "./", "..")) and (not path or path.startswith("#")):
            return path if path and self.page == "index.md" else f"index.md{path}"
        if url.startswith("?"):
            return self.page
        try:
            path = check_url(_UP.sub("", _BASE.sub("", self._without_base(url))) or "./")
        except ValueError:
            self.site.note(place, f"'{shortened(url)}' {REFUSED}")
            return ""
        return self._held(url, self._from_page(url) or path, place)

    def _held(self, url: str, path: str, place: Location) -> str:
        """A path of the old site as the new one has it; empty if the old site has nothing there."""
        bare, hash_, anchor = path.partition("#")
        file = unquote(bare.partition("?")[0])
        for key in (
            bare.strip("./"),
            file.strip("./"),
            file.strip("./").removesuffix("/index.html"),
            file.removesuffix(".html"),
        ):
            if key in self.pages:
                return with_anchor(self.pages[key], anchor)
        for found in (unquote(bare), file, f"{file.rstrip('/')}/index.html", f"{file.rstrip('/')}.html"):
            if self.site.holds(found):
                self.linked.add(found)
                return found + hash_ + anchor
        if file.lower() in self.by_letters:
            return self.by_letters[file.lower()] + hash_ + anchor
        self.site.note(place, f"'{shortened(url)}' {self.absent}", "info")
        self.absences.add(path)
        return ""

    @functools.cached_property
    def by_letters(self) -> dict[str, str]:
        """Files by their paths in small letters, as some servers find them."""
        return {path.lower(): path for path in self.site.media()}

    def _from_page(self, url: str) -> str:
        """Where an address leads from the page that it is on, if there is something; empty if not."""
        bare, hash_, anchor = url.partition("#")
        if bare.startswith("/") or self.page == "index.md":
            return ""
        here = self.page.removesuffix(".md")  # the old page stood at the same address
        path = posixpath.normpath(posixpath.join("/", here, bare)).lstrip("/")
        return path + hash_ + anchor if path in self.pages or self.site.holds(unquote(path)) else ""

    def _without_base(self, url: str) -> str:
        return url[len(self.base) :] if self.base and url.startswith(f"{self.base}/") else url

    def _own(self, url: str) -> str:
        """An address on the old site itself as a path, if the page or file is there."""
        parts = urlsplit(url)
        host = re.sub(r"^(?:https?:)?//(?:www\.)?", "", self.own).partition("/")[0]
        if not host or (parts.hostname or "").removeprefix("www.").casefold() != host.casefold():
            return url
        path = unquote(parts.path).removeprefix(self.base).strip("/")
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if not path:
            return f"index.md{anchor}" if self.page != "index.md" or not anchor else anchor
        if path in self.pages:
            return with_anchor(self.pages[path], parts.fragment)
        for found in (path, f"{path}/index.html", f"{path}.html"):
            if self.site.holds(found):
                self.linked.add(found)
                return found + anchor
        return url

    def inline(self, text: str, place: Location) -> str:
        """A text with the addresses of its links and pictures turned into new ones."""
        return with_addresses(text, lambda url: self.link(url, place), lambda url: self.link(url, place))

    def in_markdown(self, target: str) -> str:
        """What a link of the page in Markdown has for a target that starts at `docs/`; MkDocs goes by files."""
        if not is_here(target):
            return target
        path, hash_, anchor = target.partition("#")
        if path == self.page and hash_:
            return f"#{anchor}"
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".") + hash_ + anchor

    def in_html(self, target: str) -> str:
        """What HTML of the page has for a target that starts at `docs/`; browsers go by addresses."""
        if not is_here(target):
            return target
        path, hash_, anchor = target.partition("#")
        if path.endswith(".md"):
            path = f"/{path}".removesuffix(".md").removesuffix("/index").strip("/")
            path = f"{path}/" if path else "./"
        here = f"/{self.page}".removesuffix(".md").removesuffix("/index").strip("/")
        above = "../" * (here.count("/") + 1 if here else 0)
        made = above + path.removeprefix("./")
        return (made or "./") + hash_ + anchor


# Where the templates look for a picture that is named without its folder.
_FOLDERS = ("", "media", "images", "img", "uploads", "files")


@dataclass
class FileAddresses(Addresses):
    """Addresses on one page.

    Attributes:
        files: pictures and documents, by their paths in small letters: their paths below `docs/`.
    """

    files: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def on(self, key: str, page: str = "", repaired: dict[str, str] | None = None) -> FileAddresses:
        """Those of another page.

        Args:
            key: its address on the old site.
            page: its path below `docs/`; empty for data, whose paths start at `docs/`.
            repaired: takes new addresses by the old ones.
        """
        changed = {} if repaired is None else repaired
        return FileAddresses(self.site, self.base, self.own, self.pages, page, changed, files=self.files, key=key)

    def link(self, url: str, place: Location) -> str:
        """Where a link leads now, from `docs/`."""
        new = super().link(url, place)
        if not new:  # it led nowhere before either
            self.repaired[url.strip()] = ""
        return new

    def find(self, path: str) -> str:
        """A page or file of the new site, below `docs/`; empty if there is none."""
        for candidate in self._candidates(unquote(path.partition("?")[0])):
            if found := self.pages.get(candidate) or self.files.get(candidate):
                return found
        return ""

    def _candidates(self, path: str) -> Iterator[str]:
        if not path.startswith("/"):
            yield from (_bare(posixpath.join(start, path)) for start in (self.key, posixpath.dirname(self.key)))
        yield from (_bare(posixpath.join(folder, path.lstrip("/"))) for folder in _FOLDERS)

    def _new(self, url: str, place: Location) -> str:
        if url.startswith("#"):
            return url
        found = f"mailto:{url}" if MAILBOX.fullmatch(url) else repaired(url)
        if is_external(found):
            path = self._path_of_own(found)
            return with_anchor(path, urlsplit(found).fragment) if path else found
        path, _, anchor = self._without_base(url).partition("#")
        if path == "/" and not anchor:
            return "index.md"
        if known := self.find(path or "/"):
            return with_anchor(known, anchor)
        try:
            bare = check_url(path.lstrip("/") or "./")
        except ValueError:
            self.site.note(place, f"'{shortened(url)}' {REFUSED}")
            return ""
        self.site.note(place, f"'{shortened(url)}' {self.absent}", "info")
        self.absences.add(bare)
        return ""

    def _path_of_own(self, url: str) -> str:
        """The page or file at an address on the old site itself; empty for all others."""
        host = self.own.partition("//")[2]
        rest = url.partition("//")[2]
        if not host or not (rest == host or rest.startswith(f"{host}/")):
            return ""
        return self.find("/" + urlsplit(url).path.removeprefix(self.base).lstrip("/"))


def _bare(path: str) -> str:
    normal = posixpath.normpath(f"/{path}").lstrip("/").lower()
    return normal.removesuffix("/index.html").removesuffix("/index.md").removesuffix(".md").rstrip("/")
