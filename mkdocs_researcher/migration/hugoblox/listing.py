"""What is listed on a HugoBlox site as data, publications over the BibTeX beside them, and the calls that show it."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.cv.values import links_record
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.addresses import with_addresses, without_emphasis
from mkdocs_researcher.migration.check.seen import seen_before
from mkdocs_researcher.migration.hugoblox.kinds import entry_of, file_of, links_of, picture_of, put_identifiers
from mkdocs_researcher.migration.hugoblox.project import HugoProject, quoted
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.old_site import as_items, is_on
from mkdocs_researcher.migration.tables import OTHERS, Words, at, data_of_kind, names_in, record_of, table_of

TYPES: dict[str, str] = {
    name: kind for kind, names in data_of_kind("hugoblox", "types").items() for name in names.split()
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
    found = [item for item in as_items(items) if isinstance(item, dict)]
    bare = [item for item in found if not any(item.get(name) for name in ("url", "link", "id"))]
    return " · ".join(filter(None, (words.text(item.get("name") or item.get("label")) for item in bare)))


def _awards(words: Words, items: Any) -> list[str]:
    return words.texts([at(item, "name") or at(item, "title") or item for item in as_items(items)])


_PAPER = table_of("hugoblox", "papers", venue=_venue, awards=_awards, coming=_coming)


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


_MANY = 10
_USUAL = {"publications": "publication", "projects": "project", "talks": "talk", "posts": "post", "recent": "post",
          "featured": "publication"}  # fmt: skip
_OTHERS = {"talk": "event", "event": "talk"}
_WHOLE_IN_DATA = ("papers", "talks", "projects")


class Listings:
    """Reads what is listed."""

    def __init__(self, project: HugoProject, listed: dict[str, list[HugoPage]]) -> None:
        self.project, self.listed = project, listed
        self.bibtex: list[str] = []
        self.marks: dict[str, str] = {}
        self.urls: dict[str, str] = {}
        self.ids: set[str] = set()
        self.known: set[str] = set()

    def name_pages(self) -> None:
        for section, pages in self.listed.items():
            for page in pages:
                has_own = file_of(section) not in _WHOLE_IN_DATA or self._has_more(page)
                self._known_as(page, page.target if has_own else f"{section}/index.md")

    def _has_more(self, page: HugoPage) -> bool:
        lines = self.project.shortcodes(page.key).lines(page.body)
        seen = seen_before(lines)
        shown = seen.words or seen.links or seen.images or seen.drawn
        calls = any(self.project.marks.in_text(line.text) for line in lines)
        if file_of(page.section) == "talks" and picture_of(
            page, Words(self.project.addresses.on(page.key), None, [], page.path)
        ):
            return True  # the list shows no pictures
        own = any(str(value).strip() for value in self.project.own_values(page).values())
        return bool(shown or calls or own or str(at(page.meta, "image.caption") or "").strip())

    def _known_as(self, page: HugoPage, target: str) -> None:
        permalink = str(at(self.project.config, f"permalinks.{page.section}") or "")
        start = permalink.strip("/").partition("/:")[0] if "/:" in permalink else ""
        aliases = [str(alias).strip("/").lower() for alias in as_items(page.meta.get("aliases"))]
        for key in (page.key, f"{start}/{page.name}" if start and ":" not in start else "", *aliases):
            if key:
                self.project.addresses.pages[key] = target

    def own_page(self, page: HugoPage) -> str:
        """Where a page is in the new site; empty if data alone holds it."""
        target = self.project.addresses.pages.get(page.key, "")
        return target if target == page.target else ""

    def read(self) -> None:
        for section in sorted(self.listed, key=lambda name: file_of(name) != "papers"):
            target, file = f"{section}/index.md", file_of(section)
            self.project.new_page(target, f"content/{section}")
            if file == "papers":
                self._papers(section, target)
                continue
            for page in self.listed[section]:
                if page.key.count("/") == 1:
                    words = self.project.words_of(target, page)
                    speakers = self._speakers(page, words) if file == "talks" else ""
                    self.project.put(file, [entry_of(file, page, words, self.own_page(page), speakers)], words)

    def _papers(self, section: str, target: str) -> None:
        records = self.project.records.setdefault("papers", [])
        for page in sorted(self.listed[section], key=lambda page: str(page.meta.get("date") or ""), reverse=True):
            words = self.project.words_of(target, page)
            if paper := self._paper(page, words, self.own_page(page)):
                record, bibtex = paper
                records.append(record)
                self.bibtex += [bibtex] if bibtex else []
                name = str(record["id"])
                self.project.papers[page.key] = name
                if not self.own_page(page):
                    self._known_as(page, f"{target}#paper-{slug(name)}")

    def _paper(self, page: HugoPage, words: Words, details: str) -> tuple[Record, str] | None:
        """A publication; None, and reported, if too little is known."""
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
        record["links"] = links_record(links)
        if record["tags"]:
            self.project.site.note(Location(page.path.partition("/")[0]), _TAGS, "info")
        fitted = self.project.site.fitted("papers", record, words.place(meta.get("title")))
        return self._over_bibtex(page, self._apart(fitted)) if fitted else None

    def _apart(self, record: Record) -> Record:
        """A paper that does not become one with another: the old site listed both."""
        arxiv = str(record.get("arxiv") or "").partition("v")[0]
        names = {name for name in (slug(record["title"]), str(record.get("doi") or ""), arxiv) if name}
        is_there = bool(names & self.known)
        self.known |= names
        return {**record, "distinct": "true"} if is_there else record

    def _authors(self, page: HugoPage, words: Words) -> list[str]:
        notes = [str(note or "").strip() for note in as_items(page.meta.get("author_notes"))]
        listed = [at(item, "name") if isinstance(item, dict) else item for item in as_items(page.meta.get("authors"))]
        made: list[str] = []
        for index, name in enumerate(str(one or "").strip() for one in listed):
            shown = self.project.people.get(name.lower(), "")
            mark = self._mark(notes[index] if index < len(notes) else "")
            found = [shown] if shown else names_in(self._without_link(name, words))
            made += [one if one == OTHERS else one + mark for one in found]
        return made

    def _without_link(self, name: str, words: Words) -> str:
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
            self.project.site.note(words.place(written), what, "info")
        return TYPES.get(written, "")

    def _over_bibtex(self, page: HugoPage, record: Record) -> tuple[Record, str]:
        """Gives the record its id: where there is BibTeX, that of the entry, and the record is what differs from it."""
        found = self._bibtex(page)
        if not found:
            name = page.name or slug(str(record["title"]))
            while name in self.ids:
                name += "-more"
            self.ids.add(name)
            return {"id": name, **record}, ""
        key, fields, written = found
        self.ids.add(key)
        kept = {name: value for name, value in record.items() if name not in _KEPT or fields.get(name) != value}
        return {"id": key, **_dated_alike(kept, fields)}, written

    def _bibtex(self, page: HugoPage) -> tuple[str, dict[str, Any], str] | None:
        path = f"{page.folder}/cite.bib"
        lines = self.project.site.lines(path) if page.is_bundle and self.project.site.holds(path) else None
        if not lines:
            return None
        source = read_bib(self.project.site.root / path, path)
        self.project.site.notes += [problem._replace(severity="info") for problem in source.problems]
        if not source.papers:
            return None
        paper = source.papers[0]
        if paper.key in self.ids:
            what = f"the key '{paper.key}' is used elsewhere, too; it is left out"
            self.project.site.note(Location(path, paper.line), what, "info")
            return None
        written = "\n".join(line.text for line in lines).strip()
        if len(source.papers) > 1:
            self.project.site.note(Location(path), "holds more than one entry; the first is that of the page", "info")
            written = str(paper.fields.get("bibtex") or "")
        return (paper.key, paper.fields, written) if written else None

    def _speakers(self, page: HugoPage, words: Words) -> str:
        """Who speaks; nobody where it is the owner alone, which goes without saying on their own site."""
        written = [
            name.strip() for name in as_items(page.meta.get("authors")) if isinstance(name, str) and name.strip()
        ]
        shown = [self.project.people.get(name.lower(), "") for name in written]
        if self.project.owner and shown == [self.project.owner.name]:
            return ""
        return ", ".join(known or words.text(name) for name, known in zip(written, shown, strict=True))

    def whole(self, section: str) -> str:
        file = file_of(section)
        many = len(self.project.records.get(file, [])) > _MANY
        return self.project.call(file, *(["filter=True"] if file == "papers" and many else []))

    def calls(self, name: str, content: dict[str, Any]) -> list[str]:
        made = []
        for folder in self._folders(name, content):
            file = file_of(folder)
            arguments = self._of_papers(name, content) if file == "papers" else []
            if arguments is None:
                continue
            limit = str(content.get("count") or "0")
            if limit.isdecimal() and int(limit):
                arguments.append(f"limit={int(limit)}")
                if file == "papers" and int(limit) < len(self.project.records.get(file, [])):
                    arguments.append(f'more="{folder}/index.md"')
            made.append(self.project.call(file, *arguments))
        return list(dict.fromkeys(made))

    def _folders(self, name: str, content: dict[str, Any]) -> list[str]:
        named = at(content, "filters.folders") or at(content, "filters.folder") or content.get("page_type")
        folders = [str(folder).strip("/").lower() for folder in as_items(named)]
        forms = [form for folder in folders or [_USUAL.get(name.partition("_")[0], "")]
                 for form in (folder, _OTHERS.get(folder, ""))]  # fmt: skip
        return [other for form in forms for other in (form, f"{form}s") if form and other in self.listed]

    def _of_papers(self, name: str, content: dict[str, Any]) -> list[str] | None:
        """Arguments of `papers()`; None if nothing would be shown."""
        made = []
        if is_on(at(content, "filters.featured_only")) or name.endswith("featured"):
            if not any(record.get("selected") for record in self.project.records.get("papers", [])):
                return None
            made.append("selected=True")
        if kind := TYPES.get(str(at(content, "filters.publication_type") or "")):
            made.append(f"type={quoted(kind)}")
        if tag := str(at(content, "filters.tag") or ""):
            made.append(f"tag={quoted(tag)}")
        if author := str(at(content, "filters.author") or ""):
            made.append(f"author={quoted(self.project.people.get(author.lower(), author))}")
        return made
