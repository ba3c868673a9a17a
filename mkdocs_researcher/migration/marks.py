"""Calls in pages that are still being read: one character each, which no reader of Markdown takes for a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mkdocs_researcher.migration.new_site import Entry
from mkdocs_researcher.migration.old_site import Line

_FIRST = 0xF0000  # of a plane that is for private use
_MARK = "[\U000f0000-\U000ffffd]"


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

    def once(self, lines: Iterable[Line]) -> list[Line]:
        """Lines without the calls that stand by themselves on the page already: pages loop over a collection twice."""
        seen: set[str] = set()
        kept = []
        for line in lines:
            call = self.put(mark) if self.in_text(mark := line.text.strip()) and len(mark) == 1 else ""
            kept.append(line._replace(text="") if call and call in seen else line)
            seen.add(call)
        return kept

    def put(self, text: str) -> str:
        """A text with the calls in place of their marks."""
        return re.sub(_MARK, lambda match: self._calls[ord(match[0]) - _FIRST], text)

    def without(self, text: str) -> str:
        """A text without marks."""
        return re.sub(_MARK, "", text)

    @staticmethod
    def in_text(text: str) -> bool:
        """Is there a mark of a call that is its own paragraph or stands in a line?"""
        return re.search(_MARK, text) is not None

    @staticmethod
    def split(text: str) -> list[str]:
        """The marks in a text, in order."""
        return re.findall(_MARK, text)
