"""E-mail addresses that people can read and harvesters cannot."""

from __future__ import annotations

import re
from collections.abc import Callable

_LOCAL = re.compile(r"(?:mailto:)?[\w.+%-]{1,64}\Z")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def hide_addresses(html: str) -> str:
    """The HTML with each address as character references, alternately decimal and hexadecimal.

    A browser, a screen reader and a copied text show the address without a script; a harvester that looks for `@` in
    the page's source finds none (HTML Standard, section 13.2.5.72 "Character reference state").
    """
    return _replace(html, _as_references)


def without_addresses(html: str) -> str:
    """The HTML without its addresses, for the site's search."""
    return _replace(html, lambda address: "")


def has_address(html: str) -> bool:
    """True if there is an address in the HTML."""
    return "@" in html and _replace(html, lambda address: "") != html


def _as_references(text: str) -> str:
    return "".join(f"&#{ord(c)};" if index % 2 else f"&#x{ord(c):x};" for index, c in enumerate(text))


def _replace(html: str, replacement: Callable[[str], str]) -> str:
    # Finding "@" first: a pattern that starts with any letter is slow on megabytes.
    parts: list[str] = []
    done = 0
    position = html.find("@")
    while position >= 0:
        domain = _DOMAIN.match(html, position + 1)
        local = domain and _LOCAL.search(html, max(done, position - 71), position)
        if local and domain:
            parts += [html[done : local.start()], replacement(html[local.start() : domain.end()])]
            done = domain.end()
        position = html.find("@", position + 1)
    return "".join([*parts, html[done:]])
