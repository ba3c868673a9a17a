"""HTML that is inserted when a page is finished: long lists, and e-mail addresses that the search must not find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from markupsafe import escape

from mkdocs_researcher.fields.email import has_address, hide_addresses, without_addresses
from mkdocs_researcher.macros.base import SearchEntry
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.rendering.renderer import Renderer
from mkdocs_researcher.store import Packed, Store, pieces_of, unpack
from mkdocs_researcher.syntax.calls import Fragment

_ITEM = re.compile(r'<(?:article|li) [^>]*?\bid="([^"]+)"')
_LATE = re.compile(r"<!--rs-late:(\d+)-->")


class LateHtml:
    """Keeps HTML back until its page is finished.

    Args:
        renderer: makes the short forms that stand in for it.
        store: short forms of the last build.
        context: gives the hash of everything that they depend on beside the papers; empty to make them anew.
        defers: whether the host puts it into the finished page; if not, it stands there from the start.
    """

    def __init__(self, renderer: Renderer, store: Store, context: Callable[[], str], *, defers: bool) -> None:
        self.renderer = renderer
        self.store = store
        self.context = context
        self.defers = defers
        self.texts: list[str | Packed] = []

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

        context = self.context()
        return self.store.one("short", (entry, anchor) if context else None, make, (context, self.renderer.page.url))

    def protect(self, html: str, tag: Literal["div", "span"]) -> str:
        """HTML whose e-mail addresses neither harvesters nor the site's search can read."""
        if not has_address(html):
            return html
        hidden = hide_addresses(html)
        return self._keep(hidden, without_addresses(html), tag) if self.defers else hidden

    def _keep(self, html: str, stand_in: str, tag: Literal["div", "span"]) -> str:
        number = len(self.texts)
        self.texts.append(self.store.pack(html))
        return f"<{tag}><!--rs-late:{number}-->{stand_in}<!--rs-late-end:{number}--></{tag}>"

    def finish_text(self, html: str, page: Page) -> str:
        """Links works back to where they are cited, in the page and in what is kept back."""
        if page.references:
            self.texts[:] = [self.store.pack(self.renderer.finish(unpack(late), page)) for late in self.texts]
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
                pieces += [html[done:start], *pieces_of(self.texts[int(match[1])])]
                done = position + len(end)
        return "".join([*pieces, html[done:]])
