"""The data folder as one checked `Library`, and as seen from the page of one person of a lab."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from mkdocs_researcher.data.languages import NOT_BY_LANGUAGE, YAML_ENDINGS, Reading, why_unread
from mkdocs_researcher.errors import (
    BrokenDataError,
    Location,
    MacroError,
    Problem,
    Severity,
    closest_match,
    did_you_mean,
)
from mkdocs_researcher.fields.urls import PublishedPaths
from mkdocs_researcher.files import is_folder
from mkdocs_researcher.macros import DATA_FILES, FREE_FILES, WRITTEN_FILES, free_file
from mkdocs_researcher.store import Store, hash_of
from mkdocs_researcher.wording import Phrase, Words, is_known_language

if TYPE_CHECKING:
    from mkdocs_researcher.data.files import LoadedFile
    from mkdocs_researcher.fields.dates.parse import PartialDate
    from mkdocs_researcher.fields.numbers import AuthorCount
    from mkdocs_researcher.macros.base import Data, DataFile, Model
    from mkdocs_researcher.macros.people import PersonEntry

M = TypeVar("M", bound="Model")
D = TypeVar("D")
# Names of other systems for the same file.
_OTHER_NAMES = {
    "publications": "papers",
    "bibliography": "papers",
    "honors": "awards",
    "honours": "awards",
    "authors": "people",
    "person": "people",
    "member": "people",
    "work": "experience",
    "positions": "experience",
    "presentations": "talks",
    "courses": "teaching",
    "services": "service",
    "students": "mentees",
}
_SCHOLAR = r"//scholar\.google\.[a-z.]+/citations\?(?:.*&)?user=([\w-]{12})"


def meant_file(name: str) -> str | None:
    """The data file of a macro that a file of another name is meant to be, if any."""
    if name in DATA_FILES or name in NOT_BY_LANGUAGE:
        return None
    return _OTHER_NAMES.get(name.lower()) or closest_match(name, DATA_FILES, 0.8)


class PreviousBuild(NamedTuple):
    """Results of earlier builds.

    Attributes:
        context: hash of everything that the output of an entry depends on except the papers; empty to cache nothing
            for entries.
        is_unchanged: no file has changed, and the problems of all are cached; each is read only on demand.
    """

    store: Store
    context: str = ""
    is_unchanged: bool = False


class Library:
    """All data of the author in one language, read and checked once per build.

    Attributes:
        person: always empty; see `PersonData`.

    Args:
        folder: the data folder; it need not exist.
        project: the folder of the project; paths in messages are relative to it.
        last_change: returns the day of the last change to the sources.
        has_file: is a path below the docs folder a file? None if it is unknown.
        language: language of the pages.
        previous: results of earlier builds, None if there are none.
        authors: how many authors a list shows unless the call says otherwise, None for the default of its style.
        reading: what the libraries of other languages have read in the same build; None for the first of a build.
    """

    person = ""

    def __init__(
        self,
        folder: Path,
        project: Path,
        last_change: Callable[[], PartialDate | None] = lambda: None,
        has_file: Callable[[str], bool] | None = None,
        language: str = "en",
        previous: PreviousBuild | None = None,
        authors: AuthorCount | None = None,
        reading: Reading | None = None,
    ) -> None:
        self.folder = folder
        self.project = project
        self._start = f"{project.absolute().as_posix()}/"
        self.last_change = last_change
        self.knows_files = has_file is not None
        self.has_file = has_file or (lambda path: True)
        self.language = language
        self.authors = authors
        previous = previous or PreviousBuild(Store())
        self.store, self.context = previous.store, previous.context
        # By identity: an entry or a result made from one, and a key of everything that it was made from.
        self._sources: dict[int, tuple[object, Hashable]] = {}
        self.published = PublishedPaths()
        self.pages_key = ""
        self.files: dict[str, LoadedFile[Any]] = {}
        self.problems: list[Problem] = []
        self.results: dict[Callable[[Data], Any], Any] = {}
        self.bibs: list[Path] = []
        self.bibliographies: dict[str, LoadedFile[Any]] = {}
        self.reading = reading or Reading()
        self.paths = self._common_paths = self._find()
        self.own_paths = self._find_own()
        self.words = Words(language, self._own_words)
        if not previous.is_unchanged:
            self._own_words()
            self.problems += [*self.reading.problems, *self.words.problems()]
            self.read_all()

    @property
    def only_own(self) -> set[str]:
        return self.paths.keys() - self._common_paths.keys()

    def has_in(self, language: str, name: str) -> bool:
        folder = self.reading.folder_of(language)
        return name in self._common_paths or (folder is not None and name in folder.files)

    def in_language(self, language: str) -> Library:
        """The library of the same data for pages in another language."""
        made = Library(
            self.folder,
            self.project,
            self.last_change,
            self.has_file,
            language,
            PreviousBuild(self.store, f"{self.context} {language}" if self.context else ""),
            self.authors,
            self.reading,
        )
        made.published = self.published
        return made

    def _find(self) -> dict[str, Path]:
        """Data files by name. Two files of one name are an error, because either may be the outdated one."""
        paths: dict[str, Path] = {}
        if not is_folder(self.folder):
            return paths
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() == ".bib" and path.is_file():
                self.bibs.append(path)
            is_written = path.stem in WRITTEN_FILES
            if path.suffix.lower() not in ((".json",) if is_written else YAML_ENDINGS) or not path.is_file():
                if is_written and path.suffix.lower() in YAML_ENDINGS:
                    message = f"is not read; 'mkdocs-researcher update' writes {path.stem}.json"
                    self._report(path, message, "warning")
                elif path not in self.bibs and (unread := why_unread(path, DATA_FILES)):
                    self._report(path, *unread)
                continue
            if path.stem in paths:
                self._report(path, f"has the same name as {paths[path.stem].name}; keep one of the two")
                continue
            if path.name.startswith((".", "~$")):
                continue  # the lock of an editor
            paths[path.stem] = path
            if misnamed := self._misnamed(path):
                self._report(path, *misnamed)
        return paths

    def _report(self, path: Path, message: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(Location(self.display_path(path)), message, severity=severity))

    def _misnamed(self, path: Path) -> tuple[str, Severity] | None:
        name, _, language = path.stem.rpartition(".")
        if name in DATA_FILES and is_known_language(language):
            return f"is not read; rename it to {language}/{name}{path.suffix}, in a folder of that language", "warning"
        if match := meant_file(path.stem):
            is_there = (self.folder / f"{match}{path.suffix}").exists()
            remedy = "move what it has to" if is_there else "rename it to"
            own = f"is read only by entries('{path.stem}')"
            return f"{own}; without such a call, {remedy} '{match}{path.suffix}'", "info"
        return None

    def _find_own(self) -> Mapping[str, Path]:
        """The files of this language by name; those without a counterpart become files like any other."""
        known = {**self.paths, **({"papers": self.bibs[0]} if self.bibs else {})}
        self.reading.find_folders(self.folder, known, self.display_path)
        folder = self.reading.folder_of(self.language)
        own = {name: path for name, path in folder.files.items() if name not in NOT_BY_LANGUAGE} if folder else {}
        self.paths = {**own, **self.paths}
        return own

    def _own_words(self) -> Mapping[str, Mapping[str, Phrase]]:
        return self.reading.words(self._common_paths, self.display_path)

    def _load(self, file: DataFile[M]) -> LoadedFile[M]:
        key, existing = file.name, self.files.get(file.name)
        if existing and existing.kind.model is not file.model:  # two macros read one file of general entries
            key = f"{file.name} as {file.noun}"
        if key not in self.files:
            loaded = self._in_this_language(file, key)
            if file.bibtex and len(loaded.entries) > 1:
                from mkdocs_researcher.data.versions import join_versions

                join_versions(loaded)
            self._note_sources(key, loaded)
            self.files[key] = loaded
            self.problems.extend(loaded.problems)
        return self.files[key]

    def _in_this_language(self, file: DataFile[M], key: str) -> LoadedFile[M]:
        def common() -> LoadedFile[M]:
            return self.reading.load(key, lambda: self._load_common(file))

        is_common = file.name in self._common_paths or bool(file.bibtex and self.bibs)
        if path := self.own_paths.get(file.name):
            from mkdocs_researcher.data.translations import translate

            return translate(common if is_common else None, path, self.display_path(path), file, self.store)
        return common()

    def _load_common(self, file: DataFile[M]) -> LoadedFile[M]:
        from mkdocs_researcher.data.files import load_file

        path = self._common_paths.get(file.name) or self.folder / f"{file.name}.yml"
        keeps_items = self.reading.has(file.name)
        if file.bibtex and self.bibs:
            return self._load_papers(file, path, self.bibs, keeps_items=keeps_items)
        return load_file(path, self.display_path(path), file, self.store, keeps_items=keeps_items)

    def _note_sources(self, key: str, loaded: LoadedFile[Any]) -> None:
        if self.context and loaded.sources:
            for entry, source in zip(loaded.entries, loaded.sources, strict=True):
                self._sources[id(entry)] = entry, (key, source)

    def _load_papers(
        self, file: DataFile[M], path: Path, bibs: Sequence[Path], *, keeps_items: bool = False
    ) -> LoadedFile[Any]:
        from mkdocs_researcher.data.papers import load_papers

        bib_paths = [(bib, self.display_path(bib)) for bib in bibs]
        kind, yaml = cast("DataFile[Model]", file), (path, self.display_path(path))
        sets_sources = self.store.rebuilds
        return load_papers(
            kind, yaml, bib_paths, self.has_file, self._scholar_id, sets_sources=sets_sources, keeps_items=keeps_items
        )

    def _scholar_id(self) -> str:
        profile = next(iter(self.optional(DATA_FILES["profile"])), None)
        links = profile.links if profile else ()
        return next((found[1] for link in links if (found := re.search(_SCHOLAR, link.url))), "")

    def display_path(self, path: Path) -> str:
        """A path for messages: relative to the project's folder if it is below, with forward slashes."""
        whole = f"{path.absolute().as_posix()}/"
        return (whole[len(self._start) : -1] or ".") if whole.startswith(self._start) else path.as_posix()

    def read_all(self) -> None:
        """Reads all files that have their own model, except those that have been read."""
        present = (self.paths.keys() & DATA_FILES.keys()) | ({"papers"} if self.bibs else set())
        for name in sorted(present):
            self._load(DATA_FILES[name])

    def has(self, name: str) -> bool:
        return name in self.paths or (name == "papers" and bool(self.bibs))

    def has_general(self, name: str) -> bool:
        """Is there a file of general entries of this name, rather than one for `cards()` or the like?"""
        from mkdocs_researcher.data.files import load_file

        path = self.paths.get(name)

        def fits(macro: str) -> bool:
            kind = free_file(macro)._replace(name=name)
            problems = load_file(path, self.display_path(path), kind).problems if path else ()
            return not any(problem.severity == "error" for problem in problems)

        others = (macro for macro in FREE_FILES if macro != "entries")
        return path is not None and (fits("entries") or not any(map(fits, others)))

    def entries(self, file: DataFile[M]) -> Sequence[M]:
        """All entries of a file.

        Raises:
            MacroError: the file does not exist (the message names the path to create), or it is of another kind.
            BrokenDataError: the file has errors.
        """
        if file.name in DATA_FILES and DATA_FILES[file.name].model is not file.model:
            path = self.display_path(self.folder / DATA_FILES[file.name].file_name)
            raise MacroError(f"{path} has its own fields and cannot be shown this way; choose another name", "file")
        if file.name in NOT_BY_LANGUAGE and file.name not in DATA_FILES:
            path = self.display_path(self.folder / f"{file.name}.yml")
            raise MacroError(
                f"{path} has the phrases of the interface and cannot be shown; choose another name", "file"
            )
        if file.name not in self.paths and not (file.bibtex and self.bibs):
            raise MacroError(self._absent(file))
        return cast("Sequence[M]", _entries_of(self._load(file)))

    def call_for(self, name: str) -> str:
        """The call that shows a file of a name that its author has chosen."""
        macro, path = "entries", self.paths[name]
        from mkdocs_researcher.formats.yaml_text import YamlError, read_yaml  # for messages only

        with contextlib.suppress(OSError, ValueError, YamlError):
            data = read_yaml(path.read_text(encoding="utf-8-sig"))
            items = [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []
            if any("logo" in item for item in items) and not any("title" in item for item in items):
                macro = "logos"
        return f"{macro}('{name}')"

    def _absent(self, file: DataFile[Any]) -> str:
        path = self.display_path(self.folder / file.file_name)
        hint = ""
        if not self.folder.is_dir() and self.folder.absolute() != self.project.absolute() / "data":
            return f"needs {path}, but there is no folder {self.display_path(self.folder)}; correct data_dir"
        if misplaced := self._misplaced(file):
            return f"needs {path}, which does not exist; {misplaced}"
        match = closest_match(file.name, self.paths)
        if match and match in DATA_FILES and match.casefold() == file.name.casefold() != file.name:
            return f"needs {path}; the file is {self.display_path(self.paths[match])}, so write '{match}'"
        if match and match.casefold() == file.name.casefold():
            return f"needs {path}; rename {self.display_path(self.paths[match])}, because upper and lower case matter"
        if found := next((name for name in self.paths if meant_file(name) == file.name), ""):
            return f"needs {path}, which does not exist; rename {self.display_path(self.paths[found])} to it"
        if meant := meant_file(file.name) if match is None else "":
            hint = f", or did you mean '{meant}'?"
        elif match:
            hint = f", or did you mean {self.display_path(self.paths[match])}?"
        bib = f", or put a .bib file into {self.display_path(self.folder)}/" if file.bibtex else ""
        return f"needs {path}, which does not exist; create it{bib}{hint}"

    def _misplaced(self, file: DataFile[Any]) -> str:
        """Where the file is instead, with the remedy; empty if it is nowhere."""
        folder = self.display_path(self.folder)
        for path in (f"data/{file.file_name}", file.file_name):  # below the docs folder, where it would be published
            if is_folder(self.folder) and (self.folder / file.file_name).exists():
                break
            if self.knows_files and self.has_file(path):
                return f"the file is '{path}' in the folder of your pages; move it to {folder}/"
        for other in self.project.iterdir() if is_folder(self.project) else ():
            is_like = other != self.folder and other.name.casefold() == self.folder.name.casefold()
            if is_like and (other / file.file_name).is_file() and not (self.folder / file.file_name).is_file():
                return f"the file is in {other.name}/; move it to {folder}/, because upper and lower case matter"
            if not is_folder(self.folder) and (other / file.file_name).is_file() and other.name[:1] != ".":
                return f"the file is in {other.name}/; rename that folder, or write data_dir: {other.name}"
        if (self.project / file.file_name).is_file():
            return f"the file is next to your configuration; move it to {folder}/"
        candidates = sorted(self.folder.glob(f"{file.name}*")) if is_folder(self.folder) else []
        for found in candidates:
            if found not in self.paths.values() and (unread := why_unread(found, [file.name])):
                return f"{self.display_path(found)} {unread[0]}"
        return ""

    def optional(self, file: DataFile[M]) -> Sequence[M]:
        try:
            return self.entries(file)
        except (MacroError, BrokenDataError):
            return ()

    def bibliography(self, file: str) -> Sequence[Any]:
        """All works of a `.bib` file, whose path is from the project's folder, as papers.

        Raises:
            MacroError: the file does not exist.
            BrokenDataError: it is not BibTeX.
        """
        if file not in self.bibliographies:
            path = self._bib_path(file)
            loaded = self.reading.load(file, lambda: self._load_papers(DATA_FILES["papers"], self.folder, [path]))
            self._note_sources(file, loaded)
            self.bibliographies[file] = self.files[file] = loaded
            self.problems.extend(loaded.problems)
        return _entries_of(self.bibliographies[file])

    def _bib_path(self, file: str) -> Path:
        path = (self.project / file).resolve()
        if not path.is_relative_to(self.project.resolve()):
            raise MacroError(f"'{file}' is outside of the project", "file")
        if path.suffix.lower() != ".bib":
            raise MacroError(f"'{file}' is not a .bib file", "file")
        if not os.path.isfile(path):  # noqa: PTH113 - unlike `is_file`, it takes names that no file can have
            known = [
                self.display_path(bib) for folder in (self.folder, path.parent) for bib in sorted(folder.glob("*.bib"))
            ]
            raise MacroError(f"the file '{file}' does not exist in the project{did_you_mean(file, known)}", "file")
        return path

    def works(self) -> Sequence[Any]:
        """The works of all `.bib` files that `bibliography` has read so far."""
        return [work for loaded in self.bibliographies.values() for work in loaded.entries]

    def derived(self, make: Callable[[Data], D]) -> D:
        """The result of `make` for this data; it is called once per build."""
        if make not in self.results:
            self.results[make] = make(self)
        return cast("D", self.results[make])

    def source_of(self, item: object) -> Hashable:
        """A key of everything that an entry or a result of `cached` is made from; None if nothing is cached for it."""
        noted = self._sources.get(id(item))
        return noted[1] if noted else None

    def cached(self, entry: object, key: Hashable, make: Callable[[], D]) -> D:
        """The result of `make` for an entry, from the last build if the entry has not changed."""
        source = self.source_of(entry)
        if source is None:
            return make()
        made = self.store.one("made of an entry", (source, key), make, self.context)
        self._sources[id(made)] = made, (source, key)
        return made

    def publish(self, paths: PublishedPaths) -> None:
        """Records the pages and files that the host adds; the output of entries depends on the pages of papers."""
        self.published = paths
        self.pages_key = hash_of(repr(paths))
        if self.context and (paths.paper_pages or paths.person_pages):
            both = (sorted(paths.paper_pages.items()), sorted(paths.person_pages.items()))
            self.context += hash_of(repr(both))


def _entries_of(loaded: LoadedFile[M]) -> Sequence[M]:
    if any(problem.severity == "error" for problem in loaded.problems):
        raise BrokenDataError(loaded.problems)
    return loaded.entries


class PersonData:
    """A library in which the profile is that of a person; everything else is that of the lab."""

    def __init__(self, library: Library, entry: PersonEntry) -> None:
        self._library = library
        self.person = entry.key
        site = next(iter(library.optional(DATA_FILES["profile"])), None)
        now = library.words.phrase("now_at", place=entry.now) if entry.now else None
        self._profile = entry.as_profile().model_copy(update={"marks": site.marks if site else {}, "tagline": now})
        self._results: dict[Callable[[Data], Any], Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def entries(self, file: DataFile[M]) -> Sequence[M]:
        return cast("Sequence[M]", (self._profile,)) if file.name == "profile" else self._library.entries(file)

    def optional(self, file: DataFile[M]) -> Sequence[M]:
        return cast("Sequence[M]", (self._profile,)) if file.name == "profile" else self._library.optional(file)

    def derived(self, make: Callable[[Data], D]) -> D:
        if make not in self._results:
            self._results[make] = make(cast("Data", self))
        return cast("D", self._results[make])

    def cached(self, entry: object, key: Hashable, make: Callable[[], D]) -> D:
        return self._library.cached(entry, (self.person, key), make)
