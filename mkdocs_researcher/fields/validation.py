"""Validation errors of pydantic as messages that say how to fix them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, cast, get_origin

from pydantic import BaseModel, ValidationError

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import BlockMarkdown, InlineMarkdown
from mkdocs_researcher.fields.urls import check_url

FieldPath = tuple[str | int, ...]
Finding = tuple[FieldPath, str]
"""The path of a field in the data, and the message."""
Kind = Literal["url", "links", "text", "models", "icon", "papers"]


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


# Names that mean the same in different files. A model takes those of a group that it has no field for as names of the
# first that it has.
SAME = (("organization", "institution", "awarder", "affiliation"), ("text", "details", "summary", "note"))


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


# Names of other systems for our fields. Of several names, the first one that the model has is suggested.
_OTHER_NAMES = {
    "about": "bio",
    "affiliation": "affiliations institution organization affiliation affiliations awarder",
    "author": "authors",
    "biography": "bio",
    "bluesky": "links",
    "body": "text details",
    "booktitle": "venue",
    "bullets": "highlights",
    "city": "location",
    "code": "links",
    "company": "organization affiliation affiliations title",
    "conference": "venue event venues",
    "content": "text details",
    "country": "location",
    "cover": "image",
    "cv": "links",
    "department": "affiliation affiliations",
    "description": "summary details text",
    "employer": "organization affiliation affiliations title",
    "end_date": "end",
    "enddate": "end",
    "eprint": "arxiv",
    "field": "area",
    "from": "start",
    "github": "links",
    "gpa": "score",
    "grade": "score",
    "headline": "tagline",
    "headshot": "avatar photo",
    "homepage": "website url links",
    "honor": "award",
    "image": "avatar photo logo",
    "img": "image avatar photo",
    "institution": "institution organization affiliation affiliations awarder",
    "issuer": "awarder",
    "job": "role position",
    "job_title": "role position",
    "journal": "venue",
    "keywords": "tags interests",
    "linkedin": "links",
    "major": "area",
    "mastodon": "links",
    "name": "title organization course",
    "occupation": "role position",
    "orcid": "links",
    "org": "institution organization affiliation affiliations awarder",
    "organisation": "institution organization affiliation affiliations awarder",
    "organization": "institution organization affiliation affiliations awarder",
    "pdf": "links",
    "photo": "avatar image",
    "picture": "image avatar photo",
    "place": "location",
    "portrait": "avatar photo",
    "position": "role",
    "poster": "links",
    "prize": "award",
    "publication": "venue",
    "research_interests": "interests",
    "scholar": "links",
    "school": "institution organization affiliation affiliations awarder",
    "semester": "term",
    "since": "start",
    "slides": "links",
    "social": "links",
    "socials": "links",
    "start_date": "start",
    "startdate": "start",
    "student": "name",
    "subject": "area",
    "subtitle": "tagline summary",
    "summary": "details note text",
    "supervisor": "advisor mentor",
    "supervisors": "advisor mentor",
    "tags": "keywords",
    "title": "position course topic role degree text name label",
    "tldr": "summary",
    "to": "end",
    "topics": "interests topic",
    "twitter": "links",
    "type": "kind category",
    "university": "institution organization affiliation affiliations awarder",
    "until": "end",
    "url": "links",
    "venue": "event venues",
    "video": "links",
    "web": "website url links",
    "website": "url links",
}

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
    "model_type": lambda error: f"must be a mapping of 'field: value', not {_described(error['input'])}",
    "model_attributes_type": lambda error: f"must be a mapping of 'field: value', not {_described(error['input'])}",
    "greater_than_equal": lambda error: (
        f"must be at least {_bound(error['ctx']['ge'])}, not {_described(error['input'])}"
    ),
    "less_than_equal": lambda error: f"must be at most {_bound(error['ctx']['le'])}, not {_described(error['input'])}",
}


def _default_message(error: Mapping[str, Any]) -> str:
    return str(error["msg"])


def findings(error: ValidationError, model: type[BaseModel], unknown: str = "unknown field") -> list[Finding]:
    """The errors as messages for the author.

    Args:
        error: the exception of pydantic.
        model: the model that the data was validated with.
        unknown: the message about an unknown field.
    """
    found = []
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        if item["type"] == "extra_forbidden":
            at = _model_at(model, path[:-1])
            known = list(at.model_fields)
            if own := synonyms(at).get(str(path[-1])):
                found.append((path, f"is another name of '{own}', which this entry already has; keep one of them"))
                continue
            names = _OTHER_NAMES.get(str(path[-1]).lower(), "").split()
            name = next((name for name in names if name in known), "")
            hint = f", did you mean '{name}'?" if name else did_you_mean(str(path[-1]), known, show_all=16)
            found.append((path, f"{unknown}{hint}"))
            continue
        message = _MESSAGES.get(item["type"], _default_message)(item)
        found.append((path, message))
    return found


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
def reference_fields(model: type[BaseModel]) -> dict[str, Kind]:
    """The fields of a model that can contain references, each with its kind of reference."""
    found: dict[str, Kind] = {}
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is dict:
            continue  # not a reference: counts may be about papers that no longer exist
        kind = name if name in {"icon", "papers"} else _kind(info.annotation, info.metadata)
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
