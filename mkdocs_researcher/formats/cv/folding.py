"""Fields of ours that a format holds within another one: projects among the points, kinds before a summary.

An import of what nobody has changed takes all of them from the block beside the entry (`residue.py`). Where somebody
has changed the field that holds them, what it says counts: each point goes back to where it came from, so that none
stands in two places.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.cv.items import clean

POINTS = "highlights"
LABELS = {
    "mentor": "Mentor",
    "advisor": "Advisor",
    "committee": "Committee",
    "focus": "Focus",
    "courses": "Courses",
    "score": "Score",
}
"""Fields that may stand among the points, with the word in front of them."""


class Point(NamedTuple):
    """A point of an exported entry: its text, and the field it comes from; `project` is the number of a project.

    `is_title` marks the point that names the project.
    """

    text: str
    field: str = POINTS
    project: int = -1
    is_title: bool = False


def fold(record: Record, labelled: tuple[str, ...]) -> list[Point]:
    """All points of a record: its own, those of its projects, and further fields with a word in front.

    Args:
        record: the entry; what in it is no text is passed over.
        labelled: those of `LABELS` that the format has no place for.
    """
    return list(_points(record, labelled))


def _points(record: Record, labelled: tuple[str, ...]) -> Iterator[Point]:
    yield from (Point(text) for text in _texts(record.get(POINTS)))
    for number, project in enumerate(_projects(record)):
        title = ": ".join(text for name in ("title", "summary") for text in _texts(project.get(name)))
        yield Point(title, "projects", number, is_title=True)
        yield from (Point(text, "projects", number) for text in _texts(project.get(POINTS)))
    for name in labelled:
        if texts := _texts(record.get(name)):
            yield Point(f"{LABELS[name]}: {', '.join(texts)}", name)


def unfold(fields: Record, labelled: tuple[str, ...], given: list[str]) -> Record:
    """The fields that changed points belong to.

    Args:
        fields: the fields as they were when the entry was exported.
        labelled: those of them that stood among the points with a word in front.
        given: the points as they are now.

    Returns:
        Those of the fields that stood among the points; None for one of which nothing is left.
    """
    back = _Back(fields)
    for old, text in _aligned(fold(fields, labelled), given):
        back.add(old, text)
    return back.fields(labelled)


def _aligned(before: list[Point], given: list[str]) -> Iterator[tuple[Point, str]]:
    """Each point that is there now with the one that it was, or else with the place that it follows."""
    forms = {clean(form(point.text)): point.text for form in (plain_text, str) for point in before}
    matcher = SequenceMatcher(None, [point.text for point in before], [forms.get(text, text) for text in given], False)
    last = Point("")
    for kind, start, end, first, stop in matcher.get_opcodes():
        for offset, text in enumerate(given[first:stop]):
            if start + offset < end:
                last = before[start + offset]
                yield last, last.text if kind == "equal" else text
            else:
                yield Point("", *_place_after(last)), text
        last = before[end - 1] if end > start else last


def _place_after(point: Point) -> tuple[str, int]:
    return (point.field, point.project) if point.project >= 0 else (POINTS, -1)


class _Back:
    """Gathers points in their fields."""

    def __init__(self, was: Record) -> None:
        self.was = was
        self.own: list[str] = []
        self.titles: dict[int, str] = {}
        self.points: dict[int, list[str]] = {}
        self.labelled: Record = {}

    def add(self, old: Point, text: str) -> None:
        """Takes a point; `old` is what it was, and has no text if the point is new."""
        word = f"{LABELS.get(old.field, '')}: "
        if old.is_title:
            self.titles[old.project] = text
        elif old.project >= 0:
            self.points.setdefault(old.project, []).append(text)
        elif old.field in LABELS and text == old.text:
            self.labelled[old.field] = self.was[old.field]
        elif old.field in LABELS and text.startswith(word):
            self.labelled[old.field] = text.removeprefix(word).split(", ")
        else:
            self.own.append(text)

    def fields(self, labelled: tuple[str, ...]) -> Record:
        """What there is now."""
        projects = list(self._projects())
        found: Record = {POINTS: self.own or None, **{name: self.labelled.get(name) for name in labelled}}
        return {**found, **({"projects": projects or None} if "projects" in self.was else {})}

    def _projects(self) -> Iterator[Record]:
        for number, project in enumerate(_projects(self.was)):
            points = self.points.get(number, [])
            if number not in self.titles:
                self.own += points
                continue
            rest = {name: value for name, value in project.items() if name not in {"title", "summary", POINTS}}
            named = _title_and_summary(project, self.titles[number])
            yield {**named, **rest, **({POINTS: points} if points else {})}


def _title_and_summary(project: Record, text: str) -> Record:
    title = next(iter(_texts(project.get("title"))), "")
    for start in (title, plain_text(title)):
        if start and text.startswith(f"{start}: "):
            return {"title": title, "summary": text[len(start) + 2 :]}
    head, found, tail = text.partition(": ")
    return {"title": head, "summary": tail} if found and tail and project.get("summary") else {"title": text}


def _projects(record: Record) -> list[Record]:
    projects = record.get("projects")
    return [project for project in projects if isinstance(project, dict)] if isinstance(projects, list) else []


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [text for text in values if isinstance(text, str)]


def held_in(record: Record, names: list[str], text: str, own: Any) -> list[str]:
    """Those fields whose words stand in the text of another one, in the order of the text.

    Args:
        record: the entry.
        names: fields of it that have no place of their own.
        text: what an import reads of the other field.
        own: what that field itself holds.
    """
    said, shown = plain_text(own) if isinstance(own, str) else "", plain_text(text)
    places = {}
    for name in names:
        parts = [plain_text(part) for part in _texts(record.get(name))]
        if parts and all(part in shown and part not in said for part in parts):
            places[name] = shown.index(parts[0])
    return sorted(places, key=lambda name: places[name])


def without(fields: Record, names: list[str], text: str) -> str | None:
    """A text without the words of other fields before or behind it; None if they stand there no longer."""
    parts = [part for name in names for part in _texts(fields.get(name))]
    for is_before in (True, False):
        left: str | None = text
        for part in parts if is_before else reversed(parts):
            left = _cut(left, part, is_before=is_before)
        if left is not None:
            return left
    return None


def _cut(text: str | None, part: str, *, is_before: bool) -> str | None:
    for form in (part, plain_text(part)):
        if text is not None and is_before and text.startswith(form):
            return text[len(form) :].lstrip(",; \n")
        if text is not None and not is_before and text.endswith(form):
            return text[: len(text) - len(form)].rstrip(",; \n")
    return None
