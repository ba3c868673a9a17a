"""Folders that are created while `mkdocs serve` runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class _Appearance(FileSystemEventHandler):
    """Starts to watch a folder when it appears."""

    def __init__(self, server: LiveReloadServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.seen = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Check for the folder: MkDocs' own handler ignores events of folders."""
        if not self.seen and self.folder.is_dir():
            self.seen = True
            self.server.watch(str(self.folder))
            self._rebuild()

    def _rebuild(self) -> None:
        """Request a build as MkDocs' own handlers do: files that came with the folder cause no event."""
        condition = getattr(self.server, "_rebuild_cond", None)
        if condition is not None:
            with condition:
                self.server._want_rebuild = True
                condition.notify_all()


def watch_for(server: LiveReloadServer, folders: Iterable[Path]) -> None:
    """Watch for those folders that do not exist yet."""
    for folder in folders:
        parent = next(parent for parent in folder.parents if parent.is_dir())
        if not folder.is_dir():
            server.observer.schedule(_Appearance(server, folder), str(parent), recursive=False)
