"""The source text of YAML files: the text of each entry of a list, and values that a `#` cuts off.

A list is split where a line starts with "- ". That these are its entries is certain for a list without indentation
whose other lines are indented, empty or comments, if each part is by itself a list of one entry. In case of doubt the
file is read as a whole.

In a text without quotes a space and `#` start a comment (YAML 1.2.2, section 6.6): of "Issue #12" only "Issue" is left,
without a word. A comment behind a value is legal, so only `#12` and `#word` behind a text are reported, not `# word`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pydantic import BaseModel

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.validation import reference_fields

# A line that is neither indented nor a comment: text in quotes goes on, or a document ends.
_OTHER_LINE = re.compile(r"\n(?![ #\n]|\Z)")
_HEAD = re.compile(r"(?: *(?:#.*)?\n)*")
# An entry may be repeated by its name elsewhere in the file. The rare character comes first, to be found fast.
_NAMED = re.compile(r"&(?<![^\s\[{,:]&)[\w-]")
# YAML ends a line at them, Python does not.
_OTHER_BREAKS = ("\r", "\x85", "\u2028", "\u2029")


def split_list(text: str) -> list[str]:
    """The text of each entry without the dash and the line break at its end; empty if it cannot be split safely."""
    head, *parts = f"\n{text[:-1]}".split("\n- ")
    return parts if text.endswith("\n") and _HEAD.fullmatch(f"{head[1:]}\n") else []


def is_single_entry(part: str) -> bool:
    """Whether a part is exactly one entry, and nothing in it is repeated in another."""
    return not (_OTHER_LINE.search(part) or _NAMED.search(part) or any(sign in part for sign in _OTHER_BREAKS))


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
    fields = {name for name, kind in reference_fields(model).items() if kind == "text"}
    return [
        Problem(Location(shown, cut.line, cut.column), cut.message, cut.field, "info")
        for cut in cut_texts(text, fields | {"name", "title", "text", "label"})
    ]
