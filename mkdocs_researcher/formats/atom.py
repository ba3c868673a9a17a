"""The news as an Atom feed (RFC 4287)."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS, slug
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.meta_tags import shortened
from mkdocs_researcher.formats.plain import text_of
from mkdocs_researcher.macros.news import NewsItem

_NAMESPACE = "http://www.w3.org/2005/Atom"


class Feed(NamedTuple):
    """A feed; its path and the folder of the home page are below the site's root, `others` are paths by language."""

    path: str
    title: str
    author: str
    site: SiteFacts
    to_html: Callable[[str], str]
    folder: str = ""
    language: str = ""
    others: Mapping[str, str] = MappingProxyType({})


def atom_feed(items: Sequence[NewsItem], feed: Feed) -> str:
    """The feed as XML, newest first.

    Without a URL of the site its links are relative, and its ids are made from its contents.
    """
    newest = sorted(items, key=lambda item: item.date.sort_key, reverse=True)
    root = Element("feed", {"xmlns": _NAMESPACE, **({"xml:lang": feed.language} if feed.language else {})})
    _add(root, "id", feed.site.page(feed.path) or _uuid(feed.title))
    _add(root, "title", feed.title)
    _add(root, "updated", _time(newest[0].date) if newest else "1970-01-01T00:00:00Z")
    author = SubElement(root, "author")
    _add(author, "name", feed.author or feed.title)
    if address := feed.site.page(feed.path):
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    start = posixpath.dirname(feed.path) or "."
    home = feed.site.page(feed.folder) or posixpath.relpath(feed.folder or ".", start) + "/"
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    for language, path in feed.others.items():
        address = feed.site.page(path) or posixpath.relpath(path, start)
        attributes = {"rel": "alternate", "type": "application/atom+xml", "hreflang": language, "href": address}
        SubElement(root, "link", attributes)
    _add(root, "generator", "mkdocs-researcher")
    counts: Counter[str] = Counter()
    head = len(root)
    for item in reversed(newest):  # so that a new item does not change the ids of older ones
        root.insert(head, _entry(item, feed, counts, home))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(item: NewsItem, feed: Feed, counts: Counter[str], home: str) -> Element:
    entry = Element("entry")
    name = f"{item.date.iso()}/{slug(text_of(item.text))[:60].strip('-')}"
    counts[name] += 1
    if counts[name] > 1:
        name += f"-{counts[name]}"
    icon = f"{item.icon} " if item.icon and not item.icon.isascii() else ""
    _add(entry, "id", _tag(feed.site, item.date, name) if feed.site.url else _uuid(f"{feed.title}/{name}"))
    _add(entry, "title", icon + (shortened(item.text, 100) or item.date.iso()))
    _add(entry, "updated", _time(item.date))
    link = feed.site.absolute(item.url) if item.url and feed.site.url else feed.site.resolve(item.url or "")
    SubElement(entry, "link", {"rel": "alternate", "href": link or home})
    _add(entry, "content", feed.to_html(item.text), type="html")
    return entry


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = CONTROL_CHARACTERS.sub("", text)


def _time(date: PartialDate) -> str:
    """The date in RFC 3339; a month or a year becomes its first day, because a feed must have one."""
    return f"{date.year}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def _tag(site: SiteFacts, date: PartialDate, name: str) -> str:
    """A tag URI (RFC 4151): it stays the same when the page of the news moves."""
    parts = urlsplit(site.url)
    path = f"{parts.path}news/{name}"
    return f"tag:{parts.hostname},{date.year}:{quote(path, safe='/')}"


def _uuid(text: str) -> str:
    """A URN of a UUID (RFC 9562, version 8) that is the same for the same text."""
    digits = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    digits = f"{digits[:12]}8{digits[13:16]}8{digits[17:]}"
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
