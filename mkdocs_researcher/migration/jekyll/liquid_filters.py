"""Filters that Jekyll adds to Liquid (https://jekyllrb.com/docs/liquid/filters/), as small functions."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, quote_plus

from liquid.undefined import is_undefined

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.migration.tree.markdown_reader import MarkdownReader
from mkdocs_researcher.migration.tree.tree import parse, words

_MOST_TEXT = 2_000_000
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
Filter = Callable[..., Any]


class Documents(list[Any]):
    """The documents of a collection, or those of them that a filter has left.

    Attributes:
        name: of the collection, such as `posts`.
        group: what they are grouped by; the items are then groups. Empty as a rule.
    """

    def __init__(self, name: str, items: Sequence[Any], group: str = "") -> None:
        super().__init__(items)
        self.name, self.group = name, group

    @property
    def flat(self) -> Documents:
        """The documents themselves, out of their groups."""
        return self if not self.group else Documents(self.name, [item for group in self for item in group["items"]])


def typed(value: Any) -> Any:
    """A value of YAML that was read as text, as Liquid compares it: `true` and `3` are no texts there."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if not isinstance(value, str):
        return value
    if value in {"true", "false"}:
        return value == "true"
    if value in {"", "null", "~"}:
        return None
    return int(value) if re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", value) else value


def text_of(value: Any) -> str:
    """A value as Liquid prints it."""
    if value is None or is_undefined(value):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _like(found: Any, items: Sequence[Any]) -> list[Any]:
    return Documents(found.name, items, found.group) if isinstance(found, Documents) else list(items)


def _items(value: Any) -> list[Any]:
    if isinstance(value, Mapping) and not is_undefined(value):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def _field(item: Any, name: str) -> Any:
    for step in name.split("."):
        item = item.get(step) if isinstance(item, Mapping) else None
    return item


def _where(value: Any, name: object, wanted: object = None) -> list[Any]:
    said = text_of(wanted)

    def fits(item: Any) -> bool:
        found = _field(item, text_of(name))
        return any(text_of(one) == said for one in found) if isinstance(found, list) else text_of(found) == said

    return _like(value, [item for item in _items(value) if fits(item)])


def _sorted(value: Any, name: object = None, nils: object = "first") -> list[Any]:
    def key(item: Any) -> tuple[bool, bool, Any]:
        found = _field(item, text_of(name)) if text_of(name) else item
        empty = found is None or is_undefined(found)
        is_number = isinstance(found, int | float)
        return (empty == (text_of(nils) != "first"), not is_number, found if is_number else text_of(found))

    return _like(value, sorted(_items(value), key=key))


def grouped(value: Any, key_of: Callable[[Any], str], by: str) -> list[Any]:
    """Items in groups, as Jekyll's `group_by` makes them."""
    groups: dict[str, list[Any]] = {}
    for item in _items(value):
        groups.setdefault(key_of(item), []).append(item)
    made = [{"name": typed(key), "items": _like(value, found), "size": len(found)} for key, found in groups.items()]
    return Documents(value.name, made, by) if isinstance(value, Documents) else made


def _strftime(form: str) -> Filter:
    def write(value: Any) -> str:
        match = _DATE.match(text_of(value))
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).strftime(form) if match else text_of(value)
        except ValueError:
            return text_of(value)

    return write


def _dated(value: Any, form: object = "") -> str:
    if text_of(value) in {"now", "today"}:
        value = date.today().isoformat()
    return str(_strftime(re.sub(r"%-(?=[a-zA-Z])", "%", text_of(form)))(value)) if text_of(form) else text_of(value)


def _limited(made: str) -> str:
    if len(made) > _MOST_TEXT:
        raise MemoryError
    return made


def _replace(value: Any, old: object, new: object = "") -> str:
    text, before, after = text_of(value), text_of(old), text_of(new)
    if text.count(before) * len(after) > _MOST_TEXT:
        raise MemoryError
    return text.replace(before, after)


def _sentence(value: Any, last: object = "and") -> str:
    words = [text_of(item) for item in _items(value)]
    return f"{', '.join(words[:-1])} {text_of(last)} {words[-1]}" if len(words) > 1 else "".join(words)


def _marked_up(value: Any) -> str:
    """Markdown as HTML, without the lines that elements are from: templates take `<p>` away."""
    made = MarkdownReader().html(text_of(value)).strip()
    return re.sub(r' data-l="[^"]*"', "", made).replace("\n\n", "\n")


FILTERS: dict[str, Filter] = {
    "append": lambda value, more: _limited(text_of(value) + text_of(more)),
    "prepend": lambda value, more: _limited(text_of(more) + text_of(value)),
    "array_to_sentence_string": _sentence,
    "cgi_escape": lambda value: quote_plus(text_of(value)),
    "date": _dated,
    "date_to_long_string": _strftime("%d %B %Y"),
    "date_to_rfc822": _strftime("%a, %d %b %Y"),
    "date_to_string": _strftime("%d %b %Y"),
    "date_to_xmlschema": _strftime("%Y-%m-%d"),
    "find": lambda value, name, wanted=None: next(iter(_where(value, name, wanted)), None),
    "group_by": lambda value, name: grouped(value, lambda item: text_of(_field(item, text_of(name))), text_of(name)),
    "hideCustomBibtex": text_of,
    "inspect": text_of,
    "join": lambda value, by=" ": _limited(text_of(by).join(map(text_of, _items(value) or [value]))),
    "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=text_of),
    "markdownify": _marked_up,
    "normalize_whitespace": lambda value: " ".join(text_of(value).split()),
    "number_of_words": lambda value, *_: len(text_of(value).split()),
    "pop": lambda value, count=1: _items(value)[: -int(count) or None],
    "push": lambda value, item: [*_items(value), item],
    "remove_accents": text_of,
    "replace": _replace,
    "reverse": lambda value: _like(value, _items(value)[::-1]),
    "sample": lambda value, *_: next(iter(_items(value)), None),
    "shift": lambda value, count=1: _items(value)[int(count) :],
    "slugify": lambda value, *_: slug(text_of(value)) if text_of(value).strip() else "",
    "smartify": text_of,
    "sort": _sorted,
    "sort_natural": _sorted,
    "strip_html": lambda value: words(parse(text_of(value))),
    "to_integer": lambda value: int(text_of(value)) if text_of(value).lstrip("-").isdigit() else 0,
    "unshift": lambda value, item: [item, *_items(value)],
    "uri_escape": lambda value: quote(text_of(value), safe="/:?=&#%+,;@~!*'()[]"),
    "where": _where,
    "xml_escape": lambda value: html.escape(text_of(value)),
}
