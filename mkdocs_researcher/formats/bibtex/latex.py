r"""LaTeX in the fields of BibTeX, as Markdown text, as plain text, and in names.

One pass over the tokens of a text; no command is executed, and any input gives a text. What commands mean is in the
tables of pylatexenc and of `latex_symbols`. pylatexenc's own walker reads formulas (`formula`); for whole texts it is
not used, since it makes a node of each character and takes 20 times as long for a title, and 150 times for an abstract.

An unknown command is replaced by its argument (`\foo{DNA}` is `DNA`), and `unknown_commands` learns its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from mkdocs_researcher.formats.bibtex.latex_commands import LatexDecoder
from mkdocs_researcher.formats.bibtex.latex_reader import Decoded, Mode
from mkdocs_researcher.formats.markup import has_markup, to_latex_markup

# What separates paragraphs and items.
_ENVIRONMENTS = "itemize|enumerate|description|quote|quotation|center|abstract"
_BREAK = re.compile(
    rf"\n[ \t]*\n\s*|\\par(?![A-Za-z])\s*|\\(?P<edge>begin|end)\s*\{{(?P<kind>{_ENVIRONMENTS})\}}\s*(?:\[[^\]]*\])?\s*"
    r"|\\item(?![A-Za-z])\s*(?:\[(?P<label>[^\]]*)\])?\s*"
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# Searching for a set of characters is fast; the slower patterns are matched only where one is found.
_MAY_START = re.compile(r"[\\{}$~`*_\[\]<^&'=+:?!-]")
_LATEX = r"[\\{}$~`]|--|''|&#?\w+;|<[A-Za-z/!?]"
_MARKUP = r"[*_\[\]<^]|&#?\w+;|==|\+\+|:[\w+-]+:"
_HOLDS_LATEX = re.compile(_LATEX)
_HOLDS_ANY = re.compile(f"{_LATEX}|{_MARKUP}")
_BLOCK_START = re.compile(r"([#>+|:=-]|\d+(?=[.)]))")
_ITEM = re.compile(r"[ \t]*([-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_LISTS = frozenset(("itemize", "enumerate", "description"))
_DEEPEST_LIST = 4

_MARKDOWN = Mode(tags=True, hides=True)
_ABSTRACT = Mode(tags=True, hides=True, stresses=True)
_WRITTEN = Mode(tags=True, writes=True)
_PLAIN = Mode()
_FOREIGN = Mode(tags=True, hides=True, foreign=True)
_NAME = Mode(names=True)

_unknown: ContextVar[dict[str, None] | None] = ContextVar("unknown", default=None)


@contextmanager
def unknown_commands() -> Iterator[dict[str, None]]:
    """The names of the unknown commands in all texts that are read meanwhile."""
    names: dict[str, None] = {}
    token = _unknown.set(names)
    try:
        yield names
    finally:
        _unknown.reset(token)


def to_markdown(text: str, *, keep_markup: bool = False, foreign: bool = False) -> str:
    r"""A line of LaTeX, `{G}raph {\"u}bers $\ell_1$`, as inline Markdown, `Graph übers $\ell_1$`.

    Args:
        keep_markup: Markdown and HTML in the text are markup; otherwise Markdown is shown as written.
        foreign: the text is not from LaTeX; unknown commands are text.
    """
    if not text:  # most fields are missing
        return ""
    text = _single_spaced(text)
    if keep_markup:
        return _decoded(text, _WRITTEN) if _MAY_START.search(text) and _HOLDS_LATEX.search(text) else text
    return _line(text, _FOREIGN if foreign else _MARKDOWN)


def _line(text: str, mode: Mode) -> str:
    if not _MAY_START.search(text) or not _HOLDS_ANY.search(text):
        return text
    if has_markup(text):
        text = _single_spaced(to_latex_markup(text))
    return _decoded(text, mode)


def to_paragraphs(text: str, *, foreign: bool = False) -> str:
    """LaTeX as block Markdown.

    Empty lines separate paragraphs, and none starts a list or heading by accident. Lists of LaTeX and HTML are lists,
    and in a text that is not `foreign` links and emphasis of Markdown are what they are there.
    """
    if has_markup(text):
        text = to_latex_markup(text)
    mode = _FOREIGN if foreign else _ABSTRACT
    if "\\" not in text and "\n" not in text:
        return _as_paragraph(_line(_single_spaced(text), mode))
    return _Blocks(mode).of(text)


class _Blocks:
    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self.blocks: list[str] = []
        self.lists: list[tuple[str, int]] = []  # the kinds of the open lists, and how many items they have
        self.bullet = ""

    def of(self, text: str) -> str:
        position = 0
        for found in _BREAK.finditer(text) if "\\" in text or _EMPTY_LINE.search(text) else ():
            self.paragraph(text[position : found.start()])
            self.separate(found)
            position = found.end()
        self.paragraph(text[position:])
        return "\n\n".join(self.blocks)

    def paragraph(self, text: str) -> None:
        lines = text.strip().split("\n")
        if self.mode.stresses and len(lines) > 1 and all(map(_ITEM.match, lines)):  # a list of Markdown
            items = [
                f"{found[1]} {_line(_single_spaced(line[found.end() :]), self.mode)}"
                for line in lines
                if (found := _ITEM.match(line))
            ]
            self.blocks.append("\n".join(items))
        elif written := _line(_single_spaced(text), self.mode):
            depth = len(self.lists) - bool(self.bullet)
            self.blocks.append(f"{'    ' * depth}{self.bullet}{_as_paragraph(written)}")
            self.bullet = ""

    def separate(self, found: re.Match[str]) -> None:
        if found["edge"] and found["kind"] in _LISTS:
            if found["edge"] == "begin" and len(self.lists) < _DEEPEST_LIST:
                self.lists.append((found["kind"], 0))
            elif found["edge"] == "end" and self.lists:
                self.lists.pop()
        elif found[0].startswith("\\item") and self.lists:
            kind, count = self.lists.pop()
            self.lists.append((kind, count + 1))
            self.bullet = f"{count + 1}. " if kind == "enumerate" else "- "
            if found["label"]:
                self.bullet += f"<strong>{_line(_single_spaced(found['label']), self.mode)}</strong> "


def to_plain(text: str) -> str:
    """A line of LaTeX as plain text."""
    if not text:
        return ""
    text = _single_spaced(text)
    if not _HOLDS_LATEX.search(text):
        return text
    if has_markup(text):
        text = _single_spaced(to_latex_markup(text))
    return _decoded(text, _PLAIN)


_ONE_LETTER = re.compile(r"\{([^\W\d_])\}")


def to_name(text: str) -> str:
    r"""Names with their accents, `Erd{\H o}s` as `Erdős`; braces around more letters, and marks, stay."""
    if "\\" not in text and "~" not in text:
        return text
    return _ONE_LETTER.sub(r"\1", _text_of(_name(text)))


@lru_cache(maxsize=50_000)
def _name(text: str) -> Decoded:
    return LatexDecoder(text, _NAME).run()


def _single_spaced(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip()
    # Bytes are split at the spaces and line breaks of ASCII only, and 15 times as fast as by a pattern.
    return b" ".join(text.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass").strip()


def _as_paragraph(text: str) -> str:
    if text[:1].isalpha():
        return text
    start = _BLOCK_START.match(text)
    if not start:
        return text
    return f"{start[1]}\\{text[start.end() :]}" if start[1].isdigit() else f"\\{text}"


@lru_cache(maxsize=4096)
def _cached(text: str, mode: Mode) -> Decoded:
    return LatexDecoder(text, mode).run()


def _decoded(text: str, mode: Mode) -> str:
    # Venues and notes repeat; abstracts do not, and would fill the cache.
    written = _text_of(_cached(text, mode) if len(text) < 300 else LatexDecoder(text, mode).run())
    return written if mode.writes else re.sub(" {2,}", " ", written).strip(" ")


def _text_of(decoded: Decoded) -> str:
    """The text; its unknown commands are added to those of `unknown_commands`."""
    if decoded.unknown and (names := _unknown.get()) is not None:
        names.update(dict.fromkeys(decoded.unknown))
    return decoded.text
