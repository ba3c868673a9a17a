"""Arguments of LaTeX commands: which brace closes which."""

from __future__ import annotations

import functools
import re

_MARK = re.compile(r"\\.|[{}]", re.DOTALL)
_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[([^\[\]{}]{0,200}(?:\{[^{}]*\}[^\[\]{}]{0,200})*)\]")


class Braces:
    """The groups of a LaTeX text, whose braces need not match."""

    def __init__(self, text: str) -> None:
        self.source = text

    @functools.cached_property
    def closing(self) -> dict[int, int]:
        """The position of the closing brace by that of the opening one; those never closed are missing."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in _MARK.finditer(self.source):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and opened:
                pairs[opened.pop()] = found.start()
        return pairs

    def argument(self, position: int) -> tuple[int, int] | None:
        """Start and end of the text in the group that starts here, or after spaces; None if there is none."""
        found = _SPACE.match(self.source, position)
        start = found.end() if found else position
        if self.source[start : start + 1] != "{" or start not in self.closing:
            return None
        return start + 1, self.closing[start]

    def text(self, position: int) -> tuple[str, int]:
        """The text of the group that starts here, and where the text continues; empty if there is none."""
        if found := self.argument(position):
            return self.source[found[0] : found[1]], found[1] + 1
        return "", position

    def after_option(self, position: int) -> int:
        """Where the text continues after an argument in square brackets, if there is one."""
        found = _OPTION.match(self.source, position)
        return found.end() if found else position
