"""The content of a page as blocks of text for print: no styling, no code, absolute URLs.

A block is a mapping with its kind under `k`:

- `p`: a paragraph, with runs under `c`; `muted` for secondary text;
- `h`: a heading, with runs under `c` and its `level`;
- `list`: points, each a list of blocks under `items`; `ordered` if they are numbered;
- `entry`: blocks under `body`, with runs for its dates under `date`;
- `ref`: a reference: runs under `tag` and `body`;
- `quote`: blocks under `body`; `table`: rows of cells of runs under `rows`; `code`: text under `c`.

A run is a text, or a mapping with its kind under `k` (`b`, `i`, `sup`, `sub`, `code`, `link`, `mark`, `chip`, `muted`,
`over`, `br`), its runs under `c`, and the `url` of a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mkdocs_researcher.fields.spans import VOID, html_tokens
from mkdocs_researcher.formats.bibtex.formula import Pieces, bare, characters, cleaned, without
from mkdocs_researcher.formats.markup import Node
from mkdocs_researcher.wording import phrase

Block = dict[str, Any]
Run = Any

_HIDDEN_TAGS = frozenset(
    ("svg", "img", "video", "button", "form", "script", "style", "template", "input", "nav", "summary")
)
_HIDDEN_CLASSES = ("rs-sr", "rs-noprint", "headerlink", "rs-symbols")
_INLINE_TAGS = "a abbr b bdi br cite code del em i ins kbd mark output q s small span strong sub sup time u var wbr"
_INLINE = frozenset(_INLINE_TAGS.split())
_RUN_TAGS = {"b": "b strong", "i": "i em cite var", "sup": "sup", "sub": "sub", "code": "code kbd", "muted": "small"}
_RUNS = {tag: kind for kind, tags in _RUN_TAGS.items() for tag in tags.split()}
_RUN_CLASSES = {"rs-over": "over", "rs-hl": "mark", "rs-chip--award": "mark", "rs-chip": "chip"}
_SPACE = re.compile(r"\s+")
# Rows of items, which a page separates by space, and their separators in print.
_ROWS = {"rs-links": ", ", "rs-refs": ", ", "rs-legend": "   ", "rs-venue": ", ", "rs-chips": " · ", "rs-social": " · "}
# Those that go on with the paragraph before them.
_FOLLOWING = ("rs-links", "rs-refs")
_GAP = "\u2002"
# Around text in the direction of its first letter (Unicode Standard, annex 9), as the element bdi.
_ISOLATE, _END = "\u2068", "\u2069"

Absolute = Callable[[str], str]
"""Makes a URL of the page absolute; empty if that is impossible."""
Phrase = Callable[[str], str]
"""Returns the phrase for a key in the site's language."""


def blocks_of(html: str, absolute: Absolute, phrase: Phrase = phrase) -> list[Block]:
    """The blocks of part of a page."""
    return list(_Reader(absolute, phrase).blocks(read_html(html)))


def runs_of(html: str, absolute: Absolute) -> list[Run]:
    """The runs of a line of HTML."""
    return _trimmed(_Reader(absolute).runs(read_html(html).children))


class _Reader:
    def __init__(self, absolute: Absolute, phrase: Phrase = phrase) -> None:
        self.absolute = absolute
        self.phrase = phrase

    def blocks(self, node: Node) -> Iterator[Block]:
        """The blocks of an element's content; text between blocks becomes a paragraph."""
        line: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.tag in _INLINE or child.has("rs-rest"):
                line.append(child)
                continue
            if not self.is_hidden(child):
                yield from self.paragraph(line)
                line = []
                yield from self.block(child, aside=node.has("rs-row__text"))
        yield from self.paragraph(line)

    def is_hidden(self, node: Node) -> bool:
        """True for elements without content in print."""
        return node.tag in _HIDDEN_TAGS or node.has(*_HIDDEN_CLASSES)

    def paragraph(self, children: Iterable[Node | str], *, muted: bool = False) -> Iterator[Block]:
        runs = _trimmed(self.runs(children))
        if runs:
            yield {"k": "p", "c": runs, "muted": muted}

    def block(self, node: Node, *, aside: bool) -> Iterator[Block]:
        """The blocks of an element; `aside` if its lines are below the title of a row."""
        if separator := next((text for name, text in _ROWS.items() if node.has(name)), ""):
            yield from self.row(node, separator)
        elif node.has("rs-row"):
            yield self.entry(node)
        elif node.has("rs-pubs"):
            yield from (self.reference(item) for item in node.elements())
        elif node.has("rs-more"):
            return  # an abstract or a BibTeX entry
        elif node.has("rs-tiles"):
            yield from self.tiles(node)
        elif node.tag in {"ul", "ol"} and any(item.has("rs-row") for item in node.elements()):
            yield from self.blocks(node)
        else:
            yield from self.plain(node, aside=aside)

    def plain(self, node: Node, *, aside: bool) -> Iterator[Block]:
        """An ordinary HTML element."""
        tag = node.tag
        if tag in {"p", "dt", "figcaption"}:
            yield from self.paragraph(
                node.children, muted=node.has("rs-note") or (aside and tag == "p" and not node.has("rs-line"))
            )
        elif re.fullmatch("h[1-6]", tag):
            if runs := _trimmed(self.runs(node.children)):
                yield {"k": "h", "level": int(tag[1]), "c": runs}
        elif tag in {"ul", "ol"}:
            items = [list(self.blocks(item)) for item in node.elements()]
            yield {"k": "list", "ordered": tag == "ol", "items": [item for item in items if item]}
        elif tag == "blockquote":
            yield {"k": "quote", "body": list(self.blocks(node))}
        elif tag == "pre":
            yield {"k": "code", "c": node.text()}
        elif tag == "table":
            yield {"k": "table", "rows": list(self.table(node))}
        elif tag == "hr":
            return
        else:
            yield from self.blocks(node)

    def table(self, node: Node) -> Iterator[list[list[Run]]]:
        for child in node.elements():
            if child.tag == "tr":
                yield [_trimmed(self.runs(cell.children)) for cell in child.elements()]
            else:
                yield from self.table(child)

    def row(self, node: Node, separator: str) -> Iterator[Block]:
        """Items on one line, with a separator between them."""
        runs: list[Run] = []
        for child in node.elements():
            if not self.is_hidden(child) and not child.has("rs-more") and (item := _trimmed(self.runs([child]))):
                runs += [separator, *item] if runs else item
        if runs:
            yield {"k": "p", "c": runs, "muted": not node.has("rs-venue"), "follows": node.has(*_FOLLOWING)}

    def entry(self, node: Node) -> Block:
        """A row of a list: its content and its dates."""
        date = next((child for child in node.elements() if child.has("rs-date")), None)
        rest = Node("div", {}, [child for child in node.children if child is not date])
        body: list[Block] = []
        for block in self.blocks(rest):
            if block.pop("follows", False) and body and body[-1]["k"] == "p":
                body[-1]["c"] += (_GAP, *block["c"])
            else:
                body.append(block)
        return {"k": "entry", "body": body, "date": self.dates(date) if date else []}

    def dates(self, node: Node) -> list[Run]:
        """Dates on one line, with a note on one of them in parentheses after it."""
        runs: list[Run] = []
        for child in node.children:
            if isinstance(child, Node) and child.tag == "small":
                runs.append(f" ({child.text().strip()})")
            else:
                runs += self.runs([child])
        return _trimmed(runs)

    def reference(self, node: Node) -> Block:
        tag = node.first("rs-pubs__tag")
        body = Node("div", {}, [child for child in node.children if child is not tag])
        return {
            "k": "ref",
            "tag": _trimmed(self.runs(tag.children)) if tag else [],
            "body": [run for block in self.blocks(body) for run in block.get("c", ())],
        }

    def tiles(self, node: Node) -> Iterator[Block]:
        """Numbers with their labels, the label first."""
        for tile in node.elements():
            label = [run for child in tile.elements() if child.tag == "dt" for run in self.runs(child.children)]
            value = [run for child in tile.elements() if child.tag == "dd" for run in self.runs(child.children)]
            yield {
                "k": "p",
                "c": [*_trimmed(label), self.phrase("colon"), {"k": "b", "c": _trimmed(value)}],
                "muted": False,
            }

    def runs(self, children: Iterable[Node | str]) -> Iterator[Run]:
        for child in children:
            if isinstance(child, str):
                yield _SPACE.sub(" ", child)
            elif not self.is_hidden(child):
                yield from self.run(child)

    def run(self, node: Node) -> Iterator[Run]:
        """The runs of an inline element."""
        inner = list(self.runs(node.children))
        if node.has("rs-rest"):
            yield from (", ", *_trimmed(inner))  # the authors that the page shows after a click
        elif node.has("rs-math", "arithmatex"):
            yield from math_runs(node.text())
        elif node.tag == "br":
            yield {"k": "br"}
        elif node.tag == "bdi":
            yield from (_ISOLATE, *inner, _END)
        elif node.tag == "a" and (url := self.absolute(node.attributes.get("href", ""))):
            yield {"k": "link", "url": url, "c": inner}
        elif kind := next((kind for name, kind in _RUN_CLASSES.items() if node.has(name)), ""):
            yield {"k": kind, "c": _trimmed(inner)}
        elif kind := _RUNS.get(node.tag, ""):
            yield {"k": kind, "c": inner}
        elif node.tag in _INLINE:
            yield from inner
        else:
            yield from (" ", *inner, " ")  # a block within a line


def _trimmed(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] = _SPACE.sub(" ", joined[-1] + run)
        elif run != "":
            joined.append(run)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return [run for run in joined if run != ""]


_DELIMITERS = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)|(?:\\\)|\\\]|\$\$?)\s*$")


def math_runs(tex: str) -> Iterator[Any]:
    r"""A formula without LaTeX as runs: characters, with superscripts and subscripts."""
    formula = cleaned(_DELIMITERS.sub("", tex))
    shown = without(formula.tex, formula.unknown)
    pieces = characters(shown)
    runs = list(_script_runs([bare(shown)] if pieces is None else pieces))
    if formula.unknown or pieces is None:
        formless = [shown] if pieces is None else []
        yield {"k": "math", "c": runs, "unknown": formula.unknown, "formless": formless}
    else:
        yield from runs


def _script_runs(pieces: Pieces) -> Iterator[Any]:
    for piece in pieces:
        yield piece if isinstance(piece, str) else {"k": piece.kind, "c": list(_script_runs(piece.pieces))}


def read_html(html: str) -> Node:
    """The tree of an HTML fragment; elements that are never closed end with it."""
    opened = [Node()]
    for token in html_tokens(html, to_end=True):
        if not token.name:
            opened[-1].children.append(token.text)
        elif not token.is_end:
            node = Node(token.name, {name: value or "" for name, value in token.attributes})
            opened[-1].children.append(node)
            if token.name not in VOID and not token.text.endswith("/>"):
                opened.append(node)
        elif last := next((index for index in range(len(opened) - 1, 0, -1) if opened[index].tag == token.name), 0):
            del opened[last:]
    return opened[0]
