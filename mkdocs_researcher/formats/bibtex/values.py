"""Values of BibTeX fields: `{text}`, `"text"`, numbers and names of strings, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS = {name[:3].lower(): name for name in _MONTH_NAMES}
"""The strings that every BibTeX style defines."""

LONGEST = 200_000
"""How many characters a field may hold: thousands of authors, or a hundred abstracts. HTML of more takes minutes."""

_MARK = re.compile(r"(?<!\\)[{}\"]")
_BARE = re.compile(r"[^\s#{}\",]+")
_BLANK = re.compile(r"\s*")
_NEXT_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*=\s*")


class Value(NamedTuple):
    """A value as text.

    Attributes:
        text: the text without its delimiters, LaTeX as written.
        undefined: names that no `@string` defines; they stand in the text as they are.
        wrong: what is wrong with the form of the value, empty if nothing is.
        rest: name and value of what follows where a comma is missing.
    """

    text: str
    undefined: tuple[str, ...] = ()
    wrong: str = ""
    rest: tuple[str, str] | None = None


def read_value(raw: str, strings: Mapping[str, str]) -> Value:
    """Reads a value.

    Args:
        raw: what stands between `=` and the comma.
        strings: texts by the lower-case names that `@string` gives them.
    """
    if raw[:1] in '{"' and raw and not _MARK.search(raw, 1, len(raw) - 1) and raw[-1] == {"{": "}", '"': '"'}[raw[0]]:
        return Value(raw[1:-1])
    if raw.isdecimal():
        return Value(raw)
    return _joined(raw, strings)


def _joined(raw: str, strings: Mapping[str, str]) -> Value:
    parts: list[str] = []
    undefined: list[str] = []
    position = size = 0
    while True:
        position = _skip(raw, position)
        end, part, name = _piece(raw, position)
        if name and not name.isdecimal():
            known = strings.get(name.lower(), MONTHS.get(name.lower()))
            if known is None:
                undefined.append(name)
            part = name if known is None else known
        parts.append(part)
        size += len(part)
        if size > LONGEST:  # strings made of strings grow without end
            return Value("", (), "joins strings to more than a page can show")
        position = _skip(raw, end)
        if not raw.startswith("#", position):
            break
        position += 1
    text = "".join(parts)
    if position >= len(raw):
        return Value(text, tuple(undefined), "" if raw else "has no value")
    return _with_rest(raw, position, text, tuple(undefined))


def _with_rest(raw: str, position: int, text: str, undefined: tuple[str, ...]) -> Value:
    """A value that something else follows."""
    if found := _NEXT_FIELD.match(raw, position):
        return Value(text, undefined, "lacks a comma behind its value", (found[1], raw[found.end() :]))
    if raw[0] not in '{"':
        return Value(raw, (), "needs braces around its text")
    return Value(f"{text} {raw[position:].strip()}", undefined, "has text behind its closing brace or quote")


def _skip(raw: str, position: int) -> int:
    found = _BLANK.match(raw, position)
    return found.end() if found else position


def _piece(raw: str, position: int) -> tuple[int, str, str]:
    """End and text of one piece, or its end and its name."""
    start = raw[position : position + 1]
    if start in ("{", '"'):
        end = _closing(raw, position)
        return min(end + 1, len(raw)), raw[position + 1 : end], ""
    if found := _BARE.match(raw, position):
        return found.end(), "", found[0]
    return position, "", ""


def _closing(raw: str, position: int) -> int:
    """Where the delimiter at a position is closed; the end if it is not."""
    quoted = raw[position] == '"'
    depth = 0 if quoted else 1
    for found in _MARK.finditer(raw, position + 1):
        if found[0] == '"':
            if quoted and depth == 0:
                return found.start()
            continue
        depth += 1 if found[0] == "{" else -1
        if depth == 0 and not quoted:
            return found.start()
    return len(raw)
