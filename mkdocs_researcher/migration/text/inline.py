"""Parts of a line of Markdown in data and front matter: links, pictures, emphasis."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_SIGN = re.compile(r"\\.|\[|\](?:\(\s*)?")
_ADDRESS = re.compile(
    r"<?((?:[^()\s<>]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,3000})>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=\S)\1(?!\w)")
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(.+)\1")


class Part(NamedTuple):
    """A link: its words and its address."""

    label: str
    url: str


def with_addresses(text: str, of_link: Callable[[str], str], of_image: Callable[[str], str]) -> str:
    """Markdown with other addresses; a link whose new address is empty leaves its words, and a picture nothing.

    Args:
        text: the words of a field.
        of_link: the new address of a link.
        of_image: that of a picture.
    """
    changes: list[tuple[int, int, str]] = []
    opened: list[int] = []
    for sign in _SIGN.finditer(text):
        if sign[0] == "[":
            opened.append(sign.start())
        elif sign[0][0] == "]" and opened:
            start = opened.pop()
            address = _ADDRESS.match(text, sign.end()) if len(sign[0]) > 1 else None
            if address is None:
                continue
            is_image = text[start - 1 : start] == "!"
            new = (of_image if is_image else of_link)(address[1])
            if new:
                changes.append((sign.end(), address.end(), f"{new})"))
            elif is_image:
                changes.append((start - 1, address.end(), ""))
            else:
                changes += [(start, start + 1, ""), (sign.start(), address.end(), "")]
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


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
