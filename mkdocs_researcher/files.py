"""Writing files for the author: whole or not at all, and never over theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs_researcher.errors import ResearcherError


class OutsideError(ResearcherError):
    """A file would lie outside of the folder that it is meant for."""


def inside(folder: Path, path: str) -> Path:
    """A place below a folder, even if links in the folder lead elsewhere.

    Args:
        folder: the folder; it may itself be reached by a link, and need not exist.
        path: below it, with forward slashes.

    Raises:
        OutsideError: it is not below it.
    """
    root = folder.resolve()
    if not (root / path).resolve().is_relative_to(root):
        raise OutsideError(f"{path} would lie outside of {root.as_posix()}, for a link in it leads there")
    return folder / path


def write_new(texts: Mapping[Path, str | bytes], *, force: bool = False) -> Iterator[tuple[Path, str]]:
    """Writes files.

    Args:
        texts: text, or bytes, by path; folders are made.
        force: overwrite files that hold something else.

    Yields:
        Each path and what was done: `wrote` or `unchanged`.

    Raises:
        FileExistsError: a file holds something else; nothing is written then.
    """
    contents = {path: text.encode("utf-8") if isinstance(text, str) else text for path, text in texts.items()}
    present = {path: _read(path) for path in texts if path.exists()}
    different = [path for path, content in present.items() if content != contents[path]]
    if different and not force:
        names = ", ".join(path.as_posix() for path in different)
        raise FileExistsError(f"nothing was written: {names} would be overwritten; use --force to do so")
    for path, content in contents.items():
        if present.get(path) == content:
            yield path, "unchanged"
            continue
        write_whole(path, content)
        yield path, "wrote"


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file in one step: a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
