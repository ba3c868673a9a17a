"""Lines of a page as Liquid goes through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs_researcher.migration.old_site import Line


class Places:
    """From a position in a text to the lines that start there."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int]) -> None:
        self.lines, self.starts, self.index = lines, starts, 0

    def after(self, position: int) -> Sequence[Line]:
        """The lines from this position on; positions only grow."""
        while self.index + 1 < len(self.starts) and self.starts[self.index + 1] <= position:
            self.index += 1
        return _Tail(self.lines, self.index)


class _Tail(Sequence[Line]):
    """The rest of a list without a copy of it."""

    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self.lines, self.start = lines, start

    def __len__(self) -> int:
        return len(self.lines) - self.start

    def __getitem__(self, index: Any) -> Any:
        return self.lines[self.start + index]

    def __iter__(self) -> Iterator[Line]:
        return (self.lines[index] for index in range(self.start, len(self.lines)))


def without_front_matter(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the front matter, and those of the page."""
    if lines and lines[0].text.rstrip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.text.rstrip() in {"---", "..."}:
                return list(lines[1:index]), list(lines[index + 1 :])
    return [], list(lines)
