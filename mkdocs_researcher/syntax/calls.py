"""Macro calls in text: where they start and end, their arguments, and their output.

Arguments are Python literals, read with `ast`; no code is run.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, MacroError, closest_match, letters_for_digits
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
        name: the word before the parenthesis.
        inside: text between the parentheses.
        start: offset of its start in the text.
        end: offset after its end; equal to `start` if the call is never closed.
    """

    name: str
    inside: str
    start: int
    end: int

    @property
    def is_closed(self) -> bool:
        """True if `) }}` was found."""
        return self.end > self.start


class Values(NamedTuple):
    """The values of a call's arguments."""

    positional: tuple[Any, ...] = ()
    named: Mapping[str, Any] = MappingProxyType({})


class Fragment(NamedTuple):
    """A piece of the output of a call: HTML, and a heading above it.

    Attributes:
        html: the piece.
        title: HTML of the heading, empty for none.
        level: level of the heading, 0 for none.
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
        page: the page.
        level: level of the heading above the call, 0 if there is none.
        location: returns the location of the call, for messages.
        inline: whether the call is inside a line.
    """

    page: Page
    level: int
    location: Callable[[], Location]
    inline: bool = False


class RenderedCall(NamedTuple):
    """The output of a call.

    Attributes:
        pieces: its pieces in order.
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


def find_calls(text: str, start: int = 0) -> Iterator[Call]:
    """Everything that looks like a call, `{{ name(…) }}`, of known and unknown macros, in order."""
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


def near_miss(name: str, known: frozenset[str]) -> str | None:
    """The macro that a word in double braces most likely means, if any; other programs use double braces, too."""
    match = closest_match(name, known)
    if match is None or abs(len(match) - len(name)) > 2 or match[0] != name[0].lower():
        return None
    return match


def read_values(inside: str) -> Values:
    """The values of arguments.

    Args:
        inside: text between the parentheses, such as `"x", limit=5`.

    Raises:
        MacroError: an argument is not a literal, or cannot be read.
    """
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
        word = {"true": "True", "false": "False", "none": "None", "null": "None"}.get(written.lower())
        hint = f"write {word}" if word else f"put text in quotes: '{written}'"
        hint = letters_for_digits(written).removeprefix("; ") or hint
        raise MacroError(f"{written} is not a literal; {hint}", name)
    raise MacroError(
        f"{written} is not a literal; only text in quotes, numbers, True, False and lists are allowed", name
    )


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
    if re.search(_CURLY_QUOTES, inside):
        return f"the arguments cannot be read: use straight quotes ' or \" in: {written}"
    if named := re.search(_COLON, inside):
        return f"the arguments cannot be read: write {named[1]}=…, with = in place of the colon: {written}"
    if dashed := re.search(r"(?:^|,)\s*(\w+)-(\w+)\s*=", inside):
        return f"the arguments cannot be read: write {dashed[1]}_{dashed[2]}=…, with _ in place of the dash: {written}"
    reason = error.msg if isinstance(error, SyntaxError) else "too deeply nested"
    reason = next((plain for start, plain in _REASONS if reason.startswith(start)), reason)
    hint = "; put text of several lines between three quotes" if "\n" in inside and "string" in reason else ""
    return f"the arguments cannot be read ({reason}){hint}: {written}"
