"""Parsed data files kept between builds, by the hash of their content.

JSON, and validated again when it is read: a cache is as little trusted as the data. Small files are parsed
faster than their copy is found, so only large ones are kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_researcher.data.cache_folder import CacheFolder

# Bump when `read_yaml` or `to_papers` gives other data for the same text.
_FORMAT = 2
_WORTHWHILE = 200_000
_AT_ONCE = 500


class ParseCache:
    """Copies of parsed files in a folder.

    Args:
        folder: where to keep them; it is made when the first copy is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = CacheFolder(folder, ".json")

    def get(self, text: str, kind: str = "yaml") -> Any | None:
        """What was parsed from this text as a file of this kind, None if nothing is kept."""
        if len(text) < _WORTHWHILE:
            return None
        name = _name(text, kind)
        self.folder.use(name)
        try:
            return json.loads(self.folder.read(name))["data"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, text: str, data: Any, kind: str = "yaml") -> None:
        """Keeps what was parsed from this text."""
        if len(text) >= _WORTHWHILE:
            self.folder.write(_name(text, kind), (piece.encode("utf-8") for piece in _pieces({"data": data})))

    def prune(self) -> None:
        """Removes the copies that this build did not use."""
        self.folder.prune()


def _name(text: str, kind: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}{_FORMAT}-{digest[:32]}"


def _pieces(data: Any) -> Iterator[str]:
    """The JSON of some data, in pieces: as one text it would need as much memory again as the data itself.

    `json.dumps` is written in C, `json.dump` is not.
    """
    if isinstance(data, list):
        yield "["
        for start in range(0, len(data), _AT_ONCE):
            yield ("," if start else "") + json.dumps(data[start : start + _AT_ONCE], ensure_ascii=False)[1:-1]
        yield "]"
    elif isinstance(data, dict):
        yield "{"
        for number, (key, value) in enumerate(data.items()):
            yield f"{',' if number else ''}{json.dumps(key)}:"
            yield from _pieces(value)
        yield "}"
    else:
        yield json.dumps(data, ensure_ascii=False)
