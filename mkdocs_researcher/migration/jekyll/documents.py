"""Documents of collections as entries of data files and as pages, and the calls that show them."""

from __future__ import annotations

import functools
import html
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mkdocs_researcher.fields.urls import is_external
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.jekyll.site import (
    date_of,
    fields_of,
    has_body,
    picture_of,
    place_of,
    text_in,
    title_of,
    words_in,
)
from mkdocs_researcher.migration.new_site import Entry, OldPage
from mkdocs_researcher.migration.old_text import Line
from mkdocs_researcher.migration.tree.lines import plain_markdown

_LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.M)
_IMAGE = re.compile(r"<img\b[^<>]*\bsrc\s*=\s*[\"']([^\"']+)[\"'][^<>]*>|!\[[^\[\]]*\]\(([^()\s]+)[^()]*\)", re.I)
_BLOCKS = re.compile(r"^#|^[ \t]*(?:[-*+]|\d{1,9}[.)])\s|```|<(?:div|table|iframe|img|figure)|!\[|\n\s*\n", re.M | re.I)
# Of Jekyll and of the templates, which say nothing of the author's.
_OF_JEKYLL = frozenset(
    "_styles author author_profile bibliography categories category chart classes code_diff collection "
    "comments cover date diff2html disqus_comments excerpt_separator external featured giscus_comments header "
    "horizontal id image images img importance inline lang last_modified_at layout map math mathjax mermaid "
    "modified nav nav_order og_image order paper_id permalink pin pretty_table pseudocode published read_time "
    "redirect_from ref related related_posts related_publications search selected share sidebar sitemap slug "
    "subtitle tags teaser thumbnail tikzjax title toc toc_label toc_sticky typograms weight".split()
)
_LINKS = {"": "Link", "paper": "Paper", "pdf": "PDF", "bibtex": "BibTeX", "arxiv": "arXiv", "doi": "DOI"}


class Rest(NamedTuple):
    """The fields of a document that its data file has no field for.

    Attributes:
        text: `Name: value`, a line each.
        shown: both as the old site may have shown them.
    """

    text: str
    links: dict[str, str]
    shown: Entry


def rest_of(reader: TemplateReader, doc: OldPage, *used: str) -> Rest:
    """All fields of a document but those that are used, and those that only Jekyll reads."""
    texts, links = [], {}
    shown: list[list[Line]] = []
    for name, value in doc.meta.items():
        if name in used or name in _OF_JEKYLL or value in (None, "", "true", "false"):
            continue
        place = place_of(doc, name)
        label = _LINKS.get(bare := name.removesuffix("url").strip("_-"), bare.replace("_", " ").capitalize())
        if isinstance(value, str) and (
            name.endswith("url") or is_external(value) or reader.site.holds(value.lstrip("/"))
        ):
            if url := reader.link(f"https://doi.org/{value}" if re.match(r"10\.\d+/", value) else value, place):
                links[label] = url
                shown.append([Line(_link_to(url), place.file, place.line or 1)])
        elif said := _said(value, functools.partial(reader.link, place=place)):
            texts.append(f"{label}: {said}")
            shown.append([Line(said, place.file, place.line or 1)])
    return Rest("<br>".join(texts), links, shown)


def _link_to(url: str) -> str:
    return f'<a href="{html.escape(url)}"></a>'


def _said(value: Any, link: Callable[[str], str]) -> str:
    """A value of any type as Markdown in one line; paths of files that nobody names are left to their pages."""
    if isinstance(value, Mapping):
        name, url = text_in(value, "name") or text_in(value, "title"), text_in(value, "url")
        if name and url:
            return f"[{name}]({new})" if (new := link(url)) else name
        said = (_said(one, link) for key, one in value.items() if not str(key).endswith(("url", "path")))
        return ", ".join(filter(None, said))
    if isinstance(value, list):
        parts = [part for part in (_said(one, link) for one in value) if part]
        return (
            "".join(f"<br>• {part}" for part in parts)
            if any(isinstance(one, Mapping) for one in value)
            else ", ".join(parts)
        )
    return " ".join(plain_markdown(str(value)).split())


def read_news(reader: TemplateReader) -> None:
    """`_news/`: items in a line, and items with a page of their own."""
    for doc in reader.documents["news"]:
        title = title_of(doc)
        record: Record = {"date": date_of(doc)}
        if title and text_in(doc.meta, "inline") != "true":
            page = _page(reader, doc, "news.md")
            shown: Entry = fields_of(doc, "date", "title")
            record |= {"text": title, "url": page}
        else:
            text, lines = reader.body_of(doc)
            shown = [*fields_of(doc, "date"), lines]
            record["text"] = in_one_line(text) or title
        reader.add("news", record, place_of(doc, "date"), shown)


def in_one_line(text: str) -> str:
    """Markdown of several blocks as inline Markdown."""
    lines = [_LIST_ITEM.sub("• ", line).strip() for line in text.split("\n\n")]
    lines = [_LIST_ITEM.sub("<br>• ", line) for line in lines]
    return " ".join("<br>".join(line for line in lines if line).split())


def read_projects(reader: TemplateReader, collection: str = "projects") -> None:
    """`_projects/` of al-folio in order of importance, and `_portfolio/` of academicpages."""
    for doc in sorted(reader.documents[collection], key=_importance):
        excerpt = text_in(doc.meta, "excerpt") or text_in(doc.meta, "description")
        image = text_in(doc.meta, "img") or text_in(doc.meta, "image") or teaser_of(doc)
        if match := _IMAGE.search(excerpt):
            image = image or match[1] or match[2]
            excerpt = _IMAGE.sub("", excerpt)
        repo = text_in(doc.meta, "github").removeprefix("https://github.com/").strip("/")
        is_repo = re.fullmatch(r"[\w.-]+/[\w.-]+", repo) is not None
        used = ("excerpt", "description", "redirect", "link", *["github"] * is_repo)
        rest = rest_of(reader, doc, *used)
        leads, page = _redirect(reader, doc), ""
        if not leads or (has_body(doc) and not doc.meta.get("redirect")):
            page = _page(reader, doc, f"{collection}.md")
        record = {
            "title": title_of(doc) or _stem(doc),
            "text": "<br>".join(filter(None, (in_one_line(plain_markdown(excerpt)).strip(), rest.text))),
            "image": reader.link(image, place_of(doc, "img")),
            "category": text_in(doc.meta, "category"),
            "url": leads or page,
            "repo": repo if is_repo else "",
            "links": {**rest.links, **({"Page": page} if leads and page else {})},
        }
        led = [
            [line._replace(text=_link_to(line.text)) for line in lines] for lines in fields_of(doc, "redirect", "link")
        ]
        shown = [*fields_of(doc, "title", "description", "excerpt"), *picture_of(doc, "img"), *led, *rest.shown]
        reader.add("projects", record, place_of(doc, "title"), shown)


def read_talks(reader: TemplateReader) -> None:
    """`_talks/` of academicpages."""
    for doc in reader.documents["talks"]:
        rest = rest_of(reader, doc, "venue", "location", "type", "link")
        record = {
            "title": title_of(doc) or _stem(doc),
            "event": plain_markdown(text_in(doc.meta, "venue")),
            "location": text_in(doc.meta, "location"),
            "kind": text_in(doc.meta, "type"),
            "date": date_of(doc),
            **_text_or_page(reader, doc, "talks.md", rest.text),
            "links": rest.links,
        }
        record["url"] = reader.link(text_in(doc.meta, "link"), place_of(doc, "link")) or record.get("url", "")
        reader.add("talks", record, place_of(doc, "title"), [*_row(doc), *rest.shown])


def read_teaching(reader: TemplateReader, collection: str = "teaching") -> None:
    """`_teaching/` of academicpages, and `_teachings/` of al-folio."""
    for doc in reader.documents[collection]:
        instructor, role = text_in(doc.meta, "instructor"), text_in(doc.meta, "type")
        time = text_in(doc.meta, "term") or text_in(doc.meta, "semester")
        names = ["type"] if role else ["instructor"]
        rest = rest_of(reader, doc, "term", "semester", "year", "venue", "location", "description", *names)
        links = " · ".join(f"[{label}]({url})" for label, url in rest.links.items())
        details = (text_in(doc.meta, "description"), rest.text, links)
        year = text_in(doc.meta, "year")
        record = {
            "course": title_of(doc) or _stem(doc),
            "role": role or instructor,
            "institution": plain_markdown(text_in(doc.meta, "venue")),
            "location": text_in(doc.meta, "location"),
            **({"term": f"{time} {year}".strip()} if time else {"date": year or date_of(doc).removesuffix("-01-01")}),
            **_text_or_page(reader, doc, f"{collection}.md", "\n\n".join(filter(None, details))),
        }
        shown = [*_row(doc, "term", "semester", "year", "instructor"), *rest.shown]
        reader.add("teaching", record, place_of(doc, "title"), shown)


def read_posts(reader: TemplateReader, collection: str = "posts") -> None:
    """`_posts/`, and `_books/` of al-folio: a page each, and a list of them."""
    for doc in reader.documents[collection]:
        title = title_of(doc) or _stem(doc)
        cover = text_in(doc.meta, "cover") or text_in(doc.meta, "thumbnail")
        record: Record = {
            "title": title,
            "subtitle": plain_markdown(text_in(doc.meta, "author") if collection == "books" else ""),
            "date": date_of(doc) or text_in(doc.meta, "finished") or text_in(doc.meta, "started"),
            "details": plain_markdown(text_in(doc.meta, "description")),
            "keywords": [*_list(doc.meta.get("tags")), *_list(doc.meta.get("categories"))],
            "logo": reader.link(cover, place_of(doc, "cover")),
            "url": _redirect(reader, doc) or _page(reader, doc, "", always=True),
        }
        if review := text_in(doc.meta, "goodreads_review"):
            record["links"] = {"Goodreads": f"https://www.goodreads.com/review/show/{review}"}
        names = ("title", "date", "description", "tags", "categories")
        reader.add(collection, record, place_of(doc, "title"), fields_of(doc, *names))


def _text_or_page(reader: TemplateReader, doc: OldPage, listed: str, details: str) -> Record:
    """The body in the entry, behind other details, if it is a paragraph; else on a page of its own."""
    text = "\n".join(line.text for line in doc.lines).strip()
    if not has_body(doc) or _BLOCKS.search(text) or "{%" in text:
        return {"url": _page(reader, doc, listed), "details": details}
    found, lines = reader.body_of(doc)
    doc.shown.append([lines])
    _no_page(reader, doc, listed)
    return {"details": "\n\n".join(filter(None, (details, found)))}


def _page(reader: TemplateReader, doc: OldPage, listed: str, *, always: bool = False) -> str:
    """The page that a document becomes; empty if there is nothing on it."""
    if has_body(doc) or always:
        reader.pages.append(doc)
        return doc.path
    _no_page(reader, doc, listed)
    return ""


def _no_page(reader: TemplateReader, doc: OldPage, listed: str) -> None:
    is_there = any(page.path == listed for page in reader.pages)
    for name in doc.known_as:
        reader.addresses.pages[name] = listed if is_there else "index.md"


def _redirect(reader: TemplateReader, doc: OldPage) -> str:
    url = text_in(doc.meta, "redirect") or text_in(doc.meta, "link")
    if not url or url == "true":
        return ""
    return reader.link(url, place_of(doc, "redirect"))


def _row(doc: OldPage, *more: str) -> Entry:
    body = [lines for entry in doc.shown for lines in entry]
    date = [
        [line._replace(text=line.text.removesuffix("-01-01")) for line in lines] for lines in fields_of(doc, "date")
    ]
    return [*fields_of(doc, "title", "type", "venue", "location", "description", *more), *date, *body]


def teaser_of(doc: OldPage) -> str:
    """The picture of a document in lists, which the templates look for in `images/`."""
    header = doc.meta.get("header")
    teaser = text_in(header, "teaser") if isinstance(header, dict) else ""
    return teaser if not teaser or "/" in teaser else f"/images/{teaser}"


def _importance(doc: OldPage) -> tuple[float, str]:
    text = words_in(doc.meta, "importance")
    return (float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 1e9), doc.old


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return re.split(r"[,\s]+", value.strip()) if isinstance(value, str) and value.strip() else []


def _stem(doc: OldPage) -> str:
    return posixpath.splitext(posixpath.basename(doc.old))[0].replace("-", " ").replace("_", " ")
