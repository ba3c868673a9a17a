"""A page of AcadHomepage: its sections as data and calls where they are known, and as Markdown where they are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.records import Records, keep_valid
from mkdocs_researcher.migration.acad_homepage import rows
from mkdocs_researcher.migration.acad_homepage.classed_box import as_box
from mkdocs_researcher.migration.acad_homepage.folds import Fold, items_of_piece, read_fold
from mkdocs_researcher.migration.acad_homepage.paper_box import Box, read_box
from mkdocs_researcher.migration.acad_homepage.paper_shelf import Group, PaperShelf
from mkdocs_researcher.migration.jekyll.kramdown import Writer
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.inline import EMOJI
from mkdocs_researcher.migration.text.pieces import BOX, HEADING, Piece, take_apart
from mkdocs_researcher.migration.text.points import Item, html_items, items_of

_Reader = Callable[[Sequence[Item], Addresses], rows.Rows | None]
# Words of headings, in the order in which they are looked for.
_SECTIONS: tuple[tuple[str, re.Pattern[str], _Reader], ...] = (
    ("news", re.compile(r"\bnews\b|\bupdates?\b|what['’]s new|新闻|动态|消息"), rows.news),
    ("education", re.compile(r"\beducations?\b|academic background|教育|学历"), rows.education),
    ("talks", re.compile(r"\btalks?\b|\bpresentations?\b|报告|讲座"), rows.talks),
    ("awards", re.compile(r"\bhonou?rs?\b|\bawards?\b|\bscholarships?\b|\bprizes?\b|荣誉|获奖|奖励"), rows.awards),
    (
        "experience",
        re.compile(r"\bexperiences?\b|\binternships?\b|\bemployment\b|\bpositions?\b|实习|经历"),
        rows.experience,
    ),
)
_NOT = re.compile(r"\bteaching\b|\bservices?\b|\breview|\bmentor|\bvolunt")
_COMMENT = re.compile(r"<!-{2,}(.*?)-->", re.S)
_REMARK = re.compile(r"\s*\[//\]:\s*#\s*[(\"']?(.*?)[)\"']?\s*$")
_UNSURE = "is a paper box without a title that is sure, so it stays as it is"
_MARK = "\ue000{}\ue001"
_SCROLL = re.compile(r"overflow(?:-y)?\s*:\s*(?:auto|scroll)", re.I)
_DIV = re.compile(r"\A\s*<(div|section)\b[^<>]*>(.*)</\1>\s*\Z", re.I | re.S)


@dataclass
class PageReader:
    """Turns the lines of a page into Markdown and data.

    Attributes:
        site: the old site.
        writer: for what stays Markdown.
        records: takes data; a file that is there is not added to, for a call shows all of it.
        shelf: takes papers.
        made: the parts of the page; calls of papers are marks until all papers are known.
        takes_data: whether lists of known sections become data; else they stay Markdown.
        owner: knows whose site it is; None if nobody does.
    """

    site: OldSite
    writer: Writer
    records: Records
    shelf: PaperShelf
    made: list[str] = field(default_factory=list)
    takes_data: bool = True
    owner: NameMatcher | None = None
    heading: str = ""
    group: Group | None = None

    def read(self, lines: Sequence[Line]) -> list[str]:
        """The parts of the page, in order."""
        pieces = take_apart(lines)
        levels = [len(match[1]) for piece in pieces if piece.kind == "heading" and (match := HEADING.match(piece.text))]
        self.writer.step = 2 - min(levels) if levels else 0
        index = 0
        while index < len(pieces):
            index += self._read(pieces, index)
        return self.made

    def _read(self, pieces: Sequence[Piece], index: int) -> int:
        """Reads one piece, or several that belong together; how many."""
        piece = pieces[index]
        if piece.kind == "heading":
            self.group = None
            match = HEADING.match(piece.text)
            self.heading = plain_text(EMOJI.sub("", match[2] if match else "")).strip()
            self.made.append(self.writer.heading(piece.lines[0]))
        elif piece.kind == "box":
            self._box(piece)
        elif piece.kind == "comment":
            self._comment(piece)
        elif piece.kind == "anchor":
            self.made += [
                f'<div id="{name}"></div>' for name in re.findall(r"(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", piece.text)
            ]
        elif piece.kind in {"list", "element"} and (count := self._section(pieces, index)):
            return count
        elif piece.kind == "element" and self._classed(piece):
            return 1
        elif piece.kind == "fence":
            self.made.append(piece.text)
        elif text := self.writer.element(piece.lines) if piece.kind == "element" else self.writer.text(piece.lines):
            self.group = None
            self.made.append(text)
        return 1

    def _box(self, piece: Piece, *, hidden: bool = False) -> None:
        box = read_box(piece.lines, self.site, self.writer.addresses, self.owner)
        if box is None:
            if not hidden:
                self.site.note(piece.lines[0].place, _UNSURE, "info")
                self.made.append(self.writer.element(piece.lines))
            return
        self._add(box, hidden=hidden)

    def _classed(self, piece: Piece) -> bool:
        """A paper box recognized by the class names of its parts."""
        lines = as_box(piece)
        box = read_box(lines, self.site, self.writer.addresses, self.owner) if lines else None
        if box is None or "authors" not in box.record:
            return False
        self._add(box, hidden=False)
        return True

    def _add(self, box: Box, *, hidden: bool) -> None:
        if self.group is None:
            self.group = self.shelf.new_group(self.heading)
            self.made.append(_MARK.format(len(self.shelf.groups) - 1))
        if box.anchor and not hidden:
            self.made.insert(len(self.made) - 1, f'<div id="{box.anchor}"></div>')
        self.group.boxes.append((box, hidden))

    def _comment(self, piece: Piece) -> None:
        """A comment; boxes in it become hidden papers, the rest stays a comment."""
        lines = piece.lines
        if match := _REMARK.match(piece.text):
            inner = match[1].replace("--", "- -")
            self.made.append(f"<!-- {inner} -->")
            return
        if not BOX.search(piece.text):
            text = re.sub(r"<!--+", "<!--", piece.text)
            self.made.append(re.sub(r"-*-->", "-->", text).strip())
            return
        bare = [line._replace(text=re.sub(r"<!-{2,}|-*-->", "", line.text)) for line in lines]
        rest: list[str] = []
        for part in take_apart(bare):
            if part.kind == "box":
                self._box(part, hidden=True)
            else:
                rest.append(part.text.strip())
        if text := "\n\n".join(part for part in rest if part):
            self.made.append(f"<!-- {text} -->")

    def _section(self, pieces: Sequence[Piece], index: int) -> int:
        """A list or table of a known section as data; how many pieces it took, 0 if it stays as it is."""
        file, read = self._known()
        if read is None or file in self.records or not self.takes_data:
            return 0
        if pieces[index].kind == "list":
            end = self._end_of_list(pieces, index)
            items = items_of([line for piece in pieces[index:end] if piece.kind == "list" for line in piece.lines])
            style = ""
        else:
            end = index + 1
            items, style = self._items_of_element(pieces[index])
            if file == "news" and not items:
                return self._folded_news(pieces, index)
        found = read(items, self.writer.addresses) if items else None
        if not found or not self._fits(found, items):
            return 0
        self._call(pieces[index:end], file, self._arguments(file, style))
        return end - index

    def _call(self, pieces: Sequence[Piece], file: str, arguments: str) -> None:
        """Puts a call in the place of pieces; comments between them stay."""
        for piece in pieces:
            if piece.kind == "comment":
                self._comment(piece)
        self.group = None
        self.made.append(f"{{{{ {file}({arguments}) }}}}")

    def _folded_news(self, pieces: Sequence[Piece], index: int) -> int:
        """News that fold away by year; how many pieces they take, 0 if not all that folds is dated news."""
        folds: list[Fold] = []
        end = index
        while (end < len(pieces) and (fold := read_fold(pieces[end]))) or (end > index and _is_comment(pieces, end)):
            if fold:
                folds.append(fold)
            end += 1
        lists = [items_of_piece(piece) for fold in folds for piece in fold.pieces]
        items = [item for listed in lists for item in listed]
        whole = all(lists) and all(fold.year for fold in folds)
        found = rows.news(items, self.writer.addresses) if items and whole else None
        if not found or not self._fits(found, items):
            return 0
        for fold in folds:
            fold.leave_out(self.site)
        in_sight = sum(len(items_of_piece(piece)) for fold in folds if fold.is_open for piece in fold.pieces)
        self._call(pieces[index:end], "news", f'style="years"{f", limit={in_sight}" if in_sight else ""}')
        return end - index

    def _items_of_element(self, piece: Piece) -> tuple[list[Item], str]:
        style = "scroll" if _SCROLL.search(piece.text) else ""
        match = _DIV.match(piece.text)
        if match and "markdown" in piece.text[: match.start(2)].lower():
            first = piece.lines[0]
            inner = take_apart([Line(text, first.file, first.number) for text in match[2].split("\n")])
            if len(inner) == 1 and inner[0].kind == "list":
                return items_of(inner[0].lines), style
        if re.search(r"<!--|<script", piece.text):
            return [], ""
        return html_items(piece.text, piece.lines[0]), style

    def _arguments(self, file: str, style: str) -> str:
        if file != "news":
            return ""
        return 'style="scroll"' if style else "limit=10" if len(self.records["news"]) > 5 else ""

    def _known(self) -> tuple[str, _Reader | None]:
        words = self.heading.casefold()
        if _NOT.search(words):
            return "", None
        return next(((file, read) for file, pattern, read in _SECTIONS if pattern.search(words)), ("", None))

    @staticmethod
    def _end_of_list(pieces: Sequence[Piece], index: int) -> int:
        """Where a list ends that comments part."""
        end = index + 1
        for later in range(index + 1, len(pieces)):
            if pieces[later].kind == "list":
                end = later + 1
            elif pieces[later].kind != "comment" or BOX.search(pieces[later].text):
                break
        return end

    def _fits(self, found: rows.Rows, items: Sequence[Item]) -> bool:
        """Keeps the records if every one of them fits its model as it is."""
        lost: list[str] = []
        fitted = [keep_valid(found.file, record, lambda _, message: lost.append(message)) for record in found.records]
        if lost or not all(fitted):
            place = items[0].line.place
            self.site.note(
                place, f"does not fit into data/{found.file}.yml as a whole, so the list stays as it is", "info"
            )
            return False
        self.records[found.file] = fitted
        self.site.left_out.update(found.joining)
        return True


def _is_comment(pieces: Sequence[Piece], index: int) -> bool:
    return index < len(pieces) and pieces[index].kind == "comment" and not BOX.search(pieces[index].text)
