"""`updated()`: the date of the last change to the site."""

from __future__ import annotations

from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, view


class UpdatedArguments(Arguments):
    """`updated()` takes no arguments."""


def _build_updated(data: Data, _arguments: UpdatedArguments) -> View:
    date = data.last_change()
    empty = "" if date else "the date of the last change is unknown; set SOURCE_DATE_EPOCH"
    return View(view(date=date).parts if date else (), empty_reason=empty)


MACROS = (Macro("updated", UpdatedArguments, _build_updated, "updated"),)
