"""Lists and tables of a page as news, degrees, positions, honours and talks.

A list becomes data only if all of it fits; else it stays Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.exports.html_tree import Node, read_html
from mkdocs_researcher.fields.dates import PartialDate
from mkdocs_researcher.importers.spans import is_date
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.inline import IMAGE, LINK, bare, links_in, without_colour, without_emphasis
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.pieces import LIST_ITEM
from mkdocs_researcher.migration.plain_markdown import plain_markdown

_SET_OFF = re.compile(
    r"^(\*{1,3}|_{1,3}|\[|\(|`)([^*_\[\]()`]{3,40}(?:\([^()]{1,20}\)[^*_\[\]()`]{0,3})?)(\*{1,3}|_{1,3}|\]|\)|`)"
)
_AFTER = re.compile(r"^\s*[:：,，.–—|-]*\s*")
_SET_OFF_END = re.compile(r"[\s,;|(\[–—-]*(\*{1,3}|_{1,3})([^*_]{3,40})\1[\s.)\]]*$")
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]{4,30})[)）][\s.]*$")
_INSTITUTION = re.compile(
    r"universit|universidad|école|institut|college|academy|hochschule|polytechn|大学|学院|\b(?:MIT|ETH|EPFL|KAIST)\b",
    re.I,
)
_WHOLE_SCHOOL = re.compile(r"universit|institute|academy|hochschule|polytechn|大学", re.I)
_POSITION = re.compile(
    r"\bintern|engineer|assistant|researcher|scientist|fellow|visiting|professor|lecturer|postdoc|student|developer|"
    r"consultant|member|lead\b|manager|实习",
    re.I,
)
_DEGREE = re.compile(
    r"\b(?:ph\.?\s?d|m\.?\s?sc?|b\.?\s?sc?|b\.?\s?eng|m\.?\s?eng|b\.?a|m\.?a|bachelor|master|doctor|undergraduate|diploma)\b|"
    r"博士|硕士|本科|学士",
    re.I,
)
_PART = re.compile(r",\s+(?![^()\[\]]*[)\]])|，|;\s+(?![^()\[\]]*[)\]])")


class Item(NamedTuple):
    """A point of a list or a row of a table: when, the words, what hangs below, and where it stands."""

    date: str
    text: str
    below: tuple[str, ...]
    line: Line
    logo: str = ""


class Rows(NamedTuple):
    """The records of a list, for a data file."""

    file: str
    records: list[dict[str, Any]]


def items_of(lines: Sequence[Line]) -> list[Item]:
    """The points of a list, each with the points below it."""
    found: list[tuple[Line, list[str], list[str]]] = []
    for line in lines:
        match = LIST_ITEM.match(line.text)
        if match and len(match[1]) < 2:
            found.append((line, [line.text[match.end() :]], []))
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
    date, words = split_date(without_colour(joined).strip())
    return Item(
        date, words, tuple(without_colour(plain_markdown(point)).replace("\n", " ") for point in points), line, logo
    )


def split_date(text: str) -> tuple[str, str]:
    """The date at the head or at the end of a text, and the rest; no date if there is none."""
    if match := _SET_OFF.match(text):
        inner = match[2].strip(" :：,.")
        if is_date(inner):
            return inner, text[match.end() :][len(_AFTER.match(text[match.end() :])[0]) :]  # type: ignore[index]
    words = text.split(" ")
    for count in range(min(6, len(words) - 1), 0, -1):
        head = " ".join(words[:count]).rstrip(":：,，.")
        if head and head[-1:].isalnum() and is_date(head):
            return head, _AFTER.sub("", " ".join(words[count:]), count=1)
    for pattern, group in ((_SET_OFF_END, 2), (_IN_BRACKETS, 1)):
        if (match := pattern.search(text)) and is_date(match[group].strip(" ,.")):
            return match[group].strip(" ,."), text[: match.start()].rstrip(" ,;|")
    return "", text


def html_items(html: str, line: Line) -> list[Item]:
    """The points of an HTML list, or the rows of a table; nothing if it is neither, or holds headings of its own."""
    root = read_html(html)
    listed = _all(root, "ul") or _all(root, "ol")
    if listed and not _all(root, "table"):
        if len(listed) > 1 or _outside(root, listed[0]):
            return []
        points = [child for child in listed[0].elements() if child.tag == "li"]
        return [_item(_html_of(point), [], line) for point in points]
    tables = _all(root, "table")
    if len(tables) != 1 or _all(root, "th") or _outside(root, tables[0]):
        return []
    rows = [_row([cell for cell in row.elements() if cell.tag == "td"], line) for row in _all(tables[0], "tr")]
    return [row for row in rows if row] if all(rows) else []


def _row(cells: Sequence[Node], line: Line) -> Item | None:
    logo, date, texts = "", "", []
    for cell in cells:
        text = without_colour(plain_markdown(_html_of(cell))).strip()
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
    """Whether there are words beside a node."""
    return "".join(root.text().split()) != "".join(node.text().split())


def _html_of(node: Node) -> str:
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child.replace("&", "&amp;").replace("<", "&lt;"))
        else:
            values = "".join(
                f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in child.attributes.items()
            )
            parts.append(f"<{child.tag}{values}>{_html_of(child)}</{child.tag}>")
    return " ".join("".join(parts).split()).replace("<br></br>", "<br>")


def news(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """News; each item has a date, and no span of time."""
    if not all(_is_day(item.date) and item.text for item in items):
        return None
    texts = [
        addresses.inline("<br>".join([item.text, *(f"• {point}" for point in item.below)]), item.line.place)
        for item in items
    ]
    return Rows("news", [{"date": item.date, "text": text} for item, text in zip(items, texts, strict=True)])


def _is_day(text: str) -> bool:
    try:
        return bool(text and PartialDate.parse(text))
    except ValueError:
        return False


def education(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Degrees: the institution is the part that sounds like one, what stands before it the degree."""
    return _rows("education", items, addresses, _degree)


def _degree(item: Item) -> dict[str, Any]:
    if item.logo or (item.below and links_or_bold(item.text)):
        head, url = _linked(item.text)
        degree, *rest = item.below or ("",)
        return {"institution": head, "url": url, "degree": degree, "details": _block(rest)}
    parts = _parts(item.text)
    where = [index for index, part in enumerate(parts) if _INSTITUTION.search(part)]
    whole = [index for index in where if _WHOLE_SCHOOL.search(parts[index])]
    index = (whole or where or [0])[0]
    head, url = _linked(parts[index])
    before, after = parts[:index], parts[index + 1 :]
    if not before and after and _DEGREE.search(after[0]):
        before, after = after[:1], after[1:]
    return {
        "institution": head,
        "url": url,
        "degree": ", ".join(before),
        "details": ", ".join(after),
        "highlights": item.below,
    }


def links_or_bold(text: str) -> bool:
    """Whether a text is bold or a link as a whole."""
    return without_emphasis(text) != text or bool(LINK.fullmatch(text.strip()))


def experience(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Positions."""
    return _rows("experience", items, addresses, _position)


def _position(item: Item) -> dict[str, Any]:
    if item.logo:
        head, url = _linked(item.text)
        position, *rest = item.below or ("",)
        return {"organization": head, "url": url, "position": position, "summary": _block(rest)}
    parts = _parts(item.text)
    position = next((i for i, part in enumerate(parts) if _POSITION.search(part) and not links_in(part)), -1)
    others = [index for index in range(len(parts)) if index != position]
    linked = [index for index in others if links_in(parts[index])]
    index = (linked or others or [0])[0]
    head, url = _linked(parts[index])
    rest = [part for i, part in enumerate(parts) if i not in {index, position}]
    said = parts[position] if position >= 0 and position != index else ""
    return {"organization": head, "url": url, "position": said, "summary": ", ".join(rest), "highlights": item.below}


def awards(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Honours."""
    if any(item.below for item in items):
        return None
    return _rows("awards", items, addresses, lambda item: {"title": item.text.rstrip(" .")})


def talks(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Talks, with the links at the end of their lines as buttons."""

    def read(item: Item) -> dict[str, Any]:
        head, *tail = [part.strip() for part in re.split(r"\s\|\s|\s\|$", item.text)]
        links = [part for text in tail for part in links_in(text)]
        loose = [text for text in tail if re.sub(r"[\s\[\]|,]", "", LINK.sub("", text))]
        if loose:
            head, links = item.text, []
        new = [part._replace(url=addresses.link(part.url, item.line.place)) for part in links]
        return {"title": head.rstrip(" ."), "links": addresses.links_of(new), "details": _block(item.below)}

    return _rows("talks", items, addresses, read)


def _rows(
    file: str, items: Sequence[Item], addresses: Addresses, read: Callable[[Item], dict[str, Any]]
) -> Rows | None:
    if not items or not any(item.date for item in items) or not all(item.text for item in items):
        return None
    if any(IMAGE.search(item.text) for item in items):
        return None
    records = []
    for item in items:
        record: dict[str, Any] = {**read(item), "date": item.date}
        for name, value in record.items():
            if isinstance(value, str) and name not in {"url", "date"}:
                record[name] = addresses.inline(value.strip(" ."), item.line.place)
            elif isinstance(value, tuple):
                record[name] = [addresses.inline(point, item.line.place) for point in value]
        if record.get("url"):
            record["url"] = addresses.link(record["url"], item.line.place)
        if item.logo:
            record["logo"] = addresses.file(item.logo, item.line.place)
        records.append(record)
    return Rows(file, records)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PART.split(text.rstrip(" .")) if part.strip()] or [text]


def _linked(text: str) -> tuple[str, str]:
    """The words of a text that is a link as a whole, and its address; else the text, and none."""
    match = LINK.fullmatch(bare(text) if not text.startswith("[") else text.strip())
    return (bare(match[1]), match[2]) if match else (bare(text), "")


def _block(lines: Sequence[str]) -> str:
    return "<br>\n".join(lines)
