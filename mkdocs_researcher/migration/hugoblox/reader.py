"""HugoBlox, once Academic and Wowchemy: a Hugo site of pages with much front matter, and of sections made of blocks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.text import counted
from mkdocs_researcher.migration.hugoblox.kinds import file_of, items_of, links_of, picture_of
from mkdocs_researcher.migration.hugoblox.listing import Listings
from mkdocs_researcher.migration.hugoblox.project import FIELDS, OF_DATA, HugoProject, is_text
from mkdocs_researcher.migration.hugoblox.sections import SectionWriter, free_parts, is_widget, sections_of
from mkdocs_researcher.migration.hugoblox.site import (
    Author,
    HugoPage,
    author_of,
    is_author,
    links_shown,
    owner_of,
    places_of,
    profile_of,
    with_email,
)
from mkdocs_researcher.migration.new_site import MigrationError, NewSite, OldPage
from mkdocs_researcher.migration.old_site import OldSite, as_items, as_mapping, is_on
from mkdocs_researcher.migration.project_file import put_project
from mkdocs_researcher.migration.tables import Words, at, picture_text

_SIGNS = re.compile(r"hugo-?blox|wowchemy|hugo-academic|academic-kickstart|themes?/academic|sourcethemes", re.I)
_LOOK = ("go.mod", "theme.toml", "config.toml", "netlify.toml", ".gitmodules", "hugoblox.yaml", "README.md")
_FOLDERS = ("content/authors", "data/authors", "content/home")
_CONFIGS = ("config/_default", "config")
_NO_PAGE = "holds no page: a Hugo site keeps them in content/"
_UNLISTED = frozenset({"slides", "admin"})
_APART = frozenset({"authors", "author", "tags", "categories", "home"})
# Fields that lists and profiles show as they are.
_TEXTS = ("title", "subtitle", "summary", "abstract", "event", "location", "role", "bio", "interests")
_NOT_SHOWN = "'{name}' is not a field that the template shows, so it is left out here{more}"


class HugoBlox:
    """A site of this kind as a new one."""

    name, title = "hugoblox", "HugoBlox"

    @staticmethod
    def fits(site: OldSite) -> bool:
        content = site.root / "content"
        if (
            not content.is_dir()
            or not content.resolve().is_relative_to(site.root.resolve())
            or site.holds("_config.yml")
        ):
            return False
        if any((site.root / folder).is_dir() for folder in _FOLDERS):
            return True
        quiet = OldSite(site.root)
        paths = [*_LOOK, *(path for folder in _CONFIGS for path in quiet.folder(folder, ".toml", ".yaml", ".yml"))]
        return any(_SIGNS.search(line.text) for path in paths if quiet.holds(path) for line in quiet.lines(path) or ())

    def __init__(self, site: OldSite) -> None:
        self.site, self.project = site, HugoProject(site)
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
        self.owner = self.project.owner = owner_of(self.project.authors, self._named())

    def _home(self) -> HugoPage | None:
        """The home page; in older versions, the folder `content/home` of widgets."""
        by_key: dict[str, HugoPage] = {page.key: page for page in reversed(self.project.pages)}
        top, home = by_key.get(""), by_key.get("home")
        widgets = [page for page in self.project.pages if is_widget(page) and page.section == "home"]
        if top and (top.body or "sections" in top.meta or (top.meta and not widgets)):
            return top
        if home or not widgets:
            return home or top
        folder = posixpath.dirname(widgets[0].folder) if widgets[0].is_bundle else widgets[0].folder
        return HugoPage(folder, "home", folder, False, True, {}, [], [])

    def _named(self) -> list[str]:
        if self.home is None:
            return []
        sections = sections_of(self.home, self.project.pages, OldSite(self.site.root))
        shown = [one.content for one in sections if one.kind == "biography"]
        return [str(content.get("username") or content.get("author") or "") for content in shown]

    def read(self) -> NewSite:
        if not self.pages and not self.project.authors and not self.home:
            raise MigrationError(f"{self.site.root.as_posix()} {_NO_PAGE}", self.site.notes)
        project = self.project
        project.new_page("index.md", self.home.path if self.home else "content")
        self._report_unknown()
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
                self._write_author(author, f"author/{author.slug}/index.md")
        people = project.records.setdefault("people", [])
        known = {*(one.get("name") for one in people), self.owner.name if self.owner else ""}
        people += [{"name": name, "url": url} for name, url in self.listings.urls.items() if name not in known]
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
        words = self.project.words_of("index.md", self.owner)
        portrait = self.owner.portrait(self.project.addresses.files)
        record = with_email(profile_of(self.owner, words, portrait), self.owner)
        links = {value for link in record["links"] for value in link.values()}
        menu = [(name, self._leads_out(url)) for name, url in self.project.menu()]
        record["links"] += [{"label": name, "url": url} for name, url in menu if url and url not in links]
        record["marks"] = self.listings.marks
        place = words.place(self.owner.name)
        if fitted := self.site.fitted("profile", record, place):
            self.project.records["profile"] = fitted

    def _leads_out(self, url: str) -> str:
        if url.startswith(("http://", "https://")):
            return url
        found = self.project.addresses.find(f"/{url.lstrip('/')}") if "#" not in url else ""
        return found if found and not found.partition("#")[0].endswith(".md") else ""

    # Pages

    def _report_unknown(self) -> None:
        """Reports texts in front matter that no template showed, once for each name in a section."""
        found: dict[tuple[str, str], list[HugoPage]] = {}
        for page in self.pages:
            known = FIELDS if file_of(page.section) in {"papers", "talks"} else FIELDS - OF_DATA
            known |= self.project.own_values(page).keys()
            for name, value in page.meta.items() if page.section not in _APART and not is_author(page) else ():
                if name not in known and not name.startswith("url_") and is_text(value):
                    found.setdefault((page.section, name), []).append(page)
        for (_, name), pages in found.items():
            more = f" and on {counted(len(pages) - 1, 'page')} beside it" if len(pages) > 1 else ""
            place = next((line.place for line in pages[0].head if line.text.startswith(name)), Location(pages[0].path))
            self.site.note(place, _NOT_SHOWN.format(name=name, more=more), "info")

    def _write_home(self) -> None:
        parts = self.project.parts["index.md"]
        writer = SectionWriter(self.project, self.listings, "index.md", "")
        sections = sections_of(self.home, self.project.pages, self.site) if self.home else []
        for section in sections:
            parts += writer.write(section)
        if self.home and not sections:
            parts += self.project.body(self.home.body, "index.md", self.home.key)
        if self.owner and not writer.with_author:
            parts[:0] = [*writer.biography(self.owner), *writer.education(self.owner)]

    def _write_section(self, section: str) -> None:
        target, head = f"{section}/index.md", self.heads.get(section)
        parts = self.project.new_page(target, f"content/{section}")
        if head:
            parts += self._head(head, self.project.words_of(target, head, data=False))
            parts += self._content(head, target)
        if not head or not head.meta.get("title"):
            parts.insert(0, f"# {self.project.title_of(section)}")
        parts.append(self.listings.whole(section))

    def _content(self, page: HugoPage, target: str) -> list[str]:
        writer = SectionWriter(self.project, self.listings, target, page.key)
        made = [part for one in sections_of(page, self.project.pages, self.site) for part in writer.write(one)]
        return made or self.project.body(page.body, target, page.key)

    def _write_page(self, page: HugoPage) -> None:
        if is_author(page):
            self._write_author(author_of(page), page.target)
            return
        parts = self.project.new_page(page.target, page.path)
        words = self.project.words_of(page.target, page, data=False)
        if paper := self.project.papers.get(page.key):
            parts.append(f'{{{{ paper("{paper}", style="page") }}}}')
            parts.append(_emphasized(words.text(at(page.meta, "image.caption"))))
            parts += self._own_parts(page, words)
            parts += self.project.body(page.body, page.target, page.key)
        else:
            parts += [*self._head(page, words), *self._content(page, page.target)]
            tags = [str(tag) for name in ("categories", "tags") for tag in as_items(page.meta.get(name))]
            parts.append(_emphasized(" · ".join(words.texts(list(dict.fromkeys(tags))))))

    def _head(self, page: HugoPage, words: Words) -> list[str]:
        meta, image = page.meta, as_mapping(page.meta.get("image"))
        title = words.text(meta.get("title"))
        names = [str(name or "").strip() for name in as_items(meta.get("authors"))]
        names = [self.project.people.get(name.lower(), name) for name in names if name]
        hides = str(meta.get("show_date") or "").lower() == "false" or page.is_list
        date = "" if hides else words.date(meta.get("date"))
        # The list of talks shows no pictures.
        hides_picture = is_on(image.get("preview_only")) and file_of(page.section) != "talks"
        picture = "" if hides_picture else picture_of(page, words)
        cover = words.picture(at(meta, "cover.image"))
        links = [f"[{link.label}]({link.url.replace(' ', '%20')})" for link in links_of(page, words)]
        return [
            f"# {title}" if title else "",
            _emphasized(words.text(meta.get("subtitle"))),
            words.text(meta.get("summary")) if page.is_below_data else "",
            " · ".join(filter(None, (date, ", ".join(names)))),
            picture_text(
                picture, str(image.get("alt_text") or ""), words.text(image.get("caption")) if picture else ""
            ),
            picture_text(cover) if cover != picture else "",
            " · ".join(links),
            *self._own_parts(page, words),
        ]

    def _own_parts(self, page: HugoPage, words: Words) -> list[str]:
        return [
            f"**{name.replace('_', ' ').capitalize()}:** {part}" if isinstance(value, str) else part
            for name, value in self.project.own_values(page).items()
            for part in free_parts({"text" if isinstance(value, str) else "items": value}, words)
        ]

    def _write_author(self, author: Author, target: str) -> None:
        project = self.project
        parts = project.new_page(target, author.file)
        words = project.words_of(target, author, data=False)
        portrait = words.file(author.portrait(project.addresses.files)).replace(" ", "%20")
        record = profile_of(author, words, portrait)
        degrees = items_of("education", author.meta.get("education"), words)
        names = ("degree", "area", "institution", "location", "date", "start", "end", "details")
        lines = [*record["interests"], *(", ".join(filter(None, (one.get(name) for name in names))) for one in degrees)]
        parts += [
            f"# {author.name}",
            f"![{author.name}]({portrait}){{ width=200 }}" if portrait else "",
            "<br>".join(
                filter(None, (at(record, "status.label"), record["pronouns"], record["role"], *places_of(record)))
            ),
            record["bio"],
            *project.body(author.body, target, author.key),
            "\n".join(f"- {line}" for line in lines),
            " · ".join(f"[{link['label']}]({link['url']})" for link in links_shown(record)),
        ]
        people = project.records.setdefault("people", [])
        if all(one.get("name") != author.name for one in people):  # of two people with one name the first has the link
            people.append({"name": author.name, "url": target})

    # The new site

    def _new_site(self) -> NewSite:
        project = self.project
        listed = [page for pages in self.listings.listed.values() for page in pages if page.key.count("/") == 1]
        data = [OldPage(page.path, [], _texts_of(page.meta), head=page.head) for page in listed]
        authors = [*project.authors, *map(author_of, filter(is_author, self.pages))]
        data += [OldPage(author.file, [], _texts_of(author.meta), head=author.head) for author in authors]
        new = NewSite(self.site, list(project.made.values()), project.addresses, data=data)
        for path, parts in project.parts.items():
            new.texts[f"docs/{path}"] = "\n\n".join(part for part in parts if part.strip()) + "\n"
        if self.listings.bibtex:
            # A command of LaTeX has no such letter as a name: it is what some programs make of an accent.
            text = re.sub(r"\\(?=[^\x00-\x7f])", "", "\n\n".join(self.listings.bibtex))
            new.texts["data/publications.bib"] = f"{text}\n"
        new.copies.update({f"docs/{target}": path for target, path in project.copies.items()})
        if self.site.holds("CNAME"):
            new.copies.setdefault("docs/CNAME", "CNAME")
        config = project.config
        settings = {
            "title": config.get("title"),
            "url": project.addresses.own,
            "baseurl": project.addresses.base,
            "description": at(config, "params.marketing.seo.description") or at(config, "params.description"),
            "lang": config.get("defaultContentLanguage") or config.get("languageCode"),
        }
        # The menu of the old site did not hold them either.
        others = sorted({path.partition("/")[0] for path in project.made if "/" in path and not _is_top(path)})
        put_project(new, settings, project.records, self._navigation(), unlisted=others)
        return new

    def _navigation(self) -> list[tuple[str, str]]:
        """The pages that the menu of the old site named, in its order, and then the other ones at the top."""
        tops = [path for path in self.project.made if _is_top(path) and path != "index.md"]
        found = {"index.md": "Home"}
        for name, url in self.project.menu():
            path = self.project.addresses.find(url) if "#" not in url else ""
            if path in self.project.made:
                found.setdefault(path, name)
        for path in tops:
            found.setdefault(path, self.project.title_of(path.removesuffix("/index.md").removesuffix(".md")))
        return [(name, path) for path, name in found.items()] if tops else []


def _is_headless(page: HugoPage) -> bool:
    render = at(page.meta, "_build.render") or at(page.meta, "build.render")
    return is_on(page.meta.get("headless")) or str(render or "").lower() in {"never", "false"}


def _emphasized(text: str) -> str:
    return f"*{text}*" if text and "*" not in text else text


def _is_top(path: str) -> bool:
    return "/" not in path.removesuffix("/index.md")


def _texts_of(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {name: meta[name] for name in _TEXTS if name in meta and "{{" not in str(meta[name])}
