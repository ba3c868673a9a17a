"""A site of MkDocs, made from its configuration and its files."""

from __future__ import annotations

import html
import logging
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import escape
from mkdocs.structure.files import InclusionLevel

from mkdocs_researcher.errors import Location, Problem, Severity, read_problem
from mkdocs_researcher.files import why_unreadable
from mkdocs_researcher.hosts.mkdocs.options import Languages, ResearcherOptions, languages_of
from mkdocs_researcher.rendering.icons import icon_folders
from mkdocs_researcher.syntax import Host
from mkdocs_researcher.syntax.cache import CacheKeys, cache_keys, is_worth_caching
from mkdocs_researcher.syntax.settings import Settings, last_change
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import language_chain

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


PUBLIC = (
    "is in the folder of your pages, so the site publishes your data as it is, hidden entries included; "
    "move it next to mkdocs.yml"
)
_NO_PAGES = "is the folder of the data; name that of the pages, such as docs"


def public_data(site: Site) -> Problem:
    """The problem of data that the site publishes."""
    settings = site.settings
    if settings.data_dir.absolute() == settings.docs_dir.absolute():
        return Problem(Location("mkdocs.yml"), _NO_PAGES, "docs_dir", "warning")
    return Problem(Location(site.library.display_path(settings.data_dir)), PUBLIC, severity="warning")


def begin_site(
    host: Host,
    config: MkDocsConfig,
    options: ResearcherOptions,
    folders: Mapping[str, Path],
    files: Files,
    *,
    serve: bool,
) -> None:
    """Starts a build: gives the host its site."""
    settings = _settings(config, options, folders, serve=serve)
    keys = CacheKeys()
    if options.cache and is_worth_caching(settings):
        names = [str(config.get(name) or "") for name in ("site_name", "site_url", "site_description")]
        shown = (names, config.use_directory_urls, options.paper_pages, options.people_pages, options.cv_pdf)
        keys = cache_keys(settings, [(file.src_uri, file.url) for file in files], shown)

    def lookup(path: str) -> str | None:
        file = files.get_file_from_path(path)
        return file.url if file else None

    host.begin(settings, lookup, keys)


def _settings(
    config: MkDocsConfig, options: ResearcherOptions, folders: Mapping[str, Path], *, serve: bool
) -> Settings:
    project = Path(config.config_file_path or ".").absolute().parent
    docs_dir = Path(config.docs_dir)
    # Math is rendered by extensions such as arithmatex, and by scripts.
    candidates: list[Any] = [*config.markdown_extensions, *config.extra_javascript, *config.plugins]
    languages = languages_of(config.plugins)
    return Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=folders["data_dir"],
        templates_dir=folders["templates_dir"],
        language=_language(config, languages),
        translates=languages is not None and languages.translates,
        icon_dirs=icon_folders(config.theme.dirs),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
        mode="serve" if serve else "build",
        has_math_script=any(word in str(name).lower() for name in candidates for word in ("math", "katex")),
        inserts_late_html=True,
        last_change=lambda: last_change(project, [docs_dir, *folders.values()]),
        authors=options.authors,
        bibtex_hide=options.bibtex_hide,
    )


def _language(config: MkDocsConfig, languages: Languages | None) -> str:
    """The language of the pages: that of the theme, unless only mkdocs-static-i18n knows it."""
    language = str(config.theme.get("language") or config.theme.get("locale") or "en")
    if languages is None or not {language_chain(language)[-1]}.isdisjoint(language_chain(languages.current)):
        return language
    return languages.current


def escape_names(config: MkDocsConfig) -> dict[str, str]:
    """Escapes the site's name, author and description, which themes print as they are.

    A theme that escapes them gets the same text, since it is marked as escaped.

    Returns:
        These settings as they were.
    """
    names = ("site_name", "site_author", "site_description")
    written = {name: text for name in names if isinstance(text := config.get(name), str)}
    config.update({name: escape(html.unescape(text)) for name, text in written.items()})
    return written


def _check_public_data(site: Site, files: Files) -> None:
    data_dir = site.settings.data_dir
    if not data_dir.is_relative_to(site.settings.docs_dir):
        return
    read = {str(path.absolute()) for path in (*site.library.paths.values(), *site.library.bibs)}
    if any(file.abs_src_path in read and file.inclusion is not InclusionLevel.EXCLUDED for file in files):
        site.report(public_data(site))


def check_anchors(site: Site, files: Files, level: int) -> None:
    """Reports links of the data to anchors that their pages do not have, as MkDocs does for links of pages.

    Args:
        level: MkDocs' `validation.links.anchors`, a level of `logging`.
    """
    missing = {url for url in site.anchored if not _has_anchor(files, url)} if level >= logging.INFO else set()
    if missing:
        site.library.read_all()
        for problem in anchor_problems(site, missing, "warning" if level >= logging.WARNING else "info"):
            site.report(problem)


def anchor_problems(site: Site, missing: Set[str], severity: Severity) -> Iterator[Problem]:
    """The problems of links of the data to anchors that are missing."""
    from mkdocs_researcher.data.references import references_to

    for file, field_path, url in list(references_to(missing, site.library.files.values())):
        page, _, anchor = url.partition("#")
        before = len(file.problems)
        file.report(field_path, f"the page '{page}' has no anchor '#{anchor}'", severity)
        yield from file.problems[before:]


def _has_anchor(files: Files, url: str) -> bool:
    """Does the page have the anchor? True for files that are not pages."""
    path, _, anchor = url.partition("#")
    file = files.get_file_from_path(posixpath.normpath(unquote(path.partition("?")[0])))
    ids = getattr(getattr(file, "page", None), "present_anchor_ids", None)
    return ids is None or not anchor or unquote(anchor) in ids


def check_sources(site: Site, files: Files) -> None:
    """Reports pages that are not in UTF-8 or no files, and data files that the site publishes."""
    for file in list(files):
        path = Path(file.abs_src_path or site.settings.docs_dir)
        if reason := why_unreadable(path):
            site.report(Problem(Location(site.library.display_path(path)), reason))
            files.remove(file)  # MkDocs would wait for it forever, or end in a traceback
    _check_pages(site, files.documentation_pages())
    _check_public_data(site, files)


def _check_pages(site: Site, pages: Iterable[File]) -> None:
    """Reports pages that are not in UTF-8; MkDocs reads them as Latin-1 then, instead of ending in a traceback."""
    for page in pages:
        path = page.abs_src_path
        if not path:
            continue
        try:
            data = page.content_bytes
            data.decode("utf-8")
        except OSError:
            continue  # MkDocs reports it
        except UnicodeDecodeError as error:
            site.report(read_problem(site.library.display_path(Path(path)), error))
            page.content_string = data.decode("latin-1")
            page.abs_src_path = path  # MkDocs deletes it when the content is set, and messages need it
