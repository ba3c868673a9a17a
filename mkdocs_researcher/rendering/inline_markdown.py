"""Markdown in data fields: a fast way for plain text, a small converter for the rest, cleaned of all that acts.

Data is untrusted: raw HTML in it passes `nh3`, links keep only harmless schemes, and nothing in it can reach
the page's own Markdown.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry
from markupsafe import Markup, escape

from mkdocs_researcher.fields.urls import SCHEMES, is_external

# What makes a text more than plain: first a set of characters, which is found fast, then what they must stand in.
_CHARACTERS = "\\\\`*\\[$~^\x02\x03_<&="
_SPECIAL = r"[\\`*\[$~^\x02\x03_]|==|<[A-Za-z/!?]|&#?\w+;"
# What more some extensions take for theirs.
_MORE = {
    "pymdownx.caret": ("+", r"\+\+"),
    "pymdownx.emoji": (":", r":[\w+-]+:"),
    "pymdownx.keys": ("+", r"\+\+"),
    "pymdownx.magiclink": (":@#", r"https?://|www\.|\w@\w|@\w|#\d"),
    "pymdownx.smartsymbols": ("(+/.-", r"\(c\)|\(r\)|\(tm\)|\+/-|=/=|<-|->|\d(?:st|nd|rd|th)\b|\d/\d"),
    "smarty": ("'\".\\-", r"['\"]|--|\.\.\."),
    "markdown.extensions.smarty": ("'\".\\-", r"['\"]|--|\.\.\."),
}

# What starts something other than a paragraph.
_BLOCK_START = re.compile(r"[ \t]*(?:[#>+:|=-]|\d+[.)])")

# Extensions of the author's site that change how a line of text reads; they work in data too.
HOST_EXTENSIONS = (
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.tilde",
    "smarty",
    "markdown.extensions.smarty",
)

_INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
_BLOCK_TAGS = _INLINE_TAGS | frozenset(
    [
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
# Old tags of old pages: what they hold stays, they go.
_PRESENTATIONAL = frozenset(["big", "center", "font", "strike", "tt"])
_TAG = re.compile(r"</?([A-Za-z][\w:-]*)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))*\s*/?>")
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "ol": {"start"},
    "span": {"class", "lang", "dir"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# Attributes and no styles, which the cleaner takes away.
_TABLES = {"tables": {"use_align_attribute": True}}
_ADDRESS = re.compile(r"(\s(?:href|src)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE)
_RAW = re.compile(f"{STX}rs-raw:(\\d+){ETX}")
_MATH = r"(?<!\\)(\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:.|\n)+?\\\))"

Resolve = Callable[[str], str]


class _RawHtml(InlineProcessor):
    """Keeps raw tags aside, so that the cleaner sees them whole and in place."""

    def __init__(self, pattern: str, md: markdown.Markdown, kept: list[str], tags: frozenset[str]) -> None:
        super().__init__(pattern, md)
        self.kept = kept
        self.tags = tags | _PRESENTATIONAL

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        name = _TAG.fullmatch(m.group(0))
        if not m.group(0).startswith("<!") and (name is None or name[1].lower() not in self.tags):
            # No markup that data may hold, so it is text: `vec<int>`, or somebody's script to be read.
            return (None, None, None)
        self.kept.append(m.group(0))
        return f"{STX}rs-raw:{len(self.kept) - 1}{ETX}", m.start(0), m.end(0)


class _Math(InlineProcessor):
    """Keeps math as it is written, for a site that has math set up in a way of its own."""

    met = ""
    """The last that was met, empty if none was."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("span", {"class": "rs-math"})
        element.text = AtomicString(m.group(1))
        self.met = m.group(1)
        return element, m.start(0), m.end(0)


class _Links(Treeprocessor):
    """Turns paths below `docs_dir` into addresses as seen from the page."""

    def __init__(self, md: markdown.Markdown, *, shows_pictures: bool) -> None:
        super().__init__(md)
        self.resolve: Resolve = str
        self.shows_pictures = shows_pictures

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (url := element.get(name)) and not url.startswith(STX) and not is_external(url):
                element.set(name, self.resolve(url))
            if element.tag == "img" and self.shows_pictures:
                element.set("loading", "lazy")
            elif element.tag == "img":  # in a line its words stand for it; an emoji is its own
                words = element.get("alt", "")
                element.attrib.clear()
                element.tag, element.text = "span", AtomicString(words)


class _Clean(Postprocessor):
    """Lets only harmless markup through. Runs before the stash of extensions (their icons) is restored."""

    def __init__(self, md: markdown.Markdown, kept: list[str], tags: frozenset[str]) -> None:
        super().__init__(md)
        self.kept = kept
        self.resolve: Resolve = str
        self.cleaner = nh3.Cleaner(tags=set(tags), attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)

    def run(self, text: str) -> str:
        if not self.kept and "href=" not in text and "src=" not in text:
            return text  # only what the converter itself makes: emphasis, code, paragraphs
        return self.cleaner.clean(_RAW.sub(lambda match: self._resolved(self.kept[int(match[1])]), text))

    def _resolved(self, tag: str) -> str:
        """A raw tag whose path is an address as seen from the page."""

        def address(match: re.Match[str]) -> str:
            url = html.unescape(match[3])
            return match[0] if is_external(url) else f"{match[1]}{match[2]}{escape(self.resolve(url))}{match[2]}"

        return _ADDRESS.sub(address, tag)


def _leads(text: str) -> bool:
    """Whether a text may lead somewhere, so that it is another one on another page."""
    return "](" in text or "]:" in text or "<" in text


class InlineMarkdown:
    """Converts the Markdown of data fields.

    Args:
        extensions: names of the site's Markdown extensions; those in `HOST_EXTENSIONS` work in data.
        configs: their settings by name.
    """

    def __init__(self, extensions: Sequence[str] = (), configs: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.extensions = [name for name in extensions if name in HOST_EXTENSIONS]
        self.configs = {name: dict((configs or {}).get(name, {})) for name in self.extensions}
        self.math: list[_Math] = []
        more = [_MORE[name] for name in self.extensions if name in _MORE]
        self._maybe = re.compile("".join(["[", _CHARACTERS, *(characters for characters, _ in more), "]"])).search
        self._special = re.compile("|".join([_SPECIAL, *(pattern for _, pattern in more)])).search
        self._converted = functools.lru_cache(maxsize=None)(self._convert)

    @property
    def bare_math(self) -> str:
        """Math that was met and is left to a script of the site's, empty if there was none."""
        return next((math.met for math in self.math if math.met), "")

    def _is_plain(self, text: str) -> bool:
        return self._maybe(text) is None or self._special(text) is None

    def inline(self, text: str, page_url: str, resolve: Resolve) -> Markup:
        """A line of text as HTML.

        Args:
            text: inline Markdown.
            page_url: the page, for what is cached for one page is wrong for another.
            resolve: turns a path below `docs_dir` into an address as seen from the page.
        """
        if self._is_plain(text) and "\n" not in text:
            return escape(text)
        return self._converted("inline", text.replace("\n", " "), page_url if _leads(text) else "", resolve)

    def block(self, text: str, page_url: str, resolve: Resolve) -> Markup:
        """Paragraphs, lists and the like as HTML; arguments as for `inline`."""
        if "\n" not in text and self._is_plain(text) and not _BLOCK_START.match(text):
            return Markup(f"<p>{escape(text)}</p>")
        return self._converted("block", text, page_url if _leads(text) else "", resolve)

    def _convert(self, kind: Literal["inline", "block"], text: str, page_url: str, resolve: Resolve) -> Markup:
        md = self._inline_converter if kind == "inline" else self._block_converter
        links = md.treeprocessors["rs-links"]
        assert isinstance(links, _Links)
        links.resolve = resolve
        clean = md.postprocessors["rs-clean"]
        assert isinstance(clean, _Clean)
        clean.resolve = resolve
        clean.kept.clear()
        made = md.reset().convert(text)
        return Markup(made.removeprefix("<p>").removesuffix("</p>") if kind == "inline" else made)

    @functools.cached_property
    def _inline_converter(self) -> markdown.Markdown:
        md = self._converter(_INLINE_TAGS)
        # A title such as "1. X" or "# X" is a line of text and no list or heading.
        paragraph = md.parser.blockprocessors["paragraph"]
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(paragraph, "paragraph", 10)
        return md

    @functools.cached_property
    def _block_converter(self) -> markdown.Markdown:
        return self._converter(_BLOCK_TAGS, ["sane_lists", "tables"])

    def _converter(self, tags: frozenset[str], more: Sequence[str] = ()) -> markdown.Markdown:
        md = markdown.Markdown(extensions=[*self.extensions, *more], extension_configs=self.configs | _TABLES)
        kept: list[str] = []
        md.preprocessors.deregister("html_block")
        pattern = md.inlinePatterns["html"].pattern
        md.inlinePatterns.register(_RawHtml(pattern, md, kept, tags), "html", 90)
        if "pymdownx.arithmatex" not in self.extensions:
            math = _Math(_MATH, md)
            self.math.append(math)
            md.inlinePatterns.register(math, "rs-math", 189)
        md.treeprocessors.register(_Links(md, shows_pictures="img" in tags), "rs-links", 1)
        md.postprocessors.register(_Clean(md, kept, tags), "rs-clean", 35)
        return md
