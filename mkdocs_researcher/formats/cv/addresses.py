"""URLs of other formats: repaired where the intention is clear, and recognized as identifiers and profiles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import SERVICES, find_service, service_link
from mkdocs_researcher.fields.urls import check_url, looks_like_host

_PAPER_IDENTIFIERS = ("arxiv", "doi", "openreview", "acl", "pmid", "hal")
_PLAIN_LABEL = re.compile(r"\w[\w .()+/&'’-]{0,60}")
_RESERVED = frozenset({"label", "url", "icon"})


def repaired(url: str) -> str:
    """A URL in the form that our data accepts, if the intention is clear; else unchanged."""
    text = url.strip().strip("<>")
    for form in (text, f"https:{text}" if text.startswith("//") else f"https://{text}"):
        if form != text and not (text.startswith("//") or looks_like_host(text)):
            continue
        try:
            return check_url(form)
        except ValueError:
            continue
    return text


def identifier_in(url: str) -> tuple[str, str] | None:
    """The kind of identifier in the URL of a paper, and the identifier; None if there is none."""
    if not url.startswith(("https://", "http://")):
        return None
    for name in _PAPER_IDENTIFIERS:
        try:
            found = IDENTIFIERS[name].normalize(url)
        except ValueError:
            continue
        if IDENTIFIERS[name].url(found).rstrip("/") == url.rstrip("/"):
            return name, found
    return None


def service_record(network: str, username: str, url: str) -> dict[str, str] | None:
    """A profile at a service, in any spelling, as an item of `links` in `profile.yml`; None if it has no URL."""
    url = repaired(url) if url else ""
    try:
        service = find_service(network)
    except ValueError:
        return {"label": network or "Profile", "url": url} if url else None
    for value in (username, url):
        try:
            link = service_link(service.key, value) if value else None
        except ValueError:
            continue
        if link and (not url or _bare(link.url) == _bare(url)):
            return {service.key: value}
    if url:
        return _by_url(service.key, url) or {"label": network, "url": url}
    return None


def _by_url(key: str, url: str) -> dict[str, str] | None:
    for value in (user_of(find_service(key).url, url), url):
        try:
            if value and service_link(key, value).url == url:
                return {key: value}
        except ValueError:
            continue
    return None


def profile_link_record(link: Link) -> dict[str, str]:
    """An item of `links` in `profile.yml` that reads as this link."""
    for service in SERVICES:
        if (service.label, service.icon) == (link.label.partition(":")[0], link.icon):
            for value in (user_of(service.url, link.url), link.url, link.label.partition(": ")[2]):
                try:
                    if value and service_link(service.key, value) == link:
                        return {service.key: value}
                except ValueError:
                    continue
    return {name: text for name, text in link._asdict().items() if text}


def user_of(pattern: str, url: str) -> str:
    """The id in a URL that matches a pattern with `{id}`; empty if it does not match."""
    head, found, tail = pattern.partition("{id}")
    if not found or not url.startswith(head) or not url.endswith(tail):
        return ""
    return url[len(head) : len(url) - len(tail)]


def links_record(links: Iterable[Link]) -> Any:
    """Links as `links` of an entry: `label: URL` where that is enough."""
    listed = list(links)
    labels = {link.label for link in listed}
    is_plain = all(_PLAIN_LABEL.fullmatch(link.label) and not link.icon for link in listed)
    if is_plain and len(labels) == len(listed) and not labels & _RESERVED:
        return {link.label: link.url for link in listed}
    return [{name: text for name, text in link._asdict().items() if text} for link in listed]


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").casefold()
