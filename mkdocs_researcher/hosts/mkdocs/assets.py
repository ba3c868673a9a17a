"""The style sheets, the script and the fonts that a site serves."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent.parent / "assets"
PAGE_TEMPLATES = str(_FOLDER.parent / "templates" / "pages")
_SERVED = {".css", ".js", ".woff2", ".txt"}
URL = "assets/researcher"
SCRIPT = f"{URL}/researcher.js"

# What Material fetches from Google when nobody says otherwise.
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}


def add_to(config: Any, fonts: str) -> None:
    """Adds our page template, style sheets and script to those of a site, each where the author's own win.

    Args:
        config: MkDocs' configuration: `theme`, `extra_css`, `extra_javascript`.
        fonts: option `fonts` of the plugin.
    """
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, PAGE_TEMPLATES)
    own_fonts = wants_own_fonts(fonts, config.theme.get("font"))
    if own_fonts:
        config.theme["font"] = False
    config.extra_css[:0] = style_sheets(own_fonts=own_fonts)
    config.extra_javascript.insert(0, SCRIPT)


def served_files(present: Container[str] = ()) -> Iterator[tuple[str, Path]]:
    """Address below the site's root, and file, of all that is served and that the author has not replaced."""
    for path in sorted(_FOLDER.rglob("*")):
        uri = f"{URL}/{path.relative_to(_FOLDER).as_posix()}"
        if path.suffix in _SERVED and uri not in present:
            yield uri, path


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
