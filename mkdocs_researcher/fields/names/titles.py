"""Titles before names and degrees after them, "Prof. Dr. Mira Tovanne, PhD, MPH"; neither is part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Compared without dots. "MA" and "PE" may be initials as well, so they are degrees only next to another degree; "MD" is
# one also after a given name and a family name.
_SURE = """PhD PHD Phd DPhil DSc ScD DEng EngD EdD PsyD PharmD DrPH DMSc DLitt DTech MSc MPhil MRes MEng MTech MStat
MMath MPharm MEd MDes MArch MLitt MBBS MBChB MBBCh BSc BEng BTech BEd BPharm BArch LLM LLB LLD CEng PEng CPhys FRCP FRCS
FRSC FACS FACP FACC FAHA FIEEE FREng FRSE FRCPC MRCP Habil BSN DNP APRN CSc DrSc
DBA EMBA CFA"""
_LIKELY = "MD MPH MBA MHS MSW MSN MPP MPA MFA DDS DMD DVM JD RN FRS"
_POSSIBLE = "MA MS BA BS PE ME BE AM SM RD DO CPA candidate student"
_LONGEST = 6
_RANKS = {word: rank for rank, words in enumerate((_POSSIBLE, _LIKELY, _SURE)) for word in words.split()}
# Words that continue a title: with a dot, or as written here ("Dr. Phil Tovanne" has a given name).
_TITLES = frozenset(
    """prof professor dr doctor univ-prof assoc asst assist em emer apl priv-doz dr-ing dr-med dipl-ing dipl-phys
    dipl-math dipl-inf ing rer nat med phil habil hc mult sc techn mr mrs ms mx dott dottssa profa dra""".split()
)
_BARE_TITLES = frozenset("Prof Professor Dr Doctor PD Emeritus rer nat med phil habil hc mult techn".split())
# These open a series of titles; the others only continue one.
_OPENING = re.compile(
    r"(?i:prof|dr|dra|profa|dott|dott\.ssa|univ\.?-prof|priv\.-doz|dipl\.-\w+|dr\.?-(?:ing|med)|mr|mrs|ms|mx|mgr|rndr|mudr|"
    r"ass(?:oc|t|ist)|ing|em)\.|(?:Prof(?:essor)?|Dr|Professorin|Privatdozent|PD(?= Dr)|Sir|Dame|Mr|Mrs|Ms|Univ-Prof|"
    r"(?:Associate|Assistant|Emeritus) Professor)(?=\s)"
)

_BRACKETS = r"\s?[(\[（]([^()\[\]（）]*)[)\]）]"


def _rank(word: str) -> int:
    """2 for a degree, 1 for a likely and 0 for a possible one, -1 for any other word."""
    return _RANKS.get(word.replace(".", "").strip(" ,;()").replace("-", ""), -1)


def degree_rank(words: Sequence[str]) -> int:
    """How surely a part of a name consists of degrees: 2, 1 or 0; -1 if it does not."""
    if words and all(map(_continues, words)):
        return 2  # "Dr. rer. nat." after a name
    ranks = [_rank(word) for word in words]
    return max(ranks) if ranks and min(ranks) >= 0 else -1


def _is_abbreviation(words: Sequence[str], least: int) -> bool:
    letters = words[0].replace(".", "").replace("-", "")
    return len(words) == 1 and letters.isupper() and least <= len(letters) <= _LONGEST


def without_titles(words: list[str]) -> list[str]:
    """The words of a name without the titles before it; unchanged if nothing else is left."""
    if not words or not _OPENING.match(" ".join(words)):
        return words
    start = 1
    while start < len(words) and _continues(words[start]):
        start += 1
    return words[start:] or words


def _continues(word: str) -> bool:
    return word in _BARE_TITLES or (word.endswith(".") and word.lower().replace(".", "") in _TITLES)


def without_bracketed_degrees(text: str) -> str:
    """One or several names without degrees in brackets, "Mira Tovanne (PhD, MPH)"."""
    return re.sub(
        _BRACKETS, lambda found: "" if degree_rank(re.split(r"[\s,;]+", found[1].strip())) > 0 else found[0], text
    )


def without_degrees(parts: list[list[str]], *, lenient: bool = False) -> list[list[str]]:
    """The parts of a name, which commas separate, without degrees.

    Args:
        parts: the words of each part.
        lenient: "Mira Tovanne, MA" has a degree, too; otherwise it is the family name and the initials of somebody.
    """
    first, *rest = parts
    needed = 0 if lenient else 1
    is_whole = len(first) > 1 and not first[0].islower()
    ranks = [degree_rank(words) for words in rest]
    if max(ranks, default=-1) > 0:  # next to a degree, other capitals are one, too
        pairs = enumerate(zip(rest, ranks, strict=True))
        ranks = [0 if rank < 0 and _is_abbreviation(words, 2 if i else 3) else rank for i, (words, rank) in pairs]
    kept = []
    for index, (words, rank) in enumerate(zip(rest, ranks, strict=True)):
        is_given = index == 0 and rank < 2 and not (is_whole and (rank >= needed or max(ranks[1:], default=-1) >= 0))
        if rank < 0 or is_given:
            kept.append(words)
    parts = [first, *kept]
    parts[-1] = _without_last_degrees(parts[-1], keep=2 if len(parts) == 1 else 1)
    return parts


def _without_last_degrees(words: list[str], keep: int) -> list[str]:
    """The words without degrees at their end: "Mira Tovanne PhD", "Mira Tovanne MD PhD"."""
    end = len(words)
    while end > 1 and _rank(words[end - 1]) >= 0:
        end -= 1
    dropped = [_rank(word) for word in words[end:]]
    least = 1 if end >= keep and not words[0].islower() and keep > 1 else 2
    return words[:end] if dropped and max(dropped) >= least else words
