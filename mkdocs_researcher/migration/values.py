"""Values of settings and front matter, which authors write in more shapes than one."""

from __future__ import annotations

from typing import Any


def as_mapping(value: Any) -> dict[str, Any]:
    """A value, if it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def as_items(value: Any) -> list[Any]:
    """A list, or one value as a list of one."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def is_on(value: Any) -> bool:
    """Is the value true?"""
    return str(value).strip().lower() in {"true", "yes", "on", "1"}
