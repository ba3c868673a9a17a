"""Values of Liquid: variables, filters and conditions."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
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
    """A value after a filter; after one that is not known, as it was."""
    text = "" if value is None else str(value)
    first, second = [*arguments, "", ""][:2]
    if name == "default":
        return value if text else first
    if name == "absolute_url":
        return f"{str((scope.get('site') or {}).get('url') or '').rstrip('/')}/{text.lstrip('/')}"
    return _FILTERS[name](text, first, second) if name in _FILTERS else value


_FILTERS: dict[str, Callable[[str, str, str], str]] = {
    "append": lambda text, first, _: text + first,
    "prepend": lambda text, first, _: first + text,
    "replace": lambda text, first, second: text.replace(first, second),
    "replace_first": lambda text, first, second: text.replace(first, second, 1),
    "remove": lambda text, first, _: text.replace(first, ""),
    "url_encode": lambda text, *_: quote(text, safe=""),
    "relative_url": lambda text, *_: f"/{text.lstrip('/')}",
    "upcase": lambda text, *_: text.upper(),
    "downcase": lambda text, *_: text.lower(),
    "capitalize": lambda text, *_: text.capitalize(),
    "strip": lambda text, *_: text.strip(),
    "escape": lambda text, *_: html.escape(text),
    "xml_escape": lambda text, *_: html.escape(text),
}
