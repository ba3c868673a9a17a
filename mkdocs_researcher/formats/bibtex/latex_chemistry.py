r"""Formulas of mhchem (its manual, 2021): `\ce{H2SO4}` is H₂SO₄."""

from __future__ import annotations

import re

from mkdocs_researcher.formats.bibtex.latex_braces import Braces
from mkdocs_researcher.formats.bibtex.latex_units import Piece

_ARROWS = {"<=>>": "⇌", "<<=>": "⇌", "<-->": "⇄", "<->": "↔", "<=>": "⇌", "->": "→", "<-": "←"}
_CHEMICAL = re.compile(
    r"""(?P<arrow><=>>|<<=>|<-->|<->|<=>|->|<-)
    |(?P<math>\$[^$]*\$)
    |(?P<script>[\^_])
    |(?P<state>\((?:aq|s|l|g|cr|am)\))
    |(?P<gas>(?<=[\s)\d\w])\s+[v^](?=\s|$))
    |(?P<number>\d+(?:\.\d+(?!\d*\s*H2O))?(?:/\d+)?)
    |(?P<charge>(?<=[A-Za-z\d)\]}])[-+]+(?=$|[\s,;)\]}]))
    |(?P<bond>\\bond\s*\{[^{}]*\})
    |(?P<command>\\[A-Za-z]+|\\.)
    |(?P<space>\s+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_BONDS = {"=": "=", "#": "≡", "-": "–", "1": "–", "2": "=", "3": "≡", "~": "–", "...": "···", "....": "····"}
_BONDS |= {"->": "→", "<-": "←"}


def chemistry(text: str) -> list[Piece]:
    r"""The argument of `\ce`; a piece with the mark `tex` is LaTeX."""
    made: list[Piece] = []
    braces = Braces(text)
    position = 0
    follows = False  # whether a number is an index: it follows an element or a closing bracket
    attached = False  # whether a dash is a bond
    while found := _CHEMICAL.match(text, position):
        kind, written, position = found.lastgroup, found[0], found.end()
        if kind == "script":
            inner, position = _script(text, position, braces)
            made.append((_signs(inner), "sup" if written == "^" else "sub"))
            follows = attached = True
            continue
        if kind == "number":
            made.append((written, "sub" if follows else ""))
        elif kind == "charge":
            made.append((_signs(written), "sup"))
        elif kind == "arrow":
            position = _arrow(text, position, written, made)
        else:
            made += _other(kind or "", written, follows=attached)
        follows = kind == "other" and (written.isalpha() or written in ")]}")
        attached = kind not in {"space", "arrow"} and written != "("
    return made


def _script(text: str, position: int, braces: Braces) -> tuple[str, int]:
    if text[position : position + 1] == "{":
        inner, end = braces.text(position)
        return (inner, end) if end > position else (text[position + 1 :], len(text))
    found = re.match(r"[0-9]*[-+]?|.", text[position:])
    inner = (found[0] if found else "") or text[position : position + 1]
    return inner, position + len(inner)


def _signs(text: str) -> str:
    text = re.sub(r"[${}]", "", text).replace("-", "−").replace("\\bullet", "•").strip()
    return re.sub(r"(?<!\d)\.(?!\d)", "•", text)  # a radical, no decimal point


def _arrow(text: str, position: int, written: str, made: list[Piece]) -> int:
    """An arrow with the words above and below it in parentheses."""
    words = []
    while (end := Braces(text).after_option(position)) > position and text[position] == "[":
        words.append(text[position + 1 : end - 1])
        position = end
    made.append((f" {_ARROWS[written]} ", ""))
    for word in filter(None, words):
        made += [("(", ""), *chemistry(word), (") ", "")]
    return position


def _other(kind: str, written: str, *, follows: bool) -> list[Piece]:
    if kind == "bond":
        shown = _BONDS.get(written[written.index("{") + 1 : -1].strip(), "–")
    elif kind == "gas":
        shown = " ↑" if written.strip() == "^" else " ↓"
    elif kind in {"math", "command"}:
        return [(written, "tex")]
    elif kind == "space":
        shown = " "
    elif written in "*.{}":
        shown = "·" if written in "*." else ""
    else:
        shown = _BONDS[written] if written in "#=-" and follows else written
    return [(shown, "")]
