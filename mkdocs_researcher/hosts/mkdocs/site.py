"""A site of MkDocs, made from its configuration and its files."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from mkdocs_researcher.data.last_change import last_change
from mkdocs_researcher.data.references import places_of
from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.rendering.icons import icon_folders
from mkdocs_researcher.syntax import Host
from mkdocs_researcher.syntax.cache import CacheKeys, cache_keys, is_worth_caching
from mkdocs_researcher.syntax.settings import Settings
from mkdocs_researcher.syntax.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


class Options(Protocol):
    """The plugin's own options in `mkdocs.yml`, as far as they are needed here."""

    cache: bool
    paper_pages: bool
    cv_pdf: bool


def begin_site(
    host: Host, config: MkDocsConfig, options: Options, folders: Mapping[str, Path], files: Files, *, serve: bool
) -> None:
    """Begins the site that a build is about.

    Args:
        host: is given the site.
        config: the configuration of the site.
        options: the plugin's own.
        folders: `data_dir` and `templates_dir`.
        files: the files of the site.
        serve: whether `mkdocs serve` runs.
    """
    settings = _settings(config, folders, serve=serve)
    keys = CacheKeys()
    if options.cache and is_worth_caching(settings):
        more = (config.site_url, config.use_directory_urls, options.paper_pages)
        keys = cache_keys(settings, [(file.src_uri, file.url) for file in files], more)

    def lookup(path: str) -> str | None:
        file = files.get_file_from_path(path)
        return file.url if file else None

    host.begin(settings, lookup, keys)


def _settings(config: MkDocsConfig, folders: Mapping[str, Path], *, serve: bool) -> Settings:
    project = Path(config.config_file_path or ".").absolute().parent
    docs_dir = Path(config.docs_dir)
    # What may set math: extensions such as arithmatex, and scripts.
    scripts: list[Any] = [*config.markdown_extensions, *config.extra_javascript, *config.plugins]
    return Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=folders["data_dir"],
        templates_dir=folders["templates_dir"],
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        icon_dirs=icon_folders(config.theme.dirs),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
        mode="serve" if serve else "build",
        has_math_script=any(word in str(name).lower() for name in scripts for word in ("math", "katex")),
        inserts_late_html=True,
        last_change=lambda: last_change(project, [docs_dir, *folders.values()]),
    )


def check_anchors(site: Site, files: Files, level: int) -> None:
    """Notes links of the data to anchors that their pages do not have, as MkDocs does it for links of pages.

    Args:
        site: the site.
        files: MkDocs' files, whose pages are made.
        level: MkDocs' `validation.links.anchors`, a level of `logging`.
    """
    lost = {url for url in site.urls.anchored if not _has_anchor(files, url)} if level >= logging.INFO else set()
    if lost:
        site.library.read_all()
    severity: Severity = "warning" if level >= logging.WARNING else "info"
    for file, location, url in list(places_of(site.library.files.values(), lost)) if lost else ():
        path, _, anchor = url.partition("#")
        number = len(file.problems)
        file.report(location, f"the page '{path}' has no anchor '#{anchor}'", severity)
        for problem in file.problems[number:]:
            site.report(problem)


def _has_anchor(files: Files, url: str) -> bool:
    """Whether a page has the anchor that an address names, or is not a page whose anchors are known."""
    path, _, anchor = url.partition("#")
    file = files.get_file_from_path(posixpath.normpath(unquote(path.partition("?")[0])))
    ids = getattr(getattr(file, "page", None), "present_anchor_ids", None)
    return ids is None or not anchor or unquote(anchor) in ids


def check_pages(site: Site, pages: Iterable[File]) -> None:
    """Notes pages that are not in UTF-8, at which MkDocs ends with a traceback, and lets it read them as Latin-1.

    Args:
        site: the site.
        pages: MkDocs' files of pages.
    """
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
            place = Location(site.library.display_path(Path(path)), data.count(b"\n", 0, error.start) + 1)
            site.report(Problem(place, "the file is not in UTF-8; save it as UTF-8 in your editor"))
            page.content_string = data.decode("latin-1")
            page.abs_src_path = path  # which MkDocs has taken away, and messages name
