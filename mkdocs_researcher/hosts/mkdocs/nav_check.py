"""The pages named in the `nav` of a configuration."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs_researcher.errors import Problem, Severity, did_you_mean
from mkdocs_researcher.fields.urls import looks_like_host

if TYPE_CHECKING:
    from mkdocs_researcher.hosts.mkdocs.config_check import LoadedConfig

_OURS = frozenset({"researcher", "search"})
_MAKERS = ("on_files", "on_nav")


_NO_NAV = "must be a list; write each page on a line of its own, such as '- Papers: papers.md'"
_NO_PAGE = "'{title}' has no page; write one after the colon, such as '- {title}: papers.md'"
_NO_ITEM = "'{item}' is not a page; write one such as '- Papers: papers.md'"
_SUBPAGES = "below '{title}' must be a list of pages; start each with '- '"


def nav_faults(nav: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """What of a `nav` is not in its form: the titles that lead to it, and a message."""
    if nav is None and not steps:
        return
    if not isinstance(nav, list):
        title = steps[-1] if steps else ""
        message = _NO_PAGE if nav is None else _SUBPAGES if title else _NO_NAV
        yield steps, message.format(title=title)
        return
    for item in nav:
        if isinstance(item, dict):
            for title, inner in item.items():
                if not isinstance(inner, str):
                    yield from nav_faults(inner, (*steps, str(title)))
        elif not isinstance(item, str):
            yield (*steps, str(item)), _NO_ITEM.format(item="-" if item is None else item)


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
    for steps, target in _targets(config.nav):
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


def _targets(nav: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages of a `nav`, each with the names that lead to it."""
    if isinstance(nav, str):
        yield (steps if steps else (nav,)), nav
    elif isinstance(nav, list):
        for item in nav:
            yield from _targets(item, (*steps, item) if isinstance(item, str) else steps)
    elif isinstance(nav, dict):
        for title, inner in nav.items():
            yield from _targets(inner, (*steps, str(title)))
