"""The characters of a `.bib` file, and notes on its lines."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS

_CP1252 = "researcher-cp1252"


class Note(NamedTuple):
    """A message about a line, counted from 1; `field` is its name in the file, empty for the entry as a whole."""

    line: int
    message: str
    field: str = ""
    severity: Severity = "warning"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    # Windows-1252 has no character for 5 of the 256 bytes; Latin-1 has one for each.
    return "".join(_character(wrong[i : i + 1]) for i in range(len(wrong))), error.end


def _character(byte: bytes) -> str:
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


codecs.register_error(_CP1252, _as_cp1252)


def decode(data: bytes) -> tuple[str, list[Note]]:
    """The characters of a file, and notes about them.

    Reads UTF-8 with or without a byte order mark, and UTF-16 with one. Bytes that are neither are read one by one as
    Windows-1252, which contains Latin-1: files put together from several mix both.
    """
    notes: list[Note] = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = data.decode("utf-8-sig", _CP1252)
            message = "the file is not in UTF-8 and was read as Latin-1; if letters are wrong, save it as UTF-8"
            notes.append(Note(data.count(b"\n", 0, error.start) + 1, message, severity="info"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL_CHARACTERS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        notes.append(Note(line, "the file contains a control character, which is left out; remove it"))
        text = CONTROL_CHARACTERS.sub("", text)
    return text, notes
