"""Authors as our data files hold them: the way back from `author_lists`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mkdocs_researcher.fields.names.person import Person


def authors_record(people: Sequence[Person]) -> list[Any]:
    """A list of names that `parse_authors` reads as these people; groups of equal contributors are lists in it."""
    found: list[Any] = []
    for group, members in groupby(people, key=lambda person: person.group):
        names = [person_text(person) for person in members]
        found += [names] if group else names
    return found


def person_text(person: Person) -> str:
    """A name that `Person.parse` reads as this person; the shortest form that does."""
    alone = person._replace(group=0)
    for name in _forms(person):
        for text in (name + "".join(person.marks), f"{name}<sup>{','.join(person.marks)}</sup>"):
            try:
                if Person.parse(text) == alone:
                    return text
            except ValueError:
                continue
    return person.display


def _forms(person: Person) -> tuple[str, ...]:
    if person.literal:
        return person.literal, f"{{{person.literal}}}"
    last_first = ", ".join(part for part in (person.last_name, person.suffix, person.given) if part)
    braced = ", ".join(part for part in (f"{person.particle} {{{person.family}}}".strip(), person.given) if part)
    return person.display, last_first, braced
