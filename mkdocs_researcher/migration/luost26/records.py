"""Profile, publications and rows of luost26's template as entries of our data: a table for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import find_service
from mkdocs_researcher.formats.cv.addresses import links_record
from mkdocs_researcher.formats.records import Record, keep_valid
from mkdocs_researcher.migration.jekyll.collections import has_body
from mkdocs_researcher.migration.jekyll.profile import profile_link
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.tables import (
    OTHERS,
    Column,
    Table,
    at,
    block,
    names_in,
    picture,
    plain,
    raw,
    record_of,
    report_rest,
    text,
    url,
)
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.inline import bare
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on

_SERVICES = {"gscholar": "scholar", "github": "github", "twitter": "x", "linkedin": "linkedin", "orcid": "orcid"}
# About the look of the page, or shown elsewhere: the new site hides the address as it shows it.
_LOOK = frozenset({"short_bio_text_justify", "encode_email", "portrait_caption"})
_OF_LOOK = frozenset({"layout", "permalink", "paper_id", "date", "selected", "i18n_key"})
_MARKS = re.compile(r"(?<![*#])[*#]+$")
_MAILBOX = re.compile(r"[^\s@]+@[\w.-]+")


def _in_a_line(words: Words, value: Any) -> str:
    """Lines that were below each other, with commas between them."""
    return ", ".join(part for line in words.block(value).split("\n") if (part := line.strip().rstrip(",")))


def _line(*names: str, joint: str | None = None) -> Column:
    return Column(_in_a_line, names, joint)


_PLACES: Table = {"name": text("name"), "logo": picture("logo")}
_PROFILE: Table = {
    "name": plain("primary_name", "navbar_name"),
    "native_name": plain("secondary_name"),
    "avatar": picture("portrait_url"),
    "affiliations": Column(
        lambda words, items: [
            record_of(_PLACES, as_mapping(item) or {"name": item}, words) for item in as_items(items)
        ],
        ("positions",),
    ),
    "email": raw("email"),
}
# What the home page shows of the profile beside that.
_BESIDE: Table = {"": text("short_bio", "wechat_qrcode", "wechat_prompt", "education", "experience", "awards")}
ROWS: dict[str, Table] = {
    "education": {
        "institution": _line("name"),
        "degree": _line("position"),
        "area": _line("dept"),
        "details": block("description"),
        "date": text("date"),
        "url": url("url", "link"),
        "location": text("location"),
        "logo": picture("logo"),
    },
    "experience": {
        "organization": _line("name"),
        "position": _line("position"),
        "group": _line("dept"),
        "summary": block("description"),
        "date": text("date"),
        "url": url("url", "link"),
        "location": text("location"),
        "logo": picture("logo"),
    },
    "awards": {
        "title": _line("name"),
        "awarder": _line("dept"),
        "note": _line("position", "description", joint=" · "),
        "date": text("date"),
        "url": url("url", "link"),
    },
}
_PAPER: Table = {
    "title": text("title"),
    "venue": text("pub"),
    "award": Column(lambda words, value: bare(words.text(value)), ("pub_last",)),
    "note": Column(lambda words, value: words.text(value).strip(" ,"), ("pub_pre", "pub_post"), " … "),
    "summary": text("abstract"),
    "image": picture("cover"),
    "semantic_scholar": raw("semantic_scholar_id"),
    "tags": Column(lambda _, value: [str(tag) for tag in as_items(value)], ("keywords", "tags")),
}
_REST_OF_PAPER: Table = {"": text("pub_date", "authors", "links")}


def profile(meta: Mapping[str, Any], words: Words) -> Record:
    """The owner, not yet fitted to the model.

    Args:
        meta: what `_data/profile.yml` holds.
        words: for its lines.
    """
    record = record_of(_PROFILE, meta, words)
    places = record["affiliations"] or []
    role = places.pop(0)["name"] if len(places) > 1 and not places[0]["logo"] else ""
    taken = {name for table in (_PROFILE, _BESIDE) for column in table.values() for name in column.names}
    rest = {name: value for name, value in meta.items() if name not in taken | _LOOK}
    return {**record, "role": role, "links": list(_links(rest, words)), "marks": {"#": "corresponding author"}}


def _links(meta: Mapping[str, Any], words: Words) -> Iterator[Record]:
    if target := words.url(meta.get("cv_link")):
        yield {"cv": target}
    names = [*(name for name in _SERVICES if name in meta), *(name for name in meta if name not in _SERVICES)]
    for name in names:
        said = meta[name].strip() if isinstance(meta[name], str) else ""
        if _MAILBOX.fullmatch(said):
            yield {"label": name.replace("_", " ").capitalize(), "url": f"mailto:{said}"}
        elif said and name != "cv_link" and ("/" in said or _is_service(_SERVICES.get(name, name))):
            said = said if "/" in said else said.partition("&")[0]
            if link := profile_link(_SERVICES.get(name, name), said, words.addresses.site, words.file_name):
                yield link
        elif name != "cv_link":
            report_rest({name: meta[name]}, {}, frozenset(), words, "profile")


def _is_service(name: str) -> bool:
    try:
        return bool(find_service(name))
    except ValueError:
        return False


def row(file: str, item: Mapping[str, Any], words: Words) -> Record:
    """An entry of `education`, `experience` or `awards`."""
    report_rest(item, ROWS[file], frozenset({"logo"}), words, "list")
    record, wrong = record_of(ROWS[file], item, words), set[str]()
    keep_valid(file, record, lambda name, _: wrong.add(name))
    if "date" in wrong:  # words, such as "Graduation 2015"
        name = next(name for name in ("details", "summary", "note") if name in record)
        record[name] = "\n\n".join(filter(None, (record.pop("date"), record[name])))
    return record


class Authors:
    """The people of `_data/authors.yml`: by keys, which may differ from their names.

    Args:
        known: what the file holds.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.urls: dict[str, str] = {}

    def read(self, written: str, words: Words) -> tuple[list[str], Link | None]:
        """An item as `papers.yml` has it, and a link that `people.yml` has no place for: it holds each name once."""
        marks = _MARKS.search(written.strip())
        key = _MARKS.sub("", written.strip()).strip()
        person = as_mapping(self.known.get(key))
        sign = marks[0] if marks else ""
        if not person:
            names = names_in(bare(words.text(key)))
            return [name if name == OTHERS else name + sign for name in names], None
        name = str(person.get("name") or key).strip()
        words.show(name, words.place(written))
        target = words.url(person.get("url")) if not is_on(person.get("bold")) else ""
        other = Link(name, target) if target and self.urls.setdefault(name, target) != target else None
        return [name + sign], other

    def people(self) -> list[Record]:
        """Co-authors with links, as `people.yml` holds them."""
        return [{"name": name, "url": target} for name, target in self.urls.items()]


def paper(doc: OldPage, words: Words, authors: Authors) -> Record:
    """A publication, not yet fitted to the model."""
    meta = doc.meta
    found = [authors.read(str(written), words) for written in as_items(meta.get("authors")) if written]
    links = [*_paper_links(meta, words), *(link for _, link in found if link)]
    report_rest(meta, {**_PAPER, **_REST_OF_PAPER}, _OF_LOOK, words, "list of papers")
    if has_body(doc):
        message = "has a text below its front matter, which the old site did not show; it is left out"
        words.addresses.site.note(doc.lines[0].place, message, "info")
    return {
        **record_of(_PAPER, meta, words),
        "authors": [name for names, _ in found for name in names],
        **_when(words.text(meta.get("pub_date")), str(meta.get("date") or "")),
        "links": links_record(links) if links else None,
        "selected": "true" if is_on(meta.get("selected")) else "",
    }


def _paper_links(meta: Mapping[str, Any], words: Words) -> Iterator[Link]:
    for label, value in as_mapping(meta.get("links")).items():
        if target := words.url(at(value, "url") or value):
            words.show(label, words.place(label))
            yield Link(label, target)


def _when(shown: str, date: str) -> Record:
    """When a paper appeared: from the page, else from the front matter; text that is not a date is a remark."""
    try:
        when = PartialDate.parse(shown) if shown else PartialDate.parse(date[:10])
    except ValueError:
        return {"year": date[:4], "genre": shown} if date[:4].isdigit() else {"genre": shown}
    return {"year": str(when.year)} if not when.month else {"date": shown or date[:10]}
