"""The progress of a work towards publication, as people write it into any field: "in press", "to appear in Tides"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "in_press": """in press|inpress|article in press|in print|in production|im druck|in druck|sous presse|en prensa|
        in stampa""",
    "accepted": """accepted|accepted for publication|accepted manuscript|conditionally accepted|to appear|will appear|
        forthcoming|im erscheinen|erscheint demnächst|à paraître|a paraître|accepté|aceptado|accettato|por aparecer""",
    "under_review": """under review|under peer review|in review|in peer review|under submission|in submission|submitted|
        submitted for publication|submitted manuscript|under revision|in revision|revise and resubmit|eingereicht|
        in begutachtung|soumis|enviado|sottomesso""",
    "published": "published",
}
_STATUS = {phrase.strip(): status for status, phrases in _WORDS.items() for phrase in phrases.split("|")}
_PHRASES = "|".join(
    re.escape(phrase).replace(r"\ ", r"[\s~_-]+")
    for phrase in sorted(_STATUS, key=len, reverse=True)
    if phrase != "published"
)
# One of these is in each phrase.
_STEMS = """press print druck appear forthcoming accept submi review revis produc eingereicht begutacht erschein
paraître soumis prensa stampa aparecer enviado aceptado accett sottomesso""".split()
# As text: they are compiled only if some field may hold a status.
_AFTER = rf"(?is)(?P<rest>.*?\S)\s*(?:[,;:–—]|\s-|[(\[])\s*(?P<phrase>{_PHRASES})\s*[)\]]?[.,;]?\s*"
_BEFORE = (
    rf"(?is)[(\[]?(?P<phrase>{_PHRASES})(?:[)\]]|\s*[,;:.–—]|(?=\s+(?:to|in|at|by|with|for|bei|in der|im|à|en)\s))\s*"
    r"(?:(?:to|in|at|by|with|for|bei|in der|im|à|en)\s+(?:the\s+)?(?!20|19))?(?P<rest>\S.*)"
)
_BEFORE_A_YEAR = rf"(?is)(?P<phrase>{_PHRASES})\s+(?:in\s+)?(?P<rest>.*[0-9].*)"
_AFTER_A_YEAR = rf"(?is)(?P<rest>.*[0-9].*?)\s+(?P<phrase>{_PHRASES})"
_FORMS = (_AFTER, _BEFORE, _BEFORE_A_YEAR, _AFTER_A_YEAR)
_LONGEST = 300  # more is a text, in which such words mean something else


class Taken(NamedTuple):
    """A status that is not `published`, and the text without it."""

    status: str
    rest: str


def status_of(text: str) -> str:
    """The status if a text says nothing but a status, else empty."""
    return _STATUS.get(" ".join(re.sub(r"[\s~_-]+", " ", text.lower()).strip(" .,;()[]").split()), "")


@lru_cache(maxsize=16_384)  # journals and years recur
def may_hold_status(text: str) -> bool:
    """False if a text certainly contains no status; quick."""
    if not text or text.isdecimal():
        return False
    text = text.lower()
    return any(stem in text for stem in _STEMS)


@lru_cache(maxsize=4096)  # journals and publishers with "Review" and "Press" in their names recur
def take_status(text: str) -> Taken | None:
    """The status in a text, "Journal of Tides (in press)", "submitted to Tides", "2025, to appear"; None without one.

    Words inside a sentence are not a status: "Review of papers in press".
    """
    if len(text) > _LONGEST or not may_hold_status(text):
        return None
    if (status := status_of(text)) and status != "published":
        return Taken(status, "")
    for form in _FORMS:
        if found := re.fullmatch(form, text):
            return Taken(status_of(found["phrase"]), found["rest"].strip())
    return None
