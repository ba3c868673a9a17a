"""Papers that belong to an entry of another kind, as short tags that lead to them."""

from __future__ import annotations

from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.model import Paper, known_papers
from mkdocs_researcher.macros.papers.view import PaperView, paper_context, show_paper


def _place(paper: Paper, data: Data) -> str:
    """The paper's page, or its place in the list of all; empty if the site has neither."""
    page, papers = data.paper_page(paper.id), data.list_page()
    return page or (f"{papers}#{paper.anchor}" if papers else "")


def paper_views(data: Data, ids: tuple[str, ...]) -> tuple[PaperView, ...]:
    """The papers of these ids that are shown, each with an address on this site if it has one.

    Ids that are wrong are told of where they stand in the data.
    """
    if not ids:
        return ()
    papers, shelf = data.derived(known_papers), paper_context(data)
    items = [show_paper(papers[name], shelf) for name in ids if name in papers]
    return tuple(item._replace(url=_place(item.paper, data) or item.url) for item in items)
