"""What exports need to know of the site: its name, its address, and how addresses of data become absolute."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

from mkdocs_researcher.fields.email import without_addresses
from mkdocs_researcher.fields.text import one_line, plain_text
from mkdocs_researcher.fields.urls import is_external

# Most addresses are letters and slashes, and need no look at what they could mean.
_PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII).fullmatch


def text_of(markdown: str | None) -> str:
    """The words of a Markdown text in one line."""
    return one_line(plain_text(markdown)) if markdown else ""


def words(markdown: str | None) -> str:
    """The words of a Markdown text in one line, without e-mail addresses, which harvesters look for."""
    return without_addresses(text_of(markdown))


class SiteFacts(NamedTuple):
    """A site as machines see it.

    Attributes:
        name: its name.
        url: its address, which ends in a slash; empty if the author does not say.
        description: one sentence, may be empty.
        resolve: from an address of data to one that counts from the site's root.
    """

    name: str
    url: str = ""
    description: str = ""
    resolve: Callable[[str], str] = str

    def absolute(self, address: str) -> str:
        """A web address of a file of the site or of the web; empty if it cannot be known or is no web address."""
        if not is_external(address):
            address = urljoin(self.url, self.resolve(address)) if address and self.url else ""
        return address if address.startswith(("https://", "http://")) else ""

    def page(self, url: str) -> str:
        """The web address of a page that is at `url` below the site's root; empty if it cannot be known."""
        if not self.url or (self.url.endswith("/") and _PLAIN(url)):
            return self.url and self.url + url
        return urljoin(self.url, url)
