"""Papers of a lab: the members and projects that they belong to, for the filter."""

from __future__ import annotations

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.papers.view import PaperView
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists


class Lab:
    """The members and projects of a lab; a person's site has none.

    Attributes:
        members: names of the members, in the order of the file.
        projects: titles of the projects, in the order of the file.
    """

    def __init__(self, data: Data) -> None:
        from mkdocs_researcher.macros.projects import PROJECTS, papers_of

        lists = data.derived(AuthorLists)
        people = [person for person in data.optional(PEOPLE) if person.group] if lists.is_lab else []
        projects = data.optional(PROJECTS) if lists.is_lab else ()
        self.members = [*dict.fromkeys(person.name for person in people)]
        self.projects = [*dict.fromkeys(plain_text(project.title) for project in projects)]
        self._colleagues = lists.colleagues
        self._cached = data.cached
        self._papers_by_member = [(person.name, person.papers) for person in people if person.papers]
        self._projects = [(plain_text(project.title), frozenset(papers_of(project, data))) for project in projects]

    def with_answers(self, item: PaperView) -> PaperView:
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
        names += [name for name, papers in self._papers_by_member if paper.id in papers]
        return tuple(dict.fromkeys(names))

    def _projects_of(self, paper: Paper) -> tuple[str, ...]:
        return tuple(title for title, papers in self._projects if paper.id in papers)
