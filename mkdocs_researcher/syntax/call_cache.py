"""What the store holds of a site as a whole: what the data came to, and the output of calls.

Long lists take longer to make than everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import Output, Packed, Store, unpack
from mkdocs_researcher.syntax.calls import Fragment, RenderedCall

_DATA = "data"
_LATE_NUMBER = re.compile(r"(?<=<!--rs-late:)\d+(?=-->)|(?<=<!--rs-late-end:)\d+(?=-->)")


class SavedData(NamedTuple):
    """What an earlier build with the same sources knew before it came to the pages.

    Attributes:
        texts: the files that are made of all papers.
        problems: what it found; none of them is an error.
        ids: ids of all papers, None if they cannot be known.
        anchored: addresses with an anchor, which are looked up when all pages are made.
    """

    texts: Sequence[str | Packed]
    problems: Sequence[Problem]
    ids: frozenset[str] | None
    anchored: frozenset[str]


def read_data(store: Store) -> SavedData | None:
    """What the store has of the data as a whole, None if it has nothing."""
    saved = store.output(_DATA)
    if saved is None:
        return None
    problems = [Problem(Location(*location), *rest) for location, *rest in saved.facts["problems"]]
    ids = saved.facts["ids"]
    return SavedData(saved.texts, problems, None if ids is None else frozenset(ids), frozenset(saved.facts["anchored"]))


def save_data(store: Store, data: SavedData) -> None:
    """Saves what the data came to, so that the next build need not read all of it; not if there are errors."""
    if not any(problem.severity == "error" for problem in data.problems):
        ids = None if data.ids is None else sorted(data.ids)
        facts = {"problems": list(data.problems), "ids": ids, "anchored": sorted(data.anchored)}
        store.save(_DATA, Output(facts, data.texts))


class _Marks(NamedTuple):
    """What a page and a site had before a call: ids, icons, the number of late texts, and of problems."""

    anchors: frozenset[str]
    symbols: frozenset[str]
    late: int
    problems: int


class CallCache:
    """Gives the output of calls, from the store where it can.

    Args:
        store: results of earlier builds.
        late_texts: the texts that wait for the finished page.
        count_problems: how many problems are known; a call with a problem is rendered, and reported, every time.
    """

    def __init__(self, store: Store, late_texts: list[str | Packed], count_problems: Callable[[], int]) -> None:
        self.store = store
        self.late_texts = late_texts
        self.count_problems = count_problems

    def render(self, call: str, page: Page, make: Callable[[], RenderedCall]) -> RenderedCall:
        """The output of a call.

        Args:
            call: everything that decides on the output beside the page and the sources.
            page: the page; it is given the ids and icons of the output.
            make: makes it.
        """
        key = f"{call} {page.url} {sorted(page.anchors)} {sorted(page.symbols)}"
        if saved := self.store.output(key):
            return self._again(saved, page)
        before = _Marks(frozenset(page.anchors), frozenset(page.symbols), len(self.late_texts), self.count_problems())
        rendered = make()
        if self.count_problems() == before.problems:
            self.store.save(key, self._output(rendered, page, before))
        return rendered

    def _output(self, rendered: RenderedCall, page: Page, before: _Marks) -> Output:
        facts = {
            "anchors": sorted(page.anchors - before.anchors),
            "symbols": sorted(page.symbols - before.symbols),
            "titles": [[piece.title, piece.level] for piece in rendered.pieces],
            "more": rendered.more,
        }
        pieces = [_renumbered(piece.html, -before.late) for piece in rendered.pieces]
        return Output(facts, [*pieces, *self.late_texts[before.late :]])

    def _again(self, saved: Output, page: Page) -> RenderedCall:
        page.anchors.update(saved.facts["anchors"])
        page.symbols.update(saved.facts["symbols"])
        late = len(self.late_texts)
        titles = saved.facts["titles"]
        pieces = tuple(
            Fragment(_renumbered(unpack(html), late), title, level)
            for html, (title, level) in zip(saved.texts, titles, strict=False)
        )
        self.late_texts += saved.texts[len(titles) :]
        return RenderedCall(pieces, saved.facts["more"])


def _renumbered(html: str, step: int) -> str:
    """HTML whose late texts have other numbers."""
    return _LATE_NUMBER.sub(lambda match: str(int(match[0]) + step), html) if step else html
