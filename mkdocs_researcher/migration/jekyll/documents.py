"""Documents of a Jekyll collection, each with the address that it had."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.migration.jekyll.site import Jekyll, name_page, text_in
from mkdocs_researcher.migration.new_site import OldPage

_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)")
_DATE = re.compile(r"\d{4}(?:-\d\d?(?:-\d\d?)?)?(?![\d.])")
_POSTS = "/:categories/:year/:month/:day/:title"


class Documents:
    """The documents of a collection, in order of their names.

    Args:
        jekyll: the site.
        name: of the collection, such as `talks`.
    """

    def __init__(self, jekyll: Jekyll, name: str) -> None:
        self.jekyll = jekyll
        self.collection = name
        self.all = [page for page in jekyll.collection(name) if text_in(page.meta, "published") != "false"]
        for page in self.all:
            if day := date_of(page):
                page.meta = {**page.meta, "date": day}

    def __iter__(self) -> Iterator[OldPage]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def name(self, taken: set[str]) -> None:
        """Gives each its path in the new site, which is its old address.

        Args:
            taken: paths that are taken; those of the documents are added.
        """
        for page in self.all:
            link = text_in(page.meta, "permalink") or self._address(page)
            page.meta = {**page.meta, "permalink": link}
            name_page(page, taken)

    def _address(self, page: OldPage) -> str:
        path = posixpath.splitext(page.old.partition("/")[2])[0]
        stem = posixpath.basename(path)
        dated = _DATED.fullmatch(stem)
        title = dated[4] if dated else stem
        year, month, day = [*date_of(page).split("-"), "", "", ""][:3]
        parts: dict[str, str] = {
            "collection": self.collection,
            "path": path,
            "name": stem,
            "title": text_in(page.meta, "slug") or title,
            "slug": title,
            "year": year,
            "month": month.zfill(2) if month else "",
            "day": day.zfill(2) if day else "",
            "categories": "",
        }
        made = re.sub(r":([a-z]+)", lambda match: parts.get(match[1], ""), self._pattern())
        return re.sub("/{2,}", "/", made)

    def _pattern(self) -> str:
        config = self.jekyll.config
        if self.collection == "posts":
            pattern = config.get("permalink")
            return pattern if isinstance(pattern, str) and ":" in pattern else _POSTS
        collections = config.get("collections")
        own: Any = collections.get(self.collection) if isinstance(collections, dict) else None
        pattern = own.get("permalink") if isinstance(own, dict) else None
        return pattern if isinstance(pattern, str) and pattern else "/:collection/:path/"


def date_of(page: OldPage) -> str:
    """The day of a document, as far as it is known: from its front matter, else from the name of its file."""
    if match := _DATE.match(text_in(page.meta, "date")):
        return match[0]
    match = _DATED.match(posixpath.basename(page.old))
    return f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}" if match else text_in(page.meta, "date")


def has_body(page: OldPage) -> bool:
    """Is there any text below the front matter?"""
    return bool(re.sub(r"<!--.*?(?:-->|\Z)", "", "".join(line.text for line in page.lines), flags=re.S).strip())
