"""The plugin's options in `mkdocs.yml`, and compatibility with other plugins.

None of those is a dependency, so their objects have no types here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from mkdocs_researcher.data.project_config import ConfigPositions
from mkdocs_researcher.errors import Location, Problem, did_you_mean
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.hosts.mkdocs.theme import wrong_settings
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.processors import calls_in_html
from mkdocs_researcher.syntax.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin, PluginCollection
    from mkdocs.structure.files import File


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
