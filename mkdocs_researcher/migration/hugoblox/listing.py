"""Lists of pages on a HugoBlox site: what is in them as data, and the calls that show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.migration.hugoblox.entries import People, entry_of, file_of
from mkdocs_researcher.migration.hugoblox.pages import shows_more
from mkdocs_researcher.migration.hugoblox.papers import FoundPaper, PaperReader, bibtex_text
from mkdocs_researcher.migration.hugoblox.project import HugoProject, repr_of
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

_MANY = 10
_USUAL = {"publications": "publication", "projects": "project", "talks": "talk", "posts": "post", "recent": "post"}
_TYPES = {
    "1": "conference",
    "2": "journal",
    "3": "preprint",
    "article-journal": "journal",
    "paper-conference": "conference",
}
_WHOLE_IN_DATA = ("papers", "talks", "projects")


class Listings:
    """Reads what is listed.

    Args:
        project: takes the data.
        listed: the pages of each section, by the first step of their addresses.
    """

    def __init__(self, project: HugoProject, listed: dict[str, list[HugoPage]]) -> None:
        self.project, self.listed = project, listed
        self.bibtex = ""
        self.marks: dict[str, str] = {}

    def name_pages(self) -> None:
        """Settles where pages of the new site are; what data alone holds is on the page of its section."""
        for section, pages in self.listed.items():
            for page in pages:
                has_own = file_of(section) not in _WHOLE_IN_DATA or self._has_more(page)
                self._known_as(page, page.target if has_own else f"{section}/index.md")

    def _has_more(self, page: HugoPage) -> bool:
        image = as_mapping(page.meta.get("image"))
        return shows_more(page, self.project.shortcodes(page.key)) or bool(str(image.get("caption") or "").strip())

    def _known_as(self, page: HugoPage, target: str) -> None:
        known = self.project.addresses.pages
        permalink = str(as_mapping(self.project.config.get("permalinks")).get(page.section) or "")
        start = permalink.strip("/").partition("/:")[0] if "/:" in permalink else ""
        aliases = [str(alias).strip("/").lower() for alias in as_items(page.meta.get("aliases"))]
        for key in (page.key, f"{start}/{page.name}" if start and ":" not in start else "", *aliases):
            if key:
                known[key] = target

    def own_page(self, page: HugoPage) -> str:
        """Where a page is in the new site; empty if data alone holds it."""
        target = self.project.addresses.pages.get(page.key, "")
        return target if target == page.target else ""

    def read(self) -> None:
        """Read all sections, papers first, since pages link to them."""
        for section in sorted(self.listed, key=lambda name: file_of(name) != "papers"):
            target = f"{section}/index.md"
            self.project.new_page(target, f"content/{section}", section)
            file = file_of(section)
            if file == "papers":
                self._papers(self.listed[section], target)
                continue
            for page in self.listed[section]:
                if page.key.count("/") == 1:
                    words = self.project.words(target, page)
                    people = People(self.project.people, self.project.owner_name)
                    entry = entry_of(file, page, words, self.own_page(page), people)
                    self.project.put(file, [entry], words)

    def _papers(self, pages: Sequence[HugoPage], target: str) -> None:
        reader = PaperReader(self.project.site, self.project.people)
        reader.ids = {str(record["id"]) for record in self.project.records.get("papers", [])}
        reader.marks = self.marks
        found: list[FoundPaper] = []
        newest = sorted(pages, key=lambda page: str(page.meta.get("date") or ""), reverse=True)
        for page in newest:
            words = self.project.words(target, page)
            if paper := reader.read(page, words, self.own_page(page)):
                found.append(paper)
                name = str(paper.record["id"])
                self.project.papers[page.key] = name
                if not self.own_page(page):
                    self._known_as(page, f"{target}#paper-{slug(name)}")
        self.project.records["papers"] = [*self.project.records.get("papers", []), *(paper.record for paper in found)]
        self.bibtex += bibtex_text(found)

    def whole(self, section: str) -> str:
        """The call that shows all of a section."""
        file = file_of(section)
        many = len(self.project.records.get(file, [])) > _MANY
        return self.project.call(file, *(["filter=True"] if file == "papers" and many else []))

    def calls(self, name: str, content: dict[str, Any]) -> list[str]:
        """The calls that show what a section of a page lists.

        Args:
            name: what the template calls the section.
            content: what is said of it.
        """
        made = []
        for folder in self._folders(name, content):
            file = file_of(folder)
            arguments = self._of_papers(name, content) if file == "papers" else []
            if arguments is None:
                continue
            limit = str(content.get("count") or "0")
            if limit.isdecimal() and int(limit):
                arguments.append(f"limit={int(limit)}")
                if file == "papers" and int(limit) < len(self.project.records.get(file, [])):
                    arguments.append(f'more="{folder}/index.md"')
            if call := self.project.call(file, *arguments):
                made.append(call)
        return list(dict.fromkeys(made))

    def _folders(self, name: str, content: dict[str, Any]) -> list[str]:
        filters = as_mapping(content.get("filters"))
        named = as_items(filters.get("folders") or filters.get("folder") or content.get("page_type"))
        usual = _USUAL.get(name.partition("_")[0], "publication" if name == "featured" else "")
        folders = [str(folder).strip("/").lower() for folder in named] or [usual]
        others = {"talk": "event", "event": "talk"}
        return [
            other
            for folder in folders
            for other in (folder, f"{folder}s", others.get(folder, ""), f"{others.get(folder, '')}s")
            if other in self.listed
        ]

    def _of_papers(self, name: str, content: dict[str, Any]) -> list[str] | None:
        """Arguments of `papers()`; None if nothing would be shown."""
        filters = as_mapping(content.get("filters"))
        made = []
        if is_on(filters.get("featured_only")) or name.endswith("featured"):
            if not any(record.get("selected") for record in self.project.records.get("papers", [])):
                return None
            made.append("selected=True")
        if kind := _TYPES.get(str(filters.get("publication_type") or "")):
            made.append(f'type="{kind}"')
        if tag := str(filters.get("tag") or ""):
            made.append(f"tag={repr_of(tag)}")
        if author := str(filters.get("author") or ""):
            made.append(f"author={repr_of(self.project.people.get(author.lower(), author))}")
        return made
