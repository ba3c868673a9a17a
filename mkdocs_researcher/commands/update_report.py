"""What an update tells its user."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_researcher.commands.update_counts import Project, Result
from mkdocs_researcher.importing.count_merging import as_table
from mkdocs_researcher.services.answers import CountResult


def lines(project: Project, result: Result) -> Iterator[str]:
    """The report, line by line: what changed, what nobody knows, who failed and why."""
    yield from project.notes
    yield from (f"{source} is not asked: {reason}" for source, reason in result.skipped)
    if result.changes:
        yield as_table(result.changes)
    elif result.text is not None:
        yield "no number has changed"
    if result.unknown:
        yield f"not found: {', '.join(result.unknown)}"
        if any("/" not in name for name in result.unknown):
            yield "  a paper is found by its doi: or arxiv:, or by a title that is exactly the same and its year"
    for answer in result.answers:
        if answer.failure:
            yield f"{answer.source} failed: {answer.failure}{_what_is_left(project, answer)}"
    if not result.answers:
        yield "there is nothing to ask"
    elif result.text is None:
        there_is = f"{project.shown} stays as it is" if project.path.exists() else f"no {project.shown} is written"
        yield f"no source answered; {there_is}"


def _what_is_left(project: Project, answer: CountResult) -> str:
    """What stands where a source did not get to."""
    if project.old is None:
        return "; what it did not get to has no numbers yet" if answer.gave_something else ""
    return "; old numbers stay" + (" for what it did not get to" if answer.gave_something else "")
