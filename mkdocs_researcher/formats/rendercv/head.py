"""The head of a CV of RenderCV: `cv` without its sections (schema 2.8), which takes no further fields."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.addresses import user_of
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.cv.profile import read_profile
from mkdocs_researcher.formats.cv.records import Cv, as_item
from mkdocs_researcher.formats.cv.texts import filled, listed
from mkdocs_researcher.macros.profile import Profile


class Network(NamedTuple):
    """A network that RenderCV knows: its name, the address of a profile as our data has it, and its user names."""

    name: str
    url: str
    username: str = r"[^\s/@]+"


_NETWORKS = (
    Network("LinkedIn", "https://www.linkedin.com/in/{id}/"),
    Network("GitHub", "https://github.com/{id}"),
    Network("GitLab", "https://gitlab.com/{id}"),
    Network("Instagram", "https://www.instagram.com/{id}/"),
    Network("ORCID", "https://orcid.org/{id}", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    Network("ResearchGate", "https://www.researchgate.net/profile/{id}"),
    Network("YouTube", "https://www.youtube.com/@{id}"),
    Network("Google Scholar", "https://scholar.google.com/citations?user={id}", r"[\w-]+"),
    Network("Telegram", "https://t.me/{id}"),
    Network("X", "https://x.com/{id}"),
    Network("Bluesky", "https://bsky.app/profile/{id}"),
)
_MASTODON = re.compile(r"https://([\w.-]+)/@([\w.-]+)")
_INTERNATIONAL = re.compile(r"\+\d[\d ().-]{6,20}")


def head_of(profile: Record, cv: Cv) -> dict[str, Any]:
    """The head; what RenderCV would refuse, such as a telephone number without its country, is not in it."""
    phone = profile.get("phone", "")
    networks, others = _networks(profile)
    return filled(
        {
            "name": profile["name"],
            "headline": profile.get("role"),
            "location": profile.get("location"),
            "email": profile.get("email"),
            "photo": avatar if (avatar := profile.get("avatar", "")).startswith("https://") else "",
            "phone": phone if _INTERNATIONAL.fullmatch(phone) else "",
            "website": cv.facts.absolute(profile.get("website", "")) or cv.facts.url,
            "social_networks": networks,
            "custom_connections": others,
        }
    )


def _networks(profile: Record) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    networks, others = [], []
    for link in Profile(name="x", links=profile.get("links", ())).links:
        if network := _network(link):
            networks.append(network)
        elif link.url.startswith(("https://", "http://")):
            others.append({"placeholder": link.label, "url": link.url, "fontawesome_icon": "link"})
    return networks, others


def _network(link: Link) -> dict[str, str] | None:
    for network in _NETWORKS:
        user = user_of(network.url, link.url)
        if network.name == link.label and re.fullmatch(network.username, user):
            return {"network": network.name, "username": user}
    found = _MASTODON.fullmatch(link.url) if link.label == "Mastodon" else None
    return {"network": "Mastodon", "username": f"@{found[2]}@{found[1]}"} if found else None


def head_back(head: dict[str, Any], bio: str, interests: Any) -> Record | None:
    """What an import makes of the head, and of the sections that tell of the person."""
    found = as_item({"details": ", ".join(listed(interests))}).words("details")
    return read_profile(as_item(head), found, bio)
