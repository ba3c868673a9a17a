"""The entries of a YAML list that an earlier build has read: only what is new is parsed and checked.

A list is cut where a line starts with "- ". That this is where its entries start is certain for a list without
indentation whose other lines are indented, empty or comments, if each part is by itself a list of one entry. Any doubt,
and any mistake, leaves the file to those who read it as a whole: they know what to say, and where.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml
from mkdocs_researcher.macros.base import DataFile, Model
from mkdocs_researcher.memory import Memory

M = TypeVar("M", bound=Model)
# A line that is neither indented nor a comment: text in quotes goes on, or a document ends.
_OTHER_LINE = re.compile(r"\n(?![ #\n]|\Z)")
_HEAD = re.compile(r"(?: *(?:#.*)?\n)*")
# An entry may be repeated by its name elsewhere in the file. The rare sign comes first, to be found fast.
_NAMED = re.compile(r"&(?<![^\s\[{,:]&)[\w-]")
# YAML ends a line at them, Python does not.
_OTHER_BREAKS = ("\r", "\x85", "\u2028", "\u2029")
# More new entries are read faster at once.
_MOST_NEW = 0.5


def parts_of(text: str) -> list[str]:
    """The text of each entry, less the dash and the line break at its end; none if there is no telling."""
    head, *parts = f"\n{text[:-1]}".split("\n- ")
    return parts if text.endswith("\n") and _HEAD.fullmatch(f"{head[1:]}\n") else []


def is_certain(part: str) -> bool:
    """Whether a part is no more than one entry, and nothing in it is repeated in another."""
    return not (_OTHER_LINE.search(part) or _NAMED.search(part) or any(sign in part for sign in _OTHER_BREAKS))


def known_entries(parts: Sequence[str], kind: DataFile[M], memory: Memory) -> list[M] | None:
    """The entries of a file, None if too few of them are known or something is wrong with them."""
    known: list[M | None] = [memory.get((kind.name, part)) for part in parts]
    new = [part for part, entry in zip(parts, known, strict=True) if entry is None]
    if not parts or len(new) > len(parts) * _MOST_NEW or not all(map(is_certain, new)):
        return None
    try:
        made = {part: kind.model.model_validate(_parsed(part)) for part in new}
    except (YamlError, ValueError):  # pydantic's ValidationError is a ValueError
        return None
    for part, entry in made.items():
        memory.put((kind.name, part), entry)
    return [made[part] if entry is None else entry for part, entry in zip(parts, known, strict=True)]


def _parsed(part: str) -> object:
    """What the text of one entry holds.

    Raises:
        ValueError: it is not one entry.
    """
    (data,) = read_yaml(f"- {part}\n")
    return data


def remember_entries(parts: Sequence[str], kind: DataFile[M], entries: Sequence[M], memory: Memory) -> None:
    """Remembers the entries of a file that is in order."""
    if len(parts) == len(entries) and all(map(is_certain, parts)):
        for part, entry in zip(parts, entries, strict=True):
            memory.put((kind.name, part), entry)
