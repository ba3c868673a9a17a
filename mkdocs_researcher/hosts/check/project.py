"""Check a project without building it and without importing MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import markdown

from mkdocs_researcher import macros, wording
from mkdocs_researcher.data.last_change import last_change
from mkdocs_researcher.data.library import PublishedPaths
from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields import profile_services
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.hosts.check.hints import hints
from mkdocs_researcher.hosts.check.languages import page_languages
from mkdocs_researcher.hosts.mkdocs.page_layout import choose_layout
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.rendering.urls import folder_lookup
from mkdocs_researcher.syntax import EXTENSION, Host, missing_extensions
from mkdocs_researcher.syntax.locate import split_front_matter
from mkdocs_researcher.syntax.settings import Settings
from mkdocs_researcher.syntax.site import Site

# Extensions that decide where code is and where a paragraph ends: MkDocs' own and those that a site may add.
_ALWAYS = ("toc", "tables", "fenced_code")
_OPTIONAL = (
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
# The same as in MkDocs.
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class Checked(NamedTuple):
    """The result of a check: problems in the order of files and lines, and how many files were read."""

    problems: tuple[Problem, ...]
    data_files: int
    pages: int


class Opened(NamedTuple):
    """A project opened without MkDocs; `problems` are those of `mkdocs.yml`, `site.problems` those of the data."""

    site: Site
    config: dict[str, Any]
    problems: tuple[Problem, ...]


def check_project(project: Path, config_file: str = "") -> Checked:
    """Check all data files and all macro calls of the project in a folder.

    Args:
        project: the folder.
        config_file: name of its configuration file, if it is not `mkdocs.yml`.
    """
    opened = open_project(project, config_file)
    site, folders = opened.site, opened.site.library.reading.folders
    pages, languages = find_pages(site.settings.docs_dir), page_languages(opened.config)
    for language in (*languages.every, *(folder.path.name for folder in folders.values())):
        site.library_in(language)
    site.check_files()
    for path in pages:
        language = languages.of(path.relative_to(site.settings.docs_dir).as_posix())
        _check_page(site, path, _extensions(opened.config), language)
    found = sorted({*opened.problems, *site.problems, *hints(site, pages), *_problems_of_packages()})
    files = [site.library.paths, site.library.bibs, *(folder.files for folder in folders.values())]
    return Checked(tuple(found), sum(map(len, files)) - len(site.library.only_own), len(pages))


def _problems_of_packages() -> Iterator[Problem]:
    for group in (macros.EXTERNAL, profile_services.EXTERNAL, wording.EXTERNAL):
        yield from group.problems_of_all()


def open_project(project: Path, config_file: str = "") -> Opened:
    """Read and check the data of the project in a folder; `config_file` as for `check_project`."""
    config, problems = read_config(project, config_file)
    languages = page_languages(config)
    options = plugin_options(config)
    docs_dir = project / str(config.get("docs_dir", "docs"))
    theme = config.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    custom_dir = theme.get("custom_dir")
    custom_icons = [project / custom_dir / ".icons"] if custom_dir else []
    listed = options.get("bibtex_hide")
    settings = Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=project / str(options.get("data_dir", "data")),
        templates_dir=project / str(options.get("templates_dir", "overrides/researcher")),
        icon_dirs=(*custom_icons, *bundled_icon_folders()),
        language=languages.default or str(theme.get("language") or theme.get("locale") or "en"),
        mode="build",
        last_change=lambda: last_change(project, [docs_dir]),
        authors=_authors(options, problems),
        bibtex_hide=[name for name in listed if isinstance(name, str)] if isinstance(listed, list) else (),
    )
    lookup = folder_lookup(docs_dir)
    generated: dict[str, str] = {}

    def find(path: str) -> str | None:
        if path in generated:
            return generated[path]
        paths = languages.candidates(path) if languages.every else (path,)
        return next((url for url in map(lookup, paths) if url is not None), None)

    site = Site(settings, find)
    generated.update(
        _generated_files(site, options, directory_urls=config.get("use_directory_urls", True) is not False)
    )
    site.check_files()
    site.check_hidden_fields(Location("mkdocs.yml"))
    return Opened(site, config, tuple(problems))


def _authors(options: dict[str, Any], problems: list[Problem]) -> AuthorCount | None:
    given = options.get("authors")
    try:
        return None if given is None else author_count(given)
    except ValueError as error:
        problems.append(Problem(Location("mkdocs.yml"), str(error), "authors"))
        return None


def _generated_files(site: Site, options: dict[str, Any], *, directory_urls: bool) -> Iterator[tuple[str, str]]:
    """Generated files that links may refer to: path below `docs_dir`, URL below the site's root."""
    if "news" in site.library.paths:
        yield "feed.xml", "feed.xml"
    if options.get("cv_pdf"):
        yield "cv.pdf", "cv.pdf"
    if not site.library.has("papers"):
        return
    from mkdocs_researcher.formats.paper_facts import page_paths, visible

    yield from (("publications.bib", "publications.bib"), ("publications.json", "publications.json"))
    if options.get("paper_pages"):
        pages: dict[str, str] = {}
        papers = visible(site.library.optional(DATA_FILES["papers"]))
        for paper, path in zip(papers, page_paths(papers), strict=True):
            pages[paper.id] = path
            yield path, path.removesuffix(".md") + ("/" if directory_urls else ".html")
        site.library.publish(PublishedPaths(pages))


def find_pages(docs_dir: Path) -> list[Path]:
    """All pages below a folder, sorted."""
    if not docs_dir.is_dir():
        return []
    return sorted(path for path in docs_dir.rglob("*") if path.suffix.lower() in _PAGE_ENDINGS and path.is_file())


def _extensions(config: dict[str, Any]) -> list[str]:
    listed = config.get("markdown_extensions") or []
    items = listed if isinstance(listed, (list, dict)) else []
    names = [name for item in items for name in (item if isinstance(item, dict) else [item]) if isinstance(name, str)]
    known = [name for name in (name.removeprefix("markdown.extensions.") for name in names) if name in _OPTIONAL]
    present = list(dict.fromkeys([*_ALWAYS, *known]))
    return [*present, *missing_extensions(present)]


def _check_page(site: Site, path: Path, extensions: list[str], language: str) -> None:
    display_path = site.library.display_path(path)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        site.report(Problem(Location(display_path), "cannot be read as UTF-8; save it as UTF-8 in your editor"))
        return
    meta, text = split_front_matter(source)
    host = Host()
    host.site = site
    host.page = Page(path.relative_to(site.settings.docs_dir).as_posix(), "", display_path, lambda: source)
    host.page.language = "" if language == site.settings.language else language
    choose_layout(host.page, meta, text, site, has_blocks=True)
    configs = {**_CONFIGS, EXTENSION: {"host": host}}
    markdown.Markdown(extensions=extensions, extension_configs=configs).convert(text)
