"""Papers that belong to an entry of another kind, as short tags that lead to them."""

from __future__ import annotations

from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.paper_item import PaperItem, paper_shelf, show_paper
from mkdocs_researcher.macros.paper_model import PAPERS, Paper


def _shown(data: Data) -> dict[str, Paper]:
    """The papers that are not hidden, by their ids; none where there are none or their file is broken."""
    return {paper.id: paper for paper in data.optional(PAPERS) if not paper.hidden}


def paper_items(data: Data, ids: tuple[str, ...]) -> tuple[PaperItem, ...]:
    """The papers of these ids that are shown; ids that are wrong are told of where they stand in the data."""
    if not ids:
        return ()
    papers, shelf = data.derived(_shown), paper_shelf(data)
    return tuple(show_paper(papers[name], shelf) for name in ids if name in papers)
