"""Papers in elements with names of their own for title and authors, such as `pub-item`, `pub-title`, `pub-authors`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.pieces import Piece
from mkdocs_researcher.migration.text.points import html_of
from mkdocs_researcher.rendering.html_tree import Node, read_html

_HINT = re.compile(r"class\s*=\s*[\"'][^\"'<>]*[-_](?:title|name)\b.*class\s*=\s*[\"'][^\"'<>]*authors?\b", re.I | re.S)
_PARTS = (
    ("title", re.compile(r"(?:pub\w*|paper|article|entry)[-_]title", re.I)),
    ("authors", re.compile(r"(?:(?:pub\w*|paper|article|entry)[-_])?authors?", re.I)),
    ("venue", re.compile(r"(?:(?:pub\w*|paper|article|entry)[-_])?(?:venue|journal|conference)", re.I)),
)
_NUMBER = re.compile(r"<span\b[^<>]*show_paper_citations[^<>]*></span>", re.I)
_LONGEST_NOTE = 80


def as_box(piece: Piece) -> tuple[Line, ...] | None:
    """The lines of a paper box that says the same; None if the piece is not one paper with title and authors."""
    if not _HINT.search(piece.text):
        return None
    root = read_html(piece.text)
    found: dict[str, list[Node]] = {name: [] for name, _ in _PARTS}
    _collect(root, found)
    if len(found["title"]) != 1 or len(found["authors"]) != 1 or len(found["venue"]) > 1:
        return None
    texts = {name: html_of(nodes[0]) if nodes else "" for name, nodes in found.items()}
    for nodes in found.values():
        for node in nodes:
            node.children.clear()
    notes = [*_words(root)]
    is_note = sum(map(len, notes)) < _LONGEST_NOTE and "<a" not in html_of(root)
    rest = " · ".join(notes) + "".join(_NUMBER.findall(html_of(root))) if is_note else ""
    lines = [
        f"<div class='paper-box'><div class='paper-box-image'>{rest}</div><div class='paper-box-text'>",
        f"<p>{texts['title']}</p><p>{texts['authors']}</p>",
        f"<p><em>{texts['venue']}</em></p>" if texts["venue"] else "",
        f"<div>{html_of(root)}</div>" if not is_note else "",
        "</div></div>",
    ]
    return tuple(piece.lines[0]._replace(text=line) for line in lines)


def _words(node: Node) -> Iterator[str]:
    """The words of the innermost elements, as HTML."""
    for child in node.children:
        if isinstance(child, Node):
            yield from _words(child)
        elif text := " ".join(child.split()):
            yield html.escape(text, quote=False)


def _collect(node: Node, found: dict[str, list[Node]]) -> None:
    for child in node.elements():
        names = child.attributes.get("class", "").split()
        part = next((part for part, pattern in _PARTS if any(pattern.fullmatch(name) for name in names)), "")
        if part:
            found[part].append(child)
        else:
            _collect(child, found)
