"""Works of a person at DBLP, from the XML of their page (https://dblp.org/faq/How+to+use+the+dblp+search+API.html)."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.formats.work import Found, Work, WorkFields, month_and_day, text_of
from mkdocs_researcher.services.http import Fetcher, FetchError, base_url

_PAUSE = 1.0  # DBLP asks for at most one request a second
_TYPES = {
    "article": "journal",
    "inproceedings": "conference",
    "proceedings": "book",
    "book": "book",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "data": "dataset",
}
_KIND = {"informal": "preprint", "withdrawn": "", "software": "software", "data": "dataset"}
# DBLP appends four digits to names that several people share.
_NUMBER = re.compile(r"(?<!\s)\s++[0-9]{4}$")
_CORR = re.compile(r"abs/(.+)")


def read_dblp(person: str, fetcher: Fetcher) -> Found:
    """All works of a person by id, `12/3456` or `h/GeoffreyEHinton`.

    Raises:
        FetchError: DBLP fails, does not know the person, or answers in an unknown format.
    """
    address = base_url("RESEARCHER_DBLP_URL", "https://dblp.org")
    try:
        text = fetcher.text(f"{address}/pid/{person}.xml", headers={"Accept": "application/xml"}, pause=_PAUSE)
    except FetchError as error:
        if error.status in {404, 410}:
            raise FetchError(f"DBLP knows no person {person}; check the id", error.status) from None
        raise
    notes: list[Problem] = []
    works = [_work(entry, notes) for record in _root(text).findall("r") for entry in record]
    return Found.of("DBLP", works, notes)


def _root(text: str) -> ElementTree.Element:
    unknown = FetchError("DBLP answers in an unknown format")
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text:  # entities could expand to gigabytes
        raise unknown
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - it declares no entities
    except ElementTree.ParseError:
        raise unknown from None
    if root.tag != "dblpperson":
        raise unknown
    return root


def _work(entry: ElementTree.Element, notes: list[Problem]) -> Work | None:
    key = entry.get("key", "")
    title = _inner(entry.find("title"))
    if entry.get("publtype", "") == "withdrawn":
        notes.append(
            Problem(Location(f"https://dblp.org/rec/{key}"), f"'{title}' is withdrawn and left out", "", "info")
        )
        return None
    journal, booktitle = _text(entry, "journal"), _text(entry, "booktitle")
    volume = _text(entry, "volume")
    fields = WorkFields(
        title=title.removesuffix("."),
        authors=(_NUMBER.sub("", _inner(one)) for one in entry.findall("author")),
        editors=(_NUMBER.sub("", _inner(one)) for one in entry.findall("editor")),
        type=_KIND.get(entry.get("publtype", ""), _TYPES.get(entry.tag, "")),
        volume=volume,
        number=_text(entry, "number"),
        pages=_text(entry, "pages"),
    )
    fields |= month_and_day(_text(entry, "year"))
    if fields["type"] == "thesis":
        fields.read(venue=_text(entry, "school"))
    elif fields["type"] == "book":
        fields.read(publisher=_text(entry, "publisher"), series=_text(entry, "series"))
    else:
        fields.read(venue=journal or booktitle)
    if journal == "CoRR" and (found := _CORR.fullmatch(volume)):
        fields.put_identifier("arxiv", found[1])
        fields |= {"venue": "arXiv", "type": "preprint", "volume": ""}
    if not fields["authors"]:
        fields["authors"], fields["editors"] = fields["editors"], []
    fields.put_identifier("isbn", _text(entry, "isbn"))
    for one in entry.findall("ee"):
        fields.put_address(_inner(one), "Paper")
    return fields.work(Location(f"https://dblp.org/rec/{key}"), notes)


def _text(entry: ElementTree.Element, name: str) -> str:
    return _inner(entry.find(name))


def _inner(element: ElementTree.Element | None) -> str:
    """The text of an element with its `i`, `sub` and `sup`, which occur in titles."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [f"<{child.tag}>", _inner(child), f"</{child.tag}>", child.tail or ""]
    return text_of("".join(parts))
