"""Checks a project without building it, and without importing MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import markdown
import yaml

from mkdocs_researcher.errors import Place, Problem
from mkdocs_researcher.loaders.last_change import last_change
from mkdocs_researcher.markdown_extension import EXTENSION, Host, missing_extensions
from mkdocs_researcher.markdown_extension.frame import choose_frame
from mkdocs_researcher.markdown_extension.locate import split_front_matter
from mkdocs_researcher.markdown_extension.settings import Settings
from mkdocs_researcher.markdown_extension.site import Site
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Page

# What decides where code is and where a paragraph ends: those that MkDocs always has, and those of the site's own.
_ALWAYS = ("toc", "tables", "fenced_code")
_OF_THE_SITE = (
    "extra",
    "attr_list",
    "md_in_html",
    "admonition",
    "def_list",
    "footnotes",
    "smarty",
    "pymdownx.extra",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
_CONFIGS: dict[str, dict[str, Any]] = {"pymdownx.tabbed": {"alternate_style": True}}
# As MkDocs has it.
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class Checked(NamedTuple):
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
    pages = _pages(docs_dir)
    for path in pages:
        _check_page(site, path, _extensions(config))
    found = sorted([*problems, *site.problems])
    return Checked(tuple(found), len(site.library.paths) + len(site.library.bibs), len(pages))


def _pages(docs_dir: Path) -> list[Path]:
    if not docs_dir.is_dir():
        return []
    return sorted(path for path in docs_dir.rglob("*") if path.suffix.lower() in _PAGE_ENDINGS and path.is_file())


def _extensions(config: dict[str, Any]) -> list[str]:
    listed = config.get("markdown_extensions") or []
    items = listed if isinstance(listed, (list, dict)) else []
    names = [name for item in items for name in (item if isinstance(item, dict) else [item]) if isinstance(name, str)]
    known = [name for name in (name.removeprefix("markdown.extensions.") for name in names) if name in _OF_THE_SITE]
    present = list(dict.fromkeys([*_ALWAYS, *known]))
    return [*present, *missing_extensions(present)]


def _check_page(site: Site, path: Path, extensions: list[str]) -> None:
    shown = site.library.shown(path)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        site.report(Problem(Place(shown), "cannot be read as UTF-8; save it as UTF-8 in your editor"))
        return
    meta, text = split_front_matter(source)
    host = Host()
    host.site = site
    host.page = Page(path.relative_to(site.settings.docs_dir).as_posix(), "", shown, lambda: source)
    if "profile" in meta:
        host.page.frame = choose_frame(meta["profile"], site, host.page, has_sidebar=True)
    configs = {**_CONFIGS, EXTENSION: {"host": host}}
    markdown.Markdown(extensions=extensions, extension_configs=configs).convert(text)


def _read_config(project: Path) -> tuple[dict[str, Any], list[Problem]]:
    for name in ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml"):
        if (project / name).is_file():
            return _read_config_file(project, name)
    message = "is not there; run the command in the folder of your site, or name the folder"
    return {}, [Problem(Place("mkdocs.yml"), message)]


def _read_config_file(project: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """A configuration over those that it inherits."""
    try:
        config = yaml.load((project / name).read_text(encoding="utf-8-sig"), Loader=_AnyTag)  # noqa: S506
    except OSError:
        return {}, [Problem(Place(name), "is not there, but INHERIT names it")]
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return {}, [Problem(Place(name, mark.line + 1 if mark else 0), "is no valid YAML")]
    if not isinstance(config, dict):
        return {}, [Problem(Place(name), "must hold settings such as 'site_name: …'")]
    parent = config.get("INHERIT")
    if not isinstance(parent, str) or parent == name:
        return config, []
    inherited, problems = _read_config_file(project, parent)
    return {**inherited, **config}, problems


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    items = [pair for item in listed if isinstance(item, dict) for pair in item.items()]
    return next((options for name, options in items if name == "researcher" and isinstance(options, dict)), {})
