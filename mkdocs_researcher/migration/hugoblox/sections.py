"""Sections of a HugoBlox page: widgets (older, `content/home/*.md`) and blocks (newer, `sections` in front matter)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.hugoblox.site import HugoPage, weight_of
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

_OFF = "is switched off, so the old site did not show it, and it is left out"
_DEMO = "the block '{kind}' shows on the demonstration site of the template alone, so it is left out"
_HEADS = frozenset({"index", "_index"})
_KINDS = {
    "biography": "about about.biography about.avatar resume-biography resume-biography-3 biography dev-hero profile",
    "experience": "experience resume-experience",
    "awards": "accomplishments resume-awards awards",
    "skills": "skills resume-skills",
    "languages": "resume-languages languages",
    "listing": "pages collection portfolio featured publications publications_featured projects projects_list posts "
    "talks talks_selected article-grid card-grid content-collection recent_posts publications_selected",
    "people": "people team-showcase team",
    "contact": "contact contact-info",
    "cloud": "tag_cloud",
}
_NAMES = {name: kind for kind, names in _KINDS.items() for name in names.split()}


class Section(NamedTuple):
    """A section of a page.

    Attributes:
        kind: what it is: one of ours, or `free` for all that have titles, texts, pictures and links of their own.
        name: what the template calls it.
        anchor: its id; empty if it has none.
        content: what it holds.
        text: lines of a text of its own; those of a block are in `content`.
        head: the lines that hold the content.
    """

    kind: str
    name: str
    anchor: str
    content: dict[str, Any]
    text: Sequence[Line]
    head: Sequence[Line]


def is_widget(page: HugoPage) -> bool:
    """Is the file a section of a page rather than a page?"""
    return isinstance(page.meta.get("widget"), str) and posixpath.basename(page.path).partition(".")[0] not in _HEADS


def sections_of(page: HugoPage, pages: Sequence[HugoPage], site: OldSite) -> list[Section]:
    """The sections of a page in order; none if it is an ordinary page.

    Args:
        page: the page.
        pages: all files of the content folder.
        site: for notes.
    """
    if isinstance(page.meta.get("sections"), list):
        return list(_blocks(page, site))
    widgets = [one for one in pages if is_widget(one) and _folder(one) == page.folder and one is not page]
    return [
        section
        for one in sorted(widgets, key=lambda one: (weight_of(one.meta), one.path))
        if (section := _widget(one, site))
    ]


def _folder(page: HugoPage) -> str:
    """The folder of the page that a widget is on: a widget with pictures has a folder of its own."""
    return posixpath.dirname(page.folder) if page.is_bundle else page.folder


def _blocks(page: HugoPage, site: OldSite) -> Iterator[Section]:
    for item in as_items(page.meta.get("sections")):
        block = as_mapping(item)
        name = str(block.get("block") or "markdown").removeprefix("v1/").strip().lower()
        if is_on(block.get("demo")):
            site.note(page.head[0].place, _DEMO.format(kind=name), "info")
            continue
        content = {**as_mapping(block.get("content"))}
        if isinstance(block.get("content"), str):
            content["text"] = block["content"]
        anchor = str(block.get("id") or "")
        yield Section(_NAMES.get(name, "free"), name, anchor, content, (), page.head)


def _widget(page: HugoPage, site: OldSite) -> Section | None:
    if str(page.meta.get("active") or "true").lower() == "false":
        site.note(Location(page.path), _OFF, "info")
        return None
    name = str(page.meta["widget"]).strip().lower()
    content = {**page.meta, **as_mapping(page.meta.get("content"))}
    for key in ("widget", "active", "weight", "headless", "design", "advanced"):
        content.pop(key, None)
    if isinstance(content.get("content"), dict):
        del content["content"]
    anchor = posixpath.splitext(posixpath.basename(page.folder if page.is_bundle else page.path))[0]
    return Section(_NAMES.get(name, "free"), name, anchor, content, page.body, page.head or page.body)
