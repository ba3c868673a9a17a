"""Facts about the site that exports need: its name, its URL, and how URLs in data become absolute."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

from mkdocs_researcher.fields.email import without_addresses
from mkdocs_researcher.fields.spans import MATH
from mkdocs_researcher.fields.text import one_line, plain_text
from mkdocs_researcher.fields.urls import is_external

# Most URLs are letters and slashes, and need no parsing.
_MARKUP = re.compile(r"[\\`*_\[\]<]")
_PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII).fullmatch


def text_of(markdown: str | None) -> str:
    """The words of a Markdown text in one line; simple formulas are characters, since nothing renders math here."""
    if not markdown:
        return ""
    if "$" in markdown or "\\(" in markdown:
        markdown = MATH.sub(_characters, markdown)
    return one_line(plain_text(markdown))


def _characters(found: re.Match[str]) -> str:
    from mkdocs_researcher.formats.bibtex.formula import characters, cleaned, plain  # noqa: PLC0415

    width = 2 if found[0].startswith("\\") else 1
    pieces = characters(cleaned(found[0][width:-width]).tex)
    return found[0] if pieces is None else _MARKUP.sub(r"\\\g<0>", plain(pieces))


def words(markdown: str | None) -> str:
    """The words of a Markdown text in one line, without e-mail addresses, which harvesters look for."""
    return without_addresses(text_of(markdown))


class SiteFacts(NamedTuple):
    """The site.

    Attributes:
        name: its name.
        url: its URL, which ends in a slash; empty if unknown.
        description: one sentence, may be empty.
        resolve: makes a URL from data relative to the site's root.
    """

    name: str
    url: str = ""
    description: str = ""
    resolve: Callable[[str], str] = str

    def absolute(self, address: str) -> str:
        """The web URL of a file of the site or of the web; empty if unknown or not on the web."""
        if not is_external(address):
            address = urljoin(self.url, self.resolve(address)) if address and self.url else ""
        return address if address.startswith(("https://", "http://")) else ""

    def page(self, url: str) -> str:
        """The web URL of the page with this URL relative to the site's root; empty if unknown."""
        if not self.url or (self.url.endswith("/") and _PLAIN(url)):
            return self.url and self.url + url
        return urljoin(self.url, url)
