"""Updates of `counts.json`: which numbers a project needs, requests to the sources, and merging of the results.

Google Scholar wins, else the highest number. A source that was not asked or did not answer keeps its previous number;
one that answered and no longer knows a paper has none.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.data.project_config import plugin_options, read_config
from mkdocs_researcher.errors import MacroError, Problem, ResearcherError
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.files import write_whole
from mkdocs_researcher.macros.counts import COUNTS, AnySource, AuthorCounts, Counts, PaperCounts, RepositoryCounts
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.projects import PROJECTS
from mkdocs_researcher.services.counts import CountRequest, CountResult
from mkdocs_researcher.services.github import GitHub
from mkdocs_researcher.services.google_scholar import GoogleScholar
from mkdocs_researcher.services.http import Fetcher, FetchError
from mkdocs_researcher.services.openalex import OpenAlex
from mkdocs_researcher.services.semantic_scholar import SemanticScholar
from mkdocs_researcher.syntax.calls import find_calls, read_values, without_code

C = TypeVar("C", PaperCounts, AuthorCounts)

SOURCES: dict[str, AnySource] = {
    "openalex": "OpenAlex",
    "semantic-scholar": "Semantic Scholar",
    "google-scholar": "Google Scholar",
    "github": "GitHub",
}
"""The sources by their names on the command line, in the order in which they are asked."""


class Project(NamedTuple):
    """A project whose numbers are updated: those it needs, and the previous ones, if there are any that can be used.

    Its problems must be fixed before anything is requested.
    """

    request: CountRequest
    path: Path
    display_path: str
    old: Counts | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Change(NamedTuple):
    """A number that has changed: `what` is the id of a paper, the name of a repository, or that of a total.

    The source has how a paper was found there; `old` or `new` is None where there is no number.
    """

    what: str
    source: str
    old: int | None
    new: int | None


class Update(NamedTuple):
    """The answers of the sources, those not asked and why, and the numbers that have changed.

    `unknown` are papers and repositories without a number; `text` is the new one of `counts.json`, None if no source
    answered.
    """

    results: tuple[CountResult, ...]
    skipped: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    text: str | None = None


class _Source(Protocol):
    def fetch(self, request: CountRequest, result: CountResult) -> None:
        """Adds the numbers that the source knows to a result."""


def today() -> datetime.date:
    """The day in UTC; that of `SOURCE_DATE_EPOCH` if it is set, `ResearcherError` if that is not a time."""
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (OverflowError, OSError, ValueError):
            raise ResearcherError(f"SOURCE_DATE_EPOCH={epoch[:40]} is not a time; remove it or correct it") from None
    return datetime.datetime.now(datetime.UTC).date()


# The project


def read_project(folder: Path, find_pages: Callable[[Path], Iterable[Path]], scholar: str = "") -> Project:
    """Reads the data of a project, and calls of `stars()` in the pages that `find_pages` finds in its docs folder."""
    config, problems = read_config(folder)
    data_dir = folder / str(plugin_options(config).get("data_dir", "data"))
    library = Library(data_dir, folder)
    needed = {PAPERS.name, PROFILE.name, PROJECTS.name}
    found = [problem for name, file in library.files.items() if name in needed for problem in file.problems]
    problems += [problem for problem in found if problem.severity == "error"]
    papers = [paper for paper in library.optional(PAPERS) if not paper.hidden]
    profile = next(iter(library.optional(PROFILE)), None)
    repositories = [paper.repo for paper in papers] + [project.repo for project in library.optional(PROJECTS)]
    in_data = {repo.lower() for repo in repositories if repo}
    in_pages = set(_repositories_in(find_pages(folder / str(config.get("docs_dir", "docs")))))
    path = data_dir / COUNTS.file_name
    display_path = library.display_path(path)
    notes = () if _is_readable(library) else (f"{display_path} is broken and will be replaced",)
    old = next(iter(library.optional(COUNTS)), None)
    request = CountRequest(papers, sorted(in_data | in_pages), profile, scholar)
    return Project(request, path, display_path, old, tuple(sorted(problems)), notes)


def _is_readable(library: Library) -> bool:
    try:
        library.entries(COUNTS)
    except MacroError:
        return True  # it does not exist
    except ResearcherError:
        return False
    return True


def _repositories_in(pages: Iterable[Path]) -> Iterator[str]:
    """The repositories in calls of `stars()`, outside code. `check` and the build report broken pages and calls."""
    for page in pages:
        try:
            text = page.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            continue
        if "stars" not in text:
            continue
        for call in find_calls(without_code(text)):
            if call.name == "stars" and call.is_closed:
                yield from _repository(call.inside)


def _repository(inside: str) -> Iterator[str]:
    try:
        values = read_values(inside)
        name = str([*values.positional, *values.named.values()][0])
        yield IDENTIFIERS["repo"].normalize(name).lower()
    except (MacroError, ValueError, IndexError):
        return


# The requests


def fetch(
    project: Project, names: Collection[str], fetcher: Fetcher, day: datetime.date, progress: Callable[[str], object]
) -> Update:
    """Asks the sources with these names, keys of `SOURCES`, one after the other; `progress` gets each title before."""
    results: list[CountResult] = []
    skipped: list[tuple[str, str]] = []
    for name, source in SOURCES.items():
        if name not in names:
            continue
        if reason := _skip_reason(name, project.request):
            skipped.append((source, reason))
            continue
        progress(source)
        result = _ask(source, _client(name, fetcher, day), project.request, fetcher)
        if result.has_responded or result.failure:
            results.append(result)
        else:
            skipped.append((source, "no paper has an identifier or a title that it could be found by"))
    if not any(result.has_answers for result in results):
        return Update(tuple(results), tuple(skipped))
    new = merge(project.old, results, project.request, day.isoformat())
    known = new.papers.keys() | new.repositories.keys()
    unknown = [name for name in _answered(project.request, results) if name not in known]
    return Update(tuple(results), tuple(skipped), tuple(changes(project.old, new)), tuple(unknown), as_json(new))


def _ask(source: AnySource, client: _Source, request: CountRequest, fetcher: Fetcher) -> CountResult:
    result = CountResult(source)
    before = fetcher.answers
    try:
        client.fetch(request, result)
    except FetchError as error:
        result.failure = str(error)
    result.has_responded = result.has_responded or fetcher.answers > before
    return result if result.has_responded else CountResult(source, failure=result.failure)


def _client(name: str, fetcher: Fetcher, day: datetime.date) -> _Source:
    clients: dict[str, Callable[[Fetcher], _Source]] = {
        "openalex": OpenAlex,
        "semantic-scholar": SemanticScholar,
        "google-scholar": lambda fetcher: GoogleScholar(fetcher, day),
        "github": GitHub,
    }
    return clients[name](fetcher)


def _skip_reason(name: str, request: CountRequest) -> str:
    if name == "github":
        return "" if request.repositories else "no paper or project has a repo:, and no page calls stars()"
    if name == "google-scholar" and not request.scholar:
        return "no --scholar FILE_OR_URL is given"
    return "" if request.papers or request.profile else "the project has neither papers nor a profile"


def _answered(request: CountRequest, results: Collection[CountResult]) -> Iterator[str]:
    papers = {name for result in results for name in result.answered}
    yield from (paper.id for paper in request.papers if paper.id in papers)
    repositories = {name for result in results for name in result.answered_repositories}
    yield from (name for name in request.repositories if name in repositories)


# The numbers


def merge(old: Counts | None, results: Sequence[CountResult], request: CountRequest, today: str) -> Counts:
    """The numbers after an update; those of papers that are no longer requested are dropped."""
    papers: dict[str, PaperCounts] = {}
    for name in sorted(paper.id for paper in request.papers):
        if best := _paper(old, results, name):
            papers[name] = best
    repositories = {name: RepositoryCounts(stars=stars) for name, stars in _stars(old, results, request)}
    days = {source: day.iso() for source, day in old.sources.items()} if old else {}
    days |= {result.source: result.day or today for result in results if result.has_answers}
    return Counts.model_validate(
        {
            "updated": today,
            "sources": dict(sorted(days.items())),
            "author": _author(old, results),
            "papers": papers,
            "repositories": repositories,
        }
    )


def _paper(old: Counts | None, results: Sequence[CountResult], name: str) -> PaperCounts | None:
    found = [
        PaperCounts(citations=count.citations, source=result.source, by=count.by, url=count.url or None)
        for result in results
        if result.source != "GitHub" and (count := result.papers.get(name))
    ]
    previous = old.papers.get(name) if old else None
    answered = {result.source for result in results if name in result.answered}
    return _best(found, previous, answered)


def _author(old: Counts | None, results: Sequence[CountResult]) -> AuthorCounts | None:
    found = [result.author for result in results if result.author]
    previous = old.author if old else None
    answered = {result.source for result in results if result.answered_author}
    return _best(found, previous, answered)


def _best(found: Iterable[C], previous: C | None, answered: Collection[str]) -> C | None:
    known = list(found)
    if previous and previous.source not in answered:
        known.append(previous)
    return max(known, key=lambda one: (one.source == "Google Scholar", one.citations), default=None)


def _stars(old: Counts | None, results: Sequence[CountResult], request: CountRequest) -> Iterator[tuple[str, int]]:
    stars = {name: number for result in results for name, number in result.stars.items()}
    answered = {name for result in results for name in result.answered_repositories}
    for name in sorted(request.repositories):
        previous = old.repositories.get(name) if old else None
        if name in stars:
            yield name, stars[name]
        elif previous and name not in answered:
            yield name, previous.stars


def as_json(counts: Counts) -> str:
    """The numbers as text, the same for the same numbers."""
    data: dict[str, Any] = {"updated": counts.updated.iso()}
    data["sources"] = {source: day.iso() for source, day in counts.sources.items()}
    if counts.author:
        data["author"] = counts.author.model_dump(exclude_none=True)
    data["papers"] = {name: one.model_dump(exclude_none=True) for name, one in counts.papers.items()}
    data["repositories"] = {name: one.model_dump() for name, one in counts.repositories.items()}
    # Years are numbers in the model and names in JSON; sort_keys cannot sort a mix of both.
    return json.dumps(json.loads(json.dumps(data)), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


_TOTALS = {"citations": "all citations", "h_index": "h-index", "i10_index": "i10-index"}


def changes(old: Counts | None, new: Counts) -> list[Change]:
    """The numbers that have changed, those of the owner first."""
    before, after = dict(_numbers(old)) if old else {}, dict(_numbers(new))
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if (was and was[:2]) != (now and now[:2]):
            source = (now or was or (0, "", ""))[2]
            found.append(Change(key[1], source, was[0] if was else None, now[0] if now else None))
    return found


def _numbers(counts: Counts) -> Iterator[tuple[tuple[int, str], tuple[int, str, str]]]:
    """Each number by its place and name in the table, with the source that matters to it, and its source in words."""
    for place, (field, label) in enumerate(_TOTALS.items()):
        if counts.author and (number := getattr(counts.author, field)) is not None:
            yield (place, label), (number, "", counts.author.source)
    for name, paper in counts.papers.items():
        yield (len(_TOTALS), name), (paper.citations, paper.source, f"{paper.source} ({paper.by})")
    for name, repository in counts.repositories.items():
        yield (len(_TOTALS) + 1, name), (repository.stars, "", "GitHub")


def as_table(found: Sequence[Change]) -> str:
    """The changes as a table in plain text."""
    rows = [("what", "source", "old", "new")]
    rows += [(one.what, one.source, _number(one.old), _number(one.new)) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{what:<{widths[0]}}  {source:<{widths[1]}}  {old:>{widths[2]}} -> {new:>{widths[3]}}"
        for what, source, old, new in rows
    ]
    return "\n".join(lines)


def _number(number: int | None) -> str:
    return "-" if number is None else str(number)


# The report


def report(project: Project, update: Update) -> Iterator[str]:
    """The lines of the report: changed numbers, unknown papers, and sources that failed, with the reason."""
    yield from project.notes
    yield from (f"{source} is not asked: {reason}" for source, reason in update.skipped)
    if update.changes:
        yield as_table(update.changes)
    elif update.text is not None:
        yield "no number has changed"
    if update.unknown:
        yield f"not found: {', '.join(update.unknown)}"
        if any("/" not in name for name in update.unknown):
            yield "  a paper is found by its doi: or arxiv:, or by exactly the same title and its year"
    for result in update.results:
        if result.failure:
            yield f"{result.source} failed: {result.failure}{_consequence(project, result)}"
    if not update.results:
        yield "no source can be asked"
    elif update.text is None:
        path = project.display_path
        yield f"no source answered; {f'{path} stays as it is' if project.path.exists() else f'{path} is not written'}"


def _consequence(project: Project, result: CountResult) -> str:
    """The consequence of a failure for the numbers that the source did not get to."""
    if project.old is None:
        return "; what it did not get to has no numbers yet" if result.has_answers else ""
    return "; old numbers are kept" + (" for what it did not get to" if result.has_answers else "")


def write(path: Path, text: str, *, dry_run: bool = False) -> str:
    """Writes the numbers, completely or not at all; returns `wrote`, `would write` or `unchanged`."""
    try:
        if path.read_text(encoding="utf-8") == text:
            return "unchanged"
    except (OSError, ValueError):
        pass  # it does not exist, or is broken
    if dry_run:
        return "would write"
    write_whole(path, text)
    return "wrote"
