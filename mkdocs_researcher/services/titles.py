"""Whether two records are the same paper, by title, year and authors: certain, or not at all."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.papers.model import Paper

_TAG = re.compile(r"<[^<>]*>")
_SHORTEST = 13  # letters; "Introduction" and "Editorial" are the titles of many


def normalised(title: str) -> str:
    """The letters and digits of a title, without case, accents, markup and white space."""
    folded = unicodedata.normalize("NFKD", _TAG.sub("", html.unescape(plain_text(title)))).casefold()
    return "".join(character for character in folded if character.isalnum())


def can_be_found_by_title(paper: Paper) -> bool:
    """Whether a match would be certain: the year must be known, and the title say something."""
    return paper.published_year is not None and len(normalised(paper.title)) >= _SHORTEST


def is_same(paper: Paper, title: str | None, year: int | None, authors: Iterable[str] | None = None) -> bool:
    """Whether a record is the paper: equal titles, years at most one apart, and an author in common.

    A preprint and its publication are often a year apart. Google Scholar gives no authors.

    Args:
        paper: ours.
        title: title of the record.
        year: its year.
        authors: full names of its authors; None if they are not known.
    """
    ours = paper.published_year
    if not title or year is None or ours is None or abs(year - ours) > 1:
        return False
    if not can_be_found_by_title(paper) or normalised(title) != normalised(paper.title):
        return False
    families = {normalised(person.family or person.literal) for person in paper.authors} - {""}
    if authors is None or not families:
        return True
    names = [normalised(name) for name in authors]
    return not names or any(family in name for family in families for name in names)
