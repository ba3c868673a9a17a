"""Requests for citations and stars, their results, and the matching of papers by title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

from pydantic import Field

from mkdocs_researcher.data.matching import normalized
from mkdocs_researcher.macros.counts import MAX_COUNT, AnySource, AuthorCounts, FoundBy
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.profile import Profile

Citations = Annotated[int, Field(ge=0, le=MAX_COUNT)]

_SHORTEST_TITLE = 13  # letters; many works are titled "Introduction" or "Editorial"


class CountRequest(NamedTuple):
    """The numbers that a project needs: of papers that are not hidden, and repositories as `owner/name` in lower case.

    `scholar` is the file or address of Google Scholar data, empty for none.
    """

    papers: Sequence[Paper] = ()
    repositories: Sequence[str] = ()
    profile: Profile | None = None
    scholar: str = ""

    def owner_id(self, pattern: str) -> str:
        """The first group of a regular expression in the URLs of the owner's links, empty if none matches."""
        links = self.profile.links if self.profile else ()
        found = (re.match(pattern, link.url, re.IGNORECASE) for link in links)
        return next((match[1] for match in found if match), "")


class CitationCount(NamedTuple):
    """The citations of a paper at one source."""

    citations: int
    by: FoundBy
    url: str = ""


@dataclass
class CountResult:
    """The answer of a source.

    Attributes:
        source: its name.
        papers: citations by id of the paper.
        answered: ids of the papers it gave an answer for, even if it does not know them.
        stars: stars by repository.
        answered_repositories: the repositories it gave an answer for.
        author: totals of the owner.
        answered_author: whether it gave an answer for the owner.
        has_responded: whether it sent any response; without one, nothing it says of a paper counts.
        failure: why it stopped early, empty if it did not.
        day: day of its numbers, `YYYY-MM-DD`; empty for today.
    """

    source: AnySource
    papers: dict[str, CitationCount] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    stars: dict[str, int] = field(default_factory=dict)
    answered_repositories: set[str] = field(default_factory=set)
    author: AuthorCounts | None = None
    answered_author: bool = False
    has_responded: bool = False
    failure: str = ""
    day: str = ""

    @property
    def has_answers(self) -> bool:
        answered = self.answered or self.answered_repositories or self.answered_author
        return self.has_responded and bool(answered)


def has_distinctive_title(paper: Paper) -> bool:
    """Is a match by title certain? The year must be known, and the title longer than a common word."""
    return paper.published_year is not None and len(normalized(paper.title)) >= _SHORTEST_TITLE


def is_record_of(paper: Paper, title: str | None, year: int | None, authors: Iterable[str] | None = None) -> bool:
    """Is a record with this title and these full names of authors one of the paper?

    It has the same title, an author in common, and is at most one year apart, as a preprint and its publication often
    are. Google Scholar gives no authors.
    """
    published = paper.published_year
    if not title or year is None or published is None or abs(year - published) > 1:
        return False
    if not has_distinctive_title(paper) or normalized(title) != normalized(paper.title):
        return False
    families = {normalized(person.family or person.literal) for person in paper.authors} - {""}
    if authors is None or not families:
        return True
    names = [normalized(name) for name in authors]
    return not names or any(family in name for family in families for name in names)
