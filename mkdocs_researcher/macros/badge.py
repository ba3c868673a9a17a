"""`badge("text")`: a chip within a line of text."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from mkdocs_researcher.fields.colors import Hue
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, Word, view

Kind = Literal["venue", "award", "status", "code", "note"]
_ICONS = {"award": "material/trophy-outline", "code": "material/code-tags"}
_HUES = {"award": 75, "code": 155}


class BadgeArguments(Arguments):
    """Arguments of `badge()`."""

    positional: ClassVar = ("text",)
    text: Word = Field(description="The text.", examples=["On the job market"])
    kind: Kind = Field(
        "note",
        description="`venue` (solid), `award` (amber, trophy), `status` (dot), `code` (green) or `note`.",
        examples=["status"],
    )
    color: Hue | None = Field(None, description="Name, hex color or hue.", examples=["teal"])
    icon: Word | None = Field(None, description="Icon of the theme, or an emoji.", examples=["material/star"])
    url: UrlField | None = Field(None, description="Target of the link.", examples=["https://example.org"])


def _build_badge(_data: Data, arguments: BadgeArguments) -> View:
    return view(
        text=arguments.text,
        kind=arguments.kind,
        hue=_HUES.get(arguments.kind) if arguments.color is None else arguments.color,
        icon_name=arguments.icon or _ICONS.get(arguments.kind, ""),
        url=arguments.url or "",
    )


MACROS = (Macro("badge", BadgeArguments, _build_badge, "badge"),)
