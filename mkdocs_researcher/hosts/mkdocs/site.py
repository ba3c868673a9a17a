"""The plugin's options in `mkdocs.yml`, compatibility with other plugins, and the site that is made from all this.

None of those plugins is a dependency, so their objects have no types here.
"""

from __future__ import annotations

import contextlib
import gc
import html
import logging
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from markupsafe import escape
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel

from mkdocs_researcher.data.project_config import ConfigPositions
from mkdocs_researcher.errors import Location, Problem, Severity, did_you_mean, read_problem
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.files import why_unreadable
from mkdocs_researcher.hosts.mkdocs.theme import wrong_settings
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.icons import icon_folders
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax import Host
from mkdocs_researcher.syntax.cache import CacheKeys, cache_keys, is_worth_caching
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.processors import calls_in_html
from mkdocs_researcher.syntax.settings import Settings, last_change
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import language_chain

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin, PluginCollection
    from mkdocs.structure.files import File, Files


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
    """How many authors lists of papers show, in addition to you, before the button that opens the rest, or `all`."""

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


# Pictures that are not worth a view of their own.
_SMALL_IMAGES = ("rs-logo", "rs-aff__logo", "rs-avatar", "rs-hero__img", "rs-hero__wide")


@event_priority(100)  # before the search of Material, which ends in a traceback without the words of a language
def refuse_settings(plugin: BasePlugin[ResearcherOptions], config: MkDocsConfig) -> MkDocsConfig:
    """Ends the build at settings that cannot work, or if a plugin is listed twice: the second one gets the pages.

    Raises:
        PluginError: with all of them.
    """
    file = Path(config.config_file_path or ".").absolute()
    faults = list(wrong_settings(config, plugin.config.folders(file.parent).values()))
    if sum(isinstance(other, type(plugin)) for other in config.plugins.values()) > 1:
        faults.append((("plugins",), "'researcher' is listed twice; keep one"))
    if faults:
        positions = ConfigPositions(file, file.parent)
        problems = (Problem(positions.locate(*steps), message, ".".join(steps)) for steps, message in faults)
        raise PluginError("\n".join(map(str, problems)))
    return config


class CallAsText:
    """A function that returns a call of itself as text; used without parentheses, its name in braces."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.__doc__ = f"The macro {name} of mkdocs-researcher."

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        arguments = [repr(value) for value in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
        return f"{{{{ {self.__name__}({', '.join(arguments)}) }}}}"

    def __str__(self) -> str:
        return f"{{{{ {self.__name__} }}}}"


def register_with_macros(plugin: Any) -> None:
    """Register our names with mkdocs-macros, except those that the author uses for macros of their own."""
    if plugin is None or not hasattr(plugin, "register_macros"):
        return
    taken = getattr(plugin, "macros", None) or {}
    plugin.register_macros({name: CallAsText(name) for name in BY_NAME if name not in taken})


class Languages(NamedTuple):
    """The facts of mkdocs-static-i18n about the build of one language of a site.

    Attributes:
        default: the language at the root of the site, which is built first.
        translates: has another language of the site been built before?
    """

    current: str
    default: str
    every: tuple[str, ...]
    translates: bool

    def folder(self, language: str) -> str:
        """The folder of a language below the site's root, such as `de/`; empty for the default one."""
        return "" if language == self.default else f"{language}/"


def languages_of(plugins: PluginCollection) -> Languages | None:
    """The languages of the site if mkdocs-static-i18n builds it; valid after its `on_config`."""
    plugin: Any = plugins.get("i18n")
    if plugin is None or not getattr(plugin, "current_language", None):
        return None
    return Languages(
        plugin.current_language, plugin.default_language, tuple(plugin.build_languages), bool(plugin.building)
    )


def placed(file: File, folder: str) -> File:
    """A file of MkDocs that is new, in a folder of the site that its path does not have.

    Args:
        file: the file; its addresses must not have been asked for yet.
    """
    if folder:
        file.dest_uri = folder + file.dest_uri
    return file


def add_translations(file: File, config: MkDocsConfig, languages: Languages) -> None:
    """Let the language switcher and the sitemap of mkdocs-static-i18n know a generated page in all languages."""
    from mkdocs.structure.files import File

    plugin: Any = config.plugins["i18n"]
    name = file.src_uri
    alternates = {
        language: placed(File.generated(config, name, content=""), languages.folder(language))
        for language in languages.every
    }
    page: Any = file
    page.alternates = {**alternates, languages.current: file}
    page.locale = page.locale_alternate_of = languages.current
    page.localization, page.norm_src_uri = None, name
    plugin.i18n_files_per_language.setdefault(languages.current, []).append(file)


def leave_small_images(plugins: PluginCollection) -> None:
    """Keep logos and portraits out of the lightbox of mkdocs-glightbox."""
    glightbox: Any = plugins.get("glightbox")
    skipped = glightbox.config.get("skip_classes") if glightbox else None
    if isinstance(skipped, list):
        skipped.extend(name for name in _SMALL_IMAGES if name not in skipped)


def report_raw_calls(page: Page, html: str, site: Site) -> None:
    """Report the calls in a page that another plugin converts by itself, as mkdocs-jupyter does with notebooks."""
    if page.is_converted:
        return
    for name in dict.fromkeys(call.name for call in calls_in_html(html)):
        lines = enumerate(page.source.split("\n"), 1)
        number = next((number for number, line in lines if any(call.name == name for call in find_calls(line))), 0)
        message = "is not shown, because another plugin converts this file without our extension; call it in a .md page"
        site.report(Problem(Location(page.display_path, number), message, f"{name}()", "warning"))


def fill_print_page(source: object, html: str) -> None:
    """Give mkdocs-print-site the finished content of a page, which it puts on a page with all others.

    Args:
        source: MkDocs' page; changed if the plugin has stored the page's content in it.
    """
    if hasattr(source, "html"):
        source.html = html


# The site


@contextlib.contextmanager
def without_garbage_collection() -> Iterator[None]:
    """For reading the data: all of it lives until the end, but Python would search it for garbage again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


PUBLIC = (
    "is in the folder of your pages, so the site publishes your data as it is, hidden entries included; "
    "move it next to mkdocs.yml"
)
_NO_PAGES = "is the folder of the data; write the folder of the pages, such as docs"


def public_data(site: Site) -> Problem:
    """The problem of data that the site publishes."""
    settings = site.settings
    if settings.data_dir.absolute() == settings.docs_dir.absolute():
        return Problem(Location("mkdocs.yml"), _NO_PAGES, "docs_dir", "warning")
    return Problem(Location(site.library.display_path(settings.data_dir)), PUBLIC, severity="warning")


def begin_site(
    host: Host,
    config: MkDocsConfig,
    options: ResearcherOptions,
    folders: Mapping[str, Path],
    files: Files,
    *,
    serve: bool,
) -> None:
    """Starts a build: gives the host its site, and checks the files that it is made from."""
    register_with_macros(config.plugins.get("macros"))
    settings = _settings(config, options, folders, serve=serve)
    if settings.translates:
        config.theme.static_templates.discard("404.html")  # the site has one, in its default language
    keys = CacheKeys()
    if options.cache and is_worth_caching(settings):
        names = [str(config.get(name) or "") for name in ("site_name", "site_url", "site_description")]
        shown = (names, config.use_directory_urls, options.paper_pages, options.people_pages, options.cv_pdf)
        keys = cache_keys(settings, [(file.src_uri, file.url) for file in files], shown)

    def lookup(path: str) -> str | None:
        file = files.get_file_from_path(path)
        return file.url if file else None

    host.begin(settings, lookup, keys)
    _check_sources(host.site, files)


def _settings(
    config: MkDocsConfig, options: ResearcherOptions, folders: Mapping[str, Path], *, serve: bool
) -> Settings:
    project = Path(config.config_file_path or ".").absolute().parent
    docs_dir = Path(config.docs_dir)
    # Math is rendered by extensions such as arithmatex, and by scripts.
    candidates: list[Any] = [*config.markdown_extensions, *config.extra_javascript, *config.plugins]
    languages = languages_of(config.plugins)
    return Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=folders["data_dir"],
        templates_dir=folders["templates_dir"],
        language=_language(config, languages),
        translates=languages is not None and languages.translates,
        icon_dirs=icon_folders(config.theme.dirs),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
        mode="serve" if serve else "build",
        has_math_script=any(word in str(name).lower() for name in candidates for word in ("math", "katex")),
        inserts_late_html=True,
        last_change=lambda: last_change(project, [docs_dir, *folders.values()]),
        authors=options.authors,
        bibtex_hide=options.bibtex_hide,
    )


def _language(config: MkDocsConfig, languages: Languages | None) -> str:
    """The language of the pages: that of the theme, unless only mkdocs-static-i18n knows it."""
    language = str(config.theme.get("language") or config.theme.get("locale") or "en")
    if languages is None or not {language_chain(language)[-1]}.isdisjoint(language_chain(languages.current)):
        return language
    return languages.current


def escape_names(config: MkDocsConfig) -> dict[str, str]:
    """Escapes the site's name, author and description, which themes print as they are.

    A theme that escapes them gets the same text, since it is marked as escaped.

    Returns:
        These settings as they were.
    """
    names = ("site_name", "site_author", "site_description")
    written = {name: text for name in names if isinstance(text := config.get(name), str)}
    config.update({name: escape(html.unescape(text)) for name, text in written.items()})
    return written


def _check_public_data(site: Site, files: Files) -> None:
    data_dir = site.settings.data_dir
    if not data_dir.is_relative_to(site.settings.docs_dir):
        return
    read = {str(path.absolute()) for path in (*site.library.paths.values(), *site.library.bibs)}
    if any(file.abs_src_path in read and file.inclusion is not InclusionLevel.EXCLUDED for file in files):
        site.report(public_data(site))


def check_anchors(site: Site, files: Files, level: int) -> None:
    """Reports links of the data to anchors that their pages do not have, as MkDocs does for links of pages.

    Args:
        level: MkDocs' `validation.links.anchors`, a level of `logging`.
    """
    missing = {url for url in site.anchored if not _has_anchor(files, url)} if level >= logging.INFO else set()
    if missing:
        site.library.read_all()
        for problem in anchor_problems(site, missing, "warning" if level >= logging.WARNING else "info"):
            site.report(problem)


def anchor_problems(site: Site, missing: Set[str], severity: Severity) -> Iterator[Problem]:
    """The problems of links of the data to anchors that are missing."""
    from mkdocs_researcher.data.references import references_to

    for file, field_path, url in list(references_to(missing, site.library.files.values())):
        page, _, anchor = url.partition("#")
        before = len(file.problems)
        file.report(field_path, f"the page '{page}' has no anchor '#{anchor}'", severity)
        yield from file.problems[before:]


def _has_anchor(files: Files, url: str) -> bool:
    """Does the page have the anchor? True for files that are not pages."""
    path, _, anchor = url.partition("#")
    file = files.get_file_from_path(posixpath.normpath(unquote(path.partition("?")[0])))
    ids = getattr(getattr(file, "page", None), "present_anchor_ids", None)
    return ids is None or not anchor or unquote(anchor) in ids


def _check_sources(site: Site, files: Files) -> None:
    """Reports pages that are not in UTF-8 or no files, and data files that the site publishes."""
    for file in list(files):
        path = Path(file.abs_src_path or site.settings.docs_dir)
        if reason := why_unreadable(path):
            site.report(Problem(Location(site.library.display_path(path)), reason))
            files.remove(file)  # MkDocs would wait for it forever, or end in a traceback
    _check_pages(site, files.documentation_pages())
    _check_public_data(site, files)


def _check_pages(site: Site, pages: Iterable[File]) -> None:
    """Reports pages that are not in UTF-8; MkDocs reads them as Latin-1 then, instead of ending in a traceback."""
    for page in pages:
        path = page.abs_src_path
        if not path:
            continue
        try:
            data = page.content_bytes
            data.decode("utf-8")
        except OSError:
            continue  # MkDocs reports it
        except UnicodeDecodeError as error:
            site.report(read_problem(site.library.display_path(Path(path)), error))
            page.content_string = data.decode("latin-1")
            page.abs_src_path = path  # MkDocs deletes it when the content is set, and messages need it
