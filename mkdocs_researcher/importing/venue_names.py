"""Whether two names of venues are one: in full, shortened (`J. of Tides`), or by their letters (`CVPR`, `NeurIPS`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LITTLE_WORDS = """
of the on in and for at a an de des der die und et la le proc proceedings ieee acm cvf siam th st nd rd
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
# What one name of a venue says and another of the same leaves out.
_SOFT_WORDS = """
advances annual conf conference int international intl joint meeting symposium symp main track
european american asian association chapter ed edition part
"""
_SOFT = frozenset(_SOFT_WORDS.split())
# What makes another venue of the same letters: ACL and the Transactions of the ACL.
_OTHER_WORDS = "findings journal letters magazine review supplement trans transactions workshop workshops companion"
_OTHER = frozenset(_OTHER_WORDS.split())
# Series in which the works of many conferences appear: they do not tell which.
_SERIES = re.compile(
    r"lecture notes|proceedings of machine learning research|\bpmlr\b|\blncs\b|\blnai\b"
    r"|computer and information science|\bceur\b|conference proceedings? series|conference series|\blipics\b"
    r"|intelligent systems and computing|leibniz international",
    re.I,
)
_CONFERENCE = re.compile(r"\b(?:conference|conf|symposium|symp|workshops?|advances in|meeting|congress)\b", re.I)
_JOURNAL = re.compile(r"\b(?:journal|j\.|transactions|trans\.|letters|lett\.|annals|quarterly|magazine|bulletin)", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 30


def is_one_venue(ones: Iterable[str], others: Iterable[str]) -> bool | None:
    """Whether works appeared at one venue.

    Args:
        ones: the names that a work gives, in full and short; plain text.
        others: those of another work.

    Returns:
        None if that cannot be told: no name on one side, only that of a series, or names in two scripts.
    """
    first, second = _telling(ones), _telling(others)
    if not first or not second:
        return None
    pairs = [(one, other) for one in first for other in second]
    if any(_is_one(one, other) or _is_one(other, one) for one, other in pairs):
        return True
    return None if any(_is_ascii(one) != _is_ascii(other) for one, other in pairs) else False


def kind_of_venue(names: Iterable[str]) -> str:
    """`conference` or `journal`, as far as the name of a venue tells; else empty."""
    text = " ".join(name for name in names if not _SERIES.search(name))
    if _CONFERENCE.search(text):
        return "conference"
    return "journal" if _JOURNAL.search(text) else ""


def _telling(names: Iterable[str]) -> list[tuple[str, ...]]:
    return [words for name in names if not _SERIES.search(name) and (words := _words(name))]


def _words(name: str) -> tuple[str, ...]:
    """The words that tell something; a word of letters such as `CoDaL` keeps its case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [word if _is_acronym(word) else word.casefold() for word in _WORD.findall(plain)[:_MOST_WORDS]]
    return tuple(word for word in words if word.casefold() not in _LITTLE) or tuple(word.casefold() for word in words)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 12 and sum(map(str.isupper, word)) >= 2


def _is_ascii(words: Sequence[str]) -> bool:
    return all(map(str.isascii, words))


def _is_one(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of a name stand in another one in their order, and what is left there means little."""
    rest = _left(short, long)
    if rest is None:
        return False
    low = {word.casefold() for word in rest}
    # Letters need no more words; "Nature" is not "Nature Communications".
    return not low & _OTHER if all(map(_is_acronym, short)) else low <= _SOFT or all(map(_is_acronym, rest))


@lru_cache(maxsize=2_000)
def _left(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words of a name that another does not have; None if it lacks one of the other's."""
    if not short:
        return long
    for index, word in enumerate(long):
        steps = [1] if _shortens(short[0], word) else []
        if _is_acronym(short[0]) and (spelt := _spelt(short[0].casefold(), long[index:])):
            steps.append(spelt)
        for step in steps:
            if (rest := _left(short[1:], long[index + step :])) is not None:
                return (*long[:index], *rest)
    return None


def _shortens(one: str, other: str) -> bool:
    """Whether a word is another one, or short for it: `Trans`, `Natl`."""
    first, second = sorted((one.casefold(), other.casefold()), key=len)
    if _is_acronym(one) or _is_acronym(other):
        return first == second
    letters = iter(second)
    return first[0] == second[0] and all(letter in letters for letter in first)


@lru_cache(maxsize=2_000)
def _spelt(letters: str, words: tuple[str, ...]) -> int:
    """How many words a row of letters is made of, each letter or more from the start of a word; 0 if it is not."""
    if not words or not words[0].casefold().startswith(letters[0]):
        return 0
    for size in range(len(letters), 0, -1):
        if not words[0].casefold().startswith(letters[:size]):
            continue
        if size == len(letters):
            return 1
        for skipped in range(1, len(words)):
            if words[skipped - 1] in _OTHER and skipped > 1:
                break
            if more := _spelt(letters[size:], words[skipped:]):
                return skipped + more
    return 0
