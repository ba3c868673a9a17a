"""What a build made, kept for the next one that has the same sources.

Output is the same for the same input, so what is kept under the hash of all input is as good as made anew. A copy that
is damaged or not there is no copy. A server keeps it in files at its first build, then in its memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_researcher.data.cache_folder import CacheFolder
from mkdocs_researcher.memory import Memory

_DIGEST = 32  # hexadecimal digits


class Kept(NamedTuple):
    """Something that was made.

    Attributes:
        facts: what is to be known of it, as JSON has it.
        texts: long texts.
    """

    facts: Mapping[str, Any]
    texts: Sequence[str] = ()


class OutputCache:
    """Output of one state of a site in a folder.

    Args:
        folder: where to keep it, None for nowhere; it is made when the first thing is written.
        state: hash of all that the output depends on, empty for keeping nothing.
        memory: what a server remembers; None if none runs.
    """

    def __init__(self, folder: Path | None, state: str, memory: Memory | None = None) -> None:
        self.folder = CacheFolder(folder, ".kept") if folder and state else None
        self.state = state
        self.memory = memory or Memory()

    def get(self, key: str) -> Kept | None:
        """What is kept under a key, None if nothing is."""
        if self.folder is None:
            return None
        remembered: Kept | None = self.memory.get((self.state, key))
        if remembered:
            return remembered
        name = self._name(key)
        try:
            data = self.folder.read(name)
            content = memoryview(data)  # whose slices are no copies
            if data[:_DIGEST].decode() != _digest([content[_DIGEST:]]):
                return None
            end = data.index(b"\n")
            told = json.loads(data[_DIGEST:end])
            self.folder.use(name)
            return Kept(told["facts"], _split(content[end + 1 :], told["sizes"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, kept: Kept) -> None:
        """Keeps something under a key."""
        if self.folder is None:
            return
        if self.memory.has_past:
            self.memory.put((self.state, key), kept)
            return
        texts = [text.encode("utf-8", "surrogatepass") for text in kept.texts]
        head = json.dumps({"sizes": [len(text) for text in texts], "facts": kept.facts}).encode() + b"\n"
        self.folder.write(self._name(key), [_digest([head, *texts]).encode(), head, *texts])

    def prune(self) -> None:
        """Removes what this build neither read nor wrote."""
        if self.folder and not self.memory.has_past:
            self.folder.prune()

    def _name(self, key: str) -> str:
        return _digest([f"{self.state} {key}".encode()])


def _digest(parts: Iterable[bytes | memoryview]) -> str:
    digest = hashlib.blake2b(digest_size=_DIGEST // 2)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _split(body: memoryview, sizes: Sequence[int]) -> tuple[str, ...]:
    texts, start = [], 0
    for size in sizes:
        texts.append(str(body[start : start + size], "utf-8", "surrogatepass"))
        start += size
    return tuple(texts)
