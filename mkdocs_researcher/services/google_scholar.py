"""Google Scholar's numbers from a file: `gs_data.json` as the crawler of AcadHomepage writes it.

Google Scholar has no API and blocks programs, so crawlers of others fetch the numbers. There are two forms: that of the
library scholarly (`bib: {title, pub_year}`, `num_citations`), and that of rewrites for SerpApi (`title`, `year`,
`cited_by: {value}`).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.macros.counts import MAX_COUNT, AuthorCounts
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.services.counts import CitationCount, CountRequest, CountResult, is_record_of
from mkdocs_researcher.services.http import Fetcher, FetchError

_OWNER = r"https://scholar\.google\.[a-z.]+/citations\?(?:.*&)?user=([\w-]+)"
_MAX_BYTES = 20_000_000


class _Record(NamedTuple):
    id: str
    title: str
    year: int | None
    citations: int


def _read(file_or_url: str, fetcher: Fetcher) -> Any:
    if re.match(r"https?://", file_or_url, re.IGNORECASE):
        return fetcher.json(file_or_url)
    path = Path(file_or_url)
    try:
        if not path.is_file():  # it may have no end
            path.stat()
            raise FetchError(f"{file_or_url} is not a file")
        if path.stat().st_size > _MAX_BYTES:
            raise FetchError(f"{file_or_url} is larger than {_MAX_BYTES // 1_000_000} MB")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FetchError(f"{file_or_url} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise FetchError(f"{file_or_url} does not contain JSON") from None


def _number(value: object) -> int | None:
    """A valid count, which may be given as text; else None."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_COUNT else None


def _records(data: dict[str, Any], user: str) -> Iterator[_Record]:
    listed = data["publications"]
    pairs = listed.items() if isinstance(listed, dict) else [("", item) for item in listed]
    for key, item in pairs:
        if not isinstance(item, dict):
            continue
        bib = item["bib"] if isinstance(item.get("bib"), dict) else item
        cited = item.get("cited_by")
        number = item.get("num_citations", cited.get("value") if isinstance(cited, dict) else cited)
        name = str(item.get("author_pub_id") or item.get("citation_id") or key)
        if user and ":" not in name:
            name = f"{user}:{name}"
        citations = 0 if number is None else _number(number)  # papers without citations have no number there
        if citations is not None:
            year = _number(bib.get("pub_year", bib.get("year")))
            yield _Record(name, str(bib.get("title") or ""), year, citations)


def _match(paper: Paper, by_id: dict[str, _Record]) -> CitationCount | None:
    if paper.scholar and (record := by_id.get(paper.scholar)):
        return CitationCount(record.citations, "id", IDENTIFIERS["scholar"].url(paper.scholar))
    same = [record for record in by_id.values() if is_record_of(paper, record.title, record.year)]
    best = max(same, key=lambda record: record.citations, default=None)
    if best is None:
        return None
    try:
        url = IDENTIFIERS["scholar"].url(IDENTIFIERS["scholar"].normalize(best.id))
    except ValueError:
        url = ""
    return CitationCount(best.citations, "title", url)


def _author(data: dict[str, Any], user: str) -> AuthorCounts | None:
    citations = _number(data.get("citedby"))
    if citations is None:
        return None
    years = data.get("cites_per_year")
    per_year = {str(year): _number(number) for year, number in years.items()} if isinstance(years, dict) else {}
    try:
        return AuthorCounts(
            citations=citations,
            h_index=_number(data.get("hindex")),
            i10_index=_number(data.get("i10index")),
            per_year={int(year): n for year, n in sorted(per_year.items()) if n is not None and year.isdecimal()},
            source="Google Scholar",
            url=f"https://scholar.google.com/citations?user={user}" if user else None,
        )
    except ValidationError:
        return None


def _day(data: dict[str, Any], today: datetime.date) -> str:
    try:
        day = datetime.date.fromisoformat(str(data.get("updated", ""))[:10])
    except ValueError:
        return ""
    return min(day, today).isoformat()


class GoogleScholar:
    """Reads Google Scholar data that a crawler fetched; later dates than today in it are replaced."""

    def __init__(self, fetcher: Fetcher, today: datetime.date) -> None:
        self.fetcher = fetcher
        self.today = today

    def fetch(self, request: CountRequest, result: CountResult) -> None:
        """Adds the numbers in the data to a result; `FetchError` if it cannot be used, or belongs to another person."""
        data = _read(request.scholar, self.fetcher)
        if not isinstance(data, dict) or not isinstance(data.get("publications"), (dict, list)):
            raise FetchError("the data has no 'publications', so it is not a gs_data.json")
        user = str(data.get("scholar_id") or "")
        user = user if re.fullmatch(r"[\w-]{1,30}", user) else ""
        owner = request.owner_id(_OWNER)
        if user and owner and user != owner:
            # This happens when someone copies a homepage and keeps the address of its data.
            raise FetchError(f"the data belongs to the Google Scholar profile {user}, but your profile is {owner}")
        result.has_responded = True
        by_id = {record.id: record for record in _records(data, user or owner)}
        for paper in request.papers:
            if found := _match(paper, by_id):
                result.papers[paper.id] = found
            result.answered.add(paper.id)
        result.author = _author(data, user or owner)
        result.answered_author = True
        result.day = _day(data, self.today)
