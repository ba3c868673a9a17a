"""`people.yml`: co-authors and their links; and lists of authors."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.names.matching import NameField, NameIndex, NameMatcher, likely_name
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.macros.base import Data, DataFile, Model
from mkdocs_researcher.macros.profile import PROFILE, Names


class Colleague(Model):
    """A person whose name is linked in lists of authors."""

    name: NameField = Field(description="Name as in author lists.", examples=["Pell Okasha"])
    aliases: Names = Field((), description="Other forms of the name.", examples=[["P. Okasha"]])
    url: UrlField | None = Field(None, description="Homepage.", examples=["https://example.org/pell"])
    affiliation: str | None = Field(None, description="Where they work.", examples=["North Pier Institute"])


PEOPLE = DataFile("people", Colleague, "person", key="name")

EQUAL = "*"


class Author(NamedTuple):
    """An author as the templates see it.

    Attributes:
        name: in full or with initials.
        is_self: whether this is the owner of the site.
        marks: marks after the name.
        url: homepage, empty if none.
        affiliation: tooltip of the link.
        is_others: whether this represents all authors that are not named.
        after_gap: whether authors before this one are left out.
    """

    name: str
    is_self: bool
    marks: str
    url: str = ""
    affiliation: str = ""
    is_others: bool = False
    after_gap: bool = False


class Mark(NamedTuple):
    """A line of a legend: a mark and its meaning; an empty meaning is equal contribution."""

    sign: str
    meaning: str


class AuthorLists:
    """Formats lists of authors: finds the owner, links the co-authors, explains the marks.

    Args:
        data: for `profile.yml` (name, aliases, marks) and `people.yml`.
    """

    def __init__(self, data: Data) -> None:
        profile = next(iter(data.optional(PROFILE)), None)
        names = [n for n in (profile.name, profile.native_name, *profile.aliases) if n] if profile else []
        self.owner_names = tuple(names)
        self.owner = NameMatcher(names) if names else None
        given = profile.marks if profile else {}
        # An empty meaning says that a mark needs no explanation.
        self.silent = frozenset(sign for sign, meaning in given.items() if not meaning.strip())
        known = {EQUAL: "", **given}
        self.meanings = {sign: meaning for sign, meaning in known.items() if sign not in self.silent}
        self.colleagues: NameIndex[Colleague] = NameIndex(
            [((person.name, *person.aliases), person) for person in data.optional(PEOPLE)]
        )

        # The same co-authors recur in many papers.
        self._shown = functools.cache(self._author)

    def find_owner(self, people: Sequence[Person]) -> int | None:
        """Position of the owner in the list, None if missing."""
        return self.owner.find(people) if self.owner else None

    def likely_owner(self, lists: Iterable[Sequence[Person]]) -> str:
        """Advice for lists of authors without the owner: the form of the name that they probably have."""
        lists = list(lists)
        name, count = likely_name(self.owner_names, lists)
        if not name:
            return "add its other forms under aliases: in data/profile.yml"
        has = f"most papers have '{name}'" if count * 2 > len(lists) else f"{count} of them have '{name}'"
        return f"{has}; if that is you, add it under aliases: in data/profile.yml"

    def show(self, people: Sequence[Person], owner: int | None, *, short: bool = False) -> tuple[Author, ...]:
        """The list for templates; `owner` is the result of `find_owner`, `short` abbreviates given names."""
        return tuple(self._shown(person, index == owner, short) for index, person in enumerate(people))

    def _author(self, person: Person, is_self: bool, short: bool) -> Author:
        if person == OTHERS:
            return Author("", is_self=False, marks="", is_others=True)
        has_words = any(mark.isalnum() for mark in person.marks)
        marks = ("," if has_words else "").join(person.marks)
        if person.group and not person.marks:
            marks = EQUAL
        colleague = None if is_self else self.colleagues.get(person)
        if short and is_self and self.owner:
            person = self.owner.in_order(person)
        elif short and colleague:
            person = NameMatcher((colleague.name, *colleague.aliases)).in_order(person)
        name = person.abbreviated if short else person.display
        if colleague is None:
            return Author(name, is_self, marks)
        return Author(name, is_self, marks, colleague.url or "", colleague.affiliation or "")

    def is_first(self, people: Sequence[Person], owner: int | None) -> bool:
        """Is the owner first author, or an author who contributed equally to the first one?"""
        if owner is None:
            return False
        first = people[0]
        if owner == 0 or (first.group and people[owner].group == first.group):
            return True
        equal = {sign for sign, meaning in self.meanings.items() if not meaning or "equal" in meaning.lower()}
        shared = equal.intersection(first.marks)
        return bool(shared) and all(shared.intersection(person.marks) for person in people[: owner + 1])

    def legend(self, used: Iterable[str]) -> tuple[Mark, ...]:
        """The used marks that have a meaning, in the order of `profile.marks`."""
        signs = set(used)
        return tuple(Mark(sign, meaning) for sign, meaning in self.meanings.items() if sign in signs)

    def unexplained(self, used: Iterable[str]) -> tuple[str, ...]:
        """The used marks without a meaning; numbers and single letters refer to affiliations and need none."""
        known = self.meanings.keys() | self.silent
        return tuple(sorted(s for s in set(used) - known if not s.isdigit() and not (len(s) == 1 and s.isalpha())))


class AuthorLimit(NamedTuple):
    """How many authors of a list are shown at once.

    Attributes:
        shown: the number, without the owner of the site; 0 for all.
        spare: how many more a list may have without being split. For limits that nobody asked for it is 1: "and 1 more"
            is as long as the name.
    """

    shown: int
    spare: int = 1


def split_authors(authors: tuple[Author, ...], most: AuthorLimit) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Split a list into the authors that are shown at once, always with the owner of the site, and the others."""
    limit = most.shown
    named = len(authors) - (bool(authors) and authors[-1].is_others)
    if not limit or named <= limit + most.spare:
        return authors, ()
    owner = next((index for index, author in enumerate(authors) if author.is_self), 0)
    if owner < limit:
        return authors[:limit], authors[limit:]
    own = authors[owner]._replace(after_gap=owner > limit)
    return (*authors[:limit], own), (*authors[limit:owner], *authors[owner + 1 :])
