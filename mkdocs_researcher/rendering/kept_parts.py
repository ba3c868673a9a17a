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
    """Shows the part between `{% kept %}` and `{% endkept %}` by the environment's `kept_parts` and `known_part`.

    Attributes:
        form: number of the form in which the tag is compiled. Bump it when `parse` changes: what is compiled is kept.
    """

    tags: ClassVar = {"kept"}  # type: ignore[misc]
    form = 1

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """The tag as two calls; the second renders the part, if the first does not know it."""
        line = next(parser.stream).lineno
        template, depends = nodes.Const(parser.name), parser.parse_tuple()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        known = parser.free_identifier(line)
        # A filter, for a list calls it for each of its items, and a call is slow.
        look = nodes.Filter(depends, "known_part", [template], [], None, None)
        render = nodes.CallBlock(self.call_method("_render", [depends, template]), [], [], body)
        choice = nodes.If(known, [nodes.Output([known])], [], [render])
        return [nodes.Assign(known, look).set_lineno(line), choice.set_lineno(line)]

    def _render(self, depends: tuple[Any, ...], template: str, caller: Callable[[], Markup]) -> Markup:
        parts: KeptParts = self.environment.kept_parts  # type: ignore[attr-defined]
        return parts.render(depends, template, caller)


class _Part(NamedTuple):
    """A part that was rendered, with the ids and icons that the page then held."""

    html: Markup
    anchors: Sequence[str]
    icons: Sequence[str]


class KeptParts:
    """Shows parts of templates, from what the last build made of them where it can.

    Args:
        memory: what it made.
        show_icon: makes the page hold an icon.

    Attributes:
        page: the page that is rendered.
        anchors: ids that the part asks for, and what it was given; noted while it is rendered.
        icons: the icons that it shows.
    """

    def __init__(self, memory: Memory, show_icon: Callable[[str], object]) -> None:
        self.memory = memory
        self.show_icon = show_icon
        self.page = Page()
        self.anchors: dict[str, str] = {}
        self.icons: dict[str, None] = {}

    def _key(self, depends: tuple[Any, ...], template: str) -> Hashable:
        return id(depends[0]), depends[1:], template, self.page.url

    def known(self, depends: tuple[Any, ...], template: str) -> Markup | None:
        """A part that is known, None if it is not; the page learns the ids and icons that it now holds.

        Args:
            depends: the item, then all else that the part is made of.
            template: name of the template.
        """
        if not self.memory.lasts:
            return None
        part: _Part | None = self.memory.get(self._key(depends, template))
        if part is None or not self.page.anchors.isdisjoint(part.anchors):
            return None
        self.page.anchors.update(part.anchors)
        for icon in part.icons:
            if icon not in self.page.symbols:
                self.show_icon(icon)
        return part.html

    def render(self, depends: tuple[Any, ...], template: str, make: Callable[[], Markup]) -> Markup:
        """A part that is made now."""
        self.anchors, self.icons = {}, {}
        html = make()
        if self.memory.lasts and all(asked == given for asked, given in self.anchors.items()):
            part = _Part(html, tuple(self.anchors), tuple(self.icons))
            self.memory.put(self._key(depends, template), part, depends[0])
        return html
