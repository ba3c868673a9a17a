"""The folder of a Hugo site: its configuration and its pages, with their addresses.

Hugo: https://gohugo.io/content-management/organization/ (bundles, sections) and https://gohugo.io/configuration/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.old_site import OldSite, read_file, split_page
from mkdocs_researcher.migration.old_text import Line, as_mapping, is_on

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
        config.update(read_file(path, site)[0])
    for path in site.folder("config/_default", ".toml", ".yaml", ".yml", ".json"):
        name = posixpath.splitext(posixpath.basename(path))[0].lower()
        found = read_file(path, site)[0]
        if name in {"config", "hugo"}:
            config.update(found)
        elif name in _PARTS:
            name = {"menus": "menu"}.get(name, name)
            known = config.get(name)
            config[name] = {**known, **found} if isinstance(known, dict) else found
    return config


def content_folders(site: OldSite, config: dict[str, Any]) -> dict[str, str]:
    """The folders of pages, with what their addresses start with: one for each language of the site."""
    languages = as_mapping(config.get("languages"))
    default = str(config.get("defaultContentLanguage") or config.get("defaultcontentlanguage") or "en")
    folders: dict[str, str] = {}
    for code, language in sorted(languages.items(), key=lambda item: item[0] != default):
        folder = str(as_mapping(language).get("contentDir") or as_mapping(language).get("contentdir") or "").strip("/")
        if folder and (site.root / folder).is_dir():  # settings of the template may name folders that are not there
            folders[folder] = "" if code == default or not folders else code
    return folders or {str(config.get("contentDir") or "content").strip("/"): ""}


def hugo_pages(site: OldSite, config: dict[str, Any]) -> Iterator[HugoPage]:
    """All pages that the old site showed, section by section, in order of their paths."""
    codes = set(as_mapping(config.get("languages")))
    count = 0
    for top, prefix in content_folders(site, config).items():
        for path in _files(site, top):
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
