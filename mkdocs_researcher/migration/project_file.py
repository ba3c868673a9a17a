"""`mkdocs.yml` of a migrated site."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.formats.source import Records, shortened
from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.importing.cv import data_texts
from mkdocs_researcher.migration.new_site import NewSite

_HEAD = Path(__file__).with_name("mkdocs.yml.txt").read_text(encoding="utf-8").rstrip("\n")
_LANGUAGES = ("de", "en", "es", "fr", "ja", "zh")
# As letters: pictures of emoji would come from another server.
_EMOJI = """\
  - pymdownx.emoji:
      emoji_index: !!python/name:pymdownx.emoji.gemoji
      emoji_generator: !!python/name:pymdownx.emoji.to_alt
"""
_HAS_MATH = "the pages hold math; add a script that sets it, such as MathJax, to extra_javascript in the new mkdocs.yml"
_OTHER_ADDRESS = "the file CNAME says {}, and the settings of the old site {}; check that site_url is yours"
_MATH = "  - pymdownx.arithmatex:\n      generic: true\n"


def put_project(
    new: NewSite,
    config: Mapping[str, Any],
    records: Records,
    pages: Sequence[tuple[str, Any]],
    options: Mapping[str, Any] = MappingProxyType({}),
    unlisted: Sequence[str] = (),
) -> None:
    """Adds the data files and `mkdocs.yml` to a new site."""
    texts = data_texts({file: records[file] for file in sorted(records) if records[file]})
    new.texts.update({f"data/{file}.yml": text for file, text in texts.items()})
    every = "\n".join(text for path, text in new.texts.items() if path.endswith((".md", ".yml")))
    extensions = _EMOJI if re.search(r"(?<!\S):[a-z][a-z0-9_+]+:", every) else ""
    if re.search(r"\$\$|(?<!\\)\$[^\s$][^$\n]*\$", every):
        extensions += _MATH
        new.old.note(Location("mkdocs.yml"), _HAS_MATH, "info")
    name = str(config.get("title") or (records.get("profile") or {}).get("name") or "Homepage").strip()
    language = str(config.get("locale") or config.get("lang") or "en").lower()[:2]
    description = " ".join(str(config.get("description") or "").split())
    site = {"site_name": " ".join(name.split()), "site_url": _url(new, config), "site_description": description}
    text = _HEAD.format(
        site=yaml_text({name: value for name, value in site.items() if value}, for_others=True),
        repo=_repo(config),
        language=f"  language: {language}\n" if language in _LANGUAGES and language != "en" else "",
        extensions=extensions,
        options=f":\n{textwrap.indent(yaml_text(dict(options)), ' ' * 6).rstrip()}" if options else "",
    )
    others = [f"{folder}/" for folder in unlisted]
    if pages:
        text += "\n" + yaml_text({"nav": _nav(pages)}, for_others=True)
        inner = (target if isinstance(target, list) else [("", target)] for _, target in pages)
        named = {f"docs/{path}" for listed in inner for _, path in listed}
        others += sorted(
            path[5:] for path in new.texts if path[:5] == "docs/" and path[-3:] == ".md" and path not in named
        )
    if others:
        text += "\nnot_in_nav: |\n" + "".join(f"  /{_pattern_of(path)}\n" for path in others)
    hidden = sorted({path.removeprefix("docs/").split("/")[0] for path in new.copies if path.startswith("docs/.")})
    if hidden:
        text += "\nexclude_docs: |\n" + "".join(f"  !/{_pattern_of(name)}\n" for name in hidden)
    new.texts["mkdocs.yml"] = text


def _pattern_of(path: str) -> str:
    """A path as a pattern that matches nothing else."""
    return re.sub(r"([\[\]*?\\])", r"\\\1", path)


def _nav(pages: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{title: target if isinstance(target, str) else _nav(target)} for title, target in pages]


def _url(new: NewSite, config: Mapping[str, Any]) -> str:
    """The address of the site: its own domain, of the settings or else of `CNAME`; else what GitHub gives it."""
    url = str(config.get("url") or "").strip().rstrip("/")
    base = str(config.get("baseurl") or "").strip("/ ")
    file = new.old.holds(new.copies.get("docs/CNAME", ""))
    domain = file.read_text(encoding="utf-8", errors="replace").strip().lower() if file and file.is_file() else ""
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", domain) and domain.removeprefix("www.") not in url.lower():
        if not url or re.search(r"\.github\.io|//localhost", url.lower()):
            return f"https://{domain}/"
        # A copied template may have the domain of somebody else in either place.
        new.old.note(Location("mkdocs.yml"), _OTHER_ADDRESS.format(domain, shortened(url)), "info")
    owner, _, repo = _repository(config).partition("/")
    if not re.match(r"https?://[\w.-]+$", url):
        if not repo:
            return ""
        url, base = f"https://{owner.lower()}.github.io", "" if repo.lower().endswith(".github.io") else repo
    return f"{url}/{base}/" if base else f"{url}/"


def _repository(config: Mapping[str, Any]) -> str:
    repository = str(config.get("repository") or "").strip()
    return repository if re.fullmatch(r"[\w.-]+/[\w.-]+", repository) else ""


def _repo(config: Mapping[str, Any]) -> str:
    """The repository as a comment: with it, Material has the browsers of visitors ask GitHub for its stars."""
    if not (repository := _repository(config)):
        return ""
    return f"# repo_url: https://github.com/{repository}  # makes visitors' browsers ask GitHub\n"
