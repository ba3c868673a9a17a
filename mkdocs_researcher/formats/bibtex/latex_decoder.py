"""One text of LaTeX, token by token, with what has been opened and not yet closed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex import formula, latex_chemistry, latex_symbols, latex_units
from mkdocs_researcher.formats.bibtex.formula import Pieces
from mkdocs_researcher.formats.bibtex.latex_braces import Braces
from mkdocs_researcher.formats.bibtex.latex_symbols import COMBINING, DECLARATIONS, ENCLOSED, SHAPES, TAGS

# Searching for a set of characters is fast; the slower pattern is matched only where one is found.
_MAY_START = re.compile(r"[\\{}$~`*_\[\]<^&'=+:?!\"-]")
_TOKEN = re.compile(
    r"""(?P<math>\$\$(?:\\.|[^$\\])+\$\$|\$(?:\\.|[^$\\])+\$|\\\((?:\\[^()]|[^\\])+\\\)|\\\[(?:\\[^][]|[^\\])+\\\])
    |(?P<command>\\(?:[A-Za-z]+\*?|.))
    |(?P<open>\{)|(?P<close>\})
    |(?P<sign>---?|``|''|~|!`|\?`|"`|"')
    |(?P<quote>(?<![\w`])`(?=[^`'\s][^`']{0,80}'))
    |(?P<literal>://[^\s{}<>\\$"]+|[\\$`*_\[\]<^]|&(?=\#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:))""",
    re.VERBOSE | re.DOTALL,
)
# Links and emphasis of Markdown, in texts where authors write them.
_MARKDOWN = re.compile(
    r"""(?P<link>\[(?P<label>[^\[\]{}\\]{1,300})\]\((?P<url>[^()\s\\]{1,500}(?:\([^()\s]*\)[^()\s\\]*)?)\))
    |(?<![\w*])(?P<stars>\*{1,2})(?=[^\s*])(?P<strong>[^*\n]{1,500}?)(?<=[^\s*])(?P=stars)(?![\w*])
    |(?<![\w_])(?P<lines>_{1,2})(?=[^\s_])(?P<stressed>[^_\n]{1,500}?)(?<=[^\s_])(?P=lines)(?![\w_])""",
    re.VERBOSE,
)
_MARKUP_SIGNS = re.compile(r"[\\`*_\[\]<$~^]|&(?=#?\w+;)|=(?==)|\+(?=\+)|:(?=[\w+-]+:)")
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\xa0", "!`": "¡", "?`": "¿", '"`': "„", "\"'": "“"}
# A backslash escapes Python-Markdown's own markup; that of its extensions needs a character reference.
_ESCAPES = {character: f"\\{character}" for character in "\\`*_[]"} | {"<": "&lt;", "&": "&amp;"}

_CONDITION = re.compile(r"\\(if[A-Za-z]*|else|fi)(?![A-Za-z])")
_SPACE = re.compile(r"\s*")
_LENGTH = re.compile(
    r"\s*=?\s*[-+]?(?:\d*\.?\d+|\\[A-Za-z]+)\s*(?:(?:pt|em|ex|mm|cm|in|sp|bp|pc|dd|cc|mu)(?![A-Za-z]))?"
    r"(?:\s*(?:plus|minus)\s*[-+]?[\d.]+\s*(?:pt|em|ex|mm|cm|in|fil+)?)*\s?"
)
_SKIP = re.compile(r"\*?(?:\s*\[-?[\d.]+\s*[a-z]{2}\])?")
_CODE = re.compile(r"\s*(?:\"([0-9A-F]+)|'([0-7]+)|`\\?(.)|([0-9]+))\s?")
_TAGS = re.compile(r"(?:</?[a-z]+>)+")
_MATHS = frozenset("math displaymath equation".split())
_ARRAYS = {"align": "aligned", "eqnarray": "aligned", "gather": "gathered", "multline": "gathered"}
_DEFINITIONS = frozenset(("newcommand", "renewcommand", "providecommand", "def"))
_MONEY = re.compile(r"[^\\^_{=]*").fullmatch
_MAX_DEPTH = 200
_MAX_PARTS = 20


class Mode(NamedTuple):
    """Form of the result.

    Attributes:
        tags: with tags and links.
        hides: with Markdown and HTML in the text escaped.
        writes: the author's own Markdown and HTML, which stay.
        stresses: links and emphasis of Markdown are markup, in a text that hides the rest.
        names: people, in which braces and marks matter.
        foreign: text of a program that is not LaTeX as a whole, in which unknown commands are text.
    """

    tags: bool = False
    hides: bool = False
    writes: bool = False
    stresses: bool = False
    names: bool = False
    foreign: bool = False


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


class Decoder:
    """A text and where its result goes.

    Args:
        text: LaTeX.
        mode: form of the result.
        depth: how many commands this text is an argument of.
    """

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
        self.unknown: dict[str, None] = {}

    def run(self) -> Decoded:
        """Reads the whole text."""
        text, position = self.text, 0
        stresses = self.mode.stresses
        while candidate := _MAY_START.search(text, position):
            start = candidate.start()
            self.out.append(text[position:start])
            if stresses and candidate[0] in "[*_" and (marked := _MARKDOWN.match(text, start)):
                position = self.markdown(marked)
            elif found := _TOKEN.match(text, start):
                position = getattr(self, f"_{found.lastgroup}")(found)
            else:
                self.out.append(candidate[0])
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
        if self.depth >= _MAX_PARTS:
            return self.literal_text(re.sub(r"[\\{}$]", "", text))
        mode = self.mode._replace(stresses=False)
        decoded = Decoder(text, mode, self.depth + 1).run()
        self.unknown.update(dict.fromkeys(decoded.unknown))
        return decoded.text

    def literal_text(self, text: str) -> str:
        """Text to be shown as written."""
        return _MARKUP_SIGNS.sub(_escaped, text) if self.mode.hides else text

    # Tokens

    def _math(self, found: re.Match[str]) -> int:
        written = found[0]
        if self.mode.names:
            self.out.append(written)
            return found.end()
        width = 2 if written.startswith(("$$", "\\")) else 1
        inner = written[width:-width]
        # "$5 and $6" are two amounts of money.
        mixed = inner[:1].isspace() != inner[-1:].isspace() and (inner[:1].isspace() or _MONEY(inner))
        if not inner.strip() or (written[0] == "$" and (mixed or inner.count("{") != inner.count("}"))):
            self.out.append(self.literal_text(written[0]))
            return found.start() + 1
        self.formula(" ".join(inner.split()), is_text=inner.lstrip()[:1] in "^_")
        return found.end()

    def formula(self, tex: str, *, is_text: bool) -> None:
        """A formula; as characters if they say the same and it `is_text`, or where there are no formulas."""
        cleaned = formula.cleaned(tex)
        if cleaned.address and self.mode.tags and not self.links and (target := self.target(cleaned.address)):
            self.out += ("[", _Formula(cleaned.tex), target)
            return
        is_text = is_text or not self.mode.tags or not (len(cleaned.tex) > 1 or cleaned.tex.isalnum())
        if is_text and (pieces := formula.characters(cleaned.tex)) is not None:
            self.pieces(pieces)
        else:
            self.out.append(_Formula(cleaned.tex))

    def pieces(self, pieces: Pieces) -> None:
        """Characters with superscripts and subscripts."""
        for piece in pieces:
            if isinstance(piece, str):
                self.out.append(self.literal_text(piece))
            elif self.mode.tags:
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
        found = _TOKEN.match(self.text, position)
        name = found[0][1:] if found and found.lastgroup == "command" else ""
        return name in DECLARATIONS or name == "color" or (name in latex_symbols.NOTHING and name not in {"relax", "-"})

    def push(self, opening: str, closing: str, *, is_link: bool = False) -> None:
        """Opens a group; groups nested too deeply get no tags."""
        if len(self.groups) > _MAX_DEPTH:
            opening = closing = ""
        self.out.append(opening)
        self.links += is_link
        self.groups.append(_Group(closing, is_link=is_link))

    def push_tag(self, tag: str) -> None:
        """Opens a group with a tag, if the mode has tags."""
        wanted = tag and self.mode.tags
        self.push(f"<{tag}>" if wanted else "", f"</{tag}>" if wanted else "")

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

    def _close(self, found: re.Match[str]) -> int:
        if self.groups:
            group = self.groups.pop()
            self.out += (group.declared, group.closing)
            self.links -= group.is_link
        return self.jumps.get(found.end(), found.end())

    def _sign(self, found: re.Match[str]) -> int:
        # In the author's own Markdown, backticks enclose code.
        sign = found[0]
        if self.mode.names:
            self.out.append(" " if sign == "~" else sign)
        elif (self.mode.writes and "`" in sign) or (sign == "\"'" and '"`' not in self.text):
            self.out.append(sign[0] if sign == "\"'" else sign)
            return found.start() + (1 if sign == "\"'" else len(sign))
        else:
            self.out.append(_SIGNS[sign])
        return found.end()

    def _quote(self, found: re.Match[str]) -> int:
        self.out.append("`" if self.mode.writes or self.mode.names else "‘")
        return found.end()

    def _literal(self, found: re.Match[str]) -> int:
        is_one = len(found[0]) == 1 and self.mode.hides
        self.out.append(_escaped(found) if is_one else self.literal_text(found[0]))
        return found.end()

    def markdown(self, found: re.Match[str]) -> int:
        """A link or emphasis that the author wrote in Markdown."""
        if found["link"]:
            label, target = self.part(found["label"]), self.target(found["url"])
            self.out.append(f"[{label}{target}" if target else label)
        else:
            tag = "strong" if len(found["stars"] or found["lines"]) == 2 else "em"
            self.out.append(f"<{tag}>{self.part(found['strong'] or found['stressed'])}</{tag}>")
        return found.end()

    # Commands

    def _command(self, found: re.Match[str]) -> int:
        name, end = found[0][1:], found.end()
        if len(name) > 1 and name[-1] == "*":
            name = name[:-1]
            end -= name not in SHAPES and name not in ENCLOSED and name not in _HANDLERS
        if handler := _HANDLERS.get(name):
            return handler(self, name, end)
        if name in "&%$#_{}":
            self.out.append(self.literal_text(name))
        elif name in latex_symbols.SPACES:
            self.out.append(" ")
            end = self.after_name(name, end)
            end = skip.end() if name == "\\" and (skip := _SKIP.match(self.text, end)) else end
        elif name in DECLARATIONS:
            self.declare(DECLARATIONS[name])
            end = self.after_name(name, end)
        elif name in latex_symbols.NOTHING:
            end = self.nothing(name, end)
        elif name in COMBINING:
            end = self.accent(name, end)
        elif name.startswith("if"):
            end = self.condition(name, end)
        else:
            end = self.with_argument(name, end)
        return end

    def nothing(self, name: str, end: int) -> int:
        if name == "*" and self.mode.names:
            self.out.append("*")
        return self.after_name(name, end)

    def after_name(self, name: str, end: int) -> int:
        """Where the text continues after a command: TeX skips spaces after its letters, and `{}` only ends it."""
        text = self.text
        if name.isalpha() and not name.endswith("TeX"):  # few write the `\\LaTeX{}` that TeX asks for
            while text[end : end + 1].isspace():
                end += 1
        return end + 2 if text.startswith("{}", end) else end

    def with_argument(self, name: str, end: int) -> int:
        """A command that takes text, a symbol, or an unknown command."""
        if self.mode.names and name in {"textsuperscript", "textsubscript"}:
            if opened := self.braces.argument(end):
                self.push(f"\\{name}{{", "}")
                return opened[0]
        if name in {"thanks", "footnote"} and self.mode.names:
            return self.shape("-", end)
        if (tag := TAGS.get(name)) is not None:
            return self.tagged(tag, end)
        if name in ENCLOSED:
            starred = f"{name}*" if self.text[end - 1] == "*" else name
            return self.opened(end, *ENCLOSED.get(starred, ENCLOSED[name]))
        if name in {"hspace", "hskip"}:
            after = self.shape(SHAPES[name], end)
            self.out.append("" if "-" in self.text[end:after] else " ")
            return after
        if name in SHAPES and (name not in latex_symbols.SYMBOLS or self.braces.argument(end)):
            return self.shape(SHAPES[name], end)
        if (characters := latex_symbols.symbol(name)) is not None:
            self.out.append(self.literal_text(characters))
            return self.after_name(name, end)
        return self.other(name, end)

    def tagged(self, tag: str, end: int) -> int:
        if not self.mode.tags and tag in {"sub", "sup"} and (inner := self.braces.argument(end)):
            self.out.append(formula.script(self.part(self.text[inner[0] : inner[1]]), tag))
            return inner[1] + 1
        return self.opened(end, f"<{tag}>", f"</{tag}>") if self.mode.tags else self.opened(end, "", "")

    def opened(self, end: int, before: str, after: str) -> int:
        """The group that follows, between characters or tags."""
        start = self.after_spaces(end)
        if self.text[start : start + 1] == "{":
            self.push(before, after)
            return start + 1
        if self.text[start : start + 1].isalnum():  # `\\textbf x`
            self.out += (before, self.text[start], after)
            return start + 1
        return end

    def after_spaces(self, position: int) -> int:
        found = _SPACE.match(self.text, position)
        return found.end() if found else position

    def shape(self, shape: str, end: int) -> int:
        """The arguments of a command, see `latex_symbols.SHAPES`."""
        for index, kind in enumerate(shape):
            if kind == "[":
                end = self.braces.after_option(end)
            elif kind == "#":
                end = found.end() if (found := _LENGTH.match(self.text, end)) else end
            elif kind == "-":
                end = self.braces.text(end)[1]
            elif kind == "+":
                if (found := self.braces.argument(end)) and shape[index + 1 :]:
                    after = found[1] + 1
                    self.jumps[after] = self.braces.text(after)[1]
                return self.opened(end, "", "")
        return end

    def other(self, name: str, end: int) -> int:
        """A command of pylatexenc that has arguments, or an unknown one."""
        if not name.isalpha():
            self.out.append(self.literal_text(f"\\{name}" if self.mode.foreign or not name.strip() else name))
            return end
        if count := latex_symbols.argument_count(name):
            after = self.braces.after_option(end)
            for _ in range(count):
                after = self.braces.text(after)[1]
            if after > end and (pieces := formula.characters(self.text[end - len(name) - 1 : after])) is not None:
                self.pieces(pieces)
                return after
        if self.mode.foreign:
            self.out.append(self.literal_text(f"\\{name}"))
            return end
        self.unknown[name] = None
        after = self.braces.after_option(end)
        if self.braces.argument(after):
            return self.opened(after, "", "")
        return self.after_name(name, end)

    def accent(self, name: str, end: int) -> int:
        base, after = self.base(name, end)
        if base is None:
            return self.other(name, end) if name.isalpha() else end
        self.out.append(accented(base, name) if base else self.literal_text(name if name in "^~" else ""))
        return after

    def base(self, name: str, end: int) -> tuple[str | None, int]:
        """The text that gets an accent, and where the text continues; None if there is none."""
        text, start = self.text, self.after_spaces(end)
        following = text[start : start + 1]
        if following == "{":
            inner, after = self.braces.text(start)
            if after == start:  # never closed
                return None, end
            return self.part(inner).strip(), after
        if following == "\\" and (found := _TOKEN.match(text, start)):
            inner = found[0][1:]
            if inner in COMBINING and self.depth < _MAX_PARTS:
                self.depth += 1
                base, after = self.base(inner, found.end())
                self.depth -= 1
                return (accented(base, inner) if base else None), after
            if (symbol := latex_symbols.symbol(inner)) and symbol[0].isalpha():
                return symbol, self.after_name(inner, found.end())
            return None, end
        if following.isalpha() and (start == end or name.isalpha() or name != "."):
            return following, start + 1
        return None, end

    def condition(self, name: str, end: int) -> int:
        """`\\iftrue A\\else B\\fi`: true are `\\iftrue` and unknown ones without another branch; text is no formula."""
        other, final = self.branches(end)
        if final < 0 or name in {"ifthenelse", "iff"}:
            return self.with_argument(name, end)
        if name == "iftrue":
            return self.after_name(name, end)
        return self.after_name(name, other if other >= 0 else final)

    def branches(self, position: int) -> tuple[int, int]:
        """Where the text of the other branch starts, and where the condition ends; -1 where there is none."""
        depth, other = 0, -1
        for found in _CONDITION.finditer(self.text, position, position + 2000):
            if found[1] == "fi":
                if depth == 0:
                    return other, found.end()
                depth -= 1
            elif found[1] == "else":
                other = found.end() if depth == 0 and other < 0 else other
            elif found[1] != "iff":
                depth += 1
        return other, -1

    # Commands with an argument that is not text. Each takes the name of the command and where it ends.

    def _else(self, name: str, end: int) -> int:
        final = self.branches(end)[1]
        return self.after_name(name, max(final, end))

    def _href(self, name: str, end: int) -> int:
        address, after = self.braces.text(self.braces.after_option(end))
        target = "" if self.links else self.target(address)
        start = self.after_spaces(after)
        if after == end or self.text[start : start + 1] != "{":
            return after
        self.push("[" if target else "", target, is_link=bool(target))
        return start + 1

    def _url(self, name: str, end: int) -> int:
        """A URL that is its own label."""
        inner, after = self.braces.text(end)
        if after == end:
            return self.after_name(name, end)
        address = bare_address(inner)
        if name == "doi":
            address = f"https://doi.org/{address.removeprefix('https://doi.org/')}"
        target = "" if self.links else self.target(address)
        shown = self.literal_text(address)
        self.out.append(f"[{shown}{target}" if target else shown)
        return after

    def target(self, written: str) -> str:
        """The end of a Markdown link; empty if the URL is not valid."""
        if not self.mode.tags:
            return ""
        try:
            address = check_url(bare_address(written))
        except ValueError:
            return ""
        return f"](<{address}>)" if "(" in address else f"]({address})"

    def _ensuremath(self, name: str, end: int) -> int:
        inner, after = self.braces.text(end)
        if inner.strip():
            self.formula(" ".join(inner.split()), is_text=True)
        return after

    def _begin(self, name: str, end: int) -> int:
        environment, after = self.braces.text(end)
        final = self.text.find(f"\\end{{{environment}}}", after)
        base = environment.rstrip("*")
        if final >= 0 and (base in _MATHS or base in _ARRAYS):
            tex = " ".join(self.text[after:final].split())
            array = _ARRAYS.get(base)
            self.formula(f"\\begin{{{array}}}{tex}\\end{{{array}}}" if array else tex, is_text=False)
            return final + len(environment) + 6
        after = self.braces.after_option(after)
        return self.braces.text(after)[1] if base in {"tabular", "array", "minipage", "multicols"} else after

    def _end(self, name: str, end: int) -> int:
        return self.braces.text(end)[1]

    def _verb(self, name: str, end: int) -> int:
        mark = self.text[end : end + 1]
        final = self.text.find(mark, end + 1) if mark else -1
        if final < 0:
            return end
        self.out.append(self.literal_text(self.text[end + 1 : final]))
        return final + 1

    def _char(self, name: str, end: int) -> int:
        inner, after = (self.text, end) if name == "char" else self.braces.text(end)
        if not (found := _CODE.match(inner, end if name == "char" else 0)):
            return after
        code = int(found[1] or "0", 16) or int(found[2] or "0", 8) or (ord(found[3]) if found[3] else int(found[4] or 0))
        character = _dingbat(code) if name == "ding" else chr(code) if 31 < code < 0x110000 else ""
        self.out.append(self.literal_text(character if character.isprintable() else ""))
        return found.end() if name == "char" else after

    def _circled(self, name: str, end: int) -> int:
        inner, after = self.braces.text(end)
        text = self.part(inner)
        self.out.append(_CIRCLED.get(text, f"({text})" if text else ""))
        return after

    def _case(self, name: str, end: int) -> int:
        inner, after = self.braces.text(self.braces.after_option(end))
        text = self.part(inner)
        pieces = re.split(r"(<[^<>]*>|&#?\w+;|\$[^$]*\$|\]\([^)]*\))", text)
        change = str.lower if "owercase" in name else str.upper
        self.out += (piece if index % 2 else change(piece) for index, piece in enumerate(pieces))
        return after

    def _units(self, name: str, end: int) -> int:
        after = self.braces.after_option(end)
        arguments = []
        for _ in latex_units.COMMANDS[name]:
            inner, after = self.braces.text(self.braces.after_option(after))
            arguments.append(inner)
        if not any(arguments):
            return self.with_argument(name, end)
        self.scripts(latex_units.pieces(name, arguments))
        return after

    def _chemistry(self, name: str, end: int) -> int:
        inner, after = self.braces.text(end)
        self.scripts(latex_chemistry.pieces(inner))
        return after

    def scripts(self, pieces: Iterable[latex_units.Piece]) -> None:
        for text, kind in pieces:
            if kind == "tex":
                self.out.append(self.part(text))
            elif kind:
                self.pieces([formula.Script(kind, [text])])
            else:
                self.out.append(self.literal_text(text))

    def _definition(self, name: str, end: int) -> int:
        """A definition in a text; those of a `@preamble` are resolved before (`latex_commands`)."""
        _, after = self.braces.text(end)
        if after == end and (found := re.compile(r"\s*\\[A-Za-z]+").match(self.text, end)):
            after = found.end()
        return self.braces.text(self.braces.after_option(after))[1]


_HANDLERS = {
    "else": Decoder._else, "href": Decoder._href, "ensuremath": Decoder._ensuremath, "begin": Decoder._begin,
    "end": Decoder._end, "verb": Decoder._verb, "textcircled": Decoder._circled,
}  # fmt: skip
_HANDLERS |= dict.fromkeys(("url", "nolinkurl", "path", "doi"), Decoder._url)
_HANDLERS |= dict.fromkeys(("char", "symbol", "ding"), Decoder._char)
_CASES = ("uppercase", "lowercase", "MakeUppercase", "MakeLowercase", "MakeTextUppercase", "MakeTextLowercase")
_HANDLERS |= dict.fromkeys(_CASES, Decoder._case)
_HANDLERS |= dict.fromkeys(latex_units.COMMANDS, Decoder._units)
_HANDLERS |= dict.fromkeys(("ce", "cf", "chemfig"), Decoder._chemistry)
_HANDLERS |= dict.fromkeys(_DEFINITIONS, Decoder._definition)

_CIRCLED = {chr(65 + index): chr(0x24B6 + index) for index in range(26)}
_CIRCLED |= {chr(97 + index): chr(0x24D0 + index) for index in range(26)}
_CIRCLED |= {str(number): chr(0x245F + number) for number in range(1, 21)} | {"": ""}
# Zapf Dingbats that are elsewhere in Unicode.
_DINGBATS = {37: "☎", 42: "☛", 43: "☞", 72: "★", 108: "●", 110: "■", 115: "▲", 116: "▼", 117: "◆", 119: "◗"}
_DINGBATS |= dict(zip(range(168, 172), "♣♦♥♠", strict=True))
_DINGBATS |= {code: chr(0x2460 + code - 172) for code in range(172, 182)}
_DINGBATS |= {213: "→", 214: "↔", 215: "↕"}


def _dingbat(code: int) -> str:
    if code in _DINGBATS:
        return _DINGBATS[code]
    return chr(0x2700 + code - 32) if 33 <= code <= 126 else chr(0x2761 + code - 161) if 161 <= code <= 254 else ""


def accented(base: str, name: str) -> str:
    """A text with an accent on its first letter."""
    if tags := _TAGS.match(base):
        rest = base[tags.end() :]
        return f"{tags[0]}{accented(rest, name)}" if rest else base
    if base[0] in "ıȷ":
        base = {"ı": "i", "ȷ": "j"}[base[0]] + base[1:]
    if not base[0].isalnum():
        return base
    end = 1
    while end < len(base) and unicodedata.combining(base[end]):
        end += 1
    return unicodedata.normalize("NFC", base[:end] + COMBINING[name]) + base[end:]


def bare_address(written: str) -> str:
    r"""A URL without the escapes of LaTeX: `a\_b`."""
    text = written.strip().replace(r"\{", "%7B").replace(r"\}", "%7D")
    text = re.sub(r"\{?\\([#%&_~$^])(?:\{\})?\}?", r"\1", text)
    text = re.sub(r"\{?\\(?:textasciitilde|sim|string)(?![A-Za-z])\s*(?:\{\})?\}?(~?)", r"~", text)
    return text.replace("{", "").replace("}", "") if "\\" not in text else text


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"&#{ord(found[0])};"
