"""Builds with MkDocs' option `--dirty`, which builds only pages that have changed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.files import File


def mark_outdated(pages: Iterable[File], folders: Iterable[Path]) -> None:
    """Makes MkDocs build pages that are older than the data or a template: with `--dirty` it looks at the page alone.

    Args:
        pages: MkDocs' files of pages.
        folders: folders of data and templates.
    """
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
