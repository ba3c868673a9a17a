"""Markdown as Goldmark reads it, the one of Hugo, written so that Python-Markdown reads it alike.

Goldmark is CommonMark (https://spec.commonmark.org/) with attributes (https://gohugo.io/content-management/markdown-attributes/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.jekyll.kramdown import Writer
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.pieces import HEADING, take_apart

_MATH = re.compile(
    r"\$\$.+?\$\$|\\\\?\[.+?\\\\?\]|\\\\?\(.+?\\\\?\)|(?<![\\$\w])\$(?=[^\s$])[^$\n]+?(?<=[^\s\\$])\$(?![\w$])", re.S
)
_ATTRIBUTES = re.compile(r"^[ \t]*\{(?=[^{}:]*(?:=|[.#][\w-]))([^{}:][^{}]*)\}[ \t]*$")
_OPTIONS = re.compile(r"^(#{1,6}[ \t].*[ \t])\{([#.][^{}]*)\}[ \t]*$")
_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+#.-]*).*$")
# Names of emoji with a single letter, which look like a list of definitions.
_EMOJI = re.compile(r"(?<!\S):[a-z]:(?!\S)")
_BREAK = re.compile(r"(?<!\\)\\[ \t]*$", re.M)


def plainer(lines: Sequence[Line]) -> list[Line]:
    """Lines with the attributes of blocks, `{class="x"}`, as `{: class="x" }`, and with the language alone at fences.

    A fence around another one gets longer, for Python-Markdown would end it there.
    """
    made = [line._replace(text=_OPTIONS.sub(r"\1{: \2 }", _ATTRIBUTES.sub(r"{: \1 }", line.text))) for line in lines]
    for start, end in _fenced(made):
        match = _FENCE.match(made[start].text)
        inner = [len(found[2]) for line in made[start + 1 : end] if (found := _FENCE.match(line.text))]
        if match:
            mark = match[2][0] * max([len(match[2]), *(length + 1 for length in inner)])
            made[start] = made[start]._replace(text=f"{match[1]}{mark}{match[3]}")
            if end < len(made):
                made[end] = made[end]._replace(text=f"{match[1]}{mark}")
    return made


def _fenced(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """First and last line of each block of code between fences; the end of the text where the last one is missing."""
    start, mark, indent = -1, "", 0
    for index, line in enumerate(lines):
        match = _FENCE.match(line.text)
        if not match:
            continue
        if start < 0:
            start, mark, indent = index, match[2], len(match[1])
        elif match[2].startswith(mark) and not match[3] and len(match[1]) <= indent + 3:
            yield start, index
            start = -1
    if start >= 0:
        yield start, len(lines)


def as_seen(lines: Sequence[Line]) -> list[Line]:
    """The same lines as a visitor saw them: code without its language, and with nothing that looks like a link."""
    made = [line._replace(text=_EMOJI.sub("", line.text)) for line in lines]
    for start, end in _fenced(lines):
        for index in range(start, min(end + 1, len(made))):
            text = "" if index in {start, end} else made[index].text.replace("](", "] (").replace("<", "&lt;")
            made[index] = made[index]._replace(text=text)
    text = _MATH.sub(lambda match: match[0].replace("\\", " "), "\n".join(line.text for line in made))
    return [line._replace(text=new) for line, new in zip(made, text.split("\n"), strict=True)]


class GoldmarkWriter(Writer):
    """Writes a page of Hugo.

    Args:
        addresses: for links and pictures, seen from the page.
    """

    def __init__(self, addresses: Addresses) -> None:
        super().__init__(addresses)
        self.above = ""
        # MkDocs leaves addresses in HTML as they are, and puts a page into a folder of its name.
        self.below = "" if addresses.page.endswith("index.md") else "../"

    def page(self, lines: Sequence[Line], top: int = 2) -> list[str]:
        """All parts of a text, in order.

        Args:
            lines: the text.
            top: the level that its highest headings get, if they are higher.
        """
        pieces = take_apart(lines)
        levels = [len(match[1]) for piece in pieces if piece.kind == "heading" and (match := HEADING.match(piece.text))]
        self.step = max(0, top - min(levels)) if levels else 0
        made = []
        for piece in pieces:
            if piece.kind == "heading":
                made.append(self.heading(piece.lines[0]))
            elif piece.kind in {"fence", "comment"}:
                made.append(piece.text)
            elif piece.kind in {"element", "anchor", "box"}:
                made.append(self.element(piece.lines))
            else:
                made.append(self.text(piece.lines))
        return [part for part in made if part.strip()]

    def text(self, lines: Sequence[Line]) -> str:
        """Paragraphs and lists; math stays as it is."""
        kept: list[str] = []

        def stash(match: re.Match[str]) -> str:
            kept.append(match[0])
            return chr(0xF0000 + len(kept) - 1) + "\n" * match[0].count("\n")

        text = _MATH.sub(stash, "\n".join(line.text for line in lines))
        text = super().text([Line(part, lines[0].file, lines[0].number) for part in text.split("\n")])
        for index, math in enumerate(kept):
            sign = chr(0xF0000 + index) + "\n" * math.count("\n")
            text = text.replace(sign, math)
        return text

    def _inline(self, text: str, place: Location) -> str:
        return super()._inline(_BREAK.sub("<br>", text), place)
