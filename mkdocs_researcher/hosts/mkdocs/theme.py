"""The theme: its languages and icons, and our page template between its templates and the author's own."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, nodes

from mkdocs_researcher.errors import Location, Problem, closest_match, did_you_mean
from mkdocs_researcher.hosts.mkdocs.assets import PAGE_TEMPLATES
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

Steps = tuple[str, ...]  # names of settings, from the outermost one

TEMPLATE = "researcher.html"
MAIN = "main.html"
# Material and its successors write the page's title above the content unless the content contains this.
_HAS_TITLE = "<!--<h1-->"
# The start tag of the page is the theme's, not the author's.
_HTML_LANGUAGE = r'(<html\b[^<>]*?\slang=)(?:"[^"]*"|[^\s>]+)'


def has_blocks(theme_dirs: Iterable[str]) -> bool:
    """Does the theme have the blocks that our page template fills, as Material and its successors do?"""
    for folder in theme_dirs:
        base = Path(folder) / "base.html"
        if base.is_file():
            text = base.read_text(encoding="utf-8")
            return "block site_nav" in text and "md-sidebar--primary" in text
    return False


def wrong_settings(config: MkDocsConfig, folders: Iterable[Path]) -> Iterator[tuple[Steps, str]]:
    """Settings of MkDocs with which a build would delete data or end in a traceback: where, and what is wrong."""
    site = Path(os.path.realpath(config.site_dir))
    for folder in folders:
        if Path(os.path.realpath(folder)).is_relative_to(site):
            yield ("site_dir",), f"contains {folder.name}/, and MkDocs empties it at each build; choose another folder"
    known = _languages_in(config.theme.dirs)
    accepted = {*known, *_languages_in([PAGE_TEMPLATES])}
    for steps, language in _languages_of(config):
        if language and known and str(language) not in accepted:
            yield steps, f"the theme has no language '{language}'{_closest_language(str(language), known)}"
    yield from _missing_icons(config)


def _languages_of(config: MkDocsConfig) -> Iterator[tuple[Steps, Any]]:
    """The languages that the words of the theme are asked for in: its own, and those of mkdocs-static-i18n."""
    yield ("theme", "language"), config.theme.get("language")
    i18n = config.plugins.get("i18n")
    options: Any = i18n.config if i18n else {}
    for language in (options.get("languages") or ()) if options.get("reconfigure_material") else ():
        if isinstance(language, Mapping) and language.get("build") and (code := language.get("locale")):
            yield ("plugins", "i18n", "languages", str(code)), code


def _closest_language(language: str, known: set[str]) -> str:
    """The end of a message: a language whose region or script the theme lacks is not a misspelled other one."""
    base, _, region = language.replace("_", "-").partition("-")
    regions = [name for name in known if name.startswith(f"{base}-")]
    if base in known and not closest_match(region, [name.removeprefix(f"{base}-") for name in regions], 0.8):
        return f", did you mean '{base}'?"
    with contextlib.suppress(UnknownLocaleError, ValueError):  # the code of a country
        if not region and (spoken := Locale.parse(f"und_{base.upper()}")).territory and spoken.language in known:
            return f", did you mean '{spoken.language}'?"
    name = f"{base}-{region}" if region else base
    return did_you_mean(name, regions or known, show_all=0) or did_you_mean(base, known)


def _languages_in(folders: Iterable[str]) -> set[str]:
    return {path.stem for folder in folders for path in Path(folder, "partials", "languages").glob("*.html")}


def _missing_icons(config: MkDocsConfig) -> Iterator[tuple[Steps, str]]:
    theme = config.theme
    named = [
        *_texts(theme.get("icon"), ("theme", "icon")),
        *_icons(theme.get("palette"), ("theme", "palette")),
        *_icons(config.extra, ("extra",)),
    ]
    for steps, name in named:
        if message := missing_icon(name, theme.dirs):
            yield steps, message


def missing_icon(name: str, theme_dirs: Iterable[str]) -> str:
    """The message about a name that is not an icon of the theme; empty if it is one, or if the theme has no icons."""
    folders = [folder for path in theme_dirs if (folder := Path(path, ".icons")).is_dir()]
    if not folders or any((folder / f"{name}.svg").is_file() for folder in folders):
        return ""
    return f"there is no icon '{name}'{Icons(folders).hint(name) or '; write a name such as material/star'}"


def _icons(settings: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(settings, list):
        for item in settings:
            yield from _icons(item, steps)
    elif isinstance(settings, Mapping):
        for name, value in settings.items():
            found = _texts(value, (*steps, name)) if name == "icon" else _icons(value, (*steps, str(name)))
            yield from found


def _texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, (*steps, str(name)))


def broken_templates(env: Environment, folder: str | None, site: Site) -> Iterator[Problem]:
    """Problems: templates and partials of the author's that cannot be read, with which MkDocs ends in a traceback."""
    for path in sorted(Path(folder).rglob("*.html")) if folder else ():
        location = Location(site.library.display_path(path))
        try:
            env.parse(path.read_text(encoding="utf-8"), path.name, str(path))
        except TemplateSyntaxError as error:
            yield Problem(location._replace(line=error.lineno), f"the template is not valid Jinja: {error.message}")
        except UnicodeDecodeError:
            yield Problem(location, "the file is not in UTF-8; save it as UTF-8 in your editor")
        except OSError as error:
            yield Problem(location, f"cannot be read: {error.strerror}")


def check_own_templates(env: Environment, pages: Iterable[Page], site: Site) -> None:
    """Decide for each page with a template of the author's own which of the two extends the other.

    Ours extends the author's, whatever that is, so that blocks of both are on the page. Only if the author's extends
    ours already, it is the page's template.
    """
    for page in pages:
        if not page.own_template:
            continue
        try:
            extends_ours = TEMPLATE in _ancestors(env, page.own_template)
        except (TemplateSyntaxError, UnicodeDecodeError):
            page.use_main_template()  # reported with all files of the author's that cannot be read
            continue
        except TemplateError as error:
            # A template that does not exist is reported with the front matter.
            if not (isinstance(error, TemplateNotFound) and error.name == page.own_template):
                site.report(_template_problem(error, page, env))
            page.use_main_template()
            continue
        if extends_ours:
            source: Any = page.file
            source.page.meta["template"] = page.own_template
            page.use_main_template()


def _ancestors(env: Environment, name: str) -> Iterator[str]:
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        if env.loader is None:
            return
        source, filename, _ = env.loader.get_source(env, name)
        extends = next(env.parse(source, name, filename).find_all(nodes.Extends), None)
        name = str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else ""
        yield name


def _template_problem(error: TemplateError, page: Page, env: Environment) -> Problem:
    if isinstance(error, TemplateNotFound):
        known = [name for name in env.list_templates(["html"]) if "/" not in name]
        hint = did_you_mean(str(error.name), known)
        message = f"there is no template '{error.name}' in custom_dir or the theme{hint}"
        return Problem(page.location_of("template"), message, "template")
    return Problem(page.location_of("template"), str(error), "template")


def mark_title(page: Page, content: str) -> str:
    """The content of a page with a mark that keeps the theme from writing a second title."""
    return f"{_HAS_TITLE}{content}" if page.frame == "sidebar" else content


def finish(html: str, page: Page, titles: Iterable[str], site: Site, *, has_blocks: bool) -> str:
    """A page as rendered by the theme, without a second title; what the author's templates left out is reported.

    Args:
        titles: the title as themes show it.
    """
    _report_missing(html, page, site)
    if page.language:
        html = re.sub(_HTML_LANGUAGE, lambda match: f'{match[1]}"{page.language}"', html, count=1)
    if page.frame == "sidebar":
        return html.replace(_HAS_TITLE, "")
    return without_title(html, set(titles)) if page.has_name and not has_blocks else html


def _report_missing(html: str, page: Page, site: Site) -> None:
    if page.frame == "sidebar":
        name, mark, remedy = "profile", 'class="rs-frame__side', "or write 'profile: none'"
    elif page.frame == "header":
        name, mark, remedy = "profile", "rs-profile--header", "or write 'profile: none'"
    elif page.layout:
        name, mark, remedy = "layout", f"--{page.layout}", "or remove 'layout:'"
    else:
        return
    if mark in html:
        return
    part = "page.content" if page.frame == "header" else "the block 'site_nav' of the theme's base.html"
    template = page.own_template or MAIN
    message = f"the {name} of this page is not shown, because the template '{template}' leaves out {part}"
    field = "template" if page.own_template else name
    problem = Problem(page.location_of(field), f"{message}; keep that part, {remedy}", field, "warning")
    site.report(problem)


class _Titles(HTMLParser):
    """Finds the headings of the first level, except ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, int, str]] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._begin: int | None = None
        self._text = ""
        self.feed(html)

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1" and "rs-name" not in (dict(attrs).get("class") or ""):
            self._begin, self._text = self._position(), ""

    def handle_data(self, data: str) -> None:
        self._text += data if self._begin is not None else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1" and self._begin is not None:
            self.found.append((self._begin, self._position() + len("</h1>"), " ".join(self._text.split())))
            self._begin = None


def without_title(html: str, titles: set[str]) -> str:
    """The page without the title that a theme writes above a content that has one; its other `h1` are no headings."""
    for begin, end, text in reversed(_Titles(html).found):
        inside = html[begin + len("<h1") : end - len("</h1>")]
        html = html[:begin] + ("" if text in titles else f"<div{inside}</div>") + html[end:]
    return html
