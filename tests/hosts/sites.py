"""The site that the matrix builds, and what visitors see of our macros in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag
from building import EXAMPLE, Built, Project

PAGES = {
    "docs/index.md": (
        "# About\n\nI read ledgers. {{ badge('On the job market', kind='status') }}\n{ .lead }\n\n"
        "## News\n\n{{ news(limit=4) }}\n\n## Selected papers\n\n{{ papers(selected=True, more='papers.md') }}\n\n"
        "## Education\n\n{{ education() }}\n\n{{ awards() }}\n"
    ),
    "docs/papers.md": "# Papers\n\n{{ papers(style='list', group_by='year', filter=True) }}\n",
    "docs/cv.md": "---\ntitle: Curriculum vitae\n---\n\n{{ cv() }}\n",
    "docs/notes.md": (
        "# Notes\n\n- one {{ citations() }}\n\n    {{ paper('tovanne2026ledger') }}\n\n"
        "```\n{{ papers(limit=1) }}\n```\n\n`{{ badge('x') }}`\n\n/// paper | By hand\n    badge: ICML 2025\n\nText\n///\n"
    ),
}
SETTINGS: Mapping[str, Any] = {
    "site_name": "Mira Tovanne",
    "site_url": "https://mira.example.org/",
    "theme": {"name": "material"},
}
# What a browser does not fetch from us.
ADDRESSES = ("href", "src")


def site_in(
    folder: Path, plugins: list[Any], files: Mapping[str, str] | None = None, settings: Mapping[str, Any] | None = None
) -> Project:
    """A project with the data of the example site and a few pages.

    Args:
        folder: where to write it; must not exist.
        plugins: `plugins:` in `mkdocs.yml`.
        files: other files, by their paths.
        settings: other settings in `mkdocs.yml`.
    """
    for name in ("data", "docs/images"):
        shutil.copytree(EXAMPLE / name, folder / name)
    config = {**SETTINGS, "plugins": plugins, **(settings or {})}
    return Project(folder).write({"mkdocs.yml": yaml.safe_dump(config, sort_keys=False), **PAGES, **(files or {})})


def pages_of(built: Built) -> dict[str, list[str]]:
    """By the path of each page that `PAGES` has: what our macros put there."""
    paths = [name.removeprefix("docs/").removesuffix(".md") + "/index.html" for name in PAGES]
    return {path: outputs(built.page(path.removeprefix("index/"))) for path in paths}


def outputs(page: BeautifulSoup) -> list[str]:
    """Tag, class, text and addresses of each outermost element of ours in a page."""
    return [_described(tag) for tag in _outermost(page)]


def _outermost(page: BeautifulSoup) -> Iterator[Tag]:
    for tag in page.find_all(lambda tag: _is_ours(tag)):
        if not any(_is_ours(parent) for parent in tag.parents):
            yield tag


def _is_ours(tag: Tag) -> bool:
    return any(name.startswith("rs-") for name in tag.get("class") or ())


def _described(tag: Tag) -> str:
    inside = [tag, *tag.find_all(True)]
    addresses = [f"{key}={one[key]}" for one in inside for key in ADDRESSES if one.get(key) and "glightbox" not in (one.get("class") or ())]
    return f"{tag.name}: {' '.join(tag.get_text(' ').split())} {' '.join(addresses)}"
