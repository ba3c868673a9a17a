"""Papers that a project seems to hold twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.importing.matching import Identity, identity_of, is_same
from mkdocs_researcher.macros.papers.model import Paper

_MESSAGES = {
    "DOI": "has the DOI of '{id}', {value}; keep one of the two, or mend it",
    "arXiv id": "has the arXiv id of '{id}', {value}; keep one of the two if they are one work",
    "title": "has title and year of '{id}'; keep one of the two if they are one work",
}
_MOST_ALIKE = 20  # papers of one title: enough is told of more


def doubles(papers: Sequence[Paper]) -> Iterator[tuple[int, str, str, Severity]]:
    """Papers that share a DOI or an arXiv id, or all that tells works of one title apart.

    A preprint and its publication may share a title, and two publications their preprint's number: that is an info.

    Yields:
        The number of the later paper, the kind of double, a message, and how bad it is.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, paper in enumerate(papers):
        for key in _keys(paper):
            groups.setdefault(key, []).append(index)
    told: set[tuple[int, int]] = set()
    signs: dict[int, Identity] = {}
    for (name, value), found in groups.items():
        for first, second in combinations(found[:_MOST_ALIKE], 2):
            if (first, second) in told or papers[first].id == papers[second].id:
                continue
            severity: Severity = "warning" if name == "DOI" else "info"
            message = _MESSAGES[name].format(id=papers[first].id, value=value)
            if name == "title":
                for index in (first, second):
                    signs[index] = signs.get(index) or identity_of(papers[index])
                if not _is_twice(signs[first], signs[second]):
                    continue
            told.add((first, second))
            yield second, f"double {name}", message, severity


def _keys(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.doi:
        yield "DOI", paper.doi.lower()
    if paper.arxiv:
        yield "arXiv id", re.sub(r"v[0-9]+$", "", paper.arxiv)
    if paper.published_year:
        yield "title", f"{paper.published_year} {''.join(filter(str.isalnum, paper.title.casefold()))}"


def _is_twice(one: Identity, other: Identity) -> bool:
    return one.is_preprint == other.is_preprint and is_same(one, other)
