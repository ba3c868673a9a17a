"""The CV as PDF, set by Typst. It is an extra: `pip install "mkdocs-researcher[pdf]"`."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from mkdocs_researcher.hosts.pdf.fonts import OwnFonts, shown_texts
from mkdocs_researcher.hosts.pdf.run_typst import run_typst

# What a line cannot hold is given places to break at: after signs that part an address, else anywhere. Not what fits,
# for then no search finds it; and no Chinese or Japanese, which breaks by itself.
_LONG_WORD = re.compile(r"[^\s\u200b\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{60,}")
_PARTS = re.compile(r"(?<=[/.?&=_-])(?=[^/.?&=_-])|(?<=[^\u200b]{24})")
# In the narrow column of tags.
_SHORT_LINE = re.compile(r"([\w@&/-]{6})(?=[\w@&/’'-]{6})")
# Characters of an entry that fills so much of a page that it must be allowed to break.
_LONG_ENTRY = 1500

Paper = Literal["a4", "us-letter"]


def cv_pdf(document: Mapping[str, Any], own: OwnFonts, paper: Paper = "a4") -> bytes:
    """Sets a CV. The same document gives the same bytes, as long as Typst and the fonts stay the same.

    Args:
        document: as `cv_document` makes it.
        own: the fonts of the project.
        paper: size of the paper.

    Raises:
        PdfError: Typst is not installed, or cannot set the document.
    """
    data = {**_printable(document), "paper": paper, "title": document["name"], "families": own.families()}
    return _compiled(json.dumps(data, ensure_ascii=False), own)


@functools.lru_cache(maxsize=1)
def _compiled(data: str, own: OwnFonts) -> bytes:
    """The PDF; kept while `mkdocs serve` builds again and nothing of it has changed."""
    made: bytes = run_typst("compile", "cv.typ", data, own.paths, format="pdf")
    return made


def _printable(value: Any) -> Any:
    """The document with places to break at in long words, and with what is too long for one page marked."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PARTS.sub("\u200b", word[0]), value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    made = {key: item if key in {"k", "url", "lang"} else _printable(item) for key, item in value.items()}
    if value.get("k") == "ref":
        made["tag"] = [_SHORT_LINE.sub("\\1\u200b", run) if isinstance(run, str) else run for run in made["tag"]]
    if value.get("k") in {"entry", "ref"}:
        made["long"] = sum(map(len, shown_texts(value))) > _LONG_ENTRY
    return made
