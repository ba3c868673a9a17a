"""Arguments of `papers()` and `paper("id")`, which papers they select, and papers in order and under headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from mkdocs_researcher.errors import MacroError, closest_match, did_you_mean
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import folded, plain_text
from mkdocs_researcher.macros.base import (
    Arguments,
    AuthorsArgument,
    Count,
    Data,
    DateArgument,
    Flag,
    Heading,
    OneOrMore,
    Word,
    Year,
)
from mkdocs_researcher.macros.dated import is_since, is_until, pick
from mkdocs_researcher.macros.papers.model import Paper, PaperType
from mkdocs_researcher.macros.people import AuthorLists, PersonEntry
from mkdocs_researcher.macros.profile import PROFILE

Sort = Literal["-date", "date", "title", "-title", "venue", "type", "none"]
GroupBy = Literal["year", "type", "venue", "role", "topic", "category"]

TYPES = (
    "journal", "conference", "workshop", "preprint", "book", "chapter", "thesis", "report", "patent", "dataset",
    "software", "poster",
)  # fmt: skip
_FIRST, _LAST = (9999, 0, 0), (0, 0, 0)


class Group(NamedTuple):
    """Papers under one heading.

    Attributes:
        heading: the heading; None if the list is not grouped.
        papers: none if the heading is above those of further groups.
        total: how many papers are below the heading.
        depth: 1 if the heading is below that of another group, else 0.
        is_undated: whether a heading above the papers says that they have no date.
    """

    heading: Heading | None
    papers: Sequence[Paper]
    total: int = 0
    depth: int = 0
    is_undated: bool = False


def _date_key(paper: Paper) -> tuple[int, int, int]:
    """Papers that are not published yet count as newest, papers without a date as oldest."""
    when = paper.when
    if when is None:
        return _FIRST if paper.is_pending else _LAST
    return when.sort_key


def sort_papers(papers: Sequence[Paper], sort: Sort) -> list[Paper]:
    """The papers in order; equal ones keep the order of the file."""
    if sort == "none":
        return list(papers)
    if sort in {"date", "-date"}:
        return sorted(papers, key=_date_key, reverse=sort == "-date")
    if sort == "type":
        return sorted(sort_papers(papers, "-date"), key=lambda paper: _type_rank(paper.type or "other"))
    if sort == "venue":
        return sorted(papers, key=lambda paper: plain_text(paper.venue_short or paper.venue or "\uffff").casefold())
    return sorted(papers, key=lambda paper: plain_text(paper.title).casefold(), reverse=sort == "-title")


def _type_rank(name: str) -> int:
    return TYPES.index(name) if name in TYPES else len(TYPES)


def group_papers(
    papers: Sequence[Paper],
    group_by: Sequence[GroupBy],
    sort: Sort,
    is_first: Callable[[Paper], bool],
    venue_of: Callable[[Paper], str],
) -> list[Group]:
    """The papers under headings; each is in exactly one group, in the order given.

    Args:
        group_by: what the headings of each level are; nothing gives one group without a heading.
        sort: how the papers are sorted; years follow it.
        venue_of: the heading for its venue; empty if it has none.
    """
    if not group_by:
        return [Group(None, papers)]
    found: list[Group] = []
    for heading, members in _grouped(papers, group_by[0], sort, is_first, venue_of):
        is_undated = heading.key == "undated"
        if len(group_by) == 1:
            found.append(Group(heading, members, len(members), is_undated=is_undated))
            continue
        found.append(Group(heading, (), len(members)))
        for group in group_papers(members, group_by[1:], sort, is_first, venue_of):
            found.append(group._replace(depth=1, is_undated=is_undated or group.is_undated))
    return found


def _grouped(
    papers: Sequence[Paper],
    group_by: GroupBy,
    sort: Sort,
    is_first: Callable[[Paper], bool],
    venue_of: Callable[[Paper], str],
) -> list[tuple[Heading, Sequence[Paper]]]:
    groups: dict[Heading, list[Paper]] = {}
    for paper in papers:
        if group_by == "venue":
            venue = venue_of(paper)
            heading = Heading(venue) if venue else Heading(key="other")
        else:
            heading = _heading(paper, group_by, is_first)
        groups.setdefault(heading, []).append(paper)
    headings = list(groups)
    if group_by == "type":
        headings.sort(key=lambda heading: _type_rank(heading.key))
    elif group_by == "role":
        headings.sort(key=lambda heading: heading.key != "first_author")
    elif group_by == "year" and sort not in {"date", "none"}:
        headings.sort(key=_year_order)
    elif group_by != "year":
        headings.sort(key=lambda heading: heading.key == "other")
    return [(heading, groups[heading]) for heading in headings]


_LETTERS = {
    "journal": "J", "conference": "C", "workshop": "W", "book": "B", "chapter": "B", "thesis": "T", "preprint": "P",
    "report": "R", "dataset": "D", "software": "S",
}  # fmt: skip


def numbers_down(papers: Sequence[Paper]) -> dict[str, int]:
    """Numbers of papers by their ids; the first one has the largest."""
    return {paper.id: number for number, paper in zip(range(len(papers), 0, -1), papers, strict=True)}


def numbers_by_type(papers: Sequence[Paper]) -> dict[str, str]:
    """Numbers such as `J3` and `C12` of papers by their ids; the last paper of each letter has the number 1.

    Chapters count as books; patents, posters and papers without a type as other works, `O`.
    """
    counts: Counter[str] = Counter()
    numbers: dict[str, str] = {}
    for paper in reversed(papers):
        letter = _LETTERS.get(paper.type or "", "O")
        counts[letter] += 1
        numbers[paper.id] = f"{letter}{counts[letter]}"
    return numbers


def letters_of(papers: Sequence[Paper]) -> dict[str, str]:
    """The letters of `numbers_by_type` that occur, in the order of the types, with the keys of their phrases."""
    known = {_LETTERS.get(paper.type or "", "O") for paper in papers}
    keys = {letter: f"{name}_one" for name, letter in reversed(_LETTERS.items())}
    return {letter: key for letter, key in reversed([("O", "other"), *keys.items()]) if letter in known}


def _year_order(heading: Heading) -> int:
    if heading.key:
        return -9999 if heading.key == "forthcoming" else 0
    return -int(heading.text)


def _heading(paper: Paper, group_by: GroupBy, is_first: Callable[[Paper], bool]) -> Heading:
    if group_by == "role":
        return Heading(key="first_author" if is_first(paper) else "contributed")
    if group_by == "type":
        return Heading(key=paper.type or "other")
    if group_by == "year":
        year = paper.published_year
        return Heading(str(year)) if year else Heading(key="forthcoming" if paper.is_pending else "undated")
    text = paper.topic if group_by == "topic" else paper.category
    return Heading(text) if text else Heading(key="other")


# Arguments

STYLES = ("box", "list", "feed", "reference", "compact", "feature", "cards")
"""Our styles of lists of papers; authors add others as templates `papers_<style>.html.jinja`."""


def _style_of(*own: str) -> BeforeValidator:
    """Check that a style is one of ours or has a template.

    The styles with a template come from the context of the validation: a function `paper_styles`.
    """

    def check(style: Any, info: ValidationInfo) -> Any:
        if style in own:
            return style
        found = info.context["paper_styles"]() if info.context else ()
        if style in found:
            return style
        known = list(dict.fromkeys([*own, *found]))
        if not isinstance(style, str):
            raise ValueError(f"must be one of {', '.join(known)}, not {style!r}")
        match = closest_match(style, known)
        hint = f", did you mean '{match}'? Known:" if match else "; known:"
        raise ValueError(f"'{style}' is not known{hint} {', '.join(known)}")

    return BeforeValidator(check)


Style = Annotated[str, _style_of(*STYLES)]
PaperStyle = Annotated[str, _style_of(*STYLES, "page")]
Role = Literal["first", "contributed"]


def _check_levels(group_by: tuple[GroupBy, ...]) -> tuple[GroupBy, ...]:
    if not group_by:
        raise ValueError("is an empty list; write a level such as 'year', or leave out group_by")
    if len(group_by) > 2:
        raise ValueError(f"must be one level of headings or a list of two, not {len(group_by)}")
    if len(set(group_by)) < len(group_by):
        raise ValueError(f"has '{group_by[0]}' twice; write two different levels, or one of them without the list")
    return group_by


def _check_numbered(value: Any) -> Any:
    if isinstance(value, bool) or value in NUMBERINGS:
        return value
    match = closest_match(value, NUMBERINGS) if isinstance(value, str) else None
    hint = f", did you mean '{match}'?" if match else ""
    raise ValueError(f"must be True, False, 'down' or 'type', not {value!r}{hint}")


NUMBERINGS = ("down", "type")
Numbering = Annotated[bool | Literal["down", "type"], BeforeValidator(_check_numbered)]


class PaperArguments(Arguments):
    """Arguments of `paper()`."""

    positional: ClassVar = ("id",)
    id: Word = Field(description="Id of the paper.", examples=["tovanne2026ledger"])
    style: PaperStyle = Field(
        "box",
        description="How it looks: `box`, `list`, `feed`, `reference`, `compact`, or `page` with everything about it, "
        "for a page of its own.",
        examples=["page"],
    )
    authors: AuthorsArgument | None = Field(
        None,
        description="How many authors it shows, in addition to you, before the button that opens the rest, or `all`.",
        examples=[3],
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None, description="Level of the title. Default: one below the heading above, and 1 for `page`.", examples=[3]
    )


class PapersArguments(Arguments):
    """Arguments of `papers()`."""

    style: Style = Field(
        "box",
        description="How the list looks: `box` (with pictures), `feature` (the first one large), `cards` (in columns), "
        "`list` (venue at the side), `feed` (with a preview), `reference` (as in a CV), `compact` (two lines each), or "
        "a style of your own.",
        examples=["list"],
    )
    select: tuple[Word, ...] | None = Field(
        None, description="Only these ids, in this order.", examples=[["tovanne2026ledger"]]
    )
    selected: Flag | None = Field(None, description="Only papers with `selected: true`.", examples=[True])
    type: OneOrMore[PaperType] | None = Field(None, description="Only this type, or these.", examples=["journal"])
    year: OneOrMore[Year] | None = Field(None, description="Only this year, or these.", examples=[2026])
    since: DateArgument | None = Field(None, description="Only papers from this date on.", examples=[2024])
    until: DateArgument | None = Field(None, description="Only papers up to this date.", examples=["2025-06"])
    venue: OneOrMore[Word] | None = Field(None, description="Only this venue, short or full name.", examples=["CoDaL"])
    tag: OneOrMore[Word] | None = Field(None, description="Only papers with this tag.", examples=["spectra"])
    author: OneOrMore[Word] | None = Field(
        None, description="Only papers by this person, or by one of these.", examples=["Pell Okasha"]
    )
    project: OneOrMore[Word] | None = Field(
        None, description="Only papers of this project of `projects.yml`, or of these.", examples=["ledger"]
    )
    query: Word | None = Field(
        None,
        description="Only papers that contain all of these words in title, authors, venue or tags.",
        examples=["layer spectra"],
    )
    role: Role | None = Field(
        None, description="`first` (or equal first) author, or `contributed`.", examples=["first"]
    )
    sort: Sort | None = Field(
        None,
        description="`-date` (newest first), `date`, `title`, `venue`, `type` or `none` (as in the file).",
        examples=["title"],
    )
    group_by: Annotated[OneOrMore[GroupBy], AfterValidator(_check_levels)] | None = Field(
        None, description="Headings within the list, on one level or on two.", examples=["year", ["year", "type"]]
    )
    limit: Count | None = Field(None, description="Show at most this many entries.", examples=[5])
    filter: Flag = Field(
        False,
        description="Let visitors choose by words, type, year, topic and code; in a lab also by member and project.",
        examples=[True],
    )
    numbered: Numbering = Field(
        False,
        description='Number the papers: `True` in the order shown, `"down"` with the largest number for the newest, '
        '`"type"` by type, as in [J3] and [C12].',
        examples=[True, "down", "type"],
    )
    authors: AuthorsArgument | None = Field(
        None,
        description="How many authors each paper shows, in addition to you, before the button that opens the rest, "
        "or `all`.",
        examples=[3, "all"],
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None,
        description="Level of the group headings, or of the titles if there are no groups. "
        "Without it: one below the heading above.",
        examples=[3],
    )
    more: UrlField | None = Field(
        None, description="Page with all papers, linked next to the heading.", examples=["papers.md"]
    )


def choose_papers(papers: Sequence[Paper], arguments: PapersArguments, data: Data) -> Sequence[Paper]:
    """The papers that match all arguments, in the order of `select` or else of the data.

    Raises:
        MacroError: no paper has the value of an argument.
    """
    lists = data.derived(AuthorLists)
    if arguments.role and lists.owner is None:
        if data.has(PROFILE.name):
            data.entries(PROFILE)  # reports a broken one
        remedy = (
            "is about one person; use author="
            if lists.is_lab
            else ("needs to know who you are: create data/profile.yml with your name:")
        )
        raise MacroError(remedy, "role")
    _check_words(papers, arguments)
    by_authors = _of_page(papers, arguments, lists)
    chosen = papers
    if arguments.select is not None:
        chosen = pick(papers, arguments.select, lambda paper: (paper.id, *paper.other_ids), "paper")
    chosen = [paper for paper in chosen if _matches(paper, arguments)]
    if arguments.role:
        chosen = [paper for paper in chosen if (arguments.role == "first") == is_first(paper, lists)]
    if by_authors is not None:
        chosen = [paper for paper in chosen if paper.id in by_authors]
    if arguments.project:
        from mkdocs_researcher.macros.projects import find_projects, papers_of

        projects = find_projects(data, arguments.project)
        ids = {paper for project in projects for paper in papers_of(project, data)}
        chosen = [paper for paper in chosen if paper.id in ids]
    if arguments.query:
        words = folded(arguments.query).split()
        chosen = [paper for paper in chosen if _holds(paper, words)]
    return chosen


def numbered_papers(papers: Sequence[Paper], arguments: PapersArguments, lists: AuthorLists) -> Sequence[Paper]:
    """The papers among which a list counts, if its numbers do not follow the order shown.

    `author` (on a person's page that person) and `type` determine which list it is, all other arguments which part of
    it is shown.
    """
    ids = _of_page(papers, arguments, lists)
    chosen = papers if ids is None else [paper for paper in papers if paper.id in ids]
    return [paper for paper in chosen if arguments.type is None or paper.type in arguments.type]


def is_first(paper: Paper, lists: AuthorLists) -> bool:
    """Is the owner of the site first author, or equal first author?"""
    return lists.is_first(paper.authors, lists.find_owner(paper.authors))


def _matches(paper: Paper, arguments: PapersArguments) -> bool:
    return (
        (arguments.selected is None or paper.selected == arguments.selected)
        and (arguments.type is None or paper.type in arguments.type)
        and (arguments.year is None or paper.published_year in arguments.year)
        and _fits_dates(paper, arguments.since, arguments.until)
        and (arguments.venue is None or not {paper.venue, paper.venue_short}.isdisjoint(arguments.venue))
        and (arguments.tag is None or not set(paper.tags).isdisjoint(arguments.tag))
    )


def _fits_dates(paper: Paper, since: PartialDate | None, until: PartialDate | None) -> bool:
    if since is None and until is None:
        return True
    when = paper.when
    if when is None:
        return until is None and paper.is_pending
    return (since is None or is_since(when, since)) and (until is None or is_until(when, until))


def _of_page(papers: Sequence[Paper], arguments: PapersArguments, lists: AuthorLists) -> Set[str] | None:
    """Ids of the papers by the authors in the arguments, else by the person whose page it is; None for all papers."""
    if arguments.author:
        return _by_authors(papers, arguments.author, lists)
    if lists.person and arguments.select is None:
        return papers_by(papers, lists.person, lists.people)
    return None


def papers_by(papers: Sequence[Paper], person: PersonEntry, people: Sequence[PersonEntry]) -> Set[str]:
    """Ids of the papers by a person, and of those under the person's `papers:`; only these if two have the name."""
    if any(other.name == person.name and other.key != person.key for other in people):
        return {paper.id for paper in papers if paper.id in person.papers}
    matcher = NameMatcher([person.name, *person.aliases])
    return {paper.id for paper in papers if paper.id in person.papers or matcher.find(paper.authors) is not None}


def _by_authors(papers: Sequence[Paper], names: Sequence[str], lists: AuthorLists) -> Set[str]:
    """Ids of papers by one of these people; without papers, and not in `people.yml`, a name must be misspelled."""
    chosen: set[str] = set()
    for name in names:
        person = lists.find_person(name)
        if person:
            chosen |= papers_by(papers, person, lists.people)
        try:
            # All forms of the owner's name are one person, as everywhere else.
            is_owner = lists.find_owner([Person.parse(name)]) is not None
            matcher = lists.owner if lists.owner and is_owner else NameMatcher([name])
        except ValueError as error:
            raise MacroError(str(error), "author") from None
        if person and not is_owner:
            continue
        found = [paper for paper in papers if matcher.find(paper.authors) is not None]
        if not found and not person:
            known = {author.display for paper in papers for author in paper.authors}
            raise MacroError(f"no paper has the author '{name}'{did_you_mean(name, known)}", "author")
        chosen.update(paper.id for paper in found)
    return chosen


def _holds(paper: Paper, words: Sequence[str]) -> bool:
    names = (author.display for author in paper.authors)
    text = folded(" ".join([plain_text(paper.title), *names, paper.venue or "", paper.venue_short or "", *paper.tags]))
    return all(word in text for word in words)


def _check_words(papers: Sequence[Paper], arguments: PapersArguments) -> None:
    """A venue or tag that no paper has must be misspelled."""
    if arguments.venue:
        known = {venue for paper in papers for venue in (paper.venue, paper.venue_short) if venue}
        _check_known("venue", arguments.venue, known)
    if arguments.tag:
        _check_known("tag", arguments.tag, {tag for paper in papers for tag in paper.tags})


def _check_known(name: str, words: Sequence[str], known: set[str]) -> None:
    for word in words:
        if word not in known:
            raise MacroError(f"no paper has the {name} '{word}'{did_you_mean(word, known)}", name)
