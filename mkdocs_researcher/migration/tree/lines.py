"""The lines that a part of a tree shows, each a row of texts and inline elements; and all of them as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mkdocs_researcher.migration.tree.inline import InlineWriter, plain
from mkdocs_researcher.migration.tree.markdown_reader import MarkdownReader
from mkdocs_researcher.migration.tree.tree import UNSEEN, DeepError, contents, is_block, parse, part, shows

_DATA = InlineWriter(for_data=True)
_SEPARATORS = re.compile(r"[\W_]|\band\b|&nbsp;", re.I)


@dataclass
class Row:
    """A line.

    Attributes:
        is_soft: whether only the source breaks before it, and not the page.
        tag: the block that it is in, such as `h3` or `p`.
    """

    nodes: list[str | HtmlElement] = field(default_factory=list)
    block: int = 0
    is_point: bool = False
    is_soft: bool = False
    tag: str = ""

    @property
    def words(self) -> str:
        """What it says, as plain text."""
        return plain(self.nodes)

    @property
    def markdown(self) -> str:
        """What it says, as a field of a data file takes it."""
        return _DATA.line(self.nodes)

    @property
    def element(self) -> HtmlElement:
        """An element with copies of its contents."""
        return part("p", self.nodes)

    def all(self, *tags: str) -> list[HtmlElement]:
        """The elements of these names in it."""
        return [one for node in self.nodes if not isinstance(node, str) for one in node.iter(*tags)]

    @property
    def outside(self) -> str:
        """What it says beside links and pictures."""
        return "".join(_outside(node) for node in self.nodes)

    def is_links(self) -> bool:
        """Does it consist of links, pictures and what separates them?"""
        if not self.all("a", "img"):
            return False
        return not _SEPARATORS.sub("", self.outside)

    def is_whole(self, *tags: str) -> bool:
        """Is everything that it says in one element of these names?"""
        rest = [node for node in self.nodes if not (isinstance(node, str) and not _SEPARATORS.sub("", node))]
        return len(rest) == 1 and not isinstance(rest[0], str) and _is_within(rest[0], tags)


def _is_within(element: HtmlElement, tags: tuple[str, ...]) -> bool:
    if element.tag in tags:
        return True
    inner = [node for node in contents(element) if not isinstance(node, str) or node.strip()]
    return len(inner) == 1 and not isinstance(inner[0], str) and _is_within(inner[0], tags)


def _outside(node: str | HtmlElement) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node.tag, str) or node.tag in {"a", "img"} | UNSEEN:
        return ""
    return "".join(_outside(one) for one in contents(node))


class _Splitter:
    def __init__(self, *, soft: bool) -> None:
        self.soft = soft
        self.rows: list[Row] = []
        self.block = 0
        self.open = Row()

    def end(self, *, new_block: bool = False, soft: bool = False) -> None:
        if any(not isinstance(node, str) or node.strip() for node in self.open.nodes):
            self.rows.append(self.open)
            self.open = Row(block=self.block, is_soft=soft, tag=self.open.tag)
        elif new_block or not soft:
            self.open = Row(block=self.block, is_point=self.open.is_point, tag=self.open.tag)
        if new_block:
            self.block += 1
            self.open.block, self.open.is_soft = self.block, False

    def walk(self, element: HtmlElement, around: tuple[HtmlElement, ...] = ()) -> None:
        for node in contents(element):
            if isinstance(node, str):
                self._text(node, around)
            elif not isinstance(node.tag, str) or node.tag in UNSEEN:
                continue
            elif node.tag == "br":
                self.end()
            elif is_block(node):
                self.end(new_block=True)
                self.open.is_point, self.open.tag = node.tag == "li", str(node.tag)
                self.walk(node, around)
                self.end(new_block=True)
                self.open.is_point, self.open.tag = False, ""
            elif any(one.tag == "br" or is_block(one) for one in node.iterdescendants()):
                self.walk(node, (*around, node))
            else:
                self.open.nodes.append(_wrapped([node], around) if around else node)

    def _text(self, text: str, around: tuple[HtmlElement, ...]) -> None:
        for index, line in enumerate(text.split("\n") if self.soft else [text]):
            if index:
                self.end(soft=True)
            if line:
                self.open.nodes.append(_wrapped([line], around) if around and line.strip() else line)


def _wrapped(nodes: list[str | HtmlElement], around: tuple[HtmlElement, ...]) -> HtmlElement:
    made = nodes
    for element in reversed(around):
        copied = part(str(element.tag), made)
        copied.attrib.update({name: value for name, value in element.attrib.items() if name != "id"})
        made = [copied]
    return made[0]


def rows_in(element: HtmlElement, *, soft: bool = False) -> list[Row]:
    """The lines of an element, without those that show nothing.

    Args:
        element: any element.
        soft: whether line breaks of the source count, which the page shows as spaces.
    """
    splitter = _Splitter(soft=soft)
    splitter.walk(element)
    splitter.end()
    return [row for row in splitter.rows if shows(row.element)]


def joined(rows: list[Row]) -> list[Row]:
    """The lines as the page shows them: those that only the source breaks are one."""
    made: list[Row] = []
    for row in rows:
        if row.is_soft and made and made[-1].block == row.block:
            made[-1] = Row([*made[-1].nodes, " ", *row.nodes], row.block, made[-1].is_point, made[-1].is_soft, row.tag)
        else:
            made.append(row)
    return made


def plain_markdown(text: str, clean: Callable[[HtmlElement], None] | None = None) -> str:
    """Markdown with HTML in it as Markdown alone, as far as Markdown has a sign for it; other tags leave their text."""
    if not text.strip():
        return ""
    try:
        body = parse(MarkdownReader().html(text))
    except (DeepError, RecursionError):
        return ""
    if clean:
        clean(body)
    made: list[str] = []
    block = -1
    for row in joined(rows_in(body)):
        said = f"- {row.markdown}" if row.is_point else row.markdown
        if block >= 0 and row.block != block and not row.is_point:
            made.append("")
        block = row.block
        made.append(said)
    return "\n".join(made).strip("\n")
