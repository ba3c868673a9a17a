"""Additions to names, which are not part of them, and the extended format, which names the parts.

- ORCID iDs, addresses and affiliations in lists of authors;
- titles before names and degrees after them, "Prof. Dr. Mira Tovanne, PhD, MPH";
- BibLaTeX writes `family=Berg, given=Kai, prefix=van den` (its manual, section 3.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
_EMAILS_LEFT = "pages do not show email addresses in lists of authors"
_NOTES_LEFT = "pages do not show notes in lists of authors, such as '{}'; write a mark after the name, or use note"
_SIGNS = ("(", "000", "（", "@", "thanks", "footnote")
_PLACES_LEFT = (
    "pages do not show affiliations in lists of authors, such as '{}'; those of co-authors belong in data/people.yml"
)

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

_AROUND_DEGREES = r"\s?[(\[（]([^()\[\]（）]*)[)\]）]"

# The extended format.
_KEYS = ("family", "given", "prefix", "suffix")
_START = rf"""(?i)\s*+(?:[{{"]\s*+)?(?:{"|".join(_KEYS)}|useprefix|juniorcomma|id)\s*="""
_KEY = rf"""(?i)\b(?:{"|".join(_KEYS)})\s*="""
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PAIR = (
    rf"""\s*(?:"(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<value>[^"]*)"|(?P<bare>[A-Za-z][\w-]*)\s*=\s*"""
    rf"""(?P<rest>"(?:[^"{{}}]|{_BRACED})*"|(?:[^,"{{}}]|{_BRACED})*))\s*(?:,|\Z)"""
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
    whole = str(value) if value else ""
    if not any(sign in whole for sign in _SIGNS) and whole.count("[") < 2:
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
        _AROUND_DEGREES, lambda found: "" if degree_rank(re.split(r"[\s,;]+", found[1].strip())) > 0 else found[0], text
    )


def without_degrees(parts: list[list[str]], *, lenient: bool = False) -> list[list[str]]:
    """The parts of a name, which commas separate, without degrees.

    If `lenient`, "Mira Tovanne, MA" has a degree, too; otherwise it is the family name and the initials of somebody.
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


def has_extended(text: str) -> bool:
    """True if a text may contain names in the extended format."""
    return "=" in text and re.search(_KEY, text) is not None


def is_extended(text: str) -> bool:
    """True if a text starts with a part of a name in the extended format."""
    return "=" in text and re.match(_START, text) is not None


def read_extended(text: str) -> dict[str, str]:
    """The values of `family`, `given`, `prefix` and `suffix`, as far as they are given; options are passed over.

    `ValueError` if the text has a part without `=`, or neither a family name nor a given name.
    """
    found: dict[str, str] = {}
    position = 0
    while position < len(text):
        pair = re.compile(_PAIR).match(text, position)
        if not pair:
            raise ValueError(f"'{text[position:].strip()[:60]}' is not part of a name such as 'family=Berg, given=Kai'")
        value = pair["value"] or pair["rest"] or ""
        found.setdefault((pair["key"] or pair["bare"]).lower(), " ".join(value.strip().strip('"').split()))
        position = pair.end()
    if not (found.get("family") or found.get("given")):
        raise ValueError(f"'{text[:60]}' has neither family= nor given=")
    return {key: found[key] for key in _KEYS if found.get(key)}
