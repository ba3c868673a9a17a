"""Papers as BibTeX (Oren Patashnik, "BibTeXing", 1988), for people and for every reference manager."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence, Set

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.text import one_line, slug
from mkdocs_researcher.formats.bibtex.clean import read_entry
from mkdocs_researcher.formats.bibtex.entry_text import MONTHS, format_entry, is_key
from mkdocs_researcher.formats.bibtex.latex_write import escape, to_latex
from mkdocs_researcher.formats.paper_facts import (
    has_aside,
    institution,
    kind_of,
    pages_of,
    pending_note,
    thesis_degree,
    written_url,
)
from mkdocs_researcher.macros.papers.model import Paper

_KINDS = {
    "conference": "inproceedings",
    "workshop": "inproceedings",
    "journal": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
}
# What entries of the type "misc" are, for styles that say so.
_WORDS = {"patent": "Patent", "dataset": "Dataset", "software": "Software", "poster": "Poster"}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "bachelorsthesis": "Bachelor's thesis"}
# The field that names where it appeared, by type of entry.
_VENUES = {
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "article": "journal",
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "book": "series",
}
_ARXIV_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")
# "M.Sc. thesis" says no more than the type of the entry.
_DEGREE = re.compile(r"[\w.\s]{0,20}(?:thesis|dissertation)", re.I)
_AND = re.compile(r"(?<![^\s])(and)(?![^\s])", re.I)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex_entry(paper: Paper) -> str:
    """The paper as one entry.

    It is the author's own `bibtex` without private fields, or made from the other fields if there is none or it
    cannot be read.
    """
    return _entry(paper, "")


def bibtex_entries(papers: Iterable[Paper], entry_of: Callable[[Paper], str] = bibtex_entry) -> list[str]:
    """The papers as entries whose keys differ in more than case, as BibTeX wants.

    Args:
        papers: in the order of the file. An id that is a valid key goes before one that is only made into it.
        entry_of: `bibtex_entry`, or what remembers its results.
    """
    listed = list(papers)
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    entries = [""] * len(listed)
    for index in sorted(range(len(listed)), key=lambda index: key_of(listed[index]) != listed[index].id):
        entry = entry_of(listed[index])
        key = entry[entry.index("{") + 1 : entry.index(",")]
        if key.lower() in taken:
            key = _another(key, taken, counts)
            entry = _entry(listed[index], key)
        taken.add(key.lower())
        entries[index] = entry
    return entries


class BibtexEntries:
    """Papers as BibTeX entries with unique keys, made when the first one is asked for.

    Args:
        papers: gives all papers of the site, in the order of the file.
        cached: gives what an earlier build made of a paper, as `macros.base.Data.cached`.
    """

    def __init__(
        self,
        papers: Callable[[], Sequence[Paper]],
        cached: Callable[[Paper, Hashable, Callable[[], str]], str],
    ) -> None:
        self._papers = papers
        self._cached = cached

    @functools.cached_property
    def _by_id(self) -> dict[str, tuple[Paper, str]]:
        papers = self._papers()
        entries = bibtex_entries(papers, self._entry)
        return {paper.id: (paper, entry) for paper, entry in zip(papers, entries, strict=True)}

    def _entry(self, paper: Paper) -> str:
        return self._cached(paper, "bibtex", lambda: bibtex_entry(paper))

    @property
    def all(self) -> list[str]:
        """The entries of all papers, in their order."""
        return [entry for _, entry in self._by_id.values()]

    def on_page(self, paper: Paper) -> str:
        """The filter `bibtex`: the entry of a paper, empty if its author does not want it shown.

        A paper that is not one of the site's, as those that a page holds, has the key that it has by itself.
        """
        if not paper.bibtex_show:
            return ""
        known = self._by_id.get(paper.id)
        if known and (known[0] is paper or known[0] == paper):
            return known[1]
        return self._entry(paper)


def bibtex_file(papers: Iterable[Paper]) -> str:
    """All papers as the text of a `.bib` file."""
    return file_of(bibtex_entries(papers))


def file_of(entries: Sequence[str]) -> str:
    """Entries as the text of a `.bib` file."""
    return "\n\n".join(entries) + "\n" if entries else ""


def _another(key: str, taken: Set[str], counts: Counter[str]) -> str:
    """The key with the next number that makes it a new one."""
    while True:
        counts[key] += 1
        name = f"{key}-{counts[key] + 1}"
        if name.lower() not in taken:
            return name


def key_of(paper: Paper) -> str:
    """A key that is valid in every program: the id if it is one, else its letters and digits in ASCII."""
    if is_key(paper.id):
        return paper.id
    folded = unicodedata.normalize("NFKD", slug(paper.id))
    name = "".join(c if c.isascii() else f"{ord(c):x}" for c in folded if not unicodedata.combining(c))
    return name.strip("-") or "x"


def _entry(paper: Paper, key: str) -> str:
    if paper.bibtex and paper.has_clean_bibtex and not key:
        return paper.bibtex
    if paper.bibtex and (own := read_entry(paper.bibtex)):
        own_key = own.key if is_key(own.key) else key_of(paper)
        return format_entry(own.kind, key or own_key, own.fields)
    kind, fields = _fields(paper)
    return format_entry(kind, key or key_of(paper), fields)


def _kind(paper: Paper, kind: str) -> str:
    if kind == "thesis":
        return "phdthesis" if thesis_degree(paper) in {"doctor", ""} else "mastersthesis"
    if kind == "preprint" and not paper.arxiv:
        return "unpublished"
    return _KINDS.get(kind, "misc")


def _fields(paper: Paper) -> tuple[str, dict[str, str]]:
    """Type of the entry, and its fields; some are empty."""
    kind = kind_of(paper)
    entry = _kind(paper, kind)
    is_thesis_or_report = entry in {"phdthesis", "mastersthesis", "techreport"}
    venue = institution(paper) if is_thesis_or_report else paper.venue or ""
    pages = pages_of(paper)
    when = paper.when
    fields = {
        "title": to_latex(paper.title, protects=True),
        "author": _names(paper.authors),
        "editor": _names(paper.editors),
        **({"series": _venue(paper.series)} if paper.series else {}),
        _VENUES.get(entry, "howpublished"): _venue(venue),
        "publisher": "" if is_thesis_or_report and not paper.venue else _venue(paper.publisher or ""),
        "edition": escape(paper.edition or ""),
        "version": escape(paper.version or ""),
        "chapter": escape(paper.chapter or ""),
        "volume": escape(paper.volume or ""),
        "number": escape(paper.number or ""),
        "pages": "--".join(escape(page) for page in pages if page) if pages else "",
        "year": str(when.year) if when else "",
        "month": MONTHS[when.month - 1] if when and when.month else "",
        "doi": _address(paper.doi or ""),
        "isbn": paper.isbn or "",
        "url": _address(_url(paper)),
        "note": _note(paper, kind),
        "type": _genre(paper, kind),
    }
    if entry == "misc":
        fields["type"] = _WORDS.get(kind) or fields["type"]
    if paper.arxiv:
        fields |= {"eprint": _address(paper.arxiv), "archiveprefix": "arXiv"}
        if paper.category and _ARXIV_CATEGORY.fullmatch(paper.category):
            fields["primaryclass"] = paper.category
    return entry, fields


def _genre(paper: Paper, kind: str) -> str:
    """What the entry's type does not say of a thesis or a report."""
    if paper.genre:
        return _GENRES.get(paper.genre) or to_latex(paper.genre)
    return "Bachelor's thesis" if kind == "thesis" and thesis_degree(paper) == "bachelor" else ""


@functools.lru_cache(maxsize=4096)
def _venue(text: str) -> str:
    """Few venues and publishers for many papers."""
    return to_latex(text)


def _note(paper: Paper, kind: str) -> str:
    told = to_latex(paper.note or "")
    notes = ["" if kind == "thesis" and _DEGREE.fullmatch(told) else told, pending_note(paper)]
    return ". ".join(dict.fromkeys(note for note in notes if note))


def _url(paper: Paper) -> str:
    """An address to read it at; a DOI or an arXiv id says it already, unless the author gives one."""
    if url := written_url(paper):
        return "" if paper.doi and url.lower().endswith(paper.doi.lower()) else url
    if paper.doi or paper.arxiv:
        return ""
    for name in ("openreview", "acl", "pmid", "hal", "repo"):
        if value := getattr(paper, name):
            return IDENTIFIERS[name].url(value)
    return ""


def _address(text: str) -> str:
    """Fields that styles print as they are: no LaTeX in them, and no braces."""
    return one_line(text).translate(_IN_ADDRESS)


def _names(people: Iterable[Person]) -> str:
    # A name of blanks is still one of the authors.
    return " and ".join(_name(person).strip() or "{}" for person in people)


@functools.lru_cache(maxsize=65_536)
def _name(person: Person) -> str:
    """`von Last, Jr, First`, the form that leaves nothing to guess; a name that is not taken apart in braces."""
    if person == OTHERS:
        return "others"
    if person.literal or not person.given:
        return f"{{{escape(person.display)}}}"
    family = _part(person.family)
    if not person.particle and family[:1].islower() and " " in family:
        family = f"{{{family}}}"
    last = f"{_part(person.particle)} {family}".strip()
    if has_aside(person):
        return f"{last}, {_part(f'{person.given} {person.suffix}')}"
    return ", ".join(part for part in (last, _part(person.suffix), _part(person.given)) if part)


def _part(text: str) -> str:
    """Part of a name; what BibTeX would take for the end of it stands in braces."""
    text = _AND.sub(r"{\1}", escape(text))
    return f"{{{text}}}" if "," in text else text
