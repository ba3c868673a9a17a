"""The points of a list and the rows of a table, each with its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_researcher.formats.cv.date_ranges import is_date
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.inline import IMAGE, LINK, bare, without_colour
from mkdocs_researcher.migration.text.pieces import LIST_ITEM
from mkdocs_researcher.migration.text.plain_markdown import plain_markdown
from mkdocs_researcher.rendering.html_tree import Node, read_html

_SET_OFF = re.compile(
    r"^(\*{1,3}|_{1,3}|\[|\(|`)([^*_\[\]()`]{3,40}(?:\([^()]{1,20}\)[^*_\[\]()`]{0,3})?)(\*{1,3}|_{1,3}|\]|\)|`)"
)
_AFTER = re.compile(r"^\s*[:：,，.–—|-]*\s*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:/(?:19|20)\d\d)+")
_EXPECTED = re.compile(
    r"\(?\b(?:expected|exp\.|anticipated)(?: in)?:?\s+((?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d\d[\d./-]*)\)?$", re.I
)
_SET_OFF_END = re.compile(r"[\s,;|(\[–—-]*(\*{1,3}|_{1,3})([^*_]{3,40})\1[\s.)\]]*$")
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]{4,30})[)）][\s.]*$")
_LAST_PART = re.compile(r"[,，]\s*([^,，\[\]()]{0,15}(?:19|20)\d\d[^,，\[\]()]{0,25}?)[\s.。]*$")


class Item(NamedTuple):
    """A point of a list or a row of a table: when, the words, what hangs below, its place, its picture, its link."""

    date: str
    text: str
    below: tuple[str, ...]
    line: Line
    logo: str = ""
    url: str = ""


def items_of(lines: Sequence[Line]) -> list[Item]:
    """The points of a list, each with the points below it."""
    found: list[tuple[Line, list[str], list[str]]] = []
    for line in lines:
        match = LIST_ITEM.match(line.text)
        if match and len(match[1]) < 2:
            found.append((line, [re.sub(r"^[-*+]\s+(?=\w)", "", line.text[match.end() :])], []))
        elif found and line.text.strip():
            text = line.text.strip()
            nested = LIST_ITEM.match(text)
            if nested:
                found[-1][2].append(text[nested.end() :])
            else:
                (found[-1][2] or found[-1][1]).append(f"\x00{text}")
    return [_item("\n".join(words), below, line) for line, words, below in found]


def _item(text: str, below: list[str], line: Line, logo: str = "") -> Item:
    joined = " ".join(part.strip("\x00") for part in plain_markdown(text.replace("\n\x00", "\n")).split("\n"))
    points: list[str] = []
    for part in below:
        if part.startswith("\x00") and points:
            points[-1] += f" {part[1:]}"
        else:
            points.append(part.lstrip("\x00"))
    joined, logo, url = _without_logo(without_colour(joined).strip(), logo)
    date, words = split_date(joined)
    return Item(
        date,
        words,
        tuple(without_colour(plain_markdown(point)).replace("\n", " ") for point in points),
        line,
        logo,
        url,
    )


def _without_logo(text: str, logo: str) -> tuple[str, str, str]:
    """A text without the one picture at its start or end, the picture, and where it led."""
    pictures = [*IMAGE.finditer(text)]
    match = pictures[0] if len(pictures) == 1 and not logo else None
    if match is None:
        return text, logo, ""
    around = next((found for found in LINK.finditer(text) if found[1].strip() == match[0]), None)
    start, end = (around or match).span()
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if (before and after) or not (before or after):
        return text, logo, ""
    return before or after, match[2], around[2] if around else ""


def split_date(text: str) -> tuple[str, str]:
    """The date at the head or at the end of a text, and the rest; no date if there is none."""
    if (match := _SET_OFF.match(text)) and (inner := _date(match[2].strip(" :：,."))):
        return inner, text[match.end() :][len(_AFTER.match(text[match.end() :])[0]) :]  # type: ignore[index]
    words = text.split(" ")
    for count in range(min(6, len(words) - 1), 0, -1):
        head = " ".join(words[:count]).rstrip(":：,，.")
        if head and head[-1:].isalnum() and (found := _date(head)):
            return found, _AFTER.sub("", " ".join(words[count:]), count=1)
    for pattern, group in ((_SET_OFF_END, 2), (_IN_BRACKETS, 1), (_LAST_PART, 1)):
        if (match := pattern.search(text)) and (found := _date(match[group].strip(" ,."))):
            return found, text[: match.start()].rstrip(" ,;|")
    return "", text


def _date(text: str) -> str:
    """A date as our `date` reads it; empty if it is none."""
    if _YEARS.fullmatch(text):
        text = text.replace("/", ", ")
    text = _EXPECTED.sub(r"\1 (Expected)", text)
    return text if is_date(text) else ""


def html_items(html: str, line: Line) -> list[Item]:
    """The points of an HTML list, or the rows of a table; nothing if it is neither, or holds headings of its own."""
    root = read_html(html)
    listed = _all(root, "ul") or _all(root, "ol")
    if listed and not _all(root, "table"):
        if len(listed) > 1 or _outside(root, listed[0]):
            return []
        points = [child for child in listed[0].elements() if child.tag == "li"]
        return [_item(html_of(point), [], line) for point in points]
    tables = _all(root, "table")
    if len(tables) != 1 or _all(root, "th") or _outside(root, tables[0]):
        return []
    rows = [_row([cell for cell in row.elements() if cell.tag == "td"], line) for row in _all(tables[0], "tr")]
    return [row for row in rows if row] if all(rows) else []


def _row(cells: Sequence[Node], line: Line) -> Item | None:
    logo, date, texts = "", "", []
    for cell in cells:
        text = without_colour(plain_markdown(html_of(cell))).strip()
        pictures = [*IMAGE.finditer(text)]
        rest = IMAGE.sub("", text).strip()
        if pictures and not rest and len(pictures) == 1 and not logo:
            logo = pictures[0][2]
        elif rest and not date and is_date(bare(rest.replace("\n", " "))):
            date = bare(rest.replace("\n", " "))
        elif pictures:
            return None
        elif rest:
            texts.append(rest)
    lines = [part.strip() for text in texts for part in text.split("\n") if part.strip()]
    if not lines:
        return None
    return Item(date, lines[0], tuple(lines[1:]), line, logo)


def _all(node: Node, tag: str) -> list[Node]:
    found = []
    for child in node.elements():
        if child.tag == tag:
            found.append(child)
            if tag != "tr":
                continue
        found += _all(child, tag)
    return found


def _outside(root: Node, node: Node) -> bool:
    return "".join(root.text().split()) != "".join(node.text().split())


def html_of(node: Node) -> str:
    """The inner HTML of an element, on one line."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child.replace("&", "&amp;").replace("<", "&lt;"))
        else:
            values = "".join(
                f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in child.attributes.items()
            )
            parts.append(f"<{child.tag}{values}>{html_of(child)}</{child.tag}>")
    return " ".join("".join(parts).split()).replace("<br></br>", "<br>")
