r"""Math on paper without LaTeX: characters, with what is raised and lowered in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.formats.bibtex.latex_symbols import math_as_text

_SIGNS = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)|(?:\\\)|\\\]|\$\$?)\s*$")
_SCRIPT = re.compile(r"([_^])\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\s\\{}])")
# Signs that a formula has space around.
_RELATION = re.compile(r"\s*([=<>≤≥≈≠≡∼∈∉⊂⊆→←↔⇒])\s*")


def math_runs(tex: str) -> Iterator[Any]:
    r"""A formula as runs, see `blocks.py`.

    Args:
        tex: LaTeX, with or without `$`, `\(` and the like around it.
    """
    tex = _SIGNS.sub("", tex)
    position = 0
    for found in _SCRIPT.finditer(tex):
        yield from _text(tex[position : found.start()])
        kind, inner = "sub" if found[1] == "_" else "sup", found[2]
        yield {"k": kind, "c": list(_text(inner[1:-1] if inner.startswith("{") else inner))}
        position = found.end()
    yield from _text(tex[position:])


def _text(tex: str) -> Iterator[str]:
    if tex.strip() and (text := math_as_text(tex)):
        yield _RELATION.sub(r" \1 ", text)
