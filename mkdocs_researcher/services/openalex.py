"""OpenAlex: works of an author, citations of papers, and the totals of an author (https://developers.openalex.org)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.identifiers import without_version
from mkdocs_researcher.formats.bibtex.vocabulary import is_preprint_server
from mkdocs_researcher.formats.work import Found, Work, WorkFields, markdown, month_and_day, types_of
from mkdocs_researcher.macros.counts import AuthorCounts, FoundBy
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

_PAUSE = 0.11  # at most ten requests a second
_BATCH = 50  # values in one filter; 100 are allowed, but addresses get long
_PAGE = "100"
_MAX_PAGES = 100
_COUNT_FIELDS = "id,doi,title,publication_year,cited_by_count"
_WORK_FIELDS = (
    "id,doi,ids,title,publication_date,publication_year,type,authorships,primary_location,locations,biblio,"
    "is_retracted,is_paratext"
)
_TYPES = types_of(
    {
        "journal": "article review letter",
        "preprint": "preprint",
        "book": "book",
        "chapter": "book-chapter",
        "thesis": "dissertation",
        "report": "report standard",
        "dataset": "dataset",
        "software": "software",
    }
)
_LEFT_OUT = frozenset({"paratext", "peer-review", "erratum", "retraction", "grant", "supplementary-materials"})
_AUTHOR = r"https://(?:www\.)?openalex\.org/(?:authors/)?(A[0-9]+)"
_ORCID = r"https://orcid\.org/([0-9X-]+)"
_SEPARATORS = re.compile(r"[,|\"\s]")  # they have a special meaning in a filter


class _Source(Shape):
    display_name: str | None = None
    type: str | None = None


class _Location(Shape):
    landing_page_url: str | None = None
    pdf_url: str | None = None
    source: _Source | None = None


class _Name(Shape):
    display_name: str | None = None


class _Authorship(Shape):
    author: _Name = _Name()
    raw_author_name: str | None = None


class _Biblio(Shape):
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Work(Shape):
    """A work, with the fields that are common to both requests."""

    id: str
    doi: str | None = None
    title: str | None = None
    publication_year: int | None = None
    authorships: tuple[_Authorship, ...] = ()


class _CountedWork(_Work):
    cited_by_count: Citations


class _CountedWorks(Shape):
    results: tuple[_CountedWork, ...]


class _FullWork(_Work):
    ids: dict[str, Any] = {}  # noqa: RUF012
    publication_date: str | None = None
    type: str | None = None
    primary_location: _Location | None = None
    locations: tuple[_Location, ...] | None = None
    biblio: _Biblio | None = None
    is_retracted: bool | None = None
    is_paratext: bool | None = None


class _Meta(Shape):
    count: int = 0
    next_cursor: str | None = None


class _FullWorks(Shape):
    meta: _Meta = _Meta()
    results: tuple[_FullWork, ...]


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


class OpenAlex:
    """Fetches citations and works from OpenAlex."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.base_url = base_url("RESEARCHER_OPENALEX_URL", "https://api.openalex.org")
        self.params: dict[str, str] = {}
        if fetcher.email:
            self.params["mailto"] = fetcher.email
        if key := os.environ.get("OPENALEX_API_KEY"):
            self.params["api_key"] = key

    def fetch(self, request: CountRequest, result: CountResult) -> None:
        """Adds the numbers that OpenAlex knows to a result, which keeps them if a `FetchError` ends it."""
        result.author = self._author(request)
        result.answered_author = result.author is not None
        keys = {paper.id: _keys(paper) for paper in request.papers}
        works = self._counted_works(key for known in keys.values() for _, key in known)
        by_title = []
        for paper in request.papers:
            found = next(((by, works[key]) for by, key in keys[paper.id] if key in works), None)
            if found:
                by, work = found
                result.papers[paper.id] = CitationCount(work.cited_by_count, by, web_address(work.id))
                result.answered.add(paper.id)
            elif has_distinctive_title(paper):
                by_title.append(paper)
        for paper in by_title:
            if same := self._by_title(paper):
                result.papers[paper.id] = CitationCount(same.cited_by_count, "title", web_address(same.id))
            result.answered.add(paper.id)
        result.answered.update(keys)  # the rest cannot be found
        result.answered_author = True

    def works(self, author: str) -> Iterator[_FullWork]:
        """All works of an author, by id or ORCID iD; `FetchError` if OpenAlex fails, or does not know the author."""
        kind = "author.id" if author[0] in "Aa" else "author.orcid"
        params = {"filter": f"{kind}:{author}", "per_page": _PAGE, "select": _WORK_FIELDS}
        cursor = "*"
        for number in range(_MAX_PAGES):
            try:
                page = shaped(_FullWorks, self._get("works", **params, cursor=cursor), "OpenAlex")
            except FetchError as error:
                if error.status in {400, 404} and number == 0:
                    raise FetchError(f"OpenAlex knows no author {author}; check the id", error.status) from None
                raise
            yield from page.results
            cursor = page.meta.next_cursor
            if not cursor or not page.results:
                break

    def _get(self, path: str, **params: str) -> Any:
        try:
            return self.fetcher.json(f"{self.base_url}/{path}", {**params, **self.params}, pause=_PAUSE)
        except FetchError as error:
            if error.status in {401, 403, 429} and "api_key" not in self.params:
                hint = "a free key in OPENALEX_API_KEY allows ten times as many requests a day"
                raise FetchError(f"{error}; {hint}", error.status) from None
            raise

    def _single(self, path: str, **params: str) -> Any | None:
        try:
            return self._get(path, **params)
        except FetchError as error:
            if error.status == 404:
                return None
            raise

    def _counted_works(self, keys: Iterable[str]) -> dict[str, _CountedWork]:
        wanted = dict.fromkeys(keys)
        ids = [key for key in wanted if key.startswith("W")]
        dois = [key for key in wanted if not key.startswith("W")]
        odd = [doi for doi in dois if _SEPARATORS.search(doi)]
        found: dict[str, _CountedWork] = {}
        for name, listed in (("openalex", ids), ("doi", [doi for doi in dois if doi not in odd])):
            for batch in batches(listed, _BATCH):
                data = self._get("works", filter=f"{name}:{'|'.join(batch)}", per_page="100", select=_COUNT_FIELDS)
                for work in shaped(_CountedWorks, data, "OpenAlex").results:
                    found |= _best(found, work)
        # A work that was merged into another, and a DOI with a comma in it, are only found one by one.
        for key in [*(key for key in ids if key not in found), *odd]:
            path = f"works/{key}" if key.startswith("W") else f"works/doi:{quote(key)}"
            if (data := self._single(path, select=_COUNT_FIELDS)) is not None:
                found[key] = shaped(_CountedWork, data, "OpenAlex")
        return found

    def _by_title(self, paper: Paper) -> _CountedWork | None:
        words = " ".join(re.findall(r"[^\W_]+", paper.title))
        data = self._get("works", search=words, per_page="10", select=f"{_COUNT_FIELDS},authorships")
        same = [
            work
            for work in shaped(_CountedWorks, data, "OpenAlex").results
            if is_record_of(
                paper, work.title, work.publication_year, [one.author.display_name or "" for one in work.authorships]
            )
        ]
        return max(same, key=lambda work: work.cited_by_count, default=None)

    def _author(self, request: CountRequest) -> AuthorCounts | None:
        name = request.owner_id(_AUTHOR).upper()
        if not name and (orcid := request.owner_id(_ORCID)):
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


def _keys(paper: Paper) -> list[tuple[FoundBy, str]]:
    """The identifiers of a paper, best first: ids of OpenAlex in upper case, DOIs in lower case."""
    keys: list[tuple[FoundBy, str]] = []
    if paper.openalex:
        keys.append(("id", paper.openalex.upper()))
    if paper.doi:
        keys.append(("DOI", paper.doi.lower()))
    if paper.arxiv:
        keys.append(("arXiv", f"10.48550/arxiv.{without_version(paper.arxiv).lower()}"))
    return keys


def _best(found: Mapping[str, _CountedWork], work: _CountedWork) -> dict[str, _CountedWork]:
    """A work by its id and its DOI, unless a work with more citations has them."""
    keys = [work.id.rsplit("/", 1)[-1].upper()]
    if work.doi:
        keys.append(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", work.doi.lower()))
    return {key: work for key in keys if key not in found or found[key].cited_by_count < work.cited_by_count}


# Works


def read_openalex(author: str, fetcher: Fetcher) -> Found:
    """All works of an author, by an id such as `A5023888391`, or an ORCID iD.

    Raises:
        FetchError: OpenAlex fails, does not know the author, or answers in an unknown format.
    """
    notes: list[Problem] = []
    works: list[Work] = []
    left_out: list[str] = []
    for found in OpenAlex(fetcher).works(author):
        if found.is_paratext or (found.type or "") in _LEFT_OUT:
            left_out.append(found.title or found.id)
        elif work := _as_work(found, notes):
            works.append(work)
    if left_out:
        titles = "; ".join(title[:60] for title in left_out[:5])
        more = f" and {len(left_out) - 5} more" if len(left_out) > 5 else ""
        message = f"errata, reviews and the like are left out: {titles}{more}"
        notes.append(Problem(Location(f"https://openalex.org/{author}"), message, "", "info"))
    return Found.of("OpenAlex", works, notes)


def _as_work(work: _FullWork, notes: list[Problem]) -> Work | None:
    main = work.primary_location or _Location()
    source = main.source or _Source()
    venue = _without_host(source.display_name or "")
    is_preprint = work.type == "preprint" or is_preprint_server(venue)
    kind = _TYPES.get(work.type or "", "")
    if kind == "journal" and source.type == "conference":
        kind = "conference"
    biblio = work.biblio or _Biblio()
    pages = [page for page in (biblio.first_page, biblio.last_page) if page]
    has_no_venue = kind == "book" or (source.type in {"ebook platform", "repository"} and not is_preprint)
    fields = WorkFields(authors=(one.raw_author_name or one.author.display_name or "" for one in work.authorships))
    fields |= {
        "title": markdown(work.title).removesuffix("."),
        "type": "preprint" if is_preprint and kind in {"", "journal", "preprint"} else kind,
        "venue": "" if has_no_venue else venue,
        "volume": biblio.volume,
        "number": biblio.issue,
        "pages": "–".join(dict.fromkeys(pages)),
        **month_and_day(*f"{work.publication_date or work.publication_year or ''}--".split("-")[:3]),
    }
    for name, value in (("openalex", work.id), ("doi", work.doi), ("pmid", work.ids.get("pmid"))):
        fields.put_identifier(name, value)
    for one in (main, *(work.locations or ())):
        _put_location(fields, one, is_main=one is main)
    if str(fields.get("date", "")).endswith("-01-01"):  # OpenAlex gives January 1 if it knows only the year
        fields["year"] = fields.pop("date")[:4]
    found = fields.work(Location(work.id), notes)
    if found and work.is_retracted:
        notes.append(
            Problem(Location(work.id), f"'{found.paper.title}' is retracted according to OpenAlex", "", "warning")
        )
    return found


def _put_location(fields: WorkFields, location: _Location, *, is_main: bool) -> None:
    before = "links" in fields
    trial = WorkFields()
    trial.put_address(location.landing_page_url, "Paper")
    if "arxiv" in trial:
        fields.setdefault("arxiv", trial["arxiv"])
    elif is_main and "doi" not in fields and not before and "links" in trial:
        fields["links"] = trial["links"]
    if is_main and location.pdf_url and "arxiv" not in trial:
        fields.put_address(location.pdf_url, "PDF")


def _without_host(name: str) -> str:
    """`arXiv (Cornell University)` is `arXiv`."""
    return markdown(re.sub(r"^(?=\w*?Xiv)(\w++) \([^()]*\)$", r"\1", name))
