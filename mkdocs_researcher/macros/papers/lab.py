"""Which members and projects of a lab its papers belong to, for the filter of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.papers.view import PaperView
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists

if TYPE_CHECKING:
    from mkdocs_researcher.macros.projects import Project


class Lab:
    """The members and projects of a lab; a person's site has none.

    Args:
        data: for people and projects.

    Attributes:
        members: names of the members, in the order of the file.
        projects: titles of the projects, in the order of the file.
    """

    def __init__(self, data: Data) -> None:
        lists = data.derived(AuthorLists)
        people = [person for person in data.optional(PEOPLE) if person.group] if lists.is_lab else []
        projects = _projects(data) if lists.is_lab else ()
        self.members = [*dict.fromkeys(person.name for person in people)]
        self.projects = [*dict.fromkeys(plain_text(project.title) for project in projects)]
        self._colleagues = lists.colleagues
        self._cached = data.cached
        self._more = [(person.name, person.papers) for person in people if person.papers]
        self._all = [
            (plain_text(project.title), {project.title, project.id}, frozenset(project.papers)) for project in projects
        ]

    def with_answers(self, item: PaperView) -> PaperView:
        """A paper that knows its members and projects."""
        if not self.members and not self.projects:
            return item
        paper = item.paper
        made: PaperView = self._cached(
            item, "lab", lambda: item._replace(members=self._members_of(paper), projects=self._projects_of(paper))
        )
        return made

    def _members_of(self, paper: Paper) -> tuple[str, ...]:
        authors = (self._colleagues.get(person) for person in paper.authors)
        names = [author.name for author in authors if author and author.group]
        names += [name for name, papers in self._more if paper.id in papers]
        return tuple(dict.fromkeys(names))

    def _projects_of(self, paper: Paper) -> tuple[str, ...]:
        return tuple(
            title for title, names, papers in self._all if paper.id in papers or paper.project in names - {None}
        )


def _projects(data: Data) -> Sequence[Project]:
    from mkdocs_researcher.macros.projects import PROJECTS

    return data.optional(PROJECTS)
