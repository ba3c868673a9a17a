"""Filters for text: quotation marks, the direction of writing, and citations with their links back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.rendering.page import Page, Reference

# Block elements around the first and the last word.
_BLOCKS = r"(?:p|ul|ol|li|blockquote|h[1-6])"
_BEFORE = rf"(?:\s*<{_BLOCKS}(?:\s[^>]*)?>)*\s*"
_BLOCK_END = rf"</{_BLOCKS}>"
# Languages written from right to left (Unicode CLDR, `characterOrder` of their main locale).
_RIGHT_TO_LEFT = frozenset(["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])
# Letters of strong direction from right to left (Unicode Standard, annex 9, types R and AL).
_RIGHT_TO_LEFT_LETTERS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BACK_LINKS = "<!--rs-cited:([^<>]*)-->"
_NUMBER = "<!--rs-number:([^<>]*)-->"
_LETTER = "<!--rs-letter:([^<>]*)-->"


def quoted(html: Markup, start: str, end: str) -> Markup:
    """The HTML with quotation marks right before its first and after its last word, inside their elements."""
    text = str(html)
    before = re.match(_BEFORE, text)
    opened = before.end() if before else 0
    closed = _end_of_words(text)
    return Markup(text[:opened]) + escape(start) + Markup(text[opened:closed]) + escape(end) + Markup(text[closed:])


def _end_of_words(text: str) -> int:
    end = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        start = text.rfind("<", 0, end)
        if start < 0 or not re.fullmatch(_BLOCK_END, text[start:end]):
            return end
        end = start


_ANCHOR = r"</?a(?:\s+[\w-]+(?:=\"[^\"]*\")?)*\s*>"


def unlinked(html: Markup) -> Markup:
    """The HTML of a line without its links, for a line that is a link itself."""
    return Markup(re.sub(_ANCHOR, "", html)) if "<a" in html else html


def is_right_to_left(language: str) -> bool:
    """Is the language written from right to left?"""
    return re.split(r"[-_]", language)[0].lower() in _RIGHT_TO_LEFT


def isolated(text: str, *, right_to_left: bool) -> str:
    """Data inside other text, in a `bdi` element if it may have the other direction; other text is unchanged.

    Without it the direction of a name decides where the comma after it goes, and names in two scripts swap positions.
    """
    if not text or (not right_to_left and (text.isascii() or not _RIGHT_TO_LEFT_LETTERS.search(text))):
        return text
    return Markup("<bdi>{}</bdi>").format(text)


# Around English phrases on pages of other languages, until it is known where templates show them. These code points are
# reserved for use within a program (Unicode Standard, section 23.7).
_ENGLISH, _END = "\ufdd0", "\ufdd1"
# Elements whose content cannot have elements.
_TEXT_ONLY = ("option", "title", "textarea")


def as_english(text: str) -> str:
    """An English phrase for a page of another language, to be finished by `mark_english`."""
    return f"{_ENGLISH}{text}{_END}" if any(map(str.isalpha, text)) else text


def mark_english(html: str) -> str:
    """The HTML with English phrases in elements that say so, except those in attributes."""
    first, *rest = html.split(_ENGLISH)
    made = [first]
    for part in rest:
        text, _, after = part.partition(_END)
        before = next((piece for piece in reversed(made) if "<" in piece or ">" in piece), "")
        position = before.rfind("<")
        in_tag = position > before.rfind(">")
        in_text_only = before[position + 1 :].partition(">")[0].partition(" ")[0] in _TEXT_ONLY
        made += [text if in_tag or in_text_only else f'<span lang="en">{text}</span>', after]
    return "".join(made)


def define(item: Any, page: Page) -> str:
    """Makes a work (a `PaperView`) known to the citations of the page; returns the id of its element."""
    name, title = item.paper.id, item.paper.title
    reserved = page.reserved.pop(name, None)
    anchor = reserved.anchor if reserved else page.unique(f"ref-{slug(name)}")
    first = page.references.setdefault(name, Reference(anchor, item.number, title))
    if first.anchor != anchor:
        page.listed_twice.append((name, first.title == title))
    return anchor


def reference(name: str, page: Page) -> Reference | None:
    """The work of this id in the page's bibliographies, the pending ones too; None if there is none."""
    page.cited.setdefault(name, [])
    if name in page.references:
        return page.references[name]
    if name not in page.reserved:
        works = next((works for works in page.pending if name in works.titles), None)
        if works is None:
            return None
        anchor = page.unique(f"ref-{slug(name)}")
        number = Markup("<!--rs-number:{}-->").format(anchor) if works.is_numbered else 0
        page.reserved[name] = Reference(anchor, number, works.titles[name])
    return page.reserved[name]


def _position(html: str, anchor: str) -> int:
    found = html.find(f'id="{anchor}"')
    return found if found >= 0 else len(html)


def fill_in_lists(html: str, page: Page) -> str:
    """Replaces the placeholders of the lists of cited works, which are in the order of their first citations."""

    def first(name: str) -> int:
        return min((_position(html, anchor) for anchor in page.cited[name]), default=len(html))

    filled, names = html, sorted(page.cited, key=first)
    for works in page.pending:
        before, found, after = filled.partition(works.placeholder)
        filled = f"{before}{works.make(names)}{after}" if found else filled
    return filled


def cite(name: str, page: Page) -> str:
    """An id for an element that cites a work."""
    anchor = page.unique(f"cite-{slug(name)}")
    page.cited.setdefault(name, []).append(anchor)
    return anchor


def back_links(name: str) -> Markup:
    """The placeholder of the links to citations: a work may be cited after its bibliography."""
    return Markup("<!--rs-cited:{}-->").format(slug(name))


def label(citation: Any, words: str, page: Page) -> Markup:
    """Names and year by which a work (a `Citation`) is cited, and the placeholder of a letter after the year."""
    if not citation.year:
        return escape(words)
    page.labels[citation.id] = words
    return escape(words) + letter(citation.id)


def letter(name: str) -> Markup:
    """The placeholder of the letter after the year of a work, until all citations of the page are known."""
    return Markup("<!--rs-letter:{}-->").format(slug(name))


def _letters(page: Page) -> dict[str, str]:
    """Letters for works whose labels are the same: 2025a, 2025b; in the order of the bibliography."""
    positions = {name: position for position, name in enumerate(page.references)}
    by_label: dict[str, list[str]] = {}
    for name in sorted(page.labels, key=lambda name: positions.get(name, len(positions))):
        by_label.setdefault(page.labels[name], []).append(slug(name))
    doubled = (names for names in by_label.values() if len(names) > 1)
    return {name: _nth_letter(number) for names in doubled for number, name in enumerate(names)}


def _nth_letter(number: int) -> str:
    return (_nth_letter(number // 26 - 1) if number > 25 else "") + chr(ord("a") + number % 26)


def fill_in(html: str, page: Page, phrase: Callable[[str], str]) -> str:
    """Replaces the placeholders of numbers of works, letters after years and links to citations."""
    if "<!--rs-number:" in html:
        numbers = {work.anchor: str(work.number) for work in page.references.values()}
        html = re.sub(_NUMBER, lambda match: numbers.get(match[1], "?"), html)
    if "<!--rs-letter:" in html:
        letters = _letters(page)
        html = re.sub(_LETTER, lambda match: letters.get(match[1], ""), html)
    return _fill_back_links(html, page, phrase)


def _fill_back_links(html: str, page: Page, phrase: Callable[[str], str]) -> str:
    if "<!--rs-cited:" not in html:
        return html
    # Python-Markdown converts nested lists and tables after the paragraphs around them.
    cited = {
        slug(name): sorted(anchors, key=lambda anchor: _position(html, anchor)) if len(anchors) > 1 else anchors
        for name, anchors in page.cited.items()
    }

    def links(match: re.Match[str]) -> str:
        anchors = cited.get(match[1], [])
        words = phrase("back_to_text")
        made = [
            Markup('<a class="rs-back" href="#{}" title="{}" aria-label="{}">↩</a>').format(
                anchor, words, f"{words} {number}" if len(anchors) > 1 else words
            )
            for number, anchor in enumerate(anchors, 1)
        ]
        return " " + " ".join(made) if made else ""

    return re.sub(_BACK_LINKS, links, html)
