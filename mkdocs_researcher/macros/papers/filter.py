"""The form with which visitors choose from a list of papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from mkdocs_researcher.fields.arxiv_categories import category_name
from mkdocs_researcher.macros.papers.groups import TYPES
from mkdocs_researcher.macros.papers.view import PaperView

Facet = Literal["topic", "category"]


class Choice(NamedTuple):
    """One choice: its value, how many papers have it, and what a code of arXiv is spelled out."""

    value: str
    total: int
    name: str = ""


class CountRequest(NamedTuple):
    """A question of the form.

    Attributes:
        name: name of its field, and of what the address holds.
        key: phrase that asks it.
        choices: the answers; `named` says whether their values are keys of phrases.
    """

    name: str
    key: str
    choices: Sequence[Choice]
    named: bool = False


class FilterForm(NamedTuple):
    """What a list can be filtered by; a question with one answer is not asked.

    Attributes:
        total: how many papers the list has.
        questions: topic (or category), year, and, unless it is a feed, type.
        code: how many papers have code.
        file: all papers as BibTeX, for those without the script: a path below `docs_dir`; None if there is none.
    """

    total: int
    questions: Sequence[CountRequest]
    code: int
    file: str | None = None


def facet_of(items: Sequence[PaperView], style: str) -> Facet:
    """What a list is chosen from by: topics or categories, whichever more papers have.

    A feed shows categories, so it is chosen from by them unless topics are twice as many.
    """
    topics = sum(item.paper.topic is not None for item in items)
    categories = sum(item.paper.category is not None for item in items)
    weight = 2 if style == "feed" else 1
    return "category" if categories and categories * weight > topics else "topic"


def filter_form(items: Sequence[PaperView], facet: Facet, style: str, file: str | None = None) -> FilterForm:
    """The form for a list; in a feed, where all answers are in sight, kinds of publication are not asked for."""
    types: Counter[str] = Counter(item.paper.type or "other" for item in items)
    years = Counter(str(item.paper.published_year or "") for item in items)
    topics = Counter((item.paper.topic if facet == "topic" else item.paper.category) or "" for item in items)
    code = sum(item.code is not None for item in items)
    known = ((name, types[name]) for name in (*TYPES, "other") if name in types)
    questions = (
        CountRequest("topic", facet, _choices(sorted(topics.items(), key=_by_name))),
        CountRequest("year", "year", _choices(sorted(years.items(), reverse=True))),
        CountRequest("type", "type", _choices(known) if style != "feed" else (), named=True),
    )
    asked = tuple(question for question in questions if question.choices)
    return FilterForm(len(items), asked, code if code < len(items) else 0, file)


def _by_name(pair: tuple[str, int]) -> str:
    return pair[0].casefold()


def _choices(pairs: Iterable[tuple[str, int]]) -> tuple[Choice, ...]:
    found = tuple(Choice(value, total, category_name(value)) for value, total in pairs if value)
    return found if len(found) > 1 else ()
