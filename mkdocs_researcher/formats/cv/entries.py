"""Entries of a CV in any format, read for our data files.

JSON Resume, RenderCV and al-folio call the same things by different names, and mix them. So there is one table: for
each field of ours, the names that it has elsewhere. What no rule names is told as without a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.formats.cv.addresses import identifier_in, repaired
from mkdocs_researcher.formats.cv.fitting import Record, fit
from mkdocs_researcher.formats.cv.items import Item
from mkdocs_researcher.formats.cv.residue import KEY, restored
from mkdocs_researcher.formats.cv.spans import take_span
from mkdocs_researcher.formats.yaml.read import YamlError, read_yaml
from mkdocs_researcher.macros import DATA_FILES

Kind = Literal["text", "joined", "long", "lines", "words", "url"]

_CHANGED = "has changed since it was exported, so the change counts and not the field of {file} that stands beside it"
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})([^*_]+)\1(?=[*†‡§¶#]*$)")  # how RenderCV shows whose CV it is
_SHORT = 80
_PLACE = "leads to '{url}', which counts from your old site; put the file into your docs folder, or change it"


class Rule(NamedTuple):
    """Where a field of ours comes from.

    Attributes:
        field: its name.
        names: names elsewhere; the first that holds something gives it.
        kind: `text`; `joined` (all of them, in one line) and `long` (all of them, as paragraphs); `lines`; `words`
            (a text is cut at its commas); `url`.
    """

    field: str
    names: tuple[str, ...]
    kind: Kind = "text"


_URL = Rule("url", ("url", "website", "link"), "url")
_LOCATION = Rule("location", ("location",))
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
# Where words go that were no date.
_WORDS_OF_TIME = {
    "education": "details",
    "experience": "summary",
    "awards": "note",
    "talks": "details",
    "teaching": "term",
    "service": "text",
    "mentees": "details",
    "projects": "text",
    "papers": "note",
}


def read_entry(item: Item, file: str) -> Record | None:
    """An entry for a data file; None if too little of it is left, which is told.

    Args:
        item: the entry elsewhere.
        file: name of our data file.
    """
    block = _block(item)
    record = _read(item, file)
    fitted = fit(file, record, item.note)
    if block is None:
        return fitted
    whole, changed = restored(fitted, block)
    for name in changed:
        item.note(name, _CHANGED.format(file=f"data/{file}.yml"), "info")
    return fit(file, whole, item.note)


def file_of(item: Item) -> str:
    """The data file that an exported entry names, empty if none; only a name that we could have written counts."""
    block = item.left.get(KEY, item.left.get(KEY.replace("-", "_")))
    if isinstance(block, str):
        block = _from_text(block)
    name = block.get("file") if isinstance(block, dict) else None
    return name if isinstance(name, str) and is_file_name(name) else ""


def is_file_name(name: str) -> bool:
    """Whether a text can be the name of a data file of entries."""
    return bool(name) and len(name) <= 80 and name.replace("-", "").replace("_", "").isalnum()


def _block(item: Item) -> Any:
    value = item.left.pop(KEY, None) or item.left.pop(KEY.replace("-", "_"), None)
    return _from_text(value) if isinstance(value, str) else value


def _from_text(text: str) -> Any:
    try:
        return read_yaml(text)
    except YamlError:
        return None


def _read(item: Item, file: str) -> Record:
    record: Record = {}
    if file == "experience":
        _place_description(item)
    span = take_span(item, tell=file != "teaching")  # whose term may be any words
    for rule in RULES.get(file, _ENTRY):
        value = _READ[rule.kind](item, rule)
        if value:
            record[rule.field] = value
    if file == "papers":
        _read_address(item, record)
        record["authors"] = [_EMPHASIS.sub(r"\2", name.replace("\\*", "*")) for name in record.get("authors", [])]
    _add_time(record, file, span.date, span.words)
    if "url" in record and "://" not in record["url"] and ":" not in record["url"]:
        item.note("url", _PLACE.format(url=record["url"]), "info")
    item.finish(f"data/{file}.yml")
    return record


def _read_address(item: Item, record: Record) -> None:
    """The address of a paper as the identifier that it holds, or as a link."""
    if not (url := repaired(item.text("url", "link", "website"))):
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
        name = _WORDS_OF_TIME.get(file, "details")
        name = "details" if name == "term" else name
        between = "\n\n" if name in {"details", "summary"} else "; "
        record[name] = between.join(text for text in (record.get(name, ""), words) if text)


def _joined(item: Item, rule: Rule, between: str) -> str:
    parts: list[str] = []
    for name in rule.names:
        lines = item.lines(name)
        is_list = between != "; " and name in {"highlights", "items"}
        parts += ["\n".join(f"- {line}" for line in lines)] if is_list and lines else lines
    return between.join(dict.fromkeys(parts))


def _place_description(item: Item) -> None:
    """JSON Resume's word or two about an employer stand where our `group` does; sentences are a summary."""
    text = item.left.get("description")
    if isinstance(text, str) and text:
        is_short = len(text) <= _SHORT and "\n" not in text and not text.rstrip().endswith((".", "!", "?"))
        item.rename("description", "group" if is_short and "group" not in item.left else "details")


_READ: Mapping[Kind, Callable[[Item, Rule], Any]] = {
    "text": lambda item, rule: item.text(*rule.names),
    "joined": lambda item, rule: _joined(item, rule, "; "),
    "long": lambda item, rule: _joined(item, rule, "\n\n"),
    "lines": lambda item, rule: item.lines(*rule.names),
    "words": lambda item, rule: item.words(*rule.names),
    "url": lambda item, rule: repaired(item.text(*rule.names)),
}


def is_known_file(name: str) -> bool:
    """Whether entries of a CV can go to a data file that has a model of its own."""
    return name in RULES and name in DATA_FILES
