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
from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate
from mkdocs_researcher.fields.names.additions import asides_note
from mkdocs_researcher.fields.status import take_status
from mkdocs_researcher.fields.text import counted, letters_of
from mkdocs_researcher.formats.bibtex.entries import decode
from mkdocs_researcher.formats.bibtex.entry_text import MONTHS
from mkdocs_researcher.formats.bibtex.places import number_of, with_article_number
from mkdocs_researcher.formats.bibtex.vocabulary import genre_of, is_preprint_server
from mkdocs_researcher.formats.program_notes import parts_of_note, without_arxiv_comments
from mkdocs_researcher.formats.source import Record, shortened
from mkdocs_researcher.formats.work import (
    Found,
    Work,
    WorkFields,
    date_warning,
    full_address,
    markdown,
    month_and_day,
    names,
    text_of,
    types_of,
    with_dash,
)

_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{0,3}-(?:\s+(.*)|)$")
_DOI = re.compile(r"10\.\d{4,9}/")
# `APR 15`, and `MAR-APR` for an issue of two months, which counts by its start.
_MONTH = re.compile(rf"({'|'.join(MONTHS)})[a-z]*\.?(?:\s*-\s*[a-z]{{3,9}})?\s*(\d{{1,2}})?", re.IGNORECASE)
_TYPES = types_of(
    {
        "journal": "JOUR JFULL EJOUR MGZN NEWS",
        "conference": "CONF CPAPER",
        "chapter": "CHAP ECHAP ENCYC DICT",
        "book": "BOOK EBOOK EDBOOK",
        "thesis": "THES",
        "report": "RPRT STAND GOVDOC",
        "patent": "PAT",
        "dataset": "DATA DBASE AGGR",
        "software": "COMP",
        "preprint": "UNPB MANSCPT INPR",
    }
)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_NUMBERS = {"report": ("SN", "M1"), "patent": ("SN", "M1")}  # the tags of numbers other than that of an issue
_WORK_ADDRESSES = ("UR", "LK")  # of the work itself, not of a file on somebody's machine
_DATES = ("PY", "Y1", "DA")
# Tags of programs that say nothing about a work that pages show: funding, addresses, abbreviations and counts of the
# Web of Science (its list of export tags), and notes of Scopus and EndNote.
_OF_PROGRAMS = frozenset(
    """AN M3 FU FX PI PA J9 JI WE WC SC GA UT PM OA HC HP NR TC Z9 U1 U2 C1 RI OI RP EM DE CR DT BN EI EA PN SU MA SI HO
    CL SO PT VR EF GP BE BA BF BS CA MC TA""".split()
)
# Tags of the venue, best first: Zotero writes the proceedings in C3 or T2, others in BT, JO or JF.
_SHORT = ("J2", "JA", "JO")
_VENUES = ("T2", "JF", "JO", "BT", "C3", "JA", "J2", "T3")
# Tags that repeat others, or say nothing about a work that pages show: places, languages, dates of access.
_IGNORED = frozenset("TY ER ID Y2 DP DB LA CY AD CN AV L4 LB RP ST".split())
_NOTHING = "contains no RIS; a work starts with a line such as 'TY  - JOUR' and ends with 'ER  - '"


class _Line(NamedTuple):
    tag: str
    value: str
    number: int


class _Tags(dict[str, list[str]]):
    def __init__(self, lines: list[_Line]) -> None:
        super().__init__()
        self.read: set[str] = set()
        for line in lines:
            if line.value:
                self.setdefault(line.tag, []).append(line.value)

    def all(self, *tags: str) -> list[str]:
        self.read.update(tags)
        return [value for tag in tags for value in self.get(tag, ())]

    def first(self, *tags: str) -> str:
        """The first value; all tags that repeat it are read with it."""
        tag = next((tag for tag in tags if tag in self), "")
        found = self[tag][0] if tag else ""
        letters = letters_of(found)
        same = (other for other, values in self.items() if letters and letters_of(values[0]) == letters)
        self.read.update((tag, *(other for other in same if other not in _OF_PROGRAMS)))
        return found


def read_ris(path: Path) -> Found:
    """All works of a RIS file."""
    display_path = path.as_posix()
    text, encoding_notes = decode(path.read_bytes())
    notes = [
        Problem(Location(display_path, note.line), note.message, note.field, note.severity) for note in encoding_notes
    ]
    unread: dict[str, int] = {}
    works = [_work(lines, display_path, notes, unread) for lines in _works(text, display_path, notes)]
    if unread:
        names = ", ".join(sorted(unread))
        lines = counted(sum(unread.values()), "line")
        noun, has, is_ = ("tag", "has", "is") if len(unread) == 1 else ("tags", "have", "are")
        message = f"the {noun} {names} {has} no field in papers.yml and {is_} left out ({lines})"
        notes.append(Problem(Location(display_path), message, "", "info"))
    if not works and not notes:
        notes.append(Problem(Location(display_path), _NOTHING))
    return Found.of("RIS", works, notes)


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


def _work(lines: list[_Line], display_path: str, notes: list[Problem], unread: dict[str, int]) -> Work | None:
    values = _Tags(lines)
    location = Location(display_path, lines[0].number)
    if note := asides_note([values.get(tag) for tag in ("AU", "A1", "A2", "A3", "A4", "ED")]):
        notes.append(Problem(location, note, "AU", "info"))
    fields = WorkFields(title=values.first("TI", "T1", "CT", "BT"), abstract=values.first("AB", "N2"))
    fields["authors"] = names(values.all("AU", "A1"), has_initials_last=True)
    kind = fields["type"] = _TYPES.get(values.first("TY").upper(), "")
    if kind == "book":
        fields.read(translators=values.all("A4"))
    editors = values.all("ED") or (values.all("A2") if kind in {"conference", "chapter", "book"} else [])
    fields["editors"] = names(editors, has_initials_last=True)
    fields |= _taken_status(values)
    _put_venue(fields, values)
    fields |= _when(values)
    fields |= _numbers(values, kind)
    fields["tags"] = [
        word for value in values.all("KW") for part in re.split(r"[;\n]", value) if (word := text_of(part))
    ]
    _put_identifiers(fields, values)
    _report_lost(lines, values, display_path, notes, unread, is_on_arxiv="arxiv" in fields)
    return fields.work(location, notes)


def _report_lost(
    lines: list[_Line],
    values: _Tags,
    display_path: str,
    notes: list[Problem],
    unread: dict[str, int],
    *,
    is_on_arxiv: bool,
) -> None:
    """Warns about lines that papers.yml has no field for; those of programs are only counted, in `unread`."""
    for line in lines:
        parts = parts_of_note(line.value if line.tag == "N1" else "")
        text, comments = without_arxiv_comments(parts.text, is_on_arxiv=is_on_arxiv)
        if line.tag == "N1" and not text:
            if left_out := len(parts.left_out) + len(comments):
                unread["N1"] = unread.get("N1", 0) + left_out
        elif line.tag in _OF_PROGRAMS - values.read and line.value:
            unread[line.tag] = unread.get(line.tag, 0) + 1
        elif message := _lost(line, values):
            notes.append(Problem(Location(display_path, line.number), message, line.tag, "warning"))


def _lost(line: _Line, values: _Tags) -> str:
    """The warning about a line that papers.yml has no field for, or not for all of it; empty for others."""
    taken = take_status(line.value) if line.tag in (*_DATES, "N1") else None
    text = taken.rest if taken else line.value
    if line.tag in _DATES:
        year = _year_of(values)
        record, is_whole = _read_date(text, year)
        return "" if is_whole else date_warning(_parts(text, year), record)
    if line.tag in _WORK_ADDRESSES and text:
        is_read = any(map(full_address, _address_parts(text)))
        return "" if is_read else f"'{shortened(text_of(text))}' is not an address and is left out"
    is_lost = text and line.tag not in values.read | _IGNORED and not any(text in doi for doi in values.get("DO", ()))
    return f"'{shortened(text_of(text))}' has no field in papers.yml" if is_lost else ""


def _address_parts(text: str) -> list[str]:
    return re.split(r"(?<![;\s])[;\s]++(?=https?://)|\n", text)


def _put_venue(fields: WorkFields, values: _Tags) -> None:
    kind = fields["type"]
    if kind == "book":
        fields.read(series=values.first("T2", "T3"))
        return
    if kind in {"thesis", "report"}:
        fields.read(venue=values.first("PB", "PU"), series=values.first("T2", "T3") if kind == "report" else "")
        genre = text_of(values.first("M3") or ("" if values.get("VL", ["1"])[0].isdecimal() else values.first("VL")))
        fields["genre"] = "" if _DOI.search(genre) else genre_of(kind, markdown(genre))
        return
    venue = markdown(values.first(*_VENUES))
    if venue == fields["title"]:
        venue = ""
    fields["venue"] = venue
    series, event = markdown(values.first("T3")), markdown(values.first("C3"))
    fields["series"] = series if series != venue else ""
    fields["event"] = event if event and letters_of(event) not in letters_of(venue) else ""
    short = markdown(next((values.first(tag) for tag in _SHORT if 0 < len(values.get(tag, [""])[0]) <= 40), ""))
    fields["venue_short"] = short if short != venue else ""
    if kind in {"", "journal"} and is_preprint_server(venue):
        fields["type"] = "preprint"


def _when(values: _Tags) -> Record:
    """The date: `2024/05/17/`, `2024-05-17`, `17 May 2024`, `2024`; the most precise one of the same year."""
    written = [value for tag in _DATES for value in values.get(tag, ())]
    found = [record for value in written if (record := _read_date(value, _year_of(values))[0])]
    same = [record for record in found if _YEAR.findall(str(record)) == _YEAR.findall(str(found[0]))]
    return max(same, key=lambda record: ("date" in record, len(str(record))), default={})


def _year_of(values: _Tags) -> str:
    texts = " ".join(value for tag in _DATES for value in values.get(tag, ()))
    return found[0] if (found := _YEAR.search(texts)) else ""


def _read_date(value: str, year: str) -> tuple[Record, bool]:
    """The record for a date, and whether it contains all of it; that of "APR 15" needs the year."""
    parts = _parts(value, year)
    if (found := month_and_day(*parts)) and not date_warning(parts, found):
        return found, True
    text = value.strip(" /")
    for form in (text, text.replace("/", " "), f"{text}, {year}", f"{text} {year}"):
        try:
            date = DateRange.parse(form).start or PartialDate.parse(form)
        except ValueError:
            continue
        return ({"date": str(date)} if date.month or date.season else {"year": str(date.year)}), True
    years = _YEAR.findall(value)
    return found or ({"year": years[0]} if len(years) == 1 else {}), False


def _taken_status(values: _Tags) -> Record:
    """The status that is written in place of a date or number, which is taken out."""
    status = ""
    for tag in (*_DATES, "VL", "VO", "IS", "SP", "M1", "N1"):
        for index, value in enumerate(values.get(tag, ())):
            if taken := take_status(value):
                status = status or taken.status
                values[tag][index] = taken.rest
    return {"status": status} if status else {}


def _parts(value: str, year: str) -> list[str]:
    """Year, month and day of a date; the Web of Science writes `APR 15`, and the year in `PY`."""
    if found := _MONTH.fullmatch(value.strip()):
        return [year, str(list(MONTHS).index(found[1][:3].lower()) + 1), found[2] or ""]
    return [part.strip() for part in re.split(r"[/\-.]", f"{value}//")[:3]]


def _numbers(values: _Tags, kind: str) -> Record:
    start, end = text_of(values.first("SP", "SE")), text_of(values.first("EP"))
    article = text_of(values.first("C7"))
    pages = f"{start}–{end}" if start and end and end != start and not re.search(r"\d\s*[-–]", start) else start
    return {
        "volume": "" if kind == "thesis" else number_of(text_of(values.first("VL", "VO"))),  # there the degree
        "number": number_of(text_of(values.first("IS") or values.first(*_NUMBERS.get(kind, ())))),
        "pages": with_dash(with_article_number(pages, article) if article else pages),
        "publisher": markdown(values.first("PB", "PU")) if kind not in {"thesis", "report"} else "",
        "volumes": text_of(values.first("NV")),
        "version" if kind == "software" else "edition": text_of(values.first("ET")),
    }


def _put_identifiers(fields: WorkFields, values: _Tags) -> None:
    for value in values.get("N1", ()):  # Zotero's "Extra"
        for kind, found in parts_of_note(value).identifiers:
            fields.put_identifier(kind, found)
    for value in values.all("DO"):
        fields.put_identifier("doi", value)
    if _DOI.search(values.get("M3", [""])[0]):  # of ScienceDirect
        fields.put_identifier("doi", values.first("M3"))
    for value in values.all("SN"):
        for part in re.split(r"[;,\n]", value):
            fields.put_identifier("isbn", part.split("(")[0])
    for tag, label in (("UR", "Paper"), ("LK", "Paper"), ("L1", "PDF"), ("L2", "Paper")):
        for value in values.all(tag):
            for address in _address_parts(value):
                fields.put_address(address, "PDF" if address.lower().endswith(".pdf") else label)
