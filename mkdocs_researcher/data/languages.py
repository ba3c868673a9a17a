"""Which languages the data has: a folder such as `data/de` has the files that change something on German pages."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mkdocs_researcher.data.unread import YAML_ENDINGS
from mkdocs_researcher.errors import Location, Problem, Severity, closest_match
from mkdocs_researcher.files import UNREADABLE, is_folder
from mkdocs_researcher.wording import is_known_language, language_chain, language_tag

if TYPE_CHECKING:
    from mkdocs_researcher.data.files import LoadedFile
    from mkdocs_researcher.macros.base import Model

M = TypeVar("M", bound="Model")


class Folder(NamedTuple):
    """The data of one language: its files by name, and other files in its folder that may be meant to be data."""

    path: Path
    files: Mapping[str, Path]
    others: tuple[Path, ...] = ()


class Reading:
    """What one build has read, for the libraries of all its languages.

    Attributes:
        files: data files of all languages by the key of `Library`.
        folders: the folders of languages by tag.
        reported: the problems that have been reported.
        problems: problems of the folders and of `words.yml`; None before the folders are found.
        words: the author's phrases by language; None before they are read.
    """

    def __init__(self) -> None:
        self.files: dict[str, LoadedFile[Any]] = {}
        self.folders: Mapping[str, Folder] = {}
        self.reported: set[Problem] = set()
        self.problems: list[Problem] | None = None
        self.words: Mapping[str, Mapping[str, Any]] | None = None

    def load(self, key: str, make: Callable[[], LoadedFile[M]]) -> LoadedFile[M]:
        """The file, read at most once; what the library of a language adds to it or joins in it stays its own."""
        if key not in self.files:
            self.files[key] = make()
        read = self.files[key]
        lists: dict[str, Any] = {name: [*getattr(read, name)] for name in ("entries", "indexes", "sources", "problems")}
        return replace(read, **lists)

    def has(self, name: str) -> bool:
        """Does any language have a file of this name?"""
        return any(name in folder.files for folder in self.folders.values())

    def folder_of(self, language: str) -> Folder | None:
        """The folder of a language: `data/pt-BR` for Brazil, else `data/pt`."""
        if not self.folders:
            return None
        return next((self.folders[tag] for tag in language_chain(language) if tag in self.folders), None)


def find_folders(
    folder: Path, known: Container[str], display_path: Callable[[Path], str]
) -> tuple[dict[str, Folder], list[Problem]]:
    """The folders of languages in a data folder by tag, and the folders with data that are not those of a language.

    Args:
        folder: the data folder.
        known: names of data files.
        display_path: returns a path as the author knows it.
    """
    found: dict[str, Folder] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or not path.is_dir():
            continue
        if not is_folder(path):
            problems.append(Problem(Location(display_path(path)), UNREADABLE))
            continue
        inside = [file for file in sorted(path.iterdir()) if file.is_file()]
        files: dict[str, Path] = {}
        for file in inside:
            if file.suffix.lower() in YAML_ENDINGS and (first := files.setdefault(file.stem, file)) is not file:
                message = f"has the same name as {first.name}; keep one of the two"
                problems.append(Problem(Location(display_path(file)), message))
        others = tuple(file for file in inside if file.suffix.lower() == ".bib")
        tag = language_tag(path.name)
        if not is_known_language(path.name):
            if files or others:
                message = "is not read, because its name is not the code of a language such as 'de' or 'pt-BR'"
                severity: Severity = "warning" if any(name in known for name in files) else "info"
                problems.append(Problem(Location(display_path(path)), message, severity=severity))
        elif tag in found:
            message = f"is the same language as {found[tag].path.name}; keep one of the two"
            problems.append(Problem(Location(display_path(path)), message))
        else:
            found[tag] = Folder(path, files, others)
    return found, problems


def folder_problems(
    folder: Folder, known: Mapping[str, Path], reading: Reading, display_path: Callable[[Path], str]
) -> Iterator[Problem]:
    """Files of a language that change nothing.

    Args:
        folder: the folder of the language.
        known: the files of all languages by name, `papers` if there is a `.bib` file.
        reading: for the other languages.
        display_path: returns a path as the author knows it.
    """
    for path in folder.others:
        message = (
            "is not read: .bib files belong into the folder above; papers.yml here changes fields of their entries"
        )
        yield Problem(Location(display_path(path)), message, severity="warning")
    for name, path in folder.files.items():
        above = display_path(path.parent.parent / path.name)
        if name in {"words", "counts"}:
            remedy = f"is not read; {above} has the phrases of all languages" if name == "words" else "is not read"
            yield Problem(Location(display_path(path)), remedy, severity="warning")
        elif name not in known and (match := closest_match(name, known, 0.8)):
            message = f"has no counterpart {above}; did you mean '{match}{path.suffix}'?"
            yield Problem(Location(display_path(path)), message, severity="warning")
        elif name not in known and sum(name in other.files for other in reading.folders.values()) == 1:
            message = f"has no counterpart {above}, so pages in other languages have no such data"
            yield Problem(Location(display_path(path)), message, severity="info")
