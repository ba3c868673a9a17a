"""The values of fields: texts in braces or quotes, numbers and names of strings, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.dates.forms import ENGLISH_MONTHS
from mkdocs_researcher.fields.text import LONGEST

MONTHS = {name[:3].lower(): name for name in ENGLISH_MONTHS}
"""The strings that every BibTeX style defines, from January."""

_MARK = re.compile(r"(?<!\\)[{}\"]")
_STRICT_MARK = re.compile(r"[{}\"]")
_NAME = re.compile(r"[^\s#{}\",]+")
_STRICT_NAME = re.compile(r"[^\s#{}\",=()]+")
_SPACE = re.compile(r"\s*")
_NEXT_FIELD = re.compile(r";?\s*([A-Za-z][\w-]*)\s*=\s*")


class Piece(NamedTuple):
    """A piece of a value: text in braces or quotes, or a name or number; None where there is neither."""

    text: str
    kind: Literal["text", "name"] | None


class Value(NamedTuple):
    """A value as text without its delimiters, LaTeX as written.

    Attributes:
        undefined: names that no `@string` defines; they are part of the text as written.
        error: what is wrong with the form of the value, empty if nothing is.
        rest: name and value of the next field where a comma is missing.
    """

    text: str
    undefined: tuple[str, ...] = ()
    error: str = ""
    rest: tuple[str, str] | None = None


def read_value(raw: str, strings: Mapping[str, str]) -> Value:
    """Reads a value: `{text}`, `"text"`, numbers and names of strings (by lower-case name), joined by `#`."""
    first, inner, last = raw[:1], raw[1:-1], raw[-1:]
    is_closed = (first == "{" and last == "}") or (first == last == '"')
    # Most texts have no braces inside, which Python finds faster than the pattern.
    if is_closed and not (("{" in inner or "}" in inner or '"' in inner) and _MARK.search(raw, 1, len(raw) - 1)):
        return Value(inner)
    if raw.isdecimal():
        return Value(raw)
    return _joined(raw, strings)


def _joined(raw: str, strings: Mapping[str, str]) -> Value:
    pieces, position = read_pieces(raw)
    texts: list[str] = []
    undefined: list[str] = []
    size = 0
    for piece in pieces:
        known = None
        if piece.kind == "name" and not piece.text.isdecimal():
            name = piece.text.lower()
            known = strings.get(name, MONTHS.get(name))
            if known is None:
                undefined.append(piece.text)
        texts.append(piece.text if known is None else known)
        size += len(texts[-1])
        if size > LONGEST:  # strings made of strings grow exponentially
            return Value("", (), "joins strings into more text than a page can show")
    text = "".join(texts)
    if position >= len(raw):
        return Value(text, tuple(undefined), "" if raw else "has no value")
    return _with_rest(raw, position, text, tuple(undefined))


def _with_rest(raw: str, position: int, text: str, undefined: tuple[str, ...]) -> Value:
    if found := _NEXT_FIELD.match(raw, position):
        return Value(text, undefined, "a comma is missing after its value", (found[1], raw[found.end() :]))
    if raw[0] not in '{"':
        return Value(raw, (), "needs braces around its text")
    return Value(
        f"{text} {raw[position:].strip()}",
        undefined,
        "has text after its closing brace or quote; put the whole text in braces, {…}",
    )


def read_pieces(text: str, position: int = 0, *, strict: bool = False) -> tuple[list[Piece], int]:
    """The pieces of the value at a position, and where the text after it starts.

    Args:
        strict: count braces after a backslash too, as BibTeX itself does, and end names and numbers at parentheses and
            `=`. Without it, braces are counted as bibtexparser counts them. A value that is never closed ends with
            the text.
    """
    pieces: list[Piece] = []
    while True:
        position = _after_space(text, position)
        if text[position : position + 1] in ("{", '"'):
            end = _closing(text, position, strict=strict)
            pieces.append(Piece(text[position + 1 : end], "text"))
            position = min(end + 1, len(text))
        elif found := (_STRICT_NAME if strict else _NAME).match(text, position):
            pieces.append(Piece(found[0], "name"))
            position = found.end()
        else:
            pieces.append(Piece("", None))
        position = _after_space(text, position)
        if not text.startswith("#", position):
            return pieces, position
        position += 1


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _closing(text: str, position: int, *, strict: bool) -> int:
    """Where the brace or quote at a position is closed; the end of the text if it is not."""
    quoted = text[position] == '"'
    depth = 0 if quoted else 1
    for found in (_STRICT_MARK if strict else _MARK).finditer(text, position + 1):
        if found[0] == '"':
            if quoted and depth == 0:
                return found.start()
            continue
        depth += 1 if found[0] == "{" else -1
        if depth == 0 and not quoted:
            return found.start()
        if depth < 0 and strict:
            break
    return len(text)
