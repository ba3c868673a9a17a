"""The files that pages load: the style sheet, made of the files of `assets/css/`, one per macro; script and fonts."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ASSETS = Path(__file__).parent.parent.parent / "assets"
_FOLDER = ASSETS / "css"
# What others build on comes first, what overrides others last; the files of macros need no order.
_FIRST = ("tokens", "page", "headings", "base", "parts")
_LAST = ("special", "print")
# Strings are matched first, so that nothing in them changes.
_COMMENTS = re.compile(r"(\"[^\"]*\")|/\*(?:(?!\*/|/\*).)*+\*/", re.DOTALL)
_PRODUCT = re.compile(r" \* (?=[\w(])")
_ZERO = re.compile(r"0(?<![\w.]0)(?=\.\d)")


def files() -> list[Path]:
    """The files of the style sheet, in order."""
    middle = sorted(path.stem for path in _FOLDER.glob("*.css") if path.stem not in (*_FIRST, *_LAST))
    return [_FOLDER / f"{name}.css" for name in (*_FIRST, *middle, *_LAST)]


def source() -> str:
    """The style sheet as written."""
    return "\n".join(path.read_text(encoding="utf-8") for path in files())


@functools.cache
def style_sheet() -> str:
    """The style sheet as served: without comments and spaces that mean nothing."""
    return squeezed(source())


def squeezed(css: str) -> str:
    """A style sheet without comments and spaces that mean nothing."""
    css = _COMMENTS.sub(lambda m: m[1] or " ", css)
    parts = css.split('"')
    parts[::2] = map(_without_spaces, parts[::2])  # the others are strings
    return '"'.join(parts).replace(";}", "}").strip() + "\n"


def _without_spaces(css: str) -> str:
    css = " ".join(f"x{css}x".split())[1:-1]  # with the spaces at its ends
    for sign in "{};,>~/":
        css = css.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    css = css.replace(": ", ":").replace("( ", "(").replace(" )", ")")
    return _ZERO.sub("", _PRODUCT.sub("*", css))


@functools.cache
def script() -> str:
    """The script as served: without indentation and the comments that have lines of their own."""
    kept, in_comment = [], False
    for line in (ASSETS / "researcher.js").read_text(encoding="utf-8").split("\n"):
        text = line.strip()
        in_comment = in_comment or text.startswith("/*")
        if text and not in_comment:
            kept.append(text)
        in_comment = in_comment and not text.endswith("*/")
    return "\n".join(kept) + "\n"


PAGE_TEMPLATES = str(ASSETS.parent / "templates" / "pages")
_SERVED = {".woff2", ".txt"}
URL = "assets/researcher"
SCRIPT = f"{URL}/researcher.js"
STYLE_SHEET = f"{URL}/researcher.css"
FONTS = f"{URL}/researcher-fonts.css"
PLAIN = f"{URL}/researcher-plain.css"
# The fonts that every page in Latin letters needs; the others are fetched only where a page has their characters.
PRELOADED = tuple(f"{URL}/fonts/{name}-latin-wght-normal.woff2" for name in ("inter", "source-serif-4"))

# The fonts that Material loads from Google by default.
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}


def add_to(config: MkDocsConfig, fonts: str, *, has_blocks: bool) -> None:
    """Add our page template, style sheets and script to a site, each where the author's own take precedence.

    Args:
        has_blocks: is it Material or one of its successors, whose colors we know?
    """
    if PAGE_TEMPLATES in config.theme.dirs:
        return  # a plugin for several languages builds several times with the same configuration
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, PAGE_TEMPLATES)
    sheets = [STYLE_SHEET] if has_blocks else [STYLE_SHEET, PLAIN]
    if fonts == "own" and config.theme.get("font") == _MATERIAL_FONTS:  # another font is the author's choice
        sheets.insert(0, FONTS)
        config.theme["font"] = False
    # The author may list them for another program that reads the same file.
    config.extra_css[:0] = [url for url in sheets if url not in config.extra_css]
    if SCRIPT not in map(str, config.extra_javascript):
        config.extra_javascript.insert(0, SCRIPT)


def served_files(
    present: Container[str] = (), cached: Callable[[str, Callable[[], str]], str] = lambda uri, make: make()
) -> Iterator[tuple[str, Path | str]]:
    """URL below the site's root of each file to serve, with its path or text."""
    made: dict[str, Callable[[], str]] = {STYLE_SHEET: style_sheet, SCRIPT: script}
    made |= {uri: partial(_squeezed, uri) for uri in (FONTS, PLAIN)}
    yield from ((uri, cached(uri, make)) for uri, make in made.items() if uri not in present)
    for path in sorted(path for path in ASSETS.rglob("*") if path.suffix in _SERVED):
        uri = f"{URL}/{path.relative_to(ASSETS).as_posix()}"
        if uri not in present:
            yield uri, path


def _squeezed(uri: str) -> str:
    return squeezed((ASSETS / uri.removeprefix(f"{URL}/")).read_text(encoding="utf-8"))


def add_served_files(files: Files, config: MkDocsConfig, cached: Callable[[str, Callable[[], str]], str]) -> None:
    """Add the files to serve, as `served_files` returns them, to those of a site."""
    from mkdocs.structure.files import File

    for uri, served in served_files(files.src_uris.keys(), cached):
        if isinstance(served, str):
            files.append(File.generated(config, uri, content=served))
        else:
            files.append(File.generated(config, uri, abs_src_path=str(served)))
