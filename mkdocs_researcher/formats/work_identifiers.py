"""Identifiers of a work, from the words and addresses with which sources name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.formats.cv.fitting import Record
from mkdocs_researcher.formats.work import text_of

# As ORCID, OpenAlex, RIS and CSL call them (https://pub.orcid.org/v3.0/identifiers).
_FIELDS = {
    "doi": "doi",
    "arxiv": "arxiv",
    "pmid": "pmid",
    "isbn": "isbn",
    "hal": "hal",
    "openalex": "openalex",
    "openreview": "openreview",
    "acl": "acl",
}
# In this order an address is looked at: `repo` and others take nearly anything.
_IN_ADDRESSES = ("arxiv", "doi", "openreview", "acl", "pmid", "hal")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_ARXIV_DOI = "10.48550/arxiv."


def put_identifier(fields: Record, kind: str, value: Any) -> bool:
    """Sets a field from an identifier; whether it could be read. The first of a kind counts.

    Args:
        fields: fields of a paper.
        kind: what the source calls the identifier.
        value: the identifier, bare, with a prefix, or as an address.
    """
    name, text = _FIELDS.get(kind.strip().lower(), ""), text_of(value)
    if not name or not text:
        return False
    try:
        canonical = IDENTIFIERS[name].normalize(text)
    except ValueError:
        return False
    if name == "doi" and canonical.lower().startswith(_ARXIV_DOI):
        return put_identifier(fields, "arxiv", canonical[len(_ARXIV_DOI) :])
    fields.setdefault(name, without_version(canonical) if name == "arxiv" else canonical)
    return True


def without_version(arxiv: str) -> str:
    """An arXiv id without `v2` at its end: a source names the version it knows, not the one that is meant."""
    return re.sub(r"v[0-9]+$", "", arxiv)


def put_address(fields: Record, value: Any, label: str) -> None:
    """Sets an identifier from an address, or else a link, unless it is there."""
    text = text_of(value).strip("<>")
    if not _ADDRESS.fullmatch(text):
        return
    if any(_holds(name, text) and put_identifier(fields, name, text) for name in _IN_ADDRESSES):
        return
    links = fields.setdefault("links", {})
    if text not in links.values():
        links.setdefault(_free(label, links), text)


def _holds(name: str, address: str) -> bool:
    """Whether an address is one of this kind; `normalize` takes bare words, too."""
    return re.fullmatch(rf"https?://(?:www\.)?(?:{IDENTIFIERS[name].address})(?:[&?#].*)?", address, re.I) is not None


def _free(label: str, taken: Iterable[str]) -> str:
    number, name = 2, label
    while name in taken:
        name, number = f"{label} {number}", number + 1
    return name
