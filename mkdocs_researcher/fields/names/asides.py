"""Additions to names in lists of authors that do not belong to the names: ORCID iDs, addresses, affiliations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Rare, so they are compiled when they are first used.
_ORCID = (
    r"(?i)(?<!\s)\s*+(?:\\orcid[A-Za-z]*+\s*+\{|[\[(<]\s*+|(?<=\s))(?:orcid(?: ?id)?[:\s]*+)?(?:https?://)?(?:www\.)?"
    r"(?:orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX](?:\s*+[\])>}])?|\s?[\[(]\s*+orcid\b[^()\[\]]*+[\])]"
)
_BRACKETS = r"[{}]|(?<=\S)\s?[(\[（]([^()\[\]（）]*+)[)\]）]"
_INSTITUTION = (
    r"(?i)(?<![^\W\d_])(?:(?:universi|universt?et|uniwersyt|instit|istitut|polit[eé][ck]|polytech|hochschul|laborator|departm"
    r"|fakult|facult|h[oô]pital|hospital|klinik|clinic|akadem|academ|observator|technolog|ministr)\w*|univ|inst|dept|dep"
    r"|labs?|école|ecole|college|collège|school|cent(?:er|re|ro)|zentrum|research|company|corporation|corp|inc|ltd|gmbh"
    r"|google|deepmind|microsoft|openai|ag)(?![^\W\d_])|大学|大學|学院|學院|研究|대학교|연구"
)
# "(MIT)" and "(ETH, CNRS)"; two letters may be initials.
_ACRONYMS = r"(?![IVX]+\Z)[A-Z]{3,8}(?:[\s,;/&-]+[A-Z]{2,8})*"
_EMAIL = r"(?i)[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}[>)\]]?"
_NOTE = r"\\(?:thanks|footnote|footnotetext)\s*\{([^{}]*)\}"
_ORCIDS_LEFT = "pages do not show the ORCID iDs of authors; yours belongs under links: in profile.yml"
_EMAILS_LEFT = "pages do not show e-mail addresses in lists of authors"
_NOTES_LEFT = "pages do not show notes in lists of authors, such as '{}'; write a mark after the name, or use note"
_SIGNS = ("(", "000", "（", "@", "thanks", "footnote")
_PLACES_LEFT = (
    "pages do not show affiliations in lists of authors, such as '{}'; those of co-authors belong into data/people.yml"
)


def without_asides(text: str) -> str:
    """One or several names without ORCID iDs, addresses and affiliations, "Mira Tovanne (Halden Bay University)"."""
    text = re.sub(_EMAIL, "", text) if "@" in text else text
    if "000" in text or "rcid" in text.lower():
        text = re.sub(_ORCID, "", text)
    parts, start = [], 0
    for first, last, _ in _affiliations(text):
        parts.append(text[start:first])
        start = last
    return "".join([*parts, text[start:]]) if parts else text


def asides_note(value: object) -> str:
    """The message about names with ORCID iDs, affiliations and the like; empty for others."""
    if not value or (not any(sign in (whole := str(value)) for sign in _SIGNS) and whole.count("[") < 2):
        return ""
    texts = list(_texts(value))
    place = next((inner for text in texts for *_, inner in _affiliations(text)), "")
    found = [_ORCIDS_LEFT] if any(re.search(_ORCID, text) for text in texts) else []
    found += [_PLACES_LEFT.format(place[:60])] if place else []
    found += [_EMAILS_LEFT] if any("@" in text and re.search(_EMAIL, text) for text in texts) else []
    note = next((match[1] for text in texts if "\\" in text and (match := re.search(_NOTE, text))), "")
    return "; ".join([*found, _NOTES_LEFT.format(" ".join(note.split())[:60])] if note else found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)


def _affiliations(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each affiliation outside braces, which enclose names of organizations."""
    if not any(bracket in text for bracket in "([（"):
        return
    depth = 0
    for found in re.finditer(_BRACKETS, text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        inner = " ".join((found[1] or "").split())
        if depth == 0 and inner and (re.search(_INSTITUTION, inner) or re.fullmatch(_ACRONYMS, inner)):
            yield found.start(), found.end(), inner
