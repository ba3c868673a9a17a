"""The papers of all pages as they are found, as data, and the calls that show them in their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import ValidationError

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.records import Record, Records, keep_valid
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.papers.authors import meanings_in, profile_marks
from mkdocs_researcher.migration.papers.box import Box

_PROJECTS = re.compile(r"\bprojects?\b|\bsoftware\b|项目", re.I)
# The fields of a box that a project has, too.
_OF_PROJECTS = frozenset({"title", "summary", "image", "image_alt", "links", "repo", "badge", "year"})


@dataclass
class Group:
    """Papers that follow each other on a page without a heading between them.

    Attributes:
        boxes: those that are shown, and those that are hidden.
    """

    heading: str
    outer: str = ""
    number: int = 0
    boxes: list[tuple[Box, bool]] = field(default_factory=list)

    @property
    def holds_projects(self) -> bool:
        """Are these projects, without authors and under a heading that says so?"""
        boxes = [box for box, hidden in self.boxes if not hidden]
        fits = all(not (value and name not in _OF_PROJECTS) for box in boxes for name, value in box.record.items())
        return bool(boxes) and len(boxes) == len(self.boxes) and fits and bool(_PROJECTS.search(self.heading))

    @property
    def mark(self) -> str:
        """A placeholder for the call that shows it."""
        return f"\ue000{self.number}\ue001"

    @property
    def shown(self) -> list[Box]:
        """The boxes that are not hidden."""
        return [box for box, hidden in self.boxes if not hidden]


def project_of(box: Box) -> Record:
    """A box without authors as a project, not yet fitted to its model."""
    record = dict(box.record)
    links = record.get("links") or []
    listed = [{"label": label, "url": url} for label, url in links.items()] if isinstance(links, dict) else links
    return {
        "title": record["title"],
        "category": record.get("badge"),
        "text": record.get("summary"),
        "image": record.get("image"),
        "image_alt": record.get("image_alt"),
        "url": box.url,
        "repo": record.get("repo"),
        "links": [link for link in listed if link.get("url") != box.url],
    }


class PaperGroups:
    """Collects the papers of all pages, group by group."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.groups: list[Group] = []

    def new_group(self, heading: str, outer: str = "") -> Group:
        """A further group."""
        self.groups.append(Group(heading, outer, len(self.groups)))
        return self.groups[-1]

    def runs_on(self, groups: list[Group]) -> bool:
        """Are these all papers of the site, numbered from 1 in this order?"""
        boxes = [box for group in groups for box in group.shown]
        every = [box for group in self.groups for box in group.shown]
        return boxes == every and [box.number for box in boxes] == list(range(1, len(boxes) + 1))

    def tags(self, *, always: bool = False) -> dict[int, str]:
        """A tag for each group, by its identity; nothing if there is but one, unless there are other papers too."""
        shown = [group for group in self.groups if group.shown]
        if len(shown) < (1 if always else 2):
            return {}
        tags: dict[int, str] = {}
        for group in shown:
            name = slug(group.heading) if group.heading else "papers"
            if name in tags.values() and group.outer and group.outer != group.heading:
                name = slug(f"{group.outer} {group.heading}")
            count = next(
                count for count in range(1, 10_000) if (f"{name}-{count}" if count > 1 else name) not in tags.values()
            )
            tags[id(group)] = f"{name}-{count}" if count > 1 else name
        return tags

    def records(self, numbered: bool, topics: bool, tags: dict[int, str], taken: set[str]) -> list[Record]:
        """The papers as `papers.yml` holds them."""
        made: list[Record] = []
        ids = set(taken)
        for group in self.groups:
            for box, hidden in group.boxes:
                record = dict(box.record)
                if box.number and not numbered:
                    record["title"] = f"[{box.number}] {record['title']}"
                if topics and group.heading:
                    record["topic"] = group.heading
                elif not topics and id(group) in tags:
                    record["tags"] = [tags[id(group)]]
                if hidden:
                    record["hidden"] = True
                if fitted := self._fit(record, box, ids):
                    made.append(fitted)
        return made

    def _fit(self, record: Record, box: Box, ids: set[str]) -> Record | None:
        def report(name: str, message: str) -> None:
            self.site.note(box.line.place, f"{name}: {message}" if name else message)

        fitted = keep_valid("papers", record, report)
        if fitted is None:
            return None
        try:
            name = Paper.model_validate(fitted).id
        except ValidationError:  # cannot be: `fit` has just made sure
            return None
        if name in ids:
            count = next(count for count in range(2, 10_000) if f"{name}-{count}" not in ids)
            name = f"{name}-{count}"
            fitted = {"id": name, **fitted}
        ids.add(name)
        return fitted

    def people(self, owner: NameMatcher | None) -> list[Record]:
        """Co-authors with links, as `people.yml` holds them."""
        urls: dict[str, str] = {}
        for group in self.groups:
            for box, _ in group.boxes:
                for name, url in box.names.urls.items():
                    if owner and owner.exact(Person.parse(name)):
                        continue
                    if urls.setdefault(name, url) != url:
                        self.site.note(box.line.place, f"'{name}' has two addresses; {url} is left out")
        return [{"name": name, "url": url} for name, url in urls.items()]

    def bold_names(self) -> Counter[str]:
        """How often each name is bold."""
        return Counter(
            name for group in self.groups for box, _ in group.boxes for name in dict.fromkeys(box.names.bold)
        )


def alias_of(bold: Counter[str], name: str) -> str:
    """The name that is bold most often, if it is not a form of the owner's; empty if there is nothing to add."""
    if not bold:
        return ""
    common, count = bold.most_common(1)[0]
    known = NameMatcher([name]) if name else None
    person = Person.parse(common)
    if known and (known.exact(person) or known.by_initials(person)):
        return ""
    return common if count * 2 > sum(bold.values()) else ""


class Reader(Protocol):
    """What is known of a site."""

    site: OldSite
    records: Records
    paper_groups: PaperGroups
    texts: list[str]


def put_papers(reader: Reader, parts: list[list[str]]) -> None:
    """Puts the papers of boxes into the records, and calls in the place of their marks."""
    paper_groups = reader.paper_groups
    if not paper_groups.groups:
        return
    calls = _projects(reader)
    shown = [group for group in paper_groups.groups if group.shown]
    counts = paper_groups.runs_on(shown) and bool(shown)
    runs = counts and (len(shown) == 1 or _stand_together(parts, paper_groups.groups))
    topics = runs and len(shown) > 1
    tags = paper_groups.tags(always="papers" in reader.records)
    if any(group.boxes for group in paper_groups.groups):
        made = paper_groups.records(
            runs, topics, tags, {str(paper.get("id")) for paper in reader.records.get("papers") or ()}
        )
        reader.records["papers"] = [*(reader.records.get("papers") or ()), *made]
        _people(reader)
        _marks(reader)
    for group in paper_groups.groups:
        calls.setdefault(group.mark, _call(group, shown, tags, runs=runs, topics=topics))
    if topics:
        _without_headings(parts, {group.mark for group in shown})
    for page in parts:
        page[:] = [calls.get(part, part) for part in page]


def _call(group: Group, shown: Sequence[Group], tags: dict[int, str], *, runs: bool, topics: bool) -> str:
    if not group.shown:
        return ""
    if topics:
        return '{{ papers(sort="none", group_by="topic", numbered=True) }}' if group is shown[0] else ""
    tag = f'tag="{tags[id(group)]}", ' if tags else ""
    number = ", numbered=True" if runs else ""
    return f'{{{{ papers({tag}sort="none"{number}) }}}}'


def _projects(reader: Reader) -> dict[str, str]:
    """Puts the first boxes that are projects into the records; the call for their mark."""
    paper_groups = reader.paper_groups
    for index, group in enumerate(paper_groups.groups):
        made = _all_fitted("projects", [project_of(box) for box in group.shown]) if group.holds_projects else []
        if made and "projects" not in reader.records:
            reader.records["projects"] = made
            paper_groups.groups[index] = Group("", number=group.number)
            return {group.mark: '{{ projects(sort="none") }}'}
    return {}


def _all_fitted(file: str, records: Sequence[Record]) -> list[Record]:
    """The records as a file takes them; none if one of them does not fit as a whole."""
    lost: list[str] = []
    fitted = [keep_valid(file, record, lambda _, message: lost.append(message)) for record in records]
    return [record for record in fitted if record] if not lost and all(fitted) else []


def _people(reader: Reader) -> None:
    profile = reader.records.get("profile")
    bold = reader.paper_groups.bold_names()
    name = str((profile or {}).get("name") or "")
    if profile is not None and (alias := alias_of(bold, name)):
        profile["aliases"] = list(dict.fromkeys([*profile.get("aliases", []), alias]))
    elif profile is None and bold:
        reader.records["profile"] = {"name": bold.most_common(1)[0][0]}
        name = str(reader.records["profile"]["name"])
    known = {str(person.get("name")) for person in reader.records.get("people") or ()}
    found = [
        one for one in reader.paper_groups.people(NameMatcher([name]) if name else None) if one["name"] not in known
    ]
    if found:
        reader.records["people"] = [*(reader.records.get("people") or ()), *found]


def _marks(reader: Reader) -> None:
    said = [text for group in reader.paper_groups.groups for box, _ in group.boxes for text in box.legend]
    legend = meanings_in([*reader.texts, *said])
    for text in said:
        reader.site.leave_out(text)
    profile = reader.records.get("profile")
    if profile is not None and (marks := profile_marks(legend, reader.records["papers"], reader.site)):
        profile["marks"] = {**profile.get("marks", {}), **marks}


def _stand_together(parts: list[list[str]], groups: Sequence[Group]) -> bool:
    """Do the lists of papers follow each other with nothing but headings between?"""
    if not all(group.heading for group in groups if group.shown):
        return False
    marks = {group.mark for group in groups}
    for made in parts:
        at = [index for index, part in enumerate(made) if part in marks]
        if at:
            between = [part for part in made[at[0] : at[-1]] if part not in marks]
            return all(part.startswith(("#", "<!--", "<div id=")) for part in between) and made[at[0] - 1].startswith(
                "##"
            )
    return False


def _without_headings(parts: list[list[str]], marks: set[str]) -> None:
    """Remove the headings that the list writes itself; links to them still work."""
    for made in parts:
        for index, part in enumerate(made):
            if part not in marks:
                continue
            above = next((i for i in range(index - 1, -1, -1) if made[i].startswith("#")), -1)
            if above >= 0 and "{ #" in made[above]:
                name = made[above].rpartition("{ #")[2].removesuffix(" }")
                made[above] = f'<div id="{name}"></div>' if name.startswith("-") else ""
