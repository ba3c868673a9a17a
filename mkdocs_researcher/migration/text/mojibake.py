"""Text that was saved as UTF-8 and read as something else, put right where that is certain."""

from __future__ import annotations

_CODECS = ("mac_roman", "cp1252")


def repaired(line: str) -> str:
    """The line as it was meant; as it is, if that is not certain.

    A line is repaired as a whole: only if all of it is UTF-8 once its letters are turned back into the bytes that an
    editor on a Mac or on Windows took them for, and if only one of the two editors can have done it.
    """
    if line.isascii():
        return line
    found = {text for codec in _CODECS if (text := _read_again(line, codec)) not in (None, line)}
    return found.pop() or line if len(found) == 1 else line


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
