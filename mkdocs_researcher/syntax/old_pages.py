"""Pages of AcadHomepage that lie in the docs folder as they were on the old site."""

from __future__ import annotations

import re

import markdown
from markdown.preprocessors import Preprocessor

from mkdocs_researcher.syntax.locate import without_code
from mkdocs_researcher.syntax.state import State, demotion

# What a page must hold to be looked at closely; nearly none does.
_SIGNS = ("paper-box", "show_paper_citations", "gs_data_shieldsio", "total_cit", "include_relative")
_OLD = re.compile(
    r"<div\b[^<>]*\bclass\s*=\s*[\"']?(?:[^\"'<>]*\s)?paper-box(?:-top|-bottom)?(?=[\s\"'>])|<span\b[^<>]*show_paper_citations"
    r"|<\w+\b[^<>]*\bid\s*=\s*[\"']total_cit|<img\b[^<>]*gs_data_shieldsio|\{%-?\s*(?:assign\b[^{}]*gs_data_shieldsio|include_relative\s)",
    re.I,
)


class OldPages(Preprocessor):
    """Writes an old page so that Python-Markdown reads it as kramdown did."""

    def __init__(self, md: markdown.Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, lines: list[str]) -> list[str]:
        """Leaves all other pages as they are."""
        text = "\n".join(lines)
        if not any(sign in text for sign in _SIGNS) or not _OLD.search(without_code(text)):
            return lines
        from mkdocs_researcher.macros.papers.model import PAPERS
        from mkdocs_researcher.migration.acad_homepage.in_place import Known, Where, in_place

        page, site = self.state.page, self.state.site
        path = page.path or "index.md"
        papers = {
            paper.scholar: paper.id for paper in site.library.optional(PAPERS) if paper.scholar and not paper.hidden
        }
        total = site.library.has("counts") or site.library.has("profile")
        first = max(1, len(page.source.split("\n")) - len(self.state.lines) + 1)
        sinks = not (self.state.framed and demotion(page.source))
        where = Where(
            site.settings.docs_dir,
            path,
            page.display_path.removesuffix(path),
            first,
            sinks,
            "attr_list" in self.md.treeprocessors,
        )
        made, problems = in_place(lines, where, Known(papers, total))
        for problem in problems:
            site.report(problem)
        return made
