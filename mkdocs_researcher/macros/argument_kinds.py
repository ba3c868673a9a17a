"""Kinds of arguments that several macros take."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, Strict, WithJsonSchema

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.text import InlineMarkdown


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


T = TypeVar("T")
OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
Count = Annotated[int, Strict(), Field(ge=1)]
Flag = Annotated[bool, Strict()]
Word = Annotated[str, Strict(), Field(min_length=1)]
Words = Annotated[str, Strict(), Field(min_length=1), InlineMarkdown]
Year = Annotated[int, Strict(), Field(ge=1000, le=2999)]


def _check_file_name(name: str) -> str:
    if not re.fullmatch(r"[\w-]+", name):
        raise ValueError(f"'{name}' is no name of a data file; write it without folder and ending, such as 'visits'")
    return name


FileName = Annotated[Word, AfterValidator(_check_file_name)]
"""Name of a data file that the author chooses."""


def _as_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError("is a date such as 2024 or '2024-07'")
    return PartialDate.parse(value)


DateArgument = Annotated[
    PartialDate,
    BeforeValidator(_as_date),
    WithJsonSchema({"type": ["string", "integer"], "examples": [2024, "2024-07"]}),
]
