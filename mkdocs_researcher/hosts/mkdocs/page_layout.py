"""The frame of a page: its kind, and where it shows the profile."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from mkdocs_researcher.errors import Location, MacroError, Problem, Severity, closest_match, did_you_mean
from mkdocs_researcher.macros import BY_NAME, DATA_FILES
from mkdocs_researcher.rendering.page import Frame, Layout, Page
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.locate import without_code
from mkdocs_researcher.syntax.site import Site

_WISHES = ("auto", "sidebar", "header", "none")
# Where pages of each kind show the profile, if they do not say.
_LAYOUTS: Mapping[Layout, str] = {"home": "auto", "landing": "none", "feed": "header", "cv": "none", "page": "none"}
_COLUMNS = ("navigation", "toc")
# What the front matter can hide on Material (its manual, section "Built-in" of each).
_HIDEABLE = (*_COLUMNS, "path", "footer", "tags", "feedback")
_TITLING = ("hero", "cv")
_FIRST_LEVEL = re.compile(r"^#(?!#)[ \t]*(.+?)[ \t]*#*[ \t]*(?:\{[^}]*\})?$", re.MULTILINE)
_TEMPLATE = "researcher.html"


def theme_has_blocks(theme_dirs: Iterable[str]) -> bool:
    """Whether the theme has the blocks that our page template fills: those of Material and what follows it."""
    for folder in theme_dirs:
        base = Path(folder) / "base.html"
        if base.is_file():
            text = base.read_text(encoding="utf-8")
            return "block site_nav" in text and "md-sidebar--primary" in text
    return False


def open_page(source: Any, markdown: str, site: Site, profile: str, has_blocks: bool) -> Page:
    """A page of MkDocs, its frame chosen.

    Args:
        source: MkDocs' page: `file`, `url`, `meta`, `is_homepage`; its front matter gets what the frame needs.
        markdown: its text.
        site: the site.
        profile: where the home page shows the profile, by the plugin's option.
        has_blocks: whether the theme has the blocks that our template fills.
    """
    file = source.file
    display_path = site.library.display_path(Path(file.abs_src_path or file.src_uri))
    page = Page(file.src_uri, source.url, display_path, lambda: str(file.content_string), file)
    option = profile if source.is_homepage else None
    set_up(page, source.meta, markdown, site, option=option, has_blocks=has_blocks)
    return page


def set_up(
    page: Page,
    meta: MutableMapping[str, Any],
    markdown: str,
    site: Site,
    *,
    option: str | None = None,
    has_blocks: bool,
) -> None:
    """Chooses the frame of a page, and adds the front matter that it needs.

    Args:
        page: the page; gets its layout and its frame.
        meta: its front matter; what the author wrote stays.
        markdown: its text.
        site: for whether there is a profile.
        option: where the home page shows the profile, by the plugin's option; None for any other page.
        has_blocks: whether the theme has the blocks that our template fills.
    """
    kind = _kind_of(markdown)
    page.layout = _choose_layout(meta, site, page, kind)
    wish, field = _wish(meta, page.layout, option)
    page.frame = _choose_frame(wish, field, site, page, has_sidebar=has_blocks)
    if has_blocks:
        _prepare_template(meta, page, site)
    if (kind or page.frame != "none") and option is None:
        _keep_title(meta, markdown)


def _kind_of(markdown: str) -> Layout:
    """The layout of a page by the macro that shows the owner's name as its title; empty if none does."""
    if not any(name in markdown for name in _TITLING):
        return ""
    calls = {call.name for call in find_calls(without_code(markdown)) if "heading_level" not in call.inside}
    return next((BY_NAME[name].layout for name in _TITLING if name in calls), "")


def _choose_layout(meta: Mapping[str, Any], site: Site, page: Page, kind: Layout) -> Layout:
    """The kind that the front matter names; a page with a hero or a CV is of that kind by itself."""
    given = meta.get("layout")
    if given is None or given == "":
        return kind if meta.get("profile") in (None, False, "none") else ""
    if given not in tuple(_LAYOUTS):  # a mapping could not look for a list
        message = f"'{given}' is not known{did_you_mean(str(given), _LAYOUTS)}"
        site.report(Problem(_place(page, "layout"), message, "layout"))
        return ""
    return cast("Layout", given)


def _wish(meta: Mapping[str, Any], layout: Layout, option: str | None) -> tuple[object, str]:
    """Where the page is to show the profile, and the field of the front matter that says so."""
    if "profile" in meta:
        return meta["profile"], "profile"
    if layout == "home" and option not in (None, "none"):
        return option, "layout"
    if layout:
        return _LAYOUTS[layout], "layout"
    return option or "none", "profile"


def _choose_frame(wish: object, field: str, site: Site, page: Page, *, has_sidebar: bool) -> Frame:
    word = {True: "auto", False: "none"}.get(wish, wish) if isinstance(wish, bool) else wish
    if word not in _WISHES:
        message = f"'{word}' is not known{did_you_mean(str(word), _WISHES)}"
        site.report(Problem(_place(page, field), message, field))
        return "none"
    if "profile" not in site.library.paths:
        if word != "none" and (word != "auto" or field == "layout"):
            path = site.library.display_path(site.library.folder / "profile.yml")
            way_out = ", or write 'profile: none'" if field == "layout" else ""
            message = f"needs {path}, which is not there; create it{way_out}"
            site.report(Problem(_place(page, field), message, field))
        return "none"
    if word in {"auto", "sidebar"}:
        return "sidebar" if has_sidebar else "header"
    return cast("Frame", word)


def _place(page: Page, field: str) -> Location:
    """The line of a field in the page's front matter."""
    lines = page.source.split("\n")
    return Location(
        page.display_path, next((number for number, text in enumerate(lines, 1) if text.startswith(f"{field}:")), 0)
    )


def _prepare_template(meta: MutableMapping[str, Any], page: Page, site: Site) -> None:
    """Gives the page our template, and hides the columns of the theme unless the author names them."""
    if page.frame != "sidebar" and page.layout == "":
        return
    hidden = _hidden(meta, page, site)
    if page.frame == "sidebar":
        # The columns stay in the page, for the drawer of telephones is made of them; the template shows what is named.
        if "hide" in meta and not isinstance(meta["hide"], (str, list)):
            meta["hide"] = []  # the theme looks for words in it
        page.columns = meta["researcher_columns"] = tuple(name for name in _COLUMNS if name not in hidden)
    elif page.layout == "home":
        return
    else:
        meta["layout"] = page.layout
        meta["hide"] = hidden
    meta.setdefault("template", _TEMPLATE)


def _hidden(meta: Mapping[str, Any], page: Page, site: Site) -> list[str]:
    """What the page hides: both columns, unless its front matter names one of them or hides nothing at all."""
    given = meta.get("hide")
    words = re.split(r"[,\s]+", given.strip()) if isinstance(given, str) else [] if given is None else given
    if not isinstance(words, list):
        message = f"must be a list such as [toc], not '{given}'; known: {', '.join(_HIDEABLE)}"
        site.report(Problem(_place(page, "hide"), message, "hide", "warning"))
        words = list(_COLUMNS)
    names = [str(word) for word in words]
    for name in names:
        if name not in _HIDEABLE:
            message = f"'{name}' is not known{did_you_mean(name, _HIDEABLE)}"
            # Another plugin may know it.
            severity: Severity = "warning" if closest_match(name, _HIDEABLE) else "info"
            site.report(Problem(_place(page, "hide"), message, "hide", severity))
    is_told = "hide" in meta and (not names or {closest_match(name, _HIDEABLE) for name in names} & set(_COLUMNS))
    return names if is_told else [*names, *_COLUMNS]


def _keep_title(meta: MutableMapping[str, Any], markdown: str) -> None:
    """Keeps the page's title: the name is its one `h1`, so the heading that was its title becomes a section."""
    if "title" not in meta and (match := _FIRST_LEVEL.search(markdown)):
        meta["title"] = match[1]


def finish(html: str, page: Page, site: Site, toc: Iterable[Any], *, has_blocks: bool) -> str:
    """The content of a page with what its frame puts above it.

    Args:
        html: the content.
        page: the page.
        site: the site.
        toc: the page's table of contents.
        has_blocks: as for `set_up`; a theme without them gets a mark by which our style sheet knows the layout.
    """
    profile = render_profile(page, site, toc) if page.frame == "header" else ""
    if page.top and has_blocks:
        _lead_to_top(page, toc)
    mark = f'<div class="rs-plain rs-plain--{page.layout}" hidden></div>' if page.layout and not has_blocks else ""
    return mark + profile + html


class _Top(NamedTuple):
    """An item of a table of contents."""

    title: str
    id: str
    children: list[Any]
    level: int = 1

    @property
    def url(self) -> str:
        """As a link in the page."""
        return f"#{self.id}"


def _lead_to_top(page: Page, toc: Any) -> None:
    """Makes the name the first heading of the page, for there the theme's link for keyboards skips to.

    The table of contents of Material leaves a first-level heading out and shows what is below it.
    """
    if isinstance(items := getattr(toc, "items", None), list):
        items[:] = [_Top("", page.top, items[:])]


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
        jump = _sections(toc) if style == "sidebar" and "toc" not in page.columns else ()
        anchor = page.begin() if style == "header" else ""
        html = site.renderer.render_open("profile", {**context, "jump": jump, "level": 1, "anchor": anchor}, page)
        return site.late_html.protect(html, "div")
    except MacroError as error:
        problem = Problem(Location(page.display_path), error.message, "profile")
        site.report(problem)
        return _box(site, [problem])


def _box(site: Site, problems: Sequence[Problem]) -> str:
    return "".join(piece.html for piece in site.box("profile", problems).pieces)


def _sections(toc: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    items = list(toc)
    if len(items) == 1 and items[0].children:
        items = [items[0], *items[0].children] if items[0].level > 1 else items[0].children
    return tuple((item.id, html.unescape(item.title)) for item in items)  # its words are HTML
