"""One data file: read, parsed, checked, with a place for every problem."""

from __future__ import annotations

import itertools
import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from mkdocs_researcher.data.yaml_source import cut_problems, is_single_entry, split_list
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.validation import FieldPath, findings
from mkdocs_researcher.formats.yaml.read import YamlError, positions, read_yaml
from mkdocs_researcher.macros.base import DataFile, Model
from mkdocs_researcher.store import Store

M = TypeVar("M", bound=Model)
WRITTEN = "; 'mkdocs-researcher update' writes this file, run it again"
"""What helps where a file is broken that no author writes."""


@dataclass
class LoadedFile(Generic[M]):
    """A data file after reading.

    Attributes:
        path: where it is.
        display_path: the path as the author knows it.
        kind: what kind of file it is.
        entries: the entries that are right.
        indexes: where each of them is in the file's list, or its name in the file's mapping.
        sources: what each of them is made from, as a key for the store; empty if nothing is cached.
        problems: what is wrong, in the order of the file.
        lost: whether an entry was left out for what is wrong with it.
        places: where each field stands, once somebody has asked.
    """

    path: Path
    display_path: str
    kind: DataFile[M]
    entries: list[M] = field(default_factory=list)
    indexes: list[int | str] = field(default_factory=list)
    sources: list[Hashable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: bool = False
    places: dict[FieldPath, tuple[int, int]] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the entries are all that the author wrote."""
        return not self.lost and not any(problem.severity == "error" for problem in self.problems)

    @property
    def is_broken(self) -> bool:
        """Whether something is known to be wrong with the file."""
        return any(problem.severity != "info" for problem in self.problems)

    def place(self, location: FieldPath) -> Location:
        """Where in the file a location such as `(2, "links")` stands, or the nearest thing around it."""
        if self.places is None:
            try:
                self.places = positions(self.path.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError, YamlError):
                self.places = {}
        if len(location) > 1 and isinstance(location[-2], int) and (*location[:-2], location[-1]) in self.places:
            location = (*location[:-2], location[-1])  # a link that is written as a field
        for length in range(len(location), -1, -1):
            if found := self.places.get(location[:length]):
                return Location(self.display_path, *found)
        return Location(self.display_path)

    def report(self, location: FieldPath, message: str, severity: Any = "error") -> None:
        """Adds a problem at a location."""
        steps = location if self.kind.shape == "single" else location[1:]
        name = ".".join(str(step) for step in _named(steps))
        message += WRITTEN if self.kind.ending == ".json" else ""
        self.problems.append(Problem(self.place(location), message, name, severity))

    def add(self, index: int, item: Any) -> None:
        """Adds an entry.

        Raises:
            ValidationError: something is wrong with it.
        """
        entry = self.kind.model.model_validate(item)
        self.entries.append(entry)
        self.indexes.append(index)

    def check_entry(self, index: int, item: Any) -> None:
        """Adds an entry, or tells what is wrong with it."""
        try:
            self.add(index, item)
        except ValidationError as error:
            self.lost = True
            for location, message in findings(error, self.kind.model):
                self.report((index, *location), message)


def _named(steps: FieldPath) -> Iterator[str]:
    """The steps of a location as an author counts; a number before a label says nothing more."""
    for index, step in enumerate(steps):
        if isinstance(step, int):
            if index + 1 == len(steps) or not isinstance(steps[index + 1], str) or steps[0] != "links":
                yield str(step + 1)
        else:
            yield step


def load_file(path: Path, display_path: str, kind: DataFile[M], store: Store | None = None) -> LoadedFile[M]:
    """Reads and checks a data file.

    Args:
        path: the file.
        display_path: its path as the author knows it.
        kind: what kind of file it is.
        store: entries of the last build, by their source text.

    Returns:
        The file, its problems among it; nothing is raised for what the author can mend.
    """
    loaded = LoadedFile(path, display_path, kind)
    if kind.shape == "list":
        _load_list(loaded, store or Store())
    else:
        data = parse_file(loaded)
        if not loaded.is_broken and kind.shape == "single":
            _check_single(loaded, {} if data is None else data)
        elif data is not None:
            _check_mapping(loaded, data)
    loaded.problems.sort(key=lambda problem: problem.location)
    return loaded


def _load_list(loaded: LoadedFile[M], store: Store) -> None:
    text = _read_text(loaded)
    if text is None:
        return
    parts = split_list(text) if store.rebuilds else []
    known = _known_entries(parts, loaded.kind, store)
    if known is not None:
        loaded.entries, loaded.indexes, loaded.sources = known, list(range(len(known))), list(parts)
    else:
        data = _parse_text(loaded, text)
        del text  # megabytes, and validation allocates as much again
        if data is not None:
            _read_list(loaded, data)
        if store.rebuilds and isinstance(data, list):
            _remember(loaded, parts, data, store)
    _check_together(loaded)


def _known_entries(parts: Sequence[str], kind: DataFile[M], store: Store) -> list[M] | None:
    """The entries of a list of which the last build read most; None if too many are new, or any of these is wrong."""
    known: list[M | None] = [store.get("entry", part, kind.name) for part in parts]
    new = [part for part, entry in zip(parts, known, strict=True) if entry is None]
    # Reading the whole list at once is faster than reading more than half of it entry by entry.
    if not parts or len(new) > len(parts) / 2 or not all(map(is_single_entry, new)):
        return None
    try:
        made = {part: kind.model.model_validate(_only_item(part)) for part in new}
    except (YamlError, ValueError):  # pydantic's ValidationError is a ValueError
        return None
    for part, entry in made.items():
        store.put("entry", part, entry, kind.name)
    return [made[part] if entry is None else entry for part, entry in zip(parts, known, strict=True)]


def _only_item(part: str) -> object:
    """The data of one entry.

    Raises:
        ValueError: it is not one entry.
    """
    (data,) = read_yaml(f"- {part}\n")
    return data


def _remember(loaded: LoadedFile[M], parts: Sequence[str], data: Sequence[Any], store: Store) -> None:
    """Notes what the entries are made from; stores those of a file without problems for the next build."""
    if loaded.problems or len(parts) != len(loaded.entries) or not all(map(is_single_entry, parts)):
        loaded.sources = [repr(data[int(index)]) for index in loaded.indexes]
        return
    loaded.sources = list(parts)
    for part, entry in zip(parts, loaded.entries, strict=True):
        store.put("entry", part, entry, loaded.kind.name)


def parse_file(loaded: LoadedFile[M]) -> Any:
    """What the YAML of a file holds; None, with a problem, if it cannot be read."""
    text = _read_text(loaded)
    return None if text is None else _parse_text(loaded, text)


def _read_text(loaded: LoadedFile[M]) -> str | None:
    """The text of a file; None, with a problem, if it cannot be read."""
    try:
        text = loaded.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = loaded.path.read_bytes().count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8; save it as UTF-8 in your editor"
        loaded.problems.append(Problem(Location(loaded.display_path, line), message))
    except OSError as error:
        loaded.problems.append(Problem(Location(loaded.display_path), f"cannot be read: {error.strerror}"))
    else:
        if " #" in text and loaded.kind.ending != ".json":
            loaded.problems += cut_problems(text, loaded.display_path, loaded.kind.model)
        return text
    return None


def _parse_text(loaded: LoadedFile[M], text: str) -> Any:
    """What the text of a file holds; None, with a problem, if it is no YAML."""
    if loaded.kind.ending == ".json":
        return _parse_json(loaded, text)
    try:
        return read_yaml(text)
    except YamlError as error:
        loaded.problems.append(error.problem(loaded.display_path))
        return None


def _parse_json(loaded: LoadedFile[M], text: str) -> Any:
    line, column, reason = 0, 0, "too deeply nested"
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line, column, reason = error.lineno, error.colno, error.msg
    except ValueError:
        reason = "a number is too long"
    except RecursionError:
        pass
    loaded.problems.append(Problem(Location(loaded.display_path, line, column), f"no valid JSON ({reason}){WRITTEN}"))
    return None


def _check_single(loaded: LoadedFile[M], data: Any) -> None:
    if not isinstance(data, dict):
        first = next(iter(loaded.kind.model.model_fields))
        loaded.report((), f"must hold fields such as '{first}: …', one {loaded.kind.noun}, not a list of them")
        return
    try:
        loaded.entries.append(loaded.kind.model.model_validate(data))
    except ValidationError as error:
        for location, message in findings(error, loaded.kind.model):
            loaded.report(location, message)


def check_list(loaded: LoadedFile[M], data: Any) -> None:
    """Checks a list of entries; what is right is kept, what is wrong is told."""
    _read_list(loaded, data)
    _check_together(loaded)


def _check_together(loaded: LoadedFile[M]) -> None:
    """What can be said of right entries: names that occur twice, and doubts."""
    _check_unique(loaded)
    if lint := loaded.kind.lint:
        for place, entry in zip(loaded.indexes, loaded.entries, strict=True):
            if found := lint(entry):
                loaded.report((place, found[0]), found[1], "warning")


def _read_list(loaded: LoadedFile[M], data: Any) -> None:
    kind = loaded.kind
    if not isinstance(data, list):
        loaded.report((), f"must be a list; start each {kind.noun} with '- '")
        return
    # All at once while all is well: one call costs half of many.
    try:
        loaded.entries = TypeAdapter(list[kind.model]).validate_python(data)  # type: ignore[name-defined]
        loaded.indexes = list(range(len(data)))
    except ValidationError:
        for index, item in enumerate(data):
            loaded.check_entry(index, item)


def _check_mapping(loaded: LoadedFile[M], data: Any) -> None:
    """Entries by name: each gets its name as the field that names it."""
    kind = loaded.kind
    if not isinstance(data, dict):
        loaded.report((), f"must hold lines such as 'name: {{…}}', one for each {kind.noun}, not a list")
        return
    for name, item in data.items():
        if item is not None and not isinstance(item, dict):
            loaded.report((name,), f"must be a mapping of 'field: value', not {str(item)[:60]!r}")
            continue
        try:
            loaded.entries.append(kind.model.model_validate({**(item or {}), kind.key: str(name)}))
            loaded.indexes.append(name)
        except ValidationError as error:
            loaded.lost = True
            for location, message in findings(error, kind.model):
                loaded.report((name, *location), message)


def _check_unique(loaded: LoadedFile[M]) -> None:
    key = loaded.kind.key
    if not key:
        return
    given = {getattr(entry, key) for entry in loaded.entries if key in entry.model_fields_set}
    first: dict[str, int | str] = {}
    for number, (index, entry) in enumerate(zip(loaded.indexes, loaded.entries, strict=True)):
        name = getattr(entry, key)
        if key not in entry.model_fields_set and (name in first or name in given):
            # A name that we made up ourselves; the author can still give one.
            taken = (f"{name}-{n}" for n in itertools.count(2))
            name = next(other for other in taken if other not in first and other not in given)
            loaded.entries[number] = entry.model_copy(update={key: name})
            if loaded.sources:
                loaded.sources[number] = (name, loaded.sources[number])
        if name in first:
            place = loaded.place((first[name],))
            here = loaded.place((index, key)).file == place.file
            where = f"in line {place.line}" if here else f"in {place}"
            loaded.report((index, key), f"'{name}' is already the {key} of the {loaded.kind.noun} {where}")
        else:
            first[name] = index
