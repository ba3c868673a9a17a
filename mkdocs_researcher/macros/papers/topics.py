"""The topics of a site's papers and their colors, the same in lists, filters and the timeline."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.model import Paper, optional_papers

# Hues that stay distinct next to each other, also for most people who see fewer colors; more topics repeat them.
_HUES = (38, 265, 165, 325, 95, 215, 0, 295)


class Topics:
    """The topics of all papers, those with the most papers first.

    Args:
        data: for the papers.

    Attributes:
        field: the field that holds the topic: `category` if no paper has a `topic`.
        totals: how many papers each topic has.
        hues: the hue of each topic, 0 to 359.
    """

    def __init__(self, data: Data) -> None:
        papers = data.derived(optional_papers).values()
        self.field: Literal["topic", "category"] = "topic" if any(paper.topic for paper in papers) else "category"
        self.totals = Counter(topic for paper in papers if (topic := self.of(paper)))
        names = sorted(self.totals, key=lambda topic: (-self.totals[topic], topic.casefold()))
        self.hues = {topic: _HUES[index % len(_HUES)] for index, topic in enumerate(names)}

    def of(self, paper: Paper) -> str:
        """The topic of a paper, empty if it has none."""
        return (paper.topic if self.field == "topic" else paper.category) or ""
