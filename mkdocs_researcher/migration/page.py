"""A page of an old site: its sections as data and calls where they are known, and as Markdown where they are not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.source import Record, Records, keep_valid
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.new_site import Marks
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.papers.box import Box, read_box
from mkdocs_researcher.migration.papers.groups import Group, PaperGroups
from mkdocs_researcher.migration.rows.items import Item, items_of_list, items_of_table
from mkdocs_researcher.migration.rows.sections import NO_SECTION, SECTIONS, Section, in_order, news
from mkdocs_researcher.migration.tree.blocks import FOLD_END, BlockWriter
from mkdocs_researcher.migration.tree.cleaning import clean_page, drop
from mkdocs_researcher.migration.tree.lines import InlineWriter
from mkdocs_researcher.migration.tree.markdown_reader import MARKED
from mkdocs_researcher.migration.tree.tree import HEADINGS, classes, contents, read_page, shows, span_of, words

_BOX = re.compile(r"^paper-box(?:-top|-bottom)?$", re.I)
_BOX_PARTS = (
    re.compile(r"(?:pub\w{0,20}|paper|article)[-_]title", re.I),
    re.compile(r"(?:(?:pub\w{0,20}|paper|article)[-_])?authors?", re.I),
)
_PUBLICATIONS = re.compile(
    r"\bpublications?\b|\bpapers?\b|\bpreprints?\b|\bresearch\b|\bmanuscripts?\b|\bworks?\b|论文|发表|成果|研究", re.I
)
_PROJECTS = re.compile(r"\bprojects?\b|\bsoftware\b|项目", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCROLL = re.compile(r"overflow(?:-y)?\s*:\s*(?:auto|scroll)", re.I)
_UNSURE = "is a paper box without a title that is sure, so it stays as it is"
_YEAR_ALONE = "'{}' opens news of a year; the new list says the year alone"
_NO_PAPER = "is a box that names no authors, venue or paper, so it stays as it is"
_MATH = re.compile(r"\$\$|(?<!\\)\$[^\s$][^$\n]*\$|\\\\\(|\\\\\[|\\begin\{")
_CONTAINERS = frozenset({"a", "div", "section", "article", "main", "center", "span", "font"})


@dataclass
class PageReader:
    """Turns the lines of a page into Markdown and data."""

    site: OldSite
    addresses: Addresses
    records: Records
    paper_groups: PaperGroups
    marks: Marks
    owner: NameMatcher | None = None
    takes_data: bool = True
    with_title: bool = False
    tree_of: Callable[[Sequence[Line]], HtmlElement] = read_page
    made: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    heading: str = ""
    outer: str = ""
    group: Group | None = None

    def read(self, lines: Sequence[Line]) -> list[str]:
        self.lines = list(lines)
        if not lines:
            return []
        found = clean_page(lines, self.addresses, self.marks, read=self.tree_of)
        if found is None:
            return []
        body, self.cleaner = found
        self._prepare(body, lines)
        self.texts = [words(one) for one in body.iter("p", "li", "div", "span", *HEADINGS) if len(one) < 30]
        self._walk(contents(body))
        self.ids = {str(one.get("id")) for one in body.iter(*HEADINGS) if one.get("id")}
        return self.made

    def _prepare(self, body: HtmlElement, lines: Sequence[Line]) -> None:
        self.made += self.cleaner.sheets()
        for box in [one for one in body.iter("div") if is_box(one)]:
            _close(box)
        levels = [int(str(one.tag)[1]) for one in body.iter(*HEADINGS) if shows(one)]
        has_title = self.with_title or self.addresses.page == "index.md"
        step = 2 - min(levels) if levels and (has_title or levels.count(min(levels)) > 1 or min(levels) > 2) else 0
        has_math = bool(_MATH.search("\n".join(line.text for line in lines)))
        page = self.addresses
        self.writer = BlockWriter(lines, page.in_markdown, page.in_html, step=step, has_math=has_math)

    def _line(self, element: HtmlElement) -> Line:
        first = span_of(element)[0]
        return self.lines[min(first, len(self.lines) - 1)]

    # Parts of the page

    def _walk(self, nodes: Sequence[str | HtmlElement]) -> None:
        waiting: list[str | HtmlElement] = []
        index = 0
        while index < len(nodes):
            node = nodes[index]
            if isinstance(node, str) or not self._is_known(node):
                waiting.append(node)
                index += 1
                continue
            self._free(waiting)
            waiting = []
            index += self._known(node) or self._section(nodes, index) or self._other(node)
        self._free(waiting)

    def _is_known(self, node: HtmlElement) -> bool:
        if not isinstance(node.tag, str):
            return "paper-box" in (node.text or "")
        if (
            node.tag in HEADINGS
            or is_box(node)
            or (self.marks.in_text("".join(node.itertext())) and node.tag not in {"p", "li", "td"})
        ):
            return True
        if (node.tag in _CONTAINERS and self._opens(node)) or _folds_boxes(node):
            return True
        return node.tag in {"ul", "ol", "table", "details", "div", "section"} and self._section_of() is not None

    @staticmethod
    def _opens(node: HtmlElement) -> bool:
        """Does an element only hold parts of a page: headings and boxes?"""
        if node.get("style") and re.search(r"display\s*:\s*(?:flex|grid)|float|columns", str(node.get("style"))):
            return any(map(is_box, node.iterdescendants()))
        inner = [one for one in node.iterdescendants() if isinstance(one.tag, str)]
        if node.tag in {"a", "span", "font"} and len(node) == 1 and node[0].tag in HEADINGS:
            return True
        if any(is_box(one) for one in inner):
            return True
        return (
            node.tag in {"div", "section", "article", "main"}
            and any(one.tag in {"h1", "h2"} for one in inner)
            and bool(node.get(MARKED))
        )

    def _known(self, node: HtmlElement) -> bool:
        if not isinstance(node.tag, str):
            self._hidden(node)
        elif is_box(node):
            self._box(node)
        elif node.tag in HEADINGS:
            self._heading(node)
        else:
            return False
        return True

    def _other(self, node: HtmlElement) -> int:
        if _folds_boxes(node):
            self._fold(node)
        elif (node.tag in _CONTAINERS and self._opens(node)) or self.marks.in_text("".join(node.itertext())):
            self._open(node)
        else:
            self._free([node])
        return 1

    def _fold(self, node: HtmlElement) -> None:
        summary = next(node.iter("summary"))
        self.group = None
        self.made.append(self.writer.fold(node, summary, InlineWriter(self.writer.link, self.writer.html_link)))
        self._walk([one for one in contents(node) if one is not summary])
        self.group = None
        self.made.append(FOLD_END)

    def _open(self, node: HtmlElement) -> None:
        if node.get("id") and len(node) == 1 and node[0].tag in HEADINGS:
            node[0].set("id", str(node.get("id")))
        elif node.get("id"):
            self.made.append(f'<div id="{node.get("id")}"></div>')
        if self.marks.in_text(words(node)) and not self.marks.without(words(node)).strip():
            self.made += self.marks.split("".join(node.itertext()))
        else:
            self._walk(contents(node))

    def _heading(self, node: HtmlElement) -> None:
        self.group = None
        if node.tag in {"h1", "h2"}:
            self.outer = plain_text(words(node))
        self.heading = plain_text(words(node))
        self.cleaner.figures(node)
        if text := self.writer.heading(node):
            self.made.append(text)

    def _free(self, nodes: Sequence[str | HtmlElement]) -> None:
        if not any(not isinstance(node, str) or node.strip() for node in nodes):
            return
        for node in nodes:
            if not isinstance(node, str):
                self.cleaner.figures(node)
        made = self.writer.blocks(nodes)
        if any(
            not text.startswith("<!--") and not re.fullmatch(r"(?:<div id=\"[^\"]*\"></div>\s*)+", text)
            for text in made
        ):
            self.group = None
        self.made += made

    # Papers

    def _box(self, node: HtmlElement) -> None:
        nested = [
            one
            for one in node.iterdescendants("div")
            if is_box(one) and not any(map(is_box, itertools.takewhile(lambda up: up is not node, one.iterancestors())))
        ]
        for one in nested:
            drop(one)
        line = self._line(node)
        box = read_box(node, line, self.owner)
        if box and self._fits(box):
            self._add(box, hidden=False)
        else:
            self.site.note(line.place, _NO_PAPER if box else _UNSURE, "info")
            self.group = None
            self.made += self.writer.blocks([node])
        self._walk(nested)

    def _fits(self, box: Box) -> bool:
        headings = f"{self.outer} {self.heading}"
        is_other = any(pattern.search(headings.casefold()) for _, pattern, _ in SECTIONS)
        if is_other and not _PUBLICATIONS.search(headings):  # a position with a logo and a date
            return False
        if not box.is_classed:
            return box.is_paper
        return box.is_paper or bool(_PUBLICATIONS.search(headings) or _PROJECTS.search(headings))

    def _add(self, box: Box, *, hidden: bool) -> None:
        self.site.leave_out(" ".join(box.said))
        for message in box.notes:
            self.site.note(box.line.place, message, "info")
        if self.group is None:
            self.group = self.paper_groups.new_group(self.heading, self.outer)
            self.made.append(self.group.mark)
        for name in box.anchors if not hidden else ():
            self.made.insert(len(self.made) - 1, f'<div id="{name}"></div>')
        self.group.boxes.append((box, hidden))

    def _hidden(self, comment: HtmlElement) -> None:
        """A comment with boxes: they become hidden papers, the rest stays a comment."""
        text = (comment.text or "").rstrip("-")
        line = self._line(comment)
        lines = [Line(one, line.file, line.number) for one in text.split("\n")]
        found = clean_page(lines, self.addresses, self.marks)
        if found is None:
            return
        body = found[0]
        boxes = [one for one in body.iter() if is_box(one) and not any(map(is_box, one.iterancestors()))]
        for one in boxes:
            box = read_box(one, line, self.owner)
            if box and box.is_paper:
                self._add(box, hidden=True)
                parent = one.getparent()
                if parent is not None:
                    parent.remove(one)
        if rest := " ".join(body.text_content().split()):
            self.made.append(f"<!-- {rest.replace('--', '- -')} -->")

    # Sections

    def _section_of(self) -> tuple[str, object] | None:
        said = self.heading.casefold()
        if not self.takes_data or NO_SECTION.search(said):
            return None
        found = next(((file, read) for file, pattern, read in SECTIONS if pattern.search(said)), None)
        return None if found is None or found[0] in self.records else found

    def _section(self, nodes: Sequence[str | HtmlElement], index: int) -> int:
        """A list or table of a known section as data; how many nodes it took, 0 if it stays as it is."""
        known = self._section_of()
        if known is None:
            return 0
        file, read = known
        if file == "news" and (count := self._folded_news(nodes, index)):
            return count
        items, end, style = self._items(nodes, index)
        found: Section | None = read(items) if items else None  # type: ignore[operator]
        if not found or not self._keep(found, items):
            return 0
        self.group = None
        for node in nodes[index:end]:
            if not isinstance(node, str) and not isinstance(node.tag, str):
                self.made += self.writer.blocks([node])
        self.made.append(f"{{{{ {file}({self._arguments(file, found, style)}) }}}}")
        return end - index

    def _items(self, nodes: Sequence[str | HtmlElement], index: int) -> tuple[list[Item], int, str]:
        """The points of one list or of several that only comments part, and where they end."""
        node = nodes[index]
        assert not isinstance(node, str)
        style = ""
        inner = node
        while inner.tag in {"div", "section", "center"}:
            style = style or ("scroll" if _SCROLL.search(inner.get("style") or "") else "")
            held = [one for one in contents(inner) if not isinstance(one, str) or one.strip()]
            seen = [one for one in held if isinstance(one, str) or shows(one)]
            if len(seen) != 1 or isinstance(seen[0], str):
                return [], index + 1, ""
            inner = seen[0]
        if inner.tag == "table":
            return items_of_table(inner), index + 1, style
        if inner.tag not in {"ul", "ol"}:
            return [], index + 1, ""
        end = index + 1
        items = items_of_list(inner)
        for at, other in enumerate(nodes[end:] if inner is node else (), end):
            if other.strip() if isinstance(other, str) else isinstance(other.tag, str) and other.tag != inner.tag:
                break
            if not isinstance(other, str) and other.tag == inner.tag:
                items += items_of_list(other)
                end = at + 1
        return items, end, style

    def _folded_news(self, nodes: Sequence[str | HtmlElement], index: int) -> int:
        """News that fold away by year; how many nodes they take, 0 if not all that folds is dated news."""
        rest = enumerate(nodes[index:], index)
        visible = ((at, one) for at, one in rest if (one.strip() if isinstance(one, str) else isinstance(one.tag, str)))
        folds = itertools.takewhile(lambda one: not isinstance(one[1], str) and one[1].tag == "details", visible)
        items: list[Item] = []
        end, in_sight, left_out = index, 0, []
        for at, node in folds:
            assert not isinstance(node, str)
            said = "".join(words(one) for one in node if one.tag == "summary")
            lists = [one for one in node.iter("ul", "ol") if one.getparent().tag != "li"]
            if not _YEAR.search(said) or len(lists) != 1 or len(words(node)) - len(words(lists[0])) > len(said) + 2:
                return 0
            found = items_of_list(lists[0])
            items += found
            in_sight += len(found) if node.get("open") is not None else 0
            left_out.append(said if re.search(r"[^\d\s]", _YEAR.sub("", said)) else "")
            end = at + 1
        made = news(items) if items else None
        if not made or not self._keep(made, items):
            return 0
        for said in filter(None, (one.strip() for one in left_out)):
            self.site.note(self._line(items[0].element).place, _YEAR_ALONE.format(said), "info")
        self.site.leave_out(" ".join(_YEAR.sub("", said) for said in left_out))
        self.group = None
        self.made.append(f'{{{{ news(style="years"{f", limit={in_sight}" if in_sight else ""}) }}}}')
        return end - index

    def _arguments(self, file: str, found: Section, style: str) -> str:
        if file == "news":
            return 'style="scroll"' if style else "limit=10" if len(found.records) > 5 else ""
        if in_order(file, found.records):
            return ""
        if file == "education":
            return 'sort="none"'
        return ""

    def _keep(self, found: Section, items: Sequence[Item]) -> bool:
        if found.file not in {"news", "education"} and not in_order(found.file, found.records):
            return False
        lost: list[str] = []
        fitted: list[Record | None] = [
            keep_valid(found.file, record, lambda name, message: lost.append(f"{name}: {message}"))
            for record in found.records
        ]
        if lost or not all(fitted):
            place = self._line(items[0].element).place
            self.site.note(
                place, f"does not fit into data/{found.file}.yml as a whole, so the list stays as it is", "info"
            )
            return False
        self.records[found.file] = fitted
        self.site.leave_out(" ".join(found.joining))
        return True


def _close(box: HtmlElement) -> None:
    """Ends a box, whose own end is missing, before the heading of the next section."""
    at = next((i for i, one in enumerate(box) if i and one.tag in {"h1", "h2"} and classes(box[i - 1])), 0)
    if at and not box[at].get("class"):
        for one in reversed(box[at:]):
            box.remove(one)
            box.addnext(one)


def _folds_boxes(node: HtmlElement) -> bool:
    is_fold = node.tag == "details" and any(one.tag == "summary" for one in node)
    return is_fold and any(map(is_box, node.iterdescendants()))


def is_box(element: HtmlElement) -> bool:
    """Is an element a box of a paper, by its class or by the classes of its parts?"""
    if not isinstance(element.tag, str) or element.tag in {"img", "p", "a"}:
        return False
    if any(map(_BOX.match, classes(element))):
        return True
    if element.tag not in {"div", "li", "article", "section", "tr"} or not classes(element):
        return False
    names = [name for one in element.iterdescendants() for name in classes(one)]
    return all(sum(bool(pattern.fullmatch(name)) for name in names) == 1 for pattern in _BOX_PARTS)
