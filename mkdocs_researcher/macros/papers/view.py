"""A paper as the templates see it: `PaperView`."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, category_name, links_for
from mkdocs_researcher.fields.links import Link, merge_links
from mkdocs_researcher.fields.numbers import AuthorCount
from mkdocs_researcher.fields.text import first_sentences, plain_text
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.buttons import CODE_ICONS, link_labels, with_icons, with_labels
from mkdocs_researcher.macros.papers.model import Paper, Topics, optional_papers
from mkdocs_researcher.macros.people import Author, AuthorLimit, AuthorLists, split_authors
from mkdocs_researcher.macros.venues import Venues, VenueStyle

if TYPE_CHECKING:
    from mkdocs_researcher.macros.counts import Counts, PaperCounts

# Names that theses commonly give themselves, and their phrases; other names are shown as written.
_GENRES = {"phdthesis": "phdthesis_one", "mastersthesis": "mastersthesis_one", "bachelorsthesis": "bachelorsthesis_one"}
_DETAILS = ("event", "edition", "chapter", "version", "volumes", "translators", "original_date")
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_EDITION = r"(?i)(\d+)(?:st|nd|rd|th|\.|e|\.ª|ª)?(?: ed(?:ition|\.)?)?"
_ARXIV = r"(?i)arxiv\b|corr$"
_HOST = r"(?i)https?://(?:www\.)?([^/:?#]+)"


class Detail(NamedTuple):
    """A fact about a work: a phrase that takes the text as `{n}`, or just the text (Markdown) if the key is empty."""

    key: str
    text: str


def genre_of(paper: Paper) -> Detail | None:
    """The name that a work gives itself; None if it has none, or if its badge or note already says it."""
    if not paper.genre:
        return None
    key = _GENRES.get(paper.genre, "")
    word = "thesis" if key else paper.genre.lower()
    return None if word in f"{paper.badge} {paper.note}".lower() else Detail(key, paper.genre)


def details_of(paper: Paper) -> Sequence[Detail]:
    """Event, volume, edition, chapter, version, volumes, translators and first edition, as far as they are known."""
    values, volume = paper.__dict__, paper.book_volume
    if not volume and not any(values[name] for name in _DETAILS):
        return ()
    found = [
        Detail("", paper.event or ""),
        Detail("" if " " in volume else "volume", volume),  # "Vol. 2" is a phrase already
        _edition(paper.edition or ""),
        Detail("chapter_of", paper.chapter or ""),
        Detail("version", paper.version or ""),
        Detail("in_volumes", paper.volumes or ""),
        Detail("translated_by", ", ".join(person.display for person in paper.translators)),
        Detail("first_published", str(paper.original_date.year) if paper.original_date else ""),
    ]
    return [detail for detail in found if detail.text]


def _edition(written: str) -> Detail:
    """The edition by its number, for which every language has a phrase, or else as it is written."""
    word = written.lower().removesuffix(" edition")
    number = str(_ORDINALS.index(word) + 1) if word in _ORDINALS else ""
    if found := re.fullmatch(_EDITION, written):
        number = found[1]
    return Detail("edition", number) if number else Detail("", written)


def source_of(paper: Paper, venue: str, primary_url: str) -> Link | None:
    """Where to find a work that has no venue: its arXiv number, DOI or host. None for all others."""
    if paper.arxiv and (not venue or re.match(_ARXIV, venue)):
        return Link(f"arXiv:{paper.arxiv}", IDENTIFIERS["arxiv"].url(paper.arxiv))
    if venue:
        return None
    if paper.doi:
        return Link(f"doi:{paper.doi}", IDENTIFIERS["doi"].url(paper.doi))
    host = re.match(_HOST, primary_url)
    return Link(host[1], primary_url) if host else None


_HAS_YEAR = re.compile(r"\d{4}|['’]\d\d")
_FULL_YEAR = r"(?:(?<!\s)\s++)?\b(?:19|20)(\d\d)\b"
_IDENTIFIERS = (
    "doi", "arxiv", "openreview", "acl", "pmid", "hal", "isbn", "repo", "huggingface", "scholar", "openalex",
    "semantic_scholar",
)  # fmt: skip
# Labels of links to the paper itself, best first.
_PRIMARY_LABELS = (
    "paper", "pdf", "html", "publisher", "doi", "preprint", "arxiv", "openreview", "acl anthology", "pubmed", "hal",
)  # fmt: skip
# Types whose website is the work itself; the website of a paper is that of its project.
_ONLINE = frozenset(("dataset", "software", "poster", None))
# Phrases for the types of publication that are named; readers take the others (journal, conference) for granted.
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
# Phrases for the badge of a paper whose venue has no short name.
_BADGE_KEYS = {**TYPE_KEYS, "conference": "conference_one", "journal": "journal_one"}


# How many authors are shown at once unless the author of the site says otherwise.
_LIMIT = AuthorLimit(10)
_LIMITS = {"feed": AuthorLimit(3), "compact": AuthorLimit(3), "page": AuthorLimit(40)}


def author_limit(style: str, given: AuthorCount | None, setting: AuthorCount | None) -> AuthorLimit:
    """How many authors a list shows at once.

    Args:
        given: the argument of the call, None if it has none.
        setting: the site's setting for all lists, None if it has none.
    """
    count = given or setting
    if count is None:
        return _LIMITS.get(style, _LIMIT)
    return AuthorLimit(0 if count == "all" else count, spare=0)


class PaperView(NamedTuple):
    """A paper as the templates see it. Its attributes and properties are public: authors' own templates use them.

    Attributes:
        authors: the authors that are shown at once.
        more_authors: the authors after them, who are shown on a click.
        badge: Markdown text on the picture: short venue and year; empty if the venue has no short name.
        badge_key: key of the phrase for the type, to show with the year if `badge` is empty; empty if none.
        url: target of the title: the paper's page on this site, else the paper itself; empty if it has neither.
        primary_url: the paper itself, empty if there is no link to it.
        links: buttons.
        number: number in the list, such as 12 or `J3`; 0 if the list is not numbered.
        type_key: key of the phrase for the type of publication, empty if it goes without saying.
        status_key: key of the phrase for a status that nothing else names, empty if none.
        date: date of publication, None if the badge or the venue contains the year.
        imprint: series, volume, number, pages and publisher; Markdown.
        has_venue_line: whether there is anything to show about where it was published.
        venue: full name of the venue; Markdown, empty if unknown.
        venue_style: the venue's name, URL and hue from `venues.yml`.
        citations: how often it is cited; None if unknown or zero.
        stars: stars of its repository; None if unknown or zero.
        hue: hue of its topic, or of its category if no paper has a topic, 0 to 359; None if it has none.
        members: names of the members of the lab among its authors, in a list with a filter.
        projects: titles of the lab's projects that it belongs to, in a list with a filter.
    """

    paper: Paper
    authors: tuple[Author, ...]
    more_authors: tuple[Author, ...]
    editors: tuple[Author, ...]
    badge: str
    badge_key: str
    url: str
    primary_url: str
    links: tuple[Link, ...]
    number: int | str
    type_key: str
    status_key: str
    date: PartialDate | None
    imprint: str
    has_venue_line: bool
    venue: str
    venue_style: VenueStyle
    citations: PaperCounts | None
    stars: int | None
    hue: int | None = None
    members: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()

    @property
    def code(self) -> Link | None:
        """The link to the code, None if there is none."""
        return next((link for link in self.links if link.icon in CODE_ICONS and link.url), None)

    @property
    def hidden_author_count(self) -> int:
        """Number of named authors in `more_authors`."""
        return sum(not author.is_others for author in self.more_authors)

    @property
    def all_authors(self) -> tuple[Author, ...]:
        """All authors in their order."""
        return (*(one for author in self.authors for one in (*author.hidden_before, author)), *self.more_authors)

    @property
    def collaboration(self) -> str:
        """The collaboration that the authors belong to, unless it is one of the authors; Markdown, else empty."""
        return self.paper.unnamed_collaboration if self.paper.collaboration else ""

    @property
    def preview(self) -> str:
        """The first two sentences of the summary or the abstract; Markdown."""
        return first_sentences(self.paper.summary or self.paper.abstract or "", 2)

    @property
    def topic(self) -> str:
        """The topic, empty if it has none."""
        return self.paper.topic or ""

    @property
    def issue(self) -> str:
        """Series, volume, number and publisher, without pages; Markdown."""
        return self.paper.issue if self.imprint else ""

    @property
    def category_name(self) -> str:
        """The category spelled out if it is an arXiv code; empty otherwise."""
        return category_name(self.paper.category or "")

    @property
    def genre(self) -> Detail | None:
        """The name that the work gives itself, such as `Technical memo`; None if none, or if shown elsewhere."""
        return genre_of(self.paper) if self.paper.genre else None

    @property
    def details(self) -> Sequence[Detail]:
        """Event, edition, chapter, version, volumes, translators and first edition."""
        return details_of(self.paper)

    @property
    def source(self) -> Link | None:
        """Link to a work that was not published in a journal or book; None for all others."""
        return source_of(self.paper, self.venue, self.primary_url)

    @property
    def short_citation(self) -> str:
        """Short venue and year such as `CoDaL'26`; Markdown, empty if there is neither short venue nor badge."""
        text = self.paper.venue_short or ""
        year = self.paper.published_year
        if not text:
            return re.sub(_FULL_YEAR, r"'\1", self.badge).strip()
        if year is None or _HAS_YEAR.search(text):
            return re.sub(_FULL_YEAR, r"'\1", text)
        return f"{text}'{year % 100:02}"


class PaperContext(NamedTuple):
    """The data besides a paper that its view depends on.

    Attributes:
        counts: citations and stars, None if there are none.
        page_of: the page of a paper by its id, None if it has none.
        labels: translations of the labels of links.
        cached: `Data.cached`.
        authors: the site's setting of how many authors are shown; None if it has none.
    """

    lists: AuthorLists
    venues: Venues
    counts: Counts | None
    page_of: Callable[[str], str | None]
    labels: Mapping[str, str]
    topics: Topics
    cached: Callable[[object, Hashable, Callable[[], Any]], Any]
    authors: AuthorCount | None = None


def paper_context(data: Data) -> PaperContext:
    """The context for the papers of a site."""
    lists, venues, labels = data.derived(AuthorLists), data.derived(Venues), data.derived(link_labels)
    topics, page_of = data.derived(Topics), data.published.paper_pages.get
    counts = None
    if data.has("counts"):
        from mkdocs_researcher.macros.counts import counts_of

        counts = counts_of(data)
    return PaperContext(lists, venues, counts, page_of, labels, topics, data.cached, data.authors)


def paper_links(paper: Paper) -> tuple[Link, ...]:
    """Links as written, then those made from identifiers, without duplicates."""
    written = with_icons(paper.links)
    values = paper.__dict__  # faster than attributes, for twelve fields of thousands of papers
    given = {name: values[name] for name in _IDENTIFIERS if values[name]}
    return merge_links(written, links_for(given)) if given else written


def _badge(paper: Paper, venues: Venues) -> tuple[str, str]:
    """Text of the badge: Markdown, or else the key of the phrase for the type; both empty if neither is known."""
    if paper.badge:
        return paper.badge, ""
    if short := paper.venue_short or venues.short_of(paper.venue):
        year = paper.published_year
        dated = year is None or _HAS_YEAR.search(short)
        return (short if dated else f"{short} {year}"), ""
    return "", _BADGE_KEYS.get(paper.type or "", "")


def _primary_url(links: Sequence[Link], last: str) -> str:
    by_label = {link.label.casefold(): link.url for link in reversed(links)}
    for label in (*_PRIMARY_LABELS, last):
        if label in by_label:
            return by_label[label]
    # "Paper and review", "PDF (open access)"
    return next((link.url for link in links if link.label.casefold().startswith(("paper", "pdf"))), "")


def paper_view(
    paper: Paper, context: PaperContext, number: int | str = 0, *, limit: AuthorLimit = _LIMIT, short: bool = False
) -> PaperView:
    """A paper as the templates see it.

    Args:
        number: its number in the list, 0 if the list is not numbered.
        limit: how many authors are shown at once.
        short: given names as initials.
    """
    badge, badge_key = _badge(paper, context.venues)
    links = paper_links(paper)
    primary_url = _primary_url(links, "website" if paper.type in _ONLINE else "")
    if context.labels:  # the site is not in English
        links = with_labels(links, context.labels, 0 if paper.has_derived_links else len(paper.links))
    authors = context.lists.show(paper.authors, context.lists.find_owner(paper.authors), paper.id, short=short)
    at_once, more = split_authors(authors, limit)
    style = context.venues.find(paper.venue_short, paper.venue)
    venue = paper.venue or style.name
    type_key, status_key = _type_key(paper, badge_key), _status_key(paper)
    imprint = paper.imprint
    date = _date(paper, badge, badge_key, venue)
    citations, stars = _counts(paper, context.counts)
    facts = (date, venue, imprint, status_key, type_key, citations, stars)
    return PaperView(
        paper,
        at_once,
        more,
        _editors(paper, context.lists, short=short),
        badge,
        badge_key,
        context.page_of(paper.id) or primary_url,
        primary_url,
        links,
        number,
        type_key,
        status_key,
        date,
        imprint,
        any(facts) or any(_facts(paper)),
        f"{venue}:{paper.arxiv}" if venue == "arXiv" and paper.arxiv else venue,
        style,
        citations,
        stars,
        context.topics.hues.get(context.topics.of(paper)),
    )


def _counts(paper: Paper, counts: Counts | None) -> tuple[PaperCounts | None, int | None]:
    """Citations and stars; a zero only says that the paper is new, so it is not shown."""
    if counts is None:
        return None, None
    from mkdocs_researcher.macros.counts import citations_of, stars_of

    citations = citations_of(counts, paper)
    stars = stars_of(counts, paper.repo) if paper.repo else None
    return citations if citations and citations.citations else None, stars or None


def _facts(paper: Paper) -> tuple[object, ...]:
    values = paper.__dict__
    facts = (paper.editors, paper.note, paper.award, paper.scores, paper.genre, paper.book_volume)
    return (*facts, *(values[name] for name in _DETAILS))


def _date(paper: Paper, badge: str, badge_key: str, venue: str) -> PartialDate | None:
    year = str(paper.published_year)
    if badge_key:
        return None  # the badge shows the year after the type
    return None if year in badge or f"'{year[2:]}" in badge or year in venue else paper.when


def _editors(paper: Paper, lists: AuthorLists, *, short: bool) -> tuple[Author, ...]:
    return lists.show(paper.editors, lists.find_owner(paper.editors), paper.id, short=short) if paper.editors else ()


def _type_key(paper: Paper, badge_key: str) -> str:
    """Key of the phrase for the type of publication, unless the badge, the venue or the note names it."""
    if paper.type not in TYPE_KEYS or paper.genre or badge_key:
        return ""
    text = plain_text(f"{paper.badge} {paper.venue} {paper.venue_short} {paper.note}").lower()
    is_named = paper.type in text or (paper.type == "preprint" and "rxiv" in text)  # arXiv, bioRxiv, medRxiv
    return "" if is_named else TYPE_KEYS[paper.type]


def _status_key(paper: Paper) -> str:
    """Key of the phrase for the status, unless the badge, the venue or the note names it."""
    if not paper.is_pending or paper.status is None:
        return ""
    words = paper.status.replace("_", " ")
    return "" if words in f"{paper.badge} {paper.venue} {paper.note}".lower() else paper.status


def url_on_site(paper: Paper, data: Data) -> str:
    """The paper's page, or its anchor in the list of all papers; empty if the site has neither."""
    page, papers = data.published.paper_pages.get(paper.id), data.published.list_page
    return page or (f"{papers}#{paper.anchor}" if papers else "")


def related_papers(data: Data, ids: tuple[str, ...]) -> tuple[PaperView, ...]:
    """The visible papers with these ids, each with its URL on this site if it has one.

    Wrong and hidden ones are left out here; the check of references and the hints report them.
    """
    if not ids:
        return ()
    papers, context = data.derived(optional_papers), paper_context(data)
    items = [paper_view(papers[name], context) for name in ids if name in papers]
    return tuple(item._replace(url=url_on_site(item.paper, data) or item.url) for item in items)
