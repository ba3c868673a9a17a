"""Works of any source as records that `papers.yml` accepts: texts, names, dates, identifiers and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, without_version
from mkdocs_researcher.fields.names.author_lists import several_names, with_family_first
from mkdocs_researcher.fields.names.person import Person, is_cjk
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS, free_name
from mkdocs_researcher.formats.bibtex.addresses import web_address
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_paragraphs
from mkdocs_researcher.formats.bibtex.vocabulary import is_preprint_server
from mkdocs_researcher.formats.source import Record, keep_valid, shortened
from mkdocs_researcher.macros.papers.model import Paper

# As ORCID, OpenAlex, RIS and CSL call them (https://pub.orcid.org/v3.0/identifiers).
_IDENTIFIERS = frozenset({"doi", "arxiv", "pmid", "pmcid", "isbn", "hal", "openalex", "openreview", "acl"})
# The identifiers that an address is matched with, in order; `repo` and others would match nearly anything.
_IN_ADDRESSES = ("arxiv", "doi", "openreview", "acl", "pmid", "hal")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_ARXIV_DOI = "10.48550/arxiv."


def types_of(names: Mapping[str, str]) -> dict[str, str]:
    """Our type for each name that another format has for it; `names` has these names by type."""
    return {name: kind for kind, listed in names.items() for name in listed.split()}


class Work(NamedTuple):
    """A work of a source: its fields as YAML has them, the paper, and where it is there."""

    record: Record
    paper: Paper
    location: Location


class Found(NamedTuple):
    """The works of a source; a note is a `warning` for a value that is lost, else an `info`."""

    title: str
    works: tuple[Work, ...]
    notes: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, title: str, works: Iterable[Work | None], notes: Iterable[Problem]) -> Found:
        """The works that have a title; the notes may still be made while they are read."""
        return cls(title, tuple(work for work in works if work), tuple(notes))


class WorkFields(dict[str, Any]):
    """The fields of a work as YAML has them, from plain, HTML or JATS texts of a source."""

    def __init__(self, **texts: Any) -> None:
        super().__init__()
        self.read(**texts)

    def read(self, **texts: Any) -> None:
        """Sets fields, each read as its kind asks: names, a line or paragraphs of Markdown, pages, or a bare text."""
        for name, value in texts.items():
            read: Callable[[Any], Any] = _READERS.get(name) or text_of
            self[name] = read(value)

    def work(self, location: Location, notes: list[Problem]) -> Work | None:
        """The work; None if it has no title. Fields that a paper does not accept are noted."""
        if not self.get("title"):
            name = str(self.get("doi") or self.get("id") or "")
            subject = f"the work {name}" if name else "a work"
            notes.append(Problem(location, f"{subject} has no title and is left out", "title", "warning"))
            return None
        is_unpublished = not self.get("doi") and (not self.get("venue") or is_preprint_server(str(self["venue"])))
        if self.get("arxiv") and not self.get("type") and is_unpublished:
            self["type"] = "preprint"
        record = keep_valid(
            "papers", self, lambda name, message: notes.append(Problem(location, message, name, "warning"))
        )
        return Work(record, Paper.model_validate(record), location) if record else None

    def put_identifier(self, kind: str, value: Any) -> bool:
        """Sets a field from an identifier and returns whether it was valid. The first of a kind counts.

        It may be bare, with a prefix, or an address; `kind` is what the source calls it.
        """
        name, text = kind.strip().lower(), text_of(value)
        if name not in _IDENTIFIERS or not text:
            return False
        try:
            canonical = IDENTIFIERS[name].normalize(text)
        except ValueError:
            return False
        if name == "doi" and canonical.lower().startswith(_ARXIV_DOI):
            return self.put_identifier("arxiv", canonical[len(_ARXIV_DOI) :])
        if name == "pmcid":  # a paper has no field for it
            self.put_address(IDENTIFIERS[name].url(canonical), IDENTIFIERS[name].label)
        else:
            self.setdefault(name, without_version(canonical) if name == "arxiv" else canonical)
        return True

    def put_address(self, value: Any, label: str) -> None:
        """Adds the identifier in an address, or else a link to it, unless there is one."""
        text = full_address(value)
        if not text or any(_holds(name, text) and self.put_identifier(name, text) for name in _IN_ADDRESSES):
            return
        links = self.setdefault("links", {})
        if text not in links.values():
            links[free_name(label, links, " ")] = text


def text_of(value: Any) -> str:
    """A text or number of JSON or XML in one line, without control characters; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(CONTROL_CHARACTERS.sub("", str(value)).split())


def markdown(value: Any) -> str:
    """A plain or HTML text in one line as inline Markdown, in which Markdown characters are escaped."""
    return to_markdown(text_of(value), foreign=True)


def paragraphs(value: Any) -> str:
    """A plain, HTML or JATS text as block Markdown."""
    return to_paragraphs(CONTROL_CHARACTERS.sub("", value), foreign=True) if isinstance(value, str) else ""


_ET_AL = r"(?i)(?<=\S)\s+(?=et\.?\s+al\.?\s*\Z)"


def with_dash(pages: str) -> str:
    """Pages with the dash of a range between numbers, `1–9` for `1-9` and `1--9`."""
    return re.sub(r"(?<=\d)\s*-{1,2}\s*(?=\d)", "–", pages)


def names(people: Iterable[str], *, has_initials_last: bool = False) -> list[str]:
    """Names that our reader accepts, in their order, given name first where that is the same person.

    A name that it does not accept is put in braces, as the name of a group. With `has_initials_last`, the source may
    write "Tovanne M" for M. Tovanne even where there is no other name.
    """
    people = [part for person in people for text in several_names(text_of(person)) for part in re.split(_ET_AL, text)]
    texts = [text for person in people if any(map(str.isalpha, text := text_of(person)))]
    without_comma = [text for text in texts if "," not in text] if has_initials_last else texts
    ordered = with_family_first(without_comma, alone=has_initials_last)
    return [_name(ordered.get(text, text)) for text in texts]


def _name(name: str) -> str:
    try:
        person = Person.parse(name)
        is_clear = person.given and not person.marks and Person.parse(person.display) == person
        return person.display if is_clear else name
    except ValueError:
        return f"{{{name.replace('{', '').replace('}', '')}}}"


def whole_name(family: str, given: str) -> str:
    """A name in reading order; in Chinese, Japanese and Korean the family name comes first."""
    if not family or not given or not is_cjk(family + given):
        return f"{given} {family}".strip()
    person = Person(given=given, family=family)
    # A space shows where the family name ends if the characters alone do not.
    return person.display if Person.parse(person.display) == person else f"{family} {given}"


def month_and_day(year: Any, month: Any = "", day: Any = "") -> Record:
    """`date`, or `year` where no more is known; of an invalid date, the valid part."""
    parts = [int(text) if (text := text_of(part)).isdecimal() and len(text) < 5 else 0 for part in (year, month, day)]
    if not 1000 <= parts[0] <= 2999:
        return {}
    if not 1 <= parts[1] <= 12:
        return {"year": str(parts[0])}
    if not 1 <= parts[2] <= 31:
        return {"date": f"{parts[0]}-{parts[1]:02d}"}
    return {"date": f"{parts[0]}-{parts[1]:02d}-{parts[2]:02d}"}


def date_warning(parts: Iterable[Any], found: Record) -> str:
    """A warning about a date of which `month_and_day` found only a part; empty if it found all of it.

    `parts` are year, month and day as the source has them, or a whole text.
    """
    written = [text for part in parts if (text := text_of(part)).strip("0")]
    read = str(found.get("date") or found.get("year") or "")
    is_other = len(written) == 1 and bool(read) and not written[0].isdecimal() and written[0] != read
    if len(read.split("-")) >= len(written) and (read or not written) and not is_other:
        return ""
    text = shortened("-".join(written))
    return f"'{text}' is not a date, so only {read} is read" if read else f"'{text}' is not a date, so it is left out"


# Addresses


def full_address(value: Any) -> str:
    """An address with its scheme, also of `doi:10.…` and `www.…`; empty for a text that is not one."""
    text = web_address(text_of(value).strip("<>"))
    return text if _ADDRESS.fullmatch(text) else ""


def _holds(name: str, address: str) -> bool:
    """Is it an address of this kind? `normalize` alone accepts bare words as well."""
    return re.fullmatch(rf"https?://(?:www\.)?(?:{IDENTIFIERS[name].address})(?:[&?#].*)?", address, re.I) is not None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("title", "venue", "venue_short", "publisher", "series", "event"), markdown),
    **dict.fromkeys(("authors", "editors", "translators"), names),
    "abstract": paragraphs,
    "pages": lambda pages: with_dash(text_of(pages)),
}
