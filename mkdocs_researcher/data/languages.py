"""Languages of the data: `data/de` changes something on German pages, and `words.yml` adds phrases to ours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match, read_problem
from mkdocs_researcher.files import UNREADABLE, is_folder
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.wording import Phrase, faults_of, is_known_language, language_chain, language_tag, no_language

if TYPE_CHECKING:
    from mkdocs_researcher.data.files import LoadedFile
    from mkdocs_researcher.macros.base import Model

M = TypeVar("M", bound="Model")
NOT_BY_LANGUAGE = frozenset({"words", "counts"})
"""Files that all languages share and that contain no entries."""


class Folder(NamedTuple):
    """The data of one language: its files by name, and other files in its folder that may be meant to be data."""

    path: Path
    files: Mapping[str, Path]
    others: tuple[Path, ...] = ()


class Reading:
    """The data that one build has read, for the libraries of all its languages.

    Files are by the key of `Library`, folders by tag; problems are those of the folders and of `words.yml`.
    """

    def __init__(self) -> None:
        self.files: dict[str, LoadedFile[Any]] = {}
        self.folders: Mapping[str, Folder] = {}
        self.reported: set[Problem] = set()
        self.problems: list[Problem] = []
        self._is_searched = False
        self._words: Mapping[str, Mapping[str, Phrase]] | None = None

    def find_folders(self, folder: Path, known: Mapping[str, Path], display_path: Callable[[Path], str]) -> None:
        """Finds which languages the data has, once.

        `known` has the files of all languages by name, `papers` if there is a `.bib` file.
        """
        if self._is_searched:
            return
        self._is_searched = True
        if is_folder(folder):
            self.folders, self.problems = _find_folders(folder, {*DATA_FILES, *known}, display_path)
        for found in self.folders.values():
            self.problems += _folder_problems(found, known, self.folders, display_path)

    def words(
        self, known: Mapping[str, Path], display_path: Callable[[Path], str]
    ) -> Mapping[str, Mapping[str, Phrase]]:
        """The author's phrases by the tag of their language; `known` has the files of all languages by name."""
        if self._words is None:
            self._words = {}
            if path := known.get("words"):
                self._words, problems = _read_words(path, display_path(path), known.keys() - NOT_BY_LANGUAGE)
                self.problems += problems
        return self._words

    def load(self, key: str, make: Callable[[], LoadedFile[M]]) -> LoadedFile[M]:
        """The file, read at most once; what the library of a language adds to it or joins in it stays its own."""
        if key not in self.files:
            self.files[key] = make()
        read = self.files[key]
        lists: dict[str, Any] = {name: [*getattr(read, name)] for name in ("entries", "indexes", "sources", "problems")}
        return replace(read, **lists)

    def has(self, name: str) -> bool:
        return any(name in folder.files for folder in self.folders.values())

    def folder_of(self, language: str) -> Folder | None:
        """The folder of a language: `data/pt-BR` for Brazil, else `data/pt`."""
        if not self.folders:
            return None
        return next((self.folders[tag] for tag in language_chain(language) if tag in self.folders), None)


def _find_folders(
    folder: Path, known: Container[str], display_path: Callable[[Path], str]
) -> tuple[dict[str, Folder], list[Problem]]:
    """The folders of languages in a data folder by tag, and the folders with data that are not those of a language."""
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
                message = f"is not read: {no_language(path.name)}"
                severity: Severity = "warning" if any(name in known for name in files) else "info"
                problems.append(Problem(Location(display_path(path)), message, severity=severity))
        elif tag in found:
            message = f"is the same language as {found[tag].path.name}; keep one of the two"
            problems.append(Problem(Location(display_path(path)), message))
        else:
            found[tag] = Folder(path, files, others)
    return found, problems


def _folder_problems(
    folder: Folder, known: Mapping[str, Path], folders: Mapping[str, Folder], display_path: Callable[[Path], str]
) -> Iterator[Problem]:
    """Files of a language that change nothing."""
    for path in folder.others:
        message = "is not read: .bib files belong in the folder above; papers.yml here changes fields of their entries"
        yield Problem(Location(display_path(path)), message, severity="warning")
    for name, path in folder.files.items():
        above = display_path(path.parent.parent / path.name)
        if name in NOT_BY_LANGUAGE:
            remedy = f"is not read; {above} has the phrases of all languages" if name == "words" else "is not read"
            yield Problem(Location(display_path(path)), remedy, severity="warning")
        elif name not in known and (match := closest_match(name, known, 0.8)):
            message = f"has no counterpart {above}; did you mean '{match}{path.suffix}'?"
            yield Problem(Location(display_path(path)), message, severity="warning")
        elif name not in known and sum(name in other.files for other in folders.values()) == 1:
            message = f"has no counterpart {above}, so pages in other languages have no such data"
            yield Problem(Location(display_path(path)), message, severity="info")


YAML_ENDINGS = (".yml", ".yaml")
_READ = (*YAML_ENDINGS, ".bib")
DOCUMENTS = (".docx", ".doc", ".odt", ".pages", ".rtf", ".wps")
_PROGRAMS = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers", *DOCUMENTS, ".pdf")
_BIBTEX = (".bibtex", ".bibtx", ".biblatex")
# Copies that editors and people keep on purpose.
_COPIES = (".bak", ".orig", ".old", ".swp", ".swo", ".tmp", ".part", ".rej", ".save", "~")


def why_unread(path: Path, known: Collection[str]) -> tuple[str, Severity] | None:
    """Why a file or folder in the data folder is not read, with the remedy and the severity; None if it is no data.

    `known` are the names of data files.
    """
    if path.name.startswith((".", "_", "#", "~$")) or path.name.lower().endswith(_COPIES):
        return None
    if path.is_dir():
        return _why_folder(path, known)
    if not path.is_file():
        return "cannot be read: it is not a file", "error"
    why = _why_file(path, known)
    return (why, "warning") if why else None


def _why_folder(path: Path, known: Collection[str]) -> tuple[str, Severity] | None:
    if path.suffix.lower() in _READ:
        return f"is a folder, so it is not read; put the data into a file of the name {path.name}", "error"
    return (f"is a folder, so it is not read; use the file {path.name}.yml", "warning") if path.name in known else None


def _why_file(path: Path, known: Collection[str]) -> str:
    first, _, rest = path.name.partition(".")
    inner = path.with_suffix("")
    if inner.suffix.lower() in _READ:
        return f"is not read because of its last extension; rename it to {inner.name}"
    if path.suffix.lower() in _BIBTEX:
        return f"is not read because of its extension; rename it to {inner.name}.bib"
    if path.suffix.lower() in DOCUMENTS and first not in known:
        first = "papers"
    if first not in known and closest_match(first.lower(), known, 0.8) is None:
        return ""
    if path.suffix.lower() == ".json":
        return f"is not read; rename it to {first}.yml (JSON is YAML), or use 'mkdocs-researcher import'"
    if path.suffix.lower() in _PROGRAMS:
        target = f"write its entries as text into files such as {first}.yml"
        return f"is a file from another program, which cannot be read; {target}"
    ending = f"of its extension '.{rest}'" if rest else "it has no extension"
    return f"is not read because {ending}; data files end with .yml, papers also with .bib: rename it to {first}.yml"


def _read_words(
    path: Path, display_path: str, files: Iterable[str]
) -> tuple[dict[str, dict[str, Phrase]], list[Problem]]:
    """The author's phrases by the tag of their language, and what is wrong with the file."""
    from mkdocs_researcher.formats.yaml_text import (  # few sites have such a file
        YamlError,
        nearest_position,
        positions,
        read_yaml,
    )

    try:
        text = path.read_text(encoding="utf-8-sig")
        data = read_yaml(text)
    except YamlError as error:
        return {}, [error.problem(display_path)]
    except (OSError, UnicodeDecodeError) as error:
        return {}, [read_problem(display_path, error)]
    words: dict[str, dict[str, Phrase]] = {}
    faults = list(_faults(data, words, files))
    if not faults:
        return words, []
    known = positions(text)
    problems = []
    for steps, message, severity in faults:
        location = Location(display_path, *nearest_position(known, steps))
        problems.append(Problem(location, message, ".".join(steps), severity))
    return words, problems


def _faults(
    data: Any, words: dict[str, dict[str, Phrase]], files: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], str, Severity]]:
    """Path, message and severity of each fault; the usable phrases are added to `words`."""
    if data is None:
        return
    if not isinstance(data, dict):
        yield (
            (),
            "must contain languages, and below each its phrases, such as 'de:' and 'abstract: Kurzfassung'",
            "error",
        )
        return
    for code, table in data.items():
        if not is_known_language(str(code)):
            yield (str(code),), no_language(code), "error"
        elif not isinstance(table, dict | None):
            yield (str(code),), "must contain phrases such as 'abstract: Kurzfassung'", "error"
        else:
            usable = words.setdefault(language_tag(str(code)), {})
            for key, phrase in (table or {}).items():
                found = list(faults_of(key, phrase, files))
                yield from (
                    (((str(code), str(key)), message, "error" if fatal else "warning")) for message, fatal in found
                )
                if not any(fatal for _, fatal in found):
                    usable[str(key)] = phrase
