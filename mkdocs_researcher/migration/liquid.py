"""Liquid, the language of Jekyll's templates: worked out where a page needs no more than its own settings.

Variables, conditions, captures and includes are worked out. A loop, and what only a build of Jekyll knows, is left out
and told. See https://shopify.github.io/liquid/ and https://jekyllrb.com/docs/liquid/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs_researcher.errors import Place
from mkdocs_researcher.importers.source import shortened
from mkdocs_researcher.migration.liquid_values import is_true, value_of
from mkdocs_researcher.migration.old_site import Line, OldSite

_TAG = re.compile(r"\{%-?([^{}]*?)-?%\}|\{\{-?([^{}]*?)-?\}\}")
_RAW_END = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|\S+)")
_DEEPEST = 10
_LEFT_OUT = "is worked out by Jekyll while it builds, so it is left out: write what it should say"
_SKIPPED = ("for", "tablerow", "case", "highlight", "comment", "if", "unless", "capture")


@dataclass
class _Block:
    """An open `if`, `unless`, loop or capture: whether its lines count, and whether one of its branches did."""

    name: str
    shown: bool
    done: bool = False
    variable: str = ""
    captured: list[Line] = field(default_factory=list)


class Liquid:
    """Works out the Liquid of a page.

    Args:
        site: for included files and notes.
        scope: variables by name, such as `site` and `page`.
    """

    def __init__(self, site: OldSite, scope: dict[str, Any]) -> None:
        self.site = site
        self.scope = dict(scope)
        self.out: list[Line] = []
        self.blocks: list[_Block] = []
        self._is_new = True

    def run(self, lines: Sequence[Line], depth: int = 0) -> list[Line]:
        """The lines as Jekyll would show them, each with its place in the file it is from."""
        starts: list[int] = []
        length = 0
        for line in lines:
            starts.append(length)
            length += len(line.text) + 1
        text = "\n".join(line.text for line in lines)
        if "{%" not in text and "{{" not in text:
            self._add_lines(lines)
            return self.out
        position = 0
        at = _Places(lines, starts)
        while match := _TAG.search(text, position):
            self._add(text[position : match.start()], at.after(position))
            position = match.end()
            place = at.after(match.start())[0]
            tag = match[1] and match[1].strip()
            if tag == "raw":
                end = _RAW_END.search(text, position)
                stop = end.start() if end else len(text)
                self._add(text[position:stop], at.after(position))
                position = end.end() if end else stop
            elif tag is not None:
                self._tag(tag, place, depth)
            elif self._shows:
                self._value(match[2].strip(), place)
        self._add(text[position:], at.after(position))
        return self.out

    @property
    def _shows(self) -> bool:
        return all(block.shown for block in self.blocks)

    def _add_lines(self, lines: Sequence[Line]) -> None:
        for index, line in enumerate(lines):
            self._add(line.text + ("\n" if index < len(lines) - 1 else ""), [line])

    def _add(self, text: str, lines: Sequence[Line]) -> None:
        """Adds text that starts in the first of some lines."""
        if not self._shows or not text:
            return
        target = next((block.captured for block in reversed(self.blocks) if block.name == "capture"), self.out)
        for index, part in enumerate(text.split("\n")):
            source = lines[min(index, len(lines) - 1)]
            if index or not target:
                target.append(Line(part, source.file, source.number))
            else:
                last = target[-1]
                origin = source if not last.text.strip() else last
                target[-1] = Line(last.text + part, origin.file, origin.number)

    def _value(self, expression: str, line: Line) -> None:
        value, known = value_of(expression, self.scope)
        if not known:
            self.site.note(line.place, f"'{{{{ {shortened(expression)} }}}}' {_LEFT_OUT}")
        elif value is not None:
            self._add(str(value).replace("\n", " "), [line])

    def _tag(self, tag: str, line: Line, depth: int) -> None:
        name, _, rest = tag.partition(" ")
        if name in {"if", "unless"}:
            true = is_true(rest, self.scope) == (name == "if")
            self.blocks.append(_Block(name, true, true))
        elif name in {"elsif", "else"} and self.blocks:
            block = self.blocks[-1]
            block.shown = not block.done and (name == "else" or is_true(rest, self.scope))
            block.done |= block.shown
        elif name.startswith("end"):
            self._end(name.removeprefix("end"))
        elif name in {"comment", "for", "tablerow", "case", "highlight", "capture"}:
            self._open(name, rest, line)
        elif self._shows:
            self._act(name, rest.strip(), line, depth)

    def _open(self, name: str, rest: str, line: Line) -> None:
        if name in {"for", "tablerow", "case"} and self._shows:
            self.site.note(line.place, f"'{{% {shortened(f'{name} {rest}')} %}}' {_LEFT_OUT}")
        self.blocks.append(_Block(name, name in {"highlight", "capture"}, done=True, variable=rest.strip()))
        if name == "highlight":
            self._add("\n```" + rest.strip().partition(" ")[0] + "\n", [line])

    def _end(self, name: str) -> None:
        if not any(block.name == name for block in self.blocks):
            return
        while self.blocks:
            block = self.blocks.pop()
            if block.name == "capture":
                self.scope[block.variable] = "\n".join(line.text for line in block.captured)
            if block.name == "highlight":
                self._add("\n```\n", self.out[-1:] or [Line("", "", 1)])
            if block.name == name:
                return

    def _act(self, name: str, rest: str, line: Line, depth: int) -> None:
        if name == "assign":
            variable, found, expression = rest.partition("=")
            if found:
                self.scope[variable.strip()] = value_of(expression.strip(), self.scope)[0]
        elif name in {"include", "include_relative", "include_cached"}:
            self._include(name, rest, line, depth)
        elif name not in {"increment", "decrement", "cycle", "seo", "feed_meta", "toc"}:
            self.site.note(line.place, f"'{{% {shortened(f'{name} {rest}')} %}}' {_LEFT_OUT}")

    def _include(self, name: str, rest: str, line: Line, depth: int) -> None:
        file = rest.partition(" ")[0].strip("\"'")
        folder = posixpath.dirname(line.file) if name == "include_relative" else "_includes"
        path = posixpath.normpath(posixpath.join(folder, file))
        if depth >= _DEEPEST:
            self.site.note(line.place, f"'{file}' is not included, for pages include each other without an end")
            return
        if path.startswith("..") or not (found := self.site.lines(path)):
            if not self.site.holds(path):
                self.site.note(Place(line.file, line.number), f"includes '{file}', which is not there")
            return
        outer = self.scope.get("include")
        pairs = {key: value_of(value, self.scope)[0] for key, value in _PARAMETER.findall(rest)}
        self.scope["include"] = pairs
        open_before = len(self.blocks)
        self.run(without_front_matter(found)[1], depth + 1)
        del self.blocks[open_before:]
        self.scope["include"] = outer


class _Places:
    """From a position in a text to the lines that start there."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int]) -> None:
        self.lines, self.starts, self.index = lines, starts, 0

    def after(self, position: int) -> Sequence[Line]:
        """The lines from this position on; positions only grow."""
        while self.index + 1 < len(self.starts) and self.starts[self.index + 1] <= position:
            self.index += 1
        return _Tail(self.lines, self.index)


class _Tail(Sequence[Line]):
    """The rest of a list without a copy of it."""

    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self.lines, self.start = lines, start

    def __len__(self) -> int:
        return len(self.lines) - self.start

    def __getitem__(self, index: Any) -> Any:
        return self.lines[self.start + index]

    def __iter__(self) -> Iterator[Line]:
        return (self.lines[index] for index in range(self.start, len(self.lines)))


def without_front_matter(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the front matter, and those of the page."""
    if lines and lines[0].text.rstrip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.text.rstrip() in {"---", "..."}:
                return list(lines[1:index]), list(lines[index + 1 :])
    return [], list(lines)
