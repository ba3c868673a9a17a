"""The output of our templates as a small tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "use", "wbr"))


@dataclass
class Node:
    """An element; the root has no tag, and attributes without a value are empty."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """True if it has one of these classes."""
        classes = self.attributes.get("class", "").split()
        return any(name in classes for name in names)

    def elements(self) -> Iterator[Node]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def first(self, name: str) -> Node | None:
        """The first descendant of a class, None if there is none."""
        for child in self.elements():
            if child.has(name):
                return child
            if found := child.first(name):
                return found
        return None

    def text(self) -> str:
        """All text in the element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node()
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Node:
    """The tree of an HTML fragment; elements that are never closed end with it."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
