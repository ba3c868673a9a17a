"""HugoBlox, once Academic and Wowchemy: a Hugo site of pages with much front matter, and of sections made of blocks."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.records import keep_valid
from mkdocs_researcher.importing.cv import data_texts
from mkdocs_researcher.migration.hugoblox import cv
from mkdocs_researcher.migration.hugoblox.authors import Author, owner_of, portrait_of, profile_of
from mkdocs_researcher.migration.hugoblox.home import SectionWriter
from mkdocs_researcher.migration.hugoblox.listing import Listings
from mkdocs_researcher.migration.hugoblox.pages import body_of, page_foot, page_head
from mkdocs_researcher.migration.hugoblox.project import HugoProject
from mkdocs_researcher.migration.hugoblox.sections import is_widget, sections_of
from mkdocs_researcher.migration.hugoblox.settings import settings_text, title_of
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.new_site import MigrationError, NewSite
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.values import as_mapping, is_on

_SIGNS = re.compile(r"hugo-?blox|wowchemy|hugo-academic|academic-kickstart|themes?/academic|sourcethemes", re.I)
_LOOK = ("go.mod", "theme.toml", "config.toml", "netlify.toml", ".gitmodules", "hugoblox.yaml", "README.md")
_FOLDERS = ("content/authors", "data/authors", "content/home")
_CONFIGS = ("config/_default", "config")
_NO_PAGE = "holds no page: a Hugo site keeps them in content/"
_UNLISTED = frozenset({"slides", "admin"})
_APART = frozenset({"authors", "author", "tags", "categories", "home"})
_MATH = "the pages hold math; add a script that sets it, such as MathJax, to extra_javascript in the new mkdocs.yml"


def is_hugoblox(site: OldSite) -> bool:
    """Does a folder look like such a site: Hugo with authors or widgets, or with the template's name in it?"""
    has_content = (site.root / "content").is_dir() and (site.root / "content").resolve().is_relative_to(
        site.root.resolve()
    )
    if not has_content or site.holds("_config.yml"):
        return False
    if any((site.root / folder).is_dir() for folder in _FOLDERS):
        return True
    quiet = OldSite(site.root)
    paths = [*_LOOK, *(path for folder in _CONFIGS for path in quiet.folder(folder, ".toml", ".yaml", ".yml"))]
    return any(_SIGNS.search(line.text) for path in paths if quiet.holds(path) for line in quiet.lines(path) or ())


def read_hugoblox(site: OldSite) -> NewSite:
    """All of a site as a new project.

    Raises:
        MigrationError: it contains no page.
    """
    return _Reader(site).read()


class _Reader:
    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.project = HugoProject(site)
        self.pages = [page for page in self.project.pages if not is_widget(page) and not _is_headless(page)]
        self.home = self._home()
        below = [page for page in self.pages if page.section not in _APART and page is not self.home and page.key]
        self.heads = {page.key: page for page in below if page.is_list and "/" not in page.key}
        self.alone = [page for page in below if "/" not in page.key and page.key not in self.heads]
        listed: dict[str, list[HugoPage]] = {}
        for page in below:
            if "/" in page.key:
                listed.setdefault(page.section, []).append(page)
        self.unlisted = [page for name in _UNLISTED for page in listed.pop(name, [])]
        for section in self.heads:
            listed.setdefault(section, [])
        self.listings = Listings(self.project, listed)
        self.owner = owner_of(self.project.authors, self._named())
        self.project.owner_name = self.owner.name if self.owner else ""

    def _home(self) -> HugoPage | None:
        """The home page; in older versions, the folder `content/home` of widgets."""
        by_key: dict[str, HugoPage] = {page.key: page for page in reversed(self.project.pages)}
        top, home = by_key.get(""), by_key.get("home")
        if top and (top.meta or top.body):
            return top
        if home:
            return home
        widgets = [page for page in self.project.pages if is_widget(page) and page.section == "home"]
        if not widgets:
            return top
        folder = posixpath.dirname(widgets[0].folder) if widgets[0].is_bundle else widgets[0].folder
        return HugoPage(folder, "home", folder, False, True, {}, [], [])

    def _named(self) -> list[str]:
        if self.home is None:
            return []
        quiet = OldSite(self.site.root)
        sections = sections_of(self.home, self.project.pages, quiet)
        return [
            str(section.content.get("username") or section.content.get("author") or "")
            for section in sections
            if section.kind == "biography"
        ]

    def read(self) -> NewSite:
        if not self.pages and not self.project.authors and not self.home:
            raise MigrationError(f"{self.site.root.as_posix()} {_NO_PAGE}", self.site.notes)
        project = self.project
        project.new_page("index.md", self.home.path if self.home else "content", "")
        self._name()
        self.listings.read()
        self._profile()
        self._write_home()
        for section in self.listings.listed:
            self._write_section(section)
        for page in [*(page for pages in self.listings.listed.values() for page in pages), *self.alone, *self.unlisted]:
            if project.addresses.pages.get(page.key) == page.target:
                self._write_page(page)
        for author in project.authors:
            if author is not self.owner:
                self._write_author(author)
        return self._new_site()

    def _name(self) -> None:
        known = self.project.addresses.pages
        known.update({"": "index.md", "home": "index.md"})
        known.update({section: f"{section}/index.md" for section in self.listings.listed})
        known.update({page.key: page.target for page in (*self.alone, *self.unlisted)})
        for author in self.project.authors:
            target = "index.md" if author is self.owner else f"author/{author.slug}/index.md"
            known.update({f"{start}/{author.slug}": target for start in ("author", "authors")})
        self.listings.name_pages()

    def _profile(self) -> None:
        if self.owner is None:
            return
        words = self.project.words("index.md", self.owner)
        portrait = portrait_of(self.owner, self.project.addresses.files, f"authors/{self.owner.slug}")
        record = profile_of(self.owner, words, portrait)
        links = {str(next(iter(link.values()))) for link in record["links"]} | {
            link.get("url") for link in record["links"]
        }
        for name, url in self.project.menu():
            new = self._leads_out(url)
            if new and new not in links:
                record["links"].append({"label": name, "url": new})
        if self.listings.marks:
            record["marks"] = {sign: note for note, sign in self.listings.marks.items()}
        place = words.place(self.owner.name)
        report = lambda name, message: self.site.note(place, f"{name}: {message}")  # noqa: E731
        if fitted := keep_valid("profile", record, report):
            self.project.records["profile"] = fitted

    def _leads_out(self, url: str) -> str:
        """The target of a menu entry, if it is not a page of the new site."""
        if url.startswith(("http://", "https://")):
            return url
        found = self.project.addresses.find(url if url.startswith("/") else f"/{url}") if "#" not in url else ""
        return found if found and not found.partition("#")[0].endswith(".md") else ""

    def _write_home(self) -> None:
        project = self.project
        parts = project.parts["index.md"]
        writer = SectionWriter(project, self.listings, self.owner, "index.md", "")
        sections = sections_of(self.home, project.pages, self.site) if self.home else []
        for section in sections:
            parts += writer.write(section)
        if self.home and not sections:
            parts += self._body(self.home, "index.md")
        if self.owner and not writer.with_author:
            parts[:0] = [*writer.biography(self.owner), *writer.education(self.owner)]

    def _body(self, page: HugoPage, target: str) -> list[str]:
        shortcodes = self.project.shortcodes(page.key)
        return body_of(page.body, self.project.made[target], self.project.addresses_on(target, page.key), shortcodes)

    def _write_section(self, section: str) -> None:
        """The page of a section: its title, its text, and the list of its pages."""
        project, target = self.project, f"{section}/index.md"
        project.new_page(target, f"content/{section}", section)
        parts = project.parts[target]
        head = self.heads.get(section)
        if head:
            words = project.words(target, head, data=False)
            parts += page_head(head, words, project.people)
            parts += self._landing(head, target) or self._body(head, target)
        if not head or not head.meta.get("title"):
            parts.insert(0, f"# {title_of(project, section)}")
        if call := self.listings.whole(section):
            parts.append(call)

    def _landing(self, page: HugoPage, target: str) -> list[str]:
        writer = SectionWriter(self.project, self.listings, self.owner, target, page.key)
        return [part for one in sections_of(page, self.project.pages, self.site) for part in writer.write(one)]

    def _write_page(self, page: HugoPage) -> None:
        project, target = self.project, page.target
        project.new_page(target, page.path, page.key)
        parts = project.parts[target]
        words = project.words(target, page, data=False)
        if paper := project.papers.get(page.key):
            parts.append(f'{{{{ paper("{paper}", style="page") }}}}')
            caption = words.text(as_mapping(page.meta.get("image")).get("caption"))
            parts += [f"*{caption}*" if caption and "*" not in caption else caption]
            parts += self._body(page, target)
        else:
            parts += page_head(page, words, project.people)
            parts += self._landing(page, target) or self._body(page, target)
            parts += page_foot(page, words)

    def _write_author(self, author: Author) -> None:
        """The page of somebody else on the site."""
        project, target = self.project, f"author/{author.slug}/index.md"
        project.new_page(target, author.file, f"authors/{author.slug}")
        words = project.words(target, author, data=False)
        portrait = portrait_of(author, project.addresses.files, f"authors/{author.slug}")
        record = profile_of(author, words, words.addresses.here(portrait) if portrait else "")
        places = [_linked(place["name"], place.get("url", "")) for place in record["affiliations"]]
        links = [
            _linked(link.get("label") or next(iter(link)).title(), link.get("url", "")) for link in record["links"]
        ]
        degrees = cv.education(author.meta, words)
        project.parts[target] += [
            f"# {author.name}",
            f"![{author.name}]({record['avatar'].replace(' ', '%20')}){{ width=200 }}" if portrait else "",
            "<br>".join(part for part in (record["role"], *places) if part),
            record["bio"],
            *body_of(author.body, project.made[target], project.addresses_on(target, f"authors/{author.slug}"),
                     project.shortcodes(f"authors/{author.slug}")),
            "\n".join(f"- {text}" for text in record["interests"]),
            "\n".join(f"- {_degree(degree)}" for degree in degrees),
            " · ".join(link for link in links if link),
        ]  # fmt: skip
        people = project.records.setdefault("people", [])
        if all(one.get("name") != author.name for one in people):  # of two people with one name the first has the link
            people.append({"name": author.name, "url": target})

    def _new_site(self) -> NewSite:
        project = self.project
        new = NewSite(self.site, list(project.made.values()), project.addresses)
        for path, parts in project.parts.items():
            new.texts[f"docs/{path}"] = "\n\n".join(part for part in parts if part.strip()) + "\n"
        texts = data_texts({file: project.records[file] for file in sorted(project.records) if project.records[file]})
        new.texts.update({f"data/{file}.yml": text for file, text in texts.items()})
        if self.listings.bibtex:
            new.texts["data/publications.bib"] = self.listings.bibtex
        new.texts["mkdocs.yml"] = settings_text(project, new.texts)
        if "arithmatex" in new.texts["mkdocs.yml"]:
            self.site.note(Location("mkdocs.yml"), _MATH, "info")
        new.copies.update({f"docs/{target}": path for target, path in project.copies.items()})
        for path in ("static/CNAME", "CNAME"):
            if self.site.holds(path):
                new.copies["docs/CNAME"] = path
        return new


def _is_headless(page: HugoPage) -> bool:
    build = as_mapping(page.meta.get("_build") or page.meta.get("build"))
    return is_on(page.meta.get("headless")) or str(build.get("render", "")).lower() in {"never", "false"}


def _linked(label: str, url: str) -> str:
    return f"[{label}]({url})" if url and label else label


def _degree(record: dict[str, Any]) -> str:
    parts = (record["degree"], record["institution"], record.get("date") or record.get("start"), record["details"])
    return ", ".join(str(part) for part in parts if part)


__all__ = ["is_hugoblox", "read_hugoblox"]
