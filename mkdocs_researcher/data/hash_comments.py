"""Texts that YAML cuts off at a number sign.

In a text without quotes a blank and `#` start a comment (YAML 1.2.2, section 6.6): of "Issue #12" only "Issue" is left,
without a word. A comment behind a value is legal, so only `#12` and `#word` behind a text are told, not `# word`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from mkdocs_researcher.errors import Location, Problem

_LINE = re.compile(r"(?P<lead>[ \t]*(?:-[ \t]+)*)(?:(?P<key>[\w-]+):[ \t]+)?+(?P<text>[^\s\"'|>\[{&*!%@`#].*)")
_BLOCK = re.compile(r"[:-][ \t]+[|>][-+\d]*[ \t]*(?:#.*)?$")
_WORD = re.compile(r"\w[^\s,.;:]*")


class CutText(NamedTuple):
    """A text that may go on behind what YAML reads.

    Attributes:
        line: line from 1.
        column: column of the `#`, from 1.
        field: its field, empty for an item of a list.
        rest: the word that YAML takes for a comment.
    """

    line: int
    column: int
    field: str
    rest: str

    @property
    def message(self) -> str:
        """What is wrong, and the way out."""
        return f"what stands behind ' #' is a comment to YAML; put the text in quotes to keep '{self.rest}'"


def cut_texts(text: str, fields: Collection[str]) -> Iterator[CutText]:
    """The texts of a YAML file that are most likely cut off.

    Args:
        text: the file.
        fields: names of the fields that hold text.
    """
    position = text.find(" #")
    while position >= 0:
        word = _WORD.match(text, position + 2)
        start = text.rfind("\n", 0, position) + 1
        line = _LINE.fullmatch(text[start:position].rstrip()) if word else None
        if word and line and _is_text(line, fields) and not _in_block(text, start, len(line["lead"])):
            number = text.count("\n", 0, start) + 1
            yield CutText(number, position - start + 2, line["key"] or "", f"#{word[0][:60]}")
        end = text.find("\n", position)
        position = text.find(" #", end) if end >= 0 else -1


def _is_text(line: re.Match[str], fields: Collection[str]) -> bool:
    is_item = "-" in line["lead"]
    return any(map(str.isalpha, line["text"])) and (line["key"] in fields if line["key"] else is_item)


def _in_block(text: str, start: int, indent: int) -> bool:
    """Whether a line is part of a text that `|` or `>` begins, in which `#` is no comment."""
    while start > 0:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and depth < indent:
            return _BLOCK.search(line) is not None
    return False


def cut_problems(text: str, shown: str, model: type[BaseModel]) -> list[Problem]:
    """The same as problems of a data file, in the fields of its model that hold text.

    Args:
        text: the text of the file.
        shown: the file as the author knows it.
        model: the model of its entries.
    """
    from mkdocs_researcher.data.references import reference_fields

    fields = {name for name, kind in reference_fields(model).items() if kind == "text"}
    return [
        Problem(Location(shown, cut.line, cut.column), cut.message, cut.field, "info")
        for cut in cut_texts(text, fields | {"name", "title", "text", "label"})
    ]
