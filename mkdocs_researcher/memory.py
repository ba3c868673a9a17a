"""What was made in the last build of a server, for the next one: few entries change between the two."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """What was made of entries. An entry that is the same object as before has not changed.

    Args:
        lasts: whether there is a next build; if not, nothing is remembered.
    """

    def __init__(self, *, lasts: bool = False) -> None:
        self.lasts = lasts
        self.state: str | None = None
        self.has_past = False
        self._now: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def begin(self, state: str) -> None:
        """A build begins; what the last one with other sources had no use for is forgotten.

        Args:
            state: hash of its sources, empty if there is none.
        """
        self.has_past = self.lasts and self.state is not None
        if not state or state != self.state:
            self._now, self._before = {}, self._now
        self.state = state

    def get(self, key: Hashable) -> Any | None:
        """What is remembered under a key, None if nothing is."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def put(self, key: Hashable, value: object) -> None:
        """Remembers something."""
        if self.lasts:
            self._now[key] = value

    def of(self, entry: object, name: Hashable, make: Callable[[], T]) -> T:
        """What was made of an entry, or is made now.

        Args:
            entry: an object that does not change.
            name: what is made, and of what else beside the entry.
            make: makes it.
        """
        if not self.lasts:
            return make()
        key = (id(entry), name)
        kept: tuple[object, T] | None = self.get(key)
        if kept is None:
            kept = (entry, make())  # the entry too: the id of one that is gone can be that of a new one
            self.put(key, kept)
        return kept[1]

    def same(self, key: Hashable, entry: T) -> T:
        """The entry, as the object that was remembered under this key if the two are equal."""
        known: T | None = self.get(key)
        if known is not None and known == entry:
            return known
        self.put(key, entry)
        return entry
