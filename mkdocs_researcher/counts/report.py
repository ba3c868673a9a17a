"""What an update tells its user."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_researcher.counts.merging import as_table
from mkdocs_researcher.counts.update import Project, Result


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
            kept = " for what it did not get to" if answer.gave_something else ""
            yield f"{answer.source} failed: {answer.failure}; old numbers stay{kept}"
    if not result.answers:
        yield "there is nothing to ask"
    elif result.text is None:
        yield f"no source answered; {project.shown} stays as it is"
