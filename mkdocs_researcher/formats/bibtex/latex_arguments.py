"""Commands whose arguments are not text: links, formulas, environments, characters by number, quantities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mkdocs_researcher.fields.latex_symbols import ENCLOSED, SHAPES, TAGS
from mkdocs_researcher.fields.urls import looks_like_host
from mkdocs_researcher.formats.bibtex import formula, latex_units
from mkdocs_researcher.formats.bibtex.addresses import web_address
from mkdocs_researcher.formats.bibtex.latex_chemistry import chemistry
from mkdocs_researcher.formats.bibtex.latex_reader import Reader, bare_address

_CODE = re.compile(r"\s*(?:\"([0-9A-F]+)|'([0-7]+)|`\\?(.)|([0-9]+))\s?")
# What follows the backslash of a command that a program escaped, and some its braces.
_ESCAPED = re.compile(
    r"(?:\{\}|(?P<closes>\}))?\s?(?P<name>[A-Za-z]+)\s*(?:(?=\{)|\\\{(?P<inside>(?:[^{}\\]|\\[^{}])*)\\\})"
)
_DEFINED = re.compile(r"\s*\\[A-Za-z]+")
_MATHS = frozenset("math displaymath equation".split())
_ARRAYS = {"align": "aligned", "eqnarray": "aligned", "gather": "gathered", "multline": "gathered"}
_ELEMENT = r"(?<![A-Za-z])[A-Z][a-z]?[\s~{\\,]*\Z"
_ROMAN = r"\s*\{(?:\\lowercase\s*\{([ivx]{1,4})\}|([ivx]{1,4}))\s*\}"
_ROMAN_TO_END = r"\s+(?:\\lowercase\s*\{([ivx]{1,4})\}|([ivx]{1,4}))(?=\s*\})"
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_STAGES = frozenset(map(str, range(1, len(_NUMERALS) + 1)))
_WITH_ARGUMENT = frozenset(
    ("tabular", "array", "minipage", "multicols", "otherlanguage", "tabularx", "spacing", "list")
)
_DEFINITIONS = frozenset(("newcommand", "renewcommand", "providecommand", "def"))
_CIRCLED = {chr(65 + index): chr(0x24B6 + index) for index in range(26)}
_CIRCLED |= {chr(97 + index): chr(0x24D0 + index) for index in range(26)}
_CIRCLED |= {str(number): chr(0x245F + number) for number in range(1, 21)} | {"": ""}
# Zapf Dingbats that are elsewhere in Unicode.
_DINGBATS = {37: "☎", 42: "☛", 43: "☞", 72: "★", 108: "●", 110: "■", 115: "▲", 116: "▼", 117: "◆", 119: "◗"}
_DINGBATS |= dict(zip(range(168, 172), "♣♦♥♠", strict=True))
_DINGBATS |= {code: chr(0x2460 + code - 172) for code in range(172, 182)}
_DINGBATS |= {213: "→", 214: "↔", 215: "↕"}

# Each takes the name of the command and where it ends, and returns where the text continues; None if the command lacks
# the arguments it needs.


def _href(reader: Reader, name: str, end: int) -> int | None:
    address, after = reader.braces.text(reader.braces.after_option(end))
    target = "" if reader.links else reader.target(_on_the_web(address))
    start = reader.after_spaces(after)
    if after == end or reader.text[start : start + 1] != "{":
        return after
    reader.push("[" if target else "", target, is_link=bool(target))
    return start + 1


def _url(reader: Reader, name: str, end: int) -> int | None:
    inner, after = reader.braces.text(end)
    if after == end:
        return reader.after_name(name, end)
    address = bare_address(inner)
    if name.lower() == "doi":
        address = f"https://doi.org/{address.removeprefix('https://doi.org/')}"
    is_linked = not reader.links and (name == "url" or "://" in address)
    target = reader.target(_on_the_web(address)) if is_linked else ""
    shown = reader.literal_text(address)
    reader.out.append(f"[{shown}{target}" if target else shown)
    return after


def _on_the_web(address: str) -> str:
    """An address with its scheme: `tides.cc` is that of a file elsewhere, but not in these commands."""
    return f"https://{address}" if looks_like_host(f"{address}/") else web_address(address)


def _ensuremath(reader: Reader, name: str, end: int) -> int | None:
    inner, after = reader.braces.text(end)
    if inner.strip():
        reader.formula(" ".join(inner.split()), is_text=True)
    return after


def _begin(reader: Reader, name: str, end: int) -> int | None:
    environment, after = reader.braces.text(end)
    final = reader.text.find(f"\\end{{{environment}}}", after)
    base = environment.rstrip("*")
    if final >= 0 and (base in _MATHS or base in _ARRAYS):
        tex = " ".join(reader.text[after:final].split())
        array = _ARRAYS.get(base)
        reader.formula(f"\\begin{{{array}}}{tex}\\end{{{array}}}" if array else tex, is_text=False)
        return final + len(environment) + 6
    after = reader.braces.after_option(after)
    return reader.braces.text(after)[1] if base in _WITH_ARGUMENT else after


def _verb(reader: Reader, name: str, end: int) -> int | None:
    mark = reader.text[end : end + 1]
    final = reader.text.find(mark, end + 1) if mark else -1
    if final < 0:
        return end
    reader.out.append(reader.literal_text(reader.text[end + 1 : final]))
    return final + 1


def _char(reader: Reader, name: str, end: int) -> int | None:
    inner, after = (reader.text, end) if name == "char" else reader.braces.text(end)
    if not (found := _CODE.match(inner, end if name == "char" else 0)):
        return after
    code = int(found[1] or "0", 16) or int(found[2] or "0", 8) or (ord(found[3]) if found[3] else int(found[4] or 0))
    character = _dingbat(code) if name == "ding" else chr(code) if 31 < code < 0x110000 else ""
    reader.out.append(reader.literal_text(character if character.isprintable() else ""))
    return found.end() if name == "char" else after


def _escaped_command(reader: Reader, name: str, end: int) -> int | None:
    r"""`\textbackslash{}emph{tide}` and `{\textbackslash}emph\{tide\}`, of programs that export LaTeX as text."""
    found = _ESCAPED.match(reader.text, end)
    if not found or reader.mode.is_escaped or reader.mode.names:
        return None
    command = found["name"]
    if command not in TAGS and command not in SHAPES and command not in ENCLOSED:
        return None
    if found["closes"]:
        reader.pop()
    if found["inside"] is None:
        return reader.command(command, found.end("name"))
    reader.out.append(reader.part(f"\\{command}{{{found['inside']}}}"))
    return found.end()


def _circled(reader: Reader, name: str, end: int) -> int | None:
    inner, after = reader.braces.text(end)
    text = reader.part(inner)
    reader.out.append(_CIRCLED.get(text, f"({text})" if text else ""))
    return after


def _case(reader: Reader, name: str, end: int) -> int | None:
    inner, after = reader.braces.text(reader.braces.after_option(end))
    text = reader.part(inner)
    pieces = re.split(r"(<[^<>]*>|&#?\w+;|\$[^$]*\$|\]\([^()]*(?:\([^()]*\)[^()]*)*\))", text)
    change = str.lower if "owercase" in name else str.upper
    reader.out += (piece if index % 2 else change(piece) for index, piece in enumerate(pieces))
    return after


def _small_capitals(reader: Reader, name: str, end: int) -> int | None:
    r"""Numbers such as that of H\textsc{i}, which astronomers write in small capitals."""
    rest = reader.text[end : end + 40]
    found = re.match(_ROMAN, rest) if name == "textsc" else re.match(_ROMAN_TO_END, rest)
    before = reader.text[max(0, end - len(name) - 9) : end - len(name) - 1]
    if not found or not re.search(_ELEMENT, before):
        return None
    reader.out.append((found[1] or found[2]).upper())
    return end + found.end()


def _ion(reader: Reader, name: str, end: int) -> int | None:
    r"""`\ion{H}{ii}` and `\ion{H}{2}`: an element and its degree of ionization, as astronomers write it."""
    element, after = reader.braces.text(end)
    stage, final = reader.braces.text(after)
    if final == after:
        return None
    numeral = _NUMERALS[int(stage) - 1] if stage in _STAGES else reader.part(stage).upper()
    reader.out.append(f"{reader.part(element)}\xa0{numeral}")
    return final


def _closing_guillemet(reader: Reader, name: str, end: int) -> int | None:
    if reader.out:
        reader.out[-1] = reader.out[-1].rstrip()
    reader.out.append("\xa0»")
    return reader.after_name(name, end)


def _fraction(reader: Reader, name: str, end: int) -> int | None:
    upper, after = reader.braces.text(end)
    lower, final = reader.braces.text(after)
    pieces = formula.characters(rf"\frac{{{upper}}}{{{lower}}}") if final > after else None
    if pieces is None:
        return None
    reader.pieces(pieces)
    return final


def _units(reader: Reader, name: str, end: int) -> int | None:
    after = reader.braces.after_option(end)
    option, arguments = reader.text[end:after].strip()[1:-1], []
    if name == "unitfrac":  # of the package units, as `\unit[3]{kg}` is
        upper, after = reader.braces.text(after)
        lower, after = reader.braces.text(after)
        name, arguments = "qty", [option, f"{upper}/{lower}"]
    elif name == "unit" and option and "=" not in option:
        name, arguments = "qty", [option]
    for _ in latex_units.COMMANDS[name][len(arguments) :]:
        inner, after = reader.braces.text(reader.braces.after_option(after))
        arguments.append(inner)
    if not any(arguments):
        return None
    reader.unknown.update(dict.fromkeys(latex_units.unknown(name, arguments)))
    _scripts(reader, latex_units.pieces(name, arguments))
    return after


def _chemistry(reader: Reader, name: str, end: int) -> int | None:
    inner, after = reader.braces.text(end)
    if after == end:
        return None
    _scripts(reader, chemistry(inner))
    return after


def _isotope(reader: Reader, name: str, end: int) -> int | None:
    r"""`\isotope[13]{C}`: numbers of nucleons and protons in front of an element."""
    numbers: list[str] = []
    while (after := reader.braces.after_option(end)) > end and len(numbers) < 2:
        numbers.append(reader.text[end:after].strip()[1:-1])
        end = after
    inner, after = reader.braces.text(end)
    if not inner:
        return None
    _scripts(reader, [*zip(numbers, ("sup", "sub"), strict=False), (inner, "tex")])
    return after


def _scripts(reader: Reader, pieces: Iterable[latex_units.Piece]) -> None:
    for text, kind in pieces:
        if kind == "tex":
            reader.out.append(reader.part(text))
        elif kind:
            reader.pieces([formula.Script(kind, [text])])
        else:
            reader.out.append(reader.literal_text(text))


def _definition(reader: Reader, name: str, end: int) -> int | None:
    """A definition in a text; those of a `@preamble` are resolved before (`latex_braces`)."""
    _, after = reader.braces.text(end)
    if after == end and (found := _DEFINED.match(reader.text, end)):
        after = found.end()
    return reader.braces.text(reader.braces.after_option(after))[1]


def _dingbat(code: int) -> str:
    if code in _DINGBATS:
        return _DINGBATS[code]
    return chr(0x2700 + code - 32) if 33 <= code <= 126 else chr(0x2761 + code - 161) if 161 <= code <= 254 else ""


HANDLERS: dict[str, Callable[[Reader, str, int], int | None]] = {
    "href": _href, "ensuremath": _ensuremath, "begin": _begin, "verb": _verb, "lstinline": _verb,
    "end": lambda reader, name, end: reader.braces.text(end)[1],
    "textcircled": _circled, "textbackslash": _escaped_command,
}  # fmt: skip
HANDLERS |= dict.fromkeys(("url", "nolinkurl", "path", "doi", "DOI"), _url)
HANDLERS |= dict.fromkeys(("char", "symbol", "ding", "unichar"), _char)
_CASES = ("uppercase", "lowercase", "MakeUppercase", "MakeLowercase", "MakeTextUppercase", "MakeTextLowercase")
HANDLERS |= dict.fromkeys(_CASES, _case)
HANDLERS |= dict.fromkeys((*latex_units.COMMANDS, "unitfrac"), _units)
HANDLERS |= dict.fromkeys(("sfrac", "textfrac"), _fraction)
HANDLERS |= {"ion": _ion, "fg": _closing_guillemet}
HANDLERS |= dict.fromkeys(("ce", "cf", "ch", "chem", "chemfig", "chemformula"), _chemistry)
HANDLERS |= dict.fromkeys(("textsc", "sc", "scshape"), _small_capitals)
HANDLERS |= dict.fromkeys(("isotope", "nuclide"), _isotope)
HANDLERS |= dict.fromkeys(_DEFINITIONS, _definition)
