"""AcadHomepage: a Jekyll site whose pages are Markdown with paper boxes in HTML.

See https://github.com/RayeRen/acad-homepage.github.io.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.jekyll.owner import owner_of, put_author
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.jekyll.site import ENDINGS, menu_links, navigation, text_in
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import OldSite, as_mapping

_OWN_FILES = ("_includes/fetch_google_scholar_stats.html", "google_scholar_crawler/main.py")
_OWN_SETTING = "google_scholar_stats_use_cdn"
_FORK = "has a side bar or a profile of its own, which is not read: look at it beside the new site"


class AcadHomepage(TemplateReader):
    """A site of this kind as a new one."""

    name, title = "acad-homepage", "AcadHomepage"
    layouts = frozenset({"archive", "archive-taxonomy", "compress", "default", "single", "splash", "talk"})

    @staticmethod
    def fits(site: OldSite) -> bool:
        quiet = OldSite(site.root)
        config = quiet.data("_config.yml")
        if (config and any(map(site.holds, _OWN_FILES))) or _OWN_SETTING in as_mapping(config):
            return True
        pages = [path for path in (*site.folder("_pages", *ENDINGS), *site.folder(".", *ENDINGS)) if site.holds(path)]
        return any("paper-box" in line.text for path in pages for line in quiet.lines(path) or ())

    def __init__(self, site: OldSite) -> None:
        super().__init__(site, ())
        self.owner = owner_of(self.config)

    def read_data(self) -> None:
        self.addresses.page = "index.md"
        put_author(self)
        own = ("_data/profile.yml", "_data/profile.yaml")
        if not isinstance(self.config.get("author"), dict) and any(map(self.site.holds, own)):
            self.site.note(Location(next(path for path in own if self.site.holds(path))), _FORK)

    def before(self, page: OldPage) -> list[str]:
        """The template shows no title; that of the menu says where we are."""
        return super().before(page) if page.old.startswith("_") and not page.old.startswith("_pages/") else []

    def finish(self, new: NewSite) -> None:
        for link in (self.records.get("profile") or {}).get("links", ()):
            if self.site.holds(path := str(link.get("url", ""))):
                self.addresses.linked.add(path)
        self.menu = [link for link in menu_links(self.site, self.addresses) or () if not link.is_page]
        new.around += [link.line._replace(text=f'<a href="{escape(link.target)}"></a>') for link in self.menu]

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        shown = [page for page in pages if not page.old.startswith("_") or page.old.startswith("_pages/")]
        nav: list[tuple[str, Any]] = list(navigation(shown)) or [("Home", "index.md")] * bool(self.menu)
        return nav + [(link.title, link.target) for link in self.menu]


class OtherJekyll(AcadHomepage):
    """A site made with Jekyll and no template that is known; its own layouts say what its pages show."""

    name, title = "jekyll", "Jekyll"
    layouts: frozenset[str] = frozenset()

    def before(self, page: OldPage) -> list[str]:
        """Layouts of themes, which a site does not hold, show the title of pages and posts."""
        is_of_theme = text_in(page.meta, "layout") not in {"", "default", "home"}
        return TemplateReader.before(self, page) if is_of_theme or page.old.startswith("_") else []
