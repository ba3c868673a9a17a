"""Addresses on old pages, found among the pages and files of the new site wherever the templates look for them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.urls import check_url, is_external
from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.text.addresses import MAILBOX, REFUSED, Addresses, with_anchor

# Where the templates look for a picture that is named without its folder.
_FOLDERS = ("", "media", "images", "img", "uploads", "files")


@dataclass
class FileAddresses(Addresses):
    """Addresses on one page.

    Attributes:
        files: pictures and documents, by their paths in small letters: their paths below `docs/`.
        key: the address of the page on the old site.
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
