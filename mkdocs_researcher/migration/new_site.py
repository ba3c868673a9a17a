"""A migrated site before it is written, and the writing: whole or not at all.

What was published stays at its address: pictures, documents and the like are copied from everywhere; project pages with
their folders, style sheets and scripts; single pages of HTML, such as those by which search engines verify a site; and
files that hosts read, such as `CNAME`. Of the template's own machinery nothing is copied.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from mkdocs_researcher.errors import Location, Problem, ResearcherError
from mkdocs_researcher.files import OutsideError, safe_join, write_whole
from mkdocs_researcher.migration.addresses import Addresses, readable
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items
from mkdocs_researcher.migration.tree.tree import DeepError, parse

_LIKE_META = re.compile(r"\ufeff? {0,3}[A-Za-z0-9_-]+:")


class MigrationError(ResearcherError):
    """A site cannot be migrated at all."""

    def __init__(self, message: str, notes: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.notes = tuple(notes)


@dataclass
class OldPage:
    """A page of the old site.

    Attributes:
        lines: what it shows, with Liquid worked out; each with its place.
        path: its path below `docs/` in the new site.
        known_as: paths of its addresses on the old site, without `/` at either end.
        addresses: how addresses on it have changed, if that differs from page to page.
    """

    old: str
    lines: list[Line]
    meta: dict[str, Any]
    path: str = ""
    known_as: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    head: list[Line] = field(default_factory=list)
    addresses: Addresses | None = None


@dataclass
class NewSite:
    """A migrated site.

    Attributes:
        data: files of the old site of which entries of data files were made; their lines are those of their texts.
        around: links, pictures and texts of navigation, layouts and includes as HTML, which are to be somewhere on the
            new pages.
    """

    old: OldSite
    pages: list[OldPage]
    addresses: Addresses
    texts: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    data: list[OldPage] = field(default_factory=list)
    around: list[Line] = field(default_factory=list)


def check_target(old: Path, new: Path, *, force: bool) -> None:
    """Makes sure that a folder may be written to.

    Raises:
        MigrationError: it contains files, is not a folder, or is inside the old site or contains it.
    """
    one, other = old.resolve(), new.resolve()
    if one == other or other.is_relative_to(one) or one.is_relative_to(other):
        raise MigrationError(f"{new.as_posix()} and the old site lie in each other; name another folder")
    if new.exists() and not new.is_dir():
        raise MigrationError(f"{new.as_posix()} is a file; name a folder")
    if new.is_dir() and any(new.iterdir()) and not force:
        raise MigrationError(f"{new.as_posix()} holds files; name another folder, or add --force to write into it")


def write_site(site: NewSite, target: Path) -> None:
    """Writes all files of a site below a folder.

    A new folder is made beside its place and moved there when it is whole. In one that is there each file is whole.

    Raises:
        MigrationError: a file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and any(target.iterdir()):
            _write_into(site, target)
            return
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
            made = Path(folder) / "new"
            _write_into(site, made)
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        raise MigrationError(f"{error.filename or target.as_posix()} cannot be written: {error.strerror}") from None


def _write_into(site: NewSite, target: Path) -> None:
    try:
        places = {path: safe_join(target, path) for path in (*site.texts, *site.copies)}
    except OutsideError as error:
        raise MigrationError(str(error)) from None
    for path, text in site.texts.items():
        write_whole(places[path], _without_meta(text) if path.endswith(".md") else text)
    for path, old in site.copies.items():
        if path not in site.texts and (source := site.old.holds(old)):
            write_whole(places[path], source.read_bytes())


def _without_meta(text: str) -> str:
    """A page whose first words would be taken for meta-data, behind front matter that holds none.

    MkDocs reads `Word: text` at the top as meta-data, and front matter without a mapping as text.
    """
    return f"---\n{{}}\n---\n\n{text}" if _LIKE_META.match(text) else text


_FIRST = 0xF0000  # of a plane that is for private use
_MARK = "[\U000f0000-\U000ffffd]"


class Marks:
    """Marks for calls of macros, one character each until a page is written."""

    def __init__(self) -> None:
        self._calls: list[str] = []

    def inline(self, call: str) -> str:
        self._calls.append(call)
        return chr(_FIRST + len(self._calls) - 1)

    def block(self, call: str) -> str:
        """A mark for a call that is its own paragraph; nothing for no call."""
        return f"\n\n{self.inline(call)}\n\n" if call else ""

    def once(self, lines: Iterable[Line]) -> list[Line]:
        """Lines without the calls that stand by themselves on the page already: pages loop over a collection twice."""
        seen: set[str] = set()
        kept = []
        for line in lines:
            call = self.put(mark) if self.in_text(mark := line.text.strip()) and len(mark) == 1 else ""
            kept.append(line._replace(text="") if call and call in seen else line)
            seen.add(call)
        return kept

    def put(self, text: str) -> str:
        return re.sub(_MARK, lambda match: self._calls[ord(match[0]) - _FIRST], text)

    def without(self, text: str) -> str:
        return re.sub(_MARK, "", text)

    @staticmethod
    def in_text(text: str) -> bool:
        return re.search(_MARK, text) is not None

    @staticmethod
    def split(text: str) -> list[str]:
        return re.findall(_MARK, text)


_HOSTS_READ = ("CNAME", "_headers", "_redirects", "robots.txt", "ads.txt", "humans.txt", "security.txt", ".nojekyll",
               "BingSiteAuth.xml", "manifest.json", "site.webmanifest", "browserconfig.xml", "opensearch.xml",
               "favicon.ico", "keybase.txt", "llms.txt")  # fmt: skip
_TEMPLATE_HTML = frozenset({"404.html", "index.html", "search.html", "sitemap.html"})
_ATTRIBUTES = ("poster", "data-src", "srcset", "content")  # beside those that lxml knows
_OF_A_PAGE = (".css", ".js", ".mjs", ".json", ".woff", ".woff2", ".ttf", ".csv", ".glb", ".obj", ".ply", ".wasm")
_MOST_COPIED = 20_000


def publish_files(new: NewSite, config: Mapping[str, Any], pages: Collection[str]) -> None:
    """Copies what was published to the same paths in `docs/`."""
    site = new.old
    excluded = excluded_by(config)
    for path in site.media:
        if not excluded(path):
            new.copies[f"docs/{path}"] = path
    taken = set(pages)
    _publish_pages(new, excluded, taken)
    for path in sorted(new.addresses.linked):
        is_text = path.endswith((".md", ".markdown"))
        if path in taken or (is_text and path.startswith("_")):
            continue
        if is_text:
            new.texts.setdefault(f"docs/{path}", "\n".join(line.text for line in site.lines(path) or ()) + "\n")
        else:
            _copy(new, path)
    for path in _HOSTS_READ:
        if site.holds(path) and not excluded(path):
            new.copies[f"docs/{path}"] = path
    for path in site.folder(".well-known"):
        new.copies[f"docs/{path}"] = path


def _publish_pages(new: NewSite, excluded: Callable[[str], bool], taken: Collection[str]) -> None:
    site = new.old
    for path in site.below(".", ".html", ".htm"):
        if path in taken or excluded(path) or path in _TEMPLATE_HTML or site.is_machinery(path) or site.is_page(path):
            continue
        _copy(new, path)
        if "/index.htm" in path:  # of a project, whose scripts name further files in ways that cannot be read
            beside = site.below(posixpath.dirname(path), *_OF_A_PAGE)
            new.copies.update({f"docs/{one}": one for one in beside if not excluded(one)})


def excluded_by(config: Mapping[str, Any]) -> Callable[[str], bool]:
    """Do the settings leave a path out, https://jekyllrb.com/docs/configuration/options/?"""
    patterns = [one.strip("/") for one in as_items(config.get("exclude")) if isinstance(one, str) and one.strip("/")]
    return lambda path: any(path == one or path.startswith(f"{one}/") or fnmatch.fnmatch(path, one) for one in patterns)


def _copy(new: NewSite, path: str) -> None:
    """A file, and those of the site that it needs: style sheets, scripts, pictures."""
    waiting, count = [path], 0
    while waiting:
        one = waiting.pop()
        if (f"docs/{one}" in new.copies and one != path) or not new.old.holds(one):
            continue
        new.copies[f"docs/{one}"] = one
        count += 1
        if count > _MOST_COPIED:
            new.old.note(Location(path), "needs more files than can be copied", "warning")
            return
        waiting += [found for found in _needed(new.old, one) if f"docs/{found}" not in new.copies]


def _needed(site: OldSite, path: str) -> Iterator[str]:
    """The files of the site that a page or a style sheet names."""
    if not path.endswith((".html", ".htm", ".css")) or not site.is_small(path):
        return
    text = "\n".join(line.text for line in site.lines(path) or ())
    try:
        tree = parse(f"<style>{text}</style>" if path.endswith(".css") else text)
    except (DeepError, etree.ParserError, ValueError):
        return
    urls = [url for _, _, url, _ in tree.iterlinks()]
    lists = [element.get(name) or "" for name in _ATTRIBUTES for element in tree.iter(etree.Element)]
    urls += [url.split()[0] for listed in lists for url in listed.split(",") if url.strip()]
    for url in dict.fromkeys(urls):
        is_elsewhere = "://" in url or url.startswith(("data:", "#", "mailto:"))
        target = "" if is_elsewhere else unquote(urlsplit(readable(url)).path)
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).lstrip("/")
        for found in (whole, f"{whole}/index.html") if target else ():
            if site.holds(found):
                yield found
