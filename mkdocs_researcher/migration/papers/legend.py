"""The legend of marks on a page: `(* equal contribution, † corresponding author)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.names.author_lists import parse_authors
from mkdocs_researcher.migration.old_site import OldSite

_EQUAL_MARK = "*"
_SIGNS = "*∗⁎＊#＃†‡§¶✉⋆+^"
_ALIKE = str.maketrans("∗⁎＊＃", "***#")
_IN_CLASS = re.escape(_SIGNS)
_MATH = re.compile(r"\$ ?\^? ?\{? ?(?:\\(dagger|dag|ddagger|ddag|ast|star|S|P)|([*#†‡§¶])) ?\}? ?\$")
_COMMANDS = {"dagger": "†", "dag": "†", "ddagger": "‡", "ddag": "‡", "ast": "∗", "star": "⋆", "S": "§", "P": "¶"}
_KNOWN = re.compile(
    r"\bequal(?:ly)?\b|\badvis"
    r"|\bsupervis|\bco-?supervis|\bstudents?\b"
    r"|\bmentor|\bco-?(?:first|lead)\b|\b(?:joint|shared) first|\bcorrespond|\bproject lead|\bintern"
    r"|共同|同等|通讯",
    re.I,
)
_TOLD = re.compile(
    rf"(?<![\w{_IN_CLASS}])\\?([{_IN_CLASS}])(?![{_IN_CLASS}]) ?[)：:=–\]-]? ?"
    r"(?:(?:indicates?|denotes?|means?|marks?|stands? for|refers? to|represents?|for|is|are) )?(?:an? |the )?"
    rf"([^\W\d_][^()\[\],;.:|/\n{_IN_CLASS}]{{1,60}})(?=([{_IN_CLASS}]?))",
    re.I,
)
_BEHIND = re.compile(rf"([^\W\d_][\w -]{{3,40}}?)\s*\(\s*\\?([{_IN_CLASS}])\s*\)")
_TWO = "the mark {} after names is said to mean '{}', and elsewhere '{}'; say in data/profile.yml what is right"
_NOTHING = "no page says what the mark {} after names means; write it under marks: in data/profile.yml"


def meanings_in(texts: Iterable[str]) -> dict[str, list[str]]:
    """The meanings of marks given in texts, each in their own words."""
    found: dict[str, list[str]] = {}
    for written in texts:
        if not any(sign in written for sign in f"{_SIGNS}$"):
            continue
        text = _MATH.sub(_sign, written)
        legend = [(match[1], match[2]) for match in _TOLD.finditer(text) if not (match[1] == "*" and match[3] == "*")]
        legend += [(match[2], match[1]) for match in _BEHIND.finditer(text)]
        for sign, meaning in legend:
            if _KNOWN.search(meaning) and len(meaning.split()) < 9:
                found.setdefault(sign.translate(_ALIKE), []).append(" ".join(meaning.split()).strip("-– "))
    return found


def profile_marks(
    legend: Mapping[str, Sequence[str]], papers: Iterable[Mapping[str, Any]], site: OldSite
) -> dict[str, str]:
    """`marks` of the profile: what the pages say, and nothing for `*` where they say nothing.

    Without that, our lists would say "equal contribution" of it, which the old page did not.

    Args:
        legend: as `meanings_in` gives them.
        papers: the new papers.
        site: for notes.
    """
    used = _used(papers)
    marks: dict[str, str] = {}
    for sign in sorted(used):
        meanings = list({_kind(meaning): meaning for meaning in reversed(legend.get(sign, ()))}.values())
        if len(meanings) > 1:
            site.note(Location("data/profile.yml"), _TWO.format(sign, *meanings[:2]), "info")
            marks[sign] = ""
        elif meanings and not (sign == _EQUAL_MARK and _kind(meanings[0]) == "equal"):
            marks[sign] = meanings[0]
        elif not meanings and sign == _EQUAL_MARK:
            site.note(Location("data/profile.yml"), _NOTHING.format(sign), "info")
            marks[sign] = ""
    return marks


def _used(papers: Iterable[Mapping[str, Any]]) -> set[str]:
    """The marks after names; `*` does not count where groups of names mean equal contribution."""
    used: set[str] = set()
    has_groups = False
    for paper in papers:
        try:
            people = parse_authors(paper.get("authors") or [])
        except ValueError:  # cannot be: they fit their model
            continue
        used.update(mark for person in people for mark in person.marks if not mark.isalnum())
        has_groups |= any(person.group and not person.marks for person in people)
    return used - {_EQUAL_MARK} if has_groups else used


def _kind(meaning: str) -> str:
    words = meaning.casefold()
    if re.search(r"\bequal|co-?first|first|共同|同等", words):
        return "equal"
    return "corresponding" if re.search(r"correspond|通讯", words) else words


def _sign(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1] or "", match[2] or "").replace("*", "∗")
