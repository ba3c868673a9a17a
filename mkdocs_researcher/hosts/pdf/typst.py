"""The CV as PDF, set by Typst. It is an extra: `pip install "mkdocs-researcher[pdf]"`."""

from __future__ import annotations

import functools
import importlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.errors import ResearcherError

_FOLDER = Path(__file__).parent.parent.parent / "typst"
_INSTALL = 'the PDF needs Typst, which is not installed; run: pip install "mkdocs-researcher[pdf]"'
# What a line cannot hold is given places to break at: after signs that part an address, else anywhere. Not what fits,
# for then no search finds it; and no Chinese or Japanese, which breaks by itself.
_LONG_WORD = re.compile(r"[^\s\u200b\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{60,}")
_PARTS = re.compile(r"(?<=[/.?&=_-])(?=[^/.?&=_-])|(?<=[^\u200b]{24})")
# In the narrow column of tags.
_SHORT_LINE = re.compile(r"([\w@&/-]{6})(?=[\w@&/’'-]{6})")
# Characters of an entry that fills so much of a page that it must be allowed to break.
_LONG_ENTRY = 1500

_FOREIGN = re.compile(r"[^\u0000-\u058f\u1e00-\u218f\u2190-\u22ff]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_EAST_ASIAN_FONTS = (
    "CJK", "Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR", "Source Han", "WenQuanYi", "PingFang",
    "Hiragino", "Heiti", "Songti", "YaHei", "SimSun", "SimHei", "JhengHei", "Yu Gothic", "Meiryo", "MS Gothic", "IPA",
    "Malgun", "Nanum",
)  # fmt: skip

Paper = Literal["a4", "us-letter"]


class PdfError(ResearcherError):
    """The PDF cannot be made; the message says why and what to do."""


def cv_pdf(document: Mapping[str, Any], paper: Paper = "a4") -> bytes:
    """Sets a CV. The same document gives the same bytes, as long as Typst and the fonts stay the same.

    Args:
        document: as `cv_document` makes it.
        paper: size of the paper.

    Raises:
        PdfError: Typst is not installed, or cannot set the document.
    """
    data = {**_printable(document), "paper": paper, "title": document["name"]}
    return _compiled(json.dumps(data, ensure_ascii=False))


@functools.lru_cache(maxsize=1)
def _compiled(data: str) -> bytes:
    """The PDF; kept while `mkdocs serve` builds again and nothing of it has changed."""
    typst = _typst()
    try:
        made: bytes = typst.compile(
            str(_FOLDER / "cv.typ"),
            root=str(_FOLDER),
            font_paths=[str(_FOLDER / "fonts")],
            sys_inputs={"data": data},
            format="pdf",
        )
    except (typst.TypstError, RuntimeError) as error:
        raise PdfError(f"Typst cannot set the CV: {error}") from error
    return made


def _typst() -> Any:
    try:
        return importlib.import_module("typst")
    except ImportError:
        raise PdfError(_INSTALL) from None


class Doubt(NamedTuple):
    """What the author should know of a PDF: the words, and how sure they are."""

    message: str
    severity: Literal["warning", "info"]


def missing_fonts(document: Mapping[str, Any]) -> Doubt | None:
    """What to say of letters that perhaps no font here has; None if there are none.

    Ours have Latin, Greek and Cyrillic letters; all others come from the system, and Typst shows an empty box without
    a word where it has none.

    Raises:
        PdfError: Typst is not installed.
    """
    foreign = {sign for sign in _FOREIGN.findall("".join(_texts(document))) if unicodedata.category(sign)[0] == "L"}
    if not foreign:
        return None
    families = " ".join(_typst().Fonts().families())
    east_asian = {sign for sign in foreign if _EAST_ASIAN.match(sign)}
    if east_asian and not any(name in families for name in _EAST_ASIAN_FONTS):
        return Doubt(
            "the PDF shows empty boxes for Chinese, Japanese or Korean characters, for no font here has them; install "
            "one, such as Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk)",
            "warning",
        )
    if others := sorted(foreign - east_asian):
        signs = " ".join(others[:5])
        return Doubt(
            f"look in the PDF whether a font of this machine has {signs}; what none has is an empty box", "info"
        )
    return None


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
        made["long"] = sum(map(len, _texts(value))) > _LONG_ENTRY
    return made


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | Mapping):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)
