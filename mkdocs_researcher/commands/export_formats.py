"""The formats in which the data of a project can be exported at once: all papers, or the whole CV."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs_researcher.errors import Problem
from mkdocs_researcher.formats.bibtex.write import bibtex_file
from mkdocs_researcher.formats.csl_json.write import csl_file
from mkdocs_researcher.formats.cv.records import Cv, cv_of
from mkdocs_researcher.formats.json_ld import graph, paper_data
from mkdocs_researcher.formats.json_resume.write import json_resume
from mkdocs_researcher.formats.paper_facts import visible
from mkdocs_researcher.formats.rendercv.write import rendercv
from mkdocs_researcher.formats.site_facts import SiteFacts
from mkdocs_researcher.hosts.check.project import Opened, open_project
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.people import AuthorLists


def export_data(project: Path, form: str) -> tuple[str, tuple[Problem, ...]]:
    """The data of a project that anybody may see, newest first.

    Args:
        project: the folder of `mkdocs.yml`.
        form: `bibtex`, `csl` or `json-ld` for the papers; `json-resume` or `rendercv` for the CV.

    Returns:
        The text, empty if the data has errors; and the problems of the data, and what the format has no field for.

    Raises:
        MacroError: there is no data; the message names the path to create.
    """
    opened = open_project(project)
    site = opened.site
    found = tuple(sorted([*opened.problems, *site.problems]))
    if any(problem.severity == "error" for problem in found):
        return "", found
    if form in _CVS:
        cv, problems = cv_of(site.library, _facts(opened))
        text, kept = _CVS[form](cv)
        return text, (*found, *problems, *kept)
    papers = visible(site.library.entries(PAPERS))
    if form == "bibtex":
        return bibtex_file(papers), found
    if form == "csl":
        return csl_file(papers), found
    lists = site.library.derived(AuthorLists)
    data = graph(paper_data(paper, _facts(opened), lists) for paper in papers)
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n", found


def _facts(opened: Opened) -> SiteFacts:
    url = opened.config.get("site_url")
    address = f"{url.rstrip('/')}/" if isinstance(url, str) and url else ""
    urls = opened.site.urls
    return SiteFacts(str(opened.config.get("site_name") or ""), address, "", lambda path: urls.resolve(path, ""))


_CVS: Mapping[str, Callable[[Cv], tuple[str, list[Problem]]]] = {"json-resume": json_resume, "rendercv": rendercv}
