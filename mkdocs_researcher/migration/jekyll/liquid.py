"""Liquid, the language of Jekyll's templates, evaluated where a page depends on the site's own settings only.

Variables, conditions, loops, captures and includes are evaluated. Values that only Jekyll knows are left out and
reported, unless the kind of site replaces them. See https://shopify.github.io/liquid/ and https://jekyllrb.com/docs/liquid/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.jekyll.liquid_lines import Places, without_front_matter
from mkdocs_researcher.migration.jekyll.liquid_values import UNKNOWN, Collection, is_true, raw_of, value_of
from mkdocs_researcher.migration.old_site import Line, OldSite

_TAG = re.compile(r"\{%-?((?:\{\{[^{}]*\}\}|\{[^{}%]*\}|[^{}])*?)-?%\}|\{\{-?([^{}]*?)-?\}\}")
_VALUE = re.compile(r"\{\{([^{}]*)\}\}")
_RAW_END = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|\S+)")
_LOOP = re.compile(r"\{%-?\s*(end)?(for|tablerow)\b[^{}]*?-?%\}")
_IN = re.compile(r"([\w-]+)\s+in\s+(\S+)(.*)", re.S)
_LIMIT = re.compile(r"\blimit\s*:\s*([\w.-]+)")
_DEEPEST = 10
_MOST_ITEMS = 2000
_MOST_LINES = 100_000
_LEFT_OUT = "is worked out by Jekyll while it builds, so it is left out: write what it should say"
_NO_OUTPUT = frozenset({"increment", "decrement", "cycle", "seo", "feed_meta", "toc", "break", "continue"})


class Hooks(NamedTuple):
    """Replacements for parts of a site's template; each returns None if it has none.

    Attributes:
        loop: takes a loop over the documents of a collection.
        tag: takes the name of a tag and its arguments.
        include: takes the name of a file, and its parameters.
    """

    loop: Callable[[Collection, Line], str | None] = lambda collection, line: None
    tag: Callable[[str, str, Line], str | None] = lambda name, rest, line: None
    include: Callable[[str, Mapping[str, Any], Line], str | None] = lambda file, parameters, line: None


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
        hooks: replacements for parts of the template.
    """

    def __init__(self, site: OldSite, scope: dict[str, Any], hooks: Hooks | None = None) -> None:
        self.site = site
        self.hooks = hooks or Hooks()
        self.scope = dict(scope)
        self.out: list[Line] = []
        self.blocks: list[_Block] = []

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
        at = Places(lines, starts)
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
            elif tag is not None and tag.split()[:1] and tag.split()[0] in {"for", "tablerow"}:
                position = self._loop(tag, text, position, at, depth)
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
        name, rest = [*tag.split(None, 1), "", ""][:2]
        if name in {"if", "unless"}:
            true = is_true(rest, self.scope) == (name == "if")
            self.blocks.append(_Block(name, true, true))
        elif name in {"elsif", "else"} and self.blocks:
            block = self.blocks[-1]
            block.shown = not block.done and (name == "else" or is_true(rest, self.scope))
            block.done |= block.shown
        elif name.startswith("end"):
            self._end(name.removeprefix("end"))
        elif name in {"comment", "case", "highlight", "capture"}:
            self._open(name, rest, line)
        elif self._shows:
            self._act(name, rest.strip(), line, depth)

    def _open(self, name: str, rest: str, line: Line) -> None:
        if name == "case" and self._shows:
            self.site.note(line.place, f"'{{% {shortened(f'{name} {rest}')} %}}' {_LEFT_OUT}")
        self.blocks.append(_Block(name, name in {"highlight", "capture"}, done=True, variable=rest.strip()))
        if name == "highlight":
            self._add("\n```" + rest.strip().partition(" ")[0] + "\n", [line])

    def _loop(self, tag: str, text: str, position: int, at: Places, depth: int) -> int:
        """Works out a loop; where it ends."""
        inside = 1
        stop = end = len(text)
        for match in _LOOP.finditer(text, position):
            inside += -1 if match[1] else 1
            if not inside:
                stop, end = match.start(), match.end()
                break
        lines = at.after(position)
        if self._shows:
            parts = text[position:stop].split("\n")
            body = [line._replace(text=part) for part, line in zip(parts, lines, strict=False)]
            self._repeat(tag.split(None, 1)[-1], body, lines[0], depth)
        return end

    def _repeat(self, head: str, body: Sequence[Line], line: Line, depth: int) -> None:
        match = _IN.fullmatch(head.strip())
        found = raw_of(match[2], self.scope) if match else UNKNOWN
        if isinstance(found, Collection):
            made = self.hooks.loop(found, line)
            if made is not None:
                self._add(made, [line])
                return
        if isinstance(found, dict):
            found = [[key, value] for key, value in found.items()]
        if found is None or match is None:
            return
        if not isinstance(found, list):
            self.site.note(line.place, f"'{{% {shortened(f'for {head}')} %}}' {_LEFT_OUT}")
            return
        limit = _LIMIT.search(match[3])
        most = str(raw_of(limit[1], self.scope) or "") if limit else ""
        items = found[: int(most) if most.isdigit() else _MOST_ITEMS]
        before = {name: self.scope.get(name) for name in (match[1], "forloop")}
        for index, item in enumerate(items[::-1] if "reversed" in match[3] else items):
            if len(self.out) > _MOST_LINES or depth >= _DEEPEST:
                break
            place = {"first": str(not index).lower(), "last": str(index == len(items) - 1).lower()}
            self.scope.update({match[1]: item, "forloop": {**place, "index": str(index + 1), "index0": str(index)}})
            open_before = len(self.blocks)
            self.run(body, depth + 1)
            del self.blocks[open_before:]
        self.scope.update(before)

    def _end(self, name: str) -> None:
        if not any(block.name == name for block in self.blocks):
            return
        while self.blocks:
            block = self.blocks.pop()
            if block.name == "capture":
                self.scope[block.variable] = "\n".join(line.text for line in block.captured)
            if block.name == "highlight":
                _trim(self.out)
                self._add("\n```\n", self.out[-1:] or [Line("", "", 1)])
            if block.name == name:
                return

    def _act(self, name: str, rest: str, line: Line, depth: int) -> None:
        if name == "assign":
            variable, found, expression = rest.partition("=")
            if found:
                self.scope[variable.strip()] = raw_of(expression.strip(), self.scope)
        elif name in {"include", "include_relative", "include_cached"}:
            self._include(name, rest, line, depth)
        elif (made := self.hooks.tag(name, self._filled(rest), line)) is not None:
            self._add(made, [line])
        elif name not in _NO_OUTPUT:
            self.site.note(line.place, f"'{{% {shortened(f'{name} {rest}')} %}}' {_LEFT_OUT}")

    def _filled(self, text: str) -> str:
        """The parameters of a tag, with variables replaced by their values."""
        return _VALUE.sub(lambda match: str(value_of(match[1].strip(), self.scope)[0] or ""), text)

    def _include(self, name: str, rest: str, line: Line, depth: int) -> None:
        file = (rest.split() or [""])[0].strip("\"'")
        folder = posixpath.dirname(line.file) if name == "include_relative" else "_includes"
        pairs = {key: raw_of(value, self.scope) for key, value in _PARAMETER.findall(rest)}
        if (made := self.hooks.include(file, pairs, line)) is not None:
            self._add(made, [line])
            return
        path = posixpath.normpath(posixpath.join(folder, file))
        if depth >= _DEEPEST:
            self.site.note(line.place, f"'{file}' is not included, for pages include each other without an end")
            return
        if path.startswith("..") or not self.site.holds(path):
            self.site.note(line.place, f"includes '{file}', which is not there")
            return
        if not (found := self.site.lines(path)):
            return
        outer = self.scope.get("include")
        self.scope["include"] = pairs
        open_before = len(self.blocks)
        self.run(without_front_matter(found)[1], depth + 1)
        del self.blocks[open_before:]
        self.scope["include"] = outer


def _trim(out: list[Line]) -> None:
    """Remove empty lines at the start and the end of the code block written last."""
    start = next((index for index in range(len(out) - 1, -1, -1) if out[index].text.startswith("```")), -1)
    while 0 <= start < len(out) - 1 and not out[-1].text.strip():
        del out[-1]
    while 0 <= start < len(out) - 1 and not out[start + 1].text.strip():
        del out[start + 1]
