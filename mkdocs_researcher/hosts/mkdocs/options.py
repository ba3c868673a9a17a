"""The plugin's options in `mkdocs.yml`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.fields.numbers import AuthorCount, author_count


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
