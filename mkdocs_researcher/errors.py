"""Problems that an author can fix, and the exceptions that carry them.

A problem says where it is in terms the author knows (a path in their project, a line counted from the top of the file),
what is wrong, and what to do about it.
"""

from __future__ import annotations

import difflib
import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "info", "debug"]


# Controls of terminals: C0 except tab and line break, DEL, C1; and the controls of direction, which hide text (Unicode
# Technical Report 36, section 2.8.1).
_TERMINAL_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
# Under `serve` an error is logged and the site is built all the same.
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}


class Location(NamedTuple):
    """A location in one of the author's files.

    Attributes:
        file: path relative to the project, with forward slashes.
        line: number of the line, 1 at the top of the file (front matter included); 0 if unknown.
        column: number of the column from 1; 0 if unknown.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


class Problem(NamedTuple):
    """One thing for the author to fix or to know.

    Attributes:
        message: what is wrong and how to fix it, without the location.
        field: the field or argument concerned; empty if none.
        severity: an `error` makes `mkdocs build` fail; a `warning` does so under `--strict`; an `info` never does; a
            `debug` is shown with `-v` only.
    """

    location: Location
    message: str
    field: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        parts = [str(self.location), self.field, self.message]
        # One problem, one line, even if a quoted value has several.
        return printable(" ".join(": ".join(part for part in parts if part).split("\n")))


def read_problem(display_path: str, error: OSError | UnicodeDecodeError) -> Problem:
    """The problem of a file that cannot be read, or that is not in UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return Problem(Location(display_path, line), "the file is not in UTF-8; save it as UTF-8 in your editor")
    return Problem(Location(display_path), f"cannot be read: {error.strerror}")


def printable(text: str) -> str:
    r"""The text with escapes such as `\u001b` for characters that control a terminal."""
    return re.sub(_TERMINAL_CONTROLS, lambda found: f"\\u{ord(found[0]):04x}", text)


class ResearcherError(Exception):
    """Base of all exceptions that this package raises on purpose."""


class MacroError(ResearcherError):
    """A macro call or a block cannot be shown.

    Args:
        message: what is wrong and how to fix it.
        argument: the argument or option concerned; empty if none.
    """

    def __init__(self, message: str, argument: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.argument = argument


class BrokenDataError(ResearcherError):
    """A macro needs a data file that has problems, which are reported separately."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


# A number in which some letters look like digits.
_LIKE_DIGITS = {**dict.fromkeys("OoОоΟο", "0"), **dict.fromkeys("lI|Іі", "1")}
_NEAR_NUMBER = r"(?<!\w)[\dOoОоΟοlI|Іі]{2,}(?!\w)"
# What differs between messages of one kind: quoted values, numbers, and the place of another entry.
_VALUES = r"'[^']*'|\d+"
_MOST_ALIKE = 10  # messages with different values that are all shown, because each names something else to fix
_MOST_LINES = 3  # lines that a message about many places names


def grouped(problems: Iterable[Problem], hint: str = "; -v lists all") -> list[Problem]:
    """The problems in the order of files and lines, with one in place of many of a kind.

    Warnings and notes that say the same of several lines of a file, or that differ only in the values they quote and
    are more than ten, become one with a count; the others are kept as `debug`, which `-v` shows.

    Args:
        hint: how to see the others, after the count.
    """
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for problem in sorted(problems):
        kind = (problem.location.file, problem.field.lower(), problem.severity, re.sub(_VALUES, "'", problem.message))
        kinds.setdefault(kind, []).append(problem)
    found: list[Problem] = []
    for alike in kinds.values():
        is_one = len({problem.message for problem in alike}) == 1
        first, *others = alike
        if first.severity in {"error", "debug"} or len(alike) < 2 or (len(alike) <= _MOST_ALIKE and not is_one):
            found += alike
            continue
        found.append(first._replace(message=f"{first.message} ({_places(others, hint)})"))
        found += (problem._replace(severity="debug") for problem in others)
    return sorted(found)


def _places(others: Sequence[Problem], hint: str) -> str:
    lines = list(dict.fromkeys(problem.location.line for problem in others if problem.location.line))
    if not lines:
        return f"and {len(others)} more{hint}"
    named = ", ".join(map(str, lines[:_MOST_LINES]))
    rest = len(others) - len(lines[:_MOST_LINES])
    word = "line" if len(lines[:_MOST_LINES]) == 1 else "lines"
    return f"also in {word} {named} and {rest} more{hint}" if rest > 0 else f"also in {word} {named}"


def log_problems(problems: Iterable[Problem], log: logging.Logger | logging.LoggerAdapter[Any], *, fatal: bool) -> str:
    """Log problems in the order of files and lines.

    Args:
        fatal: errors end the build: return them instead of logging them.

    Returns:
        All errors as one text if they are fatal; otherwise an empty string.
    """
    errors = []
    for problem in grouped(problems):
        if problem.severity == "error" and fatal:
            errors.append(f"  {problem}")
        else:
            log.log(_LEVELS[problem.severity], "%s", problem)
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    return "\n".join([f"mkdocs-researcher found {count}:", *errors]) if errors else ""


def closest_match(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that the author most likely meant, or None; `cutoff` as in `difflib.get_close_matches`."""
    candidates = sorted(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if word not in candidates and (same := folded.get(word.casefold())):
        return same
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)), None)


def foreign_character(word: str, match: str) -> str:
    """A sentence that names a character of a word that looks like the right one, or that cannot be seen."""
    other = next((c for c in word if not c.isascii() and c not in match), "")
    return f" It contains the character {unicodedata.name(other, f'U+{ord(other):04X}')}." if other else ""


def letters_for_digits(text: str) -> str:
    """The end of a message about a number or a date in which a letter or a wide digit stands for a digit."""
    for part in re.findall(_NEAR_NUMBER, text):
        values = [unicodedata.decimal(character, None) for character in part]
        right = "".join(_LIKE_DIGITS[c] if value is None else str(value) for c, value in zip(part, values, strict=True))
        wrong = next((c for c in part if not "0" <= c <= "9"), "")
        if wrong and any(value is not None for value in values):
            return f"; {wrong} is not a digit ({unicodedata.name(wrong, '?')}), write {right}"
    return ""


def did_you_mean(word: str, known: Iterable[str], *, show_all: int = 20) -> str:
    """The end of a message about an unknown word.

    Returns:
        `", did you mean 'x'?"`; without a close match `"; known: a, b, c"` if there are at most `show_all`; else `""`.
    """
    candidates = sorted(known)
    if match := closest_match(word, candidates):
        return f", did you mean '{match}'?{foreign_character(word, match)}"
    if candidates and len(candidates) <= show_all:
        return f"; known: {', '.join(candidates)}"
    return ""
