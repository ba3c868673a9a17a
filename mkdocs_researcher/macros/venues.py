"""`venues.yml`: full names, URLs and colors of venues by their short names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import Field

from mkdocs_researcher.fields.colors import Hue
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Data, DataFile, Model

# A year at the end of a short name: "CoDaL 2026", "CoDaL'26".
_EDITION = r"(?:(?<![\s,])[\s,]++)?(?:['’]?\d{2}|\d{4})$"


class Venue(Model):
    """A conference or journal."""

    short: str = Field("", description="Short name: the text before the colon.", examples=["CoDaL"])
    name: Text | None = Field(
        None,
        description=(
            "Full name, shown for papers that give only the short one; papers that give only this name have the short"
            " one on their badge."
        ),
        examples=["Conference on Data and Learning"],
    )
    url: UrlField | None = Field(
        None, description="Target of the link on its name.", examples=["https://example.org/codal"]
    )
    color: Hue | None = Field(None, description="Color of its badge: name, hex color or hue.", examples=["#00369f"])


VENUES = DataFile("venues", Venue, "venue", shape="mapping", key="short")


class VenueStyle(NamedTuple):
    """The data of `venues.yml` on a paper's venue: full name, URL and hue; empty or None if unknown."""

    name: str = ""
    url: str = ""
    hue: int | None = None


_NOTHING = VenueStyle()


class Venues:
    """Finds venues by the short names of papers."""

    def __init__(self, data: Data) -> None:
        self.known: Mapping[str, VenueStyle] = {
            venue.short.casefold(): VenueStyle(venue.name or "", venue.url or "", venue.color)
            for venue in data.optional(VENUES)
        }

        self.shorts = {venue.name.casefold(): venue.short for venue in data.optional(VENUES) if venue.name}

    def find(self, short: str | None, name: str | None = None) -> VenueStyle:
        """The venue with this short name, which may end in a year, or this full name."""
        if not self.known:
            return _NOTHING
        word = (short or "").casefold()
        by_name = self.short_of(name).casefold()
        return self.known.get(word) or self.known.get(re.sub(_EDITION, "", word)) or self.known.get(by_name, _NOTHING)

    def short_of(self, name: str | None) -> str:
        """The short name of the venue with this full name; empty if there is none."""
        return self.shorts.get((name or "").casefold(), "")

    def label(self, short: str | None, name: str | None) -> str:
        """Heading for the papers of a venue: its short name, else its full name; empty if it has neither."""
        return short or self.short_of(name) or name or ""
