"""Parsed data files kept between builds, by the hash of their content.

JSON, and validated again when it is read: a cache is as little trusted as the data. Small files are parsed
faster than their copy is found, so only large ones are kept.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
        self.folder = folder
        self.used: set[str] = set()

    def get(self, text: str, kind: str = "yaml") -> Any | None:
        """What was parsed from this text as a file of this kind, None if nothing is kept."""
        if len(text) < _WORTHWHILE:
            return None
        try:
            return json.loads(self._path(text, kind).read_bytes())["data"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, text: str, data: Any, kind: str = "yaml") -> None:
        """Keeps what was parsed from this text. A folder that cannot be written is no problem of the author's."""
        if len(text) < _WORTHWHILE:
            return
        path = self._path(text, kind)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as file:
                file.writelines(_pieces({"data": data}))
            Path(file.name).replace(path)
        except OSError:
            return

    def prune(self) -> None:
        """Removes the copies that this build did not use."""
        for path in self.folder.glob("*.json"):
            if path.name not in self.used:
                path.unlink(missing_ok=True)

    def _path(self, text: str, kind: str) -> Path:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{kind}{_FORMAT}-{digest[:32]}.json"
        self.used.add(name)
        return self.folder / name


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
