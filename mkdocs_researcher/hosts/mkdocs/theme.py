"""The theme: its languages and icons, our page template between its templates and the author's own, and our files.

The style sheet is made of the files of `assets/css/`, one per macro.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, nodes

from mkdocs_researcher.data.project_config import ConfigPositions
from mkdocs_researcher.errors import Location, Problem, closest_match, did_you_mean
from mkdocs_researcher.fields.spans import html_tokens
from mkdocs_researcher.files import text_of
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import language_named

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


ASSETS = Path(__file__).parent.parent.parent / "assets"
_FOLDER = ASSETS / "css"
# What others build on comes first, what overrides others last. The files of macros need no order; with the small ones
# first, gzip makes the most of them.
_FIRST = ("tokens", "page", "headings", "base", "parts")
_LAST = ("special", "print")
# Strings are matched first, so that nothing in them changes.
_COMMENTS = re.compile(r"(\"[^\"]*\")|/\*(?:(?!\*/|/\*).)*+\*/", re.DOTALL)
_PRODUCT = re.compile(r" \* (?=[\w(])")
_SIBLING = re.compile(r" \+ (?=[.:*])")
_ZERO = re.compile(r"0(?<![\w.]0)(?=\.\d)")


def css_files() -> list[Path]:
    """The files of the style sheet, in order."""
    middle = [path.stem for path in _FOLDER.glob("*.css") if path.stem not in (*_FIRST, *_LAST)]
    middle.sort(key=lambda name: ((_FOLDER / f"{name}.css").stat().st_size, name))
    return [_FOLDER / f"{name}.css" for name in (*_FIRST, *middle, *_LAST)]


def css_source() -> str:
    """The style sheet as written."""
    return "\n".join(path.read_text(encoding="utf-8") for path in css_files())


@functools.cache
def style_sheet() -> str:
    """The style sheet as served: without comments and spaces that mean nothing."""
    return squeezed(css_source())


def squeezed(css: str) -> str:
    """A style sheet without comments and spaces that mean nothing."""
    css = _COMMENTS.sub(lambda m: m[1] or " ", css)
    parts = css.split('"')
    parts[::2] = map(_without_spaces, parts[::2])  # the others are strings
    return '"'.join(parts).replace(";}", "}").strip() + "\n"


def _without_spaces(css: str) -> str:
    css = " ".join(f"x{css}x".split())[1:-1]  # with the spaces at its ends
    for sign in "{};,>~/":
        css = css.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    css = css.replace(": ", ":").replace("( ", "(").replace(" )", ")")
    return _ZERO.sub("", _SIBLING.sub("+", _PRODUCT.sub("*", css)))


@functools.cache
def script() -> str:
    """The script as served: without indentation and the comments that have lines of their own."""
    kept, in_comment = [], False
    for line in (ASSETS / "researcher.js").read_text(encoding="utf-8").split("\n"):
        text = line.strip()
        in_comment = in_comment or text.startswith("/*")
        if text and not in_comment:
            kept.append(text)
        in_comment = in_comment and not text.endswith("*/")
    return "\n".join(kept) + "\n"


PAGE_TEMPLATES = str(ASSETS.parent / "templates" / "pages")
_OF_MATERIAL = str(ASSETS.parent / "templates" / "material")
_SERVED = {".woff2", ".txt"}
URL = "assets/researcher"
SCRIPT = f"{URL}/researcher.js"
STYLE_SHEET = f"{URL}/researcher.css"
FONTS = f"{URL}/researcher-fonts.css"
PLAIN = f"{URL}/researcher-plain.css"
# The fonts that every page in Latin letters needs; the others are fetched only where a page has their characters.
PRELOADED = tuple(f"{URL}/fonts/{name}-latin-wght-normal.woff2" for name in ("inter", "source-serif-4"))

# The fonts that Material loads from Google by default.
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}


def add_assets(config: MkDocsConfig, fonts: str, *, has_blocks: bool) -> None:
    """Add our page template, style sheets and script to a site, each where the author's own take precedence.

    Args:
        has_blocks: is it Material or one of its successors, whose colors we know?
    """
    if PAGE_TEMPLATES in config.theme.dirs:
        return  # a plugin for several languages builds several times with the same configuration
    ours = [PAGE_TEMPLATES, _OF_MATERIAL] if has_blocks else [PAGE_TEMPLATES]
    at = 1 if config.theme.custom_dir else 0
    config.theme.dirs[at:at] = ours
    sheets = [STYLE_SHEET] if has_blocks else [STYLE_SHEET, PLAIN]
    if fonts == "own" and config.theme.get("font") == _MATERIAL_FONTS:  # another font is the author's choice
        sheets.insert(0, FONTS)
        config.theme["font"] = False
    # The author may list them for another program that reads the same file.
    config.extra_css[:0] = [url for url in sheets if url not in config.extra_css]
    if SCRIPT not in map(str, config.extra_javascript):
        config.extra_javascript.insert(0, SCRIPT)


def served_files(
    present: Container[str] = (), cached: Callable[[str, Callable[[], str]], str] = lambda uri, make: make()
) -> Iterator[tuple[str, Path | str]]:
    """URL below the site's root of each file to serve, with its path or text."""
    made: dict[str, Callable[[], str]] = {STYLE_SHEET: style_sheet, SCRIPT: script}
    made |= {uri: partial(_squeezed, uri) for uri in (FONTS, PLAIN)}
    yield from ((uri, cached(uri, make)) for uri, make in made.items() if uri not in present)
    for path in sorted(path for path in ASSETS.rglob("*") if path.suffix in _SERVED):
        uri = f"{URL}/{path.relative_to(ASSETS).as_posix()}"
        if uri not in present:
            yield uri, path


def _squeezed(uri: str) -> str:
    return squeezed((ASSETS / uri.removeprefix(f"{URL}/")).read_text(encoding="utf-8"))


def add_served_files(files: Files, config: MkDocsConfig, cached: Callable[[str, Callable[[], str]], str]) -> None:
    """Add the files to serve, as `served_files` returns them, to those of a site."""
    from mkdocs.structure.files import File

    for uri, served in served_files(files.src_uris.keys(), cached):
        if isinstance(served, str):
            files.append(File.generated(config, uri, content=served))
        else:
            files.append(File.generated(config, uri, abs_src_path=str(served)))


Steps = tuple[str, ...]  # names of settings, from the outermost one

TEMPLATE = "researcher.html"
MAIN = "main.html"
_OWN_COLOR = "; write custom, and the color into a style sheet, as 'Make it yours' in the manual shows"
_PALETTE = frozenset({"accent", "media", "primary", "scheme", "toggle"})
SOCIAL = "must be a list of items with 'icon: fontawesome/brands/github' and 'link: https://…'"
_NO_TOGGLE = "has no icon, without which the theme cannot make pages; add icon: material/weather-night, or another one"
# Material and its successors write the page's title above the content unless the content contains this.
_HAS_TITLE = "<!--<h1-->"
# Names of colors, as the style sheets of a theme ask for them.
_COLOR = re.compile(r"\[data-md-color-(primary|accent|scheme)=[\"']?([a-z-]+)")
_SAME_MEDIA = "two palettes are for '{}', and browsers start with the first; correct the media of one"
_NO_CHOICE = "visitors see only the first palette; add 'toggle:' with an icon and a name to each, or keep one"
_OWN_COLORS = frozenset({"custom", "default", "slate"})
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


def unknown_colors(config: MkDocsConfig) -> Iterator[Problem]:
    """Problems: colors that no style sheet of the theme has, in place of which it shows its default."""
    settings, file = config.theme.get("palette"), Path(config.config_file_path or ".").absolute()
    palettes = [one for one in (settings if isinstance(settings, list) else [settings]) if isinstance(one, Mapping)]
    known = _colors(tuple(config.theme.dirs)) if palettes else {}
    media = [one["media"] for one in palettes if one.get("media")]

    def problem(message: str, *steps: str) -> Problem:
        location = ConfigPositions(file, file.parent).locate("theme", "palette", *steps)
        return Problem(location, message, [*steps, "palette"][0], "warning")

    if known and (twice := next((one for one in media if media.count(one) > 1), None)):
        yield problem(_SAME_MEDIA.format(twice), "media")
    if known and len(palettes) > 1 and not media and not any("toggle" in one for one in palettes):
        yield problem(_NO_CHOICE)
    for palette in palettes:
        for key, names in known.items():
            name = palette.get(key)
            # Material writes "deep orange" as "deep-orange" itself.
            if isinstance(name, str) and name.replace(" ", "-") not in names | _OWN_COLORS:
                hint = _OWN_COLOR if name.startswith(("#", "rgb", "hsl")) else did_you_mean(name, names)
                yield problem(f"the theme has no {key} '{name}'{hint}", key)
        for key in sorted(map(str, palette.keys() - _PALETTE)) if known else ():
            yield problem(f"is no setting of a palette{did_you_mean(key, _PALETTE)}", key)


@functools.lru_cache(maxsize=4)
def _colors(folders: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    colors: dict[str, set[str]] = {}
    for folder in map(Path, folders):
        for path in folder.glob("assets/stylesheets/*.css"):
            for kind, name in _COLOR.findall(text_of(path)):
                colors.setdefault(kind, set()).add(name)
    return {kind: frozenset(names) for kind, names in colors.items()}


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
    if (meant := language_named(language)) in known:
        return f", did you mean '{meant}'?"
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
    social = config.extra.get("social") if has_blocks(theme.dirs) else None
    if isinstance(social, list) and not all(isinstance(item, Mapping) and "icon" in item for item in social):
        yield ("extra", "social"), SOCIAL
    palettes = theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else [palettes]:
        toggle = palette.get("toggle") if isinstance(palette, Mapping) else None
        if has_blocks(theme.dirs) and isinstance(toggle, Mapping) and not toggle.get("icon"):
            yield ("theme", "palette", "toggle"), _NO_TOGGLE


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


def broken_templates(env: Environment, config: MkDocsConfig, site: Site) -> Iterator[Problem]:
    """Problems: templates and partials of the author's that cannot be read, with which MkDocs ends in a traceback."""
    folder = config.theme.custom_dir
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


def _titles(html: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of the headings of the first level, except ours."""
    begin, text = -1, ""
    for token in html_tokens(html):
        if token.name == "h1" and not token.is_end and "rs-name" not in token.get("class"):
            begin, text = token.start, ""
        elif not token.name:
            text += token.text
        elif token.name == "h1" and token.is_end and begin >= 0:
            yield begin, token.start + len("</h1>"), " ".join(text.split())
            begin = -1


def without_title(html: str, titles: set[str]) -> str:
    """The page without the title that a theme writes above a content that has one; its other `h1` are no headings."""
    for begin, end, text in reversed(list(_titles(html))):
        inside = html[begin + len("<h1") : end - len("</h1>")]
        html = html[:begin] + ("" if text in titles else f"<div{inside}</div>") + html[end:]
    return html
