"""References in data: links to files of the site, ids of papers, and names of icons."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.errors import Problem, Severity, did_you_mean
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.spans import CODE_SPAN
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.fields.validation import FieldPath, field_name, reference_fields

# A Markdown link or image, or an image in a link. The address ends at a title in quotes or at the bracket, and may
# contain spaces, as Python-Markdown reads it; the definition of a link ends at a space.
_IN_LINK = r"(?:<([^<>\n]+)>|([^\s<>()](?:[^\n<>()]|\([^\n()]*\))*?))"
_TARGET = r"(?:<([^<>\n]+)>|([^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*))"
_TITLE = r"(?:\s{1,9}(?:\"[^\"\n]*\"|'[^'\n]*'))?\s{0,9}"
_MARKDOWN_LINK = rf"(?<!\\)\[(?=(?:[^\]\[]|\[[^\]\[]*\](?:\([^()]*\))?)*\]\(\s{{0,9}}{_IN_LINK}{_TITLE}\))"
# The definition for links such as `[text][name]`, and an HTML tag.
_DEFINITION = rf"(?m)^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*{_TARGET}"
_TAG = r"(?i)<(?:a|img)\s[^<>]*?(?:href|src)\s*=\s*(?:\"([^\"<>]+)\"|'([^'<>]+)')"
# The files of what fields of these names refer to.
_FILES = {"people": "people", "project": "projects"}
# Each pattern with a text that its matches contain, because a search for the text is much faster.
_PATTERNS = ((_MARKDOWN_LINK, "]("), (_DEFINITION, "]:"), (_TAG, "<"))


_HIDDEN = "the paper '{paper}' has 'hidden: true', so it is left out here as well"


class Known(NamedTuple):
    """The possible targets of references.

    Attributes:
        is_missing: is an address the path of a file that does not exist?
        absence: returns the message for such a path, and for the other folder in which the file could be.
        missing_icon: returns the message for the name of an icon, empty if the icon exists.
        papers: ids of the papers; None if they are unknown because a file of papers has errors.
        names_in: returns the names by which entries of a file of the data can be referred to; None if it
            has errors, or is missing without being needed.
        cached: `Library.cached`.
    """

    is_missing: Callable[[str], bool]
    absence: Callable[[str, str], str]
    missing_icon: Callable[[str], str]
    papers: frozenset[str] | None
    names_in: Callable[[str], frozenset[str] | None]
    cached: Callable[[object, Hashable, Callable[[], Any]], Any]


def check_references(files: Iterable[LoadedFile[Any]], known: Known) -> list[Problem]:
    """Problems of unknown icons and papers (errors), and of unknown files, people and projects (warnings)."""
    found: list[Problem] = []
    for file in files:
        before = len(file.problems)
        single = file.kind.shape == "single"
        for index, entry in (*zip(file.indexes or [0], file.entries, strict=False), *file.partial):
            start: FieldPath = () if single else (index,)
            for path, severity, message in broken_references(entry, start, known, file.other_folder):
                file.report(path, message, severity)
        found += file.problems[before:]
    return found


def references_to(
    targets: Container[str], files: Iterable[LoadedFile[Any]]
) -> Iterator[tuple[LoadedFile[Any], FieldPath, str]]:
    """The file, field and target of each reference to one of the targets."""
    for file in files:
        for index, entry in enumerate(file.entries):
            start: FieldPath = () if file.kind.shape == "single" else (file.indexes[index],)
            for path, _, target in _references(entry, start):
                if target in targets:
                    yield file, path, target


def references_to_hidden(
    files: Iterable[LoadedFile[Any]], hidden: Container[str], severity: Severity
) -> Iterator[Problem]:
    """Reports entries that name a hidden paper."""
    for file, path, paper in references_to(hidden, files):
        if "papers" in path:
            yield Problem(file.locate(path), _HIDDEN.format(paper=paper), field_name(path[1:]), severity)


def broken_references(
    entry: BaseModel, start: FieldPath, known: Known, other_folder: Callable[[FieldPath], str] = lambda path: ""
) -> Iterator[tuple[FieldPath, Severity, str]]:
    """The field, severity and message of each reference of an entry to something that does not exist.

    Args:
        other_folder: returns the folder in which a file named in a field may be, too; empty for none.
    """
    references = known.cached(entry, "references", lambda: tuple(_references(entry, ())))
    for steps, kind, target in references:
        path = (*start, *steps)
        if kind == "icon":
            if message := known.missing_icon(target):
                yield path, "error", message
        elif kind == "papers":
            if known.papers is not None and target not in known.papers:
                yield path, "error", f"there is no paper '{target}'{did_you_mean(target, known.papers)}"
        elif kind in _FILES:
            names = known.names_in(_FILES[kind])
            if message := _missing_name(target, kind, names):
                yield path, "warning" if names else "info", message
        elif known.is_missing(target):
            yield path, "warning", known.absence(target, other_folder(path))


def _missing_name(target: str, kind: str, names: frozenset[str] | None) -> str:
    """A message about a person or a project that is not in the data; anybody else may be named in full."""
    if names is None or target in names:
        return ""
    hint = did_you_mean(target, names, show_all=0) if names else "; add it there"
    if kind == "people" and not hint and slug(target) != target:
        return ""
    return f"data/{_FILES[kind]}.yml has no {'person' if kind == 'people' else 'project'} '{target}'{hint}"


def _references(entry: BaseModel, start: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    values = entry.__dict__  # faster than attributes
    for name, kind in reference_fields(type(entry)).items():
        value = values[name]
        if not value:
            continue
        path = (*start, name)
        if kind == "models":
            yield from _in_models(value, path)
        elif kind == "links":
            yield from _in_links(value, path)
        elif kind in {"papers", "people"}:
            yield from (((*path, index), kind, name) for index, name in enumerate(value))
        elif kind == "text":
            texts = [(path, value)] if isinstance(value, str) else [((*path, i), text) for i, text in enumerate(value)]
            yield from (found for place, text in texts for found in _in_text(text, place))
        else:
            yield path, kind, value


def _in_models(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    if not isinstance(value, tuple):
        yield from _references(value, path)
        return
    for index, item in enumerate(value):
        yield from _references(item, (*path, index))


def _in_links(links: Iterable[Link], path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    for index, link in enumerate(links):
        # Links are written as a mapping by label or as a list; `LoadedFile.locate` finds the position in either case.
        link_path = (*path, index, link.label)
        if link.url and not is_external(link.url):
            yield link_path, "url", link.url
        if link.icon:
            yield link_path, "icon", link.icon


def _in_text(text: str, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    patterns = [pattern for pattern, characters in _PATTERNS if characters in text]
    without_code = re.sub(CODE_SPAN, "", text) if patterns else ""
    for pattern in patterns:
        for match in re.finditer(pattern, without_code):
            target = match[1] or match[2]
            if not is_external(target):
                yield path, "url", target
