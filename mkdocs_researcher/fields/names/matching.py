"""Recognizing a person under different spellings of the name."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import AfterValidator

from mkdocs_researcher.fields.names.person import PARTICLES, Person, is_bare_initials, is_cjk, readings

T = TypeVar("T")

# Letters that many write with two letters where they have no others: "Mueller" for "Müller".
_AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj"})
_HAS_SUCH = re.compile("[äöüåøđÄÖÜÅØĐ]")
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


def _keys_of(person: Person) -> tuple[_Key, ...]:
    """The name without its accents, and with two letters for each that is often written so."""
    parts = (person.given, f"{person.particle} {person.family}".strip(), person.suffix, person.literal)
    if not any(map(_HAS_SUCH.search, parts)):
        return (_key(*parts),)
    return _key(*parts), _key(*(unicodedata.normalize("NFC", part).lower().translate(_AS_TWO) for part in parts))


def _other_orders(person: Person) -> Iterator[Person]:
    """Other readings of a name that was written without a comma; "Zhang Wei" may have the family name first."""
    if person.particle or not person.given or is_cjk(person.family + person.given):
        return
    yield from _with_two_family_names(person)
    given = person.given.split()
    if "." in person.given or len(given[0]) == 1 or " " in person.family:
        return
    yield person._replace(given=person.family, family=person.given)
    if len(given) > 1:
        yield person._replace(given=" ".join([*given[1:], person.family]), family=given[0])


def _with_two_family_names(person: Person) -> Iterator[Person]:
    """The name "José García López" as "José" and "García López"."""
    first, _, last = person.given.rpartition(" ")
    if first and "." not in last and len(last) > 1 and not person.particle:
        yield person._replace(given=first, family=f"{last} {person.family}")


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
    """True if two names differ only in case, accents, hyphens, marks, and middle names that one lacks."""
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


def _known(names: Iterable[str]) -> tuple[_Key, ...]:
    people = [person for name in names for person in readings(name)]
    longer = [other for person in people for other in _with_two_family_names(person)]
    return tuple(dict.fromkeys(key for person in (*people, *longer) for key in _keys_of(person)))


def _is_same_otherwise(one: _Key, other: _Key) -> bool:
    """True if a name in another order is somebody's; initials count only if they are written as such, "Tovanne MA"."""
    return _is_same(one, other) or (bool(one.short) and one.short[0] and _is_same_by_initials(one, other))


def check_name(text: str) -> str:
    """The text, if it is the name of one person; else a `ValueError`."""
    readings(text)
    return text


def is_same_name(one: object, other: object) -> bool:
    """Are two texts one name, however it is spaced?"""
    return isinstance(one, str) and isinstance(other, str) and "".join(one.split()) == "".join(other.split())


NameField = Annotated[str, AfterValidator(check_name)]
"""A name of one person, as in author lists."""


class NameMatcher:
    """Recognizes one person by name, alias or initials."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = _known(names)
        self._words = {name.words for name in self._names}
        self._for_initials = _without_needless_initials(self._names)
        # The same co-authors appear on paper after paper.
        self.exact = functools.cache(self._is_exact)
        self.by_initials = functools.cache(self._is_by_initials)
        self._ordered = functools.cache(self._in_order)

    def in_order(self, person: Person) -> Person:
        """The person of a name such as "Zhang Wei" with the family name that the names have; others unchanged."""
        if self.exact(person) or self.by_initials(person):
            return person
        return self._ordered(person) or person

    def _is_exact(self, person: Person) -> bool:
        return any(_is_same(key, name) for key in _keys_of(person) for name in self._names)

    def _is_by_initials(self, person: Person) -> bool:
        """True if the name is one of the names, where at least one of the two has only initials."""
        return any(_is_same_by_initials(key, name) for key in _keys_of(person) for name in self._for_initials)

    def _in_order(self, person: Person) -> Person | None:
        for other in _other_orders(person):
            if any(_is_same_otherwise(key, name) for key in _keys_of(other) for name in self._names):
                return other
        return None

    def find(self, people: Sequence[Person]) -> int | None:
        """The person's index in a list: the same words, else an exact match, else the only one by initials.

        If there is none, the only name that would be the person's in another order, as "Zhang Wei" for "Wei Zhang".
        """
        exact = [i for i, person in enumerate(people) if self.exact(person)]
        if exact:
            return next((i for i in exact if _key_of(people[i]).words in self._words), exact[0])
        for is_named in (self.by_initials, self._ordered):
            found = [i for i, person in enumerate(people) if is_named(person)]
            if found:
                return found[0] if len(found) == 1 else None
        return None


class NameIndex(Generic[T]):
    """Looks people up by any of their names; an entry has the names of a person, and the person's value."""

    def __init__(self, entries: Iterable[tuple[Iterable[str], T]]) -> None:
        self._values: list[T] = []
        self._by_words: defaultdict[str, list[tuple[int, _Key]]] = defaultdict(list)
        self._by_family: defaultdict[tuple[str, str], list[tuple[int, _Key, bool]]] = defaultdict(list)
        self._found: dict[_Key, int | None] = {}
        for number, (names, value) in enumerate(entries):
            self._values.append(value)
            keys = _known(names)
            for_initials = _without_needless_initials(keys)
            for key in keys:
                self._by_words[key.words].append((number, key))
                if key.given:
                    self._by_family[key.given[0][:1], key.stem].append((number, key, key in for_initials))

    def get(self, person: Person) -> T | None:
        """The person's value: by the same words, else an exact match, else initials, else another order of the words.

        A name that two entries share matches nobody: no link is better than a link to the wrong person.
        """
        if not self._values:
            return None
        key = _key_of(person)
        if key not in self._found:
            self._found[key] = self._number(person)
        number = self._found[key]
        return None if number is None else self._values[number]

    def _number(self, person: Person) -> int | None:
        same: set[int] = set()
        for other in (person, *_other_orders(person)):
            is_other = other is not person
            for key in _keys_of(other):
                same |= {number for number, name in self._by_words.get(key.words, ()) if _is_same(key, name)}
            if not same:
                same = self._near(_keys_of(other), with_initials=not is_other or _is_short(other))
            if same:
                break
        return same.pop() if len(same) == 1 else None

    def _near(self, keys: Iterable[_Key], *, with_initials: bool) -> set[int]:
        near = [
            (key, *entry)
            for key in keys
            if key.given
            for entry in self._by_family.get((key.given[0][:1], key.stem), ())
        ]
        same = {number for key, number, name, _ in near if _is_same(key, name)}
        if same or not with_initials:
            return same
        return {number for key, number, name, use in near if use and _is_same_by_initials(key, name)}


def _is_short(person: Person) -> bool:
    short = _key_of(person).short
    return bool(short) and short[0]


def likely_name(names: Iterable[str], lists: Iterable[Sequence[Person]]) -> tuple[str, int]:
    """The form in which somebody is probably named in author lists that have none of the names, and in how many.

    The most frequent name that shares a word with the names; without one, the name in more than half of several lists;
    else an empty text and 0.
    """
    own = {word for name in names for person in readings(name) for word in _distinctive(person)}
    found: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kin: set[str] = set()
    total = 0
    for people in lists:
        total += 1
        for person in dict.fromkeys(person for person in people if person.given):
            words = _key_of(person).words
            found[words] += 1
            forms[words][person.display] += 1
            if own & _distinctive(person):
                kin.add(words)
    most, count = max(((name, count) for name, count in found.items() if name in kin), key=_by_count, default=("", 0))
    if not most and found:
        most, count = max(found.items(), key=_by_count)
        if total < 3 or count * 2 <= total:
            return "", 0
    return (forms[most].most_common(1)[0][0], count) if most else ("", 0)


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return pair[1], pair[0]


def _distinctive(person: Person) -> set[str]:
    """The words of the family name, each without accents, that are neither particles nor initials."""
    words = {word for key in _keys_of(person) for word in [*_fold(person.family).split(), key.stem]}
    return {word for word in words if len(word) > 2 and word not in PARTICLES}
