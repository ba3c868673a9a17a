"""Queries of jekyll-scholar: which entries of a bibliography a page shows.

`@*[year=2024]*`, `@article[keywords ^= sea && selected=true]`; see the README of https://github.com/inukshuk/jekyll-scholar
and of bibtex-ruby.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PART = re.compile(r"@(\*|\w+)?\s*(?:\[([^\[\]]*)\])?\*?")
_CONDITION = re.compile(r"\s*([\w-]+)\s*(!=|\^=|~=|!~|>=|<=|=|>|<)\s*(.*?)\s*$", re.S)
_OPTION = re.compile(r"--?([\w-]+)(?:[ =]+(\"[^\"]*\"|'[^']*'|@[^\s\[]*\[[^\]]*\]\S*|[^\s-]\S*))?")
_NAMES = {"f": "file", "q": "query", "T": "template", "s": "style"}


def options_of(text: str) -> dict[str, str]:
    """Options of a tag, by their long names: `-f papers -q @*[year=2024]*`."""
    found = ((match[1], (match[2] or "true").strip("\"'")) for match in _OPTION.finditer(text))
    return {_NAMES.get(name, name): value for name, value in found}


def fits(query: str, kind: str, fields: Mapping[str, str]) -> bool | None:
    """Does an entry match a query? None if the query cannot be parsed.

    Args:
        query: as in the tag.
        kind: type of the entry.
        fields: its fields, by lower-case name.
    """
    query = query.strip()
    if not query or query.strip("*") in {"", "@"}:
        return True
    match = _PART.fullmatch(query)
    if not match:
        return None
    if match[1] and match[1] not in {"*", "entry"} and match[1].lower() != kind:
        return False
    return _any(match[2], fields) if match[2] else True


def _any(text: str, fields: Mapping[str, str]) -> bool | None:
    results = [_all(part, fields) for part in re.split(r"\|\|", text)]
    return None if None in results else any(results)


def _all(text: str, fields: Mapping[str, str]) -> bool | None:
    results = [_holds(part, fields) for part in re.split(r"&&|,", text)]
    return None if None in results else all(results)


def _holds(text: str, fields: Mapping[str, str]) -> bool | None:
    match = _CONDITION.match(text)
    if not match:
        return text.strip().lower() in fields if re.fullmatch(r"\s*[\w-]+\s*", text) else None
    value, wanted = fields.get(match[1].lower(), ""), match[3].strip("\"'{}")
    if match[2] in {"=", "!="}:
        return (value == wanted) == (match[2] == "=")
    if match[2] in {"^=", "~=", "!~"}:
        return _searched(wanted, value, starts=match[2] == "^=") == (match[2] != "!~")
    return _ordered(value, match[2], wanted)


def _searched(wanted: str, value: str, *, starts: bool) -> bool:
    # As text and not as a pattern: a pattern from elsewhere may take for ever.
    plain = re.sub(r"[\\^$]|\.\*", "", wanted).casefold()
    return value.casefold().startswith(plain) if starts else plain in value.casefold()


def _ordered(value: str, sign: str, wanted: str) -> bool:
    pair: tuple[Any, Any] = (value, wanted)
    if value.isdigit() and wanted.isdigit():
        pair = (int(value), int(wanted))
    first, second = pair
    return bool({">": first > second, "<": first < second, ">=": first >= second, "<=": first <= second}[sign])
