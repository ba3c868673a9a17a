"""The macros, one file per noun of the user. `MACROS` and `FILES` list them.

A module is imported when the first call or data file needs it: a page uses few of them, and creating a model takes a
millisecond.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from mkdocs_researcher.macros.base import DataFile, Macro

MACROS: Mapping[str, str] = {
    "profile": "profile",
    "links": "profile",
    "papers": "papers.papers",
    "paper": "papers.papers",
    "bibliography": "bibliography",
    "cite": "bibliography",
    "news": "news",
    "education": "education",
    "awards": "awards",
    "experience": "experience",
    "talks": "talks",
    "teaching": "teaching",
    "service": "service",
    "mentees": "mentees",
    "projects": "projects",
    "entries": "entries",
    "cv": "cv",
    "badge": "badge",
    "updated": "updated",
    "stars": "stars",
    "citations": "citations",
    "metrics": "metrics",
    "hero": "hero",
    "quote": "quote",
    "cards": "cards",
    "stages": "stages",
}
"""The macros, each with its module in this package."""

FILES: Mapping[str, str] = {
    "profile": "profile.PROFILE",
    "papers": "papers.model.PAPERS",
    "people": "people.PEOPLE",
    "venues": "venues.VENUES",
    "news": "news.NEWS",
    "education": "education.EDUCATION",
    "awards": "awards.AWARDS",
    "experience": "experience.EXPERIENCE",
    "talks": "talks.TALKS",
    "teaching": "teaching.TEACHING",
    "service": "service.SERVICE",
    "mentees": "mentees.MENTEES",
    "projects": "projects.PROJECTS",
    "metrics": "metrics.METRICS",
    "counts": "counts.COUNTS",
}
"""The data files that have their own model, each with the constant that describes it."""

FREE_FILES: Mapping[str, str] = {
    "entries": "entries.ENTRIES",
    "cards": "cards.CARDS",
    "stages": "stages.STAGES",
}
"""The kinds of data file whose name the author chooses, by the macro that takes the name."""

WRITTEN_FILES = frozenset({"counts"})
"""Data files that `mkdocs-researcher update` writes, as JSON."""

T = TypeVar("T")


class _Lazy(Mapping[str, T]):
    """A mapping whose values are imported when they are needed.

    Args:
        paths: where each value is, by name.
        find: imports the value of a name from its path.
    """

    def __init__(self, paths: Mapping[str, str], find: Callable[[str, str], T]) -> None:
        self.paths = paths
        self.find = find

    def __getitem__(self, name: str) -> T:
        return self.find(name, self.paths[name])

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def _module(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name}")


def _find_macro(name: str, path: str) -> Macro[Any]:
    macros: tuple[Macro[Any], ...] = _module(path).MACROS
    return next(macro for macro in macros if macro.name == name)


def _find_file(name: str, path: str) -> DataFile[Any]:
    module, _, constant = path.rpartition(".")
    file: DataFile[Any] = getattr(_module(module), constant)
    return file


BY_NAME: Mapping[str, Macro[Any]] = _Lazy(MACROS, _find_macro)

DATA_FILES: Mapping[str, DataFile[Any]] = _Lazy(FILES, _find_file)


def free_file(macro: str) -> DataFile[Any]:
    """The kind of data file that a macro shows under any name."""
    return _find_file(macro, FREE_FILES[macro])
