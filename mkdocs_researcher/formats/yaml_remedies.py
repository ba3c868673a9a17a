"""Mistakes in YAML that cannot be parsed, found by trying what would repair it.

The parser says where it gave up, which may be many lines below the mistake. Each remedy here is one that people need
often (a quote, a dash, a space, an indentation); it is suggested only if the text can be parsed with it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml

_CURLY = "“”„‟‘’‚«»"
_DASHES = "–—−•·*▪◦●"
_WIDE_COLONS = "：﹕∶"
_OTHER_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_COMMENTS = ("//", "<!--", "/*", "% ")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
# An item of a list such as `1.` or `2)`.
_NUMBERED = r"\d{1,3}[.)] +"
_DATE = r"\d{4}\b|\d{1,2}[./-]\d|[^\W\d]{3,9}\.? \d{4}\b"
# A text in [ ] or { } that starts with the sign of a comment.
_HASH = r"(?<=[\[{,:\s])#[^\s,\]}]+"
_RESERVED = "@`%&*!|>,]}"
_CLOSING = {"[": "]", "{": "}"}
_MAX_LINES = 200  # read around the mistake
_MAX_SIZE = 100_000
_MAX_TRIES = 60
_SHOWN = 70
_NO_SPACE = re.compile(r" *-(?=[^\W\d_][\w -]*:(?: |$))")
Remedy = tuple[str, int, str]
"""Message, column of the mistake from 0, and the corrected line."""


class Fault(NamedTuple):
    """A mistake, with line and column from 1."""

    message: str
    line: int
    column: int


class _Line(NamedTuple):
    text: str
    indent: int
    start: int
    name: str
    value: str

    def with_value(self, value: str) -> str:
        return self.text[: len(self.text) - len(self.value)] + value


def find_fault(text: str, line: int, first: int) -> Fault | None:
    """The mistake that keeps a text from being parsed; None if no remedy helps.

    The parser gave up at `line`; what it was reading starts in the line `first`.
    """
    lines = text.splitlines()
    line = min(line, len(lines))  # the end of the text is after its last line
    if not lines or line < 1:
        return None
    first = min(first, line)
    spans = [(first, line)]
    if line - first > _MAX_LINES:  # a quote that is never closed: the mistake is near one of the ends
        spans = [(first, first + _MAX_LINES), (line - _MAX_LINES, line)]
    found = (_find(lines, start - 1, end - 1) for start, end in (*spans, *_quotes_above(lines, first, line)))
    return _no_space(lines, line) or next(filter(None, found), None)


def _no_space(lines: list[str], line: int) -> Fault | None:
    """An entry that starts as in `-title: A`: with it, the lines below have another indentation than with `- title`."""
    for number in range(line, max(0, line - _MAX_LINES), -1):
        text = lines[number - 1]
        if dash := _NO_SPACE.match(text):
            advice = _shown(f"- {text[dash.end() :]}")
            return Fault(f"a space is missing after '-'{advice}", number, dash.end())
        if text.lstrip().startswith("- "):
            return None
    return None


def _quotes_above(lines: list[str], first: int, line: int) -> Iterator[tuple[int, int]]:
    """The lines from a quote without its end, which a quote far below seems to close."""
    for number in range(first - 1, max(0, first - _MAX_LINES), -1):
        value = _read(lines[number - 1]).value
        if value[:1] in {'"', "'"} and value.count(value[0]) == 1:
            yield number, line


def _find(lines: list[str], first: int, last: int) -> Fault | None:
    start, end = _window(lines, first, last)
    part = lines[start:end]
    if sum(map(len, part)) > _MAX_SIZE or (at := _reached(part)) == len(part):
        return None
    best: tuple[int, Fault] | None = None
    for count, (index, (message, column, repaired)) in enumerate(_remedies(part, at)):
        if count == _MAX_TRIES:
            break
        fixed = repaired.split("\n")
        reached = _reached([*part[:index], *fixed, *part[index + len(fixed) :]])
        if reached > max(at, index) and (best is None or reached > best[0]):
            advice = _shown(repaired) if repaired.strip() not in {"", part[index].strip()} else ""
            best = reached, Fault(message + advice, start + index + 1, column + 1)
            if reached == len(part):
                break
    return best[1] if best else None


def _shown(line: str) -> str:
    text = line.strip().partition("\n")[0]
    half = _SHOWN // 2
    if len(text) > _SHOWN:  # what is new may be at both ends
        text = f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
    return f"; write: {text}"


def _window(lines: list[str], first: int, last: int) -> tuple[int, int]:
    """The lines of the entries around a mistake; an entry starts at the margin."""
    start, end = first, last + 1
    while start > 0 and not _starts_entry(lines[start]) and first - start < _MAX_LINES:
        start -= 1
    if start > 0 and lines[start - 1][:1] not in {"", " ", "-"}:
        start -= 1  # a comment in another form, or a name without its colon
    while end < len(lines) and (end < last + 3 or not _starts_entry(lines[end])) and end - last < _MAX_LINES:
        end += 1
    return start, end


def _starts_entry(line: str) -> bool:
    return bool(line) and line[0] not in " \t#" and not _goes_on(line)


def _goes_on(line: str) -> bool:
    """Is it most likely a sentence of the text above?"""
    return line.lstrip()[:1].isupper() and " " in line.strip() and ": " not in line


def _reached(lines: list[str]) -> int:
    """The line at which the parser gives up, or which repeats a field; the number of lines if there is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        nodes = yaml.compose_all("\n".join(lines) + "\n", Loader=loader)
        return min([*(key.start_mark.line for node in nodes for key in repeats(node)), len(lines)])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return min(mark.line, len(lines) - 1) if mark else 0
    except (yaml.YAMLError, RecursionError):
        return 0


def repeats(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The names of fields that repeat one of the same entry."""
    names = set()
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, *values = part if isinstance(part, tuple) else (None, part)
        if isinstance(key, yaml.ScalarNode):
            if key.value in names:
                yield key
            names.add(key.value)
        for value in values:
            yield from repeats(value)


def _remedies(lines: list[str], at: int) -> Iterator[tuple[int, Remedy]]:
    """Each line with a remedy: first that of the parser, then quotes and brackets above it, then the line before it."""
    read = {
        index: _read(line) for index, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")
    }
    if at not in read:
        at = max((index for index in read if index < at), default=at)
    above = [index for index in reversed(read) if index < at]
    for index in (at, *above):
        yield from ((index, remedy) for remedy in (_of_signs(read[index]) if index in read else ()))
    for index in above[:1] if at in read else ():
        yield from ((index, remedy) for remedy in _of_bare_date(read[index], read[at]))
    if at in read:
        yield from ((at, remedy) for remedy in (*_of_value(read[at]), *_of_start(read, at)))
    for index in above:
        yield from ((index, remedy) for remedy in (*_unclosed(read[index]), *_of_block(read, index)))
    for index in above[:1]:
        yield from ((index, remedy) for remedy in (*_of_value(read[index]), *_of_start(read, index)))


def _read(line: str) -> _Line:
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    while body.startswith("- "):
        body = body[2:].lstrip(" ")
    name, colon, value = body.partition(": ")
    if not colon:
        name, value = (body[:-1], "") if body.endswith(":") else ("", body)
    if name[:1] in {'"', "'", "[", "{"} or name[:1] in _CURLY:
        name, value = "", body
    return _Line(line, indent, len(line) - len(body), name, value.lstrip(" "))


def _of_signs(line: _Line) -> Iterator[Remedy]:
    """A line with signs that people, editors and other languages use in place of those of YAML."""
    start, body = line.text[: line.start], line.text[line.start :].rstrip()
    if body == "..." or body.startswith(_CONFLICT):
        what = "ends the data" if body == "..." else "marks a Git conflict; keep one of the two versions"
        yield f"the line '{body[:7]}' {what}; remove it", line.start, ""
    elif body.startswith(_COMMENTS):
        comment = body.strip("/*<>!-% ")
        yield "a comment starts with #", line.start, f"{start}# {comment}"
    if body and body[0] in _DASHES and body[1:2] == " ":
        yield f"{body[0]} is not the dash of a list; write '- '", line.start, f"{start}- {body[2:]}"
    if body[:1] in set(_OTHER_SPACES):
        rest = body.lstrip(_OTHER_SPACES + " ")
        message = f"the line starts with a character that only looks like a space ({unicodedata.name(body[0])})"
        yield f"{message}; write spaces", line.start, f"{start}{' ' * (len(body) - len(rest))}{rest}"
    if numbered := re.match(_NUMBERED, body):
        message = f"'{numbered[0].strip()}' is not the dash of a list; write '- '"
        yield message, line.start, start + "-".ljust(numbered.end()) + body[numbered.end() :]
    for colon in filter(body.__contains__, _WIDE_COLONS):
        name, _, value = body.partition(colon)
        message = f"{colon} is not the colon of YAML ({unicodedata.name(colon)}); write ': '"
        yield message, line.start + len(name), f"{start}{name}: {value.strip()}"
    name, colon, value = body.partition(":")
    if colon and value[:1] in {"\t", *_OTHER_SPACES}:
        what = (
            "a tab" if value[0] == "\t" else f"a character that only looks like a space ({unicodedata.name(value[0])})"
        )
        yield f"{what} follows the colon; write a space", line.start + len(name) + 1, f"{start}{name}: {value.strip()}"
    if body[:1] in {"'", '"'} and body.count(body[0]) == 1 and ": " in body:
        yield f"the quote {body[0]} before the name is never closed; remove it", line.start, start + body[1:]


def _of_value(line: _Line) -> Iterator[Remedy]:
    value, column = line.value.rstrip(), len(line.text) - len(line.value)
    yield from _unclosed(line)
    if not value:
        return
    inner = value[1:-1]
    yield from _of_ends(line, value, column)
    if value[0] in _CURLY:
        message = f"{value[0]} is not a quote of YAML; use straight quotes"
        yield message, column, line.with_value(_quoted(value.strip(_CURLY)))
    elif value[0] in "\"'" and len(value) > 1 and value[-1] == value[0] and value[0] in inner:
        what, use = ("an apostrophe", "double") if value[0] == "'" else ("a quote", "single")
        yield f"{what} within the text ends it; use {use} quotes around it", column, line.with_value(_quoted(inner))
    elif value[0] == '"' and value[-1] == '"' and "\\" in value:
        yield "in double quotes a \\ starts an escape; use single quotes", column, line.with_value(_quoted(inner))
    elif value[0] in "\"'" or (value[0] in _CLOSING and value[-1] != _CLOSING[value[0]]):
        closing = "quote" if value[0] in "\"'" else "bracket"
        message = f"text follows the closing {closing}; put the whole value in quotes"
        yield message, column, line.with_value(_quoted(value))
    elif value[0] == "*" and re.search(r"(?:^|[ -])<<[ ]*:[ ]*$", line.text[:column]):
        yield f"nothing above is marked as '&{value[1:]}'; mark it, or remove this line", column, ""
    elif value[0] in _RESERVED:
        message = f"a value starts with {value[0]}, which YAML reserves; put it in quotes"
        yield message, column, line.with_value(_quoted(value))
    elif value[-1] in "\"'" and value.count(value[-1]) == 1:
        yield f"the quote {value[-1]} is never opened", column, line.with_value(value[-1] + value)
    elif line.name and (": " in value or value.endswith(":")):
        yield "a value contains ': '; put it in quotes", column, line.with_value(_quoted(value))


def _of_ends(line: _Line, value: str, column: int) -> Iterator[Remedy]:
    """A value that starts or ends with a sign that it should not have."""
    if value[0] in "\"'" and len(value) > 2 and value[-1] in ",;" and value[-2] == value[0]:
        yield (
            f"'{value[-1]}' follows the closing quote; remove it",
            column + len(value) - 1,
            line.with_value(value[:-1]),
        )
    if value[:2] in {"| ", "> "}:
        message = f"text after '{value[0]}' belongs on the next line, indented; or leave out the '{value[0]}'"
        yield message, column, line.with_value(_quoted(value[2:].strip()) if ": " in value else value[2:].strip())
    if line.name and "," in value and value[0] not in "\"'[{" and all(": " in part for part in value.split(",")):
        yield "several fields on one line are in braces", column, line.with_value(f"{{{value}}}")
    if line.name and value[:2] == "- " and " - " in value:
        items = ", ".join(item.strip() for item in value[2:].split(" - "))
        yield "a list on one line is in brackets", column, line.with_value(f"[{items}]")
    if line.name and value[:2] in {"- ", "? "}:
        message = f"a value starts with '{value[0]} ', which YAML reserves; put it in quotes"
        yield message, column, line.with_value(_quoted(value))


def _of_flow(value: str, column: int, line: _Line) -> Iterator[Remedy]:
    """A list in brackets with a comma too many, or with a text that is a comment."""
    if "#" in value:
        quoted = re.sub(_HASH, lambda found: f'"{found[0]}"', value)
        yield "a text that starts with # is a comment; put it in quotes", column, line.with_value(quoted)
    if ",," in value.replace(" ", ""):
        fewer = re.sub(r",[ ,]*,", ",", value)
        yield "two commas follow each other; remove one", column, line.with_value(fewer)


def _unclosed(line: _Line) -> Iterator[Remedy]:
    """The value of a line with the quote or the bracket that it lacks at its end."""
    value, column = line.value.rstrip(), len(line.text) - len(line.value)
    first, rest = value[:1], value[1:]
    if first in {'"', "'"} and first not in rest:
        yield f"the quote {first} is never closed", column, line.with_value(value.rstrip(_CURLY) + first)
    elif first == "'" and not rest.endswith("'") and _has_apostrophe(rest):
        yield f"the quote {first} is never closed", column, line.with_value(_quoted(rest))
    elif first in _CLOSING:
        yield from _of_flow(value, column, line)
        opened = [character for character in value if character in _CLOSING]
        missing = opened[: len(opened) - sum(value.count(closing) for closing in _CLOSING.values())]
        if missing:
            closed = value.rstrip(",") + "".join(_CLOSING[character] for character in reversed(missing))
            yield f"the bracket {missing[0]} is never closed", column, line.with_value(closed)


def _has_apostrophe(text: str) -> bool:
    position = text.find("'")
    return 0 < position < len(text) - 1 and text[position - 1].isalpha() and text[position + 1].isalpha()


def _of_start(read: dict[int, _Line], index: int) -> Iterator[Remedy]:
    """A line with what its start lacks: a colon, a space, a dash, or the indentation of the lines around it."""
    line = read[index]
    body = line.text[line.start :].rstrip()
    if body == "---":
        return
    before, after = line.text[: line.indent], line.text[line.indent :]
    above = max((other for other in read if other < index), default=index)
    yield from _of_block(read, index)
    indents = list(_indents(read, index))
    if len(indents) == 1 and not (line.indent == read[above].indent < read[above].start):
        yield _indented(line, indents[0])
    yield from _of_words(line, body)
    if not after.startswith("-"):
        if line.indent == read[above].indent == 0 < read[above].start and line.name != read[above].name:
            yield _indented(line, read[above].start)
        dashed = [f"{before[:-2]}- {after}"] if len(before) >= 2 else []
        for text in (*dashed, f"{before}- {after}"):
            yield "'- ' is missing where an entry of the list starts", line.indent, text
    for indent in indents:
        yield _indented(line, indent)


def _of_bare_date(item: _Line, below: _Line) -> Iterator[Remedy]:
    """The first line of an entry, whose date has no name."""
    if item.start > item.indent and not item.name and below.name and re.match(_DATE, item.value):
        yield "'date:' is missing after '- '", item.start, f"{item.text[: item.start]}date: {item.value}"


def _of_words(line: _Line, body: str) -> Iterator[Remedy]:
    """A line with the colon, the dash or the space that its first word lacks."""
    word, colon, rest = body.partition(":")
    if colon and rest and not rest.startswith((" ", "/")) and word.replace("_", "").isalpha():
        yield f"a space is missing after '{word}:'", line.start, f"{line.text[: line.start]}{word}: {rest}"
    if not line.name and body.isidentifier():
        yield f"a ':' is missing after '{body}'", line.start, f"{line.text.rstrip()}:"
    word, space, rest = body.partition(" ")
    if space and not line.name and word.replace("_", "").isalpha():
        yield (
            f"a ':' is missing after '{word}'",
            line.start,
            f"{line.text[: line.start]}{word}: {rest.lstrip(' =:→-').lstrip('> ')}",
        )
    if body.startswith("-") and not body.startswith("--"):
        yield "a space is missing after '-'", line.start, f"{line.text[: line.start]}- {body[1:]}"


def _of_block(read: dict[int, _Line], index: int) -> Iterator[Remedy]:
    """The first line of the text below `name: |`, or of text that goes on, indented further than the name."""
    line = read[index]
    above = read[max((other for other in read if other < index), default=index)]
    sign = above.value.rstrip()
    is_block = sign in {"|", ">", "|-", ">-"}
    if above.name and line.indent <= above.start and (is_block or (sign and _goes_on(line.text))):
        rest = itertools.takewhile(lambda other: other in read and not read[other].name, itertools.count(index))
        text = "\n".join(" " * (above.start + 2) + read[other].text.lstrip() for other in rest)
        what = f"the text below '{sign}'" if is_block else "text that goes on"
        yield f"{what} must be indented further than '{above.name}'", line.indent, text or " " * above.start + line.text


def _indented(line: _Line, indent: int) -> Remedy:
    now = {0: "not indented", 1: "indented by 1 space"}.get(line.indent, f"indented by {line.indent} spaces")
    advice = f"indent it by {indent}" if indent else "remove them"
    message = f"the line is {now}, unlike the lines around it; {advice}"
    return message, line.indent, " " * indent + line.text[line.indent :]


def _indents(read: dict[int, _Line], index: int) -> Iterable[int]:
    before = max((other for other in read if other < index), default=None)
    after = min((other for other in read if other > index), default=None)
    lines = [read[other] for other in (before, after) if other is not None]
    found = [column for line in lines for column in (line.start, line.indent)]
    return dict.fromkeys(column for column in found if column != read[index].indent)


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
