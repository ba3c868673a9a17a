"""People of a HugoBlox site: the owner as `profile.yml`, others as `people.yml`.

Old: `content/authors/admin/_index.md`; new: `data/authors/me.yaml` (`hugoblox/author/v1`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.profile_services import SERVICES, find_service, service_link
from mkdocs_researcher.formats.cv.addresses import service_record, user_of
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import OldSite, read_file
from mkdocs_researcher.migration.old_text import Line, as_items, as_mapping, is_on
from mkdocs_researcher.migration.tables import Column, Words, at, block, plain, record_of, text, texts
from mkdocs_researcher.rendering.icons import bundled_icon_folders

_FOLDERS = ("authors", "author")
_SHARED_HOSTS = frozenset({"*", "github.io"})
_OWNERS = ("me", "admin")
_NO_NAME = "has no name, so nothing of it is used; write `title:` or `name:`"
_PICTURES = ("jpg", "jpeg", "png", "webp", "gif", "svg", "avif")


class Author(NamedTuple):
    """Somebody with a profile."""

    slug: str
    name: str
    meta: dict[str, Any]
    head: list[Line]
    body: list[Line]
    key: str
    file: str

    def portrait(self, files: Mapping[str, str]) -> str:
        """The path of a portrait below `docs/`; empty if there is none."""
        media = f"media/authors/{self.slug}"
        starts = (f"{self.key}/avatar", media, f"{media}/avatar", "media/avatar")
        return next((files[path] for start in starts for end in _PICTURES if (path := f"{start}.{end}") in files), "")


def read_authors(site: OldSite, pages: Sequence[HugoPage], title: str) -> list[Author]:
    """Everybody with a profile: `data/` takes precedence over `content/`."""
    found: dict[str, Author] = {}
    for page in pages:
        if page.section in _FOLDERS and page.key.count("/") == 1:
            name = _name(page.meta) or (title if is_on(page.meta.get("superuser")) or page.name in _OWNERS else "")
            found[page.name] = Author(page.name, name, page.meta, page.head, page.body, page.key, page.path)
    for path in site.folder("data/authors", ".yaml", ".yml", ".toml", ".json"):
        meta, lines = read_file(path, site)
        slug = str(meta.get("slug") or posixpath.splitext(posixpath.basename(path))[0]).lower()
        known = found.get(slug) or Author(slug, "", {}, [], [], f"authors/{slug}", "")
        name = _name(meta) or (title if slug in _OWNERS else "")
        if name or not known.name:
            found[slug] = known._replace(name=name, meta=meta, head=lines, file=path)
    for author in found.values():
        if not author.name:
            site.note(Location(author.file), _NO_NAME)
    return [author for author in found.values() if author.name]


def _name(meta: dict[str, Any]) -> str:
    steps = [f"{name}.{step}" for name in ("name", "display") for step in ("given", "family")]
    parts = " ".join(str(part) for step in steps if isinstance(part := at(meta, step), str) and part)
    written = meta.get("name") if isinstance(meta.get("name"), str) else ""
    return " ".join(str(at(meta, "name.display") or parts or written or meta.get("title") or "").split())


def owner_of(authors: Sequence[Author], named: Sequence[str]) -> Author | None:
    """Whose site it is."""
    by_slug = {author.slug: author for author in authors}
    by_name = [by_slug[name.lower()] for name in named if name.lower() in by_slug]
    owners = [one for one in authors if is_on(one.meta.get("superuser")) or is_on(one.meta.get("is_owner"))]
    usual = [by_slug[name] for name in _OWNERS if name in by_slug]
    return next(iter((*by_name, *owners, *usual, *(authors if len(authors) == 1 else ()))), None)


def _place(words: Words, item: Any) -> Record:
    return {"name": words.text(at(item, "name") or item), "url": words.url(at(item, "url"))}


_PROFILE = {
    "native_name": plain("name.alternate", "name_alternate"),
    "pronouns": plain("name.pronouns", "pronouns"),
    "pronunciation": plain("name.pronunciation", "name_pronunciation"),
    "role": text("role"),
    "affiliations": Column(
        lambda words, items: [found for item in as_items(items) if (found := _place(words, item))["name"]],
        ("affiliations", "organizations"),
    ),
    "status": Column(lambda words, icon: {"label": words.text(icon), "kind": "note"}, ("status.icon",)),
    "bio": block("bio"),
    "interests": texts("interests"),
    "links": Column(
        lambda words, items: [_link(item, words) for item in as_items(items)], ("links", "social", "profiles")
    ),
}


def profile_of(author: Author, words: Words, portrait: str) -> Record:
    """The profile, not yet fitted to its model; its mailboxes are among its links."""
    words.show(author.name)
    record = record_of(_PROFILE, author.meta, words)
    letters = ", ".join(words.texts(author.meta.get("postnominals")))
    role = ", ".join(filter(None, (record["role"], letters)))
    links = [link for link in record["links"] or () if link]
    if url := words.url(author.meta.get("external_link")):
        links.append({"label": "Website", "url": url})
    return {"name": author.name, **record, "avatar": portrait, "role": role, "links": links}


def with_email(profile: Record, author: Author) -> Record:
    """The profile of the owner, whose mailbox has a field of its own."""
    mails = [link for link in profile["links"] if "email" in link]
    email = mails[0]["email"] if mails else str(author.meta.get("email") or "")
    return {**profile, "email": email, "links": [link for link in profile["links"] if link not in mails[:1]]}


def _link(item: Any, words: Words) -> Record:
    item = as_mapping(item)
    url = words.url(item.get("url") or item.get("link"))
    if not url:
        return {}
    if url.startswith("mailto:"):
        return {"email": url.removeprefix("mailto:").partition("?")[0]}
    icon = str(item.get("icon") or "").rpartition("/")[2]
    label = " ".join(str(item.get("label") or item.get("name") or "").split())  # seen where the mouse is over the icon
    name = "cv" if icon in {"cv", "resume"} else service_at(url)
    if not label and name and (known := service_record(name, user_of(find_service(name).url, url), url)):
        return known
    sign = find_service(name).icon if name else _icon(icon)
    return {"label": label or icon.replace("-", " ").capitalize() or "Link", "url": url, "icon": sign}


def places_of(profile: Record) -> list[str]:
    """The affiliations of a profile as Markdown."""
    places = profile["affiliations"] or ()
    return [f"[{place['name']}]({place['url']})" if place["url"] else place["name"] for place in places]


def links_shown(profile: Record) -> list[Record]:
    """The links of a profile with their words, for places that know no services."""
    return [link if "label" in link else service_link(*next(iter(link.items())))._asdict() for link in profile["links"]]


def _icon(name: str) -> str:
    forms = (f"fontawesome/solid/{name}", f"fontawesome/brands/{name}", f"simple/{name.replace('-', '')}")
    folders = bundled_icon_folders()
    return next((form for form in forms for folder in folders if (folder / f"{form}.svg").is_file()), "")


def service_at(url: str) -> str:
    """The service that an address is of; empty if it is of none."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for service in SERVICES:
        start = service.url.partition("{id}")[0]
        own = (urlsplit(start).hostname or "").removeprefix("www.")
        # Some hosts serve other sites, too, which are not profiles.
        others = [name for name in service.hosts if name not in _SHARED_HOSTS]
        if (own and host == own and _bare(url).startswith(_bare(start))) or any(_is_at(host, name) for name in others):
            try:
                service_link(service.key, url)
            except ValueError:
                continue
            return service.key
    return ""


def _is_at(host: str, name: str) -> bool:
    return host == name or host.startswith(f"{name}.") or host.endswith(f".{name}")


def _bare(url: str) -> str:
    return url.partition("//")[2].removeprefix("www.").partition("?")[0]
