"""YAML text as plain data, read from parser events, and plain data as YAML that is pleasant to read and edit.

Why not `yaml.load`: its implicit types misstate a researcher's work (`2025.10` becomes the number 2025.1,
`no` becomes false, `010` becomes 8), it silently drops repeated keys, and it needs three times the time and memory.
Here every scalar stays the text that the author wrote; the models give it its type. So `2025`, `no` and `1.10` need no
quotes when they are written; other YAML writers would add some.
Positions are found in a second pass, and only when there is a problem to report.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS, LONGEST

if TYPE_CHECKING:
    from mkdocs_researcher.fields.validation import FieldPath

Path = tuple[str | int, ...]
Position = tuple[int, int]

# Null in YAML 1.2's core schema, except `Null` and `NULL`, which are somebody's family name.
_NULL = frozenset({"", "~", "null"})
_MAX_EXPANSION = 100_000
_MAX_DEPTH = 100
_NO_KEY = object()


class YamlError(Exception):
    """The text is not usable YAML; line and column count from 1, and are 0 if unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.field = field

    def problem(self, file: str) -> Problem:
        return Problem(Location(file, self.line, self.column), self.message, self.field)


class _Builder:
    def __init__(self, positions: dict[Path, Position] | None = None) -> None:
        self.positions = positions
        self.root: Any = None
        self.container: Any = None
        self.key: Any = _NO_KEY
        self.stack: list[tuple[Any, Any, str | None]] = []
        self.path: list[str | int] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.merges: dict[int, list[dict[str, Any]]] = {}
        self.count = 0
        self.marks: list[int] = []
        self.documents = 0

    def run(self, events: Iterator[Any]) -> Any:
        for event in events:
            kind = event.__class__
            if kind is yaml.ScalarEvent:
                self.count += 1
                if len(event.value) > LONGEST:
                    raise _error(f"a text of {len(event.value):,} characters is more than a page can show", event)
                if not self.adds_plain(event):
                    self.add(self.scalar(event), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.open({} if kind is yaml.MappingStartEvent else [], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close(event)
            elif kind is yaml.AliasEvent:
                self.add(self.alias(event), event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    raise _error("the file has a second document ('---'); keep all entries in one", event)
        return self.root

    def adds_plain(self, event: Any) -> bool:
        """Fast path for scalars without quotes, tag and anchor; returns False for any other."""
        is_plain = not (event.style or event.anchor or event.tag is not None or self.positions is not None)
        value, container, key = event.value, self.container, self.key
        if is_plain and container.__class__ is list:
            container.append(None if value in _NULL else value)
        elif not is_plain or container.__class__ is not dict or key == "<<" or value == "<<":
            return False
        elif key is not _NO_KEY:
            container[key] = None if value in _NULL else value
            self.key = _NO_KEY
        elif value in _NULL or value in container:
            return False
        else:
            self.key = value
        return True

    def scalar(self, event: Any) -> str | None:
        value: str = event.value
        style = event.style
        if event.tag is not None:
            _check_tag(event)
        if not style:  # libyaml says '', the Python parser None: a plain scalar
            value = None if value in _NULL else value  # type: ignore[assignment]
        elif style == '"' and CONTROL_CHARACTERS.search(value):
            message = "the text contains a control character; in double quotes a \\ starts an escape, use single quotes"
            raise _error(message, event)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        return value

    def alias(self, event: Any) -> Any:
        value, size = self.anchors.get(event.anchor, (None, -1))
        if size < 0:
            message = f"'*{event.anchor}' repeats an entry, but none is named '&{event.anchor}'"
            raise _error(f"{message}; put text that starts with * or & in quotes", event)
        self.count += size
        if self.count > _MAX_EXPANSION and size > 1:
            raise _error("repeated entries (&name, *name) expand to too much data; write them out", event)
        return value

    def open(self, container: Any, event: Any) -> None:
        if event.tag is not None:
            _check_tag(event)
        if len(self.stack) >= _MAX_DEPTH:
            raise _error(f"the data is nested more than {_MAX_DEPTH} levels deep", event)
        if container.__class__ is list and isinstance(self.container, dict) and self.key is _NO_KEY:
            raise _error("a list cannot be a key; put text that starts with [ in quotes", event)
        if self.positions is not None:
            self.mark(event)
        self.stack.append((self.container, self.key, event.anchor))
        self.marks.append(self.count)
        self.container, self.key = container, _NO_KEY

    def close(self, event: Any) -> None:
        value = self.container
        for merged in self.merges.pop(id(value), ()):
            for key, item in merged.items():
                value.setdefault(key, item)
        self.container, self.key, anchor = self.stack.pop()
        size = self.count - self.marks.pop() + 1
        if anchor:
            self.anchors[anchor] = (value, size)
        self.put(value, event)

    def add(self, value: Any, event: Any) -> None:
        if self.container.__class__ is dict and self.key is _NO_KEY:
            self.set_key(value, event)
            return
        if self.positions is not None:
            self.mark(event)
        self.put(value, event)

    def set_key(self, value: Any, event: Any) -> None:
        if value.__class__ is not str:
            raise _error("a field needs a name before its ':'", event)
        if value in self.container and value != "<<":
            is_first = self.stack[-1][0].__class__ is list and value == next(iter(self.container))
            start = f"start a new entry with '- {value}: …', or " if is_first else ""
            raise _error(f"appears twice in the same entry; {start}keep one", event, value)
        self.key = value
        if self.positions is not None:
            self.positions[(*self.here(), value)] = _position(event)

    def put(self, value: Any, event: Any) -> None:
        container = self.container
        if container.__class__ is dict:
            if self.key is _NO_KEY:
                raise _error("a mapping cannot be a key; put text that starts with { in quotes", event)
            if self.key == "<<":
                self.merge(value, event)
            else:
                container[self.key] = value
            self.key = _NO_KEY
        elif container.__class__ is list:
            container.append(value)
        else:
            self.root = value

    def merge(self, value: Any, event: Any) -> None:
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if not isinstance(part, dict):
                raise _error("'<<' merges other entries: write '<<: *name' for an entry marked '&name'", event)
            self.merges.setdefault(id(self.container), []).append(part)

    def here(self) -> Path:
        steps: list[str | int] = []
        for container, key, _ in self.stack[1:]:
            steps.append(len(container) if container.__class__ is list else key)
        return tuple(steps)

    def mark(self, event: Any) -> None:
        assert self.positions is not None
        container = self.container
        if container.__class__ is list:
            self.positions[(*self.here(), len(container))] = _position(event)
        elif container is None:
            self.positions[()] = _position(event)


def read_yaml(text: str) -> Any:
    """Reads one YAML document; every scalar stays text, and an empty document is None. `YamlError` says what to fix."""
    return _built(_Builder(), text)


def positions(text: str) -> dict[Path, Position]:
    """The position of each field and item of a text that `read_yaml` accepts, by paths such as `(2, "links", "Paper")`.

    It is line and column, from 1, of the name of the field or the first word of the item.
    """
    found: dict[Path, Position] = {}
    _built(_Builder(found), text)
    return found


def texts_in(data: Any, location: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """All texts of some data, with their paths."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts_in(value, (*location, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts_in(value, (*location, index))
    elif isinstance(data, str):
        yield location, data


def nearest_position(known: Mapping[Path, Position], path: Path) -> Position:
    """The position of the value at a path, or of the nearest one around it; zeros if there is none."""
    return next((known[path[:end]] for end in range(len(path), -1, -1) if path[:end] in known), (0, 0))


def _built(builder: _Builder, text: str) -> Any:
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return builder.run(iter(loader_class(text).get_event, None))
    except yaml.MarkedYAMLError as error:
        raise syntax_error(error, text) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        if text.startswith("PK"):
            raise YamlError("this is a Word document or a ZIP file; save its content as plain text", line) from None
        raise YamlError("the file contains a control character; remove it", line) from None


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _check_tag(event: Any) -> None:
    if event.tag not in {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}:
        raise _error(f"the tag '{event.tag}' is not allowed in data; put text that starts with ! in quotes", event)


def _error(message: str, event: Any, field: str = "") -> YamlError:
    return YamlError(message, *_position(event), field)


# A space of typography, as word processors and web pages have them.
_OTHER_SPACE = "[ ]*([\u00a0\u2000-\u200b\u202f\u3000\ufeff])"
# Line breaks of YAML that no editor shows.
_OTHER_BREAK = "[\x85\u2028\u2029]"
_QUOTE = "put the whole value in quotes"

# Part of the parser's message, and its meaning for somebody who has never read the YAML specification.
_PHRASES: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        f"a value contains ': ', a space is missing after ':' or '-', or the indentation is off; {_QUOTE} or fix that",
    ),
    ("cannot start any token", f"a value starts with a character that YAML reserves; {_QUOTE}"),
    ("found undefined alias", f"text that starts with * means something else in YAML; {_QUOTE}"),
    ("alphabetic or numeric character", f"text that starts with * or & means something else in YAML; {_QUOTE}"),
    ("while scanning an alias", f"text that starts with * means something else in YAML; {_QUOTE}"),
    ("while scanning an anchor", f"text that starts with & means something else in YAML; {_QUOTE}"),
    ("while scanning a tag", f"text that starts with ! means something else in YAML; {_QUOTE}"),
    (
        "could not find expected ':'",
        "a line has no ': ' after the field's name (the colon needs a space after it), or its indentation is wrong",
    ),
    ("unexpected end of stream", "a quote, bracket or brace is never closed"),
    ("found unexpected document indicator", "a quote, bracket or brace is never closed"),
    ("expected ',' or ']'", "a list in [ ] needs commas between its items and a ] at the end"),
    ("expected ',' or '}'", "a mapping in { } needs commas between its items and a } at the end"),
    ("found unknown escape character", "in double quotes a \\ starts an escape; use single quotes instead"),
    ("expected <block end>", "the indentation of this line does not match the lines above it"),
    (
        "did not find expected '-' indicator",
        "the indentation does not match: list items line up, each starting with '- '",
    ),
    ("did not find expected key", f"the indentation is wrong, or text follows a closing quote; {_QUOTE}"),
    ("block sequence entries are not allowed", "a '- ' is not allowed here; start the list on its own line"),
    ("<document start>", "this line is indented less than the lines above it"),
    ("did not find expected node content", "a quote, bracket or brace is never closed"),
    ("control characters are not allowed", "the file contains a control character; remove it"),
)


def _foreign(text: str, line: int, column: int) -> Iterator[tuple[str, int, int]]:
    """The message, line and column of a character at the error, or of a text, that cannot be YAML."""
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if re.match(r" *\t", written):
        yield "the line starts with a tab; indent with spaces", line, column
    if written[column - 1 : column] == "\t":
        yield "a tab is before the value; write a space", line, column
    if text.lstrip().startswith("@") and "{" in text:
        yield "this is BibTeX; give the file a name that ends with .bib", 1, 1
    if text.startswith("{\\rtf"):
        yield "this is a word processor file (RTF); save it as plain text", 1, 1
    if broken := re.search(_OTHER_BREAK, text):
        message = f"the line contains an invisible line break (U+{ord(broken[0]):04X}); remove it"
        yield message, text.count("\n", 0, broken.start()) + 1, 0
    if other := re.match(_OTHER_SPACE, written):
        message = "the line starts with a character that only looks like a space"
        yield f"{message} ({unicodedata.name(other[1], '?')}); write spaces", line, len(other[0])


def syntax_error(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    """The error of the parser as one that says what is wrong with the YAML and how to fix it."""
    # An unclosed bracket or quote is best fixed where it was opened.
    unclosed = "expected ',' or" in str(error.problem) or "while scanning a quoted" in str(error.context)
    mark = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if found := next(_foreign(text, line, column), None):
        return YamlError(f"not valid YAML: {found[0]}", *found[1:])
    first = error.context_mark.line + 1 if error.context_mark else line
    from mkdocs_researcher.formats.yaml_remedies import find_fault

    if fault := find_fault(text, error.problem_mark.line + 1 if error.problem_mark else line, first):
        return YamlError(f"not valid YAML: {fault.message}", fault.line, fault.column)
    message = f"{error.context or ''} {error.problem or ''}"
    known = (explanation for phrase, explanation in _PHRASES if phrase in message)
    return YamlError(f"not valid YAML: {next(known, (error.problem or 'cannot be read').strip())}", line, column)


# Writing

_WIDTH = 110
_LONG = 100
# Lists of a few short words are written on one line.
_SHORT_LIST = 80
_SHORT_WORD = re.compile(r"[\w+@][\w'’&@/+*†‡.-]*(?: [\w'’&@/+*†‡.-]+){0,3}(?<!\.)")
_SURELY_TEXT = re.compile(r"[^\W\d_]")
_GUESSED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"})


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """A dumper that treats all scalars as text."""

    def __init__(self, stream: Any, default_style: str | None = None) -> None:
        Emitter.__init__(self, stream, width=_WIDTH, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_style=default_style, default_flow_style=False, sort_keys=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indents lists within entries, as the manual does."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Repeated data is written out, without anchors."""
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = dumper.default_style
    if not style:
        if text in _NULL:
            style = "'"
        elif "\n" in text:
            style = "|"
        elif len(text) > _LONG and "  " not in text:
            style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_for_others(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Text that remains text in programs that guess the types of scalars, in any version of YAML."""
    if "\n" not in text and (not _SURELY_TEXT.match(text) or text.casefold() in _GUESSED):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=dumper.default_style or "'")
    return _represent_text(dumper, text)


def _represent_list(dumper: _Dumper, items: Sequence[Any]) -> yaml.SequenceNode:
    words = [item for item in items if isinstance(item, str) and _SHORT_WORD.fullmatch(item)]
    is_short = len(words) == len(items) and sum(len(word) + 2 for word in words) <= _SHORT_LIST
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


class _Entries(list[Any]):
    """The top-level list of a file: one entry below the other, however short."""


_Dumper.add_representer(
    _Entries, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=False)
)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:str", "null", style="")
)


class _DumperForOthers(_Dumper):
    pass


_DumperForOthers.add_representer(str, _represent_for_others)


def yaml_text(data: Any, *, for_others: bool = False) -> str:
    """Plain data as YAML that ends in a line break, with empty lines between long entries of a list.

    Numbers and booleans become text; control characters are left out. `for_others` is for programs that read `2025` as
    a number and `no` as a boolean. `ValueError` if a key is `<<` or not a text.
    """
    plain = as_plain(data)
    for style in (None, '"'):
        text = _dump(plain, style, _DumperForOthers if for_others else _Dumper)
        try:
            if read_yaml(text) == plain:
                return text
        except YamlError:
            continue
    raise ValueError("contains a field name that YAML cannot represent")


def as_plain(data: Any) -> Any:
    """Data as our YAML reader would return it: text instead of numbers and booleans, lists instead of tuples."""
    if isinstance(data, Mapping):
        return {as_plain(key): as_plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [as_plain(item) for item in data]
    if data is None:
        return None
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, float) and data.is_integer():
        return str(int(data))
    return CONTROL_CHARACTERS.sub("", str(data))


def _dump(data: Any, style: str | None, kind: type[_Dumper]) -> str:
    if not isinstance(data, list) or not data:
        return _one(data, style, kind)
    entries = [_one(_Entries([entry]), style, kind) for entry in data]
    is_long = any(entry.count("\n") > 3 for entry in entries)
    return ("\n" if is_long else "").join(entries)


def _one(data: Any, style: str | None, kind: type[_Dumper]) -> str:
    stream = io.StringIO()
    dumper = kind(stream, default_style=style)
    dumper.open()
    dumper.represent(data)
    dumper.close()
    return stream.getvalue().removesuffix("...\n")
