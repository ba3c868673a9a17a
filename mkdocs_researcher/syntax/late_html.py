"""What is kept back until a page is finished: long lists, and e-mail addresses that the site's search must not find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from markupsafe import escape

from mkdocs_researcher.fields.email import has_address, hide_addresses, without_addresses
from mkdocs_researcher.macros.base import SearchEntry
from mkdocs_researcher.memory import Memory
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.rendering.renderer import Renderer
from mkdocs_researcher.shelf import Shelf
from mkdocs_researcher.syntax.rendered_call import Fragment

_ITEM = re.compile(r'<(?:article|li) [^>]*?\bid="([^"]+)"')
_LATE = re.compile(r"<!--rs-late:(\d+)-->")


class LateHtml:
    """Keeps HTML back until its page is finished.

    Args:
        renderer: makes the short forms that stand in for it.
        memory: short forms of the last build.
        shelf: where long texts wait.
        defers: whether the host puts it into the finished page; if not, it stands there from the start.
    """

    def __init__(self, renderer: Renderer, memory: Memory, shelf: Shelf, *, defers: bool) -> None:
        self.renderer = renderer
        self.memory = memory
        self.shelf = shelf
        self.defers = defers
        self.texts: list[str | Path] = []

    def stand_in_for_list(self, pieces: Sequence[Fragment], search: Sequence[SearchEntry]) -> Iterator[Fragment]:
        """Keeps a long list back; until then a short form stands in its place.

        The theme's search reads each page's HTML again. It finds the titles, authors and venues of the short
        form, each with an anchor, and need not walk through megabytes.
        """
        entries = iter(search)
        for piece in pieces:
            anchors = _ITEM.findall(piece.html)
            shorts = [self._short(anchor, entry) for anchor, entry in zip(anchors, entries, strict=False)]
            yield piece._replace(html=self._keep(hide_addresses(piece.html), "".join(shorts), "div"))

    def _short(self, anchor: str, entry: SearchEntry) -> str:
        def make() -> str:
            title = self.renderer.inline(entry.title)
            # Markup.format would take as long as all the rest.
            return without_addresses(f'<h3 id="{escape(anchor)}">{title}</h3>{escape(entry.text)}')

        return self.memory.of(entry, ("short", anchor, self.renderer.page.url), make)

    def protect(self, html: str, tag: Literal["div", "span"]) -> str:
        """HTML whose e-mail addresses neither harvesters nor the site's search can read."""
        if not has_address(html):
            return html
        hidden = hide_addresses(html)
        return self._keep(hidden, without_addresses(html), tag) if self.defers else hidden

    def _keep(self, html: str, stand_in: str, tag: Literal["div", "span"]) -> str:
        number = len(self.texts)
        self.texts.append(html)
        return f"<{tag}><!--rs-late:{number}-->{stand_in}<!--rs-late-end:{number}--></{tag}>"

    def put_away(self, first: int) -> None:
        """Takes long texts out of memory.

        Args:
            first: number of the first text that may be long.
        """
        self.texts[first:] = [text if isinstance(text, Path) else self.shelf.put(text) for text in self.texts[first:]]

    def finish_text(self, html: str, page: Page) -> str:
        """Links works back to where they are cited, in the page and in what is kept back."""
        if page.references:
            self.texts[:] = [self.shelf.put(self.renderer.finish(self.shelf.get(late), page)) for late in self.texts]
        return self.renderer.finish(html, page)

    def finish(self, html: str) -> str:
        """Puts what was kept back into a finished page."""
        if not self.texts or "<!--rs-late:" not in html:
            return html
        pieces = []
        done = 0
        for match in _LATE.finditer(html):
            start = html.rfind("<", 0, match.start())
            end = f"<!--rs-late-end:{match[1]}--></{html[start + 1 : match.start()]}"
            position = html.find(end, match.end())
            if start >= done and position >= 0:
                # The texts stay: a blog shows the start of a post on other pages, too.
                pieces += [html[done:start], self.shelf.get(self.texts[int(match[1])])]
                done = position + len(end)
        return "".join([*pieces, html[done:]])
