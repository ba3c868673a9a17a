"""A project opened without MkDocs: its configuration, its data, its pages, and the languages of mkdocs-static-i18n."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pathspec.gitignore import GitIgnoreSpec

from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import Location, Problem, closest_match
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.fields.urls import PublishedPaths
from mkdocs_researcher.files import is_folder, text_of
from mkdocs_researcher.hosts.mkdocs import people_pages
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Lookup, folder_lookup
from mkdocs_researcher.syntax.settings import Settings, last_change
from mkdocs_researcher.syntax.site import Site


class PageLanguages(NamedTuple):
    """How files belong to languages.

    Attributes:
        default: the language at the root of the site; empty for a site of one language.
        in_folders: has each language a folder? Otherwise names of files end in the language: `index.de.md`.
        unbuilt: the languages that are not built.
    """

    default: str = ""
    every: tuple[str, ...] = ()
    in_folders: bool = False
    unbuilt: tuple[str, ...] = ()

    def of(self, path: str) -> str:
        """The language of a page below `docs_dir`; the default one for pages of all languages."""
        found = PurePosixPath(path).parts[0] if self.in_folders else PurePosixPath(path).stem.rpartition(".")[2]
        return found if found in self.every else self.default

    def candidates(self, path: str) -> Iterator[str]:
        """The files that a path in data or pages may mean, the likeliest first."""
        yield path
        if self.in_folders:
            first, _, rest = path.partition("/")
            names = [rest, path] if first in self.every else [path]
            yield from (f"{code}/{name}" for name in names for code in self.every)
            yield names[0]
        else:
            whole = PurePosixPath(path)
            yield from (str(whole.with_suffix(f".{code}{whole.suffix}")) for code in self.every)


def page_languages(config: Mapping[str, Any]) -> PageLanguages:
    """The languages of a project."""
    options = plugin_options(config, "i18n")
    listed = options.get("languages")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    built = {str(entry.get("locale")): entry for entry in entries if entry.get("build") is not False}
    unbuilt = [str(entry.get("locale")) for entry in entries if entry.get("build") is False]
    default = next((code for code, entry in built.items() if entry.get("default") is True), "")
    return PageLanguages(default, tuple(built), options.get("docs_structure") == "folder", tuple(unbuilt))


# The same as in MkDocs.
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class SourcePage(NamedTuple):
    """A page as its author wrote it.

    Attributes:
        name: its path below `docs_dir`, with forward slashes.
        text: as far as it can be read.
        error: why it cannot be read; it is reported with the problems of the page's calls.
    """

    file: Path
    name: str
    text: str
    error: OSError | UnicodeDecodeError | None = None


class Opened(NamedTuple):
    """A project opened without MkDocs.

    Attributes:
        made: the URLs of the files that our plugin adds, by their paths.
        problems: those of `mkdocs.yml`; `site.problems` are those of the data.
    """

    site: Site
    config: Mapping[str, Any]
    pages: Sequence[SourcePage]
    made: Mapping[str, str]
    problems: Sequence[Problem] = ()


def open_project(project: Path) -> Opened:
    """Read and check the data of the project in a folder."""
    config, problems = read_config(project)
    opened = open_site(project, config, plugin_options(config), languages=page_languages(config))
    return opened._replace(problems=problems)


def open_site(
    project: Path,
    config: Mapping[str, Any],
    options: Mapping[str, Any],
    config_file: str = "mkdocs.yml",
    languages: PageLanguages = PageLanguages(),  # noqa: B008 - it is immutable
) -> Opened:
    """Opens a project whose configuration is known, and checks its data."""
    docs_dir = project / str(config.get("docs_dir", "docs"))
    theme = config.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    custom_dir = theme.get("custom_dir")
    custom_icons = [project / custom_dir / ".icons"] if custom_dir else []
    authors, wrong_authors = _author_count(options.get("authors"))
    hidden = options.get("bibtex_hide")
    settings = Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=project / str(options.get("data_dir") or "data"),
        templates_dir=project / str(options.get("templates_dir") or "overrides/researcher"),
        icon_dirs=(*custom_icons, *bundled_icon_folders()),
        language=languages.default or str(theme.get("language") or theme.get("locale") or "en"),
        mode="build",
        last_change=lambda: last_change(project, [docs_dir]),
        authors=authors,
        bibtex_hide=[name for name in hidden if isinstance(name, str)] if isinstance(hidden, list) else (),
    )
    generated: dict[str, str] = {}
    pages = [_read_page(file, file.relative_to(docs_dir).as_posix()) for file in find_pages(docs_dir)]
    directory_urls = config.get("use_directory_urls", True) is not False
    is_left_out = _excluded(config.get("exclude_docs")).match_file
    lookup = folder_lookup(docs_dir, directory_urls=directory_urls, is_left_out=is_left_out)
    site = Site(settings, _finder(lookup, generated, languages))
    generated.update(_generated_files(site, pages, options, directory_urls=directory_urls))
    site.check_links()
    site.check_hidden_fields(Location(config_file))
    if wrong_authors:
        site.report(Problem(Location(config_file), wrong_authors, "authors"))
    return Opened(site, config, pages, generated)


def _read_page(file: Path, name: str) -> SourcePage:
    try:
        return SourcePage(file, name, file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        return SourcePage(file, name, text_of(file), error)


def _excluded(given: Any) -> GitIgnoreSpec:
    """The files that MkDocs leaves out: those of the setting `exclude_docs`, after those of its own."""
    usual = GitIgnoreSpec.from_lines([".*", "/templates/", *(given.splitlines() if isinstance(given, str) else ())])
    return usual + given if isinstance(given, GitIgnoreSpec) else usual


def _finder(lookup: Lookup, generated: Mapping[str, str], languages: PageLanguages) -> Lookup:
    def find(path: str) -> str | None:
        paths = languages.candidates(path) if languages.every else (path,)
        urls = (generated.get(candidate) or lookup(candidate) for candidate in paths)
        return next((url for url in urls if url is not None), None)

    return find


def _author_count(given: object) -> tuple[AuthorCount | None, str]:
    try:
        return None if given is None else author_count(given), ""
    except ValueError as error:
        return None, str(error)


def _generated_files(
    site: Site, pages: Sequence[SourcePage], options: Mapping[str, Any], *, directory_urls: bool
) -> Iterator[tuple[str, str]]:
    """Generated files that links may refer to: path below `docs_dir`, URL below the site's root."""
    if "news" in site.library.paths:
        yield "feed.xml", "feed.xml"
    if options.get("cv_pdf"):
        yield "cv.pdf", "cv.pdf"
    if options.get("people_pages"):
        docs_dir = site.settings.docs_dir
        own = own_people_pages(site, pages)
        others = [page for page in pages if page.name.startswith("people/") and page.name not in own.values()]
        for person, path, _ in people_pages.generated_pages(site, own):
            if meant := next((page for page in others if _is_meant(person, Path(page.name).stem)), None):
                location = Location(site.library.display_path(meant.file))
                message = people_pages.OTHER_ADDRESS.format(person, path)
                site.report(Problem(location, message, people_pages.FIELD, "warning"))
            if taken := next(filter(Path.is_file, (docs_dir / path, docs_dir / path[:-3] / "index.md")), None):
                location = Location(site.library.display_path(taken))
                message = people_pages.taken_address(person)
                site.report(Problem(location, message, people_pages.FIELD, "warning"))
            yield path, _url(path, directory_urls=directory_urls)
    if not site.library.has("papers"):
        return
    from mkdocs_researcher.formats.paper_facts import page_paths, visible

    yield from (("publications.bib", "publications.bib"), ("publications.json", "publications.json"))
    if options.get("paper_pages"):
        paths: dict[str, str] = {}
        papers = visible(site.library.optional(DATA_FILES["papers"]))
        for paper, path in zip(papers, page_paths(papers), strict=True):
            paths[paper.id] = path
            yield path, _url(path, directory_urls=directory_urls)
        site.library.publish(PublishedPaths(paths))


def _is_meant(person: str, stem: str) -> bool:
    return stem != person and (stem in person.split("-") or closest_match(stem, [person], 0.8) is not None)


def own_people_pages(site: Site, pages: Iterable[SourcePage]) -> dict[str, str]:
    """The author's own pages of people, by the id of the person."""
    sources = ((page.name, lambda text=page.text: text) for page in pages if not page.error)
    return people_pages.own_pages(sources, people_pages.people_of(site.library))[0]


def _url(page: str, *, directory_urls: bool) -> str:
    return page.removesuffix(".md") + ("/" if directory_urls else ".html")


def find_pages(docs_dir: Path) -> list[Path]:
    """All pages below a folder, sorted."""
    if not is_folder(docs_dir):
        return []
    return sorted(path for path in docs_dir.rglob("*") if path.suffix in _PAGE_ENDINGS and path.is_file())
