"""What is read off a PDF: its text, its links, how far its lines reach."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text, as one line, without the marks at which long words may break."""
    text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def links_of(pdf: bytes) -> set[str]:
    annotations = [note.get_object() for page in read(pdf).pages for note in page.get("/Annots", ())]
    return {str(note["/A"]["/URI"]) for note in annotations if "/URI" in note.get("/A", {})}


def pieces_of(page: pypdf.PageObject) -> list[tuple[str, str, float]]:
    """The pieces of text on a page, with the names and sizes of their fonts."""
    found: list[tuple[str, str, float]] = []

    def note(text: str, _outer: list[float], _inner: list[float], font: dict[str, Any] | None, size: float) -> None:
        found.append((text, str((font or {}).get("/BaseFont", "")), size))

    page.extract_text(visitor_text=note)
    return found


def right_edges(page: pypdf.PageObject) -> list[float]:
    """Where each piece of text on a page ends, in points from the left; of a PDF that Typst has set."""
    edges: list[float] = []
    fonts = {name: _Font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    chosen: list[tuple[_Font, float]] = []

    def note(operator: bytes, operands: list[Any], outer: list[float], inner: list[float]) -> None:
        if operator == b"Tf":
            chosen.append((fonts[operands[0]], float(operands[1])))
        elif operator in {b"Tj", b"TJ"}:
            font, size = chosen[-1]
            items = operands[0] if operator == b"TJ" else operands
            x = inner[4] + inner[0] * size * font.width(items) / 1000
            edges.append(outer[0] * x + outer[2] * inner[5] + outer[4])

    page.extract_text(visitor_operand_before=note)
    return edges


class _Font:
    """The widths of a font whose characters are named by two bytes each, in thousandths of its size."""

    def __init__(self, font: Any) -> None:
        (descendant,) = (item.get_object() for item in font["/DescendantFonts"])
        self.widths = dict(_widths(list(descendant.get("/W", ()))))
        self.default = float(descendant.get("/DW", 1000))

    def width(self, items: list[Any]) -> float:
        """The width of strings and of the numbers between them, which draw together what follows."""
        total = 0.0
        for item in items:
            if isinstance(item, int | float):
                total -= float(item)
            else:
                codes = item.original_bytes
                pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
                total += sum(self.widths.get(pair, self.default) for pair in pairs)
        return total


def _widths(listed: list[Any]) -> Iterator[tuple[int, float]]:
    """The entries of `/W`: `first [widths]`, or `first last width`."""
    while listed:
        first, following = int(listed.pop(0)), listed.pop(0)
        if isinstance(following, list):
            yield from ((first + index, float(width)) for index, width in enumerate(following))
        else:
            width = float(listed.pop(0))
            yield from ((code, width) for code in range(first, int(following) + 1))
