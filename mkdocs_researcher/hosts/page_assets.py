"""The files that pages load: the style sheet, made of the files of `assets/css/`, one per macro; and the script."""

from __future__ import annotations

import functools
import re
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"
_FOLDER = ASSETS / "css"
# What others build on comes first, what overrides others last; the files of macros need no order.
_FIRST = ("tokens", "page", "headings", "base", "parts")
_LAST = ("special", "print")
# Strings are matched first, so that nothing in them changes.
_COMMENTS = re.compile(r"(\"[^\"]*\")|/\*(?:(?!\*/|/\*).)*+\*/", re.DOTALL)
_PRODUCT = re.compile(r" \* (?=[\w(])")
_ZERO = re.compile(r"0(?<![\w.]0)(?=\.\d)")


def files() -> list[Path]:
    """The files of the style sheet, in order."""
    middle = sorted(path.stem for path in _FOLDER.glob("*.css") if path.stem not in (*_FIRST, *_LAST))
    return [_FOLDER / f"{name}.css" for name in (*_FIRST, *middle, *_LAST)]


def source() -> str:
    """The style sheet as written."""
    return "\n".join(path.read_text(encoding="utf-8") for path in files())


@functools.cache
def style_sheet() -> str:
    """The style sheet as served: without comments and spaces that mean nothing."""
    return squeezed(source())


def squeezed(css: str) -> str:
    """A style sheet without comments and spaces that mean nothing."""
    css = _COMMENTS.sub(lambda m: m[1] or " ", css)
    parts = css.split('"')
    parts[::2] = map(_without_spaces, parts[::2])  # the others are strings
    return '"'.join(parts).replace(";}", "}").strip() + "\n"


def _without_spaces(css: str) -> str:
    css = " ".join(f"x{css}x".split())[1:-1]  # with the spaces at its ends
    for sign in "{};,>~/":
        css = css.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    css = css.replace(": ", ":").replace("( ", "(").replace(" )", ")")
    return _ZERO.sub("", _PRODUCT.sub("*", css))


@functools.cache
def script() -> str:
    """The script as served: without indentation and the comments that have lines of their own."""
    kept, in_comment = [], False
    for line in (ASSETS / "researcher.js").read_text(encoding="utf-8").split("\n"):
        text = line.strip()
        in_comment = in_comment or text.startswith("/*")
        if text and not in_comment:
            kept.append(text)
        in_comment = in_comment and not text.endswith("*/")
    return "\n".join(kept) + "\n"
