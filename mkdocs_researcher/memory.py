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
        self.builds = 0
        self._state = ""
        # A list for each: what is remembered, the entry it is made of, and the number of the last state that used it.
        # The entry is there so that it lives: the id of one that is gone can be that of a new one.
        self._made: dict[Hashable, list[Any]] = {}
        self._number = 0

    @property
    def has_past(self) -> bool:
        """Whether this is not the first build."""
        return self.lasts and self.builds > 1

    def begin(self, state: str) -> None:
        """A build begins; what the last one with other sources had no use for is forgotten.

        Args:
            state: hash of its sources, empty if there is none.
        """
        self.builds += 1
        if not state or state != self._state:
            for key in [key for key, kept in self._made.items() if kept[2] != self._number]:
                del self._made[key]
            self._number += 1
        self._state = state

    def get(self, key: Hashable) -> Any | None:
        """What is remembered under a key, None if nothing is."""
        kept = self._made.get(key)
        if kept is None:
            return None
        kept[2] = self._number
        return kept[0]

    def put(self, key: Hashable, value: object, entry: object = None) -> None:
        """Remembers something, and the entry whose id is in the key."""
        if self.lasts:
            self._made[key] = [value, entry, self._number]

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
        kept = self._made.get(key)
        if kept is None:
            kept = self._made[key] = [make(), entry, self._number]
        else:
            kept[2] = self._number
        value: T = kept[0]
        return value

    def same(self, key: Hashable, entry: T) -> T:
        """The entry, as the object that was remembered under this key if the two are equal."""
        known: T | None = self.get(key)
        if known is entry or (known is not None and known == entry):
            return known
        self.put(key, entry)
        return entry
