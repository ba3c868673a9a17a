"""Works of a RIS file, as EndNote, Zotero, Mendeley and publishers' sites write them.

Tags: https://github.com/aurimasv/translators/wiki/RIS-Tag-Map. A line is two characters, two spaces, a dash and a
value; programs differ in the spaces, and wrap long values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.bibtex.kinds import is_preprint_server
from mkdocs_researcher.formats.bibtex.text import decode
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.formats.work import (
    Found,
    Work,
    as_work,
    date_warning,
    markdown,
    month_and_day,
    names,
    paragraphs,
    put_address,
    put_identifier,
    text_of,
)

_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{0,3}-(?:\s+(.*)|)$")
_TYPES = {
    "journal": "JOUR JFULL EJOUR MGZN",
    "conference": "CONF CPAPER",
    "chapter": "CHAP ECHAP",
    "book": "BOOK EBOOK EDBOOK",
    "thesis": "THES",
    "report": "RPRT STAND GOVDOC",
    "patent": "PAT",
    "dataset": "DATA DBASE AGGR",
    "software": "COMP",
    "preprint": "UNPB MANSCPT INPR",
}
_TYPE = {tag: name for name, tags in _TYPES.items() for tag in tags.split()}
_DATES = ("PY", "Y1", "DA")
# Tags of the venue, best first: Zotero writes the proceedings in C3 or T2, others in BT, JO or JF.
_VENUES = ("T2", "JF", "JO", "BT", "C3", "JA", "J2", "T3")
_READ_WORDS = """
TY ER TI T1 CT AU A1 A2 A3 ED PY Y1 DA VL IS SP EP PB DO UR L1 L2 LK SN AB N2 KW ET M1 M3 ID SE T2 JF JO BT
C3 JA J2 T3 Y2 DP DB LA CY AN AD VO CN AV L4 LB RP ST
"""
_READ = frozenset(_READ_WORDS.split())
_NOTHING = "contains no RIS; a work starts with a line such as 'TY  - JOUR' and ends with 'ER  - '"


class _Line(NamedTuple):
    tag: str
    value: str
    number: int


def read_ris(path: Path) -> Found:
    """All works of a RIS file."""
    display_path = path.as_posix()
    text, encoding_notes = decode(path.read_bytes())
    notes = [
        Problem(Location(display_path, note.line), note.message, note.field, note.severity) for note in encoding_notes
    ]
    works = [_work(lines, display_path, notes) for lines in _works(text, display_path, notes)]
    if not works and not notes:
        notes.append(Problem(Location(display_path), _NOTHING))
    return Found("RIS", tuple(work for work in works if work), tuple(notes))


def looks_like_ris(text: str) -> bool:
    """True if a line of the text starts a RIS record."""
    return re.search(r"^[^\S\n]*+TY\s{0,3}-\s", text, re.MULTILINE) is not None


def _works(text: str, display_path: str, notes: list[Problem]) -> Iterator[list[_Line]]:
    """The lines of each work; one without an end is ended by the next."""
    lines: list[_Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not (found := _TAG.match(line)):
            if lines and line.strip():
                lines[-1] = lines[-1]._replace(value=f"{lines[-1].value}\n{line.strip()}")
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY" and lines:
            message = "does not end with 'ER  - '; it is read anyway"
            notes.append(Problem(Location(display_path, lines[0].number), message, "", "info"))
            yield lines
            lines = []
        if tag == "ER":
            if lines:
                yield lines
            lines = []
        elif tag == "TY" or lines:
            lines.append(_Line(tag, value, number))
        elif value:
            message = f"'{value[:60]}' is outside all works and is left out"
            notes.append(Problem(Location(display_path, number), message, tag, "warning"))
    if lines:
        yield lines


def _work(lines: list[_Line], display_path: str, notes: list[Problem]) -> Work | None:
    values: dict[str, list[str]] = {}
    for line in lines:
        if line.value:
            values.setdefault(line.tag, []).append(line.value)
    for line in lines:
        if message := _lost(line):
            notes.append(Problem(Location(display_path, line.number), message, line.tag, "warning"))
    fields: Record = {"title": markdown(_first(values, "TI", "T1", "CT", "BT"))}
    fields["authors"] = names([*values.get("AU", ()), *values.get("A1", ())])
    kind = fields["type"] = _TYPE.get(_first(values, "TY").upper(), "")
    editors = values.get("ED", []) or (values.get("A2", []) if kind in {"conference", "chapter", "book"} else [])
    fields["editors"] = names(editors)
    _put_venue(fields, values)
    fields |= _when(values)
    fields |= _numbers(values, kind)
    fields["abstract"] = paragraphs(_first(values, "AB", "N2"))
    fields["tags"] = [word for value in values.get("KW", ()) for part in value.split("\n") if (word := text_of(part))]
    _put_identifiers(fields, values)
    return as_work(fields, Location(display_path, lines[0].number), notes)


def _lost(line: _Line) -> str:
    """The warning about a line that papers.yml has no field for, or not for all of it; empty for others."""
    if line.tag in _DATES:
        parts = _parts(line.value)
        return date_warning(parts, month_and_day(*parts))
    is_lost = line.value and line.tag not in _READ
    return f"'{shortened(text_of(line.value))}' has no field in papers.yml" if is_lost else ""


def _first(values: dict[str, list[str]], *tags: str) -> str:
    return next((values[tag][0] for tag in tags if tag in values), "")


def _put_venue(fields: Record, values: dict[str, list[str]]) -> None:
    kind = fields["type"]
    if kind == "book":
        fields["series"] = markdown(_first(values, "T2", "T3"))
        return
    if kind in {"thesis", "report"}:
        fields["venue"] = markdown(_first(values, "PB"))
        return
    venue = markdown(_first(values, *_VENUES))
    if venue == fields["title"]:
        venue = ""
    fields["venue"] = venue
    short = markdown(_first(values, "J2", "JA"))
    fields["venue_short"] = short if short != venue and len(short) <= 40 else ""
    if kind in {"", "journal"} and is_preprint_server(venue):
        fields["type"] = "preprint"


def _when(values: dict[str, list[str]]) -> Record:
    """The date: `2024/05/17/`, `2024-05-17`, `2024`; the most precise one of the same year."""
    found = [month_and_day(*_parts(value)) for tag in _DATES for value in values.get(tag, ())]
    years = [str(record.get("date", record.get("year", ""))) for record in found if record]
    same = [year for year in years if year[:4] == years[0][:4]]
    best = max(same, key=len, default="")
    return {"date" if len(best) > 4 else "year": best} if best else {}


def _parts(value: str) -> list[str]:
    """Year, month and day of a date."""
    return [part.strip() for part in re.split(r"[/\-.]", f"{value}//")[:3]]


def _numbers(values: dict[str, list[str]], kind: str) -> Record:
    start, end = text_of(_first(values, "SP", "SE")), text_of(_first(values, "EP"))
    pages = f"{start}–{end}" if start and end and end != start and not re.search(r"\d\s*[-–]", start) else start
    return {
        "volume": text_of(_first(values, "VL", "VO")),
        "number": text_of(_first(values, "IS") or (_first(values, "M1") if kind in {"report", "patent"} else "")),
        "pages": re.sub(r"(?<=\d)\s*-{1,2}\s*(?=\d)", "–", pages),
        "publisher": markdown(_first(values, "PB")) if kind not in {"thesis", "report"} else "",
        "edition": text_of(_first(values, "ET")),
    }


def _put_identifiers(fields: Record, values: dict[str, list[str]]) -> None:
    for value in (*values.get("DO", ()), *values.get("M3", ())):  # ScienceDirect writes the DOI in M3
        put_identifier(fields, "doi", value)
    for value in values.get("SN", ()):
        for part in re.split(r"[;,\n]", value):
            put_identifier(fields, "isbn", part.split("(")[0])
    for tag, label in (("UR", "Paper"), ("LK", "Paper"), ("L1", "PDF"), ("L2", "Paper")):
        for value in values.get(tag, ()):
            for address in re.split(r"(?<![;\s])[;\s]++(?=https?://)|\n", value):
                put_address(fields, address, "PDF" if address.lower().endswith(".pdf") else label)
