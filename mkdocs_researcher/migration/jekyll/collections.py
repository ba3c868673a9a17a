"""Documents of Jekyll collections, each with the address that it had, as Liquid sees them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mkdocs_researcher.migration.jekyll.liquid_filters import typed
from mkdocs_researcher.migration.jekyll.site import Jekyll, name_page, text_in
from mkdocs_researcher.migration.new_site import OldPage

_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)")
_DATE = re.compile(r"\d{4}(?:-\d\d?(?:-\d\d?)?)?(?![\d.])")
_POSTS = "/:categories/:year/:month/:day/:title"


class Collection:
    """The documents of a collection, in order of their names.

    Args:
        jekyll: the site.
        name: of the collection, such as `talks`.

    Attributes:
        has_pages: whether Jekyll makes a page of each document.
    """

    def __init__(self, jekyll: Jekyll, name: str) -> None:
        self.jekyll = jekyll
        self.collection = name
        self.all = [page for page in jekyll.collection(name) if text_in(page.meta, "published") != "false"]
        for page in self.all:
            if day := date_of(page):
                page.meta = {**page.meta, "date": day}
        own = self._settings().get("output") == "true"
        self.has_pages = own or name == "posts" or any("permalink" in page.meta for page in self.all)
        if all(date_of(page) for page in self.all):  # Jekyll sorts documents with dates by them
            self.all.sort(key=date_of)
        if name == "posts":
            self.all.reverse()

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

    def _settings(self) -> Mapping[str, Any]:
        collections = self.jekyll.config.get("collections")
        own: Any = collections.get(self.collection) if isinstance(collections, dict) else None
        return own if isinstance(own, dict) else {}

    def _pattern(self) -> str:
        if self.collection == "posts":
            pattern = self.jekyll.config.get("permalink")
            return pattern if isinstance(pattern, str) and ":" in pattern else _POSTS
        pattern = self._settings().get("permalink")
        return pattern if isinstance(pattern, str) and pattern else "/:collection/:path/"


def declared(config: Mapping[str, Any]) -> list[str]:
    """The names of the collections that a site declares, and of its posts."""
    collections = config.get("collections")
    names = list(collections) if isinstance(collections, dict | list) else []
    return [str(name) for name in names if re.fullmatch(r"[\w-]{1,60}", str(name))] + ["posts"] * ("posts" not in names)


class Document(Mapping[str, Any]):
    """A document as Liquid sees it; its text is rendered when a template asks for it.

    Args:
        page: the document.
        collection: the name of its collection.
        render: makes HTML of it.
    """

    def __init__(self, page: OldPage, collection: str, render: Callable[[OldPage], str]) -> None:
        self.page, self.render = page, render
        self._content: str | None = None
        address = page.known_as[0] if page.known_as else ""
        link = str(page.meta.get("permalink") or "")
        given = {
            "url": link if link.startswith(("http://", "https://")) else f"/{address}/" if address else "",
            "id": f"/{address}",
            "collection": collection,
            "path": page.old,
            "relative_path": page.old,
            "slug": posixpath.splitext(posixpath.basename(page.old))[0],
            "title": posixpath.splitext(posixpath.basename(page.old))[0].replace("-", " ").title(),
        }
        self._known: dict[str, Any] = {**given, **{str(key): typed(value) for key, value in page.meta.items()}}
        self._known["url"] = given["url"]

    def __getitem__(self, key: str) -> Any:
        if key == "excerpt" and key not in self._known:
            return self._rendered().partition("\n\n")[0].partition("</p>")[0]
        if key in {"content", "output"}:
            return self._rendered()
        return self._known[key]

    def _rendered(self) -> str:
        if self._content is None:
            self._content = ""  # a document that shows itself has no end
            self._content = self.render(self.page)
        return self._content

    def __iter__(self) -> Iterator[str]:
        return iter([*self._known, "content", "excerpt"])

    def __len__(self) -> int:
        return len(self._known) + 2

    def __str__(self) -> str:
        return self._rendered()


def date_of(page: OldPage) -> str:
    """The day of a document, as far as it is known: from its front matter, else from the name of its file."""
    if match := _DATE.match(text_in(page.meta, "date")):
        return match[0]
    match = _DATED.match(posixpath.basename(page.old))
    return f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}" if match else text_in(page.meta, "date")


def has_body(page: OldPage) -> bool:
    """Is there any text below the front matter?"""
    return bool(re.sub(r"<!--.*?(?:-->|\Z)", "", "".join(line.text for line in page.lines), flags=re.S).strip())
