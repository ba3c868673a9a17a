"""Papers as CSL-JSON (Citation Style Language 1.0.2, schema `csl-data.json`), which reference managers read."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.formats.paper_facts import (
    has_aside,
    institution,
    kind_of,
    pages_of,
    pending_note,
    thesis_degree,
    written_url,
)
from mkdocs_researcher.formats.plain import text_of
from mkdocs_researcher.macros.papers.model import Paper

TYPES = {
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",
    "thesis": "thesis",
    "book": "book",
    "chapter": "chapter",
    "report": "report",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "poster": "speech",
    "other": "document",
}
_DEGREES = {"doctor": "Doctoral thesis", "master": "Master’s thesis", "bachelor": "Bachelor’s thesis"}
_GENRES = {"phdthesis", "mastersthesis", "bachelorsthesis"}
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}


def csl_line(paper: Paper) -> str:
    """The paper as CSL-JSON on one line, because Python indents slowly."""
    return _encoded(csl_item(paper))


def csl_file(papers: Iterable[Paper], line_of: Callable[[Paper], str] = csl_line) -> str:
    """All papers as the text of a CSL-JSON file, one paper per line; `line_of` may be a cached `csl_line`."""
    lines = list(map(line_of, papers))
    if not lines:
        return "[]\n"
    lines[0] = f"[\n{lines[0]}"  # before they are joined: together they may be megabytes
    lines[-1] += "\n]\n"
    return ",\n".join(lines)


def csl_item(paper: Paper) -> dict[str, Any]:
    """The paper as an item of CSL-JSON, without empty fields."""
    kind = kind_of(paper)
    pages = pages_of(paper)
    collaboration = text_of(paper.unnamed_collaboration)
    addresses = (link.url for link in paper.links if link.url.startswith(("https://", "http://")))
    item = {
        "id": paper.id,
        "type": TYPES[kind],
        "title": text_of(paper.title),
        # CSL has no other place for a collaboration than among the authors.
        "author": _people(paper.authors) + ([{"literal": collaboration}] if collaboration else []),
        "editor": _people(paper.editors),
        "issued": csl_date(paper.when) if paper.when else None,
        "genre": _genre(paper, kind),
        "collection-title": text_of(paper.series),
        "translator": _people(paper.translators),
        "original-date": csl_date(paper.original_date) if paper.original_date else None,
        "number-of-volumes": paper.volumes,
        "event-title": text_of(paper.event),
        "edition": paper.edition,
        "version": paper.version,
        "chapter-number": paper.chapter,
        **_where(paper, kind),
        "volume": paper.volume,
        "page": "-".join(page for page in pages if page) if pages else "",
        "number-of-pages": paper.page_count,
        "DOI": paper.doi,
        "ISBN": paper.isbn,
        "PMID": paper.pmid,
        "URL": written_url(paper) or (f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else next(addresses, "")),
        "abstract": text_of(paper.abstract),
        "keyword": ", ".join(paper.tags),
        "status": pending_note(paper),
        "note": text_of(paper.note),
    }
    return {name: value for name, value in item.items() if value}


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    """The names; CSL has no "and others", which would be the name of an author."""
    return [csl_name(person) for person in people if person != OTHERS]


def _genre(paper: Paper, kind: str) -> str:
    degree = _DEGREES.get(thesis_degree(paper), "") if kind == "thesis" else ""
    own = "" if degree and paper.genre in _GENRES else text_of(paper.genre)
    return own or degree or ("Poster" if kind == "poster" else "")


def _where(paper: Paper, kind: str) -> dict[str, str]:
    publisher = text_of(paper.publisher)
    number = {"number" if kind in {"report", "patent", "preprint"} else "issue": paper.number or ""}
    if kind in {"thesis", "report"}:
        return {"publisher": text_of(institution(paper)), **number}
    if kind in {"dataset", "software", "preprint", "other"}:
        venue = text_of(paper.venue)
        if paper.arxiv and kind == "preprint":
            return {"number": f"arXiv:{paper.arxiv}", "publisher": "arXiv", "container-title": venue}
        place = venue if publisher and venue != publisher else ""
        return {"publisher": publisher or venue, "container-title": place, **number}
    where = {"poster": "event", "book": "collection-title"}.get(kind, "container-title")
    venue = "" if paper.venue == paper.publisher else text_of(paper.venue)
    places = {where: venue, "publisher": publisher, **number}
    if where == "container-title" and paper.venue and paper.venue_short:
        places["container-title-short"] = text_of(paper.venue_short)
    return places


@functools.lru_cache(maxsize=65_536)
def csl_name(person: Person) -> dict[str, str]:
    """A CSL name; the particle is kept with the family name in every style."""
    if person.literal or not person.given:
        return {"literal": person.display}
    given = f"{person.given} {person.suffix}" if has_aside(person) else person.given
    name = {
        "family": person.family,
        "given": given,
        "non-dropping-particle": person.particle,
        "suffix": "" if has_aside(person) else person.suffix,
    }
    return {part: text for part, text in name.items() if text}


def csl_date(when: PartialDate) -> dict[str, Any]:
    """A CSL date, as precise as its author wrote it."""
    parts = [part for part in (when.year, when.month, when.day) if part]
    return {"date-parts": [parts], **({"season": _SEASONS[when.season]} if when.season else {})}
