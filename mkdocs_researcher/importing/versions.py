"""Versions of one work as one record: the publication counts, and keeps what only its preprint knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_researcher.formats.cv.fitting import Record, field_order
from mkdocs_researcher.formats.work import Work
from mkdocs_researcher.importing.matching import Known, is_preprint
from mkdocs_researcher.macros.papers.model import Paper

# What says where and when a version appeared; another version does not have it.
_OF_A_VERSION_WORDS = """
venue venue_short badge year date type status volume number pages publisher editors series edition version
chapter genre note id doi hidden
"""
OF_A_VERSION = frozenset(_OF_A_VERSION_WORDS.split())


class Joined(NamedTuple):
    """Works without doubles.

    Attributes:
        works: each once.
        preprints: titles of those that were joined with their preprint.
        doubles: how many others were the same as one before.
    """

    works: tuple[Work, ...]
    preprints: tuple[str, ...]
    doubles: int


def joined(works: Iterable[Work]) -> Joined:
    """Joins versions of one work; each stands where its first version stood."""
    known, found, preprints, doubles = Known(), list[Work](), list[str](), 0
    for work in works:
        index = known.find(work.paper)
        if index is None:
            known.add(work.paper)
            found.append(work)
            continue
        before = found[index]
        found[index] = both(before, work)
        known.replace(index, found[index].paper)
        if is_preprint(before.paper) != is_preprint(work.paper):
            preprints.append(found[index].paper.title)
        else:
            doubles += 1
    return Joined(tuple(found), tuple(preprints), doubles)


def both(one: Work, other: Work) -> Work:
    """Two records of one work as one: that of the publication, with what else the other knows."""
    main, second = (other, one) if is_preprint(one.paper) and not is_preprint(other.paper) else (one, other)
    is_version = is_preprint(main.paper) != is_preprint(second.paper)
    record = dict(main.record)
    for name, value in second.record.items():
        if name == "links":
            record["links"] = {**_new_links(value, record.get("links", {})), **record.get("links", {})}
        elif name not in record and not (is_version and name in OF_A_VERSION) and not _says_when(name, record):
            record[name] = value
    if is_version and (doi := second.record.get("doi")) and main.record.get("doi", "").lower() != doi.lower():
        links = record.get("links", {})
        record["links"] = {**links, "Preprint": links.get("Preprint", f"https://doi.org/{doi}")}
    record = {name: record[name] for name in field_order("papers") if name in record and record[name] not in ({}, [])}
    return Work(record, Paper.model_validate(record), main.place)


def _says_when(name: str, record: Record) -> bool:
    """Whether a field says a second time when a work appeared."""
    return name in {"year", "date"} and bool(record.keys() & {"year", "date"})


def _new_links(links: Record, there: Record) -> Record:
    """Links under words that are free, to what is not linked."""
    return {label: url for label, url in links.items() if label not in there and url not in there.values()}
