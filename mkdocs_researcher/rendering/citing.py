"""Citations and the works they lead to: filters of templates, and the ways back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.rendering.page import Page, Reference

_TOKEN = re.compile("<!--rs-cited:([^>]*)-->")
_LETTER = re.compile("<!--rs-letter:([^>]*)-->")


def define(item: Any, page: Page) -> str:
    """Makes a work (a `PaperView`) known to the citations of the page; gives the id of its element."""
    name, title = item.paper.id, item.paper.title
    anchor = page.unique(f"ref-{slug(name)}")
    first = page.references.setdefault(name, Reference(anchor, item.number, title))
    if first.anchor != anchor:
        page.listed_twice.append((name, first.title == title))
    return anchor


def cite(name: str, page: Page) -> str:
    """An id for an element that cites a work."""
    anchor = page.unique(f"cite-{slug(name)}")
    page.cited.setdefault(name, []).append(anchor)
    return anchor


def back_links(name: str) -> Markup:
    """What stands for the ways back until the page is known whole: a work may be cited after its bibliography."""
    return Markup("<!--rs-cited:{}-->").format(slug(name))


def label(citation: Any, words: str, page: Page) -> Markup:
    """Names and year by which a work (a `Citation`) is cited, and what stands for a letter behind the year."""
    if not citation.year:
        return escape(words)
    page.labels[citation.id] = words
    return escape(words) + letter(citation.id)


def letter(name: str) -> Markup:
    """What stands for the letter behind the year of a work until all citations of the page are known."""
    return Markup("<!--rs-letter:{}-->").format(slug(name))


def _letters(page: Page) -> dict[str, str]:
    """Letters for works whose labels are the same: 2025a, 2025b; in the order of the bibliography."""
    places = {name: place for place, name in enumerate(page.references)}
    by_label: dict[str, list[str]] = {}
    for name in sorted(page.labels, key=lambda name: places.get(name, len(places))):
        by_label.setdefault(page.labels[name], []).append(slug(name))
    doubled = (names for names in by_label.values() if len(names) > 1)
    return {name: _nth_letter(number) for names in doubled for number, name in enumerate(names)}


def _nth_letter(number: int) -> str:
    """`a` to `z`, then `aa`, `ab` and so on."""
    return (_nth_letter(number // 26 - 1) if number > 25 else "") + chr(ord("a") + number % 26)


def fill_in(html: str, page: Page, phrase: Callable[[str], str]) -> str:
    """Puts letters behind years and the ways back in their places."""
    if "<!--rs-letter:" in html:
        letters = _letters(page)
        html = _LETTER.sub(lambda match: letters.get(match[1], ""), html)
    return fill_back_links(html, page, phrase)


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
