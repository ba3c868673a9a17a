"""The location of a call or a block in the author's file.

Python-Markdown passes its processors pieces of text without line numbers, so the file is searched again, but only
when there is something to report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import yaml

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.spans import spans, without
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import Call, find_calls

_CODE_OR_COMMENT = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}+(?=[^`\n]*\n)|~{3,}+(?=[^\n]*\n))"
    r"|(?P<comment><!--)|<(?P<raw>pre|code)\b|(?<!`)(?P<ticks>`++)",
    re.MULTILINE,
)


# Constructs that contain the indented lines below: lists, admonitions, tabs, footnotes, definitions, quotes, blocks.
_CONTAINER = re.compile(r" {0,3}(?:[-*+:>]|\d+[.)]|!!!|\?\?\?|===|\[\^|/{3,})")
# The same pattern as in MkDocs.
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)


# A line between two rules that is not front matter rarely starts so.
_FIELD = r"(?m)\s*[\w-]+[ \t]*:(?:\s|$)"
_UNCLOSED = r"(?m)\A-{3}[ \t]*\n[\w-]+:(?:[ \t]|$)"


def split_front_matter(source: str) -> tuple[dict[str, Any], str]:
    """The front matter of a page's file, and the text after it; text between two rules is not front matter."""
    match = _FRONT_MATTER.match(source)
    if not match:
        return {}, source
    try:
        meta = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):
        return {}, source
    return (meta, source[match.end() :]) if isinstance(meta, dict) else ({}, source)


def front_matter_error(source: str) -> tuple[int, str] | None:
    """The line and the reason if a page starts with front matter that is not YAML; None if it is fine or has none."""
    source = source.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(source)
    if not match and (reason := _misplaced(source)):
        return source.count("\n", 0, len(source) - len(source.lstrip())) + 1, reason
    if not match:
        return (1, "it has no end; write '---' below its last line") if re.match(_UNCLOSED, source) else None
    if not re.match(_FIELD, match[1]):
        colon = re.match(r"\w+[ \t]*[：﹕∶]", match[1])
        return (2, f"{colon[0][-1]} is not the colon of YAML; write ': '") if colon else None
    try:
        yaml.safe_load(match[1])
    except yaml.MarkedYAMLError as error:
        from mkdocs_researcher.formats.yaml.read import syntax_error  # it is needed for mistakes only

        found = syntax_error(error, match[1])
        return found.line + 1, found.message.removeprefix("not valid YAML: ")
    except (yaml.YAMLError, ValueError, RecursionError):
        return 1, "it contains something that YAML does not allow"
    return None


def _misplaced(source: str) -> str:
    """Why lines that look like front matter are none: what is above them, or the signs around them."""
    text = source.lstrip()
    if re.match(r"\+\+\+[ \t]*\n\s*\w+\s*=", text):
        return "+++ is that of Hugo; write '---' above and below it, and 'title: …' in place of 'title = …'"
    if re.match(r"-{4,}[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?-{3,}[ \t]*\n", text):
        return "the lines above and below it must have three dashes"
    if text != source and re.match(r"---[ \t]*\n[\w-]+:[ \t].*\n(?:.*\n){0,40}?---[ \t]*\n", text):
        return "it must start in the first line; remove the empty lines above it"
    return ""


def repeated_fields(source: str) -> Iterator[tuple[int, str]]:
    """The fields of the front matter that are written twice: line and name."""
    match = _FRONT_MATTER.match(source.replace("\r\n", "\n"))
    from mkdocs_researcher.formats.yaml.remedies import repeats  # as above

    try:
        node = yaml.compose(match[1]) if match else None
    except (yaml.YAMLError, RecursionError):
        return
    for key in repeats(node) if node else ():
        yield key.start_mark.line + 2, str(key.value)


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
        return re.compile(rf"(?<!`){opening['ticks']}(?!`)|(?P<cut>\n)")
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
            lines[index] = ""
        elif not indented:
            plain = _CONTAINER.match(line) is None
        after_blank = False
    return "\n".join(lines)


def _key(text: str) -> str:
    return "".join(text.split()).replace(">", "")


def _line(source: str, call: Call) -> str:
    """The rest of the line from the start of a call."""
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
        """The number of occurrences of this text so far."""
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
