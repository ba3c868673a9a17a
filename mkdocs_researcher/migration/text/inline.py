"""Parts of a line of Markdown: links, pictures, emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_researcher.migration.text.plain_markdown import CLOSE, OPEN

_LABEL = r"((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\]){0,600})"
_ADDRESS = r"<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,3000})>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
LINK = re.compile(rf"(?<!!)\[{_LABEL}\]\(\s*{_ADDRESS}\s*\)")
IMAGE = re.compile(rf"!\[([^\[\]]*)\]\(\s*{_ADDRESS}\s*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=\S)\1(?!\w)")
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(.+)\1")
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2139\u2190-\u21ff\u2300-\u23ff\ufe0f\u200d\u20e3]+"
)


class Part(NamedTuple):
    """A link: its words and its address."""

    label: str
    url: str


def links_in(text: str) -> list[Part]:
    """The links of a line, in order."""
    return [Part(bare(match[1]), match[2]) for match in LINK.finditer(text)]


def bare(text: str) -> str:
    """Words without the emphasis, colours, brackets and backslashes around them."""
    text = without_colour(text).strip()
    while True:
        smaller = re.sub(r"\\([\[\]*_#])", r"\1", text).strip()
        if (match := _AROUND.fullmatch(smaller)) and not _is_in(match[1], match[2]):
            smaller = match[2].strip()
        if smaller.startswith("[") and smaller.endswith("]") and smaller.count("[") == 1:
            smaller = smaller[1:-1].strip()
        if smaller == text:
            return text
        text = smaller


def _is_in(mark: str, text: str) -> bool:
    return mark in (text.replace(mark * 2, "") if len(mark) == 1 else text)


def without_emphasis(text: str) -> str:
    """The words of a text without its emphasis; marks after names stay."""
    while (smaller := _EMPHASIS.sub(r"\2", text)) != text:
        text = smaller
    return text


def emphasised(text: str) -> list[str]:
    """The bold parts of a text."""
    return [match[2] for match in _EMPHASIS.finditer(text) if len(match[1]) > 1]


def without_colour(text: str) -> str:
    """A text without the signs of colour."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def without(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """A text without what fits the patterns."""
    for pattern in patterns:
        text = pattern.sub("", text)
    return text
