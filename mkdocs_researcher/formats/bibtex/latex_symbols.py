r"""Accents and symbols of LaTeX, `\"u` and `\ss`, as Unicode.

pylatexenc knows them; it is imported with the first one.
"""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

_ACCENTS = frozenset("'`^\"~=.uvHtcdbkr")
_LETTER = r"[^\W\d_]"
_BASE = rf"\\(?:[ij]|ae|AE|o|O|aa|AA|l|L)(?![A-Za-z])\s*(?:\{{\}})?|{_LETTER}"
_NESTED = re.compile(rf"\s*\{{\s*(\\['`^\"~=.uvHcdk]\s*(?:\{{(?:{_BASE})\}}|{_BASE}))\s*\}}")
_IN_BRACES = re.compile(rf"\s*\{{\s*({_BASE})(\s*\}})?")
_BARE = re.compile(rf"\s*({_BASE})")
_EMPTY = re.compile(r"\s*\{\s*\}")

# Commands that mean a space, and typesetting commands without text.
SPACES = frozenset([*" ,;:>\\\n\t", "quad", "qquad", "newline", "linebreak", "space", "par"])
_SET_TYPE = """relax protect null noindent allowbreak sc rm sf rmfamily sffamily scshape upshape mdseries normalfont
small large left right"""
NOTHING = frozenset([*"!-/@", *_SET_TYPE.split()])

_BRACE = re.compile(r"(?<!\\)[{}]")
_MAX_DEPTH = 50
# Missing from pylatexenc.
_MORE = {"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "S": "§", "P": "¶", "copyright": "©", "pounds": "£"}
_MORE |= {"degree": "°", "celsius": "°C", "textsection": "§", "slash": "/", "micro": "µ", "item": "• "}
_MORE |= {"textgreek": "", "TM": "™", "lbrace": "{", "rbrace": "}", "textbar": "|", "|": "‖"}
# pylatexenc gives these today's date or a placeholder.
_NOT_SYMBOLS = frozenset(("today", "input", "include", "title", "author", "date"))

# Commands whose argument gets a tag, and declarations that apply to the end of the group.
TAGS = {"emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code"}
TAGS |= {"textsubscript": "sub", "textsuperscript": "sup", "underline": "u", "uline": "u"}
DECLARATIONS = {"em": "em", "it": "em", "sl": "em", "itshape": "em", "slshape": "em", "bf": "strong"}
DECLARATIONS |= {"bfseries": "strong", "tt": "code", "ttfamily": "code"}
WITHOUT_ARGUMENT = frozenset(("noopsort", "label", "vspace", "hspace", "phantom", "begin", "end", "SortNoop"))
ASIDES = frozenset(("footnote", "thanks"))


class Accented(NamedTuple):
    r"""A letter with its accent; the text continues at `end`.

    `opens` if the brace before the letter is still open, as in `\'{Ec}ole`.
    """

    text: str
    end: int
    opens: bool = False


def accented(text: str, name: str, end: int) -> Accented | None:
    """The letter made by an accent and the text after it; None if the command is not an accent.

    Args:
        text: the whole text.
        name: the command without its backslash.
        end: where the command ends in the text.
    """
    if name not in _ACCENTS:
        return None
    if found := _NESTED.match(text, end):
        return Accented(_converted(f"\\{name}{{{found[1]}}}"), found.end())
    if found := _EMPTY.match(text, end):
        return Accented(name if name in "^~" else "", found.end())
    if found := _IN_BRACES.match(text, end):
        return Accented(_converted(f"\\{name}{{{found[1]}}}"), found.end(), opens=not found[2])
    if found := _BARE.match(text, end):
        return Accented(_converted(f"\\{name}{{{found[1]}}}"), found.end())
    return None if name.isalpha() else Accented("", end)


@lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    """The character that a command means, None if it means none."""
    if name in _MORE:
        return _MORE[name]
    if name in _NOT_SYMBOLS:
        return None
    spec = _pylatexenc()[1].get_macro_spec(name)
    text = getattr(spec, "simplify_repl", None)
    if not isinstance(text, str) or "%" in text or "<" in text:
        return None
    return text.strip() or None


@lru_cache(maxsize=4096)
def _converted(snippet: str) -> str:
    written = _pylatexenc()[0].latex_to_text(snippet).strip()
    return written or snippet


@cache
def _pylatexenc() -> tuple[Any, Any]:
    from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

    # It logs what it cannot convert, without a location.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

    return LatexNodes2Text(), get_default_latex_context_db()


def after_name(text: str, name: str, end: int) -> int:
    """Where the text continues after a command: TeX skips spaces after its letters, and `{}` only ends it."""
    if name.isalpha() and not name.endswith("TeX"):  # few write the `\LaTeX{}` that TeX asks for
        while text[end : end + 1].isspace():
            end += 1
    return end + 2 if text.startswith("{}", end) else end


def math_as_text(tex: str) -> str:
    r"""A formula as characters, where they exist: `\ell \le 2` becomes `ℓ ≤ 2`; `tex` is without delimiters."""
    if not _is_balanced(tex):
        return tex.strip()
    _pylatexenc()
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        converted: str = LatexNodes2Text(math_mode="text").latex_to_text(f"${tex}$", tolerant_parsing=True)
    except Exception:  # it raises any kind of exception where arguments are missing, such as IndexError for \href{x}
        return tex.strip()
    return tex.strip() if "%s" in converted else converted.strip()  # its placeholder for a missing argument


def _is_balanced(tex: str) -> bool:
    """Is each brace closed? pylatexenc needs exponential time for braces that are not, and recursion for depth."""
    depth = 0
    for brace in _BRACE.findall(tex):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= _MAX_DEPTH:
            return False
    return depth == 0
