"""Works of an author at OpenAlex (https://developers.openalex.org)."""

from __future__ import annotations

import os
import re
from typing import Any

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.bibtex.kinds import is_preprint_server
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.work import Found, Work, as_work, markdown, month_and_day, names
from mkdocs_researcher.formats.work_identifiers import put_address, put_identifier
from mkdocs_researcher.services.answers import Shape, address_of
from mkdocs_researcher.services.http import Fetcher, FetchError, shaped

_PAUSE = 0.11  # at most ten questions a second
_PAGE = "100"
_MOST_PAGES = 100
_FIELDS = (
    "id,doi,ids,title,publication_date,publication_year,type,authorships,primary_location,locations,biblio,"
    "is_retracted,is_paratext"
)
_TYPES = {
    "article": "journal",
    "review": "journal",
    "letter": "journal",
    "preprint": "preprint",
    "book": "book",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "report": "report",
    "standard": "report",
    "dataset": "dataset",
    "software": "software",
}
_LEFT_OUT = frozenset({"paratext", "peer-review", "erratum", "retraction", "grant", "supplementary-materials"})


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
    id: str
    doi: str | None = None
    ids: dict[str, Any] = {}  # noqa: RUF012
    title: str | None = None
    publication_date: str | None = None
    publication_year: int | None = None
    type: str | None = None
    authorships: tuple[_Authorship, ...] = ()
    primary_location: _Location | None = None
    locations: tuple[_Location, ...] | None = None
    biblio: _Biblio | None = None
    is_retracted: bool | None = None
    is_paratext: bool | None = None


class _Meta(Shape):
    count: int = 0
    next_cursor: str | None = None


class _Works(Shape):
    meta: _Meta = _Meta()
    results: tuple[_Work, ...]


def read_openalex(author: str, fetcher: Fetcher) -> Found:
    """All works of an author.

    Args:
        author: an id such as `A5023888391`, or an ORCID iD.
        fetcher: asks servers.

    Raises:
        FetchError: OpenAlex does not answer, does not know the author, or answers in another form.
    """
    notes: list[Problem] = []
    works: list[Work] = []
    left: list[str] = []
    for found in _works(author, fetcher):
        if found.is_paratext or (found.type or "") in _LEFT_OUT:
            left.append(found.title or found.id)
        elif work := _work(found, notes):
            works.append(work)
    if left:
        place = Location(f"https://openalex.org/{author}")
        shown = "; ".join(title[:60] for title in left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
        notes.append(Problem(place, f"left out, for they are errata, reviews and the like: {shown}", "", "info"))
    return Found("OpenAlex", tuple(works), tuple(notes))


def _works(author: str, fetcher: Fetcher) -> list[_Work]:
    address = address_of("RESEARCHER_OPENALEX_URL", "https://api.openalex.org")
    kind = "author.id" if author[0] in "Aa" else "author.orcid"
    params = {"filter": f"{kind}:{author}", "per_page": _PAGE, "select": _FIELDS}
    params |= {"mailto": fetcher.email} if fetcher.email else {}
    params |= {"api_key": key} if (key := os.environ.get("OPENALEX_API_KEY")) else {}
    found: list[_Work] = []
    cursor: str | None = "*"
    for _ in range(_MOST_PAGES):
        try:
            data = fetcher.json(f"{address}/works", {**params, "cursor": cursor or ""}, pause=_PAUSE)
        except FetchError as error:
            if error.status in {400, 404} and not found:
                raise FetchError(f"OpenAlex knows no author {author}; is it right?", error.status) from None
            raise
        page = shaped(_Works, data, "OpenAlex")
        found += page.results
        cursor = page.meta.next_cursor
        if not cursor or not page.results:
            break
    return found


def _work(work: _Work, notes: list[Problem]) -> Work | None:
    main = work.primary_location or _Location()
    source = main.source or _Source()
    venue = _without_host(source.display_name or "")
    is_preprint = work.type == "preprint" or is_preprint_server(venue)
    kind = _TYPES.get(work.type or "", "")
    if kind == "journal" and source.type == "conference":
        kind = "conference"
    biblio = work.biblio or _Biblio()
    pages = [page for page in (biblio.first_page, biblio.last_page) if page]
    says_no_venue = kind == "book" or (source.type in {"ebook platform", "repository"} and not is_preprint)
    fields: Record = {
        "title": markdown(work.title).removesuffix("."),
        "authors": names(one.raw_author_name or one.author.display_name or "" for one in work.authorships),
        "type": "preprint" if is_preprint and kind in {"", "journal", "preprint"} else kind,
        "venue": "" if says_no_venue else venue,
        "volume": biblio.volume,
        "number": biblio.issue,
        "pages": "–".join(dict.fromkeys(pages)),
        **month_and_day(*re.split("-", f"{work.publication_date or work.publication_year or ''}--")[:3]),
    }
    put_identifier(fields, "openalex", work.id)
    put_identifier(fields, "doi", work.doi)
    put_identifier(fields, "pmid", work.ids.get("pmid"))
    for one in (main, *(work.locations or ())):
        _put_location(fields, one, is_main=one is main)
    found = as_work(_dated(fields), Location(work.id), notes)
    if found and work.is_retracted:
        notes.append(Problem(Location(work.id), f"'{found.paper.title}' is retracted, says OpenAlex", "", "warning"))
    return found


def _dated(fields: Record) -> Record:
    """The first of January stands for a year of which no more is known."""
    if str(fields.get("date", "")).endswith("-01-01"):
        fields["year"] = fields.pop("date")[:4]
    return fields


def _put_location(fields: Record, location: _Location, *, is_main: bool) -> None:
    before = "links" in fields
    trial: Record = {}
    put_address(trial, location.landing_page_url, "Paper")
    if "arxiv" in trial:
        fields.setdefault("arxiv", trial["arxiv"])
    elif is_main and "doi" not in fields and not before and "links" in trial:
        fields["links"] = trial["links"]
    if is_main and location.pdf_url and "arxiv" not in trial:
        put_address(fields, location.pdf_url, "PDF")


def _without_host(name: str) -> str:
    """`arXiv (Cornell University)` is `arXiv`."""
    return markdown(re.sub(r"^(\w*Xiv\w*) \([^()]*\)$", r"\1", name))
