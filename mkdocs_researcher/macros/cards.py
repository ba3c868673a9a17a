"""`cards("file")`: a few topics side by side, from a data file of any name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from mkdocs_researcher.fields.colors import Hue
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Arguments, Data, DataFile, FileName, ListItem, Macro, View, view
from mkdocs_researcher.macros.profile import with_papers


class Card(ListItem):
    """A topic in a few words."""

    title: Text = Field(description="Title of the card.", examples=["Remembering"])
    icon: str | None = Field(None, description="Icon of the theme, or an emoji.", examples=["material/brain"])
    text: Text | None = Field(None, description="One or two sentences.", examples=["Where networks keep things."])
    url: UrlField | None = Field(None, description="Target of the link on the title.", examples=["papers.md"])
    color: Hue | None = Field(None, description="Name, hex color or hue.", examples=["teal"])


CARDS = DataFile("cards", Card, "card")
"""Under whatever name the author chose."""


class CardsArguments(Arguments):
    """Arguments of `cards()`."""

    positional: ClassVar = ("file",)
    file: FileName = Field(description="Name of the file in the data folder, without ending.", examples=["focus"])


def _build_cards(data: Data, arguments: CardsArguments) -> View:
    """A card with the name of a topic leads to its papers."""
    cards = data.entries(CARDS._replace(name=arguments.file))
    topics = with_papers([card.title for card in cards], data)
    shown = view(
        cards=list(zip(cards, topics, strict=True)),
        with_icons=any(card.icon for card in cards),
        list_page=data.published.list_page,
    )
    return shown._replace(empty_reason="" if cards else f"data/{arguments.file}.yml has no card")


MACROS = (Macro("cards", CardsArguments, _build_cards, "cards"),)
