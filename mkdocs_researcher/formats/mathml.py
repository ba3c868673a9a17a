r"""MathML as LaTeX: its TeX annotation, its alternative text, or its elements (MathML Core)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class MathNode:
    """An element of MathML, its name without a prefix."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[MathNode | str] = field(default_factory=list)

    def elements(self) -> list[MathNode]:
        """The child elements."""
        return [child for child in self.children if isinstance(child, MathNode)]

    def text(self) -> str:
        """All text in the element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


_DELIMITERS = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)|(?:\\\)|\\\]|\$\$?)\s*$")
_ESCAPED = {"%": r"\%", "#": r"\#", "&": r"\&", "{": r"\{", "}": r"\}", "$": r"\$", "_": r"\_", "\\": r"\backslash ",
            "^": r"\wedge ", "~": r"\sim ", "−": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": ""}  # fmt: skip
_ACCENTS = {"¯": "bar", "‾": "bar", "_": "bar", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "→": "vec",
            "⃗": "vec", "˙": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve", "→\ufe0e": "vec", "∼": "tilde"}  # fmt: skip
_VARIANTS = {"normal": "mathrm", "bold": "mathbf", "double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak"}


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
    text = _DELIMITERS.sub("", text).strip()
    if wrapped := re.fullmatch(r"\{?\\displaystyle\s+(.*?)\}?", text, re.DOTALL):
        text = wrapped[1]
    return text if text.count("{") == text.count("}") and "$" not in text else ""


def _row(children: Iterable[MathNode | str]) -> str:
    return "".join(_tex(child) if isinstance(child, MathNode) else _escaped(child.strip()) for child in children)


def _tex(node: MathNode) -> str:
    name, parts = node.name, node.elements()
    if name in {"mi", "mn", "mo", "ms"}:
        return _token(node)
    if name == "mtext":
        return rf"\text{{{_escaped(node.text())}}}" if node.text().strip() else r"\ "
    if name == "mspace":
        return r"\,"
    if name in {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}:
        return ""
    if name == "semantics":
        return _tex(parts[0]) if parts else _row(node.children)
    if name in {"msub", "msup", "msubsup", "munder", "mover", "munderover"} and len(parts) >= 2:
        return _scripts(name, parts)
    if name == "mfrac" and len(parts) == 2:
        return rf"\frac{{{_tex(parts[0])}}}{{{_tex(parts[1])}}}"
    if name == "msqrt":
        return rf"\sqrt{{{_row(node.children)}}}"
    if name == "mroot" and len(parts) == 2:
        return rf"\sqrt[{_tex(parts[1])}]{{{_tex(parts[0])}}}"
    if name == "mfenced":
        opened, closed = node.attributes.get("open", "("), node.attributes.get("close", ")")
        separator = node.attributes.get("separators", ",")[:1]
        return _escaped(opened) + separator.join(_tex(part) for part in parts) + _escaped(closed)
    if name == "mtable":
        rows = r" \\ ".join(" & ".join(_row(cell.children) for cell in row.elements()) for row in parts)
        return rf"\begin{{matrix}}{rows}\end{{matrix}}"
    return _row(node.children)


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
