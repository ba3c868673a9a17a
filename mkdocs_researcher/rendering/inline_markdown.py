"""Markdown in data fields: a fast path for plain text, a small converter for the rest, and a cleaner of active content.

Data is untrusted: raw HTML in it is cleaned by `nh3`, links keep only harmless schemes, and nothing in it is read as
Markdown of the page.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry
from markupsafe import Markup, escape

from mkdocs_researcher.fields.spans import MATH
from mkdocs_researcher.fields.urls import SCHEMES, is_external
from mkdocs_researcher.rendering import HOST_EXTENSIONS

if TYPE_CHECKING:
    from mkdocs_researcher.formats.bibtex.formula import Pieces

# Signs of Markdown: a set of characters, for a fast search, and the patterns that contain them.
_CHARACTERS = "\\\\`*\\[$~^\x02\x03_<&="
_SPECIAL = r"[\\`*\[$~^\x02\x03_]|==|<[A-Za-z/!?]|&#?\w+;"
# Further signs for some extensions.
_EXTENSION_CHARACTERS = {
    "pymdownx.caret": ("+", r"\+\+"),
    "pymdownx.emoji": (":", r":[\w+-]+:"),
    "pymdownx.keys": ("+", r"\+\+"),
    "pymdownx.magiclink": (":@#", r"https?://|www\.|\w@\w|@\w|#\d"),
    "pymdownx.smartsymbols": ("(+/.-", r"\(c\)|\(r\)|\(tm\)|\+/-|=/=|<-|->|\d(?:st|nd|rd|th)\b|\d/\d"),
    "smarty": ("'\".\\-", r"['\"]|--|\.\.\."),
    "markdown.extensions.smarty": ("'\".\\-", r"['\"]|--|\.\.\."),
}

# The start of a block that is not a paragraph.
_BLOCK_START = re.compile(r"[ \t]*(?:[#>+:|=-]|\d+[.)])")

_INLINE_TAGS = frozenset(
    "a abbr b bdi br cite code del em i ins kbd mark q s small span strong sub sup time u var wbr".split()
)
_BLOCK_TAGS = _INLINE_TAGS | frozenset(
    "blockquote dd div dl dt figcaption figure hr img li ol p pre table tbody td th thead tr ul".split()
)
# Presentational tags of old pages, which are removed; their content stays.
_PRESENTATIONAL = frozenset(["big", "center", "font", "strike", "tt"])
_TAG = r"</?([A-Za-z][\w:-]*)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))*\s*/?>"
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
# Attributes instead of styles, which the cleaner removes.
_TABLES = {"tables": {"use_align_attribute": True}}
_ADDRESS = r"(?i)(\s(?:href|src)\s*=\s*)([\"'])(.*?)\2"
_BRACKETS = (("[", "]"), ("(", ")"))
_MOST_OPEN = 50
_RAW = f"{STX}rs-raw:(\\d+){ETX}"

Resolve = Callable[[str], str]


class _RawHtml(InlineProcessor):
    """Sets raw tags aside, so that the cleaner sees them complete and in place."""

    def __init__(self, pattern: str, md: markdown.Markdown, raw_tags: list[str], tags: frozenset[str]) -> None:
        super().__init__(pattern, md)
        self.raw_tags = raw_tags
        self.tags = tags | _PRESENTATIONAL

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        name = re.fullmatch(_TAG, m.group(0))
        if not m.group(0).startswith("<!") and (name is None or name[1].lower() not in self.tags):
            # Not markup that data may contain, so it is text: `vec<int>`, or a script that is shown as text.
            return (None, None, None)
        self.raw_tags.append(m.group(0))
        return f"{STX}rs-raw:{len(self.raw_tags) - 1}{ETX}", m.start(0), m.end(0)


class _Math(InlineProcessor):
    """Leaves math as written, for sites that render it with a script but without arithmatex.

    Without a script, simple formulas become characters.
    """

    last_match = ""
    """The last math left as written; empty if there was none."""

    def __init__(self, pattern: str, md: markdown.Markdown, *, has_script: bool) -> None:
        super().__init__(pattern, md)
        self.has_script = has_script

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        written = m.group(1)
        tex = written[2:-2] if written.startswith("\\(") else written[1:-1]
        if not self.has_script and (pieces := _as_characters(tex)) is not None:
            element = Element("span")
            _put_pieces(element, pieces)
            return element, m.start(0), m.end(0)
        element = Element("span", {"class": "rs-math"})
        element.text = AtomicString(written)
        self.last_match = m.group(1)
        return element, m.start(0), m.end(0)


def _as_characters(tex: str) -> Pieces | None:
    """A simple formula as characters; None for any other. Few sites have one, and the module takes 3 ms."""
    from mkdocs_researcher.formats.bibtex.formula import characters, cleaned  # noqa: PLC0415

    return characters(cleaned(tex).tex)


def _put_pieces(element: Element, pieces: Pieces) -> None:
    last: Element | None = None
    for piece in pieces:
        if not isinstance(piece, str):
            is_bar = piece.kind == "over"
            last = SubElement(element, "span", {"class": "rs-over"}) if is_bar else SubElement(element, piece.kind)
            _put_pieces(last, piece.pieces)
        elif last is None:
            element.text = AtomicString((element.text or "") + piece)
        else:
            last.tail = AtomicString((last.tail or "") + piece)


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
            if element.tag == "img" and (self.shows_pictures or not is_external(element.get("src", ""))):
                element.set("loading", "lazy")
            elif element.tag == "img":  # from elsewhere: its alternative text replaces it, which is the emoji of one
                words = element.get("alt", "")
                element.attrib.clear()
                element.tag, element.text = "span", AtomicString(words)


class _Clean(Postprocessor):
    """Removes all but harmless markup. Runs before the stash of extensions (their icons) is restored."""

    def __init__(self, md: markdown.Markdown, raw_tags: list[str], tags: frozenset[str]) -> None:
        super().__init__(md)
        self.raw_tags = raw_tags
        self.resolve: Resolve = str
        self.cleaner = nh3.Cleaner(tags=set(tags), attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)

    def run(self, text: str) -> str:
        if not self.raw_tags and "href=" not in text and "src=" not in text:
            return text  # only elements that the converter itself creates: emphasis, code, paragraphs
        return self.cleaner.clean(re.sub(_RAW, lambda match: self._resolved(self.raw_tags[int(match[1])]), text))

    def _resolved(self, tag: str) -> str:
        """A raw tag whose path is an address as seen from the page."""

        def address(match: re.Match[str]) -> str:
            url = html.unescape(match[3])
            return match[0] if is_external(url) else f"{match[1]}{match[2]}{escape(self.resolve(url))}{match[2]}"

        return re.sub(_ADDRESS, address, tag)


def _is_tangled(text: str) -> bool:
    """Are so many brackets open at once that Python-Markdown would need minutes? It searches for the end of each."""
    for opening, closing in _BRACKETS:
        depth = 0
        if text.count(opening) > _MOST_OPEN:
            for match in re.finditer(rf"[\{opening}\{closing}]", text):
                depth = depth + 1 if match[0] == opening else max(0, depth - 1)
                if depth > _MOST_OPEN:
                    return True
    return False


def _as_text(kind: Literal["inline", "block"], text: str) -> Markup:
    return escape(text) if kind == "inline" else Markup("<p>%s</p>") % text


def _may_link(text: str) -> bool:
    return "](" in text or "]:" in text or "<" in text


class InlineMarkdown:
    """Converts the Markdown of data fields.

    Args:
        extensions: names of the site's Markdown extensions; those in `HOST_EXTENSIONS` work in data.
        has_math_script: whether a script of the site renders math; without it, simple formulas become characters.
    """

    def __init__(
        self,
        extensions: Sequence[str] = (),
        configs: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        has_math_script: bool = True,
    ) -> None:
        self.has_math_script = has_math_script
        self.extensions = [name for name in extensions if name in HOST_EXTENSIONS]
        self.configs = {name: dict((configs or {}).get(name, {})) for name in self.extensions}
        self.math: list[_Math] = []
        more = [_EXTENSION_CHARACTERS[name] for name in self.extensions if name in _EXTENSION_CHARACTERS]
        self._maybe = re.compile("".join(["[", _CHARACTERS, *(characters for characters, _ in more), "]"])).search
        self._special = re.compile("|".join([_SPECIAL, *(pattern for _, pattern in more)])).search
        self._converted = functools.lru_cache(maxsize=None)(self._convert)

    @property
    def bare_math(self) -> str:
        """Math that is left to a script of the site; empty if there was none."""
        return next((math.last_match for math in self.math if math.last_match), "")

    def _is_plain(self, text: str) -> bool:
        return self._maybe(text) is None or self._special(text) is None

    def inline(self, text: str, page_url: str, resolve: Resolve) -> Markup:
        """A line of text as HTML.

        Args:
            page_url: address of the page below the site's root; links differ between pages, so the cache must, too.
            resolve: turns a path below `docs_dir` into an address as seen from the page.
        """
        if self._is_plain(text) and "\n" not in text:
            return escape(text)
        return self._converted("inline", text.replace("\n", " "), page_url if _may_link(text) else "", resolve)

    def block(self, text: str, page_url: str, resolve: Resolve) -> Markup:
        """Paragraphs, lists and the like as HTML; arguments as for `inline`."""
        if "\n" not in text and self._is_plain(text) and not _BLOCK_START.match(text):
            return Markup(f"<p>{escape(text)}</p>")
        return self._converted("block", text, page_url if _may_link(text) else "", resolve)

    def _convert(self, kind: Literal["inline", "block"], text: str, page_url: str, resolve: Resolve) -> Markup:
        if _is_tangled(text):
            return _as_text(kind, text)
        md = self._inline_converter if kind == "inline" else self._block_converter
        links = md.treeprocessors["rs-links"]
        assert isinstance(links, _Links)
        links.resolve = resolve
        clean = md.postprocessors["rs-clean"]
        assert isinstance(clean, _Clean)
        clean.resolve = resolve
        clean.raw_tags.clear()
        try:
            made = md.reset().convert(text)
        except RecursionError:  # hundreds of lists or quotes within each other
            vars(self).pop(f"_{kind}_converter")  # it does not know any more where it is
            return _as_text(kind, text)
        return Markup(made.removeprefix("<p>").removesuffix("</p>") if kind == "inline" else made)

    @functools.cached_property
    def _inline_converter(self) -> markdown.Markdown:
        md = self._converter(_INLINE_TAGS)
        # A title such as "1. X" or "# X" is a line of text, not a list or heading.
        paragraph = md.parser.blockprocessors["paragraph"]
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(paragraph, "paragraph", 10)
        return md

    @functools.cached_property
    def _block_converter(self) -> markdown.Markdown:
        return self._converter(_BLOCK_TAGS, ["sane_lists", "tables"])

    def _converter(self, tags: frozenset[str], more: Sequence[str] = ()) -> markdown.Markdown:
        md = markdown.Markdown(extensions=[*self.extensions, *more], extension_configs=self.configs | _TABLES)
        raw_tags: list[str] = []
        md.preprocessors.deregister("html_block")
        pattern = md.inlinePatterns["html"].pattern
        md.inlinePatterns.register(_RawHtml(pattern, md, raw_tags, tags), "html", 90)
        if "pymdownx.arithmatex" not in self.extensions:
            math = _Math(MATH.pattern, md, has_script=self.has_math_script)
            self.math.append(math)
            md.inlinePatterns.register(math, "rs-math", 189)
        md.treeprocessors.register(_Links(md, shows_pictures="img" in tags), "rs-links", 1)
        # `<img>` itself is text in a line; a picture in Markdown is one of the site's own files.
        md.postprocessors.register(_Clean(md, raw_tags, tags | {"img"}), "rs-clean", 35)
        return md
