"""The frame of a page: where it shows the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from pathlib import Path
from typing import Any, cast

from mkdocs_researcher.errors import MacroError, Place, Problem, did_you_mean
from mkdocs_researcher.macros import BY_NAME, DATA_FILES
from mkdocs_researcher.markdown_extension.site import Site
from mkdocs_researcher.rendering.page import Frame, Page

_WISHES = ("auto", "sidebar", "header", "none")
_FIRST_LEVEL = re.compile(r"^#(?!#)[ \t]*(.+?)[ \t]*#*[ \t]*(?:\{[^}]*\})?$", re.MULTILINE)
_TEMPLATE = "researcher.html"


def theme_has_sidebar(theme_dirs: Iterable[str]) -> bool:
    """Whether the theme has the blocks that our page template fills: those of Material and what follows it."""
    for folder in theme_dirs:
        base = Path(folder) / "base.html"
        if base.is_file():
            text = base.read_text(encoding="utf-8")
            return "block site_nav" in text and "md-sidebar--primary" in text
    return False


def choose_frame(wish: object, site: Site, page: Page, *, has_sidebar: bool) -> Frame:
    """Where a page shows the profile.

    Args:
        wish: `profile:` of the page's front matter, else the plugin's option.
        site: for whether there is a profile.
        page: the page, for messages.
        has_sidebar: whether the theme has a place for a sidebar.
    """
    word = {True: "auto", False: "none"}.get(wish, wish) if isinstance(wish, bool) else wish
    if word not in _WISHES:
        message = f"'{word}' is not known{did_you_mean(str(word), _WISHES)}"
        site.report(Problem(_place(page), message, "profile"))
        return "none"
    if "profile" not in site.library.paths:
        if word not in {"auto", "none"}:
            path = site.library.shown(site.library.folder / "profile.yml")
            site.report(Problem(_place(page), f"needs {path}, which is not there; create it", "profile"))
        return "none"
    if word in {"auto", "sidebar"}:
        return "sidebar" if has_sidebar else "header"
    return cast("Frame", word)


def _place(page: Page) -> Place:
    """The line of `profile:` in the page's front matter."""
    lines = page.source.split("\n")
    return Place(page.shown, next((number for number, text in enumerate(lines, 1) if text.startswith("profile:")), 0))


def prepare_meta(meta: MutableMapping[str, Any], frame: Frame, markdown: str, *, is_homepage: bool) -> None:
    """Adds the front matter that the frame needs; what the author wrote stays.

    The frame shows the name as the page's one `h1`, so a heading that was the page's title becomes a section. The
    title in the navigation stays.
    """
    if frame == "sidebar":
        meta.setdefault("template", _TEMPLATE)
    if frame != "none" and not is_homepage and "title" not in meta and (match := _FIRST_LEVEL.search(markdown)):
        meta["title"] = match[1]


def render_profile(page: Page, site: Site, toc: Iterable[Any]) -> str:
    """The profile of a page as HTML.

    Args:
        page: the page.
        site: the site.
        toc: the page's table of contents: items with `id`, `title`, `level`, `children`.
    """
    if not site.library.optional(DATA_FILES["profile"]):
        return _box(site, site.library.files["profile"].problems)
    try:
        style = "sidebar" if page.frame == "sidebar" else "header"
        macro = BY_NAME["profile"]
        context = macro.build(site.library, macro.arguments(style=style)).parts[0].context
        jump = _sections(toc) if style == "sidebar" else ()
        html = site.renderer.render_open("profile", {**context, "jump": jump, "level": 1}, page)
        return site.deferring.protect(html, "div")
    except MacroError as error:
        problem = Problem(Place(page.shown), error.message, "profile")
        site.report(problem)
        return _box(site, [problem])


def _box(site: Site, problems: Sequence[Problem]) -> str:
    return "".join(piece.html for piece in site.box("profile", problems).pieces)


def _sections(toc: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    items = list(toc)
    if len(items) == 1 and items[0].children:
        items = [items[0], *items[0].children] if items[0].level > 1 else items[0].children
    return tuple((item.id, item.title) for item in items)
