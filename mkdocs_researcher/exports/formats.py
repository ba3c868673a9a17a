"""The formats in which all papers can be exported at once."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.exports.bibtex import bibtex_file
from mkdocs_researcher.exports.csl_json import csl_file
from mkdocs_researcher.exports.json_ld import graph, paper_data
from mkdocs_researcher.exports.paper_facts import visible
from mkdocs_researcher.exports.site_facts import SiteFacts
from mkdocs_researcher.macros.paper_model import PAPERS
from mkdocs_researcher.macros.people import AuthorLists
from mkdocs_researcher.markdown_extension.project_check import open_project


def export_papers(project: Path, form: str) -> tuple[str, tuple[Problem, ...]]:
    """The papers of a project that anybody may see, newest first.

    Args:
        project: the folder of `mkdocs.yml`.
        form: `bibtex`, `csl` or `json-ld`.

    Returns:
        The text, empty if the data has errors; and the problems of the data.

    Raises:
        MacroError: there is no data file of papers; the message names the path to create.
    """
    site, config, problems = open_project(project)
    found = tuple(sorted([*problems, *site.problems]))
    if any(problem.severity == "error" for problem in found):
        return "", found
    papers = visible(site.library.entries(PAPERS))
    if form == "bibtex":
        return bibtex_file(papers), found
    if form == "csl":
        return csl_file(papers), found
    url = config.get("site_url")
    address = f"{url.rstrip('/')}/" if isinstance(url, str) and url else ""
    facts = SiteFacts(str(config.get("site_name") or ""), address, "", lambda path: site.urls.resolve(path, ""))
    lists = site.library.derived(AuthorLists)
    data = graph(paper_data(paper, facts, lists) for paper in papers)
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n", found
