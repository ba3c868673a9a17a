"""What several test modules share: a project in a folder, and pages converted without MkDocs."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from bs4 import BeautifulSoup

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax import OnePage
from mkdocs_researcher.syntax.settings import Settings
from mkdocs_researcher.syntax.site import Site

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mkdocs_researcher"
GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = ("tables", "attr_list", "md_in_html", "admonition", "pymdownx.superfences")


@dataclass(frozen=True)
class RenderedCall:
    """A converted page, and what is reported to the author."""

    html: str
    problems: tuple[str, ...]

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")


def write_project(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes files by their path in a folder; texts may be indented as the test that holds them is."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def make_site(project: Path, **settings: Any) -> Site:
    """The site of a project folder, as the MkDocs plugin makes it."""
    site = Site(
        Settings(
            project=project,
            docs_dir=project / "docs",
            data_dir=project / "data",
            templates_dir=project / "overrides" if (project / "overrides").is_dir() else None,
            icon_dirs=bundled_icon_folders(),
            **{"last_change": lambda: PartialDate(2026, 6, 30), **settings},
        )
    )
    site.check_links()
    return site


def converter(
    site: Site,
    page: Page,
    extensions: Sequence[Any] = EXTENSIONS,
    configs: Mapping[str, dict[str, Any]] | None = None,
) -> markdown.Markdown:
    """A Python-Markdown converter with the extension, set up as the MkDocs plugin does it."""
    host = OnePage(site, page)
    return markdown.Markdown(
        extensions=[*extensions, "mkdocs_researcher"],
        extension_configs={**(configs or {}), "mkdocs_researcher": {"host": host}},
    )


def convert(
    source: str,
    site: Site,
    *,
    path: str = "index.md",
    url: str = "",
    extensions: Sequence[Any] = EXTENSIONS,
    configs: Mapping[str, dict[str, Any]] | None = None,
) -> RenderedCall:
    """A page of a site, with its own problems only."""
    before = list(site.problems)
    page = Page(path, url, f"docs/{path}", lambda: source)
    html = converter(site, page, extensions, configs).convert(without_front_matter(source))
    return RenderedCall(html, tuple(str(problem) for problem in site.problems if problem not in before))


def without_front_matter(source: str) -> str:
    """What MkDocs hands to Python-Markdown."""
    if not source.startswith("---\n"):
        return source
    return source.split("\n---\n", 1)[1]


def convert_plain(source: str, project: Path, caplog: Any, **options: str) -> RenderedCall:
    """A page through plain `markdown.markdown`, with what is logged."""
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="mkdocs_researcher"):
        html = markdown.markdown(
            source,
            extensions=[*EXTENSIONS, "mkdocs_researcher"],
            extension_configs={"mkdocs_researcher": {"project_dir": str(project), **options}},
        )
    logged = [record for record in caplog.records if record.name == "mkdocs_researcher"]
    return RenderedCall(html, tuple(f"{record.levelname.lower()}: {record.getMessage()}" for record in logged))


Convert = Callable[..., RenderedCall]
