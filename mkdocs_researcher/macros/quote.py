"""`quote("text", by="…")`: a quotation with its source."""

from __future__ import annotations

import inspect
from typing import ClassVar

from pydantic import Field

from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, Words, view

_PAIRS = (('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("‘", "’"))


class QuoteArguments(Arguments):
    """Arguments of `quote()`."""

    positional: ClassVar = ("text",)
    text: Words = Field(description="The text, with or without quotation marks.", examples=["Keep what is *used*."])
    by: Words | None = Field(None, description="Source of the quotation.", examples=["Mira Tovanne"])


def _build_quote(_data: Data, arguments: QuoteArguments) -> View:
    """The text in the quotation marks of the site's language."""
    return view(text=_without_marks(inspect.cleandoc(arguments.text).strip()), by=arguments.by or "")


def _without_marks(text: str) -> str:
    for start, end in _PAIRS:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == start and text[-1] == end and start not in inner and end not in inner:
            return inner
    return text


MACROS = (Macro("quote", QuoteArguments, _build_quote, "quote"),)
