"""What a build made, kept for the next one that has the same sources.

Output is the same for the same input, so what is kept under the hash of all input is as good as made anew. A copy that
is damaged or not there is no copy.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_ENDING = ".kept"


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
    """

    def __init__(self, folder: Path | None, state: str) -> None:
        self.folder = folder if state else None
        self.state = state
        self.used: set[str] = set()

    def get(self, key: str) -> Kept | None:
        """What is kept under a key, None if nothing is."""
        if self.folder is None:
            return None
        path = self._path(self.folder, key)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["digest"] != _digest(body):
                return None
            self.used.add(path.name)
            return Kept(told["facts"], _split(body, told["sizes"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, kept: Kept) -> None:
        """Keeps something under a key. A folder that cannot be written is no problem of the author's."""
        if self.folder is None:
            return
        texts = [text.encode("utf-8", "surrogatepass") for text in kept.texts]
        digest = hashlib.blake2b(digest_size=16)
        for text in texts:
            digest.update(text)
        head = {"digest": digest.hexdigest(), "sizes": [len(text) for text in texts], "facts": kept.facts}
        path = self._path(self.folder, key)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            with tempfile.NamedTemporaryFile("wb", dir=self.folder, delete=False) as file:
                file.write(json.dumps(head).encode() + b"\n")
                file.writelines(texts)
            Path(file.name).replace(path)
            self.used.add(path.name)

    def prune(self) -> None:
        """Removes what this build neither read nor wrote."""
        if self.folder is None:
            return
        for path in self.folder.glob(f"*{_ENDING}"):
            if path.name not in self.used:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, folder: Path, key: str) -> Path:
        return folder / f"{_digest(f'{self.state} {key}'.encode())}{_ENDING}"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _split(body: bytes, sizes: Sequence[int]) -> tuple[str, ...]:
    texts, start = [], 0
    for size in sizes:
        texts.append(body[start : start + size].decode("utf-8", "surrogatepass"))
        start += size
    return tuple(texts)
