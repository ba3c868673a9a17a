"""Whether two records are one work: by identifiers, else by title, authors and time.

A preprint and its publication are one work. A talk in proceedings and its long version in a journal are two, even
under one title; so are works of two venues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.bibtex.kinds import is_preprint_server
from mkdocs_researcher.importing.venue_names import is_one_venue, kind_of_venue
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.services.titles import normalised

_SHORT = 13  # letters; "Introduction" and "Editorial" are the titles of many
_YEARS_TO_PRINT = 5  # from a preprint to its publication
# Servers for preprints, by what their DOIs start with.
_PREPRINT_DOIS = ("10.48550/", "10.21203/", "10.31234/", "10.31219/", "10.2139/ssrn", "10.26434/", "10.20944/")
_ALONE = frozenset({"dataset", "software", "patent", "poster", "thesis"})
_ALIKE = {"workshop": "conference", "chapter": "conference"}


class Signs(NamedTuple):
    """By what a work is known.

    Attributes:
        ids: identifiers, each with its kind.
        doi: of the publication, not of a preprint.
        title: its letters and digits.
        families: family names of its authors.
        year: year, None if it is not known.
        type: its type, empty if it is not known.
        is_preprint: whether it is no more than a preprint.
        venues: the names of its venue.
        extent: volume, number and pages, as far as they are known.
    """

    ids: frozenset[str]
    doi: str
    title: str
    families: frozenset[str]
    year: int | None
    type: str
    is_preprint: bool
    venues: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()


def is_preprint(paper: Paper) -> bool:
    """Whether a paper is no more than a preprint, as far as its fields tell."""
    if paper.type == "preprint":
        return True
    if paper.venue:
        return is_preprint_server(plain_text(paper.venue))
    return paper.type is None and bool(paper.arxiv) and not (paper.doi and not _is_preprint_doi(paper.doi))


def _is_preprint_doi(doi: str) -> bool:
    return doi.lower().startswith(_PREPRINT_DOIS)


def signs_of(paper: Paper) -> Signs:
    """By what a paper is known."""
    found = {
        "arxiv": re.sub(r"v[0-9]+$", "", paper.arxiv or ""),
        "doi": (paper.doi or "").lower(),
        "openreview": paper.openreview,
        "acl": paper.acl,
        "pmid": paper.pmid,
        "openalex": paper.openalex,
        "hal": paper.hal,
        "isbn": paper.isbn if paper.type == "book" else "",
    }
    if found["doi"] and found["doi"].startswith("10.48550/arxiv."):
        found["arxiv"] = found["arxiv"] or found["doi"].removeprefix("10.48550/arxiv.")
    draft = is_preprint(paper)
    return Signs(
        frozenset(f"{kind}:{value}" for kind, value in found.items() if value),
        "" if draft or _is_preprint_doi(found["doi"] or "") else found["doi"] or "",
        normalised(paper.title) or plain_text(paper.title).strip(),
        frozenset(normalised(person.family or person.literal) for person in paper.authors) - {""},
        paper.published_year,
        paper.type or "",
        draft,
        tuple(plain_text(name) for name in (paper.venue, paper.venue_short) if name),
        (paper.volume or "", paper.number or "", paper.pages or ""),
    )


def is_same(one: Signs, other: Signs) -> bool:
    """Whether two records are one work."""
    if one.type != other.type and {one.type, other.type} & _ALONE:
        return one.doi != "" and one.doi == other.doi
    if one.doi and other.doi and one.doi != other.doi:
        return False  # two publications, though they may name one preprint
    if one.ids & other.ids:
        return True
    return _is_same_by_title(one, other)


def _is_same_by_title(one: Signs, other: Signs) -> bool:
    if not one.title or one.title != other.title or _differ_in_arxiv(one, other):
        return False
    gap = abs(one.year - other.year) if one.year and other.year else 0
    if one.families and other.families and not one.families & other.families:
        return False
    if len(one.title) < _SHORT:
        return _is_same_though_short(one, other)
    if one.is_preprint != other.is_preprint:
        return gap <= _YEARS_TO_PRINT
    return gap <= 1 and (one.is_preprint or _is_one_publication(one, other, gap))


def _is_same_though_short(one: Signs, other: Signs) -> bool:
    """Whether works of a title that many have are one: nothing may speak against it."""
    if one.year != other.year or not _may_be_one_type(one, other):
        return False
    if one.families & other.families:
        return is_one_venue(one.venues, other.venues) is not False
    return (one.families, one.type, one.venues, one.extent) == (other.families, other.type, other.venues, other.extent)


def _is_one_publication(one: Signs, other: Signs, gap: int) -> bool:
    """Whether two publications of one title are one: of a kind, and at one venue, as far as is known."""
    if not _may_be_one_type(one, other):
        return False
    at_one_venue = is_one_venue(one.venues, other.venues)
    if at_one_venue is None:
        kinds = {_ALIKE.get(kind, kind) for signs in (one, other) if (kind := _kind(signs))}
        return len(kinds) < 2
    # A conference has many names, and its author may say "conference"; a journal has one.
    return at_one_venue or (gap == 0 and {one.type, other.type} <= {"conference", "chapter"})


def _kind(signs: Signs) -> str:
    return signs.type or kind_of_venue(signs.venues)


def _differ_in_arxiv(one: Signs, other: Signs) -> bool:
    first, second = ({sign for sign in signs.ids if sign.startswith("arxiv:")} for signs in (one, other))
    return bool(first and second and not first & second)


def _may_be_one_type(one: Signs, other: Signs) -> bool:
    types = {_ALIKE.get(signs.type, signs.type) for signs in (one, other) if signs.type}
    return len(types) < 2


class Known:
    """Works among which one looks for the same.

    Args:
        papers: the works.
    """

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self.signs: list[Signs] = []
        self._by_sign: dict[str, list[int]] = {}
        for paper in papers:
            self.add(paper)

    def add(self, paper: Paper) -> None:
        """Adds a work."""
        self.signs.append(Signs(frozenset(), "", "", frozenset(), None, "", is_preprint=False))
        self.replace(len(self.signs) - 1, paper)

    def replace(self, index: int, paper: Paper) -> None:
        """Puts another version in the place of a work; it is found by the signs of both."""
        signs = signs_of(paper)
        self.signs[index] = signs._replace(ids=signs.ids | self.signs[index].ids)
        for sign in _names(signs):
            self._by_sign.setdefault(sign, []).append(index)

    def find(self, paper: Paper) -> int | None:
        """The number of the same work, None if there is none; what shares an identifier comes first."""
        signs = signs_of(paper)
        candidates = dict.fromkeys(index for sign in _names(signs) for index in self._by_sign.get(sign, ()))
        same = [index for index in candidates if is_same(signs, self.signs[index])]
        return next((index for index in same if self.signs[index].ids & signs.ids), same[0] if same else None)


def _names(signs: Signs) -> Sequence[str]:
    return [*sorted(signs.ids), *([f"title:{signs.title}"] if signs.title else [])]
