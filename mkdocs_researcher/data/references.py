"""What data leads to: files of the site and icons of the theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.errors import Problem, Severity, did_you_mean
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.fields.validation import FieldPath, reference_fields

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# A Markdown link or picture, perhaps one in the other; its address ends at a blank (a title follows) or the bracket.
_TARGET = r"(?:<([^<>\n]+)>|([^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*))"
_MARKDOWN_LINK = re.compile(rf"(?<!\\)\[(?=(?:[^\]\[]|\[[^\]\[]*\](?:\([^()]*\))?)*\]\(\s*{_TARGET}(?:\s+[^)]*)?\))")
# What a link or picture of the form `[text][name]` leads to, and what a tag does.
_DEFINITION = re.compile(rf"^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*{_TARGET}", re.MULTILINE)
_TAG = re.compile(r"<(?:a|img)\s[^<>]*?(?:href|src)\s*=\s*(?:\"([^\"<>]+)\"|'([^'<>]+)')", re.IGNORECASE)
_SIGNS = ((_MARKDOWN_LINK, "]("), (_DEFINITION, "]:"), (_TAG, "<"))


class Known(NamedTuple):
    """What data can refer to.

    Attributes:
        is_missing: whether an address is a path of a file that does not exist.
        absence: the message for such a path.
        missing_icon: what is wrong with the name of an icon, empty if nothing is.
        papers: ids of the papers, None if they cannot be known.
        cached: gives what an earlier build made of an entry, as `Library.cached`.
    """

    is_missing: Callable[[str], bool]
    absence: Callable[[str], str]
    missing_icon: Callable[[str], str]
    papers: frozenset[str] | None
    cached: Callable[[object, Hashable, Callable[[], Any]], Any]


def check_references(files: Iterable[LoadedFile[Any]], known: Known) -> list[Problem]:
    """Problems of paths that lead to no file (warnings), of icons and papers that do not exist (errors)."""
    found: list[Problem] = []
    for file in files:
        before = len(file.problems)
        single = file.kind.shape == "single"
        for index, entry in enumerate(file.entries):
            start: FieldPath = () if single else (file.indexes[index],)
            for location, severity, message in broken_references(entry, start, known):
                file.report(location, message, severity)
        found += file.problems[before:]
    return found


def places_of(
    files: Iterable[LoadedFile[Any]], targets: Container[str]
) -> Iterator[tuple[LoadedFile[Any], FieldPath, str]]:
    """File, location and target of what leads to one of some targets."""
    for file in files:
        for index, entry in enumerate(file.entries):
            start: FieldPath = () if file.kind.shape == "single" else (file.indexes[index],)
            for location, _, target in _references(entry, start):
                if target in targets:
                    yield file, location, target


def broken_references(entry: BaseModel, start: FieldPath, known: Known) -> Iterator[tuple[FieldPath, Severity, str]]:
    """FieldPath, severity and message of all that an entry leads to and is not there."""
    references = known.cached(entry, "references", lambda: tuple(_references(entry, ())))
    for steps, kind, target in references:
        location = (*start, *steps)
        if kind == "icon":
            if message := known.missing_icon(target):
                yield location, "error", message
        elif kind == "papers":
            if known.papers is not None and target not in known.papers:
                yield location, "error", f"there is no paper '{target}'{did_you_mean(target, known.papers)}"
        elif known.is_missing(target):
            yield location, "warning", known.absence(target)


def _references(entry: BaseModel, start: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    """FieldPath, kind and target of all that an entry leads to."""
    for name, kind in reference_fields(type(entry)).items():
        value = getattr(entry, name)
        if not value:
            continue
        location = (*start, name)
        if kind == "models":
            yield from _in_models(value, location)
        elif kind == "links":
            yield from _in_links(value, location)
        elif kind == "papers":
            yield from (((*location, index), kind, name) for index, name in enumerate(value))
        elif kind == "text":
            yield from _in_text(value, location) if isinstance(value, str) else _in_texts(value, location)
        else:
            yield location, kind, value


def _in_models(value: Any, location: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    if not isinstance(value, tuple):
        yield from _references(value, location)
        return
    for index, item in enumerate(value):
        yield from _references(item, (*location, index))


def _in_links(links: Iterable[Link], location: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    for index, link in enumerate(links):
        # Written as a mapping they stand by their labels, as a list by their numbers; `place` takes what is there.
        spot = (*location, index, link.label)
        if link.url and not is_external(link.url):
            yield spot, "url", link.url
        if link.icon:
            yield spot, "icon", link.icon


def _in_texts(texts: Iterable[str], location: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    for index, text in enumerate(texts):
        yield from _in_text(text, (*location, index))


def _in_text(text: str, location: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    patterns = [pattern for pattern, sign in _SIGNS if sign in text]
    bare = _CODE.sub("", text) if patterns else ""
    for pattern in patterns:
        for found in pattern.finditer(bare):
            target = found[1] or found[2]
            if not is_external(target):
                yield location, "url", target
