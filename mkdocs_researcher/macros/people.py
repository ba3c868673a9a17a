"""`people.yml`: co-authors and members of a lab; and lists of authors."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, NamedTuple, TypeVar

from pydantic import AfterValidator, Field

from mkdocs_researcher.fields.links import Link, UrlField
from mkdocs_researcher.fields.names.matching import NameField, NameIndex, NameMatcher, likely_name
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.profile_services import ProfileLinks, service_link
from mkdocs_researcher.fields.text import LongText, Text, folded, slug
from mkdocs_researcher.macros.base import Data, DataFile, TextList
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.profile import PROFILE, EmailField, LanguageCode, Names, Profile, UnlessName

E = TypeVar("E")


def _check_id(value: str) -> str:
    if slug(value) != value:
        raise ValueError(f"must consist of lower-case letters, digits and hyphens; write '{slug(value)}'")
    return value


PersonId = Annotated[str, AfterValidator(_check_id)]


class PersonEntry(Dated):
    """A co-author whose name is linked in lists of authors, or a member of a lab."""

    id: PersonId | None = Field(
        None, description="Name in URLs and in `select`. Default: made from the name.", examples=["pell-okasha"]
    )
    name: NameField = Field(description="Name as in author lists.", examples=["Pell Okasha"])
    native_name: Annotated[NameField | None, UnlessName] = Field(
        None, description="Name in another script.", examples=["戸棚 美良"]
    )
    native_language: LanguageCode | None = Field(
        None, description="Language code of that name. Default: detected from its characters.", examples=["ja"]
    )
    aliases: Names = Field((), description="Other forms of the name.", examples=[["P. Okasha"]])
    url: UrlField | None = Field(None, description="Homepage.", examples=["https://example.org/pell"])
    affiliation: str | None = Field(None, description="Where they work.", examples=["North Pier Institute"])
    group: Text | None = Field(
        None, description="Group of the lab; anyone with a group is a member.", examples=["Ph.D. students"]
    )
    role: Text | None = Field(None, description="Position.", examples=["Postdoc since 2024"])
    photo: UrlField | None = Field(None, description="Photo of any size.", examples=["images/pell.jpg"])
    email: EmailField | None = Field(
        None, description="Email address; hidden from spam bots.", examples=["pell@example.org"]
    )
    links: ProfileLinks = Field(
        (), description="Profiles in order, as in `profile.yml`.", examples=[[{"scholar": "ABCdefGHIjkl"}]]
    )
    bio: LongText | None = Field(None, description="A few sentences, Markdown.", examples=["Pell studies …"])
    interests: TextList = Field((), description="Topics, shown below the role.", examples=[["Spectra, pruning"]])
    now: Text | None = Field(
        None, description="Where a former member is now.", examples=["research scientist, Quill Labs"]
    )
    papers: TextList = Field(
        (), description="Ids of papers that author lists do not attribute to this person.", examples=[["lab2024guide"]]
    )

    @property
    def key(self) -> str:
        """The id: as written, or the name in lower-case letters joined by hyphens."""
        return self.id or slug(folded(self.name))

    @property
    def is_former(self) -> bool:
        """Has the person left, according to the data? Never depends on today's date."""
        span = self.span()
        if self.now or span is None or span.is_single:
            return bool(self.now)
        return not (span.ongoing or "expected" in span.note.casefold())

    def is_in(self, people: Iterable[str]) -> bool:
        return not {self.key, self.name, *self.aliases}.isdisjoint(people)

    def as_profile(self) -> Profile:
        """The person as the profile of a page of their own."""
        affiliations = [{"name": self.affiliation}] if self.affiliation else []
        return Profile.model_validate(
            {
                "name": self.name,
                "native_name": self.native_name,
                "native_language": self.native_language,
                "aliases": self.aliases,
                "avatar": self.photo,
                "role": self.role,
                "affiliations": affiliations,
                "email": self.email,
                "website": self.url,
                "bio": self.bio,
                "interests": list(self.interests),
            }
        ).model_copy(update={"links": self.links})


PEOPLE = DataFile("people", PersonEntry, "person", key="name")


def people_by_id(data: Data) -> Mapping[str, PersonEntry]:
    """All people by their ids; ask for it with `data.derived`."""
    return {person.key: person for person in data.optional(PEOPLE)}


def of_page(data: Data, entries: Sequence[E]) -> Sequence[E]:
    """The entries to show on a page: on a person's page those with this person under `people:`."""
    person = data.derived(people_by_id).get(data.person)
    if person is None:
        return entries
    return [entry for entry in entries if person.is_in(getattr(entry, "people", (person.key,)))]


def person_links(person: PersonEntry) -> tuple[Link, ...]:
    """The contacts of a person in order: email, homepage, then the links as written."""
    first = [service_link(key, value) for key, value in (("email", person.email), ("website", person.url)) if value]
    return (*first, *person.links)


def person_url(data: Data, person: PersonEntry) -> str:
    """The page of a person on the site, as a path below `docs_dir`, else their homepage; empty if there is neither."""
    return data.published.person_pages.get(person.key) or person.url or ""


class NameLink(NamedTuple):
    """A name, and the page of the person; empty if there is none."""

    name: str
    url: str = ""


def names_of(data: Data, people: Sequence[str]) -> tuple[NameLink, ...]:
    """The people of a project or a talk, given by ids and names; on a person's page not that person alone."""
    known = {name: person for person in data.optional(PEOPLE) for name in (person.key, person.name, *person.aliases)}
    if data.person and all(name in known and known[name].key == data.person for name in people):
        return ()
    found = ((name, known.get(name)) for name in people)
    return tuple(NameLink(one.name, person_url(data, one)) if one else NameLink(name) for name, one in found)


EQUAL = "*"


class Author(NamedTuple):
    """An author as the templates see it.

    Attributes:
        name: in full or with initials.
        is_self: whether this is the owner of the site, or a member of the lab.
        marks: marks after the name, such as `*†`.
        url: homepage, empty if none.
        affiliation: tooltip of the link.
        is_others: whether this represents all authors that are not named.
        hidden_before: authors between the one before and this one, who are shown on a click.
    """

    name: str
    is_self: bool
    marks: str
    url: str = ""
    affiliation: str = ""
    is_others: bool = False
    hidden_before: tuple[Author, ...] = ()

    @property
    def after_gap(self) -> bool:
        """Whether authors before this one are not shown at once."""
        return bool(self.hidden_before)


class Mark(NamedTuple):
    """A line of a legend: a mark and its meaning; an empty meaning is equal contribution."""

    sign: str
    meaning: str


class AuthorLists:
    """Formats lists of authors: finds the owner, links the co-authors, explains the marks.

    Attributes:
        person: the person whose page it is; None on other pages.
        is_lab: the site belongs to an organization, and its members are emphasized.
        owner: recognizes the owner of the site, on a person's page that person; None without one.
    """

    def __init__(self, data: Data) -> None:
        self.person = data.derived(people_by_id).get(data.person)
        profile = next(iter(data.optional(PROFILE)), None)
        self.is_lab = profile is not None and profile.type == "organization"
        names = [n for n in (profile.name, profile.native_name, *profile.aliases) if n] if profile else []
        self.owner_names = tuple(names)
        self.owner = NameMatcher(names) if names and not self.is_lab else None
        given = profile.marks if profile else {}
        # An empty meaning says that a mark needs no explanation.
        self.silent = frozenset(sign for sign, meaning in given.items() if not meaning.strip())
        known = {EQUAL: "", **given}
        self.meanings = {sign: meaning for sign, meaning in known.items() if sign not in self.silent}
        self.people = data.optional(PEOPLE)
        self.colleagues: NameIndex[PersonEntry] = NameIndex(
            [((person.name, *person.aliases), person) for person in self.people]
        )
        claimed: dict[str, list[tuple[tuple[str, ...], PersonEntry]]] = {}
        for person in self.people:
            for paper in person.papers:
                claimed.setdefault(paper, []).append(((person.name, *person.aliases), person))
        self._claimed = {paper: NameIndex(entries) for paper, entries in claimed.items()}

        self._url = functools.partial(person_url, data)
        # The same co-authors recur in many papers.
        self._shown = functools.cache(self._author)

    def find_person(self, name: str) -> PersonEntry | None:
        return next((person for person in self.people if person.is_in((name,))), None)

    def colleague(self, author: Person, paper: str) -> PersonEntry | None:
        """The entry of an author; of two with one name that of whoever has the id of the paper under `papers`."""
        found = self.colleagues.get(author)
        return found if found or paper not in self._claimed else self._claimed[paper].get(author)

    def find_owner(self, people: Sequence[Person]) -> int | None:
        """Position of the owner in the list, None if missing."""
        return self.owner.find(people) if self.owner else None

    def likely_owner(self, lists: Iterable[Sequence[Person]]) -> str:
        """Advice for lists of authors without the owner: the form of the name that they probably have."""
        lists = list(lists)
        name, count = likely_name(self.owner_names, lists)
        if not name:
            return "add its other forms under aliases: in data/profile.yml"
        has = f"most papers have '{name}'" if count * 2 > len(lists) else f"{count} of them have '{name}'"
        return f"{has}; if that is you, add it under aliases: in data/profile.yml"

    def show(
        self, people: Sequence[Person], owner: int | None, paper: str, *, short: bool = False
    ) -> tuple[Author, ...]:
        """The list of a paper for templates; `owner` is the result of `find_owner`, `short` abbreviates given names."""
        claimed = paper if paper in self._claimed else ""
        return tuple(self._shown(person, index == owner, short, claimed) for index, person in enumerate(people))

    def _author(self, person: Person, is_self: bool, short: bool, paper: str) -> Author:
        if person == OTHERS:
            return Author("", is_self=False, marks="", is_others=True)
        has_words = any(mark.isalnum() for mark in person.marks)
        marks = ("," if has_words else "").join(person.marks)
        if person.group and not person.marks:
            marks = EQUAL
        colleague = None if is_self else self.colleague(person, paper)
        if short and is_self and self.owner:
            person = self.owner.in_order(person)
        elif short and colleague:
            person = NameMatcher((colleague.name, *colleague.aliases)).in_order(person)
        name = person.abbreviated if short else person.display
        if colleague is None:
            return Author(name, is_self, marks)
        is_member = self.is_lab and colleague.group is not None
        return Author(name, is_member, marks, self._url(colleague), colleague.affiliation or "")

    def is_first(self, people: Sequence[Person], owner: int | None) -> bool:
        """Is the owner first author, or an author who contributed equally to the first one?"""
        if owner is None:
            return False
        first = people[0]
        if owner == 0 or (first.group and people[owner].group == first.group):
            return True
        equal = {sign for sign, meaning in self.meanings.items() if not meaning or "equal" in meaning.lower()}
        shared = equal.intersection(first.marks)
        return bool(shared) and all(shared.intersection(person.marks) for person in people[: owner + 1])

    def legend(self, used: Iterable[str]) -> tuple[Mark, ...]:
        """The used marks that have a meaning, in the order of `profile.marks`."""
        signs = set(used)
        return tuple(Mark(sign, meaning) for sign, meaning in self.meanings.items() if sign in signs)

    def unexplained(self, used: Iterable[str]) -> tuple[str, ...]:
        """The used marks without a meaning; numbers and single letters refer to affiliations and need none."""
        known = self.meanings.keys() | self.silent
        return tuple(sorted(s for s in set(used) - known if not s.isdigit() and not (len(s) == 1 and s.isalpha())))


class AuthorLimit(NamedTuple):
    """How many authors of a list are shown at once.

    Attributes:
        shown: the number, without the owner of the site; 0 for all.
        spare: how many more a list may have without being split. For limits that nobody asked for it is 1: "and 1 more"
            is as long as the name.
    """

    shown: int
    spare: int = 1


def split_authors(authors: tuple[Author, ...], most: AuthorLimit) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Split a list into the authors that are shown at once, always with the owner of the site, and those after them.

    Both keep the order of the list: authors between the first ones and the owner are in the owner's `hidden_before`.
    """
    limit = most.shown
    named = len(authors) - (bool(authors) and authors[-1].is_others)
    if not limit or named <= limit + most.spare:
        return authors, ()
    owner = next((index for index, author in enumerate(authors) if author.is_self), 0)
    if owner < limit:
        return authors[:limit], authors[limit:]
    between, after = authors[limit:owner], authors[owner + 1 :]
    if len(between) > most.spare:
        at_once = (*authors[:limit], authors[owner]._replace(hidden_before=between))
    else:
        at_once = authors[: owner + 1]
    if sum(not author.is_others for author in after) > most.spare:
        return at_once, after
    return (*at_once, *after), ()
