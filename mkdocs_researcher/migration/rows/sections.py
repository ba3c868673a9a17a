"""Points of a section as records of a data file; a list becomes data only if all of it fits.

The parts of a line are known by what they say: a degree, an institution, a position, a link; not by their order alone.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from mkdocs_researcher.fields.dates.parse import PartialDate, parse_dates
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.values import links_record
from mkdocs_researcher.migration.rows.items import Item
from mkdocs_researcher.migration.tree.lines import InlineWriter, Row
from mkdocs_researcher.migration.tree.tree import contents, words

_INSTITUTION = re.compile(
    r"universit|universidad|école|institut|college|lyc[ée]e|academy|hochschule|polytechn|大学|学院|中学|\bschool\b"
    r"|\b(?:MIT|ETH|EPFL|KAIST|ENS|INSA|UCLA|NUS|NTU|HKUST|HKU|CUHK|USTC|UIUC|CMU)\b",
    re.I,
)
_WHOLE_SCHOOL = re.compile(r"universit|institute|academy|hochschule|polytechn|大学", re.I)
_POSITION = re.compile(
    r"\bintern(?:ship)?\b|engineer|assistant\b|researcher|scientist|fellow|visiting|professor|lecturer|post-?doc|\bstudent\b"
    r"|developer|"
    r"consultant|\bmember\b|\blead(?:er)?\b|manager|analyst|teacher|instructor|director"
    r"|\bfounder|\bofficer\b|\bvolunteer|\bhead of|实习|研究员",
    re.I,
)
_DEGREE = re.compile(
    r"\b(?:ph\.?\s?d|m\.?\s?sc?|b\.?\s?sc?|b\.?\s?eng|m\.?\s?eng|b\.?\s?a|m\.?\s?a|m\.?phil|b\.?tech|m\.?tech|bachelor|master"
    r"|doctora?l?|"
    r"undergraduate|graduate|diploma|exchange|visiting student"
    r"|major|minor|degree|high school)(?:\b|(?='))|博士|硕士|本科|学士|直博",
    re.I,
)
_BUTTON = re.compile(
    r"(?:slides?|video|recording|poster|code|paper|pdf|link|website|page|(?:\w+ )?post|photos?|news|blog"
    r"|certificate)\b",
    re.I,
)
_ORGANIZATION = re.compile(
    r"\b(?:lab|labs|inc|ltd|co|corp|university|institute|research|technolog\w+|group|bank)\b", re.I
)
_UNIT = re.compile(r"\b(?:center|centre|department|dept|team|division|unit)\b", re.I)
_ABBREVIATED = re.compile(r"\b[^\W\d_]{1,4}\.[^\W\d_]{1,4}\.$|\b(?:Inc|Ltd|Co|Corp|Univ|Dept)\.$")
_COMPANY_END = re.compile(r"^\s*(?:ltd|inc|llc|gmbh|corp|co|limited|plc)\b\.?", re.I)
_DATA = InlineWriter(for_data=True)


class Section(NamedTuple):
    """The records of a list, for a data file, and the call that shows them.

    Attributes:
        joining: words between their parts that the layout says in their place.
    """

    file: str
    records: list[dict[str, Any]]
    joining: tuple[str, ...] = ()


def news(items: Sequence[Item]) -> Section | None:
    """News; each item has a date, and no span of time."""
    pictures = any(row.all("img") for item in items for row in (item.row, *item.below)) or any(
        one.logo for one in items
    )
    if pictures or not all(_is_day(item.date) and item.row.words for item in items):
        return None
    records = []
    for item in items:
        points = [f"• {row.markdown}" if row.is_point else row.markdown for row in item.below]
        records.append({"date": item.date, "text": "<br>".join([item.text, *points])})
    return Section("news", records)


def _is_day(text: str) -> bool:
    try:
        return bool(text and PartialDate.parse(text))
    except ValueError:
        return False


def education(items: Sequence[Item]) -> Section | None:
    """Degrees."""
    return _rows("education", items, _degree)


def _lines_of(item: Item) -> list[Row]:
    """The lines of a point that each say one thing; nothing if all is in its first line."""
    lines = [item.row, *(row for row in item.below if not row.is_point)]
    is_in_lines = 1 < len(lines) < 5 and not item.below[0].is_point and _says_one(item.row)
    return lines if is_in_lines else []


def _degree(item: Item) -> dict[str, Any]:
    lines = _lines_of(item)
    parts, joining = lines or _parts(item.row), ""
    if not lines and not any(_INSTITUTION.search(part.words) and not _DEGREE.match(part.words) for part in parts):
        for index, part in enumerate(parts):
            if _DEGREE.search(part.words) and (split := _at(part)):
                parts[index : index + 1] = [split[0], split[2]]
                joining = split[1]
                break
    others = [index for index, part in enumerate(parts) if not _is_degree(part)]
    where = [index for index, part in enumerate(parts) if _INSTITUTION.search(part.words)]
    whole = [index for index in where if index in others and (lines or _WHOLE_SCHOOL.search(parts[index].words))]
    marked = [index for index in others if parts[index].all("a", "b", "strong")]
    index = (whole or ([0] if lines else where or marked or others or [0]))[0]
    head, url = _linked(parts[index])
    degrees = [i for i, part in enumerate(parts) if i != index and _is_degree(part)]
    if lines:
        degrees = degrees[:1] or [i for i in range(len(parts)) if i != index][:1]
    elif not degrees:
        degrees = list(range(index))
    elif degrees[0] + 1 < index <= degrees[0] + 3:  # "M.Sc. in Tides, School of Boats, North Pier University"
        degrees = list(range(degrees[0], index))
    chosen = [parts[i] for i in degrees]
    rest = [part.markdown for i, part in enumerate(parts) if i not in {index, *degrees}]
    inner = _parts(_inside(chosen[0])) if lines else []
    if len(inner) > 1 and _DEGREE.search(inner[0].words):
        chosen, rest = inner[:1], [", ".join(part.markdown for part in inner[1:]), *rest]
    return {
        "institution": head,
        "url": url,
        "degree": ", ".join(re.sub(r"^[(（](.*)[)）]$", r"\1", _plain_bold(part)) for part in chosen),
        "details": ("<br>\n" if lines else ", ").join(rest),
        "highlights": [row.markdown for row in item.below if row.is_point or not lines],
        "joining": joining,
    }


def _inside(row: Row) -> Row:
    """A line without the emphasis that is around all of it and the dash that it starts with."""
    nodes = [node for node in row.nodes if not isinstance(node, str) or node.strip()]
    if len(nodes) == 1 and not isinstance(nodes[0], str) and nodes[0].tag in {"em", "i", "b", "strong"}:
        nodes = contents(nodes[0])
    return _trimmed(row.of(nodes))


def _is_degree(part: Row) -> bool:
    return bool(_DEGREE.search(part.words)) and not _WHOLE_SCHOOL.search(part.words)


def _says_one(row: Row) -> bool:
    return row.is_whole("a", "b", "strong", "span", "font", "em", "i") or bool(re.fullmatch(r"[^,;]{3,60}", row.words))


def experience(items: Sequence[Item]) -> Section | None:
    """Positions."""
    return _rows("experience", items, _position)


def _position(item: Item) -> dict[str, Any]:
    lines = _lines_of(item)
    parts, joining = lines or _parts(item.row), ""
    if len(parts) == 1 and (split := _at(parts[0])) and _POSITION.search(split[0].words):
        parts, joining = [split[0], split[2]], split[1]
    at = next((i for i, part in enumerate(parts) if _POSITION.search(part.words) and not part.is_whole("a")), -1)
    if at >= 0 and (split := _at(parts[at])) and _POSITION.search(split[0].words) and split[2].all("a", "b", "strong"):
        parts[at : at + 1] = [split[0], split[2]]
        joining = split[1]
    others = [index for index in range(len(parts)) if index != at]
    linked = [index for index in others if parts[index].all("a") and not lines]
    bold = [index for index in others if parts[index].all("b", "strong") and not lines]
    index = (linked or bold or others or [0])[0]
    if index == 1 and not lines and not linked and not bold and len(others) > 1:
        index = _organization(parts, others)
    organization = _after_at(parts[index])
    named, url = _linked(organization)
    rest = [part.markdown for i, part in enumerate(parts) if i not in {index, at}]
    more = [] if lines else [row.markdown for row in item.below if not row.is_point]
    return {
        "organization": named,
        "url": url,
        "position": _plain_bold(parts[at]) if at >= 0 and at != index else "",
        "summary": "<br>\n".join(filter(None, rest if lines else (", ".join(rest), *more))),
        "highlights": [row.markdown for row in item.below if row.is_point],
        "joining": joining or ("at" if organization is not parts[index] else ""),
    }


def _organization(parts: Sequence[Row], others: Sequence[int]) -> int:
    """Of several parts after a position the organization: not a department, not a place."""
    named = [i for i in others if _ORGANIZATION.search(parts[i].words)]
    whole = [i for i in named if not _UNIT.search(parts[i].words)]
    return (whole or named or others)[0]


def awards(items: Sequence[Item]) -> Section | None:
    """Honors."""
    if any(item.below for item in items):
        return None
    return _rows("awards", items, lambda item: {"title": _unended(item.text)})


def talks(items: Sequence[Item]) -> Section | None:
    """Talks: the title is what is set off or in quotes, and the rest is where it was."""
    return _rows("talks", items, _talk)


def _talk(item: Item) -> dict[str, Any]:
    nodes = list(item.row.nodes)
    buttons: list[HtmlElement] = []
    while nodes and ((isinstance(nodes[-1], str) and not re.search(r"\w", nodes[-1])) or _is_button(nodes[-1])):
        last = nodes.pop()
        buttons[:0] = [] if isinstance(last, str) else [last]
    row = Row(nodes)
    links = links_record([Link(words(one).strip("[] "), str(one.get("href"))) for one in buttons])
    details = "<br>\n".join(f"• {one.markdown}" if one.is_point else one.markdown for one in item.below)
    parts = _sentences(row)
    titles = [part for part in parts if part.is_whole("i", "em") or re.match(r"^[“\"「《].*[”\"」》]\W*$", part.words)]
    if len(titles) == 1 and len(parts) > 1:
        others = [part for part in parts if part is not titles[0]]
        title = _plain_bold(titles[0]).strip('“”" .,')
        events = [part.markdown.strip(" .,") for part in others]
        return {
            "title": title,
            "event": events[0],
            "links": links,
            "details": "<br>\n".join(filter(None, (", ".join(events[1:]), details))),
        }
    return {"title": _unended(row.markdown.strip(" |·")), "links": links, "details": details}


def _is_button(node: str | HtmlElement) -> bool:
    is_link = not isinstance(node, str) and node.tag == "a" and bool(node.get("href"))
    return is_link and bool(_BUTTON.match(words(node).strip("[] ")))


def _rows(file: str, items: Sequence[Item], read: Callable[[Item], dict[str, Any]]) -> Section | None:
    dated = sum(bool(item.date) for item in items)
    if not items or dated * 2 <= len(items) or not all(item.row.words for item in items):
        return None
    if any(item.row.all("img") or any(row.all("img") for row in item.below) for item in items):
        return None
    records: list[dict[str, Any]] = []
    joining: list[str] = []
    for item in items:
        record: dict[str, Any] = {**read(item), "date": item.date}
        joining.append(str(record.pop("joining", "") or ""))
        for name, value in record.items():
            if isinstance(value, str) and name not in {"url", "date"}:
                record[name] = value.strip()
        if "url" in record:
            record["url"] = record["url"] or item.url
        if item.logo:
            record["logo"] = item.logo
        records.append(record)
    return Section(file, records, tuple(filter(None, joining)))


def _cleaned(pieces: Sequence[Row]) -> list[Row]:
    return [part for part in map(_trimmed, pieces) if re.search(r"\w", part.words)]


def _parts(row: Row) -> list[Row]:
    """A line at its commas and semicolons, and where what is set off starts or ends."""
    made: list[Row] = []
    for part in _cleaned(row.pieces(_split, _starts)):
        if made and _COMPANY_END.match(part.words):
            made[-1] = _trimmed(made[-1].of([*made[-1].nodes, ", ", *part.nodes]))
        else:
            made.append(part)
    return made or [row]


def _split(text: str) -> list[str]:
    """A text at commas outside brackets, at dashes and at the ends of short sentences."""
    pieces, depth, start = [], 0, 0
    for match in re.finditer(r"[()（）\[\]]|[,，;；|]\s*|\s[–—-]\s|(?<=[a-z)]{2})\.\s+(?=[A-Z(]|$)", text):
        sign = match[0]
        if sign in "([（":
            depth += 1
        elif sign in ")]）":
            depth = max(0, depth - 1)
        elif not depth and (sign[0] not in ",." or sign[-1:].isspace() or match.end() == len(text)):
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _starts(node: HtmlElement, before: list[str | HtmlElement]) -> bool:
    """Does something new start with what is set off? It does behind a degree that can end there."""
    if node.tag not in {"b", "strong", "span", "font", "em", "i", "a"} or len(words(node)) <= 3:
        return False
    said = Row(before).words
    goes_on = re.search(r"\b(?:at|of|from|in|the|and|with|@|for)$|[(（&/]$", said, re.I)
    return bool(_DEGREE.search(said)) and not goes_on and len(said) > 3


def _trimmed(part: Row) -> Row:
    nodes = [node for node in part.nodes if node != ""]
    while nodes and isinstance(nodes[0], str):
        nodes[0] = re.sub(r"^[\s,，;；:：|.–—-]+", "", nodes[0])
        if nodes[0]:
            break
        nodes.pop(0)
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = _unended(nodes[-1].rstrip(" ,，;；|"))
    return part.of(nodes)


def _at(part: Row) -> tuple[Row, str, Row] | None:
    """`Research intern at Quill Labs` and the like: what is before the word, the word, what is behind it."""
    for head, match, tail in reversed(list(part.cuts(r"\b(at|from|of)\b|@"))):
        before, after = _trimmed(head), _trimmed(tail)
        word = (match[1] or "@").casefold()
        if not re.search(r"\w", before.words) or not re.search(r"\w", after.words):
            continue
        if word in {"of", "from"} and not (after.all("a") or _WHOLE_SCHOOL.search(after.words)):
            continue
        if word != "of" or _DEGREE.search(before.words):
            return before, word if word != "@" else "", after
    return None


def _after_at(part: Row) -> Row:
    first = part.nodes[0] if part.nodes else ""
    if isinstance(first, str) and (match := re.match(r"\s*(?:at\b|@)\s*", first, re.I)):
        return part.of([first[match.end() :], *part.nodes[1:]])
    return part


def _sentences(row: Row) -> list[Row]:
    ends = r"(?<=[^\W\d_]{2})[.]\s+|[,，;|]\s+(?=[“\"「《])|(?<=[”\"」》])[,.，]?\s+"
    return _cleaned(row.pieces(functools.partial(re.split, ends), alone=("i", "em")))


def _linked(part: Row) -> tuple[str, str]:
    """The words of a part that is a link as a whole, and its address; else its text, and none."""
    links = part.all("a")
    if (
        len(links) == 1
        and part.is_whole("a", "b", "strong", "em", "i", "span")
        and words(links[0]) == part.words.strip(" ,.;")
    ):
        return _DATA.line(contents(links[0])).strip(" *"), str(links[0].get("href") or "")
    return _plain_bold(part), ""


def _plain_bold(part: Row) -> str:
    text = part.markdown.strip()
    while (match := re.fullmatch(r"(\*{1,3})(.+?)\1", text)) and "*" not in match[2]:
        text = match[2].strip()
    return _unended(
        text.replace("**", "") if text.count("**") == 2 and text.startswith("**") and len(text) < 160 else text
    )


def _unended(text: str) -> str:
    """A text without the full stop at its end, unless it belongs to the last word: `Ph.D.`."""
    return text.rstrip() if _ABBREVIATED.search(text) else text.rstrip(" .")


def in_order(file: str, records: Sequence[dict[str, Any]]) -> bool:
    """Are dated records the newest first, as our lists are?"""
    keys = []
    for record in records:
        try:
            dates = parse_dates(record.get("date") or "")
        except ValueError:
            return False
        keys.append(max((one.sort_key for one in dates), default=()))
    return all(one >= other for one, other in itertools.pairwise(keys))


SECTIONS: tuple[tuple[str, re.Pattern[str], Callable[[Sequence[Item]], Section | None]], ...] = (
    ("news", re.compile(r"\bnews\b|\bupdates?\b|what['’]s new|新闻|动态|消息|\bhighlights?\b(?=.*20\d\d)"), news),
    ("education", re.compile(r"\beducations?\b|academic background|教育|学历"), education),
    ("talks", re.compile(r"\btalks?\b|\bpresentations?\b|报告|讲座"), talks),
    ("awards", re.compile(r"\bhonou?rs?\b|\bawards?\b|\bscholarships?\b|\bprizes?\b|荣誉|获奖|奖励|奖项"), awards),
    (
        "experience",
        re.compile(r"\bexperiences?\b|\binternships?\b|\bemployment\b|\bpositions?\b|\bwork(?:ing)?\b|实习|经历|工作"),
        experience,
    ),
)
"""The data files of sections by words of their headings, in the order in which they are looked for."""

NO_SECTION = re.compile(r"\bteaching\b|\bservices?\b|\breview|\bmentor|\bvolunt|\bpublications?\b|\bprojects?\b")
"""Words of headings of other sections."""
