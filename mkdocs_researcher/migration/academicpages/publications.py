"""`_publications/` of academicpages as papers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.cv.addresses import identifier_in
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.academicpages.citation_text import Citation, read_citation, says_more
from mkdocs_researcher.migration.jekyll.collections import date_of, has_body
from mkdocs_researcher.migration.jekyll.document_records import rest_of, teaser_of
from mkdocs_researcher.migration.jekyll.site import text_in, title_of
from mkdocs_researcher.migration.jekyll.template_reader import TemplateReader, fields_of, place_of, words_in
from mkdocs_researcher.migration.new_site import Entry, OldPage
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.plain_markdown import plain_markdown

_TYPES = {
    "manuscripts": "journal",
    "journals": "journal",
    "journal": "journal",
    "conferences": "conference",
    "conference": "conference",
    "books": "book",
    "book": "book",
    "chapters": "chapter",
    "preprints": "preprint",
    "preprint": "preprint",
    "workshops": "workshop",
    "theses": "thesis",
    "patents": "patent",
    "reports": "report",
    "posters": "poster",
}
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
    lists = [page.path for page in reader.pages if _lists_papers(page)]
    listed = "publications.md" if "publications.md" in lists else [*lists, "index.md"][0]
    titles = _titles(reader.config.get("publication_category"))
    for doc in _in_order(reader.documents["publications"], titles):
        name = slug(posixpath.splitext(posixpath.basename(doc.old))[0]) or "paper"
        while name in taken:
            name += "-2"
        taken.add(name)
        for address in doc.known_as:
            reader.addresses.pages[address] = f"{listed}#paper-{name}"
        doc.meta = {**doc.meta, "paper_id": name}
        citation = read_citation(text_in(doc.meta, "citation"), title_of(doc))
        record, body = _record(reader, doc, citation)
        category = text_in(doc.meta, "category")
        record |= {"id": name, "type": _TYPES.get(category, ""), "category": titles.get(category, category)}
        if not titles and record["type"]:
            record["category"] = ""
        reader.add("papers", record, place_of(doc, "title"), _shown(doc, body))


def _in_order(documents: Iterable[OldPage], titles: Mapping[str, str]) -> list[OldPage]:
    """The papers, category after category as the settings name them, the newest first; those without one at the end."""
    if not titles:
        return list(documents)
    known = list(titles)
    newest = sorted(documents, key=lambda doc: str(date_of(doc)), reverse=True)
    places = {name: index for index, name in enumerate(known)}
    return sorted(newest, key=lambda doc: places.get(text_in(doc.meta, "category"), len(known)))


def _record(reader: TemplateReader, doc: OldPage, citation: Citation) -> tuple[Record, list[Line]]:
    place = place_of(doc, "excerpt")
    venue = plain_markdown(text_in(doc.meta, "venue"))
    date = date_of(doc)
    excerpt = reader.addresses.inline(" ".join(plain_markdown(text_in(doc.meta, "excerpt")).split()), place)
    abstract, lines = _body(reader, doc, excerpt)
    rest = rest_of(reader, doc, "venue", "excerpt", "citation", "award")
    links = dict(rest.links)
    if is_external(link := text_in(doc.meta, "permalink")):
        links.setdefault("Paper", reader.link(link, place_of(doc, "permalink")))
    known = (title_of(doc), venue, date, " ".join(citation.authors), " ".join(citation.imprint.values()))
    adds_to_it = citation.text and says_more(citation.text, *known, "et al and", *map(str, links.values()))
    record: Record = {
        "title": title_of(doc) or posixpath.basename(doc.old),
        "authors": citation.authors,
        "venue": venue,
        **({"year": date[:4]} if date.endswith("-01-01") else {"date": date}),
        **citation.imprint,
        "note": rest.text,
        "summary": "<br>".join(filter(None, (excerpt, f"Recommended citation: {citation.text}" if adds_to_it else ""))),
        "abstract": abstract,
        "image": reader.link(teaser_of(doc), place_of(doc, "header")),
        "award": text_in(doc.meta, "award"),
    }
    for label, url in list(links.items()):
        if (found := identifier_in(url)) and found[0] not in record:
            record[found[0]] = found[1]
            del links[label]
    record["links"] = links
    doc.shown.append(rest.shown)
    return record, lines


def _body(reader: TemplateReader, doc: OldPage, excerpt: str) -> tuple[str, list[Line]]:
    if not has_body(doc):
        return "", []
    known = " ".join(words_in(doc.meta, name) for name in doc.meta)

    def drop(match: re.Match[str]) -> str:
        addresses = [address.strip("'\"()") for address in _ADDRESS.findall(match[0])]
        is_known = all(address in known for address in addresses)
        return match[0] if not is_known or says_more(plain_markdown(match[0]), known, _OWN_WORDS, *addresses) else ""

    doc.lines = [line._replace(text=_GENERATED.sub(drop, line.text)) for line in doc.lines]
    text, lines = reader.body_of(doc)
    if not says_more(text, excerpt, text_in(doc.meta, "citation"), title_of(doc), text_in(doc.meta, "venue")):
        return "", []
    return text, lines


def _shown(doc: OldPage, body: list[Line]) -> Entry:
    date = [[line._replace(text=line.text[:4]) for line in lines] for lines in fields_of(doc, "date")]
    rest = [lines for entry in doc.shown for lines in entry]
    return [*fields_of(doc, "title", "venue", "excerpt", "citation", "award"), *date, *rest, body]


def _titles(categories: Any) -> dict[str, str]:
    if not isinstance(categories, dict):
        return {}
    return {key: text_in(value, "title") or key for key, value in categories.items() if isinstance(value, dict)}


def _lists_papers(page: OldPage) -> bool:
    return page.path != "index.md" and any("site.publications" in line.text for line in page.lines)
