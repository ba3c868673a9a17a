"""HTML that is inserted into a finished page: long lists, and email addresses that the search must not index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from markupsafe import escape

from mkdocs_researcher.fields.urls import has_address, hide_addresses, without_addresses
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import Packed, Store, pieces_of, unpack
from mkdocs_researcher.syntax.calls import Fragment
from mkdocs_researcher.syntax.settings import Settings

if TYPE_CHECKING:
    from mkdocs_researcher.macros.base import SearchEntry
    from mkdocs_researcher.rendering.renderer import Renderer

_ITEM = re.compile(r'<(?:article|li) [^>]*?\bid="([^"]+)"')
_ITEM_OR_TITLE = r'<(?:article|li) [^>]*?\bid="([^"]+)"|<(h[1-6]) class="rs-title"'
_WORD_JOINER = "\u2060"
_LATE = re.compile(r"<!--rs-late:(\d+)-->")


def with_title_ids(html: str, page: Page) -> str:
    """The HTML of entries with an id on the title of each, for a search that reads headings in finished pages."""
    anchor = ""

    def identified(match: re.Match[str]) -> str:
        nonlocal anchor
        if match[1] or not anchor:
            anchor = match[1] or ""
            return match[0]
        title = page.unique(f"{anchor}-title")
        anchor = ""
        return f'<{match[2]} id="{title}" class="rs-title"'

    return re.sub(_ITEM_OR_TITLE, identified, html)


class LateHtml:
    """Holds HTML back until its page is finished.

    Args:
        context: returns the hash of everything they depend on besides the papers; empty to cache nothing.
    """

    def __init__(
        self, renderer: Callable[[], Renderer], store: Store, context: Callable[[], str], settings: Settings
    ) -> None:
        self.renderer = renderer
        self.store = store
        self.context = context
        self.inserts_late_html = settings.inserts_late_html
        # mkdocs-static-i18n drops search entries of a translation that equal those of the default language.
        self.end = _WORD_JOINER if settings.translates else ""
        self.texts: list[str | Packed] = []

    def shorten_list(self, pieces: Sequence[Fragment], search: Sequence[SearchEntry]) -> Iterator[Fragment]:
        """Holds a long list back and puts a short form in its place.

        The theme's search reads each page's HTML again. It finds the titles, authors and venues of the short
        form, each with an anchor, and need not parse megabytes.
        """
        entries = iter(search)
        for piece in pieces:
            if not piece.html:
                yield piece
                continue
            anchors = _ITEM.findall(piece.html)
            shorts = [self._short(anchor, entry) for anchor, entry in zip(anchors, entries, strict=False)]
            yield piece._replace(html=self._placeholder(hide_addresses(piece.html), "".join(shorts), "div"))

    def _short(self, anchor: str, entry: SearchEntry) -> str:
        def make() -> str:
            title = self.renderer().inline(entry.title)
            # Markup.format would take as long as everything else together.
            return without_addresses(f'<h3 id="{escape(anchor)}">{title}</h3>{escape(entry.text)}{self.end}')

        context = self.context()
        return self.store.one("short", (entry, anchor) if context else None, make, (context, self.renderer().page.url))

    def protect(self, html: str, tag: Literal["div", "span"]) -> str:
        """The HTML with email addresses that neither harvesters nor the site's search can read."""
        if not has_address(html):
            return html
        hidden = hide_addresses(html)
        return self._placeholder(hidden, without_addresses(html), tag) if self.inserts_late_html else hidden

    def _placeholder(self, html: str, short: str, tag: Literal["div", "span"]) -> str:
        number = len(self.texts)
        self.texts.append(self.store.pack(html))
        return f"<{tag}><!--rs-late:{number}-->{short}<!--rs-late-end:{number}--></{tag}>"

    def finish_text(self, html: str, page: Page) -> str:
        """Adds the links from works to their citations, in the page and in the HTML that is held back."""
        renderer = self.renderer()
        if page.references:
            self.texts[:] = [self.store.pack(renderer.finish(unpack(late), page)) for late in self.texts]
        return renderer.finish(html, page)

    def finish(self, html: str) -> str:
        """Inserts the HTML that was held back into a finished page."""
        if not self.texts or "<!--rs-late:" not in html:
            return html
        pieces = []
        done = 0
        for match in _LATE.finditer(html):
            start = html.rfind("<", 0, match.start())
            end = f"<!--rs-late-end:{match[1]}--></{html[start + 1 : match.start()]}"
            position = html.find(end, match.end())
            if start >= done and position >= 0:
                # The texts are not removed: a blog shows the start of a post on other pages, too.
                pieces += [html[done:start], *pieces_of(self.texts[int(match[1])])]
                done = position + len(end)
        return "".join([*pieces, html[done:]])
