"""The page that something is shown on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Frame = Literal["sidebar", "header", "none"]
Layout = Literal["", "home", "landing", "feed", "cv", "page"]


class Reference(NamedTuple):
    """A work in the page's bibliography: id of its element, its number, 0 if the works are not numbered; its title."""

    anchor: str
    number: int
    title: str = ""


@dataclass(eq=False)
class Page:
    """A page of the site while it is made.

    Attributes:
        path: path below `docs_dir`, with forward slashes; empty if unknown.
        url: address below the site's root, such as `papers/`.
        display_path: path as the author knows it, for messages.
        read: gives the whole text of the file, front matter included; empty if unknown.
        file: the host's own object for the file, by which it is known again.
        frame: where the page shows the profile.
        columns: the columns of the theme, `navigation` and `toc`, that stay beside the profile at the side.
        layout: the kind of page, by its front matter or by what it holds; empty for none.
        named: whether a macro on it shows the owner's name as the page's one `h1`.
        top: id of what shows the name as the page's `h1`, empty if nothing does in the text.
        anchors: ids that are taken on the page.
        symbols: icons that the page already holds as symbols.
        references: the works of the page's bibliographies by their ids.
        cited: ids of the elements that cite a work, by the id of the work.
        labels: names and year by which works are cited, by their ids.
        listed_twice: ids of works that stood in a bibliography already, and whether it was the same work; not told yet.
    """

    path: str = ""
    url: str = ""
    display_path: str = "page"
    read: Callable[[], str] = str
    file: object = None
    frame: Frame = "none"
    columns: tuple[str, ...] = ()
    layout: Layout = ""
    named: bool = False
    top: str = ""
    anchors: set[str] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)
    references: dict[str, Reference] = field(default_factory=dict)
    cited: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    listed_twice: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        """Whether the page's frame, or a macro, shows the owner's name as the page's one `h1`."""
        return self.named or self.frame != "none"

    @property
    def is_landing(self) -> bool:
        """Whether it is laid out as a landing page."""
        return self.layout == "landing"

    @functools.cached_property
    def source(self) -> str:
        """The whole text of the file. It is read when there is something to look up in it."""
        return self.read()

    def begin(self) -> str:
        """An id for what shows the name as the page's `h1`."""
        self.top = self.unique("rs-top")
        return self.top

    def unique(self, anchor: str) -> str:
        """The anchor, with a number if the page already has it."""
        name, number = anchor, 1
        while name in self.anchors:
            number += 1
            name = f"{anchor}-{number}"
        self.anchors.add(name)
        return name
