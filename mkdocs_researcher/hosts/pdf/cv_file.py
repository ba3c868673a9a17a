"""The PDF of the CV: its sections, and the file in the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import BrokenDataError, Location, Problem, ResearcherError
from mkdocs_researcher.files import write_whole
from mkdocs_researcher.hosts.check.opening import find_pages, open_project
from mkdocs_researcher.hosts.pdf.document import Paper, cv_document, cv_pdf
from mkdocs_researcher.hosts.pdf.fonts import (
    Note,
    missing_characters,
    own_fonts,
    unconverted,
    unreadable_fonts,
    without_missing,
)
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.macros.base import Arguments
from mkdocs_researcher.syntax.calls import Values, find_calls, read_values, without_code
from mkdocs_researcher.syntax.site import Site


class MadeCv(NamedTuple):
    """The PDF of a CV, and notes for its author."""

    pdf: bytes
    notes: tuple[Note, ...]


def make_cv(site: Site, arguments: Arguments, site_url: str, paper: Paper = "a4") -> MadeCv:
    """The CV as PDF.

    Args:
        arguments: those of `cv()`.
        site_url: web address of the site, empty if there is none.
        paper: size of the paper.

    Raises:
        PdfError: Typst is not installed, or fails.
        MacroError: the profile or the data file of a section does not exist.
        BrokenDataError: a data file has errors.
    """
    document = cv_document(site, arguments, site_url)
    own = own_fonts(site.settings.project)
    printable, notes = without_missing(document, missing_characters(document, own))
    return MadeCv(
        cv_pdf(printable, own, paper), (*unreadable_fonts(site.settings.project), *notes, *unconverted(document))
    )


def cv_arguments(site: Site, texts: Iterable[str], sections: Sequence[str] = ()) -> Arguments:
    """The arguments of the first `cv()` in the pages; the defaults if no page has one.

    Args:
        texts: Markdown of the pages.
        sections: names of data files, instead of those in the page.

    Raises:
        MacroError: the call is wrong, or a name is not that of a data file.
    """
    macro = BY_NAME["cv"]
    if sections:
        return site.arguments(macro, Values((), {"sections": list(sections)}))
    for text in texts:
        if "cv" not in text:
            continue
        for call in find_calls(without_code(text)):
            if call.name == "cv" and call.is_closed:
                return site.arguments(macro, read_values(call.inside))
    return site.arguments(macro, Values((), {}))


def write_cv(site: Site, path: Path, site_url: str, location: Location) -> None:
    """Writes the CV of a site after its pages have been rendered, with the sections of their first `cv()`.

    Problems are reported to the site, never raised. If there is an error, an existing file is deleted.

    Args:
        site_url: web address of the site, empty if there is none.
        location: of the option that asks for the PDF.
    """
    try:
        first = site.first_calls.get("cv", Values())
        made = make_cv(site, site.arguments(BY_NAME["cv"], first), site_url)
    except ResearcherError as error:
        path.unlink(missing_ok=True)
        site.report(Problem(location, str(error), "cv_pdf"))
        return
    write_whole(path, made.pdf)
    for note in made.notes:
        site.report(Problem(location, note.message, "cv_pdf", note.severity))


def cv_problems(site: Site, texts: Iterable[str], site_url: str, location: Location) -> Iterator[Problem]:
    """The problems of the CV of a site, which is made and thrown away.

    Args:
        texts: Markdown of its pages.
        site_url: web address of the site, empty if there is none.
        location: of the option that asks for the PDF.
    """
    try:
        notes = make_cv(site, cv_arguments(site, texts), site_url).notes
    except ResearcherError as error:
        yield Problem(location, str(error), "cv_pdf")
        return
    for note in notes:
        yield Problem(location, note.message, "cv_pdf", note.severity)


def cv_of_project(project: Path, sections: Sequence[str] = (), paper: Paper = "a4") -> MadeCv:
    """The CV of a project as PDF.

    Args:
        project: the folder of `mkdocs.yml`.
        sections: names of data files, instead of those in the pages.
        paper: size of the paper.

    Raises:
        ResearcherError: as in `make_cv`.
    """
    opened = open_project(project)
    if errors := [problem for problem in opened.site.problems if problem.severity == "error"]:
        raise BrokenDataError(sorted(errors))
    pages = find_pages(opened.site.settings.docs_dir)
    texts = (path.read_text(encoding="utf-8-sig", errors="replace") for path in pages)
    arguments = cv_arguments(opened.site, texts, sections)
    return make_cv(opened.site, arguments, str(opened.config.get("site_url") or ""), paper)
