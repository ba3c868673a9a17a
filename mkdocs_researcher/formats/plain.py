"""Markdown of data as plain text, for exports and the heads of pages."""

from __future__ import annotations

import re

from mkdocs_researcher.fields.spans import MATH
from mkdocs_researcher.fields.text import one_line, plain_text
from mkdocs_researcher.fields.urls import without_addresses

_MARKUP = r"[\\`*_\[\]<]"


def text_of(markdown: str | None) -> str:
    """The words of a Markdown text in one line; simple formulas are characters, since nothing renders math here."""
    if not markdown:
        return ""
    if "$" in markdown or "\\(" in markdown:
        markdown = MATH.sub(_characters, markdown)
    return one_line(plain_text(markdown))


def _characters(found: re.Match[str]) -> str:
    from mkdocs_researcher.formats.bibtex.formula import characters, cleaned, plain

    width = 2 if found[0].startswith("\\") else 1
    pieces = characters(cleaned(found[0][width:-width]).tex)
    return found[0] if pieces is None else re.sub(_MARKUP, r"\\\g<0>", plain(pieces))


def words(markdown: str | None) -> str:
    """The words of a Markdown text in one line, without email addresses, which harvesters look for."""
    return without_addresses(text_of(markdown))
