"""What few papers have, and scholars look for: what a thesis calls itself, the edition, the number of a preprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.macros.papers.model import Paper

# Phrases for what theses commonly call themselves; other words of an author's stay as they are.
_GENRES = {"phdthesis": "phdthesis_one", "mastersthesis": "mastersthesis_one", "bachelorsthesis": "bachelorsthesis_one"}
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_EDITION = re.compile(r"(\d+)(?:st|nd|rd|th|\.|e|\.ª|ª)?(?: ed(?:ition|\.)?)?", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv\b|corr$", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)


class Detail(NamedTuple):
    """Something that is told of a work: a phrase with the text in it; just the text, Markdown, without a key."""

    key: str
    text: str


def genre_of(paper: Paper) -> Detail | None:
    """What a work calls itself, None if nothing or if its badge or note says so."""
    genre = paper.genre or ""
    key = _GENRES.get(genre, "")
    told = f"{paper.badge} {paper.note}".lower()
    return None if not genre or ("thesis" if key else genre.lower()) in told else Detail(key, genre)


def details_of(paper: Paper) -> Sequence[Detail]:
    """Edition, chapter and version, as far as they are known."""
    if not (paper.edition or paper.chapter or paper.version):
        return ()
    rest = (Detail("chapter_of", paper.chapter or ""), Detail("version", paper.version or ""))
    return [detail for detail in (_edition(paper.edition or ""), *rest) if detail.text]


def _edition(written: str) -> Detail:
    """The edition by its number, which every language has a phrase for, or else as it is written."""
    word = written.lower().removesuffix(" edition")
    number = str(_ORDINALS.index(word) + 1) if word in _ORDINALS else ""
    if found := _EDITION.fullmatch(written):
        number = found[1]
    return Detail("edition", number) if number else Detail("", written)


def source_of(paper: Paper, venue: str, main: str) -> Link | None:
    """Where to find what stands in no journal and no book: arXiv number, DOI, or the host; None for all others.

    Args:
        paper: the paper.
        venue: full name of its venue, empty if unknown.
        main: address of the paper itself, empty if unknown.
    """
    if paper.arxiv and (not venue or _ARXIV.match(venue)):
        return Link(f"arXiv:{paper.arxiv}", IDENTIFIERS["arxiv"].url(paper.arxiv))
    if venue:
        return None
    if paper.doi:
        return Link(f"doi:{paper.doi}", IDENTIFIERS["doi"].url(paper.doi))
    host = _HOST.match(main)
    return Link(host[1], main) if host else None
