"""Parts of a text from an opening to a closing mark, such as comments, found in time that grows with the text alone.

A regular expression such as `<!--.*?-->` searches the rest of the text again for each opening that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# CommonMark 0.31.2, section 6.1. Of the openings of one length only the last can be unclosed.
CODE_SPAN = r"(?s)(?<!`)(`++)(.+?)(?<!`)\1(?!`)"

MATH = re.compile(r"(?<!\\)(\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:(?!\\[()])(?:.|\n))+\\\))")
"""A formula in Markdown, with its delimiters."""


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
