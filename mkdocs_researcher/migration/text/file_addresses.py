"""Addresses on old pages, found among the pages and files of the new site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.urls import check_url, is_external
from mkdocs_researcher.formats.cv.addresses import repaired
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.text.addresses import Addresses

_NOT_THERE = "is not in the old site, so it is left out; put the file into docs/ and link to it"
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_REFUSED = "is a URL that no page should link to, so its text is kept without a link"
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
        """Where a link leads now, seen from the page; what is compared is seen from the top of the site."""
        new = super().link(url, place)
        self._remember(new, url.strip())
        if not new:  # it led nowhere before either
            self.repaired[url.strip()] = ""
        return new

    def here(self, target: str) -> str:
        """A path below `docs/` as the page takes it."""
        new = self._from_here(target, "")
        self._remember(new)
        return new

    def _remember(self, new: str, *written: str) -> None:
        if new and ":" not in new and not new.startswith(("#", "/")):
            path, hash_, anchor = new.partition("#")
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path)) + hash_ + anchor
            self.repaired.update(dict.fromkeys((new, *written), whole))

    def find(self, path: str) -> str:
        """A page or file of the new site, below `docs/`; empty if there is none."""
        for candidate in self._candidates(unquote(path.partition("?")[0])):
            if candidate in self.pages:
                return self.pages[candidate]
            if candidate in self.files:
                return self.files[candidate]
        return ""

    def _candidates(self, path: str) -> Iterator[str]:
        if not path.startswith("/"):
            yield from (_bare(posixpath.join(start, path)) for start in (self.key, posixpath.dirname(self.key)))
        yield from (_bare(posixpath.join(folder, path.lstrip("/"))) for folder in _FOLDERS)

    def _new(self, url: str, place: Location) -> str:
        if url.startswith("#"):
            return url
        found = f"mailto:{url}" if _MAILBOX.fullmatch(url) else repaired(url)
        if is_external(found):
            path = self._path_of_own(found)
            return self._from_here(path, urlsplit(found).fragment) if path else found
        path, _, anchor = self._without_base(url).partition("#")
        if path == "/" and not anchor:
            return self._from_here("index.md", "")
        if known := self.find(path or "/"):
            return self._from_here(known, anchor)
        try:
            bare = check_url(path.lstrip("/") or "./")
        except ValueError:
            self.site.note(place, f"'{shortened(url)}' {_REFUSED}")
            return ""
        self.site.note(place, f"'{shortened(url)}' {_NOT_THERE}", "info")
        self.absences.add(bare)
        return ""

    def _path_of_own(self, url: str) -> str:
        """The page or file at an address on the old site itself; empty for all others."""
        host = self.own.partition("//")[2]
        rest = url.partition("//")[2]
        if not host or not (rest == host or rest.startswith(f"{host}/")):
            return ""
        return self.find("/" + urlsplit(url).path.removeprefix(self.base).lstrip("/"))

    def _from_here(self, target: str, anchor: str) -> str:
        path, hash_, own = target.partition("#")
        hash_, own = ("#", anchor) if anchor else (hash_, own)
        if path == self.page and hash_:
            return f"#{own}"
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".") + hash_ + own


def _bare(path: str) -> str:
    normal = posixpath.normpath(f"/{path}").lstrip("/").lower()
    return normal.removesuffix("/index.html").removesuffix("/index.md").removesuffix(".md").rstrip("/")
