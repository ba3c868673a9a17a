"""What all our blocks share: entries that are written by hand in the page.

pymdownx.blocks leaves a faulty block in the page as text, and swallows the rest of a page whose block has no end,
without a word. Here each fault is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.util import AtomicString
from pydantic import BaseModel, ValidationError
from pymdownx.blocks.block import Block

from mkdocs_researcher.errors import Location, MacroError, Problem, Severity
from mkdocs_researcher.fields.validation import findings
from mkdocs_researcher.macros.base import View
from mkdocs_researcher.rendering.renderer import Slot, split_slots
from mkdocs_researcher.syntax.state import State


def header_key(name: str, argument: str | None) -> str:
    """What headers of the same words have in common."""
    return f"///{name}|{argument or ''}"


def header_pattern(name: str, argument: str | None) -> str:
    """A pattern for the line of a header."""
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
        """Takes the state that the extension was registered with."""
        self.state: State = self.config["state"]
        self.entry: Any = None
        self.problems: list[Problem] = []

    def _validate(self, parent: Element, arg: Any, **options: Any) -> bool:
        """Accepts every option here; `on_create` checks them and tells what is wrong."""
        self.argument = arg
        self.options: dict[str, Any] = {"attrs": {}}
        # pymdownx reads options as YAML's types, which turn 2025.10 into 2025.1; ours stay as written.
        self.given = self.state.block_options
        self.problems = list(self.state.block_problems)
        self.number = self.state.locator.count(header_key(self.NAME, arg))
        return True

    def place(self) -> Location:
        """The place of the block in the author's file."""
        return self.state.locator.place_of_line(header_pattern(self.NAME, self.argument), self.number)

    def fault(self, message: str, option: str = "", severity: Severity = "error") -> None:
        """Notes what is wrong with the block."""
        name = f"/// {self.NAME}: {option}" if option else f"/// {self.NAME}"
        problem = Problem(self.place(), message, name, severity)
        self.state.site.report(problem)
        if severity == "error":
            self.problems.append(problem)

    def check(self, text_options: dict[str, Any]) -> None:
        """Checks argument and options; notes what is wrong."""
        values = dict(text_options)
        if self.argument and self.FIELD:
            if self.FIELD in values:
                self.fault("is given twice: after the bar and as an option", self.FIELD)
            values[self.FIELD] = self.argument
        try:
            self.entry = self.model().model_validate(values)
        except ValidationError as error:
            for location, message in findings(error, self.model(), "unknown option"):
                name = ".".join(map(str, location))
                needed = f"the block needs it after a bar: '/// {self.NAME} | {self.FIELD}'"
                self.fault(needed if name == self.FIELD else message, name)
            return
        for option, severity, message in self.state.site.unresolved(self.entry):
            self.fault(message, option, severity)

    def on_create(self, parent: Element) -> Element:
        """Makes the element that takes the body."""
        self.check(self.given)
        self.level = min(self.state.heading_level() + 1, 6)
        return SubElement(parent, "div", {"class": "rs-block"})

    def on_end(self, block: Element) -> None:
        """Puts the template around the body."""
        if not self.problems:
            try:
                self.fill(block)
            except MacroError as error:
                self.fault(error.message)
        if self.problems:
            self.show_problems(block)

    def show_problems(self, block: Element) -> None:
        """Puts the box with the problems above the body, under `serve`."""
        for piece in self.state.site.box(f"/// {self.NAME}", self.problems).pieces:
            block.insert(0, _raw(self.md, piece.html))

    def fill(self, block: Element) -> None:
        """Renders the template around the children of the element."""
        raise NotImplementedError

    def wrap(self, block: Element, template: str, view: View, slots: Sequence[Slot], bodies: Sequence[Element]) -> None:
        """Lays the template's pieces around the bodies."""
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
        """Moves what the element holds into one of its own."""
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
