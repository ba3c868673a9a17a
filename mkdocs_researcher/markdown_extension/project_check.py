"""Checks a project without building it, and without importing MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import yaml

from mkdocs_researcher.errors import Place, Problem
from mkdocs_researcher.loaders.last_change import last_change
from mkdocs_researcher.markdown_extension import Host
from mkdocs_researcher.markdown_extension.site import Settings, Site
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Page

# What decides where code is and where a paragraph ends. The rest of a site's extensions changes no call.
_EXTENSIONS = (
    "tables",
    "attr_list",
    "md_in_html",
    "admonition",
    "def_list",
    "footnotes",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.details",
)


@dataclass(frozen=True)
class Checked:
    """What was checked, and what was found.

    Attributes:
        problems: in the order of files and lines.
        data_files: how many data files were read.
        pages: how many pages were read.
    """

    problems: tuple[Problem, ...]
    data_files: int
    pages: int


class _AnyTag(yaml.SafeLoader):
    """Reads `mkdocs.yml` with tags such as `!ENV` and `!!python/name:…`, whose values do not matter here."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def check_project(project: Path) -> Checked:
    """Checks all data files and all macro calls.

    Args:
        project: the folder of `mkdocs.yml`.
    """
    config, problems = _read_config(project)
    options = _plugin_options(config)
    docs_dir = project / str(config.get("docs_dir", "docs"))
    theme = config.get("theme")
    custom_dir = theme.get("custom_dir") if isinstance(theme, dict) else None
    custom_icons = [project / custom_dir / ".icons"] if custom_dir else []
    settings = Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=project / str(options.get("data_dir", "data")),
        templates_dir=project / str(options.get("templates_dir", "overrides/researcher")),
        icon_dirs=(*custom_icons, *bundled_icon_folders()),
        mode="build",
        last_change=lambda: last_change(project, [docs_dir]),
    )
    site = Site(settings)
    site.check_files()
    pages = sorted(path for path in docs_dir.rglob("*.md") if path.is_file()) if docs_dir.is_dir() else []
    for path in pages:
        _check_page(site, path)
    found = sorted([*problems, *site.problems])
    return Checked(tuple(found), len(site.library.paths), len(pages))


def _check_page(site: Site, path: Path) -> None:
    shown = site.library.shown(path)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        site.report(Problem(Place(shown), "cannot be read as UTF-8; save it as UTF-8 in your editor"))
        return
    host = Host()
    host.site = site
    host.page = Page(path.relative_to(site.settings.docs_dir).as_posix(), "", shown, lambda: source)
    configs: dict[str, dict[str, Any]] = {
        "mkdocs_researcher": {"host": host},
        "pymdownx.tabbed": {"alternate_style": True},
    }
    md = markdown.Markdown(extensions=[*_EXTENSIONS, "mkdocs_researcher"], extension_configs=configs)
    md.convert(_without_front_matter(source))


def _without_front_matter(source: str) -> str:
    if not source.startswith("---\n"):
        return source
    end = source.find("\n---", 4)
    return source[source.find("\n", end + 1) + 1 :] if end >= 0 else source


def _read_config(project: Path) -> tuple[dict[str, Any], list[Problem]]:
    for name in ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml"):
        path = project / name
        if not path.is_file():
            continue
        try:
            config = yaml.load(path.read_text(encoding="utf-8"), Loader=_AnyTag)  # noqa: S506
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            return {}, [Problem(Place(name, mark.line + 1 if mark else 0), "is no valid YAML; defaults are used")]
        return (config, []) if isinstance(config, dict) else ({}, [])
    message = "is not there; run the command in the folder of your site, or name the folder"
    return {}, [Problem(Place("mkdocs.yml"), message)]


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins") or []
    items = (
        plugins.items()
        if isinstance(plugins, dict)
        else [pair for item in plugins if isinstance(item, dict) for pair in item.items()]
    )
    return next((options for name, options in items if name == "researcher" and isinstance(options, dict)), {})
