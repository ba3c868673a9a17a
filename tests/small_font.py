"""A font for tests: a box of its own for each character that is asked for, so that no test needs a font of the machine."""

from __future__ import annotations

import functools
import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

_EM = 1000


@functools.cache
def font_with(characters: str, family: str = "Small Test Font") -> bytes:
    """A TrueType font.

    Args:
        characters: what it has, in any order.
        family: its name.
    """
    names = {ord(character): f"u{ord(character):05X}" for character in sorted(set(characters))}
    glyphs = {".notdef": _box(700), **dict.fromkeys(names.values(), _box(900))}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (_EM, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names_of_it = {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "") + "-Regular"}
    builder.setupNameTable(names_of_it)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # the same bytes every time
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def fonts_of_the_machine(folder: Path, characters: str = "") -> dict[str, str]:
    """Variables of a process on Linux that finds, in place of the fonts of the machine, one or none.

    Args:
        folder: where to write what is needed.
        characters: those that the font has; there is none without any.
    """
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    if characters:
        (fonts / "machine.ttf").write_bytes(font_with(characters, "Machine Letters"))
    config = folder / "fonts.conf"
    # Without any folder, the fonts of the usual ones would be found.
    config.write_text(f'<?xml version="1.0"?>\n<fontconfig><dir>{fonts}</dir></fontconfig>\n', encoding="utf-8")
    return {"FONTCONFIG_FILE": str(config)}


def _box(width: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 800), (width, 800), (width, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
