"""`mkdocs-researcher update`: what a project wants to know, who is asked, and what is written."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import MacroError, Problem, ResearcherError
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.files import write_whole
from mkdocs_researcher.hosts.check.project import find_pages
from mkdocs_researcher.importing.count_merging import Change, as_json, changes, merge
from mkdocs_researcher.macros.counts import COUNTS, AnySource, Counts
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.services.answers import CountRequest, CountResult
from mkdocs_researcher.services.github import GitHub
from mkdocs_researcher.services.google_scholar import GoogleScholar
from mkdocs_researcher.services.http import Fetcher, FetchError
from mkdocs_researcher.services.openalex import OpenAlex
from mkdocs_researcher.services.semantic_scholar import SemanticScholar
from mkdocs_researcher.syntax.calls import find_calls, read_values

SOURCES: dict[str, AnySource] = {
    "openalex": "OpenAlex",
    "semantic-scholar": "Semantic Scholar",
    "google-scholar": "Google Scholar",
    "github": "GitHub",
}
"""The sources by the word that names them on the command line, in the order in which they are asked."""

_CODE = re.compile(r"^([ >]*)(`{3,}|~{3,})[^\n]*\n.*?^\1\2[`~]*[ \t]*$|(`+)[^`].*?\3", re.MULTILINE | re.DOTALL)


class Project(NamedTuple):
    """What the data of a project says.

    Attributes:
        question: what it wants to know.
        path: where its numbers are kept.
        shown: that path as the author knows it.
        old: the numbers so far, None if there are none that can be used.
        problems: what must be mended before anything is asked.
        notes: what is good to know.
    """

    question: CountRequest
    path: Path
    shown: str
    old: Counts | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Result(NamedTuple):
    """What an update came to.

    Attributes:
        answers: what the sources said.
        skipped: sources that had nothing to say to this project, and why.
        changes: numbers that are not what they were.
        unknown: papers and repositories without a number.
        text: what `counts.json` should hold; None if no source answered.
    """

    answers: tuple[CountResult, ...]
    skipped: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]
    text: str | None


class _Source(Protocol):
    def ask(self, question: CountRequest, answer: CountResult) -> None:
        """Fills in what the source knows."""


def today() -> datetime.date:
    """The day in UTC; that of `SOURCE_DATE_EPOCH` if it is set."""
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


def read_project(folder: Path, scholar: str = "") -> Project:
    """Reads the data of a project.

    Args:
        folder: the folder of `mkdocs.yml`.
        scholar: file or address of Google Scholar data, empty for none.
    """
    config, problems = read_config(folder)
    data_dir = folder / str(plugin_options(config).get("data_dir", "data"))
    library = Library(data_dir, folder)
    wanted = {PAPERS.name, PROFILE.name}
    told = [problem for name, file in library.files.items() if name in wanted for problem in file.problems]
    problems += [problem for problem in told if problem.severity == "error"]
    papers = [paper for paper in library.optional(PAPERS) if not paper.hidden]
    profile = next(iter(library.optional(PROFILE)), None)
    named = {paper.repo.lower() for paper in papers if paper.repo}
    repositories = sorted(named | set(_called(folder / str(config.get("docs_dir", "docs")))))
    path = data_dir / COUNTS.file_name
    notes = [] if _is_readable(library) else [f"{library.display_path(path)} is broken and will be written anew"]
    old = next(iter(library.optional(COUNTS)), None)
    question = CountRequest(papers, repositories, profile, scholar)
    return Project(question, path, library.display_path(path), old, tuple(sorted(problems)), tuple(notes))


def _is_readable(library: Library) -> bool:
    try:
        library.entries(COUNTS)
    except MacroError:
        return True  # it is not there
    except ResearcherError:
        return False
    return True


def _called(docs_dir: Path) -> Iterator[str]:
    """The repositories in calls of `stars()`, outside code."""
    for page in find_pages(docs_dir):
        try:
            text = page.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            continue  # 'check' tells it
        if "stars" not in text:
            continue
        for call in find_calls(_CODE.sub("", text)):
            if call.name == "stars" and call.is_closed:
                yield from _repository(call.inside)


def _repository(inside: str) -> Iterator[str]:
    try:
        values = read_values(inside)
        name = str([*values.positional, *values.named.values()][0])
        yield IDENTIFIERS["repo"].normalise(name).lower()
    except (MacroError, ValueError, IndexError):
        return  # 'check' and the build tell it


def ask(
    project: Project, names: Collection[str], fetcher: Fetcher, day: datetime.date, progress: Callable[[str], Any]
) -> Result:
    """Asks the sources one after the other.

    Args:
        project: what the data says.
        names: the sources, by their words of `SOURCES`.
        fetcher: asks servers.
        day: today.
        progress: is told who is asked.
    """
    answers: list[CountResult] = []
    skipped: list[tuple[str, str]] = []
    for name, source in SOURCES.items():
        if name not in names:
            continue
        if reason := _nothing_to_ask(name, project.question):
            skipped.append((source, reason))
            continue
        progress(source)
        answer = CountResult(source)
        try:
            _source(name, fetcher, day).ask(project.question, answer)
        except FetchError as error:
            answer.failure = str(error)
        answers.append(answer)
    if not any(answer.gave_something for answer in answers):
        return Result(tuple(answers), tuple(skipped), (), (), None)
    new = merge(project.old, answers, project.question, day.isoformat())
    known = new.papers.keys() | new.repositories.keys()
    unknown = [name for name in _asked_for(project.question, answers) if name not in known]
    return Result(tuple(answers), tuple(skipped), tuple(changes(project.old, new)), tuple(unknown), as_json(new))


def _source(name: str, fetcher: Fetcher, day: datetime.date) -> _Source:
    match name:
        case "openalex":
            return OpenAlex(fetcher)
        case "semantic-scholar":
            return SemanticScholar(fetcher)
        case "google-scholar":
            return GoogleScholar(fetcher, day)
        case _:
            return GitHub(fetcher)


def _nothing_to_ask(name: str, question: CountRequest) -> str:
    if name == "github":
        return "" if question.repositories else "no paper has a repo:, and no page calls stars()"
    if name == "google-scholar" and not question.scholar:
        return "no --scholar FILE_OR_URL is given"
    is_known = question.papers or question.profile
    return "" if is_known else "there are no papers and no profile"


def _asked_for(question: CountRequest, answers: Collection[CountResult]) -> Iterator[str]:
    heard = {name for answer in answers for name in answer.heard}
    yield from (paper.id for paper in question.papers if paper.id in heard)
    heard = {name for answer in answers for name in answer.repositories}
    yield from (name for name in question.repositories if name in heard)


def write(path: Path, text: str, *, dry_run: bool = False) -> str:
    """Writes the numbers, whole or not at all.

    Returns:
        `wrote`, `would write` or `unchanged`.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        if path.read_text(encoding="utf-8") == text:
            return "unchanged"
    except (OSError, ValueError):
        pass  # absent or broken
    if dry_run:
        return "would write"
    write_whole(path, text)
    return "wrote"
