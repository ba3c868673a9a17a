"""Publications of a HugoBlox site as `papers.yml`, over the BibTeX that lies beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.records import Record, keep_valid
from mkdocs_researcher.migration.hugoblox.links import links_of, picture_of, put_identifiers, record_of
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.inline import without_emphasis
from mkdocs_researcher.migration.values import as_items, is_on

# The numbers that the template had before it took the names of CSL (https://docs.citationstyles.org/).
_TYPES = {
    "1": "conference",
    "2": "journal",
    "3": "preprint",
    "4": "report",
    "5": "book",
    "6": "chapter",
    "7": "thesis",
    "8": "patent",
    "article-journal": "journal",
    "article-magazine": "journal",
    "paper-conference": "conference",
    "article": "preprint",
    "preprint": "preprint",
    "manuscript": "preprint",
    "report": "report",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "poster": "poster",
    "workshop": "workshop",
}
_NO_TYPE = frozenset({"", "0", "uncategorized", "document"})
_EQUAL = re.compile(r"equal|contributed", re.I)
_OTHER_MARKS = "†‡§¶#"
_IN = re.compile(r"^In:?\s+(?=[*_])", re.I)
_KEPT = ("title", "abstract", "venue", "doi", "arxiv", "type")
_TAGS = "tags of papers are in data/papers.yml for lists and filters; pages do not show them"


class FoundPaper(NamedTuple):
    """A publication.

    Attributes:
        page: its page on the old site.
        record: as `papers.yml` holds it.
        bibtex: the BibTeX beside it; empty if there is none.
    """

    page: HugoPage
    record: Record
    bibtex: str


class PaperReader:
    """Reads publications one by one.

    Args:
        site: for notes.
        people: names by the names of folders of authors.
    """

    def __init__(self, site: OldSite, people: dict[str, str]) -> None:
        self.site, self.people = site, people
        self.marks: dict[str, str] = {}
        self.ids: set[str] = set()

    def read(self, page: HugoPage, words: Words, details: str) -> FoundPaper | None:
        """A publication; None, and reported, if too little is known.

        Args:
            page: its page.
            words: for what is seen.
            details: path of the page that it has in the new site; empty if it has none.
        """
        meta = page.meta
        links = links_of(page, words)
        venue = meta.get("publication") or ""
        record: Record = {
            "title": self._title(page, words),
            "authors": self._authors(page, words),
            "venue": without_emphasis(words.text(_IN.sub("", venue) if isinstance(venue, str) else "")),
            "badge": self._short(meta, words),
            "note": _words_alone(page, words),
            **_when(words.date(meta.get("date") or meta.get("publishDate"))),
            "type": self._type(page, words),
            "summary": words.text(meta.get("summary")),
            "abstract": words.block(meta.get("abstract")),
            "image": picture_of(page, words),
            "tags": [str(tag) for tag in as_items(meta.get("tags")) if tag],
            "selected": "true" if is_on(meta.get("featured")) else "",
        }
        put_identifiers(page, words, record, links)
        if details:
            links.append(Link("More", details))
        record["links"] = record_of(links)
        if record["tags"]:
            self.site.note(Location(page.path.partition("/")[0]), _TAGS, "info")
        fitted = keep_valid("papers", record, lambda name, message: self._tell(page, words, name, message))
        return self._over_bibtex(page, fitted) if fitted else None

    def _tell(self, page: HugoPage, words: Words, name: str, message: str) -> None:
        self.site.note(words.place(page.meta.get(name) or page.meta.get("title")), f"{name}: {message}".strip(": "))

    @staticmethod
    def _title(page: HugoPage, words: Words) -> str:
        title, more = words.text(page.meta.get("title")), words.text(page.meta.get("subtitle"))
        return f"{title}: {more}" if more else title

    @staticmethod
    def _short(meta: dict[str, Any], words: Words) -> str:
        short = meta.get("publication_short")
        return without_emphasis(words.text(_IN.sub("", short))) if isinstance(short, str) else ""

    def _authors(self, page: HugoPage, words: Words) -> list[str]:
        notes = [str(note or "").strip() for note in as_items(page.meta.get("author_notes"))]
        made = []
        listed = [str(written or "").strip() for written in as_items(page.meta.get("authors"))]
        if any(re.search(r"[^,]+,[^,]+ and ", name) for name in listed):  # all in one item, as BibTeX has them
            listed = [
                " ".join(reversed(re.split(r",\s*", one))) for name in listed for one in re.split(r"\s+and\s+", name)
            ]
        for index, name in enumerate(listed):
            if not name:
                continue
            shown = self.people.get(name.lower(), name)
            words.show(shown, words.place(name))
            made.append(shown + self._mark(notes[index] if index < len(notes) else ""))
        return made

    def _mark(self, note: str) -> str:
        """The sign for a note at a name; the template showed it when the mouse was over the name."""
        if not note:
            return ""
        if _EQUAL.search(note):
            return "*"
        if note not in self.marks and len(self.marks) < len(_OTHER_MARKS):
            self.marks[note] = _OTHER_MARKS[len(self.marks)]
        return self.marks.get(note, "")

    def _type(self, page: HugoPage, words: Words) -> str:
        written = str(next(iter(as_items(page.meta.get("publication_types"))), "") or "").strip().lower()
        if written in _NO_TYPE:
            return ""
        if written not in _TYPES:
            what = f"publication_types: '{written}' is not a known type; choose one in data/papers.yml"
            self.site.note(words.place(written), what, "info")
        return _TYPES.get(written, "")

    def _over_bibtex(self, page: HugoPage, record: Record) -> FoundPaper:
        """Gives the record its id: where there is BibTeX, that of the entry, and the record is what differs from it."""
        found = self._bibtex(page)
        if not found:
            name = page.name or slug(str(record["title"]))
            while name in self.ids:
                name += "-more"
            self.ids.add(name)
            return FoundPaper(page, {"id": name, **record}, "")
        key, fields, text = found
        self.ids.add(key)
        kept = {name: value for name, value in record.items() if name not in _KEPT or fields.get(name) != value}
        return FoundPaper(page, {"id": key, **_dated_alike(kept, fields)}, text)

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
            self.site.note(
                Location(path, paper.line), f"the key '{paper.key}' is used elsewhere, too; it is left out", "info"
            )
            return None
        text = "\n".join(line.text for line in lines).strip()
        if len(source.papers) > 1:
            self.site.note(Location(path), "holds more than one entry; the first is that of the page", "info")
            text = str(paper.fields.get("bibtex") or "")
        return (paper.key, paper.fields, text) if text else None


def _words_alone(page: HugoPage, words: Words) -> str:
    """Labels of buttons without a link so far, such as "PDF coming soon"."""
    links = [item for item in as_items(page.meta.get("links")) if isinstance(item, dict)]
    bare = [item for item in links if not any(item.get(name) for name in ("url", "link", "id"))]
    return " · ".join(filter(None, (words.text(item.get("name") or item.get("label")) for item in bare)))


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


def bibtex_text(papers: Sequence[FoundPaper]) -> str:
    """All BibTeX, as it was; empty if there is none."""
    texts = [paper.bibtex for paper in papers if paper.bibtex]
    return "\n\n".join(texts) + "\n" if texts else ""
