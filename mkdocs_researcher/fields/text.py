"""Text that the author writes in data files.

Two kinds: `Text` takes inline Markdown (emphasis, links, code, math), `LongText` block Markdown. Both keep the text
as written; `rendering` turns it into HTML.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Container
from typing import Annotated

from pydantic import Field

from mkdocs_researcher.fields.spans import CODE_SPAN

InlineMarkdown = "inline Markdown"
BlockMarkdown = "block Markdown"

Text = Annotated[str, Field(min_length=1), InlineMarkdown]
LongText = Annotated[str, Field(min_length=1), BlockMarkdown]

LONGEST = 200_000
"""Maximum characters of a field: thousands of authors, or a hundred abstracts. Rendering more takes minutes."""

# Characters not allowed in pages: C0 controls except tab and line break, DEL, surrogates, noncharacters (Unicode
# Standard, section 23.7).
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_LINK = re.compile(r"\[([^\]\[]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^)]*)?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_POWER = r"<sup>([0-9+\-−]+)</sup>"
_POWERS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# A sign that is not closed before the next of its kind is text. "_" comes first: around "*" it is a letter to that.
_EMPHASIS = tuple(
    (sign, re.compile(rf"(?<!\\)(?<!\w)([{sign}]{{1,3}})(?=\S)([^{sign}\n]+)(?<=\S)\1(?!\w)")) for sign in "_*"
)
# Scripts without spaces between words have emphasis within a word, with "*". Compiled only where it may occur.
_LETTER = r"[^\W\u3040-\u9fff\uac00-\ud7af]"
_EMPHASIS_IN_WORD = rf"(?<!\\)(?<!{_LETTER})([*]{{1,3}})(?=\S)([^*\n]+)(?<=\S)\1(?!{_LETTER})"
_MAX_EMPHASIS = 3  # levels of emphasis within emphasis
_PLACEHOLDERS = {character: chr(0xE000 + index) for index, character in enumerate("\\`*_{}[]()#+-.!|$<>~^")}
_AS_PLACEHOLDERS = str.maketrans(_PLACEHOLDERS)
_RESTORED = {ord(code): character for character, code in _PLACEHOLDERS.items()}
_ESCAPE = r"\\([\\`*_{}\[\]()#+\-.!|$<>~^])"
# Searching for a set of characters is fast; the slower pattern is searched only where one is found.
_MAY_BE_MARKED = re.compile(r"[*_`\[<\\&]")
_MARKED = re.compile(r"[*_`\[<\\]|&#?\w+;")
_SIMPLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"[^\w]+")


def plain_text(text: str) -> str:
    """A Markdown text without markup, for labels that screen readers and search engines read."""
    if not _MAY_BE_MARKED.search(text) or not _MARKED.search(text):
        return text
    if "\\" in text:  # escaped characters must not be read as markup, so placeholders replace them meanwhile
        text = re.sub(_ESCAPE, lambda match: _PLACEHOLDERS[match[1]], text)
    text = _LINK.sub(r"\1", text)
    if "<sup" in text:  # 10<sup>7</sup> is not 107
        text = re.sub(_POWER, lambda match: match[1].translate(_POWERS), text)
    text = _TAG.sub("", text)
    if "`" in text:
        text = re.sub(CODE_SPAN, lambda match: match[2].translate(_AS_PLACEHOLDERS), text)
    for sign, own in _EMPHASIS:
        levels = _MAX_EMPHASIS if text.count(sign) > 1 else 0
        pattern = re.compile(_EMPHASIS_IN_WORD) if levels and sign == "*" and not text.isascii() else own
        while levels and sign in text:
            text, found = pattern.subn(r"\2", text)
            levels = levels - 1 if found else 0
    return html.unescape(text).translate(_RESTORED)


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(CONTROL_CHARACTERS.sub("", text).split())


def slug(text: str) -> str:
    """A lower-case name of letters, digits and dashes that is valid as an HTML id, in any script.

    Accents are folded (`Müller` gives `muller`); a text without any letter or digit gives its code points.
    """
    if _SIMPLE.fullmatch(text):
        return text
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    name = _SLUG.sub("-", unicodedata.normalize("NFC", folded).lower()).strip("-")
    return name or "-".join(f"{ord(character):x}" for character in text) or "x"


# The end of a sentence, and dots that do not end one: after an abbreviation or an initial.
_SENTENCE_END = r"(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s++[^\sa-z])|[。！？]+[”」』）]*"
_NO_END = r"(?i)(?:\b(?:al|cf|e\.g|i\.e|eq|fig|no|resp|sec|vs|dr|prof|st|approx|ca)|(?:^|[\s.(])[A-Z])\.$"
_LONGEST_NO_END = 10
_PAIRS = (("$", "$"), ("`", "`"), ("[", "]"), ("(", ")"), ("**", "**"))


def first_sentences(text: str, count: int) -> str:
    """The first sentences of a Markdown text, on one line; the whole text if it has no more.

    A sentence does not end inside math, code, brackets or a link.
    """
    line = " ".join(text.split("\n\n", 1)[0].split())
    found = position = 0
    marks = dict.fromkeys((mark for pair in _PAIRS for mark in pair), 0)
    for match in re.finditer(_SENTENCE_END, line):
        for mark in marks:
            marks[mark] += line.count(mark, position, match.end())
        position = match.end()
        is_open = any(marks[start] % 2 == 1 if start == end else marks[start] > marks[end] for start, end in _PAIRS)
        if is_open or re.compile(_NO_END).search(line, max(0, position - _LONGEST_NO_END), position):
            continue
        found += 1
        if found == count:
            return line[:position]
    return line


# Letters that Unicode does not decompose; the script of the page folds the same ones.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def letters_of(text: str) -> str:
    """The letters and digits of a text without case, to compare names that differ in punctuation."""
    return "".join(filter(str.isalnum, text.casefold()))


def folded(text: str) -> str:
    """A text for comparison in a search: lower case, without accents and strokes, with single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().translate(_STROKES).split())


def with_subtitle(title: str, subtitle: str) -> str:
    """A title with its subtitle after a colon, or after the sign that it ends with."""
    if not title or not subtitle:
        return title or subtitle
    return f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}"


def free_name(name: str, taken: Container[str], between: str = "-") -> str:
    """The name, or the first one with a number after it that is not taken."""
    names = itertools.chain([name], (f"{name}{between}{number}" for number in itertools.count(2)))
    return next(other for other in names if other not in taken)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
