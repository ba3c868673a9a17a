"""YAML of old sites, of which Jekyll and Hugo take more than we do: of a key that is given twice, the last counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml

_TWICE = "appears twice"
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
        if not error.message.startswith(_TWICE) or _has_aliases(text):
            raise
        note(error.line, _SAID.format(error.field))
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"is no YAML: {error}"[:200]) from None


def _has_aliases(text: str) -> bool:
    """Does a text repeat parts of itself, which could make it grow without limit?"""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader))
