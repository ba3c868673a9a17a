"""Check a project without building it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import markdown

from mkdocs_researcher import macros, wording
from mkdocs_researcher.data.project_config import find_config, plugin_options, read_config, read_config_file
from mkdocs_researcher.errors import BrokenDataError, Location, Problem, read_problem
from mkdocs_researcher.fields import profile_services
from mkdocs_researcher.hosts.check.hints import hints
from mkdocs_researcher.hosts.check.opening import SourcePage, open_site, page_languages
from mkdocs_researcher.hosts.check.page_html import anchors_in
from mkdocs_researcher.hosts.check.places import misplaced, unreached, unreadable, unused, wrong_languages
from mkdocs_researcher.hosts.check.published import publishing_problems
from mkdocs_researcher.hosts.check.site_settings import (
    in_nav,
    nav_problems,
    nav_targets,
    theme_problems,
    untranslated_titles,
)
from mkdocs_researcher.hosts.mkdocs.config_check import LoadedConfig, load_config, unset_variables
from mkdocs_researcher.hosts.mkdocs.page_layout import SHOWN, check_front_matter, shown_sign, with_layout
from mkdocs_researcher.hosts.mkdocs.theme import broken_templates
from mkdocs_researcher.hosts.pdf.cv_file import cv_problems
from mkdocs_researcher.importing.placeholders import placeholder_hint
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax import EXTENSION, OnePage, missing_extensions
from mkdocs_researcher.syntax.calls import split_front_matter
from mkdocs_researcher.syntax.site import Site

# Extensions that decide where code is and where a paragraph ends: MkDocs' own and those that a site may add.
_ALWAYS = ("toc", "tables", "fenced_code")
_OPTIONAL = frozenset(
    "extra attr_list md_in_html admonition def_list footnotes smarty "
    "pymdownx.extra pymdownx.arithmatex pymdownx.details pymdownx.superfences pymdownx.tabbed".split()
)
# Files from which pages of people and papers, and their anchors, are made.
_SOURCES = frozenset({"people.yml", "people.yaml", "papers.yml", "papers.yaml"})
_LANGUAGES = ("theme.language", "plugins.i18n.languages")
_CONFIGS: dict[str, dict[str, Any]] = {"pymdownx.tabbed": {"alternate_style": True}}


class Checked(NamedTuple):
    """The result of a check: problems in the order of files and lines, and how many files were read."""

    problems: tuple[Problem, ...]
    data_files: int
    pages: int


def check_project(project: Path, config_file: Path | None = None) -> Checked:
    """Check the configuration, all data files and all macro calls of a project."""
    file = config_file or find_config(project)
    config, loaded, problems = _configuration(project, file)
    settings: Mapping[str, Any] = loaded.settings if loaded else config
    options: Mapping[str, Any] = loaded.options_of_site if loaded else plugin_options(config)
    languages = page_languages(config)
    opened = open_site(project, settings, options, file.name if file else "mkdocs.yml", languages)
    site, pages = opened.site, opened.pages
    folders = site.library.reading.folders
    for language in (*languages.every, *(folder.path.name for folder in folders.values())):
        site.library_in(language)
    site.check_links()
    templates = loaded.config.theme.dirs if loaded else ()
    anchors: dict[str, frozenset[str]] = {}
    syntax = _Syntax(_extensions(settings), settings.get("mdx_configs") or {}, templates)
    for page in pages:
        anchors[page.name] = _check_page(site, page, syntax, languages.of(page.name))
    if loaded:
        problems += theme_problems(loaded, site.urls)
        problems += nav_problems(loaded, {page.name for page in pages} | {*opened.made}, languages.candidates)
        problems += (*publishing_problems(loaded, project), *untranslated_titles(loaded))
        problems += (*_problems_of_people(site, loaded), *_problems_of_cv(site, loaded, pages))
        if not any(problem.field == "nav" for problem in problems):
            problems += unreached(site, pages, in_nav(loaded, (page.name for page in pages)))
        problems += broken_templates(loaded.config.theme.get_env(), loaded.config, site)
    extensions = {*_names_in(settings), *(plugins := _names_in(settings, "plugins")), *_custom_fences(settings)}
    problems += unused(site, pages, plugins)
    problems += (
        *wrong_languages(site, pages, languages, plugins),
        *unreadable(site.settings.docs_dir, site.library.display_path),
    )
    problems += misplaced(site, loaded.is_excluded if loaded else lambda path: False)
    knows_made = not any(_hides_pages(problem) for problem in (*problems, *site.problems))
    problems += hints(site, pages, anchors, extensions, knows_made=knows_made)
    found = {_at_option(problem, loaded) for problem in (*problems, *site.problems)}
    found = _without_consequences(found | set(_problems_of_packages(found)))
    files = [site.library.paths, site.library.bibs, *(folder.files for folder in folders.values())]
    return Checked(tuple(sorted(found)), sum(map(len, files)) - len(site.library.only_own), len(pages))


def _configuration(project: Path, file: Path | None) -> tuple[dict[str, Any], LoadedConfig | None, list[Problem]]:
    """The configuration as written, as MkDocs reads it if it can, and its problems."""
    config, problems = read_config_file(project, _relative(file, project)) if file else read_config(project)
    if not file or problems:
        return config, None, problems
    try:
        loaded = load_config(file, project)
    except BrokenDataError as error:
        return config, None, [*problems, *error.problems]
    return config, loaded, [*problems, *loaded.problems, *_placeholders(loaded)]


def _placeholders(loaded: LoadedConfig) -> Iterator[Problem]:
    yield from unset_variables(loaded.positions)
    for name in ("site_name", "site_description", "site_author", "copyright"):
        text = str(loaded.settings.get(name) or "")
        if hint := placeholder_hint(text, in_data=True):
            yield loaded.problem(hint[0], name, severity=hint[1])
        elif sign := shown_sign(text):
            yield loaded.problem(SHOWN.format(sign), name, severity="info")
    for steps, _ in nav_targets(loaded.config.nav):
        for title in steps:
            if sign := shown_sign(title):
                yield loaded.problem(SHOWN.format(sign), "nav", *steps, field="nav", severity="info")


def _at_option(problem: Problem, loaded: LoadedConfig | None) -> Problem:
    if (
        loaded is None
        or problem.field not in {"data_dir", "templates_dir"}
        or problem.location != Location("mkdocs.yml")
    ):
        return problem
    return problem._replace(location=loaded.positions.locate("plugins", "researcher", problem.field))


def _relative(file: Path, project: Path) -> str:
    return Path(os.path.relpath(file, project)).as_posix()


def _without_consequences(found: set[Problem]) -> set[Problem]:
    """The problems without those of missing files or phrases if the folder of the pages or a language is wrong."""
    if any(one.severity == "error" and one.field.startswith(_LANGUAGES) for one in found):
        found = {one for one in found if one.field != "language" or one.severity != "info"}
    if any(one.field == "data_dir" and one.severity == "error" for one in found):
        found = {one for one in found if not one.message.endswith("correct data_dir")}
    wrong = {(one.location, one.field.rpartition(".")[2]) for one in found if one.severity == "error"}
    found = {
        one for one in found if one.severity == "error" or (one.location, one.field.rpartition(".")[2]) not in wrong
    }
    causes = {problem for problem in found if problem.field == "docs_dir"}
    others = {problem for problem in found if problem.severity == "error" and problem.field != "site_dir"}
    return causes | others if causes else found


def _problems_of_people(site: Site, loaded: LoadedConfig) -> Iterator[Problem]:
    if loaded.options and loaded.options.people_pages and not site.library.has("people"):
        message = "has no effect without data/people.yml; add that file, or remove the line"
        yield loaded.problem(message, "plugins", "researcher", "people_pages", severity="info")


def _hides_pages(problem: Problem) -> bool:
    """Is it an error because of which generated pages or their anchors are not known?"""
    name = posixpath.basename(problem.location.file)
    is_source = name in _SOURCES or name.endswith((".bib", "mkdocs.yml", "mkdocs.yaml"))
    return problem.severity == "error" and is_source


def _problems_of_cv(site: Site, loaded: LoadedConfig, pages: Sequence[SourcePage]) -> Iterator[Problem]:
    """The problems that a build would report about the CV as PDF; none if the data has errors, which prevent it."""
    if not (loaded.options and loaded.options.cv_pdf) or any(one.severity == "error" for one in site.problems):
        return
    location = loaded.positions.locate("plugins", "researcher", "cv_pdf")
    yield from cv_problems(site, (page.text for page in pages), str(loaded.config.site_url or ""), location)


def _problems_of_packages(found: Collection[Problem]) -> Iterator[Problem]:
    shown = " ".join(problem.message for problem in found)
    for group in (macros.EXTERNAL, profile_services.EXTERNAL, wording.EXTERNAL):
        yield from (problem for problem in group.problems_of_all() if problem.message not in shown)


def _names_in(config: Mapping[str, Any], setting: str = "markdown_extensions") -> list[str]:
    listed = config.get(setting) or []
    items = listed if isinstance(listed, (list, dict)) else []
    names = [name for item in items for name in (item if isinstance(item, dict) else [item]) if isinstance(name, str)]
    return [name.removeprefix("markdown.extensions.") for name in names]


def _custom_fences(config: Mapping[str, Any]) -> Iterator[str]:
    """The kinds of code that are not shown as code, such as `mermaid`."""
    settings = (config.get("mdx_configs") or {}).get("pymdownx.superfences") or {}
    listed = settings.get("custom_fences") if isinstance(settings, Mapping) else None
    yield from (str(fence.get("name")) for fence in listed or () if isinstance(fence, Mapping))


def _extensions(config: Mapping[str, Any]) -> list[str]:
    known = [name for name in _names_in(config) if name in _OPTIONAL]
    present = list(dict.fromkeys([*_ALWAYS, *known]))
    return [*present, *missing_extensions(present)]


class _Syntax(NamedTuple):
    """The Markdown of a site: names and settings of its extensions, and the folders of its theme."""

    extensions: list[str]
    configs: Mapping[str, Any]
    theme_dirs: Sequence[str]


def _check_page(site: Site, source: SourcePage, syntax: _Syntax, language: str) -> frozenset[str]:
    """Checks a page, and returns its anchors; none if it cannot be read."""
    display_path = site.library.display_path(source.file)
    if source.error:
        site.report(read_problem(display_path, source.error))
        return frozenset()
    meta, text = split_front_matter(source.text)
    code = "" if language == site.settings.language else language
    page = Page(source.name, "", display_path, lambda: source.text, language=code)
    check_front_matter(page, meta, site, syntax.theme_dirs)
    page = with_layout(page, meta, text, site, has_blocks=True)
    known = {name: syntax.configs[name] for name in syntax.extensions if syntax.configs.get(name)}
    settings = {**_CONFIGS, **known, EXTENSION: {"host": OnePage(site, page)}}
    html = markdown.Markdown(extensions=syntax.extensions, extension_configs=settings).convert(text)
    return anchors_in(html) | frozenset(page.anchors)
