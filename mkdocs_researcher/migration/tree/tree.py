"""The tree of an old page.

lxml reads the HTML: it is fast, it takes any HTML that browsers take, and its elements have text and tail, so that text
and elements of a line keep their order. A page's depth is limited by libxml2, and more is reported.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator, Sequence

from lxml import etree, html
from lxml.html import HtmlElement

from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.tree.markdown_reader import LINES, MarkdownReader

_HEADING_ID = re.compile(r"\{ ?#([\w:.-]+)[^{}]*\}\s*$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
UNSEEN = frozenset(["script", "style", "noscript", "template", "head", "title"])
_BLOCK = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


class DeepError(ValueError):
    """A page is nested deeper than a browser would show."""


def is_block(element: HtmlElement) -> bool:
    """Does an element start a line of its own?"""
    return isinstance(element.tag, str) and element.tag in _BLOCK


def parse(text: str) -> HtmlElement:
    """The body of a piece of HTML.

    Raises:
        DeepError: it is nested too deep.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    clean = _CONTROL.sub("", text)
    document = html.document_fromstring(f"<html><body>{clean}</body></html>".encode(), parser=parser)
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise DeepError("is nested too deep to be read")
    body = document.find("body")
    return body if body is not None else document


def read_page(
    lines: Sequence[Line], *, kramdown: bool = True, in_elements: bool = False, used: set[str] | None = None
) -> HtmlElement:
    """The tree of a page; `data-l` of its elements counts in `lines`."""
    reader = MarkdownReader(kramdown=kramdown, in_elements=in_elements)
    body = parse(reader.html("\n".join(line.text for line in lines)))
    _number_headings(body, set() if used is None else used)
    return body


def _number_headings(body: HtmlElement, used: set[str]) -> None:
    used.update(str(element.get("id")) for element in body.iter() if isinstance(element.tag, str) and element.get("id"))
    for heading in body.iter(*HEADINGS):
        last = heading[-1] if len(heading) and heading[-1].tail else None
        text = (last.tail if last is not None else heading.text) or ""
        if match := _HEADING_ID.search(text):
            heading.set("id", match[1])
            if last is not None:
                last.tail = text[: match.start()].rstrip()
            elif not len(heading):
                heading.text = text[: match.start()].rstrip()
        if not heading.get("id"):
            heading.set("id", _unique(kramdown_id("".join(heading.itertext())), used))


def kramdown_id(text: str) -> str:
    """The id that kramdown gives to a heading (`gfm_quirks`): `🔥 News` has `-news`, as the space after it counts."""
    kept = (one for one in text.strip().lower() if one.isalnum() or one in "-_ " or unicodedata.category(one)[0] == "M")
    return "".join(kept).replace(" ", "-") or "section"


def _unique(name: str, used: set[str]) -> str:
    unique, count = name, 0
    while unique in used:
        count += 1
        unique = f"{name}-{count}"
    used.add(unique)
    return unique


def span_of(element: HtmlElement) -> tuple[int, int]:
    """The first line that an element is from and the line behind its last; of the nearest around it that knows."""
    for one in (element, *element.iterancestors()):
        if found := one.get(LINES):
            first, _, last = found.partition("-")
            return int(first), int(last)
    return 0, 0


def text_of(element: HtmlElement) -> str:
    """The visible text of an element as it is written; blocks and breaks are line breaks."""
    return "".join(_texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    edge = "\n" if element.tag in _BLOCK or element.tag == "br" else ""
    yield edge or " " * _is_set_apart(element)
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge


def _is_set_apart(element: HtmlElement) -> bool:
    """Is there only a style sheet between an element and the one before it: `<span>Tides</span><span>2024</span>`?"""
    before = element.getprevious()
    return before is not None and before.tag == element.tag == "span" and not before.tail


def words(element: HtmlElement) -> str:
    """The visible text of an element in one line."""
    return " ".join(text_of(element).split())


def classes(element: HtmlElement) -> list[str]:
    """The names in its `class`."""
    return str(element.get("class") or "").split() if isinstance(element.tag, str) else []


def shows(element: HtmlElement) -> bool:
    """Is there anything to see of an element?"""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return False
    seen = ("img", "video", "iframe", "svg", "picture", "hr", "embed", "object", "audio", "canvas", "input", "button")
    return bool(words(element)) or element.tag in seen or next(element.iter(*seen), None) is not None


def part(tag: str, nodes: Sequence[str | HtmlElement]) -> HtmlElement:
    """A new element with copies of texts and elements; tails of the elements are not copied."""
    made = html.Element(tag)
    for node in nodes:
        if isinstance(node, str):
            if len(made):
                made[-1].tail = (made[-1].tail or "") + node
            else:
                made.text = (made.text or "") + node
        else:
            copied = copy.deepcopy(node)
            copied.tail = None
            made.append(copied)
    return made


def contents(element: HtmlElement) -> list[str | HtmlElement]:
    """Texts and elements right in an element, in order."""
    found: list[str | HtmlElement] = [element.text] if element.text else []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def html_of(element: HtmlElement) -> str:
    """The HTML of an element without our own attributes."""
    copied = copy.deepcopy(element)
    copied.tail = None
    for one in copied.iter():
        if isinstance(one.tag, str):
            for name in [name for name in one.attrib if name.startswith("data-l") or name in {"data-md", "markdown"}]:
                del one.attrib[name]
    return etree.tostring(copied, encoding="unicode", method="html")
