"""`author` of a Jekyll site's `_config.yml` as `profile.yml`."""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.errors import Place
from mkdocs_researcher.fields.services import find_service
from mkdocs_researcher.importers.addresses import repaired, service_record
from mkdocs_researcher.importers.fitting import Record
from mkdocs_researcher.importers.source import shortened
from mkdocs_researcher.migration.old_site import Line, OldSite

_CONFIG = "_config.yml"
# Where the template's links lead that we have no name for.
_ELSEWHERE = {
    "codepen": "https://codepen.io/{id}",
    "dribbble": "https://dribbble.com/{id}",
    "flickr": "https://www.flickr.com/{id}",
    "foursquare": "https://foursquare.com/{id}",
    "google_plus": "https://plus.google.com/+{id}",
    "impactstory": "https://profiles.impactstory.org/u/{id}",
    "keybase": "https://keybase.io/{id}",
    "lastfm": "https://last.fm/user/{id}",
    "pinterest": "https://www.pinterest.com/{id}",
    "soundcloud": "https://soundcloud.com/{id}",
    "steam": "https://steamcommunity.com/id/{id}",
    "tumblr": "https://{id}.tumblr.com",
    "vine": "https://vine.co/u/{id}",
    "xing": "https://www.xing.com/profile/{id}",
}
_OTHER_NAMES = {"googlescholar": "scholar", "google_scholar": "scholar"}
_TEXTS = frozenset({"name", "avatar", "bio", "location", "employer", "email", "uri", "pronouns"})
_SHOWN = ("name", "bio", "location", "employer")
_AVATARS = ("", "images/", "assets/img/", "assets/images/")


def read_author(config: dict[str, Any], site: OldSite) -> Record:
    """The profile, not yet fitted to its model.

    Args:
        config: what `_config.yml` holds.
        site: for the portrait and for notes.
    """
    author = config.get("author")
    author = author if isinstance(author, dict) else {"name": author} if isinstance(author, str) else {}
    texts = {name: _text(author.get(name)) for name in _TEXTS}
    bio, description = texts["bio"], _text(config.get("description"))
    return {
        "name": texts["name"] or _text(config.get("name")),
        "pronouns": texts["pronouns"],
        "avatar": _avatar(texts["avatar"], site),
        "role": bio,
        "tagline": description if description != bio else "",
        "affiliations": texts["employer"],
        "location": texts["location"],
        "email": texts["email"].removeprefix("mailto:"),
        "website": repaired(texts["uri"]) if texts["uri"] else "",
        "links": [
            link for key, value in author.items() if key not in _TEXTS and (link := profile_link(key, value, site))
        ],
    }


def shown_of_author(config: dict[str, Any], site: OldSite) -> list[Line]:
    """What the old site showed of its author on every page."""
    author = config.get("author")
    lines = site.lines(_CONFIG) if isinstance(author, dict) and author.get("name") else None
    if not lines or not isinstance(author, dict):
        return []
    found = []
    for name in _SHOWN:
        if text := _text(author.get(name)):
            line = next((line for line in lines if line.text.strip().startswith(name)), Line("", _CONFIG, 1))
            found.append(line._replace(text=text))
    return found


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _avatar(path: str, site: OldSite) -> str:
    """The portrait; the template looks for it in `images/` if no folder is named."""
    if not path or "://" in path:
        return path
    bare = path.lstrip("./")
    found = next((folder + bare for folder in _AVATARS if site.holds(folder + bare)), "")
    if not found:
        site.note(Place(_CONFIG), f"the portrait '{shortened(path)}' is not in the old site; put it into docs/", "info")
    return found


def profile_link(key: str, value: Any, site: OldSite, file: str = _CONFIG) -> dict[str, str] | None:
    """A profile elsewhere as an item of `links`; None if it makes none, which is told.

    Args:
        key: name of the service as the template has it.
        value: id or address there; anything.
        site: for notes.
        file: where it is written.
    """
    text = _text(value)
    if not text:
        return None
    name = _OTHER_NAMES.get(key, key)
    text = text if "://" in text else text.removesuffix("/")
    is_url = text.startswith(("http://", "https://", "//")) or "/" in text
    if name in _ELSEWHERE:
        url = repaired(text) if is_url else _ELSEWHERE[name].format(id=text.removeprefix("@"))
        return {"label": key.replace("_", " ").title(), "url": url}
    try:
        find_service(name)
    except ValueError:
        if is_url:
            return {"label": key.replace("_", " ").capitalize(), "url": repaired(text)}
        site.note(Place(file), f"{key}: '{shortened(text)}' is no link that is known; add it to data/profile.yml")
        return None
    record = service_record(name, "" if is_url else text, text if is_url else "")
    if record is None:
        site.note(Place(file), f"{key}: '{shortened(text)}' makes no address; mend it in data/profile.yml")
    return record
