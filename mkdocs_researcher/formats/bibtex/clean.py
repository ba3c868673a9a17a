"""Reads the one BibTeX entry that an author gives for a paper, so that it can be written again in good order."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_researcher.fields.text import one_line
from mkdocs_researcher.formats.bibtex.entry_text import MONTHS

_HEAD = re.compile(r"\s*@\s*([A-Za-z]+)\s*[{(]\s*([^\s,{}()=\"]*)\s*(,|(?=[})]))")
_NAME = re.compile(r"[\s,]*([A-Za-z_][\w:.+/-]*)\s*=\s*", re.A)
_BARE = re.compile(r"[^\s{}\",=#()]+")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r"[{}\"]")
_JOIN = re.compile(r"\s*#\s*")
_END = re.compile(r"[\s,]*[})]\s*")
_NO_ENTRIES = {"comment", "preamble", "string"}


class Entry(NamedTuple):
    """An entry: type and names of fields in lower case, the key as written, values in LaTeX."""

    kind: str
    key: str
    fields: dict[str, str]


def read_entry(text: str) -> Entry | None:
    """The entry in a text; None if the text is not exactly one whole entry."""
    head = _HEAD.match(text)
    if not head or head[1].lower() in _NO_ENTRIES:
        return None
    fields: dict[str, str] = {}
    position = head.end()
    while name := _NAME.match(text, position):
        value, position = _value(text, name.end())
        if position < 0:
            return None
        key = name[1].lower()
        month = value[:3].lower()
        fields.setdefault(key, month if key == "month" and month in MONTHS and value.isalpha() else one_line(value))
    if not fields or not _END.fullmatch(text, position):
        return None
    return Entry(head[1].lower(), head[2], fields)


def _value(text: str, position: int) -> tuple[str, int]:
    """The value that starts at a position, and where it ends; -1 if it does not end."""
    value = ""
    while True:
        part, position = _part(text, position)
        value += part
        joint = _JOIN.match(text, position) if position >= 0 else None
        if joint is None:
            return value, position
        position = joint.end()


def _part(text: str, position: int) -> tuple[str, int]:
    sign = text[position : position + 1]
    if sign in {"{", '"'}:
        end = _end_of(text, position, _BRACE if sign == "{" else _QUOTE)
        return text[position + 1 : end], end + 1 if end >= 0 else -1
    bare = _BARE.match(text, position)
    return (bare[0], bare.end()) if bare else ("", -1)


def _end_of(text: str, position: int, signs: re.Pattern[str]) -> int:
    """Where the braces or quotes that open at a position close, -1 if nowhere."""
    depth = 0
    for match in signs.finditer(text, position):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0:
                return -1
        if (match[0] == "}" and depth == 0 and text[position] == "{") or (
            match[0] == '"' and depth == 0 and match.start() > position
        ):
            return match.start()
    return -1
