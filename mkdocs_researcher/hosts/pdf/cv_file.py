"""The PDF of the CV: its sections, and the file in the site."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urljoin

from mkdocs_researcher.errors import BrokenDataError, Location, Problem, ResearcherError
from mkdocs_researcher.fields.numbers import format_number
from mkdocs_researcher.files import write_whole
from mkdocs_researcher.hosts.pdf.blocks import Absolute, Block, blocks_of, runs_of
from mkdocs_researcher.hosts.pdf.fonts import (
    Note,
    OwnFonts,
    missing_characters,
    own_fonts,
    unconverted,
    unreadable_fonts,
    visible_texts,
    without_missing,
)
from mkdocs_researcher.hosts.pdf.typst import run_typst
from mkdocs_researcher.macros import BY_NAME, FILES
from mkdocs_researcher.macros.base import Arguments, Part
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import Values, find_calls, read_values, without_code
from mkdocs_researcher.syntax.site import Site


class CvCall(NamedTuple):
    """The arguments of a call of `cv()`, and the text of its page; empty if they are not from a page."""

    arguments: Arguments
    text: str = ""


class MadeCv(NamedTuple):
    """The PDF of a CV, and notes for its author."""

    pdf: bytes
    notes: tuple[Note, ...]


def make_cv(site: Site, call: CvCall, site_url: str, paper: Paper = "a4") -> MadeCv:
    """The CV as PDF.

    Raises:
        PdfError: Typst is not installed, or fails.
        MacroError: the profile or the data file of a section does not exist.
        BrokenDataError: a data file has errors.
    """
    document = cv_document(site, call.arguments, site_url)
    own = own_fonts(site.settings.project)
    printable, notes = without_missing(document, missing_characters(document, own))
    notes = (*unreadable_fonts(site.settings.project), *notes, *unconverted(document), *_beside(call.text))
    return MadeCv(cv_pdf(printable, own, paper), notes)


def _beside(text: str) -> Iterator[Note]:
    names = (call.name for call in find_calls(without_code(text)) if call.is_closed)
    if lists := ", ".join(f"{name}()" for name in dict.fromkeys(names) if name in _LISTS):
        message = f"the PDF has only what cv() shows, so {lists} beside it on its page is left out"
        yield Note(f"{message}; name the data file in cv(sections=[…]) instead", "info")


def cv_call(site: Site, texts: Iterable[str], sections: Sequence[str] = ()) -> CvCall:
    """The first `cv()` in the pages; one without arguments if no page has one.

    Raises:
        MacroError: the call is wrong, or a name is not that of a data file.
    """
    macro = BY_NAME["cv"]
    if sections:
        return CvCall(site.arguments(macro, Values((), {"sections": list(sections)})))
    for text in texts:
        if "cv" not in text:
            continue
        for call in find_calls(without_code(text)):
            if call.name == "cv" and call.is_closed:
                return CvCall(site.arguments(macro, read_values(call.inside)), text)
    return CvCall(site.arguments(macro, Values((), {})))


def write_cv(site: Site, path: Path, site_url: str, location: Location) -> None:
    """Writes the CV of a site after its pages have been rendered, with the sections of their first `cv()`.

    Problems are reported to the site, never raised. If there is an error, an existing file is deleted.
    """
    try:
        values, page = site.first_calls.get("cv", (Values(), Page()))
        made = make_cv(site, CvCall(site.arguments(BY_NAME["cv"], values), page.read()), site_url)
    except ResearcherError as error:
        path.unlink(missing_ok=True)
        site.report(_failure(error, location))
        return
    write_whole(path, made.pdf)
    for note in made.notes:
        site.report(Problem(location, note.message, "cv_pdf", note.severity))


def _failure(error: ResearcherError, location: Location) -> Problem:
    if isinstance(error, BrokenDataError):  # its problems have been reported
        files = ", ".join(dict.fromkeys(problem.location.file for problem in error.problems))
        return Problem(location, f"cv.pdf is not written until the errors in {files} are corrected", "cv_pdf")
    return Problem(location, str(error), "cv_pdf")


def cv_problems(site: Site, texts: Iterable[str], site_url: str, location: Location) -> Iterator[Problem]:
    """The problems of the CV of a site, which is made and thrown away."""
    try:
        notes = make_cv(site, cv_call(site, texts), site_url).notes
    except ResearcherError as error:
        yield _failure(error, location)
        return
    for note in notes:
        yield Problem(location, note.message, "cv_pdf", note.severity)


_SECTION = 2
_LISTS = (FILES.keys() | {"entries", "bibliography"}) - {"profile"}
# Words too long for a line get places to break at: after the punctuation of an address, else anywhere. Shorter words
# get none, because a search in the PDF would not find them; nor do Chinese and Japanese, which break anyway.
_LONG_WORD = re.compile(r"[^\s\u200b\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{60,}")
_PARTS = re.compile(r"(?<=[/.?&=_-])(?=[^/.?&=_-])|(?<=[^\u200b]{24})")
# In the narrow column of tags.
_SHORT_LINE = re.compile(r"([\w@&/-]{6})(?=[\w@&/’'-]{6})")
# An entry with more characters than this may be split between two pages.
_LONG_ENTRY = 1500

Paper = Literal["a4", "us-letter"]


def cv_document(site: Site, arguments: Arguments, site_url: str) -> dict[str, Any]:
    """The CV as a document.

    Args:
        site_url: URL of the site; if it is empty, links within the site become plain text.

    Returns:
        `lang`, `name`, `native`, `role` (runs), `contacts` (each `text` and `url`), and the `sections`: each `title`
        (runs) and `blocks`, see `blocks.py`.

    Raises:
        MacroError: the profile or the data file of a section is missing.
        BrokenDataError: a data file has errors.
    """
    macro = BY_NAME["cv"]
    head, *parts = macro.build(site.library, arguments).parts
    page = Page()
    site.renderer.begin(page)

    def absolute(url: str) -> str:
        if url.startswith(("https://", "http://", "mailto:", "tel:")):
            return url
        return urljoin(site_url, url) if site_url and not url.startswith("#") else ""

    return {
        "lang": site.settings.language,
        **_head(site, head, page, absolute),
        "sections": _sections(site, parts, page, absolute),
    }


def _head(site: Site, head: Part, page: Page, absolute: Absolute) -> dict[str, Any]:
    profile = head.context["profile"]
    texts = [profile.role, *(affiliation.name for affiliation in profile.affiliations), profile.location]
    role: list[Any] = []
    for text in filter(None, texts):
        role += [site.renderer.phrase("comma")] if role else []
        role += runs_of(site.renderer.inline(text), absolute)
    return {
        "name": profile.name,
        "native": profile.native_name or "",
        "role": role,
        "contacts": list(_contacts(site, head, page, absolute)),
    }


def _contacts(site: Site, head: Part, page: Page, absolute: Absolute) -> Iterator[dict[str, str]]:
    for contact in head.context["contacts"]:
        text = contact.link.label
        if contact.citations:
            number = format_number(contact.citations, site.renderer.language)
            text += site.renderer.phrase("comma") + site.renderer.phrase("citations_many", n=number)
        yield {"text": text, "url": absolute(site.urls.resolve(contact.link.url, page.url)) if contact.link.url else ""}


def _sections(site: Site, parts: list[Part], page: Page, absolute: Absolute) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    for part in parts:
        level = part.depth + (part.heading is not None)
        html = site.renderer.render_open(
            part.template or "cv", {"body": None, **part.context, "level": level + 1}, page
        )
        blocks = blocks_of(html, absolute, site.renderer.phrase)
        title = runs_of(site.title(part.heading), absolute)
        if part.heading is None:
            sections[-1]["blocks"] += blocks
        elif level == _SECTION:
            sections.append({"title": title, "blocks": blocks})
        else:
            heading: Block = {"k": "h", "level": level, "c": title}
            sections[-1]["blocks"] += [heading, *blocks]
    return sections


# The PDF


def cv_pdf(document: Mapping[str, Any], own: OwnFonts, paper: Paper = "a4") -> bytes:
    """Typesets a CV. The same document gives the same bytes, as long as Typst and the fonts stay the same.

    Raises:
        PdfError: Typst is not installed, or cannot typeset the document.
    """
    data = {**_printable(document), "paper": paper, "title": document["name"], "families": own.families()}
    return _compiled(json.dumps(data, ensure_ascii=False), own)


@functools.lru_cache(maxsize=1)
def _compiled(data: str, own: OwnFonts) -> bytes:
    """The PDF; cached for the next build of `mkdocs serve`, which often has the same data."""
    made: bytes = run_typst("compile", "cv.typ", data, own.paths, format="pdf")
    return made


def _printable(value: Any) -> Any:
    """The document with places to break at in long words; entries too long for one page are marked with `long`."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PARTS.sub("\u200b", word[0]), value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    made = {key: item if key in {"k", "url", "lang"} else _printable(item) for key, item in value.items()}
    if value.get("k") == "ref":
        made["tag"] = [_SHORT_LINE.sub("\\1\u200b", run) if isinstance(run, str) else run for run in made["tag"]]
    if value.get("k") in {"entry", "ref"}:
        made["long"] = sum(map(len, visible_texts(value))) > _LONG_ENTRY
    return made
