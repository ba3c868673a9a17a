"""A clean BibTeX entry, as a reader copies it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

# What pages show (al-folio's names and ours), what reference managers keep for themselves, and what is said by
# other means once an entry stands alone.
_PRIVATE = """abbr abstract acl additional_info altmetric annotation award award_name badge bibtex bibtex_show blog
category code dimensions google_scholar_id hal hal_id hidden html image image_alt inspirehep_id links openalex
openreview pdf poster preprint preview repo scholar scores selected semantic_scholar slides status summary supp
supplementary tags topic venue venue_short video website
annote __markedentry comment date-added date-modified file groups interhash intrahash keywords local-url owner priority
qualityassured ranking rating read readstatus relevance review search timestamp username creationdate modificationdate
biburl bibsource langid localfile
crossref xdata xref ids entryset"""
PRIVATE_FIELDS = frozenset(_PRIVATE.split())
"""Fields that are about a page or a program and not about the work."""

_PRIVATE_STARTS = ("bdsk-", "mendeley-", "jabref-", "comment-", "abbr_")
# Who, what, where, when, then how to get it; what is not named stands between the two groups, by name.
_FIRST = """author title subtitle titleaddon editor booktitle booksubtitle maintitle journal journaltitle
journalsubtitle shortjournal series edition volume number issue chapter pages eid pagetotal school institution
organization publisher address location howpublished type note pubstate month year date"""
_LAST = "isbn issn eprint archiveprefix eprinttype primaryclass eprintclass pmid pmcid doi url urldate"
_PLACES = {name: place for place, name in enumerate(_FIRST.split())}
_PLACES |= {name: 1000 + place for place, name in enumerate(_LAST.split())}

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names of months that every BibTeX style defines, from January."""
_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|0?([1-9])|(1[0-2])", re.IGNORECASE)
_NOT_IN_KEYS = re.compile(r"[\s,{}()\"#%\\~='@]+")
_SIMPLE_KEY = re.compile(r"[A-Za-z0-9]+(?:[-_.:][A-Za-z0-9]+)*").fullmatch
# BibTeX counts every brace, most other readers leave out those behind a backslash.
_COUNTS = (re.compile(r"[{}]"), re.compile(r"(?<!\\)[{}]"))
# Most values are words and numbers, which need no second look; months are macros.
_HARMLESS = re.compile(
    r"(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9]{1,2}$| )"
    r"(?:[^\s{}\\\x00-\x1f\x7f\ud800-\udfff]| (?! ))+(?<! )",
    re.IGNORECASE,
).fullmatch
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@functools.cache
def is_private(name: str) -> bool:
    """Whether a field has no place in an entry that others copy."""
    return name in PRIVATE_FIELDS or name.startswith(_PRIVATE_STARTS)


def format_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """A BibTeX entry, one field a line, in an order that does not depend on that of `fields`.

    Args:
        kind: `article`; upper case and signs go.
        key: the key; what BibTeX allows in no key becomes a dash.
        fields: LaTeX texts by name, without their braces. Private and empty ones are left out.

    Returns:
        Text that BibTeX reads whatever the values hold: braces without their other half are taken out.
    """
    written = {
        low: value for name, text in fields.items() if text and (low := _public(name)) and (value := _value(low, text))
    }
    width = max(map(len, written), default=0)
    lines = [f"  {name:<{width}} = {written[name]}," for name in sorted(written, key=_place)]
    safe_kind = kind if kind.isalpha() and kind.islower() else re.sub(r"[^a-z]+", "", kind.lower()) or "misc"
    return "\n".join([f"@{safe_kind}{{{safe_key(key)},", *lines, "}"])


def safe_key(key: str) -> str:
    """A key as BibTeX takes it."""
    clean, count = _NOT_IN_KEYS.subn("-", _CONTROL.sub("", key))
    return (clean.strip("-") if count else clean) or "entry"


@functools.lru_cache(maxsize=65_536)
def is_key(key: str) -> bool:
    """Whether every BibTeX program takes the key as it is."""
    if _SIMPLE_KEY(key):
        return True
    return key.isascii() and safe_key(key) == key


@functools.cache
def _public(name: str) -> str:
    """The name in lower case, empty if it is no name or a private one."""
    low = name.lower()
    is_name = re.fullmatch(r"[A-Za-z][\w:.+/-]*", name, re.ASCII) is not None
    return low if is_name and not is_private(low) else ""


@functools.cache
def _place(name: str) -> tuple[int, str]:
    return _PLACES.get(name, 500), name


def _value(name: str, text: str) -> str:
    if _HARMLESS(text):
        return f"{{{text}}}"
    text = balanced(" ".join(_CONTROL.sub(" ", text).split()))
    if name == "month" and (found := _MONTH.fullmatch(text)):
        # The twelve macros that every style defines.
        return found[1].lower() if found[1] else MONTHS[int(found[2] or found[3]) - 1]
    return f"{{{text}}}" if text else ""


def balanced(text: str) -> str:
    r"""The text with a pair for each brace, whether or not a reader counts `\{` as one."""
    if "{" in text or "}" in text:
        if any(_is_unbalanced(text, braces) for braces in _COUNTS):
            text = text.replace("\\{", "\\lbrace{}").replace("\\}", "\\rbrace{}")
            text = _without_odd_braces(text)
        # A backslash hides the brace behind it from some readers.
        text = text.replace("\\\\}", "\\\\ }")
    return f"{text} " if text.endswith("\\") else text


def _is_unbalanced(text: str, braces: re.Pattern[str]) -> bool:
    depth = 0
    for found in braces.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return True
    return depth != 0


def _without_odd_braces(text: str) -> str:
    open_at: list[int] = []
    odd: set[int] = set()
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            open_at.append(found.start())
        elif open_at:
            open_at.pop()
        else:
            odd.add(found.start())
    odd.update(open_at)
    return "".join(letter for index, letter in enumerate(text) if index not in odd)
