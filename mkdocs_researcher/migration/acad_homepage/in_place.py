"""A page of AcadHomepage that lies in `docs/` as it was: what kramdown and Jekyll knew, written so that it shows here.

The boxes stay boxes of the page, for there is no data behind them; they take the look of ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.migration.jekyll.kramdown import Writer
from mkdocs_researcher.migration.jekyll.liquid import Liquid
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.pieces import Piece, take_apart

_CALL = re.compile(r"\{\{-?\s*\w+\s*\([^{}]*\)\s*-?\}\}")
_KEPT = re.compile("\ue020(\\d+)\ue021")
_LIQUID = re.compile(r"\{%|\{\{(?!-?\s*\w+\s*\()")
_ANCHOR_NAME = re.compile(r"(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")
_SPAN_DATA = re.compile(r"\bdata\s*=\s*[\"']?([\w-]+:[\w-]+)")
_CLASS = re.compile(r"(<(?:div|section|span)\b[^<>]*?\bclass\s*=\s*)(?:([\"'])([^\"'<>]*)\2|([\w-]+))", re.I)
_OURS = {
    "paper-box": "rs-paper",
    "paper-box-top": "rs-paper",
    "paper-box-bottom": "rs-paper",
    "paper-box-image": "rs-fig",
    "paper-box-text": "rs-body rs-text",
    "badge": "rs-badge",
}
_WITHOUT_PICTURE = {name: "rs-paper rs-paper--text" for name, ours in _OURS.items() if ours == "rs-paper"}
_RUN_BY_JEKYLL = "Liquid is run by Jekyll alone: its settings and conditions are worked out here as far as they can be"
_NO_NUMBER = "no paper of data/papers.yml has 'scholar: {}', so its citations are not shown"
_NOT_THERE = "is not a file in docs/"


@dataclass(frozen=True)
class Known:
    """What the site knows for old pages.

    Attributes:
        papers: ids of papers by their ids at Google Scholar.
        total: whether there is a number of all citations, or a place where it is found.
    """

    papers: Mapping[str, str] = field(default_factory=dict)
    total: bool = False


class Where(NamedTuple):
    """Where an old page lies.

    Attributes:
        docs: folder of the pages; parts that Liquid includes are looked for in it, beside the page.
        path: the page's file below it, with forward slashes.
        prefix: what stands before the path in messages, such as `docs/`.
        first: number of the first line that follows the front matter.
        sinks: whether headings go down a level where several are of the first, so that the page has one title.
        attributes: whether the site reads attributes, `{: .name}`.
    """

    docs: Path
    path: str
    prefix: str = "docs/"
    first: int = 1
    sinks: bool = True
    attributes: bool = True


def in_place(lines: Sequence[str], where: Where, known: Known) -> tuple[list[str], list[Problem]]:
    """The lines of an old page as Python-Markdown reads them, and what its author should know.

    Args:
        lines: the page without its front matter.
        where: its file.
        known: for the numbers that scripts wrote.
    """
    site = OldSite(where.docs)
    calls: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        calls.append(match[0])
        return f"\ue020{len(calls) - 1}\ue021"

    old = [Line(_CALL.sub(put_aside, text), where.path, where.first + index) for index, text in enumerate(lines)]
    if liquid := next((line for line in old if _LIQUID.search(line.text)), None):
        site.note(liquid.place, _RUN_BY_JEKYLL, "info")
    addresses = Addresses(site, page=where.path, absent=_NOT_THERE)
    writer = _Writer(addresses, known)
    writer.knows_attributes = where.attributes
    pieces = take_apart(Liquid(site, {}).run(old))
    titles = [piece for piece in pieces if piece.kind == "heading" and re.match(r"#(?!#)", piece.text)]
    writer.step = int(where.sinks and len(titles) > 1)
    made = [text for piece in pieces if (text := writer.piece(piece))]
    text = _KEPT.sub(lambda match: calls[int(match[1])] if int(match[1]) < len(calls) else "", "\n\n".join(made))
    notes = [
        problem._replace(
            place=Location(where.prefix + problem.place.file, problem.place.line),
            severity="warning" if problem.message.endswith(_NOT_THERE) else problem.severity,
        )
        for problem in site.notes
    ]
    return text.split("\n"), notes


class _Writer(Writer):
    """Writes all of a page; its own scripts stay, for its author put them into this very site."""

    def __init__(self, addresses: Addresses, known: Known) -> None:
        super().__init__(addresses)
        self.known = known

    def piece(self, piece: Piece) -> str:
        """A part of the page, whatever it is."""
        if piece.kind == "heading":
            return self.heading(piece.lines[0])
        if piece.kind == "anchor":
            return "\n".join(f'<div id="{name}"></div>' for name in _ANCHOR_NAME.findall(piece.text))
        if piece.kind == "box":
            own = {**_OURS, **_WITHOUT_PICTURE} if "paper-box-image" not in piece.text else _OURS
            inner = self.element([line._replace(text=_dressed(line.text, own)) for line in piece.lines])
            marked = ' markdown="1"' if "markdown=" in inner else ""
            return f'<div class="rs"{marked}>\n{inner}\n</div>'
        if piece.kind == "element":
            return self.element(piece.lines)
        if piece.kind in {"comment", "fence"}:
            return piece.text if piece.text.lstrip().startswith(("<!--", "`", "~")) else ""
        return self.text(piece.lines)

    def _picture(self, match: re.Match[str], place: Location) -> str:
        return match[0] if self._is_beside(match[2]) else super()._picture(match, place)

    def _link(self, match: re.Match[str], place: Location) -> str:
        return match[0] if self._is_beside(match[2]) else super()._link(match, place)

    def _is_beside(self, url: str) -> bool:
        """Whether an address leads to a file from where the page is; others lead there from the top of the old site."""
        path = unquote(url.partition("#")[0])
        folder = posixpath.dirname(self.addresses.page)
        return bool(folder and path) and self.addresses.site.holds(f"{folder}/{path}") is not None

    def _drop_script(self, text: str, place: Location) -> str:
        return text

    def _untracked(self, text: str, place: Location) -> str:
        return text

    def _total(self) -> str:
        return super()._total() if self.known.total else ""

    def _cited(self, match: re.Match[str], place: Location) -> str:
        found = _SPAN_DATA.search(match[0])
        if found and (paper := self.known.papers.get(found[1])):
            return f'{{{{ citations("{paper}") }}}}'
        if found:
            self.addresses.site.note(place, _NO_NUMBER.format(found[1]), "info")
        return ""


def _dressed(text: str, own: Mapping[str, str]) -> str:
    """A line of a box with our classes beside its own."""

    def add(match: re.Match[str]) -> str:
        names = (match[3] or match[4] or "").split()
        ours = [own[name] for name in names if name in own]
        return f'{match[1]}"{" ".join([*names, *ours])}"' if ours else match[0]

    return _CLASS.sub(add, text)
