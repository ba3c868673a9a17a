"""`venues.yml`: full names, addresses and colours of venues by their short names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import Field

from mkdocs_researcher.fields.colors import Hue
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Model

# A year or an ordinal that stands at the end of a short name: "CoDaL 2026", "CoDaL'26".
_EDITION = re.compile(r"[\s,]*(?:['’]?\d{2}|\d{4})$")


class Venue(Model):
    """A conference or journal."""

    short: str = Field("", description="Short name; it is what stands before the colon.", examples=["CoDaL"])
    name: Text | None = Field(
        None,
        description="Full name, shown for papers that give only the short one.",
        examples=["Conference on Data and Learning"],
    )
    url: UrlField | None = Field(None, description="Where its name leads.", examples=["https://example.org/codal"])
    color: Hue | None = Field(None, description="Colour of its badge: name, hex colour or hue.", examples=["#00369f"])


VENUES = DataFile("venues", Venue, "venue", shape="mapping", key="short")


class VenueStyle(NamedTuple):
    """What `venues.yml` says of a paper's venue: full name, address and hue; empty or None if nothing."""

    name: str = ""
    url: str = ""
    hue: int | None = None


_NOTHING = VenueStyle()


class Venues:
    """Finds venues by the short names of papers.

    Args:
        data: for `venues.yml`.
    """

    def __init__(self, data: Data) -> None:
        self.known: Mapping[str, VenueStyle] = {
            venue.short.casefold(): VenueStyle(venue.name or "", venue.url or "", venue.color)
            for venue in data.optional(VENUES)
        }

        self.shorts = {venue.name.casefold(): venue.short for venue in data.optional(VENUES) if venue.name}

    def find(self, short: str | None, name: str | None = None) -> VenueStyle:
        """The venue of a short name, which may end in a year, or of a full name."""
        if not self.known:
            return _NOTHING
        word = (short or "").casefold()
        return self.known.get(word) or self.known.get(_EDITION.sub("", word)) or self._by_name(name)

    def _by_name(self, name: str | None) -> VenueStyle:
        return self.known.get(self.shorts.get((name or "").casefold(), "").casefold(), _NOTHING)

    def label(self, short: str | None, name: str | None) -> str:
        """What a venue is called where its papers are put together: its short name; empty if it has no name."""
        return short or self.shorts.get((name or "").casefold(), "") or name or ""
