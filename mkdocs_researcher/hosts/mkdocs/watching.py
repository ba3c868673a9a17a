"""Folders that the author makes while `mkdocs serve` runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler


class _Appearance(FileSystemEventHandler):
    """Watches a folder from the moment it appears."""

    def __init__(self, server: Any, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.seen = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Looks whether it is there; MkDocs itself passes over what happens to folders."""
        if not self.seen and self.folder.is_dir():
            self.seen = True
            self.server.watch(str(self.folder))
            self._rebuild()

    def _rebuild(self) -> None:
        """Asks for a build, as MkDocs' own handlers do; files that came with the folder are no event any more."""
        condition = getattr(self.server, "_rebuild_cond", None)
        if condition is not None:
            with condition:
                self.server._want_rebuild = True
                condition.notify_all()


def watch_for(server: Any, folders: Iterable[Path]) -> None:
    """Watches for folders that are not there yet.

    Args:
        server: MkDocs' server of `mkdocs serve`: `observer` of watchdog, and `watch(path)`.
        folders: folders that the site reads.
    """
    for folder in folders:
        parent = next(parent for parent in folder.parents if parent.is_dir())
        if not folder.is_dir():
            server.observer.schedule(_Appearance(server, folder), str(parent), recursive=False)
