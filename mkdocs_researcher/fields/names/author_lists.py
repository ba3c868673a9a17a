"""Lists of authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, groupby
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from mkdocs_researcher.fields.names.person import (
    BETWEEN_NAMES,
    OTHERS_WORDS,
    PARTICLES,
    SUFFIX,
    Person,
    cut_edges,
    from_tidy,
    is_braced,
    is_cjk,
    quoted,
    split_outside,
    take_marks,
    tidy,
)

_INITIALS = r"(?:[^\W\d_]\.[ -]?)+|[^\W\d_](?:-?[^\W\d_]){0,2}"
_FAMILY_INITIALS = re.compile(rf"(.*[^\W\d_]{{2}}.*) ({_INITIALS})")


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
        if isinstance(item, list | tuple) and not isinstance(item, Person):
            groups += 1
            if not item:
                raise ValueError(f"item {number} is an empty group of authors")
            people += (
                _from_item(member, f"{number}, name {i}")._replace(group=groups) for i, member in enumerate(item, 1)
            )
        else:
            people.append(_from_item(item, str(number)))
    return tuple(people)


def _from_item(item: object, where: str) -> Person:
    if isinstance(item, Person):
        return item
    if isinstance(item, str):
        if (sign := next((sign for sign in ";，、；" if sign in item), "")) and "{" not in item:
            raise ValueError(f"item {where}: '{item}' holds several names; part them with ', ' instead of '{sign}'")
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


def bibtex_names(text: str) -> tuple[list[str], list[str]]:
    """The names in a BibTeX field, each as `parse_authors` takes it in a list, whatever the field holds.

    Args:
        text: `Tovanne, Mira and {Tidal Consortium} and others`; also `Kim D and Lee SY`, and lists parted by commas.

    Returns:
        The names, and what is wrong with those that are kept as they are written or left out.
    """
    wrong: list[str] = []
    try:
        parts = split_bibtex_authors(text)
    except ValueError as error:
        wrong.append(str(error))
        parts = split_bibtex_authors(text.replace("{", "").replace("}", ""))
    names: list[str] = []
    # With a comma the family name is told already.
    for part in (not any("," in part for part in parts) and _family_first(parts)) or parts:
        names += _parsable(part, wrong)
    return names, wrong


def _parsable(part: str, wrong: list[str]) -> list[str]:
    """A name, or the names where the author wrote commas or semicolons for `and`."""
    try:
        parse_authors([part])
    except ValueError as error:
        message = str(error).removeprefix("item 1: ")
    else:
        return [part]
    try:
        names = _names(tidy(part))
        parse_authors(names)
    except ValueError:
        pass
    else:
        return names
    wrong.append(message)
    literal = "{" + re.sub(r"[{}]", "", part).strip() + "}"
    try:
        parse_authors([literal])
    except ValueError:
        return []
    return [literal]


def _from_text(text: str) -> tuple[Person, ...]:
    people: list[Person] = []
    groups = 0
    for name in _names(text):
        members = _members(name)
        groups += bool(members)
        people += [member._replace(group=groups) for member in members] or [from_tidy(name)]
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
        return [person._replace(marks=tuple(dict.fromkeys(person.marks + marks))) for person in people]
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
