"""Entries of data by tables: for each field of ours, the names that an old site has for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.fields.names.author_lists import parse_authors, person_text
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.formats.source import quoted_texts
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_mapping

OTHERS = "others"
"""An author that stands for all others."""

_ALL_OTHERS = frozenset({"and more", "and others", "others", "et al", "...", "…"})
_SEVERAL = re.compile(r";|&|\band\b|,[^,]*,")
_NO_PLACE = "{name}: {value} has no place in the new {where}; write what it showed"


class Column(NamedTuple):
    """A field.

    Attributes:
        read: makes of a value what the field takes.
        names: what it is called on the old site, the best first; `a.b` is `b` in the mapping `a`.
        joint: what to put between the values of all names; None to take the first that is there.
    """

    read: Callable[[Words, Any], Any]
    names: tuple[str, ...]
    joint: str | None = None

    def value(self, item: Mapping[str, Any], words: Words) -> Any:
        """The value for an entry; empty if it has none."""
        values = {
            str(value): value for name in reversed(self.names) if (value := at(item, name)) not in (None, "", [], {})
        }
        found = list(reversed(values.values()))
        if self.joint is None:
            return next((made for value in found if (made := self.read(words, value))), "")
        return self.joint.join(dict.fromkeys(filter(None, (self.read(words, value) for value in found))))


Table = Mapping[str, Column]


def text(*names: str, joint: str | None = None) -> Column:
    """A text in one line."""
    return Column(Words.text, names, joint)


def block(*names: str, joint: str | None = None) -> Column:
    """A text of several paragraphs."""
    return Column(Words.block, names, joint)


def plain(*names: str) -> Column:
    """A text in which nothing is Markdown."""
    return Column(Words.plain, names)


def texts(*names: str) -> Column:
    """A list of texts."""
    return Column(Words.texts, names)


def url(*names: str) -> Column:
    """Where something leads."""
    return Column(Words.url, names)


def picture(*names: str) -> Column:
    """A picture."""
    return Column(Words.picture, names)


def raw(*names: str) -> Column:
    """A value as it is written, such as an identifier."""
    return Column(lambda _, value: str(value).strip() if isinstance(value, str) else "", names)


def at(item: Any, name: str) -> Any:
    """The value at a name such as `a.b`; None if there is none."""
    for step in name.split("."):
        item = as_mapping(item).get(step)
    return item


def record_of(table: Table, item: Any, words: Words) -> Record:
    """An entry, not yet fitted to its model."""
    return {field: column.value(as_mapping(item), words) for field, column in table.items()}


def names_shown(names: list[str]) -> list[str]:
    """Names as lists of papers show them: initials with points, and no academic titles; nothing for all others."""
    try:
        shown = [person_text(person) for person in parse_authors(names)] if names else []
    except ValueError:
        shown = []
    shown = shown if len(shown) == len(names) else names
    return ["" if name == OTHERS else one for name, one in zip(names, shown, strict=True)]


def names_in(written: str) -> list[str]:
    """The names in one item of a list of authors, which may list them all, as BibTeX does or with commas."""
    if written.lower().rstrip(".") in _ALL_OTHERS:
        return [OTHERS]
    if not _SEVERAL.search(written):
        return [written] if written else []
    name, bracket, place = written.partition("(")
    if bracket and not _SEVERAL.search(name.removeprefix("and ")):  # what is in brackets is a place, and no name
        return [f"{{{name.removeprefix('and ')}({place}}}"]
    try:
        return [person_text(person) for person in parse_authors(written)]
    except ValueError:
        return [written]


def report_rest(item: Mapping[str, Any], known: Table, others: frozenset[str], words: Words, where: str) -> None:
    """Reports values that no column takes.

    Args:
        item: all values.
        known: the columns.
        others: names that are read elsewhere, or that nobody saw.
        words: for their places.
        where: what has no place for them, such as `page`.
    """
    taken = {name.partition(".")[0] for column in known.values() for name in column.names}
    for name, value in item.items():
        said = quoted_texts([value]) if name not in taken | others else ""
        if said and str(value).casefold() not in {"true", "false", "0"}:
            place = words.place(value if isinstance(value, str) else name)
            words.addresses.site.note(place, _NO_PLACE.format(name=name, value=said, where=where))
