"""The data as seen from the page of one person of a lab."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar, cast

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros.base import Data, DataFile, Model
from mkdocs_researcher.macros.people import PersonEntry
from mkdocs_researcher.macros.profile import PROFILE

M = TypeVar("M", bound=Model)
D = TypeVar("D")


class PersonData:
    """A library in which the profile is that of a person; everything else is that of the lab.

    Args:
        entry: the person.
    """

    def __init__(self, library: Library, entry: PersonEntry) -> None:
        self._library = library
        self.person = entry.key
        site = next(iter(library.optional(PROFILE)), None)
        now = library.words.phrase("now_at", place=entry.now) if entry.now else None
        self._profile = entry.as_profile().model_copy(update={"marks": site.marks if site else {}, "tagline": now})
        self._results: dict[Callable[[Data], Any], Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def entries(self, file: DataFile[M]) -> Sequence[M]:
        """As `Library.entries`."""
        return cast("Sequence[M]", (self._profile,)) if file.name == PROFILE.name else self._library.entries(file)

    def optional(self, file: DataFile[M]) -> Sequence[M]:
        """As `Library.optional`."""
        return cast("Sequence[M]", (self._profile,)) if file.name == PROFILE.name else self._library.optional(file)

    def derived(self, make: Callable[[Data], D]) -> D:
        """As `Library.derived`, but for this person."""
        if make not in self._results:
            self._results[make] = make(cast("Data", self))
        return cast("D", self._results[make])

    def cached(self, entry: object, key: Hashable, make: Callable[[], D]) -> D:
        """As `Library.cached`, but for this person."""
        return self._library.cached(entry, (self.person, key), make)
