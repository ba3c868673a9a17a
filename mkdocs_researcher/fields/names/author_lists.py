"""Lists of authors: read from every form that authors use, and written for our data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.names.additions import degree_rank, is_extended
from mkdocs_researcher.fields.names.marks import (
    LONGEST,
    cut_edges,
    is_braced,
    outside,
    quoted,
    split_outside,
    take_marks,
    tidy,
    without_switches,
)
from mkdocs_researcher.fields.names.person import (
    BETWEEN_NAMES,
    INITIALS,
    OTHERS_WORDS,
    PARTICLES,
    SUFFIX,
    Person,
    SeveralNames,
    from_tidy,
    is_cjk,
    split_initials,
)

_SEVERAL_IN_BIBTEX = "contains more than one name; write 'and' between all names, and put an organization in braces"
_COMPANY = r"(?i)\b(?:inc|ltd|llc|gmbh|corp|co|ag|s\.?a|plc|university|institute)\b"
_AT_COMMA, _AT_SEMICOLON = outside(","), outside(";")
_AT_NAME = outside(f";|{BETWEEN_NAMES}")
_AT_AND = outside(r"(?:\A|\s)(?i:and)(?=\s|\Z)")  # in a text with single spaces


def parse_authors(value: object) -> tuple[Person, ...]:
    """Reads the authors of one work; `ValueError` if there are none, or an item, which it names, is not one name.

    Args:
        value: a list of names, where a list inside is a group of equal contributors; or one text such as
            "Mira Tovanne, Pell Okasha and Sune Brandvik", "Tovanne, M., Okasha, P." or BibTeX's
            "Tovanne, Mira and Okasha, Pell". In a text, braces enclose a group or an organization.
    """
    if isinstance(value, str):
        people = _from_text(tidy(value))
    elif isinstance(value, list | tuple):
        people = _from_list(value)
    elif value is None:
        people = ()
    else:
        raise ValueError(f"authors is a list of names or one text, not {_quoted(value)}")
    if not people:
        raise ValueError("authors is empty")
    return people


def _quoted(value: object) -> str:
    return "nothing" if value is None else quoted(str(value))[1:-1]


def _from_list(items: Sequence[object]) -> tuple[Person, ...]:
    people: list[Person] = []
    groups = 0
    reordered = _reordered(items)
    for number, item in enumerate(items, 1):
        if isinstance(item, list | tuple) and not isinstance(item, Person):
            groups += 1
            if not item:
                raise ValueError(f"item {number} is an empty group of authors")
            for i, member in enumerate(item, 1):
                found = _from_item(member, f"{number}, name {i}", reordered)
                people += (person._replace(group=groups) for person in found)
        else:
            people += _from_item(item, str(number), reordered)
    return tuple(people)


def _reordered(items: Sequence[object]) -> dict[str, str]:
    if len(items) < 2 and isinstance(items[0] if items else "", str | Person):
        return {}
    members = chain.from_iterable(_members_of(item) for item in items)
    return with_family_first([name for name in members if isinstance(name, str)])


def with_family_first(names: Sequence[str], *, alone: bool = False) -> dict[str, str]:
    """Names such as "Kim D" and "Lee SY" with a comma after the family name, by the names as written.

    Empty unless all of several names look like this; if `alone`, also for a single name with one initial: "Kim D", but
    "Malcolm X" as well.
    """
    # Most lists are not of this kind, and their first name shows it.
    if not names or "," in names[0] or not any(map(str.isupper, names[0].split()[1:])):
        return {}
    try:
        return dict(zip(names, _family_first(map(tidy, names), least=1 if alone else 2), strict=False))
    except ValueError:
        return {}


def _members_of(item: object) -> Sequence[object]:
    return item if isinstance(item, list | tuple) and not isinstance(item, Person) else (item,)


def _from_item(item: object, where: str, reordered: Mapping[str, str]) -> Sequence[Person]:
    """The person in an item of a list; several people if nothing else can be meant."""
    if isinstance(item, Person):
        return (item,)
    if isinstance(item, str):
        if item in reordered:
            return (from_tidy(reordered[item]),)
        wrong = [mark for mark in ";，、；" if mark in item] if ";" in item or not item.isascii() else []
        if wrong and "{" not in item and not (people := _several(item)):
            raise SeveralNames(f"item {where}: '{item}' has several names; separate them with ', ', not '{wrong[0]}'")
        try:
            return people if wrong and "{" not in item else (Person.parse(item),)
        except ValueError as error:
            if people := _several(item):
                return people
            raise type(error)(f"item {where}: {error}") from None
    if isinstance(item, dict):
        problem = "is a mapping; a name is plain text: put quotes around it if it contains a colon or braces"
        if len(item) > 1 and not any(item.values()):  # YAML's reading of {Zihang Liu, Yuanzhe Hu}
            problem = "is a mapping; write a group of equal contributors in square brackets"
    elif isinstance(item, list | tuple):
        problem = "is a list in a group; groups of equal contributors contain only names"
    else:
        problem = "is not a text; put a name in quotes if it looks like something else"
    raise ValueError(f"item {where}: {_quoted(item)} {problem}")


def _several(text: str) -> Sequence[Person]:
    """The people in "Tovanne, Mira and Okasha, Pell" or "Tovanne, Mira; Okasha, Pell"; empty for anything else."""
    try:
        text = tidy(text)
        parts = [part for part in split_outside(text, _AT_NAME) if part]
        people = [from_tidy(part) for part in parts]
    except ValueError:
        return ()
    is_clear = len(parts) > 1 and all("," in part for part in parts)
    return people if is_clear and all(person.given for person in people) else ()


def several_names(text: str) -> list[str]:
    """The names in a text that should be one: "Tovanne, Mira; Okasha, Pell"; the text itself if it is one name."""
    if ";" not in text and " and " not in text:
        return [text]
    return [person_text(person) for person in _several(text)] or [text]


def split_bibtex_authors(text: str) -> list[str]:
    """The names in a BibTeX field, split at every "and" outside braces (BibTeXing, section 4)."""
    text = " ".join(text.split())
    parts = text.split(" and ")
    if "{" in text or "}" in text or " and " in f" {' | '.join(parts)} ".lower():  # "AND", "and" at an end
        parts = split_outside(text, _AT_AND)
    return [name for name in parts if name and name != ":"]  # arXiv: "Tidal Team and : and Mira Tovanne"


def bibtex_names(text: str) -> tuple[list[str], list[tuple[str, Severity]]]:
    """The names in a BibTeX field, as items that `parse_authors` accepts in a list, and messages with their severity.

    `Tovanne, Mira and {Tidal Consortium} and others`; also `Kim D and Lee SY`, `family=Kim, given=D.`, and lists
    separated by commas or semicolons. Messages are about names that are kept as written, left out or read in a way
    that BibTeX does not know.
    """
    messages: list[tuple[str, Severity]] = []
    text = without_switches(text)
    try:
        parts = split_bibtex_authors(text)
    except ValueError as error:
        messages.append((str(error), "warning"))
        parts = split_bibtex_authors(text.replace("{", "").replace("}", ""))
    if more := _people_in_braces(parts) or _comma_list(parts):
        parts = more
        message = f"is read as {len(parts)} names, {quoted('; '.join(parts))}; write 'and' between all names"
        messages.append((message, "info"))
    parts = _unbraced(parts)
    names: list[str] = []
    # A comma marks the family name already.
    alone = [part for part in parts if "," not in part]
    if not any(len(part) > LONGEST for part in alone) and (rewritten := _family_first(alone)):
        ordered = iter(rewritten)
        parts = [part if "," in part else next(ordered) for part in parts]
    for part in parts:
        names += _parsable(part, messages)
    return names, messages


def _people_in_braces(parts: list[str]) -> list[str]:
    """The people in `{Tovanne, Mira and Okasha, Pell}`, which BibTeX takes for one organization."""
    if len(parts) != 1 or not is_braced(parts[0]):
        return []
    inner = split_bibtex_authors(parts[0][1:-1])
    return inner if len(inner) > 1 and all(_is_family_and_given(part) for part in inner) else []


def _unbraced(parts: list[str]) -> list[str]:
    """The names without the braces that DataCite puts around each: `{Tovanne, Mira} and {Okasha, Pell}`."""
    braced = [part for part in parts if "," in part and is_braced(part) and _is_family_and_given(part[1:-1])]
    if len(braced) < 2:
        return parts
    return [part[1:-1] if part in braced else part for part in parts]


def _is_family_and_given(text: str) -> bool:
    family, comma, given = text.partition(",")
    is_given = len(given.split()) in (1, 2, 3) and not re.search(_COMPANY, given)
    return bool(comma) and "," not in given and len(family.split()) < 4 and is_given


def _comma_list(parts: list[str]) -> list[str]:
    """The names in `Mira Tovanne, Pell Okasha and Sune Brandvik`, a sentence instead of a field of BibTeX.

    In the style of the MLA it is `Tovanne, Mira, Pell Okasha and Sune Brandvik`.
    """
    text = "".join(parts)
    if "{" in text or (len(parts) > 1 and ("," not in text or all("," in part for part in parts))):
        return []
    try:
        fields = [field for part in parts if not _is_others(part) for field in _fields(tidy(part))]
    except ValueError:  # a link in place of a name, which `_parsable` reports
        return []
    if len(parts) < 2:  # "Tovanne M., Okasha P."
        initials = [split_initials(field) for field in fields]
        return fields if len(fields) == 2 and all(found and found.is_likely for found in initials) else []
    if is_mla := len(fields) > 3 and not any(map(_is_whole, fields[:2])):
        fields[:2] = [", ".join(fields[:2])]
    is_list = len(fields) > 2 and all(_is_whole(field) and not _is_others(field) for field in fields[is_mla:])
    fields += [part for part in parts[-1:] if _is_others(part)]
    return fields if is_list and not any(split_initials(take_marks(field)[0]) for field in fields[is_mla:]) else []


def _parsable(part: str, messages: list[tuple[str, Severity]]) -> list[str]:
    """A name, or several where the author wrote commas or semicolons instead of `and`."""
    try:
        people = _from_item(part, "1", {})
    except SeveralNames:
        message = f"{quoted(part)} {_SEVERAL_IN_BIBTEX}"
    except ValueError as error:
        message = str(error).removeprefix("item 1: ")
    else:
        return [part] if len(people) == 1 else [person_text(person) for person in people]
    try:
        return [person_text(from_tidy(name)) for name in _names(tidy(part))]
    except ValueError:
        pass
    messages.append((message, "warning"))
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
    """The people in "{Zihang Liu#, Yuanzhe Hu#}"; empty if the braces enclose one name: "{Google, Inc.}"."""
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
    parts = [part for part in split_outside(text, _AT_NAME) if part.strip(" ,")]
    if any(map(is_extended, parts)):
        return parts
    fields = [_fields(part) for part in parts]
    if rewritten := _family_first(list(chain(*fields))):
        return rewritten
    sizes = [len(group) for group in fields if not _is_others(group[0])]
    # Semicolons and BibTeX's repeated "and" leave commas to the inside of names.
    if len(split_outside(text, _AT_SEMICOLON)) > 1 or len(sizes) > 2 or sizes == [2, 2]:
        return parts
    return list(chain.from_iterable(map(_joined, fields)))


def _fields(text: str) -> list[str]:
    fields: list[str] = []
    for part in filter(None, split_outside(text, _AT_COMMA)):
        bare = take_marks(part)[0]
        # "Tovanne*, †", "Tovanne, Jr." and "Mira Tovanne, PhD"
        if fields and (not bare or SUFFIX.fullmatch(bare) or _is_degree(bare, fields[-1])):
            fields[-1] += f", {part}"
        else:
            fields.append(part)
    return fields


def _is_degree(bare: str, before: str) -> bool:
    """True if a field is a degree, and not the initials of the name before it."""
    rank = degree_rank(bare.split())
    return rank == 2 or (rank >= 0 and ("," in before or (rank == 1 and _is_whole(before))))


def _family_first(fields: Iterable[str], least: int = 2) -> list[str]:
    """Names such as "Kim D" and "Lee SY" as "Kim, D." and "Lee, S. Y."; empty unless all but organizations are such."""
    rewritten, likely = [], []
    for field in fields:
        bare, _, whole = take_marks(field)
        *words, last = bare.split() or [""]
        suffix = f"{last}, " if words and SUFFIX.fullmatch(last) else ""
        found = split_initials(" ".join(words) if suffix else bare)
        if whole or _is_others(field):
            rewritten.append(field)
        elif found and "," not in bare:
            rewritten.append(field.replace(bare, f"{found.family}, {suffix}{found.given}"))
            likely.append(found.is_likely or found.is_clear)
        else:
            return []
    return rewritten if len(likely) >= least and any(likely) else []


def _is_others(text: str) -> bool:
    return OTHERS_WORDS.fullmatch(text) is not None


def _joined(fields: list[str]) -> list[str]:
    """Joins "Family" and "Given" where commas separate them, and leaves whole names alone."""
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
    hint = "write a list with one name in each item, or separate the names with semicolons"
    raise ValueError(f"{quoted(', '.join(fields))}: it is not clear where a name ends; {hint}")


def _is_initials(field: str) -> bool:
    bare = take_marks(field)[0]
    return re.fullmatch(INITIALS, bare) is not None and bare.isupper()


def _is_whole(field: str) -> bool:
    """True if the text is probably not just a family name."""
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
"""The authors of one work, as a field of models."""


def authors_record(people: Sequence[Person]) -> list[Any]:
    """The people as a list that `parse_authors` reads back; groups of equal contributors are lists in it."""
    found: list[Any] = []
    for group, members in groupby(people, key=lambda person: person.group):
        names = [person_text(person) for person in members]
        found += [names] if group else names
    return found


def person_text(person: Person) -> str:
    """The shortest form of the name that `Person.parse` reads back as this person."""
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
