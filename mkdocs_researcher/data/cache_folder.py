"""A folder of copies that no one will miss: written whole or not at all, removed when nobody uses them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

_UNFINISHED = ".part"


class CacheFolder:
    """Copies of one kind in a folder.

    Args:
        path: the folder; it is made when the first copy is written.
        ending: of the names of the copies.
    """

    def __init__(self, path: Path, ending: str) -> None:
        self.path = path
        self.ending = ending
        self.used: set[str] = set()

    def read(self, name: str) -> bytes:
        """A copy.

        Args:
            name: its name without ending.

        Raises:
            OSError: there is none, or it cannot be read.
        """
        return (self.path / (name + self.ending)).read_bytes()

    def use(self, name: str) -> None:
        """Says that a copy serves this build."""
        self.used.add(name + self.ending)

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Writes a copy. A folder that cannot be written is no problem of the author's."""
        self.use(name)
        with contextlib.suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / ".gitignore").write_text("*\n", encoding="utf-8")
            with tempfile.NamedTemporaryFile("wb", dir=self.path, suffix=_UNFINISHED, delete=False) as file:
                file.writelines(pieces)
            Path(file.name).replace(self.path / (name + self.ending))

    def prune(self) -> None:
        """Removes the copies that were not used, and what a build that was stopped left unfinished."""
        for path in (*self.path.glob(f"*{self.ending}"), *self.path.glob(f"*{_UNFINISHED}")):
            if path.name not in self.used:
                with contextlib.suppress(OSError):
                    path.unlink()
