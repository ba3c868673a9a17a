"""The papers of all pages as data, and the calls that show them in their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.formats.records import Record, Records, keep_valid
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.papers.groups import Group, PaperGroups, alias_of, project_of
from mkdocs_researcher.migration.papers.legend import meanings_in, profile_marks


class Reader(Protocol):
    """What is known of a site."""

    site: OldSite
    records: Records
    paper_groups: PaperGroups
    texts: list[str]


def put_papers(reader: Reader, parts: list[list[str]]) -> None:
    """Puts the papers of boxes into the records, and calls in the place of their marks.

    Args:
        reader: the site, all of whose pages are read.
        parts: the parts of each page.
    """
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
    """What the pages and the boxes say of the marks after names."""
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
