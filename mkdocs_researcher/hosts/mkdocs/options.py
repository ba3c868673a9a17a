"""The plugin's options in `mkdocs.yml`, and settings of MkDocs and its theme that would end a build in a traceback."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError

from mkdocs_researcher.errors import closest_match, did_you_mean
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.hosts.mkdocs.assets import PAGE_TEMPLATES
from mkdocs_researcher.rendering.icons import Icons

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Steps = tuple[str, ...]  # names of settings, from the outermost one


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
    yield from missing_icons(config)


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


class AuthorsOption(BaseConfigOption[AuthorCount]):
    """How many names lists of authors show."""

    def run_validation(self, value: object) -> AuthorCount:
        try:
            return author_count(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def unknown_option(name: str, known: set[str]) -> str:
    """The end of MkDocs' message about an unknown option."""
    return f": {name}{did_you_mean(name, known)}"


class ResearcherOptions(Config):
    """Options of the plugin in `mkdocs.yml`; the manual describes each."""

    data_dir = c.Type(str, default="data")
    """Folder of the data files, next to `mkdocs.yml`."""

    templates_dir = c.Type(str, default="overrides/researcher")
    """Folder of your own templates; a file of the same name replaces ours."""

    profile = c.Choice(("auto", "sidebar", "header", "none"), default="auto")
    """Where the home page shows the profile; `auto`: `sidebar` if there is a `profile.yml` and the theme has room."""

    fonts = c.Choice(("own", "theme"), default="own")
    """`own`: text in Inter and names in Source Serif, both served from your site, unless you set `theme: font:`.
    `theme`: the theme's own behavior; Material then loads Roboto from Google."""

    paper_pages = c.Type(bool, default=False)
    """Give each paper a page `papers/<id>/` with abstract, BibTeX and the tags that scholarly search engines read."""

    people_pages = c.Type(bool, default=False)
    """Give each member of a lab a page `people/<id>/`, unless a page of yours has `person: <id>`."""

    cv_pdf = c.Type(bool, default=False)
    """Write the CV as `cv.pdf`, with the sections of the first `cv()`; needs `pip install "mkdocs-researcher[pdf]"`."""

    authors: c.Optional[AuthorCount] = c.Optional(AuthorsOption())
    """How many authors lists of papers show, and you, before the button that opens the rest; `all` for every one."""

    bibtex_hide = c.ListOfItems(c.Type(str), default=[])
    """Fields that are kept out of the BibTeX that visitors copy and of `publications.bib`."""

    cache = c.Type(bool, default=True)
    """Keep what is made from data, and the theme's compiled templates, in the user's cache folder."""

    def folders(self, project: Path) -> dict[str, Path]:
        """The folders of data and templates, by the name of their option."""
        return {"data_dir": project / (self.data_dir or "data"), "templates_dir": project / self.templates_dir}

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Checks the options; says which one an unknown name most likely means."""
        errors, warnings = super().validate()
        names = {name for name, _ in self._schema}
        return errors, [
            (key, f"Unrecognised configuration name{unknown_option(key, names)}" if key not in names else message)
            for key, message in warnings
        ]


def missing_icons(config: MkDocsConfig) -> Iterator[tuple[Steps, str]]:
    """Each setting with an icon that the theme does not have, and a message about it."""
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
