"""Data by language: `data/de/papers.yml` changes what `data/papers.yml` says on German pages.

What an entry of the language gives replaces the same fields of the entry with the same id or name; everything else,
and every other entry, is that of all languages and is not read or checked again. A list without ids or names replaces
the other one as a whole. Problems are reported in the file that contains them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from mkdocs_researcher.data.files import LoadedFile, check_list, first_field, load_file, parse_file
from mkdocs_researcher.errors import Location, Problem, did_you_mean
from mkdocs_researcher.fields.names.matching import is_same_name
from mkdocs_researcher.fields.validation import FieldPath, findings
from mkdocs_researcher.macros.base import DataFile, Model, with_own_names
from mkdocs_researcher.store import Store

M = TypeVar("M", bound=Model)
# A field of the language also replaces these, which say the same in another way.
_REPLACED = {
    "date": ("year", "start", "end", "term"),
    "year": ("date",),
    "start": ("date",),
    "end": ("date",),
    "term": ("date",),
}


class Place(NamedTuple):
    """The index of an entry in the file of all languages and in that of the language, and what the latter gives."""

    base: int | str | None
    own: int | str | None
    given: frozenset[str] = frozenset()


@dataclass
class TranslatedFile(LoadedFile[M]):
    """The entries of all languages with the changes of one language.

    Attributes:
        base: the file of all languages; None if it is replaced as a whole.
        places: the place of each entry; one without indexes if the file has a single entry.
    """

    base: LoadedFile[M] | None = None
    places: list[Place] = field(default_factory=list)

    def _place(self, path: FieldPath) -> tuple[bool, FieldPath]:
        """Is a field given by the file of the language? And its path in the file that gives it."""
        if self.kind.shape == "single" or self.base is None or not path or not isinstance(path[0], int):
            given = self.places[0].given if self.places else frozenset()
            return not path or self.base is None or str(path[0]) in given, path
        base, own, given = self.places[path[0]]
        if own is not None and (base is None or len(path) == 1 or str(path[1]) in given):
            return True, (own, *path[1:])
        return False, (() if base is None else (base, *path[1:]))

    def locate(self, path: FieldPath) -> Location:
        is_own, place = self._place(path)
        return super().locate(place) if is_own or self.base is None else self.base.locate(place)

    def home(self, index: int | str) -> tuple[LoadedFile[Any], int | str]:
        """The file of all languages, unless only this language has the entry."""
        there = self.places[index].base if self.base and isinstance(index, int) else None
        return (self, index) if self.base is None or there is None else (self.base, there)

    def problem(self, path: FieldPath, message: str, severity: Any = "error") -> Problem:
        is_own, place = self._place(path)
        if is_own or self.base is None:
            return super().problem(path, message, severity)
        return self.base.problem(place, message, severity)

    def other_folder(self, path: FieldPath) -> str:
        is_own, place = self._place(path)
        return "" if is_own or self.base is None else self.base.other_folder(place)

    def locate_own(self, path: FieldPath) -> Location:
        """The location of a field of the language's file, by its path there."""
        return super().locate(path)

    def report_own(self, path: FieldPath, message: str, severity: Any = "error") -> None:
        """Adds a problem of a field of the language's file, by its path there."""
        location = self.locate_own(path)
        path = self._as_written(path)
        name = ".".join(str(step) for step in path[0 if self.kind.shape == "single" else 1 :] if isinstance(step, str))
        self.problems.append(Problem(location, message, name, severity))


def translate(
    base: Callable[[], LoadedFile[M]] | None, path: Path, display_path: str, kind: DataFile[M], store: Store
) -> LoadedFile[M]:
    """The data of a language, whose file is at `path`; `base` returns the file of all languages, if there is one."""
    if base is None:
        return load_file(path, display_path, kind, store)
    loaded: TranslatedFile[M] = TranslatedFile(path, display_path, kind)
    data = parse_file(loaded)
    if data is None:
        return loaded if loaded.is_broken else base()  # nothing, or only comments, is in it
    names_entries = isinstance(data, list) and any(isinstance(item, dict) and _name_of(item, kind) for item in data)
    if kind.shape == "list" and not names_entries:
        check_list(loaded, data)
    else:
        loaded.base = base()
        loaded.problems += loaded.base.problems
        _merge(loaded, loaded.base, data)
    loaded.problems.sort(key=lambda problem: problem.location)
    return loaded


def _name_of(item: Mapping[str, Any], kind: DataFile[Any]) -> str:
    return str(item.get("id") or (kind.key and item.get(kind.key)) or "")


def _merge(loaded: TranslatedFile[M], base: LoadedFile[M], data: Any) -> None:
    kind = loaded.kind
    if kind.shape == "single":
        _merge_single(loaded, base, data)
        return
    if kind.shape == "mapping":
        if not isinstance(data, dict):
            loaded.report_own((), f"must contain lines such as 'name: {{…}}', one for each {kind.noun}, not a list")
            return
        given = {str(name): (name, {} if item is None else item) for name, item in data.items()}
        for name, (own, item) in list(given.items()):
            if not isinstance(item, dict):
                loaded.report_own((own,), f"must be a mapping of 'field: value', not {str(item)[:60]!r}")
                del given[name]
    else:
        given = {}
        for index, item in enumerate(data):
            name = _name_of(item, kind) if isinstance(item, dict) else ""
            if not name:
                message = f"needs an 'id' as the other entries have, which says what {kind.noun} it changes"
                loaded.report_own((index,), message)
            elif name in given:
                loaded.report_own((index,), f"'{name}' is already in line {loaded.locate_own((given[name][0],)).line}")
            else:
                given[name] = (index, item)
    _merge_entries(loaded, base, given)


def _merge_single(loaded: TranslatedFile[M], base: LoadedFile[M], data: Any) -> None:
    if not isinstance(data, dict):
        first = first_field(loaded.kind.model)
        loaded.report_own((), f"must contain fields such as '{first}: …' of one {loaded.kind.noun}, not a list")
    elif isinstance(base.items, Mapping):
        loaded.places = [Place(None, None, _fields_in(data, loaded))]
        _add(loaded, (), base.item(0), data)


def _fields_in(given: Mapping[str, Any], loaded: LoadedFile[Any]) -> frozenset[str]:
    return frozenset(map(str, with_own_names(given, loaded.kind.model)))


def _merge_entries(
    loaded: TranslatedFile[M], base: LoadedFile[M], given: dict[str, tuple[int | str, Mapping[str, Any]]]
) -> None:
    for number, (index, entry) in enumerate(base.numbered()):
        names = _names(entry, loaded.kind)
        name = next((name for name in names if name in given), "")
        source = base.sources[number] if base.sources else None
        if not name:
            loaded.entries.append(entry)
            loaded.places.append(Place(index, None))
            loaded.sources += [source] if base.sources else []
            continue
        own, item = given.pop(name)
        loaded.places.append(Place(index, own, _fields_in(item, loaded)))
        fixed = {loaded.kind.key: name} if loaded.kind.shape == "mapping" else {}
        if _add(loaded, (own,), base.item(number), item, entry=entry, fixed=fixed):
            loaded.sources += [(source, repr(item))] if base.sources else []
        else:
            loaded.places.pop()
    if "group" in loaded.kind.model.model_fields:
        _share_groups(loaded, dict(base.numbered()))
    if given and base.is_complete:
        _add_new(loaded, base, given)
    loaded.indexes = list(range(len(loaded.entries)))
    if len(loaded.sources) != len(loaded.entries):
        loaded.sources = []


def _share_groups(loaded: TranslatedFile[Any], entries: Mapping[int | str, Any]) -> None:
    """Gives all members of a group the name that one of them has in the language.

    Args:
        entries: those of all languages.
    """
    groups = dict.fromkeys(entry.group for entry in entries.values() if entry.group)
    names: dict[str, str] = {}
    for place, entry in zip(loaded.places, loaded.entries, strict=True):
        if place.base is not None and "group" in place.given and entry.group:
            names.setdefault(entries[place.base].group, entry.group)
    for number, (place, entry) in enumerate(zip(loaded.places, loaded.entries, strict=True)):
        if "group" not in place.given and (name := names.get(entry.group)):
            loaded.entries[number] = entry.model_copy(update={"group": name})
            if loaded.sources:
                loaded.sources[number] = (loaded.sources[number], name)
    for group in groups if names else ():
        if group not in names:
            loaded.report_own(
                (), f"the group '{group}' has no name in this language; give one of its members group:", "info"
            )


def _add_new(
    loaded: TranslatedFile[M], base: LoadedFile[M], given: Mapping[str, tuple[int | str, Mapping[str, Any]]]
) -> None:
    known = {name for entry in base.entries for name in _names(entry, loaded.kind)}
    for name, (own, item) in given.items():
        fixed = {loaded.kind.key: name} if loaded.kind.shape == "mapping" else {}
        try:
            entry = loaded.kind.model.model_validate({**item, **fixed})
        except ValidationError:
            entry = None
        hint = did_you_mean(name, known, show_all=5)
        message = f"{base.display_path} has no {loaded.kind.noun} '{name}'{hint}"
        if entry is None:
            loaded.invalid += 1
            loaded.report_own((own, "id"), f"{message}; one that only this language has needs all its fields")
            continue
        severity = "warning" if "did you mean" in hint else "info"
        loaded.report_own((own, "id"), message if hint else f"{message}; only this language has it", severity)
        loaded.entries.append(entry)
        loaded.places.append(Place(None, own, _fields_in(item, loaded)))
        loaded.sources += [(name, repr(item))] if loaded.sources else []


def _names(entry: Model, kind: DataFile[Any]) -> Iterator[str]:
    for attribute in dict.fromkeys(("id", kind.key or "id", "key")):
        if name := getattr(entry, attribute, None):
            yield str(name)


def _add(
    loaded: TranslatedFile[M],
    start: FieldPath,
    base: Any,
    given: Mapping[str, Any],
    *,
    entry: M | None = None,
    fixed: Mapping[str, Any] | None = None,
) -> bool:
    """Adds an entry with the fields of the language; false, with problems, if one of these is wrong.

    `base` and `entry` are those of all languages, `given` and `start` (the path of the entry) those of the language;
    `fixed` are fields that come from the name of the entry.
    """
    model = loaded.kind.model
    given = with_own_names(given, model)
    try:
        made = model.model_validate({**_combined(base, given, model), **(fixed or {})})
    except ValidationError as error:
        loaded.invalid += 1
        for path, message in findings(error, model):
            if path and path[0] in given:
                loaded.report_own((*start, *path), message)
            elif loaded.base is None or loaded.base.is_complete:
                loaded.report_own(start, message)  # a combination of fields that is due to those of the language
        return False
    # An id that is made from other fields stays the one by which everything refers to the entry.
    if key := getattr(entry, "id", None) or getattr(entry, "key", None):
        made = made if getattr(made, "id", None) == key else made.model_copy(update={"id": key})
    if loaded.kind.bibtex and entry is not None:
        from mkdocs_researcher.data.papers import carry_marks

        carry_marks(entry, made, given)
    loaded.entries.append(made)
    return True


def _combined(base: Any, given: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    base = with_own_names(base, model) if isinstance(base, Mapping) else {}
    replaced = {other for name in given for other in _REPLACED.get(str(name), ()) if other not in given}
    fields = {name: value for name, value in base.items() if name not in replaced}
    changes = {name: value for name, value in given.items() if value not in (None, "")}
    if "name" not in changes or "name" not in base:
        return {**fields, **changes}
    if "native_name" not in given and is_same_name(changes["name"], base.get("native_name")):
        # The native name is the name here, so the other one is shown beside it.
        changes["native_name"] = base["name"]
        fields.pop("native_language", None)
    if "aliases" in model.model_fields:
        # A name in another script is still that of the author lists.
        aliases = changes.get("aliases", base.get("aliases")) or []
        changes["aliases"] = [*(aliases if isinstance(aliases, list) else [aliases]), base["name"]]
    return {**fields, **changes}
