"""Reports mistakes in blocks that pymdownx ignores: headers it cannot read, and blocks that are never closed.

It leaves a faulty block in the page as text, and puts the rest of the page into a block that is never closed.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import RE_START, BlocksExtension, BlocksProcessor

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.syntax.blocks import BLOCKS, NAMES, ResearcherBlock, header_key, header_pattern
from mkdocs_researcher.syntax.calls import near_miss
from mkdocs_researcher.syntax.state import State

_OPTION = r"[ ]{0,3}([a-z_]+):(?:\s|$)"
_NO_BAR = r"(?m)^[ ]{0,3}/{3,}[ ]*(paper|education|news)[ ]+([^|\s][^|\n]*)$"
_INDENTED = r"(?:[ ]{4,}[^\n]*(?:\n|$))+"


class FaultyHeaders(BlockProcessor):
    """Reports headers that pymdownx would leave as text, and drops options that cannot be read."""

    def __init__(self, md: markdown.Markdown, state: State, manager: BlocksProcessor) -> None:
        super().__init__(md.parser)
        self.state = state
        self.manager = manager

    def test(self, parent: Element, block: str) -> bool:
        """True if a block starts in this text."""
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
            if name not in self.manager.blocks and (near := near_miss(name, NAMES)):
                location = self.state.locator.location_of_line(header_pattern(name, None))
                message = f"there is no block of this name, did you mean '{near}'?"
                self.state.site.report(Problem(location, message, f"/// {name}"))
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

    def _location(self, name: str, argument: str | None) -> Location:
        """The location of the header of the block that pymdownx makes next."""
        locator = self.state.locator
        return locator.location_of_line(header_pattern(name, argument), locator.seen_so_far(header_key(name, argument)))

    def _read(self, options: str, name: str, argument: str | None) -> dict[str, Any] | None:
        """The options as written; None if they are not valid YAML."""
        from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml  # few pages have blocks

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


class UnclosedBlocks(Treeprocessor):
    """Reports blocks that are never closed and contain the rest of the page."""

    def __init__(self, md: markdown.Markdown, state: State, manager: BlocksProcessor) -> None:
        super().__init__(md)
        self.state = state
        self.manager = manager

    def run(self, root: Element) -> None:
        """Reports the blocks that are still open."""
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
        """Adds the blocks."""
        for block in BLOCKS:
            block_mgr.register(block, {"state": self.state})
            # We register in the middle of a page; older versions of pymdownx add this only before one.
            block_mgr.trackers.setdefault(block.NAME, {})
        md.parser.blockprocessors.register(FaultyHeaders(md, self.state, block_mgr), "rs-headers", 90)
        md.treeprocessors.register(UnclosedBlocks(md, self.state, block_mgr), "rs-unclosed", 30)
