"""Data files in folders where they are not read, or where the site publishes them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from mkdocs_researcher.data.languages import DOCUMENTS, YAML_ENDINGS
from mkdocs_researcher.data.library import meant_file
from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.files import UNREADABLE, is_folder, text_of, why_unreadable
from mkdocs_researcher.hosts.check.opening import PageLanguages, SourcePage
from mkdocs_researcher.hosts.mkdocs.site import public_data
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.rendering.environments import ENDING, OWN_TEMPLATES
from mkdocs_researcher.syntax.site import Site
from mkdocs_researcher.wording import is_known_language, language_chain

# Endings that editors of other programs give to pages.
_NO_PAGE = frozenset({".mdx", ".rmd", ".qmd", ".mdoc"})
# What systems and people add to the name of a copy.
_COPY = re.compile(r"(?: copy(?: \d)?| - Copy(?: \(\d\))?|[ _-]?\(\d\)|[_-](?:old|backup|bak|copy|new))$", re.I)
_NOTEBOOK = ".ipynb"
_UNREACHED = "nothing leads to this page; add it to nav: in mkdocs.yml, or link to it"
_SAMPLE = "is the picture of the sample, and nothing shows it any more; remove it"
_USE_JUPYTER = "add the plugin mkdocs-jupyter, which makes pages of notebooks"
_NO_LANGUAGE = "the site has no pages in '{}', so nothing reads this; {}"
_NO_SUFFIX = "'.{}' is not a language of the site, so this is a page of the language '{}' with an address of its own"
_NO_PLUGIN = "has an address of its own, because the site has one language; add the plugin i18n with the languages"


def misplaced(site: Site, is_excluded: Callable[[str], bool]) -> Iterator[Problem]:
    """Problems of data files that are in the wrong folder."""
    library, settings = site.library, site.settings
    folder = f"{library.display_path(settings.data_dir)}/"
    docs_dir = settings.docs_dir.absolute()
    read = {path.absolute() for path in (*library.paths.values(), *library.bibs)}
    public = [path for path in read if path.is_relative_to(docs_dir)]
    if any(not is_excluded(path.relative_to(docs_dir).as_posix()) for path in public):
        yield public_data(site)
    used = {(settings.project / name).resolve() for name in library.bibliographies}
    for path in _candidates(site) if settings.data_dir.is_dir() or settings.data_dir.name == "data" else ():
        if path in read or library.has(path.stem) or path.resolve() in used:
            continue
        is_public = path.is_relative_to(docs_dir) and not is_excluded(path.relative_to(docs_dir).as_posix())
        location = Location(library.display_path(path))
        if path.suffix.lower() == ".bib":
            message = f"is not read: move it to {folder} for papers(), or show it with {{{{ bibliography(file=…) }}}}"
            yield Problem(location, message, severity="info")
        else:
            public_too = ", and the site publishes it" if is_public else ""
            severity: Severity = "warning" if is_public else "info"  # elsewhere it may be meant for another plugin
            yield Problem(location, f"is not read{public_too}; move it to {folder}", severity=severity)


def unused(site: Site, pages: Sequence[SourcePage], plugins: Collection[str]) -> Iterator[Problem]:
    """Problems of files that no page shows, or that nothing reads, and of those that look like pages and are none."""
    library, docs_dir = site.library, site.settings.docs_dir
    # A file that the error of a call suggests is meant by that call.
    suggested = " ".join(problem.message for problem in site.problems if problem.severity == "error")
    for name, path in library.paths.items():
        is_of_macro = name in DATA_FILES or name == "words" or meant_file(name)
        if original := _original(path):
            message = f"looks like a copy of {original}, and nothing reads it; remove it"
            yield Problem(Location(library.display_path(path)), message, severity="info")
        elif not is_of_macro and name not in library.files and is_known_language(name):
            message = f"is not read; data in a language is in a folder, such as {name}/profile.yml"
            yield Problem(Location(library.display_path(path)), message, severity="warning")
        elif not is_of_macro and name not in library.files and library.display_path(path) not in suggested:
            message = f"no page shows it; write {{{{ {library.call_for(name)} }}}} in a page, or remove the file"
            yield Problem(Location(library.display_path(path)), message, severity="info")
    yield from _unread_in_project(site, has_pages=bool(pages))
    documents: list[Path] = []
    for path in sorted(docs_dir.rglob("*")) if is_folder(docs_dir) else ():
        if path.suffix.lower() in _NO_PAGE or (path.suffix != ".md" and path.suffix.lower() == ".md"):
            message = f"is not a page because of its extension '{path.suffix}'; rename it to {path.stem}.md"
            yield Problem(Location(library.display_path(path)), message, severity="warning")
        elif path.name.lower() == "readme.md" and path.with_name("index.md").is_file():
            message = "is not shown, because index.md beside it is the page of this folder; rename or remove one"
            yield Problem(Location(library.display_path(path)), message, severity="info")
        elif path.suffix == ".md" and (original := _original(path)):
            message = f"looks like a copy of {original}, and the site publishes it; remove it, or rename it"
            yield Problem(Location(library.display_path(path)), message, severity="info")
        elif (
            path.name == "sample.svg"
            or path.suffix.lower() in DOCUMENTS
            or (path.suffix == _NOTEBOOK and not _has("jupyter", plugins))
        ):
            documents.append(path)
    yield from _unlinked(documents, site, pages)


def _original(path: Path) -> str:
    """The name of the file beside it of which a file is a copy, according to its name; empty if it is none."""
    name = f"{_COPY.sub('', path.stem)}{path.suffix}"
    return name if name != path.name and path.with_name(name).is_file() else ""


def _unread_in_project(site: Site, *, has_pages: bool) -> Iterator[Problem]:
    library, project = site.library, site.settings.project
    if has_pages and all(site.urls.lookup(name) is None for name in ("index.md", "README.md", "index.html")):
        message = "has no index.md, so the address of the site shows nothing; add that page, which is the home page"
        yield Problem(Location(library.display_path(site.settings.docs_dir)), message, severity="warning")
    if all((project / name).is_file() for name in ("mkdocs.yml", "mkdocs.yaml")):
        message = "is not read, because mkdocs.yml is beside it; keep one of the two"
        yield Problem(Location("mkdocs.yaml"), message, severity="warning")
    templates = site.settings.templates_dir or project / "overrides/researcher"
    ours = {path.name for path in OWN_TEMPLATES.iterdir()}
    for path in sorted((*project.glob(f"*/*{ENDING}"), *project.glob(f"*/*/*{ENDING}"))):
        if path.name in ours and path.parent.resolve() != templates.resolve():
            message = f"is not read; move it to {library.display_path(templates)}/"
            yield Problem(Location(library.display_path(path)), message, severity="warning")


def _unlinked(documents: Sequence[Path], site: Site, pages: Sequence[SourcePage]) -> Iterator[Problem]:
    library = site.library
    texts = [*_texts(site, pages).values()] if documents else []
    for path in documents:
        if not any(name in text for name in (path.name, quote(path.name)) for text in texts):
            remedy = _USE_JUPYTER if path.suffix == _NOTEBOOK else f"save its text as {path.stem}.md"
            message = f"is not a page, and nothing links to it; {remedy}, or link to it"
            is_sample = path.suffix == ".svg"
            severity: Severity = "info" if is_sample else "warning"
            yield Problem(Location(library.display_path(path)), _SAMPLE if is_sample else message, severity=severity)


def _texts(site: Site, pages: Sequence[SourcePage]) -> dict[Path, str]:
    """The texts of all pages and data files."""
    library = site.library
    data = {path: text_of(path) for path in (*library.paths.values(), *library.bibs)}
    return {page.file: page.text for page in pages} | data


def unreached(site: Site, pages: Sequence[SourcePage], known: Collection[str]) -> Iterator[Problem]:
    """Problems of pages to which neither the navigation nor a link leads.

    Args:
        known: the pages of the navigation, and others that are meant to be without.
    """
    texts = _texts(site, pages)
    for path, name, text, _ in pages:
        is_start = path.name in {"index.md", "README.md", "404.md"}
        if name in known or (is_start and "/" not in name) or re.search(r"^person:", text, re.M):
            continue
        stem = path.parent.name if is_start else path.stem
        others = (text for other, text in texts.items() if other != path)
        if not any(form in text for form in (quote(path.name), f"{stem}/", f"{stem}.html") for text in others):
            yield Problem(Location(site.library.display_path(path)), _UNREACHED, severity="info")


def _has(part: str, names: Collection[str]) -> bool:
    return any(part in name for name in names)


def wrong_languages(
    site: Site, pages: Sequence[SourcePage], languages: PageLanguages, plugins: Collection[str]
) -> Iterator[Problem]:
    """Problems of data and pages in languages that the site does not have."""
    settings, library = site.settings, site.library
    if len([*settings.project.glob("mkdocs*.y*ml")]) > 1:
        return  # each configuration may be of another language
    listed = (*languages.every, *languages.unbuilt)
    known = {tag for code in listed or [settings.language] for tag in language_chain(code)}
    remedy = "add the language to those of i18n" if listed else "add the plugin i18n with the languages"
    for tag, folder in library.reading.folders.items():
        if tag not in known:
            message = _NO_LANGUAGE.format(folder.path.name, remedy)
            yield Problem(Location(library.display_path(folder.path)), message, severity="info")
    words = library.paths.get("words")
    for tag in library.reading.words(library.paths, library.display_path):
        if words and tag not in known | {"en"}:
            line = next((n for n, text in enumerate(text_of(words).splitlines(), 1) if text.startswith(tag)), 0)
            yield Problem(Location(library.display_path(words), line), _NO_LANGUAGE.format(tag, remedy), tag, "info")
    yield from _pages_of_no_language(site, pages, languages, is_single=not listed and not _has("i18n", plugins))


def _pages_of_no_language(
    site: Site, pages: Sequence[SourcePage], languages: PageLanguages, *, is_single: bool
) -> Iterator[Problem]:
    listed = (*languages.every, *languages.unbuilt)
    paths = {page.name: page.file for page in pages}
    for name, path in paths.items():
        location = Location(site.library.display_path(path))
        first, _, rest = name.partition("/")
        base, _, suffix = name.removesuffix(path.suffix).rpartition(".")
        if listed and languages.in_folders:
            if rest and first not in listed and is_known_language(first):
                message = f"the folder '{first}' is not that of a language of the site; known: {', '.join(listed)}"
                yield Problem(location, message, severity="warning")
        elif base and "/" not in suffix and suffix not in listed:
            is_beside = any(f"{one}{path.suffix}" in paths for one in (base, *(f"{base}.{code}" for code in listed)))
            if listed and is_beside:
                message = _NO_SUFFIX.format(suffix, languages.default)
                yield Problem(location, f"{message}; known: {', '.join(listed)}", severity="warning")
            elif is_single and is_beside and is_known_language(suffix):
                yield Problem(location, _NO_PLUGIN, severity="info")


def unreadable(docs_dir: Path, display_path: Callable[[Path], str]) -> Iterator[Problem]:
    """Problems of what is in the folder of the pages and makes MkDocs wait forever or end in a traceback."""
    root = os.path.realpath(docs_dir)
    if docs_dir.is_dir() and not is_folder(docs_dir):
        yield Problem(Location(display_path(docs_dir)), UNREADABLE)
        return
    for path in sorted(docs_dir.rglob("*")):
        if reason := why_unreadable(path):
            yield Problem(Location(display_path(path)), reason)
        elif path.is_symlink() and path.is_dir() and f"{root}/".startswith(f"{os.path.realpath(path)}/"):
            yield Problem(Location(display_path(path)), "is a link to a folder that contains it; remove it")


def _candidates(site: Site) -> Iterator[Path]:
    project, docs_dir = site.settings.project.absolute(), site.settings.docs_dir.absolute()
    folders = [project, project / "data", docs_dir, docs_dir / "data", docs_dir / site.settings.data_dir.name]
    for folder in dict.fromkeys(folders):
        if folder == site.settings.data_dir.absolute() or not is_folder(folder):
            continue
        for path in sorted(folder.iterdir()):
            is_data = path.suffix.lower() in YAML_ENDINGS and path.stem in DATA_FILES
            if (is_data or path.suffix.lower() == ".bib") and path.is_file():
                yield path
