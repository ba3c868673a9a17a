"""Values of Liquid: variables, filters and conditions."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

_PIPE = re.compile(r"""\s*\|\s*(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
_WORDS = re.compile(r"\s+(and|or)\s+(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)")
_COMPARED = re.compile(r"(.+?)\s*(==|!=|<>|>=|<=|>|<|contains)\s*(.+)", re.S)
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,]+)")
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_ONLY_JEKYLL = frozenset(
    {"time", "posts", "pages", "related_posts", "static_files", "collections", "tags", "categories"}
)


class Collection(NamedTuple):
    """The documents of a collection: not worked out one by one, for the new site has a call that shows them.

    Attributes:
        name: such as `posts`.
        size: how many documents it has.
        where: fields and the values that they must have.
    """

    name: str
    size: int
    where: tuple[tuple[str, str], ...] = ()


class _Unknown:
    """A value that only Jekyll knows during its build."""


UNKNOWN = _Unknown()
"""The value that only Jekyll knows during its build."""


def value_of(expression: str, scope: Mapping[str, Any]) -> tuple[Any, bool]:
    """The text of an expression with filters, and whether it can be known."""
    value = raw_of(expression, scope)
    if isinstance(value, _Unknown | Mapping | list | Collection):
        return None, False
    return value, True


def raw_of(expression: str, scope: Mapping[str, Any]) -> Any:
    """The value of an expression with filters: text, None, a list, a mapping, a `Collection`, or `UNKNOWN`."""
    first, *filters = _PIPE.split(expression.strip())
    value = _plain(first, scope)
    for step in filters:
        name, _, rest = step.partition(":")
        arguments = [_plain(match[0], scope) for match in _ARGUMENT.finditer(rest)]
        texts = [str(one if isinstance(one, str) else "") for one in arguments]
        value = _filtered(name.strip(), value, texts, scope)
    return value


def _plain(text: str, scope: Mapping[str, Any]) -> Any:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    if text in {"nil", "null", "empty", "blank", ""}:
        return None
    if re.fullmatch(r"-?\d+(\.\d+)?|true|false", text):
        return text
    steps = re.sub(r"\[[\"']?([\w-]+)[\"']?\]", r".\1", text).split(".")
    site = scope.get("site")
    if steps[0] == "site" and len(steps) > 1 and steps[1] in _ONLY_JEKYLL and steps[1] not in (site or {}):
        return UNKNOWN
    value: Any = scope
    for step in steps:
        value = _step(value, step)
        if value is None or isinstance(value, _Unknown):
            return value
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Mapping) and step in value:
        return value[step]
    if isinstance(value, Collection):
        return str(value.size) if step == "size" else UNKNOWN
    if isinstance(value, list):
        if step == "size":
            return str(len(value))
        index = {"first": 0, "last": -1}.get(step, int(step) if step.isdigit() else len(value))
        return value[index] if -1 <= index < len(value) and value else None
    if step == "size" and isinstance(value, str | Mapping):
        return str(len(value))
    return None


def is_true(condition: str, scope: Mapping[str, Any]) -> bool:
    """Is a condition true? `and` and `or` are evaluated from the right, as in Liquid."""
    parts = _WORDS.split(condition.strip())
    result = _holds(parts[-1], scope)
    for index in range(len(parts) - 2, 0, -2):
        left = _holds(parts[index - 1], scope)
        result = (left and result) if parts[index] == "and" else (left or result)
    return result


def _holds(part: str, scope: Mapping[str, Any]) -> bool:
    if match := _COMPARED.fullmatch(part.strip()):
        left, right = raw_of(match[1], scope), raw_of(match[3], scope)
        if match[2] == "contains" and isinstance(left, list):
            return right in left
        return _compared(_as_text(left), match[2], _as_text(right))
    value = raw_of(part, scope)
    return value is not None and not isinstance(value, _Unknown) and str(value) != "false"


def _as_text(value: Any) -> str:
    if isinstance(value, Collection):
        return str(value.size or "")
    return "" if value is None or isinstance(value, _Unknown) or value in ([], {}) else str(value)


def _compared(left: str, sign: str, right: str) -> bool:
    if sign == "contains":
        return right in left
    if sign in {"==", "!=", "<>"}:
        return (left == right) == (sign == "==")
    try:
        first, second = float(left), float(right)
    except ValueError:
        return False
    return {">": first > second, "<": first < second, ">=": first >= second, "<=": first <= second}[sign]


def _filtered(name: str, value: Any, arguments: list[str], scope: Mapping[str, Any]) -> Any:
    """A value after a filter; after one that is not known, as it was."""
    first, second = [*arguments, "", ""][:2]
    if isinstance(value, _Unknown):
        return value
    if name == "size":
        return _step(value, "size")
    if isinstance(value, Collection):
        return value._replace(where=(*value.where, (first, second))) if name == "where" else value
    if isinstance(value, list | Mapping):
        return _LISTS[name](value, first, second) if isinstance(value, list) and name in _LISTS else value
    return _of_text(name, value, first, second, scope)


def _of_text(name: str, value: Any, first: str, second: str, scope: Mapping[str, Any]) -> Any:
    text = "" if value is None else str(value)
    if name == "default":
        return value if text else first
    if name == "split":
        return text.split(first) if first else list(text)
    if name == "absolute_url":
        return f"{str((scope.get('site') or {}).get('url') or '').rstrip('/')}/{text.lstrip('/')}"
    return _FILTERS[name](text, first, second) if name in _FILTERS else value


def _date(text: str, pattern: str, _: str) -> str:
    match = _DATE.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).strftime(pattern) if match else text
    except ValueError:
        return text


def _field(item: Any, name: str) -> str:
    return str(item.get(name) or "") if isinstance(item, Mapping) else ""


_LISTS: dict[str, Callable[[list[Any], str, str], Any]] = {
    "first": lambda items, *_: items[0] if items else None,
    "last": lambda items, *_: items[-1] if items else None,
    "join": lambda items, first, _: (first or " ").join(str(item) for item in items),
    "map": lambda items, first, _: [item.get(first) for item in items if isinstance(item, Mapping)],
    "reverse": lambda items, *_: items[::-1],
    "sort": lambda items, first, _: sorted(items, key=lambda item: _field(item, first) if first else str(item)),
    "where": lambda items, first, second: [item for item in items if _field(item, first) == second],
}
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
    "date": _date,
}
