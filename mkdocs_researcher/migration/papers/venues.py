"""Where a paper appeared: a badge or a line taken apart, with full names and kinds of known venues."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.formats.cv.values import is_date
from mkdocs_researcher.migration.tree.lines import Row
from mkdocs_researcher.migration.tree.tree import words as words_of_element

_TABLE = Path(__file__).with_name("venues.txt")
_KINDS = {"c": "conference", "j": "journal", "p": "preprint"}
_DATED = re.compile(r"(?<!\d)(?:['’-]\s*)?((?:19|20)\d\d)(?!\d)|['’]\s*(\d\d)(?!\d)|(?<=[A-Za-z])[- ]?(\d\d)(?![\w.%])")
_ABBREVIATED = re.compile(r"\b[A-Z][a-z]*\.(?=\s)")
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
_RANK = re.compile(r"\b(?:ccf|core|jcr|sci|ssci|q[1-4]|if|impact factor|h5)\b", re.I)
_RANKED = re.compile(rf"[(（](?=[^()（）]*{_RANK.pattern})[^()（）]{{1,60}}[)）]", re.I)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.I)
_PREPRINT = re.compile(r"\barxiv\b|\bpreprint\b|\bbiorxiv\b|\bmedrxiv\b|\bssrn\b|\bcorr\b", re.I)


class Venue(NamedTuple):
    """A venue."""

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
    """What a few words say of where a paper appeared."""

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
    words = _RANKED.sub(" ", words)
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
            is_of_acl = "Computational Linguistics" in found.name or found.short == "EMNLP"
            of = f"Association for Computational Linguistics: {found.short}" if is_of_acl else found.name
            name = f"Findings of the {of}"
            return found._replace(name=name), words, ""
    parts = words.split()
    name, sign, host = (part.strip() for part in words.partition("@"))
    if name and sign and (found := _VENUES.get(host.casefold())):
        workshop = f"{name} Workshop at {found.short}"
        return found._replace(short=f"{name}@{host}", name=workshop, kind="workshop"), words, ""
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
    is_series = re.search(r"proceedings of the (?:national|ieee\b|acm on|royal|vldb)", words, re.I)
    if _CONFERENCE.search(words) and not is_series:
        return "conference"
    if _JOURNAL.search(words) or is_series:
        return "journal"
    return "preprint" if named.venue or _PREPRINT.search(words) else ""


_VENUE = re.compile(
    r"\b(?:19|20)\d\d\b|'\d\d\b|under review|arxiv|preprint|submitted|submission|accepted|in press|to appear"
    r"|conference|journal|proceedings|transactions|workshop|letters|symposium|press|magazine|nature|science",
    re.I,
)
_DISTINCTION = re.compile(
    r"\baward|\boral\b|\bspotlight\b|\bhighlight(?:ed)?\b|\bbest (?:student )?paper|\bhonou?rable mention|\bfinalist"
    r"|\bnomin(?:ee|ation)|\boutstanding\b|\btop[ -]?\d",
    re.I,
)
_UNDER_REVIEW = re.compile(r"under[ -](?:review|submission|revision)|\bsubmitted\b|in submission", re.I)
_ACCEPTED = re.compile(r"^(?:accepted|to appear|in press|forthcoming)\b", re.I)
_LABELLED = re.compile(r"\s*[A-Z][\w -]{1,30}[:：](?!\s*(?:Proceedings|Advances))")
_BRACKET = re.compile(r"^(.*\S)\s*[(（]([^()（）]{2,60})[)）]\.?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:\d{1,2}\s+)?[^\W\d_]{3,9}\.?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d")
_PAGES = re.compile(r"(?:(pp?|pages?)\.? ?)?(\d{1,7} ?[-–—:]{1,3} ?\d{1,7})", re.I)
_ISSUE = re.compile(r"(\d{1,4})\s*\(\s*(\d{1,4}(?:-\d{1,4})?)\s*\)")
_NUMBERED = re.compile(r"(vol|volume|no|number|issue)\.?\s*(\d{1,5})", re.I)
_SHORT = re.compile(
    r"^(.{8,}?\S)\s*[(（\[]\s*([A-Z][\w&+’'/-]*(?:[ -][A-Z][\w&+’'/-]*){0,2})(?:[ '’]+((?:19|20)?\d\d))?\s*[)）\]]$"
)
_NAME_AND_YEAR = re.compile(r"[A-Z][\w&.+-]*(?: [\w&.+-]+){0,3}?['’ -]?(?:(?:19|20)\d\d|\d\d)(?!\d)")
_CAPITALS = re.compile(r"(?!(?:NEW|PDF|TBA|TBD|WIP)\b)[A-Z][A-Z&/-]{1,9}(?: [A-Z][A-Z&/-]{1,9}){0,2}")  # nobody knows
_COLOR = re.compile(r"color\s*:", re.I)
_BEFORE = re.compile(r"\s*(?:(?:published |accepted )?(?:in|at|by)[: ]*)?", re.I)
_JOINED = re.compile(r"([A-Z][A-Za-z]*[A-Z])((?:19|20)\d\d)")
_LONGEST = 180
_MARKS = ("*", "∗", "†", "‡", "§", "#", "\\*")


def says_venue(row: Row, *, after_authors: bool) -> bool:  # noqa: PLR0911 - one line for each sign
    """Does a line say where a paper appeared?"""
    words = row.words
    bare = words.strip(" |·•,.-–")
    if not bare or len(bare) > _LONGEST or bare.startswith(_MARKS) or _LABELLED.match(bare):
        return False
    if row.all("img") or (row.all("a") and not row.is_whole("a")):
        return False
    named = read_badge(bare)
    if named.venue or (named.is_pending and len(bare) < 60):
        return True
    if len(bare.split()) > 30 or re.search(r"\b(?:we|our|this|propose|present)\b", bare, re.I):
        return False
    is_set_off = bool(row.all("i", "em", "b", "strong", "cite")) or bool(row.all("font", "span"))
    is_sentence = re.match(r".*[.!?]\s+[A-Z].*[.!?]$", bare) is not None
    if len(bare) < 40 and is_set_off and _NAME_AND_YEAR.match(bare):
        return True
    if _VENUE.search(bare) and (is_set_off or len(bare) < 120):
        return not is_sentence
    return after_authors and row.is_whole("i", "em", "cite") and len(bare) < 120


def says_award(row: Row) -> bool:
    """Does a line name a distinction, set off and in a few words?"""
    is_set_off = row.is_whole("b", "strong", "font", "span", "em", "i")
    return is_set_off and len(row.words.split()) < 7 and _DISTINCTION.search(row.words) is not None


class VenueReader:
    """Takes a line apart; all of it is the venue where its parts are not certain."""

    def __init__(self, badge: str) -> None:
        self.badge = badge
        self.fields: dict[str, str] = {}
        self.awards: list[str] = []
        self.notes: list[str] = []
        self.said = ""

    def read(self, row: Row) -> dict[str, str]:
        """The fields of a paper that a line says."""
        first = next((node for node in row.nodes if not isinstance(node, str) or not _BEFORE.fullmatch(node)), None)
        set_off = words_of_element(first) if first is not None and not isinstance(first, str) else ""
        words = re.sub(r" ([,.;:])", r"\1", self._without_colored(row)).strip(" |·•,;.-–")
        words = re.sub(r"^[(（\[](.*)[)）\]]$", r"\1", words).strip()
        rest = self._from_end(words).strip(" ,;|:")
        start = re.match(r"(?:(?:published|appeared|accepted)\s*)?(?:in|at|by|to)[: ]+(?=[A-Z\d\"“])", rest, re.I)
        if start and rest[start.end() :]:
            self.said, rest = start[0], rest[start.end() :]
        if set_off and rest.startswith(f"{set_off},"):
            self.notes.insert(0, rest[len(set_off) + 1 :].strip())
            rest = set_off
        self._name(rest)
        if self.awards:
            self.fields["award"] = ", ".join(self.awards)
        if note := ", ".join(note for note in self.notes if note):
            self.fields["note"] = note
        return self.fields

    def _without_colored(self, row: Row) -> str:
        whole = row.words
        for one in row.all("font", "span"):
            said = words_of_element(one)
            if not (one.get("color") or _COLOR.search(one.get("style") or "")) or len(said) + 2 > len(whole):
                continue
            if _DISTINCTION.search(said) and said in whole and not read_badge(said).venue:
                award = said.strip(" ,;|")
                self.awards.append(award[1:-1] if re.fullmatch(r"\([^()]*\)", award) else award)
                whole = whole.replace(said, " ", 1)
        return " ".join(whole.split())

    def _from_end(self, words: str) -> str:
        """Takes the parts at the end whose kind is certain; what is left."""
        while True:
            if (bracket := _BRACKET.match(words)) and self._in_brackets(bracket[1], bracket[2].strip()):
                words = bracket[1].rstrip(" ,;|")
                continue
            head, comma, last = _last_part(words)
            if not comma or not head or not self._take(last):
                return words
            words = head

    def _in_brackets(self, before: str, inner: str) -> bool:
        if _YEAR.fullmatch(inner):
            return self._put("year", inner)
        if _DISTINCTION.search(inner) and not read_badge(inner).venue:
            self.awards.insert(0, inner)
            return True
        if (
            re.search(r"(?:19|20)\d\d\W*$", before)
            or _RANK.search(inner)
            or _ACCEPTED.match(inner)
            or _UNDER_REVIEW.search(inner)
        ):
            self.notes.insert(0, inner)
            return True
        return False

    def _take(self, part: str) -> bool:
        if _MONTH.fullmatch(part) and is_date(part):
            if part[-4:] in self.badge:
                self.notes.insert(0, part)  # beside a badge with the year no list shows the date
            return self._put("date", part)
        if match := _ISSUE.fullmatch(part):
            return self._put("volume", match[1]) and self._put("number", match[2])
        if match := _NUMBERED.fullmatch(part):
            return self._put("volume" if match[1].lower().startswith("vol") else "number", match[2])
        for name, pattern, group in (("year", _YEAR, 0), ("pages", _PAGES, 2)):
            if match := pattern.fullmatch(part):
                return self._put(name, match[group])
        return len(part) < 60 and self._remark(part)

    def _remark(self, part: str) -> bool:
        if _DISTINCTION.search(part) and ("(" not in part or _DISTINCTION.match(part)) and not read_badge(part).venue:
            self.awards.insert(0, part)
            return True
        if _RANK.search(part) or _ACCEPTED.match(part):
            self.notes.insert(0, part)
            return True
        return False

    def _put(self, name: str, value: str) -> bool:
        is_new = name not in self.fields
        self.fields.setdefault(name, value)
        return is_new

    def _name(self, words: str) -> None:
        named = read_badge(words)
        if named.is_pending:
            self.fields["status"] = "under_review"
        if named.venue and not named.rest:
            self._known(words)
            return
        if not named.short and named.is_pending:
            if not _UNDER_REVIEW.search(self.badge):
                self.notes.insert(0, words)
            if named.year:
                self._put("year", named.year)
            return
        if words := self._without_short(words):
            self.fields["venue"] = words
            if kind := kind_of(words):
                self.fields["type"] = kind

    def _without_short(self, words: str) -> str:
        """A name without its year, and without its short form in brackets if that is on the badge."""
        match = _SHORT.match(words)
        if match and (sum(letter.isupper() for letter in match[2]) >= 2 or read_badge(match[2]).venue):
            self._put("venue_short", match[2])
            if match[3]:
                self._put("year", match[3] if len(match[3]) == 4 else f"20{match[3]}")
            bare = match[1].rstrip(" ,")
            return bare if not self.badge or self._shown(match[2]) else f"{bare} ({match[2]})"
        if joined := _JOINED.fullmatch(words):
            self._put("year", joined[2])
            return joined[1]
        if (end := re.search(r"(?<![\s,])[\s,]+((?:19|20)\d\d)$", words)) and end.start() > 2:
            self._put("year", end[1])
            return words[: end.start()].rstrip(" ,")
        return words

    def _known(self, words: str) -> None:
        """The full name of a known venue; its short form stays in sight."""
        found = read_badge(words)
        if found.venue is None:
            return
        shown = not self.badge or self._shown(found.short)
        name = found.venue.name
        self.fields["venue"] = name if shown or found.short.casefold() in name.casefold() else f"{name} ({found.short})"
        if found.venue.short:
            self.fields["venue_short"] = found.short
        self.fields["type"] = found.venue.kind
        if found.year:
            self._put("year", found.year)
        if found.award:
            self.awards.append(found.award)

    def _shown(self, short: str) -> bool:
        if not self.badge:
            return False
        return re.search(rf"(?<!\w){re.escape(short)}(?![A-Za-z])", self.badge, re.I) is not None


def _last_part(words: str) -> tuple[str, str, str]:
    """A text without what is behind its last comma outside brackets, the comma, and that."""
    depth = 0
    for index in range(len(words) - 1, 0, -1):
        letter = words[index]
        depth += letter in ")）]"
        depth -= letter in "(（["
        if letter in ",，;|·" and not depth:
            return words[:index].rstrip(" ,;|"), letter, words[index + 1 :].strip(" .")
    return words, "", ""


def venue_of_badge(badge: str) -> dict[str, str]:
    """What a badge says of a paper whose box names no venue: `NeurIPS 2024`, `AAAI-26 Oral`."""
    found = read_badge(badge)
    fields: dict[str, str] = {}
    if found.year:
        fields["year"] = found.year
    if found.is_pending:
        fields["status"] = "under_review"
    if found.venue and not (found.is_pending and found.venue.kind == "preprint"):
        fields |= {"venue": found.venue.name, "type": found.venue.kind}
        fields |= {"venue_short": found.venue.short} if found.venue.short else {}
    elif found.year and _CAPITALS.fullmatch(found.short):
        fields["venue"] = found.short
    elif found.year and len(_ABBREVIATED.findall(badge)) > 1:  # `Adv. Tidal Mater. 2025`
        fields |= {"venue": badge.partition(found.year)[0].strip(" ,("), "type": "journal"}
    elif not found.venue and found.short and (kind := kind_of(badge)):
        name = " ".join(found.short.split())
        fields |= {"type": kind} if name.casefold() in {"preprint", "journal", "conference", "workshop"} else {
            "venue": name, "type": kind}  # fmt: skip
    return fields
