"""The frame of a page: where it shows the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from mkdocs_researcher.errors import MacroError, Place, Problem, did_you_mean
from mkdocs_researcher.macros.profile import ProfileArguments, build_profile
from mkdocs_researcher.macros.profile_model import PROFILE
from mkdocs_researcher.markdown_extension.site import Site
from mkdocs_researcher.rendering.page import Page

Placement = Literal["sidebar", "header", "none"]
_WISHES = ("auto", "sidebar", "header", "none")
_FIRST_LEVEL = re.compile(r"^#(?!#)[ \t]*(.+?)[ \t]*#*[ \t]*(?:\{[^}]*\})?$", re.MULTILINE)
TEMPLATE = "researcher.html"


@dataclass(frozen=True)
class Frame:
    """Where a page shows the profile, and the page as the renderer knows it."""

    placement: Placement
    page: Page


def theme_has_sidebar(theme_dirs: Iterable[str]) -> bool:
    """Whether the theme has the blocks that our page template fills: those of Material and what follows it."""
    for folder in theme_dirs:
        base = Path(folder) / "base.html"
        if base.is_file():
            text = base.read_text(encoding="utf-8")
            return "block site_nav" in text and "block content" in text
    return False


def placement(wish: object, site: Site, has_sidebar: bool, path: str) -> Placement:
    """Where a page shows the profile.

    Args:
        wish: `profile:` of the page's front matter, else the plugin's option.
        site: for whether there is a profile.
        has_sidebar: whether the theme has a place for a sidebar.
        path: path of the page below `docs_dir`, for messages.
    """
    word = {True: "auto", False: "none"}.get(wish, wish) if isinstance(wish, bool) else wish
    if word not in _WISHES:
        message = f"'{word}' is not known{did_you_mean(str(word), _WISHES)}"
        site.report(Problem(Place(site.library.shown(site.settings.docs_dir / path)), message, "profile"))
        return "none"
    if PROFILE.name not in site.library.paths:
        if word not in {"auto", "none"}:
            message = f"needs {site.library.shown(site.library.folder / 'profile.yml')}, which is not there; create it"
            site.report(Problem(Place(site.library.shown(site.settings.docs_dir / path)), message, "profile"))
        return "none"
    if word == "auto":
        word = "sidebar"
    if word == "sidebar" and not has_sidebar:
        return "header"
    return cast("Placement", word)


def prepare_meta(meta: MutableMapping[str, Any], placed: Placement, markdown: str, *, is_homepage: bool) -> None:
    """Front matter that the frame needs; what the author wrote stays.

    The frame shows the name as the page's one `h1`, so a heading that was the page's title becomes a section. The
    title in the navigation stays.
    """
    if placed == "sidebar":
        meta.setdefault("template", TEMPLATE)
    if not is_homepage and "title" not in meta and (match := _FIRST_LEVEL.search(markdown)):
        meta["title"] = match[1]


def render(frame: Frame, site: Site, toc: Iterable[Any]) -> str:
    """The profile of a page as HTML.

    Args:
        frame: the frame.
        site: the site.
        toc: the page's table of contents: items with `id`, `title`, `level`, `children`.
    """
    style: Literal["sidebar", "header"] = "sidebar" if frame.placement == "sidebar" else "header"
    problems: Sequence[Problem] = site.library.files[PROFILE.name].problems
    try:
        if not site.library.optional(PROFILE):
            raise MacroError("")
        context = build_profile(site.library, ProfileArguments(style=style)).parts[0].context
        jump = _sections(toc) if style == "sidebar" else ()
        return site.renderer.render("profile", {**context, "jump": jump, "level": 1}, frame.page)
    except MacroError as error:
        if error.message:
            problems = [Problem(Place(frame.page.shown), error.message, "profile")]
            site.report(problems[0])
        return "".join(piece.html for piece in site.box("profile", problems).pieces)


def _sections(toc: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    items = list(toc)
    if len(items) == 1 and items[0].children:
        items = [items[0], *items[0].children] if items[0].level > 1 else items[0].children
    return tuple((item.id, item.title) for item in items)
