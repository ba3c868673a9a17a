"""Works of a CSL-JSON file, as Zotero, Pandoc and our own export write it (schema `csl-data.json` 1.0.2)."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.names.additions import asides_note
from mkdocs_researcher.fields.names.person import is_cjk
from mkdocs_researcher.fields.status import status_of, take_status
from mkdocs_researcher.fields.text import letters_of
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.bibtex.places import with_article_number
from mkdocs_researcher.formats.bibtex.vocabulary import TYPES, is_preprint_server
from mkdocs_researcher.formats.program_notes import parts_of_note, without_arxiv_comments
from mkdocs_researcher.formats.source import Record, Source, quoted_texts
from mkdocs_researcher.formats.work import (
    Found,
    Work,
    WorkFields,
    date_warning,
    markdown,
    month_and_day,
    text_of,
    types_of,
    whole_name,
)

_TYPES = types_of(
    {
        "journal": "article-journal article-magazine article-newspaper",
        "preprint": "article manuscript",
        "conference": "paper-conference",
        "chapter": "chapter entry-encyclopedia entry-dictionary",
        "book": "book collection",
        "thesis": "thesis",
        "report": "report standard",
        "patent": "patent",
        "dataset": "dataset",
        "software": "software",
    }
)
_SEASONS = {1: "Spring", 2: "Summer", 3: "Fall", 4: "Winter"}
_DATES = ("issued", "published", "published-print", "published-online")  # Crossref has the others as well
_SHAPE = {"type", "title", "author", "issued", "DOI", "container-title", "id", "citation-key"}
# Fields that say nothing about the work itself, or repeat another.
_IGNORED_FIELDS = """
id type accessed source language title-short ISSN event-place publisher-place archive archive_location
call-number citation-key citation-label submitted journalAbbreviation license event-date
page-first number-of-pages dimensions medium custom indexed reference references-count
reference-count is-referenced-by-count score resource created deposited member prefix content-domain relation
link alternative-id subject issn-type isbn-type subtitle short-title original-title published
published-online published-print published-other approved accepted shortTitle categories keyword
"""
_IGNORED = frozenset(_IGNORED_FIELDS.split())


def is_csl_json(data: Any) -> bool:
    """True for a list of works, one work, or Zotero's `items`."""
    items = (item for item in items_of(data) if isinstance(item, dict))
    return any(isinstance(item.get("type"), str) and len(_SHAPE & item.keys()) >= 3 for item in items)


def items_of(data: Any) -> list[Any]:
    """The works of a file."""
    if isinstance(data, dict):
        items = data.get("items")
        return items if isinstance(items, list) else [data]
    return data if isinstance(data, list) else []


def read_csl_json(source: Source) -> Found:
    """All works of a file."""
    start: FieldPath = ("items",) if isinstance(source.data, dict) and "items" in source.data else ()
    works = []
    for index, item in enumerate(items_of(source.data)):
        location = () if isinstance(source.data, dict) and not start else (*start, index)
        if isinstance(item, dict):
            if note := asides_note([_every_text(item.get(name)) for name in ("author", "editor", "translator")]):
                source.note((*location, "author"), note, "info")
            works.append(_work(item, source, location))
        else:
            source.note(location, f"is not a work and is left out: {quoted_texts([item])}")
    return Found.of("CSL-JSON", works, source.notes)


def _work(item: dict[str, Any], source: Source, location: FieldPath) -> Work | None:
    status, item = _without_status(item)
    unread = {name: value for name, value in item.items() if value not in (None, "", [], {})}

    def take(*keys: str) -> Any:
        return next((value for key in keys if (value := unread.pop(key, None)) is not None), "")

    kind = text_of(item.get("type"))
    count = text_of(item.get("number-of-pages")) if kind == "book" else ""
    key = text_of(take("citation-key")) or text_of(item.get("id"))
    fields = WorkFields(
        id=key if re.fullmatch(r"[A-Za-z][\w:.+-]*", key) and "/" not in key else "",
        title=_text(take("title")),
        authors=_people(take("author")),
        editors=_people(take("editor")),
        translators=_people(take("translator")),
        volumes=take("number-of-volumes"),
        type=_TYPES.get(kind, ""),
        abstract=_text(take("abstract")),
        volume=text_of(take("volume")) or take("collection-number"),
        pages=text_of(take("page")) or count,
        edition=take("edition"),
        version=take("version"),
        chapter=take("chapter-number"),
    )
    fields["tags"] = [word for part in re.split(r"[,;]", _text(item.get("keyword"))) if (word := text_of(part))]
    if original := _date(take("original-date")):
        fields["original_date"] = original.get("date", original.get("year", ""))
    date = next((name for name in _DATES if item.get(name)), "issued")
    _put_date(fields, take(date), source, (*location, date))
    _put_identifiers(fields, take)
    _put_note(fields, take("note"), source, (*location, "note"))
    fields["status"] = status_of(text_of(take("status"))) or status or fields["status"]
    _put_venue(fields, kind, take)
    for name, value in unread.items():
        if name not in _IGNORED and not name.startswith("_"):
            source.note((*location, name), f"{quoted_texts([value])} has no field in papers.yml")
    return fields.work(source.place(location), source.notes)


def _put_date(fields: Record, issued: Any, source: Source, location: FieldPath) -> None:
    fields |= (when := _date(issued))
    parts = _parts(issued)
    if isinstance(issued, dict) and text_of(issued.get("circa")).lower() not in {"", "0", "false"}:
        parts = ["circa " + "-".join(map(text_of, parts))]
    is_season = str(when.get("date", ""))[:1].isalpha()
    if message := "" if is_season else date_warning(parts, when):
        source.note(location, message)


def _without_status(item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The status that is written in place of a date or number, and the item without it."""
    status, rest = "", dict(item)
    for name in ("issued", "volume", "issue", "number", "page", "note", "container-title"):
        value = item.get(name)
        text = (value.get("literal") or value.get("raw")) if isinstance(value, dict) else value
        if isinstance(text, str) and (taken := take_status(text)):
            status = status or taken.status
            rest[name] = text if name == "note" and taken.rest else taken.rest
    return status, rest


def _put_note(fields: WorkFields, note: Any, source: Source, location: FieldPath) -> None:
    """The author's own lines of a note; Zotero writes its "Extra" into it."""
    parts = parts_of_note(note if isinstance(note, str) else text_of(note))
    for kind, value in parts.identifiers:
        if not fields.put_identifier(kind, value):
            source.note(location, f"'{value[:60]}' is not valid and is left out")
    text, comments = without_arxiv_comments(parts.text, is_on_arxiv="arxiv" in fields)
    taken = take_status(text)
    fields["note"] = "" if taken and not taken.rest else markdown(text)
    fields["status"] = taken.status if taken else ""
    for text in parts.left_out:
        source.note(location, f"{quoted_texts([text])} was written by another program and is left out", "info")
    for text in comments:
        source.note(location, f"{quoted_texts([text])} describes the arXiv file and is left out", "info")


def _text(value: Any) -> str:
    """A text; the first one of a list, as Crossref writes titles as lists."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _every_text(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    return [" ".join(map(text_of, person.values())) for person in people if isinstance(person, dict)]


def _people(value: Any) -> list[str]:
    people = []
    for person in value if isinstance(value, list) else [value]:
        if isinstance(person, str):
            people.append(person)
        elif isinstance(person, dict):
            people.append(_name(person))
    return people


def _name(person: dict[str, Any]) -> str:
    part = {name: text_of(value) for name, value in person.items()}
    if literal := part.get("literal") or part.get("name"):
        return literal
    last = " ".join(filter(None, (part.get("non-dropping-particle"), part.get("family"))))
    given = " ".join(filter(None, (part.get("given"), part.get("dropping-particle"))))
    if part.get("suffix"):
        return ", ".join(filter(None, (last, part["suffix"], given)))
    if not last or not given or is_cjk(last + given):
        return whole_name(last, given)
    # "Family, Given" is unambiguous for a family name of several words; otherwise reading order is nicer.
    return f"{last}, {given}" if " " in last else f"{given} {last}"


def _date(value: Any) -> Record:
    if not isinstance(value, dict):
        return _from_text(text_of(value))
    listed = value.get("date-parts")
    first = listed[0] if isinstance(listed, list) and listed else None
    if isinstance(first, list) and first:
        found = month_and_day(*[*first, "", ""][:3])
        season = _season(value.get("season")) or (_season(first[1], 12) if len(first) == 2 else "")
        return {"date": f"{season} {found['year']}"} if season and "year" in found else found
    return _from_text(text_of(value.get("raw") or value.get("literal")))


def _season(value: Any, least: int = 0) -> str:
    """The season that a number means: 1 to 4, as a month from 13 (old programs) or from 21 (ISO 8601-2)."""
    text = text_of(value)
    number = int(text) if text.isdecimal() else 0
    starts = [start for start in (0, 12, 20) if start >= least and number - start in _SEASONS]
    return _SEASONS[number - starts[0]] if starts else ""


def _parts(value: Any) -> list[Any]:
    """Year, month and day of a date, or the text of one."""
    if not isinstance(value, dict):
        return [value]
    listed = value.get("date-parts")
    if isinstance(listed, list) and listed and isinstance(listed[0], list) and listed[0]:
        return [part for one in listed for part in (one if isinstance(one, list) else [one])]
    return [value.get("raw") or value.get("literal")]


def _from_text(text: str) -> Record:
    if re.fullmatch(r"[0-9]{4}", text):
        return month_and_day(text)
    try:
        return {"date": text} if text and PartialDate.parse(text) else {}
    except ValueError:
        return month_and_day(found[0]) if (found := re.search(r"\b[12][0-9]{3}\b", text)) else {}


def _put_identifiers(fields: WorkFields, take: Any) -> None:
    issue, number = text_of(take("issue")), text_of(take("number"))
    if fields.put_identifier("arxiv", number if number.lower().startswith("arxiv") else ""):
        number = ""
    article = text_of(take("article-number"))
    if fields["type"] == "journal" and number and not article:
        number, article = "", number  # Zotero's; the issue has a field of its own
        if not issue and fields["pages"]:
            number, article = article, ""
    fields["number"] = issue or number
    if article:
        fields["pages"] = with_article_number(fields["pages"], article)
    fields.put_identifier("doi", take("DOI"))
    fields.put_identifier("pmid", take("PMID"))
    isbn = take("ISBN")
    for part in re.split(r"(?<![\s,;])[\s,;]++(?=97[89])", _text(isbn) if isinstance(isbn, list) else text_of(isbn)):
        fields.put_identifier("isbn", part)
    pmcid = text_of(take("PMCID"))
    fields.put_identifier("pmcid", f"PMC{pmcid}" if pmcid.isdecimal() else pmcid)
    fields.put_address(take("URL"), "Paper")


def _put_genre(fields: Record, kind: str, take: Any) -> None:
    genre = markdown(take("genre"))
    if kind == "speech" and genre.casefold() == "poster":
        fields["type"] = "poster"
    elif kind in {"thesis", "report"} or genre.casefold() not in TYPES:
        fields["genre"] = genre


def _put_venue(fields: Record, kind: str, take: Any) -> None:
    """The venue; `write` has the same mapping in the other direction."""
    publisher, container = markdown(take("publisher")), markdown(_text(take("container-title")))
    collection, event = markdown(_text(take("collection-title"))), markdown(take("event-title", "event"))
    short = markdown(_text(take("container-title-short")))
    _put_genre(fields, kind, take)
    if kind in {"book", "collection"}:
        fields |= {"series": collection, "publisher": publisher}
        return
    if kind in {"thesis", "report", "dataset", "software"}:
        fields |= {"venue": container or publisher, "publisher": publisher if container else "", "series": collection}
        return
    if kind in {"article", "manuscript"}:
        on_server = is_preprint_server(publisher) or "arxiv" in fields
        if not on_server and kind == "article" and container and not is_preprint_server(container):
            fields["type"] = "journal"  # Crossref and older programs write every article this way
        fields["venue"] = container or publisher
        return
    fields |= {"venue": container or event, "venue_short": short, "publisher": publisher, "series": collection}
    if container and event and letters_of(event) not in letters_of(container):
        fields["event"] = event
    if fields["type"] == "journal" and is_preprint_server(container):
        fields["type"] = "preprint"
