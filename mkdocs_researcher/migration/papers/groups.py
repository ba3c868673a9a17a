"""The papers of all pages as they are found, as data, and the calls that show them in their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.text import free_name, slug
from mkdocs_researcher.formats.source import Record, Records, keep_valid
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.papers.authors import meanings_in, profile_marks
from mkdocs_researcher.migration.papers.box import Box

_PROJECTS = re.compile(r"\bprojects?\b|\bsoftware\b|项目", re.I)
# The fields of a box that a project has, too.
_OF_PROJECTS = frozenset({"title", "summary", "image", "image_alt", "links", "repo", "badge", "year"})


@dataclass
class Group:
    """Papers that follow each other on a page without a heading between them."""

    heading: str
    outer: str = ""
    number: int = 0
    boxes: list[tuple[Box, bool]] = field(default_factory=list)

    @property
    def holds_projects(self) -> bool:
        """Are these projects, without authors and under a heading that says so?"""
        fits = all(not value or name in _OF_PROJECTS for box in self.shown for name, value in box.record.items())
        return bool(self.shown) and len(self.shown) == len(self.boxes) and fits and bool(_PROJECTS.search(self.heading))

    @property
    def mark(self) -> str:
        return f"\ue000{self.number}\ue001"

    @property
    def shown(self) -> list[Box]:
        return [box for box, hidden in self.boxes if not hidden]


class PaperGroups:
    """Collects the papers of all pages, group by group."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.groups: list[Group] = []

    def new_group(self, heading: str, outer: str = "") -> Group:
        self.groups.append(Group(heading, outer, len(self.groups)))
        return self.groups[-1]

    def put(self, records: Records, texts: Iterable[str], parts: list[list[str]]) -> None:
        """Puts the papers into the records of a site, and calls in the place of their marks."""
        if not self.groups:
            return
        calls = self._projects(records)
        shown = [group for group in self.groups if group.shown]
        numbers = [box.number for group in shown for box in group.shown]
        runs = bool(shown) and numbers == list(range(1, len(numbers) + 1))
        runs = runs and (len(shown) == 1 or self._stand_together(parts))
        topics = runs and len(shown) > 1
        tags = _tags(shown) if len(shown) > 1 or "papers" in records else {}
        if any(group.boxes for group in self.groups):
            known = list(records.get("papers") or ())
            ids = {str(paper.get("id")) for paper in known}
            records["papers"] = [*known, *self._records(ids, {} if topics else tags, numbered=runs, topics=topics)]
            self._note_owner(records)
            self._note_marks(records, texts)
        for group in shown:
            number = ", numbered=True" if runs else ""
            call = f'{{{{ papers({f"""tag="{tags[group.number]}", """ if tags else ""}sort="none"{number}) }}}}'
            if topics:
                call = '{{ papers(sort="none", group_by="topic", numbered=True) }}' if group is shown[0] else ""
            calls[group.mark] = call
        if topics:
            _remove_headings(parts, {group.mark for group in shown})
        marks = {group.mark for group in self.groups}
        for page in parts:
            page[:] = [calls.get(part, "" if part in marks else part) for part in page]

    def _projects(self, records: Records) -> dict[str, str]:
        """Puts the first boxes that are projects into the records, if all of them fit; the call for their mark."""
        for index, group in enumerate(self.groups):
            found = _all_fitted("projects", map(_project_of, group.shown)) if group.holds_projects else []
            if found and "projects" not in records:
                records["projects"] = found
                self.groups[index] = Group("", number=group.number)
                return {group.mark: '{{ projects(sort="none") }}'}
        return {}

    def _stand_together(self, parts: list[list[str]]) -> bool:
        """Do the lists of papers follow each other with nothing but headings between?"""
        marks = {group.mark for group in self.groups}
        made = next(page for page in parts if marks.intersection(page))
        at = [index for index, part in enumerate(made) if part in marks]
        between = [part for part in made[at[0] : at[-1]] if part not in marks]
        is_named = all(group.heading for group in self.groups if group.shown) and made[at[0] - 1].startswith("##")
        return is_named and all(part.startswith(("#", "<!--", "<div id=")) for part in between)

    def _records(self, ids: set[str], tags: dict[int, str], *, numbered: bool, topics: bool) -> Iterator[Record]:
        for group in self.groups:
            for box, hidden in group.boxes:
                record = dict(box.record)
                if box.number and not numbered:
                    record["title"] = f"[{box.number}] {record['title']}"
                if topics and group.heading:
                    record["topic"] = group.heading
                elif group.number in tags:
                    record["tags"] = [tags[group.number]]
                if hidden:
                    record["hidden"] = True
                if fitted := self.site.fitted("papers", record, box.line.place):
                    name = Paper.model_validate(fitted).id
                    unused = free_name(name, ids)
                    ids.add(unused)
                    yield fitted if unused == name else {"id": unused, **fitted}

    def _note_owner(self, records: Records) -> None:
        """Another name of the owner, which is bold in most papers, and the co-authors with links."""
        boxes = [box for group in self.groups for box, _ in group.boxes]
        bold = Counter(name for box in boxes for name in dict.fromkeys(box.names.bold))
        if "profile" not in records and bold:
            records["profile"] = {"name": bold.most_common(1)[0][0]}
        profile = records.get("profile") or {}
        name = str(profile.get("name") or "")
        if profile and (alias := _alias_of(bold, name)):
            profile["aliases"] = list(dict.fromkeys([*profile.get("aliases", []), alias]))
        owner = NameMatcher([name]) if name else None
        urls: dict[str, str] = {}
        for box in boxes:
            for person, url in box.names.urls.items():
                is_owner = owner is not None and owner.exact(Person.parse(person))
                if not is_owner and urls.setdefault(person, url) != url:
                    self.site.note(box.line.place, f"'{person}' has two addresses; {url} is left out")
        known = list(records.get("people") or ())
        names = {person.get("name") for person in known}
        if found := [{"name": person, "url": url} for person, url in urls.items() if person not in names]:
            records["people"] = [*known, *found]

    def _note_marks(self, records: Records, texts: Iterable[str]) -> None:
        said = [text for group in self.groups for box, _ in group.boxes for text in box.legend]
        self.site.leave_out(" ".join(said))
        profile = records.get("profile")
        marks = profile_marks(meanings_in([*texts, *said]), records["papers"], self.site) if profile else {}
        if profile and marks:
            profile["marks"] = {**profile.get("marks", {}), **marks}


def _project_of(box: Box) -> Record:
    record = box.record
    links = record.get("links") or []
    listed = [{"label": label, "url": url} for label, url in links.items()] if isinstance(links, dict) else links
    return {
        **{name: record.get(name) for name in ("title", "image", "image_alt", "repo")},
        "category": record.get("badge"),
        "text": record.get("summary"),
        "url": box.url,
        "links": [link for link in listed if link.get("url") != box.url],
    }


def _all_fitted(file: str, records: Iterable[Record]) -> list[Record]:
    """The records as a file takes them; none if one of them does not fit as a whole."""
    lost: list[str] = []
    fitted = [keep_valid(file, record, lambda _, message: lost.append(message)) for record in records]
    return [record for record in fitted if record] if not lost and all(fitted) else []


def _tags(shown: Sequence[Group]) -> dict[int, str]:
    tags: dict[int, str] = {}
    for group in shown:
        name = slug(group.heading) if group.heading else "papers"
        if name in tags.values() and group.outer and group.outer != group.heading:
            name = slug(f"{group.outer} {group.heading}")
        tags[group.number] = free_name(name, list(tags.values()))
    return tags


def _alias_of(bold: Counter[str], name: str) -> str:
    """The name that is bold most often, if it is not a form of the owner's; empty if there is nothing to add."""
    if not bold or not name:
        return ""
    common, count = bold.most_common(1)[0]
    known, person = NameMatcher([name]), Person.parse(common)
    is_known = known.exact(person) or known.by_initials(person)
    return common if not is_known and count * 2 > sum(bold.values()) else ""


def _remove_headings(parts: list[list[str]], marks: set[str]) -> None:
    """Removes the headings that the list writes itself; links to them still work."""
    for made in parts:
        for index, part in enumerate(made):
            above = next((i for i in range(index - 1, -1, -1) if made[i].startswith("#")), -1) if part in marks else -1
            if above >= 0 and "{ #" in made[above]:
                name = made[above].rpartition("{ #")[2].removesuffix(" }")
                made[above] = f'<div id="{name}"></div>' if name.startswith("-") else ""
