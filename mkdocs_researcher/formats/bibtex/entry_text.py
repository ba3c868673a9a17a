"""One entry as text: the values of its fields, written in good order, and read again from what an author gives."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.dates.forms import ENGLISH_MONTHS
from mkdocs_researcher.fields.text import LONGEST, one_line

MONTHS = {name[:3].lower(): name for name in ENGLISH_MONTHS}
"""The strings that every BibTeX style defines, from January."""

_MARK = re.compile(r"(?<!\\)[{}\"]")
_STRICT_MARK = re.compile(r"[{}\"]")
_WORD = re.compile(r"[^\s#{}\",]+")
_STRICT_WORD = re.compile(r"[^\s#{}\",=()]+")
_SPACE = re.compile(r"\s*")
_NEXT_FIELD = re.compile(r";?\s*([A-Za-z][\w-]*)\s*=\s*")


class Piece(NamedTuple):
    """A piece of a value: text in braces or quotes, or a name or number; None where there is neither."""

    text: str
    kind: Literal["text", "name"] | None


class Value(NamedTuple):
    """A value as text without its delimiters, LaTeX as written.

    Attributes:
        undefined: names that no `@string` defines; they are part of the text as written.
        error: what is wrong with the form of the value, empty if nothing is.
        rest: name and value of the next field where a comma is missing.
    """

    text: str
    undefined: tuple[str, ...] = ()
    error: str = ""
    rest: tuple[str, str] | None = None


def read_value(raw: str, strings: Mapping[str, str]) -> Value:
    """Reads a value: `{text}`, `"text"`, numbers and names of strings (by lower-case name), joined by `#`."""
    first, inner, last = raw[:1], raw[1:-1], raw[-1:]
    is_closed = (first == "{" and last == "}") or (first == last == '"')
    # Most texts have no braces inside, which Python finds faster than the pattern.
    if is_closed and not (("{" in inner or "}" in inner or '"' in inner) and _MARK.search(raw, 1, len(raw) - 1)):
        return Value(inner)
    if raw.isdecimal():
        return Value(raw)
    return _joined(raw, strings)


def _joined(raw: str, strings: Mapping[str, str]) -> Value:
    pieces, position = read_pieces(raw)
    texts: list[str] = []
    undefined: list[str] = []
    size = 0
    for piece in pieces:
        known = None
        if piece.kind == "name" and not piece.text.isdecimal():
            name = piece.text.lower()
            known = strings.get(name, MONTHS.get(name))
            if known is None:
                undefined.append(piece.text)
        texts.append(piece.text if known is None else known)
        size += len(texts[-1])
        if size > LONGEST:  # strings made of strings grow exponentially
            return Value("", (), "joins strings into more text than a page can show")
    text = "".join(texts)
    if position >= len(raw):
        return Value(text, tuple(undefined), "" if raw else "has no value")
    return _with_rest(raw, position, text, tuple(undefined))


def _with_rest(raw: str, position: int, text: str, undefined: tuple[str, ...]) -> Value:
    if found := _NEXT_FIELD.match(raw, position):
        return Value(text, undefined, "a comma is missing after its value", (found[1], raw[found.end() :]))
    if raw[0] not in '{"':
        return Value(raw, (), "needs braces around its text")
    return Value(
        f"{text} {raw[position:].strip()}",
        undefined,
        "has text after its closing brace or quote; put the whole text in braces, {…}",
    )


def read_pieces(text: str, position: int = 0, *, strict: bool = False) -> tuple[list[Piece], int]:
    """The pieces of the value at a position, and where the text after it starts.

    Args:
        strict: count braces after a backslash too, as BibTeX itself does, and end names and numbers at parentheses and
            `=`. Without it, braces are counted as bibtexparser counts them. A value that is never closed ends with
            the text.
    """
    pieces: list[Piece] = []
    while True:
        position = _after_space(text, position)
        if text[position : position + 1] in ("{", '"'):
            end = _closing(text, position, strict=strict)
            pieces.append(Piece(text[position + 1 : end], "text"))
            position = min(end + 1, len(text))
        elif found := (_STRICT_WORD if strict else _WORD).match(text, position):
            pieces.append(Piece(found[0], "name"))
            position = found.end()
        else:
            pieces.append(Piece("", None))
        position = _after_space(text, position)
        if not text.startswith("#", position):
            return pieces, position
        position += 1


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _closing(text: str, position: int, *, strict: bool) -> int:
    """Where the brace or quote at a position is closed; the end of the text if it is not."""
    quoted = text[position] == '"'
    depth = 0 if quoted else 1
    for found in (_STRICT_MARK if strict else _MARK).finditer(text, position + 1):
        if found[0] == '"':
            if quoted and depth == 0:
                return found.start()
            continue
        depth += 1 if found[0] == "{" else -1
        if depth == 0 and not quoted:
            return found.start()
        if depth < 0 and strict:
            break
    return len(text)


# Entries

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
_FIELD_NAME = re.compile(r"[\s,]*([A-Za-z_][\w:.+/-]*)\s*=\s*", re.A)
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
    while name := _FIELD_NAME.match(text, position):
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
