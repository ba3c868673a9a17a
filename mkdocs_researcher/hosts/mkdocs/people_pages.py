"""The pages of the members of a lab: the author's own, with `person:` in their front matter, and generated ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs_researcher.errors import Location, MacroError, Problem, did_you_mean
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.store import Output
from mkdocs_researcher.syntax.calls import Fragment, RenderedCall, find_calls, split_front_matter, without_code

if TYPE_CHECKING:
    from mkdocs_researcher.data.library import Library
    from mkdocs_researcher.macros.people import PersonEntry
    from mkdocs_researcher.rendering.page import Page
    from mkdocs_researcher.syntax.site import Site

FIELD = "person"
OTHER_ADDRESS = "'{0}' has a page of their own, {1}; write 'person: {0}' here to have this page in its place"
# The macros of a generated page, each below the phrase for its heading.
_SECTIONS = {"projects": 'projects(style="rows")', "papers": 'papers(style="list")', "talks": "talks()"}


def people_of(library: Library) -> Mapping[str, PersonEntry]:
    """All people of the data by their ids, empty without `people.yml`."""
    if not library.has("people"):
        return {}
    from mkdocs_researcher.macros.people import people_by_id

    return library.derived(people_by_id)


def ids_of(site: Site, language: str = "") -> Collection[str]:
    """The ids of all people of the data in a language; of the site for an empty text."""
    if not site.library.has("people"):
        return ()
    made = site.calls.output(f"people {language}", lambda: Output({"ids": [*people_of(site.library_in(language))]}))
    ids: list[str] = made.facts["ids"]
    return ids


def own_pages(
    pages: Iterable[tuple[str, Callable[[], str]]], people: Collection[str], home: str = ""
) -> tuple[dict[str, str], str | None]:
    """Paths of the pages with `person:` in their front matter, by the id of the person; and of the page with the team.

    Args:
        home: path of the home page, which may show some faces; the team is elsewhere.
    """
    found: dict[str, str] = {}
    team = None
    if not people:
        return found, team
    for path, read in pages:
        try:
            text = read()
        except (OSError, ValueError):
            continue  # reported when the page is built or checked
        if team is None and path != home and "{{" in text and "team(" in text:
            team = path if any(call.name == "team" for call in find_calls(without_code(text))) else None
        if f"{FIELD}:" in text:
            person = split_front_matter(text)[0].get(FIELD)
            if isinstance(person, str) and person in people:
                found.setdefault(person, path)
    return found, team


def taken_address(person: str) -> str:
    """A message about a page of the author at the address of a member's page."""
    return f"has the address of a member's page; write 'person: {person}' to make it that page"


def wrong_person(given: object, library: Library) -> str:
    """A message about the value of `person:`; empty if the file of people is broken, which is reported elsewhere."""
    if not library.has("people"):
        return "needs data/people.yml, which does not exist; create it"
    people = people_of(library)
    if not people and library.files["people"].problems:
        return ""
    return f"data/people.yml has no person with the id '{given}'{did_you_mean(str(given), people)}"


def generated_pages(site: Site, own: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Id, path below `docs_dir` and Markdown of a page for each member who has none."""

    def make() -> Output:
        people = people_of(site.library).items()
        members = [(key, person) for key, person in people if person.group and key not in own]
        return Output({"pages": [(key, f"people/{key}.md", _page_source(site.library, p)) for key, p in members]})

    yield from site.calls.output(f"pages of people {sorted(own)}", make).facts["pages"]


def title_of(person: PersonEntry) -> str:
    """The title of a person's page that gives none."""
    from mkdocs_researcher.formats.plain import text_of

    return escape(text_of(person.name))


def _page_source(library: Library, person: PersonEntry) -> str:
    front = {"title": title_of(person), FIELD: person.key}
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

        return bool(
            papers_by([paper for paper in entries if not paper.hidden], person, library.optional(DATA_FILES["people"]))
        )
    return any(person.is_in(entry.people) for entry in entries)


def around(html: str, page: Page, site: Site) -> str:
    """The content of a person's page with the way to the team, the person's text, and the members next to them."""
    try:
        above, below = site.calls.render("around a person's page", page, lambda: _around(page, site)).pieces
    except MacroError as error:
        site.report(Problem(Location(page.display_path), error.message, FIELD))
        return html
    return above.html + html + below.html


def _around(page: Page, site: Site) -> RenderedCall:
    from mkdocs_researcher.macros.team import members_with_page

    library = site.library_in(page.language)
    members = library.derived(members_with_page)
    keys = list(members)
    place = keys.index(page.person) if page.person in members else None
    person = people_of(library)[page.person]
    context = {
        "team_page": library.published.team_page,
        "bio": person.bio if page.frame != "none" else None,
        "before": members[keys[place - 1]] if place else None,
        "after": members[keys[place + 1]] if place is not None and place + 1 < len(keys) else None,
    }
    shown = (
        site.renderer.render_open("person_page", {**context, "above": is_above}, page) for is_above in (True, False)
    )
    return RenderedCall(tuple(Fragment(site.late_html.protect(html, "div")) for html in shown))
