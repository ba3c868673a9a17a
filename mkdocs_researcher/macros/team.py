"""`team()`: the members of a lab, in groups, and those who have left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.links import Link, UrlField
from mkdocs_researcher.fields.names.person import Person, is_cjk
from mkdocs_researcher.macros.base import Arguments, Data, Flag, Heading, Macro, More, OneOrMore, Part, View, Word
from mkdocs_researcher.macros.buttons import link_labels, with_labels
from mkdocs_researcher.macros.dated import pick
from mkdocs_researcher.macros.people import PEOPLE, PersonEntry, person_links, person_url
from mkdocs_researcher.macros.profile import native_language

# Hues of the initials, far apart for neighbors in the list.
_FIRST_HUE, _STEP = 265, 95


class TeamArguments(Arguments):
    """Arguments of `team()`."""

    positional: ClassVar = ("group",)
    group: OneOrMore[Word] | None = Field(
        None, description="Only the members of this group, or of these.", examples=["Postdocs"]
    )
    select: tuple[Word, ...] | None = Field(
        None, description="Only these people, by id or name, in this order.", examples=[["pell-okasha"]]
    )
    style: Literal["cards", "rows", "faces"] = Field(
        "cards",
        description="`cards` (photographs in columns), `rows` (one line each) or `faces` (small round photographs).",
        examples=["faces"],
    )
    alumni: Flag | Literal["only"] = Field(
        True, description='Former members, in rows below the others: `True`, `False` or `"only"`.', examples=["only"]
    )
    group_by: Literal["group"] | None = Field(
        "group", description="Headings are the groups in the order of the file; `None` for one list.", examples=[None]
    )
    more: UrlField | None = Field(
        None, description="Page with all members, linked in the line of the heading.", examples=["people.md"]
    )


class Member(NamedTuple):
    """A member as the template sees it.

    Attributes:
        url: page of the member on the site, else their homepage; empty if there is neither.
        hue: 0 to 359, color behind the initials.
        topics: interests in a few words; Markdown.
    """

    name: str
    native_name: str
    native_language: str
    url: str
    photo: str
    initials: str
    hue: int
    role: str
    topics: tuple[str, ...]
    links: tuple[Link, ...]
    bio: str | None
    person: PersonEntry


def _build_team(data: Data, arguments: TeamArguments) -> View:
    people = data.entries(PEOPLE)
    members = [person for person in people if person.group]
    if arguments.select is not None:
        chosen = pick(people, arguments.select, lambda person: (person.key, person.name), PEOPLE.noun)
    else:
        chosen = _of_groups(members, arguments.group)
    current = [person for person in chosen if not person.is_former]
    former = [person for person in chosen if person.is_former]
    parts: list[Part] = []
    if arguments.alumni != "only":
        parts += _current_parts(data, current, arguments, people)
    if former and arguments.alumni:
        heading = None if arguments.alumni == "only" else Heading(key="alumni")
        parts.append(_part("rows", _members(data, former, people), heading, alumni=True))
    more = More(arguments.more, "who_we_are") if arguments.more else None
    return View(tuple(parts), more=more, empty_reason="" if parts else _why_empty(members, arguments))


def _of_groups(members: Sequence[PersonEntry], groups: Sequence[str] | None) -> list[PersonEntry]:
    if groups is None:
        return list(members)
    known = {person.group for person in members}
    for name in groups:
        if name not in known:
            hint = did_you_mean(name, [group for group in known if group])
            raise MacroError(f"data/people.yml has no group '{name}'{hint}", "group")
    return [person for name in groups for person in members if person.group == name]


def _why_empty(members: Sequence[PersonEntry], arguments: TeamArguments) -> str:
    if not members:
        return "data/people.yml has no member; add group: to the people of the lab"
    if arguments.alumni == "only":
        return "data/people.yml has no former member; a member with now: or an end in date: is one"
    return "nobody in data/people.yml matches"


def _current_parts(
    data: Data, people: Sequence[PersonEntry], arguments: TeamArguments, order: Sequence[PersonEntry]
) -> list[Part]:
    if arguments.group_by is None or arguments.style == "faces" or arguments.select is not None:
        return [_part(arguments.style, _members(data, people, order), None)] if people else []
    groups: dict[str, list[PersonEntry]] = {}
    for person in people:
        groups.setdefault(person.group or "", []).append(person)
    with_headings = len(groups) > 1 or arguments.group is None
    return [
        _part(arguments.style, _members(data, group, order), Heading(name) if with_headings and name else None)
        for name, group in groups.items()
    ]


def members_with_page(data: Data) -> dict[str, Member]:
    """The members who have a page on the site, by id, in the order in which `team()` shows them all."""
    people = data.optional(PEOPLE)
    groups = list(dict.fromkeys(person.group for person in people))
    members = [person for person in people if person.group and data.published.person_pages.get(person.key)]
    members.sort(key=lambda person: (person.is_former, not person.is_former and groups.index(person.group)))
    return dict(zip((person.key for person in members), _members(data, members, people), strict=True))


def _part(style: str, members: Sequence[Member], heading: Heading | None, *, alumni: bool = False) -> Part:
    # The head of a lab: alone in a group, and with a text.
    is_lead = style == "cards" and len(members) == 1 and bool(members[0].bio)
    return Part({"style": style, "members": members, "is_lead": is_lead, "alumni": alumni}, heading)


def _members(data: Data, people: Sequence[PersonEntry], order: Sequence[PersonEntry]) -> tuple[Member, ...]:
    numbers = {person.key: number for number, person in enumerate(order)}
    return tuple(_member(data, person, numbers[person.key]) for person in people)


def _member(data: Data, person: PersonEntry, number: int) -> Member:
    links = with_labels(person_links(person), data.derived(link_labels))
    return Member(
        person.name,
        person.native_name or "",
        native_language(person.native_name, person.native_language, data.language),
        person_url(data, person),
        person.photo or "",
        initials(person.name),
        (_FIRST_HUE + number * _STEP) % 360,
        person.role or person.affiliation or "",
        person.interests,
        links,
        person.bio,
        person,
    )


def initials(name: str) -> str:
    """One or two characters for a name: `PO` for Pell Okasha, `戸` for 戸棚 美良."""
    person = Person.parse(name)
    if person.literal or is_cjk(person.family):
        return (person.family or person.literal)[:1]
    return person.given[:1] + person.family[:1]


MACROS = (Macro("team", TeamArguments, _build_team, "team", files=(PEOPLE,)),)
