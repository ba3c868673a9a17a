"""A HugoBlox site while it becomes a project: its pages, its data, and what its visitors saw."""

from __future__ import annotations

import csv
import functools
import json
import posixpath
import re
from collections.abc import Sequence
from typing import Any

from lxml.html import HtmlElement

from mkdocs_researcher.formats.source import Record, Records, quoted_texts
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.hugoblox.shortcodes import Shortcodes
from mkdocs_researcher.migration.hugoblox.site import (
    Author,
    HugoPage,
    hugo_config,
    hugo_pages,
    places_of_files,
    read_authors,
    weight_of,
)
from mkdocs_researcher.migration.new_site import Marks, OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping, is_on
from mkdocs_researcher.migration.tables import Words, at, data_of_kind
from mkdocs_researcher.migration.tree.blocks import BlockWriter
from mkdocs_researcher.migration.tree.cleaning import clean_page
from mkdocs_researcher.migration.tree.tree import HEADINGS, contents, kramdown_id, parse, read_page, shows, words

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_MOST_ROWS = 500
_PARAM = re.compile(r"\.Params\.(\w+)", re.I)
OF_DATA = frozenset(data_of_kind("hugoblox", "of_data").split())
FIELDS = OF_DATA.union(data_of_kind("hugoblox", "known").split())


class HugoProject:
    """The old site as it was read, and the new one as far as it is made."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.config = hugo_config(site)
        self.pages = hugo_pages(site, self.config)
        self.authors: list[Author] = read_authors(site, self.pages, str(self.config.get("title") or ""))
        self.owner: Author | None = None
        self.people = {author.slug: author.name for author in self.authors}
        self.copies = places_of_files(site, self.config)
        own = str(self.config.get("baseURL") or self.config.get("baseurl") or "").rstrip("/")
        scheme, _, rest = own.rpartition("//")
        host, _, base = rest.partition("/")
        start = f"{scheme or 'https:'}//{host}" if host else ""
        files = {path.lower(): path for path in self.copies}
        self.addresses = Addresses(site, f"/{base}" if base else "", start, page="", files=files)
        self.records: Records = {}
        self.made: dict[str, OldPage] = {}
        self.parts: dict[str, list[str]] = {}
        self.papers: dict[str, str] = {}
        self.marks = Marks()

    @functools.cached_property
    def own_fields(self) -> frozenset[str]:
        paths = [path for path in self.site.below("layouts", ".html") if self.site.is_small(path)]
        lines = (line for path in paths for line in self.site.lines(path) or ())
        return frozenset(match[1].lower() for line in lines for match in _PARAM.finditer(line.text))

    def own_values(self, page: HugoPage) -> dict[str, Any]:
        known = FIELDS - (OF_DATA if page.is_below_data else frozenset())
        own = ((name, value) for name, value in page.meta.items() if name not in known and is_text(value))
        return {name: value for name, value in own if name.lower() in self.own_fields or name in FIELDS}

    def new_page(self, path: str, old: str) -> list[str]:
        """The parts of the page of the new site at a path; it is made if it is not there."""
        if path not in self.made:
            self.made[path], self.parts[path] = OldPage(old, [], {}, path, addresses=self.addresses.on("", path)), []
        return self.parts[path]

    def addresses_on(self, target: str, key: str, *, data: bool = False) -> Addresses:
        """Addresses in a text that shows on a page of the new site, and was at another address on the old one."""
        known = self.made[target].addresses
        return self.addresses.on(key, "" if data else target, known.repaired if known else None)

    def words(self, target: str, key: str, head: Sequence[Line], file: str, *, data: bool = True) -> Words:
        addresses = self.addresses_on(target, key, data=data)
        return Words(addresses, self.shortcodes(key).text, head, file)

    def words_of(self, target: str, source: HugoPage | Author, *, data: bool = True) -> Words:
        file = source.path if isinstance(source, HugoPage) else source.file
        return self.words(target, source.key, source.head, file, data=data)

    def body(self, lines: Sequence[Line], target: str, key: str, *, top: int = 2) -> list[str]:
        """The parts of a text in Markdown; what a visitor of it saw is added to the page."""
        if not any(line.text.strip() for line in lines):
            return []
        old, addresses, worked = self.made[target], self.addresses_on(target, key), self.shortcodes(key).lines(lines)
        is_html = lines[0].file.endswith(".html")
        if is_html:  # Hugo reads no Markdown in it
            worked = [line._replace(text=line.text.replace("`", "&#96;")) for line in worked]
        old.lines += worked
        read = _html_page if is_html else functools.partial(read_page, kramdown=False, used=old.ids)
        found = clean_page(worked, addresses, self.marks, read=read)
        if found is None:
            return []
        body, cleaner = found
        levels = [int(str(one.tag)[1]) for one in body.iter(*HEADINGS) if shows(one)]
        step = max(0, top - min(levels)) if levels else 0
        has_math = any("$" in line.text or "\\" in line.text for line in worked)
        writer = BlockWriter(worked, addresses.in_markdown, addresses.in_html, step=step, has_math=has_math)
        return [*cleaner.sheets(), *map(self.marks.put, writer.blocks(contents(body)))]

    def shortcodes(self, key: str) -> Shortcodes:
        here = self.addresses.on(key)

        def address(name: str) -> str:
            found = here.find(f"/{name.strip('/')}") or here.find(name)
            return f"/{found}" if found else ""

        def cited(name: str) -> str:
            bare = name.strip("/").lower()
            paper = self.papers.get(bare) or self.papers.get(f"publication/{bare}")
            return f'{{{{ paper("{paper}", style="compact") }}}}' if paper else ""

        has_math = is_on(at(self.config, "markup.goldmark.extensions.passthrough.enable"))
        album, table = functools.partial(self._album, key), functools.partial(self._table, here)
        return Shortcodes(self.site, self.people, self.marks, album, address, cited, table, has_math)

    def _album(self, key: str, name: str) -> list[str]:
        folders = [f"media/albums/{name}".lower()] if name else [f"{key}/gallery", f"{key}/{posixpath.basename(key)}"]
        found = [new for path, new in sorted(self.addresses.files.items()) if posixpath.dirname(path) in folders]
        return [f"/{path}" for path in found if path.lower().endswith(_PICTURES)]

    def _table(self, here: Addresses, name: str) -> str:
        found = here.find(name)
        lines = self.site.lines(self.copies[found]) if found in self.copies else None
        rows = list(csv.reader(line.text for line in (lines or [])[:_MOST_ROWS]))
        width = max(map(len, rows), default=0)
        if not width:
            return ""
        cells = [[cell.replace("|", "\\|").strip() for cell in row + [""] * (width - len(row))] for row in rows]
        made = ["| " + " | ".join(row) + " |" for row in cells]
        return "\n".join([made[0], "|" + " --- |" * width, *made[1:]])

    def put(self, file: str, found: Sequence[Record], words: Words) -> str:
        """Add records to a data file; report what does not fit.

        Returns:
            the call that shows them; empty if there are none.
        """
        kept = []
        for record in found:
            place = words.place(next((str(value) for value in record.values() if value), ""))
            if fitted := self.site.fitted(file, record, place):
                kept.append(fitted)
        if kept:
            self.records[file] = [*self.records.get(file, []), *kept]
        return self.call(file) if kept else ""

    def call(self, file: str, *arguments: str) -> str:
        if not self.records.get(file):
            return ""
        if file in DATA_FILES:
            return f"{{{{ {file}({', '.join(arguments)}) }}}}"
        return f"{{{{ entries({', '.join([quoted(file), *arguments])}) }}}}"

    def menu(self) -> list[tuple[str, str]]:
        menus = as_mapping(self.config.get("menu") or self.config.get("menus"))
        items = sorted((as_mapping(item) for item in as_items(menus.get("main"))), key=weight_of)
        found = [(str(item.get("name") or ""), str(item.get("url") or item.get("pageRef") or "")) for item in items]
        return [(name, url) for name, url in found if name and url]

    def title_of(self, key: str) -> str:
        """The words for a page at the top: those of its front matter, of the menu, or of its address."""
        titles = (str(page.meta["title"]) for page in self.pages if page.key == key and page.meta.get("title"))
        named = {url.strip("/").lower(): name for name, url in self.menu()}
        return next(titles, "") or named.get(key) or posixpath.basename(key).replace("-", " ").capitalize()


def _html_page(lines: Sequence[Line]) -> HtmlElement:
    body = parse("\n".join(line.text for line in lines))
    for heading in body.iter(*HEADINGS):
        heading.set("id", heading.get("id") or kramdown_id(words(heading)))
    return body


def is_text(value: Any) -> bool:
    """Does a value say more than a word or a number?"""
    return re.search(r"\s|://", quoted_texts([value])) is not None


def quoted(text: str) -> str:
    """A text as an argument of a call."""
    return json.dumps(text, ensure_ascii=False)
