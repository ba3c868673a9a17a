"""Plain data as YAML that is pleasant to read and edit, and that `read` reads back unchanged.

Our reader takes every scalar as text, so `2025`, `no` and `1.10` need no quotes; other YAML writers would add some.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml

_WIDTH = 110
_LONG = 100
_NULL = frozenset({"", "~", "null"})
# Lists of a few short words are written on one line.
_SHORT_LIST = 80
_SHORT_WORD = re.compile(r"[\w+@][\w'’&@/+*†‡.-]*(?: [\w'’&@/+*†‡.-]+){0,3}(?<!\.)")
_SURELY_TEXT = re.compile(r"[^\W\d_]")
_GUESSED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"})


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """A dumper that treats all scalars as text."""

    def __init__(self, stream: Any, default_style: str | None = None) -> None:
        Emitter.__init__(self, stream, width=_WIDTH, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_style=default_style, default_flow_style=False, sort_keys=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indents lists within entries, as the manual does."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Repeated data is written out, without anchors."""
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = dumper.default_style
    if not style:
        if text in _NULL:
            style = "'"
        elif "\n" in text:
            style = "|"
        elif len(text) > _LONG and "  " not in text:
            style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_for_others(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """Text that remains text in programs that guess the types of scalars, in any version of YAML."""
    if "\n" not in text and (not _SURELY_TEXT.match(text) or text.casefold() in _GUESSED):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=dumper.default_style or "'")
    return _represent_text(dumper, text)


def _represent_list(dumper: _Dumper, items: Sequence[Any]) -> yaml.SequenceNode:
    words = [item for item in items if isinstance(item, str) and _SHORT_WORD.fullmatch(item)]
    is_short = len(words) == len(items) and sum(len(word) + 2 for word in words) <= _SHORT_LIST
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


class _Entries(list[Any]):
    """The top-level list of a file: one entry below the other, however short."""


_Dumper.add_representer(
    _Entries, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=False)
)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:str", "null", style="")
)


class _DumperForOthers(_Dumper):
    pass


_DumperForOthers.add_representer(str, _represent_for_others)


def yaml_text(data: Any, *, for_others: bool = False) -> str:
    """Plain data as YAML that ends in a line break, with empty lines between long entries of a list.

    Numbers and booleans become text; control characters are left out. `for_others` is for programs that read `2025` as
    a number and `no` as a boolean. `ValueError` if a key is `<<` or not a text.
    """
    plain = as_plain(data)
    for style in (None, '"'):
        text = _dump(plain, style, _DumperForOthers if for_others else _Dumper)
        try:
            if read_yaml(text) == plain:
                return text
        except YamlError:
            continue
    raise ValueError("contains a field name that YAML cannot represent")


def as_plain(data: Any) -> Any:
    """Data as our YAML reader would return it: text instead of numbers and booleans, lists instead of tuples."""
    if isinstance(data, Mapping):
        return {as_plain(key): as_plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [as_plain(item) for item in data]
    if data is None:
        return None
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, float) and data.is_integer():
        return str(int(data))
    return CONTROL_CHARACTERS.sub("", str(data))


def _dump(data: Any, style: str | None, kind: type[_Dumper]) -> str:
    if not isinstance(data, list) or not data:
        return _one(data, style, kind)
    entries = [_one(_Entries([entry]), style, kind) for entry in data]
    is_long = any(entry.count("\n") > 3 for entry in entries)
    return ("\n" if is_long else "").join(entries)


def _one(data: Any, style: str | None, kind: type[_Dumper]) -> str:
    stream = io.StringIO()
    dumper = kind(stream, default_style=style)
    dumper.open()
    dumper.represent(data)
    dumper.close()
    return stream.getvalue().removesuffix("...\n")
