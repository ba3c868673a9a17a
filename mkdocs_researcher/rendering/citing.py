"""Citations and the works they lead to: filters of templates, and the ways back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.rendering.page import Page, Reference

_TOKEN = re.compile("<!--rs-cited:([^>]*)-->")


def define(item: Any, page: Page) -> str:
    """Makes a work (a `PaperItem`) known to the citations of the page; gives the id of its element."""
    anchor = page.unique(f"ref-{slug(item.paper.id)}")
    page.references.setdefault(item.paper.id, Reference(anchor, item.number))
    return anchor


def cite(name: str, page: Page) -> str:
    """An id for an element that cites a work."""
    anchor = page.unique(f"cite-{slug(name)}")
    page.cited.setdefault(name, []).append(anchor)
    return anchor


def back_links(name: str) -> Markup:
    """What stands for the ways back until the page is known whole: a work may be cited after its bibliography."""
    return Markup("<!--rs-cited:{}-->").format(slug(name))


def fill_back_links(html: str, page: Page, phrase: Callable[[str], str]) -> str:
    """Puts the ways back in their places."""
    if "<!--rs-cited:" not in html:
        return html
    cited = {slug(name): anchors for name, anchors in page.cited.items()}

    def links(match: re.Match[str]) -> str:
        anchors = cited.get(match[1], [])
        words = phrase("back_to_text")
        made = [
            Markup('<a class="rs-back" href="#{}" title="{}" aria-label="{}">↩</a>').format(
                anchor, words, f"{words} {number}" if len(anchors) > 1 else words
            )
            for number, anchor in enumerate(anchors, 1)
        ]
        return " " + " ".join(made) if made else ""

    return _TOKEN.sub(links, html)
