"""Links of pages that lead nowhere: anchors, addresses from the root, and those in HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from markdown.util import BLOCK_LEVEL_ELEMENTS

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.hosts.check.opening import find_pages
from mkdocs_researcher.hosts.mkdocs import people_pages
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.urls import Urls
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.old_pages import OLD_CLASSES
from mkdocs_researcher.syntax.site import Site

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
_EMPTY = frozenset({"hr", "br", "img", "input", "link", "meta", "source", "wbr"})
_CLOSED = frozenset("a b blockquote center code details div em font i mark s small span strong sub sup u".split())
_WATCH = re.compile(r"https?://(?:www\.)?youtube\.com/watch\?v=([\w-]+)")
_AS_WRITTEN = frozenset({"pre", "code", "script", "style", "textarea", "svg", "math"})
# Bold and italic words, links, pictures and headings.
_MARKDOWN = re.compile(
    r"(?<![\w*])\*{1,2}(?=[^\W_])[^*\n]{1,99}\*{1,2}|!?\[[^\[\]\n]{1,99}\]\([^()\s]{1,99}\)|^#{1,6} \S[^\n]{0,40}", re.M
)
_IN_TAG = "{}() within a tag of HTML, in {}=…, is not run; write the text itself there"
_NO_MARKDOWN = (
    "'{}' is shown as text, because Markdown is not read within HTML; add the word markdown to the tag: <{} markdown>"
)


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if value and (name == "id" or (tag == "a" and name == "name")))


def anchors_in(html: str) -> frozenset[str]:
    """The anchors of a page."""
    parser = _Anchors()
    parser.feed(html)
    return frozenset(parser.found)


class Address(NamedTuple):
    """An address in HTML, with its line from 1."""

    line: int
    tag: str
    url: str


class _Html(HTMLParser):
    """The HTML of a page: its addresses, and messages about Markdown in elements in which it is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Address] = []
        self.unread: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.unclosed: list[tuple[str, int]] = []
        self.is_old = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        classes = next((value or "" for name, value in attrs if name == "class"), "")
        for name, value in attrs:
            if value and (call := next((one.name for one in find_calls(value) if one.name in BY_NAME), "")):
                self.unread.append((line, _IN_TAG.format(call, name)))
        self.is_old = self.is_old or not OLD_CLASSES.isdisjoint(classes.split())
        self.found += [Address(line, tag, value) for name, value in attrs if value and (tag, name) in _ADDRESSES]
        starts = tag in BLOCK_LEVEL_ELEMENTS and self.getpos()[1] < 4 and all(name != "markdown" for name, _ in attrs)
        if (self.open or starts) and tag not in _EMPTY:
            self.open.append(tag)
        if tag in _CLOSED:
            self.unclosed.append((tag, line))

    def handle_endtag(self, tag: str) -> None:
        if last := next((one for one in reversed(self.unclosed) if one[0] == tag), None):
            self.unclosed.remove(last)
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.open and _AS_WRITTEN.isdisjoint(self.open) and (found := _MARKDOWN.search(data)):
            line = self.getpos()[0] + data.count("\n", 0, found.start())
            self.unread.append((line, _NO_MARKDOWN.format(found[0], self.open[0])))


def wrong_in_page(text: str, whole: str, page: str, page_url: str, urls: Urls) -> Iterator[tuple[int, str]]:
    """The line and a message for each mistake in the HTML of a page; none of an old page, which is rewritten.

    Args:
        text: the page without what is indented, which may be code, or the end of an element.
        whole: the page with that.
    """
    parser, with_indented = _Html(), _Html()
    parser.feed(re.sub(r"\]\(<[^<>\n]*>", "](", text))  # the address of a link may be in < >
    if parser.is_old:
        return
    yield from parser.unread
    with_indented.feed(whole)
    for tag, line in parser.unclosed[:1] if with_indented.unclosed else ():
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


def made_page(target: str, page: str, site: Site) -> str:
    """The end of a message about a link to a generated page: where the page of the person or paper is."""
    folder, name = posixpath.split(target)
    made: Mapping[str, str] = {}
    if posixpath.basename(folder) == "people":
        made = _pages_of_people(site)
    elif posixpath.basename(folder) == "papers":
        made = site.library.published.paper_pages
    by_name = {posixpath.splitext(posixpath.basename(path))[0]: path for path in made.values()} | dict(made)
    wanted = posixpath.splitext(name)[0]
    match = closest_match(wanted, by_name)
    if match is None:
        return ""
    shown = f"'{posixpath.relpath(by_name[match], posixpath.dirname(page) or '.')}'"
    return f"; the page of '{match}' is {shown}" if match == wanted else f", did you mean {shown}?"


def _pages_of_people(site: Site) -> dict[str, str]:
    docs_dir, people = site.settings.docs_dir, people_pages.people_of(site.library)
    sources = (
        (path.relative_to(docs_dir).as_posix(), lambda path=path: path.read_text(encoding="utf-8-sig"))
        for path in find_pages(docs_dir)
    )
    own, _ = people_pages.own_pages(sources, people)
    generated = {person: f"people/{person}.md" for person in people}
    return {person: path for person, path in (generated | own).items() if site.urls.lookup(path) is not None}


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
