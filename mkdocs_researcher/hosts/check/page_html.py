"""Links of pages to anchors and pages, and HTML that authors write: its addresses, Markdown within it, its ends."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from markdown.util import BLOCK_LEVEL_ELEMENTS

from mkdocs_researcher.fields.spans import VOID, Token, html_tokens
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.page import Urls
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.old_pages import OLD_CLASSES

Anchors = Mapping[str, frozenset[str]]
"""The anchors of each page, by its path below `docs_dir`."""

_ADDRESSES = {
    ("img", "src"),
    ("a", "href"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("iframe", "src"),
}
# The start of a tag with attributes, and an empty line, at which Markdown ends it.
_TAG = re.compile(r"<(?:div|figure|iframe|img|source|span|video)\s", re.I)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_CLOSED = frozenset("a b blockquote center code details div em font i mark s small span strong sub sup u".split())
_WATCH = re.compile(r"https?://(?:www\.)?youtube\.com/watch\?v=([\w-]+)")
_AS_WRITTEN = frozenset({"pre", "code", "script", "style", "textarea", "svg", "math"})
# Bold and italic words, links, pictures, headings and items of lists.
_MARKDOWN = re.compile(
    r"(?<![\w*])\*{1,2}(?=[^\W_])[^*\n]{1,99}\*{1,2}|!?\[[^\[\]\n]{1,99}\]\([^()\s]{1,99}\)"
    r"|^(?:#{1,6}|[-*+]) \S[^\n]{0,40}",
    re.M,
)
_IN_TAG = "{}() within a tag of HTML, in {}=…, is not run; write the text itself there"
_NO_MARKDOWN = (
    "'{}' is shown as text, because Markdown is not read within HTML; add the word markdown to the tag: <{} markdown>"
)


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
    if path.endswith(".html") and urls.lookup(posixpath.normpath(posixpath.join(base, unquote(path)))) is not None:
        return  # a file of the author
    for name in (plain, f"{plain}.md", f"{plain}/index.md", f"{plain.lower()}.md"):
        target = posixpath.normpath(posixpath.join(base, unquote(name)))
        if (name != plain or from_root) and urls.lookup(target) is not None:
            right = posixpath.relpath(target, posixpath.dirname(page) or ".")
            where = "starts at the root of the server" if from_root else "is an address and not a file"
            yield f"'{url}' {where}; write '{right}{sign}{anchor}', which is right wherever the site is"
            return
    if from_root:
        yield f"'{url}' starts at the root of the server, where no page is; write the path of a file in docs/"


class Address(NamedTuple):
    """An address in HTML, with its line from 1."""

    line: int
    tag: str
    url: str


class _Html:
    """The HTML of a page: its addresses, and messages about Markdown in elements in which it is not read."""

    def __init__(self, html: str) -> None:
        self.found: list[Address] = []
        self.unread: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.unclosed: list[tuple[str, int]] = []
        self.is_old = False
        tokens = html_tokens(html)
        end = tokens[-1].end if tokens else 0
        rest = html[end:]  # a tag that goes on to the end of the page
        started = [(tag.line, tag.text) for tag in tokens if tag.name and _EMPTY_LINE.search(tag.text)]
        started.append((html.count("\n", 0, end) + 1, rest))
        self.endless = [(line, _EMPTY_LINE.split(text)[0]) for line, text in started if _TAG.match(text)]
        for token in tokens:
            if not token.name:
                self._text(token)
            elif not token.is_end:
                self._start(token)
            if token.is_end or (token.name and token.text.endswith("/>")):
                self._end(token.name)

    def _start(self, tag: Token) -> None:
        for name, value in tag.attributes:
            if value and (call := next((one.name for one in find_calls(value) if one.name in BY_NAME), "")):
                self.unread.append((tag.line, _IN_TAG.format(call, name)))
            if value and (tag.name, name) in _ADDRESSES:
                self.found.append(Address(tag.line, tag.name, value))
        self.is_old = self.is_old or not OLD_CLASSES.isdisjoint(tag.get("class").split())
        has_markdown = any(name == "markdown" for name, _ in tag.attributes)
        starts = tag.name in BLOCK_LEVEL_ELEMENTS and tag.column < 4 and not has_markdown
        if (self.open or starts) and tag.name not in VOID:
            self.open.append(tag.name)
        if tag.name in _CLOSED:
            self.unclosed.append((tag.name, tag.line))

    def _end(self, name: str) -> None:
        if last := next((one for one in reversed(self.unclosed) if one[0] == name), None):
            self.unclosed.remove(last)
        if name in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(name) :]

    def _text(self, token: Token) -> None:
        if self.open and _AS_WRITTEN.isdisjoint(self.open) and (found := _MARKDOWN.search(token.text)):
            line = token.line + token.text.count("\n", 0, found.start())
            self.unread.append((line, _NO_MARKDOWN.format(found[0], self.open[0])))


def wrong_in_page(text: str, whole: str, page: str, page_url: str, urls: Urls) -> Iterator[tuple[int, str]]:
    """The line and a message for each mistake in the HTML of a page; none of an old page, which is rewritten.

    Args:
        text: the page without what is indented, which may be code, or the end of an element.
        whole: the page with that.
    """
    parser = _Html(re.sub(r"\]\(<[^<>\n]*>", "](", text))  # the address of a link may be in < >
    if parser.is_old:
        return
    yield from parser.unread
    of_all = _Html(whole)
    for line, tag in of_all.endless[:1]:
        yield line, f"the tag '{tag.strip()[:40]}' has no end; write > after it"
    for tag, line in parser.unclosed[:1] if of_all.unclosed else ():
        yield line, f"<{tag}> is never closed, so it goes on to the end of the page; write </{tag}>"
    for address in parser.found:
        if address.tag == "iframe" and (film := _WATCH.match(address.url)):
            yield address.line, f"YouTube shows no such page in a frame; write https://www.youtube.com/embed/{film[1]}"
        if message := _wrong_address(address, page, page_url, urls):
            yield address.line, message


def _wrong_address(address: Address, page: str, page_url: str, urls: Urls) -> str:
    """The message about an address in HTML, which nothing rewrites; empty if it is right, or not of a file."""
    if "\\" in address.url and not is_external(address.url):
        return f"'{address.url}' contains a backslash: write /"
    path = unquote(address.url.partition("#")[0].partition("?")[0])
    if not path or is_external(address.url) or ":" in path or path.startswith("/") or "{" in path:
        return ""
    name = posixpath.basename(path)
    if not posixpath.splitext(name)[1] or name.endswith((".html", ".xml")):
        return ""
    shown = posixpath.normpath(
        posixpath.join(page_url if page_url.endswith("/") else posixpath.dirname(page_url), path)
    )
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    for target in (beside, shown, posixpath.normpath(path.replace("../", ""))):
        if urls.lookup(target) is None:
            continue
        right = urls.resolve(target, page_url)
        if right.rstrip("/") == posixpath.normpath(address.url).rstrip("/") or (
            target == shown and not name.endswith(".md")
        ):
            return ""
        return f"'{address.url}' in HTML starts at the address of the page; write '{right}', or a link of Markdown"
    return f"'{address.url}' is not a file of the site{urls.similar(beside, page)}"
