"""Validation errors of pydantic in words that tell an author how to fix them."""

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
"""Where in the data, and what is wrong there."""
Kind = Literal["url", "links", "text", "models", "icon", "papers"]


def _shown(value: Any) -> str:
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
    """A value where its type is wrong, although it may look right."""
    is_meant = isinstance(value, str) and (value.isdecimal() or value in {"True", "False"})
    return f"the text '{value}' (leave out the quotes)" if is_meant else _shown(value)


def _choices(error: Mapping[str, Any]) -> str:
    expected = str(error.get("ctx", {}).get("expected", ""))
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(", ") if word.strip()]
    given = error.get("input")
    if not isinstance(given, str):
        return f"must be one of {', '.join(words)}, not {_shown(given)}"
    hint = did_you_mean(given, words)
    if "did you mean" in hint:
        hint += f" Known: {', '.join(words)}"
    return f"{_shown(given)} is not known{hint}"


def _bound(number: Any) -> str:
    """A limit as people write it: 100 and not 100.0."""
    return str(int(number)) if number == int(number) else str(number)


def _no_text(error: Mapping[str, Any]) -> str:
    given = error["input"]
    message = f"must be text, not {_shown(given)}"
    if isinstance(given, Mapping) and len(given) == 1 and isinstance(error["loc"][-1], int):
        return f"{message}; put it in quotes, for a colon with a blank after it makes a field"
    return message


# What other systems call the same field; of several words that which the entry has.
_OTHER_WORDS = {
    "author": "authors",
    "booktitle": "venue",
    "bullets": "highlights",
    "code": "links",
    "company": "organization title",
    "conference": "venue event venues",
    "cover": "image",
    "description": "summary details text",
    "employer": "organization title",
    "end_date": "end",
    "enddate": "end",
    "eprint": "arxiv",
    "img": "image",
    "issuer": "awarder",
    "journal": "venue",
    "keywords": "tags",
    "name": "title organization course",
    "pdf": "links",
    "photo": "avatar image",
    "picture": "image",
    "publication": "venue",
    "school": "institution",
    "slides": "links",
    "start_date": "start",
    "startdate": "start",
    "student": "name",
    "summary": "details note text",
    "supervisor": "advisor mentor",
    "tags": "keywords",
    "university": "institution",
    "url": "links",
    "venue": "event venues",
    "video": "links",
}

_MESSAGES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda error: "missing; it must be given",
    "string_type": _no_text,
    "string_too_short": lambda error: "is empty; write something or leave the line out",
    "string_pattern_mismatch": lambda error: f"{_shown(error['input'])} has not the form that belongs here",
    "literal_error": _choices,
    "enum": _choices,
    "value_error": lambda error: str(error["ctx"]["error"]),
    "assertion_error": lambda error: str(error["ctx"]["error"]),
    "int_type": lambda error: f"must be a whole number, not {_as_typed(error['input'])}",
    "int_parsing": lambda error: f"must be a whole number, not {_shown(error['input'])}",
    "int_from_float": lambda error: f"must be a whole number, not {_shown(error['input'])}",
    "float_type": lambda error: f"must be a number, not {_shown(error['input'])}",
    "float_parsing": lambda error: f"must be a number, not {_shown(error['input'])}",
    "bool_type": lambda error: f"must be True or False, not {_as_typed(error['input'])}",
    "bool_parsing": lambda error: f"must be true or false, not {_shown(error['input'])}",
    "list_type": lambda error: f"must be a list, not {_shown(error['input'])}",
    "tuple_type": lambda error: f"must be a list, not {_shown(error['input'])}",
    "dict_type": lambda error: f"must be a mapping of 'name: value', not {_shown(error['input'])}",
    "model_type": lambda error: f"must be a mapping of 'field: value', not {_shown(error['input'])}",
    "model_attributes_type": lambda error: f"must be a mapping of 'field: value', not {_shown(error['input'])}",
    "greater_than_equal": lambda error: f"must be at least {_bound(error['ctx']['ge'])}, not {_shown(error['input'])}",
    "less_than_equal": lambda error: f"must be at most {_bound(error['ctx']['le'])}, not {_shown(error['input'])}",
}


def _as_pydantic_says(error: Mapping[str, Any]) -> str:
    return str(error["msg"])


def findings(error: ValidationError, model: type[BaseModel], unknown: str = "unknown field") -> list[Finding]:
    """What is wrong with some data, in words for its author.

    Args:
        error: what pydantic raised.
        model: the model that the data was for.
        unknown: what an unknown name is called.
    """
    found = []
    for item in error.errors(include_url=False):
        location = tuple(item["loc"])
        if item["type"] == "extra_forbidden":
            known = _fields_at(model, location[:-1])
            words = _OTHER_WORDS.get(str(location[-1]).lower(), "").split()
            word = next((word for word in words if word in known), "")
            hint = f", did you mean '{word}'?" if word else did_you_mean(str(location[-1]), known, show_all=16)
            found.append((location, f"{unknown}{hint}"))
            continue
        message = _MESSAGES.get(item["type"], _as_pydantic_says)(item)
        found.append((location, message))
    return found


def _fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """Field names of the (nested) model that a location leads to."""
    current: type[BaseModel] | None = model
    for step in location:
        if current is None or isinstance(step, int):
            continue
        info = current.model_fields.get(step)
        current = _model_in(info.annotation) if info else None
    return list(current.model_fields) if current else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None


@functools.cache
def reference_fields(model: type[BaseModel]) -> dict[str, Kind]:
    """The fields of a model that can refer to something else, and what kind of reference each is."""
    found: dict[str, Kind] = {}
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is dict:
            continue  # its keys are not references: a paper that is gone leaves its number behind
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
