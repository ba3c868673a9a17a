"""Addresses on an old page as the new site takes them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.urls import check_url, is_external
from mkdocs_researcher.formats.cv.addresses import links_record, repaired
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.text.inline import LINK, Part

_NOWHERE = "has no target on the old page, so its text is kept without a link"
_NOT_THERE = "is not in the old site; put the file into docs/, or fix the path in the new site"
_REFUSED = "is a URL that no page should link to, so its text is kept without a link"
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that nobody sees, and that come along when an address is copied."""

# Browsers stop at the top of a site, so this led there from wherever the page stood.
_UP = re.compile(r"^(?:\.\./)+")
_BASE = re.compile(r"^(?:\{\{\s*site\.baseurl\s*\}\})?(?:\./|/)+")


@dataclass
class Addresses:
    """Turns addresses of the old site into those of the new one, and notes what is odd about them.

    Attributes:
        site: the old site.
        base: the path that the old site stood at, such as `/home`; empty as a rule.
        own: its own address, without `/` at the end; empty if unknown.
        pages: pages of the new site by the paths of the old one, without `/` at either end.
        page: path of the page that is read now, in the new site.
        repaired: new addresses by the old ones, where they differ.
        absent: what is said of a file that is not there.
        linked: files of the old site that are linked to.
        missing: addresses, as written, of files that were already missing.
    """

    site: OldSite
    base: str = ""
    own: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    page: str = "index.md"
    repaired: dict[str, str] = field(default_factory=dict)
    absent: str = _NOT_THERE
    linked: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)

    def link(self, url: str, place: Location) -> str:
        """The new target of a link; empty if it has none."""
        written = INVISIBLE.sub("", url.strip())
        if written != url.strip():
            self.site.note(place, f"'{shortened(written)}' held invisible characters, which are left out", "info")
            self.repaired[url.strip()] = written
        if not written or written == "#":
            self.site.note(place, f"a link {_NOWHERE}", "info")
            self.repaired[written] = ""
            return ""
        new = self._new(written, place)
        if new != written:
            self.repaired[written] = new
        return new

    def file(self, url: str, place: Location) -> str:
        """Where a picture or a video is now."""
        return self.link(url, place)

    def _new(self, url: str, place: Location) -> str:
        if url.startswith("#"):
            return url
        found = repaired(url)
        if is_external(found):
            return self._own(found)
        path = self._without_base(url).lstrip("./")
        if url.startswith(("/", "./", "..")) and (not path or path.startswith("#")):
            return path if path and self.page == "index.md" else f"index.md{path}"
        try:
            path = check_url(_UP.sub("", _BASE.sub("", self._without_base(url))) or "./")
        except ValueError:
            self.site.note(place, f"'{shortened(url)}' {_REFUSED}")
            return ""
        return self._held(url, self._from_page(url) or path, place)

    def _held(self, url: str, path: str, place: Location) -> str:
        """A path of the old site as the new one has it."""
        bare, hash_, anchor = path.partition("#")
        if bare.strip("./") in self.pages:
            return self.pages[bare.strip("./")] + hash_ + anchor
        file, query, _ = bare.partition("?")
        if query and self.site.holds(unquote(file)) and not self.site.holds(unquote(bare)):
            return file + hash_ + anchor  # the query had browsers load a changed file anew
        if self.site.holds(unquote(bare)):
            self.linked.add(unquote(bare))
        elif not bare.endswith(".md"):
            self.missing.add(url)
            self.site.note(place, f"'{shortened(url)}' {self.absent}", "info")
        return path

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
        """An address on the old site itself as a path, if the file is there."""
        if not self.own or not url.startswith(f"{self.own}/"):
            return url
        path = unquote(urlsplit(url).path).removeprefix(self.base).lstrip("/")
        return path if path and self.site.holds(path) else url

    def inline(self, text: str, place: Location) -> str:
        """A text with the addresses of its links turned into new ones."""

        def turn(match: re.Match[str]) -> str:
            url = self.link(match[2], place)
            return f"[{match[1]}]({url})" if url else match[1]

        return LINK.sub(turn, text)

    def links_of(self, parts: Sequence[Part]) -> Any:
        """Links as `links` of an entry; repeated labels are distinguished by their order."""
        made = []
        for part in parts:
            try:
                made.append(Link(part.label, check_url(part.url)))
            except ValueError:
                made.append(Link(part.label, part.url))
        return links_record(made)
