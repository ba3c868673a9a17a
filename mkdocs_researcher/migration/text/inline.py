"""Parts of a line of Markdown in data and front matter: links, pictures, emphasis."""

from __future__ import annotations

import re
from typing import NamedTuple

_LABEL = r"((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\]){0,600})"
_ADDRESS = r"<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,3000})>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
LINK = re.compile(rf"(?<!!)\[{_LABEL}\]\(\s*{_ADDRESS}\s*\)")
IMAGE = re.compile(rf"!\[([^\[\]]*)\]\(\s*{_ADDRESS}\s*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=\S)\1(?!\w)")
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(.+)\1")


class Part(NamedTuple):
    """A link: its words and its address."""

    label: str
    url: str


def bare(text: str) -> str:
    """Words without the emphasis, brackets and backslashes around them."""
    text = text.strip()
    while True:
        smaller = re.sub(r"\\([\[\]*_#])", r"\1", text).strip()
        if (match := _AROUND.fullmatch(smaller)) and match[1] not in match[2]:
            smaller = match[2].strip()
        if smaller.startswith("[") and smaller.endswith("]") and smaller.count("[") == 1:
            smaller = smaller[1:-1].strip()
        if smaller == text:
            return text
        text = smaller


def without_emphasis(text: str) -> str:
    """The words of a text without its emphasis; marks after names stay."""
    while (smaller := _EMPHASIS.sub(r"\2", text)) != text:
        text = smaller
    return text
