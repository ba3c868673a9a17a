"""The page that something is shown on."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Page:
    """A page of the site while it is made.

    Attributes:
        path: path below `docs_dir`, with forward slashes; empty if unknown.
        url: address below the site's root, such as `papers/`.
        shown: path as the author knows it, for messages.
        source: whole text of the file, front matter included; empty if unknown.
        has_name: whether the page's frame shows the owner's name as the page's one `h1`.
        anchors: ids that are taken on the page.
        symbols: icons that the page already holds as symbols.
    """

    path: str = ""
    url: str = ""
    shown: str = "page"
    source: str = ""
    has_name: bool = False
    anchors: set[str] = field(default_factory=set)
    symbols: set[str] = field(default_factory=set)

    def unique(self, anchor: str) -> str:
        """The anchor, with a number if the page already has it."""
        name, number = anchor, 1
        while name in self.anchors:
            number += 1
            name = f"{anchor}-{number}"
        self.anchors.add(name)
        return name
