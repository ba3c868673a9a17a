"""Settings of a site that `check` looks at: its navigation, its theme's features and colors, and addresses."""

from __future__ import annotations

import functools
import logging
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pathspec.gitignore import GitIgnoreSpec
from pymdownx.emoji import to_png, to_png_sprite, to_svg, to_svg_sprite

from mkdocs_researcher.data.project_config import plugin_options
from mkdocs_researcher.errors import Location, Problem, Severity, closest_match, did_you_mean
from mkdocs_researcher.fields.urls import is_external, looks_like_host
from mkdocs_researcher.files import text_of, why_unreadable
from mkdocs_researcher.hosts.check.data_hints import LOCAL, LOCAL_MESSAGE
from mkdocs_researcher.hosts.check.other_markup import MATH_SCRIPT, MATHJAX
from mkdocs_researcher.hosts.mkdocs.config_check import OF_PLUGIN, OPTIONS, LoadedConfig
from mkdocs_researcher.hosts.mkdocs.theme import SOCIAL, unknown_colors
from mkdocs_researcher.rendering.page import Urls
from mkdocs_researcher.wording import language_named

# Names of features, as the files of a theme ask for them.
_FEATURE = re.compile(r"[\"']([a-z]+(?:\.[a-z]+)+)[\"']")
# Settings of Material that it ignores if they are a single word.
_FORMS = {
    "features": "must be a list; write each feature on a line of its own, after '- '",
    "palette": "must be settings such as 'primary: indigo', each on an indented line below it",
    "font": "must be settings such as 'text: Lato', each on an indented line below it, or false",
    "icon": "must be settings such as 'logo: material/school', each on an indented line below it",
}
# Settings of Material that are often misspelled.
_OF_MATERIAL = frozenset({*_FORMS, "direction", "favicon", "language", "logo"})
_LARGE = 3  # pages, in which readers may search
_NO_SEARCH = "'search' is not listed, so the site has no search; add '- search'"
_NO_REPOSITORY = "has no effect without repo_url, the address of the repository; add it, or remove the line"
_NO_HOME = "leaves out index.md, the home page; correct the pattern"
_NO_LOCALE = "has no effect in this theme, which uses 'language'; write language: {}"
_ONE_SLASH = re.compile(r"https?:/?(?=\w)")
_NO_BASE = 'does not extend the theme, so no page shows its text; start it with {% extends "base.html" %}'
_OLD_ANALYTICS = "Google has turned off properties such as '{}'; write that of Google Analytics 4, which starts with G-"
_NO_FONT = "Google has no font '{}', so visitors see another one; choose one of fonts.google.com"
_NOT_AT_GOOGLE = frozenset(
    "arial,calibri,cambria,comic sans ms,consolas,courier new,garamond,georgia,helvetica,helvetica neue,menlo,monaco,"
    "palatino,sans-serif,segoe ui,serif,times,times new roman,verdana".split(",")
)
# Hosts of scripts that are named in old instructions.
_GONE = {
    "polyfill.io": "has served malware and is gone; remove the line, which current browsers do not need",
    "cdn.mathjax.org": f"is gone; write {MATHJAX}",
    "rawgit.com": "is gone; put the file into docs/, or write an address of cdn.jsdelivr.net",
}
_NO_INSTANT = "is not set, and without it navigation.instant does nothing; write the address of the site"
_EMPTY_SECTION = "'{0}' has no page; write one after the colon, such as '- {0}: papers.md', or remove it"
_ANALYTICS = "must be settings such as 'provider: google' and 'property: G-…', each on an indented line below it"
_USER_PAGE = re.compile(r"https?://(?:www\.)?(?:github|gitlab|codeberg|bitbucket)\.(?:com|org)/[^/?#]+/?")
_NO_USER = "is the page of a user or group; write the address of the repository, such as {}/{}"
_ICON = "is an icon of the theme, and not a file; write 'logo: {}' on an indented line below icon:"
_CUT = "YAML reads what follows # as a comment, so this has no value; put it in quotes: '{}'"
_NO_SPACE = "is one text without a page; write '- {}: {}', with a space after the colon and without quotes"
_NO_ADDRESS = "is not set; write the address of the site, which feeds, search engines and previews of links need"
_MATH = "pymdownx.arithmatex"
_NO_SCRIPT = f"only marks formulas, and readers see them as written; add {MATH_SCRIPT}"
_EMOJI = "pymdownx.emoji"
_FROM_SERVERS = frozenset({to_png, to_png_sprite, to_svg, to_svg_sprite})
_SERVER_EMOJI = "loads its pictures from a server that sees each visitor; write on indented lines below it: {}"
_OWN_EMOJI = (
    "emoji_index: !!python/name:material.extensions.emoji.twemoji"
    " and emoji_generator: !!python/name:material.extensions.emoji.to_svg"
)
_NO_PICTURES = "emoji_generator: !!python/name:pymdownx.emoji.to_alt"
# What a project has that is published.
_HOSTS = (".git", ".github", ".gitlab-ci.yml", "netlify.toml")
_REPOSITORY = re.compile(r"https?://(?:www\.)?github\.com/([\w-]+)/([\w.-]*?)(?:\.git)?/?$")
_CSS_PART = re.compile(
    r"/\*(?:[^*]|\*(?!/))*(?:\*/)?|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|url\([^()\"']*\)|[{};]", re.S
)
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"'()\s]+)[\"']?\s*\)")
_OF_THEME = "has no effect here, unless a template reads it; write it below theme:"
_THEME_SETTINGS = ("favicon", "features", "font", "language", "palette")


def theme_problems(loaded: LoadedConfig, urls: Urls) -> Iterator[Problem]:
    """Features and colors that the theme does not have, and files of the configuration that do not exist."""
    theme = loaded.config.theme
    texts = tuple(folder for folder in theme.dirs if Path(folder, "assets").is_dir())
    features = _features(texts)
    listed = theme.get("features") or ()
    for name in listed if isinstance(listed, list) and features else ():
        if isinstance(name, str) and name not in features:
            message = f"the theme has no feature '{name}'{did_you_mean(name, features, show_all=0)}"
            yield loaded.problem(message, "theme", "features", name, field="features")
    yield from unknown_colors(loaded.config)
    for key in sorted(theme) if features and not theme.custom_dir else ():
        if key not in _OF_MATERIAL and (match := closest_match(key, _OF_MATERIAL, 0.75)):
            message = f"is no setting of the theme, did you mean '{match}'?"
            yield loaded.problem(message, "theme", key)
    for key, form in _FORMS.items():
        wrong = str | int if key in {"features", "palette"} else str | int | list
        if features and isinstance(theme.get(key), wrong) and theme.get(key) is not False:
            yield loaded.problem(form, "theme", key)
    if features and (locale := loaded.written_in("theme", "locale")) and theme.get("language") == "en":
        yield loaded.problem(_NO_LOCALE.format(locale), "theme", "locale")
    yield from _of_fonts(loaded)
    yield from _of_search(loaded, texts)
    yield from _missing_files(loaded, urls)
    yield from _of_style_sheets(loaded, urls)
    yield from _of_patterns(loaded)
    yield from _misplaced_options(loaded)
    yield from _of_extra(loaded)
    has_search = any(name.rpartition("/")[2] == "search" for name in loaded.config.plugins)
    if "plugins" in loaded.written and not has_search and len([*nav_targets(loaded.config.nav)]) >= _LARGE:
        yield loaded.problem(_NO_SEARCH, "plugins", severity="info")
    yield from _of_templates(loaded)
    yield from _of_address(loaded)
    yield from _of_math(loaded)
    yield from _of_emoji(loaded, is_material=bool(features))


def _of_fonts(loaded: LoadedConfig) -> Iterator[Problem]:
    font = loaded.config.theme.get("font")
    for key, name in font.items() if isinstance(font, Mapping) else ():
        if str(name).casefold() in _NOT_AT_GOOGLE:
            yield loaded.problem(_NO_FONT.format(name), "theme", "font", key, field=f"font.{key}")


def _of_search(loaded: LoadedConfig, folders: Iterable[str]) -> Iterator[Problem]:
    """Languages of the search that the theme has no file for; MkDocs takes English in their place."""
    written = plugin_options(loaded.written, "search").get("lang") or ()
    files = (path for folder in folders for path in Path(folder).glob("assets/javascripts/lunr/min/lunr.??.min.js"))
    known = {path.name.split(".")[1] for path in files}
    for language in [written] if isinstance(written, str) else map(str, written) if known else ():
        code = language.partition("-")[0].partition("_")[0]
        if known and code not in known | {"en"}:
            hint = f"; write {meant}" if (meant := language_named(language)) in known else did_you_mean(code, known)
            yield loaded.problem(f"the search has no language '{language}'{hint}", "plugins", "search", "lang")


def _misplaced_options(loaded: LoadedConfig) -> Iterator[Problem]:
    for name in ("repo_name", "edit_uri") if not loaded.config.repo_url else ():
        if loaded.written.get(name):
            yield loaded.problem(_NO_REPOSITORY, name)
    if _USER_PAGE.fullmatch(url := loaded.config.repo_url or ""):
        name = url.rstrip("/").rpartition("/")[2]
        message = _NO_USER.format(url.rstrip("/"), f"{name.lower()}.github.io" if "github." in url else "homepage")
        yield loaded.problem(message, "repo_url")
    for key, location, rest in loaded.positions.cut_values():
        yield Problem(location, _CUT.format(rest), key, "warning")
    for name in sorted(OPTIONS.intersection(loaded.config.theme) - {"fonts", "profile"}):
        yield loaded.problem(OF_PLUGIN.format(name), "theme", name)


def _of_templates(loaded: LoadedConfig) -> Iterator[Problem]:
    path = Path(loaded.config.theme.custom_dir or "", "main.html")
    if loaded.config.theme.custom_dir and path.is_file() and not why_unreadable(path):
        text = text_of(path)
        if "extends" not in text and "page.content" not in text:
            shown = Path(path.parent.name, path.name).as_posix()
            yield Problem(Location(shown), _NO_BASE, severity="warning")


def _of_extra(loaded: LoadedConfig) -> Iterator[Problem]:
    extra = loaded.config.extra
    analytics, social = extra.get("analytics"), extra.get("social") or []
    for name in _THEME_SETTINGS if not loaded.config.theme.custom_dir else ():
        if name in extra:
            yield loaded.problem(_OF_THEME, "extra", name, severity="info")
    given = analytics if isinstance(analytics, Mapping) else {}
    needed = ("provider", "property") if given.get("provider") == "google" else ("provider",)
    if analytics is not None and not all(map(given.get, needed)):
        yield loaded.problem(_ANALYTICS, "extra", "analytics")
    elif (name := str(given.get("property"))).startswith("UA-"):
        yield loaded.problem(_OLD_ANALYTICS.format(name), "extra", "analytics", "property")
    if message := _lacks_scheme(str(extra.get("homepage") or "")):
        yield loaded.problem(message, "extra", "homepage")
    for item in social if isinstance(social, list) else [{"icon": social}]:
        link = str(item.get("link") or "") if isinstance(item, Mapping) and "icon" in item else "/"
        if message := _lacks_scheme(link) if link else SOCIAL:
            yield loaded.problem(message, "extra", "social")


def _of_math(loaded: LoadedConfig) -> Iterator[Problem]:
    config = loaded.config
    if _MATH not in config.markdown_extensions:
        return
    scripts = [str(script) for script in config.extra_javascript]
    local = [Path(config.docs_dir, script) for script in scripts if not is_external(script)]
    templates = Path(config.theme.custom_dir).rglob("*.html") if config.theme.custom_dir else ()
    texts = map(text_of, (*local, *templates))
    if not any(word in text.lower() for text in (*scripts, *config.plugins, *texts) for word in ("math", "katex")):
        yield loaded.problem(_NO_SCRIPT, "markdown_extensions", _MATH, severity="info")


def _of_emoji(loaded: LoadedConfig, *, is_material: bool) -> Iterator[Problem]:
    options = loaded.config.mdx_configs.get(_EMOJI, {})
    generator = options.get("emoji_generator", to_png)
    if _EMOJI in loaded.config.markdown_extensions and generator in _FROM_SERVERS:
        remedy = _OWN_EMOJI if is_material else _NO_PICTURES
        yield loaded.problem(_SERVER_EMOJI.format(remedy), "markdown_extensions", _EMOJI)


def _of_address(loaded: LoadedConfig) -> Iterator[Problem]:
    url = loaded.config.site_url
    if not url and any(problem.field == "site_url" for problem in loaded.problems):
        return
    if not url:
        folder = Path(loaded.config.config_file_path).parent
        is_instant = "navigation.instant" in (loaded.config.theme.get("features") or ())
        severity: Severity = "info" if is_instant or any((folder / name).exists() for name in _HOSTS) else "debug"
        message = _NO_INSTANT if is_instant else _NO_ADDRESS
        yield loaded.problem(message, "site_name", field="site_url", severity=severity)
    elif message := _wrong_address(url):
        yield loaded.problem(message, "site_url")


def _wrong_address(url: str) -> str:
    if found := _REPOSITORY.match(url):
        address = f"{found[1].lower()}.github.io"
        folder = "" if found[2].lower() in {"", address} else f"{found[2]}/"
        return f"is the address of a repository; that of the site is most likely https://{address}/{folder}"
    parts = urlsplit(url)
    if LOCAL.match(url):
        return LOCAL_MESSAGE
    path = parts.path.rstrip("/")  # MkDocs adds a slash
    if parts.query or parts.fragment or path.endswith((".html", ".md")):
        folder = posixpath.dirname(path) if "." in posixpath.basename(path) else path
        return f"must be the address of the whole site; write {parts.scheme}://{parts.netloc}{folder.rstrip('/')}/"
    return ""


@functools.lru_cache(maxsize=4)
def _features(folders: tuple[str, ...]) -> frozenset[str]:
    features: set[str] = set()
    for folder in map(Path, folders):
        for pattern in ("**/*.html", "assets/javascripts/bundle*.js"):
            for path in folder.glob(pattern):
                features.update(_FEATURE.findall(text_of(path)))
    return frozenset(features)


def _missing_files(loaded: LoadedConfig, urls: Urls) -> Iterator[Problem]:
    config, theme = loaded.config, loaded.config.theme
    named: list[tuple[tuple[str, ...], Any]] = [(("theme", key), theme.get(key)) for key in ("logo", "favicon")]
    for setting in ("extra_css", "extra_javascript"):
        items: Iterable[Any] = config.get(setting) or ()
        named += [((setting, str(item)), str(item)) for item in items]
    for steps, path in named:
        field = steps[-1] if steps[0] == "theme" else steps[0]
        if isinstance(path, str) and (message := _lacks_slash(path) or _is_gone(path) or _is_icon(path, steps[-1])):
            yield loaded.problem(message, *steps, field=field)
            continue
        if not isinstance(path, str) or is_external(path) or not urls.is_missing(path):
            continue
        if not any(Path(folder, path).is_file() for folder in theme.dirs):
            yield loaded.problem(urls.missing_message(path), *steps, field=field)


def _lacks_slash(address: str) -> str:
    """A message about `https:/example.org`; empty for any other address."""
    found = _ONE_SLASH.match(address)
    return f"a web address is written as 'https://{address[found.end() :]}'" if found else ""


def _lacks_scheme(address: str) -> str:
    """A message about an address that only people understand; empty for any other."""
    if is_external(address):
        return ""
    if "@" in address:
        return f"'{address}' is an email address; write 'mailto:{address}'"
    return _lacks_slash(f"https:/{address}" if looks_like_host(address) else address)


def _is_icon(path: str, key: str) -> str:
    is_icon = key == "logo" and path.startswith(("material/", "fontawesome/", "octicons/", "simple/"))
    return _ICON.format(path) if is_icon and not Path(path).suffix else ""


def _is_gone(address: str) -> str:
    host = (urlsplit(address).hostname or "") if is_external(address) else ""
    return next((f"{name} {message}" for name, message in _GONE.items() if f".{host}".endswith(f".{name}")), "")


def _of_style_sheets(loaded: LoadedConfig, urls: Urls) -> Iterator[Problem]:
    """Braces and comments of the author's style sheets that have no counterpart, and files that do not exist."""
    docs_dir = Path(loaded.docs_dir)
    for name in map(str, loaded.config.extra_css):
        path = docs_dir / name
        if is_external(name) or not path.is_file() or why_unreadable(path):
            continue
        if path.suffix != ".css":
            message = f"browsers read only CSS, and '{path.suffix}' is another language; convert it to a .css file"
            yield loaded.problem(message, "extra_css", name, field="extra_css")
            continue
        text = text_of(path)
        for line, message in (*filter(None, [_fault_of_style(text)]), *_missing_in_style(text, name, urls)):
            yield Problem(Location(f"{docs_dir.name}/{name}", line), message, severity="warning")


def _missing_in_style(text: str, name: str, urls: Urls) -> Iterator[tuple[int, str]]:
    plain = _CSS_PART.sub(lambda part: "\n" * part[0].count("\n") if part[0][:2] == "/*" else part[0], text)
    for found in _CSS_URL.finditer(plain):
        if is_external(found[1]) or found[1].startswith(("/", "#", "data:")):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(re.split("[?#]", found[1])[0])))
        if path.startswith("../") or urls.lookup(path) is None:
            message = f"there is no file '{path}' in the docs folder; addresses start at the folder of the style sheet"
            yield plain.count("\n", 0, found.start()) + 1, message


def _fault_of_style(text: str) -> tuple[int, str] | None:
    """The line and a message for the first brace or comment without its counterpart, or declaration without a colon."""
    opened: list[int] = []
    declaration, end = "", 0
    for found in _CSS_PART.finditer(text):
        part = found[0]
        line = text.count("\n", 0, found.start()) + 1
        declaration, end = declaration + text[end : found.start()], found.end()
        if part in {";", "}"} and opened and (words := declaration.strip()) and ":" not in words and words[0] != "@":
            below = declaration[len(declaration.rstrip()) :].count("\n")
            return line - below, f"'{words[:40]}' has no colon, so browsers ignore it; write name: value;"
        if part == "{":
            opened.append(line)
        elif part == "}" and not opened:
            return line, "this } closes nothing, so browsers ignore the rule after it; remove it"
        elif part == "}":
            opened.pop()
        elif part.startswith("/*") and not part.endswith("*/"):
            return line, "the comment is never closed, so browsers ignore the rest; add */"
        elif part != ";":
            declaration += "" if part.startswith("/*") else part
            continue
        declaration = ""
    return (opened[0], "this { is never closed, so browsers ignore rules below it; add }") if opened else None


def _of_patterns(loaded: LoadedConfig) -> Iterator[Problem]:
    """Patterns of files that match none, so that these files are published, or missing from the navigation."""
    docs_dir = Path(loaded.docs_dir)
    files = [path.relative_to(docs_dir).as_posix() for path in docs_dir.rglob("*")] if docs_dir.is_dir() else []
    if "index.md" in files and loaded.is_excluded("index.md"):
        yield loaded.problem(_NO_HOME, "exclude_docs")
    for setting in ("exclude_docs", "draft_docs", "not_in_nav"):
        for line in str(loaded.written.get(setting) or "").splitlines():
            pattern = line.strip()
            if pattern.startswith(("#", "!")) or not pattern:
                continue
            if any(map(GitIgnoreSpec.from_lines([pattern]).match_file, files)):
                continue
            _, is_below, rest = pattern.partition(f"{docs_dir.name}/")
            match = closest_match(pattern.strip("/"), files, 0.75)
            meant = f", did you mean '{match}'?" if match else ""
            hint = f"; patterns start there, so write '{rest}'" if is_below else meant
            message = f"'{pattern}' matches no file in {docs_dir.name}/{hint}"
            yield loaded.problem(message, setting, severity="warning" if hint else "info")


# i18n makes no pages, and the paths of its languages are known.
_NO_MAKERS = frozenset({"researcher", "search", "i18n"})
_MAKERS = ("on_files", "on_nav")


def nav_problems(
    loaded: LoadedConfig, known: Collection[str], candidates: Callable[[str], Iterator[str]]
) -> Iterator[Problem]:
    """The entries of `nav` that are not pages or files of the site, as severe as MkDocs finds them.

    Args:
        known: the pages of the author, and the files that our plugin adds.
        candidates: returns the files that a path may mean: on a site in several languages there are several.
    """
    config = loaded.config
    docs_dir = Path(loaded.docs_dir)
    level = config.validation.nav.not_found
    if level < logging.INFO or not docs_dir.is_dir():
        return
    makers = _makers(loaded)
    files = {*known} | {path.relative_to(docs_dir).as_posix() for path in docs_dir.rglob("*.*")}
    seen: set[str] = set()
    for steps, target in _every_target(loaded):
        path = posixpath.normpath(target)
        if not target:
            yield loaded.problem(_EMPTY_SECTION.format(steps[-1]), *steps, field="nav")
            continue
        title, _, page = map(str.strip, target.partition(":"))
        if message := _NO_SPACE.format(title, page) if page in known else _lacks_slash(target):
            yield loaded.problem(message, *steps, field="nav")
            continue
        if steps[0] == "nav" and path in seen:
            message = f"'{target}' appears twice in the navigation, but a page can have only one place; remove one"
            yield loaded.problem(message, *steps, field="nav", severity="info")
        seen.add(path if steps[0] == "nav" else "")
        if (page := path.lstrip("/")) != path and page in known:
            message = f"'{target}' starts with /, so it does not lead to the page; write '{page}'"
            yield loaded.problem(message, *steps, field="nav")
            continue
        is_file = not path.startswith("../") and (docs_dir / path).is_file()
        if any(name in known for name in candidates(path)) or is_file or _is_elsewhere(target):
            continue
        severity: Severity = "warning" if level >= logging.WARNING else "info"
        is_address = looks_like_host(target) and not target.endswith(".md")
        hint = f"; for a web address write 'https://{target}'" if is_address else _meant(path, known, files)
        message = f"'{target}' is not a file in {docs_dir.name}/{hint}"
        if makers:
            severity, message = "info", f"{message}, unless a plugin makes it ({', '.join(makers)})"
        yield loaded.problem(message, *steps, field="nav", severity=severity)


def _meant(path: str, known: Collection[str], files: Collection[str]) -> str:
    """The end of a message about a path in the navigation that leads nowhere; empty if nothing is like it."""
    page, _, anchor = path.partition("#")
    if anchor and page in known:
        return f"; the navigation leads to whole pages, so write '{page}'"
    if f"{path}.md" in known:
        return f", did you mean '{path}.md'?"
    stem, ending = posixpath.splitext(path)
    if ending == ".md" and f"{stem}.txt" in files:
        return f"; rename '{stem}.txt' to {posixpath.basename(path)}"
    return did_you_mean(path, files, show_all=0)


def _makers(loaded: LoadedConfig) -> list[str]:
    return [
        name
        for name, plugin in loaded.config.plugins.items()
        if name.rpartition("/")[2] not in _NO_MAKERS and any(hasattr(plugin, event) for event in _MAKERS)
    ]


def in_nav(loaded: LoadedConfig, pages: Iterable[str]) -> set[str]:
    """The pages that are in the navigation, or are meant not to be; all if MkDocs or a plugin makes it."""
    listed = {posixpath.normpath(target) for _, target in _every_target(loaded)}
    if not listed or _makers(loaded) or _languages_of(loaded):
        return {*pages}
    config = loaded.config
    specs = [spec for spec in (config.exclude_docs, config.draft_docs, config.not_in_nav) if spec is not None]
    return listed | {page for page in pages if any(spec.match_file(page) for spec in specs)}


def untranslated_titles(loaded: LoadedConfig) -> Iterator[Problem]:
    """Translations of titles that are not in the navigation, and so have no effect."""
    titles = {title for steps, _ in nav_targets(loaded.config.nav) for title in steps}
    for language in _languages_of(loaded) if titles else ():
        given = language.get("nav_translations")
        for title in given or () if isinstance(given, Mapping) else ():
            if title not in titles:
                message = f"the navigation has no title '{title}'{did_you_mean(str(title), titles, show_all=0)}"
                steps = ("plugins", "i18n", "languages", "nav_translations", str(title))
                yield loaded.problem(message, *steps, field="nav_translations")


def _is_elsewhere(target: str) -> bool:
    """Is it a link to somewhere else, which MkDocs does not check either?"""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.scheme or parts.netloc) or target.startswith("/")


def _every_target(loaded: LoadedConfig) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages of the navigation, and of those of single languages, each with the settings above it."""
    yield from ((("nav", *steps), target) for steps, target in nav_targets(loaded.config.nav))
    for language in _languages_of(loaded):
        for _, target in nav_targets(language.get("nav") or []):
            yield ("plugins", "i18n", "languages", str(language.get("locale"))), target


def _languages_of(loaded: LoadedConfig) -> list[Mapping[str, Any]]:
    """The settings of each language of i18n; none without that plugin."""
    i18n = loaded.config.plugins.get("i18n")
    options: Any = i18n.config if i18n else {}
    return [language for language in options.get("languages") or () if isinstance(language, Mapping)]


def nav_targets(nav: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages of a `nav`, each with the names above it; an empty text for a section without any."""
    if nav == [] and steps:
        yield steps, ""
    elif isinstance(nav, str):
        yield (steps if steps else (nav,)), nav
    elif isinstance(nav, list):
        for item in nav:
            yield from nav_targets(item, (*steps, item) if isinstance(item, str) else steps)
    elif isinstance(nav, dict):
        for title, inner in nav.items():
            yield from nav_targets(inner, (*steps, str(title)))
