"""Values of data files and front matter, and entries made of them by tables: what an old site calls each field."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.author_lists import parse_authors, person_text
from mkdocs_researcher.formats.cv.values import repaired
from mkdocs_researcher.formats.source import Record, quoted_texts
from mkdocs_researcher.migration.addresses import Addresses, with_addresses
from mkdocs_researcher.migration.old_site import Line, as_items, as_mapping
from mkdocs_researcher.migration.tree.lines import plain_markdown

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_START = 24
_ICON = re.compile(r"<i\b[^<>]*>\s*</i>", re.I)
_GAP = re.compile(r"\n\s*\n\s*")


@dataclass
class Words:
    """Reads values of one file.

    Attributes:
        addresses: where links lead, seen from the page that the values are of.
        worked_out: evaluates text at a location, such as Hugo's shortcodes; None to leave it unchanged.
        head: the lines that hold the values.
        file_name: the file, if it has no lines.
    """

    addresses: Addresses
    worked_out: Callable[[str, Location], str] | None
    head: Sequence[Line]
    file_name: str

    def place(self, value: object) -> Location:
        """The line of a value, as exactly as it is known."""
        starts = [" ".join(line.split())[:_START] for line in str(value).split("\n") if line.strip()]
        if starts:
            for line in self.head:
                if starts[0] in " ".join(line.text.split()):
                    return line.place
        return self.head[0].place if self.head else Location(self.file_name, 1)

    def block(self, value: Any) -> str:
        """A text of several paragraphs, as Markdown."""
        written = _text(value)
        if not written:
            return ""
        place = self.place(written)
        text = inspect.cleandoc(written)
        text = self.worked_out(text, place) if self.worked_out else text
        text = self.addresses.inline(text, place)
        text = _ICON.sub("", text)
        if "<" in text or "&" in text:
            text = self.addresses.inline(plain_markdown(text).strip(), place)
        return _GAP.sub("\n\n", with_addresses(text, self.addresses.in_markdown, self.addresses.in_markdown)).strip()

    def text(self, value: Any) -> str:
        """A text in one line, as Markdown."""
        return " ".join(self.block(value).split())

    def line(self, value: Any) -> str:
        """A text in one line, with commas where it breaks."""
        parts = (part for line in self.block(value).split("\n") if (part := line.strip().rstrip(",;")))
        return ", ".join(parts).replace("., ", ". ")

    def plain(self, value: Any) -> str:
        """A text in which nothing is Markdown, such as a title."""
        return " ".join(html.unescape(_text(value)).replace("\u00ad", "").split())

    def marked(self, value: Any) -> str:
        """A text in one line whose signs mean the same in all forms of Markdown."""
        return " ".join(plain_markdown(self.block(value)).split())

    def texts(self, value: Any) -> list[str]:
        return [text for item in as_items(value) if (text := self.text(item))]

    def url(self, value: Any) -> str:
        """The new target of a link; empty if it has none."""
        written = _text(value).strip()
        if not written or written == "#":
            return ""
        url = repaired(written) if not written.startswith(("/", ".", "#")) else written
        return self.addresses.in_markdown(self.addresses.link(url, self.place(written)))

    def picture(self, value: Any) -> str:
        """A picture of the old site, by its path in the new one; empty if there is none."""
        written = _text(value)
        return self.file(self.addresses.link(written, self.place(written))) if written else ""

    def file(self, path: str) -> str:
        """A file below `docs/` that the old site showed."""
        return self.addresses.in_markdown(path)

    def date(self, value: Any) -> str:
        """A date without its time; empty for what is none."""
        match = _DATE.match(_text(value))
        if not match or not 1 <= int(match[2] or 1) <= 12 or not 1 <= int(match[3] or 1) <= 31:
            return ""
        return "-".join(part.zfill(2) for part in match.groups() if part)


def _text(value: Any) -> str:
    return value.strip("\n").rstrip() if isinstance(value, str) else ""


def picture_text(path: str, alt: str = "", caption: str = "") -> str:
    """A picture as Markdown, with what is below it; nothing without a picture."""
    shown = f"![{alt.replace('[', '(').replace(']', ')')}]({path.replace(' ', '%20')})" if path else ""
    return f"{shown}<br>{caption}" if shown and caption else shown


OTHERS = "others"
"""An author that stands for all others."""

_ALL_OTHERS = frozenset({"and more", "and others", "others", "et al", "...", "…"})
_SEVERAL = re.compile(r";|&|\band\b|,[^,]*,")
_OF_LOOK = re.compile(r"_(?:height|width|pos|position|size|class|style|color)$")
_NO_PLACE = "{name}: {value} has no place in the new {where}; write what it showed"


class Column(NamedTuple):
    """A field.

    Attributes:
        names: what it is called on the old site, the best first; `a.b` is `b` in the mapping `a`.
        joint: what to put between the values of all names; None to take the first that is there.
    """

    read: Callable[[Words, Any], Any]
    names: tuple[str, ...]
    joint: str | None = None

    def value(self, item: Mapping[str, Any], words: Words) -> Any:
        values = (value for name in self.names if (value := at(item, name)) not in (None, "", [], {}))
        found = {str(value): value for value in values}.values()
        if self.joint is None:
            return next((made for value in found if (made := self.read(words, value))), "")
        return self.joint.join(dict.fromkeys(filter(None, (self.read(words, value) for value in found))))


Table = Mapping[str, Column]
Read = Callable[[Words, Any], Any]
_READERS: dict[str, Read] = {
    **{name: getattr(Words, name) for name in "text line block plain texts url picture marked".split()},
    "raw": lambda _, value: value.strip() if isinstance(value, str) else "",
}
_TABLES = yaml.safe_load(Path(__file__).with_name("fields.yml").read_text(encoding="utf-8"))


def data_of_kind(kind: str, name: str) -> Any:
    """What `fields.yml` has under a name for a kind."""
    return _TABLES[kind][name]


def table_of(kind: str, file: str, **own: Read) -> Table:
    """A table of `fields.yml`, with functions for the ways of reading that it names beside the general ones."""
    made, readers = {}, {**_READERS, **own}
    for field, column in _TABLES[kind][file].items():
        parts = column if isinstance(column, dict) else dict([column.split(maxsplit=1)])
        reader, names = next((reader, names) for reader, names in parts.items() if reader != "joint")
        made[field] = Column(readers[reader], tuple(names.split()), parts.get("joint"))
    return made


def at(item: Any, name: str) -> Any:
    """The value at a name such as `a.b`; None if there is none."""
    for step in name.split("."):
        item = as_mapping(item).get(step)
    return item


def record_of(table: Table, item: Any, words: Words) -> Record:
    """An entry, not yet fitted to its model."""
    return {field: column.value(as_mapping(item), words) for field, column in table.items()}


def is_identifier(name: str, written: str) -> bool:
    """Does a text identify something of a kind that is known?"""
    try:
        return bool(IDENTIFIERS[name].normalize(written))
    except ValueError:
        return False


def names_in(written: str) -> list[str]:
    """The names in one item of a list of authors, which may list them all, as BibTeX does or with commas."""
    if written.lower().rstrip(".") in _ALL_OTHERS:
        return [OTHERS]
    if not _SEVERAL.search(written):
        return [written] if written else []
    name, bracket, place = written.partition("(")
    if bracket and not _SEVERAL.search(name.removeprefix("and ")):  # what is in brackets is a place, and no name
        return [f"{{{name.removeprefix('and ')}({place}}}"]
    try:
        return [person_text(person) for person in parse_authors(written)]
    except ValueError:
        return [written]


def rest_in(item: Mapping[str, Any], known: Table) -> list[tuple[str, Any]]:
    """Values that no column takes, and that do not say how something looks."""
    taken = {name.partition(".")[0] for column in known.values() for name in column.names}
    return [(name, value) for name, value in item.items() if name not in taken and not _OF_LOOK.search(name)]


def report_rest(item: Mapping[str, Any], known: Table, others: frozenset[str], words: Words, where: str) -> None:
    """Reports values that no column takes."""
    for name, value in rest_in(item, known):
        said = quoted_texts([value]) if name not in others else ""
        if said.strip("'[] ") and str(value).casefold() not in {"true", "false", "0"}:
            place = words.place(value if isinstance(value, str) else name)
            words.addresses.site.note(place, _NO_PLACE.format(name=name, value=said, where=where))


_ENTRY_TITLES = ("title", "course", "name", "institution", "organization", "role")
_ENTRY_LINES = ("authors", "institution", "degree", "area", "organization", "position", "role", "event", "awarder",
                "venue", "level", "category", "subtitle")  # fmt: skip
_ENTRY_TEXTS = ("details", "summary", "text", "note", "group", "advisor", "score", "courses", "abstract")
_ENTRY_FIELDS = ("start", "end", "location", "url", "logo", "highlights", "keywords", "links")


def as_entry(record: Record) -> Record:
    """An entry of a data file that is taken, as an entry of a file of any name."""
    name = next((name for name in _ENTRY_TITLES if record.get(name)), "")
    made = {
        "title": record.get(name),
        "subtitle": ", ".join(_flat(record[field]) for field in _ENTRY_LINES if field != name and record.get(field)),
        "date": record.get("date") or record.get("year") or record.get("term"),
        "details": "\n\n".join(_flat(record[field]) for field in _ENTRY_TEXTS if record.get(field)),
        **{field: record.get(field) for field in _ENTRY_FIELDS},
    }
    if record.get("doi") and not made["url"]:
        made["url"] = f"https://doi.org/{record['doi']}"
    return {field: value for field, value in made.items() if value}


def _flat(value: Any) -> str:
    return ", ".join(map(_flat, value)) if isinstance(value, list) else str(value).strip()
