"""Preprints and their publications in the data: two entries, one work, one paper.

A conference paper and its long version in a journal stay two works. The publication counts; it gets what only the
preprint has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.data.matching import Identity, identity_of, is_preprint, is_same, normalized
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, without_version
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.urls import quoted
from mkdocs_researcher.macros.papers.model import Paper

OF_VERSION = frozenset(
    (
        "venue venue_short badge year date type status volume number pages publisher editors series edition event"
        " version chapter genre note id doi hidden"
    ).split()
)
"""Fields that say where and when a version appeared; another version does not have them."""

# Fields that the publication never takes from its preprint; links are joined separately.
_OWN = OF_VERSION | {"title", "bibtex", "bibtex_show", "distinct", "links"}
_PUBLISHED = frozenset(("conference", "journal", "workshop", "book", "chapter", "report"))
# What a work without a type may be.
_NO_PAPER = (
    r"(?i)\b(?:talk|lecture|slides|presentation|seminar|keynote|tutorial|poster|abstract|blog|video|podcast|demo|dissertation"
    r"|thesis)\b"
)
# Words of works about a work, which often name its arXiv number.
_ABOUT = r"(?i)\b(?:erratum|errata|corrigend\w+|correction|retraction|addendum|reply|comment|response|review)\b"

_JOINED = "{} is the preprint of {}, so the two are shown as one paper; to keep them apart, write {} in one of them"
_LIKELY = (
    "{} may be the preprint of {}, whose title differs only by a subtitle; if it is, give both the same title; if not,"
    " write {} in one of them"
)


def join_versions(loaded: LoadedFile[Any]) -> None:
    """Joins preprints with their publications; each pair is reported as an info."""
    papers: list[Paper] = loaded.entries
    found = publications_of(papers)
    loaded.problems += _likely(loaded, found)
    loaded.problems += _repeated(loaded, found)
    if not found:
        return
    others: dict[int, list[int]] = {}
    for draft, publication in found.items():
        others.setdefault(publication, []).append(draft)
    for publication, drafts in others.items():
        for draft in drafts:
            loaded.problems.append(_pair(loaded, draft, publication, _JOINED))
        loaded.entries[publication] = joined(papers[publication], [papers[draft] for draft in drafts])
        if loaded.sources:
            loaded.sources[publication] = tuple(loaded.sources[number] for number in (publication, *drafts))
    kept = [number for number in range(len(papers)) if number not in found]
    loaded.entries = [loaded.entries[number] for number in kept]
    loaded.indexes = [loaded.indexes[number] for number in kept]
    if loaded.sources:
        loaded.sources = [loaded.sources[number] for number in kept]


def _place(loaded: LoadedFile[Any], number: int, *field: str) -> Location:
    """Where an entry or its field is in the file of all languages, so that a pair is reported once."""
    file, index = loaded.home(loaded.indexes[number])
    return file.locate((index, *field))


def _pair(loaded: LoadedFile[Any], draft: int, publication: int, message: str) -> Problem:
    (file, index), there = loaded.home(loaded.indexes[draft]), _place(loaded, publication)
    one, other = (quoted(loaded.entries[number].id) for number in (draft, publication))
    text = message.format(one, f"{other} ({there})", file.example((index,), "distinct", "true"))
    return Problem(_place(loaded, draft), text, "", "info")


def _likely(loaded: LoadedFile[Any], joined: Mapping[int, int]) -> Iterable[Problem]:
    """Preprints whose title differs from that of a publication by the same people only by a subtitle."""
    papers: list[Paper] = loaded.entries
    drafts = [
        number
        for number, paper in enumerate(papers)
        if _may_join(paper) and number not in joined and is_preprint(paper)
    ]
    if not drafts:
        return
    published: dict[str, list[int]] = {}
    for number, paper in enumerate(papers):
        if number not in drafts and _may_join(paper) and _is_published(paper):
            for title in {normalized(paper.title), _main_title(paper)} - {""}:
                published.setdefault(title, []).append(number)
    for draft in drafts:
        whole, main = normalized(papers[draft].title), _main_title(papers[draft])
        near = [*published.get(whole, ()), *published.get(main, ())] if main else []
        if found := [number for number in near if _may_be_version(papers[draft], papers[number])]:
            yield _pair(loaded, draft, found[0], _LIKELY)


def own_numbers(paper: Paper) -> Iterator[tuple[str, str]]:
    """Identifiers that no other paper should have, by field; a publication may have the number of its preprint."""
    if paper.doi:
        yield "doi", paper.doi.lower()
    if paper.arxiv and is_preprint(paper):
        yield "arxiv", without_version(paper.arxiv).lower()


def _repeated(loaded: LoadedFile[Any], joined: Mapping[int, int]) -> Iterable[Problem]:
    """Papers with the DOI or arXiv number of another one, which are most likely one work."""
    first: dict[str, int] = {}
    for number, paper in enumerate(loaded.entries):
        if number in joined or not _may_join(paper):
            continue
        for field, value in own_numbers(paper):
            other = first.setdefault(f"{field}:{value}", number)
            if other != number:
                yield _same_number(loaded, other, number, field)
                break


def _same_number(loaded: LoadedFile[Any], first: int, second: int, field: str) -> Problem:
    there, here = _place(loaded, first, field), _place(loaded, second, field)
    in_bib = [place.file.endswith(".bib") for place in (there, here)]
    if in_bib[0] == in_bib[1]:
        message = f"is that of {quoted(loaded.entries[first].id)} ({there}), too; delete one of the two, correct it,"
        return Problem(here, f"{message} or add 'distinct' if they are two works", field, "warning")
    if in_bib[1]:
        first, there, here = second, here, there
    one = loaded.entries[first].id
    message = (
        f"is that of {quoted(one)} ({there}), too, so the work is shown twice; write 'id: {one}' in this entry, so that"
        " it adds to that one, or delete one of the two, or correct the number"
    )
    return Problem(here, message, field, "warning")


def _may_be_version(preprint: Paper, paper: Paper) -> bool:
    """Would the two be one work if their titles, one of which has a subtitle more, were the same?"""
    draft, work = identity_of(preprint), identity_of(paper)
    has_subtitle = draft.title != work.title and (
        _main_title(paper) == draft.title or _main_title(preprint) == work.title
    )
    is_about = bool(re.search(_ABOUT, preprint.title)) != bool(re.search(_ABOUT, paper.title))
    return (
        has_subtitle
        and not is_about
        and draft.families == work.families != frozenset()
        and is_same(draft._replace(title=work.title), work)
    )


def _main_title(paper: Paper) -> str:
    """The title without its subtitle; empty for a single word, which may start the titles of many works."""
    main = re.split(r":|\?|\s[–—-]\s", paper.title, maxsplit=1)[0]
    return normalized(main) if len(main.split()) > 1 else ""


def publications_of(papers: Sequence[Paper]) -> dict[int, int]:
    """The number of the publication for that of each preprint which has one among the papers.

    Hidden papers, and those with `distinct: true`, are versions of no other.
    """
    drafts = {
        number: identity_of(paper) for number, paper in enumerate(papers) if _may_join(paper) and is_preprint(paper)
    }
    if not drafts:
        return {}
    names: dict[str, list[int]] = {}
    for number, work in drafts.items():
        for name in (*work.ids, f"title:{work.title}"):
            names.setdefault(name, []).append(number)
    candidates: dict[int, list[tuple[tuple[bool, bool, int], int]]] = {}
    for number, paper in enumerate(papers):
        if number in drafts or not _may_join(paper) or not _is_published(paper):
            continue
        matches = dict.fromkeys(draft for name in _names(paper) for draft in names.get(name, ()))
        if not matches:
            continue
        work = identity_of(paper)
        for draft in matches:
            if _is_version(drafts[draft], papers[draft], work, paper):
                candidates.setdefault(draft, []).append((_distance(drafts[draft], work), number))
    return {draft: min(found)[1] for draft, found in candidates.items()}


def _may_join(paper: Paper) -> bool:
    return not paper.hidden and not paper.distinct


def _is_published(paper: Paper) -> bool:
    if paper.type in _PUBLISHED:
        return True
    kind = (paper.bibtex or "").lstrip().partition("{")[0]
    words = f"{kind} {paper.venue} {paper.venue_short} {paper.genre} {paper.note}"
    return bool(paper.venue or paper.venue_short or paper.doi) and not re.search(_NO_PAPER, words)


def _names(paper: Paper) -> Iterable[str]:
    """Everything that a preprint of the paper may share with it."""
    yield f"title:{normalized(paper.title)}"
    if paper.arxiv:
        yield f"arxiv:{without_version(paper.arxiv)}"
    if paper.doi:
        yield f"doi:{paper.doi.lower()}"
    for name in ("openreview", "acl", "pmid", "hal", "openalex"):
        if value := getattr(paper, name):
            yield f"{name}:{value}"


def _is_version(draft: Identity, preprint: Paper, work: Identity, paper: Paper) -> bool:
    if not is_same(draft, work):
        return False
    if draft.title != work.title and bool(re.search(_ABOUT, preprint.title)) != bool(re.search(_ABOUT, paper.title)):
        return False
    return bool(draft.ids & work.ids) or _share_authors(draft.families, work.families)


def _share_authors(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Is one list within the other, or half of the longer one in both? A title alone may be that of two works."""
    common, lengths = len(ones & others), sorted((len(ones), len(others)))
    return common > 0 and (common == lengths[0] or 2 * common >= lengths[1])


def _distance(draft: Identity, work: Identity) -> tuple[bool, bool, int]:
    """The better of several publications is the one with an identifier in common, of the same title, soonest after."""
    years = abs(draft.year - work.year) if draft.year and work.year else 0
    return not draft.ids & work.ids, draft.title != work.title, years


def joined(main: Paper, drafts: Iterable[Paper]) -> Paper:
    """A publication with what only its preprints have; their ids find it, too."""
    changes: dict[str, Any] = {}
    links = main.links
    ids = main.other_ids
    for draft in drafts:
        for name in Paper.model_fields.keys() - _OWN:
            value = getattr(draft, name)
            if name not in changes and _is_empty(getattr(main, name)) and not _is_empty(value):
                changes[name] = value
        links = (*links, *_new_links(draft, main, links))
        ids = (*ids, draft.id)
    if links != main.links:
        changes["links"] = links
    paper = main.model_copy(update=changes)
    paper.mark(other_ids=ids)
    return paper


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", ()) or value == {}


def _new_links(draft: Paper, main: Paper, existing: Sequence[Link]) -> Iterable[Link]:
    labels, urls = {link.label for link in existing}, {link.url for link in existing}
    links = list(draft.links)
    if draft.doi and not draft.arxiv and draft.doi.lower() != (main.doi or "").lower():
        links.append(Link("Preprint", IDENTIFIERS["doi"].url(draft.doi)))
    for link in links:
        if link.url in urls:
            continue
        label = link.label if link.label not in labels else "Preprint"
        if label not in labels:
            labels.add(label)
            yield link._replace(label=label)
