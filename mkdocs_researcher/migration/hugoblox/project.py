"""A HugoBlox site while it becomes a project: its pages, its data, and what its visitors saw."""

from __future__ import annotations

import csv
import functools
import posixpath
from collections.abc import Sequence
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.records import Record, Records, keep_valid
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.migration.hugoblox.authors import Author, read_authors
from mkdocs_researcher.migration.hugoblox.shortcodes import Shortcodes, Surroundings
from mkdocs_researcher.migration.hugoblox.site import HugoPage, hugo_config, hugo_pages, places_of_media
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.file_addresses import FileAddresses
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_MOST_ROWS = 500


class HugoProject:
    """The old site as it was read, and the new one as far as it is made.

    Args:
        site: the folder of the old site.

    Attributes:
        config: its settings.
        pages: its pages.
        authors: everybody with a profile.
        people: names by the names of folders of authors.
        copies: files of the old site by their paths below `docs/`.
        addresses: where links of data lead.
        records: data of the new site.
        made: pages of the new site, by their paths.
        parts: their Markdown.
        papers: ids of papers, by the addresses of their pages.
    """

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.config = hugo_config(site)
        self.pages = list(hugo_pages(site, self.config))
        self.authors: list[Author] = read_authors(site, self.pages)
        self.owner_name = ""
        self.people = {author.slug: author.name for author in self.authors}
        self.copies = places_of_media(site, self.config)
        own = str(self.config.get("baseURL") or self.config.get("baseurl") or "").rstrip("/")
        self.own = own if "//" in own or not own else f"https://{own}"
        host, _, base = self.own.partition("//")[2].partition("/")
        files = {path.lower(): path for path in self.copies}
        start = f"{self.own.partition('//')[0]}//{host}" if host else ""
        self.base = f"/{base}" if base else ""
        self.addresses = FileAddresses(site, self.base, start, {}, "", {}, files=files)
        self.records: Records = {}
        self.made: dict[str, OldPage] = {}
        self.parts: dict[str, list[str]] = {}
        self.papers: dict[str, str] = {}

    def new_page(self, path: str, old: str, key: str) -> OldPage:
        """The page of the new site at a path; it is made if it is not there."""
        if path not in self.made:
            page = OldPage(old, [], {}, path, addresses=self.addresses.on(key, path))
            self.made[path], self.parts[path] = page, []
        return self.made[path]

    def addresses_on(self, target: str, key: str) -> FileAddresses:
        """Addresses in a text that shows on a page of the new site, and stood at another address on the old one."""
        known = self.made[target].addresses
        return self.addresses.on(key, target, known.repaired if known else None)

    def words(self, target: str, page: HugoPage | Author, *, key: str = "", data: bool = True) -> Words:
        """A reader of values that show on a page of the new site.

        Args:
            target: path of the page in the new site.
            page: whose front matter holds them.
            key: address on the old site that links start from.
            data: whether the values go to data files.
        """
        old = self.made[target]
        known = old.addresses.repaired if old.addresses else None
        key = key or (page.key if isinstance(page, HugoPage) else f"authors/{page.slug}")
        addresses = self.addresses.on(key, "" if data else target, known)
        file = page.path if isinstance(page, HugoPage) else page.file
        return Words(addresses, self.shortcodes(key).text, old.lines, page.head, file)

    def shortcodes(self, key: str) -> Shortcodes:
        """Shortcodes in a text at an address of the old site."""

        def address(name: str) -> str:
            found = self.addresses.on(key).find(f"/{name.strip('/')}") or self.addresses.on(key).find(name)
            return f"/{found}" if found else ""

        def cited(name: str) -> str:
            bare = name.strip("/").lower()
            paper = self.papers.get(bare) or self.papers.get(f"publication/{bare}")
            return f'{{{{ paper("{paper}", style="compact") }}}}' if paper else ""

        def table(name: str) -> str:
            return self._table(key, name)

        def album(name: str) -> list[str]:
            return self._album(key, name)

        extensions = as_mapping(as_mapping(self.config.get("markup")).get("goldmark")).get("extensions")
        has_math = is_on(as_mapping(as_mapping(extensions).get("passthrough")).get("enable"))
        return Shortcodes(Surroundings(self.site, self.people, album, address, cited, table, has_math))

    def _album(self, key: str, name: str) -> list[str]:
        folders = [f"media/albums/{name}".lower()] if name else [f"{key}/gallery", f"{key}/{posixpath.basename(key)}"]
        found = [new for path, new in sorted(self.addresses.files.items()) if posixpath.dirname(path) in folders]
        return [f"/{path}" for path in found if path.lower().endswith(_PICTURES)]

    def _table(self, key: str, name: str) -> str:
        found = self.addresses.on(key).find(name)
        lines = self.site.lines(self.copies[found]) if found in self.copies else None
        if not lines:
            return ""
        rows = list(csv.reader(line.text for line in lines[:_MOST_ROWS]))
        width = max(map(len, rows), default=0)
        cells = [[cell.replace("|", "\\|").strip() for cell in row + [""] * (width - len(row))] for row in rows]
        made = ["| " + " | ".join(row) + " |" for row in cells]
        return "\n".join([made[0], "|" + " --- |" * width, *made[1:]]) if width else ""

    def put(self, file: str, found: Sequence[Record], words: Words) -> str:
        """Add records to a data file; report what does not fit.

        Returns:
            the call that shows them; empty if there are none.
        """
        kept = []
        for record in found:
            title = next((str(value) for value in record.values() if value), "")
            place = words.place(title)
            if fitted := keep_valid(file, record, functools.partial(self._tell, place)):
                kept.append(fitted)
        if kept:
            self.records[file] = [*self.records.get(file, []), *kept]
        return self.call(file) if kept else ""

    def _tell(self, place: Location, name: str, message: str) -> None:
        self.site.note(place, f"{name}: {message}" if name else message)

    def call(self, file: str, *arguments: str) -> str:
        """A call that shows a data file; empty if it holds nothing."""
        if not self.records.get(file):
            return ""
        if file in DATA_FILES:
            return f"{{{{ {file}({', '.join(arguments)}) }}}}"
        return f"{{{{ entries({', '.join([repr_of(file), *arguments])}) }}}}"

    def menu(self) -> list[tuple[str, str]]:
        """Words and addresses of the navigation, in order."""
        menus = as_mapping(self.config.get("menu") or self.config.get("menus"))
        items = [as_mapping(item) for item in as_items(menus.get("main"))]
        items.sort(key=lambda item: _weight(item.get("weight")))
        found = [(str(item.get("name") or ""), str(item.get("url") or item.get("pageRef") or "")) for item in items]
        return [(name, url) for name, url in found if name and url]


def repr_of(text: str) -> str:
    """A text as an argument of a call."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _weight(value: Any) -> int:
    text = str(value or "0")
    return int(text) if text.lstrip("-").isdecimal() else 0
