"""Parts of every Jekyll site: settings, pages and collections with front matter, data, other files.

See https://jekyllrb.com/docs/pages/, https://jekyllrb.com/docs/collections/ and https://jekyllrb.com/docs/permalinks/.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.yaml.read import YamlError
from mkdocs_researcher.migration.jekyll.liquid import ONLY_JEKYLL, without_front_matter
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.old_yaml import read_old_yaml
from mkdocs_researcher.migration.values import as_mapping

ENDINGS = (".md", ".markdown", ".html")
"""Endings of files that Jekyll makes pages of."""

_NO_PAGES = frozenset({"404", "README", "LICENSE", "CONTRIBUTING", "CHANGELOG", "sitemap", "Gemfile"})
_HOME = ("about", "index", "home")
_DEEPEST = 4


class MenuLink(NamedTuple):
    """A link of the navigation to another site or a file: its words, where it leads, and the line that says so."""

    title: str
    target: str
    line: Line


class Jekyll:
    """The folder of a Jekyll site.

    Args:
        site: the folder; hears what the author should know.

    Attributes:
        config: what `_config.yml` holds; empty if there is none.
    """

    def __init__(self, site: OldSite) -> None:
        self.site = site
        if not site.holds("_config.yml"):
            site.note(
                Location("_config.yml"), "is not there, so the new site knows nothing of you but your pages", "info"
            )
        self.config = as_mapping(site.yaml("_config.yml"))

    def pages(self) -> list[OldPage]:
        """The pages, each with its new path; the home page is the first.

        They lie in `_pages/`, or else at the top. What lies in folders of `_pages/`, or at the top beside it, is a page
        only with front matter; else it is a part of pages.
        """
        top = self.site.folder(".", *ENDINGS)
        found = self.site.folder("_pages", *ENDINGS)
        rest = [path for path in (*self._below("_pages"), *top) if path not in found] if found else []
        pages = [self.document(path) for path in found or top if _stem(path) not in _NO_PAGES]
        pages += [page for path in rest if _stem(path) not in _NO_PAGES and (page := self.document(path)) and page.head]
        named = [page for page in pages if page is not None]
        name_pages(named)
        return named

    def collection(self, name: str) -> list[OldPage]:
        """The documents of a collection such as `talks`, from `_talks/` and its folders, in order of their names."""
        documents = [self.document(path) for path in self._below(f"_{name}") if _stem(path) not in _NO_PAGES]
        return [document for document in documents if document is not None]

    def _below(self, top: str) -> list[str]:
        """Files below a folder that may be pages, by their paths from the site's folder."""
        found: list[str] = []
        if not (self.site.root / top).resolve().is_relative_to(self.site.root.resolve()):
            self.site.note(Location(top), "is a link to another folder, so nothing in it is read")
            return found
        for folder, names, _ in os.walk(self.site.root / top):
            names.sort()
            below = posixpath.relpath(folder, self.site.root.as_posix())
            if below.count("/") >= _DEEPEST:
                names.clear()
            found += self.site.folder(below, *ENDINGS)
        return sorted(found)

    def document(self, path: str) -> OldPage | None:
        """A page or document by its path, with its front matter; None, and reported, if it cannot be read."""
        lines = self.site.lines(path)
        if lines is None:
            return None
        head, body = without_front_matter(lines)
        return OldPage(path, body, self._front_matter(head), head=head)

    def _front_matter(self, lines: Sequence[Line]) -> dict[str, Any]:
        try:
            text = "\n".join(line.text for line in lines)
            meta = read_old_yaml(text, lambda at, said: self._note(lines, at, said)) if lines else {}
        except YamlError as error:
            problem = error.problem(lines[0].file)
            place = problem.location._replace(line=(problem.location.line or 1) + lines[0].number - 1)
            self.site.note(place, f"{problem.message}; the front matter is not used")
            return {}
        return as_mapping(meta)

    def _note(self, lines: Sequence[Line], at: int, said: str) -> None:
        first = lines[0]
        self.site.note(Location(first.file, first.number + max(at, 1) - 1), said, "info")

    def data(self) -> dict[str, Any]:
        """The contents of the YAML files in `_data/`, by their names without extension."""
        return {_stem(path): self.site.yaml(path) for path in self.site.folder("_data", ".yml", ".yaml")}

    def scope(self) -> dict[str, Any]:
        """The variables that Liquid knows on every page."""
        time = f"{ONLY_JEKYLL}site.time{ONLY_JEKYLL}"
        return {"site": {"time": time, **self.config, "data": self.data()}}

    def addresses(self, pages: Sequence[OldPage]) -> Addresses:
        """Where addresses of the old site lead now.

        Args:
            pages: the pages of the new site, with their new paths.
        """
        base = str(self.config.get("baseurl") or "").rstrip("/")
        own = str(self.config.get("url") or "").rstrip("/")
        owner = str(self.config.get("repository") or "").partition("/")[0]
        own = own or (f"https://{owner.lower()}.github.io" if re.fullmatch(r"[\w-]+", owner) else "")
        return Addresses(self.site, base, own, {key: page.path for page in pages for key in page.known_as})


def name_pages(pages: list[OldPage]) -> None:
    """Finds the home page and puts it first; gives each page its new path and those of its old addresses."""
    stems = [_stem(page.old) for page in pages]
    at_top = [index for index, page in enumerate(pages) if page.meta.get("permalink") == "/"]
    named = [stems.index(name) for name in _HOME if name in stems]
    home = (at_top or named or [0])[0]
    taken = {"index.md"}
    for index, page in enumerate(pages):
        name_page(page, taken, "index" if index == home else "", stems[index])
    pages.sort(key=lambda page: page.path != "index.md")


def name_page(page: OldPage, taken: set[str], name: str = "", stem: str = "") -> None:
    """Gives a page its new path, which keeps its old address where it has one.

    Args:
        page: the page.
        taken: paths that are taken; the new one is added.
        name: its name if that is settled.
        stem: its name if it has no `permalink`.
    """
    link = str(page.meta.get("permalink") or "").strip("/").removesuffix(".html")
    link = "" if ":" in link else link
    if not name:
        name = "/".join(filter(None, (_safe(part) for part in (link or stem).split("/")))) or "page"
        while f"{name}.md" in taken:
            name += "-page"
    page.path = f"{name}.md"
    taken.add(page.path)
    aliases = page.meta.get("redirect_from") or []
    aliases = [aliases] if isinstance(aliases, str) else aliases if isinstance(aliases, list) else []
    known = (link, *aliases, page.old)
    page.known_as = list(dict.fromkeys(str(name).strip("/") for name in known if str(name).strip("/")))


def _safe(name: str) -> str:
    """A part of a path as it is if nothing is odd about it, for people know it."""
    return name if re.fullmatch(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*", name) else slug(name) if name else ""


def navigation(pages: Sequence[OldPage]) -> list[tuple[str, str]]:
    """Names and targets of the navigation, if the site has more than its home page."""
    if len(pages) < 2:
        return []
    names = {page.path: title_of(page) or posixpath.splitext(page.path)[0].title() for page in pages}
    names["index.md"] = "Home"
    return [(name, path) for path, name in names.items()]


def menu_links(site: OldSite, addresses: Addresses) -> list[MenuLink]:
    """Entries of `_data/navigation.yml` that are not pages or their sections: other sites, and files."""
    path = "_data/navigation.yml"
    data = site.yaml(path) if site.holds(path) else None
    main = data.get("main") if isinstance(data, dict) else None
    lines = (site.lines(path) if isinstance(main, list) else None) or []
    made = []
    for item in main if isinstance(main, list) else ():
        title, url = (text_in(item, name) if isinstance(item, dict) else "" for name in ("title", "url"))
        bare = url.partition("#")[0].strip("/")
        line = next((line for line in lines if url and url in line.text), Line("", path, 1))
        if not title or not bare or bare in addresses.pages:
            continue
        if is_external(url) and (target := addresses.link(url, line.place)):
            made.append(MenuLink(title, addresses.pages.get(target, target), line))
        elif site.holds(bare):
            addresses.linked.add(bare)
            made.append(MenuLink(title, bare, line))
        elif not is_external(url):
            site.note(line.place, f"'{title}' does not link to a page of the new site", "info")
    return made


def title_of(page: OldPage) -> str:
    """The title in the front matter of a page; empty if it has none."""
    return text_in(page.meta, "title")


def text_in(meta: Mapping[str, Any], name: str) -> str:
    """A field of front matter as text; empty if it holds none."""
    value = meta.get(name)
    return value.strip() if isinstance(value, str) else ""


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
