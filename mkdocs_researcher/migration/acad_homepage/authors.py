"""A line of authors as people write it on a page: links, bold names, marks, groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mkdocs_researcher.fields.names.author_lists import authors_record, parse_authors
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.names.person import PARTICLES, Person
from mkdocs_researcher.migration.text.inline import LINK, bare, emphasised, without_emphasis

_MOST_WORDS = 6
_NO_NAME = re.compile(
    r"\d{2}|https?:|[!?=]|\b(?:the|of|with|under|review|accepted|conference|this|we|in|on|for)\b", re.I
)
# Names that are left out between others.
_GAP = re.compile(r",\s*(?:\.{3}|…)\s*,\s*(?:and\s+)?")
_END = re.compile(r"(?:[\s;,]|(?<!\b[A-Z])\.)+$")  # the full stop of an initial stays


@dataclass
class Names:
    """Links and notes about people found in author lists.

    Attributes:
        urls: addresses by name.
        bold: names that are set off.
        owner: knows whose site it is; None if nobody does.
    """

    urls: dict[str, str] = field(default_factory=dict)
    bold: list[str] = field(default_factory=list)
    owner: NameMatcher | None = None

    def is_owner(self, person: Person) -> bool:
        """Is this the name of the site's owner?"""
        return bool(self.owner and (self.owner.exact(person) or self.owner.by_initials(person)))


def read_authors(line: str, names: Names) -> list[Any]:
    """The names of a line as `authors` of a paper takes them; empty if it is not a line of authors.

    Args:
        line: plain Markdown.
        names: takes links, and the names in bold.
    """
    urls: dict[str, str] = {}

    def unlink(match: re.Match[str]) -> str:
        name = bare(match[1])
        if match[2]:
            urls[_plain(name)] = match[2]
        return match[1]

    unlinked = bare(LINK.sub(unlink, line))
    bold = [bare(text) for text in emphasised(unlinked)]
    text = _END.sub("", without_emphasis(unlinked)).strip()
    text = re.sub(r"^(?:authors?|by)\s*:?\s+", "", text, flags=re.I) if text.lower().startswith("author") else text
    people = _people(_GAP.sub(", ..., and ", text))
    if not people or (len(people) == 1 and not (bold or urls or names.is_owner(people[0]))):
        return []
    if len(people) == 1 and not bold and names.is_owner(people[0]) and without_emphasis(line) != line:
        bold = [people[0].display]
    names.urls.update({name: url for name, url in urls.items() if name})
    names.bold += [name for text in bold for name in map(_plain, text.split(",")) if name]
    return authors_record(people)


def _people(text: str) -> tuple[Person, ...]:
    for form in (text, re.sub(r"\s*\([^()]*\)$", "", text)):
        try:
            people = parse_authors(form)
        except ValueError:
            continue
        if form == text and all(map(_is_name, people)):
            return people
    return ()


def _is_name(person: Person) -> bool:
    words = person.display
    known = [
        word for word in words.split() if not word[:1].islower() or word in PARTICLES or person.literal == "others"
    ]
    return len(words.split()) == len(known) <= _MOST_WORDS and not _NO_NAME.search(words) and words[:1].isalpha()


def _plain(name: str) -> str:
    """A name without its marks."""
    try:
        return Person.parse(name).display
    except ValueError:
        return ""
