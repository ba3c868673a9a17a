"""Metadata in the head of each page: description, authorship, citation tags, alternates."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.meta_tags import Sharing, Tag, first_paragraph, sharing_tags, shortened, with_tags
from mkdocs_researcher.hosts.mkdocs.page_layout import is_svg
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import Output, hash_of
from mkdocs_researcher.syntax.site import Site

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page as MkDocsPage

    from mkdocs_researcher.macros.papers.model import Paper
    from mkdocs_researcher.macros.people import PersonEntry
    from mkdocs_researcher.macros.profile import Profile


_PRELOAD = '<link rel="preload" as="font" type="font/woff2" href="{}" crossorigin>'


class Alternate(NamedTuple):
    """Another format of the home page's content.

    Attributes:
        path: below the site's root.
        language: code of its language if that is not the page's.
    """

    kind: str
    path: str
    title: Callable[[], str]
    language: str = ""

    def link(self, url: str) -> str:
        from mkdocs_researcher.rendering.page import relative_url

        language = f' hreflang="{escape(self.language)}"' if self.language else ""
        address = escape(relative_url(self.path, url))
        return f'<link rel="alternate" type="{self.kind}"{language} title="{escape(self.title())}" href="{address}">'


class PageHeads:
    """The heads of the pages of one build.

    Attributes:
        papers: ids of the papers that have a page, by its path below `docs_dir`.
        people: ids of the people who have a page, by its path below `docs_dir`.
        home: MkDocs' file of the home page; None if there is none.
    """

    def __init__(self, site: Site, docs_dir: Path, facts: SiteFacts) -> None:
        self.site = site
        self.docs_dir = docs_dir
        self.facts = facts
        self.preloaded: tuple[str, ...] = ()
        self.papers: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.alternates: list[Alternate] = []
        self.home: File | None = None

    @functools.cached_property
    def owner(self) -> Profile | None:
        """The person the site is about; None without a valid profile."""
        library = self.site.library
        return next(iter(library.optional(DATA_FILES["profile"])), None) if library.has("profile") else None

    def is_home(self, page: MkDocsPage) -> bool:
        """Is it the home page, in any language? MkDocs knows only the one at the root of the site."""
        return page.is_homepage or page.file is self.home

    def finish(self, html: str, page: MkDocsPage) -> str:
        """The page as rendered by the theme, with metadata in its head and its long lists inserted."""
        made = self.site.calls.output(f"head {self._key_of(page)}", lambda: self._head_of(page))
        tags = [Tag(*tag) for tag in made.facts["tags"]]
        # Insert long lists last so that earlier steps need not scan them.
        return self.site.late_html.finish(with_tags(html, tags, made.facts["elements"]))

    def _key_of(self, page: MkDocsPage) -> str:
        meta = [page.meta.get(key) for key in ("title", "description", "image")]
        links = [(link.path, link.language) for link in self.alternates] if self.is_home(page) else None
        values = (page.file.src_uri, page.url, str(page.title), meta, links, self.preloaded)
        # Not as part of the tuple: the representation of a long text takes longer than the rest of the head.
        return hash_of(f"{values!r} {page.content or ''}")

    def _head_of(self, page: MkDocsPage) -> Output:
        from mkdocs_researcher.rendering.page import relative_url

        paper = self._paper_of(page)
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
        person = self.people.get(page.file.src_uri, "")
        profile = self._profile_of(person)
        if self.is_home(page):
            elements += self._home(profile, page.url)
        elif person and profile:
            from mkdocs_researcher.formats.json_ld import as_script, person_data

            elements.append(as_script(person_data(profile, self.facts, url, self._lab_of(person))))
        sharing = self._sharing(page, paper, profile)._replace(url=url)
        return Output({"tags": [*tags, *sharing_tags(sharing, self.facts)], "elements": elements})

    def _paper_of(self, page: MkDocsPage) -> Paper | None:
        if (name := self.papers.get(page.file.src_uri)) is None:
            return None
        from mkdocs_researcher.macros.papers.model import optional_papers

        return self.site.library.derived(optional_papers)[name]

    def _home(self, profile: Profile | None, url: str) -> Iterator[str]:
        yield from (alternate.link(url) for alternate in self.alternates)
        if profile:
            from mkdocs_researcher.formats.json_ld import as_script, lab_data, person_data

            is_lab = profile.type == "organization"
            yield as_script(
                lab_data(profile, self._members(), self.facts) if is_lab else person_data(profile, self.facts)
            )

    def _members(self) -> Iterator[tuple[PersonEntry, str]]:
        from mkdocs_researcher.macros.people import people_by_id, person_url

        for person in self.site.library.derived(people_by_id).values():
            if person.group and not person.is_former:
                yield person, person_url(self.site.library, person)

    def _lab_of(self, person: str) -> Profile | None:
        """The lab, if the person is a member of it now."""
        is_lab = self.owner is not None and self.owner.type == "organization"
        return self.owner if is_lab and person in {member.key for member, _ in self._members()} else None

    def _profile_of(self, person: str) -> Profile | None:
        if not person:
            return self.owner
        data = self.site.data_of(Page(person=person))
        profile: Profile = data.optional(DATA_FILES["profile"])[0]
        return profile

    def _sharing(self, page: MkDocsPage, paper: Paper | None, profile: Profile | None) -> Sharing:
        title, description, image = (_text(page.meta, key) for key in ("title", "description", "image"))
        if paper:
            title, description = paper.title, description_of(paper)
        from mkdocs_researcher.formats.plain import text_of

        wide = bool(image)
        address = self._image(page, image) if image else ""
        alt = ""
        if not address and paper and self._is_picture(paper.image):
            address, alt, wide = self.facts.absolute(paper.image or ""), paper.image_alt or "", True
        if not address and profile and self._is_picture(profile.avatar):
            address, alt, wide = self.facts.absolute(profile.avatar or ""), text_of(profile.name), False
        is_profile = profile is not None and (self.is_home(page) or page.file.src_uri in self.people)
        if is_profile and profile:
            title = title or profile.name
            description = description or profile.tagline or profile.bio or ""
        title = title or str(page.title or "") or self.facts.name
        description = description or first_paragraph(page.content or "") or self.facts.description
        if not description and self.owner:
            description = self.owner.tagline or self.owner.bio or ""
        kind = "article" if paper else "profile" if is_profile else "website"
        return Sharing(title, description, address, alt, "", kind, wide)

    def _is_picture(self, image: str | None) -> bool:
        """Is it a picture that programs show beside a link? None of them shows SVG."""
        return bool(image) and not is_svg(image or "") and not self.site.urls.is_missing(image or "")

    def _image(self, page: MkDocsPage, image: str) -> str:
        if self.site.urls.is_missing(image):
            path = self.site.library.display_path(self.docs_dir / page.file.src_uri)
            location = Page(display_path=path, read=lambda: str(page.file.content_string)).location_of("image")
            self.site.report(Problem(location, self.site.urls.missing_message(image), "image", "warning"))
            return ""
        return "" if is_svg(image) else self.facts.absolute(image)


def _text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return value.strip() if isinstance(value, str) else ""


def description_of(paper: Paper) -> str:
    """A description of a paper in a sentence or two of Markdown."""
    return shortened(paper.summary or paper.abstract or "")
