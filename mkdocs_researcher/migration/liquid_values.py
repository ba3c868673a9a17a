"""Values of Liquid: variables, filters and conditions."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_PIPE = re.compile(r"""\s*\|\s*(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
_WORDS = re.compile(r"\s+(and|or)\s+(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)")
_COMPARED = re.compile(r"(.+?)\s*(==|!=|<>|contains)\s*(.+)", re.S)
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,]+)")
_ONLY_JEKYLL = frozenset(
    {"time", "posts", "pages", "related_posts", "static_files", "collections", "tags", "categories"}
)


def value_of(expression: str, scope: Mapping[str, Any]) -> tuple[Any, bool]:
    """The value of an expression with filters, and whether it can be known."""
    first, *filters = _PIPE.split(expression.strip())
    value, known = _plain(first, scope)
    for step in filters:
        name, _, rest = step.partition(":")
        arguments = [_plain(match[0], scope)[0] for match in _ARGUMENT.finditer(rest)]
        value = _filtered(name.strip(), value, [str(one if one is not None else "") for one in arguments], scope)
    return value, known


def _plain(text: str, scope: Mapping[str, Any]) -> tuple[Any, bool]:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1], True
    if text in {"nil", "null", "empty", "blank", ""}:
        return None, True
    if re.fullmatch(r"-?\d+(\.\d+)?|true|false", text):
        return text, True
    value: Any = scope
    steps = re.sub(r"\[[\"']?([\w-]+)[\"']?\]", r".\1", text).split(".")
    if steps[0] == "site" and len(steps) > 1 and steps[1] in _ONLY_JEKYLL:
        return None, False
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping):
            value = value.get(step)
        else:
            return None, True
    return (value, True) if not isinstance(value, Mapping | list) else (None, False)


def is_true(condition: str, scope: Mapping[str, Any]) -> bool:
    """Whether a condition holds. `and` and `or` bind from the right, as Liquid has it."""
    parts = _WORDS.split(condition.strip())
    result = _holds(parts[-1], scope)
    for index in range(len(parts) - 2, 0, -2):
        left = _holds(parts[index - 1], scope)
        result = (left and result) if parts[index] == "and" else (left or result)
    return result


def _holds(part: str, scope: Mapping[str, Any]) -> bool:
    if match := _COMPARED.fullmatch(part.strip()):
        left, right = (str(value_of(match[side], scope)[0] or "") for side in (1, 3))
        return right in left if match[2] == "contains" else (left == right) == (match[2] == "==")
    value = value_of(part, scope)[0]
    return value is not None and str(value) != "false"


def _filtered(name: str, value: Any, arguments: list[str], scope: Mapping[str, Any]) -> Any:
    text = "" if value is None else str(value)
    first = arguments[0] if arguments else ""
    site = scope.get("site") or {}
    match name:
        case "append":
            return text + first
        case "prepend":
            return first + text
        case "default":
            return value if text else first
        case "replace" | "replace_first" if len(arguments) > 1:
            return text.replace(first, arguments[1], 1 if name == "replace_first" else -1)
        case "remove":
            return text.replace(first, "")
        case "url_encode":
            return quote(text, safe="")
        case "relative_url":
            return f"/{text.lstrip('/')}"
        case "absolute_url":
            return f"{str(site.get('url') or '').rstrip('/')}/{text.lstrip('/')}"
        case "upcase":
            return text.upper()
        case "downcase":
            return text.lower()
        case "capitalize":
            return text.capitalize()
        case "strip" | "lstrip" | "rstrip" | "strip_newlines" | "normalize_whitespace":
            return text.strip()
        case "escape" | "xml_escape" | "escape_once":
            return html.escape(text)
    return value
