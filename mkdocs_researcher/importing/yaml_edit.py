"""Edits of a YAML list of entries that leave every other character of the file as its author wrote it.

Why not ruamel.yaml: it keeps comments and order, but rewrites the whole file and so undoes aligned values, folded
lines and the author's own spacing. Here PyYAML gives the positions of the nodes, and text is inserted between them.
Finally the new text is parsed and compared with the expected data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from mkdocs_researcher.errors import ResearcherError
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.formats.yaml_text import YamlError, as_plain, read_yaml, yaml_text

_PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9][\w./+-]*(?: [\w./+-]+)*", re.A)

_END = re.compile(r"^\.\.\.[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\Z", re.MULTILINE)


class CannotEditError(ResearcherError):
    """The text has a form that cannot be edited without touching the rest."""


class _Patch(NamedTuple):
    start: int
    end: int
    text: str


def edited(text: str, changes: Mapping[int, Record], new: Sequence[Record]) -> str:
    """A text with fields set and entries added at its end; everything else is the same, character for character.

    Args:
        text: YAML that our reader accepts: a list of mappings, or nothing.
        changes: fields to set, by the number of the entry; an existing field gets the new value.
        new: further entries.

    Raises:
        CannotEditError: the text is not such a list, or has a form that cannot be edited.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark).replace("\r\n", "\n")
    try:
        patches, column = _patches(body, changes)
        for patch in sorted(patches, reverse=True):
            body = body[: patch.start] + patch.text + body[patch.end :]
        body = _with_entries(body, new, column)
        is_right = read_yaml(body) == _expected(read_yaml(text.removeprefix(mark)), changes, new)
    except (YamlError, yaml.YAMLError, LookupError, TypeError, AttributeError, ValueError):
        is_right = False
    if not is_right:
        raise CannotEditError("this file cannot be edited without touching the rest of it")
    return mark + body.replace("\n", line_end)


def _expected(data: Any, changes: Mapping[int, Record], new: Sequence[Record]) -> Any:
    entries = list(data or [])
    for index, fields in changes.items():
        entries[index] = {**entries[index], **as_plain(fields)}
    return [*entries, *(as_plain(record) for record in new)] or data


def _patches(body: str, changes: Mapping[int, Record]) -> tuple[list[_Patch], int]:
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    if root is None:
        return [], 0
    if not isinstance(root, yaml.SequenceNode):
        raise ValueError
    if not root.value:
        return [_Patch(root.start_mark.index, root.end_mark.index, "")], 0
    if root.flow_style:
        raise ValueError
    patches: list[_Patch] = []
    for index, fields in changes.items():
        entry = root.value[index]
        existing = {key.value: value for key, value in entry.value}
        patches += [_replaced(body, existing[name], value, entry) for name, value in fields.items() if name in existing]
        if added := {name: value for name, value in fields.items() if name not in existing}:
            patches.append(_added(body, entry, added))
    return patches, root.start_mark.column


def _replaced(body: str, node: yaml.Node, value: Any, entry: yaml.MappingNode) -> _Patch:
    """Replaces a scalar; lists and block scalars are not touched."""
    if not isinstance(node, yaml.ScalarNode) or node.style in {"|", ">"} or not isinstance(value, str | int):
        raise ValueError
    start, end = node.start_mark.index, node.end_mark.index
    space = " " if start and body[start - 1] == ":" else ""
    return _Patch(start, end, space + (_in_flow(value) if entry.flow_style else _in_line(value)))


def _added(body: str, entry: yaml.MappingNode, fields: Record) -> _Patch:
    # To PyYAML, a block collection ends where the next one starts.
    ends = (
        node for pair in _nodes(entry) for node in pair if not isinstance(node, yaml.CollectionNode) or node.flow_style
    )
    last = max(ends, key=lambda node: node.end_mark.index)
    if entry.flow_style:
        end = entry.value[-1][1].end_mark.index
        return _Patch(end, end, "".join(f", {name}: {_in_flow(value)}" for name, value in fields.items()))
    end = last.end_mark.index
    if not (isinstance(last, yaml.ScalarNode) and last.style in {"|", ">"}):
        end = body.find("\n", end) + 1 or len(body)
    else:
        end = len(body[:end].rstrip(" \n")) if end < len(body) else len(body.rstrip(" \n"))
        end = body.find("\n", end) + 1 or len(body)
    before = "" if body[:end].endswith("\n") or not end else "\n"
    return _Patch(end, end, before + _indented(yaml_text(fields), entry.value[0][0].start_mark.column))


def _nodes(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, ...]]:
    """All nodes below an entry that are written where they are used (not aliases)."""
    for key, value in node.value:
        yield key, value
        if isinstance(value, yaml.MappingNode) and value.start_mark.index > key.start_mark.index:
            if not value.flow_style:
                yield from _nodes(value)
        elif isinstance(value, yaml.SequenceNode) and not value.flow_style:
            for item in value.value:
                yield (item,)
                if isinstance(item, yaml.MappingNode) and not item.flow_style:
                    yield from _nodes(item)


def _with_entries(body: str, new: Sequence[Record], column: int) -> str:
    if not new:
        return body
    body, end = _without_end(body)
    text = _indented(yaml_text(list(new)), column)
    if not body.strip():
        return text + end
    if not body.endswith("\n"):
        body += "\n"
    return body + ("" if body.endswith("\n\n") else "\n") + text + end


def _without_end(body: str) -> tuple[str, str]:
    """The text before a final `...`, and the rest."""
    found = _END.search(body)
    return (body[: found.start()], found[0]) if found else (body, "")


def _indented(text: str, column: int) -> str:
    indent = " " * column
    return "".join(indent + line if line.strip() else line for line in text.splitlines(keepends=True))


def _in_line(value: Any) -> str:
    text = yaml_text({"x": value}).removeprefix("x: ").removesuffix("\n")
    return json.dumps(str(value), ensure_ascii=False) if "\n" in text else text


def _in_flow(value: Any) -> str:
    plain = as_plain(value)
    if isinstance(plain, str) and _PLAIN_IN_FLOW.fullmatch(plain) and plain not in {"null", "~"}:
        return plain
    return json.dumps(plain, ensure_ascii=False)
