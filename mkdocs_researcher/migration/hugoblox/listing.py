"""Lists of pages on a HugoBlox site: what is in them as data, and the calls that show them."""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.migration.check.seen import seen_before
from mkdocs_researcher.migration.hugoblox.kinds import entry_of, file_of
from mkdocs_researcher.migration.hugoblox.links import picture_of
from mkdocs_researcher.migration.hugoblox.papers import TYPES, PaperReader
from mkdocs_researcher.migration.hugoblox.project import HugoProject, quoted
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.tables import at
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, is_on

_MANY = 10
_USUAL = {"publications": "publication", "projects": "project", "talks": "talk", "posts": "post", "recent": "post",
          "featured": "publication"}  # fmt: skip
_OTHERS = {"talk": "event", "event": "talk"}
_WHOLE_IN_DATA = ("papers", "talks", "projects")


class Listings:
    """Reads what is listed.

    Args:
        project: takes the data.
        listed: the pages of each section, by the first step of their addresses.

    Attributes:
        bibtex: the BibTeX of all publications.
        marks: what notes at names of authors say, by their signs.
    """

    def __init__(self, project: HugoProject, listed: dict[str, list[HugoPage]]) -> None:
        self.project, self.listed = project, listed
        self.bibtex: list[str] = []
        self.papers = PaperReader(project.site, project.people)

    def name_pages(self) -> None:
        """Settles where pages of the new site are; what data alone holds is on the page of its section."""
        for section, pages in self.listed.items():
            for page in pages:
                has_own = file_of(section) not in _WHOLE_IN_DATA or self._has_more(page)
                self._known_as(page, page.target if has_own else f"{section}/index.md")

    def _has_more(self, page: HugoPage) -> bool:
        """Does a page show more than its front matter?"""
        lines = self.project.shortcodes(page.key).lines(page.body)
        seen = seen_before(lines)
        shown = seen.words or seen.links or seen.images or seen.drawn
        calls = any(self.project.marks.in_text(line.text) for line in lines)
        if file_of(page.section) == "talks" and picture_of(
            page, Words(self.project.addresses.on(page.key), None, [], [], page.path)
        ):
            return True  # the list shows no pictures
        own = any(str(value).strip() for value in self.project.own_values(page).values())
        return bool(shown or calls or own or str(at(page.meta, "image.caption") or "").strip())

    def _known_as(self, page: HugoPage, target: str) -> None:
        permalink = str(at(self.project.config, f"permalinks.{page.section}") or "")
        start = permalink.strip("/").partition("/:")[0] if "/:" in permalink else ""
        aliases = [str(alias).strip("/").lower() for alias in as_items(page.meta.get("aliases"))]
        for key in (page.key, f"{start}/{page.name}" if start and ":" not in start else "", *aliases):
            if key:
                self.project.addresses.pages[key] = target

    def own_page(self, page: HugoPage) -> str:
        """Where a page is in the new site; empty if data alone holds it."""
        target = self.project.addresses.pages.get(page.key, "")
        return target if target == page.target else ""

    def read(self) -> None:
        """Read all sections, papers first, since pages link to them."""
        for section in sorted(self.listed, key=lambda name: file_of(name) != "papers"):
            target, file = f"{section}/index.md", file_of(section)
            self.project.new_page(target, f"content/{section}")
            if file == "papers":
                self._papers(section, target)
                continue
            for page in self.listed[section]:
                if page.key.count("/") == 1:
                    words = self.project.words_of(target, page)
                    speakers = self._speakers(page, words) if file == "talks" else ""
                    self.project.put(file, [entry_of(file, page, words, self.own_page(page), speakers)], words)

    def _papers(self, section: str, target: str) -> None:
        records = self.project.records.setdefault("papers", [])
        for page in sorted(self.listed[section], key=lambda page: str(page.meta.get("date") or ""), reverse=True):
            words = self.project.words_of(target, page)
            if paper := self.papers.read(page, words, self.own_page(page)):
                records.append(paper.record)
                self.bibtex += [paper.bibtex] if paper.bibtex else []
                name = str(paper.record["id"])
                self.project.papers[page.key] = name
                if not self.own_page(page):
                    self._known_as(page, f"{target}#paper-{slug(name)}")

    def _speakers(self, page: HugoPage, words: Words) -> str:
        """Who speaks; nobody where it is the owner alone, which goes without saying on their own site."""
        written = [
            name.strip() for name in as_items(page.meta.get("authors")) if isinstance(name, str) and name.strip()
        ]
        shown = [self.project.people.get(name.lower(), "") for name in written]
        if self.project.owner and shown == [self.project.owner.name]:
            return ""
        for name in filter(None, shown):
            words.show(name)
        return ", ".join(known or words.text(name) for name, known in zip(written, shown, strict=True))

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
            made.append(self.project.call(file, *arguments))
        return list(dict.fromkeys(made))

    def _folders(self, name: str, content: dict[str, Any]) -> list[str]:
        named = at(content, "filters.folders") or at(content, "filters.folder") or content.get("page_type")
        folders = [str(folder).strip("/").lower() for folder in as_items(named)]
        forms = [form for folder in folders or [_USUAL.get(name.partition("_")[0], "")]
                 for form in (folder, _OTHERS.get(folder, ""))]  # fmt: skip
        return [other for form in forms for other in (form, f"{form}s") if form and other in self.listed]

    def _of_papers(self, name: str, content: dict[str, Any]) -> list[str] | None:
        """Arguments of `papers()`; None if nothing would be shown."""
        made = []
        if is_on(at(content, "filters.featured_only")) or name.endswith("featured"):
            if not any(record.get("selected") for record in self.project.records.get("papers", [])):
                return None
            made.append("selected=True")
        if kind := TYPES.get(str(at(content, "filters.publication_type") or "")):
            made.append(f"type={quoted(kind)}")
        if tag := str(at(content, "filters.tag") or ""):
            made.append(f"tag={quoted(tag)}")
        if author := str(at(content, "filters.author") or ""):
            made.append(f"author={quoted(self.project.people.get(author.lower(), author))}")
        return made
