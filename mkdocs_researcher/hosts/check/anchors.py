"""Links to anchors and pages of the site: the anchors that pages have, and links that lead to none."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from mkdocs_researcher.fields.spans import html_tokens
from mkdocs_researcher.rendering.page import Urls

Anchors = Mapping[str, frozenset[str]]
"""The anchors of each page, by its path below `docs_dir`."""


def anchors_in(html: str) -> frozenset[str]:
    """The anchors of a page."""
    pairs = ((tag.name, name, value) for tag in html_tokens(html) for name, value in tag.attributes)
    return frozenset(value for tag, name, value in pairs if value and (name == "id" or (tag == "a" and name == "name")))


def wrong_anchor(url: str, page: str, anchors: Anchors) -> str:
    """The message about a link to an anchor that its page does not have; empty if it has it, or is not known."""
    path, _, anchor = url.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
    if not anchor or target not in anchors or unquote(anchor) in anchors[target]:
        return ""
    return f"the page '{target}' has no anchor '#{anchor}'"


def wrong_page(url: str, page: str, urls: Urls) -> Iterator[str]:
    """The message about a link to the address of a page in place of its file, or from the root of the server."""
    path, sign, anchor = url.partition("#")
    from_root = path.startswith("/")
    plain = path.strip("/").removesuffix(".html").removesuffix("/index") or "index"
    base = "" if from_root else posixpath.dirname(page)
    for name in (plain, f"{plain}.md", f"{plain}/index.md"):
        target = posixpath.normpath(posixpath.join(base, unquote(name)))
        if (name != plain or from_root) and urls.lookup(target) is not None:
            right = posixpath.relpath(target, posixpath.dirname(page) or ".")
            where = "starts at the root of the server" if from_root else "is an address and not a file"
            yield f"'{url}' {where}; write '{right}{sign}{anchor}', which is right wherever the site is"
            return
    if from_root:
        yield f"'{url}' starts at the root of the server, where no page is; write the path of a file in docs/"
