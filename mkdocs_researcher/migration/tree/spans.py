"""Parts of Markdown whose signs mean nothing: code and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}\.[ \t]+)?(`{3,}|~{3,})([^\n]*)")
_PRE = re.compile(r"[^`]*<pre\b(?!.*</pre)", re.I)
_TICKS = re.compile(r"`+")
_FORMULAS = (("$$", "$$"), ("\\\\[", "\\\\]"), ("\\[", "\\]"), ("\\(", "\\)"))
_LONGEST_FORMULA = 5_000


def code_in(text: str) -> Iterator[tuple[int, int, int]]:
    """The pieces of code in a text: where each starts and ends, and how many of its letters are signs at each side.

    A fence has 0 of these, for its lines are signs. Signs in `<pre>` are no signs.
    """
    start, fence, opened, at, column, in_pre = 0, "", 0, 0, 0, False
    last_pre = text.lower().rfind("</pre")
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            # A fence that stands deeper is a line of the code.
            if match and match[1].startswith(fence) and match.start(1) <= column + 3 and not match[2].strip():
                yield opened, at + len(line), 0
                fence, start = "", at + len(line)
        elif in_pre:
            in_pre, start = "</pre" not in line.lower(), at + len(line)
        elif at < last_pre and _PRE.match(line):
            yield from _spans(text, start, at)
            in_pre = True
        elif match and "`" not in match[2]:
            yield from _spans(text, start, at)
            fence, opened, column = match[1], at, match.start(1)
        at += len(line)
    if fence:
        yield opened, len(text), 0
    else:
        yield from _spans(text, start, len(text))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    runs = [
        (one.start(), one.end())
        for one in _TICKS.finditer(text, start, end)
        if text[one.start() - 1 : one.start()] != "\\"
    ]
    following: list[int] = [-1] * len(runs)
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        first, behind = runs[index]
        if index + 1 < len(runs) and text.find("\n\n", behind, runs[index + 1][0]) >= 0:
            last.clear()
        following[index] = last.get(behind - first, -1)
        last[behind - first] = index
    index = 0
    while index < len(runs):
        if (closing := following[index]) >= 0:
            yield runs[index][0], runs[closing][1], runs[index][1] - runs[index][0]
            index = closing
        index += 1


def formula_at(text: str, at: int) -> int:
    """Where the formula ends that starts at a place; 0 if none does."""
    for opened, closed in _FORMULAS:
        if text.startswith(opened, at):
            end = text.find(closed, at + len(opened) + 1, at + _LONGEST_FORMULA)
            return end + len(closed) if end > 0 else 0
    if not text.startswith("$", at) or text[at - 1 : at] == "$":
        return 0
    end = text.find("$", at + 2, at + _LONGEST_FORMULA)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("$", end + 1, at + _LONGEST_FORMULA)
    inner = text[at + 1 : end]
    is_one = end > 0 and "\n" not in inner and inner == inner.strip() and not text[end + 1 : end + 2].isdigit()
    return end + 1 if is_one else 0
