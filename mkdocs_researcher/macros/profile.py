"""`profile()` and `links()`: the author block and the list of profiles elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import says_service, service_link
from mkdocs_researcher.macros.argument_kinds import Flag
from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, view
from mkdocs_researcher.macros.interests import interests_of, plain_interests
from mkdocs_researcher.macros.link_labels import link_labels, with_labels
from mkdocs_researcher.macros.profile_model import PROFILE, Profile

# Unicode blocks (Unicode Standard, chapter 18) whose language is clear enough for a screen reader's voice.
_SCRIPTS = (
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
    ("\u4e00", "\u9fff", "zh"),
    ("\u0370", "\u03ff", "el"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
)


class ProfileArguments(Arguments):
    """Arguments of `profile()`."""

    style: Literal["sidebar", "header", "card"] = Field(
        "card",
        description="`sidebar` (a column), `header` (across the page) or `card` (a box).",
        examples=["header"],
    )


class LinksArguments(Arguments):
    """Arguments of `links()`."""

    icons_only: Flag = Field(False, description="Icons without words beside them.", examples=[True])


def contact_links(profile: Profile) -> tuple[Link, ...]:
    """All ways to reach the person, in order: email, phone, website, then the links as written."""
    first: list[Link] = []
    if profile.email:
        link = service_link("email", profile.email)
        first.append(Link(profile.email, link.url, link.icon))
    if profile.phone:
        number = re.sub(r"[^\d+]", "", profile.phone)
        first.append(Link(profile.phone, f"tel:{number}", "material/phone-outline"))
    if profile.website:
        first.append(service_link("website", profile.website))
    return (*first, *profile.links)


def native_language(profile: Profile) -> str:
    """Language code of the native name: as given, else by its script, else empty."""
    if profile.native_language:
        return profile.native_language
    name = profile.native_name or ""
    scripts = (language for first, last, language in _SCRIPTS if any(first <= character <= last for character in name))
    return next(scripts, "")


def _shown_links(data: Data, profile: Profile) -> Sequence[Link]:
    """The links in the words of the site's language, but for those that the author gave words of their own."""
    labels = data.derived(link_labels)
    return [with_labels([link], labels)[0] if says_service(link) else link for link in contact_links(profile)]


def build_profile(data: Data, arguments: ProfileArguments) -> View:
    """The author block."""
    profile = data.entries(PROFILE)[0]
    interests = interests_of(profile, data) if arguments.style == "header" else plain_interests(profile)
    return view(
        style=arguments.style,
        profile=profile,
        interests=interests,
        papers=data.list_page(),
        native_language=native_language(profile),
        links=_shown_links(data, profile),
        jump=(),
    )


def build_links(data: Data, arguments: LinksArguments) -> View:
    """The list of profiles."""
    links = _shown_links(data, data.entries(PROFILE)[0])
    empty = "" if links else "data/profile.yml has no links; add email: or links:"
    return View(view(links=links, icons_only=arguments.icons_only).parts, empty=empty)


MACROS = (
    Macro(
        "profile",
        ProfileArguments,
        build_profile,
        "profile",
        icon="material/account-outline",
        files=(PROFILE,),
    ),
    Macro("links", LinksArguments, build_links, "links", icon="material/link-variant", files=(PROFILE,)),
)
