"""Papers as BibTeX (Oren Patashnik, "BibTeXing", 1988), for people and for every reference manager."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence, Set

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.text import one_line, slug
from mkdocs_researcher.formats.bibtex.entry_text import (
    MONTH_NAMES,
    are_balanced,
    format_entry,
    is_key,
    is_private,
    read_entry,
    with_fields,
)
from mkdocs_researcher.formats.bibtex.vocabulary import is_workshop
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

_SPACE = "\ue0a0"  # a space that does not break, which must not be taken for any other
_ESCAPES = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    # BibTeX counts braces even after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "`": r"\textasciigrave{}",
    _SPACE: "~",
}
# An entity as text, and signs that LaTeX joins, `--` to a dash, are kept apart by an empty group.
_SPECIAL = re.compile(rf"&(?=\#?\w+;)|-{{2,}}|'{{2,}}|[&%#_${{}}\\~^<>`{_SPACE}]")
# Characters that may mean something in LaTeX, and in Markdown or LaTeX.
_MAY_BE_SPECIAL = re.compile(rf"[&%#_${{}}\\~^<>`'{_SPACE}-]")
_MAY_BE_MARKED = re.compile(rf"[&%#_${{}}\\~^<>`*\['{_SPACE}-]")
_MARKED = re.compile(rf"[&%#_${{}}\\~^<>`*\[{_SPACE}]|--|''")
_BETWEEN_BLOCKS = r"\n[ \t]*\n\s*"
_ITEMS = r"\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])"
_TAGS = "abbr|a|bdi|br|b|cite|code|del|em|ins|i|kbd|mark|q|small|span|strong|sub|sup|s|time|u|var|wbr"
_TOKEN = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`++)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|\\(?P<escaped>[\\`*_{}\[\]#+\-.!|$<>~^])"
    r"|(?P<math>\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\((?:(?!\\[()]).)+\\\))"
    r"|!?\[(?P<label>[^\]\[]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^)]*)?\)"
    r"|<(?P<pair>sub|sup|em|i|strong|b)>(?P<paired>(?:(?!</?(?P=pair)>).)+)</(?P=pair)>"
    rf"|(?P<tag></?(?:{_TAGS})\b[^<>]*>)"
    r"|(?P<entity>&\#?\w+;)"
    r"|(?<![\w\\])(?P<sign>\*{1,3}|_{1,3})(?=\S)(?P<stressed>[^*_]+?)(?<=\S)(?P=sign)(?!\w)"
    rf"|(?P<special>{_SPECIAL.pattern})",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY_END = re.compile(r"#?\w+;")
_PAIRS = {"sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}"}
_PAIRS |= dict.fromkeys(("em", "i"), r"\emph{%s}") | dict.fromkeys(("strong", "b"), r"\textbf{%s}")
_STRESSED = {
    "*": r"\emph{%s}",
    "_": r"\emph{%s}",
    "**": r"\textbf{%s}",
    "__": r"\textbf{%s}",
    "***": r"\textbf{\emph{%s}}",
    "___": r"\textbf{\emph{%s}}",
}
_INNER_CAPITAL = re.compile(r"\b\w+[^\W\da-z_]\w*")


def escape(text: str) -> str:
    """Plain text as LaTeX."""
    text = _on_one_line(text) if text else ""
    return _SPECIAL.sub(_escaped, text) if _MAY_BE_SPECIAL.search(text) else text


def _on_one_line(text: str) -> str:
    return one_line(text.replace("\xa0", _SPACE) if "\xa0" in text else text)


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "&" and _ENTITY_END.match(match.string, match.end()):
        return r"\&{}"
    return _ESCAPES.get(match[0]) or "{}".join(match[0])


def to_latex(text: str, *, protects: bool = False, hides: bool = False) -> str:
    """A line of Markdown as LaTeX with balanced braces; emphasis and math are kept, links and code become their words.

    Args:
        protects: put words with an inner capital in braces, so that every bibliography style keeps it.
        hides: put signs in braces that are escaped in Markdown, so that they are not read as Markdown again.
    """
    text = _on_one_line(text)
    if not _MAY_BE_MARKED.search(text) or not _MARKED.search(text):
        return _keep_capitals(text) if protects else text
    parts = []
    done = 0
    for match in _TOKEN.finditer(text):
        words = text[done : match.start()]
        sign = match["escaped"] if hides else ""
        latex = f"{{{sign}}}" if sign and sign in "*[" else _as_latex(match, protects)
        parts += [_keep_capitals(words) if protects else words, latex]
        done = match.end()
    rest = text[done:]
    return "".join([*parts, _keep_capitals(rest) if protects else rest])


def to_latex_paragraphs(text: str) -> str:
    """Block Markdown as LaTeX with empty lines between paragraphs; each item of a list stays in its line."""
    text = text.strip()
    if "\n" not in text:
        return to_latex(text, hides=True)
    blocks = (re.split(_ITEMS, block) for block in re.split(_BETWEEN_BLOCKS, text))
    return "\n\n".join("\n".join(to_latex(item, hides=True) for item in items) for items in blocks)


def _as_latex(match: re.Match[str], protects: bool) -> str:
    groups = match.groupdict()
    if groups["math"] or groups["tag"]:
        return _math(groups["math"]) if groups["math"] else ""
    if (inner := groups["stressed"] or groups["label"] or groups["paired"]) is not None:
        form = _PAIRS[groups["pair"].lower()] if groups["pair"] else _STRESSED.get(groups["sign"] or "", "%s")
        return form.replace("%s", to_latex(inner, protects=protects))
    if groups["special"]:
        return _escaped(match)
    if groups["entity"]:
        written = escape(html.unescape(groups["entity"]))
        return r"\&{}" if written == r"\&" and _ENTITY_END.match(match.string, match.end()) else written
    plain = escape(groups["inside"] or groups["escaped"])
    return _keep_capitals(plain) if protects and groups["inside"] and "\\" not in plain else plain


def _math(text: str) -> str:
    """Math between dollar signs; as plain text if its braces do not match."""
    if not are_balanced(text):
        return escape(text)
    return f"${text[2:-2].strip()}$" if text.startswith("\\(") else text


def _keep_capitals(text: str) -> str:
    if text[1:].islower():
        return text
    return _INNER_CAPITAL.sub(
        lambda match: f"{{{match[0]}}}" if any(map(str.isupper, match[0][1:])) else match[0], text
    )


# Entries

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
_ARXIV_CATEGORY = r"[a-z-]+(?:\.[A-Za-z-]+)?"
# "M.Sc. thesis" says no more than the entry type.
_DEGREE = r"(?i)[\w.\s]{0,20}(?:thesis|dissertation)"
_AND = re.compile(r"(?<![^\s])(and)(?![^\s])", re.I)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex_entry(paper: Paper) -> str:
    """The paper as one entry: the author's `bibtex` without private fields if it can be read, else from its fields."""
    return _entry(paper, "")


def bibtex_entries(papers: Iterable[Paper], entry_of: Callable[[Paper], str] = bibtex_entry) -> list[str]:
    """The papers as entries whose keys differ in more than case, as BibTeX requires.

    Where keys clash, an id that is a valid key as written keeps it. `entry_of` may be a cached `bibtex_entry`.
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
        """Those of the fields to hide that hide nothing, each with a message and whether it is worth a warning."""
        occurring = bool(self._by_id) and self._kept | self._left_out
        for name in names:
            low = name.lower()
            if low in _NEEDED:
                yield f"'{name}' is not hidden: without author, title or year nobody can cite the work; remove it", True
            elif low in _MORE:
                continue
            elif is_private(low):
                yield f"'{name}' is never in the BibTeX that visitors copy; remove it", False
            elif occurring and low not in occurring:
                match = closest_match(low, occurring | _MORE)
                hint = f", did you mean '{match}'?" if match else "; remove it"
                yield f"no entry has a field '{name}'{hint}", match is not None

    def _entry(self, paper: Paper) -> str:
        return self._cached(paper, "bibtex", lambda: bibtex_entry(paper))

    @property
    def all(self) -> list[str]:
        """The entries of all papers, in their order, with all that a reference manager has a field for."""
        return [self._whole(paper, entry) for paper, entry in self._by_id.values()]

    def _whole(self, paper: Paper, entry: str) -> str:
        return self._cached(paper, ("whole bibtex", entry), lambda: with_fields(entry, self._more(paper)))

    def _more(self, paper: Paper) -> dict[str, str]:
        fields = more_fields(paper)
        return {name: text for name, text in fields.items() if name not in self.hidden} if self.hidden else fields

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
    listed = list(papers)
    return file_of(
        [with_fields(entry, more_fields(paper)) for paper, entry in zip(listed, bibtex_entries(listed), strict=True)]
    )


def file_of(entries: Sequence[str]) -> str:
    """Entries as the text of a `.bib` file."""
    return "\n\n".join(entries) + "\n" if entries else ""


def _another(key: str, taken: Set[str], counts: Counter[str]) -> str:
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
        "pages": "--".join(escape(page) for page in pages if page) if pages else escape(paper.page_count),
        "year": str(when.year) if when else "",
        "month": MONTH_NAMES[when.month - 1] if when and when.month else "",
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
        if paper.category and re.fullmatch(_ARXIV_CATEGORY, paper.category):
            fields["primaryclass"] = paper.category
    return entry, fields


_MORE = frozenset("day entrysubtype pmid acl openreview hal_id keywords abstract".split())


def more_fields(paper: Paper) -> dict[str, str]:
    """Fields for a file that programs read, which would be too much for the entry that visitors copy."""
    when, separator = paper.when, "; " if any("," in tag for tag in paper.tags) else ", "
    return {
        "day": str(when.day) if when and when.day and "\n  date " not in (paper.bibtex or "") else "",
        "entrysubtype": _subtype(paper),
        "pmid": paper.pmid or "",
        "acl": paper.acl or "",
        "openreview": paper.openreview or "",
        "hal_id": paper.hal if paper.hal and f"{{{paper.hal}}}" not in (paper.bibtex or "") else "",
        "keywords": separator.join(map(escape, paper.tags)),
        "abstract": to_latex_paragraphs(paper.abstract) if paper.abstract else "",
    }


def _subtype(paper: Paper) -> str:
    """The type of a paper in proceedings where the name of the venue suggests the other one; else empty."""
    if paper.type not in {"conference", "workshop"}:
        return ""
    return paper.type if is_workshop(paper.venue or "") != (paper.type == "workshop") else ""


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
    notes = ["" if kind == "thesis" and re.fullmatch(_DEGREE, written) else written, pending_note(paper)]
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
