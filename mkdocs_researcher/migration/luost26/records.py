"""Profile, publications and rows of luost26's template as entries of our data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.addresses import links_record, service_record
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.formats.source import quoted_texts, shortened
from mkdocs_researcher.migration.jekyll.collections import has_body
from mkdocs_researcher.migration.jekyll.profile import addressed
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.inline import bare
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

_SERVICES = {
    "gscholar": "scholar",
    "github": "github",
    "twitter": "x",
    "linkedin": "linkedin",
    "orcid": "orcid",
}
# Shown elsewhere, or about the look of the page.
_ELSEWHERE = frozenset(
    [
        "primary_name",
        "secondary_name",
        "navbar_name",
        "positions",
        "email",
        "encode_email",  # the new site hides it as it shows it
        "cv_link",
        "wechat_qrcode",
        "wechat_prompt",
        "short_bio",
        "short_bio_text_justify",
        "portrait_url",
        "portrait_caption",
        "education",
        "experience",
        "awards",
        *_SERVICES,
    ]
)
_FIELDS = {
    "education": {"name": "institution", "position": "degree", "dept": "area"},
    "experience": {"name": "organization", "position": "position", "dept": "group", "description": "summary"},
    "awards": {"name": "title", "position": "note", "dept": "awarder", "description": "note"},
}
_OF_PAPER = """title date selected pub pub_pre pub_post pub_last pub_date abstract cover authors links
semantic_scholar_id permalink paper_id layout"""
_NO_PLACE = "{name}: {value} is not a field of the template; write what it showed into the new site"
_MARKS = re.compile(r"(?<![*#])[*#]+$")


def profile(meta: Mapping[str, Any], words: Words) -> Record:
    """The owner, not yet fitted to the model.

    Args:
        meta: what `_data/profile.yml` holds.
        words: for its lines.
    """
    places = [_position(as_mapping(item) or {"name": item}, words) for item in as_items(meta.get("positions"))]
    role = places.pop(0)["name"] if len(places) > 1 and not places[0]["logo"] else ""
    return {
        "name": words.plain(meta.get("primary_name")) or words.plain(meta.get("navbar_name")),
        "native_name": words.plain(meta.get("secondary_name")),
        "avatar": words.picture(meta.get("portrait_url")),
        "role": role,
        "affiliations": places,
        "email": str(meta.get("email") or "").strip(),
        "links": list(_links(meta, words)),
        "marks": {"#": "corresponding author"},
    }


def _position(item: Mapping[str, Any], words: Words) -> Record:
    return {"name": words.text(item.get("name")), "logo": words.picture(item.get("logo"))}


def _links(meta: Mapping[str, Any], words: Words) -> Any:
    if url := words.url(meta.get("cv_link")):
        yield {"cv": url}
    for name, service in _SERVICES.items():
        text = str(meta.get(name) or "").strip()
        text = addressed(service, text)
        is_url = "/" in text
        known = service_record(service, "" if is_url else text.partition("&")[0].lstrip("@"), text if is_url else "")
        if known:
            yield known
        elif text:
            message = f"{name}: '{shortened(text)}' is not a valid address; fix it in data/profile.yml"
            words.addresses.site.note(words.place(text), message)
    for name, value in meta.items():
        if name not in _ELSEWHERE and value:
            label = name.replace("_", " ").capitalize()
            text = str(value).strip() if isinstance(value, str) else ""
            url = f"mailto:{text}" if re.fullmatch(r"[^\s@]+@[\w.-]+", text) else text if "://" in text else ""
            if url:
                yield {"label": label, "url": url}
            else:
                _tell(name, value, words)


def _tell(name: str, value: Any, words: Words) -> None:
    message = _NO_PLACE.format(name=name, value=quoted_texts([value]))
    words.addresses.site.note(words.place(value if isinstance(value, str) else name), message)


def row(file: str, item: Mapping[str, Any], words: Words) -> Record:
    """An entry of `education`, `experience` or `awards`."""
    record: Record = {"logo": words.picture(item.get("logo"))} if file != "awards" else {}
    for name, value in item.items():
        field = _FIELDS[file].get(name)
        if field:
            text = words.block(value) if field == "summary" else _in_a_line(words.block(value))
            record[field] = f"{record[field]} · {text}" if record.get(field) and text else text or record.get(field)
        elif name == "date":
            record["date"] = words.text(value)
        elif name in {"url", "link"}:
            record["url"] = words.url(value)
        elif name == "location" and file != "awards":
            record["location"] = words.text(value)
        elif name != "logo" and value:
            _tell(name, value, words)
    return record


def _in_a_line(text: str) -> str:
    """Lines that stood below each other, with commas between them."""
    return ", ".join(part for line in text.split("\n") if (part := line.strip().rstrip(",")))


class Authors:
    """The people of `_data/authors.yml`: by keys, which may differ from their names.

    Args:
        known: what the file holds.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.urls: dict[str, str] = {}

    def read(self, written: str, words: Words) -> tuple[str, Link | None]:
        """An author as `papers.yml` has it, and a link that `people.yml` has no place for: it holds each name once."""
        marks = _MARKS.search(written.strip())
        key = _MARKS.sub("", written.strip()).strip()
        person = as_mapping(self.known.get(key))
        name = str(person.get("name") or key).strip()
        words.show(name, words.place(written))
        url = words.url(person.get("url")) if not is_on(person.get("bold")) else ""
        other = Link(name, url) if url and self.urls.setdefault(name, url) != url else None
        return name + (marks[0] if marks else ""), other

    def people(self) -> list[Record]:
        """Co-authors with links, as `people.yml` holds them."""
        return [{"name": name, "url": url} for name, url in self.urls.items()]


def paper(doc: OldPage, words: Words, authors: Authors) -> Record:
    """A publication, not yet fitted to the model."""
    meta = doc.meta
    found = [authors.read(str(written), words) for written in as_items(meta.get("authors")) if written]
    links = [*_paper_links(meta, words), *(link for _, link in found if link)]
    around = [words.text(meta.get(name)) for name in ("pub_pre", "pub_post")]
    record = {
        "title": words.text(meta.get("title")),
        "authors": [name for name, _ in found],
        "venue": words.text(meta.get("pub")),
        **_when(words.text(meta.get("pub_date")), str(meta.get("date") or "")),
        "award": bare(words.text(meta.get("pub_last"))),
        "note": " … ".join(part.strip(" ,") for part in around if part.strip(" ,")),
        "summary": words.text(meta.get("abstract")),
        "image": words.picture(meta.get("cover")),
        "links": links_record(links) if links else None,
        "semantic_scholar": str(meta.get("semantic_scholar_id") or ""),
        "selected": "true" if is_on(meta.get("selected")) else "",
    }
    for name, value in meta.items():
        if name not in _OF_PAPER.split() and value:
            _tell(name, value, words)
    if has_body(doc):
        message = "has a text below its front matter, which the old site did not show; it is left out"
        words.addresses.site.note(doc.lines[0].place, message, "info")
    return record


def _paper_links(meta: Mapping[str, Any], words: Words) -> Any:
    for label, value in as_mapping(meta.get("links")).items():
        target = as_mapping(value).get("url") if isinstance(value, dict) else value
        if url := words.url(target):
            words.show(label, words.place(label))
            yield Link(label, url)


def _when(shown: str, date: str) -> Record:
    """When a paper appeared: from the page, else from the front matter; text that is not a date is a remark."""
    try:
        when = PartialDate.parse(shown) if shown else PartialDate.parse(date[:10])
    except ValueError:
        return {"year": date[:4], "genre": shown} if date[:4].isdigit() else {"genre": shown}
    return {"year": str(when.year)} if not when.month else {"date": shown or date[:10]}
