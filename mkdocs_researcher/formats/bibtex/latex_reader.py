"""Texts of LaTeX token by token: groups, formulas, signs, and what has been opened and not yet closed."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from typing import NamedTuple

from mkdocs_researcher.fields import latex_symbols
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex import formula
from mkdocs_researcher.formats.bibtex.formula import Pieces
from mkdocs_researcher.formats.bibtex.latex_braces import Braces

_MAY_START = re.compile(r"[\\{}$~`*_\[\]<^&'=+:?!\"-]")
TOKEN = re.compile(
    r"""(?P<math>\$\$(?:\\.|[^$\\])+\$\$|\$(?:\\.|[^$\\])+\$|\\\((?:\\[^()]|[^\\])+\\\)|\\\[(?:\\[^][]|[^\\])+\\\])
    |(?P<command>\\(?:[A-Za-z]+\*?|.))
    |(?P<open>\{)|(?P<close>\})
    |(?P<sign>---?|``|''|~|!`|\?`|"`|"')
    |(?P<quote>(?<![\w`])`(?=(?P<inside>[^`'\s][^`']{0,80}(?:(?<=\w)'(?=\w)[^`']{0,80}){0,3})'(?!')))
    |(?P<literal>://[^\s{}<>\\$"]+|[\\$`*_\[\]<^]|&(?=\#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:))""",
    re.VERBOSE | re.DOTALL,
)
# Links and emphasis of Markdown, in texts where authors write them.
_MARKDOWN = re.compile(
    r"""(?P<link>\[(?P<label>[^\[\]{}\\]{1,300})\]\((?P<url>[^()\s\\]{1,500}(?:\([^()\s]*\)[^()\s\\]*)?)\))
    |(?P<code>`[^`'\n]{1,300}`(?!`))
    |(?<![\w*])(?P<stars>\*{1,2})(?=[^\s*}])(?P<strong>[^*\n]{1,500}?)(?<=[^\s*])(?P=stars)(?![\w*])
    |(?<![\w_])(?P<lines>_{1,2})(?=[^\s_])(?P<stressed>[^_\n]{1,500}?)(?<=[^\s_])(?P=lines)(?![\w_])""",
    re.VERBOSE,
)
_MARKUP_SIGNS = re.compile(r"[\\`*_\[\]<$~^]|&(?=#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:)")
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\xa0", "!`": "¡", "?`": "¿", '"`': "„", "\"'": "“"}
# A backslash escapes Python-Markdown's own markup; that of its extensions needs a character reference.
_ESCAPES = {character: f"\\{character}" for character in "\\`*_[]"} | {"<": "&lt;", "&": "&amp;"}
_SPACE = re.compile(r"\s*")
_ENTITY = re.compile(r"&[A-Za-z]{4,31};")  # with a name that HTML does not have; shorter ones may be text, as in "R&D;"
_MONEY = re.compile(r"[^\\^_{=]*").fullmatch
_MAX_DEPTH = 200
MAX_PARTS = 20


class Mode(NamedTuple):
    """Form of the result.

    Attributes:
        tags: with tags and links.
        hides: with Markdown and HTML in the text escaped.
        writes: the author's own Markdown and HTML, which stay.
        stresses: links and emphasis of Markdown are markup, in a text that hides the rest.
        names: people, in which braces and marks matter.
        foreign: text of a program that is not LaTeX as a whole, in which unknown commands are text.
        is_escaped: a formula that a program escaped as a whole, whose commands are text here.
    """

    tags: bool = False
    hides: bool = False
    writes: bool = False
    stresses: bool = False
    names: bool = False
    foreign: bool = False
    is_escaped: bool = False


class Decoded(NamedTuple):
    """A text, and the names of its unknown commands."""

    text: str
    unknown: tuple[str, ...] = ()


class _Formula(str):
    """A formula in the result, without delimiters."""


class _Group:
    """An open brace: what it is closed with, and the tags declared in it."""

    __slots__ = ("closing", "declared", "is_link")

    def __init__(self, closing: str, *, is_link: bool = False) -> None:
        self.closing = closing
        self.declared = ""
        self.is_link = is_link


class Reader(ABC):
    """A text and where its result goes; `depth` is how many commands the text is an argument of."""

    def __init__(self, text: str, mode: Mode, depth: int = 0) -> None:
        self.text = text
        self.mode = mode
        self.depth = depth
        self.braces = Braces(text)
        self.out: list[str] = []
        self.groups: list[_Group] = []
        self.declared = ""  # tags that end with the text
        self.links = 0
        self.jumps: dict[int, int] = {}  # where an argument that is left out follows a brace
        self.closing_quotes: set[int] = set()
        self.unknown: dict[str, None] = {}

    def run(self) -> Decoded:
        text, position = self.text, 0
        stresses = self.mode.stresses
        while candidate := _MAY_START.search(text, position):
            start = candidate.start()
            self.out.append(text[position:start])
            if stresses and candidate[0] in "[*_`" and (marked := _MARKDOWN.match(text, start)):
                position = self.markdown(marked)
            elif found := TOKEN.match(text, start):
                position = getattr(self, f"_{found.lastgroup}")(found)
            else:
                self.out.append("’" if start in self.closing_quotes else candidate[0])
                position = start + 1
        self.out.append(text[position:])
        for group in reversed(self.groups):
            self.out += (group.declared, group.closing)
        self.out.append(self.declared)
        written = unicodedata.normalize("NFC", self.joined())
        return Decoded(written, tuple(self.unknown))

    def joined(self) -> str:
        """The result; formulas side by side become one."""
        parts: list[str] = []
        for part in self.out:
            if not part:
                continue
            if isinstance(part, _Formula) and parts and isinstance(parts[-1], _Formula):
                parts[-1] = _Formula(formula.put_together(parts[-1], part))
            else:
                parts.append(part)
        for index, part in enumerate(parts):
            if isinstance(part, _Formula):
                following = parts[index + 1] if index + 1 < len(parts) else ""
                # Pages read a dollar sign before a digit as money.
                parts[index] = f"\\({part}\\)" if following[:1].isdigit() else f"${part}$"
        return "".join(parts)

    def part(self, text: str) -> str:
        """An argument in the same form as the whole text."""
        if self.depth >= MAX_PARTS:
            return self.literal_text(re.sub(r"[\\{}$]", "", text))
        mode = self.mode._replace(stresses=False)
        decoded = type(self)(text, mode, self.depth + 1).run()
        self.unknown.update(dict.fromkeys(decoded.unknown))
        return decoded.text

    def literal_text(self, text: str) -> str:
        return _MARKUP_SIGNS.sub(_escaped, text) if self.mode.hides else text

    @abstractmethod
    def command(self, name: str, end: int) -> int:
        """Reads a command whose name ends here with its arguments; returns where the text continues."""

    # Tokens: a method for each named group of the pattern

    def _command(self, found: re.Match[str]) -> int:
        return self.command(found[0][1:], found.end())

    def _math(self, found: re.Match[str]) -> int:
        written = found[0]
        if self.mode.names:
            self.out.append(written)
            return found.end()
        width = 2 if written.startswith(("$$", "\\")) else 1
        inner = written[width:-width]
        if not inner.strip() and not self.mode.foreign and not self.text[found.end() : found.end() + 1].isdigit():
            self.out.append(" ")
            self.unknown["$$"] = None
            return found.end()
        # "$5 and $6" are two amounts of money.
        mixed = inner[:1].isspace() != inner[-1:].isspace() and (inner[:1].isspace() or _MONEY(inner))
        grouping = inner.replace("\\{", "").replace("\\}", "")
        if not inner.strip() or (written[0] == "$" and (mixed or grouping.count("{") != grouping.count("}"))):
            return self.dollar(found.start())
        self.formula(" ".join(inner.split()), is_text=inner.lstrip()[:1] in "^_")
        return found.end()

    def formula(self, tex: str, *, is_text: bool) -> None:
        """Adds a formula; as characters if they say the same and it `is_text`, or where there are no formulas."""
        cleaned = formula.cleaned(tex)
        if cleaned.unknown and not self.mode.foreign:
            self.unknown.update(dict.fromkeys(cleaned.unknown))
            cleaned = cleaned._replace(tex=formula.without(cleaned.tex, cleaned.unknown))
        if cleaned.address and self.mode.tags and not self.links and (target := self.target(cleaned.address)):
            self.out += ("[", _Formula(cleaned.tex), target)
            return
        is_text = is_text or not self.mode.tags or not (len(cleaned.tex) > 1 or cleaned.tex.isalnum())
        if is_text and (pieces := formula.characters(cleaned.tex)) is not None:
            self.pieces(pieces)
        else:
            self.out.append(_Formula(cleaned.tex))

    def pieces(self, pieces: Pieces) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                self.out.append(self.literal_text(piece))
            elif self.mode.tags and piece.kind != "over":
                self.out.append(f"<{piece.kind}>")
                self.pieces(piece.pieces)
                self.out.append(f"</{piece.kind}>")
            else:
                self.out.append(formula.plain([piece]))

    def _open(self, found: re.Match[str]) -> int:
        if self.mode.names and not self.is_set_in_type(found.end()):
            self.push("{", "}")
        else:
            self.push("", "")
        return found.end()

    def is_set_in_type(self, position: int) -> bool:
        """True if a group starts with a font or a color."""
        found = TOKEN.match(self.text, position)
        name = found[0][1:] if found and found.lastgroup == "command" else ""
        return (
            name in latex_symbols.DECLARATIONS
            or name == "color"
            or (name in latex_symbols.NOTHING and name not in {"relax", "-"})
        )

    def push(self, opening: str, closing: str, *, is_link: bool = False) -> None:
        """Opens a group; groups nested too deeply get no tags."""
        if len(self.groups) > _MAX_DEPTH:
            opening = closing = ""
        self.out.append(opening)
        self.links += is_link
        self.groups.append(_Group(closing, is_link=is_link))

    def declare(self, tag: str) -> None:
        """Opens a tag to the end of the group, or closes those that were opened so."""
        declared = self.groups[-1].declared if self.groups else self.declared
        if not self.mode.tags or len(declared) > 100 or len(self.groups) > _MAX_DEPTH:
            return
        if tag:
            self.out.append(f"<{tag}>")
            declared = f"</{tag}>{declared}"
        else:
            self.out.append(declared)
            declared = ""
        if self.groups:
            self.groups[-1].declared = declared
        else:
            self.declared = declared

    def pop(self) -> None:
        if self.groups:
            group = self.groups.pop()
            self.out += (group.declared, group.closing)
            self.links -= group.is_link

    def _close(self, found: re.Match[str]) -> int:
        self.pop()
        return self.jumps.get(found.end(), found.end())

    def _sign(self, found: re.Match[str]) -> int:
        sign = found[0]
        if self.mode.names:
            self.out.append(" " if sign == "~" else sign)
        elif sign == "\"'" and '"`' not in self.text:  # no German quotes; the apostrophe is read by itself
            self.out.append('"')
            return found.start() + 1
        elif self.mode.writes and "`" in sign:  # code in the author's own Markdown
            self.out.append(sign)
        else:
            self.out.append(_SIGNS[sign])
        return found.end()

    def _quote(self, found: re.Match[str]) -> int:
        if self.mode.writes or self.mode.names:
            self.out.append("`")
            return found.end()
        self.out.append("‘")
        self.closing_quotes.add(found.end("inside"))
        return found.end()

    def dollar(self, position: int) -> int:
        """A dollar sign that is not math, which LaTeX would report."""
        if not (self.mode.foreign or self.mode.writes):
            self.unknown["$"] = None
        self.out.append(self.literal_text(self.text[position]))
        return position + 1

    def _literal(self, found: re.Match[str]) -> int:
        if found[0] == "$" and not self.mode.names:
            return self.dollar(found.start())
        is_one = len(found[0]) == 1 and self.mode.hides
        if found[0] == "&" and (entity := _ENTITY.match(self.text, found.start())):
            self.unknown[entity[0]] = None
        self.out.append(_escaped(found) if is_one else self.literal_text(found[0]))
        return found.end()

    def markdown(self, found: re.Match[str]) -> int:
        if found["link"]:
            label, target = self.part(found["label"]), self.target(found["url"])
            self.out.append(f"[{label}{target}" if target else label)
        elif found["code"]:
            self.out.append(f"<code>{self.literal_text(found['code'][1:-1])}</code>")
        else:
            tag = "strong" if len(found["stars"] or found["lines"]) == 2 else "em"
            self.out.append(f"<{tag}>{self.part(found['strong'] or found['stressed'])}</{tag}>")
        return found.end()

    def target(self, written: str) -> str:
        """The end of a Markdown link; empty if the URL is not valid."""
        if not self.mode.tags:
            return ""
        try:
            address = check_url(bare_address(written))
        except ValueError:
            return ""
        return f"](<{address}>)" if "(" in address else f"]({address})"

    def after_name(self, name: str, end: int) -> int:
        """Where the text continues after a command: TeX skips spaces after its letters, and `{}` only ends it."""
        text = self.text
        if name.isalpha() and not name.endswith("TeX"):  # few write the `\\LaTeX{}` that TeX asks for
            while text[end : end + 1].isspace():
                end += 1
        return end + 2 if text.startswith("{}", end) else end

    def after_spaces(self, position: int) -> int:
        found = _SPACE.match(self.text, position)
        return found.end() if found else position


def bare_address(written: str) -> str:
    r"""A URL without the escapes of LaTeX: `a\_b`."""
    text = written.strip().replace(r"\{", "%7B").replace(r"\}", "%7D")
    text = re.sub(r"\{?\\([#%&_~$^])(?:\{\})?\}?", r"\1", text)
    text = re.sub(r"\{?\\(?:textasciitilde|sim|string)(?![A-Za-z])\s*(?:\{\})?\}?(~?)", r"~", text)
    return text.replace("{", "").replace("}", "") if "\\" not in text else text


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"&#{ord(found[0])};"
