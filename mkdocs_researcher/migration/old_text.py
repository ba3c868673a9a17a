"""Text of old sites: its lines, YAML that Jekyll and Hugo take and we do not, letters that were read wrongly, values.

Jekyll and Hugo take control characters in YAML, and keys given twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml

_TWICE = "appears twice"
_QUOTE = (
    "a quote within the value ends it, so the old site did not read this front matter; it is read as part of the value"
)
_CONTROL = "control character"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WITHOUT = "holds control characters, which are left out"
_SAID = "'{}' is given twice; the last one is used, as on the old site"
_CODECS = ("mac_roman", "cp1252")
_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u1e00-\u1eff]")


class Line(NamedTuple):
    """A line of text, and where it came from: the file as the author knows it, and the line in it."""

    text: str
    file: str
    number: int

    @property
    def place(self) -> Location:
        return Location(self.file, self.number)


def as_mapping(value: Any) -> dict[str, Any]:
    """A value, if it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def as_items(value: Any) -> list[Any]:
    """A list, or one value as a list of one."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def is_on(value: Any) -> bool:
    """Is the value true?"""
    return str(value).strip().lower() in {"true", "yes", "on", "1"}


# Letters


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


# YAML


def read_old_yaml(text: str, note: Callable[[int, str], None]) -> Any:
    """The contents of a text as `read_yaml` gives them.

    Raises:
        YamlError: it is no YAML.
    """
    try:
        return read_yaml(text)
    except YamlError as error:
        if (repaired := _requoted(text, error.line)) != text:
            note(error.line, _QUOTE)
            return read_old_yaml(repaired, note)
        text = _CONTROLS.sub("", text)
        is_twice = error.message.startswith(_TWICE)
        if not (is_twice or _CONTROL in error.message) or _has_aliases(text):
            raise
        note(error.line, _SAID.format(error.field) if is_twice else _WITHOUT)
    try:
        return _clean(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"is no YAML: {error}"[:200]) from None


def _requoted(text: str, number: int) -> str:
    """The text with the value of a line quoted anew, if a quote within it is the one that encloses it."""
    lines = text.split("\n")
    name, _, written = lines[number - 1].partition(":") if 0 < number <= len(lines) else ("", "", "")
    quote, value = written.strip()[:1], written.strip()[1:-1]
    if quote not in {"'", '"'} or written.strip()[-1:] != quote or quote not in value or "\\" in value:
        return text
    shown = value.replace("''", "'") if quote == "'" else value
    lines[number - 1] = f"{name}: {json.dumps(shown, ensure_ascii=False)}"
    return "\n".join(lines)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return _CONTROLS.sub("", value) if isinstance(value, str) else value


def _has_aliases(text: str) -> bool:
    """Does a text repeat parts of itself, which could make it grow without limit?"""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader))
