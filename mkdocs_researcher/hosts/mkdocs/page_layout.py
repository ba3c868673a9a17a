"""The layout of a page, where the page shows the profile, and checks of its front matter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml

from mkdocs_researcher.errors import (
    BrokenDataError,
    Location,
    MacroError,
    Problem,
    Severity,
    closest_match,
    did_you_mean,
)
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.hosts.mkdocs import people_pages
from mkdocs_researcher.hosts.mkdocs.theme import TEMPLATE, missing_icon
from mkdocs_researcher.macros import BY_NAME, DATA_FILES, traits_of
from mkdocs_researcher.rendering.page import Frame, Layout, Page
from mkdocs_researcher.syntax.calls import FRONT_MATTER, Call, Fragment, RenderedCall, find_calls, without_code
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import is_known_language, no_language

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.structure.toc import TableOfContents


_TEXTS = ("title", "description", "image", "template")
_OF_OTHERS = {
    "draft": "the page is published anyway, unless a plugin reads this; name it under draft_docs in mkdocs.yml",
    "permalink": "has no effect; the address of a page comes from the name of its file",
}
_KNOWN = (*_TEXTS, "icon", "profile", "layout", "hide", "person")
_KINDS: Mapping[type, str] = {list: "a list", dict: "a mapping"}
NO_PREVIEW = "previews of links show no SVG, so they have no picture; save it as .png or .jpg"
_BROKEN = "the front matter is not valid YAML, so it is shown as text: {}"
SHOWN = "{} is shown as part of the text; remove it"
_NO_TEMPLATE = "there is no template '{}' in custom_dir or the theme{}"


# A line between two rules that is not front matter rarely starts so.
_FIELD = r"(?m)\s*[\w-]+[ \t]*:(?:\s|$)"
_UNCLOSED = r"(?m)\A-{3}[ \t]*\n[\w-]+:(?:[ \t]|$)"


def front_matter_error(source: str) -> tuple[int, str] | None:
    """The line and the reason if a page starts with front matter that is not YAML; None if it is fine or has none."""
    source = source.replace("\r\n", "\n")
    match = FRONT_MATTER.match(source)
    if not match and (reason := _misplaced(source)):
        return source.count("\n", 0, len(source) - len(source.lstrip())) + 1, reason
    if not match:
        return (1, "it is never closed; write '---' below its last line") if re.match(_UNCLOSED, source) else None
    if not re.match(_FIELD, match[1]):
        return _without_colon(match[1])
    try:
        yaml.safe_load(match[1])
    except yaml.MarkedYAMLError as error:
        from mkdocs_researcher.formats.yaml_text import syntax_error  # it is needed for mistakes only

        found = syntax_error(error, match[1])
        return found.line + 1, found.message.removeprefix("not valid YAML: ")
    except (yaml.YAMLError, ValueError, RecursionError):
        return 1, "it contains something that YAML does not allow"
    return None


def _without_colon(text: str) -> tuple[int, str] | None:
    sign = re.match(r"([A-Za-z]\w*)[ \t]*([：﹕∶:=])[ \t]*(?=\S)", text)
    if not sign or (sign[2] == ":" and "\n" in text.strip()):
        return None
    reason = "a space is missing after ':'" if sign[2] == ":" else f"{sign[2]} is not the colon of YAML"
    return 2, f"{reason}; write '{sign[1]}: …'"


def _misplaced(source: str) -> str:
    """Why lines that look like front matter are none: what is above them, or the signs around them."""
    text = source.lstrip()
    if re.match(r"\+\+\+[ \t]*\n\s*\w+\s*=", text):
        return "+++ belongs to Hugo; write '---' above and below it, and 'title: …' in place of 'title = …'"
    if re.match(r"-{4,}[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?-{3,}[ \t]*\n", text):
        return "the lines above and below it must have three dashes"
    block = r"---[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?---[ \t]*(?:\n|\Z)"
    if text != source and re.match(block, text):
        return "it must start in the first line; remove the empty lines above it"
    if re.match(rf"#+ [^\n]*\n\s*{block}", text):
        return "it must start in the first line; move the heading below it"
    return ""


def repeated_fields(source: str) -> Iterator[tuple[int, str]]:
    """The fields of the front matter that are written twice: line and name."""
    match = FRONT_MATTER.match(source.replace("\r\n", "\n"))
    from mkdocs_researcher.formats.yaml_remedies import repeats  # as above

    try:
        node = yaml.compose(match[1]) if match else None
    except (yaml.YAMLError, RecursionError):
        return
    for key in repeats(node) if node else ():
        yield key.start_mark.line + 2, str(key.value)


def check_front_matter(page: Page, meta: Mapping[str, Any], site: Site, theme_dirs: Iterable[str]) -> None:
    """Reports front matter that is broken, of the wrong type or misspelled."""
    if broken := front_matter_error(page.source):
        line, reason = broken
        site.report(Problem(Location(page.display_path, line), _BROKEN.format(reason), severity="warning"))
    _check_writing(page, meta, site)
    for name, value in meta.items():
        message = ""
        severity: Severity = "warning"
        if name in _TEXTS and name != "template" and type(value) in _KINDS:
            message = f"must be text, not {_KINDS[type(value)]}"
        elif name == "template" and not isinstance(value, str):
            given = "nothing" if value is None else f"'{value}'"
            message, severity = f"must be the name of a file such as home.html, not {given}", "error"
        elif name == "template" and isinstance(value, str) and not _exists(value, theme_dirs):
            message, severity = _NO_TEMPLATE.format(value, did_you_mean(value, _known_templates(theme_dirs))), "error"
        elif name == "icon" and isinstance(value, str):
            message, severity = missing_icon(value, theme_dirs), "error"
        elif name == "hide":
            message, severity = _fault_of_hide(value)
        elif name not in _KNOWN:
            message, severity = _unknown(str(name), value, page.url), "info"  # another plugin may know it
        if message:
            report_field(page, site, str(name), message, severity)


def _hide_names(given: Any) -> list[str] | None:
    """The words after `hide:`; None if it is neither a text nor a list."""
    words = re.split(r"[,\s]+", given.strip()) if isinstance(given, str) else [] if given is None else given
    return [str(word) for word in words] if isinstance(words, list) else None


def _fault_of_hide(given: Any) -> tuple[str, Severity]:
    names = _hide_names(given)
    if names is None:
        return f"must be a list such as [toc], not '{given}'; known: {', '.join(_HIDEABLE)}", "warning"
    unknown = next((name for name in names if name not in _HIDEABLE), None)
    if unknown is None:
        return "", "info"
    # Another plugin may define it.
    severity: Severity = "warning" if closest_match(unknown, _HIDEABLE) else "info"
    return f"'{unknown}' is not known{did_you_mean(unknown, _HIDEABLE)}", severity


def _unknown(name: str, value: Any, url: str) -> str:
    if name == "date" and isinstance(value, str):
        return _fault_of_date(value)
    if name in _OF_OTHERS:
        is_true_already = name == "permalink" and str(value).strip("/") == url.strip("/")
        return "" if value in (None, False, "") or is_true_already else _OF_OTHERS[name]
    match = closest_match(name, _KNOWN, 0.8)
    return f"is not known, did you mean '{match}'?" if match else ""


def _fault_of_date(value: str) -> str:
    from mkdocs_researcher.fields.dates.parse import parse_dates

    try:
        parse_dates(value)
    except ValueError as error:
        return str(error)
    return ""


def _check_writing(page: Page, meta: Mapping[str, Any], site: Site) -> None:
    for line, field in repeated_fields(page.source) if meta else ():
        site.report(Problem(Location(page.display_path, line), "appears twice; keep one", field, "warning"))
    picture = meta.get("image")
    if isinstance(picture, str) and not is_external(picture) and site.urls.is_missing(picture):
        report_field(page, site, "image", site.urls.missing_message(picture), "warning")
    elif isinstance(picture, str) and is_svg(picture):
        report_field(page, site, "image", NO_PREVIEW, "warning")
    for name in _TEXTS:
        if sign := shown_sign(str(meta.get(name) or "")):
            report_field(page, site, name, SHOWN.format(sign), "info")


def is_svg(address: str) -> bool:
    """Is it the address of a drawing, which no program shows beside a link?"""
    return address.lower().partition("?")[0].endswith(".svg")


def shown_sign(text: str) -> str:
    """A quote of a word processor around a text, or a comma after it, as in other formats; empty if there is none."""
    return text[0] if text[:1] in {"“", "„", "«"} else text.rstrip()[-1] if text.rstrip()[-1:] in {",", ";"} else ""


def report_field(page: Page, site: Site, name: str, message: str, severity: Severity = "error") -> None:
    """Reports a problem of a field of the front matter."""
    site.report(Problem(page.location_of(name), message, name, severity))


def _known_templates(theme_dirs: Iterable[str]) -> list[str]:
    return sorted({path.name for folder in theme_dirs for path in Path(folder).glob("*.html")} - {"researcher.html"})


def _exists(template: str, theme_dirs: Iterable[str]) -> bool:
    folders = list(theme_dirs)
    try:
        return not folders or any((Path(folder) / template).is_file() for folder in folders)
    except (OSError, ValueError):  # too long, or with characters that a file name cannot contain
        return False


_PROFILE_STYLES = ("auto", "sidebar", "header", "none")
# Where pages of each layout show the profile by default.
_LAYOUTS: Mapping[Layout, str] = {
    "home": "auto", "landing": "none", "feed": "header", "cv": "none", "list": "none", "paper": "none", "page": "none"
}  # fmt: skip
_COLUMNS = ("navigation", "toc")
# The values of `hide:` in the front matter, according to Material's manual.
_HIDEABLE = (*_COLUMNS, "path", "footer", "tags", "feedback")
# The layouts of macros that show the owner's name as the page's title.
_TITLED: tuple[Layout, ...] = ("landing", "cv")
_STRING = "[\"']([^\"']*)[\"']"
_FIRST_LEVEL = r"(?m)^#(?!#)(.+)$"
_ATTRIBUTES = r"\{[^{}]*\}$"


def open_page(
    source: MkDocsPage,
    markdown: str,
    site: Site,
    option: str | None,
    has_blocks: bool,
    theme_dirs: Iterable[str],
) -> Page:
    """Our view of a page of MkDocs, with its layout chosen.

    Args:
        source: MkDocs' page; its front matter is completed.
        option: for the home page, the plugin's option `profile`; None for any other page.
        has_blocks: whether the theme has the blocks that our template fills, as Material's has.
    """
    file = source.file
    display_path = site.library.display_path(Path(file.abs_src_path or file.src_uri))
    page = Page(file.src_uri, source.url, display_path, lambda: str(file.content_string), file)
    if file.abs_src_path:  # generated pages have no front matter that the author could correct
        check_front_matter(page, source.meta, site, theme_dirs)
    alone = len(getattr(source.parent, "children", None) or ()) < 2  # a blog's section has none
    return with_layout(page, source.meta, markdown, site, option=option, has_blocks=has_blocks, is_alone=alone)


def with_layout(
    page: Page,
    meta: MutableMapping[str, Any],
    markdown: str,
    site: Site,
    *,
    option: str | None = None,
    has_blocks: bool,
    is_alone: bool = True,
) -> Page:
    """The page with what its front matter and its macros say about it: language, person, layout, place of the profile.

    Args:
        meta: its front matter, which is completed accordingly; what the author wrote is kept.
        option: for the home page, the plugin's option `profile`; None for any other page.
        is_alone: whether the page's section of the navigation has no other page, so that a column for it says nothing.
    """
    page = replace(page, language=page.language or _language(meta, site, page))
    page = replace(page, person=_person(meta, site, page))
    if page.person and option is None:
        option = "auto"
    by_macro = _layout_by_macro(markdown)
    names_page = by_macro in _TITLED
    layout = _layout(meta, site, page, by_macro if names_page else "")
    requested, field = _requested_style(meta, layout, option)
    frame = _frame(requested, field, site, page, has_sidebar=has_blocks)
    is_automatic = frame == "none" and not layout and "layout" not in meta
    page = replace(page, layout=by_macro if is_automatic else layout, frame=frame)
    if has_blocks:
        keeps_columns = is_automatic and page.layout == "list" and not is_alone
        page = _with_template(meta, page, site, keeps_columns=keeps_columns)
    if (names_page or frame != "none") and option is None:
        _keep_title(meta, markdown)
    if page.person and not re.search(_FIRST_LEVEL, markdown):  # the theme would make a title of the file's name
        person = people_pages.people_of(site.library_in(page.language))[page.person]
        meta.setdefault("title", people_pages.title_of(person))
    return page


def _person(meta: Mapping[str, Any], site: Site, page: Page) -> str:
    given = meta.get(people_pages.FIELD)
    if given is None:
        return ""
    if isinstance(given, str) and given in people_pages.ids_of(site, page.language):
        return given
    if message := people_pages.wrong_person(given, site.library_in(page.language)):
        report_field(page, site, people_pages.FIELD, message)
    return ""


def _language(meta: Mapping[str, Any], site: Site, page: Page) -> str:
    given = meta.get("language")
    if given is None or given == "":
        return ""
    if isinstance(given, str) and is_known_language(given):
        code = given.strip().replace("_", "-")
        return "" if code == site.settings.language else code
    report_field(page, site, "language", no_language(given))
    return ""


def _layout_by_macro(markdown: str) -> Layout:
    """The layout that belongs to the macros that a page calls; those that show the page's title come first."""
    if "{{" not in markdown:
        return ""
    found: set[Layout] = set()
    for call in find_calls(without_code(markdown)):
        if traits := traits_of(call.name):
            found.add(traits.layout if _applies(traits.layout, call) else "list")
    return next((layout for layout in (*_TITLED, "paper", "list") if layout in found), "")


def _applies(layout: Layout, call: Call) -> bool:
    if layout in _TITLED:
        return "heading_level" not in call.inside
    return layout != "paper" or "page" in re.findall(_STRING, call.inside)


def _layout(meta: Mapping[str, Any], site: Site, page: Page, by_macro: Layout) -> Layout:
    """The layout named in the front matter; a page with a hero or a CV needs no name."""
    given = meta.get("layout")
    if given is None or given == "":
        return by_macro if meta.get("profile") in (None, False, "none") else ""
    if given not in tuple(_LAYOUTS):  # a list from YAML is not hashable
        message = f"'{given}' is not known{did_you_mean(str(given), _LAYOUTS)}"
        report_field(page, site, "layout", message)
        return ""
    return cast("Layout", given)


def _requested_style(meta: Mapping[str, Any], layout: Layout, option: str | None) -> tuple[object, str]:
    if meta.get("profile") is not None:
        return meta["profile"], "profile"
    if layout == "home" and option not in (None, "none"):
        return option, "layout"
    if layout:
        return _LAYOUTS[layout], "layout"
    return option or "none", "profile"


def _frame(requested: object, field: str, site: Site, page: Page, *, has_sidebar: bool) -> Frame:
    word = ("auto" if requested else "none") if isinstance(requested, bool) else requested
    if word not in _PROFILE_STYLES:
        message = f"'{word}' is not known{did_you_mean(str(word), _PROFILE_STYLES)}"
        report_field(page, site, field, message)
        return "none"
    if "profile" not in site.library.paths and not page.person:
        if word != "none" and (word != "auto" or field == "layout"):
            path = site.library.display_path(site.library.folder / "profile.yml")
            alternative = ", or write 'profile: none'" if field == "layout" else ""
            message = f"needs {path}, which does not exist; create it{alternative}"
            report_field(page, site, field, message)
        return "none"
    if word in {"auto", "sidebar"}:
        return "sidebar" if has_sidebar else "header"
    return cast("Frame", word)


def _with_template(meta: MutableMapping[str, Any], page: Page, site: Site, *, keeps_columns: bool) -> Page:
    """Give the page our template and hide the theme's columns unless the author says otherwise."""
    if page.frame != "sidebar" and page.layout == "":
        return page
    columns: tuple[str, ...] = ()
    hidden = _hidden(meta)
    if page.frame == "sidebar":
        # The columns stay in the page, since the drawer on phones is made of them; the template shows those listed.
        if "hide" in meta and not isinstance(meta["hide"], (str, list)):
            meta["hide"] = []  # the theme expects a list of words
        columns = meta["researcher_columns"] = tuple(name for name in _COLUMNS if name not in hidden)
    elif page.layout == "home":
        return page
    else:
        meta["layout"] = page.layout
        if not keeps_columns:
            meta["hide"] = hidden
    own = meta.get("template")
    meta["template"] = TEMPLATE
    return replace(page, columns=columns, own_template=own if isinstance(own, str) and own != TEMPLATE else "")


def _hidden(meta: Mapping[str, Any]) -> list[str]:
    """The parts that the page hides: both columns, unless `hide:` names one of them or is an empty list."""
    names = _hide_names(meta.get("hide"))
    names = list(_COLUMNS) if names is None else names
    is_decided = "hide" in meta and (not names or {closest_match(name, _HIDEABLE) for name in names} & set(_COLUMNS))
    return names if is_decided else [*names, *_COLUMNS]


def _keep_title(meta: MutableMapping[str, Any], markdown: str) -> None:
    """Keep the page's title: its only `h1` is the owner's name, so the heading that was the title becomes a section."""
    match = re.search(_FIRST_LEVEL, markdown)
    title = re.sub(_ATTRIBUTES, "", match[1].rstrip()).strip().rstrip("#").rstrip() if match else ""
    if title and "title" not in meta:
        meta["title"] = title


def add_header(html: str, page: Page, site: Site, toc: TableOfContents, *, has_blocks: bool) -> str:
    """The content of a page with the profile header above it, if the page has one."""
    profile = render_profile(page, site, toc) if page.frame == "header" else ""
    if page.person:
        html = people_pages.around(html, page, site)
    if page.top and has_blocks:
        _put_name_first(page, toc)
    marker = f'<div class="rs-plain rs-plain--{page.layout}" hidden></div>' if page.layout and not has_blocks else ""
    return marker + profile + html


class _TocItem(NamedTuple):
    title: str
    id: str
    children: list[Any]
    level: int = 1

    @property
    def url(self) -> str:
        return f"#{self.id}"


def _put_name_first(page: Page, toc: TableOfContents) -> None:
    """Put the name first in the table of contents, because Material's skip link targets the first item.

    Material's table of contents omits a heading of the first level and shows its children.
    """
    toc.items[:] = [_TocItem("", page.top, toc.items[:])]  # type: ignore[list-item]


def render_profile(page: Page, site: Site, toc: TableOfContents) -> str:
    """The profile of a page as HTML."""
    style = "sidebar" if page.frame == "sidebar" else "header"
    jump = _sections(toc) if style == "sidebar" and "toc" not in page.columns else ()

    def make() -> RenderedCall:
        data = site.data_of(page)
        if not data.optional(DATA_FILES["profile"]):
            raise BrokenDataError(site.library.files["profile"].problems)
        macro = BY_NAME["profile"]
        context = macro.build(data, macro.arguments(style=style)).parts[0].context
        if page.person:  # the text is above the content
            from mkdocs_researcher.macros.team import members_with_page

            member = site.library_in(page.language).derived(members_with_page).get(page.person)
            context |= {"profile": context["profile"].model_copy(update={"bio": None}), "member": member}
        anchor = page.new_top() if style == "header" else ""
        html = site.renderer.render_open("profile", {**context, "jump": jump, "level": 1, "anchor": anchor}, page)
        return RenderedCall((Fragment(site.late_html.protect(html, "div")),))

    try:
        return site.calls.render(f"the page's profile {style} {jump!r}", page, make).html
    except BrokenDataError as error:
        return _error_box(site, error.problems)
    except MacroError as error:
        problem = Problem(Location(page.display_path), error.message, "profile")
        site.report(problem)
        return _error_box(site, [problem])


def _error_box(site: Site, problems: Sequence[Problem]) -> str:
    return "".join(piece.html for piece in site.box("profile", problems).pieces)


def _sections(toc: TableOfContents) -> tuple[tuple[str, str], ...]:
    items = list(toc)
    if len(items) == 1 and items[0].children:
        items = [items[0], *items[0].children] if items[0].level > 1 else items[0].children
    return tuple((item.id, html.unescape(item.title)) for item in items)  # titles are HTML
