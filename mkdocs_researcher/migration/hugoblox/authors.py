"""Authors of a HugoBlox site: the owner as `profile.yml`, others as `people.yml`.

Old: `content/authors/admin/_index.md`; new: `data/authors/me.yaml` (`hugoblox/author/v1`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mkdocs_researcher.fields.profile_services import SERVICES, find_service, service_link
from mkdocs_researcher.formats.cv.addresses import service_record, user_of
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox.front_matter import read_file
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on
from mkdocs_researcher.rendering.icons import bundled_icon_folders

_FOLDERS = ("authors", "author")
_SHARED_HOSTS = frozenset({"*", "github.io"})
_OWNERS = ("me", "admin")


class Author(NamedTuple):
    """Somebody with a profile.

    Attributes:
        slug: the name of the folder, which is used instead of the name elsewhere.
        name: the name as it is shown.
        meta: all that is said of the person.
        head: the lines that say it.
        body: the biography.
        folder: where a portrait may lie.
        file: the file.
    """

    slug: str
    name: str
    meta: dict[str, Any]
    head: list[Line]
    body: list[Line]
    folder: str
    file: str

    @property
    def is_owner(self) -> bool:
        """Does the site say that this is its owner?"""
        return is_on(self.meta.get("superuser")) or is_on(self.meta.get("is_owner"))


def read_authors(site: OldSite, pages: Sequence[HugoPage]) -> list[Author]:
    """Everybody with a profile: `data/` takes precedence over `content/`."""
    found: dict[str, Author] = {}
    for page in pages:
        if page.section in _FOLDERS and page.key.count("/") == 1:
            meta = page.meta
            found[page.name] = Author(page.name, _name(meta), meta, page.head, page.body, page.folder, page.path)
    for path in site.folder("data/authors", ".yaml", ".yml", ".toml", ".json"):
        meta, lines = read_file(path, site)
        slug = str(meta.get("slug") or posixpath.splitext(posixpath.basename(path))[0]).lower()
        known = found.get(slug)
        if name := _name(meta):
            body = known.body if known else []
            found[slug] = Author(slug, name, meta, lines, body, known.folder if known else "", path)
    return [author for author in found.values() if author.name]


def _name(meta: dict[str, Any]) -> str:
    name = meta.get("name") if isinstance(meta.get("name"), dict | str) else meta.get("title")
    if isinstance(name, dict):
        parts = (name.get("given"), name.get("family"))
        name = name.get("display") or " ".join(str(part) for part in parts if part)
    return " ".join(str(name or meta.get("title") or "").split())


def owner_of(authors: Sequence[Author], named: Sequence[str]) -> Author | None:
    """Whose site it is.

    Args:
        authors: everybody with a profile.
        named: those whose biography the home page shows.
    """
    by_slug = {author.slug: author for author in authors}
    by_name = [by_slug[name.lower()] for name in named if name.lower() in by_slug]
    owners = [author for author in authors if author.is_owner]
    usual = [by_slug[name] for name in _OWNERS if name in by_slug]
    return next(iter((*by_name, *owners, *usual, *(authors if len(authors) == 1 else ()))), None)


def profile_of(author: Author, words: Words, portrait: str) -> Record:
    """The profile, not yet fitted to its model.

    Args:
        author: the owner.
        words: for the lines of the profile.
        portrait: path of the portrait below `docs/`; empty if there is none.
    """
    meta = author.meta
    name = as_mapping(meta.get("name"))
    words.show(author.name)
    letters = ", ".join(words.texts(meta.get("postnominals")))
    role = words.text(meta.get("role"))
    status = as_mapping(meta.get("status"))
    links = [link for item in as_items(meta.get("links") or meta.get("social")) if (link := _link(item, words))]
    email = next((link.pop("email") for link in links if "email" in link), "")
    return {
        "name": author.name,
        "native_name": words.plain(name.get("alternate") or meta.get("name_alternate")),
        "pronouns": words.plain(name.get("pronouns") or meta.get("pronouns")),
        "pronunciation": words.plain(name.get("pronunciation") or meta.get("name_pronunciation")),
        "avatar": portrait,
        "role": ", ".join(part for part in (role, letters) if part),
        "affiliations": [_place(item, words) for item in as_items(_first(meta, "affiliations", "organizations"))],
        "email": email or words.plain(meta.get("email")),
        "status": {"label": words.text(status.get("icon")), "kind": "note"} if status.get("icon") else "",
        "bio": words.block(meta.get("bio")),
        "interests": words.texts(meta.get("interests")),
        "links": [link for link in links if link],
    }


def _first(meta: dict[str, Any], *names: str) -> Any:
    return next((meta[name] for name in names if meta.get(name)), None)


def _place(item: Any, words: Words) -> Record:
    if not isinstance(item, dict):
        return {"name": words.text(item)}
    return {"name": words.text(item.get("name")), "url": words.url(item.get("url"))}


def _link(item: Any, words: Words) -> Record:
    """A link elsewhere as an item of `links`; `email` for a mailbox."""
    item = as_mapping(item)
    url = words.url(item.get("url") or item.get("link"))
    if not url:
        return {}
    if url.startswith("mailto:"):
        return {"email": url.removeprefix("mailto:").partition("?")[0]}
    icon = str(item.get("icon") or "").rpartition("/")[2]
    label = words.text(item.get("label") or item.get("name"))
    name = "cv" if icon in {"cv", "resume"} else service_at(url)
    if not label and name and (known := service_record(name, user_of(find_service(name).url, url), url)):
        return known
    sign = find_service(name).icon if name else _icon(icon)
    return {"label": label or icon.replace("-", " ").capitalize() or "Link", "url": url, "icon": sign}


def _icon(name: str) -> str:
    """An icon of the theme for one of Font Awesome or Academicons; empty if there is none."""
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


def portrait_of(author: Author, files: dict[str, str], key: str) -> str:
    """The path of a portrait below `docs/`; empty if there is none.

    Args:
        author: whose.
        files: paths below `docs/`, by the same in small letters.
        key: address of the page of the person.
    """
    starts = [f"{key}/avatar", f"media/authors/{author.slug}", f"media/authors/{author.slug}/avatar", "media/avatar"]
    for start in starts:
        for ending in ("jpg", "jpeg", "png", "webp", "gif", "svg", "avif"):
            if found := files.get(f"{start}.{ending}"):
                return found
    return ""
