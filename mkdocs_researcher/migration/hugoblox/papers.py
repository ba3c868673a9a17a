"""Publications of a HugoBlox site as `papers.yml`, over the BibTeX that lies beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.records import Record, keep_valid
from mkdocs_researcher.migration.hugoblox.links import links_of, picture_of, put_identifiers, record_of_links
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.tables import OTHERS, Column, at, block, names_in, names_shown, record_of, text
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.inline import with_addresses, without_emphasis
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

# The numbers that the template had before it took the names of CSL (https://docs.citationstyles.org/).
TYPES = {
    **dict(zip("12345678", "conference journal preprint report book chapter thesis patent".split(), strict=True)),
    **dict.fromkeys(("article-journal", "article-magazine"), "journal"),
    **dict.fromkeys(("article", "preprint", "manuscript"), "preprint"),
    "paper-conference": "conference",
    **{name: name for name in "report book chapter thesis patent dataset software poster workshop".split()},
}
"""Types of ours by those of the template."""

_NO_TYPE = frozenset({"", "0", "uncategorized", "document"})
_EQUAL = re.compile(r"equal|contributed", re.I)
_OTHER_MARKS = "†‡§¶#"
_IN = re.compile(r"In:?\s+(?=[*_])", re.I)
# Fields that BibTeX says as well as we do, where it says the same.
_KEPT = ("title", "abstract", "venue", "doi", "arxiv", "type", "volume", "number", "pages", "publisher")
_TAGS = "tags of papers are in data/papers.yml for lists and filters; pages do not show them"


def _venue(words: Words, value: Any) -> str:
    return without_emphasis(words.text(_IN.sub("", value, count=1) if isinstance(value, str) else ""))


def _coming(words: Words, items: Any) -> str:
    """Labels of buttons without a link so far, such as "PDF coming soon"."""
    found = [item for item in as_items(items) if isinstance(item, dict)]
    bare = [item for item in found if not any(item.get(name) for name in ("url", "link", "id"))]
    return " · ".join(filter(None, (words.text(item.get("name") or item.get("label")) for item in bare)))


def _awards(words: Words, items: Any) -> list[str]:
    return words.texts([at(item, "name") or at(item, "title") or item for item in as_items(items)])


_PAPER = {
    "title": text("title", "subtitle", joint=": "),
    "venue": Column(_venue, ("publication.name", "publication")),
    "badge": Column(_venue, ("publication.short_name", "publication_short")),
    "award": Column(_awards, ("awards", "award")),
    "note": Column(_coming, ("links",)),
    "volume": text("publication.volume", "volume"),
    "number": text("publication.issue", "issue", "number"),
    "pages": text("publication.pages", "pages"),
    "publisher": text("publication.publisher", "publisher"),
    "summary": text("summary"),
    "abstract": block("abstract"),
}


class FoundPaper(NamedTuple):
    """A publication: as `papers.yml` holds it, and the BibTeX beside it, empty if there is none."""

    record: Record
    bibtex: str


class PaperReader:
    """Reads publications one by one.

    Args:
        site: for notes.
        people: names by the names of folders of authors.

    Attributes:
        marks: what notes at names say, by their signs.
        ids: the ids that are taken.
        urls: where names lead, by the names.
    """

    def __init__(self, site: OldSite, people: Mapping[str, str]) -> None:
        self.site, self.people = site, people
        self.marks: dict[str, str] = {}
        self.ids: set[str] = set()
        self.known: set[str] = set()
        self.urls: dict[str, str] = {}

    def read(self, page: HugoPage, words: Words, details: str) -> FoundPaper | None:
        """A publication; None, and reported, if too little is known.

        Args:
            page: its page.
            words: for what is seen.
            details: path of the page that it has in the new site; empty if it has none.
        """
        meta = page.meta
        links = links_of(page, words)
        record: Record = {
            **record_of(_PAPER, meta, words),
            "authors": self._authors(page, words),
            **_when(words.date(meta.get("date") or meta.get("publishDate"))),
            "type": self._type(page, words),
            "image": picture_of(page, words),
            "tags": [str(tag) for tag in as_items(meta.get("tags")) if tag],
            "selected": "true" if is_on(meta.get("featured")) else "",
        }
        put_identifiers(page, words, record, links)
        if details:
            links.append(Link("More", details))
        record["links"] = record_of_links(links)
        if record["tags"]:
            self.site.note(Location(page.path.partition("/")[0]), _TAGS, "info")
        fitted = keep_valid("papers", record, lambda name, message: self._report(page, words, name, message))
        return self._over_bibtex(page, self._apart(fitted)) if fitted else None

    def _apart(self, record: Record) -> Record:
        """A paper that does not become one with another: the old site listed both."""
        arxiv = str(record.get("arxiv") or "").partition("v")[0]
        names = {name for name in (slug(record["title"]), str(record.get("doi") or ""), arxiv) if name}
        is_there = bool(names & self.known)
        self.known |= names
        return {**record, "distinct": "true"} if is_there else record

    def _report(self, page: HugoPage, words: Words, name: str, message: str) -> None:
        self.site.note(words.place(page.meta.get(name) or page.meta.get("title")), f"{name}: {message}".strip(": "))

    def _authors(self, page: HugoPage, words: Words) -> list[str]:
        notes = [str(note or "").strip() for note in as_items(page.meta.get("author_notes"))]
        listed = [_written(item) for item in as_items(page.meta.get("authors"))]
        made: list[str] = []
        places: list[Location] = []
        for index, name in enumerate(listed):
            shown = self.people.get(name.lower(), "")
            mark = self._mark(notes[index] if index < len(notes) else "")
            for one in [shown] if shown else names_in(self._without_link(name, words)):
                places.append(words.place(name))
                made.append(one if one == OTHERS else one + mark)
        for one, place in zip(names_shown(made), places, strict=True):
            words.show(one, place)
        return made

    def _without_link(self, name: str, words: Words) -> str:
        """A name that is no link, which `people.yml` holds."""
        targets: list[str] = []
        bare = with_addresses(name, lambda url: targets.append(words.url(url)) or "", lambda _: "")  # type: ignore[func-returns-value]
        if targets and targets[0]:
            self.urls.setdefault(bare, targets[0])
        return bare

    def _mark(self, note: str) -> str:
        """The sign for a note at a name; the template showed it when the mouse was over the name."""
        if not note:
            return ""
        if _EQUAL.search(note):
            return "*"
        known = {said: sign for sign, said in self.marks.items()}
        if note not in known and len(known) < len(_OTHER_MARKS):
            known[note] = _OTHER_MARKS[len(known)]
            self.marks[known[note]] = note
        return known.get(note, "")

    def _type(self, page: HugoPage, words: Words) -> str:
        written = str(next(iter(as_items(page.meta.get("publication_types"))), "") or "").strip().lower()
        if written not in TYPES and written not in _NO_TYPE:
            what = f"publication_types: '{written}' is not a known type; choose one in data/papers.yml"
            self.site.note(words.place(written), what, "info")
        return TYPES.get(written, "")

    def _over_bibtex(self, page: HugoPage, record: Record) -> FoundPaper:
        """Gives the record its id: where there is BibTeX, that of the entry, and the record is what differs from it."""
        found = self._bibtex(page)
        if not found:
            name = page.name or slug(str(record["title"]))
            while name in self.ids:
                name += "-more"
            self.ids.add(name)
            return FoundPaper({"id": name, **record}, "")
        key, fields, written = found
        self.ids.add(key)
        kept = {name: value for name, value in record.items() if name not in _KEPT or fields.get(name) != value}
        return FoundPaper({"id": key, **_dated_alike(kept, fields)}, written)

    def _bibtex(self, page: HugoPage) -> tuple[str, dict[str, Any], str] | None:
        path = f"{page.folder}/cite.bib"
        lines = self.site.lines(path) if page.is_bundle and self.site.holds(path) else None
        if not lines:
            return None
        source = read_bib(self.site.root / path, path)
        self.site.notes += [problem._replace(severity="info") for problem in source.problems]
        if not source.papers:
            return None
        paper = source.papers[0]
        if paper.key in self.ids:
            what = f"the key '{paper.key}' is used elsewhere, too; it is left out"
            self.site.note(Location(path, paper.line), what, "info")
            return None
        written = "\n".join(line.text for line in lines).strip()
        if len(source.papers) > 1:
            self.site.note(Location(path), "holds more than one entry; the first is that of the page", "info")
            written = str(paper.fields.get("bibtex") or "")
        return (paper.key, paper.fields, written) if written else None


def _written(item: Any) -> str:
    """An author, who may be a mapping with a name."""
    return str(as_mapping(item).get("name") or "" if isinstance(item, dict) else item or "").strip()


def _when(date: str) -> Record:
    """The date, or the year alone: on New Year's Day the importer of the template puts what has only a year."""
    if date.endswith("-01-01") or len(date) == 4:
        return {"year": date[:4]}
    # The template shows month and year; it asks for a day, so people make one up.
    return {"date": date[:7]}


def _dated_alike(record: Record, fields: dict[str, Any]) -> Record:
    """A record whose date does not contradict that of the BibTeX below it: the page has the last word."""
    year = str(record.get("date") or record.get("year") or "")[:4]
    if not year or str(fields.get("year") or fields.get("date") or year)[:4] == year:
        return {name: value for name, value in record.items() if name != "year" or not fields.get("year")}
    dates = {"year": year, "date": record.get("date") or year}
    return {**record, **{name: value for name, value in dates.items() if name in record or name in fields}}
