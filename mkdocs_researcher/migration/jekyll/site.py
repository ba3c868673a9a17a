"""Parts of every Jekyll site: settings, pages and collections with front matter, data, layouts of the author's own.

See https://jekyllrb.com/docs/pages/, https://jekyllrb.com/docs/collections/, https://jekyllrb.com/docs/permalinks/ and
https://jekyllrb.com/docs/layouts/.
"""

from __future__ import annotations

import csv
import itertools
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import service_link
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.jekyll.liquid import ONLY_JEKYLL
from mkdocs_researcher.migration.jekyll.liquid_filters import typed
from mkdocs_researcher.migration.new_site import OldPage, excluded_by
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping, split_page, without_comments

ENDINGS = (".md", ".markdown", ".html")
"""Endings of files that Jekyll makes pages of."""

_NO_PAGES = frozenset({"404", "README", "LICENSE", "CONTRIBUTING", "CHANGELOG", "sitemap", "Gemfile"})
_HOME = ("about", "index", "home")
_MOST_ROWS = 5_000
_TABLES = (".csv", ".tsv")


class MenuLink(NamedTuple):
    """An entry of the navigation: its words, where it leads, the line that says so."""

    title: str
    target: str
    line: Line
    is_page: bool = False


class Jekyll:
    """The folder of a Jekyll site."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        if not site.holds("_config.yml"):
            site.note(
                Location("_config.yml"), "is not there, so the new site knows nothing of you but your pages", "info"
            )
        self.config = as_mapping(site.data("_config.yml"))
        # A path in the address of the site is part of all its addresses, as that in `baseurl` is.
        if found := re.fullmatch(r"(https?://[^/]+)(/.*)", str(self.config.get("url") or "").strip()):
            base = found[2].rstrip("/") + str(self.config.get("baseurl") or "").rstrip("/")
            self.config = {**self.config, "url": found[1], "baseurl": base}

    def pages(self) -> list[OldPage]:
        """The pages, each with its new path; the home page is the first.

        They lie in `_pages/`, or else at the top. What lies elsewhere is a page only with front matter; else it is a
        part of pages.
        """
        top = self.site.folder(".", *ENDINGS)
        found = self.site.folder("_pages", *ENDINGS)
        is_excluded = excluded_by(self.config)
        rest = [*sorted(self.site.below("_pages", *ENDINGS)), *top] if found else []
        rest = [path for path in rest if path not in found]
        rest += [path for path in self.site.below(".", *ENDINGS) if "/" in path and self.site.is_page(path)]
        rest = [path for path in rest if not is_excluded(path)]
        paths = [path for path in (*(found or top), *rest) if stem_of(path) not in _NO_PAGES]
        read = ((path, self.document(path)) for path in paths)
        pages = [page for path, page in read if page and (page.head or path not in rest)]
        name_pages(pages)
        return pages

    def collection(self, name: str) -> list[OldPage]:
        folders = self.site.folders("_posts") if name == "posts" else [f"_{name}"]
        paths = [path for folder in folders for path in sorted(self.site.below(folder))]
        paths = [path for path in paths if path.endswith(ENDINGS) or self.site.is_page(path)]
        documents = [self.document(path) for path in paths if stem_of(path) not in _NO_PAGES]
        # A file without front matter is copied by Jekyll and shown nowhere.
        return [document for document in documents if document is not None and (document.head or document.meta)]

    def document(self, path: str) -> OldPage | None:
        """A page or document by its path, with its front matter; None, and reported, if it cannot be read."""
        lines = self.site.lines(path)
        if lines is None:
            return None
        meta, head, body = split_page(lines, self.site, of_jekyll=True)
        return OldPage(path, body, meta, head=head)

    def data(self) -> dict[str, Any]:
        """The files of `_data/` by their names; those of its folders are below the names of these."""
        found: dict[str, Any] = {}
        for path in self.site.below("_data", *_TABLES, ".yml", ".yaml", ".json", skipped=(".",)):
            inner = found
            for folder in path.split("/")[1:-1]:
                inner[folder] = inner = as_mapping(inner.get(folder))
            inner[stem_of(path)] = self._table(path) if path.endswith(_TABLES) else self.site.data(path)
        return found

    def _table(self, path: str) -> list[dict[str, str]]:
        rows = csv.reader(
            (line.text for line in self.site.lines(path) or ()), delimiter="\t" if path.endswith(".tsv") else ","
        )
        head = next(rows, [])
        return [dict(zip(head, row, strict=False)) for row in itertools.islice(rows, _MOST_ROWS)]

    def scope(self) -> dict[str, Any]:
        time = f"{ONLY_JEKYLL}site.time{ONLY_JEKYLL}"
        files = [_static_file(path) for path in self.site.media]
        return {"site": {"time": time, **self.config, "data": self.data(), "static_files": files}}

    def addresses(self, pages: Sequence[OldPage]) -> Addresses:
        base = str(self.config.get("baseurl") or "").rstrip("/")
        own = str(self.config.get("url") or "").rstrip("/")
        owner = str(self.config.get("repository") or "").partition("/")[0]
        own = own or (f"https://{owner.lower()}.github.io" if re.fullmatch(r"[\w-]+", owner) else "")
        return Addresses(self.site, base, own, {key: page.path for page in pages for key in page.known_as})


def _static_file(path: str) -> dict[str, str]:
    """A file as https://jekyllrb.com/docs/static-files/ describes it."""
    name = posixpath.basename(path)
    base, ending = posixpath.splitext(name)
    return {"path": f"/{path}", "name": name, "basename": base, "extname": ending}


def name_pages(pages: list[OldPage]) -> None:
    """Finds the home page and puts it first; gives each page its new path and those of its old addresses."""
    stems = [stem_of(page.old) for page in pages]
    at_top = [index for index, page in enumerate(pages) if page.meta.get("permalink") == "/"]
    named = [stems.index(name) for name in _HOME if name in stems]
    home = (at_top or named or [0])[0]
    taken = {"index.md"}
    for index, page in enumerate(pages):
        in_folder = "/" in page.old and not page.old.startswith("_")
        stem = posixpath.splitext(page.old)[0].removesuffix("/index") if in_folder else stems[index]
        name_page(page, taken, "index" if index == home else "", stem)
    pages.sort(key=lambda page: page.path != "index.md")


def name_page(page: OldPage, taken: set[str], name: str = "", stem: str = "") -> None:
    """Gives a page its new path, which keeps its old address where it has one."""
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
    known = (link, *aliases, page.old, page.old.removesuffix("/index.html").removesuffix("/index.md"))
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


def menu_links(site: OldSite, addresses: Addresses, key: str = "main", name: str = "title") -> list[MenuLink] | None:
    """The entries of `_data/navigation.yml` that lead somewhere; the others are reported. None without a menu."""
    path = "_data/navigation.yml"
    listed = as_mapping(site.data(path)).get(key) if site.holds(path) else None
    if not isinstance(listed, list):
        return None
    lines = site.lines(path) or []
    made = []
    for item in map(as_mapping, listed):
        title, url = text_in(item, name), text_in(item, "url")
        bare = url.partition("#")[0].strip("/")
        line = next((line for line in lines if url and url in line.text), Line("", path, 1))
        page = addresses.pages.get(bare or "/", "").partition("#")[0]
        if is_external(url):
            target = addresses.link(url, line.place)
            made += [MenuLink(title, addresses.pages.get(target, target), line)] if title and target else []
        elif title and (page or not bare):
            made.append(MenuLink(title, page or "index.md", line, is_page=True))
        elif title and site.holds(bare) and not site.is_page(bare):
            addresses.linked.add(bare)
            made.append(MenuLink(title, bare, line))
        elif title:
            site.note(line.place, f"'{title}' does not link to a page of the new site", "info")
    return made


def title_of(page: OldPage) -> str:
    """The title in the front matter of a page; empty if it has none."""
    return text_in(page.meta, "title")


def text_in(meta: Mapping[str, Any], name: str) -> str:
    """A field of front matter as text; empty if it holds none."""
    value = meta.get(name)
    return value.strip() if isinstance(value, str) else ""


def stem_of(path: str) -> str:
    """The name of a file without its folder and ending."""
    return posixpath.splitext(posixpath.basename(path))[0]


_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)")
_DATE = re.compile(r"\d{4}(?:-\d\d?(?:-\d\d?)?)?(?![\d.])")
_DAY_FIRST = re.compile(r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(\d{4})")
_OF_SPREADSHEETS = re.compile(r"([A-Z][a-z]{2})-(\d\d)|(\d\d)-([A-Z][a-z]{2})")  # what they make of Sep 2024
_POSTS = "/:categories/:year/:month/:day/:title"


class Collection(list[OldPage]):
    """The documents of a collection, in order of their names."""

    def __init__(self, jekyll: Jekyll, name: str) -> None:
        super().__init__(page for page in jekyll.collection(name) if text_in(page.meta, "published") != "false")
        self.collection = name
        for page in self:
            if day := date_of(page):
                page.meta = {**page.meta, "date": day}
        settings = as_mapping(as_mapping(jekyll.config.get("collections")).get(name))
        permalink = (jekyll.config if name == "posts" else settings).get("permalink")
        self.pattern = permalink if isinstance(permalink, str) and permalink else "/:collection/:path/"
        if name == "posts" and ":" not in str(permalink or ""):
            self.pattern = _POSTS
        has_output = settings.get("output") == "true"
        # Jekyll copies what lies beside the documents of a collection that it writes pages for.
        beside = jekyll.site.below(f"_{name}") if has_output else ()
        files = (path for path in beside if not path.endswith(ENDINGS) and not jekyll.site.is_page(path))
        self.files = {path.removeprefix("_"): path for path in files}
        self.has_pages = has_output or name == "posts" or any("permalink" in page.meta for page in self)
        if all(map(date_of, self)):  # Jekyll sorts documents with dates by them
            self.sort(key=date_of)
        if name == "posts":
            self.reverse()

    def name(self, taken: set[str]) -> None:
        """Gives each its path in the new site, which is its old address."""
        for page in self:
            link = text_in(page.meta, "permalink") or self._address(page)
            page.meta = {**page.meta, "permalink": link}
            name_page(page, taken)

    def _address(self, page: OldPage) -> str:
        path = posixpath.splitext(page.old.partition(f"_{self.collection}/")[2])[0]
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
            "categories": "/".join(map(slug, _categories(page))),
        }
        made = re.sub(r":([a-z]+)", lambda match: parts.get(match[1], ""), self.pattern)
        return re.sub("/{2,}", "/", made)


def _categories(page: OldPage) -> list[str]:
    """The categories of a post: the folders that its folder `_posts` lies in, and those of its front matter."""
    above = page.old.partition("_posts/")[0].strip("/")
    return [*filter(None, above.split("/")), *words_list(page.meta.get("categories") or page.meta.get("category"))]


def words_list(value: Any) -> list[str]:
    """Tags or categories: a list, or words in a line."""
    return value.split() if isinstance(value, str) else [str(item) for item in as_items(value)]


def declared(config: Mapping[str, Any]) -> list[str]:
    """The names of the collections that a site declares, and of its posts."""
    collections = config.get("collections")
    names = list(collections) if isinstance(collections, dict | list) else []
    return [str(name) for name in names if re.fullmatch(r"[\w-]{1,60}", str(name))] + ["posts"] * ("posts" not in names)


class Document(Mapping[str, Any]):
    """A document as Liquid sees it; its text is rendered when a template asks for it."""

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
            "slug": stem_of(page.old),
            "title": stem_of(page.old).replace("-", " ").title(),
        }
        self._known: dict[str, Any] = {**given, **{str(key): typed(value) for key, value in page.meta.items()}}
        self._known["url"] = given["url"]
        self._known.update({key: words_list(page.meta[key]) for key in ("tags", "categories") if key in page.meta})

    def __getitem__(self, key: str) -> Any:
        if key == "excerpt" and key not in self._known and self._known["collection"] != "pages":
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
    written = text_in(page.meta, "date")
    if match := _DATE.match(written):
        return match[0]
    if match := _DAY_FIRST.fullmatch(written):  # as Jekyll reads it
        return f"{match[3]}-{match[2].zfill(2)}-{match[1].zfill(2)}"
    if match := _OF_SPREADSHEETS.fullmatch(written):
        return f"{match[1] or match[4]} 20{match[2] or match[3]}"
    match = _DATED.match(posixpath.basename(page.old))
    return f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}" if match else written


def has_body(page: OldPage) -> bool:
    """Is there any text below the front matter?"""
    return bool(without_comments("\n".join(line.text for line in page.lines)).strip())


def link_in(record: Record) -> Link:
    """A link of a profile, as the new site shows it."""
    for name, value in record.items():
        if name not in {"label", "url", "icon"}:
            return service_link(name, value)
    return Link(str(record.get("label") or "Link"), str(record.get("url") or ""))


def place_of(page: OldPage, name: str) -> Location:
    """The location of a field of a page's front matter."""
    return next((line.place for line in page.head if line.text.startswith(f"{name}:")), Location(page.old, 1))


def words_in(meta: Mapping[str, Any], name: str) -> str:
    """The text of a front-matter field of any type, in one line."""
    return _words(meta.get(name))


def _words(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return " ".join(_words(item) for item in value.values()) if isinstance(value, Mapping) else ""
