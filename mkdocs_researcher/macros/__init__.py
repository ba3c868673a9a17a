"""One file per noun of the user; `MACROS` lists what they offer."""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.macros import awards, badge, education, entries, news, paper, people, profile, updated
from mkdocs_researcher.macros.base import DataFile, Macro

MACROS: tuple[Macro[Any], ...] = (
    *profile.MACROS,
    *paper.MACROS,
    *news.MACROS,
    *education.MACROS,
    *awards.MACROS,
    *entries.MACROS,
    *badge.MACROS,
    *updated.MACROS,
)

BY_NAME: dict[str, Macro[Any]] = {macro.name: macro for macro in MACROS}

DATA_FILES: dict[str, DataFile[Any]] = {file.name: file for macro in MACROS for file in (*macro.files, people.PEOPLE)}
