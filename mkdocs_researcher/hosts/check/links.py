"""Links of pages to pages and pictures that are not there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from mkdocs_researcher.fields.urls import is_external

# The address of `[words](address "title")`, of `![words](address)`, and of `[name]: address`.
_TARGET = re.compile(
    r"(?<!\\)\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))|^ {0,3}\[(?!\^)[^\[\]\n]+\]:\s+<?([^\s<>]+)"
)
_LOOKED_FOR = (".md", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


def dead_links(line: str, page: str, is_missing: Callable[[str], bool]) -> Iterator[str]:
    """What a line of Markdown leads to and is not there.

    Args:
        line: a line without code.
        page: path of the page below `docs_dir`.
        is_missing: whether there is no file at a path below `docs_dir`.

    Yields:
        Each address as it is written.
    """
    for found in _TARGET.finditer(line):
        address = next(filter(None, found.groups()))
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if is_external(address) or address.startswith(("/", "#")) or "{" in address or "\\" in address:
            continue
        if path.lower().endswith(_LOOKED_FOR):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if place.startswith("../") or is_missing(place):
                yield address
