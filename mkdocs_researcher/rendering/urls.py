"""Addresses in data, as seen from a page."""

from __future__ import annotations

import functools
import itertools
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.urls import is_external

_MAX_FILES = 5000
_ALIKE = 0.7
# An address that lacks a sign of its scheme.
_ADDRESS = r"https?:?/{1,2}(?=\w)|https?:(?=\w)"
Lookup = Callable[[str], str | None]
"""From a path below `docs_dir` to the address below the site's root; None if the file does not exist."""


class Urls:
    """Resolves addresses.

    Args:
        folder: the folder of the pages, for hints about names of files.
        anchored: receives the addresses that have an anchor in a page of the site.
    """

    def __init__(self, lookup: Lookup, folder: Path | None = None, anchored: set[str] | None = None) -> None:
        self.lookup = lookup
        self.folder = folder
        self.anchored = set() if anchored is None else anchored

    def is_missing(self, url: str) -> bool:
        """True if the address is the path of a missing file; anchors are checked when all pages are made."""
        if not _is_local(url):
            return False
        target, length = self._find(url)
        if url.startswith("#", length):
            self.anchored.add(url)
        return target is None

    def _find(self, url: str) -> tuple[str | None, int]:
        """The address of a file, None if it is missing, and the length of its path in the local address `url`.

        A path ends at the first `#` or `?`, unless only a file whose name contains this sign exists.
        """
        has_sign = "#" in url or "?" in url
        ends = [position for position, sign in enumerate(url) if sign in "#?" and position] if has_sign else []
        for end in (*ends, len(url)):
            for path in _forms(url[:end]):
                if (target := self.lookup(path)) is not None:
                    return target, end
        return None, min(ends, default=len(url))

    def missing_message(self, url: str) -> str:
        """The message for a path of a missing file, with the remedy for a path such as `docs/a.png`."""
        message = f"there is no file '{url}' in the docs folder"
        rest = url.lstrip("/").partition("/")[2]
        if rest and not self.is_missing(rest):
            return f"{message}; paths are relative to that folder, so write '{rest}'"
        if url.endswith("/") and self.folder and (self.folder / url).is_dir():
            return f"'{url}' is a folder; write the path of the file in it"
        before = re.split(r"[#?]", url)[0]
        if hint := self.similar(before):
            return f"{message}{hint}"
        if before != url and "." not in posixpath.basename(before):
            return f"{message}; in the name of a file, # may be written as %23 and ? as %3F"
        return f"{message}; put it there, and write its path from there"

    def similar(self, path: str, page: str = "") -> str:
        """The end of a message about a missing file: what it is called, or where it is; empty if nothing is like it.

        Args:
            page: the page to which the hint is relative.
        """
        if address := re.match(_ADDRESS, path):
            return f"; a web address is written as 'https://{path[address.end() :]}'"
        if self.folder is None:
            return ""
        name, files = unquote(_normal(path)), _files_below(self.folder)
        parts = [(file, file.casefold()) for file in files]
        stem, base = posixpath.splitext(name)[0].casefold(), posixpath.basename(name).casefold()

        def shown(file: str) -> str:
            return f"'{posixpath.relpath(file, posixpath.dirname(page) or '.')}'"

        for file, folded in parts:
            if folded == name.casefold():
                return f"; it is called {shown(file)}, and capital letters count"
        for file, folded in parts:
            if posixpath.splitext(folded)[0] == stem or posixpath.basename(folded) == base:
                return f"; there is {shown(file)}"
        beside = [file for file in files if posixpath.dirname(file) == posixpath.dirname(name)]
        by_stem = {posixpath.splitext(posixpath.basename(file))[0]: file for file in beside}
        match = closest_match(posixpath.splitext(posixpath.basename(name))[0], by_stem, _ALIKE)
        return f", did you mean {shown(by_stem[match])}?" if match else ""

    def resolve(self, url: str, page_url: str) -> str:
        """The address as seen from a page.

        Args:
            url: address, or path below `docs_dir`, which may end in `?query` or `#anchor`.
            page_url: address of the page below the site's root.
        """
        if not _is_local(url):
            return url
        target, length = self._find(url)
        if target is None:
            target = quote(_normal(unquote(url[:length])))
        return relative_url(target, page_url) + url[length:]


def _files_below(folder: Path) -> list[str]:
    paths = itertools.islice(folder.rglob("*"), _MAX_FILES)
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())


def _is_local(url: str) -> bool:
    """True for a path, perhaps with an anchor; False for other addresses and for anchors of the same page."""
    return bool(url) and url[0] not in "#?" and not is_external(url)


def _normal(path: str) -> str:
    return posixpath.normpath(path)


def _forms(path: str) -> Iterator[str]:
    """The paths that an author may mean: decoded, as written, and with letters put together or apart as on a Mac."""
    decoded = _normal(unquote(path)) if "%" in path else _normal(path)
    yield decoded
    if "%" in path:
        yield _normal(path)
    if not decoded.isascii():
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, decoded)


@functools.lru_cache(maxsize=4096)
def relative_url(target: str, page_url: str) -> str:
    """A site address as seen from a page: `papers/` is `../papers/` from `cv/`, and the root is `./` from itself."""
    start = posixpath.dirname(page_url) or "."
    if target in {"", "./"}:
        target = "."
    result = posixpath.relpath(target, start)
    return f"{result}/" if target.endswith("/") or target == "." else result


def folder_lookup(docs_dir: Path, *, directory_urls: bool = True) -> Lookup:
    """A lookup in a plain folder, with the rule of MkDocs for the addresses of pages."""

    def lookup(path: str) -> str | None:
        try:
            if path.startswith("../") or not (docs_dir / path).is_file():
                return None
        except (OSError, ValueError):  # too long, or with characters that a file name cannot contain
            return None
        stem, ending = posixpath.splitext(path)
        if ending.lower() not in {".md", ".markdown"}:
            return quote(path)
        folder, name = posixpath.split(stem)
        is_index = name.lower() in {"index", "readme"}
        if not directory_urls:
            return quote(f"{folder}/index.html".lstrip("/") if is_index else f"{stem}.html")
        return quote(f"{folder}/".lstrip("/") if is_index else f"{stem}/")

    return lookup
