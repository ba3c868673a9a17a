"""Papers as BibTeX (Oren Patashnik, "BibTeXing", 1988), for people and for every reference manager.

From top to bottom: papers as entries and files; one entry as clean text; the entry that an author gives for a paper,
read so that it can be written again in good order.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.text import one_line, slug
from mkdocs_researcher.formats.bibtex.latex_write import escape, to_latex
from mkdocs_researcher.formats.bibtex.text import MONTHS, read_pieces
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

_MONTHS = tuple(MONTHS)
_KINDS = {
    "conference": "inproceedings",
    "workshop": "inproceedings",
    "journal": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
}
# Names for entries of the type "misc", for styles that print them.
_WORDS = {"patent": "Patent", "dataset": "Dataset", "software": "Software", "poster": "Poster"}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "bachelorsthesis": "Bachelor's thesis"}
# The field of the venue by entry type.
_VENUES = {
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "article": "journal",
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "book": "series",
}
# Fields without markup that have the same name in BibTeX.
_PLAIN = ("volumes", "edition", "version", "chapter", "volume", "number")
_ARXIV_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")
# "M.Sc. thesis" says no more than the entry type.
_DEGREE = re.compile(r"[\w.\s]{0,20}(?:thesis|dissertation)", re.I)
_AND = re.compile(r"(?<![^\s])(and)(?![^\s])", re.I)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex_entry(paper: Paper) -> str:
    """The paper as one entry: the author's `bibtex` without private fields, or one made from the other fields.

    The latter if `bibtex` is empty or cannot be read.
    """
    return _entry(paper, "")


def bibtex_entries(papers: Iterable[Paper], entry_of: Callable[[Paper], str] = bibtex_entry) -> list[str]:
    """The papers as entries whose keys differ in more than case, as BibTeX requires.

    Args:
        papers: in the order of the file. Where keys clash, an id that is a valid key as written keeps it.
        entry_of: `bibtex_entry` or a cached version of it.
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


# Without these nobody can cite a work. `date` is the year of biblatex.
_NEEDED = frozenset(("author", "title", "year", "date"))


class BibtexEntries:
    """Papers as BibTeX entries with unique keys, made when the first one is asked for.

    Args:
        papers: gives all papers of the site, in the order of the file.
        cached: gives what an earlier build made of a paper, as `macros.base.Data.cached`.
        hidden: names of fields to leave out.
    """

    def __init__(
        self,
        papers: Callable[[], Sequence[Paper]],
        cached: Callable[[Paper, Hashable, Callable[[], str]], str],
        hidden: Iterable[str] = (),
    ) -> None:
        self._papers = papers
        self._cached = cached
        self.hidden = frozenset(name.lower() for name in hidden) - _NEEDED
        self._left_out: set[str] = set()
        self._kept: set[str] = set()

    @functools.cached_property
    def _by_id(self) -> dict[str, tuple[Paper, str]]:
        papers = self._papers()
        entries = [self._without_hidden(entry) for entry in bibtex_entries(papers, self._entry)]
        return {paper.id: (paper, entry) for paper, entry in zip(papers, entries, strict=True)}

    def _without_hidden(self, entry: str) -> str:
        if not self.hidden or (read := read_entry(entry)) is None:
            return entry
        kept = {name: value for name, value in read.fields.items() if name not in self.hidden}
        self._kept.update(kept)
        self._left_out.update(read.fields.keys() - kept.keys())
        return format_entry(read.kind, read.key, kept) if len(kept) < len(read.fields) else entry

    def unhidden(self, names: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """Names that hide nothing, each with a message and whether it is worth a warning.

        Args:
            names: names of fields to hide, as written.
        """
        occurring = bool(self._by_id) and self._kept | self._left_out
        for name in names:
            low = name.lower()
            if low in _NEEDED:
                yield f"'{name}' is not hidden: without author, title or year nobody can cite the work; remove it", True
            elif is_private(low):
                yield f"'{name}' is never in the BibTeX that visitors copy; remove it", False
            elif occurring and low not in occurring:
                match = closest_match(low, occurring)
                hint = f", did you mean '{match}'?" if match else "; remove it"
                yield f"no entry has a field '{name}'{hint}", match is not None

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
        return self._without_hidden(self._entry(paper))


def bibtex_file(papers: Iterable[Paper]) -> str:
    """All papers as the text of a `.bib` file."""
    return file_of(bibtex_entries(papers))


def file_of(entries: Sequence[str]) -> str:
    """Entries as the text of a `.bib` file."""
    return "\n\n".join(entries) + "\n" if entries else ""


def _another(key: str, taken: Set[str], counts: Counter[str]) -> str:
    """The key with the next free number."""
    while True:
        counts[key] += 1
        name = f"{key}-{counts[key] + 1}"
        if name.lower() not in taken:
            return name


def key_of(paper: Paper) -> str:
    """A key that is valid in every program: the id if it is valid, otherwise its letters and digits in ASCII."""
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
    """The entry type and the fields, some of them empty."""
    kind = kind_of(paper)
    entry = _kind(paper, kind)
    values = paper.__dict__  # faster than attributes
    is_thesis_or_report = entry in {"phdthesis", "mastersthesis", "techreport"}
    venue = institution(paper) if is_thesis_or_report else paper.venue or ""
    pages = pages_of(paper)
    when = paper.when
    fields = {
        "title": to_latex(paper.title, protects=True),
        "author": author_field(paper.authors),
        "collaboration": to_latex(paper.collaboration or "") if paper.unnamed_collaboration else "",
        "editor": author_field(paper.editors) if paper.editors else "",
        **({"series": _venue(paper.series)} if paper.series else {}),
        _VENUES.get(entry, "howpublished"): _venue(venue),
        "publisher": "" if is_thesis_or_report and not paper.venue else _venue(paper.publisher or ""),
        "eventtitle": to_latex(paper.event) if paper.event else "",
        "translator": author_field(paper.translators) if paper.translators else "",
        "origdate": str(paper.original_date) if paper.original_date else "",
        **{name: escape(values[name]) for name in _PLAIN if values[name]},
        "pages": "--".join(escape(page) for page in pages if page) if pages else "",
        "year": str(when.year) if when else "",
        "month": _MONTHS[when.month - 1] if when and when.month else "",
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
    """The genre of a thesis or report, as far as the entry type does not say it."""
    if paper.genre:
        return _GENRES.get(paper.genre) or to_latex(paper.genre)
    return "Bachelor's thesis" if kind == "thesis" and thesis_degree(paper) == "bachelor" else ""


@functools.lru_cache(maxsize=4096)
def _venue(text: str) -> str:
    return to_latex(text)


def _note(paper: Paper, kind: str) -> str:
    written = to_latex(paper.note or "")
    notes = ["" if kind == "thesis" and _DEGREE.fullmatch(written) else written, pending_note(paper)]
    return ". ".join(dict.fromkeys(note for note in notes if note))


def _url(paper: Paper) -> str:
    """A URL to read the work at; empty if a DOI or arXiv id gives one, unless the author wrote a URL."""
    if url := written_url(paper):
        return "" if paper.doi and url.lower().endswith(paper.doi.lower()) else url
    if paper.doi or paper.arxiv:
        return ""
    for name in ("openreview", "acl", "pmid", "hal", "repo"):
        if value := getattr(paper, name):
            return IDENTIFIERS[name].url(value)
    return ""


def _address(text: str) -> str:
    """A field that styles print verbatim: no LaTeX and no braces."""
    return one_line(text).translate(_IN_ADDRESS)


def author_field(people: Collection[Person]) -> str:
    """The names as a field of BibTeX; "and others" comes last wherever it is among them."""
    # A name of spaces still counts as an author; BibTeX reads "others" only at the end.
    named = [_name(person).strip() or "{}" for person in people if person != OTHERS]
    return " and ".join([*named, "others"] if OTHERS in people else named)


@functools.lru_cache(maxsize=65_536)
def _name(person: Person) -> str:
    """`von Last, Jr, First`, the unambiguous form; a name that is not split is put in braces."""
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
    """Part of a name, with braces around anything that BibTeX would read as its end."""
    text = _AND.sub(r"{\1}", escape(text))
    return f"{{{text}}}" if "," in text else text


# Fields that only pages show (al-folio's names and ours), that reference managers use internally, and that are
# resolved before an entry is written.
_PRIVATE = """abbr abstract acl additional_info altmetric annotation award award_name badge bibtex bibtex_show blog
category code dimensions distinct google_scholar_id hal hal_id hidden html image image_alt image_caption image_dark
inspirehep_id links openalex openreview pdf poster preprint preview repo results scholar scores selected
semantic_scholar slides status summary supp supplementary tags topic venue venue_short video website
annote __markedentry comment date-added date-modified file groups interhash intrahash keywords local-url owner priority
qualityassured ranking rating read readstatus relevance review search timestamp username creationdate modificationdate
biburl bibsource langid localfile
crossref xdata xref ids entryset"""
PRIVATE_FIELDS = frozenset(_PRIVATE.split())
"""Fields that are about a page or a program and not about the work."""

_PRIVATE_STARTS = ("bdsk-", "mendeley-", "jabref-", "comment-", "abbr_")
# Who, what, where, when, then how to get it; other fields come between the two groups, by name.
_FIRST = """author collaboration title subtitle titleaddon editor booktitle booksubtitle maintitle journal journaltitle
journalsubtitle shortjournal series edition volume number issue chapter pages eid pagetotal school institution
organization publisher address location howpublished type note pubstate month year date"""
_LAST = "isbn issn eprint archiveprefix eprinttype primaryclass eprintclass pmid pmcid doi url urldate"
_RANKS = {name: rank for rank, name in enumerate(_FIRST.split())}
_RANKS |= {name: 1000 + rank for rank, name in enumerate(_LAST.split())}

_MONTH = r"(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|0?([1-9])|(1[0-2])"
_NOT_IN_KEYS = re.compile(r"[\s,{}()\"#%\\~='@]+")
_SIMPLE_KEY = re.compile(r"[A-Za-z0-9]+(?:[-_.:][A-Za-z0-9]+)*").fullmatch
# BibTeX counts every brace, most other readers skip those after a backslash.
_COUNTS = (re.compile(r"[{}]"), re.compile(r"(?<!\\)[{}]"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@functools.cache
def is_private(name: str) -> bool:
    """True for a field that is left out of entries that others copy."""
    return name in PRIVATE_FIELDS or name.startswith(_PRIVATE_STARTS)


def format_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """A BibTeX entry, one field a line, in an order that does not depend on that of `fields`.

    Args:
        kind: `article`; upper case and punctuation are removed.
        key: the key; characters that BibTeX does not allow become a dash.
        fields: LaTeX texts by name, without their braces. Private and empty ones are left out.

    Returns:
        Text that BibTeX can read whatever the values are: unmatched braces are removed.
    """
    written = {
        low: value
        for name, text in fields.items()
        if text and (low := _public(name)) and (value := _formatted(low, text))
    }
    width = max(map(len, written), default=0)
    lines = [f"  {name:<{width}} = {written[name]}," for name in sorted(written, key=_rank)]
    safe_kind = kind if kind.isalpha() and kind.islower() else re.sub(r"[^a-z]+", "", kind.lower()) or "misc"
    return "\n".join([f"@{safe_kind}{{{safe_key(key)},", *lines, "}"])


def safe_key(key: str) -> str:
    """The key without characters that BibTeX does not allow."""
    clean, count = _NOT_IN_KEYS.subn("-", _CONTROL.sub("", key))
    return (clean.strip("-") if count else clean) or "entry"


@functools.lru_cache(maxsize=65_536)
def is_key(key: str) -> bool:
    """True if every BibTeX program accepts the key as it is."""
    if _SIMPLE_KEY(key):
        return True
    return key.isascii() and safe_key(key) == key


@functools.cache
def _public(name: str) -> str:
    """The name in lower case, empty if it is not a field name or a private one."""
    low = name.lower()
    is_name = re.fullmatch(r"[A-Za-z][\w:.+/-]*", name, re.ASCII) is not None
    return low if is_name and not is_private(low) else ""


@functools.cache
def _rank(name: str) -> tuple[int, str]:
    return _RANKS.get(name, 500), name


def _formatted(name: str, text: str) -> str:
    if name != "month" and _is_harmless(text):
        return f"{{{text}}}"
    text = balanced(" ".join(_CONTROL.sub(" ", text).split()))
    if name == "month" and (found := re.fullmatch(_MONTH, text)):
        # The twelve macros that every style defines.
        return found[1].lower() if found[1] else _MONTHS[int(found[2] or found[3]) - 1]
    return f"{{{text}}}" if text else ""


def _is_harmless(text: str) -> bool:
    """True for words with single spaces and without braces, as most values are: they are written as they are."""
    is_spaced = text.isprintable() and "  " not in text and text.strip() == text
    return is_spaced and "{" not in text and "}" not in text and "\\" not in text


def balanced(text: str) -> str:
    r"""The text with matched braces, whether or not a reader counts `\{` as one."""
    if "{" in text or "}" in text:
        if any(_is_unbalanced(text, braces) for braces in _COUNTS):
            text = text.replace("\\{", "\\lbrace{}").replace("\\}", "\\rbrace{}")
            text = _without_odd_braces(text)
        # A backslash hides the following brace from some readers.
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


_HEAD = r"\s*@\s*([A-Za-z]+)\s*[{(]\s*([^\s,{}()=\"]*)\s*(,|(?=[})]))"
_NAME = re.compile(r"[\s,]*([A-Za-z_][\w:.+/-]*)\s*=\s*", re.A)
_END = re.compile(r"[\s,]*[})]\s*")
_NO_ENTRIES = {"comment", "preamble", "string"}


class WrittenEntry(NamedTuple):
    """An entry: type and names of fields in lower case, the key as written, values in LaTeX."""

    kind: str
    key: str
    fields: dict[str, str]


def read_entry(text: str) -> WrittenEntry | None:
    """The entry in a text; None if the text is not exactly one complete entry."""
    head = re.match(_HEAD, text)
    if not head or head[1].lower() in _NO_ENTRIES:
        return None
    fields: dict[str, str] = {}
    position = head.end()
    while name := _NAME.match(text, position):
        pieces, position = read_pieces(text, name.end(), strict=True)
        if any(piece.kind is None for piece in pieces):
            return None
        value = "".join(piece.text for piece in pieces)
        key = name[1].lower()
        month = value[:3].lower()
        fields.setdefault(key, month if key == "month" and month in MONTHS and value.isalpha() else one_line(value))
    if not fields or not _END.fullmatch(text, position):
        return None
    return WrittenEntry(head[1].lower(), head[2], fields)
