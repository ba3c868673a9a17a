"""Macros, link services and languages from other packages, found through entry points.

Finding the entry points of a group takes 2 ms with 75 installed packages, because their metadata is read. So a group is
read once, and only when a name is not one of ours or when all names are listed. An object is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import metadata
from typing import Any, Generic, TypeVar

from mkdocs_researcher.errors import Location, Problem, ResearcherError

T = TypeVar("T")
_GROUPS: list[EntryPointGroup[Any]] = []


class EntryPointError(ResearcherError, ValueError):
    """An object of another package cannot be used.

    Args:
        subject: the object and its package.
        reason: what is wrong, and the remedy.
    """

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject} {reason}")
        self.reason = reason


class EntryPointGroup(Generic[T]):
    """The objects of one entry-point group by name.

    Args:
        noun: the kind of object, for messages, such as "macro".
        is_ours: returns whether a name is one of our own objects, which take precedence.
        check: takes the name of the entry point, the loaded object and the package with its version, and returns the
            object to use. It raises ValueError if the object is wrong; the message completes "macro 'x' …".
        fold: maps equivalent names to one name.
    """

    def __init__(
        self,
        group: str,
        noun: str,
        is_ours: Callable[[str], bool],
        check: Callable[[str, object, str], T],
        fold: Callable[[str], str] = str,
    ) -> None:
        self.group = group
        self.noun = noun
        self.is_ours = is_ours
        self.check = check
        self.fold = fold
        self._loaded: dict[str, T | EntryPointError] = {}
        _GROUPS.append(self)

    @cached_property
    def _read(self) -> tuple[dict[str, metadata.EntryPoint], list[Problem]]:
        """The entry points by folded name, and the problems of clashing names."""
        used: dict[str, metadata.EntryPoint] = {}
        problems = []
        for point in sorted(metadata.entry_points(group=self.group), key=lambda point: (point.name, _package(point))):
            name = self.fold(point.name)
            if self.is_ours(point.name):
                reason = f"mkdocs-researcher has a {self.noun} of this name, which is used instead"
            elif name in used and used[name].value != point.value:
                reason = f"{_package(used[name])} has one of this name, too, which is used instead"
            else:
                used[name] = point
                continue
            problems.append(self._problem(point, f"{reason}; rename it in its package, or uninstall {_project(point)}"))
        return used, problems

    def _problem(self, point: metadata.EntryPoint, message: str) -> Problem:
        return Problem(Location(f"package {_package(point)}"), message, f"{self.noun} '{point.name}'", "warning")

    def names(self) -> list[str]:
        """The names of all objects that do not clash, as written in their packages."""
        return [point.name for point in self._read[0].values()]

    def get(self, name: str) -> T | None:
        """The object of a name; None if no package has one.

        Raises:
            EntryPointError: it cannot be imported, or is not of the right type.
        """
        name = self.fold(name)
        if name not in self._loaded:
            point = self._read[0].get(name)
            if point is None:
                return None
            self._loaded[name] = self._load(point)
        found = self._loaded[name]
        if isinstance(found, EntryPointError):
            raise found
        return found

    def _load(self, point: metadata.EntryPoint) -> T | EntryPointError:
        remedy = f"update or uninstall {_project(point)}"
        try:
            found = point.load()
        except (Exception, SystemExit) as error:  # importing third-party code can raise anything
            reason = f"cannot be imported ({type(error).__name__}: {error})"
        else:
            try:
                return self.check(point.name, found, _package(point))
            except ValueError as error:
                reason = str(error)
        subject = f"{self.noun} '{point.name}' of the package {_package(point)}"
        return EntryPointError(subject, f"{reason}; {remedy}")

    def loaded(self) -> Iterator[T]:
        """The objects that have been used so far."""
        return (found for found in self._loaded.values() if not isinstance(found, EntryPointError))

    def problems(self) -> list[Problem]:
        """Problems of clashing names; empty if the group has not been read."""
        return self._read[1] if "_read" in self.__dict__ else []

    def problems_of_all(self) -> list[Problem]:
        """Reads the group, imports every object and returns all problems, for commands that check a whole project."""
        points, problems = self._read
        found = list(problems)
        for name, point in points.items():
            try:
                self.get(name)
            except EntryPointError as error:
                found.append(self._problem(point, error.reason))
        return found


def entry_point_problems() -> list[Problem]:
    """Problems of clashing names in the groups that have been read so far."""
    return [problem for group in _GROUPS for problem in group.problems()]


def _project(point: metadata.EntryPoint) -> str:
    return point.dist.name if point.dist else "its package"


def _package(point: metadata.EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
