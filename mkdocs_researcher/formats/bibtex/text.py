"""The text of a `.bib` file: bytes to characters, and what stands around the entries."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_COMMENTED = re.compile(r"^[ \t]*%.*@[ \t]*\w+[ \t]*[{(].*$", re.MULTILINE)
# BibTeX takes blanks and line breaks between "@", the type and its brace; the parser does not.
_SPREAD = re.compile(r"^([ \t]*)@(\s*)(\w+)(\s*)([{(])", re.MULTILINE)
_CP1252 = "researcher-cp1252"


class Note(NamedTuple):
    """Something to tell about a line.

    Attributes:
        line: from 1 at the top of the file.
        message: what is wrong and what is right.
        field: the field as the file has it, empty if none.
        severity: as of a `Problem`.
    """

    line: int
    message: str
    field: str = ""
    severity: Severity = "warning"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    # Of 256 bytes Windows-1252 leaves 5 without a character; Latin-1 has one for each.
    return "".join(_character(wrong[i : i + 1]) for i in range(len(wrong))), error.end


def _character(byte: bytes) -> str:
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


codecs.register_error(_CP1252, _as_cp1252)


def decode(data: bytes) -> tuple[str, list[Note]]:
    """The characters of a file, and what to tell of them.

    UTF-8, with or without byte order mark; UTF-16 with one; what is neither is taken for Windows-1252, which holds
    Latin-1, byte by byte, as in files that were put together from several.
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
        notes.append(Note(line, "the file holds a control character, which is left out; remove it"))
        text = CONTROL_CHARACTERS.sub("", text)
    return text, notes


def prepare(text: str) -> str:
    """The text as the parser takes it, with each line at its number.

    YAML front matter, which Jekyll asks for, and entries behind `%` are emptied.
    """
    if found := _FRONT_MATTER.match(text):
        text = "\n" * found[0].count("\n") + text[found.end() :]
    text = _COMMENTED.sub("%", text)
    return _SPREAD.sub(lambda m: f"{m[1]}@{m[3]}{m[5]}" + "\n" * (m[2] + m[4]).count("\n"), text)
