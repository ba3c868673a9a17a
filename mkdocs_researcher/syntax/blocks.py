"""`/// paper`, `/// education` and `/// news`: entries that are written by hand in the page.

A mistake in the options or the header of a block is reported with its line; without our checks pymdownx.blocks would
show the block as text. The model and the macro of a block are imported when the first block of its kind occurs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from mkdocs_researcher.errors import Location, MacroError, Problem, Severity
from mkdocs_researcher.syntax.state import State

if TYPE_CHECKING:
    from pydantic import BaseModel

    from mkdocs_researcher.fields.dates.parse import PartialDate
    from mkdocs_researcher.macros.base import View
    from mkdocs_researcher.macros.news import NewsItem
    from mkdocs_researcher.rendering.renderer import Slot

_MARKED_DATE = r"\s*([*_]{1,3})([^*_\n]{4,40}?):?\1"
_DATE_AND_COLON = r"\s*([^:\n]{4,40}):"
_SEPARATOR = r"\A(?:[\s:,\u2013\u2014-]|&nbsp;)+"


def header_key(name: str, argument: str | None) -> str:
    """The key by which equal headers are counted."""
    return f"///{name}|{argument or ''}"


def header_pattern(name: str, argument: str | None) -> str:
    """A pattern that matches the line of a header."""
    title = rf"[ ]*\|[ ]*{re.escape(argument)}" if argument else ""
    return rf"^[ \t>]*/{{3,}}[ ]*(?i:{re.escape(name)})\b{title}"


class ResearcherBlock(Block):
    """A block whose options are checked by a model, and whose template prints the page's Markdown in slots."""

    ARGUMENT = None
    FIELD: ClassVar[str]
    """Field of the model that the argument after `|` fills."""

    @classmethod
    def model(cls) -> type[BaseModel]:
        """Model of the options."""
        raise NotImplementedError

    def on_init(self) -> None:
        """Reads the state that the block was registered with."""
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
        self.number = self.state.locator.count(header_key(self.NAME, arg))
        return True

    def location(self) -> Location:
        """The location of the block in the author's file."""
        return self.state.locator.location_of_line(header_pattern(self.NAME, self.argument), self.number)

    def report(self, message: str, option: str = "", severity: Severity = "error") -> None:
        """Reports a problem of the block."""
        name = f"/// {self.NAME}: {option}" if option else f"/// {self.NAME}"
        problem = Problem(self.location(), message, name, severity)
        self.state.site.report(problem)
        if severity == "error":
            self.problems.append(problem)

    def check(self, text_options: dict[str, Any]) -> None:
        """Checks the argument and the options, and reports what is wrong."""
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
        """Creates the element that receives the body."""
        self.check(self.raw_options)
        self.level = min(self.state.heading_level() + 1, 6)
        return SubElement(parent, "div", {"class": "rs-block"})

    def on_end(self, block: Element) -> None:
        """Renders the template around the body."""
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

    def wrap(self, block: Element, template: str, view: View, slots: Sequence[Slot], bodies: Sequence[Element]) -> None:
        """Places the pieces of the template's output around the bodies."""
        from mkdocs_researcher.rendering.renderer import split_slots

        part = view.parts[0]
        body = slots[0] if len(slots) == 1 else None
        context = {"body": body, **part.context, "level": self.level}
        html = self.state.site.renderer.render(template, context, self.state.page)
        before, *after = split_slots(html, slots)
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
        """Model of the options."""
        from mkdocs_researcher.macros.papers.model import Paper

        return Paper

    def fill(self, block: Element) -> None:
        """Renders the paper as a box."""
        from mkdocs_researcher.macros.papers.papers import papers_view
        from mkdocs_researcher.rendering.renderer import Slot

        view = papers_view([self.entry], self.state.site.library)
        slot = Slot(0)
        self.wrap(block, "papers", view, [slot], [self.body_of(block)])


class EducationBlock(ResearcherBlock):
    """`/// education | Institution` with the fields of `education.yml` as options: one row."""

    NAME = "education"
    FIELD = "institution"

    @classmethod
    def model(cls) -> type[BaseModel]:
        """Model of the options."""
        from mkdocs_researcher.macros.education import Degree

        return Degree

    def fill(self, block: Element) -> None:
        """Renders the row."""
        from mkdocs_researcher.macros.education import degree_row
        from mkdocs_researcher.macros.rows import rows_view
        from mkdocs_researcher.rendering.renderer import Slot

        view = rows_view("education", [degree_row(self.entry)], "")
        slot = Slot(0)
        self.wrap(block, "rows", view, [slot], [self.body_of(block)])


class NewsBlock(ResearcherBlock):
    """`/// news` around an ordinary list whose items start with a date; the options are the arguments of `news()`."""

    NAME = "news"
    FIELD = ""

    @classmethod
    def model(cls) -> type[BaseModel]:
        """Model of the options."""
        from mkdocs_researcher.macros.news import NewsArguments

        return NewsArguments

    def check(self, text_options: dict[str, Any]) -> None:
        """Options of blocks are text or numbers; those of calls are literals."""
        if self.argument:
            self.report("takes nothing after a bar")
            return
        super().check({name: _literal(value) for name, value in text_options.items()})

    def fill(self, block: Element) -> None:
        """Takes the dates from the items and renders the list."""
        from mkdocs_researcher.macros.news import news_view
        from mkdocs_researcher.rendering.renderer import Slot, split_slots

        lists = [child for child in block if child.tag in {"ul", "ol"}]
        if len(lists) != 1 or len(block) != 1:
            raise MacroError(
                "must contain one list and nothing else; each item starts with its date: '- 2025.07: text'"
            )
        items: list[tuple[NewsItem, Element]] = []
        for number, element in enumerate(lists[0], 1):
            items.append(self._item(element, number))
        ordered = [item for item, _ in items]
        bodies = {id(item): body for item, body in items}
        view = news_view(ordered, self.entry)
        shown = view.parts[0].context["items"]
        block.remove(lists[0])
        slots = [Slot(index) for index in range(len(shown))]
        texts = {id(item): slot for item, slot in zip(shown, slots, strict=True)}
        context = _with_slots(view.parts[0].context, texts)
        html = self.state.site.renderer.render("news", {**context, "level": self.level}, self.state.page)
        before, *after = split_slots(html, slots)
        block.text = AtomicString(self.md.htmlStash.store(before))
        for item, piece in zip(shown, after, strict=True):
            body = bodies[id(item)]
            block.append(body)
            body.tail = AtomicString(self.md.htmlStash.store(piece))

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
    """The value that the text of an option has as an argument of a call."""
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
    """The context of `news` in which each item's text is a slot."""

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
