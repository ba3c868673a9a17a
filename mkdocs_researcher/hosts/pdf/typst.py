"""Calls of Typst, which typesets the CV as PDF. It is an extra: `pip install "mkdocs-researcher[pdf]"`."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import ResearcherError

FONTS = "fonts"
"""Folder next to `mkdocs.yml` with the author's own fonts."""

_FOLDER = Path(__file__).parent.parent.parent / "typst"

# Inter and Source Serif 4, as packages because they are half as large as all the rest of ours.
_FONT_PACKAGES = ("fontpkg_inter", "fontpkg_source_serif_4")

_RUN = 'run: pip install --upgrade "mkdocs-researcher[pdf]"'


class PdfError(ResearcherError):
    """The PDF cannot be made; the message contains the reason and the remedy."""


def font_folders() -> list[str]:
    """The folders of the fonts in which a CV is set; `PdfError` if one of them is not installed."""
    specs = [importlib.util.find_spec(name) for name in _FONT_PACKAGES]
    folders = [path for spec in specs if spec for path in spec.submodule_search_locations or ()]
    if len(folders) < len(_FONT_PACKAGES):
        raise PdfError(f"the PDF needs the fonts Inter and Source Serif 4, which are not installed; {_RUN}")
    return folders


def load_typst() -> Any:
    """The Python module `typst`; `PdfError` if it is not installed, or too old."""
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        raise PdfError(f"the PDF needs Typst, which is not installed; {_RUN}") from None
    if not hasattr(getattr(typst, "Fonts", None), "families"):
        raise PdfError(f"the PDF needs a newer Typst than the one that is installed; {_RUN}")
    return typst


def run_typst(function: str, source: str, data: str, font_paths: Sequence[str], **options: Any) -> Any:
    """The result of a function of Typst, such as `compile`, for one of our sources.

    Raises:
        PdfError: Typst is not installed, is too old or fails.
    """
    typst = load_typst()
    inputs = {"data": data}
    try:
        return getattr(typst, function)(
            str(_FOLDER / source), root=str(_FOLDER), font_paths=list(font_paths), sys_inputs=inputs, **options
        )
    except (typst.TypstError, RuntimeError) as error:
        raise PdfError(f"Typst cannot typeset the CV: {error}") from error
