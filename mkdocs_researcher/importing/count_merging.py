"""From old numbers and new answers to new numbers, and what has changed.

One rule: Google Scholar wins, else the highest number. A source that was not asked, or did not answer, keeps its last
word; one that answered and does not know a paper any more has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from mkdocs_researcher.macros.counts import AuthorCounts, Counts, PaperCounts, RepositoryCounts
from mkdocs_researcher.services.answers import CountRequest, CountResult

C = TypeVar("C", PaperCounts, AuthorCounts)


class Change(NamedTuple):
    """A number that is not what it was.

    Attributes:
        what: id of the paper, name of the repository, or which total.
        source: who says so, and how the paper was found there.
        old: the number before, None if there was none.
        new: the number now, None if there is none any more.
    """

    what: str
    source: str
    old: int | None
    new: int | None


def merge(old: Counts | None, answers: Sequence[CountResult], question: CountRequest, today: str) -> Counts:
    """The numbers after an update.

    Args:
        old: those before.
        answers: what the sources said.
        question: what they were asked; numbers of papers that are gone go too.
        today: `YYYY-MM-DD`.
    """
    papers: dict[str, PaperCounts] = {}
    for name in sorted(paper.id for paper in question.papers):
        if best := _paper(old, answers, name):
            papers[name] = best
    repositories = {name: RepositoryCounts(stars=stars) for name, stars in _stars(old, answers, question)}
    days = {source: day.iso() for source, day in old.sources.items()} if old else {}
    days |= {answer.source: answer.day or today for answer in answers if answer.gave_something}
    return Counts.model_validate(
        {
            "updated": today,
            "sources": dict(sorted(days.items())),
            "author": _author(old, answers),
            "papers": papers,
            "repositories": repositories,
        }
    )


def _paper(old: Counts | None, answers: Sequence[CountResult], name: str) -> PaperCounts | None:
    found = [
        PaperCounts(citations=known.citations, source=answer.source, by=known.by, url=known.url or None)
        for answer in answers
        if answer.source != "GitHub" and (known := answer.papers.get(name))
    ]
    before = old.papers.get(name) if old else None
    heard = {answer.source for answer in answers if name in answer.heard}
    return _winner([*found, *([before] if before and before.source not in heard else [])])


def _author(old: Counts | None, answers: Sequence[CountResult]) -> AuthorCounts | None:
    found = [answer.author for answer in answers if answer.author]
    before = old.author if old else None
    heard = {answer.source for answer in answers if answer.author_heard}
    return _winner([*found, *([before] if before and before.source not in heard else [])])


def _winner(found: Iterable[C]) -> C | None:
    return max(found, key=lambda one: (one.source == "Google Scholar", one.citations), default=None)


def _stars(old: Counts | None, answers: Sequence[CountResult], question: CountRequest) -> Iterator[tuple[str, int]]:
    stars = {name: number for answer in answers for name, number in answer.stars.items()}
    heard = {name for answer in answers for name in answer.repositories}
    for name in sorted(question.repositories):
        before = old.repositories.get(name) if old else None
        if name in stars:
            yield name, stars[name]
        elif before and name not in heard:
            yield name, before.stars


def as_json(counts: Counts) -> str:
    """The numbers as text, the same for the same numbers."""
    data: dict[str, Any] = {"updated": counts.updated.iso()}
    data["sources"] = {source: day.iso() for source, day in counts.sources.items()}
    if counts.author:
        data["author"] = counts.author.model_dump(exclude_none=True)
    data["papers"] = {name: one.model_dump(exclude_none=True) for name, one in counts.papers.items()}
    data["repositories"] = {name: one.model_dump() for name, one in counts.repositories.items()}
    # Years are numbers in the model, and names in JSON, which sort_keys does not mix.
    return json.dumps(json.loads(json.dumps(data)), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def changes(old: Counts | None, new: Counts) -> list[Change]:
    """The numbers that are not what they were, those of the owner first."""
    found = list(_of_author(old.author if old else None, new.author))
    before, after = old.papers if old else {}, new.papers
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        told = now or was
        if told and (was is None or now is None or (was.citations, was.source) != (now.citations, now.source)):
            source = f"{told.source} ({told.by})"
            found.append(Change(name, source, was.citations if was else None, now.citations if now else None))
    stars, new_stars = old.repositories if old else {}, new.repositories
    for name in sorted(stars.keys() | new_stars.keys()):
        first, then = stars.get(name), new_stars.get(name)
        if first != then:
            found.append(Change(name, "GitHub", first.stars if first else None, then.stars if then else None))
    return found


def _of_author(old: AuthorCounts | None, new: AuthorCounts | None) -> Iterator[Change]:
    told = new or old
    for field, label in (("citations", "all citations"), ("h_index", "h-index"), ("i10_index", "i10-index")):
        was, now = getattr(old, field, None), getattr(new, field, None)
        if was != now and told:
            yield Change(label, told.source, was, now)


def as_table(found: Sequence[Change]) -> str:
    """The changes as a table in plain text."""
    rows = [("what", "source", "old", "new")]
    rows += [(one.what, one.source, _shown(one.old), _shown(one.new)) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{what:<{widths[0]}}  {source:<{widths[1]}}  {old:>{widths[2]}} -> {new:>{widths[3]}}"
        for what, source, old, new in rows
    ]
    return "\n".join(lines)


def _shown(number: int | None) -> str:
    return "-" if number is None else str(number)
