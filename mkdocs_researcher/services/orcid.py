"""Works and person of an ORCID record (API v3.0, https://info.orcid.org/documentation/api-tutorials/).

The list of works has no authors; they come with the details of works, up to a hundred at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import with_subtitle
from mkdocs_researcher.formats.bibtex.vocabulary import is_preprint_server
from mkdocs_researcher.formats.work import Found, Work, WorkFields, markdown, month_and_day, text_of, types_of
from mkdocs_researcher.services.http import Fetcher, FetchError, base_url, batches, shaped

_BATCH = 100
_PAUSE = 0.1  # at most 24 requests a second are allowed
# https://info.orcid.org/documentation/integration-guide/working-with-works/ ; old records use older types.
_TYPES = types_of(
    {
        "journal": "journal-article journal-issue magazine-article newspaper-article review",
        "conference": "conference-paper conference-proceedings conference-abstract",
        "poster": "conference-poster",
        "preprint": "preprint working-paper",
        "book": "book edited-book",
        "chapter": "book-chapter encyclopedia-entry",
        "thesis": "dissertation dissertation-thesis supervised-student-publication",
        "report": "report technical-standard standards-and-policy",
        "patent": "patent",
        "dataset": "data-set",
        "software": "software",
    }
)
_NO_AUTHORS = "ORCID gives no authors of {count}, so their entries have none; add them"


def _inner(value: Any) -> str:
    """Unwraps a text of ORCID: `{"value": "2024"}`."""
    return text_of(value.get("value")) if isinstance(value, dict) else text_of(value)


def _or_empty_dict(value: Any) -> Any:
    return {} if value is None else value


def _or_empty_list(value: Any) -> Any:
    return [] if value is None else value


def _identifiers(version: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and value of the identifiers of a work, without those of the book or journal that it is part of."""
    listed = version.get("external-ids")
    for one in (listed.get("external-id") if isinstance(listed, dict) else None) or ():
        if isinstance(one, dict):
            relationship = _inner(one.get("external-id-relationship", "self"))
            if relationship.lower() not in {"part-of", "funded-by"}:
                yield _inner(one.get("external-id-type")), _inner(one.get("external-id-value"))


class Person(NamedTuple):
    """The parts `person` and `activities-summary` of a record, as ORCID sends them."""

    person: dict[str, Any]
    activities: dict[str, Any]


def read_orcid(orcid: str, fetcher: Fetcher) -> Found:
    """All works of a record.

    Raises:
        FetchError: ORCID fails, does not know the id, or answers in an unknown format.
    """
    notes: list[Problem] = []
    try:
        data = _get(f"{orcid}/works", fetcher)
    except FetchError as error:
        raise _explained(error, orcid) from None
    chosen = list(_preferred(data))
    details = _details(orcid, [codes for codes, _ in chosen], fetcher, notes)
    works = []
    for codes, summaries in chosen:
        versions = [details.get(code, summary) for code, summary in zip(codes, summaries, strict=True)]
        works.append(_work(versions, Location(f"https://orcid.org/{orcid}"), notes))
    if alone := sum(work is not None and not work.paper.authors for work in works):
        message = _NO_AUTHORS.format(count="a work" if alone == 1 else f"{alone} works")
        notes.append(Problem(Location(f"https://orcid.org/{orcid}"), message, "authors", "info"))
    return Found.of("ORCID", works, notes)


def read_person(orcid: str, fetcher: Fetcher) -> Person:
    """The person and activities of a record; errors as for `read_orcid`."""
    try:
        data = _get(f"{orcid}/record", fetcher)
    except FetchError as error:
        raise _explained(error, orcid) from None
    record = shaped(dict[str, Any], data, "ORCID")
    return Person(
        shaped(dict[str, Any], _or_empty_dict(record.get("person")), "ORCID"),
        shaped(dict[str, Any], _or_empty_dict(record.get("activities-summary")), "ORCID"),
    )


def _get(path: str, fetcher: Fetcher) -> Any:
    address = base_url("RESEARCHER_ORCID_URL", "https://pub.orcid.org/v3.0")
    return fetcher.json(f"{address}/{path}", headers={"Accept": "application/json"}, pause=_PAUSE)


def _explained(error: FetchError, orcid: str) -> FetchError:
    if error.status == 404:
        return FetchError(f"ORCID knows no {orcid}; check the id", 404)
    if error.status in {409, 410}:
        return FetchError(f"ORCID has locked or closed the record {orcid}", error.status)
    return error


def _preferred(data: Any) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
    """Put-codes and summaries of the versions of each work, the one that the owner prefers first."""
    whole = shaped(dict[str, Any], data, "ORCID")
    for group in shaped(list[dict[str, Any]], _or_empty_list(whole.get("group")), "ORCID"):
        summaries = shaped(list[dict[str, Any]], _or_empty_list(group.get("work-summary")), "ORCID")
        listed = sorted(summaries, key=lambda one: -_index(one))
        if listed:
            yield [text_of(one.get("put-code")) for one in listed], listed


def _index(summary: dict[str, Any]) -> int:
    text = text_of(summary.get("display-index"))
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else 0


def _details(
    orcid: str, codes: Iterable[list[str]], fetcher: Fetcher, notes: list[Problem]
) -> dict[str, dict[str, Any]]:
    """The details of the preferred versions by put-code; failures are noted, and the summary has to do."""
    requested = [code for one in codes for code in one[:1] if code.isdecimal()]
    found: dict[str, dict[str, Any]] = {}
    for batch in batches(requested, _BATCH):
        try:
            data = shaped(dict[str, Any], _get(f"{orcid}/works/{','.join(batch)}", fetcher), "ORCID")
            bulk = shaped(list[dict[str, Any]], _or_empty_list(data.get("bulk")), "ORCID")
        except FetchError as error:
            location = Location(f"https://orcid.org/{orcid}")
            notes.append(Problem(location, f"sends no details of {len(batch)} works: {error}", "", "warning"))
            continue
        for item in bulk:
            if isinstance(work := item.get("work"), dict):
                found[text_of(work.get("put-code"))] = work
    return found


def _work(versions: list[dict[str, Any]], location: Location, notes: list[Problem]) -> Work | None:
    main = versions[0]
    titles = shaped(dict[str, Any], _or_empty_dict(main.get("title")), "ORCID")
    written, subtitle = _inner(titles.get("title")), _inner(titles.get("subtitle"))
    title = markdown(written)
    if subtitle.casefold() not in written.casefold():
        title = with_subtitle(title, markdown(subtitle))
    kind = _TYPES.get(text_of(main.get("type")).lower().replace("_", "-"), "")
    date = shaped(dict[str, Any], _or_empty_dict(main.get("publication-date")), "ORCID")
    venue = markdown(_inner(main.get("journal-title")))
    fields = WorkFields(authors=_authors(main), abstract=main.get("short-description"))
    fields |= {
        "title": title.removesuffix(".") if not title.endswith("..") else title,
        "type": "preprint" if kind == "journal" and is_preprint_server(venue) else kind,
        "series" if kind == "book" else "venue": venue,
        **month_and_day(*(_inner(date.get(part)) for part in ("year", "month", "day"))),
    }
    for version in versions:
        for name, value in _identifiers(version):
            if version is main or name != "isbn":  # of another book
                fields.put_identifier(name, value)
    fields.put_address(_inner(main.get("url")), "Paper")
    return fields.work(location, notes)


def _authors(work: dict[str, Any]) -> list[str]:
    listed = _or_empty_dict(work.get("contributors"))
    people = listed.get("contributor") if isinstance(listed, dict) else None
    found = []
    for one in people or ():
        attributes = _or_empty_dict(one.get("contributor-attributes")) if isinstance(one, dict) else {}
        role = text_of(attributes.get("contributor-role")).lower() if isinstance(attributes, dict) else ""
        if isinstance(one, dict) and role in {"", "author", "co-author", "first-author", "writing-original-draft"}:
            found.append(_inner(one.get("credit-name")))
    return list(dict.fromkeys(found))
