"""The folder of a Hugo site: its configuration, its pages with their addresses, and people.

Hugo: https://gohugo.io/content-management/organization/ (bundles, sections) and https://gohugo.io/configuration/.
People are in `content/authors/admin/_index.md` or, newer, in `data/authors/me.yaml` (`hugoblox/author/v1`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.profile_services import SERVICES, find_service, service_link
from mkdocs_researcher.formats.cv.values import service_record, user_of
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping, is_on, read_file, split_page
from mkdocs_researcher.migration.tables import Words, at, record_of, table_of
from mkdocs_researcher.migration.tree.tree import parse, shows
from mkdocs_researcher.rendering.icons import bundled_icon_folders

_CONFIGS = ("config.toml", "config.yaml", "config.yml", "config.json", "hugo.toml", "hugo.yaml", "hugo.yml")
_PARTS = ("config", "hugo", "params", "menus", "menu", "languages", "module", "permalinks")
_ENDINGS = (".md", ".markdown", ".html")
_UNREAD = (".rmd", ".org", ".adoc", ".rst", ".rmarkdown", ".pandoc")
_MACHINERY = ("static/admin/",)
_EDITORS = frozenset({"decap-cms", "wowchemycms", "netlify-cms", "sveltia-cms"})
_WITH_DATA = frozenset("publication publications event events talk talks".split())
_MOST_PAGES = 10_000
_LONGEST_NAME = 120
_ODD = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]+")
_NO_TEXT = "contains nothing that is not commented out, so there is no page for it"
_SAME_ADDRESS = "has the address of {}, so the old site showed one of the two; here it is at {}/"
_DRAFT = "is a draft, which the old site did not show, so it is left out"


class HugoPage(NamedTuple):
    """A page of the content folder.

    Attributes:
        key: its address on the old site, without `/` at either end; empty for the home page.
        is_bundle: whether its pictures lie beside it, in a folder of its own.
    """

    path: str
    key: str
    folder: str
    is_bundle: bool
    is_list: bool
    meta: dict[str, Any]
    head: list[Line]
    body: list[Line]

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]

    @property
    def is_below_data(self) -> bool:
        """Is it a paper or a talk of another language, or in another folder, so that no data file holds it?"""
        return bool(_WITH_DATA & set(self.key.split("/")[1:-1]))

    @property
    def target(self) -> str:
        """Its path below `docs/` in the new site."""
        if self.is_bundle or self.is_list:
            return f"{self.key}/index.md".lstrip("/")
        return f"{self.key or 'index'}.md"


def hugo_config(site: OldSite) -> dict[str, Any]:
    """The configuration, from whichever files hold it, as one mapping; `params` and `menu` are mappings of it."""
    config: dict[str, Any] = {}
    for path in _CONFIGS:
        config = _merged(config, read_file(path, site)[0])
    for path in site.folder("config/_default", ".toml", ".yaml", ".yml", ".json"):
        name = posixpath.splitext(posixpath.basename(path))[0].lower()
        found = read_file(path, site)[0]
        if name in {"config", "hugo"}:
            config = _merged(config, found)
        elif name in _PARTS:
            config = _merged(config, {{"menus": "menu"}.get(name, name): found})
    return config


def _merged(known: Any, found: Any) -> Any:
    """Settings with those of a further file, which add to the tables that are there."""
    if not (isinstance(known, dict) and isinstance(found, dict)):
        return found
    return {**known, **{name: _merged(known.get(name), value) for name, value in found.items()}}


def content_folders(site: OldSite, config: dict[str, Any]) -> dict[str, str]:
    """The folders of pages, with what their addresses start with: one for each language of the site."""
    languages = as_mapping(config.get("languages"))
    default = str(config.get("defaultContentLanguage") or config.get("defaultcontentlanguage") or "en")
    whole = str(config.get("contentDir") or "content").strip("/")
    folders: dict[str, str] = {}
    for code, language in sorted(languages.items(), key=lambda item: item[0] != default):
        folder = str(as_mapping(language).get("contentDir") or as_mapping(language).get("contentdir") or "").strip("/")
        folder = folder or whole * (code == default)
        if folder and (site.root / folder).is_dir():  # settings of the template may name folders that are not there
            folders[folder] = "" if code == default or not folders else code
    return folders or {whole: ""}


def hugo_pages(site: OldSite, config: dict[str, Any]) -> list[HugoPage]:
    """All pages that the old site showed, section by section, in order of their paths, each at its own address."""
    pages = list(_shown_pages(site, config))
    taken: dict[str, HugoPage] = {}
    for page in sorted(pages, key=lambda page: not (page.is_bundle or page.is_list)):  # files lie beside these
        key = page.key
        while key in taken:
            key = f"{key or 'index'}-more"
        if key != page.key:
            site.note(Location(page.path), _SAME_ADDRESS.format(taken[page.key].path, key), "info")
        taken[key] = page._replace(key=key)
    made = {page.path: page for page in taken.values()}
    return [made[page.path] for page in pages]


def _shown_pages(site: OldSite, config: dict[str, Any]) -> Iterator[HugoPage]:
    codes = set(as_mapping(config.get("languages")))
    folders = content_folders(site, config)
    count = 0
    for top, prefix in folders.items():
        inner = tuple(f"{other}/" for other in folders if other.startswith(f"{top}/"))
        for path in _files(site, top):
            if path.startswith(inner):
                continue
            count += 1
            if count > _MOST_PAGES:
                site.note(Location(top), f"holds more than {_MOST_PAGES} pages, and the rest is not read")
                return
            if page := _page(site, path, top, prefix, codes):
                yield page


def _files(site: OldSite, top: str) -> Iterator[str]:
    for path in site.below(top, skipped=(".",)):
        ending = posixpath.splitext(path)[1].lower()
        if ending in _ENDINGS:
            yield path
        elif ending in _UNREAD and not any(site.holds(posixpath.splitext(path)[0] + other) for other in _ENDINGS):
            site.note(Location(path), "is in a language that this command does not read, so it is left out")


def _page(site: OldSite, path: str, top: str, prefix: str, codes: set[str]) -> HugoPage | None:
    lines = site.lines(path)
    if lines is None:
        return None
    meta, head, body = split_page(lines, site)
    if path.endswith(".html") and not head:
        return None  # a file that is served as it is, such as a proof of ownership
    if is_on(meta.get("draft")):
        site.note(Location(path), _DRAFT, "info")
        return None
    if str(meta.get("type") or "") in _EDITORS:
        return None
    if not head and body and not shows(parse("\n".join(line.text for line in body))):
        site.note(Location(path), _NO_TEXT, "info")
        return None
    stem = posixpath.splitext(posixpath.basename(path))[0]
    bare, dot, code = stem.rpartition(".")
    if dot and code in codes:
        stem, prefix = bare, prefix or code
    folder = posixpath.dirname(path)
    key = _key(meta, folder[len(top) :].strip("/"), stem)
    return HugoPage(path, f"{prefix}/{key}".strip("/"), folder, stem == "index", stem == "_index", meta, head, body)


def _key(meta: dict[str, Any], below: str, stem: str) -> str:
    """The URL of a page; Hugo uses lower case and `-` instead of spaces."""
    if url := str(meta.get("url") or "").strip("/ "):
        return _safe(url.removesuffix("/index.html").removesuffix(".html").lower())
    parts = [below] if stem in {"index", "_index"} else [below, stem]
    key = re.sub(r"\s+", "-", "/".join(part for part in parts if part).lower())
    slug = str(meta.get("slug") or "").strip("/ ").lower()
    return _safe(f"{key.rpartition('/')[0]}/{slug}" if slug and stem != "_index" else key)


def _safe(key: str) -> str:
    parts = posixpath.normpath("/" + _ODD.sub("-", key)).strip("/").split("/")
    return "/".join(part[:_LONGEST_NAME] for part in parts)


def places_of_files(site: OldSite, config: dict[str, Any]) -> dict[str, str]:
    """Where files other than pages are in the new site: paths in the old site by paths below `docs/`."""
    tops = {"assets/media": "media", "assets/images": "images", "static": "", **content_folders(site, config)}
    found: dict[str, str] = {}
    for top, target in tops.items():
        is_content = top not in {"assets/media", "assets/images", "static"}
        for path in _served(site, top):
            folder, _, name = path[len(top) + 1 :].rpartition("/")
            if is_content and _is_source(site, path):
                continue
            folder = re.sub(r"\s+", "-", folder.lower()) if is_content else folder
            found.setdefault(posixpath.join(target, folder, name), path)
    return found


def _served(site: OldSite, top: str) -> Iterator[str]:
    """The files below a folder, also those whose names start with a dot or a line, which hosts read."""
    hidden = site.folder(f"{top}/.well-known") if top == "static" else []
    seen = dict.fromkeys([*site.below(top), *site.folder(top), *hidden])
    yield from (path for path in seen if not path.startswith(_MACHINERY) and not path.endswith((".md", ".DS_Store")))


def _is_source(site: OldSite, path: str) -> bool:
    ending = posixpath.splitext(path)[1].lower()
    return ending in _UNREAD or (ending in _ENDINGS and (ending != ".html" or site.is_page(path)))


def weight_of(meta: Mapping[str, Any]) -> int:
    """Where something is in its order."""
    weight = str(meta.get("weight") or "0")
    return int(weight) if weight.lstrip("-").isdecimal() else 0


_FOLDERS = ("authors", "author")
_SHARED_HOSTS = frozenset({"*", "github.io"})
_OWNERS = ("me", "admin")
_TWICE = "its front matter is not read, as on the old site, because {} says who this is; move what it lacks there"
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
            found[page.name] = author_of(page, title)
    for path in site.folder("data/authors", ".yaml", ".yml", ".toml", ".json"):
        meta, lines = read_file(path, site)
        slug = str(meta.get("slug") or posixpath.splitext(posixpath.basename(path))[0]).lower()
        known = found.get(slug) or Author(slug, "", {}, [], [], f"authors/{slug}", "")
        name = _name(meta) or (title if slug in _OWNERS else "")
        if known.head:
            site.note(Location(known.file), _TWICE.format(path), "info")
        if name or not known.name:
            found[slug] = known._replace(name=name, meta=meta, head=lines, file=path)
    for author in found.values():
        if not author.name:
            site.note(Location(author.file), _NO_NAME)
    return [author for author in found.values() if author.name]


def author_of(page: HugoPage, title: str = "") -> Author:
    """The person whom a page in a folder of authors is about; the name of the site is that of its owner."""
    name = _name(page.meta) or (title if is_on(page.meta.get("superuser")) or page.name in _OWNERS else "")
    return Author(page.name, name, page.meta, page.head, page.body, page.key, page.path)


def is_author(page: HugoPage) -> bool:
    """Is a page about a person, in a language beside that of the site?"""
    above = page.key.split("/")[-2:-1]
    return page.key.count("/") > 1 and bool(above) and above[0] in _FOLDERS and bool(_name(page.meta))


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


def _places(words: Words, items: Any) -> list[Record]:
    found = ({"name": words.text(at(one, "name") or one), "url": words.url(at(one, "url"))} for one in as_items(items))
    return [place for place in found if place["name"]]


def _links(words: Words, items: Any) -> list[Record]:
    return [link for item in as_items(items) if (link := _link(item, words))]


_PROFILE = table_of(
    "hugoblox",
    "profile",
    places=_places,
    links=_links,
    status=lambda words, icon: {"label": words.text(icon), "kind": "note"},
)


def profile_of(author: Author, words: Words, portrait: str) -> Record:
    """The profile, not yet fitted to its model; its mailboxes are among its links."""
    record = record_of(_PROFILE, author.meta, words)
    letters = ", ".join(words.texts(author.meta.get("postnominals")))
    role = ", ".join(filter(None, (record["role"], letters)))
    links = list(record["links"] or ())
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
        start = _bare(service.url.partition("{id}")[0])
        # Some hosts serve other sites, too, which are not profiles.
        hosts = [name for name in service.hosts if name not in _SHARED_HOSTS]
        is_known = any(f".{name}." in f".{host}." for name in hosts)
        if is_known or (start and _bare(url).startswith(start)):
            try:
                service_link(service.key, url)
            except ValueError:
                continue
            return service.key
    return ""


def _bare(url: str) -> str:
    return url.partition("//")[2].removeprefix("www.").partition("?")[0]
