"""Text that was saved as UTF-8 and read as something else, put right where that is certain."""

from __future__ import annotations

import re

_CODECS = ("mac_roman", "cp1252")
_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u1e00-\u1eff]")


def repaired(line: str) -> str:
    """The line as it was meant; as it is, if that is not certain.

    A line is repaired as a whole: only if all of it is UTF-8 once its letters are turned back into the bytes that an
    editor on a Mac or on Windows took them for, and if only one of the two editors can have done it: what both can
    have done is what makes words of it (`Ã©` is `é` on Windows, and a mark without a letter on a Mac).
    """
    if line.isascii():
        return line
    found = {text for codec in _CODECS if (text := _read_again(line, codec)) is not None and text != line}
    if len(found) > 1:
        found = {text for text in found if _is_latin(text)}
    return found.pop() if len(found) == 1 else line


def _is_latin(text: str) -> bool:
    return all(letter.isascii() or _LATIN.fullmatch(letter) for letter in text)


def _read_again(line: str, codec: str) -> str | None:
    try:
        return b"".join(_byte(letter, codec) for letter in line).decode("utf-8")
    except ValueError:
        return None


def _byte(letter: str, codec: str) -> bytes:
    """The byte that a letter was read from; Windows shows the few it has no letter for as control characters."""
    try:
        return letter.encode(codec)
    except UnicodeEncodeError:
        if codec == "cp1252" and 0x80 <= ord(letter) < 0xA0:
            return bytes([ord(letter)])
        raise
