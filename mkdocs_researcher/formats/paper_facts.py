"""Facts about papers that several exports need: type, pages, institution, file names, full text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.plain import text_of
from mkdocs_researcher.macros.papers.arguments import sort_papers
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.papers.view import paper_links

_PREPRINTS = r"(?i)\b(?:arxiv|corr|biorxiv|medrxiv|ssrn|preprints?)\b"
_JOURNALS = r"(?i)\b(?:journal|transactions|letters|annals|review|magazine|revue|zeitschrift)\b"
_MEETINGS = r"(?i)\b(?:conference|proceedings|proc\.|symposium|congress|meeting|workshop|advances in)"
_MASTERS = r"(?i)\bmaster|\bm\.?\s?(?:sc|a|eng|phil)\b"
_LESSER = r"(?i)\b(?:bachelor|b\.?\s?sc|undergraduate|honou?rs|diploma|diplom)\b"
_PAGES = r"\s*([^\s,;–—‒−‐‑-]+)\s*(?:--?-?|[–—‒−‐‑]|to)\s*([^\s,;–—‒−‐‑-]+)\s*"
_FULL_TEXT = ("paper", "pdf", "full text", "article", "manuscript", "preprint", "chapter", "thesis", "report")
_OF_THE_WORK = (*_FULL_TEXT, "html", "publisher", "doi", "arxiv", "openreview", "acl anthology")
_WORKS = {"dataset": ("data", "download", "zenodo"), "software": ("code", "software", "source", "github", "download")}
_ASIDE = ("slides", "poster", "supp", "appendix", "talk", "review")
_MAX_NAME_BYTES = 150  # file systems allow 255 bytes


class Pages(NamedTuple):
    """First and last page; the last is empty for a single page, or if the pages are not a simple range."""

    first: str
    last: str = ""


def visible(papers: Iterable[Paper]) -> list[Paper]:
    """The papers that are not hidden, newest first."""
    return sort_papers([paper for paper in papers if not paper.hidden], "-date")


def page_paths(papers: Iterable[Paper]) -> list[str]:
    """Paths relative to `docs_dir` of the papers' pages, in the order of the papers."""
    taken = {"index", "readme"}
    return [f"papers/{unique_name(paper.id, taken)}.md" for paper in papers]


def unique_name(paper_id: str, taken: set[str]) -> str:
    """A name for a paper's page that is valid in every file system and not in `taken`, to which it is added."""
    start = slug(paper_id).encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore").strip("-_.") or "paper"
    name, number = start, 1
    while name.casefold() in taken:
        number += 1
        name = f"{start}-{number}"
    taken.add(name.casefold())
    return name


def kind_of(paper: Paper) -> str:
    """The publication type: as written, else inferred from other fields, else `other`."""
    if paper.type:
        return paper.type
    venue = paper.venue or ""
    if re.search(_PREPRINTS, venue) or (paper.arxiv and not venue):
        return "preprint"
    if re.search(_MEETINGS, venue):
        return "conference"
    if re.search(_JOURNALS, venue) or (venue and paper.volume):
        return "journal"
    if venue:
        return "chapter" if paper.editors and paper.publisher else "other"
    return "book" if paper.isbn else "other"


_THESIS_ENTRY = r"(?i)\s*@((?:phd|masters|bachelors)thesis)\b"
_DEGREES = {"phdthesis": "doctor", "mastersthesis": "master", "bachelorsthesis": "bachelor"}
_DOCTORS = r"(?i)\b(?:ph\.?\s?d|d\.?phil|doctoral|doctor)\b"


def thesis_degree(paper: Paper) -> str:
    """`doctor`, `master`, `bachelor` (or another below it), empty if unknown."""
    own = re.match(_THESIS_ENTRY, paper.bibtex or "")
    if degree := _DEGREES.get(own[1].lower() if own else paper.genre or ""):
        return degree
    texts = (paper.genre, paper.note, paper.badge, paper.venue_short, paper.title)
    words = " ".join(text_of(text) for text in texts if text)
    if re.search(_LESSER, words):
        return "bachelor"
    if re.search(_MASTERS, words):
        return "master"
    return "doctor" if re.search(_DOCTORS, words) else ""


def institution(paper: Paper) -> str:
    """The institution of a thesis or report, as Markdown."""
    return paper.venue or paper.publisher or ""


def pages_of(paper: Paper) -> Pages | None:
    """The pages; None if none are given."""
    if not paper.pages or paper.page_count:
        return None
    if match := re.fullmatch(_PAGES, paper.pages):
        return Pages(match[1], match[2])
    return Pages(text_of(paper.pages))


_PENDING = {"under_review": "Under review", "in_press": "In press", "accepted": "To appear"}


def pending_note(paper: Paper) -> str:
    """A note in English for a bibliography about a paper that has not appeared, empty for others."""
    return _PENDING.get(paper.status or "", "")


def pdf_of(paper: Paper, site: SiteFacts) -> str:
    """URL of the full text as PDF, empty if unknown."""
    for link in paper_links(paper):
        label = link.label.casefold()
        is_pdf = urlsplit(link.url).path.lower().endswith(".pdf") or link.url.startswith("https://arxiv.org/pdf/")
        is_full = is_pdf and label.startswith(_FULL_TEXT) and not any(word in label for word in _ASIDE)
        if is_full and (address := site.absolute(link.url)):
            return address
    return ""


def written_url(paper: Paper) -> str:
    """The first of the author's own links to the work itself on the web, empty if there is none."""
    labels = (*_OF_THE_WORK, *_WORKS.get(paper.type or "", ()))
    for link in paper.links:
        if link.url.startswith(("https://", "http://")) and link.label.casefold().startswith(labels):
            return link.url
    return ""


def has_aside(person: Person) -> bool:
    """True if the suffix is text in parentheses after a name rather than "Jr."."""
    return person.suffix.startswith(("(", "（"))


def is_organization(person: Person) -> bool:
    """True if the name is that of a group of people."""
    return bool(person.literal) and " " in person.literal
