"""Recognizing a person under different spellings of the name."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import AfterValidator

from mkdocs_researcher.fields.names.person import (
    PARTICLES,
    Person,
    is_bare_initials,
    is_cjk,
)

T = TypeVar("T")

# Letters that Unicode does not decompose into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


class _Key(NamedTuple):
    """A name folded for comparison.

    Attributes:
        words: the whole name in reading order.
        given: given names without hyphens.
        short: for each of the given names, whether it is an initial.
        family: particle and family name in one word.
        stem: family name without particle.
        suffix: "jr", "iii".
    """

    words: str
    given: tuple[str, ...] = ()
    short: tuple[bool, ...] = ()
    family: str = ""
    stem: str = ""
    suffix: str = ""


@lru_cache(maxsize=100_000)
def _fold(text: str) -> str:
    """Words of letters and digits, without case and accents."""
    text = re.sub("[.‐‑-]", " ", text).casefold()
    if text.isascii():  # most names, and quicker
        return " ".join(re.sub("[^a-z0-9 ]", "", text).split())
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    # Only these are accents; the marks of Indian and Arabic scripts are vowels.
    text = re.sub("[\u0300-\u036f]", "", text)
    kept = (letter for letter in text if letter == " " or unicodedata.category(letter)[0] in "LMN")
    return " ".join("".join(kept).split())


def _closed(*words: str) -> str:
    return "".join(map(_fold, words)).replace(" ", "")


def _key_of(person: Person) -> _Key:
    last = f"{person.particle} {person.family}".strip()
    return _key(person.given, last, person.suffix, person.literal)


@lru_cache(maxsize=100_000)
def _key(given: str, last: str, suffix: str, literal: str) -> _Key:
    if is_cjk(literal or last + given):
        return _Key(_closed(literal or last + given))
    if literal:
        return _Key(_fold(literal))
    first, family = given.split(), last.split()
    while len(first) > 1 and first[-1].casefold() in PARTICLES:  # "Ludwig Van Beethoven"
        family.insert(0, first.pop())
    stem = list(dropwhile(lambda word: word.casefold() in PARTICLES, family)) or family
    parts = [part for word in first for part in _given_parts(word, last) if part[0]]
    return _Key(
        _fold(f"{given} {last}"),
        tuple(part for part, _ in parts),
        tuple(short for _, short in parts),
        _closed(*family),
        _closed(*stem),
        _closed(suffix.partition("(")[0]),
    )


def _given_parts(word: str, last: str) -> list[tuple[str, bool]]:
    """The initials in a given name one by one, or the whole name; with True for initials."""
    parts = [part for part in re.split("[.‐‑-]", word) if part]
    longest = max(map(len, parts), default=0)
    if longest == 1 or ("." in word and longest <= 3):  # "J.-P.", "Yu."
        return [(_closed(part), True) for part in parts]
    if is_bare_initials(word, last):
        return [(_closed(letter), True) for letter in word]
    return [(_closed(word), False)]


def _agree(one: _Key, other: _Key) -> bool:
    """True if given names match pairwise, "M" with "Mira"; names that one side lacks are ignored."""
    return all(
        a == b or (a_short and b.startswith(a)) or (b_short and a.startswith(b))
        for a, a_short, b, b_short in zip(one.given, one.short, other.given, other.short, strict=False)
    )


def _suffixes_differ(one: _Key, other: _Key) -> bool:
    return bool(one.suffix and other.suffix) and one.suffix != other.suffix


def _is_same(one: _Key, other: _Key) -> bool:
    if _suffixes_differ(one, other):
        return False
    if one.words == other.words:
        return True
    if not one.given or not other.given or one.family != other.family:
        return False
    if "".join(one.given) == "".join(other.given):  # "Yuan Zhe Hu" and "Yuanzhe Hu"
        return True
    return not one.short[0] and not other.short[0] and _agree(one, other)


def _is_same_by_initials(one: _Key, other: _Key) -> bool:
    families = {one.family, one.stem} & {other.family, other.stem}
    if not families or not one.given or not other.given or _suffixes_differ(one, other):
        return False
    return (all(one.short) or all(other.short)) and _agree(one, other)


def _without_needless_initials(keys: Iterable[_Key]) -> tuple[_Key, ...]:
    """Drops "Y. Hu" next to "Yuanzhe Hu": on its own it would match "Yang Hu" too."""
    keys = tuple(keys)
    full = {key.stem for key in keys if not all(key.short)}
    return tuple(key for key in keys if not all(key.short) or key.stem not in full)


def is_same_person(one: Person, other: Person) -> bool:
    """True if two names differ only in case, accents, hyphens, marks, and middle names that one lacks."""
    return _is_same(_key_of(one), _key_of(other))


def _check_name(text: str) -> str:
    Person.parse(text)
    return text


NameField = Annotated[str, AfterValidator(_check_name)]
"""A name of one person, as in author lists."""


class NameMatcher:
    """Recognizes one person by name, alias or initials.

    Args:
        names: the name and its aliases.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(_key_of(Person.parse(name)) for name in names)
        self._words = {name.words for name in self._names}
        self._for_initials = _without_needless_initials(self._names)
        # The same co-authors appear on paper after paper.
        self._exact = functools.cache(self._is_exact)
        self._initials = functools.cache(self._is_by_initials)

    def exact(self, person: Person) -> bool:
        """True if the name is one of the names, as in `is_same_person`."""
        return self._exact(person)

    def by_initials(self, person: Person) -> bool:
        """True if the name is one of the names, where at least one of the two has only initials."""
        return self._initials(person)

    def _is_exact(self, person: Person) -> bool:
        key = _key_of(person)
        return any(_is_same(key, name) for name in self._names)

    def _is_by_initials(self, person: Person) -> bool:
        key = _key_of(person)
        return any(_is_same_by_initials(key, name) for name in self._for_initials)

    def find(self, people: Sequence[Person]) -> int | None:
        """The person's index in a list: the same words, else an exact match, else the only match of initials."""
        exact = [i for i, person in enumerate(people) if self._exact(person)]
        if exact:
            return next((i for i in exact if _key_of(people[i]).words in self._words), exact[0])
        initials = [i for i, person in enumerate(people) if self._initials(person)]
        return initials[0] if len(initials) == 1 else None


class NameIndex(Generic[T]):
    """Looks people up by any of their names.

    Args:
        entries: the names of each person, and the person's value.
    """

    def __init__(self, entries: Iterable[tuple[Iterable[str], T]]) -> None:
        self._values: list[T] = []
        self._by_words: defaultdict[str, list[tuple[int, _Key]]] = defaultdict(list)
        self._by_family: defaultdict[tuple[str, str], list[tuple[int, _Key, bool]]] = defaultdict(list)
        self._found: dict[_Key, int | None] = {}
        for number, (names, value) in enumerate(entries):
            self._values.append(value)
            keys = tuple(dict.fromkeys(_key_of(Person.parse(name)) for name in names))
            for_initials = _without_needless_initials(keys)
            for key in keys:
                self._by_words[key.words].append((number, key))
                if key.given:
                    self._by_family[key.given[0][:1], key.stem].append((number, key, key in for_initials))

    def get(self, person: Person) -> T | None:
        """The person's value: by the same words, else an exact match, else initials.

        At each of the three steps, a name that two entries share matches nobody: no link is better than a link to the
        wrong person.
        """
        key = _key_of(person)
        if key not in self._found:
            self._found[key] = self._number(key)
        number = self._found[key]
        return None if number is None else self._values[number]

    def _number(self, key: _Key) -> int | None:
        same = {number for number, other in self._by_words.get(key.words, ()) if _is_same(key, other)}
        if not same and key.given:
            near = self._by_family.get((key.given[0][:1], key.stem), ())
            same = {number for number, other, _ in near if _is_same(key, other)}
            same = same or {number for number, other, use in near if use and _is_same_by_initials(key, other)}
        return same.pop() if len(same) == 1 else None
