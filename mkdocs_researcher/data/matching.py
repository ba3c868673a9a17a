"""Decides whether two records are the same work: by identifiers, else by title, authors and year.

A preprint and its publication are one work. A paper in proceedings and its long version in a journal are two, even
under one title; so are works of two venues. Venues are compared in full, abbreviated (`J. of Tides`), or by their
letters (`CVPR`, `NeurIPS`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mkdocs_researcher.fields.identifiers import without_version
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.bibtex.vocabulary import is_preprint_server
from mkdocs_researcher.macros.papers.model import Paper

_TAG = r"<[^<>]*>"
_SHORT_TITLE = 13  # letters
_COMMON_TITLES = frozenset(
    """introduction editorial preface foreword afterword reply response comment discussion rejoinder review overview
    summary conclusion conclusions appendix erratum addendum corrigendum correction obituary abstract""".split()
)
_MAX_YEARS_TO_PRINT = 5  # from a preprint to its publication
# The DOI prefixes of preprint servers.
_PREPRINT_DOIS = ("10.48550/", "10.21203/", "10.31234/", "10.31219/", "10.2139/ssrn", "10.26434/", "10.20944/")
_NEVER_VERSIONS = frozenset({"dataset", "software", "patent", "poster", "thesis"})
_SIMILAR_TYPES = {"workshop": "conference", "chapter": "conference"}

_IGNORED_WORDS = frozenset(
    "of the on in and for at a an de des der die und et la le proc proceedings ieee acm cvf siam th st nd rd".split()
)
# Words that one name of a venue has and another name of the same venue leaves out.
_OPTIONAL_WORDS = frozenset(
    (
        "advances annual conf conference int international intl joint meeting symposium symp main track european"
        " american asian association chapter ed edition part"
    ).split()
)
# Words that make it another venue: ACL and the Transactions of the ACL.
_DISTINCTIVE_WORDS = frozenset(
    "findings journal letters magazine review supplement trans transactions workshop workshops companion".split()
)
# Series in which many conferences publish, so that the name does not identify one.
_SERIES = (
    r"(?i)lecture notes|proceedings of machine learning research|\bpmlr\b|\blncs\b|\blnai\b"
    r"|computer and information science|\bceur\b|conference proceedings? series|conference series|\blipics\b"
    r"|intelligent systems and computing|leibniz international"
)
_CONFERENCE = r"(?i)\b(?:conference|conf|symposium|symp|workshops?|advances in|meeting|congress)\b"
_JOURNAL = r"(?i)\b(?:journal|j\.|transactions|trans\.|letters|lett\.|annals|quarterly|magazine|bulletin)"
_WORD = r"[^\W\d_]+"
_MAX_WORDS = 30


class Identity(NamedTuple):
    """The facts by which a work is recognized; those that are unknown are empty.

    Attributes:
        ids: identifiers, each with its kind, as in `arxiv:2507.05257`.
        doi: of the publication, not of a preprint.
        title: its letters and digits.
        families: family names of its authors.
        venues: the names of its venue, in full and abbreviated.
        extent: volume, number and pages.
    """

    ids: frozenset[str]
    doi: str
    title: str
    families: frozenset[str]
    year: int | None
    type: str
    is_preprint: bool
    venues: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()


def normalized(title: str) -> str:
    """The letters and digits of a title, without case, accents, markup and white space."""
    folded = unicodedata.normalize("NFKD", re.sub(_TAG, "", html.unescape(plain_text(title)))).casefold()
    return "".join(character for character in folded if character.isalnum())


def is_preprint(paper: Paper) -> bool:
    """Is the paper only a preprint, as far as its fields show?"""
    if paper.type == "preprint":
        return True
    if paper.venue:
        return is_preprint_server(plain_text(paper.venue))
    return paper.type is None and bool(paper.arxiv) and not (paper.doi and not _is_preprint_doi(paper.doi))


def _is_preprint_doi(doi: str) -> bool:
    return doi.lower().startswith(_PREPRINT_DOIS)


def identity_of(paper: Paper) -> Identity:
    """The facts by which a paper is recognized."""
    found = {
        "arxiv": without_version(paper.arxiv or ""),
        "doi": (paper.doi or "").lower(),
        "openreview": paper.openreview,
        "acl": paper.acl,
        "pmid": paper.pmid,
        "openalex": paper.openalex,
        "hal": paper.hal,
        "isbn": paper.isbn if paper.type == "book" else "",
    }
    if found["doi"] and found["doi"].startswith("10.48550/arxiv."):
        found["arxiv"] = found["arxiv"] or found["doi"].removeprefix("10.48550/arxiv.")
    draft = is_preprint(paper)
    return Identity(
        frozenset(f"{kind}:{value}" for kind, value in found.items() if value),
        "" if draft or _is_preprint_doi(found["doi"] or "") else found["doi"] or "",
        normalized(paper.title) or plain_text(paper.title).strip(),
        frozenset(normalized(person.family or person.literal) for person in paper.authors) - {""},
        paper.published_year,
        paper.type or "",
        draft,
        tuple(plain_text(name) for name in (paper.venue, paper.venue_short) if name),
        (paper.volume or "", paper.number or "", paper.pages or ""),
    )


def is_same(one: Identity, other: Identity) -> bool:
    """Are two records the same work?"""
    if one.type != other.type and {one.type, other.type} & _NEVER_VERSIONS:
        return one.doi != "" and one.doi == other.doi
    if one.doi and other.doi and one.doi != other.doi:
        return False  # two publications, even if they name the same preprint
    if one.ids & other.ids:
        return True
    return _is_same_by_title(one, other)


def _is_same_by_title(one: Identity, other: Identity) -> bool:
    if not one.title or one.title != other.title or _differ_in_arxiv(one, other):
        return False
    gap = abs(one.year - other.year) if one.year and other.year else 0
    if one.families and other.families and not one.families & other.families:
        return False
    if len(one.title) < _SHORT_TITLE:
        return _is_same_short_title(one, other)
    if one.is_preprint != other.is_preprint:
        return gap <= _MAX_YEARS_TO_PRINT
    return gap <= 1 and (one.is_preprint or _is_one_publication(one, other, gap))


def _is_same_short_title(one: Identity, other: Identity) -> bool:
    """Are two works with a short title the same? Everything that is known of both must be equal."""
    if one.is_preprint != other.is_preprint and one.title not in _COMMON_TITLES:
        gap = abs(one.year - other.year) if one.year and other.year else 0
        return gap <= _MAX_YEARS_TO_PRINT and one.families == other.families != frozenset()
    if one.year != other.year or not _may_be_one_type(one, other):
        return False
    if one.families & other.families:
        return is_one_venue(one.venues, other.venues) is not False
    return (one.families, one.type, one.venues, one.extent) == (other.families, other.type, other.venues, other.extent)


def _is_one_publication(one: Identity, other: Identity, gap: int) -> bool:
    """Do two publications with the same title have the same kind and venue, as far as these are known?"""
    if not _may_be_one_type(one, other):
        return False
    at_one_venue = is_one_venue(one.venues, other.venues)
    if at_one_venue is None:
        found = (work.type or _kind_of_venue(work.venues) for work in (one, other))
        kinds = {_SIMILAR_TYPES.get(kind, kind) for kind in found if kind}
        return len(kinds) < 2
    # A conference has many names, and authors may just write "conference"; a journal has one name.
    return at_one_venue or (gap == 0 and {one.type, other.type} <= {"conference", "chapter"})


def _differ_in_arxiv(one: Identity, other: Identity) -> bool:
    first, second = ({name for name in work.ids if name.startswith("arxiv:")} for work in (one, other))
    return bool(first and second and not first & second)


def _may_be_one_type(one: Identity, other: Identity) -> bool:
    types = {_SIMILAR_TYPES.get(work.type, work.type) for work in (one, other) if work.type}
    return len(types) < 2


class KnownWorks:
    """Works among which the same work as another one is looked up, by number in their order."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self._works: list[Identity] = []
        self._by_name: dict[str, list[int]] = {}
        for paper in papers:
            self.add(paper)

    def add(self, paper: Paper) -> None:
        self._works.append(Identity(frozenset(), "", "", frozenset(), None, "", is_preprint=False))
        self.replace(len(self._works) - 1, paper)

    def replace(self, index: int, paper: Paper) -> None:
        """Replaces a work by another version of it; the identifiers of both find it."""
        work = identity_of(paper)
        self._works[index] = work._replace(ids=work.ids | self._works[index].ids)
        for name in _names(work):
            self._by_name.setdefault(name, []).append(index)

    def find(self, paper: Paper) -> int | None:
        """The number of the same work, preferably one with a common identifier; None if there is none."""
        work = identity_of(paper)
        candidates = dict.fromkeys(index for name in _names(work) for index in self._by_name.get(name, ()))
        same = [index for index in candidates if is_same(work, self._works[index])]
        return next((index for index in same if self._works[index].ids & work.ids), same[0] if same else None)


def _names(work: Identity) -> Sequence[str]:
    return [*sorted(work.ids), *([f"title:{work.title}"] if work.title else [])]


# Names of venues


def is_one_venue(ones: Iterable[str], others: Iterable[str]) -> bool | None:
    """Did two works, with these names of their venue in plain text, appear at one venue?

    None if this cannot be decided: no name on one side, only that of a series, or names in two scripts.
    """
    first, second = _identifying_words(ones), _identifying_words(others)
    if not first or not second:
        return None
    pairs = [(one, other) for one in first for other in second]
    if any(_is_abbreviation(one, other) or _is_abbreviation(other, one) for one, other in pairs):
        return True
    return None if any(_is_ascii(one) != _is_ascii(other) for one, other in pairs) else False


def _kind_of_venue(names: Iterable[str]) -> str:
    """`conference` or `journal`, if the names of a venue say so; else empty."""
    text = " ".join(name for name in names if not re.search(_SERIES, name))
    if re.search(_CONFERENCE, text):
        return "conference"
    return "journal" if re.search(_JOURNAL, text) else ""


def _identifying_words(names: Iterable[str]) -> list[tuple[str, ...]]:
    return [words for name in names if not re.search(_SERIES, name) and (words := _words(name))]


def _words(name: str) -> tuple[str, ...]:
    """The words that are not ignored; an acronym such as `CoDaL` keeps its case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [word if _is_acronym(word) else word.casefold() for word in re.findall(_WORD, plain)[:_MAX_WORDS]]
    return tuple(word for word in words if word.casefold() not in _IGNORED_WORDS) or tuple(
        word.casefold() for word in words
    )


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 12 and sum(map(str.isupper, word)) >= 2


def _is_ascii(words: Sequence[str]) -> bool:
    return all(map(str.isascii, words))


def _is_abbreviation(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Do the words of a name appear in another one in the same order, and do the others not distinguish venues?"""
    rest = _remaining_words(short, long)
    if rest is None:
        return False
    low = {word.casefold() for word in rest}
    if all(map(_is_acronym, short)):
        return not low & _DISTINCTIVE_WORDS
    return low <= _OPTIONAL_WORDS or all(map(_is_acronym, rest))  # "Nature" is not "Nature Communications"


@lru_cache(maxsize=2_000)
def _remaining_words(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words of a long name that a short one does not have; None if it lacks one of the short one's."""
    if not short:
        return long
    for index, word in enumerate(long):
        steps = [1] if _shortens(short[0], word) else []
        if _is_acronym(short[0]) and (length := _acronym_length(short[0].casefold(), long[index:])):
            steps.append(length)
        for step in steps:
            if (rest := _remaining_words(short[1:], long[index + step :])) is not None:
                return (*long[:index], *rest)
    return None


def _shortens(one: str, other: str) -> bool:
    """Are the words equal, or is one an abbreviation of the other, such as `Trans` or `Natl`?"""
    first, second = sorted((one.casefold(), other.casefold()), key=len)
    if _is_acronym(one) or _is_acronym(other):
        return first == second
    letters = iter(second)
    return first[0] == second[0] and all(letter in letters for letter in first)


@lru_cache(maxsize=2_000)
def _acronym_length(letters: str, words: tuple[str, ...]) -> int:
    """The number of words that an acronym stands for, with one or more letters from the start of each; 0 if none."""
    if not words or not words[0].casefold().startswith(letters[0]):
        return 0
    for size in range(len(letters), 0, -1):
        if not words[0].casefold().startswith(letters[:size]):
            continue
        if size == len(letters):
            return 1
        for skipped in range(1, len(words)):
            if words[skipped - 1] in _DISTINCTIVE_WORDS and skipped > 1:
                break
            if more := _acronym_length(letters[size:], words[skipped:]):
                return skipped + more
    return 0
