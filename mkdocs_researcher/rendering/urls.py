"""Addresses in data, as seen from a page."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_researcher.fields.urls import is_external

Lookup = Callable[[str], str | None]
"""From a path below `docs_dir` to the address below the site's root; None if the file does not exist."""


class Urls:
    """Resolves addresses.

    Args:
        lookup: finds files of the site.

    Attributes:
        anchored: the addresses checked so far that have an anchor in a page of the site.
    """

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.anchored: set[str] = set()

    def is_missing(self, url: str) -> bool:
        """True if the address is the path of a missing file; anchors are checked when all pages are made."""
        path = _path_of(url)
        if not path:
            return False
        if "#" in url:
            self.anchored.add(url)
        return self.lookup(path) is None

    def missing_message(self, url: str) -> str:
        """The message for a path of a missing file, with the remedy for a path such as `docs/a.png`."""
        message = f"there is no file '{url}' in the docs folder"
        rest = url.lstrip("/").partition("/")[2]
        if rest and not self.is_missing(rest):
            return f"{message}; paths are relative to that folder, so write '{rest}'"
        return message

    def resolve(self, url: str, page_url: str) -> str:
        """The address as seen from a page.

        Args:
            url: address, or path below `docs_dir`, which may end in `?query` or `#anchor`.
            page_url: address of the page below the site's root.
        """
        path = _path_of(url)
        if not path:
            return url
        target = self.lookup(path)
        if target is None:
            target = quote(path)
        return relative_url(target, page_url) + url[_path_length(url) :]


def _path_length(url: str) -> int:
    ends = [position for position in (url.find("#"), url.find("?")) if position >= 0]
    return min(ends, default=len(url))


def _path_of(url: str) -> str:
    """The path part of a local address, empty for others."""
    if not url or url[0] in "#?" or is_external(url):
        return ""
    return posixpath.normpath(unquote(url[: _path_length(url)]))


@functools.lru_cache(maxsize=4096)
def relative_url(target: str, page_url: str) -> str:
    """A site address as seen from a page; both are relative to the site's root.

    Returns:
        For `papers/` seen from `cv/`: `../papers/`. The root is `./` seen from itself.
    """
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
