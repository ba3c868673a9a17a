"""A page taken apart into headings, paper boxes, lists, comments, elements and text, each with its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from mkdocs_researcher.migration.old_site import Line

Kind = Literal["heading", "box", "list", "comment", "element", "anchor", "fence", "text"]

HEADING = re.compile(r"(#{1,6})(?:[ \t]+|(?=[^\s#\d!]))(.*?)[ \t]*#*[ \t]*(\{:?[^}]*\})?[ \t]*$")
_SETEXT = re.compile(r"(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
LIST_ITEM = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_CLASS = r"<div\b[^<>]*\bclass\s*=\s*[\"']?(?:[^\"'>]*\s)?paper-box(?:-top|-bottom)?"
BOX = re.compile(rf"{_CLASS}(?=[\s\"'>])", re.I)
_UPPER = re.compile(r"\s*<div\b[^<>]*\bpaper-box-top\b", re.I)
_LOWER = re.compile(r"\s*<div\b[^<>]*\bpaper-box-bottom\b", re.I)
_BLOCKS = (
    "address article aside blockquote center details dl div fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "iframe main nav noscript object ol p picture pre script section style svg table ul video"
)
_ELEMENT = re.compile(rf"\s*<({'|'.join(_BLOCKS.split())})(?=[\s>/])", re.I)
_ANCHOR = re.compile(r"\s*(?:<(span|a)\b[^<>]*\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>\s*</\1>\s*)+$", re.I)
_STRAY = re.compile(r"\s*(?:</(?:div|section|center|span|p|td|tr|table|ul)>\s*)+$", re.I)
_HIDDEN = re.compile(r"\s*\[//\]:\s*#")
_CODE = re.compile(r"<(/?)pre(?=[\s>])", re.I)
_SECTION = re.compile(r"#{1,2}[ \t]+\S")


class Piece(NamedTuple):
    """A part of a page: what it is, and its lines."""

    kind: Kind
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(line.text for line in self.lines)


def take_apart(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of a page, in order; empty lines between them are gone."""
    return _whole_boxes(_Scanner(list(lines)).run())


def _whole_boxes(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with the upper and the lower half of a box in one."""
    made: list[Piece] = []
    for piece in pieces:
        is_half = piece.kind == "box" and bool(_LOWER.match(piece.text)) and bool(made) and made[-1].kind == "box"
        if is_half and _UPPER.match(made[-1].text) and "paper-box-bottom" not in made[-1].text:
            made[-1] = Piece("box", made[-1].lines + piece.lines)
        else:
            made.append(piece)
    return made


class _Scanner:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.at = 0
        self.pieces: list[Piece] = []

    def run(self) -> list[Piece]:
        while self.at < len(self.lines):
            text = self.lines[self.at].text
            if not text.strip() or _STRAY.match(text):
                self.at += 1
            elif not self._special(text):
                self._text()
        return self.pieces

    def _special(self, text: str) -> bool:
        if fence := _FENCE.match(text):
            self._until_fence(fence[1])
        elif text.lstrip().startswith("<!--"):
            self._comment()
        elif _HIDDEN.match(text):
            self._take("comment", self.at + 1)
        elif HEADING.match(text):
            self._take("heading", self.at + 1)
        elif BOX.search(text) and text.lstrip().startswith("<"):
            self._element("div", "box")
        elif _ANCHOR.match(text):
            self._take("anchor", self.at + 1)
        elif match := _ELEMENT.match(text):
            self._element(match[1].lower(), "element")
        elif LIST_ITEM.match(text) and not _RULE.match(text):
            self._list()
        else:
            return False
        return True

    def _take(self, kind: Kind, end: int) -> None:
        self.pieces.append(Piece(kind, tuple(self.lines[self.at : end])))
        self.at = end

    def _until_fence(self, mark: str) -> None:
        end = self.at + 1
        while end < len(self.lines) and not self.lines[end].text.strip().startswith(mark):
            end += 1
        self._take("fence", min(end + 1, len(self.lines)))

    def _comment(self) -> None:
        """A comment; the text after it on its last line comes next."""
        for end in range(self.at, len(self.lines)):
            line = self.lines[end]
            start = line.text.find("<!--") + 4 if end == self.at else 0
            closing = line.text.find("-->", start)
            if closing >= 0:
                rest = line.text[closing + 3 :]
                self.lines[end] = line._replace(text=line.text[: closing + 3])
                self._take("comment", end + 1)
                if rest.strip():
                    self.lines.insert(self.at, line._replace(text=rest.strip()))
                return
        for index in range(self.at, len(self.lines)):  # none of the rest is ever closed
            self.lines[index] = self.lines[index]._replace(text=self.lines[index].text.replace("<!--", ""))

    def _element(self, tag: str, kind: Kind) -> None:
        """An element to its end, or, where that is missing, to the next section or box."""
        tags = re.compile(rf"<!--.*?(?:-->|$)|<(/?){tag}(?=[\s>/])([^<>]*)", re.I)
        depth, in_comment, in_code = 0, False, False
        for end in range(self.at, len(self.lines)):
            text = self.lines[end].text
            in_code = _in_code(text, in_code)
            if (
                end > self.at
                and not (in_comment or in_code)
                and (_SECTION.match(text) or (kind == "box" and BOX.search(text)))
            ):
                self._take(kind, end)
                return
            if in_comment:
                _, found, text = text.partition("-->")
                in_comment = not found
            for match in tags.finditer(text):
                if match[0].startswith("<!--"):
                    in_comment = not match[0].endswith("-->")
                elif not match[2].endswith("/"):
                    depth += -1 if match[1] else 1
                if depth <= 0 and not match[0].startswith("<!--") and not in_comment:
                    self._cut(end, match.end(), kind)
                    return
        self._take(kind, len(self.lines))

    def _cut(self, end: int, position: int, kind: Kind) -> None:
        """Ends an element in the middle of a line."""
        line = self.lines[end]
        stop = line.text.find(">", position) + 1 or len(line.text)
        rest = line.text[stop:]
        self.lines[end] = line._replace(text=line.text[:stop])
        self._take(kind, end + 1)
        if rest.strip() and not _STRAY.match(rest):
            self.lines.insert(self.at, line._replace(text=rest.strip()))

    def _list(self) -> None:
        end = self.at + 1
        while end < len(self.lines):
            text = self.lines[end].text
            is_inside = text.startswith(("  ", "\t")) or (LIST_ITEM.match(text) and not _RULE.match(text))
            if not text.strip():
                after = next((line.text for line in self.lines[end:] if line.text.strip()), "")
                is_inside = after.startswith(("  ", "\t")) or bool(LIST_ITEM.match(after))
            elif not is_inside:
                is_inside = not self._starts_other(text) and bool(self.lines[end - 1].text.strip())
            if not is_inside:
                break
            end += 1
        while end > self.at + 1 and not self.lines[end - 1].text.strip():
            end -= 1
        self._take("list", end)

    def _text(self) -> None:
        end = self.at + 1
        while end < len(self.lines):
            text = self.lines[end].text
            if end == self.at + 1 and _SETEXT.match(text) and text.strip():
                first, under = self.lines[self.at], text.strip()[0]
                self.lines[self.at] = first._replace(text=f"{'#' if under == '=' else '##'} {first.text.strip()}")
                del self.lines[end]
                return
            if not text.strip() or self._starts_other(text) or LIST_ITEM.match(text):
                break
            end += 1
        self._take("text", end)

    def _starts_other(self, text: str) -> bool:
        starts = HEADING.match(text) or _FENCE.match(text) or _ELEMENT.match(text) or _HIDDEN.match(text)
        return bool(starts) or text.lstrip().startswith("<!--") or bool(_ANCHOR.match(text))


def _in_code(text: str, before: bool) -> bool:
    marks = _CODE.findall(text)
    return not marks[-1] if marks else before
