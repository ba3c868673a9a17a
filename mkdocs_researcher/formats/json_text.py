"""JSON text as plain data with the place of each value.

The reader of the standard library gives no places, and gives up at a comment or a comma too many, which people and
templates write. Both are read here and told. Grammar: RFC 8259; every scalar stays text, as in `loaders.yaml_file`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any, NamedTuple

Path = tuple[str | int, ...]

_MAX_DEPTH = 100
_BLANK = re.compile(r"[ \t\r\n\ufeff\xa0]*")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")
_STRINGS = json.JSONDecoder(strict=False)
_NO_COMMENTS = "JSON has no comments; this one is passed over, and other programs will refuse the file"
_NO_COMMA = "a comma stands before the end; JSON has none there, and other programs will refuse the file"


class JsonError(Exception):
    """The text is no usable JSON.

    Args:
        message: what is wrong and what is right.
        line: line from 1.
        column: column from 1.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


class Oddity(NamedTuple):
    """Something that was read although it is no JSON, or that hides something else."""

    line: int
    column: int
    message: str
    field: str = ""


class Parsed(NamedTuple):
    """JSON after reading.

    Attributes:
        data: nested `dict`, `list`, `str` and `None`.
        places: line and column, from 1, of each field and list item.
        oddities: in the order of the text.
    """

    data: Any
    places: dict[Path, tuple[int, int]]
    oddities: tuple[Oddity, ...]


def read_json(text: str) -> Parsed:
    """Reads JSON.

    Raises:
        JsonError: it is cut off, or no JSON; the message says what to mend.
    """
    return _Reader(text).run()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.path: list[str | int] = []
        self.places: dict[Path, tuple[int, int]] = {}
        self.oddities: list[Oddity] = []
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.opened: list[int] = []

    def run(self) -> Parsed:
        self.skip()
        self.places[()] = self.place(self.at)
        data = self.value()
        self.skip()
        if self.at < len(self.text):
            raise self.error("something follows after the end of the data; a JSON file holds one value")
        return Parsed(data, self.places, tuple(self.oddities))

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def error(self, message: str, at: int | None = None) -> JsonError:
        return JsonError(f"no valid JSON: {message}", *self.place(self.at if at is None else at))

    def cut_off(self) -> JsonError:
        line, column = self.place(self.opened[-1]) if self.opened else (1, 1)
        sign = self.text[self.opened[-1]] if self.opened else "{"
        return self.error(f"the file ends before the '{sign}' of line {line}, column {column} is closed; it is cut off")

    def odd(self, at: int, message: str, field: str = "") -> None:
        self.oddities.append(Oddity(*self.place(at), message, field))

    def skip(self) -> None:
        """Goes on to the next sign that means something."""
        while True:
            self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]
            if not self.text.startswith(("//", "/*"), self.at):
                return
            comment = _COMMENT.match(self.text, self.at)
            if not comment:
                raise self.error("a comment is never closed; JSON has no comments, so remove it")
            self.odd(self.at, _NO_COMMENTS)
            self.at = comment.end()

    def peek(self) -> str:
        self.skip()
        if self.at >= len(self.text):
            raise self.cut_off() if self.opened else self.error("the file is empty")
        return self.text[self.at]

    def value(self) -> Any:
        sign = self.peek()
        if sign in "{[":
            if len(self.opened) >= _MAX_DEPTH:
                raise self.error(f"the data is nested more than {_MAX_DEPTH} levels deep")
            self.opened.append(self.at)
            self.at += 1
            found: Any = self.mapping() if sign == "{" else self.sequence()
            self.opened.pop()
            return found
        if sign == '"':
            return self.string()
        if match := _WORD.match(self.text, self.at) or _NUMBER.match(self.text, self.at):
            self.at = match.end()
            return None if match[0] == "null" else match[0]
        raise self.error(f"{_quoted(sign)} cannot start a value; text stands in straight double quotes")

    def string(self) -> str:
        try:
            text, self.at = _STRINGS.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            if "Unterminated" in error.msg:
                raise self.error("a text in quotes is never closed; the file may be cut off") from None
            message = "in quotes a \\ starts an escape such as \\n; write \\\\ for a \\ itself"
            raise self.error(message, error.pos) from None
        return str(text)

    def sequence(self) -> list[Any]:
        items: list[Any] = []
        while self.goes_on("]", bool(items)):
            self.path.append(len(items))
            self.places[tuple(self.path)] = self.place(self.at)
            items.append(self.value())
            self.path.pop()
        return items

    def mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.goes_on("}", bool(found)):
            start = self.at
            if self.peek() != '"':
                raise self.error(f"a name in straight double quotes belongs here, not {_quoted(self.text[self.at])}")
            key = self.string()
            if self.peek() != ":":
                raise self.error(f"a ':' belongs after the name \"{key[:40]}\", not {_quoted(self.text[self.at])}")
            self.at += 1
            self.path.append(key)
            self.places[tuple(self.path)] = self.place(start)
            value = self.value()
            if key in found:
                self.odd(start, "stands twice in the same entry; the last one counts", key)
            found[key] = value
            self.path.pop()
        return found

    def goes_on(self, end: str, has_some: bool) -> bool:
        """Whether another item follows; goes over the comma, or over the end."""
        sign = self.peek()
        if has_some and sign == ",":
            comma = self.at
            self.at += 1
            sign = self.peek()
            if sign == end:
                self.odd(comma, _NO_COMMA)
        elif has_some and sign != end:
            raise self.error(f"a comma or {end} belongs here, not {_quoted(sign)}")
        if sign == end:
            self.at += 1
            return False
        return True


def _quoted(sign: str) -> str:
    return f"'{sign}'" if sign.isprintable() else f"the invisible character U+{ord(sign):04X}"
