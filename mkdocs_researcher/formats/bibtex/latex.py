r"""LaTeX in the fields of BibTeX, as Markdown text, as plain text, and in names.

One pass over the tokens of a text; no command is executed, and any input gives a text. Commands that are not in the
tables are looked up in pylatexenc, which knows about a thousand symbols. An unknown command is replaced by its argument
(`\NoCaseChange{DNA}` is `DNA`), and one without an argument is kept as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex import latex_symbols as symbols
from mkdocs_researcher.formats.bibtex.latex_symbols import NOTHING, SPACES, accented, after_name, symbol

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_UNEVEN = re.compile(r"[\t\r\n\f\v]|  ")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n|\\par(?![A-Za-z])")
# Searching for a set of characters is fast; the slower patterns are matched only where one is found.
_MAY_START = re.compile(r"[\\{}$~`*_\[\]<^&'=+:?!-]")
_LATEX = r"[\\{}$~`]|--|''"
_MARKUP = r"[*_\[\]<^]|&#?\w+;|==|\+\+|:[\w+-]+:"
_HOLDS_LATEX = re.compile(_LATEX)
_HOLDS_ANY = re.compile(f"{_LATEX}|{_MARKUP}")
_TOKEN = re.compile(
    r"""(?P<math>\$\$(?:\\.|[^$\\])+\$\$|\$(?:\\.|[^$\\])+\$|\\\((?:\\[^()]|[^\\])+\\\)|\\\[(?:\\[^][]|[^\\])+\\\])
    |(?P<command>\\(?:[A-Za-z]+\*?|.))
    |(?P<open>\{)|(?P<close>\})
    |(?P<sign>---?|``|''|~|!`|\?`)
    |(?P<quote>(?<![\w`])`(?=[^`'\s][^`']{0,80}'))
    |(?P<tag></?(?:i|em|b|strong|sub|sup)>)
    |(?P<literal>://[^\s{}<>\\$"]+|[\\$`*_\[\]<^]|&(?=\#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:))""",
    re.VERBOSE | re.DOTALL,
)
_MARKUP_SIGNS = re.compile(r"[\\`*_\[\]<$~^]|&(?=#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:)")
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\xa0", "!`": "¡", "?`": "¿"}
# A backslash escapes Python-Markdown's own markup; that of its extensions needs a character reference.
_ESCAPES = {character: f"\\{character}" for character in "\\`*_[]"} | {"<": "&lt;", "&": "&amp;"}
_BLOCK_START = re.compile(r"([#>+|:=-]|\d+(?=[.)]))")

_SIMPLE_ARGUMENT = re.compile(r"\s*\{([^{}]*)\}")
_DECLARED = re.compile(r"\s*\\([A-Za-z]+)(?![A-Za-z])\s*")
_OPENING = re.compile(r"\s*\{")
_MAX_DEPTH = 200


class _Mode(NamedTuple):
    """Form of the result: with tags and links, with markup escaped, with the author's own Markdown kept."""

    tags: bool
    hides: bool
    markup: bool


_MARKDOWN = _Mode(tags=True, hides=True, markup=False)
_WRITTEN = _Mode(tags=True, hides=False, markup=True)
_PLAIN = _Mode(tags=False, hides=False, markup=False)


def to_markdown(text: str, *, keep_markup: bool = False) -> str:
    r"""A line of LaTeX as inline Markdown.

    Args:
        text: `{G}raph {\"u}bers $\ell_1$ -- \emph{now}`.
        keep_markup: Markdown and HTML in the text are markup; otherwise they are shown as written.

    Returns:
        `Graph übers $\ell_1$ – <em>now</em>`.
    """
    search = _HOLDS_LATEX.search if keep_markup else _HOLDS_ANY.search
    text = _even(text)
    if not _MAY_START.search(text) or not search(text):
        return text
    return _decoded(text, _WRITTEN if keep_markup else _MARKDOWN)


def to_paragraphs(text: str, *, keep_markup: bool = False) -> str:
    """LaTeX as block Markdown: empty lines separate paragraphs, and none starts a list or heading by accident."""
    if keep_markup:
        text = text.strip()
        return _decoded(text, _WRITTEN) if _HOLDS_LATEX.search(text) else text
    paragraphs = (to_markdown(part) for part in _PARAGRAPHS.split(text))
    return "\n\n".join(_as_paragraph(part) for part in paragraphs if part)


def to_plain(text: str) -> str:
    """A line of LaTeX as plain text."""
    text = _even(text)
    return _decoded(text, _PLAIN) if _HOLDS_LATEX.search(text) else text


def _even(text: str) -> str:
    return (_SPACES.sub(" ", text) if _UNEVEN.search(text) else text).strip()


def _as_paragraph(text: str) -> str:
    start = _BLOCK_START.match(text)
    if not start:
        return text
    return f"{start[1]}\\{text[start.end() :]}" if start[1].isdigit() else f"\\{text}"


@lru_cache(maxsize=4096)
def _short(text: str, mode: _Mode) -> str:
    return _Decoder(text, mode).run()


def _decoded(text: str, mode: _Mode) -> str:
    # Venues and notes repeat; abstracts do not, and would fill the cache.
    return _short(text, mode) if len(text) < 300 else _Decoder(text, mode).run()


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"&#{ord(found[0])};"


class _Decoder:
    def __init__(self, text: str, mode: _Mode) -> None:
        self.text = text
        self.mode = mode
        self.out: list[str] = []
        self.groups: list[str] = []  # what each open brace is closed with
        self.open_tags: list[str] = []

    def run(self) -> str:
        text, position = self.text, 0
        while candidate := _MAY_START.search(text, position):
            start = candidate.start()
            self.out.append(text[position:start])
            if found := _TOKEN.match(text, start):
                position = getattr(self, f"_{found.lastgroup}")(found)
            else:
                self.out.append(candidate[0])
                position = start + 1
        self.out.append(text[position:])
        self.out += reversed(self.groups)
        self.out += (f"</{tag}>" for tag in reversed(self.open_tags))
        written = unicodedata.normalize("NFC", "".join(self.out))
        return written if self.mode.markup else re.sub(" {2,}", " ", written).strip(" ")

    def literal_text(self, text: str) -> str:
        """Text to be shown as written."""
        if not self.mode.hides:
            return text
        return _MARKUP_SIGNS.sub(_escaped, text)

    def _math(self, found: re.Match[str]) -> int:
        written = found[0]
        width = 2 if written.startswith(("$$", "\\")) else 1
        inner = written[width:-width]
        # "$5 and $6" are two amounts of money.
        mixed = inner[:1].isspace() != inner[-1:].isspace()
        if not inner.strip() or (written[0] == "$" and (mixed or inner.count("{") != inner.count("}"))):
            self.out.append(self.literal_text(written[0]))
            return found.start() + 1
        followed = self.text[found.end() : found.end() + 1]
        inner = " ".join(inner.split())
        # Pages read a dollar sign before a digit as money.
        self.out.append(f"\\({inner}\\)" if followed.isdigit() else f"${inner}$")
        return found.end()

    def _open(self, found: re.Match[str]) -> int:
        end = found.end()
        declaration = _DECLARED.match(self.text, end)
        if declaration and (tag := symbols.DECLARATIONS.get(declaration[1])):
            self.push_tag(tag)
            return declaration.end()
        self.push("", "")
        return end

    def push(self, opening: str, closing: str) -> None:
        """Opens a group; groups nested too deeply get no tags."""
        if len(self.groups) > _MAX_DEPTH:
            opening = closing = ""
        self.out.append(opening)
        self.groups.append(closing)

    def push_tag(self, tag: str) -> None:
        """Opens a group with a tag, if the mode has tags."""
        wanted = tag and self.mode.tags
        self.push(f"<{tag}>" if wanted else "", f"</{tag}>" if wanted else "")

    def _close(self, found: re.Match[str]) -> int:
        if self.groups:
            self.out.append(self.groups.pop())
        return found.end()

    def _sign(self, found: re.Match[str]) -> int:
        # In the author's own Markdown, backticks enclose code.
        written = found[0] if self.mode.markup and "`" in found[0] else _SIGNS[found[0]]
        self.out.append(written)
        return found.end()

    def _quote(self, found: re.Match[str]) -> int:
        self.out.append("`" if self.mode.markup else "‘")
        return found.end()

    def _tag(self, found: re.Match[str]) -> int:
        """Publishers write `<i>` and `<sub>` into titles; only pairs of such tags are markup."""
        name = found[0].strip("</>")
        if not self.mode.hides:
            self.out.append(found[0] if self.mode.markup else "")
        elif found[0][1] == "/" and self.open_tags[-1:] == [name]:
            self.open_tags.pop()
            self.out.append(found[0])
        elif found[0][1] != "/" and len(self.open_tags) < 9 and self.is_closed(name, found.end()):
            self.open_tags.append(name)
            self.out.append(found[0])
        else:
            self.out.append(self.literal_text(found[0]))
        return found.end()

    def is_closed(self, name: str, position: int) -> bool:
        """True if a tag is closed within the next 1,000 characters."""
        return self.text.find(f"</{name}>", position, position + 1000) > 0

    def _literal(self, found: re.Match[str]) -> int:
        is_one = len(found[0]) == 1 and self.mode.hides
        self.out.append(_escaped(found) if is_one else self.literal_text(found[0]))
        return found.end()

    def _command(self, found: re.Match[str]) -> int:
        name, end = found[0][1:].rstrip("*"), found.end()
        if name in "&%$#_{}":
            self.out.append(self.literal_text(name))
        elif name in symbols.SPACES:
            self.out.append(" ")
            end = symbols.after_name(self.text, name, end)
        elif name in symbols.NOTHING or name in symbols.DECLARATIONS:
            end = symbols.after_name(self.text, name, end)
        elif accent := symbols.accented(self.text, name, end):
            self.out.append(self.literal_text(accent.text) if accent.text in "^~" else accent.text)
            end = accent.end
            if accent.opens:
                self.push("", "")
        elif (character := symbols.symbol(name)) is not None:
            self.out.append(self.literal_text(character))
            end = symbols.after_name(self.text, name, end)
        else:
            end = self.with_argument(name, end)
        return end

    def with_argument(self, name: str, end: int) -> int:
        """A command that takes text, or an unknown one."""
        simple = _SIMPLE_ARGUMENT.match(self.text, end)
        opening = _OPENING.match(self.text, end)
        if simple and name in {"url", "nolinkurl", "path"}:
            self.link(simple[1])
            return simple.end()
        if simple and name == "href" and (label := _OPENING.match(self.text, simple.end())):
            target = self.target(simple[1])
            self.push("[" if target else "", target)
            return label.end()
        if simple and name in symbols.WITHOUT_ARGUMENT:
            return simple.end()
        if simple and name == "ensuremath" and simple[1].strip():
            self.out.append(f"${simple[1].strip()}$")
            return simple.end()
        if not opening:
            self.out.append(self.literal_text(f"\\{name}"))
            return end
        if name in symbols.ASIDES:
            self.push(" (", ")")
        else:
            self.push_tag(symbols.TAGS.get(name, ""))
        return opening.end()

    def link(self, written: str) -> None:
        """A URL that is its own label."""
        target = self.target(written)
        shown = self.literal_text(_bare_address(written))
        self.out.append(f"[{shown}{target}" if target else shown)

    def target(self, written: str) -> str:
        """The end of a Markdown link; empty if the URL is not valid."""
        try:
            address = check_url(_bare_address(written))
        except ValueError:
            return ""
        if not self.mode.tags:
            return ""
        return f"](<{address}>)" if "(" in address else f"]({address})"


def _bare_address(written: str) -> str:
    return re.sub(r"\\([#%&_~$])", r"\1", written.strip())


_IN_NAMES = re.compile(r"\\([A-Za-z]+|.)|~", re.DOTALL)
_ONE_LETTER = re.compile(r"\{([^\W\d_])\}")


@lru_cache(maxsize=50_000)
def to_name(text: str) -> str:
    r"""Names with their accents, `Erd{\H o}s` as `Erdős`; braces around more than one letter matter and stay."""
    if "\\" not in text and "~" not in text:
        return text
    parts, position = [], 0
    while found := _IN_NAMES.search(text, position):
        parts.append(text[position : found.start()])
        written, position = _in_name(text, found)
        parts.append(written)
    written = unicodedata.normalize("NFC", "".join([*parts, text[position:]]))
    return _ONE_LETTER.sub(r"\1", written)


def _in_name(text: str, found: re.Match[str]) -> tuple[str, int]:
    name, end = found[1], found.end()
    if name is None or name in SPACES:
        return " ", end
    if accent := accented(text, name, end):
        return (accent.text + "{" if accent.opens else accent.text), accent.end
    if name in NOTHING:
        return "", after_name(text, name, end)
    if (character := symbol(name)) is not None:
        return character, after_name(text, name, end)
    return found[0], end
