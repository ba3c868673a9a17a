r"""MathML as LaTeX: its TeX annotation, its alternative text, or its elements (MathML Core)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class MathNode:
    """An element of MathML, its name without a prefix."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[MathNode | str] = field(default_factory=list)

    def elements(self) -> list[MathNode]:
        return [child for child in self.children if isinstance(child, MathNode)]

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


_DELIMITERS = r"^\s*(?:\\\(|\\\[|\$\$?)|(?:\\\)|\\\]|\$\$?)\s*$"
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


def as_tex(math: MathNode) -> str:
    """The formula as LaTeX without delimiters; empty if it has no content."""
    return " ".join((_annotation(math) or _alternative(math) or _row(math.children)).split())


def _annotation(node: MathNode) -> str:
    for child in node.elements():
        if child.name == "annotation" and "tex" in child.attributes.get("encoding", "").lower():
            return _bare(child.text())
        if found := _annotation(child):
            return found
    return ""


def _alternative(math: MathNode) -> str:
    text = math.attributes.get("alttext", "")
    return _bare(text) if re.search(r"[\\^_$]", text) else ""


def _bare(text: str) -> str:
    text = re.sub(_DELIMITERS, "", text).strip()
    if wrapped := re.fullmatch(r"\{?\\displaystyle\s+(.*?)\}?", text, re.DOTALL):
        text = wrapped[1]
    return text if text.count("{") == text.count("}") and "$" not in text else ""


def _row(children: Iterable[MathNode | str]) -> str:
    return "".join(_tex(child) if isinstance(child, MathNode) else _escaped(child.strip()) for child in children)


def _tex(node: MathNode) -> str:
    parts = node.elements()
    if (count := _COUNTS.get(node.name)) and len(parts) >= count:
        return _structure(node, parts)
    if (write := _WRITERS.get(node.name)) is not None:
        return write(node)
    return _row(node.children)


def _structure(node: MathNode, parts: list[MathNode]) -> str:
    """An element whose children have places."""
    if node.name == "mfrac":
        return rf"\frac{{{_tex(parts[0])}}}{{{_tex(parts[1])}}}"
    if node.name == "mroot":
        return rf"\sqrt[{_tex(parts[1])}]{{{_tex(parts[0])}}}"
    if node.name == "semantics":
        return _tex(parts[0])
    return _scripts(node.name, parts)


def _fenced(node: MathNode) -> str:
    opened, closed = node.attributes.get("open", "("), node.attributes.get("close", ")")
    separator = node.attributes.get("separators", ",")[:1]
    return _escaped(opened) + separator.join(map(_tex, node.elements())) + _escaped(closed)


def _table(node: MathNode) -> str:
    rows = r" \\ ".join(" & ".join(_row(cell.children) for cell in row.elements()) for row in node.elements())
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


def _words(node: MathNode) -> str:
    return rf"\text{{{_escaped(node.text())}}}" if node.text().strip() else r"\ "


def _token(node: MathNode) -> str:
    text = node.text().strip()
    variant = _VARIANTS.get(node.attributes.get("mathvariant", ""), "")
    if node.name == "mi" and len(text) > 1 and not variant:
        variant = "mathrm"
    written = _escaped(text)
    return rf"\{variant}{{{written}}}" if variant and text.isalnum() else written


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


def _scripts(name: str, parts: list[MathNode]) -> str:
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
_WRITERS: dict[str, Callable[[MathNode], str]] = {
    "mtext": _words,
    "mspace": lambda node: r"\,",
    "msqrt": lambda node: rf"\sqrt{{{_row(node.children)}}}",
    "mfenced": _fenced,
    "mtable": _table,
    **dict.fromkeys(("mi", "mn", "mo", "ms"), _token),
    **dict.fromkeys(("annotation", "annotation-xml", "mphantom", "none", "mprescripts"), lambda node: ""),
}
