"""One work as a source has it, as a record that `papers.yml` takes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.names.person import Person, is_cjk
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_paragraphs
from mkdocs_researcher.formats.cv.fitting import Record, fit
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.macros.papers.model import Paper

_TAG = re.compile(r"</?([A-Za-z][\w:-]*)[^<>]*>")
_KEPT_TAGS = frozenset({"i", "em", "b", "strong", "sub", "sup"})
_GROUP = re.compile(
    r"\b(?:group|team|consortium|collaboration|committee|network|initiative|institute|university|society)\b", re.I
)
_HEADING = re.compile(r"<(?:jats:)?title>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.I)
_PARAGRAPH = re.compile(r"</(?:jats:)?p>\s*", re.I)


class Work(NamedTuple):
    """A work.

    Attributes:
        record: its fields as YAML has them; `id` only if the source names the work.
        paper: the same as a paper.
        place: where it stands in its source.
    """

    record: Record
    paper: Paper
    place: Location


class Found(NamedTuple):
    """What a source holds.

    Attributes:
        title: what the source is called.
        works: in its order.
        notes: what has no place, as a `warning`; what to look at, as an `info`.
    """

    title: str
    works: tuple[Work, ...]
    notes: tuple[Problem, ...] = ()


def as_work(fields: Record, place: Location, notes: list[Problem]) -> Work | None:
    """A work of the fields that a paper takes; what it does not take is told. None, and a note, if it has no title.

    Args:
        fields: fields of a `Paper`; empty values count as not there.
        place: where it stands in its source.
        notes: what is to be told is added here.
    """
    if not fields.get("title"):
        name = str(fields.get("doi") or fields.get("id") or "")
        said = f"the work {name}".strip() if name else "a work"
        notes.append(Problem(place, f"{said} has no title and is left out", "title", "warning"))
        return None
    record = fit("papers", fields, lambda name, message: notes.append(Problem(place, message, name, "warning")))
    return Work(record, Paper.model_validate(record), place) if record else None


def text_of(value: Any) -> str:
    """A text of JSON or XML in one line, without control characters; empty for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(CONTROL_CHARACTERS.sub("", str(value)).split())


def markdown(value: Any) -> str:
    """A plain or HTML text in one line as inline Markdown: what looks like markup shows as it is written."""
    return to_markdown(_with_known_tags(text_of(value)))


def paragraphs(value: Any) -> str:
    """A plain, HTML or JATS text as block Markdown."""
    if not isinstance(value, str):
        return ""
    text = _PARAGRAPH.sub("\n\n", _HEADING.sub("", CONTROL_CHARACTERS.sub("", value)))
    return to_paragraphs(_with_known_tags(text).strip())


def _with_known_tags(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    text = html.unescape(html.unescape(text))
    return _TAG.sub(_plain_tag, text)


def _plain_tag(tag: re.Match[str]) -> str:
    """A tag without attributes, if it is one that titles need; else nothing."""
    name = tag[1].lower()
    return f"<{'/' if tag[0][1] == '/' else ''}{name}>" if name in _KEPT_TAGS else ""


def names(people: Iterable[str]) -> list[str]:
    """Names that our reader takes, in their order, given name first where that says the same.

    What it does not take is put in braces, as the name of a group.
    """
    return [_name(name) for person in people if any(map(str.isalpha, name := text_of(person)))]


def _name(name: str) -> str:
    if _GROUP.search(name) and not name.startswith("{"):
        return f"{{{name.replace('{', '').replace('}', '')}}}"
    try:
        person = Person.parse(name)
        return person.display if "," in name and Person.parse(person.display) == person else name
    except ValueError:
        return f"{{{name.replace('{', '').replace('}', '')}}}"


def whole_name(family: str, given: str) -> str:
    """A name in reading order; in Chinese, Japanese and Korean the family name comes first."""
    if not family or not given or not is_cjk(family + given):
        return f"{given} {family}".strip()
    person = Person(given=given, family=family)
    # Where the letters do not tell where the family name ends, a blank does.
    return person.display if Person.parse(person.display) == person else f"{family} {given}"


def month_and_day(year: Any, month: Any = "", day: Any = "") -> Record:
    """`date`, or `year` where no more is known; of numbers that are no date as much as is one."""
    parts = [int(text) if (text := text_of(part)).isdecimal() and len(text) < 5 else 0 for part in (year, month, day)]
    if not 1000 <= parts[0] <= 2999:
        return {}
    if not 1 <= parts[1] <= 12:
        return {"year": str(parts[0])}
    if not 1 <= parts[2] <= 31:
        return {"date": f"{parts[0]}-{parts[1]:02d}"}
    return {"date": f"{parts[0]}-{parts[1]:02d}-{parts[2]:02d}"}


def said_of_date(parts: Iterable[Any], found: Record) -> str:
    """What a warning says of a date of which not all is read; empty if all is.

    Args:
        parts: year, month and day as the source has them, or a whole text.
        found: what `month_and_day` made of them.
    """
    written = [text for part in parts if (text := text_of(part)).strip("0")]
    read = str(found.get("date") or found.get("year") or "")
    if len(read.split("-")) >= len(written) and (read or not written):
        return ""
    said = shortened("-".join(written))
    return f"'{said}' is no date, so only {read} is read" if read else f"'{said}' is no date, and is left out"
