"""What somebody works on, as chips: interests, and the papers of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.arxiv_categories import category_name
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.model import known_papers
from mkdocs_researcher.macros.papers.view import category_hue
from mkdocs_researcher.macros.profile_model import Profile

_MOST = 5
_FIRST_HUE, _STEP = 265, 95  # neighbours are well apart


class Interest(NamedTuple):
    """A chip.

    Attributes:
        text: Markdown.
        name: what a code of arXiv is spelled out, empty for others.
        hue: that of the category in lists of papers.
        topic: topic or category of papers by which their list is filtered, empty if no paper has it.
        total: how many papers have it.
    """

    text: str
    name: str
    hue: int
    topic: str = ""
    total: int = 0


def plain_interests(profile: Profile) -> tuple[Interest, ...]:
    """The interests of a profile by themselves. No paper need be read for them."""
    return _chips(profile.interests, {}, frozenset())


def interests_of(profile: Profile, data: Data) -> tuple[Interest, ...]:
    """The interests of a profile with the papers of each; without interests the commonest categories of the papers."""
    papers = data.derived(known_papers).values()
    topics = Counter(paper.topic for paper in papers if paper.topic)
    categories = Counter(paper.category for paper in papers if paper.category)
    known = {_key(name): (name, total) for found in (topics, categories) for name, total in found.items()}
    shown = profile.interests or [name for name, _ in sorted(categories.items(), key=_commonest_first)[:_MOST]]
    return _chips(shown, known, frozenset(categories))


def _chips(
    texts: Sequence[str], known: Mapping[str, tuple[str, int]], categories: frozenset[str]
) -> tuple[Interest, ...]:
    chips = []
    for index, text in enumerate(texts):
        name = category_name(text)
        topic, total = known.get(_key(text), ("", 0))
        hue = category_hue(topic or text) if topic in categories or name else (_FIRST_HUE + index * _STEP) % 360
        chips.append(Interest(text, name, hue, topic, total))
    return tuple(chips)


def _commonest_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _key(text: str) -> str:
    """`CL`, `cs.CL` and `Computation and Language` are one."""
    return (category_name(text) or text).casefold()
