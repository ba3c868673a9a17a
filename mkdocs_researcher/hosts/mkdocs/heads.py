"""Metadata in the head of each page: description, authorship, citation tags, alternates."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.meta_tags import Sharing, Tag, first_paragraph, sharing_tags, shortened, with_tags
from mkdocs_researcher.formats.site_facts import SiteFacts, text_of
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.rendering.urls import relative_url
from mkdocs_researcher.syntax.site import Site

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as MkDocsPage

    from mkdocs_researcher.macros.papers.model import Paper
    from mkdocs_researcher.macros.profile import Profile


_PRELOAD = '<link rel="preload" as="font" type="font/woff2" href="{}" crossorigin>'


class PageHeads:
    """The heads of the pages of one build.

    Attributes:
        preloaded: fonts that every page needs, as URLs below the site's root.
        papers: the papers that have a page, by its path below `docs_dir`.
        alternates: other formats of the home page's content: media type, path below the site's root, title.
    """

    def __init__(self, site: Site, docs_dir: Path, facts: SiteFacts) -> None:
        self.site = site
        self.docs_dir = docs_dir
        self.facts = facts
        self.preloaded: tuple[str, ...] = ()
        self.papers: dict[str, Paper] = {}
        self.alternates: list[tuple[str, str, str]] = []

    @functools.cached_property
    def owner(self) -> Profile | None:
        """The person the site is about; None without a valid profile."""
        library = self.site.library
        return next(iter(library.optional(DATA_FILES["profile"])), None) if library.has("profile") else None

    def finish(self, html: str, page: MkDocsPage) -> str:
        """The page as rendered by the theme, with metadata in its head and its long lists inserted."""
        paper = self.papers.get(page.file.src_uri)
        tags: list[Tag] = []
        elements = [_PRELOAD.format(escape(relative_url(font, page.url))) for font in self.preloaded]
        url = self.facts.page(page.url)
        if paper:
            from mkdocs_researcher.formats.highwire import citation_tags
            from mkdocs_researcher.formats.json_ld import as_script, paper_data
            from mkdocs_researcher.macros.people import AuthorLists

            tags = citation_tags(paper, self.facts, url)
            lists = self.site.library.derived(AuthorLists)
            elements.append(as_script(paper_data(paper, self.facts, lists, url)))
        profile = self.owner
        if page.is_homepage:
            elements += self._home(profile, page.url)
        sharing = self._sharing(page, paper, profile)._replace(url=url)
        # Insert long lists last so that earlier steps need not scan them.
        return self.site.late_html.finish(with_tags(html, [*tags, *sharing_tags(sharing, self.facts)], elements))

    def _home(self, profile: Profile | None, url: str) -> Iterator[str]:
        for kind, path, title in self.alternates:
            yield (
                f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(relative_url(path, url))}">'
            )
        if profile:
            from mkdocs_researcher.formats.json_ld import as_script, person_data

            yield as_script(person_data(profile, self.facts))

    def _sharing(self, page: MkDocsPage, paper: Paper | None, profile: Profile | None) -> Sharing:
        title, description, image = (_text(page.meta, key) for key in ("title", "description", "image"))
        if paper:
            title, description = paper.title, description_of(paper)
        wide = bool(image)
        address = self._image(page, image) if image else ""
        alt = ""
        if not address and paper and paper.image:
            address, alt, wide = self.facts.absolute(paper.image), paper.image_alt or "", True
        if not address and profile:
            address, alt, wide = self.facts.absolute(profile.avatar or ""), text_of(profile.name), False
        if page.is_homepage and profile:
            title = title or profile.name
            description = description or profile.tagline or profile.bio or ""
        title = title or str(page.title or "") or self.facts.name
        description = description or first_paragraph(page.content or "") or self.facts.description
        kind = "article" if paper else "profile" if page.is_homepage and profile else "website"
        return Sharing(title, description, address, alt, "", kind, wide)

    def _image(self, page: MkDocsPage, image: str) -> str:
        """URL of the image named in a page's front matter as a path below `docs_dir`."""
        if self.site.urls.is_missing(image):
            lines = str(page.file.content_string).split("\n")
            line = next((number for number, text in enumerate(lines, 1) if text.startswith("image:")), 0)
            location = Location(self.site.library.display_path(self.docs_dir / page.file.src_uri), line)
            self.site.report(Problem(location, self.site.urls.missing_message(image), "image", "warning"))
            return ""
        return self.facts.absolute(image)


def _text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return value.strip() if isinstance(value, str) else ""


def description_of(paper: Paper) -> str:
    """A description of a paper in a sentence or two of Markdown."""
    return shortened(paper.summary or paper.abstract or "")
