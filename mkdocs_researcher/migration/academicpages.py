"""academicpages: publications, talks, courses and a portfolio, each a collection of Markdown files.

See https://github.com/academicpages/academicpages.github.io.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.names.author_lists import person_text
from mkdocs_researcher.fields.text import free_name, slug
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.cv.values import identifier_in
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.addresses import without_emphasis
from mkdocs_researcher.migration.jekyll.documents import read_documents, rest_of
from mkdocs_researcher.migration.jekyll.liquid import Hooks
from mkdocs_researcher.migration.jekyll.liquid_filters import Documents
from mkdocs_researcher.migration.jekyll.owner import CvSections, put_author
from mkdocs_researcher.migration.jekyll.reader import TemplateReader, call_for
from mkdocs_researcher.migration.jekyll.site import (
    date_of,
    has_body,
    menu_links,
    navigation,
    stem_of,
    text_in,
    title_of,
    words_in,
)
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite, as_items, as_mapping
from mkdocs_researcher.migration.papers.authors import people_in
from mkdocs_researcher.migration.tables import Column, Words, names_in, record_of, table_of
from mkdocs_researcher.migration.tree.lines import plain_markdown
from mkdocs_researcher.migration.words import words_of

_LINKED = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_HEAD_END = re.compile(r"[\"“«]|\(\s*(?:1\d|20)\d\d")
# `24(3), pp. 1-9`, or the number of an article, `4: e7648`
_ISSUE = re.compile(
    r"\b(\d{1,4})\s*(?:\(\s*(\d{1,4})\s*\)\s*[:,]\s*(?:pp\.?\s*)?|:\s*(?=e\d))(\d+\s*[-–]+\s*\d+|e?\d+)"
)


class Citation(NamedTuple):
    """The facts found in a citation; no authors where they are not certain."""

    text: str
    authors: list[str]
    imprint: dict[str, str]


def read_citation(text: str, title: str) -> Citation:
    """Reads a citation."""
    plain = " ".join(plain_markdown(text).split())
    ends = [match.start() for match in [_HEAD_END.search(plain)] if match]
    if title and (start := plain.casefold().find(title.casefold()[:25])) > 0:
        ends.append(start)
    head = without_emphasis(plain[: min(ends)]).strip(" ,;:*_'") if ends else ""
    issue = _ISSUE.search(plain)
    imprint = dict(zip(("volume", "number", "pages"), issue.groups(), strict=True)) if issue else {}
    imprint = {name: re.sub(r"\s", "", value) for name, value in imprint.items() if value}
    return Citation(plain, [person_text(person) for person in people_in(head)], imprint)


def says_more(text: str, *others: str) -> bool:
    """Does a text contain words that the others do not?"""
    known = {word for other in others for word in words_of(other)}
    return any(word not in known for word in words_of(text))


_TYPES = {"manuscripts": "journal", "theses": "thesis"}
_USUAL_TYPES = frozenset("journal conference book chapter preprint workshop thesis patent report poster".split())
# Text that the template's generator writes below each paper, in addition to its front matter.
_GENERATED = re.compile(
    r"<a\b[^<>]*>\s*Download (?:paper|slides) here\s*</a>|\[\s*Download (?:paper|slides) here\s*\]\([^()\s]*\)"
    r"|\[?Access paper here\]?(?:\([^()\s]*\))?(?:\{:[^{}]*\})?|Recommended citation:[^\n]*",
    re.I,
)
_OWN_WORDS = "recommended citation download access paper slides here"
_ADDRESS = re.compile(r"['\"(](?:https?://|/|[\w.-]+/)[^\s'\"()<>]*['\")]")


def read_publications(reader: TemplateReader) -> None:
    """The papers; a text below the front matter becomes the abstract."""
    taken: set[str] = set()
    lines = ((page.path, line.text) for page in reader.pages for line in page.lines if page.path != "index.md")
    lists = list(dict.fromkeys(path for path, text in lines if "site.publications" in text))
    listed = "publications.md" if "publications.md" in lists else [*lists, "index.md"][0]
    categories = as_mapping(reader.config.get("publication_category")).items()
    titles = {key: text_in(value, "title") or key for key, value in categories if isinstance(value, dict)}
    for doc in _in_order(reader.documents["publications"], titles):
        name = free_name(slug(stem_of(doc.old)) or "paper", taken)
        taken.add(name)
        for address in doc.known_as:
            reader.addresses.pages[address] = f"{listed}#paper-{name}"
        doc.meta = {**doc.meta, "paper_id": name}
        cited = text_in(doc.meta, "citation")
        cited = "" if reader.site.holds(cited.lstrip("/")) else cited  # a file that has it is a link
        citation = read_citation(cited, title_of(doc))
        if "others" in citation.authors:
            reader.site.leave_out("others")  # lists of papers say "et al."
        words = reader.words_of(doc)
        record = _record(reader, doc, words, citation)
        category = text_in(doc.meta, "category")
        kind = _TYPES.get(category, category.removesuffix("s"))
        kind = kind if kind in _USUAL_TYPES else ""
        record |= {"id": name, "type": kind, "category": titles.get(category, category)}
        if not titles and record["type"]:
            record["category"] = ""
        reader.add("papers", record, words.place(record["title"]))


def _in_order(documents: Iterable[OldPage], titles: Mapping[str, str]) -> list[OldPage]:
    """The papers, category after category as the settings name them, the newest first; those without one at the end."""
    if not titles:
        return list(documents)
    known = list(titles)
    newest = sorted(documents, key=lambda doc: str(date_of(doc)), reverse=True)
    places = {name: index for index, name in enumerate(known)}
    return sorted(newest, key=lambda doc: places.get(text_in(doc.meta, "category"), len(known)))


def _title(words: Words, value: Any) -> str:
    said = words.plain(value)
    linked = _LINKED.fullmatch(said)  # by an author who wants the paper opened, and not a page about it
    return linked[1] if linked else said


def _authors(words: Words, value: Any) -> list[str]:
    texts = filter(None, map(words.plain, as_items(value)))
    return [name for text in texts for name in [person_text(one) for one in people_in(text)] or names_in(text)]


_PAPER = table_of("academicpages", "papers", linked=_title, people=_authors)


def _record(reader: TemplateReader, doc: OldPage, words: Words, citation: Citation) -> Record:
    record = record_of(_PAPER, doc.meta, words)
    date, excerpt = record["date"], record["summary"]
    note, links = rest_of(
        reader, doc, words, {**_PAPER, "": Column(Words.plain, ("citation",))}, {**record, "": citation.text}
    )
    if linked := _LINKED.fullmatch(title_of(doc)):
        links.setdefault("Paper", words.url(linked[2]))
    if is_external(link := text_in(doc.meta, "permalink")):
        links.setdefault("Paper", words.url(link))
    authors = record["authors"] or citation.authors
    said = (record["title"], record["venue"], date, " ".join(authors), " ".join(citation.imprint.values()))
    adds_to_it = citation.text and says_more(citation.text, *said, "et al and", *links.values())
    record |= {
        "title": record["title"] or posixpath.basename(doc.old),
        "authors": authors,
        **citation.imprint,
        "note": note,
        "summary": "<br>".join(filter(None, (excerpt, f"Recommended citation: {citation.text}" if adds_to_it else ""))),
        "abstract": _body(reader, doc, excerpt),
    }
    if date.endswith("-01-01"):
        record["year"] = record.pop("date")[:4]
    for label, url in list(links.items()):
        if (found := identifier_in(url)) and found[0] not in record:
            record[found[0]] = found[1]
            del links[label]
    return {**record, "links": links}


def _body(reader: TemplateReader, doc: OldPage, excerpt: str) -> str:
    if not has_body(doc):
        return ""
    known = " ".join(words_in(doc.meta, name) for name in doc.meta)

    def drop(match: re.Match[str]) -> str:
        addresses = [address.strip("'\"()") for address in _ADDRESS.findall(match[0])]
        is_known = all(address in known for address in addresses)
        return match[0] if not is_known or says_more(plain_markdown(match[0]), known, _OWN_WORDS, *addresses) else ""

    doc.lines = [line._replace(text=_GENERATED.sub(drop, line.text)) for line in doc.lines]
    text = reader.body_of(doc)
    known_of_it = (excerpt, text_in(doc.meta, "citation"), title_of(doc), text_in(doc.meta, "venue"))
    return text if says_more(text, *known_of_it) else ""


_COLLECTIONS = ("publications", "talks", "teaching", "portfolio", "projects", "posts", "news")
# Pages that list what other pages hold.
_LISTS = frozenset({"category-archive", "tag-archive", "collection-archive", "page-archive", "sitemap"})
_LISTED = "lists what is on other pages, which the navigation and the search of the new site do, so it is left out"
_NO_OUTPUT = frozenset({"base_path", "toc", "toc.html", "group-by-array", "paginator.html", "comments.html"})
_CV = ("_data/cv.json", "_data/cv.yml")
_BY_CATEGORY = "publications by category"


class Academicpages(TemplateReader):
    """A site of this kind as a new one."""

    name, title = "academicpages", "academicpages"
    layouts = frozenset({"archive", "archive-taxonomy", "compress", "cv-layout", "default", "single", "splash", "talk"})

    @staticmethod
    def fits(site: OldSite) -> bool:
        has_collections = any(site.folder(f"_{name}", ".md", ".html") for name in ("publications", "talks", "teaching"))
        files = ("_includes/archive-single-talk.html", "talkmap.py", "_includes/archive-single-cv.html")
        if has_collections and any(site.holds(path) for path in files):
            return True
        config = OldSite(site.root).data("_config.yml")
        known = isinstance(config, dict) and ("talkmap_link" in config or "publication_category" in config)
        return known and isinstance(config.get("author"), dict)

    def __init__(self, site: OldSite) -> None:
        super().__init__(site, _COLLECTIONS)
        for page in [page for page in self.pages if stem_of(page.old) in _LISTS and page.path != "index.md"]:
            self.pages.remove(page)
            site.note(Location(page.old), _LISTED, "info")
        self.cv = CvSections(self, next((path for path in _CV if site.holds(path)), _CV[0]))

    def read_data(self) -> None:
        put_author(self)
        read_publications(self)
        for name in _COLLECTIONS[1:]:
            read_documents(self, name)
        categories = self.config.get("publication_category")
        if isinstance(categories, dict):
            self.scope["site"]["publication_category"] = Documents(
                _BY_CATEGORY, [list(one) for one in categories.items()]
            )

    def alone(self, doc: OldPage) -> list[str]:
        name = str(doc.meta.get("paper_id") or "")
        if all(str(paper.get("id")) != name for paper in self.records.get("papers") or ()):
            return []
        self.addresses.pages.update(dict.fromkeys(doc.known_as, doc.path))
        doc.lines = []
        return ["", f"{{{{ paper({json.dumps(name)}) }}}}"]

    def hooks(self, page: OldPage) -> Hooks:
        return Hooks(lambda collection, line: self._loop(collection, page, line), include=self._include)

    def _loop(self, collection: Documents, page: OldPage, line: Line) -> str | None:
        if collection.name == "pages":
            self.site.note(line.place, _LISTED, "info")
            return ""
        if collection.name == _BY_CATEGORY:
            return call_for(self, "publications", group="category")
        if collection.name not in self.known:
            return None
        group = "year" if collection.name == "posts" and page.path != "index.md" else ""
        return call_for(self, collection.name if collection.group else collection, group=group)

    def _include(self, file: str, parameters: Mapping[str, Any], line: Line) -> str | None:
        if file in _NO_OUTPUT:
            return ""
        if file.startswith("cv-template"):
            self.cv.read()
            return self.cv.call()
        return None

    def navigation(self, pages: Sequence[OldPage]) -> list[tuple[str, Any]]:
        found = menu_links(self.site, self.addresses)
        if found is None:
            return list(navigation(pages))
        return [("Home", "index.md"), *((link.title, link.target) for link in found if link.target != "index.md")]
