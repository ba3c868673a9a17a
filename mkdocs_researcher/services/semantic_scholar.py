"""Semantic Scholar: citations of papers (https://api.semanticscholar.org/api-docs/graph)."""

from __future__ import annotations

import os

from mkdocs_researcher.fields.identifiers import without_version
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.counts import FoundBy
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.services.counts import (
    CitationCount,
    Citations,
    CountRequest,
    CountResult,
    has_distinctive_title,
    is_record_of,
)
from mkdocs_researcher.services.http import Fetcher, FetchError, Shape, base_url, batches, shaped, web_address

_PAUSE = 1.05  # a key allows one request a second; without one, all users share a limit
_BATCH = 500
_FIELDS = "title,year,citationCount,url"
_NONE_KNOWN = "no valid paper ids given"


class _Name(Shape):
    name: str | None = None


class _Record(Shape):
    title: str | None = None
    year: int | None = None
    citationCount: Citations | None = None
    url: str | None = None
    authors: tuple[_Name, ...] = ()


class _Match(Shape):
    data: tuple[_Record, ...]


def _keys(paper: Paper) -> list[tuple[FoundBy, str]]:
    keys: list[tuple[FoundBy, str]] = []
    if paper.semantic_scholar:
        keys.append(("id", paper.semantic_scholar.replace("CorpusID:", "CorpusId:")))
    if paper.doi:
        keys.append(("DOI", f"DOI:{paper.doi}"))
    if paper.arxiv:
        keys.append(("arXiv", f"ARXIV:{without_version(paper.arxiv)}"))
    if paper.acl:
        keys.append(("ACL", f"ACL:{paper.acl}"))
    if paper.pmid:
        keys.append(("PMID", f"PMID:{paper.pmid}"))
    return keys


class SemanticScholar:
    """Fetches citations from Semantic Scholar."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.base_url = base_url("RESEARCHER_SEMANTIC_SCHOLAR_URL", "https://api.semanticscholar.org")
        key = os.environ.get("SEMANTIC_SCHOLAR_API_KEY")
        self.headers = {"x-api-key": key} if key else {}

    def fetch(self, request: CountRequest, result: CountResult) -> None:
        """Adds the citations that Semantic Scholar knows to a result, which keeps them if a `FetchError` ends it."""
        keys = {paper.id: _keys(paper) for paper in request.papers}
        records: dict[str, _Record] = {}
        for batch in batches(dict.fromkeys(key for known in keys.values() for _, key in known), _BATCH):
            records |= self._batch(batch)
        by_title = []
        for paper in request.papers:
            found = next(((by, records[key]) for by, key in keys[paper.id] if key in records), None)
            if found:
                _add(result, paper, found[1], found[0])
            elif has_distinctive_title(paper):
                by_title.append(paper)
        for paper in by_title:
            for record in self._match(paper):
                if is_record_of(paper, record.title, record.year, [one.name or "" for one in record.authors]):
                    _add(result, paper, record, "title")
            result.answered.add(paper.id)
        result.answered.update(keys)  # the rest cannot be found

    def _batch(self, keys: list[str]) -> dict[str, _Record]:
        address = f"{self.base_url}/graph/v1/paper/batch"
        try:
            data = self.fetcher.json(
                address, {"fields": _FIELDS}, headers=self.headers, body={"ids": keys}, pause=_PAUSE
            )
        except FetchError as error:
            if error.status == 400 and _NONE_KNOWN in str(error.answer).lower():
                return {}  # this is how it answers if it knows none of them
            raise self._explained(error) from None
        records = shaped(tuple[_Record | None, ...], data, "Semantic Scholar")
        if len(records) != len(keys):
            raise FetchError(f"Semantic Scholar was asked for {len(keys)} papers and answered with {len(records)}")
        return {key: record for key, record in zip(keys, records, strict=True) if record is not None}

    def _match(self, paper: Paper) -> tuple[_Record, ...]:
        address = f"{self.base_url}/graph/v1/paper/search/match"
        params = {"query": plain_text(paper.title), "fields": f"{_FIELDS},authors"}
        try:
            data = self.fetcher.json(address, params, headers=self.headers, pause=_PAUSE)
        except FetchError as error:
            if error.status == 404:
                return ()
            raise self._explained(error) from None
        match: _Match = shaped(_Match, data, "Semantic Scholar")
        return match.data

    def _explained(self, error: FetchError) -> FetchError:
        if error.status in {401, 403} and self.headers:
            return FetchError(f"{error}; check SEMANTIC_SCHOLAR_API_KEY", error.status)
        if error.status == 429 and not self.headers:
            return FetchError(f"{error}; a key in SEMANTIC_SCHOLAR_API_KEY helps", error.status)
        return error


def _add(result: CountResult, paper: Paper, record: _Record, by: FoundBy) -> None:
    result.answered.add(paper.id)
    if record.citationCount is not None:
        result.papers[paper.id] = CitationCount(record.citationCount, by, web_address(record.url))
