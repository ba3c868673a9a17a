"""OpenAlex: citations of papers, and the totals of an author (https://developers.openalex.org)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from mkdocs_researcher.macros.counts import AuthorCounts, FoundBy
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.services.answers import (
    Citations,
    CountRequest,
    CountResult,
    Found,
    Shape,
    address_of,
    batches,
    web_address,
)
from mkdocs_researcher.services.http import Fetcher, FetchError, shaped
from mkdocs_researcher.services.titles import can_be_found_by_title, is_same

_PAUSE = 0.11  # at most ten questions a second
_BATCH = 50  # values in one filter; 100 are allowed, but addresses get long
_FIELDS = "id,doi,title,publication_year,cited_by_count"
_AUTHOR = r"https://(?:www\.)?openalex\.org/(?:authors/)?(A[0-9]+)"
_ORCID = r"https://orcid\.org/([0-9X-]+)"
_SEPARATORS = re.compile(r"[,|\"\s]")  # they have a meaning of their own in a filter


class _Name(Shape):
    display_name: str | None = None


class _Authorship(Shape):
    author: _Name = _Name()


class _Work(Shape):
    id: str
    doi: str | None = None
    title: str | None = None
    publication_year: int | None = None
    cited_by_count: Citations
    authorships: tuple[_Authorship, ...] = ()


class _Works(Shape):
    results: tuple[_Work, ...]


class _Year(Shape):
    year: int
    cited_by_count: Citations = 0


class _Stats(Shape):
    h_index: Citations | None = None
    i10_index: Citations | None = None


class _Author(Shape):
    id: str
    cited_by_count: Citations
    summary_stats: _Stats = _Stats()
    counts_by_year: tuple[_Year, ...] = ()


def _keys(paper: Paper) -> list[tuple[FoundBy, str]]:
    """What a paper is known by, best first: ids of OpenAlex in capitals, DOIs in small letters."""
    keys: list[tuple[FoundBy, str]] = []
    if paper.openalex:
        keys.append(("id", paper.openalex.upper()))
    if paper.doi:
        keys.append(("DOI", paper.doi.lower()))
    if paper.arxiv:
        number = re.sub(r"v[0-9]+$", "", paper.arxiv)
        keys.append(("arXiv", f"10.48550/arxiv.{number.lower()}"))
    return keys


class OpenAlex:
    """Asks OpenAlex.

    Args:
        fetcher: asks servers.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.address = address_of("RESEARCHER_OPENALEX_URL", "https://api.openalex.org")
        self.params: dict[str, str] = {}
        if fetcher.email:
            self.params["mailto"] = fetcher.email
        if key := os.environ.get("OPENALEX_API_KEY"):
            self.params["api_key"] = key

    def ask(self, question: CountRequest, answer: CountResult) -> None:
        """Fills in what OpenAlex knows.

        Raises:
            FetchError: it stopped answering; what came before stands in the answer.
        """
        answer.author = self._author(question)
        answer.author_heard = True
        keys = {paper.id: _keys(paper) for paper in question.papers}
        works = self._works(key for known in keys.values() for _, key in known)
        left = []
        for paper in question.papers:
            found = next(((by, works[key]) for by, key in keys[paper.id] if key in works), None)
            if found:
                by, work = found
                answer.papers[paper.id] = Found(work.cited_by_count, by, web_address(work.id))
            if found or not can_be_found_by_title(paper):
                answer.heard.add(paper.id)
            else:
                left.append(paper)
        for paper in left:
            if same := self._by_title(paper):
                answer.papers[paper.id] = Found(same.cited_by_count, "title", web_address(same.id))
            answer.heard.add(paper.id)

    def _get(self, path: str, **params: str) -> Any:
        try:
            return self.fetcher.json(f"{self.address}/{path}", {**params, **self.params}, pause=_PAUSE)
        except FetchError as error:
            if error.status in {401, 403, 429} and "api_key" not in self.params:
                hint = "a free key in OPENALEX_API_KEY allows ten times as many questions a day"
                raise FetchError(f"{error}; {hint}", error.status) from None
            raise

    def _single(self, path: str, **params: str) -> Any | None:
        """One record, None if there is none."""
        try:
            return self._get(path, **params)
        except FetchError as error:
            if error.status == 404:
                return None
            raise

    def _works(self, keys: Iterable[str]) -> dict[str, _Work]:
        """Works by the keys that they were asked for."""
        wanted = dict.fromkeys(keys)
        ids = [key for key in wanted if key.startswith("W")]
        dois = [key for key in wanted if not key.startswith("W")]
        odd = [doi for doi in dois if _SEPARATORS.search(doi)]
        found: dict[str, _Work] = {}
        for name, listed in (("openalex", ids), ("doi", [doi for doi in dois if doi not in odd])):
            for batch in batches(listed, _BATCH):
                data = self._get("works", filter=f"{name}:{'|'.join(batch)}", per_page="100", select=_FIELDS)
                for work in shaped(_Works, data, "OpenAlex").results:
                    found |= _best(found, work)
        # A work that was merged into another is only found alone; so is a DOI with a comma in it.
        for key in [*(key for key in ids if key not in found), *odd]:
            path = f"works/{key}" if key.startswith("W") else f"works/doi:{quote(key)}"
            if (data := self._single(path, select=_FIELDS)) is not None:
                found[key] = shaped(_Work, data, "OpenAlex")
        return found

    def _by_title(self, paper: Paper) -> _Work | None:
        data = self._get("works", search=_words(paper.title), per_page="10", select=f"{_FIELDS},authorships")
        same = [
            work
            for work in shaped(_Works, data, "OpenAlex").results
            if is_same(
                paper, work.title, work.publication_year, [one.author.display_name or "" for one in work.authorships]
            )
        ]
        return max(same, key=lambda work: work.cited_by_count, default=None)

    def _author(self, question: CountRequest) -> AuthorCounts | None:
        name = question.id_of_owner(_AUTHOR).upper()
        if not name and (orcid := question.id_of_owner(_ORCID)):
            name = f"orcid:{orcid}"
        if not name:
            return None
        data = self._single(f"authors/{name}", select="id,cited_by_count,summary_stats,counts_by_year")
        if data is None:
            return None
        author = shaped(_Author, data, "OpenAlex")
        years: Mapping[int, int] = {
            year.year: year.cited_by_count for year in author.counts_by_year if 1000 <= year.year <= 2999
        }
        return AuthorCounts(
            citations=author.cited_by_count,
            h_index=author.summary_stats.h_index,
            i10_index=author.summary_stats.i10_index,
            per_year=dict(sorted(years.items())),
            source="OpenAlex",
            url=web_address(author.id) or None,
        )


def _best(found: Mapping[str, _Work], work: _Work) -> dict[str, _Work]:
    """A work under its id and its DOI, where no more cited one stands."""
    keys = [work.id.rsplit("/", 1)[-1].upper()]
    if work.doi:
        keys.append(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", work.doi.lower()))
    return {key: work for key in keys if key not in found or found[key].cited_by_count < work.cited_by_count}


def _words(title: str) -> str:
    """A title without the signs that have a meaning of their own in a search."""
    return " ".join(re.findall(r"[^\W_]+", title))
