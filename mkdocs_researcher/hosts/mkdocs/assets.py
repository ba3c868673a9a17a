"""The style sheets, script and fonts that a site serves."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FOLDER = Path(__file__).parent.parent.parent / "assets"
PAGE_TEMPLATES = str(_FOLDER.parent / "templates" / "pages")
_SERVED = {".css", ".js", ".woff2", ".txt"}
URL = "assets/researcher"
SCRIPT = f"{URL}/researcher.js"

# The fonts that Material loads from Google by default.
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}


def add_to(config: MkDocsConfig, fonts: str, *, has_blocks: bool) -> None:
    """Add our page template, style sheets and script to a site, each where the author's own take precedence.

    Args:
        config: MkDocs' configuration, which is changed.
        fonts: the plugin's option `fonts`.
        has_blocks: is it Material or one of its successors, whose colors we know?
    """
    if PAGE_TEMPLATES in config.theme.dirs:
        return  # a plugin for several languages builds several times with the same configuration
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, PAGE_TEMPLATES)
    own_fonts = wants_own_fonts(fonts, config.theme.get("font"))
    if own_fonts:
        config.theme["font"] = False
    # The author may list them for another program that reads the same file.
    config.extra_css[:0] = [
        url for url in style_sheets(own_fonts=own_fonts, is_plain=not has_blocks) if url not in config.extra_css
    ]
    if SCRIPT not in map(str, config.extra_javascript):
        config.extra_javascript.insert(0, SCRIPT)


def served_files(present: Container[str] = ()) -> Iterator[tuple[str, Path]]:
    """URL below the site's root and path of each file to serve, except those that the author has replaced."""
    for path in sorted(_FOLDER.rglob("*")):
        uri = f"{URL}/{path.relative_to(_FOLDER).as_posix()}"
        if path.suffix in _SERVED and uri not in present:
            yield uri, path


def wants_own_fonts(option: str, theme_font: object) -> bool:
    """Use our fonts instead of those that the theme would load from a third party?

    Args:
        option: the plugin's option `fonts`: `own` or `theme`.
        theme_font: the theme's `font`; anything but Material's default is the author's choice.
    """
    return option == "own" and theme_font == _MATERIAL_FONTS


def style_sheets(*, own_fonts: bool, is_plain: bool = False) -> list[str]:
    """URLs of the style sheets, in order."""
    names = ["researcher.css"]
    names[:0] = ["researcher-fonts.css"] if own_fonts else []
    names += ["researcher-plain.css"] if is_plain else []
    return [f"{URL}/{name}" for name in names]
