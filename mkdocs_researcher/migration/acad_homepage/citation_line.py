"""Lines of a paper box that hold more than one thing: a whole citation, or names with remarks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.migration.acad_homepage.authors import Names, read_authors
from mkdocs_researcher.migration.text.inline import Part, bare, emphasised, without_emphasis

_APA = re.compile(r"([^()]{4,600}?)[\s,]*\(((?:19|20)\d\d)[a-z]?\)[.,:]?\s+(\S.*)", re.S)
_INITIAL = re.compile(r"^[^\W\d_][\w'’-]+,\s*[^\W\d_a-z]\.")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|'\d\d\b")
# A short name with its year, such as "CoDaL 2026": what no name of a person looks like.
_EDITION = re.compile(r"[*_]*[A-Z][\w&. -]*[A-Za-z][\w&. -]*\s(?:19|20)\d\d\b|[*_]*[A-Z][A-Za-z]+'\d\d\b")
_REMARK = re.compile(
    r"(?<![*∗†‡>\s])\s*\((?=[^()]*\b(?:equal|correspond\w*|co-?first|joint|shared|contribut\w*|advis\w*|supervis\w*|lead)\b)"
    r"([^()]{3,60})\)(?=\s*(?:[,.;&]|and\b|$))",
    re.I,
)
_SENTENCE = re.compile(r"[.?!]\s+(?=\S)")
_ADDRESS = re.compile(r"\s*(https?://\S+?)[.,;]?$")


class Parts(NamedTuple):
    """A citation in its parts."""

    title: str
    authors: str
    venue: str


def is_citation(words: str, names: Names) -> bool:
    """Do the words of a supposed title begin with names or continue with them?"""
    if not _DATED.search(words) and ". " not in words:
        return False
    if _INITIAL.match(words) and _DATED.search(words):
        return True
    return any(_is_owner(text, names) for text in (*emphasised(words), *_between_commas(words)))


def split_citation(words: str, names: Names) -> Parts | None:
    """Title, names and venue of a citation; None where it is not certain where the names start and end."""
    for match in [*_SENTENCE.finditer(words)][:5]:
        title, rest = words[: match.start() + 1], words[match.end() :]
        if found := split_names(rest, names):
            return Parts(title.removesuffix(".").strip(), *found)
    return None


def split_names(words: str, names: Names) -> tuple[str, str] | None:
    """Names with the owner's among them, and the venue behind them; None where it is not certain what is which."""
    for position in _ends(words):
        head, tail = words[:position], words[position:].strip(" ,.;")
        if not _EDITION.match(tail[:60]):
            continue
        quiet = Names(owner=names.owner)
        if read_authors(head, quiet) and any(_is_owner(text, names) for text in _between_commas(head)):
            return head, tail
    return None


def split_apa(line: str) -> tuple[str, str, str] | None:
    """Names, year and the rest of `Moe, L., & Okasha, P. (2016). *Journal of Tides*, 3(2)`; None for other lines."""
    match = _APA.fullmatch(line)
    return (match[1], match[2], match[3]) if match and _INITIAL.match(without_emphasis(match[1])) else None


def split_address(line: str) -> tuple[str, list[Part]]:
    """A line without the bare address at its end, and the address as a link."""
    if not (match := _ADDRESS.search(line)):
        return line, []
    return line[: match.start()].rstrip(" ,.;"), [Part("DOI" if "//doi.org/" in match[1] else "Link", match[1])]


def without_remarks(line: str) -> tuple[str, str]:
    """Names without the remarks in brackets behind some of them, and the remarks, each with its name."""
    remarks: list[str] = []
    start = 0
    for match in _REMARK.finditer(line):
        name = bare(without_emphasis(re.split(r",|\band\b|&", line[start : match.start()])[-1]))
        remarks.append(f"{name}: {match[1].strip()}")
        start = match.end()
    return _REMARK.sub("", line), "; ".join(remarks)


def _ends(words: str) -> Iterator[int]:
    """Where names may end, the last place first."""
    return (match.start() for match in reversed([*re.finditer(r"[,.]\s", words[:2000])][:200]))


def _between_commas(words: str) -> list[str]:
    return re.split(r",|[.?!]\s|\band\b|&", words)


def _is_owner(text: str, names: Names) -> bool:
    try:
        return names.is_owner(Person.parse(without_emphasis(bare(text))))
    except ValueError:
        return False
