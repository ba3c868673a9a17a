"""Citations as people write them out: the names at their head, where it is certain that they are names."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_researcher.migration.check.words import words_of
from mkdocs_researcher.migration.text.plain_markdown import plain_markdown

_LETTERS = r"(?!and\b)[^\W\d_][\w'’.-]{0,40}"
_FAMILY = rf"{_LETTERS}(?:\s{_LETTERS}){{0,3}}"
# "Okasha, P., Brandvik, S. T. and Moe, L."; "Okasha P, Brandvik ST"; "Pell Okasha, Sune Brandvik and Lise Moe"
_NEXT = r"(?:[,;.]\s*|\s*(?:&|\band\b)\s*|$)+"
_INITIALS = re.compile(rf"({_FAMILY}),\s*((?:[^\W\d_a-z]\.?[\s-]*){{1,4}}){_NEXT}")
_SHORT = re.compile(rf"({_FAMILY})\s([^\W\d_a-z]{{1,3}}){_NEXT}")
_FULL = re.compile(rf"({_LETTERS}(?:\s{_LETTERS}){{1,4}}){_NEXT}")
_HEAD_END = re.compile(r"[\"“«]|\(\s*(?:1\d|20)\d\d")
_OTHERS = re.compile(r"(?<![\s,])[\s,]*\b(?:et\s+al|and\s+others)\b[\s.]*$", re.I)
_ISSUE = re.compile(r"\b(\d{1,4})\s*\(\s*(\d{1,4})\s*\)\s*[:,]\s*(?:pp\.?\s*)?(\d+\s*[-–]+\s*\d+|\d+)")
_MOST = 300


class Citation(NamedTuple):
    """The facts found in a citation.

    Attributes:
        text: all of it as Markdown.
        authors: their names; none where it is not certain.
        imprint: `volume`, `number` and `pages`, if it gives them.
    """

    text: str
    authors: list[str]
    imprint: dict[str, str]


def read_citation(text: str, title: str) -> Citation:
    """Reads a citation.

    Args:
        text: as it is written, with HTML.
        title: title of the work.
    """
    plain = " ".join(plain_markdown(text).split())
    ends = [match.start() for match in [_HEAD_END.search(plain)] if match]
    if title and (start := plain.casefold().find(title.casefold()[:25])) > 0:
        ends.append(start)
    head = plain[: min(ends)].strip(" .,;:*_'") if ends else ""
    issue = _ISSUE.search(plain)
    imprint = dict(zip(("volume", "number", "pages"), issue.groups(), strict=True)) if issue else {}
    return Citation(plain, _names(head), {name: re.sub(r"\s", "", value) for name, value in imprint.items()})


def _names(head: str) -> list[str]:
    if not head or len(head) > _MOST * 10:
        return []
    bare = _OTHERS.sub("", head)
    for pattern, turned in ((_INITIALS, True), (_SHORT, True), (_FULL, False)):
        names: list[str] = []
        position = 0
        while position < len(bare) and len(names) < _MOST and (match := pattern.match(bare, position)):
            names.append(f"{_dotted(match[2])} {match[1]}" if turned else match[1])
            position = match.end()
        is_named = all(not name.split()[-1][0].islower() for name in names)
        if names and position >= len(bare) and is_named:
            return names + ["others"] * (bare != head)
    return []


def _dotted(initials: str) -> str:
    return " ".join(f"{letter}." for letter in re.findall(r"[^\W\d_]", initials))


def says_more(text: str, *others: str) -> bool:
    """Does a text contain words that the others do not?"""
    known = {word for other in others for word in words_of(other)}
    return any(word not in known for word in words_of(text))
