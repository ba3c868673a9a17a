"""Writing files for the author: whole or not at all, and never over theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


def write_new(texts: Mapping[Path, str], *, force: bool = False) -> Iterator[tuple[Path, str]]:
    """Writes files.

    Args:
        texts: text by path; folders are made.
        force: overwrite files that hold something else.

    Yields:
        Each path and what was done: `wrote` or `unchanged`.

    Raises:
        FileExistsError: a file holds something else; nothing is written then.
    """
    present = {path: _read(path) for path in texts if path.exists()}
    different = [path for path, text in present.items() if text != texts[path]]
    if different and not force:
        names = ", ".join(path.as_posix() for path in different)
        raise FileExistsError(f"nothing was written: {names} would be overwritten; use --force to do so")
    for path, text in texts.items():
        if present.get(path) == text:
            yield path, "unchanged"
            continue
        write_whole(path, text)
        yield path, "wrote"


def write_whole(path: Path, text: str) -> None:
    """Writes a file in one step: a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8", newline="\n") as file:
        temporary = Path(file.name)
        try:
            file.write(text)
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
