"""HTML, JATS and MathML in texts of publishers, as LaTeX, for BibTeX, CSL-JSON and RIS alike.

Crossref's titles and abstracts are JATS (https://jats.nlm.nih.gov), often with entities that are escaped twice;
reference managers write HTML into titles. Markup that is not known is text, such as `vec<int>`. Of MathML, the TeX
annotation is taken, else the alternative text, else the elements (MathML Core).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.entities import html5
from html.parser import HTMLParser

from mkdocs_researcher.fields.spans import spans


@dataclass
class Node:
    """An element of HTML or MathML, its tag without a prefix; the root has none. Attributes may be empty."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        classes = self.attributes.get("class", "").split()
        return any(name in classes for name in names)

    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def first(self, name: str) -> Node | None:
        """The first descendant of a class; None if there is none."""
        for child in self.elements():
            if child.has(name):
                return child
            if found := child.first(name):
                return found
        return None

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


_DELIMITERS = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)|(?:\\\)|\\\]|\$\$?)\s*$")
_ESCAPED = {character: rf"\{character}" for character in "%#&{}$_"}
_ESCAPED |= {"\\": r"\backslash ", "^": r"\wedge ", "~": r"\sim ", "−": "-"}
_ESCAPED |= dict.fromkeys("\u2061\u2062\u2063\u2064", "")
_ACCENTS = {"¯": "bar", "‾": "bar", "_": "bar", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "∼": "tilde"}
_ACCENTS |= {"→": "vec", "\u20d7": "vec", "˙": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve"}
_VARIANTS = {
    "normal": "mathrm",
    "bold": "mathbf",
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
}


def as_tex(math: Node) -> str:
    """The formula as LaTeX without delimiters; empty if it has no content."""
    return " ".join((_annotation(math) or _alternative(math) or _row(math.children)).split())


def _annotation(node: Node) -> str:
    for child in node.elements():
        if child.tag == "annotation" and "tex" in child.attributes.get("encoding", "").lower():
            return _bare(child.text())
        if found := _annotation(child):
            return found
    return ""


def _alternative(math: Node) -> str:
    text = math.attributes.get("alttext", "")
    return _bare(text) if re.search(r"[\\^_$]", text) else ""


def _bare(text: str) -> str:
    text = _DELIMITERS.sub("", text).strip()
    if wrapped := re.fullmatch(r"\{?\\displaystyle\s+(.*?)\}?", text, re.DOTALL):
        text = wrapped[1]
    return text if text.count("{") == text.count("}") and "$" not in text else ""


def _row(children: Iterable[Node | str]) -> str:
    return "".join(_tex(child) if isinstance(child, Node) else _escaped(child.strip()) for child in children)


def _tex(node: Node) -> str:
    parts = node.elements()
    if (count := _COUNTS.get(node.tag)) and len(parts) >= count:
        return _structure(node, parts)
    if (write := _WRITERS.get(node.tag)) is not None:
        return write(node)
    return _row(node.children)


def _structure(node: Node, parts: list[Node]) -> str:
    if node.tag == "mfrac":
        return rf"\frac{{{_tex(parts[0])}}}{{{_tex(parts[1])}}}"
    if node.tag == "mroot":
        return rf"\sqrt[{_tex(parts[1])}]{{{_tex(parts[0])}}}"
    if node.tag == "semantics":
        return _tex(parts[0])
    return _scripts(node.tag, parts)


def _fenced(node: Node) -> str:
    opened, closed = node.attributes.get("open", "("), node.attributes.get("close", ")")
    separator = node.attributes.get("separators", ",")[:1]
    return _escaped(opened) + separator.join(map(_tex, node.elements())) + _escaped(closed)


def _table(node: Node) -> str:
    rows = r" \\ ".join(" & ".join(_row(cell.children) for cell in row.elements()) for row in node.elements())
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


def _words(node: Node) -> str:
    return rf"\text{{{_escaped(node.text())}}}" if node.text().strip() else r"\ "


def _token(node: Node) -> str:
    text = node.text().strip()
    variant = _VARIANTS.get(node.attributes.get("mathvariant", ""), "")
    if node.tag == "mi" and len(text) > 1 and not variant:
        variant = "mathrm"
    written = _escaped(text)
    return rf"\{variant}{{{written}}}" if variant and text.isalnum() else written


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


def _scripts(name: str, parts: list[Node]) -> str:
    base = _tex(parts[0])
    if name == "mover" and (accent := _ACCENTS.get(parts[1].text().strip())):
        return rf"\{accent}{{{base}}}"
    base = base if len(base) == 1 or re.fullmatch(r"\\[a-z]+\{[^{}]*\}", base) else f"{{{base}}}"
    if name in {"msup", "mover"}:
        return f"{base}^{{{_tex(parts[1])}}}"
    lower = f"{base}_{{{_tex(parts[1])}}}"
    return f"{lower}^{{{_tex(parts[2])}}}" if len(parts) > 2 else lower


_COUNTS = {"msubsup": 3, "munderover": 3} | dict.fromkeys(("msub", "msup", "munder", "mover", "mfrac", "mroot"), 2)
_COUNTS |= {"semantics": 1}
_WRITERS: dict[str, Callable[[Node], str]] = {
    "mtext": _words,
    "mspace": lambda node: r"\,",
    "msqrt": lambda node: rf"\sqrt{{{_row(node.children)}}}",
    "mfenced": _fenced,
    "mtable": _table,
    **dict.fromkeys(("mi", "mn", "mo", "ms"), _token),
    **dict.fromkeys(("annotation", "annotation-xml", "mphantom", "none", "mprescripts"), lambda node: ""),
}


_MAY_HOLD = re.compile(
    r"<[A-Za-z/!?]|&(?:#[0-9]|#[xX][0-9a-fA-F]|[A-Za-z])|\\less(?![a-z])|\\lt(?![a-z])|\\mathsemicolon|\\textless|\$<\$"
)
# Crossref's BibTeX has math commands for these, and splits entities: `{\\&}amp$\\mathsemicolon$`.
_CROSSREF = {"less": "<", "greater": ">", "lt": "<", "gt": ">", "mathsemicolon": ";", "mathplus": "+", "mathequal": "="}
_IN_CROSSREF = rf"\$\s*\\({'|'.join(_CROSSREF)})\s*\$|\\ensuremath\{{\\({'|'.join(_CROSSREF)})\}}"
_ENTITY = r"(?:\{\\&\}|\\?&)\\?(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# Characters of entities that mean something in LaTeX; < and > may be markup that was escaped.
_IN_LATEX = {"&": "&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}"}
_IN_LATEX |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00ad": ""}

_WRAPPED = {
    "i": r"\RSi{", "italic": r"\RSi{", "em": r"\emph{", "b": r"\RSb{", "bold": r"\RSb{", "strong": r"\textbf{",
    "sub": r"\textsubscript{", "sup": r"\textsuperscript{", "inf": r"\textsubscript{", "u": r"\underline{",
    "underline": r"\underline{", "code": r"\texttt{", "tt": r"\texttt{", "monospace": r"\texttt{", "q": r"\enquote{",
    "kbd": r"\texttt{", "s": r"\sout{", "strike": r"\sout{", "del": r"\sout{", "cite": r"\emph{", "var": r"\emph{",
    "dfn": r"\emph{",
}  # fmt: skip
_LISTS = {"ul": "itemize", "ol": "enumerate", "list": "itemize", "dl": "itemize"}
_ITEMS = frozenset(("li", "list-item", "dt", "def-item"))
_BLOCKS = frozenset(
    "p div sec section abstract boxed-text disp-quote blockquote fig table tr article title label h1 h2 h3 h4 h5 h6 "
    "table-wrap disp-formula verse-group speech statement dd def pre header footer".split()
)
_HEADINGS = frozenset("title h1 h2 h3 h4 h5 h6".split())
_TRANSPARENT = frozenset(
    "span font small big sc scp nobr ext-link uri xref inline-formula disp-formula alternatives named-content "
    "styled-content astrobj thead tbody td th a abbr bdi ins mark time wbr br break hr img tex-math tex".split()
)
# Of the elements of publishers. Others, such as `<a:b>`, are text.
_PREFIXES = ("jats:", "mml:")
_VOID = frozenset("br break hr wbr img inline-graphic graphic".split())
# Reference managers escape tags, `{\textless}i{\textgreater}`, some without braces: `\textlessi\textgreater`.
_NAMES = "|".join(sorted({*_WRAPPED, *_LISTS, *_ITEMS, *_BLOCKS, *_TRANSPARENT}))
_ESCAPED_TAG = (
    r"(?:\{\\textless\}|\\textless(?:\{\}|\s*)|\{?\$<\$\}?)"
    rf"((/)?(?:{_NAMES}|(?:jats|mml):[\w-]+)(?:\s[^<>{{}}$\\]{{0,80}})?/?)"
    r"(?:\{\\textgreater\}|\\textgreater(?:\{\}|(?(2)|\s?))|\{?\$>\$\}?)"
)
_NO_HEADING = re.compile(r"\s*(?:abstract|summary)[\s.:]*", re.IGNORECASE)
_TAG = re.compile(
    r"(?P<comment><!--)|(?P<cdata><!\[CDATA\[)|</?[A-Za-z](?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,300}>"
)
_COMMENT_END, _CDATA_END = re.compile("-->"), re.compile(r"\]\]>")
_MATH_END = re.compile(r"</(?:\w+:)?math\s*>", re.IGNORECASE)
_DEEPEST = 100
_DOCUMENT = (r"\begin{document}", r"\end{document}")


def has_markup(text: str) -> bool:
    """True if a text may contain HTML, JATS, MathML or entities."""
    return ("<" in text or "&" in text or "\\" in text) and _MAY_HOLD.search(text) is not None


def to_latex_markup(text: str) -> str:
    r"""A text with its HTML, JATS, MathML and entities as LaTeX: `CO<sub>2</sub>` as `CO\textsubscript{2}`.

    Characters that mean something in LaTeX stay, unless they were entities.
    """
    if "\\less" in text or "\\lt" in text or "\\math" in text or "\\ensuremath" in text:
        text = re.sub(_IN_CROSSREF, lambda found: _CROSSREF[found[1] or found[2]], text)
    if "\\textless" in text or "$<$" in text:
        text = re.sub(_ESCAPED_TAG, r"<\1>", text)
    for _ in range(3):  # Crossref escapes what is escaped already
        before, text = text, re.sub(_ENTITY, _character, text) if "&" in text else text
        if text == before:
            break
    if not re.search(r"<[A-Za-z/!?]", text):
        return text
    reader = _Reader(len(_MATH_END.findall(text)))
    position = 0
    for start, end in spans(text, _TAG, _end_of_markup):
        reader.handle_data(text[position:start])
        reader.feed(text[start:end])
        position = end
    reader.handle_data(text[position:])
    return reader.latex()


def _end_of_markup(opening: re.Match[str]) -> re.Pattern[str] | None:
    if opening["comment"]:
        return _COMMENT_END
    return _CDATA_END if opening["cdata"] else None


def _character(found: re.Match[str]) -> str:
    name = f"{found[1]};"
    shown = html.unescape(f"&{name}") if name[0] == "#" else html5.get(name) or html5.get(name.lower(), "")
    if shown in {"\n", "\t", "\r"}:
        return " "
    if not shown or shown == f"&{found[1]};" or not all(map(_is_character, shown)):
        return found[0]
    return "".join(_IN_LATEX.get(character, character) for character in shown)


def _is_character(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) in {"Zs", "Cf"}


class _Reader(HTMLParser):
    """Writes LaTeX; tags that are never closed, or are not known, are written as they are."""

    def __init__(self, formulas: int) -> None:
        super().__init__(convert_charrefs=False)
        self.formulas = formulas  # how many of MathML are closed
        self.out: list[str] = []
        self.open: list[tuple[str, int, str, str]] = []  # name, place in `out`, the tag as written, its end
        self.math: Node | None = None
        self.math_open: list[Node] = []

    def set_cdata_mode(self, *_: object, **__: object) -> None:
        """Keeps the parser from taking the content of `script` and `title` for text."""

    def latex(self) -> str:
        while self.open:
            self.drop(self.open.pop())
        if self.math is not None:
            self.out.append(f"${as_tex(self.math)}$")
        return "".join(self.out)

    def drop(self, opened: tuple[str, int, str, str]) -> None:
        """A start tag without an end is text, unless its prefix is that of markup, or it starts a paragraph or item."""
        name, place, written, _ = opened
        if name not in _BLOCKS | _ITEMS:
            self.out[place] = "" if written[1:].lower().startswith(_PREFIXES) else written

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        name, values = _local(tag), dict(attrs)
        if self.math is not None or (name == "math" and self.formulas > 0):
            self.start_math(name, values)
        elif not _is_known(tag, values) or len(self.open) >= _DEEPEST:
            self.out.append(written)
        elif name in _VOID or written.endswith("/>"):
            self.out.append(values.get("alt") or (" " if name != "wbr" else ""))
        else:
            start, end = self.wrapped(name, values)
            self.open.append((name, len(self.out), written, end))
            self.out.append(start)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.math is not None:
            self.end_math(_local(tag))

    def wrapped(self, name: str, values: dict[str, str | None]) -> tuple[str, str]:
        address = values.get("href") or values.get("xlink:href") or ""
        if name in {"a", "ext-link", "uri"} and address.startswith(("http://", "https://")):
            start, end = rf"\href{{{address.replace('{', '%7B').replace('}', '%7D')}}}{{", "}"
        elif name in _LISTS:
            kind = "enumerate" if "order" in (values.get("list-type") or "") else _LISTS[name]
            start, end = rf"\begin{{{kind}}}", rf"\end{{{kind}}}"
        elif name in _ITEMS:
            start, end = r"\item ", ""
        elif name in _BLOCKS:
            start, end = ("", " ") if self.is_in_item() and name not in _HEADINGS else ("\n\n", "\n\n")
        elif name in {"td", "th"}:
            start, end = "", " "
        else:
            start = _WRAPPED.get(name, "")
            end = "}" if start else ""
        return start, end

    def is_in_item(self) -> bool:
        return any(opened[0] in _ITEMS for opened in self.open)

    def handle_endtag(self, tag: str) -> None:
        name = _local(tag)
        if self.math is not None:
            self.end_math(name)
            return
        index = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] == name), -1)
        if index < 0 or (":" in tag and not tag.startswith(_PREFIXES)):
            if not tag.startswith(_PREFIXES):
                self.out.append("" if tag in _BLOCKS | _VOID else f"</{tag}>")
            return
        while len(self.open) > index + 1:
            self.drop(self.open.pop())
        _, place, _, end = self.open.pop()
        if name in {"tex-math", "tex"}:
            self.formula(place)
        elif name in _HEADINGS:
            self.heading(place)
        elif name == "alternatives":
            self.alternatives(place)
        else:
            self.out.append(end)

    def formula(self, place: int) -> None:
        text = "".join(self.out[place:])
        start, end = text.find(_DOCUMENT[0]) + len(_DOCUMENT[0]), text.rfind(_DOCUMENT[1])
        is_document = _DOCUMENT[0] in text and start <= end
        tex = _DELIMITERS.sub("", text[start:end] if is_document else text).strip()
        self.out[place:] = [f"${tex}$" if tex else ""]

    def heading(self, place: int) -> None:
        """The title of a section; that of the abstract itself says nothing."""
        text = "".join(self.out[place:]).strip()
        self.out[place:] = [f"\n\n\\RSb{{{text}}}\n\n" if text and not _NO_HEADING.fullmatch(text) else "\n\n"]

    def alternatives(self, place: int) -> None:
        """The first of several forms of one formula."""
        forms = [part for part in self.out[place:] if part.strip()]
        self.out[place:] = forms[:1]

    def start_math(self, name: str, values: dict[str, str | None]) -> None:
        node = Node(name, {key: value or "" for key, value in values.items()})
        if self.math is None:
            self.math = node
        else:
            self.math_open[-1].children.append(node)
        if len(self.math_open) < _DEEPEST:
            self.math_open.append(node)

    def end_math(self, name: str) -> None:
        index = next((i for i in range(len(self.math_open) - 1, -1, -1) if self.math_open[i].tag == name), -1)
        if index >= 0:
            del self.math_open[index:]
        if not self.math_open and self.math is not None:
            self.formulas -= 1
            tex = as_tex(self.math)
            self.out.append(f"${tex}$" if tex else "")
            self.math = None

    def handle_data(self, data: str) -> None:
        if self.math_open:
            self.math_open[-1].children.append(data)
        else:
            self.out.append(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data.removeprefix("CDATA["))


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _is_known(tag: str, values: dict[str, str | None]) -> bool:
    if None in values.values():  # `a <b and c>`
        return False
    return tag.startswith(_PREFIXES) or any(tag in known for known in (_WRAPPED, _LISTS, _ITEMS, _BLOCKS, _TRANSPARENT))
