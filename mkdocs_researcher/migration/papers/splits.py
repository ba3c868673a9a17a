"""Lines of a box that hold more than one thing, split: names with a legend, a venue or links behind them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from mkdocs_researcher.migration.papers.venue_line import says_venue
from mkdocs_researcher.migration.tree.lines import Row
from mkdocs_researcher.migration.tree.tree import shows, words


def without_tail(row: Row) -> tuple[Row, list[Row]]:
    """Names without the legend or the venue that is set apart behind them."""
    nodes = list(row.nodes)
    text = row.words
    if match := re.search(r"[(（]\s*(?:[*∗†‡§#¶✉⋆]|\$[^$]*\$)[^()（）]{2,80}[)）]\.?\s*$", text):
        cut = _cut(nodes, len(text) - len(match[0]))
        return cut[0], [Row(cut[1].nodes, row.block)]
    index = next((index for index in range(len(nodes) - 1, 0, -1) if _is_apart(nodes[index])), -1)
    if index > 0 and _says_little(nodes[index + 1 :]):
        behind = Row(nodes[index:], row.block)
        before = Row(nodes[:index], row.block, row.is_point)
        if says_venue(behind, after_authors=True) and re.search(r",|\band\b", before.words):
            return before, [behind]
    return row, []


def _is_apart(node: str | HtmlElement) -> bool:
    return not isinstance(node, str) and node.tag in {"i", "em", "font", "span", "b", "strong"} and bool(words(node))


def _says_little(nodes: list[str | HtmlElement]) -> bool:
    return len(Row(nodes).words) < 40


def _cut(nodes: list[str | HtmlElement], length: int) -> tuple[Row, Row]:
    """Nodes cut behind so many letters of their words."""
    before: list[str | HtmlElement] = []
    for index, node in enumerate(nodes):
        if len(Row([*before, node]).words) > length:
            if isinstance(node, str) and (at := node.find("(")) >= 0:
                return Row([*before, node[:at]]), Row([node[at:], *nodes[index + 1 :]])
            return Row(before), Row(nodes[index:])
        before.append(node)
    return Row(before), Row([])


def pieces_of(row: Row) -> list[tuple[Row, list[Row]]]:
    """Names before a full stop, a dash or links, and the rest."""
    found: list[tuple[Row, list[Row]]] = []
    head, rest = without_links(row)
    if rest:
        found.append((head, rest))
    for index, node in enumerate(row.nodes):
        if not isinstance(node, str):
            continue
        for match in list(re.finditer(r"(?<=[^\W\d_]{2})\.\s+|[*∗†)]\.\s+|\s[|–—-]\s|;\s|[:：]\s", node))[:4]:
            before = Row([*row.nodes[:index], node[: match.start() + (match[0][0] in "*∗†)")]], row.block, row.is_point)
            after = Row([node[match.end() :], *row.nodes[index + 1 :]], row.block)
            if shows(before.element):
                found.append((before, [after] if shows(after.element) else []))
    return found


def without_links(row: Row) -> tuple[Row, list[Row]]:
    """A line without the row of links at its end, and that row."""
    nodes = list(row.nodes)
    end = len(nodes)
    while end and (
        (isinstance(nodes[end - 1], str) and not re.search(r"[^\W_]", nodes[end - 1]))
        or _is_link(nodes[end - 1])
        or not _shows(nodes[end - 1])
    ):
        end -= 1
    start = next((index for index in range(end, len(nodes)) if _is_link(nodes[index])), None)
    if start is None or not end:
        return row, []
    head = [*nodes[:start]]
    if isinstance(head[-1], str):
        head[-1] = head[-1].rstrip(" |｜/·•,;[(（")
    return Row(head, row.block, row.is_point, row.is_soft, row.tag), [Row(nodes[start:], row.block)]


def segments_of(row: Row) -> list[Row]:
    """The parts of a row of links and of words that have no link yet; nothing if it is a sentence."""
    found: list[list[str | HtmlElement]] = [[]]
    for node in row.nodes:
        pieces = re.split("[/|｜·•]", node) if isinstance(node, str) else [node]
        for index, piece in enumerate(pieces):
            if index:
                found.append([])
            if not isinstance(piece, str) or piece.strip():
                found[-1].append(piece)
    rows = [Row(nodes, row.block) for nodes in found]
    rows = [one for one in rows if re.search(r"\w", one.words) or one.all("a", "img")]
    links = [one for one in rows if one.is_links()]
    words_only = [one for one in rows if not one.is_links()]
    if (
        len(rows) < 2
        or len(links) < len(words_only)
        or any(len(one.words.split()) > 4 or one.all("a") for one in words_only)
    ):
        return []
    return rows if words_only else []


def _shows(node: str | HtmlElement) -> bool:
    return isinstance(node, str) or shows(node)


def _is_link(node: str | HtmlElement) -> bool:
    if isinstance(node, str):
        return False
    if node.tag in {"a", "img"}:
        return True
    return next(node.iter("a", "img"), None) is not None and Row([node]).is_links()
