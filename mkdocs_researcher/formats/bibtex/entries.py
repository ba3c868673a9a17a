"""The characters and the entries of a `.bib` file, whatever state it is in, and the draft of a paper from an entry.

bibtexparser splits the text and continues after a broken entry. Done here: `#`, strings regardless of case, months, and
messages for the author. Its LaTeX decoder is not used: it takes 60 times as long as the parsing.
"""

from __future__ import annotations

import codecs
import itertools
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bibtexparser import model
from bibtexparser.splitter import Splitter

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS, LONGEST
from mkdocs_researcher.formats.bibtex.entry_text import MONTHS, is_key, read_value, safe_key
from mkdocs_researcher.formats.bibtex.latex_braces import Definition, definitions, expanded

_CP1252 = "researcher-cp1252"


class Note(NamedTuple):
    """A message about a line, counted from 1; `field` is its name in the file, empty for the entry as a whole."""

    line: int
    message: str
    field: str = ""
    severity: Severity = "warning"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    # Windows-1252 has no character for 5 of the 256 bytes; Latin-1 has one for each.
    return "".join(_character(wrong[i : i + 1]) for i in range(len(wrong))), error.end


def _character(byte: bytes) -> str:
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


codecs.register_error(_CP1252, _as_cp1252)


def decode(data: bytes) -> tuple[str, list[Note]]:
    """The characters of a file, and notes about them.

    Reads UTF-8 with or without a byte order mark, and UTF-16 with one. Bytes that are neither are read one by one as
    Windows-1252, which contains Latin-1: files put together from several mix both.
    """
    notes: list[Note] = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = data.decode("utf-8-sig", _CP1252)
            message = "the file is not in UTF-8 and was read as Latin-1; if letters are wrong, save it as UTF-8"
            notes.append(Note(data.count(b"\n", 0, error.start) + 1, message, severity="info"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL_CHARACTERS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        notes.append(Note(line, "the file contains a control character, which is left out; remove it"))
        text = CONTROL_CHARACTERS.sub("", text)
    return text, notes


# Entries

_KEY = re.compile(r"@\w+\s*[{(]\s*([^\s,={}\"]+)\s*,")
_FIELD = r"(?m)(?:^[ \t,]*|,[ \t]*)([A-Za-z][\w-]*)[ \t]*=[ \t]*[{\"\w]"
_LIKE_ENTRY = re.compile(r"^[ \t]*@\S+?[ \t]*[{(]", re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)[{}]")
_FRONT_MATTER = r"\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)"
_COMMENTED = r"(?m)^[ \t]*%.*@[ \t]*\w+[ \t]*[{(].*$"
# BibTeX allows spaces and line breaks between "@", the type and its brace; the parser does not.
_SPREAD = r"@(?:\s+(\w+)\s*|(\w+)\s+)([{(])"
# The parser takes the brace after a line break, `\\\\}`, for one that a backslash hides.
_AFTER_BREAK = r"(?<!\\)((?:\\\\)+)(?=[{}]|\"[ \t]*[,#}\n])"
# Blocks that look like entries and configure programs.
_SETTINGS = frozenset(("ieeetranbstctl", "bibtexctl", "control", "set"))
_KEY_CHANGED = "the key '{}' contains a character that BibTeX does not allow, so visitors get '{}'"
LEFT_OUT = "this one is left out; move what only it has there and remove it, or change its key"
_EXAMPLE = "@article{key, title = {…}, author = {…}, year = {…}}"


class Entry(NamedTuple):
    """An entry as written.

    Attributes:
        fields: LaTeX texts by lower-case name, strings and `#` resolved.
        lines: the line of each field.
        written: names of fields as the author wrote them, where they are not in lower case.
    """

    kind: str
    key: str
    line: int
    fields: dict[str, str]
    lines: dict[str, int]
    written: dict[str, str]


class Parsed(NamedTuple):
    """A file's entries by key, in its order, and notes for the author; `is_bibtex` is False for any other text."""

    entries: dict[str, Entry]
    notes: list[Note]
    is_bibtex: bool


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("bibtexparser.splitter")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def parse_bibtex(text: str) -> Parsed:
    """Reads every entry that can be read; the notes say what is wrong with the others."""
    parsed = Parsed({}, [], is_bibtex=True)
    text = _prepared(text)
    blocks = _split(text)
    if blocks is None:
        parsed.notes.append(Note(0, "the file cannot be read; look for a brace or quote that is never closed"))
        return parsed
    reader = _Reader(parsed)
    reader.define([block.value for block in blocks if isinstance(block, model.Preamble)])
    blocks.reverse()
    while blocks:  # each block keeps its text: free it, so that a large file is not in memory three times
        reader.take(blocks.pop())
    return parsed._replace(is_bibtex=reader.is_bibtex or not _REMARK.sub("", text).strip())


def blocks_of(text: str) -> list[model.Block]:
    """The entries and other parts of a file, as bibtexparser splits it; none if it cannot be read."""
    return _split(_prepared(text)) or []


def _split(text: str) -> list[model.Block] | None:
    try:
        with _quiet():
            return Splitter(text).split().blocks
    except Exception:
        return None


def _prepared(text: str) -> str:
    """The text as the parser needs it: without YAML front matter and entries commented out, on the same lines."""
    if found := re.match(_FRONT_MATTER, text):
        text = "\n" * found[0].count("\n") + text[found.end() :]
    text = re.sub(_COMMENTED, "%", text) if "%" in text else text
    text = re.sub(_AFTER_BREAK, r"\1 ", text) if "\\\\" in text else text
    return re.sub(_SPREAD, _together, text)


def _together(found: re.Match[str]) -> str:
    """The start of an entry without spaces, if nothing precedes it on its line."""
    line_start = found.string.rfind("\n", 0, found.start()) + 1
    if found.string[line_start : found.start()].strip(" \t"):
        return found[0]
    return f"@{found[1] or found[2]}{found[3]}" + "\n" * found[0].count("\n")


class _Reader:
    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.strings: dict[str, str] = {}
        self.commands: dict[str, Definition] = {}
        self.is_bibtex = False

    def note(self, line: int, message: str, field: str = "") -> None:
        self.parsed.notes.append(Note(line, message, field))

    def define(self, preambles: list[str]) -> None:
        """The commands of all preambles; BibTeX writes them before the entries, wherever they are."""
        self.commands = definitions([read_value(text[:LONGEST], {}).text for text in preambles])

    def take(self, block: Any) -> None:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.ImplicitComment):
            self.remark(block.comment, line)
            return
        if isinstance(block, model.DuplicateFieldKeyBlock | model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.Entry):
            self.entry(block, line)
        elif isinstance(block, model.String):
            self.string(block, line)
        elif isinstance(block, model.ParsingFailedBlock):
            self.broken(block, line)
        else:
            self.is_bibtex = True

    def string(self, block: Any, line: int) -> None:
        self.is_bibtex = True
        value = read_value(block.value[:LONGEST], self.strings)
        self.undefined(value.undefined, line, block.key)
        self.strings[block.key.lower()] = value.text

    def undefined(self, names: tuple[str, ...], line: int, field: str) -> None:
        for name in names:
            if field.lower() != "month" or name[:3].lower() not in MONTHS:
                self.note(line, f"no @string defines '{name[:60]}'; put text in braces", field)

    def entry(self, block: Any, line: int) -> None:
        kind, key = block.entry_type.lower(), block.key
        if kind in _SETTINGS:
            self.is_bibtex = True
            return
        entry = Entry(kind, key, line, {}, {}, {})
        for field in block.fields:
            self.field(entry, field.key, field.value, field.start_line + 1)
        self.is_bibtex = self.is_bibtex or bool(entry.fields)
        if not kind:
            self.note(line, "the entry has no type after @; write one such as @article or @misc")
        if not key:
            self.note(line, f"the entry has no key and is left out; write {_EXAMPLE}")
        elif first := self.parsed.entries.get(key):
            self.note(line, f"'{key}' is already the key of the entry in line {first.line}; {LEFT_OUT}")
        else:
            self.parsed.entries[key] = entry
            if not is_key(key) and (clean := safe_key(key)) != key:
                self.parsed.notes.append(Note(line, _KEY_CHANGED.format(key[:60], clean[:60]), severity="info"))

    def field(self, entry: Entry, name: str, raw: str, line: int) -> None:
        name, written = name.lower(), name
        if len(name.split()) != 1:
            quoted = " ".join(name.split())[:60]
            self.note(line, f"'{quoted}' is not a field name; a comma or a brace is probably missing before it")
            return
        if len(raw) > LONGEST:
            self.note(line, f"has {len(raw):,} characters, more than a page can show, and is left out", written)
            return
        value = read_value(raw, self.strings)
        if value.error:
            self.note(line, value.error, written)
        self.undefined(value.undefined, line, written)
        if name not in entry.fields:
            text = expanded(value.text, self.commands) if self.commands and "\\" in value.text else value.text
            entry.fields[name] = text.strip()
            entry.lines[name] = line
            if written != name:
                entry.written[name] = written
        elif " ".join(entry.fields[name].split()) != " ".join(value.text.split()):
            self.note(
                line, f"appears twice in the entry '{entry.key}'; the one in line {entry.lines[name]} is used", written
            )
        if value.rest:
            self.field(entry, *value.rest, line)

    def broken(self, block: Any, line: int) -> None:
        raw = block.raw or ""
        if re.match(r"@(?:comment|preamble)\b", raw, re.IGNORECASE):
            self.is_bibtex = True
            return
        key = _KEY.match(raw)
        self.is_bibtex = self.is_bibtex or key is not None
        name = f"the entry '{key[1]}'" if key else "this entry"
        why = getattr(block.error, "abort_reason", "")
        if "comma after entry key" in why:
            message = f"{name} has no key or no comma after it and is left out; write {_EXAMPLE}"
        elif "Expected a `=`" in why or "Expected either" in why:
            message = f"{name} has a field without '=', or a brace or comma too many, and is left out"
        else:
            where = _unclosed(raw, line)
            message = f"{name} is never closed and is left out; a '}}' or quote is missing{where}"
        self.note(line, message)

    def remark(self, text: str, line: int) -> None:
        """Text between entries is a comment, unless it is the rest of an entry that was closed too early."""
        text = _REMARK.sub("", text)
        if found := _LIKE_ENTRY.search(text):
            message = f"'{found[0].strip()}' looks like an entry and cannot be read; write {_EXAMPLE}"
        elif (found := re.search(_FIELD, text)) and self.is_bibtex:
            message = f"'{found[1]}' is outside all entries and is left out; the entry above was closed too early"
        else:
            return
        self.note(line + text.count("\n", 0, found.start()), message)


def _unclosed(raw: str, line: int) -> str:
    """The field that is probably not closed: the first one whose braces do not match."""
    starts = list(re.finditer(_FIELD, raw))
    for found, following in itertools.zip_longest(starts, starts[1:]):
        part = raw[found.start() : following.start() if following else len(raw)]
        depth = sum(1 if brace[0] == "{" else -1 for brace in _BRACE.finditer(part))
        if depth > 0 or re.search(r'=[ \t]*"[^"]*\Z', part):
            return f", probably in '{found[1]}' in line {line + raw.count(chr(10), 0, found.start(1))}"
    return ""


class Draft(NamedTuple):
    """An entry, and the paper made from it so far, with `fields` as YAML would have them.

    `sources` has name in the file and line, by field of the model; of a link, by `links.` and its label.
    """

    entry: Entry
    fields: dict[str, Any]
    sources: dict[str, tuple[str, int]]
    notes: list[Note]

    def raw(self, name: str) -> str:
        """A field as written; empty if it is missing."""
        return self.entry.fields.get(name, "")

    def line(self, name: str) -> int:
        """The line of a field, or that of the entry if the field is missing."""
        return self.entry.lines.get(name, self.entry.line)

    def written(self, name: str) -> str:
        """The name of a field as the author wrote it."""
        return self.entry.written.get(name, name)

    def put(self, field: str, value: Any, name: str) -> None:
        """Sets a field of the model from the field `name` of the file."""
        entry = self.entry
        self.fields[field] = value
        self.sources[field] = (entry.written.get(name, name), entry.lines.get(name, entry.line))

    def note(self, name: str, message: str, severity: Severity = "warning") -> None:
        self.notes.append(Note(self.line(name), message, self.written(name), severity))
