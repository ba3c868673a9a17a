"""`author` of a Jekyll site's `_config.yml` as `profile.yml`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.profile_services import find_service
from mkdocs_researcher.formats.cv.addresses import repaired, service_record
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.macros.links import with_icon
from mkdocs_researcher.migration.addresses import INVISIBLE
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.tables import Table, Words, line, plain, record_of
from mkdocs_researcher.migration.tree.lines import plain_markdown

_CONFIG = "_config.yml"
_MAIL = "material/email-outline"
_ICON = re.compile(r"fa[a-z]?(?:-\w+)?(?: fa-[\w-]+)+|fa-[\w-]+|ai ai-[\w-]+")
# Where the template's links lead that we have no name for.
_ELSEWHERE = {
    "discord": "https://discord.com/users/{id}",
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
_AT_TOP = {"bio": "position", "employer": "affiliation", "avatar": "avatar", "email": "email", "location": "location"}
_LINKS_AT_TOP = ("google_scholar", "semantic_scholar", "github", "linkedin", "twitter", "orcid", "dblp", "researchgate")
_AT = re.compile(r" ?[\[({<] ?at ?[\])}>] ?| at ", re.I)
_DOT = re.compile(r" ?[\[({<] ?dot ?[\])}>] ?| dot ", re.I)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_OTHER_NAMES = {"googlescholar": "scholar", "google_scholar": "scholar"}
_TEXTS = frozenset(
    {"name", "avatar", "bio", "location", "employer", "email", "uri", "pronouns", "affiliation", "cn_name"}
)
_TWO_SCRIPTS = re.compile(r"(\w[\w .'-]*[\w.])\s*[(（]?([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8})[)）]?")
_FOLDERS = ("", "images/", "assets/img/", "assets/images/")


_AUTHOR: Table = {
    "pronouns": plain("pronouns"),
    "role": line("bio"),
    "affiliations": line("employer", "affiliation"),
    "location": line("location"),
}


def put_author(reader: TemplateReader) -> None:
    """Puts the author's column, which the old site showed on every page, into the profile."""
    head = reader.site.lines(_CONFIG) if reader.site.holds(_CONFIG) else None
    words = reader.words_of(OldPage(_CONFIG, [], {}, head=head or []))
    reader.set_profile(_read_author(reader.config, words), Location(_CONFIG))
    reader.person += words.entry


def _read_author(config: dict[str, Any], words: Words) -> Record:
    site, author = words.addresses.site, _author(config)
    record = record_of(_AUTHOR, author, words)
    texts = {name: _text(author.get(name)) for name in _TEXTS}
    description = _plain(_text(config.get("description")))
    email = email_of(texts["email"].removeprefix("mailto:"))
    links = [
        link
        for key, value in author.items()
        if key not in _TEXTS and not _is_icon(key, value, author) and (link := profile_link(key, value, site))
    ]
    if email and "@" not in email and re.match(r"(?:https?:)?/", email):
        links.insert(0, {"label": "Email", "url": words.url(email), "icon": _MAIL})
        email = ""
    name, native, titles = name_of(_written_name(config))
    words.plain(texts["name"])
    return {
        **record,
        "name": name,
        "native_name": native or words.plain(author.get("cn_name")),
        "avatar": portrait(texts["avatar"], site, Location(_CONFIG)),
        "role": ", ".join(filter(None, (titles, record["role"]))),
        "tagline": description if description != record["role"] else "",
        "email": email,
        "website": repaired(texts["uri"]) if texts["uri"] else "",
        "links": links,
    }


def name_of(written: str) -> tuple[str, str, str]:
    """A name, the same in another script, and the titles behind it, as in `Mira Tovanne, Ph.D, P.E.`."""
    native = ""
    if (match := _TWO_SCRIPTS.fullmatch(written)) and match[1].isascii():
        written, native = match[1], match[2]
    text = re.sub(r"(?<!\s)\s*,\s*(?=[(（])", " ", written)
    for name in (text, re.split("[(（]", text, maxsplit=1)[0].strip(), text.split(",")[0].strip()):
        try:
            NameMatcher([name])
        except ValueError:
            continue
        return name, native, text[len(name) :].strip(" ,") if text.startswith(name) else ""
    return text, native, ""


def _author(config: dict[str, Any]) -> dict[str, Any]:
    """The settings of the author's column; some templates have them beside those of the site."""
    author = config.get("author")
    if isinstance(author, dict):
        return author
    named = {"name": author} if isinstance(author, str) else {}
    if not (_text(config.get("avatar")) or _text(config.get("email"))):
        return named
    found = {new: config.get(old) for new, old in _AT_TOP.items()}
    for key, value in config.items():
        name = key.removesuffix("_link")
        if name in _LINKS_AT_TOP or (name != key and name not in {"footnote", "affiliation"}):
            found[name] = value
    return {**found, **named}


def email_of(written: str) -> str:
    """An address without the words that hide it, as in `mira [at] example dot org`: the new site hides it itself."""
    plain = _AT.sub("@", _DOT.sub(".", " ".join(written.split())))
    return plain if "@" not in written and _MAILBOX.fullmatch(plain) else written


def _written_name(config: dict[str, Any]) -> str:
    author = _author(config)
    name = _text(author.get("name")) or _text(config.get("name"))
    return _plain(name or (_text(config.get("title")) if any(map(_text, author.values())) else ""))


def owner_of(config: dict[str, Any]) -> NameMatcher | None:
    """Recognizes the owner's name in papers; None if the settings do not contain it."""
    name = _written_name(config)
    try:
        return NameMatcher([name_of(name)[0]]) if name else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """A text in which HTML breaks lines, as a list."""
    if not re.search(r"<[a-z/]", text, re.I):
        return text
    lines = [line.strip(" ,;") for line in re.split(r"\n|<br>", plain_markdown(text))]
    return ", ".join(line for line in lines if line)


def portrait(path: str, site: OldSite, place: Location) -> str:
    """The portrait; the templates look for it in folders of pictures if none is named."""
    if not path or "://" in path:
        return path
    bare = path.lstrip("./")
    found = next((folder + bare for folder in _FOLDERS if site.holds(folder + bare)), "")
    if not found:
        site.note(place, f"the portrait '{shortened(bare)}' is not in the old site; put it into docs/", "info")
    return found


def _is_icon(key: str, value: Any, author: dict[str, Any]) -> bool:
    other = re.sub(r"[_-]?icon$", "", key)
    return other != key and bool(_ICON.fullmatch(_text(value)) and _text(author.get(other)))


def profile_link(key: str, value: Any, site: OldSite, file: str = _CONFIG) -> dict[str, str] | None:
    """A profile elsewhere as an item of `links`; None, and reported, if it is not one."""
    text = unquote(INVISIBLE.sub("", _text(value)))
    if not text or text == "#":
        return None
    if text != unquote(_text(value)):
        site.note(Location(file), f"{key}: invisible characters in '{shortened(text)}' are left out", "info")
    name = re.sub(r"(?:[_ -]|(?<!\d))\d+$", "", key)  # a second address of the same kind
    name = _OTHER_NAMES.get(name, name)
    text = text if "://" in text else text.removesuffix("/")
    is_url = text.startswith(("http://", "https://", "//")) or "/" in text
    if name in _ELSEWHERE:
        url = repaired(text) if is_url else _ELSEWHERE[name].format(id=text.removeprefix("@"))
        return _labelled(key.replace("_", " ").title(), url)
    try:
        find_service(name)
    except ValueError:
        if is_url:
            return _labelled(name.replace("_", " ").capitalize(), repaired(text))
        site.note(Location(file), f"{key}: '{shortened(text)}' is not a known kind of link; add it to data/profile.yml")
        return None
    text = addressed(name, text)
    record = service_record(name, "" if is_url else text, text if is_url else "")
    if record is None:
        site.note(Location(file), f"{key}: '{shortened(text)}' is not a valid address; fix it in data/profile.yml")
    return record


def addressed(service: str, text: str) -> str:
    """The end of an address, which a template puts behind a host (`in/mira`, `123/mira`), as an address."""
    first, slash, rest = text.strip("/").partition("/")
    if not slash or re.match(r"(?:https?:)?//", text) or ("." in first and not text.startswith("/")):
        return text
    start = find_service(service).url.partition("{id}")[0]
    return start + (rest if first == urlsplit(start).path.strip("/").rpartition("/")[2] else f"{first}/{rest}")


def _labelled(label: str, url: str) -> dict[str, str]:
    """A link of no known service, with the icon that its words or its place suggest."""
    return {"label": label, "url": url, "icon": with_icon(Link(label, url)).icon}
