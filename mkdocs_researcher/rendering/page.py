"""The page that something is shown on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Frame = Literal["sidebar", "header", "none"]


@dataclass(eq=False)
class Page:
    """A page of the site while it is made.

    Attributes:
        path: path below `docs_dir`, with forward slashes; empty if unknown.
        url: address below the site's root, such as `papers/`.
        shown: path as the author knows it, for messages.
        read: gives the whole text of the file, front matter included; empty if unknown.
        file: the host's own object for the file, by which it is known again.
        frame: where the page shows the profile.
        anchors: ids that are taken on the page.
        symbols: icons that the page already holds as symbols.
    """

    path: str = ""
    url: str = ""
    shown: str = "page"
    read: Callable[[], str] = str
    file: object = None
    frame: Frame = "none"
    anchors: set[str] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)

    @property
    def has_name(self) -> bool:
        """Whether the page's frame shows the owner's name as the page's one `h1`."""
        return self.frame != "none"

    @functools.cached_property
    def source(self) -> str:
        """The whole text of the file. It is read when there is something to look up in it."""
        return self.read()

    def unique(self, anchor: str) -> str:
        """The anchor, with a number if the page already has it."""
        name, number = anchor, 1
        while name in self.anchors:
            number += 1
            name = f"{anchor}-{number}"
        self.anchors.add(name)
        return name
