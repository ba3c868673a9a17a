"""The visible content of an old page: words, links, pictures, anchors and formulas, each with its line.

This knows nothing of how pages are migrated, and uses other libraries: Python's HTML parser takes the blocks of HTML
away, Python-Markdown renders what is left, and whatever a reader would see must be on the new page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape, unescape
from html.entities import html5
from html.parser import HTMLParser
from typing import NamedTuple

import markdown

from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.trackers import is_tracker

_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup tt u "
    "var video audio source iframe embed object br wbr time".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "title"})
_FALLBACK = frozenset({"video", "audio", "object", "iframe", "svg"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_FENCE = re.compile(
    r"^([ \t]*)(?:[-*+][ \t]+|\d+\.[ \t]+)?(`{3,}|~{3,})[^\n`]*\n"
    r"(.*?)(?:^(?:\1[ ]{0,3}|[ ]{0,3})\2[`~]*[ \t]*$|\Z)",
    re.M | re.S,
)
_CODE = re.compile(rf"{_FENCE.pattern}|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\4(?!`)", re.M | re.S)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:[^\n]|\n(?!\n))*?[^`\n])\1(?!`)")
_ATTRIBUTES = re.compile(r"(?<![\\{])\{:+[^{}\n]*\}|\{::/?[^{}\n]*\}")
_LINE_OF_ATTRIBUTES = re.compile(r"^[ \t]*\{(?:[.#][\w-]+|[\w-]+=)[^{}\n]*\}[ \t]*$", re.M)
_CONTENTS = re.compile(r"^[ \t]*(?:[-*+]|1\.)[ \t]+\S[^\n]*\n\{:\s*toc[^}]*\}", re.M | re.I)
_HEADING_ID = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{\s*#([\w:.-]+)[^{}\n]*\}[ \t]*$", re.M)
_REMARK = re.compile(r"^[ ]{0,3}\[(?://|comment|\^?_\^?)\]:[ \t]*(?:#|<>)?.*$", re.M | re.I)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\\\\\((.+?)\\\\\)|\\\\\[(.+?)\\\\\]", re.S)
_SHORTCODE = re.compile(r"(?<!\S):[a-z][a-z0-9_+]+:")
_MARK_NAMES = re.compile(r"\$?\^?\{?\\(?:d?dag(?:ger)?|ddagger|ast|star|S|P)\b\}?\$?")
_NUMBER = re.compile(r"^((?:> ?)*)\d{1,9}[.)]\s+")
_STARS = re.compile(r"img\.shields\.io/github/stars/", re.I)
_COUNTS = re.compile(r"img\.shields\.io/(?:endpoint|badge/dynamic)|gs_data_shieldsio", re.I)
_LEFT_BEHIND = re.compile(
    "\x02?(?:wzxhzdk|klzzwxh):\\d+\x03?|\x02amp\x03"
)  # by Python-Markdown, where it loses its way
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PLAIN = re.compile(r"[<\[*_`&$\\{|]|https?:|:[a-z]|^[ ]{0,3}(?:#|[-+]\s|\d+[.)]\s|>)", re.M)
_EXTENSIONS = ("tables", "footnotes", "def_list", "fenced_code")


_INSIDE = "\x00"


def is_inside(anchor: str) -> str:
    """The name of an anchor within other elements, which counts only if a page links to it; empty for the others."""
    return anchor.removesuffix(_INSIDE) if anchor.endswith(_INSIDE) else ""


class Seen(NamedTuple):
    """Something on a page, and where it is written."""

    what: str
    line: Line


class Before(NamedTuple):
    """The visible content of a page.

    Attributes:
        words: in order.
        links: URLs as written, without empty ones.
        images: addresses of pictures and videos.
        drawn: pictures by other servers that show a number; the new site shows the number itself.
        trackers: addresses of servers that count visitors.
        anchors: ids that links from elsewhere may refer to.
        formulas: the source of formulas, without white space.
        blocks: the words of each paragraph, joined by spaces.
    """

    words: list[Seen]
    links: list[Seen]
    images: list[Seen]
    drawn: list[Seen]
    trackers: list[Seen]
    anchors: list[Seen]
    formulas: list[Seen]
    blocks: list[Seen]

    def add(self, other: Before) -> None:
        """Adds what is seen elsewhere on the page."""
        for own, more in zip(self, other, strict=True):
            own.extend(more)


def nothing_seen() -> Before:
    """What is seen of an empty page."""
    return Before([], [], [], [], [], [], [], [])


def seen_in_entry(fields: Iterable[Sequence[Line]]) -> Before:
    """The visible content of a data entry. Text that several fields share, such as title and citation, may occur once.

    Args:
        fields: the lines of each field, Markdown with HTML.
    """
    whole = nothing_seen()
    for lines in fields:
        for kept, found in zip(whole, seen_before(lines)._replace(blocks=[], anchors=[]), strict=True):
            known = Counter(seen.what for seen in kept)
            count: Counter[str] = Counter()
            for seen in found:
                count[seen.what] += 1
                if count[seen.what] > known[seen.what]:
                    kept.append(seen)
    return whole


def seen_before(lines: Sequence[Line]) -> Before:
    """The visible content of the lines of an old page."""
    if not lines:
        return nothing_seen()
    text = _PRIVATE.sub("", "\n".join(line.text for line in lines))
    places = _Places(lines)
    if not _PLAIN.search(text):
        found = nothing_seen()
        for line in lines:
            words = words_of(_PRIVATE.sub("", line.text))
            found.words.extend(Seen(word, line) for word in words)
            found.blocks.append(Seen(" ".join(words), line))
        return found
    flat = _Flattener()
    flat.feed(_prepared(text))
    flat.close()
    html = _LEFT_BEHIND.sub("", markdown.markdown(_dedented("".join(flat.parts)), extensions=list(_EXTENSIONS)))
    reader = _Reader(places)
    reader.feed(html)
    reader.close()
    reader.end_block()
    first = lines[0]
    reader.seen.formulas.extend(
        Seen(bare, places.of_text(next(filter(None, match.groups()))) or first)
        for match in _FORMULA.finditer(_CODE.sub(" ", text))
        if (bare := re.sub(r"\s", "", next(filter(None, match.groups()))))
    )
    return reader.seen


def _prepared(text: str) -> str:
    text = _CONTENTS.sub("", text)
    text = _FENCE.sub(lambda match: f"\n\n<pre>{escape(match[3].replace('`', ' '))}</pre>\n\n", text)
    text = _SPAN.sub(lambda match: f"<code>{escape(_quoted(match[2]).strip())}</code>", text)
    text = re.sub(r"~~(?=\S)([^\n]+?)(?<=\S)~~", r"\1", text)
    text = _REMARK.sub("", re.sub(r"&(?!#?\w{1,30};)", "&amp;", text))
    text = _FORMULA.sub(lambda match: match[0].replace("\\\\\n", " ").replace("<", "&lt;"), text)
    text = _HEADING_ID.sub(r'<span id="\2" class="heading"></span>\n\n\1', text)
    text = _LINE_OF_ATTRIBUTES.sub("", _ATTRIBUTES.sub("", text))
    text = re.sub(r"^(#{1,6})(?=[^\s#])", r"\\\1", text, flags=re.M)
    return re.sub(r"\\\\[ \t]*$", "<br>", text, flags=re.M)


def _dedented(text: str) -> str:
    """Text whose indentation is gone, so that nothing in it is taken for code; the order of its words stays."""
    lines = [_NUMBER.sub(r"\1- ", line.strip()) for line in text.split("\n")]
    return "\n".join("" if line == "-" else line for line in lines)


class _Places:
    """Finds the lines of words, going forward."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.left = [Counter(words_of(_PRIVATE.sub("", line.text))) for line in lines]
        self.at = 0

    def of(self, word: str) -> Line:
        for index in range(self.at, min(self.at + 60, len(self.lines))):
            if self.left[index][word] > 0:
                self.left[index][word] -= 1
                self.at = index
                return self.lines[index]
        return self.lines[self.at]

    def of_text(self, text: str) -> Line | None:
        first = next((part for part in text.split("\n") if part.strip()), text)
        return next((line for line in self.lines if first.strip() in line.text), None)

    def of_name(self, name: str) -> Line:
        written = (f'"{name}"', f"'{name}'", f"#{name}")
        return next((line for line in self.lines if any(one in line.text for one in written)), self.lines[self.at])


class _Flattener(HTMLParser):
    """Markdown without the blocks of HTML around it; inline elements stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.silent = 0
        self.pre = 0
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        values = dict(attrs)
        if self.silent:
            return
        if (name := values.get("id") or (values.get("name") if tag == "a" else None)) and name != "total_cit":
            style = values.get("class") or ""
            kind = style if style == "heading" else "inside" if self.depth and "anchor" not in style else ""
            self.parts.append(f'<span id="{escape(name)}" class="{kind}"></span>')
            if style == "heading":
                return
        self.depth += tag not in _VOID and tag not in _INLINE
        if tag in _INLINE:
            self.parts.append(" ".join((self.get_starttag_text() or "").split()))
        elif tag == "pre":
            self.pre += 1
            self.parts.append("\n\n")
        else:
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.silent:
            return
        self.depth = max(0, self.depth - (tag not in _INLINE))
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
            self.parts.append("\n\n")
        else:
            self.parts.append(f"</{tag}>" if tag in _INLINE else "\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append("\n\n" + _quoted(data) if self.pre else data)

    def handle_entityref(self, name: str) -> None:
        written = f"&{name};" if f"{name};" in html5 else f"&{name}"
        self.handle_data(unescape(written) if self.pre else written)

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};") if self.pre else f"&#{name};")


def _quoted(code: str) -> str:
    """Code as words that Markdown leaves alone."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>&~$=-])", r" ", code.replace("\n", " \n"))


class _Reader(HTMLParser):
    def __init__(self, places: _Places) -> None:
        super().__init__(convert_charrefs=True)
        self.places = places
        self.seen = nothing_seen()
        self.text: list[str] = []
        self.heading: list[str] | None = None
        self.named = False
        self.hidden: list[str] = []
        self.used: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _FALLBACK and tag not in _VOID:
            self.hidden.append(tag)
        if tag not in _INLINE or tag == "br":
            self.end_block(is_break=tag == "br")
        if values.get("id") == "total_cit":
            self.hidden.append("span")
        if values.get("id") and not values["id"].startswith("fn") and values["id"] not in {"total_cit", *self.used}:
            self.used.add(values["id"])
            self.named = values.get("class") == "heading"
            self.seen.anchors.append(
                Seen(
                    values["id"] + _INSIDE * values.get("class", "").startswith("inside"),
                    self.places.of_name(values["id"]),
                )
            )
        if re.fullmatch("h[1-6]", tag):
            self.heading = []
        if tag in {"sup", "sub"}:
            self.text.append(" ")
        if tag == "a" and not (values.get("id") and values.get("href", "").lstrip(".") == f"#{values['id']}"):
            self._note(values.get("href", ""), image=False)
        elif tag in {"img", "video", "source", "iframe", "embed"}:
            self._note(values.get("src", ""), image=True)
            if values.get("poster"):
                self._note(values["poster"], image=True)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and (self.hidden[-1] == tag or (self.hidden[-1] == "span" and tag in {"strong", "b"})):
            self.hidden.pop()
        if tag not in _INLINE:
            self.end_block()
        if tag in {"sup", "sub"}:
            self.text.append(" ")
        if re.fullmatch("h[1-6]", tag) and self.heading is not None:
            name = self._slug("".join(self.heading))
            if not self.named:
                self.seen.anchors.append(Seen(name, self._line()))
            self.heading, self.named = None, False

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        self.text.append(data)
        if self.heading is not None:
            self.heading.append(data)

    def end_block(self, *, is_break: bool = False) -> None:
        text = _MARK_NAMES.sub("", _SHORTCODE.sub("", "".join(self.text)))
        self.text = []
        words = words_of(text)
        if not words:
            return
        first = None
        for word in words:
            line = self.places.of(word)
            first = first or line
            self.seen.words.append(Seen(word, line))
        self.seen.blocks.append(Seen(" ".join(words), first or self._line()))

    def _line(self) -> Line:
        return self.places.lines[self.places.at]

    def _slug(self, text: str) -> str:
        """The id that kramdown gives to a heading."""
        kept = "".join(
            letter
            for letter in text.strip().lower()
            if letter.isalnum() or letter in "-_ " or unicodedata.category(letter)[0] == "M"
        )
        name = unique = kept.replace(" ", "-") or "section"
        count = 0
        while unique in self.used:
            count += 1
            unique = f"{name}-{count}"
        self.used.add(unique)
        return unique

    def _note(self, written: str, *, image: bool) -> None:
        url = written.strip()
        if not url or url == "#" or url.startswith(("data:", "#fn", "javascript:")):
            return
        seen = Seen(url, self.places.of_text(url) or self._line())
        if is_tracker(url):
            self.seen.trackers.append(seen)
        elif image and (_STARS.search(url) or _COUNTS.search(url)):
            self.seen.drawn.append(seen)
        else:
            (self.seen.images if image else self.seen.links).append(seen)
