"""A paper as its template sees it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.fields.arxiv_categories import category_name
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.identifiers import links_for
from mkdocs_researcher.fields.links import Link, merge_links
from mkdocs_researcher.fields.text import first_sentences, plain_text
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.counts import Counts, PaperCounts, citations_of, counts_of, stars_of
from mkdocs_researcher.macros.link_icons import CODE_ICONS, with_icon
from mkdocs_researcher.macros.link_labels import link_labels, with_labels
from mkdocs_researcher.macros.papers.details import Detail, details_of, genre_of, source_of
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.people import Author, AuthorLists, cut_authors
from mkdocs_researcher.macros.venues import Venues, VenueStyle

_HAS_YEAR = re.compile(r"\d{4}|['’]\d\d")
_FULL_YEAR = re.compile(r"\s*\b(?:19|20)(\d\d)\b")
# Labels of links that lead to the paper itself, best first.
_LINKED = (
    "doi", "arxiv", "openreview", "acl", "pmid", "hal", "isbn", "repo", "huggingface", "scholar", "openalex",
    "semantic_scholar",
)  # fmt: skip
_MAIN_LINKS = (
    "paper", "pdf", "html", "publisher", "doi", "preprint", "arxiv", "openreview", "acl anthology", "pubmed", "hal",
)  # fmt: skip
# Of these the website is the thing itself; a paper's is that of a project.
_ONLINE = frozenset(("dataset", "software", "poster", None))
# Phrases for one work of a kind; those that a reader takes for granted are not named.
TYPE_KEYS = {
    "workshop": "workshop_one",
    "preprint": "preprint_one",
    "book": "book_one",
    "chapter": "chapter_one",
    "thesis": "thesis_one",
    "report": "report_one",
    "patent": "patent_one",
    "dataset": "dataset_one",
    "software": "software_one",
    "poster": "poster_one",
}
# Hues for chips of categories: neither that of awards nor that of code. In this order the commonest of computer science
# (CL, LG, CV, AI, IR, RO) differ.
_HUES = (285, 225, 110, 45, 15, 255, 185, 300, 330, 205)


def category_hue(category: str) -> int:
    """A hue for a category, the same wherever it stands; `CL` has that of `cs.CL`."""
    name = category_name(category) or category
    return _HUES[zlib.adler32(name.encode()) % len(_HUES)]


class PaperView(NamedTuple):
    """A paper as its template sees it.

    Attributes:
        paper: the data.
        authors: the authors as shown.
        rest: more authors, shown when they are asked for.
        editors: the editors as shown.
        badge: Markdown text on the picture, empty if none.
        badge_key: phrase to show if `badge` is empty, empty if none.
        url: where the title leads: the paper's page on this site, else the paper itself; empty if to neither.
        main: the paper itself, empty if there is no link to it.
        links: buttons.
        number: number in the list, 0 if it is not numbered.
        type_key: phrase for the kind of publication, empty if it goes without saying.
        status_key: phrase for a status that is not on the badge, empty if none.
        date: when it appeared, if the badge does not say the year; None otherwise.
        imprint: series, volume, number, pages and publisher; Markdown.
        has_venue_line: whether there is anything to say about where it appeared.
        venue: full name of the venue; Markdown, empty if unknown.
        look: what `venues.yml` says of the venue.
        citations: how often it is cited, None if unknown or not at all.
        stars: stars of its repository, None if unknown or none.
    """

    paper: Paper
    authors: tuple[Author, ...]
    rest: tuple[Author, ...]
    editors: tuple[Author, ...]
    badge: str
    badge_key: str
    url: str
    main: str
    links: tuple[Link, ...]
    number: int
    type_key: str
    status_key: str
    date: PartialDate | None
    imprint: str
    has_venue_line: bool
    venue: str
    look: VenueStyle
    citations: PaperCounts | None
    stars: int | None

    @property
    def code(self) -> Link | None:
        """The link to the code, None if there is none."""
        return next((link for link in self.links if link.icon in CODE_ICONS and link.url), None)

    @property
    def unshown(self) -> int:
        """How many authors are named and not shown at once."""
        return sum(not author.is_others for author in self.rest)

    @property
    def preview(self) -> str:
        """Two sentences for a feed; Markdown."""
        return first_sentences(self.paper.summary or self.paper.abstract or "", 2)

    @property
    def category_name(self) -> str:
        """The category spelled out, if it is a code of arXiv; empty otherwise."""
        return category_name(self.paper.category or "")

    @property
    def category_hue(self) -> int:
        """A hue for the chip of the category."""
        return category_hue(self.paper.category or "")

    @property
    def genre(self) -> Detail | None:
        """What the work calls itself, None if nothing or if the reader is told otherwise."""
        return genre_of(self.paper) if self.paper.genre else None

    @property
    def details(self) -> Sequence[Detail]:
        """Edition, chapter and version."""
        return details_of(self.paper)

    @property
    def source(self) -> Link | None:
        """Where to find what stands in no journal and no book; None for all others."""
        return source_of(self.paper, self.venue, self.main)

    @property
    def tag(self) -> str:
        """Short venue and year as in `CoDaL'26`; Markdown, empty if there is neither short venue nor badge."""
        text = self.paper.venue_short or ""
        year = self.paper.published_year
        if not text:
            return _FULL_YEAR.sub(r"'\1", self.badge).strip()
        return _FULL_YEAR.sub(r"'\1", text) if year is None or _HAS_YEAR.search(text) else f"{text}'{year % 100:02}"


class PaperContext(NamedTuple):
    """What papers are shown with: author lists, venues, numbers and words of the site, and the papers' own pages.

    `cached` gives what an earlier build made of them.
    """

    lists: AuthorLists
    venues: Venues
    counts: Counts | None
    page_of: Callable[[str], str | None]
    labels: Mapping[str, str]
    cached: Callable[[object, Hashable, Callable[[], Any]], Any]


def paper_context(data: Data) -> PaperContext:
    """What papers are shown with."""
    lists, venues, labels = data.derived(AuthorLists), data.derived(Venues), data.derived(link_labels)
    return PaperContext(lists, venues, counts_of(data), data.paper_page, labels, data.cached)


def paper_links(paper: Paper) -> tuple[Link, ...]:
    """Links as written, then those that follow from identifiers, none twice."""
    written = tuple(with_icon(link) for link in paper.links)
    values = paper.__dict__  # a look-up per field of each of thousands of papers, without the descriptor's way round
    given = {name: values[name] for name in _LINKED if values[name]}
    return merge_links(written, links_for(given)) if given else written


def badge_of(paper: Paper) -> tuple[str, str]:
    """Words of the badge: Markdown text, or else the key of a phrase; both empty if there is nothing to say."""
    if paper.badge:
        return paper.badge, ""
    if paper.venue_short:
        year = paper.published_year
        dated = year is None or _HAS_YEAR.search(paper.venue_short)
        return (paper.venue_short if dated else f"{paper.venue_short} {year}"), ""
    if paper.status in {"under_review", "in_press"}:
        return "", paper.status
    if paper.type == "preprint" or (paper.arxiv and not paper.venue):
        return "", "preprint_one"
    return "", ""


def _main_url(links: Sequence[Link], last: str) -> str:
    by_label = {link.label.casefold(): link.url for link in reversed(links)}
    exact = next((by_label[label] for label in (*_MAIN_LINKS, last) if label in by_label), "")
    # "Paper and review", "PDF (open access)"
    return exact or next((link.url for link in links if link.label.casefold().startswith(("paper", "pdf"))), "")


def show_paper(paper: Paper, shelf: PaperContext, number: int = 0, *, most: int = 10, short: bool = False) -> PaperView:
    """A paper as its template sees it.

    Args:
        paper: the data.
        shelf: author lists and venues.
        number: number in the list, 0 if it is not numbered.
        most: how many authors are shown at once; a list that is longer by one or two is shown whole.
        short: given names as initials.
    """
    badge, badge_key = badge_of(paper)
    links = paper_links(paper)
    main = _main_url(links, "website" if paper.type in _ONLINE else "")
    if shelf.labels:  # of another language
        links = with_labels(links, shelf.labels, 0 if paper.has_derived_links else len(paper.links))
    authors = shelf.lists.show(paper.authors, shelf.lists.find_owner(paper.authors), short=short)
    shown, rest = cut_authors(authors, most)
    look = shelf.venues.find(paper.venue_short, paper.venue)
    venue = paper.venue or look.name
    type_key, status = _type_key(paper, badge_key), _status_key(paper, badge_key)
    imprint = paper.imprint
    date = _date(paper, badge, venue)
    line = date or venue or imprint or paper.editors or paper.note or paper.award or paper.scores or status or type_key
    url = shelf.page_of(paper.id) or main
    citations = citations_of(shelf.counts, paper)
    citations = citations if citations and citations.citations else None  # a nought tells but that the paper is young
    stars = (stars_of(shelf.counts, paper.repo) or None) if paper.repo else None
    has_line = bool(line or citations or stars or paper.genre or paper.edition or paper.version or paper.chapter)
    return PaperView(
        paper,
        shown,
        rest,
        _editors(paper, shelf.lists, short=short),
        badge,
        badge_key,
        url,
        main,
        links,
        number,
        type_key,
        status,
        date,
        imprint,
        has_line,
        f"{venue}:{paper.arxiv}" if venue == "arXiv" and paper.arxiv else venue,
        look,
        citations,
        stars,
    )


def _date(paper: Paper, badge: str, venue: str) -> PartialDate | None:
    year = str(paper.published_year)
    return None if year in badge or f"'{year[2:]}" in badge or year in venue else paper.when


def _editors(paper: Paper, lists: AuthorLists, *, short: bool) -> tuple[Author, ...]:
    return lists.show(paper.editors, lists.find_owner(paper.editors), short=short) if paper.editors else ()


def _type_key(paper: Paper, badge_key: str) -> str:
    """The phrase for the kind of publication, where the badge or the venue does not name it."""
    if paper.type not in TYPE_KEYS or paper.genre or (paper.type == "preprint" and badge_key == "preprint_one"):
        return ""
    told = plain_text(f"{paper.badge} {paper.venue} {paper.venue_short} {paper.note}").lower()
    is_told = paper.type in told or (paper.type == "preprint" and "rxiv" in told)  # arXiv, bioRxiv, medRxiv
    return "" if is_told else TYPE_KEYS[paper.type]


def _status_key(paper: Paper, badge_key: str) -> str:
    """The phrase for a status that the reader is not told otherwise."""
    if not paper.is_pending or paper.status is None or paper.status == badge_key:
        return ""
    words = paper.status.replace("_", " ")
    told = f"{paper.badge} {paper.venue} {paper.note}".lower()
    return "" if words in told else paper.status
