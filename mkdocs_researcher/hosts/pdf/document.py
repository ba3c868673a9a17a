"""The CV as a document for Typst, from the parts of `cv()`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from mkdocs_researcher.fields.numbers import format_number
from mkdocs_researcher.hosts.pdf.blocks import Absolute, Block, blocks_of, runs_of
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.macros.base import Arguments, Part
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.site import Site

_SECTION = 2


def cv_document(site: Site, arguments: Arguments, site_url: str) -> dict[str, Any]:
    """The document.

    Args:
        site: the site.
        arguments: those of `cv()`.
        site_url: URL of the site; if it is empty, links within the site become plain text.

    Returns:
        `lang`, `name`, `native`, `role` (runs), `contacts` (each `text` and `url`), and the `sections`: each `title`
        (runs) and `blocks`, see `blocks.py`.

    Raises:
        MacroError: the profile or the data file of a section is missing.
        BrokenDataError: data has problems of its own.
    """
    macro = BY_NAME["cv"]
    head, *parts = macro.build(site.library, arguments).parts
    page = Page()

    def absolute(url: str) -> str:
        if url.startswith(("https://", "http://", "mailto:", "tel:")):
            return url
        return urljoin(site_url, url) if site_url and not url.startswith("#") else ""

    return {
        "lang": site.settings.language,
        **_head(site, head, page, absolute),
        "sections": _sections(site, parts, page, absolute),
    }


def _head(site: Site, head: Part, page: Page, absolute: Absolute) -> dict[str, Any]:
    profile = head.context["profile"]
    places = [profile.role, *(place.name for place in profile.affiliations), profile.location]
    role: list[Any] = []
    for text in filter(None, places):
        role += [site.renderer.phrase("comma")] if role else []
        role += runs_of(site.renderer.inline(text), absolute)
    return {
        "name": profile.name,
        "native": profile.native_name or "",
        "role": role,
        "contacts": list(_contacts(site, head, page, absolute)),
    }


def _contacts(site: Site, head: Part, page: Page, absolute: Absolute) -> Iterator[dict[str, str]]:
    for contact in head.context["contacts"]:
        text = contact.link.label
        if contact.citations:
            number = format_number(contact.citations, site.renderer.language)
            text += site.renderer.phrase("comma") + site.renderer.phrase("citations_many", n=number)
        yield {"text": text, "url": absolute(site.urls.resolve(contact.link.url, page.url)) if contact.link.url else ""}


def _sections(site: Site, parts: list[Part], page: Page, absolute: Absolute) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    for part in parts:
        level = part.depth + (part.heading is not None)
        html = site.renderer.render_open(
            part.template or "cv", {"body": None, **part.context, "level": level + 1}, page
        )
        blocks = blocks_of(html, absolute, site.renderer.phrase)
        title = runs_of(site.title(part.heading), absolute)
        if part.heading is None:
            sections[-1]["blocks"] += blocks
        elif level == _SECTION:
            sections.append({"title": title, "blocks": blocks})
        else:
            heading: Block = {"k": "h", "level": level, "c": title}
            sections[-1]["blocks"] += [heading, *blocks]
    return sections
