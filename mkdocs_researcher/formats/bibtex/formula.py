r"""Formulas: cleaned for scripts that render math, and simple ones as characters, `10^{7}` as 10⁷."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_researcher.fields import latex_symbols
from mkdocs_researcher.formats.bibtex import latex_units
from mkdocs_researcher.formats.bibtex.latex_braces import Braces
from mkdocs_researcher.formats.bibtex.latex_chemistry import chemistry

LONGEST = 300
"""Maximum characters of a formula that is read as characters."""

_DEEPEST = 30
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_PART = r"(?s)\\(?:begin|end)\s*\{\w+\*?\}|\\([A-Za-z]+|.)?|[{}$&]"
# Commands that scripts for math do not know, and what they are there.
_FOREIGN = {"less": "<", "greater": ">", "mathplus": "+", "mathminus": "-", "mathsemicolon": ";", "textless": "<"}
_FOREIGN |= {"mathcomma": ",", "mathcolon": ":", "mathperiod": ".", "textgreater": ">", "mathampersand": r"\&"}
_FOREIGN |= {"relax": "", "protect": "", "upmu": r"\mu ", "textmu": r"\mu ", "micro": r"\mu ", "mathequal": "="}
_FOREIGN |= {"mathds": r"\mathbb", "mathbbm": r"\mathbb", "eps": r"\epsilon "}
_FOREIGN |= {"scr": r"\mathscr ", "germ": r"\mathfrak "}
_FOREIGN |= {letter: rf"\mathbb{{{letter}}}" for letter in "CFNQRZ"}  # what nearly every mathematician defines
_FOREIGN |= {f"up{name}": rf"\{name} " for name in ("alpha", "beta", "gamma", "delta", "pi", "sigma", "tau", "lambda")}
_BETWEEN_BARS = {"abs": r"\lvert %s\rvert ", "norm": r"\lVert %s\rVert "}
_SIDE = re.compile(r"\\(left|right)(?![A-Za-z])")

Pieces = Sequence["str | Script"]


class Script(NamedTuple):
    """A superscript or subscript (`sup`, `sub`), or what has a bar over it (`over`)."""

    kind: str
    pieces: Pieces


class Cleaned(NamedTuple):
    """A formula without what only LaTeX itself can set, the first address that it links to, and unknown commands."""

    tex: str
    address: str = ""
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def cleaned(tex: str) -> Cleaned:
    """A formula without delimiters as scripts for math can render it."""
    if _depth(tex) > _DEEPEST:
        tex = tex.replace("{", "").replace("}", "")
    if "\\" not in tex:
        return Cleaned(tex.strip())
    address = ""
    unknown: list[str] = []
    braces = Braces(tex)
    parts: list[str] = []
    position = 0
    while found := _COMMAND.search(tex, position):
        parts.append(tex[position : found.start()])
        part, position = _cleaned_command(found, braces)
        parts.append(part.tex)
        address = address or part.address
        unknown += part.unknown
    made = "".join([*parts, tex[position:]])
    sides = [side[1] for side in _SIDE.finditer(made)]
    if sides.count("left") != sides.count("right"):
        made = _SIDE.sub("", made)
    return Cleaned(made.strip(), address, tuple(unknown))


def _cleaned_command(found: re.Match[str], braces: Braces) -> tuple[Cleaned, int]:
    name, position = found[1], found.end()
    if name in {"href", "url"}:
        target, after = braces.text(position)
        inner, after = braces.text(after) if name == "href" else (rf"\text{{{target}}}", after)
        label = cleaned(inner) if len(inner) < LONGEST else Cleaned("")
        return Cleaned(f"{{{label.tex}}}", target, label.unknown), after
    if name in {"ensuremath", *_BETWEEN_BARS} and (opened := braces.argument(position)):
        inside, after = cleaned(found.string[opened[0] : opened[1]]), opened[1] + 1
        bars = _BETWEEN_BARS.get(name, "").replace("%s", inside.tex)
        return inside._replace(tex=bars or _unwrapped(inside.tex, found.string, found.start(), after)), after
    if name in {"label", "tag", "noopsort"}:
        return Cleaned(""), braces.text(position)[1]
    if name in latex_units.COMMANDS or name in {"ce", "cf", "ch", "chem"}:
        return _written(name, braces, position)
    shown = _FOREIGN.get(name)
    if shown is None and name.startswith("text") and (symbol := latex_symbols.symbol(name)):
        shown = rf"\text{{{symbol}}}"
    if shown is not None:
        return Cleaned(shown), position
    return Cleaned(found[0], unknown=() if latex_symbols.is_math(name) else (name,)), position


def without(tex: str, commands: Collection[str]) -> str:
    """A formula with only the arguments of these commands."""
    return _COMMAND.sub(lambda found: "" if found[1] in commands else found[0], tex).strip()


def _unwrapped(inner: str, tex: str, start: int, end: int) -> str:
    """An argument in place of the command, in braces unless it is in braces of its own."""
    return inner if tex[start - 1 : start] == "{" and tex[end : end + 1] == "}" else f"{{{inner}}}"


def _written(name: str, braces: Braces, position: int) -> tuple[Cleaned, int]:
    """A quantity or a chemical formula as math, and where the formula continues."""
    position = braces.after_option(position)
    arguments = []
    for _ in latex_units.COMMANDS.get(name, "c"):
        inner, position = braces.text(position)
        arguments.append(inner)
    if name in latex_units.COMMANDS:
        pieces, unknown = latex_units.pieces(name, arguments), latex_units.unknown(name, arguments)
    else:
        pieces, unknown = chemistry(arguments[0]), []
    return Cleaned("".join(map(_written_piece, pieces)), unknown=tuple(unknown)), position


def _written_piece(piece: latex_units.Piece) -> str:
    text, kind = piece
    form = {"sup": "^{%s}", "sub": "_{%s}", "tex": "%s"}.get(kind, r"\mathrm{%s}" if text.strip() else "")
    tex = text.strip().replace("−", "-").replace(" × ", r"\times ").replace("%", r"\%")
    return (r"\," if text.startswith(" ") else "") + form.replace("%s", tex)


def put_together(first: str, second: str) -> str:
    """Two formulas as one."""
    separator = " " if re.search(r"\\[A-Za-z]+$", first[-60:]) and second[:1].isalpha() else ""
    return f"{first}{separator}{second}"


# Characters

_SUPERSCRIPTS = dict(
    zip("0123456789+-−=()niabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def script(text: str, kind: str) -> str:
    """A superscript or subscript in characters of Unicode, as it is where there are none."""
    table = _SUPERSCRIPTS if kind == "sup" else _SUBSCRIPTS
    if text and all(character in table for character in text):
        return "".join(table[character] for character in text)
    return text


def plain(pieces: Pieces) -> str:
    """Characters only: `10⁷`, and `x_max` where Unicode has no subscript."""
    return "".join(piece if isinstance(piece, str) else _plain_script(piece) for piece in pieces)


def _plain_script(piece: Script) -> str:
    text = plain(piece.pieces)
    if piece.kind == "over":
        return "".join(character + latex_symbols.COMBINING["overline"] for character in text)
    written = script(text, piece.kind)
    if written != text or not text or text in "∗†‡′°":
        return written
    mark = "^" if piece.kind == "sup" else "_"
    return f"{mark}{text}" if len(text) == 1 or text.isalnum() else f"{mark}({text})"


@lru_cache(maxsize=4096)
def characters(tex: str) -> Pieces | None:
    """A formula without delimiters as characters with superscripts and subscripts; None if it is not that simple."""
    if len(tex) > LONGEST or _depth(tex) > _DEEPEST:
        return None
    try:
        nodes = _nodes(tex)
        return _spaced(list(_pieces(nodes)))
    except (_NotSimpleError, RecursionError):
        return None


class _NotSimpleError(Exception):
    """A formula that characters cannot show."""


def _depth(tex: str) -> int:
    depth = deepest = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _nodes(tex: str) -> list[Any]:
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    try:
        walker = LatexWalker(tex, tolerant_parsing=False)
        nodes, _, length = walker.get_latex_nodes(parsing_state=walker.make_parsing_state(in_math_mode=True))
    except (LatexWalkerError, IndexError, ValueError):
        raise _NotSimpleError from None
    if length != len(tex):
        raise _NotSimpleError
    return list(nodes)


_HIDDEN = frozenset("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits".split())
_HIDDEN |= {"displaystyle", "textstyle", "scriptstyle", "rm", "it", "bf", "cal", "!", "relax", "protect", "nolimits"}
_SPACING = frozenset([*",;: ", "quad", "qquad", "thinspace", "enspace", "thickspace", "medspace", "~"])
_FONTS = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm operatorname text textrm textbf".split()
)
_FONTS |= {
    "textit",
    "textsf",
    "mbox",
    "hbox",
    "mathop",
    "mathrel",
    "mathbin",
    "mathord",
    "ensuremath",
    "emph",
    "textup",
}
_FONTS |= {"rm", "textnormal", "textsc", "texttt", "mathup", "pmb"}
_TEXTS = frozenset("text textrm textbf textit textsf textup textnormal mbox hbox textsc texttt emph".split())
_LETTERS = {"mathbb": "BLACKBOARD", "mathcal": "SCRIPT", "mathscr": "SCRIPT", "mathfrak": "FRAKTUR"}
_LETTERS |= {"Bbb": "BLACKBOARD", "frak": "FRAKTUR"}
_AROUND = frozenset(("sqrt", "not", "ket", "bra", "abs", "norm", "braket", "Braket"))
_STACKED = {"stackrel": "sup", "overset": "sup", "underset": "sub"}
_RAISED = {"∘": "°", "°": "°", "′": "′", "′′": "″"}  # signs that are raised already
_FUNCTION = "\ue0a1"  # before the name of a function, where a space may be missing
_SIGNS = {"-": "−", "'": "′", "*": "∗"}


class _Tokens:
    """The nodes of a formula one by one, texts letter by letter."""

    def __init__(self, nodes: Iterable[Any]) -> None:
        self.items: list[Any] = []
        for node in nodes:
            if node is None:
                continue
            self.items += node.chars if type(node).__name__ == "LatexCharsNode" else [node]
        self.index = 0

    def __iter__(self) -> Iterator[Any]:
        while self.index < len(self.items):
            yield self.following()

    def goes_on(self) -> bool:
        """True if a word or number follows a function."""
        item = self.items[self.index] if self.index < len(self.items) else "("
        return not isinstance(item, str) or item.isalnum() or item.isspace()

    def following(self, *, skips_spaces: bool = False) -> Any:
        while skips_spaces and self.index < len(self.items) and _is(self.items[self.index], " "):
            self.index += 1
        if self.index >= len(self.items):
            raise _NotSimpleError
        self.index += 1
        return self.items[self.index - 1]


def _pieces(nodes: Iterable[Any], *, in_text: bool = False) -> Iterator[str | Script]:
    nodes = list(nodes)
    for index, node in enumerate(nodes):
        if (name := getattr(node, "macroname", "")) in {"over", "choose"}:  # plain TeX: `{n \choose k}`
            parts = list(_pieces(nodes[:index])), list(_pieces(nodes[index + 1 :]))
            yield from _fraction(*parts) if name == "over" else _binomial(*parts)
            return
    tokens = _Tokens(nodes)
    for item in tokens:
        if isinstance(item, str) and item in "_^" and not in_text:
            target = tokens.following(skips_spaces=True)
            made = Script("sub" if item == "_" else "sup", list(_one(target, tokens)))
            yield _RAISED.get(plain(made.pieces), made) if item == "^" else made
        else:
            yield from _one(item, tokens, in_text=in_text)


def _one(item: Any, tokens: _Tokens, *, in_text: bool = False) -> Iterator[str | Script]:
    if isinstance(item, str):
        if item == "&":
            raise _NotSimpleError
        yield item if in_text else "" if item.isspace() else _SIGNS.get(item, item)
        return
    kind = type(item).__name__
    if kind == "LatexCharsNode":  # an argument without braces, `\\bar b`
        yield from _pieces([item], in_text=in_text)
    elif kind == "LatexGroupNode" and item.delimiters[0] == "{":
        yield from _pieces(item.nodelist, in_text=in_text)
    elif kind == "LatexGroupNode":
        yield from (item.delimiters[0], *_pieces(item.nodelist, in_text=in_text), item.delimiters[1])
    elif kind == "LatexMathNode":
        yield from _pieces(item.nodelist)
    elif kind == "LatexMacroNode":
        yield from _macro(item, tokens)
    elif kind == "LatexSpecialsNode":
        yield {"~": "\xa0", "--": "–", "---": "—", "''": "″"}.get(item.specials_chars, item.specials_chars)
    else:
        raise _NotSimpleError


def _arguments(node: Any, tokens: _Tokens, count: int) -> list[Any]:
    listed = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else []) or [] if argument is not None]
    while len(listed) < count:
        listed.append(tokens.following(skips_spaces=True))
    return listed[-count:]


def _macro(node: Any, tokens: _Tokens) -> Iterator[str | Script]:
    name = node.macroname
    if name in _HIDDEN:
        if name in {"left", "right"} and tokens.index < len(tokens.items) and _is(tokens.items[tokens.index], "."):
            tokens.index += 1
    elif name in _SPACING:
        yield " "
    elif name in {"frac", "dfrac", "tfrac", "nicefrac", "sfrac"}:
        yield from _fraction(*(list(_one(argument, tokens)) for argument in _arguments(node, tokens, 2)))
    elif name in {"binom", "dbinom", "tbinom"}:
        yield from _binomial(*(list(_one(argument, tokens)) for argument in _arguments(node, tokens, 2)))
    elif name in _STACKED:
        upper, lower = (list(_one(argument, tokens)) for argument in _arguments(node, tokens, 2))
        yield from (*lower, Script(_STACKED[name], upper))
    elif name == "color":
        _arguments(node, tokens, 1)
    elif name in _FONTS or name in _LETTERS or name in _AROUND:
        [argument] = _arguments(node, tokens, 1)
        yield from _around(name, list(_one(argument, tokens, in_text=name in _TEXTS)), node)
    elif name in latex_symbols.COMBINING and name not in {"=", "'", "."}:
        [argument] = _arguments(node, tokens, 1)
        yield _with_accent(list(_one(argument, tokens)), name)
    else:
        yield _symbol(name, tokens)


def _around(name: str, pieces: list[str | Script], node: Any) -> Iterable[str | Script]:
    if name in _LETTERS:
        letters = _LETTERS[name]
        return ("".join(_letter(c, letters) for c in piece) if isinstance(piece, str) else piece for piece in pieces)
    if name == "sqrt":
        if node.nodeargd and node.nodeargd.argnlist[0] is not None:
            raise _NotSimpleError  # a root of a higher degree
        return ("√", *_bracketed(pieces))
    if name == "not":
        return (unicodedata.normalize("NFC", f"{plain(pieces)}\u0338"),)
    if name in latex_symbols.ENCLOSED:
        before, after = latex_symbols.ENCLOSED[name]
        return (before, *pieces, after)
    return pieces


def _symbol(name: str, tokens: _Tokens) -> str:
    if name in "{}%#_&$":
        return name
    symbol = latex_symbols.symbol(name)
    if symbol is None or "$" in symbol:
        raise _NotSimpleError
    is_function = symbol.isalpha() and symbol.isascii() and len(symbol) > 1
    return f"{_FUNCTION}{symbol}{' ' if tokens.goes_on() else ''}" if is_function else symbol


def _letter(character: str, alphabet: str) -> str:
    if not character.isascii() or not character.isalpha():
        return character
    case = "CAPITAL" if character.isupper() else "SMALL"
    heavy = "BLACK-LETTER" if alphabet == "FRAKTUR" else "DOUBLE-STRUCK" if alphabet == "BLACKBOARD" else "SCRIPT"
    style = "DOUBLE-STRUCK" if alphabet == "BLACKBOARD" else alphabet
    for known in (f"{heavy} {case} {character.upper()}", f"MATHEMATICAL {style} {case} {character.upper()}"):
        try:
            return unicodedata.lookup(known)
        except KeyError:
            continue
    return character


def _with_accent(pieces: list[str | Script], name: str) -> str | Script:
    text = unicodedata.normalize("NFC", plain(pieces))
    if name in {"bar", "overline"} and (len(text) > 1 or text.isdigit()):
        return Script("over", pieces)  # fonts have no place for a bar over a digit
    if len(text) != 1:
        raise _NotSimpleError
    return unicodedata.normalize("NFC", text + latex_symbols.COMBINING[name])


def _fraction(upper: list[str | Script], lower: list[str | Script]) -> Iterable[str | Script]:
    return (*_bracketed(upper), "/", *_bracketed(lower))


def _binomial(upper: list[str | Script], lower: list[str | Script]) -> Iterable[str | Script]:
    return ("C(", *upper, ",", *lower, ")")


def _bracketed(pieces: list[str | Script]) -> list[str | Script]:
    text = plain(pieces)
    return pieces if len(text) == 1 or text.isalnum() else ["(", *pieces, ")"]


# Relations and operators between two terms, which have spaces around them.
_BETWEEN = r"(?:(?<!\s)\s++)?([=<>≤≥≈≠≡∼≃≅≲≳≪≫∈∉⊂⊆⊃⊇→←↔⇒⇔⟶⟹⟺∝≺≻×±∪∩∧∨])\s*+"


_BEFORE_FUNCTION = re.compile(rf"(?<=[\w)\]]){_FUNCTION}")
_UNARY = r"^([±<>∼≲≳≤≥≈×]) (?=\S)"


def _spaced(pieces: list[str | Script], *, in_script: bool = False) -> Pieces:
    """The pieces, adjacent texts joined, with spaces around relations that are not in a script."""
    joined: list[str | Script] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif not isinstance(piece, str):
            joined.append(Script(piece.kind, _spaced(list(piece.pieces), in_script=True)))
        else:
            joined.append(piece)
    for index, piece in enumerate(joined):
        if isinstance(piece, str):
            text = _BEFORE_FUNCTION.sub(" ", piece).replace(_FUNCTION, "")
            text = text if in_script else re.sub(_BETWEEN, r" \1 ", text)
            if index == 0:
                text = re.sub(_UNARY, r"\1", text.lstrip())
            joined[index] = text.rstrip() if index == len(joined) - 1 else text
    return [piece for piece in joined if piece != ""]


def _is(item: Any, character: str) -> bool:
    return isinstance(item, str) and item == character


def bare(tex: str) -> str:
    r"""Any formula as characters, as well as can be: `\frac{a}{b}` in a matrix is `ab`."""
    parts: list[str] = []
    position = 0
    for found in re.finditer(_PART, tex):
        parts.append(tex[position : found.start()])
        position = found.end()
        if name := found[1]:
            parts.append(" " if name in _SPACING else latex_symbols.symbol(name) or "")
        elif found[0] not in "{}$":
            parts.append(" ")
    return " ".join("".join([*parts, tex[position:]]).split())
