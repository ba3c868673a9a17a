"""The source text of YAML files: the text of each entry of a list, and texts that a `#` cuts off.

A list is split where a line starts with "- ". That these are its entries is certain for a list without indentation
whose other lines are indented, empty or comments, if each part is by itself a list of one entry. In case of doubt the
file is read as a whole.

In a text without quotes, a space and `#` start a comment (YAML 1.2.2, section 6.6): "Issue #12" is silently read as
"Issue". Comments after a value are legal, so only `#12` and `#word` after a text are reported, not `# word`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pydantic import BaseModel

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.validation import reference_fields

# A line that is neither indented nor a comment: the next line of a text in quotes, or the end of a document.
_OTHER_LINE = r"\n(?![ #\n]|\Z)"
_HEAD = r"(?: *(?:#.*)?\n)*"
# An anchor, to which an alias elsewhere in the file can refer. `&` comes first, so that the search is fast.
_ANCHOR = r"&(?<![^\s\[{,:]&)[\w-]"
# Line breaks of YAML, but not of Python's patterns.
_OTHER_BREAKS = ("\r", "\x85", "\u2028", "\u2029")


def split_list(text: str) -> list[str]:
    """The text of each entry without the dash and the line break at its end; empty if it cannot be split safely."""
    head, *parts = f"\n{text[:-1]}".split("\n- ")
    return parts if text.endswith("\n") and re.fullmatch(_HEAD, f"{head[1:]}\n") else []


def is_single_entry(part: str) -> bool:
    """Is the text exactly one entry, to which no other entry refers?"""
    has_other_break = any(character in part for character in _OTHER_BREAKS)
    return not (has_other_break or re.search(_OTHER_LINE, part) or re.search(_ANCHOR, part))


_LINE = r"(?P<lead>[ \t]*(?:-[ \t]+)*)(?:(?P<key>[\w-]+):[ \t]+)?+(?P<text>[^\s\"'|>\[{&*!%@`#].*)"
_BLOCK = r"[:-][ \t]+[|>][-+\d]*[ \t]*(?:#.*)?$"
_WORD = re.compile(r"\w[^\s,.;:]*")


def _cut_texts(text: str, display_path: str, model: type[BaseModel]) -> Iterator[Problem]:
    """Reports texts that a comment most likely cuts off."""
    fields = {name for name, kind in reference_fields(model).items() if kind == "text"}
    fields |= {"name", "title", "text", "label"}
    position = text.find(" #")
    while position >= 0:
        word = _WORD.match(text, position + 2)
        start = text.rfind("\n", 0, position) + 1
        line = re.fullmatch(_LINE, text[start:position].rstrip()) if word else None
        if word and line and _is_text(line, fields) and not _in_block(text, start, len(line["lead"])):
            location = Location(display_path, text.count("\n", 0, start) + 1, position - start + 2)
            rest = f"#{word[0][:60]}"
            message = f"YAML reads the text after ' #' as a comment; put the text in quotes to keep '{rest}'"
            yield Problem(location, message, line["key"] or "", "info")
        end = text.find("\n", position)
        position = text.find(" #", end) if end >= 0 else -1


def _is_text(line: re.Match[str], fields: Collection[str]) -> bool:
    is_item = "-" in line["lead"]
    return any(map(str.isalpha, line["text"])) and (line["key"] in fields if line["key"] else is_item)


def _in_block(text: str, start: int, indent: int) -> bool:
    """Is the line in a block of text that starts with `|` or `>`, where `#` does not start a comment?"""
    while start > 0:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and depth < indent:
            return re.search(_BLOCK, line) is not None
    return False


# An item of a list without a space after its dash, and a value in curly quotes. The line break before the former is
# found five times as fast as the start of a line.
_NO_ITEM = re.compile(r"\n(?P<lead> *)-(?=[^\s\d.-])")
_IN_CURLY = r"(?m)^(?P<lead>[ -]*)\w+:[ ]+(?P<quote>[“„«])[^\n“„«»”]*[”“»][ ]*$"


def text_problems(text: str, display_path: str, model: type[BaseModel]) -> list[Problem]:
    """Problems of texts that YAML reads in another way than most people do: comments, dashes, and quotes."""
    found = list(_cut_texts(text, display_path, model)) if " #" in text else []
    for match in _NO_ITEM.finditer(f"\n{text}"):
        if not _in_block(text, match.start(), len(match["lead"])):
            line = text.count("\n", 0, match.start()) + 1
            message = "a space is missing after '-', so this is not an item of a list; write '- '"
            found.append(Problem(Location(display_path, line, len(match["lead"]) + 1), message, "", "warning"))
    for match in re.finditer(_IN_CURLY, text) if any(quote in text for quote in "“„«") else ():
        if not _in_block(text, match.start(), len(match["lead"])):
            location = Location(display_path, text.count("\n", 0, match.start()) + 1)
            message = f"{match['quote']} is not a quote of YAML, so it is shown; use straight quotes, or none"
            found.append(Problem(location, message, "", "info"))
    return found
