"""One entry as text: written in good order, and read again from what an author gives for a paper."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_researcher.fields.text import one_line
from mkdocs_researcher.formats.bibtex.values import MONTHS, read_pieces

MONTH_NAMES = tuple(MONTHS)
"""The macros of the months."""

# Fields that only pages show (al-folio's names and ours), that reference managers use internally, and that are
# resolved before an entry is written.
_PRIVATE = """abbr abstract acl additional_info altmetric annotation award award_name badge bibtex bibtex_show blog
category code dimensions distinct google_scholar_id hal hal_id hidden html image image_alt image_caption image_dark
inspirehep_id links openalex openreview pdf poster preprint preview project repo results scholar scores selected
semantic_scholar slides status summary supp supplementary tags topic venue venue_short video website
annote __markedentry comment date-added date-modified file groups interhash intrahash keywords local-url owner priority
qualityassured ranking rating read readstatus relevance review search timestamp username creationdate modificationdate
biburl bibsource langid localfile
crossref xdata xref ids entryset"""
PRIVATE_FIELDS = frozenset(_PRIVATE.split())
"""Fields that are about a page or a program and not about the work."""

_PRIVATE_STARTS = ("bdsk-", "mendeley-", "jabref-", "comment-", "abbr_", "url_")
# Who, what, where, when, then how to get it; other fields come between the two groups, by name.
_FIRST = """author collaboration title subtitle titleaddon editor booktitle booksubtitle maintitle journal journaltitle
journalsubtitle shortjournal series edition volume number issue chapter pages eid pagetotal school institution
organization publisher address location howpublished type note pubstate month year date"""
_LAST = "isbn issn eprint archiveprefix eprinttype primaryclass eprintclass pmid pmcid doi url urldate"
_RANKS = {name: rank for rank, name in enumerate(_FIRST.split())}
_RANKS |= {name: 1000 + rank for rank, name in enumerate(_LAST.split())}

_MONTH = r"(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|0?([1-9])|(1[0-2])"
_NOT_IN_KEYS = re.compile(r"[\s,{}()\"#%\\~='@]+")
_SIMPLE_KEY = re.compile(r"[A-Za-z0-9]+(?:[-_.:][A-Za-z0-9]+)*").fullmatch
# BibTeX counts every brace, most other readers skip those after a backslash.
_COUNTS = (re.compile(r"[{}]"), re.compile(r"(?<!\\)[{}]"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@functools.cache
def is_private(name: str) -> bool:
    """True for a field that is left out of entries that others copy."""
    return name in PRIVATE_FIELDS or name.startswith(_PRIVATE_STARTS)


def format_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """A BibTeX entry that every program can read, one field a line; their order does not depend on that of `fields`.

    Private and empty fields and unmatched braces are left out, and so are all characters of `kind` but letters;
    characters of `key` that BibTeX does not allow become a dash.
    """
    written = {
        low: value
        for name, text in fields.items()
        if text and (low := _public(name)) and (value := _formatted(low, text))
    }
    width = max(map(len, written), default=0)
    lines = [f"  {name:<{width}} = {written[name]}," for name in sorted(written, key=_rank)]
    safe_kind = kind if kind.isalpha() and kind.islower() else re.sub(r"[^a-z]+", "", kind.lower()) or "misc"
    return "\n".join([f"@{safe_kind}{{{safe_key(key)},", *lines, "}"])


def with_fields(entry: str, fields: Mapping[str, str]) -> str:
    """An entry of `format_entry` with more fields at its end, even private ones; those that it has are left out."""
    more = {
        name: value
        for name, text in fields.items()
        if text and f"\n  {name} " not in entry and (value := _paragraphs(name, text))
    }
    if not more:
        return entry
    start = entry.find("\n") + 3
    before = entry.find(" = ", start) - start
    width = max(before, *map(len, more))
    if 0 < before < width:
        entry = re.sub(rf"(?m)^(  .{{{before}}}) = ", rf"\1{' ' * (width - before)} = ", entry)
    lines = [f"  {name:<{width}} = {value},\n" for name, value in more.items()]
    return f"{entry[:-1]}{''.join(lines)}}}"


def safe_key(key: str) -> str:
    """The key without characters that BibTeX does not allow."""
    clean, count = _NOT_IN_KEYS.subn("-", _CONTROL.sub("", key))
    return (clean.strip("-") if count else clean) or "entry"


@functools.lru_cache(maxsize=65_536)
def is_key(key: str) -> bool:
    """True if every BibTeX program accepts the key as it is."""
    if _SIMPLE_KEY(key):
        return True
    return key.isascii() and safe_key(key) == key


@functools.cache
def _public(name: str) -> str:
    """The name in lower case, empty if it is not a field name or a private one."""
    low = name.lower()
    is_name = re.fullmatch(r"[A-Za-z][\w:.+/-]*", name, re.ASCII) is not None
    return low if is_name and not is_private(low) else ""


@functools.cache
def _rank(name: str) -> tuple[int, str]:
    return _RANKS.get(name, 500), name


def _formatted(name: str, text: str) -> str:
    if name != "month" and _is_harmless(text):
        return f"{{{text}}}"
    text = balanced(" ".join(_CONTROL.sub(" ", text).split()))
    if name == "month" and (found := re.fullmatch(_MONTH, text)):
        # The twelve macros that every style defines.
        return found[1].lower() if found[1] else MONTH_NAMES[int(found[2] or found[3]) - 1]
    return f"{{{text}}}" if text else ""


def _is_harmless(text: str) -> bool:
    """True for words with single spaces and without braces, as most values are: they are written as they are."""
    is_spaced = text.isprintable() and "  " not in text and text.strip() == text
    return is_spaced and "{" not in text and "}" not in text and "\\" not in text


def _paragraphs(name: str, text: str) -> str:
    if "\n" not in text:
        return _formatted(name, text)
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in text.split("\n"))
    return f"{{{balanced(chr(10).join(lines))}}}"


def balanced(text: str) -> str:
    r"""The text with matched braces, whether or not a reader counts `\{` as one."""
    if "{" in text or "}" in text:
        if not all(are_balanced(text, braces) for braces in _COUNTS):
            text = text.replace("\\{", "\\lbrace{}").replace("\\}", "\\rbrace{}")
            text = _without_odd_braces(text)
        # A backslash hides the following brace from some readers.
        text = text.replace("\\\\}", "\\\\ }")
    return f"{text} " if text.endswith("\\") else text


def are_balanced(text: str, braces: re.Pattern[str] = _COUNTS[0]) -> bool:
    """True if each brace that the pattern finds is closed after it was opened."""
    depth = 0
    for found in braces.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _without_odd_braces(text: str) -> str:
    open_at: list[int] = []
    odd: set[int] = set()
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            open_at.append(found.start())
        elif open_at:
            open_at.pop()
        else:
            odd.add(found.start())
    odd.update(open_at)
    return "".join(letter for index, letter in enumerate(text) if index not in odd)


_HEAD = r"\s*@\s*([A-Za-z]+)\s*[{(]\s*([^\s,{}()=\"]*)\s*(,|(?=[})]))"
_NAME = re.compile(r"[\s,]*([A-Za-z_][\w:.+/-]*)\s*=\s*", re.A)
_END = re.compile(r"[\s,]*[})]\s*")
_NO_ENTRIES = {"comment", "preamble", "string"}


class WrittenEntry(NamedTuple):
    """An entry: type and names of fields in lower case, the key as written, values in LaTeX."""

    kind: str
    key: str
    fields: dict[str, str]


def read_entry(text: str) -> WrittenEntry | None:
    """The entry in a text; None if the text is not exactly one complete entry."""
    head = re.match(_HEAD, text)
    if not head or head[1].lower() in _NO_ENTRIES:
        return None
    fields: dict[str, str] = {}
    position = head.end()
    while name := _NAME.match(text, position):
        pieces, position = read_pieces(text, name.end(), strict=True)
        if any(piece.kind is None for piece in pieces):
            return None
        value = "".join(piece.text for piece in pieces)
        key = name[1].lower()
        month = value[:3].lower()
        fields.setdefault(key, month if key == "month" and month in MONTHS and value.isalpha() else one_line(value))
    if not fields or not _END.fullmatch(text, position):
        return None
    return WrittenEntry(head[1].lower(), head[2], fields)
