"""AcadHomepage: a Jekyll site whose pages are Markdown with paper boxes in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.records import Record, Records, keep_valid
from mkdocs_researcher.importing.cv import data_texts
from mkdocs_researcher.migration.acad_homepage.mark_meanings import meanings_in, profile_marks
from mkdocs_researcher.migration.acad_homepage.page import PageReader
from mkdocs_researcher.migration.acad_homepage.paper_shelf import Group, PaperShelf, addressed, alias_of, project_of
from mkdocs_researcher.migration.jekyll.kramdown import Writer
from mkdocs_researcher.migration.jekyll.liquid import Liquid
from mkdocs_researcher.migration.jekyll.profile import owner_of, read_author, shown_of_author
from mkdocs_researcher.migration.jekyll.site import ENDINGS, Jekyll, copy_media, menu_links, navigation
from mkdocs_researcher.migration.new_site import MigrationError, NewSite, OldPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.project_file import project_text
from mkdocs_researcher.migration.text.addresses import Addresses

_NO_PAGE = "holds no page: an AcadHomepage keeps them in _pages/, and the first is _pages/about.md"
_MATH = "the pages hold math; add a script that sets it, such as MathJax, to extra_javascript in the new mkdocs.yml"
_OWN_SETTINGS = ("google_scholar_stats_use_cdn",)
_ELSEWHERE = ("_posts", "_publications", "_talks", "_teaching", "_portfolio", "_news", "_projects", "_drafts")
_MARK = re.compile("\ue000(\\d+)\ue001")


def is_acad_homepage(site: OldSite) -> bool:
    """Does a folder look like such a site: pages, and paper boxes or the template's own files?"""
    texts = (
        site.holds(path) for path in ("_includes/fetch_google_scholar_stats.html", "google_scholar_crawler/main.py")
    )
    if any(texts):
        return True
    quiet = OldSite(site.root)
    config = quiet.yaml("_config.yml")
    if isinstance(config, dict) and any(name in config for name in _OWN_SETTINGS):
        return True
    pages = [path for path in (*site.folder("_pages", *ENDINGS), *site.folder(".", *ENDINGS)) if site.holds(path)]
    return any("paper-box" in line.text for path in pages for line in quiet.lines(path) or ())


def read_acad_homepage(site: OldSite) -> NewSite:
    """All of a site as a new project.

    Raises:
        MigrationError: it contains no page.
    """
    return _Reader(site).read()


class _Reader:
    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.jekyll = Jekyll(site)
        self.config = self.jekyll.config
        self.records: Records = {}
        self.shelf = PaperShelf(site)
        self.legend: dict[str, list[str]] = {}

    def read(self) -> NewSite:
        pages = self._pages()
        if not pages:
            raise MigrationError(f"{self.site.root.as_posix()} {_NO_PAGE}", self.site.notes)
        addresses = self.jekyll.addresses(pages)
        scope = self.jekyll.scope()
        parts: list[list[str]] = []
        owner = owner_of(self.config)
        for page in pages:
            page.lines = Liquid(self.site, {**scope, "page": page.meta}).run(page.lines)
            addresses.page = page.path
            reader = PageReader(self.site, Writer(addresses), self.records, self.shelf, owner=owner)
            parts.append(reader.read(page.lines))
            for sign, meanings in meanings_in(page.lines).items():
                self.legend.setdefault(sign, []).extend(meanings)
            page.ids = reader.writer.ids
        addresses.page = "index.md"
        self._profile(addresses)
        pages[0].shown += [[[line]] for line in shown_of_author(self.config, self.site)]
        calls = self._papers(parts, addresses)
        new = NewSite(self.site, pages, addresses)
        for page, made in zip(pages, parts, strict=True):
            new.texts[f"docs/{page.path}"] = self._page_text(page, [calls.get(part, part) for part in made])
        texts = data_texts({file: found for file, found in sorted(self.records.items(), key=_order) if found})
        new.texts.update({f"data/{file}.yml": text for file, text in texts.items()})
        menu = menu_links(self.site, addresses)
        new.menu = [(link.target, link.line) for link in menu]
        nav = navigation(pages) or [("Home", "index.md")] * bool(menu)
        nav += [(link.title, link.target) for link in menu]
        new.texts["mkdocs.yml"] = project_text(self.config, self.records.get("profile"), nav, new.texts)
        if "arithmatex" in new.texts["mkdocs.yml"]:
            self.site.note(Location("mkdocs.yml"), _MATH, "info")
        copy_media(new)
        for link in (self.records.get("profile") or {}).get("links", ()):
            if self.site.holds(path := str(link.get("url", ""))):
                new.copies[f"docs/{path}"] = path
        return new

    def _pages(self) -> list[OldPage]:
        pages = self.jekyll.pages()
        for folder in _ELSEWHERE:
            if files := self.site.folder(folder, *ENDINGS):
                self.site.note(
                    Location(folder), f"holds {len(files)} files that this command does not read yet; copy them"
                )
        return pages

    def _profile(self, addresses: Addresses) -> None:
        record = read_author(self.config, addresses)
        bold = self.shelf.bold_names()
        if not record["name"] and bold:
            record["name"] = bold.most_common(1)[0][0]
        elif alias := alias_of(bold, str(record["name"] or "")):
            record["aliases"] = [alias]
        if not record["name"]:
            return
        place = Location("_config.yml")
        fitted = keep_valid(
            "profile", record, lambda name, message: self.site.note(place, f"author: {name}: {message}")
        )
        if fitted:
            self.records["profile"] = fitted

    def _papers(self, parts: list[list[str]], addresses: Addresses) -> dict[str, str]:
        """Puts the papers into the records; the calls for their marks."""
        calls = self._projects()
        shown = [group for group in self.shelf.groups if group.shown]
        counts = self.shelf.runs_on(shown) and bool(shown)
        runs = counts and (len(shown) == 1 or _stand_together(parts, self.shelf.groups))
        topics = runs and len(shown) > 1
        tags = self.shelf.tags()
        if any(group.boxes for group in self.shelf.groups):
            self.records["papers"] = self.shelf.records(runs, topics, tags)
            name = str((self.records.get("profile") or {}).get("name") or "")
            people = self.shelf.people(NameMatcher([name]) if name else None)
            place = next(group for group in self.shelf.groups if group.boxes).boxes[0][0].line.place
            if name and (marks := profile_marks(self.legend, self.records["papers"], self.site)):
                self.records["profile"]["marks"] = marks
            self.records["people"] = addressed(people, lambda url: addresses.link(url, place))
        for index, group in enumerate(self.shelf.groups):
            mark = f"\ue000{index}\ue001"
            number = ", numbered=True" if runs else ""
            if not group.shown:
                calls.setdefault(mark, "")
            elif topics:
                first = group is shown[0]
                calls[mark] = '{{ papers(sort="none", group_by="topic", numbered=True) }}' if first else ""
            else:
                tag = f'tag="{tags[id(group)]}", ' if tags else ""
                calls[mark] = f'{{{{ papers({tag}sort="none"{number}) }}}}'
        if topics:
            _without_headings(parts, {f"\ue000{self.shelf.groups.index(group)}\ue001" for group in shown})
        return calls

    def _projects(self) -> dict[str, str]:
        """Puts the first boxes that are projects into the records; the call for their mark."""
        for index, group in enumerate(self.shelf.groups):
            made = _all_fitted("projects", [project_of(box) for box in group.shown]) if group.holds_projects else []
            if made and "projects" not in self.records:
                self.records["projects"] = made
                self.shelf.groups[index] = Group("")
                return {f"\ue000{index}\ue001": '{{ projects(sort="none") }}'}
        return {}

    def _page_text(self, page: OldPage, parts: Sequence[str]) -> str:
        title = str(page.meta.get("title") or "").strip()
        head = [f"# {title}"] if title and page.path != "index.md" else []
        return "\n\n".join(part for part in [*head, *parts] if part.strip()) + "\n"


def _all_fitted(file: str, records: Sequence[Record]) -> list[Record]:
    """The records as a file takes them; none if one of them does not fit as a whole."""
    lost: list[str] = []
    fitted = [keep_valid(file, record, lambda _, message: lost.append(message)) for record in records]
    return [record for record in fitted if record] if not lost and all(fitted) else []


def _order(item: tuple[str, Any]) -> tuple[int, str]:
    names = ("profile", "papers", "news", "education")
    return names.index(item[0]) if item[0] in names else len(names), item[0]


def _stand_together(parts: list[list[str]], groups: Sequence[Group]) -> bool:
    if not all(group.heading for group in groups if group.shown):
        return False
    marks = {f"\ue000{index}\ue001" for index in range(len(groups))}
    for made in parts:
        at = [index for index, part in enumerate(made) if part in marks]
        if at:
            between = [part for part in made[at[0] : at[-1]] if part not in marks]
            return all(part.startswith(("#", "<!--", "<div id=")) for part in between) and made[at[0] - 1].startswith(
                "##"
            )
    return False


def _without_headings(parts: list[list[str]], marks: set[str]) -> None:
    """Remove the headings that the list writes itself; links to them still work."""
    for made in parts:
        for index, part in enumerate(made):
            if part not in marks:
                continue
            above = next((i for i in range(index - 1, -1, -1) if made[i].startswith("#")), -1)
            if above >= 0 and (match := re.search(r"\{ #([^ }]+) \}$", made[above])):
                made[above] = f'<div id="{match[1]}"></div>' if match[1].startswith("-") else ""


__all__ = ["is_acad_homepage", "read_acad_homepage"]
