"""Parts of a text: code, formulas and comments, found in time that grows with the text alone, tags of HTML, words.

A regular expression such as `<!--.*?-->` searches the rest of the text again for each opening that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

# CommonMark 0.31.2, section 6.1. Of the openings of one length only the last can be unclosed.
CODE_SPAN = r"(?s)(?<!`)(`++)(.+?)(?<!`)\1(?!`)"

MATH = re.compile(r"(?<!\\)(\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:(?!\\[()])(?:.|\n))+\\\))")
"""A formula in Markdown, with its delimiters."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""The elements of HTML that have no end tag."""


def spans(
    text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], re.Pattern[str] | None]
) -> Iterator[tuple[int, int]]:
    """Start and end of each part; parts do not overlap.

    Args:
        opening: matches the start of a part.
        closing: takes a match of the opening, and returns a pattern for the end of the part; None if the opening is
            the whole part. A part whose end matches a group `cut` is not closed.
    """
    unclosed: set[re.Pattern[str]] = set()
    position = 0
    while found := opening.search(text, position):
        position = found.end()
        pattern = closing(found)
        if pattern is None:
            yield found.span()
        elif pattern not in unclosed:
            end = pattern.search(text, position)
            if end is None:
                unclosed.add(pattern)
            elif not end.groupdict().get("cut"):
                yield found.start(), end.end()
                position = end.end()


def without(text: str, parts: Iterator[tuple[int, int]], replace: Callable[[str], str] = lambda part: "") -> str:
    """The text with each part replaced, by default removed."""
    pieces, position = [], 0
    for start, end in parts:
        pieces += [text[position:start], replace(text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


class Token(NamedTuple):
    """A tag of HTML, or a text before, between or after tags, which has no name.

    Lines count from 1, columns and positions from 0; the text of a start tag is the tag as written.
    """

    name: str
    line: int
    column: int
    start: int
    end: int
    attributes: tuple[tuple[str, str | None], ...] = ()
    text: str = ""
    is_end: bool = False

    def get(self, name: str) -> str:
        """The value of an attribute, empty if it has none."""
        return next((value or "" for key, value in self.attributes if key == name), "")


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", html))]
        self.tokens: list[Token] = []
        self.feed(html)

    def add(self, name: str, size: int, **more: Any) -> None:
        line, column = self.getpos()
        start = self.line_starts[line - 1] + column
        self.tokens.append(Token(name, line, column, start, start + size, **more))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        self.add(tag, len(written), attributes=tuple(attrs), text=written)

    def handle_endtag(self, tag: str) -> None:
        line, column = self.getpos()
        start = self.line_starts[line - 1] + column
        if self.html.startswith("</", start):  # not the second half of `<br/>`
            self.add(tag, self.html.find(">", start) + 1 - start, is_end=True)

    def handle_data(self, data: str) -> None:
        self.add("", len(data), text=data)


def html_tokens(html: str, *, to_end: bool = False) -> list[Token]:
    """The tags of HTML and the texts around them, up to a tag or comment that is never closed; `to_end`, also after it.

    Such an opening is a text, and so is a last `&` with letters, which is left out otherwise.
    """
    reader = _Reader(html)
    if to_end:
        reader.close()
    return reader.tokens


def longest_word(text: str) -> int:
    """The length of the longest part that a line cannot break; scripts that break anywhere do not count."""
    script = "" if text.isascii() else r"|[\u3040-\u9fff\uac00-\ud7af]"  # compiled only where it may occur
    return max((len(part) for part in re.split(rf"[\s\-\u2010/]+{script}", text)), default=0)
