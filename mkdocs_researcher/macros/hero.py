"""`hero()`: the top of a landing page, from `profile.yml`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from mkdocs_researcher.fields.links import Link, LinksField
from mkdocs_researcher.fields.profile_services import service_link
from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, view
from mkdocs_researcher.macros.buttons import with_icon
from mkdocs_researcher.macros.profile import PROFILE, Profile

# How many links of a profile are buttons with text; the others have only an icon.
_WITH_WORDS = 4


class HeroArguments(Arguments):
    """Arguments of `hero()`."""

    buttons: LinksField | None = Field(
        None,
        description="Your own buttons instead of email address and links, the first one filled; `{}` for none.",
        examples=[{"Papers": "papers.md", "Code": "https://example.org/code"}],
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None, description="Level of the name if it is not the title of the page.", examples=[2]
    )


class Button(NamedTuple):
    """A link of the hero.

    Attributes:
        key: key of a phrase that replaces the link's label, empty for the label itself.
        icon_only: whether the label is for screen readers only.
        mine: whether it links to a profile of the same person (`rel="me"`).
    """

    link: Link
    key: str = ""
    icon_only: bool = False
    mine: bool = False


def _build_hero(data: Data, arguments: HeroArguments) -> View:
    profile = data.entries(PROFILE)[0]
    given = arguments.buttons
    buttons = _links(profile) if given is None else [Button(with_icon(link)) for link in given]
    shown = view(profile=profile, buttons=buttons, is_lab=profile.type == "organization")
    level = arguments.heading_level
    return shown._replace(level=level or 0, names_page=level is None)


def _links(profile: Profile) -> list[Button]:
    found = [Button(link, mine=True) for link in profile.links]
    if profile.email:
        found.insert(0, Button(service_link("email", profile.email), key="get_in_touch"))
    few = len(found) <= _WITH_WORDS
    return [
        button._replace(icon_only=not few and index >= _WITH_WORDS and bool(button.link.icon))
        for index, button in enumerate(found)
    ]


MACROS = (Macro("hero", HeroArguments, _build_hero, "hero", files=(PROFILE,)),)
