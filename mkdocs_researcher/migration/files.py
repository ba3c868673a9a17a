"""The files of an old site beside its pages: what was published stays at its address.

Pictures, documents and the like are copied from everywhere; project pages with their folders, style sheets and scripts;
single pages of HTML, such as those by which search engines verify a site; and files that hosts read, such as `CNAME`.
Of the template's own machinery nothing is copied.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.addresses import readable
from mkdocs_researcher.migration.new_site import NewSite
from mkdocs_researcher.migration.old_site import OldSite, as_items
from mkdocs_researcher.migration.tree.tree import DeepError, parse

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
    excluded = Excluded(config)
    for path in site.media:
        if not excluded(path):
            new.copies[f"docs/{path}"] = path
    taken = set(pages)
    for path in _whole_pages(site, excluded, taken):
        _copy(new, path)
        _copy_beside(new, path, excluded)
    for path in sorted(new.addresses.linked):
        if path in taken or path.startswith("_"):
            continue
        if path.endswith((".md", ".markdown")):
            new.texts.setdefault(f"docs/{path}", "\n".join(line.text for line in site.lines(path) or ()) + "\n")
        else:
            _copy(new, path)
    for path in _HOSTS_READ:
        if site.holds(path) and not excluded(path):
            new.copies[f"docs/{path}"] = path
    for path in site.folder(".well-known"):
        new.copies[f"docs/{path}"] = path


class Excluded:
    """What the settings leave out, https://jekyllrb.com/docs/configuration/options/."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.patterns = [str(one).strip("/") for one in as_items(config.get("exclude")) if isinstance(one, str)]

    def __call__(self, path: str) -> bool:
        return any(
            path == one or path.startswith(f"{one}/") or fnmatch.fnmatch(path, one) for one in self.patterns if one
        )


def _whole_pages(site: OldSite, excluded: Excluded, taken: Collection[str]) -> Iterator[str]:
    for path in site.below(".", ".html", ".htm"):
        if path in taken or excluded(path) or path in _TEMPLATE_HTML or site.is_machinery(path):
            continue
        if not site.is_page(path):
            yield path


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


def _copy_beside(new: NewSite, path: str, excluded: Excluded) -> None:
    """The data and scripts beside the page of a project: scripts name further files in ways that cannot be read."""
    folder = posixpath.dirname(path)
    if folder and "/index.htm" in path:
        found = new.old.below(folder, *_OF_A_PAGE)
        new.copies.update({f"docs/{one}": one for one in found if not excluded(one)})


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
