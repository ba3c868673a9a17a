"""Validation errors of pydantic as messages that say how to fix them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, cast, get_origin

from pydantic import BaseModel, ValidationError

from mkdocs_researcher.errors import closest_match, did_you_mean, foreign_character, letters_for_digits
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import BlockMarkdown, InlineMarkdown
from mkdocs_researcher.fields.urls import check_url

FieldPath = tuple[str | int, ...]
Finding = tuple[FieldPath, str]
"""The path of a field in the data, and the message."""
Kind = Literal["url", "links", "text", "models", "icon", "papers", "people", "project"]


def field_name(path: FieldPath) -> str:
    """The path of a field for its author, items counted from 1. That of a link has its label instead of its number."""
    names = []
    for index, step in enumerate(path):
        if isinstance(step, str):
            names.append(step)
        elif path[0] != "links" or not isinstance(next(iter(path[index + 1 :]), 0), str):
            names.append(str(step + 1))
    return ".".join(names)


def _described(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping of fields"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, bool):
        return str(value)
    if value is None:
        return "nothing"
    text = str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"


def _as_typed(value: Any) -> str:
    """A value of the wrong type; mentions the quotes if the author probably meant the value without them."""
    is_quoted = isinstance(value, str) and (value.isdecimal() or value in {"True", "False"})
    return f"the text '{value}' (leave out the quotes)" if is_quoted else _described(value)


def _choices(error: Mapping[str, Any]) -> str:
    expected = str(error.get("ctx", {}).get("expected", ""))
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(", ") if word.strip()]
    given = error.get("input")
    if not isinstance(given, str):
        return f"must be one of {', '.join(words)}, not {_described(given)}"
    hint = did_you_mean(given, words)
    if "did you mean" in hint:
        hint += f" Known: {', '.join(words)}"
    return f"{_described(given)} is not known{hint}"


def _bound(number: Any) -> str:
    """A limit as people write it: 100 and not 100.0."""
    return str(int(number)) if number == int(number) else str(number)


def _not_text(error: Mapping[str, Any]) -> str:
    given = error["input"]
    message = f"must be text, not {_described(given)}"
    if isinstance(given, Mapping) and len(given) == 1 and isinstance(error["loc"][-1], int):
        return f"{message}; put it in quotes, because a colon followed by a space starts a field"
    return message


def _not_entry(error: Mapping[str, Any]) -> str:
    given = error["input"]
    if isinstance(given, list) and isinstance(next(iter(given), None), Mapping):
        return "must be a mapping of 'field: value', not a list; remove one of the two '- ' before it"
    colon = next((c for c in "：﹕∶" if isinstance(given, str) and c in given), "")
    hint = f"; {colon} is not a colon ({unicodedata.name(colon)}), write ': '" if colon else ""
    return f"must be a mapping of 'field: value', not {_described(given)}{hint}"


# Names that mean the same in different files. A model takes those of a group that it has no field for as names of the
# first that it has.
SAME = (
    ("organization", "institution", "awarder", "affiliation"),
    ("text", "details", "summary", "note"),
    ("position", "role"),
)


@functools.cache
def synonyms(model: type[BaseModel]) -> Mapping[str, str]:
    """The other names of the fields of a model, each with its own name of that field."""
    fields, found = model.model_fields, {}
    for group in SAME:
        if own := next((name for name in group if name in fields), None):
            found.update({name: own for name in group if name not in fields})
    return found


def description(model: type[BaseModel], name: str) -> str:
    """The description of a field, with its other names."""
    others = [f"`{other}`" for other, own in synonyms(model).items() if own == name]
    also = f" Also {', '.join(others[:-1])}{' or ' if others[1:] else ''}{others[-1]}." if others else ""
    return f"{model.model_fields[name].description}{also}"


# Names that other systems have for our fields, after the fields that mean the same: of several, the first one that the
# model has is suggested. Those after a dash are none of our fields, whatever they resemble.
_TABLE = """
-: icon issn language languages order priority rank skills weight
advisor: mentor
advisor mentor: advisors supervisor supervisors
affiliation affiliations: department
affiliation affiliations institution: faculty
affiliations institution organization affiliation affiliations awarder: affiliation
area: field major subject
arxiv: eprint
authors: author corresponding corresponding_author equal_contribution equal_contributors first_author
authors people: co_authors coauthors collaborators contributors
avatar image: photo
avatar photo: headshot portrait
avatar photo logo: image
award note: grant
award score title: distinction
award: award_name
award title: awards honor honors prize
awarder: issuer
awarder organization note: funder
bio: about biography
category organization: group
course: courses
courses details: coursework
date: created day month term updated
date year: dates duration period published time timespan when year
details note: thesis
details note text: summary
details text summary note: abstract
email: mail
end: end_date enddate to until
event venues: venue
group organization affiliation affiliations: team
group organization affiliation affiliations institution: lab
hidden: draft
highlights: bullets
image: banner cover figure preview thumb thumbnail
image avatar photo: img logo picture
image video: teaser
image_caption text: caption
institution organization affiliation affiliations awarder name: institute institution org organisation organization
    school university
interests: research_interests
interests topic: topics
keywords: tags
kind category: type
links: blog bluesky code cv data dataset demo github linkedin mastodon orcid pdf pmcid poster preprint scholar slides
    social socials html paper software supplement twitter url video
location: address building city country office place region street
location status: state
mentor advisor: mentors
name: student
note details text: comment comments footnote funding notes remark remarks
date now: left
now date: alumni alumnus alumna former graduated
number: issue no
organization affiliation affiliations title: company employer
people: members persons
phone: mobile telephone
position course topic role degree text name label: title
role position: job job_title occupation
score: gpa grade
selected: pinned
selected pinned: featured important star starred
start: from since start_date startdate
status: accepted forthcoming in_press phase progress stage submitted under_review
summary: tldr
summary details text: description
tagline: headline
tagline summary: subtitle
tags interests: keywords
term date: season semester
text details: body content
title: award
title name: header heading label
title organization course: name
type category: kind publication_type venue_type
type kind category: class format genre
url links: doi link permalink website
url links website: href uri
venue_short: abbr abbreviation
venue: booktitle event journal proceedings publication workshop
venue event venues: conference
website url links: homepage site web webpage
year date: years
"""
# How what a name says is written in the field that is suggested for it; other names have nothing to add.
_FORMS = {
    **dict.fromkeys(
        ("corresponding", "corresponding_author"),
        "Write a sign after the name, as in [Ann Bo†, Cem Do], and what it means below marks: in profile.yml",
    ),
    **dict.fromkeys(
        ("equal_contribution", "equal_contributors", "first_author"),
        "Write * after each of these names, as in [Ann Bo*, Cem Do*, Eva Fo]",
    ),
    **{name: f"Write status: {name}" for name in ("accepted", "in_press", "under_review")},
    "submitted": "Write status: under_review",
}
# Names of a link that are no words for it.
_UNNAMED = frozenset({"homepage", "href", "html", "link", "permalink", "uri", "url", "website"})
_OTHER_NAMES = {
    name: () if fields == "-" else tuple(fields.split())
    for fields, _, names in (line.partition(": ") for line in _TABLE.replace("\n    ", " ").strip().split("\n"))
    for name in names.split()
}
# Fields that take any text.
_REMARKS = ("note", "details", "text", "summary", "bio")
_SPELLING = 0.75
_YEARS = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})")
_LIKELY = 0.85  # for the many names of other programs
_MOST_LISTED = 16
_UNKNOWN_FIELD = "unknown field"

_MESSAGES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda error: "is missing; add it",
    "string_type": _not_text,
    "string_too_short": lambda error: "is empty; write something or leave it out",
    "string_pattern_mismatch": lambda error: f"{_described(error['input'])} does not have the required form",
    "literal_error": _choices,
    "enum": _choices,
    "value_error": lambda error: str(error["ctx"]["error"]),
    "assertion_error": lambda error: str(error["ctx"]["error"]),
    "int_type": lambda error: f"must be a whole number, not {_as_typed(error['input'])}",
    "int_parsing": lambda error: f"must be a whole number, not {_described(error['input'])}",
    "int_parsing_size": lambda error: "must be a whole number; this one has too many digits",
    "int_from_float": lambda error: f"must be a whole number, not {_described(error['input'])}",
    "float_type": lambda error: f"must be a number, not {_described(error['input'])}",
    "float_parsing": lambda error: f"must be a number, not {_described(error['input'])}",
    "bool_type": lambda error: f"must be True or False, not {_as_typed(error['input'])}",
    "bool_parsing": lambda error: f"must be true or false, not {_described(error['input'])}",
    "list_type": lambda error: f"must be a list, not {_described(error['input'])}",
    "tuple_type": lambda error: f"must be a list, not {_described(error['input'])}",
    "dict_type": lambda error: f"must be a mapping of 'name: value', not {_described(error['input'])}",
    "model_type": _not_entry,
    "model_attributes_type": _not_entry,
    "greater_than_equal": lambda error: (
        f"must be at least {_bound(error['ctx']['ge'])}, not {_described(error['input'])}"
    ),
    "less_than_equal": lambda error: f"must be at most {_bound(error['ctx']['le'])}, not {_described(error['input'])}",
}


def findings(
    error: ValidationError, model: type[BaseModel], unknown: str = _UNKNOWN_FIELD, *, data: Any = None
) -> list[Finding]:
    """The errors of a model, which was to be made of `data`, as messages for the author."""
    found = []
    errors = error.errors(include_url=False)
    missing = {tuple(item["loc"]) for item in errors if item["type"] == "missing"}
    named: set[FieldPath] = set()
    for item in errors:
        path = tuple(item["loc"])
        if item["type"] == "extra_forbidden":
            at = _model_at(model, path[:-1])
            known = list(at.model_fields)
            inside, required = item["input"], {name for name, info in at.model_fields.items() if info.is_required()}
            inner = inside[0] if isinstance(inside, list) and inside else inside
            if isinstance(inner, dict) and required & inner.keys():
                what = "the fields of this entry" if inner is inside else "entries of this file"
                found.append((path, f"contains {what}; remove this line, and the spaces before those"))
                named |= {(*path[:-1], name) for name in required if inner is not inside}
                continue
            hint = _meant(str(path[-1]), known, _MOST_LISTED if unknown == _UNKNOWN_FIELD else len(known))
            given = _fields_at(data, path[:-1], at) if path[-1] not in _FORMS else ()
            same = (one for one in _OTHER_NAMES.get(str(path[-1]).lower(), ()) if one in given and one in known)
            own = synonyms(at).get(str(path[-1])) or next(same, "")
            message = f"is another name of '{own}', which this entry already has; write both there, or remove one"
            found.append((path, message if own else f"{unknown}{hint}"))
            named |= {(*path[:-1], name) for name in known if hint.startswith(f", did you mean '{name}'?")}
            continue
        message = _MESSAGES[item["type"]](item) if item["type"] in _MESSAGES else str(item["msg"])
        found.append((path, f"{message}{_hint(item, model, path)}"))
    return [one for one in found if one[0] not in missing & named]  # one mistake, one message


def _fields_at(data: Any, path: FieldPath, model: type[BaseModel]) -> set[str]:
    """The fields of the model that an entry has, whatever they are called there."""
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    return {synonyms(model).get(str(name), str(name)) for name in data or ()}


def _meant(name: str, known: Sequence[str], most_listed: int) -> str:
    """The end of a message about an unknown field: the one that means the same or is spelled nearly so, or all."""
    word = re.sub(r"[ -]", "_", name.lower())
    word = word if word in _OTHER_NAMES else re.sub(r"_(?:link|url)$", "", word)
    if same := next((field for field in known if field.casefold() == name.casefold()), ""):
        return f", did you mean '{same}'?"
    by_meaning = next((field for field in _OTHER_NAMES.get(word, ()) if field in known), "")
    by_spelling = closest_match(name, known, _SPELLING)
    if by_spelling and word in _OTHER_NAMES and by_spelling.rstrip("s") != word.rstrip("s"):
        by_spelling = None  # it has a meaning of its own
    if not (by_meaning or by_spelling or word in _OTHER_NAMES):
        misspelled = closest_match(word, _OTHER_NAMES, _LIKELY) or ""
        if misspelled.rstrip("s") != word.rstrip("s"):  # "links" is a field, and no misspelled "link"
            by_meaning = next((field for field in _OTHER_NAMES.get(misspelled, ()) if field in known), "")
    if meant := by_meaning or by_spelling:
        form = f" {_FORMS[word]}" if by_meaning and word in _FORMS else ""
        if by_meaning == "links":
            form = f" Write links: {{{'Paper' if word in _UNNAMED else word}: https://…}}"
        return f", did you mean '{meant}'?{foreign_character(name, meant)}{form}"
    if len(known) <= most_listed:
        return f"; known: {', '.join(sorted(known))}" if known else ""
    remark = next((field for field in _REMARKS if field in known), "")
    return f"; remove it{f', or put its text into {remark}: if readers need it' if remark else ''}"


def _hint(error: Mapping[str, Any], model: type[BaseModel], path: FieldPath) -> str:
    """The end of a message: letters in a number, another argument for True, or an example of the form."""
    given, fields = error["input"], _model_at(model, path[:-1]).model_fields
    if isinstance(given, str) and (hint := letters_for_digits(given)):
        return hint
    name = str(path[-1]) if path else ""
    if isinstance(given, str) and "since" in model.model_fields and (years := _YEARS.fullmatch(given)):
        return f"; for a range of years write since={years[1]}, until={years[2]}"
    if given is True and error["type"] in {"list_type", "tuple_type"}:
        others = [other for other in fields if other.startswith(name) and other != name]
        return f", did you mean '{others[0]}'?" if others else ""
    if error["type"].startswith("model_") and (required := _required(_model_at(model, path))):
        return "; write " + " and ".join(f"'{one}: …'" for one in required)
    is_entry = isinstance(given, Mapping) and error["type"] in {"list_type", "tuple_type"}
    if name in fields and (is_entry or error["type"] == "string_pattern_mismatch"):
        example = (fields[name].examples or ["another"])[0]
        return f"; write for example {', '.join(map(str, example)) if isinstance(example, list) else example}"
    return ""


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, info in model.model_fields.items() if info.is_required()]


def _model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel]:
    """The (nested) model at a path; one without fields if there is none."""
    current: type[BaseModel] | None = model
    for step in path:
        if current is None or isinstance(step, int):
            continue
        info = current.model_fields.get(step)
        current = _model_in(info.annotation) if info else None
    return current or BaseModel


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None


@functools.cache
def text_form(model: type[BaseModel], path: tuple[str, ...]) -> Literal["line", "blocks", ""]:
    """How the text at a path of names is shown: as a line, or as blocks of Markdown; empty if it is neither."""
    at = _model_at(model, path[:-1])
    name = path[-1] if path else ""
    info = at.model_fields.get(synonyms(at).get(name, name))
    parts = list(_parts(info.annotation, info.metadata)) if info else []
    if BlockMarkdown in parts:
        return "blocks"
    is_plain = info is not None and info.annotation in (str, str | None) and not info.metadata
    return "line" if InlineMarkdown in parts or is_plain or any(map(_model_in, parts)) else ""


def _parts(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[Any]:
    """The types that an annotation names, and the marks on them."""
    yield from (annotation, *metadata, *getattr(annotation, "__metadata__", ()))
    for argument in getattr(annotation, "__args__", ()):
        yield from _parts(argument)


@functools.cache
def reference_fields(model: type[BaseModel]) -> dict[str, Kind]:
    """The fields of a model that can contain references, each with its kind of reference."""
    found: dict[str, Kind] = {}
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is dict:
            continue  # not a reference: counts may be about papers that no longer exist
        is_named = name in {"icon", "papers", "people"} or (name == "project" and info.annotation == (str | None))
        kind = name if is_named else _kind(info.annotation, info.metadata)
        if kind:
            found[name] = cast("Kind", kind)
    return found


def _kind(annotation: Any, metadata: Iterable[Any]) -> str:
    marks = list(metadata)
    if check_url in [getattr(mark, "func", None) for mark in marks]:
        return "url"
    if InlineMarkdown in marks or BlockMarkdown in marks:
        return "text"
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return "models"
        return "links" if annotation is Link else ""
    inner = getattr(annotation, "__args__", ())
    marks = list(getattr(annotation, "__metadata__", ()))
    if marks:
        return _kind(annotation.__origin__, marks)
    return next((kind for argument in inner if (kind := _kind(argument, ()))), "")
