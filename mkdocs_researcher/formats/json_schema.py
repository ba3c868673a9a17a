"""JSON Schemas of data files for editors, which read YAML by other rules than we do.

An editor reads `title: 2048` and `date: 2025.10` as numbers, `draft: true` as a boolean; here every scalar is text, and
the models give it its type (see `formats.yaml_text`). A schema accepts all that the models make of that text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What pydantic reads as a number or a truth value in a text.
_INTEGER = r"^\s*[+-]?[0-9]+(_[0-9]+)*(\.0*)?\s*$"
_NUMBER = r"^\s*[+-]?([0-9]+(_[0-9]+)*\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"
_WORDS = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")
_BOOLEAN = "^(" + "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in _WORDS) + ")$"
_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
# Keywords whose values are not schemas.
_VALUES = frozenset({"examples", "default", "enum", "const", "required"})
# Keywords whose values are schemas by name, not schemas.
_BY_NAME = ("properties", "$defs")


def schema_of(model: type[BaseModel], shape: str, title: str) -> dict[str, Any]:
    """The schema (draft 2020-12) of a data file of a shape, `single`, `list` or `mapping`, as an editor reads it."""
    kind: Any = {"single": model, "list": list[model], "mapping": dict[str, model | None]}[shape]  # type: ignore[valid-type]
    found = _as_read(TypeAdapter(kind).json_schema())
    if shape != "single":
        found["type"] = [found["type"], "null"]  # an empty file
    return {"$schema": _DIALECT, **found, "title": title}


def _as_read(node: Any) -> Any:
    if isinstance(node, list):
        return [_as_read(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in _BY_NAME:
            made[key] = {name: _as_read(one) for name, one in value.items()}
        else:
            made[_LIMITS.get(str(key)) or str(key)] = value if key in _VALUES else _as_read(value)
    for name in made.get("required", ()):  # an empty text is as good as none
        if "string" in made.get("properties", {}).get(name, {}).get("type", ()):
            made["properties"][name].setdefault("minLength", 1)
    if {"type": "null"} in made.get("anyOf", ()):
        for one in made["anyOf"]:
            one.pop("minLength", None)
    types = made.get("type")
    listed = [types] if isinstance(types, str) else list(types or ())
    if "enum" not in made and "const" not in made:
        made |= _scalar(listed)
    return made


def _scalar(types: list[Any]) -> dict[str, Any]:
    """The types and the pattern of a scalar; empty for anything else."""
    others = [one for one in types if one not in {"string", "integer", "number", "boolean"}]
    if "string" in types:
        return {"type": ["string", "number", "boolean", *others]}
    if "number" in types or "integer" in types:
        pattern = _NUMBER if "number" in types else _INTEGER
        return {"type": ["number" if "number" in types else "integer", "string", *others], "pattern": pattern}
    if "boolean" in types:
        return {"type": ["boolean", "integer", "string", *others], "minimum": 0, "maximum": 1, "pattern": _BOOLEAN}
    return {}
