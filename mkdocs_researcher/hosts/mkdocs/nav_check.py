"""The pages named in the `nav` of a configuration."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs_researcher.errors import Problem, Severity, did_you_mean
from mkdocs_researcher.fields.urls import looks_like_host
from mkdocs_researcher.hosts.mkdocs.config_check import LoadedConfig

_OURS = frozenset({"researcher", "search"})
_MAKERS = ("on_files", "on_nav")


def nav_problems(
    loaded: LoadedConfig, pages: Sequence[Path], made: Collection[str], candidates: Callable[[str], Iterator[str]]
) -> Iterator[Problem]:
    """The entries of `nav` that are not pages or files of the site, as severe as MkDocs finds them.

    Args:
        loaded: the configuration.
        pages: the pages below `docs_dir`.
        made: paths of the files that our plugin adds to the site.
        candidates: returns the files that a path may mean: on a site in several languages there are several.
    """
    config = loaded.config
    docs_dir = Path(loaded.docs_dir)
    level = config.validation.nav.not_found
    if level < logging.INFO or not docs_dir.is_dir():
        return
    makers = [
        name
        for name, plugin in config.plugins.items()
        if name.rpartition("/")[2] not in _OURS and any(hasattr(plugin, event) for event in _MAKERS)
    ]
    known = {path.relative_to(docs_dir).as_posix() for path in pages if path.is_relative_to(docs_dir)} | {*made}
    for steps, target in nav_targets(config.nav):
        path = posixpath.normpath(target)
        if (page := path.lstrip("/")) != path and page in known:
            message = f"'{target}' starts with /, so it does not lead to the page; write '{page}'"
            yield Problem(loaded.positions.locate("nav", *steps), message, "nav", "warning")
            continue
        if any(name in known for name in candidates(path)) or (docs_dir / path).is_file() or _is_elsewhere(target):
            continue
        severity: Severity = "warning" if level >= logging.WARNING else "info"
        is_address = looks_like_host(target) and not target.endswith(".md")
        hint = f"; for a web address write 'https://{target}'" if is_address else did_you_mean(path, known, show_all=0)
        message = f"'{target}' is not a file in {docs_dir.name}/{hint}"
        if makers:
            severity, message = "info", f"{message}, unless a plugin makes it ({', '.join(makers)})"
        yield Problem(loaded.positions.locate("nav", *steps), message, "nav", severity)


def _is_elsewhere(target: str) -> bool:
    """Is it a link to somewhere else, which MkDocs does not check either?"""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.scheme or parts.netloc) or target.startswith("/")


def nav_targets(nav: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages of a `nav`, each with the names above it."""
    if isinstance(nav, str):
        yield (steps if steps else (nav,)), nav
    elif isinstance(nav, list):
        for item in nav:
            yield from nav_targets(item, (*steps, item) if isinstance(item, str) else steps)
    elif isinstance(nav, dict):
        for title, inner in nav.items():
            yield from nav_targets(inner, (*steps, str(title)))
