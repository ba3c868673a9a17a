"""Arguments of LaTeX commands: which brace closes which; and the commands that a `.bib` file defines in `@preamble`."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_MARK = re.compile(r"\\.|[{}]", re.DOTALL)
_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[([^\[\]{}]{0,200}(?:\{[^{}]*\}[^\[\]{}]{0,200})*)\]")


class Braces:
    """The groups of a LaTeX text, whose braces need not match."""

    def __init__(self, text: str) -> None:
        self.source = text

    @functools.cached_property
    def closing(self) -> dict[int, int]:
        """The position of the closing brace by that of the opening one; those never closed are missing."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in _MARK.finditer(self.source):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and opened:
                pairs[opened.pop()] = found.start()
        return pairs

    def argument(self, position: int) -> tuple[int, int] | None:
        """Start and end of the text in the group that starts here, or after spaces; None if there is none."""
        found = _SPACE.match(self.source, position)
        start = found.end() if found else position
        if self.source[start : start + 1] != "{" or start not in self.closing:
            return None
        return start + 1, self.closing[start]

    def text(self, position: int) -> tuple[str, int]:
        """The text of the group that starts here, and where the text continues; empty if there is none."""
        if found := self.argument(position):
            return self.source[found[0] : found[1]], found[1] + 1
        return "", position

    def after_option(self, position: int) -> int:
        """Where the text continues after an argument in square brackets, if there is one."""
        found = _OPTION.match(self.source, position)
        return found.end() if found else position


# Definitions

_DEFINITION = (
    r"\\(?:(?P<kind>newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<bare>[A-Za-z]+))|def\s*\\(?P<defined>[A-Za-z]+)(?P<shape>[#\d\s]*)(?=\{))"
)
_COUNT = re.compile(r"\s*\[(\d)\]")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_PARAMETER = re.compile(r"#([1-9])")
_SINGLE = re.compile(r"\s*(\\[A-Za-z]+|[^\s{}\\])")
_AFTER = re.compile(r"\s*(?:\{\})?")  # TeX skips spaces after a command without arguments
_EMPTY_GROUP = re.compile(r"(?<![A-Za-z\\}])\{\}")  # what a command leaves that only sorts, and no end of a command
_LAST = re.compile(r"\\[A-Za-z]+$")
_MOST = 500
_LONGEST = 200_000


class Definition(NamedTuple):
    """The replacement of a command, with `#1` for its arguments; `default` is that of the first, if it is optional."""

    parameters: int
    body: str
    default: str | None = None


def definitions(preambles: list[str]) -> dict[str, Definition]:
    r"""The commands that preambles define with `\newcommand`, `\def` and the like."""
    found: dict[str, Definition] = {}
    for text in preambles:
        braces = Braces(text)
        for match in re.finditer(_DEFINITION, text):
            position, count, default = match.end(), 0, None
            if match["defined"]:
                count = match["shape"].count("#")
            elif counted := _COUNT.match(text, position):
                count, position = int(counted[1]), counted.end()
                if (after := braces.after_option(position)) > position:
                    default, position = text[position:after].strip()[1:-1], after
            body, after = braces.text(position)
            if after == position:
                continue
            name = match["braced"] or match["bare"] or match["defined"]
            if match["kind"] == "DeclareMathOperator":
                body = rf"\operatorname{{{body}}}"
            if match["kind"] != "providecommand" or name not in found:
                found[name] = Definition(count, body, default)
    return found


def expanded(text: str, commands: dict[str, Definition]) -> str:
    """A text with these commands replaced; those that define each other without end are left after 500."""
    for _ in range(_MOST):
        found = next((match for match in _COMMAND.finditer(text) if match[1] in commands), None)
        if found is None or len(text) > _LONGEST:
            break
        command = commands[found[1]]
        arguments, position = _arguments(command, text, found.end())
        body = _closed(_PARAMETER.sub(functools.partial(_argument, arguments), command.body))
        text = f"{text[: found.start()]}{body}{text[position:]}"
    return _EMPTY_GROUP.sub("", text)


def _arguments(command: Definition, text: str, position: int) -> tuple[list[str], int]:
    braces = Braces(text)
    arguments: list[str] = []
    if command.default is not None:
        after = braces.after_option(position)
        arguments.append(text[position:after].strip()[1:-1] if after > position else command.default)
        position = after
    while len(arguments) < command.parameters:
        argument, after = braces.text(position)
        if after == position and (single := _SINGLE.match(text, position)):
            argument, after = single[1], single.end()
        arguments.append(argument)
        position = after
    if not command.parameters and (following := _AFTER.match(text, position)):
        position = following.end()
    return arguments, position


def _argument(arguments: list[str], parameter: re.Match[str]) -> str:
    number = int(parameter[1])
    return _closed(arguments[number - 1]) if number <= len(arguments) else ""


def _closed(text: str) -> str:
    """A text after which letters and spaces do not belong to its last command."""
    return f"{text}{{}}" if _LAST.search(text) else text
