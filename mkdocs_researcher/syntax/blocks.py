"""`/// paper`, `/// education` and `/// news`: entries that are written by hand in the page.

A mistake in the options or the header of a block is reported with its line; without our checks pymdownx.blocks would
show the block as text. The model and the macro of a block are imported when the first block of its kind occurs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import RE_START, BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from mkdocs_researcher.errors import Location, MacroError, Problem, Severity
from mkdocs_researcher.syntax.calls import near_miss
from mkdocs_researcher.syntax.state import PageProcessor, State

if TYPE_CHECKING:
    from pydantic import BaseModel

    from mkdocs_researcher.fields.dates.parse import PartialDate
    from mkdocs_researcher.macros.news import NewsItem
    from mkdocs_researcher.rendering.renderer import Slot

_MARKED_DATE = r"\s*([*_]{1,3})([^*_\n]{4,40}?):?\1"
_DATE_AND_COLON = r"\s*([^:\n]{4,40}):"
_SEPARATOR = r"\A(?:[\s:,\u2013\u2014-]|&nbsp;)+"


def _header_key(name: str, argument: str | None) -> str:
    return f"///{name}|{argument or ''}"


def _header_pattern(name: str, argument: str | None) -> str:
    title = rf"[ ]*\|[ ]*{re.escape(argument)}" if argument else ""
    return rf"^[ \t>]*/{{3,}}[ ]*(?i:{re.escape(name)})\b{title}"


class ResearcherBlock(Block):
    """A block whose options are checked by a model, and whose template prints the page's Markdown in slots."""

    ARGUMENT = None
    FIELD: ClassVar[str]
    """Field of the model that the argument after `|` fills."""

    @classmethod
    def model(cls) -> type[BaseModel]:
        raise NotImplementedError

    def on_init(self) -> None:
        self.state: State = self.config["state"]
        self.entry: Any = None
        self.problems: list[Problem] = []

    def _validate(self, parent: Element, arg: Any, **options: Any) -> bool:
        """Accepts every option; `on_create` checks them and reports what is wrong."""
        self.argument = arg
        self.options: dict[str, Any] = {"attrs": {}}
        # pymdownx reads options as YAML types, which turns 2025.10 into 2025.1; ours stay as written.
        self.raw_options = self.state.block_options
        self.problems = list(self.state.block_problems)
        self.number = self.state.locator.count(_header_key(self.NAME, arg))
        return True

    def location(self) -> Location:
        return self.state.locator.location_of_line(_header_pattern(self.NAME, self.argument), self.number)

    def report(self, message: str, option: str = "", severity: Severity = "error") -> None:
        name = f"/// {self.NAME}: {option}" if option else f"/// {self.NAME}"
        problem = Problem(self.location(), message, name, severity)
        self.state.site.report(problem)
        if severity == "error":
            self.problems.append(problem)

    def check(self, text_options: dict[str, Any]) -> None:
        values = dict(text_options)
        if self.argument and self.FIELD:
            if self.FIELD in values:
                self.report("is given twice: after the bar and as an option", self.FIELD)
            values[self.FIELD] = self.argument
        from pydantic import ValidationError

        from mkdocs_researcher.fields.validation import findings

        try:
            self.entry = self.model().model_validate(values)
        except ValidationError as error:
            for location, message in findings(error, self.model(), "unknown option"):
                name = ".".join(map(str, location))
                missing = f"is missing; write it after a bar: '/// {self.NAME} | {self.FIELD}'"
                self.report(missing if name == self.FIELD else message, name)
            return
        for option, severity, message in self.state.site.unresolved(self.entry):
            self.report(message, option, severity)

    def on_create(self, parent: Element) -> Element:
        self.check(self.raw_options)
        self.level = min(self.state.heading_level() + 1, 6)
        return SubElement(parent, "div", {"class": "rs-block"})

    def on_end(self, block: Element) -> None:
        if not self.problems:
            try:
                self.fill(block)
            except MacroError as error:
                self.report(error.message)
        if self.problems:
            self.show_problems(block)

    def show_problems(self, block: Element) -> None:
        """Shows a box with the problems above the body, under `serve` only."""
        for piece in self.state.site.box(f"/// {self.NAME}", self.problems).pieces:
            block.insert(0, _raw(self.md, piece.html))

    def fill(self, block: Element) -> None:
        """Renders the template around the children of the element."""
        raise NotImplementedError

    def wrap(self, block: Element, template: str, context: Mapping[str, Any], bodies: Sequence[Element]) -> None:
        """Places the pieces of the template's output around the bodies, for which the context has slots."""
        from mkdocs_researcher.rendering.renderer import split_slots

        html = self.state.site.renderer.render(template, {**context, "level": self.level}, self.state.page)
        before, *after = split_slots(html, len(bodies))
        block.text = AtomicString(self.md.htmlStash.store(before))
        for body_element, piece in zip(bodies, after, strict=True):
            block.append(body_element)
            body_element.tail = AtomicString(self.md.htmlStash.store(piece))

    def body_of(self, block: Element) -> Element:
        """Moves the content of the element into a new child element, not yet attached."""
        body = Element("div", {"class": "rs-text__in"})
        body.text, block.text = block.text, None
        for child in list(block):
            block.remove(child)
            body.append(child)
        return body


def _raw(md: markdown.Markdown, html: str) -> Element:
    element = Element("p")
    element.text = md.htmlStash.store(html)
    return element


class PaperBlock(ResearcherBlock):
    """`/// paper | Title` with the fields of `papers.yml` as options; the body goes into the box."""

    NAME = "paper"
    FIELD = "title"

    @classmethod
    def model(cls) -> type[BaseModel]:
        from mkdocs_researcher.macros.papers.model import Paper

        return Paper

    def fill(self, block: Element) -> None:
        from mkdocs_researcher.macros.papers.papers import papers_view
        from mkdocs_researcher.rendering.renderer import Slot

        view = papers_view([self.entry], self.state.site.library)
        self.wrap(block, "papers", {"body": Slot(0), **view.parts[0].context}, [self.body_of(block)])


class EducationBlock(ResearcherBlock):
    """`/// education | Institution` with the fields of `education.yml` as options: one row."""

    NAME = "education"
    FIELD = "institution"

    @classmethod
    def model(cls) -> type[BaseModel]:
        from mkdocs_researcher.macros.education import Degree

        return Degree

    def fill(self, block: Element) -> None:
        from mkdocs_researcher.macros.education import degree_row
        from mkdocs_researcher.macros.rows import rows_view
        from mkdocs_researcher.rendering.renderer import Slot

        view = rows_view("education", [degree_row(self.entry)], "")
        self.wrap(block, "rows", {"body": Slot(0), **view.parts[0].context}, [self.body_of(block)])


class NewsBlock(ResearcherBlock):
    """`/// news` around an ordinary list whose items start with a date; the options are the arguments of `news()`."""

    NAME = "news"
    FIELD = ""

    @classmethod
    def model(cls) -> type[BaseModel]:
        from mkdocs_researcher.macros.news import NewsArguments

        return NewsArguments

    def check(self, text_options: dict[str, Any]) -> None:
        """Options of blocks are text or numbers; those of calls are literals."""
        if self.argument:
            self.report("takes nothing after a bar")
            return
        super().check({name: _literal(value) for name, value in text_options.items()})

    def fill(self, block: Element) -> None:
        from mkdocs_researcher.macros.news import news_view
        from mkdocs_researcher.rendering.renderer import Slot

        lists = [child for child in block if child.tag in {"ul", "ol"}]
        if len(lists) != 1 or len(block) != 1:
            raise MacroError(
                "must contain one list and nothing else; each item starts with its date: '- 2025.07: text'"
            )
        items = [self._item(element, number) for number, element in enumerate(lists[0], 1)]
        bodies = {id(item): body for item, body in items}
        context = news_view([item for item, _ in items], self.entry).parts[0].context
        shown = context["items"]
        block.remove(lists[0])
        texts = {id(item): Slot(index) for index, item in enumerate(shown)}
        self.wrap(block, "news", _with_slots(context, texts), [bodies[id(item)] for item in shown])

    def _item(self, element: Element, number: int) -> tuple[NewsItem, Element]:
        holder = element
        if not (element.text or "").strip() and len(element) and element[0].tag == "p":
            holder = element[0]
        text = holder.text or ""
        try:
            date, holder.text = _leading_date(text)
        except ValueError as error:
            start = " ".join(text.split())[:40]
            raise MacroError(f"item {number} ('{start}') must start with its date: {error}") from None
        from mkdocs_researcher.macros.news import NewsItem

        item = NewsItem(date=date, text="-")
        element.tag = "div"
        element.set("class", "rs-text__in")
        return item, element


def _literal(value: Any) -> Any:
    if isinstance(value, str):
        return int(value) if value.isdecimal() else {"true": True, "false": False}.get(value.lower(), value)
    return value


def _leading_date(text: str) -> tuple[PartialDate, str]:
    """The date that an item starts with, and the rest: `*2025.07*: text`, `2025.07: text`, `Jul 2025 text`.

    Raises:
        ValueError: it does not start with a date; the message is that of the most likely attempt.
    """
    from mkdocs_researcher.fields.dates.parse import PartialDate

    attempts = []
    if match := re.match(_MARKED_DATE, text):
        attempts.append((match[2], match.end()))
    if match := re.match(_DATE_AND_COLON, text):
        attempts.append((match[1], match.end()))
    words = list(re.finditer(r"\S+", text))[:3]
    attempts += [(text[: word.end()], word.end()) for word in reversed(words)]
    first_error: ValueError | None = None
    for candidate, end in attempts:
        try:
            return PartialDate.parse(candidate.strip(" ,")), re.sub(_SEPARATOR, "", text[end:])
        except ValueError as error:
            first_error = first_error or error
    raise first_error or ValueError("it is empty")


def _with_slots(context: Any, texts: dict[int, Slot]) -> dict[str, Any]:
    def slotted(item: NewsItem) -> NewsItem:
        return item.model_copy(update={"text": texts[id(item)]})

    def many(items: Sequence[NewsItem]) -> list[NewsItem]:
        return [slotted(item) for item in items]

    return {
        **context,
        "items": many(context["items"]),
        "recent": many(context["recent"]),
        "older": many(context["older"]),
        "years": [(year, many(items)) for year, items in context["years"]],
    }


BLOCKS: tuple[type[ResearcherBlock], ...] = (PaperBlock, EducationBlock, NewsBlock)
NAMES = frozenset(block.NAME for block in BLOCKS)


_OPTION = r"[ ]{0,3}([a-z_]+):(?:\s|$)"
_NO_BAR = r"(?m)^[ ]{0,3}/{3,}[ ]*(paper|education|news)[ ]+([^|\s][^|\n]*)$"
# Blocks that other extensions make.
_OF_PYMDOWN = {
    "admonition": "admonition",
    "caption": "caption",
    "definition": "definition",
    "details": "details",
    "figure-caption": "caption",
    "html": "html",
    "note": "admonition",
    "tab": "tab",
    "tip": "admonition",
    "warning": "admonition",
}
_INDENTED = r"(?:[ ]{4,}[^\n]*(?:\n|$))+"


class FaultyHeaders(BlockProcessor):
    """Reports headers that pymdownx would leave as text, and drops options that cannot be read."""

    def __init__(self, md: markdown.Markdown, state: State, manager: BlocksProcessor) -> None:
        super().__init__(md.parser)
        self.state = state
        self.manager = manager

    def test(self, parent: Element, block: str) -> bool:
        if "///" not in block:
            return False
        if match := re.search(_NO_BAR, block):
            location = self.state.locator.location_of_line(rf"^[ \t>]*{re.escape(match[0].strip())}")
            message = f"a bar is missing; write '/// {match[1]} | {match[2].strip()}'"
            self.state.site.report(Problem(location, message, f"/// {match[1]}"))
        return RE_START.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Checks the header; pymdownx makes the block itself."""
        match = RE_START.search(blocks[0])
        assert match is not None
        name = match[2].lower()
        if name not in NAMES:
            if name not in self.manager.blocks and (found := self._unknown(name)):
                location = self.state.locator.location_of_line(_header_pattern(name, None))
                self.state.site.report(Problem(location, found[0], f"/// {name}", found[1]))
            return False
        header, rest = blocks[0][: match.end()], blocks[0][match.end() :]
        self.state.block_options = {}
        self.state.block_problems = []
        if options := re.match(_INDENTED, rest):
            data = self._read(options[0], name, match[3])
            if data is None:
                blocks[0] = header + rest[options.end() :]
            self.state.block_options = data or {}
            self._check_indent(rest[options.end() :].split("\n", 1)[0], name, match[3])
        else:
            self._check_indent(rest if rest.strip() else "".join(blocks[1:2]), name, match[3])
        return False

    def _unknown(self, name: str) -> tuple[str, Severity] | None:
        """The message about a block that nothing makes, and its severity; None if another program may make it."""
        if extension := _OF_PYMDOWN.get(name):
            return f"is shown as text; add the extension pymdownx.blocks.{extension} to mkdocs.yml", "info"
        near = near_miss(name, NAMES | {*self.manager.blocks, *_OF_PYMDOWN})
        return (f"there is no block of this name, did you mean '{near}'?", "error") if near else None

    def _location(self, name: str, argument: str | None) -> Location:
        locator = self.state.locator
        return locator.location_of_line(
            _header_pattern(name, argument), locator.seen_so_far(_header_key(name, argument))
        )

    def _read(self, options: str, name: str, argument: str | None) -> dict[str, Any] | None:
        from mkdocs_researcher.formats.yaml_text import YamlError, read_yaml  # few pages have blocks

        try:
            data = read_yaml(_dedented(options))
            if data is None or isinstance(data, dict):
                return data or {}
            error = YamlError("the options must be lines such as 'badge: ICML 2025'", 1)
        except YamlError as raised:
            error = raised
        location = self._location(name, argument)
        location = Location(location.file, location.line + error.line if location.line else 0)
        message = f"{error.field}: {error.message}" if error.field else error.message
        problem = Problem(location, message, f"/// {name}")
        self.state.site.report(problem)
        self.state.block_problems = [problem]
        return None

    def _check_indent(self, text: str, name: str, argument: str | None) -> None:
        """Reports options that would become text: not indented by four spaces, or after an empty line."""
        match = re.match(_OPTION, text.lstrip("\n")) or re.match(_OPTION, text.strip())
        block = next(block for block in BLOCKS if name == block.NAME)
        if match and match[1] in block.model().model_fields:
            location = self._location(name, argument)
            message = "options belong directly below the '///' line, each indented by four spaces"
            self.state.site.report(Problem(location, message, f"/// {name}: {match[1]}"))


def _dedented(options: str) -> str:
    lines = options.split("\n")
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[indent:] for line in lines)


class UnclosedBlocks(PageProcessor, Treeprocessor):
    """Reports blocks that are never closed and contain the rest of the page."""

    def __init__(self, md: markdown.Markdown, state: State, manager: BlocksProcessor) -> None:
        super().__init__(md, state)
        self.manager = manager

    def run(self, root: Element) -> None:
        for entry in self.manager.stack:
            if isinstance(entry.block, ResearcherBlock):
                entry.block.report("the block is never closed; end it with a line '///'")
                entry.block.show_problems(entry.el)


class BlocksOfOurs(BlocksExtension):
    """Registers the blocks, and the checks of their headers and ends, with pymdownx."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def extendMarkdownBlocks(self, md: markdown.Markdown, block_mgr: BlocksProcessor) -> None:
        for block in BLOCKS:
            block_mgr.register(block, {"state": self.state})
            # We register in the middle of a page; older versions of pymdownx add this only before one.
            block_mgr.trackers.setdefault(block.NAME, {})
        md.parser.blockprocessors.register(FaultyHeaders(md, self.state, block_mgr), "rs-headers", 90)
        md.treeprocessors.register(UnclosedBlocks(md, self.state, block_mgr), "rs-unclosed", 30)
