"""What layouts of an author's own show around the text of a page, see https://jekyllrb.com/docs/layouts/."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from mkdocs_researcher.migration.jekyll.liquid import Hooks, Liquid
from mkdocs_researcher.migration.jekyll.site import text_in
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import OldSite, split_page
from mkdocs_researcher.migration.old_text import Line
from mkdocs_researcher.migration.tree.tree import DeepError, contents, html_of, parse, shows

_PLACE = "here-is-the-content"
_ENDINGS = (".html", ".liquid", ".md")
_DEEPEST = 6
# What leads elsewhere, or works only with the scripts of the old site.
_OF_THE_FRAME = frozenset({"nav", "form", "link", "meta", "button"})


def layout_file(site: OldSite, name: str) -> str:
    """The file of a layout; empty if the site does not hold it."""
    found = (f"_layouts/{name}{ending}" for ending in _ENDINGS)
    return next((path for path in found if site.holds(path)), "") if name else ""


def around(site: OldSite, page: OldPage, scope: Mapping[str, Any], hooks: Hooks) -> tuple[list[Line], list[Line]]:
    """What the layout of a page and those around it show before and after its text.

    Of the outermost one, which holds the whole page with its navigation, it is what is in its `<main>`.
    """
    name = text_in(page.meta, "layout")
    content = f'<hr id="{_PLACE}">'
    for _ in range(_DEEPEST):
        path = layout_file(site, name)
        if not path:
            break
        lines = site.lines(path) or []
        meta, _, body = split_page(lines, site, of_jekyll=True)
        is_frame = any(re.search(r"<(?:body|html)\b", line.text, re.I) for line in body)
        made = Liquid(OldSite(site.root) if is_frame else site, {**scope, "content": content, "layout": meta}, hooks)
        text = "\n".join(line.text for line in made.run(body))
        if is_frame and _place_in(text, within="main") is None:
            break
        content, name = text, str(meta.get("layout") or "")
        if is_frame:
            break
    found = _place_in(content, within="main") or _place_in(content)
    if found is None:
        return [], []
    line = Line("", page.old, 1)
    before, after = _both_sides(*found)
    return [line._replace(text=text) for text in before], [line._replace(text=text) for text in after]


def _place_in(text: str, within: str = "body") -> tuple[HtmlElement, HtmlElement] | None:
    try:
        body = parse(text)
    except (DeepError, ValueError):
        return None
    place = next((one for one in body.iter("hr") if one.get("id") == _PLACE), None)
    top = next(place.iterancestors(within), None) if place is not None else None
    return (place, top) if place is not None and top is not None else None


def _both_sides(place: HtmlElement, top: HtmlElement) -> tuple[list[str], list[str]]:
    before: list[str] = []
    after: list[str] = []
    while place is not top:
        parent = place.getparent()
        nodes = contents(parent)
        at = next(index for index, node in enumerate(nodes) if node is place)
        before = [*_texts(nodes[:at]), *before]
        after += _texts(nodes[at + 1 :])
        place = parent
    return before, after


def _texts(nodes: list[str | HtmlElement]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            text = node.strip()
        elif not shows(node) or node.tag in _OF_THE_FRAME or node.get("hidden") is not None:
            text = ""
        else:
            for one in list(node.iter("script", *_OF_THE_FRAME)):
                one.drop_tree()
            text = html_of(node)
        if text:
            yield from ("", *re.sub(r"\n\s*\n", "\n", text).split("\n"), "")
