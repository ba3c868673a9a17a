"""The links of a paper: their labels, badges of other servers, and what they identify."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from lxml.html import HtmlElement

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import SERVICES
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.cv.values import identifier_in, links_record
from mkdocs_researcher.migration.tables import data_of_kind
from mkdocs_researcher.migration.tree.tree import words

_DRAWN = frozenset({"img.shields.io", "badgen.net", "badge.fury.io", "komarev.com", "api.visitorbadge.io"})
_IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)(?:[?#].*)?$", re.I)
_OF_SERVICES = {host: one.label for one in SERVICES for host in (urlsplit(one.url).hostname, *one.hosts) if host}
_LABELS: dict[str, str] = {host.removeprefix("www."): label for host, label in _OF_SERVICES.items()} | data_of_kind(
    "all", "hosts"
)


class Button(NamedTuple):
    """A link: its words and its address."""

    label: str
    url: str


class Shield(NamedTuple):
    """What a picture of a server of badges says: the repository whose stars it counts, or fixed words."""

    repo: str = ""
    said: str = ""
    is_drawn: bool = False


def shield_of(url: str) -> Shield:
    """Reads the address of a badge, see https://shields.io/badges/static-badge."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host not in _DRAWN:
        return Shield()
    path = parts.path.strip("/").removesuffix(".svg").removesuffix(".png")
    if match := re.match(r"(?:github/stars|github/stars/)/?([\w.-]+/[\w.-]+)", path):
        return Shield(match[1], "", True)
    query = parse_qs(parts.query)
    if path == "static/v1" or (path == "badge" and "message" in query):
        said = [query.get(name, [""])[0].strip() for name in ("label", "message")]
        return Shield("", ": ".join(word for word in said if word), True)
    if match := re.match(r"badge/(?!dynamic/|endpoint)(.+)", path):
        return Shield("", _static(unquote(match[1])), True)
    return Shield("", "", True)


def _static(text: str) -> str:
    parts = re.split(r"(?<!-)-(?!-)", text)
    words = [re.sub(r"(?<!_)_(?!_)", " ", part).replace("--", "-").replace("__", "_").strip() for part in parts]
    said = [word for word in (words[:-1] if len(words) > 1 else words) if word]
    return ": ".join(said)


def label_of_host(url: str) -> str:
    """A label for a link without words, by where it leads."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.path.lower().endswith(".pdf"):
        return "PDF"
    return _LABELS.get(host, "") or next((name for end, name in _LABELS.items() if host.endswith(f".{end}")), "Link")


class Buttons:
    """Collects the links of a box."""

    def __init__(self) -> None:
        self.found: list[Button] = []
        self.repos: list[str] = []
        self.unlinked: list[str] = []
        self.weak: list[Button] = []
        self.drawn: list[tuple[str, str]] = []

    def add_row(self, elements: Iterable[HtmlElement]) -> None:
        for element in elements:
            if element.tag == "a":
                self.add(element)
            elif element.tag == "img" and not any(one.tag == "a" for one in element.iterancestors()):
                self._picture(element, "")

    def add(self, element: HtmlElement) -> None:
        url = str(element.get("href") or "").strip()
        url = "" if url == "#" else url
        pictures = list(element.iter("img"))
        label = words(element).strip(" []()【】|·,:：")
        if pictures and not label:
            self._picture(pictures[0], url)
        elif label and url:
            self.found.append(Button(label, url))
        elif label:
            self.unlinked.append(label)

    def _picture(self, picture: HtmlElement, url: str) -> None:
        source, alt = str(picture.get("src") or ""), (picture.get("alt") or "").strip()
        shield = shield_of(source)
        if shield.repo:
            self.repos.append(shield.repo)
            if url and shield.repo.casefold() not in url.casefold():
                self.weak.append(Button(label_of_host(url), url))
            return
        if shield.is_drawn and not shield.said:
            self.drawn.append((alt, source))
        if url:
            said = shield.said or (alt if alt.casefold() not in {"sym", "image", "img", "badge"} else "")
            self.found.append(Button(said or ("Image" if _IMAGE_FILE.search(url) else label_of_host(url)), url))
        elif shield.said:
            self.unlinked.append(shield.said)
        elif source and not shield.is_drawn:
            self.found.append(Button(alt if len(alt) > 3 else "Image", source))

    def title_link(self, url: str) -> None:
        """The link of the title, unless another link has the same address."""
        if not url or any(_same(button.url, url) for button in self.found):
            return
        taken = {button.label.casefold() for button in self.found}
        names = ["PDF", "Paper"] if urlsplit(url).path.lower().endswith(".pdf") else ["Paper", "Page"]
        if label_of_host(url) == "Code":
            names = ["Code"]
        names += [label_of_host(url), "Publication", "Website"]
        self.found.insert(0, Button(next(name for name in [*names, "Title"] if name.casefold() not in taken), url))

    def add_repository(self, repo: str, label: str) -> None:
        """The repository whose stars a badge counts, unless another link leads there."""
        url = f"https://github.com/{repo}"
        if not any(_same(button.url, url) for button in self.found):
            self.found.append(Button(label, url))

    def add_weak(self) -> None:
        """Links of pictures without words, unless another link leads there."""
        self.found += [button for button in self.weak if not any(_same(button.url, one.url) for one in self.found)]

    def identifiers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for button in self.found:
            known = identifier_in(button.url)
            if known and known[0] not in found and _same(IDENTIFIERS[known[0]].url(known[1]), button.url):
                found[known[0]] = known[1]
        return found

    def record(self) -> Any:
        """Links as `links` of an entry; the same link twice is one."""
        made: list[Link] = []
        for label, url in self.found:
            try:
                link = Link(label, check_url(url))
            except ValueError:
                link = Link(label, url)
            if not any(_same(link.url, one.url) and link.label in {one.label, "Image"} for one in made):
                made.append(link)
        return links_record(made)


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.strip()).rstrip("/")
