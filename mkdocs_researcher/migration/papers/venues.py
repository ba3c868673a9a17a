"""Venues that a badge or a line names in short: their full names and kinds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("venues.txt")
_KINDS = {"c": "conference", "j": "journal", "p": "preprint"}
_DATED = re.compile(r"(?<!\d)(?:['’-]\s*)?((?:19|20)\d\d)(?!\d)|['’]\s*(\d\d)(?!\d)|(?<=[A-Za-z])[- ]?(\d\d)(?![\d.%])")
_PENDING = re.compile(r"under[ -](?:review|submission|revision)|\bsubmitted\b|in submission|preparation", re.I)
_AWARD = re.compile(
    r"\b(?:oral|spotlight|highlight(?:ed)?|best (?:student )?paper(?: award)?(?: (?:finalist|candidate|nominee))?"
    r"|award|outstanding|honou?rable mention|finalist|notable|top[ -]?\d+(?:\.\d+)?%|distinguished)\b",
    re.I,
)
_JOURNAL = re.compile(
    r"\bjournals?\b|\btransactions\b|\bletters\b|\breviews?\b(?<!under review)|\bannals\b|\bmagazine\b|\bbulletin\b"
    r"|\bnature\b|\bscience\b(?!s and systems)|\bquarterly\b|\bacta\b|\bplos\b|\bcell\b|学报",
    re.I,
)
_CONFERENCE = re.compile(r"\bconference\b|\bproceedings\b|\bproc\.|\bsymposium\b|\bmeeting\b|\bcongress\b|会议", re.I)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.I)
_PREPRINT = re.compile(r"\barxiv\b|\bpreprint\b|\bbiorxiv\b|\bmedrxiv\b|\bssrn\b|\bcorr\b", re.I)


class Venue(NamedTuple):
    """A venue.

    Attributes:
        short: its short name.
        name: its full name.
        kind: type of what appears there.
    """

    short: str
    name: str
    kind: str


def _tables() -> tuple[dict[str, Venue], dict[str, Venue]]:
    """The venues by their short names, and journals by their full names where those do not say what they are."""
    by_short: dict[str, Venue] = {}
    by_name: dict[str, Venue] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        *shorts, full, kind = (part.strip() for part in re.split("[;|]", line))
        venue = Venue(shorts[0] if shorts else "", full, _KINDS[kind])
        by_short.update((name.casefold(), venue) for name in shorts)
        by_name.update([(full.casefold(), venue)] if not shorts else [])
    return by_short, by_name


_VENUES, _JOURNALS = _tables()


class Named(NamedTuple):
    """What a few words say of where a paper appeared.

    Attributes:
        venue: the venue if it is known.
        short: its short name as the words have it.
        year: as four digits; empty if there is none.
        award: words of distinction.
        is_pending: whether it is under review.
        rest: what the words say beyond that.
    """

    venue: Venue | None
    short: str
    year: str
    award: str
    is_pending: bool
    rest: str


def read_badge(text: str) -> Named:
    """A badge or a short line taken apart: `NeurIPS 2024`, `CVPR2025`, `AAAI-26 Oral`, `Findings of ACL 2025`."""
    words = " ".join(text.split())
    year = ""
    if match := _DATED.search(words):
        year = match[1] or f"20{match[2] or match[3]}"
        words = f"{words[: match.start()]} {words[match.end() :]}"
    award = " ".join(match[0] for match in _AWARD.finditer(words))
    words = _AWARD.sub(" ", words)
    is_pending = bool(_PENDING.search(words))
    words = _PENDING.sub(" ", words)
    bare = re.sub(r"[()\[\]{}*_]", " ", words)
    bare = " ".join(re.sub(r"^[\s\W]+|[\s\W]+$", "", bare).split())
    venue, short, rest = _find(bare)
    return Named(venue, short, year, award.strip(), is_pending, rest)


def _find(words: str) -> tuple[Venue | None, str, str]:
    known = words.casefold()
    if found := _VENUES.get(known) or _JOURNALS.get(known):
        return found, words, ""
    if "finding" in known:
        bare = re.sub(r"^findings of (?:the )?|[ -]\(?findings\)?$", "", known).strip(" -")
        if found := _VENUES.get(bare):
            name = f"Findings of the Association for Computational Linguistics: {found.short}"
            return found._replace(name=name), words, ""
    parts = words.split()
    if known.endswith("w") and (found := _VENUES.get(known[:-1])):
        return found._replace(name=f"{found.short} Workshop", kind="workshop"), words, ""
    for count in range(min(3, len(parts)), 0, -1):
        head = " ".join(parts[:count]).rstrip(",:;")
        if found := _VENUES.get(head.casefold()):
            rest = " ".join(parts[count:]).strip(" ,:;-")
            is_workshop = bool(_WORKSHOP.search(rest)) or rest.casefold() in {"w", "ws"}
            if is_workshop:
                found = found._replace(name=f"{found.short} {rest}", kind="workshop")
            return found, head, "" if is_workshop else rest
    return None, words, ""


def kind_of(words: str) -> str:
    """The type of what appears at a venue, by its words; empty if they do not say.

    Never "preprint" for what names a journal or a conference as well.
    """
    named = read_badge(words)
    if _WORKSHOP.search(words):
        return "workshop"
    if named.venue and named.venue.kind != "preprint":
        return named.venue.kind
    if _CONFERENCE.search(words) and not re.search(
        r"proceedings of the (?:national|ieee\b|acm on|royal|vldb)", words, re.I
    ):
        return "conference"
    if _JOURNAL.search(words) or re.search(r"proceedings of the (?:national|ieee\b|acm on|royal|vldb)", words, re.I):
        return "journal"
    return "preprint" if named.venue or _PREPRINT.search(words) else ""
