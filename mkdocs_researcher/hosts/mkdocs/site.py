"""A site of MkDocs, made from its configuration and its files."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs_researcher.data.references import places_of
from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.syntax import Host
from mkdocs_researcher.syntax.settings import mkdocs_settings
from mkdocs_researcher.syntax.site import Site


def begin_site(
    host: Host, config: Any, options: Any, project: Path, folders: Mapping[str, Path], files: Any, *, serve: bool
) -> None:
    """Begins the site that a build is about.

    Args:
        host: gets the site.
        config: MkDocs' configuration, as for `mkdocs_settings`, as are the other arguments.
        options: the plugin's own.
        project: the folder of `mkdocs.yml`.
        folders: `data_dir` and `templates_dir`.
        files: MkDocs' files: `get_file_from_path(path)`.
        serve: whether `mkdocs serve` runs.
    """
    settings = mkdocs_settings(config, options, project, folders, files, serve=serve)
    host.begin(settings, lambda path: getattr(files.get_file_from_path(path), "url", None))


def check_anchors(site: Site, files: Any, level: int) -> None:
    """Notes links of the data to anchors that their pages do not have, as MkDocs does it for links of pages.

    Args:
        site: the site.
        files: MkDocs' files, whose pages are made: `get_file_from_path(path)`.
        level: MkDocs' `validation.links.anchors`, a level of `logging`.
    """
    lost = {url for url in site.urls.anchored if not _has_anchor(files, url)} if level >= logging.INFO else set()
    if lost:
        site.library.read_all()
    severity: Severity = "warning" if level >= logging.WARNING else "info"
    for file, location, url in list(places_of(site.library.files.values(), lost)) if lost else ():
        path, _, anchor = url.partition("#")
        before = len(file.problems)
        file.report(location, f"the page '{path}' has no anchor '#{anchor}'", severity)
        site.found.extend(file.problems[before:])


def _has_anchor(files: Any, url: str) -> bool:
    """Whether a page has the anchor that an address names, or is no page whose anchors are known."""
    path, _, anchor = url.partition("#")
    file = files.get_file_from_path(posixpath.normpath(unquote(path.partition("?")[0])))
    ids = getattr(getattr(file, "page", None), "present_anchor_ids", None)
    return ids is None or not anchor or unquote(anchor) in ids


def check_pages(site: Site, pages: Iterable[Any]) -> None:
    """Notes pages that are not in UTF-8, at which MkDocs ends with a traceback, and lets it read them as Latin-1.

    Args:
        site: the site.
        pages: MkDocs' files of pages: `abs_src_path`, `content_bytes`, `content_string`.
    """
    for page in pages:
        path = page.abs_src_path
        if not path:
            continue
        try:
            data = page.content_bytes
            data.decode("utf-8")
        except OSError:
            continue  # MkDocs tells it
        except UnicodeDecodeError as error:
            place = Location(site.library.display_path(Path(path)), data.count(b"\n", 0, error.start) + 1)
            site.report(Problem(place, "the file is not in UTF-8; save it as UTF-8 in your editor"))
            page.content_string = data.decode("latin-1")
            page.abs_src_path = path  # which MkDocs has taken away, and messages name
