"""Highwire's `citation_*` tags of a paper's page, for scholarly search engines and reference managers.

The names are those of Google Scholar's "Inclusion Guidelines for Webmasters", section "Indexing".
"""

from __future__ import annotations

from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.urls import SiteFacts
from mkdocs_researcher.formats.meta_tags import Tag
from mkdocs_researcher.formats.paper_facts import has_aside, institution, kind_of, pages_of, pdf_of
from mkdocs_researcher.formats.plain import words
from mkdocs_researcher.macros.papers.model import Paper

# The tag of the venue by type of paper.
_VENUES = {
    "journal": "journal_title",
    "conference": "conference_title",
    "workshop": "conference_title",
    "poster": "conference_title",
    "chapter": "inbook_title",
    "thesis": "dissertation_institution",
    "report": "technical_report_institution",
}


def citation_tags(paper: Paper, site: SiteFacts, url: str = "") -> list[Tag]:
    """The tags of a paper's page, whose URL is empty if unknown."""
    kind = kind_of(paper)
    pages = pages_of(paper)
    venue = institution(paper) if kind in {"thesis", "report"} else paper.venue
    number = {"report": "technical_report_number", "patent": "patent_number"}.get(kind, "issue")
    pairs = [
        ("title", paper.title),
        *(("author", _name(person)) for person in paper.authors if person != OTHERS),
        ("author", paper.unnamed_collaboration if OTHERS in paper.authors else ""),
        *(("editor", _name(person)) for person in paper.editors if person != OTHERS),
        ("publication_date", _date(paper)),
        (_VENUES.get(kind, ""), venue),
        ("volume", paper.volume),
        (number, paper.number),
        ("firstpage", pages.first if pages else ""),
        ("lastpage", pages.last if pages else ""),
        ("publisher", paper.publisher if kind not in {"thesis", "report"} else ""),
        ("doi", paper.doi),
        ("arxiv_id", paper.arxiv),
        ("pmid", paper.pmid),
        ("isbn", paper.isbn),
        ("keywords", "; ".join(paper.tags)),
        ("abstract_html_url", url),
        ("pdf_url", pdf_of(paper, site)),
    ]
    verbatim = {"doi", "abstract_html_url", "pdf_url"}
    return [
        Tag("name", f"citation_{name}", value if name in verbatim else words(value))
        for name, value in pairs
        if name and value
    ]


def _name(person: Person) -> str:
    """`Family, Given`, which is unambiguous; without marks and affiliations, as Scholar asks."""
    if person.literal or not person.given:
        return person.display
    suffix = "" if has_aside(person) else person.suffix
    return ", ".join(part for part in (person.last_name, suffix, person.given) if part)


def _date(paper: Paper) -> str:
    """`YYYY/MM/DD` if the day is known, otherwise the year: Scholar does not accept a month alone."""
    when = paper.when
    if when is None:
        return ""
    return when.iso().replace("-", "/") if when.day else str(when.year)
