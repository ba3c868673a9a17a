"""The day of the last change to a site's sources."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_researcher.fields.dates.parse import PartialDate


def last_change(project: Path, folders: Iterable[Path]) -> PartialDate | None:
    """The day of the last change; None if the folders contain no file.

    The first of these that exists: `SOURCE_DATE_EPOCH` (reproducible-builds.org), the last git commit that touches the
    folders, the newest file in them.

    Args:
        folders: the folders of the sources.
    """
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        return _day(int(epoch))
    present = [folder for folder in folders if folder.is_dir()]
    return _git(project, present) or _newest(present)


def _day(seconds: float) -> PartialDate | None:
    from mkdocs_researcher.fields.dates.parse import PartialDate

    try:
        day = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return PartialDate(day.year, day.month, day.day)


def _git(project: Path, folders: list[Path]) -> PartialDate | None:
    from mkdocs_researcher.fields.dates.parse import PartialDate

    command = ["git", "-C", str(project), "log", "-1", "--format=%cs", "--", *map(str, folders)]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
        return PartialDate.parse(result.stdout.strip())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _newest(folders: list[Path]) -> PartialDate | None:
    times = [path.stat().st_mtime for folder in folders for path in folder.rglob("*") if path.is_file()]
    return _day(max(times)) if times else None
