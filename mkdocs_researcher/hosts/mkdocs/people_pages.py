"""The pages of the members of a lab: the author's own, with `person:` in their front matter, and generated ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.formats.site_facts import text_of
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.syntax.locate import split_front_matter

if TYPE_CHECKING:
    from mkdocs_researcher.data.library import Library
    from mkdocs_researcher.macros.people import PersonEntry

FIELD = "person"
# The macros of a generated page, each below the phrase for its heading.
_SECTIONS = {"projects": 'projects(style="rows")', "papers": 'papers(style="list")', "talks": "talks()"}


def people_of(library: Library) -> Mapping[str, PersonEntry]:
    """All people of the data by their ids, empty without `people.yml`."""
    if not library.has("people"):
        return {}
    from mkdocs_researcher.macros.people import people_by_id

    return library.derived(people_by_id)


def own_pages(pages: Iterable[tuple[str, Callable[[], str]]], people: Mapping[str, PersonEntry]) -> dict[str, str]:
    """Paths of the pages with `person:` in their front matter, by the id of the person.

    Args:
        pages: path below `docs_dir` and function that reads the source, for each page.
        people: the result of `people_of`.
    """
    found: dict[str, str] = {}
    if not people:
        return found
    for path, read in pages:
        try:
            text = read()
        except (OSError, ValueError):
            continue  # reported when the page is built or checked
        if f"{FIELD}:" in text:
            person = split_front_matter(text)[0].get(FIELD)
            if isinstance(person, str) and person in people:
                found.setdefault(person, path)
    return found


def wrong_person(given: object, people: Mapping[str, PersonEntry]) -> str:
    """A message about the value of `person:`; empty if there is such a person."""
    if isinstance(given, str) and given in people:
        return ""
    if not people:
        return "needs data/people.yml, which does not exist; create it"
    return f"data/people.yml has no person with the id '{given}'{did_you_mean(str(given), people)}"


def generated_pages(library: Library, own: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Id, path below `docs_dir` and Markdown of a page for each member who has none.

    Args:
        library: the data.
        own: the result of `own_pages`.
    """
    for key, person in people_of(library).items():
        if person.group and key not in own:
            yield key, f"people/{key}.md", _page_source(library, person)


def _page_source(library: Library, person: PersonEntry) -> str:
    front = {"title": escape(text_of(person.name)), FIELD: person.key}
    lines = [f"{name}: {json.dumps(value)}" for name, value in front.items()]
    words = library.words
    sections = [
        f"## {words[f'cv_{name}']}\n\n{{{{ {call} }}}}\n"
        for name, call in _SECTIONS.items()
        if library.has(name) and _has_any(library, person, name)
    ]
    return "\n".join(["---", *lines, "---", "", *sections])


def _has_any(library: Library, person: PersonEntry, name: str) -> bool:
    """Does a data file have an entry of the person? A heading without a list would look broken."""
    entries: Sequence[Any] = library.optional(DATA_FILES[name])
    if name == "papers":
        from mkdocs_researcher.macros.papers.arguments import papers_by

        return bool(papers_by([paper for paper in entries if not paper.hidden], person))
    return any(person.is_in(entry.people) for entry in entries)
