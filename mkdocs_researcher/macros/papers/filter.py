"""The filter of a list of papers: its form, and the members and projects of a lab to choose by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.identifiers import category_name
from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.macros.papers.arguments import TYPES
from mkdocs_researcher.macros.papers.model import Paper, Topics
from mkdocs_researcher.macros.papers.view import PaperView
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists, PersonEntry
from mkdocs_researcher.macros.projects import PROJECTS, papers_of

Facet = Literal["topic", "category"]
# How many topics and years are shown as chips; more are in a menu. Fewer papers than this need no filter.
_CHIPS, _LEAST = 8, 5


class Choice(NamedTuple):
    """An answer to a question of the filter form.

    Attributes:
        name: the full name of an arXiv code, else empty.
        hue: hue of the topic, 0 to 359; None for all other answers.
        id: of a project or member, which an address may name in place of the value; else empty.
    """

    value: str
    total: int
    name: str = ""
    hue: int | None = None
    id: str = ""


class FilterQuestion(NamedTuple):
    """A question of the filter form.

    Attributes:
        name: name of the form field and of the parameter in the page's address.
        key: phrase of its label.
        named: whether the values of the choices are keys of phrases.
        at_once: whether all answers are shown at once, not in a menu.
    """

    name: str
    key: str
    choices: Sequence[Choice]
    named: bool = False
    at_once: bool = False


class FilterForm(NamedTuple):
    """The form with which visitors filter a list of papers. Questions with only one answer are left out.

    Attributes:
        questions: topic (or category), year, except in a feed type, and in a lab member and project.
        code: how many papers have code; zero if all have.
        file: all papers as BibTeX for visitors without JavaScript, as a path below `docs_dir`; None if there is none.
    """

    total: int
    questions: Sequence[FilterQuestion]
    code: int
    file: str | None = None


def with_filter(
    groups: Sequence[Sequence[PaperView]], style: str, data: Data
) -> tuple[list[list[PaperView]], FilterForm | None, Facet | Literal[""]]:
    """The papers with what they are chosen by, the form, and the field of its first question.

    A short list has no form.
    """
    lab = data.derived(_Lab)
    found = [[lab.with_answers(item) for item in group] for group in groups]
    items = [item for group in found for item in group]
    if len(items) < _LEAST:
        return found, None, ""
    facet = _facet_of(items, style)
    return found, _form(items, facet, style, lab, data), facet


def _facet_of(items: Sequence[PaperView], style: str) -> Facet:
    """The field by which a list is filtered, topics or categories: the one that more papers have.

    A feed shows categories, so there topics must be twice as many.
    """
    topics = sum(item.paper.topic is not None for item in items)
    categories = sum(item.paper.category is not None for item in items)
    weight = 2 if style == "feed" else 1
    return "category" if categories and categories * weight > topics else "topic"


def _form(items: Sequence[PaperView], facet: Facet, style: str, lab: _Lab, data: Data) -> FilterForm:
    """A feed shows all answers at once, so it does not ask for the type."""
    known_topics = data.derived(Topics)
    hues = known_topics.hues if facet == known_topics.field else {}
    types: Counter[str] = Counter(item.paper.type or "other" for item in items)
    years = Counter(str(item.paper.published_year or "") for item in items)
    topics = Counter(getattr(item.paper, facet) or "" for item in items)
    by_name = sorted(topics.items(), key=lambda pair: pair[0].casefold())
    members = Counter(name for item in items for name in item.members)
    projects = Counter(title for item in items for title in item.projects)
    code = sum(item.code is not None for item in items)
    is_feed = style == "feed"
    by_year = sorted(years.items(), reverse=True)
    known = ((name, types[name]) for name in (*TYPES, "other") if name in types)
    questions = (
        FilterQuestion("topic", facet, _choices(by_name, hues), at_once=is_feed or len(topics) <= _CHIPS),
        FilterQuestion("year", "year", _choices(by_year), at_once=is_feed and len(years) <= _CHIPS),
        FilterQuestion("type", "type", () if is_feed else _choices(known), named=True),
        FilterQuestion("member", "member", _of_lab(lab.members, members)),
        FilterQuestion("project", "link_project", _of_lab(lab.projects, projects)),
    )
    asked = tuple(question for question in questions if question.choices)
    return FilterForm(len(items), asked, code if code < len(items) else 0, data.published.bibtex_file)


def _choices(pairs: Iterable[tuple[str, int]], hues: Mapping[str, int] = MappingProxyType({})) -> tuple[Choice, ...]:
    found = tuple(Choice(value, total, category_name(value), hues.get(value)) for value, total in pairs if value)
    return found if len(found) > 1 else ()


def _of_lab(ids: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Choice, ...]:
    choices = _choices((value, counts[value]) for value in ids if counts[value])
    return tuple(choice._replace(id=ids[choice.value]) for choice in choices)


class _Lab:
    """The members and projects of a lab, each with its id; a person's site has none."""

    def __init__(self, data: Data) -> None:
        lists = data.derived(AuthorLists)
        people = [person for person in data.optional(PEOPLE) if person.group] if lists.is_lab else []
        projects = data.optional(PROJECTS) if lists.is_lab else ()
        self._labels = _labels(people)
        self.members = {label: key for key, label in self._labels.items()}
        self.projects = {plain_text(project.title): project.id or "" for project in projects}
        self._colleague = lists.colleague
        self._cached = data.cached
        self._papers_by_member = [(person, person.papers) for person in people if person.papers]
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
        authors = (self._colleague(person, paper.id) for person in paper.authors)
        members = [author for author in authors if author and author.group]
        members += [person for person, papers in self._papers_by_member if paper.id in papers]
        return tuple(dict.fromkeys(self._labels[person.key] for person in members))

    def _projects_of(self, paper: Paper) -> tuple[str, ...]:
        return tuple(title for title, papers in self._projects if paper.id in papers)


def _labels(people: Sequence[PersonEntry]) -> dict[str, str]:
    """What the filter calls each member, by id: the name, and for two of one name what tells them apart."""
    names = Counter(person.name for person in people)
    described = {person.key: f"{person.name} ({person.role or person.group})" for person in people}
    same = Counter(described.values())
    told = {key: text if same[text] == 1 else f"{text}, {key}" for key, text in described.items()}
    return {person.key: person.name if names[person.name] == 1 else told[person.key] for person in people}
