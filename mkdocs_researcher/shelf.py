"""Long texts that wait in files of this build, not in memory, until they are needed."""

from __future__ import annotations

import tempfile
from pathlib import Path

_LONG = 1_000_000  # characters; what is shorter is not worth a file


class Shelf:
    """A temporary folder for the long texts of one build; it goes with the object, or when it is cleared.

    Args:
        serves: whether a server runs, which keeps its texts in memory anyway.
    """

    def __init__(self, *, serves: bool = False) -> None:
        self.serves = serves
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def put(self, text: str) -> str | Path:
        """The text itself if it is short or there is no room for it, else the file that holds it in UTF-8."""
        if self.serves or len(text) < _LONG:
            return text
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="mkdocs-researcher-", ignore_cleanup_errors=True)
            self._count += 1
            path = Path(self._folder.name) / str(self._count)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        except OSError:
            return text
        return path

    @staticmethod
    def get(kept: str | Path) -> str:
        """What was put there.

        Args:
            kept: what `put` gave.
        """
        return kept if isinstance(kept, str) else kept.read_bytes().decode("utf-8", "surrogatepass")

    def clear(self) -> None:
        """Removes the files; nothing that was put there can be had any more."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None
