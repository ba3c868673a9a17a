"""The style sheets, the script and the fonts that a site serves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "assets"
PAGE_TEMPLATES = str(_FOLDER.parent / "templates" / "pages")
_SERVED = {".css", ".js", ".woff2", ".txt"}
URL = "assets/researcher"
SCRIPT = f"{URL}/researcher.js"

# What Material fetches from Google when nobody says otherwise.
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}


def served_files() -> Iterator[tuple[str, Path]]:
    """Address below the site's root, and file, of all that is served."""
    for path in sorted(_FOLDER.rglob("*")):
        if path.suffix in _SERVED:
            yield f"{URL}/{path.relative_to(_FOLDER).as_posix()}", path


def wants_own_fonts(option: str, theme_font: object) -> bool:
    """Whether our fonts take the place of those that the theme would fetch from a third party.

    Args:
        option: `fonts` of the plugin: `own` or `theme`.
        theme_font: `font` of the theme; anything but Material's default is the author's choice.
    """
    return option == "own" and theme_font == _MATERIAL_FONTS


def style_sheets(*, own_fonts: bool) -> list[str]:
    """Addresses of the style sheets, in order."""
    names = ["researcher-fonts.css", "researcher.css"] if own_fonts else ["researcher.css"]
    return [f"{URL}/{name}" for name in names]
