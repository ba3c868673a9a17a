"""Parts of a page that fold away: `<details>` with a year as its summary."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.pieces import Piece, take_apart
from mkdocs_researcher.migration.text.points import Item, html_items, items_of

_FOLD = re.compile(
    r"\A\s*<details\b([^<>]*)>\s*<summary\b[^<>]*>(.*?)</summary>((?:(?!<details\b).)*)</details>\s*\Z", re.I | re.S
)
_WRAPPED = re.compile(r"\A\s*<(div|section)\b[^<>]*>((?:(?!<div\b|<section\b).)*)</\1>\s*\Z", re.I | re.S)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Fold(NamedTuple):
    """A collapsible part of a page.

    Attributes:
        summary: words that open it.
        is_open: whether it is open at first.
        pieces: what is in it.
        line: where it starts.
    """

    summary: str
    is_open: bool
    pieces: tuple[Piece, ...]
    line: Line

    @property
    def year(self) -> str:
        """The year in its summary; empty if there is none."""
        match = _YEAR.search(self.summary)
        return match[0] if match else ""

    def leave_out(self, site: OldSite) -> None:
        """Notes what the summary says beside the year, for which a list by years has no place."""
        words = [word for word in words_of(self.summary) if word != self.year]
        if words:
            message = f"'{shortened(self.summary)}' opens news of a year; the new list says the year alone"
            site.note(self.line.place, message, "info")
            site.left_out.update(words)


def read_fold(piece: Piece) -> Fold | None:
    """A piece that folds away; None if it does not."""
    match = _FOLD.match(piece.text) if piece.kind == "element" else None
    if not match:
        return None
    start = match.start(3)
    body = match[3]
    if wrapped := _WRAPPED.match(body):
        start, body = start + wrapped.start(2), wrapped[2]
    first = piece.text.count("\n", 0, start)
    lines = [
        Line(text, piece.lines[first].file, piece.lines[min(first + index, len(piece.lines) - 1)].number)
        for index, text in enumerate(body.split("\n"))
    ]
    is_open = re.search(r"\bopen\b", match[1], re.I) is not None
    return Fold(plain_text(match[2]).strip(), is_open, tuple(take_apart(lines)), piece.lines[0])


def items_of_piece(piece: Piece) -> list[Item]:
    """The points of a list, in Markdown or HTML."""
    return items_of(piece.lines) if piece.kind == "list" else html_items(piece.text, piece.lines[0])
