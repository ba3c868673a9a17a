"""A paper as its template sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.dates import PartialDate
from mkdocs_researcher.fields.identifiers import links_for
from mkdocs_researcher.fields.links import Link, merge_links
from mkdocs_researcher.macros.link_icons import with_icon
from mkdocs_researcher.macros.paper_model import Paper
from mkdocs_researcher.macros.people import Author, AuthorLists

_HAS_YEAR = re.compile(r"\d{4}|['’]\d\d")
# Labels of links that lead to the paper itself, best first.
IDENTIFIERS = (
    "doi", "arxiv", "openreview", "acl", "pmid", "hal", "isbn", "repo", "scholar", "openalex", "semantic_scholar"
)  # fmt: skip
_MAIN_LINKS = ("paper", "pdf", "html", "publisher", "doi", "preprint", "arxiv", "openreview")


class PaperItem(NamedTuple):
    """A paper as its template sees it.

    Attributes:
        paper: the data.
        authors: the authors as shown.
        badge: Markdown text on the picture, empty if none.
        badge_key: phrase to show if `badge` is empty, empty if none.
        url: page of the paper itself, empty if none.
        links: buttons.
        number: number in the list, 0 if it is not numbered.
        status_key: phrase for a status that is not on the badge, empty if none.
        date: when it appeared, if the badge does not say the year; None otherwise.
        imprint: volume, number, pages and publisher; Markdown.
        has_venue_line: whether there is anything to say about where it appeared.
    """

    paper: Paper
    authors: tuple[Author, ...]
    badge: str
    badge_key: str
    url: str
    links: tuple[Link, ...]
    number: int
    status_key: str
    date: PartialDate | None
    imprint: str
    has_venue_line: bool


def paper_links(paper: Paper) -> tuple[Link, ...]:
    """Links as written, then those that follow from identifiers, none twice."""
    written = tuple(with_icon(link) for link in paper.links)
    values = paper.__dict__  # a look-up per field of each of thousands of papers, without the descriptor's way round
    given = {name: values[name] for name in IDENTIFIERS if values[name]}
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


def _main_url(links: Sequence[Link]) -> str:
    by_label = {link.label.casefold(): link.url for link in reversed(links)}
    exact = next((by_label[label] for label in _MAIN_LINKS if label in by_label), "")
    # "Paper and review", "PDF (open access)"
    return exact or next((link.url for link in links if link.label.casefold().startswith(("paper", "pdf"))), "")


def show_paper(paper: Paper, lists: AuthorLists, number: int = 0) -> PaperItem:
    """A paper as its template sees it."""
    badge, badge_key = badge_of(paper)
    links = paper_links(paper)
    owner = lists.find_owner(paper.authors)
    shown = lists.show(paper.authors, owner)
    status = _status_key(paper, badge_key)
    imprint = paper.imprint
    year = str(paper.published_year)
    date = None if year in badge or year in (paper.venue or "") else paper.when
    line = date or paper.venue or imprint or paper.editors or paper.note or paper.award or paper.scores or status
    has_line = bool(line)
    main = _main_url(links)
    return PaperItem(paper, shown, badge, badge_key, main, links, number, status, date, imprint, has_line)


def _status_key(paper: Paper, badge_key: str) -> str:
    """The phrase for a status that the reader is not told otherwise."""
    if not paper.is_pending or paper.status is None or paper.status == badge_key:
        return ""
    words = paper.status.replace("_", " ")
    told = f"{paper.badge} {paper.venue} {paper.note}".lower()
    return "" if words in told else paper.status
