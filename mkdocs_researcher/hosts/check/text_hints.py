"""Markup that ends nowhere, tags that are left out, and pictures that browsers do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from mkdocs_researcher.fields.spans import CODE_SPAN

_LINK = re.compile(r"(?<!\\)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")
_NO_PICTURE = (".pdf", ".eps", ".ps", ".ai", ".tif", ".tiff", ".psd", ".heic", ".heif", ".bmp", ".docx", ".pptx")
_PICTURES = frozenset({"image", "image_dark", "avatar", "photo", "logo", "logo_dark"})


class _Tags(HTMLParser):
    """Collects the names of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)


def hint_for_text(text: str, field: str) -> str:
    """What readers will see of a mistake in the markup of a text of the data; empty if there is none."""
    if field in _PICTURES and text.lower().endswith(_NO_PICTURE):
        return f"browsers do not show '{text[text.rindex('.') :]}' as a picture; save it as .svg, .png, .jpg or .webp"
    plain = CODE_SPAN.sub("", text)
    if "](" in _LINK.sub("", plain):
        return "a link is never closed, so it is shown as text; end it with )"
    if plain.count("**") % 2:
        return "** is shown as text, since there is no second one; write ** before and after the words"
    if "<" in plain:
        tags = _Tags()
        tags.feed(plain)
        unknown = next((name for name in tags.names if name not in nh3.ALLOWED_TAGS and not _is_address(name)), "")
        return f"the tag <{unknown}> is left out; remove it, or correct its name" if unknown else ""
    return ""


def _is_address(name: str) -> bool:
    """Is it the start of `<https://…>` or `<me@example.org>`?"""
    return ":" in name or "@" in name or "." in name


def unclosed(text: str) -> Iterator[tuple[int, str]]:
    """The line and a message for code and comments of a page that never end, so that the rest of it is not shown."""
    fence, at = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if match := _FENCE.match(line):
            if not fence:
                fence, at = match[1], number
            elif match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
    if fence:
        yield at, f"the code is never closed, so the rest of the page is code; end it with a line {fence}"
    elif (start := text.rfind("<!--")) >= 0 and "-->" not in text[start:]:
        yield text.count("\n", 0, start) + 1, "the comment is never closed, so the rest of the page is hidden; add -->"
