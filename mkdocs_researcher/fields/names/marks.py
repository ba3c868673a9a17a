"""Names separated from their marks: "Mira Tovanne$^{1,*}$" is a name, and the marks 1 and *.

A mark is a sign that is not a letter, in whatever notation: bare, as a superscript of HTML, Markdown or LaTeX, in
brackets. Which characters are signs follows from their Unicode category (Unicode Standard, section 4.5), so that an
emoji which nobody has used before is one, too.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from itertools import accumulate

from mkdocs_researcher.fields.names.additions import has_extended, without_asides, without_bracketed_degrees

# A superscript is kept as OPEN mark JOIN mark CLOSE, so that its commas do not separate names. These control
# characters never come from outside: `tidy` removes them.
_OPEN, _CLOSE, _JOIN = "\x02", "\x03", "\x04"
_TYPOGRAPHY = str.maketrans("∗＊⁎﹡，、＃＆∥；~", "****,,#&‖; ", "\xad\ufe0e\ufe0f")
# Commands that mean a mark, a space or nothing here, and something else or nothing in `latex_symbols`.
_COMMANDS = {"ast": "*", "textasteriskcentered": "*", "parallel": "‖", "bullet": "∙", "faStar": "★", "Cross": "✠"}
_COMMANDS |= dict.fromkeys(("faEnvelope", "faEnvelopeO", "Mailbox", "EmailSymbol"), "✉")
_COMMANDS |= {"heartsuit": "♥", "diamondsuit": "♦", "quad": " "}
_COMMANDS |= dict.fromkeys(("thinspace", "relax", "protect", "null", "noindent"), "")

_MARKUP = re.compile(r"[^\w\s.,'’*#†‡§¶‖-]|[_⁰¹²³⁴-⁾ʰ-ʸᴬ-ᵡᶛ-ᶿ①-⓿❶-➓]")  # needs more than removing marks
_LINK = r"(?i)\[[^\]\[]*\]\s*+[(\[][^)\]]*[)\]]?|<a\b[^<>]*>|https?://\S+"
# What journals say of an author in parentheses: a role that has a mark.
_ROLE = (
    r"(?i)[\[(](?:(?:co-?)?(?P<equal>equal|first|joint)[\w\s-]{0,30}|corresp[\w\s-]{0,30}|contact[\w\s-]{0,20})[\])]"
)
_COMMAND = r"\\(?:([A-Za-z]+)(?:(?<=[A-Za-z])\{\})?|(\|))"
_FONTS = """text textbf textit textrm textsc textsf texttt textmd textup textnormal emph underline uline ul uwave hl
mathbf mathrm mathit mathsf mathtt boldsymbol mbox bm"""
_FONT = re.compile(rf"\\(?:{'|'.join(_FONTS.split())})\s*\{{([^{{}}]*)\}}")
# Declarations hold to the end of their group; a group that is only there for one is not a name in braces.
_COLORED = r"\\(?:textcolor|colorbox)\s*\{[^{}]*\}\s*\{([^{}]*)\}|\\color\s*\{[^{}]*\}\s*"
_ASIDES = r"\\(?:thanks|footnote|footnotetext)\s*\{[^{}]*\}"
_SWITCHES = """bf it sc rm sf sl tt em bfseries itshape scshape slshape upshape mdseries rmfamily sffamily ttfamily
normalfont tiny scriptsize footnotesize small normalsize large boldmath"""
_SWITCH = rf"\\(?:{'|'.join(_SWITCHES.split())})(?![A-Za-z])\s*"
_BRACES = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
# How people mark their own name: `{\textbf{M. Tovanne}}` is not an organization.
_MARKED = re.compile(
    r"(?<![A-Za-z}])\{\s*(\\(?:textbf|underline|uline|ul|hl|textcolor\s*\{[^{}]*\})\s*\{[^{}]*\})\s*\}"
)
_SWITCHED = re.compile(rf"(?<![A-Za-z}}])\{{\s*(?:{_SWITCH})+((?:[^{{}}]|{_BRACES})*)\}}")
_SIGN = r"(?:\\?[^\w\s\x00-\x1f,;:()\[\]{}\"'’.<>\\^$/&?!–-])"
_ONE = rf"(?:(?:\d{{1,3}}|[a-z]){_SIGN}{{0,3}}|{_SIGN}{{1,4}})"
_SEVERAL = rf"{_ONE}(?:\s*,\s*{_ONE})*"
_BRACKET = rf"[\[(（]\s*{_SEVERAL}\s*[\])）]"
_BRACKETS = rf"(?<![\])]){_BRACKET}(?:\s*{_BRACKET})*(?!\s*[\[(])"
_SUPER_LETTERS = "⁰¹²³⁴-⁾ʰ-ʸᴬ-ᵡᶛ-ᶿⁱⁿ①-⓿❶-➓"
_SUPERSCRIPT = (
    rf"(?is)<sup\b[^<>]*>((?:(?!<sup\b).)*?)</sup\s*>|\\textsuperscript\s*{_BRACES}|\$([^$]*)\$|\^\s*{_BRACES}|\^(\d+)\^?(?!,?\w)"
    rf"|\^((?:[a-z]|\d{{1,3}})(?:,(?:[a-z]|\d{{1,3}}))*)(?!(?![{_SUPER_LETTERS}])\w)"
    rf"|\^([^\s^,;{{}}$<]{{1,5}})\^(?![{{\w])|(?<=[\w.)}}\]])\^({_ONE}(?:,{_ONE})*)(?!(?![{_SUPER_LETTERS}])\w)|\^(\d+)\^?"
    rf"|([{_SUPER_LETTERS}](?:[{_SUPER_LETTERS}]|,(?=[{_SUPER_LETTERS}]))*)|(\d)\u20e3"
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)
_SIGNS = "*#†‡§¶^‖"
# As text, because it takes 4 ms to compile and names in ASCII do not need it. Flags are two characters; other emoji may
# be followed by a skin tone or joined to a second one.
_ODD = (
    f"{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE}|"
    "[\U0001f1e6-\U0001f1ff]{2}|(?P<sign>[^\\w\\s\x00-\x7f†‡§¶‖'’])(?:(?P=sign)+|(?:[\U0001f3fb-\U0001f3ff\u20d0-\u20ff]"
    "|\u200d[^\\w\\s\x00-\x7f])+)?"
)
# Signs of ASCII are marks only after a name; within one, as in "C++ Group", they belong to it.
_ASCII_MARK = rf"(?:\A|(?<=[\w.){_CLOSE}*†‡§¶‖^#]))\s?([+=%@$|~]+)(?=\s*(?:[,;*#†‡§¶‖^{_OPEN}&]|\Z|(?i:and)\s))"
# "Mira Tovanne1,2" and "Mira Tovanne 1, 2": digits after a word that has no other, which follows another word.
_DIGITS = (
    r"(?:(?<=[^\W\d_]\s)|(?<=\.\s)|(?<=,\s))([^\W\d_](?:[^\W\d_]|['’-])+(?<![A-Z'’-]))(?:(\d{1,2}(?:,\d{1,2})*)(?!\w)"
    rf"|((?:\s|,\s?)\d{{1,2}}(?:(?:\s?,\s?|\s)\d{{1,2}})*)(?=\s*(?:[,;*#†‡§¶‖^{_OPEN}&]|\Z|(?i:and)\s)))"
)
_DIGIT = re.compile(r"\d")
_NAME_START = r"(?:\A|(?<=[;,]\s)|(?<=\s[Aa]nd\s))"
# "1Okasha, Pell" and "1,2Pell Okasha", but not "3M Company"; "1. Okasha" is the number of a list.
_WORD_START = r"[^\W\d_a-z](?:[.'’]|[^\W\d_A-Z])"
_NUMBERS = r"(\d{1,2}(?:,\d{1,2})*+)"
_NUMBER_FIRST = rf"{_NAME_START}(?:\d{{1,3}}\.\s?|{_NUMBERS})(?={_WORD_START}\S*\s\S)"
# "Okasha 2, Pell": after the family name where the given name follows.
_AFTER_FAMILY = rf"{_NAME_START}((?:[^\W\d_]|['’-])++)\s?{_NUMBERS}(?=,\s{_WORD_START})"
# "Mira Tovanne,1,2,* Pell Okasha,1": the numbers end a name where nothing but a space separates it from the next.
_RUN = rf"\d{{1,2}}(?:\s?,\s?\d{{1,2}})*+(?:\s?,?\s?[{_SIGNS}]{{1,3}}+)*+"
_ENDING = rf"(?<=[^\W\d_])\s?,\s?({_RUN})(?=(\s+(?!(?i:and)\s)[^\W\d_])|\s+(?i:and)\s|\s*\Z)"
# "M.K.Tovanne", but not "D.Phil."
_JOINED = (
    r"(?<![^\W_])(?<!(?<![^\W_])[^\W\d_a-z]\.)(?:[^\W\d_a-z]\.)+"
    r"(?=[^\W\d_a-z][^\W\d_A-Z]{2,}+(?!\.))(?!Phil|Litt|Tech|Eng|Arch|Pharm|Math|Stat)"
)
# "Wei Zhang 0012": DBLP numbers people of one name.
_NAMESAKE = r"(?<=[^\W\d_])\s0\d{3}(?=\s*(?:[,;]|\Z|\s(?i:and)\s))"
_BULLET = r"\s[·•∙⋅|]\s"
_MARK = re.compile(rf"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}|([{_SIGNS}])\2*|(?<!\w)&|&(?!\w)")
_EDGE = re.compile(rf"(?:[\s,;&{_SIGNS}]|{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE})++")
_EMPHASIS = re.compile(r"(?<!\S)(\*{1,3}|_{1,3})(?=[*_]*[^\W_]|[*_]*[{(])(.+?)(?<!\s)\1")
LONGEST = 1000
"""Maximum characters of a name."""

_DEEPEST = 100  # of nested commands; nobody writes more, and each takes a pass over the text
_EMPTY_BRACES = re.compile(r"\{\s*\}")


@cache
def _is_sign(character: str) -> bool:
    """True for a symbol, and for punctuation that no name contains."""
    if unicodedata.category(character) in ("So", "Sm", "Sc"):
        return True
    return unicodedata.category(character) == "No" and not unicodedata.decomposition(character).startswith("<fr")


@cache
def _is_sign_at_an_edge(character: str) -> bool:
    """True for further characters that are signs unless they are between two letters, as in "Gal·la"."""
    return unicodedata.category(character) in ("Po", "Sk") and character not in "…。．"


def quoted(text: str) -> str:
    """The text in quotes as its author wrote it, for messages."""
    written = text.replace(_OPEN, "").replace(_CLOSE, "").replace(_JOIN, ",")
    return f"'{written if len(written) <= 60 else written[:59] + '…'}'"


def tidy(text: str) -> str:
    """Normalizes a name or a list of names: NFC, single spaces, superscripts delimited, no tags."""
    text = unicodedata.normalize("NFC", text)
    if _MARKUP.search(text):
        text = unicodedata.normalize("NFC", html.unescape(text)).translate(_TYPOGRAPHY)
        text = "".join(c for c in text if c.isprintable() or c.isspace() or c in "\u200c\u200d")
        text = without_asides(text)
        text = (
            re.sub(_ROLE, lambda role: f"{_OPEN}{'*' if role['equal'] else '✉'}{_CLOSE}", text)
            if "(" in text or "[" in text
            else text
        )
        text = re.sub(_BRACKETS, _closed_off, text if "{" in text else without_bracketed_degrees(text))
        if link := re.search(_LINK, text):
            raise ValueError(f"{quoted(link[0])}: write the name alone and put the link in data/people.yml")
        if "\\" in text:
            text = _without_latex(text)
        text = _until_stable(_EMPTY_BRACES, "", _until_stable(_TAG, "", re.sub(_SUPERSCRIPT, _closed_off, text)))
        text = re.sub(_BULLET, "; ", text)
        text = text if text.isascii() else re.sub(_ODD, _odd_sign, text)
        text = text if has_extended(text) else re.sub(_ASCII_MARK, rf"{_OPEN}\1{_CLOSE}", text)
    if "." in text:
        text = re.sub(_JOINED, r"\g<0> ", text)
    if _DIGIT.search(text):
        text = re.sub(_AFTER_FAMILY, _numbered, re.sub(_NUMBER_FIRST, _number_first, re.sub(_NAMESAKE, "", text)))
        text = re.sub(_DIGITS, _affiliations, re.sub(_ENDING, _ending, text))
    return " ".join(text.split())


def without_switches(text: str) -> str:
    r"""The text without declarations of fonts and the groups that exist for them, `{\bf Tovanne}, Mira`."""
    if "\\" not in text:
        return text
    text = _until_stable(_MARKED, r"\1", re.sub(_ASIDES, "", text))
    return re.sub(_SWITCH, "", _until_stable(_SWITCHED, r"\1", re.sub(_COLORED, r"\1", text)))


def _without_latex(text: str) -> str:
    text = re.sub(r"\\([*#&_%$])", r"\1", re.sub(r"\\[,;:!\s]", " ", without_switches(text)))
    text = _until_stable(_FONT, r"\1", text)
    return _until_stable(_FONT, r"\1", re.sub(_COMMAND, _character, text))


def _character(found: re.Match[str]) -> str:
    from mkdocs_researcher.fields.latex_symbols import symbol  # noqa: PLC0415 - few names have a command

    name = found[1] or found[2]
    if name in _COMMANDS:
        return _COMMANDS[name]
    text = symbol(name) or ""
    return text if len(text) == 1 and (_is_sign(text) or text in _SIGNS) else found[0]


def _until_stable(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    for _ in range(_DEEPEST):
        text, count = pattern.subn(replacement, text)
        if not count:
            break
    return text


def _closed_off(found: re.Match[str]) -> str:
    inner = next((group for group in found.groups() if group is not None), found[0])
    inner = "".join(unicodedata.normalize("NFKC", c) if c not in "½¼¾" else c for c in inner)
    inner = re.sub(f"[{_OPEN}{_CLOSE}{_JOIN}]", " ", inner)
    after = found.string[found.end() : found.end() + 1]
    if inner.isalpha() and after.isalpha() and not re.match(f"[{_SUPER_LETTERS}]", after):
        return inner  # M<sup>c</sup>Donald
    inner = re.sub(r"\\([A-Za-z]+)|<[^<>]*>|[${}()\[\]（）]", r" \1 ", inner)
    inner = re.sub(r"\^\s*(?=\S)", "", inner)
    marks = _JOIN.join(mark[0] for mark in re.finditer(r"\d+|[^\W\d_]+|([^\w\s,;])\1*", inner))
    return f"{_OPEN}{marks}{_CLOSE}" if marks else ""


def _odd_sign(found: re.Match[str]) -> str:
    character = found["sign"] or found[0][0]
    if character == _OPEN:
        return found[0]
    if not _is_sign(character):
        before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 1]
        if not _is_sign_at_an_edge(character) or (before.isalpha() and after.isalpha()):
            return found[0]
    return f"{_OPEN}{found[0]}{_CLOSE}"


def _affiliations(found: re.Match[str]) -> str:
    word, digits, apart = found.groups()
    if apart and word.islower():
        return found[0]
    marks = _JOIN.join(re.findall(r"\d+", digits or apart))
    return f"{word}{' ' if apart else ''}{_OPEN}{marks}{_CLOSE}"


def _number_first(found: re.Match[str]) -> str:
    return _numbered_marks(found[1]) if found[1] else ""


def _numbered(found: re.Match[str]) -> str:
    return f"{found[1]}{_numbered_marks(found[2])}"


def _numbered_marks(digits: str) -> str:
    return f"{_OPEN}{digits.replace(',', _JOIN)}{_CLOSE}"


def _ending(found: re.Match[str]) -> str:
    marks = _JOIN.join(re.findall(rf"\d+|[{_SIGNS}]", found[1]))
    return f"{_OPEN}{marks}{_CLOSE}{' and' if found[2] else ''}"


def take_marks(text: str) -> tuple[str, tuple[str, ...], bool]:
    """The name in a tidied text without emphasis, its marks, and whether braces enclosed all of it.

    `ValueError` if the text is too long for a name.
    """
    if len(text) > LONGEST:
        raise ValueError(f"{quoted(text)} is longer than {LONGEST} characters, so it is not a name")
    core, edges = cut_edges(_until_stable(_EMPHASIS, r"\2", text))
    if whole := is_braced(core):
        while is_braced(core):
            core, more = cut_edges(core[1:-1])
            edges += more
        core = core.translate({ord(_OPEN): None, ord(_CLOSE): None, ord(_JOIN): ","})
    else:  # "#" inside "{C# Group}" belongs to the name; elsewhere it does not.
        core, edges = _MARK.sub("", core), core + edges
    groups = (found[1].split(_JOIN) if found[1] else [found[0]] for found in _MARK.finditer(edges))
    marks = tuple(dict.fromkeys(mark for group in groups for mark in group))
    return " ".join(core.split()).strip(" ,;"), marks, whole


def cut_edges(text: str) -> tuple[str, str]:
    """The text between the outermost marks, and those marks."""
    start, end = 0, len(text)
    for found in _EDGE.finditer(text):
        if found.end() == len(text):
            end = found.start()
        elif not found.start():
            start = found.end()
    return text[start:end], f"{text[:start]} {text[end:]}" if start or end < len(text) else ""


def outside(separator: str) -> re.Pattern[str]:
    """The pattern for `split_outside` that splits at a regular expression."""
    return re.compile(rf"[{{}}]|{separator}")


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """Splits at a separator from `outside` that is outside braces; `ValueError` if braces do not match."""
    parts, start, depth = [], 0, 0
    for found in separator.finditer(text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            break
        if depth == 0 and found[0] != "}":
            parts.append(text[start : found.start()].strip())
            start = found.end()
    if depth:
        raise ValueError(f"{quoted(text)}: a brace is not closed or not opened")
    return [*parts, text[start:].strip()]


def is_braced(text: str) -> bool:
    """True if one pair of braces encloses the whole text."""
    depths = accumulate((letter == "{") - (letter == "}") for letter in text)
    return text[:1] == "{" and next((i for i, depth in enumerate(depths, 1) if depth == 0), 0) == len(text)
