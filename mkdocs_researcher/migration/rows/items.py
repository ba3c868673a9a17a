"""The points of a list, the rows of a table or the lines of a section, each with its date."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from mkdocs_researcher.formats.cv.values import is_date
from mkdocs_researcher.migration.tree.cleaning import drop
from mkdocs_researcher.migration.tree.lines import Row, joined, rows_in
from mkdocs_researcher.migration.tree.tree import contents, part, words

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2139\u2190-\u21ff\u2300-\u23ff\ufe0f\u200d\u20e3"
_LEAD = re.compile(rf"^([\s{_EMOJI}•·▪◦‣>*-]|:[a-z][a-z0-9_+]+:)*")
_AFTER = re.compile(r"^\s*[:：,，.–—|)\]-]*\s*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:/(?:19|20)\d\d)+")
_EXPECTED = re.compile(
    r"\(?\b(?:expected|exp\.|anticipated|incoming)(?: in)?:?\s+((?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d\d[\d./-]*)\)?$",
    re.I,
)
_INCOMING = re.compile(r" ?\((?:incoming|future)\)$", re.I)
_IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]]{4,34})[)）\]】][\s.;,]*$")
_LAST_PART = re.compile(
    r"[,，|;:]\s*([^,，\[\]()|;]{0,15}(?:19|20)\d\d[^,，\[\]()|;]{0,25}?(?:\((?:expected|now)\))?)[\s.。]*$", re.I
)
_YEAR_LIST = re.compile(
    r"[,，(]\s*((?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\s*[,，/&]\s*)+(?:and\s+)?(?:19|20)\d\d)[)\s.。]*$"
)
_LAST_WORDS = re.compile(
    r"\s((?:[A-Z][a-z]{2,8}\.?\s+)?(?:19|20)\d\d(?:\s*[-–—~]+\s*(?:(?:[A-Z][a-z]{2,8}\.?\s+)?(?:19|20)\d\d|present|now))?)[\s.]*$",
    re.I,
)


@dataclass
class Item:
    """A point of a list or a row of a table."""

    row: Row
    date: str
    below: list[Row]
    element: HtmlElement
    logo: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        return self.row.markdown


def items_of_list(element: HtmlElement) -> list[Item]:
    """The points of a list."""
    return [item_of(point) for point in element if point.tag == "li" and words(point)]


def item_of(element: HtmlElement, logo: str = "") -> Item:
    """A point, with the date at its head or its end."""
    copied = copy.deepcopy(element)
    rows = joined(rows_in(copied))
    first, below = (rows[0], rows[1:]) if rows else (Row([]), [])
    url = ""
    if not logo:
        first, logo, url = _without_logo(first)
        if not first.words and below:
            first, below = below[0], below[1:]
    date, first = split_date(first)
    if not date and below:
        index, found, row = next(
            ((i, *split) for i, one in enumerate(below[:2]) if (split := split_date(one))[0] and len(one.words) < 60),
            (0, "", first),
        )
        if found:
            date = found
            below = [*below[:index], *([row] if re.search(r"\w", row.words) else []), *below[index + 1 :]]
    if not first.words and below:
        first, below = below[0], below[1:]
    return Item(first, date, below, element, logo, url)


def items_of_table(table: HtmlElement) -> list[Item]:
    """The rows of a table of pictures, texts and dates; nothing if it has a head or looks otherwise."""
    if next(table.iter("th"), None) is not None:
        return []
    found: list[Item] = []
    for row in table.iter("tr"):
        item = _row(row, [cell for cell in row if cell.tag == "td"])
        if item is None:
            return []
        found.append(item)
    return found


def _row(element: HtmlElement, cells: Sequence[HtmlElement]) -> Item | None:
    logo = date = url = ""
    texts: list[HtmlElement] = []
    for cell in cells:
        pictures, said = list(cell.iter("img")), words(cell)
        if pictures and not said:
            if len(pictures) > 1 or logo:
                return None
            logo = str(pictures[0].get("src") or "")
            url = next((str(up.get("href")) for up in pictures[0].iterancestors("a")), "")
        elif said and not date and _date(said):
            date = _date(said)
        elif said:
            texts.append(cell)
    if not texts:
        return None
    whole = part("td", [node for cell in texts for node in (part("div", contents(cell)),)])
    item = item_of(whole, logo or " ")
    item.logo, item.url, item.element = logo.strip() or item.logo.strip(), url, element
    item.date = date or item.date
    return item


def _without_logo(row: Row) -> tuple[Row, str, str]:
    pictures = row.all("img")
    for index, node in enumerate(row.nodes if len(pictures) == 1 else ()):
        if isinstance(node, str) or pictures[0] not in list(node.iter()):
            continue
        before, after = row.nodes[:index], row.nodes[index + 1 :]
        if words(node) or bool(Row(before).words) == bool(Row(after).words):
            break
        link = next((up for up in (node, *node.iter("a")) if up.tag == "a"), None)
        url = str(link.get("href") or "") if link is not None else ""
        return row.of([*before, *after]), str(pictures[0].get("src") or ""), url
    return row, "", ""


def split_date(row: Row) -> tuple[str, Row]:
    """The date at the head or at the end of a line, and the rest; no date if there is none."""
    text = row.words
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    head = text[start:]
    if found := _at_head(head):
        date, length = found
        rest = head[length:]
        rest = rest[len(_AFTER.match(rest)[0]) :]  # type: ignore[index]
        taken = text[start : len(text) - len(rest)]
        nodes = without_letters(row.nodes, len(re.sub(r"\s", "", text[:start])), len(re.sub(r"\s", "", taken)))
        return date, row.of(nodes)
    for pattern in (_YEAR_LIST, _IN_BRACKETS, _LAST_PART, _LAST_WORDS):
        if (match := pattern.search(text)) and (date := _date(match[1].strip(" ,."))):
            before = text[: match.start()].rstrip(" ,;|，")
            if not before:
                continue
            count = len(re.sub(r"\s", "", text)) - len(re.sub(r"\s", "", before))
            return date, row.of(without_letters(row.nodes, len(re.sub(r"\s", "", before)), count))
    return "", row


def _at_head(text: str) -> tuple[str, int] | None:
    match = re.match(r"[\[(（【]([^\[\]()（）【】]{3,42})[\])）】]", text)
    if match and (date := _date(match[1])):
        return date, match.end()
    pieces = [match.end() for match in re.finditer(r"\S+", text)][:8]
    for end in reversed(pieces):
        head = text[:end].rstrip(":：,，.|")
        if head and (head[-1:].isalnum() or head[-1:] in ")月日年") and (date := _date(head)):
            return date, end
    match = re.match(r"[^:：]{3,40}?(?=[:：])", text)
    return (date, match.end()) if match and (date := _date(match[0].strip())) else None


def _date(text: str) -> str:
    """A date as our `date` reads it; empty if it is none."""
    text = text.strip(" :：,，.*_")
    if match := re.fullmatch(r"[\[(（【](.*)[\])）】]", text):
        text = match[1].strip()
    if not re.search(r"\d", text) or len(text) > 44:
        return ""
    if _YEARS.fullmatch(text):
        text = text.replace("/", ", ")
    text = _INCOMING.sub("", text)
    text = re.sub(r"(?<=[A-Za-z])['’.]?\s*['’]\s*(?=\d)", " ", text)
    text = re.sub(r" ?[~～] ?", " - ", text)
    text = _EXPECTED.sub(r"\1 (Expected)", text)
    return text if is_date(text) else ""


def without_letters(nodes: Sequence[str | HtmlElement], skip: int, count: int) -> list[str | HtmlElement]:
    """Nodes without a run of letters, white space not counted."""
    whole = part("p", nodes)
    had = [bool(words(one)) for one in whole]
    seen = 0
    for one, name in list(_texts(whole)):
        kept = []
        for letter in getattr(one, name) or "":
            is_cut = skip <= seen < skip + count
            seen += not letter.isspace()
            if not is_cut:
                kept.append(letter)
        setattr(one, name, "".join(kept))
    for one, had_words in list(zip(whole, had, strict=True)):
        if had_words and not words(one):
            drop(one)
    made = contents(whole)
    if made and isinstance(made[0], str):
        made[0] = made[0].lstrip()
    return made


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"
