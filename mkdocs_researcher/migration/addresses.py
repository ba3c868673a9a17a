"""Addresses on old pages as the new site takes them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.urls import check_url, is_external
from mkdocs_researcher.formats.cv.values import repaired
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.old_site import OldSite

_SIGN = re.compile(r"\\.|\[|\](?:\(\s*)?")
_TARGET = re.compile(
    r"<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,3000})>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=\S)\1(?!\w)")
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(.+)\1")


def readable(url: str) -> str:
    """An address whose brackets nothing can read, such as `//[tides`, with them escaped; others as they are."""
    try:
        urlsplit(url)
    except ValueError:
        return url.replace("[", "%5B").replace("]", "%5D")
    return url


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
_NO_PAGE = "is the source of a document, and the new site has no page for it, so its text is kept without a link"
REFUSED = "is a URL that no page should link to, so its text is kept without a link"
"""The message about an address that cannot be a link."""

MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""A mailbox without `mailto:`."""

_IN_BRACKETS = re.compile(r"(?:\[[^\s\[\]]*\])?[\[(]{1,2}(https?://[^\s\[\]()]+)[\])]{1,2}")
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that nobody sees, and that come along when an address is copied."""

# Where the templates look for a picture that is named without its folder.
_FOLDERS = ("", "media", "images", "img", "uploads", "files")
_BASE = re.compile(r"^\{\{\s*site\.baseurl\s*\}\}/*")


def with_anchor(target: str, anchor: str) -> str:
    """A target with another anchor, if there is one."""
    return f"{target.partition('#')[0]}#{anchor}" if anchor else target


def _as_address(path: str) -> str:
    return quote(path) if re.search(r"[%#?]", path) else path


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
        page: path of the page that is read now, in the new site; empty for data, whose paths start at `docs/`.
        repaired: new addresses by the old ones, where they differ.
        linked: files of the old site that something links to.
        files: pictures and documents whose paths change, by their old paths in small letters.
        key: the address of the page on the old site, if it is not that on the new one.
    """

    site: OldSite
    base: str = ""
    own: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    page: str = "index.md"
    repaired: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    scholars: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def on(self, key: str, page: str = "", repaired: dict[str, str] | None = None) -> Addresses:
        """Those of another page."""
        return replace(self, key=key, page=page, repaired={} if repaired is None else repaired)

    def link(self, url: str, place: Location) -> str:
        """The new target of a link; empty if it has none."""
        written = INVISIBLE.sub("", url.strip())
        if written != url.strip():
            self.site.note(place, f"'{shortened(written)}' held invisible characters, which are left out", "info")
            self.repaired[url.strip()] = written
        # Of someone who took the signs of Markdown for a part of it.
        if match := _IN_BRACKETS.fullmatch(written.replace("%5B", "[").replace("%5D", "]")):
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
        if url.startswith("#") or (url.startswith("?") and self.page):
            return url if url.startswith("#") else self.page
        found = f"mailto:{url}" if MAILBOX.fullmatch(url) else repaired(url)
        if is_external(found):
            return self._own(readable(found))
        url = url.replace("\\", "/").replace("%5C", "/")  # as browsers do
        path, _, anchor = self._without_base(url).partition("#")
        if new := self._at_home(path, anchor) or self.find(path):
            return with_anchor(new, anchor)
        try:
            check_url(posixpath.normpath(f"/{path}").lstrip("/") or "./")
        except ValueError:
            self.site.note(place, f"'{shortened(url)}' {REFUSED}")
            return ""
        said = _NO_PAGE if self.site.holds(path.lstrip("./")) else _NOT_THERE
        self.site.note(place, f"'{shortened(url)}' {said}", "info")
        return ""

    def _at_home(self, path: str, anchor: str) -> str:
        if path.strip("./") or not (path.startswith("/") or not self.key):
            return ""
        return "#" if anchor and self.page == "index.md" else "index.md"

    def _own(self, url: str) -> str:
        parts = urlsplit(url)
        host = re.sub(r"^(?:https?:)?//(?:www\.)?", "", self.own).partition("/")[0]
        if not host or (parts.netloc or "").removeprefix("www.").casefold() != host.casefold():
            return url
        path = f"/{parts.path.removeprefix(self.base).lstrip('/')}"
        new = self._at_home(path, parts.fragment) or self.find(path)
        return with_anchor(new, parts.fragment) if new else url

    def find(self, path: str) -> str:
        """A page or file of the new site, below `docs/`; empty if there is none."""
        bare = unquote(path.partition("?")[0])
        here = self.key or self.page.removesuffix(".md").removesuffix("index")
        starts = [] if bare.startswith("/") else [here, posixpath.dirname(here)]
        for start in (*starts, *_FOLDERS):
            whole = posixpath.normpath(f"/{start}/{bare.lstrip('/')}").lstrip("/")
            if found := self._page_at(whole) or _as_address(self._file_at(whole)):
                return found
        return ""

    def _page_at(self, path: str) -> str:
        bare = path.removesuffix("/index.html").removesuffix("/index.md").removesuffix(".md").removesuffix(".html")
        return next((self.pages[form] for form in (path, bare, bare.lower()) if form in self.pages), "")

    def _file_at(self, path: str) -> str:
        if self.files:
            return self.files.get(path.lower(), "")
        for found in (path, f"{path}/index.html", f"{path}.html"):
            is_source = found.startswith("_") and found.endswith(".md")  # which no server ever had
            if self.site.holds(found) and not is_source:
                self.linked.add(found)
                return found
        return self.site.by_letters.get(path.lower(), "")

    def _without_base(self, url: str) -> str:
        url = _BASE.sub("/", url)
        return url[len(self.base) :] if self.base and url.startswith(f"{self.base}/") else url

    def inline(self, text: str, place: Location) -> str:
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
