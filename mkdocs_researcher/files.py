"""Writing files: completely or not at all, and never over the author's own unless asked to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs_researcher.errors import ResearcherError

UNREADABLE = "cannot be read: Permission denied"
"""The message about a file or a folder that the user may not read."""


class OutsideError(ResearcherError):
    """A file would be outside the folder that it is meant for."""


def is_folder(path: Path) -> bool:
    """Is it a folder in which files can be found and read?"""
    return os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK)  # noqa: PTH112 - `is_dir` raises errors


def why_unreadable(path: Path) -> str:
    """Why a file cannot be read; empty for a file that can, for a folder, and where nothing is.

    Whoever opens a pipe waits for what never comes.
    """
    if os.path.isdir(path) or not os.path.lexists(path):  # noqa: PTH112
        return ""
    if not os.path.isfile(path):  # noqa: PTH113
        is_link = os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114
        return "is a link that leads nowhere; remove it" if is_link else "is not a file; remove it"
    return "" if os.access(path, os.R_OK) else UNREADABLE


def text_of(path: Path) -> str:
    """The text of a file that need not be right; empty if it cannot be read, which is reported elsewhere."""
    is_readable = os.path.isfile(path) and not why_unreadable(path)  # noqa: PTH113
    return path.read_text(encoding="utf-8-sig", errors="replace") if is_readable else ""


def why_unwritten(error: OSError) -> str:
    """Why a file could not be written."""
    return f"{error.filename or 'the file'} cannot be written: {error.strerror}"


def safe_join(folder: Path, path: str) -> Path:
    """The path of a file below a folder; `OutsideError` if `..` or a symlink in the folder points outside of it.

    Args:
        folder: need not exist, and may itself be a symlink.
        path: below the folder, with forward slashes.
    """
    root = Path(os.path.realpath(folder))  # unlike `resolve`, it takes links that lead to themselves
    if not Path(os.path.realpath(root / path)).is_relative_to(root):
        raise OutsideError(f"{path} would be outside of {root.as_posix()}, because of a link in that folder")
    return folder / path


def refuse_links(project: Path, *paths: Path) -> None:
    """Refuse paths in a project that are elsewhere because of a symlink.

    Args:
        paths: what will be written. What the author places outside of the project by name is allowed.

    Raises:
        OutsideError: a path is in the project, and what it leads to is not.
    """
    root = Path(os.path.abspath(project))  # noqa: PTH100 - without `..`, but with links
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if absolute.is_relative_to(root):
            safe_join(project, absolute.relative_to(root).as_posix())


def write_new(texts: Mapping[Path, str | bytes], *, force: bool = False) -> Iterator[tuple[Path, str]]:
    """Write new files.

    Args:
        texts: text or bytes by path; missing folders are created.
        force: overwrite files with other content.

    Yields:
        Each path and what was done: `wrote` or `unchanged`.

    Raises:
        FileExistsError: a file exists with other content; nothing is written.
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
    """Write a file in one step: others see the old file or the new one, never a part of it."""
    try:
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
    except OSError as error:  # the author knows the file, not the temporary one
        raise OSError(error.errno, error.strerror, str(path)) from None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
