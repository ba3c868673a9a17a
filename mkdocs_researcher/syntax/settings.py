"""The settings of a site, problems of its data and template folders, and the day of the last change in folders."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs_researcher.errors import Location, Problem, closest_match, did_you_mean
from mkdocs_researcher.fields.numbers import AuthorCount
from mkdocs_researcher.files import UNREADABLE, is_folder, why_unreadable
from mkdocs_researcher.rendering.environments import ENDING, OWN_TEMPLATES

if TYPE_CHECKING:
    from mkdocs_researcher.fields.dates.parse import PartialDate

Mode = Literal["build", "serve"]


@dataclass
class Settings:
    """The settings of a site, which the host provides.

    Attributes:
        mode: `build` leaves out a broken call, and the host stops the build; `serve` shows a box with the problem.
        has_math_script: whether the site has a script that renders math, as far as the host knows.
        inserts_late_html: whether the host calls `LateHtml.finish` on finished pages.
        search_reads_headings: whether the host's search links to those headings of a page that have an id.
        translates: whether the build adds a language to the site that the build before it made.
        authors: how many authors a list shows unless the call says otherwise, None for the default of its style.
        bibtex_hide: BibTeX fields that visitors do not get.
    """

    project: Path
    docs_dir: Path
    data_dir: Path
    templates_dir: Path | None = None
    language: str = "en"
    icon_dirs: Sequence[Path] = ()
    extensions: Sequence[str] = ()
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    mode: Mode = "serve"
    has_math_script: bool = True
    inserts_late_html: bool = False
    search_reads_headings: bool = False
    last_change: Callable[[], PartialDate | None] = lambda: None
    translates: bool = False
    authors: AuthorCount | None = None
    bibtex_hide: Sequence[str] = ()


def folder_problems(settings: Settings, display_path: Callable[[Path], str]) -> Iterator[Problem]:
    """Problems: a data folder that does not exist, and templates that do not replace one of ours."""
    data_dir, templates = settings.data_dir, settings.templates_dir
    is_given = data_dir.exists() or data_dir.is_symlink() or data_dir.name != "data"
    if is_given and data_dir.is_dir() and not is_folder(data_dir):
        yield Problem(Location(display_path(data_dir)), UNREADABLE)
    elif is_given and not data_dir.is_dir():
        yield _no_data_dir(data_dir, display_path(data_dir))
    if templates is None or not templates.is_dir():
        yield from _no_templates(templates, display_path)
        return
    if not is_folder(templates):
        yield Problem(Location(display_path(templates)), UNREADABLE)
        return
    ours = {path.name for path in OWN_TEMPLATES.iterdir()}
    for path in sorted(templates.iterdir()):
        if path.name in ours and (reason := why_unreadable(path)):
            yield Problem(Location(display_path(path)), reason)
        right = f"{path.name.removesuffix('.html')}{ENDING}"
        if (not path.name.endswith(".jinja") and right not in ours) or path.name in ours or path.name.startswith("_"):
            continue
        if not path.name.startswith("papers_") or right in ours:
            message = f"replaces none of our templates{did_you_mean(path.name, ours, show_all=0)}"
            yield Problem(Location(display_path(path)), message, severity="warning")
        elif match := closest_match(path.name, ours, 0.9):
            style = path.name.removeprefix("papers_").removesuffix(ENDING)
            message = f"is the template of your own style, papers(style='{style}'); it does not replace {match}"
            yield Problem(Location(display_path(path)), message, severity="info")


def _no_data_dir(data_dir: Path, shown: str) -> Problem:
    folders = [path.name for path in data_dir.parent.iterdir() if path.is_dir()] if data_dir.parent.is_dir() else []
    message = f"{shown} is not a folder" if data_dir.exists() else f"there is no folder '{shown}'"
    hint = did_you_mean(data_dir.name, {"data"} & {*folders} or folders, show_all=1)
    return Problem(Location("mkdocs.yml"), message + hint, "data_dir")


def _no_templates(templates: Path | None, display_path: Callable[[Path], str]) -> Iterator[Problem]:
    if templates and not templates.exists() and templates.parts[-2:] != ("overrides", "researcher"):
        message = f"there is no folder '{display_path(templates)}'; make it, or correct the setting"
        yield Problem(Location("mkdocs.yml"), message, "templates_dir", "warning")


def last_change(project: Path, folders: Iterable[Path]) -> PartialDate | None:
    """The day of the last change; None if the folders contain no file.

    The first of these that exists: `SOURCE_DATE_EPOCH` (reproducible-builds.org), the last git commit that touches the
    folders, the newest file in them.
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
