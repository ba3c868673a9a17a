"""Calls in pages that are still being read: one character each, which no reader of Markdown takes for a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mkdocs_researcher.migration.new_site import Entry
from mkdocs_researcher.migration.old_site import Line

_FIRST = 0xF0000  # of a plane that is for private use
_MARK = "[\U000f0000-\U000ffffd]"
_WRAPPED = re.compile(rf"<(ul|ol|div|section|p|center|table|tbody)\b[^<>]*>((?:\s|{_MARK})*{_MARK}\s*)</\1\s*>", re.I)
_STRUCTURE = re.compile(r"\s*(?:</?(?:div|section|center|article|header|nav)\b[^<>]*>\s*)+$", re.I)
_HEADING = re.compile(r"\s*(?:<a\b[^<>]*>\s*)?<h([1-6])\b([^<>]*)>(.*?)</h\1\s*>(?:\s*</a>)?\s*$", re.I)
_ANCHOR = re.compile(r"\s*(?:<a\b[^<>]*\bid\s*=\s*[\"']([^\"']+)[\"'][^<>]*>|</a>)\s*$", re.I)
_ID = re.compile(r"\bid\s*=\s*[\"']([^\"']+)[\"']", re.I)


class Marks:
    """The calls, and what the old site showed in their place."""

    def __init__(self) -> None:
        self._calls: list[str] = []
        self._shown: list[Sequence[Entry]] = []

    def inline(self, call: str, shown: Iterable[Entry] = ()) -> str:
        """A mark for a call within a line."""
        self._calls.append(call)
        self._shown.append(tuple(shown))
        return chr(_FIRST + len(self._calls) - 1)

    def block(self, call: str, shown: Iterable[Entry] = ()) -> str:
        """A mark for a call that is its own paragraph; nothing for no call."""
        return f"\n\n{self.inline(call, shown)}\n\n" if call else ""

    def shown_by(self, lines: Iterable[Line]) -> list[Entry]:
        """The old site's output for the marks in some lines."""
        found = (letter for line in lines for letter in re.findall(_MARK, line.text))
        return [entry for letter in found for entry in self._shown[ord(letter) - _FIRST]]

    def put(self, text: str) -> str:
        """A text with the calls in place of their marks."""
        return re.sub(_MARK, lambda match: self._calls[ord(match[0]) - _FIRST], text)

    def without(self, text: str) -> str:
        """A text without marks."""
        return re.sub(_MARK, "", text)


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, without the boxes that its template put around the marks' output."""
    text = "\n".join(line.text for line in lines)
    while (bare := _WRAPPED.sub(r"\2", text)) != text:
        text = bare
    made: list[Line] = []
    anchor = ""
    for line, part in zip(lines, text.split("\n"), strict=True):
        if match := _ANCHOR.match(part):
            anchor = match[1] or ""
        elif match := _HEADING.match(part):
            name = _ID.search(match[2])
            anchor = name[1] if name else anchor
            made += [line._replace(text=f"{'#' * int(match[1])} {match[3].strip()}{f' {{#{anchor}}}' * bool(anchor)}")]
            anchor = ""
        elif not _STRUCTURE.match(part):
            is_mark = re.fullmatch(rf"\s*{_MARK}\s*", part)
            made.append(line._replace(text=part.strip() if is_mark else part))
    return made
