"""YAML of old sites, of which Jekyll and Hugo take more than we do: control characters, and keys given twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml

_TWICE = "appears twice"
_QUOTE = (
    "a quote within the value ends it, so the old site did not read this front matter; it is read as part of the value"
)
_CONTROL = "control character"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WITHOUT = "holds control characters, which are left out"
_SAID = "'{}' is given twice; the last one is used, as on the old site"


def read_old_yaml(text: str, note: Callable[[int, str], None]) -> Any:
    """The contents of a text as `read_yaml` gives them.

    Args:
        text: YAML.
        note: takes a line and what is odd there.

    Raises:
        YamlError: it is no YAML.
    """
    try:
        return read_yaml(text)
    except YamlError as error:
        if (repaired := _requoted(text, error.line)) != text:
            note(error.line, _QUOTE)
            return read_old_yaml(repaired, note)
        text = _CONTROLS.sub("", text)
        is_twice = error.message.startswith(_TWICE)
        if not (is_twice or _CONTROL in error.message) or _has_aliases(text):
            raise
        note(error.line, _SAID.format(error.field) if is_twice else _WITHOUT)
    try:
        return _clean(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"is no YAML: {error}"[:200]) from None


def _requoted(text: str, number: int) -> str:
    """The text with the value of a line quoted anew, if a quote within it is the one that encloses it."""
    lines = text.split("\n")
    name, _, written = lines[number - 1].partition(":") if 0 < number <= len(lines) else ("", "", "")
    quote, value = written.strip()[:1], written.strip()[1:-1]
    if quote not in {"'", '"'} or written.strip()[-1:] != quote or quote not in value or "\\" in value:
        return text
    shown = value.replace("''", "'") if quote == "'" else value
    lines[number - 1] = f"{name}: {json.dumps(shown, ensure_ascii=False)}"
    return "\n".join(lines)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return _CONTROLS.sub("", value) if isinstance(value, str) else value


def _has_aliases(text: str) -> bool:
    """Does a text repeat parts of itself, which could make it grow without limit?"""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader))
