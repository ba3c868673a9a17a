"""The site that the matrix builds, and what visitors see of our macros in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag
from building import EXAMPLE, Built, Project
from environments import Environment

PAGES = {
    "docs/index.md": (
        "# About\n\nI read ledgers. {{ badge('On the job market', kind='status') }}\n{ .lead }\n\n"
        "## News\n\n{{ news(limit=4) }}\n\n## Selected papers\n\n{{ papers(selected=True, more='papers.md') }}\n\n"
        "## Education\n\n{{ education() }}\n\n{{ awards() }}\n"
    ),
    "docs/papers.md": "# Papers\n\n{{ papers(style='list', group_by='year', filter=True) }}\n",
    "docs/cv.md": "---\ntitle: Curriculum vitae\n---\n\n{{ cv() }}\n",
    "docs/cv.pdf": "%PDF-1.7",
    "docs/notes.md": (
        "# Notes\n\n- one {{ citations() }}\n\n    {{ paper('tovanne2026ledger') }}\n\n"
        "```\n{{ papers(limit=1) }}\n```\n\n`{{ badge('x') }}`\n\n/// paper | By hand\n    badge: ICML 2025\n    image: images/fig-bars.svg\n\nText\n///\n"
    ),
}
SETTINGS: Mapping[str, Any] = {
    "site_name": "Mira Tovanne",
    "site_url": "https://mira.example.org/",
    "theme": {"name": "material"},
}
# Parts of the page that contain the theme's navigation.
_FRAMES = ("rs-frame", "rs-layout")


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


def build_in(environment: Environment, project: Project, *, program: str = "mkdocs", strict: bool = True) -> Built:
    """`mkdocs build` as the author runs it.

    Args:
        environment: where it is installed.
        project: the project.
        program: the module to run instead of MkDocs.
        strict: with `--strict`?
    """
    done = environment.run(project.root, "-m", program, "build", *(["--strict"] if strict else []))
    return Built(done.returncode, done.stdout + done.stderr, project.root / "site")


def pages_of(built: Built, *, addresses: bool = True) -> dict[str, list[str]]:
    """By the name of each page that `PAGES` has: what our macros put there.

    Args:
        built: the site.
        addresses: with the addresses of links and pictures?
    """
    names = [name.removeprefix("docs/").removesuffix(".md") for name in PAGES if name.endswith(".md")]
    return {name: outputs(_page(built, name), addresses=addresses) for name in names}


def _page(built: Built, name: str) -> BeautifulSoup:
    paths = [f"{name}.html", f"{name}/index.html"]
    return built.page(next(path for path in paths if (built.site / path).is_file()))


def outputs(page: BeautifulSoup, *, addresses: bool = True) -> list[str]:
    """Name, text and, if wanted, addresses of each outermost element of ours in a page."""
    return [
        _described(tag, addresses)
        for tag in page.find_all(_is_ours)
        if not any(_is_ours(parent) for parent in tag.parents)
    ]


def _is_ours(tag: Tag) -> bool:
    return any(
        name == "rs" or (name.startswith("rs-") and not name.startswith(_FRAMES)) for name in tag.get("class") or ()
    )


def _described(tag: Tag, addresses: bool) -> str:
    found = [_address(part) for part in (tag, *tag.find_all(True)) if addresses and _is_linked(part)]
    return f"{tag.name}: {' '.join(tag.get_text(' ').split())} {' '.join(found)}"


def _is_linked(tag: Tag) -> bool:
    return (tag.has_attr("href") or tag.has_attr("src")) and "glightbox" not in (tag.get("class") or ())


def _address(tag: Tag) -> str:
    """The address as it is with directories, so that sites with and without them can be compared."""
    address = str(tag.get("href") or tag.get("src"))
    return re.sub(r"/?index\.html|\.html\b|/(?=#|$)", "", address.lstrip("./"))
