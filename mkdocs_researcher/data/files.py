"""One data file: read, parsed and checked, with a location for every problem."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from mkdocs_researcher.data.yaml_source import is_single_entry, split_list, text_problems
from mkdocs_researcher.errors import Location, Problem, read_problem
from mkdocs_researcher.fields.names.additions import asides_note
from mkdocs_researcher.fields.validation import SAME, FieldPath, field_name, findings
from mkdocs_researcher.formats.yaml_text import YamlError, nearest_position, positions, read_yaml, texts_in
from mkdocs_researcher.macros.base import DataFile, Model
from mkdocs_researcher.store import Store

M = TypeVar("M", bound=Model)
_LISTS = frozenset({"tags", "keywords"})
_PEOPLE = frozenset({"authors", "editors", "translators"})
_RUN_UPDATE = "; 'mkdocs-researcher update' writes this file, run it again"


@dataclass
class LoadedFile(Generic[M]):
    """A data file after reading.

    Attributes:
        entries: the valid entries.
        indexes: the number of each valid entry in the file's list, or its name in the file's mapping.
        sources: the source of each valid entry, as a key for the store; empty if nothing is cached.
        problems: in the order of the file.
        invalid: how many entries were left out because they are invalid.
        partial: those of the invalid entries that are valid without their wrong fields, each after its index.
        positions: line and column of each field; None until the first problem is reported.
        items: what the author wrote, if a file of a language needs it to change some of it.
        parts: instead of `items`, the text of each entry.
    """

    path: Path
    display_path: str
    kind: DataFile[M]
    entries: list[M] = field(default_factory=list)
    indexes: list[int | str] = field(default_factory=list)
    sources: list[Hashable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    invalid: int = 0
    partial: list[tuple[int | str, M]] = field(default_factory=list)
    positions: dict[FieldPath, tuple[int, int]] | None = None
    items: Any = None
    parts: Sequence[str] = ()

    @property
    def is_complete(self) -> bool:
        """`entries` has every entry that the author wrote."""
        return not self.invalid and not any(problem.severity == "error" for problem in self.problems)

    @property
    def knows_names(self) -> bool:
        """Are the names of all entries known, by which others refer to them, even if some are invalid?"""
        return self.is_complete or (self.invalid == len(self.partial) and bool(self.entries or self.partial))

    @property
    def is_broken(self) -> bool:
        return any(problem.severity != "info" for problem in self.problems)

    def numbered(self) -> Iterator[tuple[int | str, M]]:
        """Each valid entry after its index."""
        return zip(self.indexes, self.entries, strict=True)

    def item(self, number: int) -> Any:
        if self.kind.shape == "single":
            return self.items
        if self.items is None:
            return _only_item(self.parts[int(self.indexes[number])])
        return self.items[self.indexes[number]]

    def locate(self, path: FieldPath) -> Location:
        """The location of a field such as `(2, "links")`; if it is not in the file, that of what should contain it."""
        if self.positions is None:
            try:
                self.positions = positions(self.path.read_text(encoding="utf-8-sig"))
            except (OSError, ValueError, YamlError):
                self.positions = {}
        if len(path) > 1 and isinstance(path[-2], int) and (*path[:-2], path[-1]) in self.positions:
            path = (*path[:-2], path[-1])  # a link that is written as a field
        path = self._as_written(path)
        return Location(self.display_path, *nearest_position(self.positions, path))

    def _as_written(self, path: FieldPath) -> FieldPath:
        """The path of a field under the name that the author gave it."""
        places, written = self.positions or {}, path
        for index, step in enumerate(path):
            start = written[:index]
            if (*start, step) not in places:
                names = (name for group in SAME if step in group for name in group)
                found = next((name for name in names if (*start, name) in places), step)
                written = (*start, found, *path[index + 1 :])
        return written

    def home(self, index: int | str) -> tuple[LoadedFile[Any], int | str]:
        """The file that has an entry in all languages, and its index there."""
        return self, index

    def example(self, path: FieldPath, name: str, value: str = "…") -> str:
        """A field as the author writes it where the entry at a path is, for messages: `'year: …'`, in quotes."""
        return f"'{name}: {value}'"

    def other_folder(self, path: FieldPath) -> str:
        """The folder below that of the pages in which a file named in a field may be, too; empty for none."""
        return ""

    def problem(self, path: FieldPath, message: str, severity: Any = "error") -> Problem:
        """A problem of a field, with its location and its name as the author wrote it."""
        location = self.locate(path)
        path = self._as_written(path)
        steps = path if self.kind.shape == "single" else path[1:]
        message += _RUN_UPDATE if self.kind.ending == ".json" else ""
        return Problem(location, message, field_name(steps), severity)

    def report(self, path: FieldPath, message: str, severity: Any = "error") -> None:
        self.problems.append(self.problem(path, message, severity))

    def add(self, index: int, item: Any) -> None:
        """Adds an entry; pydantic's `ValidationError` if it is invalid."""
        entry = self.kind.model.model_validate(item)
        self.entries.append(entry)
        self.indexes.append(index)

    def add_invalid(self, index: int | str, item: Any, error: ValidationError) -> None:
        """Notes an invalid entry, without its wrong fields if it is valid without them."""
        self.invalid += 1
        wrong = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
        with contextlib.suppress(ValidationError):
            rest = {name: value for name, value in item.items() if name not in wrong} if isinstance(item, dict) else {}
            self.partial.append((index, self.kind.model.model_validate(rest)))

    def check_entry(self, index: int, item: Any) -> None:
        try:
            self.add(index, item)
        except ValidationError as error:
            self.add_invalid(index, item, error)
            if remedy := _named_by_date(item, self.kind):
                self.report((index,), remedy)
                return
            for path, message in findings(error, self.kind.model, data=item):
                self.report((index, *path), message)


def load_file(
    path: Path, display_path: str, kind: DataFile[M], store: Store | None = None, *, keeps_items: bool = False
) -> LoadedFile[M]:
    """Reads and checks a data file; mistakes of the author are in its problems, and never raised.

    Args:
        store: entries of the last build, by their source text.
        keeps_items: set `items` or `parts` of the result.
    """
    loaded = LoadedFile(path, display_path, kind)
    if kind.shape == "list":
        _load_list(loaded, store or Store(), keeps_items=keeps_items)
    else:
        data = parse_file(loaded)
        loaded.items = data if keeps_items else None
        if not loaded.is_broken and kind.shape == "single":
            _check_single(loaded, {} if data is None else data)
        elif data is not None:
            _check_mapping(loaded, data)
    loaded.problems.sort(key=lambda problem: problem.location)
    return loaded


def _load_list(loaded: LoadedFile[M], store: Store, *, keeps_items: bool) -> None:
    text = _read_text(loaded)
    if text is None:
        return
    parts = split_list(text) if store.rebuilds else []
    cached = _cached_entries(parts, loaded.kind, store)
    if cached is not None:
        loaded.entries, loaded.indexes, loaded.sources = cached, list(range(len(cached))), list(parts)
        loaded.parts = parts
    else:
        data = _parse_text(loaded, text)
        del text  # megabytes, and validation allocates as much again
        if data is not None:
            _read_list(loaded, data)
        loaded.items = data if keeps_items else None
        if store.rebuilds and isinstance(data, list):
            _cache_entries(loaded, parts, data, store)
    _check_together(loaded)


def _cached_entries(parts: Sequence[str], kind: DataFile[M], store: Store) -> list[M] | None:
    """The entries of a list, most of them from the store; None if more than half are new, or a new one is invalid."""
    cached: list[M | None] = [store.get("entry", part, kind.name) for part in parts]
    new = [part for part, entry in zip(parts, cached, strict=True) if entry is None]
    # Reading the whole list at once is faster than reading more than half of it entry by entry.
    if not parts or len(new) > len(parts) / 2 or not all(map(is_single_entry, new)):
        return None
    try:
        items = {part: _only_item(part) for part in new}
        made = {part: kind.model.model_validate(item) for part, item in items.items()}
    except (YamlError, ValueError):  # pydantic's ValidationError is a ValueError
        return None
    if any(note for item in items.values() for _, note in _notes_on_names(kind, item)):
        return None
    for part, entry in made.items():
        store.put("entry", part, entry, kind.name)
    return [made[part] if entry is None else entry for part, entry in zip(parts, cached, strict=True)]


def _only_item(part: str) -> object:
    """The data of one entry; `ValueError` if the text is not a single entry."""
    (data,) = read_yaml(f"- {part}\n")
    return data


def _cache_entries(loaded: LoadedFile[M], parts: Sequence[str], data: Sequence[Any], store: Store) -> None:
    """Sets the sources of the entries; if the file has no problems, stores the entries for the next build."""
    if loaded.problems or len(parts) != len(loaded.entries) or not all(map(is_single_entry, parts)):
        loaded.sources = [repr(data[int(index)]) for index in loaded.indexes]
        return
    loaded.sources = list(parts)
    for part, entry in zip(parts, loaded.entries, strict=True):
        store.put("entry", part, entry, loaded.kind.name)


def parse_file(loaded: LoadedFile[M]) -> Any:
    """The parsed content of a file; None, with a problem, if it cannot be read."""
    text = _read_text(loaded)
    return None if text is None else _parse_text(loaded, text)


def _read_text(loaded: LoadedFile[M]) -> str | None:
    try:
        text = loaded.path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        loaded.problems.append(read_problem(loaded.display_path, error))
        return None
    return text


def _parse_text(loaded: LoadedFile[M], text: str) -> Any:
    try:
        data = json.loads(text) if loaded.kind.ending == ".json" else read_yaml(text)
        return data if _is_clean(loaded, text, data) else None
    except YamlError as error:
        loaded.problems.append(error.problem(loaded.display_path))
    except (ValueError, RecursionError) as error:
        from mkdocs_researcher.formats.source import json_error

        problem = json_error(error).problem(loaded.display_path)
        loaded.problems.append(problem._replace(message=f"{problem.message}{_RUN_UPDATE}"))
    return None


def _is_clean(loaded: LoadedFile[M], text: str, data: Any) -> bool:
    """Reports texts that YAML reads otherwise than meant; False if an item without a space became a field."""
    found = text_problems(text, loaded.display_path, loaded.kind.model) if loaded.kind.ending != ".json" else []
    broken = [one._replace(severity="error") for one in found if one.severity == "warning"]
    if broken and not any(str(step).startswith("-") for steps, _ in texts_in(data) for step in steps):
        broken = []
    loaded.problems += broken or found
    return not broken


def first_field(model: type[Model]) -> str:
    """The field to name as an example: the first required one."""
    fields = model.model_fields
    return next(
        (name for name, field in fields.items() if field.is_required()), next(name for name in fields if name != "id")
    )


def _check_single(loaded: LoadedFile[M], data: Any) -> None:
    if not isinstance(data, dict):
        first = first_field(loaded.kind.model)
        loaded.report((), f"must contain fields such as '{first}: …' of one {loaded.kind.noun}, not a list")
        return
    try:
        loaded.entries.append(loaded.kind.model.model_validate(data))
        _check_commas(loaded, (), loaded.entries[0], ("interests", "aliases"))
    except ValidationError as error:
        loaded.add_invalid(0, data, error)
        for path, message in findings(error, loaded.kind.model, data=data):
            loaded.report(path, message)


def check_list(loaded: LoadedFile[M], data: Any) -> None:
    """Checks a list of entries: adds the valid ones, and reports the others."""
    _read_list(loaded, data)
    _check_together(loaded)


def _check_commas(loaded: LoadedFile[M], start: FieldPath, entry: M, names: Iterable[str]) -> None:
    for name in names:
        value: Any = getattr(entry, name, ())
        comma = re.search("(?:, |; ?|[，、；])(.*)", value[0]) if len(value) == 1 else None
        if comma and (name != "aliases" or " " in comma[1]):  # "Zhang, Wei" is one name
            items = re.sub("(?<! ) *[;，、；] *", ", ", value[0].strip("［］【】"))
            loaded.report((*start, name), f"is one item with a comma; for several write [{items}]", "info")


def _check_together(loaded: LoadedFile[M]) -> None:
    """Checks that need valid entries: unique names, lists in one text, and the hints of the model."""
    _check_unique(loaded)
    if lists := _LISTS & loaded.kind.model.model_fields.keys():
        for index, entry in loaded.numbered():
            _check_commas(loaded, (index,), entry, lists)
    if lint := loaded.kind.lint:
        for index, entry in loaded.numbered():
            if hint := lint(entry):
                field_name, message = hint
                loaded.report((index, field_name), message, "warning")


@functools.cache
def _list_adapter(model: type[M]) -> TypeAdapter[list[M]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _read_list(loaded: LoadedFile[M], data: Any) -> None:
    kind = loaded.kind
    if not isinstance(data, list):
        loaded.report((), f"must be a list; {_list_remedy(data, kind)}")
        return
    # One call for all entries takes half the time of a call for each; only errors need the latter.
    try:
        loaded.entries = _list_adapter(kind.model).validate_python(data)
        loaded.indexes = list(range(len(data)))
    except ValidationError:
        for index, item in enumerate(data):
            loaded.check_entry(index, item)
    for index, item in enumerate(data):
        for name, note in _notes_on_names(kind, item):
            if note:
                loaded.report((index, name), note, "info")


def _notes_on_names(kind: DataFile[Any], item: Any) -> Iterator[tuple[str, str]]:
    """Fields of an entry with names, and what is left out of these."""
    if isinstance(item, dict):
        for name in _PEOPLE:
            if name in item and name in kind.model.model_fields:
                yield name, asides_note(item[name])


def _are_entries(items: list[Any], kind: DataFile[Any]) -> bool:
    first = items[0] if items else None
    fields = kind.model.model_fields
    return isinstance(first, dict) and any(name in first for name, info in fields.items() if info.is_required())


def _list_remedy(data: Any, kind: DataFile[Any]) -> str:
    if isinstance(data, dict) and len(data) == 1:
        (name, value), *_ = data.items()
        if isinstance(value, list) and name not in kind.model.model_fields and _are_entries(value, kind):
            return f"remove the line '{name}:', so that the file starts with the first '- '"
    first = first_field(kind.model)
    form = f", such as '- {first}: …'" if isinstance(data, dict) and first not in data else ""
    return f"start each {kind.noun} with '- '{form}"


def _named_by_date(item: Any, kind: DataFile[Any]) -> str:
    """The remedy for an entry such as `2026-01: I won a prize`; empty for any other."""
    if not isinstance(item, dict) or len(item) != 1 or "date" not in kind.model.model_fields:
        return ""
    name = str(next(iter(item)))
    other = next((field for field in ("text", "title", "degree") if field in kind.model.model_fields), "")
    return f"write 'date: {name}', and on the next line '{other}: …'" if other and name[:4].isdecimal() else ""


def _check_mapping(loaded: LoadedFile[M], data: Any) -> None:
    """Adds entries that are written by name; the name becomes the field `key` of the entry."""
    kind = loaded.kind
    if not isinstance(data, dict):
        loaded.report((), f"must contain lines such as 'name: {{…}}', one for each {kind.noun}, not a list")
        return
    for name, item in data.items():
        if item is not None and not isinstance(item, dict):
            loaded.report((name,), f"must be a mapping of 'field: value', not {str(item)[:60]!r}")
            continue
        if item and str(item.get(kind.key, name)) != str(name):
            loaded.report((name, kind.key), f"is the name before the colon, '{name}'; leave it out")
            continue
        try:
            loaded.entries.append(kind.model.model_validate({**(item or {}), kind.key: str(name)}))
            loaded.indexes.append(name)
        except ValidationError as error:
            loaded.add_invalid(name, {**(item or {}), kind.key: str(name)}, error)
            for path, message in findings(error, kind.model, data=item):
                loaded.report((name, *path), message)


def _report_twice(loaded: LoadedFile[M], index: int | str, key: str, entry: M, other: Location) -> None:
    by_id = key != "id" and getattr(entry, "id", None)
    field_name = "id" if by_id else key
    message = f"'{getattr(entry, field_name)}' is already the {field_name} of the {loaded.kind.noun}"
    remedy = "; if these are two, give this one an 'id'" if hasattr(entry, "key") and not by_id else ""
    loaded.report((index, field_name), f"{message} {_place(other, loaded.locate((index, field_name)))}{remedy}")


def _place(other: Location, here: Location) -> str:
    return f"in line {other.line}" if other.file == here.file else f"in {other}"


def _check_unique(loaded: LoadedFile[M]) -> None:
    key = loaded.kind.key or ("id" if "id" in loaded.kind.model.model_fields else "")
    if not key:
        return
    # Asked of the model: of an entry, pydantic looks for an attribute that it does not have in many places.
    own = "key" if "key" in loaded.kind.model.model_fields or hasattr(loaded.kind.model, "key") else ""
    given = {getattr(entry, key) for entry in loaded.entries if key in entry.model_fields_set}
    first: dict[str, int | str] = {}
    namesakes: dict[str, tuple[int | str, Any]] = {}
    for number, (index, entry) in enumerate(loaded.numbered()):
        name = getattr(entry, key)
        if name is None:
            continue
        if key not in entry.model_fields_set and (name in first or name in given):
            # The name is a default, so it is changed instead of reported.
            candidates = (f"{name}-{n}" for n in itertools.count(2))
            name = next(other for other in candidates if other not in first and other not in given)
            loaded.entries[number] = entry.model_copy(update={key: name})
            if loaded.sources:
                loaded.sources[number] = (name, loaded.sources[number])
        own_id = getattr(entry, own) if own else name  # two people may have the same name
        if own_id in first:
            _report_twice(loaded, index, key, entry, loaded.locate((first[own_id],)))
            continue
        if name in namesakes and own_id != name and not _have_papers(entry, namesakes[name][1]):
            other = _place(loaded.locate((namesakes[name][0],)), loaded.locate((index, key)))
            message = f"'{name}' is also the {loaded.kind.noun} {other}, so lists of authors link to neither of the two"
            loaded.report((index, key), f"{message}; name their papers under 'papers'", "info")
        first[own_id] = index
        namesakes.setdefault(name, (index, entry))


def _have_papers(*people: Any) -> bool:
    return all(getattr(person, "papers", ()) for person in people)
