"""Problems that a user can mend, and the exceptions that carry them.

A problem always says where it is in words the author knows (a path as in their project, a line that
counts from the top of the file), what is wrong, and what is right or nearest.
"""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "info", "debug"]


# Under `serve` an error is told and does not end the work.
_LEVELS = {"error": logging.WARNING, "warning": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}


class Location(NamedTuple):
    """A place in a file of the author.

    Attributes:
        file: path relative to the project, with forward slashes.
        line: line number from 1 at the top of the file (front matter included), 0 if unknown.
        column: column number from 1, 0 if unknown.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


class Problem(NamedTuple):
    """One thing the author can mend.

    Attributes:
        place: where it is.
        message: what is wrong and what is right, without the place.
        field: the field or argument concerned, empty if none.
        severity: an `error` ends `mkdocs build`; a `warning` ends it under `--strict`; an `info` never does, and a
            `debug` is told to those who ask with `-v`.
    """

    place: Location
    message: str
    field: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        parts = [str(self.place), self.field, self.message]
        # One problem, one line, whatever a value of the author's holds.
        return " ".join(": ".join(part for part in parts if part).split("\n"))


class ResearcherError(Exception):
    """Base of all errors that this package raises on purpose."""


class MacroError(ResearcherError):
    """A macro call or a block cannot be shown.

    Args:
        message: what is wrong and what is right.
        argument: the argument or option concerned.
    """

    def __init__(self, message: str, argument: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.argument = argument


class BrokenDataError(ResearcherError):
    """A macro needs a data file that has problems; they are reported on their own.

    Args:
        problems: the problems of that file.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def tell(problems: Iterable[Problem], log: logging.Logger | logging.LoggerAdapter[Any], *, fatal: bool) -> str:
    """Logs problems, in the order of files and lines.

    Args:
        problems: what was found.
        log: where to.
        fatal: whether errors end the work; they are not logged then but returned.

    Returns:
        All errors as one text if they are fatal, else nothing.
    """
    errors = []
    for problem in sorted(problems):
        if problem.severity == "error" and fatal:
            errors.append(f"  {problem}")
        else:
            log.log(_LEVELS[problem.severity], "%s", problem)
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    return "\n".join([f"mkdocs-researcher found {count}:", *errors]) if errors else ""


def closest_match(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that the author most likely meant, or None; the cutoff is that of `difflib`."""
    candidates = sorted(known)
    found = difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)
    if not found:
        folded = {candidate.casefold(): candidate for candidate in candidates}
        return folded.get(word.casefold())
    return found[0]


def did_you_mean(word: str, known: Iterable[str], *, show_all: int = 20) -> str:
    """A phrase that leads from a wrong word to a right one.

    Returns:
        `", did you mean 'x'?"`, else `"; known: a, b, c"` if there are at most `show_all`, else `""`.
    """
    candidates = sorted(known)
    if match := closest_match(word, candidates):
        return f", did you mean '{match}'?"
    if candidates and len(candidates) <= show_all:
        return f"; known: {', '.join(candidates)}"
    return ""
