"""Typst, which sets the CV as PDF. It is an extra: `pip install "mkdocs-researcher[pdf]"`."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import ResearcherError

FOLDER = Path(__file__).parent.parent / "typst"
"""Our sources for Typst, with their fonts."""

_RUN = 'run: pip install --upgrade "mkdocs-researcher[pdf]"'


class PdfError(ResearcherError):
    """The PDF cannot be made; the message says why and what to do."""


def load_typst() -> Any:
    """The module.

    Raises:
        PdfError: it is not installed, or too old.
    """
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        raise PdfError(f"the PDF needs Typst, which is not installed; {_RUN}") from None
    if not hasattr(getattr(typst, "Fonts", None), "families"):
        raise PdfError(f"the PDF needs a newer Typst than the one that is installed; {_RUN}")
    return typst
