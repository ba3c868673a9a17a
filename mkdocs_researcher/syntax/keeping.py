"""What is kept from one build to the next: what the data came to, and the output of calls.

Long lists take longer to make than all else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.data.output_cache import Kept, OutputCache
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.shelf import Shelf
from mkdocs_researcher.syntax.rendered_call import Fragment, RenderedCall

_START = "start"
# Sites of a few papers are made as fast as their copies are read.
_WORTHWHILE = 40_000
_LATE_NUMBER = re.compile(r"(?<=<!--rs-late:)\d+(?=-->)|(?<=<!--rs-late-end:)\d+(?=-->)")


class _Marks(NamedTuple):
    """What a page and a site held before a call: ids, icons, the number of texts kept back, and of problems."""

    anchors: frozenset[str]
    symbols: frozenset[str]
    late: int
    problems: int


class Start:
    """What an earlier build with the same sources knew before it came to the pages.

    Args:
        kept: what is kept of it.
    """

    def __init__(self, kept: Kept) -> None:
        self.texts = kept.texts
        self.problems = [Problem(Location(*place), *rest) for place, *rest in kept.facts["problems"]]
        self.anchored = frozenset(kept.facts["anchored"])
        self.ids: frozenset[str] | None = None if (ids := kept.facts["ids"]) is None else frozenset(ids)


def read_start(outputs: OutputCache) -> Start | None:
    """What is kept of the start, None if nothing is."""
    kept = outputs.get(_START)
    return Start(kept) if kept else None


def keep_start(
    outputs: OutputCache,
    texts: Sequence[str],
    problems: Sequence[Problem],
    ids: frozenset[str] | None,
    anchored: Iterable[str],
) -> None:
    """Keeps what the data came to, so that the next build need not read all of it; not if there are errors.

    Nothing at all is kept of a site with few papers.

    Args:
        outputs: where to.
        texts: the files that are made of all papers.
        problems: all that was found so far.
        ids: ids of all papers, None if they cannot be known.
        anchored: addresses with an anchor, which are looked up when all pages are made.
    """
    if sum(map(len, texts)) < _WORTHWHILE:
        outputs.folder = None
    elif not any(problem.severity == "error" for problem in problems):
        facts = {"problems": problems, "ids": None if ids is None else sorted(ids), "anchored": sorted(anchored)}
        outputs.put(_START, Kept(facts, texts))


class KeptCalls:
    """Shows calls, from what an earlier build made of them where it can.

    Args:
        outputs: what is kept.
        deferred: the texts that wait for the finished page.
        count_problems: how many problems are known; output with a problem is made, and told of, every time.
    """

    def __init__(self, outputs: OutputCache, deferred: list[str | Path], count_problems: Callable[[], int]) -> None:
        self.outputs = outputs
        self.deferred = deferred
        self.count_problems = count_problems

    def show(self, call: str, page: Page, make: Callable[[], RenderedCall]) -> RenderedCall:
        """What a call shows.

        Args:
            call: all that decides on the output beside the page and the sources.
            page: the page; it learns the ids and icons that it now holds.
            make: makes it anew.
        """
        key = f"{call} {page.url} {sorted(page.anchors)} {sorted(page.symbols)}"
        if kept := self.outputs.get(key):
            return self._again(kept, page)
        before = self._marks(page)
        shown = make()
        if self.count_problems() == before.problems:
            self.outputs.put(key, self._keep(shown, page, before))
        return shown

    def _marks(self, page: Page) -> _Marks:
        return _Marks(frozenset(page.anchors), frozenset(page.symbols), len(self.deferred), self.count_problems())

    def _keep(self, shown: RenderedCall, page: Page, before: _Marks) -> Kept:
        facts = {
            "anchors": sorted(page.anchors - before.anchors),
            "symbols": sorted(page.symbols - before.symbols),
            "titles": [[piece.title, piece.level] for piece in shown.pieces],
            "more": shown.more,
        }
        pieces = [_moved(piece.html, -before.late) for piece in shown.pieces]
        return Kept(facts, [*pieces, *map(Shelf.get, self.deferred[before.late :])])

    def _again(self, kept: Kept, page: Page) -> RenderedCall:
        page.anchors.update(kept.facts["anchors"])
        page.symbols.update(kept.facts["symbols"])
        late = len(self.deferred)
        titles = kept.facts["titles"]
        pieces = zip(kept.texts, titles, strict=False)
        shown = tuple(Fragment(_moved(html, late), title, level) for html, (title, level) in pieces)
        self.deferred += kept.texts[len(titles) :]
        return RenderedCall(shown, kept.facts["more"])


def _moved(html: str, step: int) -> str:
    """HTML whose texts that are kept back have other numbers."""
    return _LATE_NUMBER.sub(lambda match: str(int(match[0]) + step), html) if step else html
