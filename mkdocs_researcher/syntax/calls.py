"""Macro calls in text: where they start and end, their arguments, their output, and their lines in the author's file.

Arguments are Python literals, read with `ast`; no code is run. Python-Markdown passes its processors pieces of text
without line numbers, so the file is searched again, but only when there is something to report.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from mkdocs_researcher.errors import Location, MacroError, closest_match, letters_for_digits
from mkdocs_researcher.fields.spans import spans, without
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.page import Page

START = r"(?<![\\{$])\{\{-?[ \t\u00a0\u3000]*([A-Za-z_]\w*)[ \t\n]*\("
_START = re.compile(START)
# Without parentheses, or with those of Chinese and Japanese.
_BARE_NAME = re.compile(r"(?<![\\{$])\{\{-?[ \t]*([A-Za-z_]\w*)[ \t]*(?:（[^{}]*）[ \t]*)?-?\}\}(?!\})")
_NAME = re.compile(r"-?[ \t]*[A-Za-z_]\w*[ \t\n]*-?", re.ASCII)
_END = re.compile(r"[ \t\n\u00a0\u3000]*-?\}\}")
_STRING = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.DOTALL)
_CURLY_QUOTES = "[“”„‘’«»]"
_COLON = r"(?i)(?:^|,)\s{0,9}(\w+)\s{0,9}:(?!(?!(?:\d{1,3}|true|false|none)\b)\w)"
_OURS = frozenset({"data", "researcher", "mkdocs_researcher", "macros", "site"})
# Mistakes in arguments, and what to write.
_REMEDIES = (
    (_CURLY_QUOTES, "use straight quotes ' or \" in"),
    (_COLON, "write {0}=…, with = in place of the colon"),
    (r"(?:^|,)\s*(\w+)-(\w+)\s*=", "write {0}_{1}=…, with _ in place of the dash"),
    (r"^[^'\"]*(?:(['\"])[^'\"]*\1[^'\"]*)*;", "write a comma in place of ;"),
)
# What Python says about arguments, in words for somebody who does not program.
_REASONS = (
    ("unterminated", "a quote in the string is never closed"),
    ("invalid syntax. Perhaps you forgot a comma", "a comma is missing"),
    ("positional argument follows keyword", "write a value without a name first"),
    ("invalid syntax", "look at the commas, quotes and brackets"),
)
_MAX_LENGTH = 20_000


class Call(NamedTuple):
    """A call as written in a text.

    Attributes:
        end: offset after its end; equal to `start` if the call is never closed.
    """

    name: str
    inside: str
    start: int
    end: int

    @property
    def is_closed(self) -> bool:
        return self.end > self.start


class Values(NamedTuple):
    """The values of a call's arguments."""

    positional: tuple[Any, ...] = ()
    named: Mapping[str, Any] = MappingProxyType({})


class Fragment(NamedTuple):
    """A piece of the output of a call: HTML, and a heading above it.

    Attributes:
        title: HTML of the heading, empty for none.
        note: plain text beside the heading, which is not part of it.
        is_year: whether the heading is a year.
    """

    html: str
    title: str = ""
    level: int = 0
    note: str = ""
    is_year: bool = False


class CallSite(NamedTuple):
    """Where a call is.

    Attributes:
        level: level of the heading above the call, 0 if there is none.
    """

    page: Page
    level: int
    location: Callable[[], Location]
    inline: bool = False


class RenderedCall(NamedTuple):
    """The output of a call.

    Attributes:
        more: link for the line of the section's heading, as HTML.
    """

    pieces: tuple[Fragment, ...]
    more: str = ""

    @property
    def html(self) -> str:
        """The output as one piece, where headings are not possible."""
        pieces = (
            f"<p><strong>{piece.title}</strong></p>{piece.html}" if piece.title else piece.html for piece in self.pieces
        )
        return "".join([*pieces, self.more])


def find_calls(text: str) -> Iterator[Call]:
    """Everything that looks like a call, `{{ name(…) }}`, of known and unknown macros, in order."""
    start = 0
    while match := _START.search(text, start):
        call = read_call(text, match)
        yield call
        start = max(call.end, match.end())


def read_call(text: str, match: re.Match[str]) -> Call:
    """The call that starts with a match of `START`."""
    begin = match.start()
    depth = 1
    position = match.end()
    limit = min(len(text), position + _MAX_LENGTH)
    while position < limit:
        character = text[position]
        if character in "'\"" and (string := _STRING.match(text, position)):
            position = string.end()
            continue
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth == 0:
                end = _END.match(text, position + 1)
                if character != ")" or end is None:
                    break
                return Call(match[1], text[match.end() : position], begin, end.end())
        position += 1
    return Call(match[1], "", begin, begin)


def find_bare_names(text: str) -> Iterator[str]:
    """Names in double braces without parentheses: `{{ papers }}`."""
    for match in _BARE_NAME.finditer(text):
        yield match[1]


def meant_macro(inside: str) -> str:
    """The macro that the text in double braces means if it is not a call: `award-s()`, `data.awards()`; else empty.

    A character that cannot be seen, or that looks like another one, is the mistake of most that look right.
    """
    name, opening, _ = inside.replace("\u00a0", " ").replace("\u3000", " ").partition("(")
    if _NAME.fullmatch(name) or (not opening and not name.strip("<>%# \t").replace("-", "").isalnum()):
        return ""  # a call, or of another program
    before = name.strip("<>%# ").rpartition(".")[0]
    if before and before not in _OURS:
        return ""  # a method of another program's object
    word = "".join(c for c in unicodedata.normalize("NFKC", name.rpartition(".")[2]) if c.isalnum() or c == "_")
    known = frozenset(BY_NAME)
    if word in known:
        return word
    return near_miss(word, known) or (closest_match(word, known, 0.8) or "" if not word.isascii() else "")


# Names that other programs use for the same thing.
_OTHER_WORDS = {"publications": "papers", "publication": "paper", "honors": "awards", "honours": "awards"}


def near_miss(name: str, known: frozenset[str]) -> str | None:
    """The macro that a word in double braces most likely means, if any; other programs use double braces, too."""
    if name.lower() in _OTHER_WORDS:
        return _OTHER_WORDS[name.lower()]
    match = closest_match(name, known)
    if match is None or abs(len(match) - len(name)) > 2 or match[0] != name[0].lower():
        return None
    return match


# How the constants of other languages are written in Python.
_CONSTANTS = {
    **dict.fromkeys(("true", "yes", "on"), "True"),
    **dict.fromkeys(("false", "no", "off"), "False"),
    **dict.fromkeys(("none", "null"), "None"),
}


def read_values(inside: str) -> Values:
    """The values of arguments; `MacroError` if an argument is not a value, or cannot be read."""
    inside = inside.replace("\\|", "|")  # how a bar is written in a table
    try:
        # A line break in a call counts as a space, since the call is inside parentheses.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a backslash that does not start an escape, as in "$\\ell$"
            tree = ast.parse(f"f({inside})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise MacroError(_explain(inside, error)) from None
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise MacroError(f"the arguments cannot be read: {inside.strip()}")
    positional = tuple(_literal(node, "", inside) for node in tree.args)
    named: dict[str, Any] = {}
    for keyword in tree.keywords:
        if keyword.arg is None:
            raise MacroError("'**' is not allowed; write each argument as name=value")
        if keyword.arg in named:
            raise MacroError("is given twice", keyword.arg)
        named[keyword.arg] = _literal(keyword.value, keyword.arg, inside)
    return Values(positional, named)


def _literal(node: ast.expr, name: str, inside: str) -> Any:
    try:
        value = ast.literal_eval(node)
        if has_control_character(value):
            message = "contains a control character; in quotes a \\ starts an escape, so write \\\\ for one"
            raise MacroError(message, name)
        return value
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    written = (ast.get_source_segment(f"f({inside})", node) or "this").strip()
    if isinstance(node, ast.Name | ast.Attribute):
        word = _CONSTANTS.get(written.lower())
        hint = f"write {word}" if word else f"put text in quotes: '{written}'"
        hint = letters_for_digits(written).removeprefix("; ") or hint
        raise MacroError(f"{written} is not a value; {hint}", name)
    if isinstance(node, ast.BinOp | ast.Compare) and name in {"year", ""} and "year" in inside:
        raise MacroError(f"{written} is not a value; for a range of years write since=2024, until=2026", name)
    raise MacroError(f"{written} is not a value; only text in quotes, numbers, True, False and lists are allowed", name)


def has_control_character(value: Any) -> bool:
    """True if a literal contains, at any depth, a character that a page cannot contain."""
    if isinstance(value, str):
        if value.isprintable():
            return False
        from mkdocs_researcher.fields.text import CONTROL_CHARACTERS  # most texts need no pattern

        return CONTROL_CHARACTERS.search(value) is not None
    if isinstance(value, dict):
        return any(has_control_character(item) for pair in value.items() for item in pair)
    return isinstance(value, (list, tuple, set)) and any(map(has_control_character, value))


def _explain(inside: str, error: BaseException) -> str:
    written = " ".join(inside.split())
    for pattern, remedy in _REMEDIES:
        if found := re.search(pattern, inside):
            return f"the arguments cannot be read: {remedy.format(*found.groups())}: {written}"
    reason = error.msg if isinstance(error, SyntaxError) else "too deeply nested"
    reason = next((plain for start, plain in _REASONS if reason.startswith(start)), reason)
    hint = "; put text of several lines between three quotes" if "\n" in inside and "string" in reason else ""
    return f"the arguments cannot be read ({reason}){hint}: {written}"


_CODE_OR_COMMENT = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}+(?=[^`\n]*\n)|~{3,}+(?=[^\n]*\n))"
    r"|(?P<comment><!--)|<(?P<raw>pre|code)\b|(?<!`)(?P<ticks>`++)",
    re.MULTILINE,
)


# Constructs that contain the indented lines below: lists, admonitions, tabs, footnotes, definitions, quotes, blocks.
_CONTAINER = re.compile(r" {0,3}(?:[-*+:>]|\d+[.)]|!!!|\?\?\?|===|\[\^|/{3,})")
# The same pattern as in MkDocs.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)


def split_front_matter(source: str) -> tuple[dict[str, Any], str]:
    """The front matter of a page's file, and the text after it; text between two rules is not front matter."""
    match = FRONT_MATTER.match(source)
    if not match:
        return {}, source
    try:
        meta = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):
        return {}, source
    return (meta, source[match.end() :]) if isinstance(meta, dict) else ({}, source)


def without_code(source: str) -> str:
    """The text with spaces for front matter, code and comments; lines keep their numbers."""
    text = split_front_matter(source)[1]
    before = "\n" * source.count("\n", 0, len(source) - len(text))
    text = _without_indented_code(text)
    return before + without(text, spans(text, _CODE_OR_COMMENT, _end), lambda part: re.sub(r"[^\n]", " ", part))


def end_of_raw(opening: re.Match[str]) -> re.Pattern[str] | None:
    """The end of a comment, or of an element whose content is not text; None for any other tag."""
    if opening["comment"]:
        return re.compile("-->")
    return re.compile(rf"</{opening['raw']}\s*>", re.IGNORECASE) if opening["raw"] else None


def _end(opening: re.Match[str]) -> re.Pattern[str] | None:
    if opening["fence"]:
        return re.compile(rf"^[ \t>]*{opening['fence']}[`~]*[ \t]*$", re.MULTILINE)
    if opening["ticks"]:
        return re.compile(rf"(?<!`){opening['ticks']}(?!`)|(?P<cut>\n[ \t]*\n)")
    return end_of_raw(opening)


def _without_indented_code(text: str) -> str:
    """The text without indented code: lines indented by four after an empty line, below plain text."""
    lines = text.split("\n")
    plain, after_blank, in_code = True, True, False
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        in_code = indented and plain and (after_blank or in_code)
        if in_code:
            lines[index] = " " * len(line)
        elif not indented:
            plain = _CONTAINER.match(line) is None
        after_blank = False
    return "\n".join(lines)


def _key(text: str) -> str:
    return "".join(text.split()).replace(">", "")


def _line(source: str, call: Call) -> str:
    return source[call.start :].split("\n", 1)[0]


class Locator:
    """Finds the locations of the calls and blocks of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: Counter[str] = Counter()

    def count(self, text: str) -> int:
        """Counts an occurrence of this text; returns the number of earlier ones."""
        key = _key(text)
        self.seen[key] += 1
        return self.seen[key] - 1

    def seen_so_far(self, text: str) -> int:
        return self.seen[_key(text)]

    @cached_property
    def _source(self) -> str:
        return without_code(self.page.source)

    @cached_property
    def _calls(self) -> list[tuple[str, Call]]:
        """The calls of the file, each with its key; cached, since a page with many problems needs them as often."""
        source = self._source
        return [(_key(source[call.start : call.end] or _line(source, call)), call) for call in find_calls(source)]

    def location_of_call(self, text: str, number: int) -> Location:
        """The location of the call with this text, the `number`th (from 0) of its kind."""
        key_of_text = _key(text)
        calls = [call for key, call in self._calls if key == key_of_text]
        calls = calls or [call for call, _ in self._cut_calls(text)]
        # Another plugin may have rewritten the call; then the first of its name is the best guess.
        name = next((call.name for call in find_calls(text)), "")
        calls = calls or [call for _, call in self._calls if call.name == name][:1]
        return self._location([call.start for call in calls], number)

    def is_cut(self, text: str) -> bool:
        """True if the text is the start of a call that is complete in the file but cut by a table."""
        return any(call.is_closed and "|" in written for call, written in self._cut_calls(text))

    def _cut_calls(self, text: str) -> Iterator[tuple[Call, str]]:
        """The calls of the file that start with this text, and the rest of each; the bar of a table cut them."""
        key_of_text = _key(text)
        for _, call in self._calls:
            written = _line(self._source, call)
            if _key(written).startswith(key_of_text):
                yield call, written[len(text) : call.end - call.start]

    def location_of_line(self, pattern: str, number: int = 0) -> Location:
        """The location of the `number`th (from 0) line that a pattern matches; in code if it is nowhere else."""
        for source in (self._source, self.page.source):
            if starts := [match.start() for match in re.finditer(pattern, source, re.MULTILINE)]:
                return self._location(starts, number, source)
        return Location(self.page.display_path)

    def _location(self, starts: list[int], number: int, source: str = "") -> Location:
        if not starts:
            return Location(self.page.display_path, 0)
        start = starts[min(number, len(starts) - 1)]
        return Location(self.page.display_path, (source or self._source).count("\n", 0, start) + 1)
