"""The form of the `nav` of a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
