r"""Commands that a `.bib` file defines in `@preamble`, put into its fields: `\newcommand{\noopsort}[1]{}`."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from mkdocs_researcher.formats.bibtex.latex_braces import Braces

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
