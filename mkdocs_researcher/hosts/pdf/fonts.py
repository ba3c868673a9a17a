"""The fonts of the CV as PDF: ours, those of the project and those of the machine; and the characters that none has."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.hosts.pdf.typst import OUR_FONTS, load_typst, run_typst

FONTS = "fonts"
"""Folder beside `mkdocs.yml` with fonts of the author's own."""

_ENDINGS = frozenset((".ttf", ".otf", ".ttc", ".otc"))
# What our fonts and those of Typst have, so that most CVs need not be looked at more closely.
_OURS = re.compile(r"[\u0000-\u04ff\u1e00-\u2040\u2190-\u23ff]")
# Marks join the letters before them; the others show nothing.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"))
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_SHOWN_CHARACTERS, _SHOWN_PLACES = 8, 5
_BEFORE, _AFTER = 12, 28
# Values of a document that no reader sees.
_SILENT = frozenset(("k", "url", "lang"))
# Blocks that are a line of their own.
_LINES = frozenset(("p", "h", "entry", "ref"))


class OwnFonts(NamedTuple):
    """The fonts of a project.

    Attributes:
        folder: where they are.
        files: name, time of the last change in nanoseconds and size in bytes of each file; empty if there are none.
    """

    folder: Path
    files: tuple[tuple[str, int, int], ...] = ()

    @property
    def paths(self) -> list[str]:
        """The folders to search: ours, and that of the project if it has fonts."""
        return [OUR_FONTS, *([str(self.folder)] if self.files else [])]

    def families(self) -> list[str]:
        """Names of the families in the project, in order.

        Raises:
            PdfError: Typst is not installed.
        """
        if not self.files:
            return []
        fonts = load_typst().Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.folder)]
        )
        return sorted(fonts.families())


class Doubt(NamedTuple):
    """Something that the author should know of a PDF."""

    message: str
    severity: Literal["warning", "info"]


def own_fonts(project: Path) -> OwnFonts:
    """The fonts of a project, in its folder `fonts` and the folders below.

    Args:
        project: the folder of `mkdocs.yml`.
    """
    folder = project / FONTS
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    states = ((path, path.stat()) for path in found)
    return OwnFonts(folder, tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in states))


def missing_characters(document: Mapping[str, Any], own: OwnFonts) -> frozenset[str]:
    """The characters of a CV that no font has, so that the PDF would show an empty box for each.

    Args:
        document: as `cv_document` makes it.
        own: the fonts of the project.

    Raises:
        PdfError: Typst is not installed.
    """
    doubtful = {sign for text in shown_texts(document) for sign in _OURS.sub("", text)}
    asked = sorted(sign for sign in doubtful if unicodedata.category(sign) not in _INVISIBLE)
    if not asked:
        return frozenset()
    options = {"selector": "<missing>", "field": "value", "one": True}
    found = run_typst("query", "missing.typ", json.dumps(asked), own.paths, **options)
    return frozenset(json.loads(found))


def without_missing(document: Mapping[str, Any], missing: Set[str]) -> tuple[dict[str, Any], tuple[Doubt, ...]]:
    """The document as the fonts can show it, and what is lost.

    A native name is left out, for the name is there in Latin letters. All other text stays, with its empty boxes.

    Args:
        document: as `cv_document` makes it.
        missing: characters that no font has.
    """
    made, doubts = dict(document), []
    if lost := _in_order(made["native"], missing):
        made["native"] = ""
        message = f"the PDF leaves out native_name '{document['native']}', for no font here has {_named(lost)}"
        doubts.append(Doubt(f"{message}; {_remedy(lost)}", "info"))
    pieces = [piece for piece in _pieces(made) if not missing.isdisjoint(piece)]
    if lost := _in_order("".join(pieces), missing):
        places = ", ".join(f"'{_around(piece, missing)}'" for piece in pieces[:_SHOWN_PLACES])
        places += f" and {len(pieces) - _SHOWN_PLACES} more" if len(pieces) > _SHOWN_PLACES else ""
        message = f"the PDF shows empty boxes for {_named(lost)}, which no font here has, in {places}"
        doubts.append(Doubt(f"{message}; {_remedy(lost)}", "warning"))
    return made, tuple(doubts)


def shown_texts(value: Any) -> Iterator[str]:
    """All text in a document, or in a part of it, that a reader sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from shown_texts(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _SILENT:
                yield from shown_texts(item)


def _pieces(document: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the head, the titles and the entries, each as one text."""
    parts = [document["name"], document["role"], *document["contacts"]]
    for section in document["sections"]:
        parts += [section["title"], *section["blocks"]]
    for part in parts:
        yield " ".join(_line(part).split())


def _line(part: Any) -> str:
    """The text of a part of a document, with spaces where one block or one column ends."""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(map(_line, part))
    if isinstance(part, Mapping):
        columns = (_line(item) for key, item in part.items() if key not in _SILENT)
        return " ".join(filter(None, columns)) + (" " if part.get("k") in _LINES else "")
    return ""


def _in_order(text: str, missing: Set[str]) -> list[str]:
    """The missing characters in a text, each once."""
    return [sign for sign in dict.fromkeys(text) if sign in missing]


def _named(signs: list[str]) -> str:
    more = len(signs) - _SHOWN_CHARACTERS
    return " ".join(signs[:_SHOWN_CHARACTERS]) + (f" and {more} more characters" if more > 0 else "")


def _around(text: str, missing: Set[str]) -> str:
    """The part of a text that begins a little before its first missing character."""
    first = next(index for index, sign in enumerate(text) if sign in missing)
    start, end = max(0, first - _BEFORE), first + _AFTER
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _remedy(signs: list[str]) -> str:
    example = "one that has them"
    if all(map(_EAST_ASIAN.match, signs)):
        example = "one, such as Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk)"
    return f"install {example}, or put its file (.ttf, .otf or .ttc) into the folder {FONTS}/ beside mkdocs.yml"
