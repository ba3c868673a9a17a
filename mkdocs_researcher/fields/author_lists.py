"""Lists of authors: reading them, and finding a person in them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, dropwhile
from typing import Annotated, Generic, NamedTuple, TypeVar

from pydantic import PlainValidator, WithJsonSchema

from mkdocs_researcher.fields.people import (
    BETWEEN_NAMES,
    OTHERS_WORDS,
    PARTICLES,
    SUFFIX,
    Person,
    cut_edges,
    from_tidy,
    is_bare_initials,
    is_braced,
    is_cjk,
    quoted,
    split_outside,
    take_marks,
    tidy,
)

T = TypeVar("T")

_INITIALS = r"(?:[^\W\d_]\.[ -]?)+|[^\W\d_](?:-?[^\W\d_]){0,2}"
_FAMILY_INITIALS = re.compile(rf"(.*[^\W\d_]{{2}}.*) ({_INITIALS})")
# What Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def parse_authors(value: object) -> tuple[Person, ...]:
    """Read the authors of one work.

    Args:
        value: a list of names, where a list inside is a group of equal contributors; or one text such as
            "Mira Tovanne, Pell Okasha and Sune Brandvik", "Tovanne, M., Okasha, P." or BibTeX's
            "Tovanne, Mira and Okasha, Pell". In a text, braces hold a group or an organisation.

    Raises:
        ValueError: if the list is empty, or an item is not one name; the message names the item.
    """
    if isinstance(value, str):
        people = _from_text(tidy(value))
    elif isinstance(value, list | tuple):
        people = _from_list(value)
    elif value is None:
        people = ()
    else:
        raise ValueError(f"authors is a list of names or one text, not {_shown(value)}")
    if not people:
        raise ValueError("authors is empty")
    return people


def _shown(value: object) -> str:
    return "nothing" if value is None else quoted(str(value))[1:-1]


def _from_list(items: Sequence[object]) -> tuple[Person, ...]:
    people: list[Person] = []
    groups = 0
    for number, item in enumerate(items, 1):
        if isinstance(item, list | tuple):
            groups += 1
            if not item:
                raise ValueError(f"item {number} is an empty group of authors")
            people += (
                replace(_from_item(member, f"{number}, name {i}"), group=groups)
                for i, member in enumerate(item, 1)
            )
        else:
            people.append(_from_item(item, str(number)))
    return tuple(people)


def _from_item(item: object, where: str) -> Person:
    if isinstance(item, Person):
        return item
    if isinstance(item, str):
        try:
            return Person.parse(item)
        except ValueError as error:
            raise ValueError(f"item {where}: {error}") from None
    if isinstance(item, dict):
        what = "is a mapping; a name is plain text: put quotes around it if it holds a colon or braces"
        if len(item) > 1 and not any(item.values()):  # YAML's reading of {Zihang Liu, Yuanzhe Hu}
            what = "is a mapping; write a group of equal contributors in square brackets"
    elif isinstance(item, list | tuple):
        what = "is a list in a group; groups of equal contributors hold names only"
    else:
        what = "is not a text; a name stands in quotes if it looks like something else"
    raise ValueError(f"item {where}: {_shown(item)} {what}")


def split_bibtex_authors(text: str) -> list[str]:
    """The names in a BibTeX field, split at every "and" outside braces (BibTeXing, section 4)."""
    return [name for name in split_outside(" ".join(text.split()), r"(?:\A|\s+)(?i:and)(?=\s|\Z)") if name]


def _from_text(text: str) -> tuple[Person, ...]:
    people: list[Person] = []
    groups = 0
    for name in _names(text):
        members = _members(name)
        groups += bool(members)
        people += [replace(member, group=groups) for member in members] or [from_tidy(name)]
    return tuple(people)


def _members(name: str) -> list[Person]:
    """The people in "{Zihang Liu#, Yuanzhe Hu#}"; nobody if the braces hold one name: "{Google, Inc.}"."""
    core, edges = cut_edges(name)
    if not is_braced(core):
        return []
    people = [from_tidy(member) for member in _names(core[1:-1])]
    marks = take_marks(edges)[1]
    whole = all(person.given for person in people) and re.search("[,;]", core)
    if len(people) > 1 and (whole or any(person.marks for person in people)):
        return [replace(person, marks=tuple(dict.fromkeys(person.marks + marks))) for person in people]
    return []


def _names(text: str) -> list[str]:
    """Where one name ends and the next begins, in a tidied text."""
    pieces = [piece for piece in split_outside(text, f";|{BETWEEN_NAMES}") if piece.strip(" ,")]
    fields = [_fields(piece) for piece in pieces]
    if rewritten := _family_first(list(chain(*fields))):
        return rewritten
    sizes = [len(group) for group in fields if not _is_others(group[0])]
    # Semicolons and BibTeX's repeated "and" leave commas to the inside of names.
    if len(split_outside(text, ";")) > 1 or len(sizes) > 2 or sizes == [2, 2]:
        return pieces
    return list(chain.from_iterable(map(_joined, fields)))


def _fields(piece: str) -> list[str]:
    fields: list[str] = []
    for part in filter(None, split_outside(piece, ",")):
        bare = take_marks(part)[0]
        if fields and (not bare or SUFFIX.fullmatch(bare)):  # "Tovanne*, †" and "Tovanne, Jr."
            fields[-1] += f", {part}"
        else:
            fields.append(part)
    return fields


def _family_first(fields: list[str]) -> list[str]:
    """Names such as "Kim D" and "Lee SY" as "Kim, D." and "Lee, S. Y.", if all of several are so."""
    rewritten = []
    for field in fields:
        bare, _, whole = take_marks(field)
        found = _FAMILY_INITIALS.fullmatch(bare)
        if found and found[2].isupper() and not whole:
            initials = re.sub(r"([^\W\d_])\.?", r"\1. ", found[2]).replace(" -", "-").replace("  ", " ")
            rewritten.append(field.replace(bare, f"{found[1]}, {initials.strip()}"))
        elif _is_others(field):
            rewritten.append(field)
        else:
            return []
    return rewritten if sum(not _is_others(field) for field in fields) > 1 else []


def _is_others(text: str) -> bool:
    return OTHERS_WORDS.fullmatch(text) is not None


def _joined(fields: list[str]) -> list[str]:
    """Put "Family" and "Given" together where commas part them, and leave whole names alone."""
    if len(fields) > 1 and _is_others(fields[-1]):
        return [*_joined(fields[:-1]), fields[-1]]
    initials = [_is_initials(field) for field in fields]
    pairs = [", ".join(fields[i : i + 2]) for i in range(0, len(fields), 2)]
    paired = len(fields) % 2 == 0
    if paired and all(initials[1::2]) and not any(initials[::2]):
        return pairs
    whole = all(map(_is_whole, fields))
    if len(fields) == 2 and not whole:
        return pairs
    if len(fields) == 1 or (not any(initials) and (whole or not paired)):
        return fields
    hint = "write a list with one name in each item, or part the names with semicolons"
    raise ValueError(f"{quoted(', '.join(fields))}: it is not clear where a name ends; {hint}")


def _is_initials(field: str) -> bool:
    bare = take_marks(field)[0]
    return re.fullmatch(_INITIALS, bare) is not None and bare.isupper()


def _is_whole(field: str) -> bool:
    """Whether the text can hardly be a family name alone."""
    bare, _, braced = take_marks(field)
    words = bare.split(",")[0].split()
    return braced or (len(words) > 1 and words[0] not in PARTICLES) or (is_cjk(bare) and len(bare) > 1)


_NAME = {"type": "string", "minLength": 1}
_GROUP = {"type": "array", "minItems": 1, "items": _NAME}
_SCHEMA = {
    "title": "Authors",
    "description": "Names in order; a list inside the list is a group of equal contributors.",
    "anyOf": [_NAME, {"type": "array", "minItems": 1, "items": {"anyOf": [_NAME, _GROUP]}}],
    "examples": [
        ["Mira Tovanne*", "Pell Okasha†"],
        [["Mira Tovanne", "Pell Okasha"], "{The ATLAS Collaboration}"],
        "Mira Tovanne, Pell Okasha and Sune Brandvik",
    ],
}

Authors = Annotated[tuple[Person, ...], PlainValidator(parse_authors), WithJsonSchema(_SCHEMA)]
"""The authors of one work, for fields of models."""


class _Key(NamedTuple):
    """A name folded for comparison.

    Attributes:
        words: the whole name in reading order.
        given: given names, hyphens closed up.
        short: whether each of the given names is an initial.
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
    if text.isascii():  # nine in ten names, three times as fast
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
    """Initials each on their own, any other given name whole; and which of the two."""
    pieces = [piece for piece in re.split("[.‐‑-]", word) if piece]
    longest = max(map(len, pieces), default=0)
    if longest == 1 or ("." in word and longest <= 3):  # "J.-P.", "Yu."
        return [(_closed(piece), True) for piece in pieces]
    if is_bare_initials(word, last):
        return [(_closed(letter), True) for letter in word]
    return [(_closed(word), False)]


def _agree(one: _Key, other: _Key) -> bool:
    """Whether given names go together in pairs, "M" with "Mira"; what one side lacks does not count."""
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
    """Drop "Y. Hu" beside "Yuanzhe Hu": on its own it would match "Yang Hu" too."""
    keys = tuple(keys)
    full = {key.stem for key in keys if not all(key.short)}
    return tuple(key for key in keys if not all(key.short) or key.stem not in full)


def is_same_person(one: Person, other: Person) -> bool:
    """Whether two names are one but for case, accents, hyphens, marks, and middle names that one lacks."""
    return _is_same(_key_of(one), _key_of(other))


class NameMatcher:
    """Recognises one person by name, alias or initials.

    Args:
        names: the name and its aliases.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(_key_of(Person.parse(name)) for name in names)
        self._for_initials = _without_needless_initials(self._names)

    def exact(self, person: Person) -> bool:
        """Whether the name is one of the names, as in `is_same_person`."""
        key = _key_of(person)
        return any(_is_same(key, name) for name in self._names)

    def by_initials(self, person: Person) -> bool:
        """Whether the name is one of the names where at least one of the two has initials only."""
        key = _key_of(person)
        return any(_is_same_by_initials(key, name) for name in self._for_initials)

    def find(self, people: Sequence[Person]) -> int | None:
        """Where the person stands in a list: the same words, else an exact match, else the only initials."""
        words = {name.words for name in self._names}
        exact = [i for i, person in enumerate(people) if self.exact(person)]
        if exact:
            return next((i for i in exact if _key_of(people[i]).words in words), exact[0])
        initials = [i for i, person in enumerate(people) if self.by_initials(person)]
        return initials[0] if len(initials) == 1 else None


class NameIndex(Generic[T]):
    """Looks people up by any of their names.

    Args:
        entries: the names of each person, and what belongs to the person.
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
        """What belongs to the person: by the same words, else an exact match, else initials.

        At each of the three steps, a name that two entries share is nobody's: no link is better than a
        link to the wrong person.
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
