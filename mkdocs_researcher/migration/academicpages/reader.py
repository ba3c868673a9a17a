"""academicpages: publications, talks, courses and a portfolio, each a collection of Markdown files.

See https://github.com/academicpages/academicpages.github.io.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.academicpages.publications import read_publications
from mkdocs_researcher.migration.jekyll.calls import call_for
from mkdocs_researcher.migration.jekyll.cv_sections import CvSections
from mkdocs_researcher.migration.jekyll.document_records import (
    read_news,
    read_posts,
    read_projects,
    read_talks,
    read_teaching,
)
from mkdocs_researcher.migration.jekyll.liquid import Hooks
from mkdocs_researcher.migration.jekyll.liquid_filters import Documents
from mkdocs_researcher.migration.jekyll.profile import read_author, shown_of_author
from mkdocs_researcher.migration.jekyll.site import navigation, text_in
from mkdocs_researcher.migration.jekyll.template_reader import TemplateReader
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.addresses import Addresses

_COLLECTIONS = ("publications", "talks", "teaching", "portfolio", "projects", "posts", "news")
# Pages that list what other pages hold.
_LISTS = frozenset({"category-archive", "tag-archive", "collection-archive", "page-archive", "sitemap"})
_LISTED = "lists what is on other pages, which the navigation and the search of the new site do, so it is left out"
_NO_OUTPUT = frozenset({"base_path", "toc", "toc.html", "group-by-array", "paginator.html", "comments.html"})
_CV = ("_data/cv.json", "_data/cv.yml")
_BY_CATEGORY = "publications by category"


def is_academicpages(site: OldSite) -> bool:
    """Does a folder look like such a site: its collections and the template's own files, or its settings?"""
    has_collections = any(site.folder(f"_{name}", ".md", ".html") for name in ("publications", "talks", "teaching"))
    files = ("_includes/archive-single-talk.html", "talkmap.py", "_includes/archive-single-cv.html")
    if has_collections and any(site.holds(path) for path in files):
        return True
    config = OldSite(site.root).yaml("_config.yml")
    known = isinstance(config, dict) and ("talkmap_link" in config or "publication_category" in config)
    return known and isinstance(config.get("author"), dict)


def read_academicpages(site: OldSite) -> NewSite:
    """All of a site as a new project.

    Raises:
        MigrationError: it contains no page.
    """
    return _Reader(site).read()


class _Papers:
    """The papers that the site has beside its CV."""

    def __init__(self, reader: TemplateReader) -> None:
        self.reader = reader

    @property
    def keys(self) -> set[str]:
        return {str(paper.get("id") or paper["title"]) for paper in self.reader.records.get("papers", [])}


class _Reader(TemplateReader):
    def __init__(self, site: OldSite) -> None:
        super().__init__(site, _COLLECTIONS)
        for page in [page for page in self.pages if _stem(page) in _LISTS and page.path != "index.md"]:
            self.pages.remove(page)
            site.note(Location(page.old), _LISTED, "info")
        self.cv = CvSections(self, next((path for path in _CV if site.holds(path)), _CV[0]), _Papers(self))

    def read_data(self) -> None:
        self._profile()
        read_publications(self)
        read_talks(self)
        read_teaching(self)
        read_projects(self, "portfolio")
        read_projects(self, "projects")
        read_posts(self)
        read_news(self)
        categories = self.config.get("publication_category")
        if isinstance(categories, dict):
            self.scope["site"]["publication_category"] = Documents(
                _BY_CATEGORY, [list(one) for one in categories.items()]
            )

    def _profile(self) -> None:
        place = Location("_config.yml")
        self.set_profile(read_author(self.config, Addresses(self.site)), place)
        self.person += [[line] for line in shown_of_author(self.config, self.site)]

    def alone(self, doc: OldPage) -> list[str]:
        """A paper at the address that it had."""
        shown = dict(
            zip(
                (str(paper.get("id")) for paper in self.records.get("papers") or ()),
                self.shown.get("papers", ()),
                strict=False,
            )
        )
        if (name := str(doc.meta.get("paper_id") or "")) not in shown:
            return []
        self.addresses.pages.update(dict.fromkeys(doc.known_as, doc.path))
        doc.lines, doc.shown = [], [shown[name]]
        return ["", f"{{{{ paper({json.dumps(name)}) }}}}"]

    def hooks(self, page: OldPage) -> Hooks:
        return Hooks(lambda collection, line: self._loop(collection, page, line), include=self._include)

    def _loop(self, collection: Documents, page: OldPage, line: Line) -> str | None:
        if collection.name == "pages":
            self.site.note(line.place, _LISTED, "info")
            return ""
        if collection.name == _BY_CATEGORY:
            return call_for(self, "publications", group="category")
        if collection.name not in self.known:
            return None
        group = "year" if collection.name == "posts" and page.path != "index.md" else ""
        return call_for(self, collection.name if collection.group else collection, group=group)

    def _include(self, file: str, parameters: Mapping[str, Any], line: Line) -> str | None:
        if file in _NO_OUTPUT:
            return ""
        if file.startswith("cv-template"):
            self.cv.read()
            return self.cv.call()
        return None

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        """The home page, then what `_data/navigation.yml` names; without that file all pages."""
        data = self.site.yaml("_data/navigation.yml")
        main = data.get("main") if isinstance(data, dict) else None
        if not isinstance(main, list):
            return list(navigation(pages))
        paths = {name: page.path for page in pages for name in page.known_as}
        made: list[tuple[str, Any]] = [("Home", "index.md")]
        for item in main:
            title, url = (text_in(item, name) if isinstance(item, dict) else "" for name in ("title", "url"))
            bare = url.partition("#")[0].strip("/")
            target = url if "://" in url else paths.get(bare, bare if self.site.holds(bare) else "")
            if title and target and target != "index.md":
                made.append((title, target))
            elif title and bare and target != "index.md":
                self.site.note(
                    Location("_data/navigation.yml"), f"'{title}' does not link to a page of the new site", "info"
                )
        return made


def _stem(page: OldPage) -> str:
    return posixpath.splitext(posixpath.basename(page.old))[0]
