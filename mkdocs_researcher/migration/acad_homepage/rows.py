"""Lists and tables of a page as news, degrees, positions, honours and talks.

A list becomes data only if all of it fits; else it stays Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.migration.text.addresses import Addresses
from mkdocs_researcher.migration.text.box_lines import split_links
from mkdocs_researcher.migration.text.inline import IMAGE, LINK, bare, emphasised, links_in, without_emphasis
from mkdocs_researcher.migration.text.points import Item

_INSTITUTION = re.compile(
    r"universit|universidad|école|institut|college|lyc[ée]e|academy|hochschule|polytechn|大学|学院|\b(?:MIT|ETH|EPFL|KAIST|ENS|INSA)\b",
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
# "Ph.D. in Tides at Halden Bay University", "M.Sc., School of Boats of North Pier University"
_AT = re.compile(r"(.{2,}) (at|of|from) (?=[^\W\d_])(.{3,})", re.I)
_HEAD = re.compile(
    r"(\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()\s]*\)):?\s*(?:\*\s*[—–-]+\s*([^*]+)\*|(?:[—–-]+|(?<=:))\s+(\S.*))", re.S
)
_SENTENCES = re.compile(
    r"((?:[^.]|\.(?=\S)|(?<=Sc)\.){4,80}(?:(?<!Prof)(?<!Univ)(?<!Dept)(?<!Inst)(?<=[^\W\d_A-Z]{2})|(?<=[)*∗])))\.\s+"
    r"(\[[^\[\]]+\]\(\S+\)|[^\W\d_a-z][^.]{2,60})"
)
_DEGREE_AT_END = re.compile(r"(.+?)\.?\s*\(([^()]{2,20})\)", re.S)
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]{1,4}\.){2,}\s*$")
# Labels of links that belong to a talk and are not part of its title.
_BUTTON = re.compile(
    r"(?:slides?|video|recording|poster|code|paper|pdf|link|website|page|(?:\w+ )?post|photos?|news|blog)\b", re.I
)
_PART = re.compile(r",\s+(?![^()\[\]]*[)\]])|，|;\s+(?![^()\[\]]*[)\]])")


class Rows(NamedTuple):
    """The records of a list, for a data file, and the words between their parts that the layout says in their place."""

    file: str
    records: list[dict[str, Any]]
    joining: tuple[str, ...] = ()


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
    """Degrees: the institution is the part that looks like one, and the part before it is the degree."""
    return _rows("education", items, addresses, _degree)


def _degree(item: Item) -> dict[str, Any]:
    if item.below and (item.logo or links_or_bold(item.text)):
        head, url = _linked(item.text)
        degree, *rest = item.below or ("",)
        return {"institution": head, "url": url, "degree": degree, "details": _block(rest)}
    head, said = _headed(item.text)
    if head and (_INSTITUTION.search(head) or not _DEGREE.search(head)):
        name, url = _linked(head)
        degree, *more = _parts(said)
        return {"institution": name, "url": url, "degree": degree, "details": ", ".join(more), "highlights": item.below}
    text, end = _unended(item.text), ""
    if (match := _DEGREE_AT_END.fullmatch(text)) and _DEGREE.search(match[2]) and not _DEGREE.search(match[1]):
        text, end = match[1], match[2]
    parts = _sentences(_parts(text))
    where = [index for index, part in enumerate(parts) if _INSTITUTION.search(part)]
    whole = [index for index in where if _WHOLE_SCHOOL.search(parts[index])]
    index = (whole or where or [int(len(parts) > 1 and bool(_DEGREE.search(parts[0])))])[0]
    before, after = parts[:index], parts[index + 1 :]
    at = _AT.fullmatch(parts[index]) if not before and _DEGREE.match(bare(parts[index])) else None
    if at and at[2] != "at" and not _WHOLE_SCHOOL.search(at[3]):
        at = None
    head, url = _linked(at[3] if at else parts[index])
    if at:
        before = [at[1]]
    elif not before and after and _DEGREE.search(after[0]):
        before, after = after[:1], after[1:]
    return {
        "institution": head,
        "url": url,
        "degree": end or ", ".join(before),
        "details": ", ".join([*before, *after] if end else after),
        "highlights": item.below,
        "joining": at[2].casefold() if at else "",
    }


def links_or_bold(text: str) -> bool:
    """Is the whole text bold or a link?"""
    return without_emphasis(text) != text or bool(LINK.fullmatch(text.strip()))


def experience(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Positions."""
    return _rows("experience", items, addresses, _position)


def _position(item: Item) -> dict[str, Any]:
    if item.logo and item.below:
        head, url = _linked(item.text)
        position, *rest = item.below or ("",)
        return {"organization": head, "url": url, "position": position, "summary": _block(rest)}
    parts = _sentences(_parts(item.text))
    at = next((i for i, part in enumerate(parts) if _POSITION.search(part) and not links_in(part)), -1)
    others = [index for index in range(len(parts)) if index != at]
    linked = [index for index in others if links_in(parts[index])]
    bold = [index for index in others if emphasised(parts[index])]
    index = (linked or bold or others or [0])[0]
    joined = re.match(r"(at)\s+(?=\S)", parts[index])
    name, more = _headed(parts[index])
    head, url = _linked(name or parts[index][joined.end() if joined else 0 :])
    rest = [part for i, part in enumerate(parts) if i not in {index, at}]
    return {
        "organization": head,
        "url": url,
        "position": bare(parts[at]) if at >= 0 and at != index else "",
        "summary": ", ".join([more, *rest] if more else rest),
        "highlights": item.below,
        "joining": "at" if joined and not name else "",
    }


def _headed(text: str) -> tuple[str, str]:
    """The bold words or the link that a text starts with before a dash or a colon, and the rest; else nothing."""
    match = _HEAD.fullmatch(text.strip())
    if not match:
        return "", ""
    rest = match[2] or match[3]
    return match[1], rest.strip()


def _sentences(parts: list[str]) -> list[str]:
    """Parts, with the first short one that is two sentences taken apart: "Assistant. Quill Labs"."""
    for index, part in enumerate(parts):
        if match := _SENTENCES.fullmatch(part):
            return [*parts[:index], match[1], match[2], *parts[index + 1 :]]
    return parts


def awards(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Honours."""
    if any(item.below for item in items):
        return None
    return _rows("awards", items, addresses, lambda item: {"title": _unended(item.text)})


def talks(items: Sequence[Item], addresses: Addresses) -> Rows | None:
    """Talks, with the links at the end of their lines as buttons."""

    def read(item: Item) -> dict[str, Any]:
        head, *tail = [part.strip() for part in re.split(r"\s\|\s|\s\|$", item.text)]
        if not tail:
            words, row = split_links(head)
            if words and all(_BUTTON.match(part.label) for part in links_in(row)):
                head, tail = words, [row]
        links = [part for text in tail for part in links_in(text)]
        loose = [text for text in tail if re.sub(r"[\s\[\]|,]", "", LINK.sub("", text))]
        if loose:
            head, links = item.text, []
        new = [part._replace(url=addresses.link(part.url, item.line.place)) for part in links]
        return {"title": _unended(head), "links": addresses.links_of(new), "details": _block(item.below)}

    return _rows("talks", items, addresses, read)


def _rows(
    file: str, items: Sequence[Item], addresses: Addresses, read: Callable[[Item], dict[str, Any]]
) -> Rows | None:
    if not items or not any(item.date for item in items) or not all(item.text for item in items):
        return None
    if any(IMAGE.search(item.text) for item in items):
        return None
    records = []
    joining: list[str] = []
    for item in items:
        record: dict[str, Any] = {**read(item), "date": item.date}
        joining.append(record.pop("joining", ""))
        for name, value in record.items():
            if isinstance(value, str) and name not in {"url", "date"}:
                record[name] = addresses.inline(value.strip(), item.line.place)
            elif isinstance(value, tuple):
                record[name] = [addresses.inline(point, item.line.place) for point in value]
        if item.url and "url" in record:
            record["url"] = record["url"] or item.url
        if record.get("url"):
            record["url"] = addresses.link(record["url"], item.line.place)
        if item.logo:
            record["logo"] = addresses.file(item.logo, item.line.place)
        records.append(record)
    return Rows(file, records, tuple(filter(None, joining)))


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in _PART.split(_unended(text)):
        if parts and parts[-1].count("**") % 2:
            parts[-1] += f", {part.strip()}"
        elif part.strip():
            parts.append(part.strip())
    return parts or [text]


def _unended(text: str) -> str:
    """A text without the dot at its end, unless the dot belongs to the last word: `Ph.D.`."""
    return text.rstrip() if _ABBREVIATED.search(text) else text.rstrip(" .")


def _linked(text: str) -> tuple[str, str]:
    """The words of a text that is a link as a whole, and its address; else the text, and none."""
    match = LINK.fullmatch(bare(text) if not text.startswith("[") else text.strip())
    return (bare(match[1]), match[2]) if match else (bare(text), "")


def _block(lines: Sequence[str]) -> str:
    return "<br>\n".join(lines)
