"""The folders that an author names: whether they are there, and whether what lies in them does anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs_researcher.errors import Location, Problem, closest_match, did_you_mean
from mkdocs_researcher.rendering.renderer import ENDING, OWN_TEMPLATES
from mkdocs_researcher.syntax.settings import Settings


def folder_problems(settings: Settings, display_path: Callable[[Path], str]) -> Iterator[Problem]:
    """A data folder that is named and not there, and templates that replace none of ours.

    Args:
        settings: the settings of a build.
        display_path: gives a path as the author knows it.
    """
    data_dir, templates = settings.data_dir, settings.templates_dir
    if not data_dir.is_dir() and (data_dir.exists() or data_dir.name != "data"):
        yield Problem(Location(display_path(data_dir)), "is no folder, but data_dir names it")
    if templates is None or not templates.is_dir():
        return
    ours = {path.name for path in OWN_TEMPLATES.iterdir()}
    for path in sorted(templates.iterdir()):
        if not path.name.endswith(".jinja") or path.name in ours or path.name.startswith("_"):
            continue
        if not path.name.startswith("papers_"):
            message = f"replaces none of our templates{did_you_mean(path.name, ours, show_all=0)}"
            yield Problem(Location(display_path(path)), message, severity="warning")
        elif match := closest_match(path.name, ours, 0.9):
            style = path.name.removeprefix("papers_").removesuffix(ENDING)
            message = f"is the template of a style of your own, papers(style='{style}'); it does not replace {match}"
            yield Problem(Location(display_path(path)), message, severity="info")
