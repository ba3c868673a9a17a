"""The fonts of the CV as PDF (ours, those of the project and of the system), and characters that none of them has."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from itertools import islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.formats.bibtex.formula import bare
from mkdocs_researcher.hosts.pdf.typst import FONTS, font_folders, load_typst, run_typst

_ENDINGS = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_WEB_ENDINGS = frozenset((".woff", ".woff2", ".eot"))
_SIGNATURES = frozenset((b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true"))
# Characters in our fonts and those of Typst, so that most CVs need no further check.
_AVAILABLE = re.compile(r"[\u0000-\u04ff\u1e00-\u2040\u2190-\u23ff]")
# Combining marks belong to the letter before them; the other categories are invisible.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"))
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NOTO_CJK = "Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk)"
_MOST_FILES = 5_000
# Limits of a message.
_MAX_CHARACTERS, _MAX_EXCERPTS = 8, 5
_CHARACTERS_BEFORE, _CHARACTERS_AFTER = 12, 28
# Values of a document that are not text for readers.
_SILENT = frozenset(("k", "url", "lang", "unknown", "formless"))
# Blocks that start a new line.
_LINES = frozenset(("p", "h", "entry", "ref"))
# A LaTeX command.
_COMMAND = re.compile(r"\\[A-Za-z]{2,}")


class OwnFonts(NamedTuple):
    """The fonts of a project.

    Attributes:
        files: name, time of the last change in nanoseconds and size in bytes of each file; empty if there are none.
    """

    folder: Path
    files: tuple[tuple[str, int, int], ...] = ()

    @property
    def paths(self) -> list[str]:
        """The folders to search: those of the extra `[pdf]`, and that of the project if it has fonts.

        Raises:
            PdfError: the fonts of the extra are not installed.
        """
        return [*font_folders(), *([str(self.folder)] if self.files else [])]

    def families(self) -> list[str]:
        """Names of the families in the project, in order; `PdfError` if Typst is not installed."""
        if not self.files:
            return []
        fonts = load_typst().Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.folder)]
        )
        return sorted(fonts.families())


class Note(NamedTuple):
    """Something that the author should know about a PDF."""

    message: str
    severity: Literal["warning", "info"]


def own_fonts(project: Path) -> OwnFonts:
    """The fonts of a project, in its folder `fonts` and the folders below."""
    folder = project / FONTS
    found = sorted(path for path in _inside(folder) if path.suffix.lower() in _ENDINGS and path.is_file())
    states = ((path, path.stat()) for path in found)
    return OwnFonts(folder, tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in states))


def _inside(folder: Path) -> Iterator[Path]:
    """The content of the folder, which may be a link to a whole disk."""
    return islice(folder.rglob("*"), _MOST_FILES)


def unreadable_fonts(project: Path) -> tuple[Note, ...]:
    """Warnings about files in the project's folder of fonts that Typst cannot use."""
    folder, notes = project / FONTS, []
    if folder.exists() and not folder.is_dir():
        return (Note(f"{FONTS} is not a folder; put the fonts into a folder of this name", "warning"),)
    for path in sorted(_inside(folder)):
        name = path.relative_to(project).as_posix()
        if path.suffix.lower() in _WEB_ENDINGS:
            notes.append(Note(f"{name} is not used: only .ttf, .otf and .ttc files are", "warning"))
        elif path.suffix.lower() in _ENDINGS and not _is_font(path):
            notes.append(Note(f"{name} is not a TrueType or OpenType font; get it again", "warning"))
    return tuple(notes)


def _is_font(path: Path) -> bool:
    """Does the file start as fonts do (OpenType specification, "Organization of an OpenType Font")?"""
    try:
        with path.open("rb") as file:
            return file.read(4) in _SIGNATURES
    except OSError:
        return False


def missing_characters(document: Mapping[str, Any], own: OwnFonts) -> frozenset[str]:
    """The characters of a CV that no font has, so that the PDF would show an empty box for each.

    Raises:
        PdfError: Typst is not installed.
    """
    unchecked = {character for text in visible_texts(document) for character in _AVAILABLE.sub("", text)}
    visible = sorted(character for character in unchecked if unicodedata.category(character) not in _INVISIBLE)
    if not visible:
        return frozenset()
    options = {"selector": "<missing>", "field": "value", "one": True}
    found = run_typst("query", "missing.typ", json.dumps(visible), own.paths, **options)
    return frozenset(json.loads(found))


def without_missing(document: Mapping[str, Any], missing: Set[str]) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """The document with missing characters handled, and notes about them.

    A native name with one is left out, because the name in Latin letters remains. Other texts stay, with empty boxes.
    """
    made, notes = dict(document), []
    if absent := _in_order(made["native"], missing):
        made["native"] = ""
        message = (
            f"the PDF leaves out native_name '{document['native']}', because no installed font has {_listed(absent)}"
        )
        notes.append(Note(f"{message}; {_remedy(absent)}", "info"))
    pieces = [piece for piece in _pieces(made) if not missing.isdisjoint(piece)]
    if absent := _in_order("".join(pieces), missing):
        excerpts = ", ".join(f"'{_excerpt(piece, missing)}'" for piece in pieces[:_MAX_EXCERPTS])
        excerpts += f" and {len(pieces) - _MAX_EXCERPTS} more" if len(pieces) > _MAX_EXCERPTS else ""
        message = f"the PDF shows empty boxes for {_listed(absent)}, which no installed font has, in {excerpts}"
        notes.append(Note(f"{message}; {_remedy(absent)}", "warning"))
    return made, tuple(notes)


def unconverted(document: Mapping[str, Any]) -> tuple[Note, ...]:
    """Notes about LaTeX that has no meaning as characters: as written in texts, changed or left out in formulas."""
    notes = []
    if texts := [text for text in visible_texts(document) if _COMMAND.search(text)]:
        commands = ", ".join(dict.fromkeys(found for text in texts for found in _COMMAND.findall(text)))
        message = f"the PDF shows {commands[:80]} as written, in '{texts[0].strip()[:60]}'; write it in another way"
        notes.append(Note(message, "info"))
    for formula in dict.fromkeys(_in_formulas(document, "formless")):
        message = f"the PDF shows the formula {formula[:60]} as '{bare(formula)[:60]}'; write it in another way"
        notes.append(Note(message, "info"))
    if unknown := dict.fromkeys(_in_formulas(document, "unknown")):
        commands = ", ".join(f"\\{name}" for name in unknown)
        message = f"the PDF leaves out {commands[:80]} in formulas, because it is unknown; write what it stands for"
        notes.append(Note(message, "warning"))
    return tuple(notes)


def _in_formulas(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from value.get(key, ())
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _in_formulas(item, key)


def visible_texts(value: Any) -> Iterator[str]:
    """All texts for readers in a document or a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from visible_texts(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _SILENT:
                yield from visible_texts(item)


def _pieces(document: Mapping[str, Any]) -> Iterator[str]:
    parts = [document["name"], document["role"], *document["contacts"]]
    for section in document["sections"]:
        parts += [section["title"], *section["blocks"]]
    for part in parts:
        yield " ".join(_line(part).split())


def _line(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(map(_line, part))
    if isinstance(part, Mapping):
        columns = (_line(item) for key, item in part.items() if key not in _SILENT)
        return " ".join(filter(None, columns)) + (" " if part.get("k") in _LINES else "")
    return ""


def _in_order(text: str, missing: Set[str]) -> list[str]:
    return [character for character in dict.fromkeys(text) if character in missing]


def _listed(characters: list[str]) -> str:
    more = len(characters) - _MAX_CHARACTERS
    return " ".join(characters[:_MAX_CHARACTERS]) + (f" and {more} more characters" if more > 0 else "")


def _excerpt(text: str, missing: Set[str]) -> str:
    first = next(index for index, character in enumerate(text) if character in missing)
    start, end = max(0, first - _CHARACTERS_BEFORE), first + _CHARACTERS_AFTER
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _remedy(characters: list[str]) -> str:
    example = "one that has them"
    if all(map(_EAST_ASIAN.match, characters)):
        example = f"one, such as {_NOTO_CJK}"
    elif any(map(_EAST_ASIAN.match, characters)):
        others = [character for character in characters if not _EAST_ASIAN.match(character)]
        example = f"{_NOTO_CJK} and a font that has {_listed(others)}"
    return f"install {example}, or put its file (.ttf, .otf or .ttc) into the folder {FONTS}/ next to mkdocs.yml"
