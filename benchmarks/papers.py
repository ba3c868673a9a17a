"""Invented papers, the same at every run, as YAML and as BibTeX."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

OWNER = "Mira Tovanne"
_WORDS = (
    "spectral",
    "layer",
    "memory",
    "agent",
    "graph",
    "sparse",
    "message",
    "network",
    "learning",
    "deep",
    "random",
    "matrix",
    "theory",
    "trained",
    "balance",
    "schedule",
    "tail",
    "exponent",
)
_GIVEN = (
    "Mira",
    "Pell",
    "Ines",
    "Sune",
    "Juro",
    "Wen",
    "Ayo",
    "Tomas",
    "Lena",
    "Kofi",
    "Ada",
    "Yuki",
    "Noor",
    "Ivan",
    "Zoe",
)
_FAMILY = (
    "Tovanne",
    "Okasha",
    "Calloway",
    "Brandvik",
    "Hassan",
    "Adeyemi",
    "Lindqvist",
    "Vrba",
    "Kim",
    "Zhang",
    "Álvarez",
    "Tanaka",
    "Haddad",
    "Petrov",
    "Walsh",
)


@dataclass(frozen=True)
class Paper:
    """A paper, as written in both formats."""

    number: int
    title: str
    emphasised: bool
    authors: tuple[str, ...]
    venue: str
    abstract: tuple[str, str]

    @property
    def year(self) -> int:
        """When it appeared."""
        return 2000 + self.number % 26


def sentence(rng: random.Random, count: int) -> str:
    """So many words."""
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def invent(count: int) -> Iterator[Paper]:
    """The first papers of an endless row."""
    rng = random.Random(1)
    for number in range(count):
        authors = [f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}" for _ in range(rng.randint(2, 7))]
        authors[rng.randrange(len(authors))] = OWNER
        yield Paper(
            number=number,
            title=sentence(rng, 8).capitalize(),
            emphasised=number % 5 == 0,
            authors=tuple(authors),
            venue=f"Conference on {sentence(rng, 3)}",
            abstract=(sentence(rng, 60), sentence(rng, 60)),
        )


def as_yaml(paper: Paper) -> str:
    """The entry of `papers.yml`."""
    number = paper.number
    return f"""\
- id: p{number}
  title: {paper.title}{" *really*" if paper.emphasised else ""}
  authors: [{", ".join(paper.authors)}]
  venue: {paper.venue}
  venue_short: CV{number % 20}
  year: {paper.year}
  type: conference
  doi: 10.1000/abc{number}
  repo: example/repo{number}
  links:
    Paper: https://example.org/p{number}.pdf
    Slides: https://example.org/s{number}.pdf
  abstract: >-
    {paper.abstract[0]}
    {paper.abstract[1]}
  tags: [theory, networks]
"""


def as_bibtex(paper: Paper) -> str:
    """The entry of `papers.bib`, as reference managers export it.

    Every fifth title holds a command, every fourth a capital protected by braces, and one name in fifteen an accent:
    so much of it has to be decoded.
    """
    number = paper.number
    title = f"{{{paper.title[0]}}}{paper.title[1:]}" if number % 4 == 1 else paper.title
    if paper.emphasised:
        title += r" \emph{really}"
    names = " and ".join(f"{family}, {given}" for given, family in (author.split() for author in paper.authors))
    names = names.replace("Á", r"{\'A}")
    return f"""\
@inproceedings{{p{number},
  title = {{{title}}},
  author = {{{names}}},
  booktitle = {{{paper.venue}}},
  abbr = {{CV{number % 20}}},
  year = {{{paper.year}}},
  doi = {{10.1000/abc{number}}},
  code = {{https://github.com/example/repo{number}}},
  pdf = {{https://example.org/p{number}.pdf}},
  slides = {{https://example.org/s{number}.pdf}},
  abstract = {{{paper.abstract[0]}
    {paper.abstract[1]}}},
  keywords = {{theory, networks}},
}}

"""
