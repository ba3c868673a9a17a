"""Documents of collections as entries of data files and as pages, and the calls that show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.jekyll.site import date_of, has_body, stem_of, text_in, words_in
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.tables import Table, Words, at, data_of_kind, record_of, table_of
from mkdocs_researcher.migration.tree.lines import plain_markdown

_LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.M)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(([^()\s]+)[^()]*\)")
_BLOCKS = re.compile(r"^#|^[ \t]*(?:[-*+]|\d{1,9}[.)])\s|```|<(?:div|table|iframe|img|figure)|!\[|\n\s*\n", re.M | re.I)
_OF_JEKYLL = frozenset(data_of_kind("jekyll", "known").split())
_LINKS = {"": "Link", "paper": "Paper", "pdf": "PDF", "bibtex": "BibTeX", "arxiv": "arXiv", "doi": "DOI"}


def _repo(_: Words, value: Any) -> str:
    repo = str(value).removeprefix("https://github.com/").strip("/ ")
    return repo if re.fullmatch(r"[\w.-]+/[\w.-]+", repo) else ""


def _leads(words: Words, value: Any) -> str:
    return "" if value == "true" else words.url(value)


def _keywords(words: Words, value: Any) -> list[str]:
    found = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip())
    return [made for one in found if (made := words.plain(one))]


_PROJECT = table_of(
    "jekyll",
    "projects",
    paragraph=lambda words, value: in_one_line(plain_markdown(words.block(value))),
    leads=_leads,
    repo=_repo,
)
_TALK = table_of("jekyll", "talks", leads=_leads)
_COURSE = table_of("jekyll", "teaching")
_POST = table_of("jekyll", "posts", leads=_leads, keywords=_keywords)


def rest_of(
    reader: TemplateReader, doc: OldPage, words: Words, table: Table, record: Record
) -> tuple[str, dict[str, str]]:
    """All fields of a document that are not in its record, and that not only Jekyll reads.

    Returns:
        `Name: value`, a line each; and those that are addresses, as links.
    """
    texts, links = [], {}
    given = ((name, [one for one in table[name].names if at(doc.meta, one)]) for name in table if record.get(name))
    taken = {names[0] for _, names in given if names}
    for name, value in doc.meta.items():
        if name in taken or name in _OF_JEKYLL or value in (None, "", "true", "false"):
            continue
        bare = name.removesuffix("url").strip("_-")
        label = _LINKS.get(bare) or reader.link_labels.get(bare) or bare.replace("_", " ").capitalize()
        if isinstance(value, str) and (
            name.endswith("url") or is_external(value) or reader.site.holds(value.lstrip("/"))
        ):
            if target := words.url(f"https://doi.org/{value}" if re.match(r"10\.\d+/", value) else value):
                links[label] = target
        elif line := _line(value, words):
            texts.append(f"{label}: {line}")
    return "<br>".join(texts), links


def _line(value: Any, words: Words) -> str:
    """A value of any type as Markdown in one line; paths of files that nobody names are left to their pages."""
    if isinstance(value, Mapping):
        name = text_in(value, "name") or text_in(value, "title")
        if name and text_in(value, "url"):
            return f"[{words.plain(name)}]({target})" if (target := words.url(value["url"])) else words.plain(name)
        parts = (_line(one, words) for key, one in value.items() if not str(key).endswith(("url", "path")))
        return ", ".join(filter(None, parts))
    if isinstance(value, list):
        parts = (part for one in value if (part := _line(one, words)))
        return "".join(f"<br>• {part}" for part in parts) if isinstance(value[0], Mapping) else ", ".join(parts)
    return words.marked(value)


def in_one_line(text: str) -> str:
    """Markdown of several blocks as inline Markdown."""
    if _LIST_ITEM.match(text) and len(_LIST_ITEM.findall(text)) == 1:  # a point that is all there is
        text = _LIST_ITEM.sub("", text)
    lines = [_LIST_ITEM.sub("• ", line).strip() for line in text.split("\n\n")]
    lines = [_LIST_ITEM.sub("<br>• ", line) for line in lines]
    return " ".join("<br>".join(line for line in lines if line).split())


def read_documents(reader: TemplateReader, collection: str) -> None:
    """The documents of a collection as entries of its data file; those with a text of their own as pages, too."""
    file, table, finish = _COLLECTIONS[collection]
    documents: Iterable[OldPage] = reader.documents[collection]
    for doc in sorted(documents, key=_importance) if file == "projects" else documents:
        words = reader.words_of(doc)
        record = record_of(table, doc.meta, words)
        finish(reader, doc, words, record)
        title = next(iter(table), "date")
        if title != "date":
            record[title] = record[title] or stem_of(doc.old).replace("-", " ").replace("_", " ")
        reader.add(file, record, words.place(record[title]))


def _news(reader: TemplateReader, doc: OldPage, words: Words, record: Record) -> None:
    """Items in a line, and items with a page of their own."""
    record["date"] = words.plain(date_of(doc))
    if text_in(doc.meta, "title") and text_in(doc.meta, "inline") != "true":
        record |= {"text": words.plain(doc.meta["title"]), "url": _page(reader, doc, "news.md")}
    else:
        record["text"] = in_one_line(reader.body_of(doc)) or words.plain(doc.meta.get("title"))


def _project(reader: TemplateReader, doc: OldPage, words: Words, record: Record) -> None:
    rest, links = rest_of(reader, doc, words, _PROJECT, record)
    if match := _IMAGE.search(record["text"]):
        record["image"] = record["image"] or match[1]
        record["text"] = _IMAGE.sub("", record["text"]).strip().removesuffix("<br>")
    leads, page = record["url"], ""
    if not leads or (has_body(doc) and not doc.meta.get("redirect")):
        page = _page(reader, doc, f"{doc.old.partition('/')[0].removeprefix('_')}.md")
    record |= {
        "text": "<br>".join(filter(None, (record["text"], rest))),
        "url": leads or page,
        "links": {**links, **({"Page": page} if leads and page else {})},
    }


def _talk(reader: TemplateReader, doc: OldPage, words: Words, record: Record) -> None:
    rest, links = rest_of(reader, doc, words, _TALK, record)
    page, details = _page_or_text(reader, doc, "talks.md", rest)
    record |= {"url": record["url"] or page, "details": details, "links": links}


def _course(reader: TemplateReader, doc: OldPage, words: Words, record: Record) -> None:
    rest, links = rest_of(reader, doc, words, _COURSE, record)
    listed = " · ".join(f"[{label}]({target})" for label, target in links.items())
    details = "\n\n".join(filter(None, (record["details"], rest, listed)))
    page, details = _page_or_text(reader, doc, f"{doc.old.partition('/')[0].removeprefix('_')}.md", details)
    date = record.pop("date").removesuffix("-01-01")
    if record["term"]:
        record["term"] = f"{record['term']} {text_in(doc.meta, 'year')}".strip()
    else:
        record["date"] = date
    record |= {"details": details, "url": page}


def _post(reader: TemplateReader, doc: OldPage, words: Words, record: Record) -> None:
    """Posts and books: a page each, and a list of them."""
    record |= {
        "subtitle": words.marked(doc.meta.get("author")) if doc.old.startswith("_books/") else "",
        "keywords": [*(record.pop("tags") or ()), *(record.pop("categories") or ())],
        "url": record["url"] or _page(reader, doc, "", always=True),
    }
    if review := text_in(doc.meta, "goodreads_review"):
        record["links"] = {"Goodreads": f"https://www.goodreads.com/review/show/{review}"}


_Finish = Callable[[TemplateReader, OldPage, Words, Record], None]
_COLLECTIONS: dict[str, tuple[str, Table, _Finish]] = {
    "news": ("news", {}, _news),
    **dict.fromkeys(("projects", "portfolio"), ("projects", _PROJECT, _project)),
    "talks": ("talks", _TALK, _talk),
    **dict.fromkeys(("teaching", "teachings"), ("teaching", _COURSE, _course)),
    "posts": ("posts", _POST, _post),
    "books": ("books", _POST, _post),
}
"""The data file of the documents of a collection, what they call its fields, and what is special about them."""


def _page_or_text(reader: TemplateReader, doc: OldPage, listed: str, details: str) -> tuple[str, str]:
    """The page of a document, and other details; a body that is a paragraph is behind them, and needs no page."""
    written = "\n".join(line.text for line in doc.lines).strip()
    if not has_body(doc) or _BLOCKS.search(written) or "{%" in written:
        return _page(reader, doc, listed), details
    found = reader.body_of(doc)
    _no_page(reader, doc, listed)
    return "", "\n\n".join(filter(None, (details, found)))


def _page(reader: TemplateReader, doc: OldPage, listed: str, *, always: bool = False) -> str:
    if has_body(doc) or always:
        reader.pages.append(doc)
        return doc.path
    _no_page(reader, doc, listed)
    return ""


def _no_page(reader: TemplateReader, doc: OldPage, listed: str) -> None:
    is_there = any(page.path == listed for page in reader.pages)
    for name in doc.known_as:
        reader.addresses.pages[name] = listed if is_there else "index.md"


def _importance(doc: OldPage) -> tuple[float, str]:
    text = words_in(doc.meta, "importance")
    return (float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 1e9), doc.old
