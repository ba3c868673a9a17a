"""Facts about the site that exports need: its name, its URL, and how URLs in data become absolute."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

# Most URLs are letters and slashes, and need no parsing.
_PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII).fullmatch


class SiteFacts(NamedTuple):
    """The site; its URL ends in a slash, and may be empty. `resolve` makes a URL of data relative to its root."""

    name: str
    url: str = ""
    description: str = ""
    resolve: Callable[[str], str] = str

    def absolute(self, address: str) -> str:
        """The web URL of a file of the site or of the web; empty if unknown or not on the web."""
        from mkdocs_researcher.fields.urls import is_external  # a build from the cache needs none

        if not is_external(address):
            address = urljoin(self.url, self.resolve(address)) if address and self.url else ""
        return address if address.startswith(("https://", "http://")) else ""

    def page(self, url: str) -> str:
        """The web URL of the page at a URL relative to the site's root; empty if that of the site is unknown."""
        if not self.url or (self.url.endswith("/") and _PLAIN(url)):
            return self.url and self.url + url
        return urljoin(self.url, url)
