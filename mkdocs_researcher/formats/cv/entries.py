"""Entries of a CV in any format as records of our data files.

JSON Resume, RenderCV and al-folio use different names for the same fields, and mix them. So there is one table: for
each of our fields, its names in these formats. A field that is in no rule is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.formats.cv.addresses import identifier_in, repaired
from mkdocs_researcher.formats.cv.date_ranges import read_range
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping
from mkdocs_researcher.formats.records import Record, keep_valid

Kind = Literal["text", "joined", "long", "lines", "words", "url"]

_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})([^*_]+)\1(?=[*†‡§¶#]*$)")  # RenderCV marks the owner's name so
_SHORT = 80
_RELATIVE = "links to '{url}', a path on your old site; put the file into your docs folder, or change the link"


class Rule(NamedTuple):
    """The fields of other formats from which one of our fields is read.

    The first of the names that is not empty counts; for `joined` (in one line) and `long` (as paragraphs), all do. A
    text is split at its commas if `kind` is `words`.
    """

    field: str
    names: tuple[str, ...]
    kind: Kind = "text"


_URL = Rule("url", ("url", "website", "link"), "url")
_LOCATION = Rule("location", ("location",))
_ITEMS = ("- ", "* ")
_ABOUT = ("summary", "description", "details", "highlights", "items", "content")
_TEXTS = ("bullet", "number", "reversed_number", "text")
_PLACES = ("institution", "company", "organization", "organisation", "university", "employer", "school")

RULES: Mapping[str, tuple[Rule, ...]] = {
    "education": (
        Rule("institution", (*_PLACES, "name", "title", "label", *_TEXTS)),
        Rule("degree", ("degree", "studyType", "study_type", "title")),
        Rule("area", ("area", "field")),
        Rule("logo", ("logo",), "url"),
        _URL,
        _LOCATION,
        Rule("score", ("score", "gpa", "grade")),
        Rule("details", ("summary", "details"), "long"),
        Rule("highlights", ("highlights", "description", "items"), "lines"),
        Rule("courses", ("courses",), "words"),
    ),
    "experience": (
        Rule("organization", ("name", *_PLACES, "title", "label", *_TEXTS)),
        Rule("position", ("position", "title", "role")),
        Rule("kind", ("kind",)),
        Rule("group", ("group",)),
        _LOCATION,
        _URL,
        Rule("logo", ("logo",), "url"),
        Rule("summary", ("summary", "details"), "long"),
        Rule("highlights", ("highlights", "items", "description"), "lines"),
    ),
    "awards": (
        Rule("title", ("title", "name", "award", "label", "position", *_TEXTS)),
        Rule("awarder", ("awarder", "issuer", *_PLACES)),
        Rule("note", ("note", *_ABOUT, "location"), "joined"),
        _URL,
    ),
    "talks": (
        Rule("title", ("title", "name", "label", "position", *_TEXTS)),
        Rule("event", ("event", "venue", *_PLACES)),
        _LOCATION,
        Rule("kind", ("kind", "type")),
        _URL,
        Rule("details", _ABOUT, "long"),
    ),
    "teaching": (
        Rule("course", ("course", "name", "title", "label", "position", *_TEXTS)),
        Rule("role", ("role", "position")),
        Rule("institution", _PLACES),
        _LOCATION,
        _URL,
        Rule("details", _ABOUT, "long"),
    ),
    "service": (
        Rule("role", ("role", "position", "name", "title", "label", *_TEXTS, *_PLACES)),
        Rule("text", (*_PLACES, *_ABOUT, "location"), "joined"),
        Rule("group", ("group",)),
        _URL,
    ),
    "mentees": (
        Rule("name", ("name", "title", "label", *_TEXTS)),
        Rule("degree", ("degree", "position")),
        Rule("affiliation", ("affiliation", *_PLACES)),
        Rule("topic", ("topic", "area")),
        _URL,
        Rule("details", (*_ABOUT, "location"), "long"),
    ),
    "projects": (
        Rule("title", ("name", "title", "label", "position", *_TEXTS)),
        Rule("text", ("description", "summary", "details", "location"), "joined"),
        _URL,
        Rule("category", ("type", "category")),
        Rule("role", ("roles", "role", "position"), "joined"),
        Rule("organization", ("entity", *_PLACES)),
        Rule("highlights", ("highlights", "items"), "lines"),
        Rule("keywords", ("keywords",), "words"),
    ),
    "papers": (
        Rule("title", ("title", "name", "label", *_TEXTS)),
        Rule("authors", ("authors", "author"), "lines"),
        Rule("venue", ("journal", "venue", "publisher")),
        Rule("doi", ("doi",)),
        Rule("summary", ("summary", "description", "details", "highlights"), "joined"),
    ),
}
_ENTRY = (
    Rule("title", ("title", "name", "label", "language", "position")),
    Rule("subtitle", ("subtitle", "level", "fluency", "issuer", "awarder", "network", "degree", *_PLACES, "position")),
    _LOCATION,
    _URL,
    Rule("logo", ("logo",), "url"),
    Rule("details", ("details", "summary", "reference", "description", "content", *_TEXTS, "area"), "long"),
    Rule("highlights", ("highlights", "items", "contents"), "lines"),
    Rule("keywords", ("keywords",), "words"),
)
# The field for words that are not a date.
_FIELD_OF_WORDS = {
    "education": "details",
    "experience": "summary",
    "awards": "note",
    "talks": "details",
    "teaching": "details",
    "service": "text",
    "mentees": "details",
    "projects": "text",
    "papers": "note",
}


def read_entry(entry: TrackedMapping, file: str) -> Record | None:
    """An entry as a valid record of a data file; None if it lacks required fields, which is reported.

    Args:
        entry: the entry in another format.
        file: name of our data file.
    """
    record: Record = {}
    if file == "experience":
        _assign_description(entry)
    # Any words can be the term of a course, and a talk is on one day.
    time = read_range(entry, reports_words=file != "teaching", has_days=file == "talks")
    for rule in RULES.get(file, _ENTRY):
        value = _READ[rule.kind](entry, rule)
        if value:
            record[rule.field] = value
    if file == "papers":
        _read_address(entry, record)
        record["authors"] = [_EMPHASIS.sub(r"\2", name.replace("\\*", "*")) for name in record.get("authors", [])]
    _add_time(record, file, time.date, time.words)
    if "url" in record and ":" not in record["url"]:
        entry.note("url", _RELATIVE.format(url=record["url"]), "info")
    entry.report_unread(f"data/{file}.yml")
    return keep_valid(file, record, entry.note)


def _read_address(entry: TrackedMapping, record: Record) -> None:
    """Reads the address of a paper as the identifier in it, or else as a link."""
    if not (url := repaired(entry.text("url", "link", "website"))):
        return
    found = identifier_in(url)
    if found and found[0] not in record:
        record[found[0]] = found[1]
    elif not found or record[found[0]] != found[1]:
        record["links"] = {"Paper": url}


def _add_time(record: Record, file: str, date: str, words: str) -> None:
    if file == "teaching" and words and not date:
        record["term"] = words
        words = ""
    if date:
        record["date"] = date
    if words:
        name = _FIELD_OF_WORDS.get(file, "details")
        between = "\n\n" if name in {"details", "summary"} else "; "
        record[name] = between.join(text for text in (record.get(name, ""), words) if text)


def _joined(entry: TrackedMapping, rule: Rule, between: str) -> str:
    parts: list[str] = []
    for name in rule.names:
        lines = entry.lines(name)
        is_list = between != "; " and name in {"highlights", "items"}
        parts += ["\n".join(f"- {line}" for line in lines)] if is_list and lines else lines
    text = between.join(dict.fromkeys(parts))
    return _with_lists_apart(text) if between != "; " else text


def _with_lists_apart(text: str) -> str:
    """A text with empty lines around each list; Markdown takes "Tasks:" and "- one" below it for one paragraph."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        if before.strip() and line.strip() and line[0] != " " != before[0]:
            lines += [""] * (line.startswith(_ITEMS) != before.startswith(_ITEMS))
        lines.append(line)
    return "\n".join(lines)


def _assign_description(entry: TrackedMapping) -> None:
    """JSON Resume's `description` of an employer is our `group` if it is a few words, and a summary otherwise."""
    text = entry.unread.get("description")
    if isinstance(text, str) and text:
        is_short = len(text) <= _SHORT and "\n" not in text and not text.rstrip().endswith((".", "!", "?"))
        entry.rename("description", "group" if is_short and "group" not in entry.unread else "details")


_READ: Mapping[Kind, Callable[[TrackedMapping, Rule], Any]] = {
    "text": lambda entry, rule: entry.text(*rule.names),
    "joined": lambda entry, rule: _joined(entry, rule, "; "),
    "long": lambda entry, rule: _joined(entry, rule, "\n\n"),
    "lines": lambda entry, rule: entry.lines(*rule.names),
    "words": lambda entry, rule: entry.words(*rule.names),
    "url": lambda entry, rule: repaired(entry.text(*rule.names)),
}
