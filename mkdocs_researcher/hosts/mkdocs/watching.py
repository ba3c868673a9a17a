"""Folders of data and templates while `mkdocs serve` runs: they may come, go and come back.

A build with `--dirty` looks at the data and templates, too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import File
    from watchdog.observers.api import ObservedWatch


class _FolderWatch(FileSystemEventHandler):
    """Keeps a folder watched, whatever happens to it and to the folders that it is in.

    The watch of a folder ends for good when the folder is renamed or deleted, so it is renewed when the folder is back.
    """

    def __init__(self, server: LiveReloadServer, folder: Path, project: Path) -> None:
        self.server = server
        self.folder = folder
        self.above = [path for path in folder.parents if path.is_relative_to(project)] or [folder.parent]
        self.watches: dict[Path, ObservedWatch] = {}
        self.is_watched = folder.is_dir()
        if self.is_watched:
            self._watch(folder)
        self._watch_above()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Renews the watches that have ended: MkDocs' own handler ignores events of folders."""
        path = Path(os.fsdecode(event.src_path))
        has_ended = event.event_type == "deleted" and path in self.watches
        if has_ended:
            self._forget(path)
        self._watch_above()
        if self.is_watched != self.folder.is_dir() or (has_ended and path == self.folder):
            self._renew()

    def _renew(self) -> None:
        with contextlib.suppress(KeyError):  # when nobody else watches it any more
            while True:
                self.server.unwatch(str(self.folder))
        self.watches.pop(self.folder, None)
        self.is_watched = False
        if self.folder.is_dir():
            with contextlib.suppress(OSError):  # it has vanished again
                self.server.watch(str(self.folder))
                self._watch(self.folder)
                self.is_watched = True
        self._rebuild()

    def _watch(self, path: Path) -> None:
        """Lets this handler, too, hear of the folder's end."""
        self.watches[path] = self.server.observer.schedule(self, str(path), recursive=path == self.folder)

    def _watch_above(self) -> None:
        for path in self.above:
            if path not in self.watches and path.is_dir():
                with contextlib.suppress(OSError):
                    self._watch(path)

    def _forget(self, path: Path) -> None:
        watch = self.watches.pop(path)
        if path != self.folder:
            with contextlib.suppress(KeyError):
                self.server.observer.unschedule(watch)

    def _rebuild(self) -> None:
        """Request a build as MkDocs' own handlers do: files that came with the folder cause no event."""
        condition = getattr(self.server, "_rebuild_cond", None)
        if condition is not None:
            with condition:
                self.server._want_rebuild = True
                condition.notify_all()


def watch_for(server: LiveReloadServer, folders: Iterable[Path], project: Path) -> None:
    """Keep folders watched; MkDocs watches those that exist at the start."""
    for folder in folders:
        _FolderWatch(server, folder, project)


def mark_outdated(pages: Iterable[File], folders: Iterable[Path]) -> None:
    """Makes MkDocs build pages older than the data or a template: with `--dirty` it looks at the page alone."""
    newest = max((time for folder in folders for time in _times(folder)), default=0.0)
    for page in pages:
        try:
            is_outdated = Path(page.abs_dest_path).stat().st_mtime <= newest
        except OSError:
            continue  # it is not built yet, so it will be
        if is_outdated:
            setattr(page, "is_modified", lambda: True)  # noqa: B010 (a method, which cannot be assigned to)


def _times(folder: Path) -> Iterator[float]:
    """When anything in a folder was changed; a folder itself changes when a file in it is created or deleted."""
    for path, _, names in os.walk(folder):
        for name in ("", *names):
            with contextlib.suppress(OSError):
                yield (Path(path) / name).stat().st_mtime
    with contextlib.suppress(OSError):
        if not folder.is_dir():  # deleted
            yield folder.parent.stat().st_mtime
