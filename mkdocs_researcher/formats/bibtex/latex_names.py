"""LaTeX in names of people: accents become letters, braces stay."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mkdocs_researcher.formats.bibtex.latex_symbols import NOTHING, SPACES, accented, after_name, symbol

_IN_NAMES = re.compile(r"\\([A-Za-z]+|.)|~", re.DOTALL)
_ONE_LETTER = re.compile(r"\{([^\W\d_])\}")


@lru_cache(maxsize=50_000)
def to_name(text: str) -> str:
    r"""Names with their accents, `Erd{\H o}s` as `Erdős`; braces around more than a letter stay, they have meaning."""
    if "\\" not in text and "~" not in text:
        return text
    parts, position = [], 0
    while found := _IN_NAMES.search(text, position):
        parts.append(text[position : found.start()])
        written, position = _in_name(text, found)
        parts.append(written)
    written = unicodedata.normalize("NFC", "".join([*parts, text[position:]]))
    return _ONE_LETTER.sub(r"\1", written)


def _in_name(text: str, found: re.Match[str]) -> tuple[str, int]:
    name, end = found[1], found.end()
    if name is None or name in SPACES:
        return " ", end
    if accent := accented(text, name, end):
        return (accent.text + "{" if accent.opens else accent.text), accent.end
    if name in NOTHING:
        return "", after_name(text, name, end)
    if (sign := symbol(name)) is not None:
        return sign, after_name(text, name, end)
    return found[0], end
