"""The state that the parts of the extension share while a page is converted."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import markdown
from markdown.util import Processor

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.syntax.calls import Locator, without_code

if TYPE_CHECKING:
    from mkdocs_researcher.syntax.site import Site

_HEADINGS = re.compile(r"h([1-6])")
_FIRST_LEVEL = r"^#(?!#)[ \t]*\S|^[^\n\s][^\n]*\n=+[ \t]*$"


@functools.lru_cache(maxsize=16)
def demotion(source: str) -> int:
    """How many levels the headings of a page go down when its frame has the `h1`.

    Returns:
        1 if the page has several first-level headings, as pages from AcadHomepage have; else 0, since then
        only that heading becomes a section.
    """
    return int(len(re.findall(_FIRST_LEVEL, without_code(source), re.MULTILINE)) > 1)


class State:
    """The site, and the page that is being converted.

    Args:
        site: returns the site; called when it is first needed, since a page without macros does not need it.
    """

    def __init__(self, site: Callable[[], Site], page: Callable[[], Page], root: Callable[[], Element]) -> None:
        self._site = site
        self._page = page
        self._root = root
        self.reset()

    def reset(self) -> None:
        self.used = False
        self.has_icons = False
        self.lines: list[str] = []
        self._current: Page | None = None
        self._locator: Locator | None = None
        self.sections: dict[int, tuple[Element, str]] = {}
        # In place of calls that show nothing.
        self.empty: list[Element] = []
        self.blocks_in_lines: set[str] = set()
        # Name and location of the calls in lines, by the placeholders of their output.
        self.in_lines: dict[str, tuple[str, Callable[[], Location]]] = {}
        # Calls that are rendered when the rest of the page is converted, by the tokens in their places.
        self.waiting: dict[str, Callable[[], str]] = {}
        self.block_options: dict[str, Any] = {}
        self.block_problems: list[Problem] = []

    @property
    def framed(self) -> bool:
        return self.page.has_name

    @property
    def dressed(self) -> bool:
        """True if the headings of sections are decorated as on a homepage."""
        return self.framed or self.page.layout in {"landing", "list"}

    def heading_level(self) -> int:
        """Level of the last heading so far, 1 if there is none: the theme puts the title there."""
        level = 0
        for element in self._root().iter():
            if match := _HEADINGS.fullmatch(str(element.tag)):
                level = int(match[1])
        if self.framed:
            return max(2, level + demotion(self.page.source)) if level else 1
        return level or 1

    @property
    def site(self) -> Site:
        self.used = True
        return self._site()

    @property
    def page(self) -> Page:
        if self._current is None:
            self._current = self._page()
        return self._current

    @property
    def locator(self) -> Locator:
        if self._locator is None:
            self._locator = Locator(self.page)
        return self._locator


class PageProcessor(Processor):
    """The base of processors of Python-Markdown that need the state of the page."""

    def __init__(self, md: markdown.Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state
