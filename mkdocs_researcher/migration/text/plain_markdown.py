"""HTML within Markdown as plain Markdown: what data fields take, and what is easy to edit."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Around words that the old page set apart by colour: an award, as a rule.
OPEN, CLOSE = "\ue010", "\ue011"
# Placeholder for an asterisk that is not emphasis; the reader of names knows it.
STAR = "∗"

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_TIGHT = frozenset({*_MARKS, "a"})
_KEPT = frozenset({"sup", "sub", "code", "kbd", "mark", "del", "s"})
_BREAKS = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "center", "section", "details", "summary", "h3", "h4", "h5"}
)
_SILENT = frozenset({"script", "style", "noscript"})
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]+)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_LISTED = re.compile(r"\{:?[.#][^{}\n]*\}|\{:[^{}\n]*\}")
_NO_ENTITY = re.compile(r"&(?!#?\w{1,30};)")
_COLOUR = re.compile(r"color\s*:|font-weight|background", re.I)


@dataclass
class Found:
    """Other contents of a text.

    Attributes:
        scholar: ids of publications at Google Scholar.
        badge: the words of the badge.
        videos: addresses of videos.
        posters: URLs of preview images of videos.
    """

    scholar: list[str] = field(default_factory=list)
    badge: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    posters: list[str] = field(default_factory=list)


def plain_markdown(text: str, found: Found | None = None) -> str:
    """Markdown with HTML in it as Markdown alone, as far as Markdown has a sign for it; other tags leave their text.

    Args:
        text: as kramdown reads it.
        found: takes what has no place in a text.
    """
    reader = _Reader(found or Found())
    text = _AUTOLINK.sub(r"[\1](\1)", _COMMENT.sub("", text))
    text = (
        text.replace("\\|", "|")
        .replace("\\*", STAR)
        .replace("\\(", "(")
        .replace("\\)", ")")
        .replace("\\\\\n", "<br>\n")
    )
    if "<" in text or "&" in text:
        reader.feed(_NO_ENTITY.sub("&amp;", text))
        reader.close()
        text = "".join(reader.parts)
    text = _LISTED.sub("", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")


class _Reader(HTMLParser):
    """Writes the Markdown of what it is fed."""

    def __init__(self, found: Found) -> None:
        super().__init__(convert_charrefs=False)
        self.found = found
        self.parts: list[str] = []
        self.closing: list[tuple[str, str, int]] = []
        self.silent = 0
        self.in_badge = 0
        self.in_video = False  # words in it are for browsers that show no videos

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            if values.get("src"):
                self.parts.append(f"![{values.get('alt', '')}]({values['src'].strip()})")
        elif tag in {"video", "source"}:
            if values.get("src"):
                self.found.videos.append(values["src"].strip())
            if values.get("poster"):
                self.found.posters.append(values["poster"].strip())
            self.in_video |= tag == "video"
        elif tag not in {"hr", "col", "wbr", "input", "meta", "link"}:
            self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        start = end = ""
        classes = values.get("class", "").split()
        if "show_paper_citations" in classes:
            self.found.scholar.append(values.get("data", "").strip())
        if "badge" in classes and tag in {"div", "span"}:
            self.in_badge = len(self.closing) + 1
        if tag in _MARKS:
            start = end = _MARKS[tag]
        elif tag in _KEPT:
            start, end = f"<{tag}>", f"</{tag}>"
        elif tag == "a" and values.get("href"):
            start, end = "[", f"]({values['href'].strip().replace(' ', '%20')})"
        elif tag == "li":
            start, end = "\n- ", "\n"
        elif tag in _BREAKS:
            start = end = "\n\n"
        elif tag in {"td", "th"}:
            end = "\n"
        elif tag == "font" or (tag == "span" and _COLOUR.search(values.get("style", ""))):
            start, end = OPEN, CLOSE
        self.parts.append(start)
        self.closing.append((tag, end, len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
            return
        self.in_video &= tag != "video"
        for index in range(len(self.closing) - 1, -1, -1):
            if self.closing[index][0] == tag:
                while len(self.closing) > index:
                    self._close()
                break
        if len(self.closing) < self.in_badge:
            self.in_badge = 0

    def close(self) -> None:
        """Ends what was never closed."""
        super().close()
        while self.closing:
            self._close()

    def _close(self) -> None:
        """Close the innermost element; text of a link or emphasis is on one line, without spaces inside its marks."""
        tag, end, start = self.closing.pop()
        if tag not in _TIGHT:
            self.parts.append(end)
            return
        inner = "".join(self.parts[start:])
        words = " ".join(inner.split())
        before = self.parts[start - 1]
        del self.parts[start - 1 :]
        if not words and tag != "a":
            self.parts.append(inner)
            return
        space = inner[:1].isspace(), inner[-1:].isspace()
        self.parts += [" " * space[0], before, words, end, " " * space[1]]

    def handle_data(self, data: str) -> None:
        if self.in_badge:
            self.found.badge.append(data)
        elif not self.silent and not self.in_video:
            is_mark = bool(self.closing) and self.closing[-1][0] == "sup"
            self.parts.append(data.replace("*", STAR) if is_mark else data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data("&lt;" if name == "lt" else html.unescape(f"&{name};").replace("\xa0", " "))

    def handle_charref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&#{name};").replace("\xa0", " "))
