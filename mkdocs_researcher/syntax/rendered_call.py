"""What a call shows, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.rendering.page import Page


class Fragment(NamedTuple):
    """A piece of what a call shows: HTML, and the HTML of a heading above it with its level (0 for none)."""

    html: str
    title: str = ""
    level: int = 0


class CallSite(NamedTuple):
    """Where a call stands.

    Attributes:
        page: the page.
        level: level of the heading above the call, 0 if there is none.
        place: gives the place of the call, for messages.
        inline: whether it stands inside a line.
    """

    page: Page
    level: int
    place: Callable[[], Location]
    inline: bool = False


class RenderedCall(NamedTuple):
    """What a call shows.

    Attributes:
        pieces: in order.
        more: link for the line of the section's heading, as HTML.
    """

    pieces: tuple[Fragment, ...]
    more: str = ""

    @property
    def html(self) -> str:
        """All of it as one piece, for places where no heading can stand."""
        shown = (
            f"<p><strong>{piece.title}</strong></p>{piece.html}" if piece.title else piece.html for piece in self.pieces
        )
        return "".join([*shown, self.more])
