"""Markup that ends nowhere, tags that are left out, and pictures that browsers do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from mkdocs_researcher.fields.spans import CODE_SPAN, MATH
from mkdocs_researcher.hosts.check.other_markup import with_fences
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.syntax.calls import find_calls

_LINK = re.compile(r"(?<!\\)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_NO_PICTURE = (".pdf", ".eps", ".ps", ".ai", ".tif", ".tiff", ".psd", ".heic", ".heif", ".bmp", ".docx", ".pptx")
# Fields of names and marks, in which a star is not markup, and of BibTeX.
_NAMES = frozenset({"authors", "editors", "name", "aliases", "native_name", "people", "marks", "bibtex", "advisor"})
# Fields that no page shows as text, and those that may be a mere sign.
AS_WRITTEN = frozenset({"bibtex", "icon", "key", "value"})
_LATEX = re.compile(r"(?<!\\)\\(?:[A-Za-z]+\{|[&%])")
LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?![\w.])", re.I)
LOCAL_MESSAGE = "the address is that of your own computer, which nobody else can open; write that of the site"
_PICTURE_PAGE = re.compile(
    r"https://(?:www\.)?(drive\.google\.com|photos\.google\.com|photos\.app\.goo\.gl|dropbox\.com(?!.*raw=1)|1drv\.ms"
    r"|github\.com(?=/[^/]+/[^/]+/blob/))"
)
_VIDEO_PAGE = re.compile(
    r"https?://(?:www\.|m\.)?(youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|drive\.google\.com|dropbox\.com(?!.*raw=1))/"
)
# Answers to a question that no reader has seen, and what programs write for nothing.
_NO_WORDS = frozenset("yes no true false none nil null nan n/a undefined ? - – —".split())
# What starts a heading, a quotation, a list of several lines, or a table in Markdown.
_BLOCK_TAGS = frozenset("div h1 h2 h3 h4 h5 h6 li ol p pre table td th tr ul".split())
_BLOCK = re.compile(r"\s*(#{1,6}(?=\s)|>(?=\s)|[-*+](?=[ \t][^\n]*\n\s*[-*+][ \t])|\|(?=[^\n]*\|\s*\n))")
_PICTURES = frozenset({"image", "image_dark", "avatar", "photo", "logo", "logo_dark"})


class _Tags(HTMLParser):
    """Collects the names of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.update(name for name, _ in attrs)


def hint_for_text(text: str, field: str, form: str) -> str:
    """The effect on readers of a mistake in a text of the data; empty if there is none.

    Args:
        form: how it is shown, see `text_form`.
    """
    return next(_hints_for_text(text, field, form), "")


def _hints_for_text(text: str, field: str, form: str) -> Iterator[str]:
    yield from _of_addresses(text, field)
    if form:
        yield from _of_form(text, form)
    plain = MATH.sub("", CODE_SPAN.sub("", text))
    if "](" in _LINK.sub("", plain):
        yield "a link is never closed, so it is shown as text; end it with )"
    if plain.count("**") % 2:
        yield "** is shown as text, since there is no second one; write ** before and after the words"
    if field in {"name", "native_name", "aliases"} and "**" in plain:
        yield "a name takes no Markdown, so ** is shown; remove it"
    if field not in _NAMES and (hint := _shown_signs(plain)):
        yield hint
    if "<" in plain:
        tags = _Tags()
        tags.feed(plain)
        if form == "line" and (block := next((name for name in tags.names if name in _BLOCK_TAGS), "")):
            yield f"the tag <{block}> is shown as text, because this field is one line of a page; remove it"
        unknown = next((name for name in tags.names if name not in nh3.ALLOWED_TAGS and not _is_address(name)), "")
        if unknown:
            yield f"the tag <{unknown}> is left out; remove it, or correct its name"
        if "style" in tags.attributes:
            yield "style=… is left out; use Markdown, or a class and a style sheet"


def _of_form(text: str, form: str) -> Iterator[str]:
    if text.strip().casefold() in _NO_WORDS:
        yield f"'{text.strip()}' is shown as it is; write what readers should see, or leave out the line"
    if form == "line" and (sign := _BLOCK.match(text)):
        yield f"'{sign[1]}' is shown as text, because this field is one line of a page; remove it"


def _of_addresses(text: str, field: str) -> Iterator[str]:
    if field in _PICTURES and text.lower().endswith(_NO_PICTURE):
        yield f"browsers do not show '{text[text.rindex('.') :]}' as a picture; save it as .svg, .png, .jpg or .webp"
    if LOCAL.search(text):
        yield LOCAL_MESSAGE
    if field in _PICTURES and (page := _PICTURE_PAGE.match(text)):
        yield f"{page[1]} shows a page with the picture in it; put the picture itself into docs/images/"
    if field == "video" and (page := _VIDEO_PAGE.match(text)):
        yield f"{page[1]} shows a page with the video in it; put the file into docs/, or write links: {{Video: …}}"


def _shown_signs(text: str) -> str:
    """The part of a text that is shown as written although it means something elsewhere; empty if there is nothing."""
    if command := _LATEX.search(text):
        return f"{command[0]} is LaTeX, which is shown as written; write the text itself, or **bold** and *italic*"
    if any(call.name in BY_NAME for call in find_calls(text)):
        return "a macro is not run in data, so it is shown as text; call it in a page"
    for sign in "*`":
        opened = re.search(rf"(?<![\w\\{sign}]){re.escape(sign)}(?=[^\W\d_])", text)
        if opened and text.count(sign) == 1:
            return f"{sign} is shown as text, since there is no second one; write {sign} before and after the words"
    if len(text) > 1 and "://" not in text and text.rstrip()[-1:] in {",", ";"} and "\n" not in text.strip():
        return f"the text ends with '{text.rstrip()[-1]}', which is shown; remove it"
    return ""


def _is_address(name: str) -> bool:
    """Is it the start of `<https://…>` or `<me@example.org>`?"""
    return ":" in name or "@" in name or "." in name


def unclosed(text: str) -> Iterator[tuple[int, str]]:
    """The line and a message for code and comments of a page that never end, so that the rest of it is not shown."""
    last, at, fence = "", 0, ""
    for number, line, part in with_fences(text):
        last = part
        if part == "start":
            at, fence = number, line.strip()[: len(line.strip()) - len(line.strip().lstrip(line.strip()[0]))]
    if last in {"start", "code"}:
        yield at, f"the code is never closed, so the rest of the page is code; end it with a line {fence}"
    elif (start := text.rfind("<!--")) >= 0 and "-->" not in text[start:]:
        yield text.count("\n", 0, start) + 1, "the comment is never closed, so the rest of the page is hidden; add -->"
