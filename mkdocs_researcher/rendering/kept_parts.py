"""The tag `{% kept item, … %}`: a part of a template that need not be rendered again.

A list of a thousand papers of which one has changed is the old list but for one box. The tag names the item and all
else that its part is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, NamedTuple

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from mkdocs_researcher.memory import Memory
from mkdocs_researcher.rendering.page import Page


class KeptTag(Extension):
    """Gives the part between `{% kept %}` and `{% endkept %}` to the environment's `show_part`."""

    tags: ClassVar = {"kept"}  # type: ignore[misc]

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call."""
        line = next(parser.stream).lineno
        depends = parser.parse_tuple()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        call = self.call_method("_show", [nodes.Const(parser.name), depends])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _show(self, template: str, depends: Any, caller: Callable[[], Markup]) -> Markup:
        shown: Markup = self.environment.show_part(template, depends, caller)  # type: ignore[attr-defined]
        return shown


class _Part(NamedTuple):
    """A part that was rendered: its item, its HTML, and the ids and icons that the page then held."""

    item: object
    html: Markup
    anchors: Sequence[str]
    icons: Sequence[str]


class KeptParts:
    """Shows parts of templates, from what the last build made of them where it can.

    Args:
        memory: what it made.
        show_icon: makes the page hold an icon.
    """

    def __init__(self, memory: Memory, show_icon: Callable[[str], object]) -> None:
        self.memory = memory
        self.show_icon = show_icon
        self.anchors: dict[str, str] = {}
        self.icons: dict[str, None] = {}

    def show(self, key: tuple[Hashable, ...], item: object, page: Page, make: Callable[[], Markup]) -> Markup:
        """A part.

        Args:
            key: all it is made of beside the item.
            item: the item.
            page: the page; it learns the ids and icons that it now holds.
            make: renders it; ids and icons that are asked for meanwhile are noted in `anchors` and `icons`.
        """
        key = (id(item), *key)
        known: _Part | None = self.memory.get(key)
        if known and page.anchors.isdisjoint(known.anchors):
            page.anchors.update(known.anchors)
            for icon in known.icons:
                self.show_icon(icon)
            return known.html
        self.anchors, self.icons = {}, {}
        html = make()
        if all(asked == given for asked, given in self.anchors.items()):
            self.memory.put(key, _Part(item, html, tuple(self.anchors), tuple(self.icons)))
        return html
