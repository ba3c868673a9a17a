"""The title in the lines of a box, and lines that hold more than one thing, split."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mkdocs_researcher.migration.papers.authors import AuthorLine, Names, read_authors
from mkdocs_researcher.migration.papers.venues import read_badge, says_venue
from mkdocs_researcher.migration.tree.lines import InlineWriter, Row
from mkdocs_researcher.migration.tree.tree import HEADINGS, classes, contents, part, shows, words
from mkdocs_researcher.migration.words import words_of


def without_tail(row: Row) -> tuple[Row, list[Row]]:
    """Names without the legend or the venue that is set apart behind them."""
    nodes = list(row.nodes)
    text = row.words
    if re.search(r"[(（]\s*(?:[*∗†‡§#¶✉⋆]|\$[^$]*\$)[^()（）]{2,80}[)）]\.?\s*$", text):
        for before, sign, after in reversed(list(row.cuts(r"[(（]"))):
            return before, [after.of([sign[0], *after.nodes])]
    tags = ["" if isinstance(node, str) or not words(node) else node.tag for node in nodes]
    index = next((index for index in range(len(nodes) - 1, 0, -1) if tags[index] in _SET_OFF), -1)
    if index > 0 and len(Row(nodes[index + 1 :]).words) < 40:
        behind = Row(nodes[index:], row.block)
        before = Row(nodes[:index], row.block, row.is_point)
        if says_venue(behind, after_authors=True) and re.search(r",|\band\b", before.words):
            return before, [behind]
    return row, []


def pieces_of(row: Row) -> list[tuple[Row, list[Row]]]:
    """Names before a full stop, a dash or links, and the rest."""
    found: list[tuple[Row, list[Row]]] = []
    head, rest = without_links(row)
    if rest:
        found.append((head, rest))
    for before, match, after in row.cuts(r"(?<=[^\W\d_]{2})\.\s+|[*∗†)]\.\s+|\s[|–—-]\s|;\s|[:：]\s"):
        before.nodes.append(match[0][0] if match[0][0] in "*∗†)" else "")
        if shows(before.element):
            found.append((before, [after] if shows(after.element) else []))
    return found[:8]


def without_links(row: Row) -> tuple[Row, list[Row]]:
    """A line without the row of links at its end, and that row."""
    nodes = list(row.nodes)
    end = len(nodes)
    while end and (
        (isinstance(nodes[end - 1], str) and not re.search(r"[^\W_]", nodes[end - 1]))
        or _is_link(nodes[end - 1])
        or not (isinstance(nodes[end - 1], str) or shows(nodes[end - 1]))
    ):
        end -= 1
    start = next((index for index in range(end, len(nodes)) if _is_link(nodes[index])), None)
    if start is None or not end:
        return row, []
    head = [*nodes[:start]]
    if isinstance(head[-1], str):
        head[-1] = head[-1].rstrip(" |｜/·•,;[(（")
    return row.of(head), [Row(nodes[start:], row.block)]


def segments_of(row: Row) -> list[Row]:
    """The parts of a row of links and of words that have no link yet; nothing if it is a sentence."""
    rows = row.pieces(functools.partial(re.split, "[/|｜·•]"))
    rows = [one for one in rows if re.search(r"\w", one.words) or one.all("a", "img")]
    others = [one for one in rows if not one.is_links()]
    is_sentence = any(len(one.words.split()) > 4 or one.all("a") for one in others)
    return rows if others and len(rows) >= 2 * len(others) and not is_sentence else []


def _is_link(node: str | HtmlElement) -> bool:
    if isinstance(node, str):
        return False
    if node.tag in {"a", "img"}:
        return True
    return next(node.iter("a", "img"), None) is not None and Row([node]).is_links()


_NUMBER = re.compile(r"^\s*(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,3})\.)\s*")
_TAGGED = re.compile(r"^\s*(?:\[([^\[\]]{2,40})\]|\(([^()]{2,40})\)|【([^【】]{2,40})】)\s*")
_BRACKETED = re.compile(r"\s*\[([^\[\]]{8,300})\]\s*")  # as a link without an address
_TITLE_NAME = re.compile(r"(?:^|[-_])title$|^papertitle$", re.I)
_LABELS = re.compile(
    r"^\W*(?:paper|pdf|code|project(?: page)?|page|arxiv|video|demo|slides|poster|bib(?:tex)?|dataset|homepage|website"
    r"|link|blog|github|huggingface|model|data|media|supp\w*|appendix|doi|html)s?\W*$",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.?!]\s+(?=\S)|[”\"],?\s+")
_DATA = InlineWriter(for_data=True)
_SET_OFF = frozenset({"i", "em", "font", "span", "b", "strong"})


@dataclass
class Title:
    """A title."""

    markdown: str
    url: str = ""
    rest: list[Row] = field(default_factory=list)
    number: int = 0
    badge: str = ""
    signs: str = ""  # emoji behind it
    authors: AuthorLine | None = None


def find_title(rows: list[Row], names: Names) -> Title | None:
    """The title among the lines of a box; None if none is sure."""
    best, score = -1, 0.0
    for index, row in enumerate(rows[:8]):
        _flatten_tag(row.nodes)
        found = _score(row, names) - 1.5 * index
        if found > score or (best < 0 and found > 0):
            best, score = index, found
    if best < 0:
        return None
    row = rows[best]
    following = best + 1
    while following < len(rows) and (whole := _one_link(row, rows[following])):
        row, following = whole, following + 1
    if not _is_marked(row):  # a title that its source breaks is one line on the page
        while following < len(rows) and rows[following].is_soft and rows[following].block == row.block:
            if _score(rows[following], names) < 2.5 or _is_marked(rows[following]):
                break
            row = row.of([*row.nodes, " ", *rows[following].nodes])
            following += 1
    title = _split(row, names)
    if title is None or not any(letter.isalnum() for letter in title.markdown) or "](" in title.markdown:
        return None
    rest = [*rows[:best], *title.rest, *rows[following:]]
    if following < len(rows):
        rows[following].is_soft = False
    title.rest = rest
    return title


def _one_link(row: Row, other: Row) -> Row | None:
    one, two = row.all("a"), other.all("a")
    if not (one and two and row.is_whole("a") and other.is_whole("a") and one[-1].get("href") == two[0].get("href")):
        return None
    if not (other.is_soft and words(one[0]) and words(two[0])):
        return None
    link = part("a", [*contents(one[-1]), " ", *contents(two[0])])
    link.set("href", str(one[-1].get("href") or ""))
    return row.of([link])


def _is_marked(row: Row) -> bool:
    return row.tag in HEADINGS or row.is_whole("a", "b", "strong") or _named(row) is not None


def _named(row: Row) -> HtmlElement | None:
    for one in (one for node in row.nodes if not isinstance(node, str) for one in node.iter()):
        if isinstance(one.tag, str) and (one.tag == "papertitle" or any(map(_TITLE_NAME.search, classes(one)))):
            return one
    return None


def _score(row: Row, names: Names) -> float:
    said = row.words
    if not any(letter.isalpha() for letter in said) or said.startswith(("http://", "https://")):
        return 0
    if (match := _TAGGED.match(said)) and _BRACKETED.fullmatch(said[match.end() :]):
        return 6
    links = [link for link in row.all("a") if words(link)]
    if row.is_links() and (len(links) != 1 or _LABELS.match(said)):
        return 0.4 if len(links) == 1 else 0
    score = 3.0 + _looks(row) - 3 * (row.is_links() and len(said.split()) < 2)
    found = read_authors(row, names)
    if found:
        score -= 9 if found.has_owner or len(found.authors) > 2 else 4
    if says_venue(row, after_authors=False) and (read_badge(said).venue or len(said.split()) < 6):
        score -= 4
    if len(said.split()) < 3 and not row.is_links():
        score -= 2
    return score - (len(said) > 320)


def _looks(row: Row) -> float:
    first = 2 if _first_is_link(row) else 0
    if row.tag in HEADINGS or _named(row) is not None:
        return 8 + first
    if row.is_whole("a") or (row.is_links() and len([link for link in row.all("a") if words(link)]) == 1):
        return 4 + first
    return first + (3 if row.is_whole("b", "strong") else 1 if row.all("a", "b", "strong") else 0)


def _first_is_link(row: Row) -> bool:
    for node in row.nodes:
        if isinstance(node, str):
            if re.search(r"\w", _TAGGED.sub("", _NUMBER.sub("", node))):
                return False
        else:
            return next(node.iter("a"), None) is not None and bool(words(node)) and not _LABELS.match(words(node))
    return False


def _split(row: Row, names: Names) -> Title | None:
    nodes = list(row.nodes)
    front = _without_pictures(nodes)
    number, badge = _before_title(nodes)
    if not nodes:
        return None
    if match := _BRACKETED.fullmatch(nodes[0]) if len(nodes) == 1 and isinstance(nodes[0], str) else None:
        nodes = [match[1]]
    if (inner := _number_inside(nodes)) and not number:
        number = inner
    made = _by_element(row, nodes) or _by_words(row, nodes, names)
    if made is None:
        return None
    made.number, made.badge = number, badge
    if any(not isinstance(node, str) for node in front):
        made.rest.append(Row(front, row.block))
    return made


def _without_pictures(nodes: list[str | HtmlElement]) -> list[str | HtmlElement]:
    front: list[str | HtmlElement] = []
    while nodes and not isinstance(nodes[0], str) and not words(nodes[0]):
        front.append(nodes.pop(0))
        while nodes and isinstance(nodes[0], str) and not re.search(r"\w", nodes[0]):
            nodes.pop(0)
    return front


def _flatten_tag(nodes: list[str | HtmlElement]) -> None:
    """Makes plain text of the venue in brackets before a title, whatever sets it off."""
    is_open = isinstance(nodes[0], str) and re.fullmatch(r"\s*[\[(【]\s*", nodes[0])
    count = 3 if is_open else 1
    first = nodes[:count]
    elements = [node for node in first if not isinstance(node, str)]
    said = "".join(node if isinstance(node, str) else words(node) for node in first)
    matches = _TAGGED.match(said) if is_open else _TAGGED.fullmatch(said)
    if matches and elements and not any(next(one.iter("a", "img"), None) is not None for one in elements):
        nodes[:count] = [said]


def _before_title(nodes: list[str | HtmlElement]) -> tuple[int, str]:
    """Takes the number and the venue in brackets away that are before a title."""
    number, badge = 0, ""
    while nodes and isinstance(nodes[0], str):
        if match := _NUMBER.match(nodes[0]):
            number = int(match[1] or match[2] or match[3])
        elif (
            (match := _TAGGED.match(nodes[0]))
            and (said := read_badge(match[1] or match[2] or match[3]))
            and (said.venue or said.year or said.is_pending or re.search(r"\breport\b", said.short, re.I))
        ):
            badge = match[1] or match[2] or match[3]
        elif not re.search(r"\w", nodes[0]) and len(nodes) > 1 and not re.search(r"[\"“”'‘$]", nodes[0]):
            nodes.pop(0)
            continue
        else:
            break
        nodes[0] = nodes[0][match.end() :]
        if not nodes[0]:
            nodes.pop(0)
    return number, badge


def _number_inside(nodes: list[str | HtmlElement]) -> int:
    first = nodes[0]
    if isinstance(first, str) or not (match := re.match(r"^\s*\[(\d{1,4})\]\s*", first.text or "")):
        return 0
    first.text = (first.text or "")[match.end() :]
    return int(match[1])


def _by_element(row: Row, nodes: list[str | HtmlElement]) -> Title | None:
    """The title is the element at the start: a link, bold words, or one whose name says so."""
    named = _named(Row(nodes))
    index = 0
    if named is not None:
        index = next(i for i, node in enumerate(nodes) if not isinstance(node, str) and named in list(node.iter()))
    first = nodes[index]
    if isinstance(first, str):
        return None
    rest = [*nodes[:index], *nodes[index + 1 :]]
    link = first if first.tag == "a" else next(first.iter("a"), None) or next(first.iterancestors("a"), None)
    inner = contents(first)
    is_title = first.tag in {"a", "b", "strong", "papertitle", "u"} | HEADINGS or named is not None
    if link is not None and first.tag not in {"a", "papertitle"} and words(link) != words(first):
        is_title = words(first).startswith(words(link)) or named is not None
    bold = next(first.iter("b", "strong"), None)
    if not is_title and (link is not None or bold is None or words(bold) != words(first)):
        return None
    more = "".join(node for node in rest if isinstance(node, str))[:1]
    behind = Row([node for node in rest if node is not None])
    if (
        first.tag in {"b", "strong", "u", "span", "em", "i"}
        and link is None
        and len(words(first)) < 12
        and behind.words
        and more not in ".,;"
    ):
        return None  # a few bold words that the title starts with
    return _title(inner, str(link.get("href") or "") if link is not None else "", rest, row)


def _by_words(row: Row, nodes: list[str | HtmlElement], names: Names) -> Title | None:
    """The title is plain text, up to a link; or the line is a whole citation."""
    if found := _citation(row, nodes, names):
        return found
    pieces = re.split(r",|(?<=\w\w)[.?!]\s|\band\b|&", Row(nodes).words)
    if len(pieces) > 2 and any(map(names.names_owner, pieces)):
        return None  # a citation, and it is not certain what in it is the title
    end = next(
        (
            i
            for i, node in enumerate(nodes)
            if not isinstance(node, str) and next(node.iter("a", "img"), None) is not None
        ),
        len(nodes),
    )
    head = nodes[:end] or nodes
    rest = nodes[end:] if nodes[:end] else []
    return _title(head, "", rest, row)


def _title(inner: list[str | HtmlElement], url: str, rest: list[str | HtmlElement], row: Row) -> Title:
    bare = part("p", inner)
    for link in list(bare.iter("a")):
        url = url or str(link.get("href") or "")
        link.tag = "span"
    text = _DATA.inner(bare).strip(" |｜·").rstrip(" \n,;:|\\[(")
    while (match := re.fullmatch(r"(\*{1,3})(.+)\1", text)) and match[1] not in match[2]:
        text = match[2].strip()
    text = text.rstrip(" \n,;:|")
    if text.startswith(("“", '"')) and text.endswith(("”", '"', ",”", ".”")) and text.count('"') in {0, 2}:
        text = text.strip('“”"').rstrip(",. ")
    following = Row([*rest], row.block)
    first = following.nodes[0] if following.nodes else ""
    if isinstance(first, str):
        following.nodes[:1] = [re.sub(r"^[\s.,;:|)\]–—-]+", "", first)] if first else []
    more = [following] if re.search(r"\w", following.words) or following.all("a", "img") else []
    signs = "" if more else "".join(words_of(following.words))
    return Title(text, url, more, signs=signs)


def _citation(row: Row, nodes: list[str | HtmlElement], names: Names) -> Title | None:
    """Title, names and venue of a citation in one line; None where it is not certain where the names start and end."""
    text = Row(nodes).words
    if not any(map(names.names_owner, re.split(r",|(?<=\w\w)[.?!]\s|\band\b|&", text))):
        return None
    places = [0, *(match.end() for match in list(_SENTENCE.finditer(text))[:6]), len(text)]
    for first, last in ((a, b) for i, a in enumerate(places) for b in places[i + 1 :]):
        line, venue = _names_and_edition(text[first:last].strip(" ."), names)
        if not line or not line.has_owner:
            continue
        before, after = text[:first].strip(' ."“”,'), f"{venue} {text[last:]}".strip()
        if before:
            return Title(before, "", [Row([after], row.block)] if after else [], authors=line)
    return None


def _names_and_edition(text: str, names: Names) -> tuple[AuthorLine | None, str]:
    if line := read_authors(Row([text]), names):
        return line, ""
    match = re.fullmatch(r"(.+?),\s*((?:[A-Z][\w&. -]*\s|[A-Z]+'?)(?:(?:19|20)\d\d|\d\d)\b.*)", text)
    return (read_authors(Row([match[1]]), names), match[2]) if match else (None, "")
