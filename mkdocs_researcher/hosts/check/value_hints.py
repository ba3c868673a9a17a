"""Values that are possible, but most likely typing errors: years far ahead, groups, and venues that no paper has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import groupby
from typing import Any

from mkdocs_researcher.errors import Problem, Severity, closest_match
from mkdocs_researcher.fields.dates.parse import DateRange
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.importing.counts import today
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.venues import Venues
from mkdocs_researcher.syntax.site import Site

_YEARS_AHEAD = 2
_PEOPLE = {("authors",), ("editors",)}  # have a message of their own
_MAX_WORDS = 9  # of an interest
_NO_TOPIC = "is a sentence, but interests are short topics, each on its own; write sentences into bio"
_ALIKE = 0.7
_ALIKE_GROUPS = 0.85


def late_dates(site: Site) -> Iterator[Problem]:
    """Problems of dates that begin years ahead."""
    latest = today().year + _YEARS_AHEAD
    for loaded in site.library.files.values():
        if loaded.kind.shape == "single":
            continue
        for index, entry in zip(loaded.indexes, loaded.entries, strict=True):
            for name in ("year", "date"):
                if (year := _first_year(getattr(entry, name, None))) > latest:
                    yield Problem(
                        loaded.locate((index, name)), f"the year {year} is far ahead; correct it", name, "warning"
                    )


def _first_year(value: Any) -> int:
    if isinstance(value, (tuple, list)):
        value = value[0] if value else None
    if isinstance(value, DateRange):
        value = value.start
    year = getattr(value, "year", value)
    return year if isinstance(year, int) else 0


def halved_name(people: Iterable[Person], known: Set[str]) -> str:
    """A name of which both halves stand in a list as people, as in `[Brandvik, Sune, Okasha, Pell]`; or empty.

    Args:
        known: words of the names of the owner and of known people, in lower case.
    """
    for is_word, run in groupby(people, lambda person: person != OTHERS and " " not in person.display):
        words = [person.display for person in run]
        if is_word and len(words) % 2 == 0:
            pairs = zip(words[::2], words[1::2], strict=True)
            if found := next((pair for pair in pairs if known & {word.casefold() for word in pair}), None):
                return ", ".join(found)
    return ""


def odd_items(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, tuple[str, Severity]]]:
    """The paths of items that are twice in a list of the data, and of fields without a value, each with a message."""
    if isinstance(data, list) and path[-1:] not in _PEOPLE:
        seen: set[str] = set()
        for index, item in enumerate(data):
            key = repr(item).casefold()
            if key in seen and (isinstance(item, dict) or any(map(str.isalpha, str(item)))):
                shown = f"'{shortened(item)}'" if isinstance(item, str) else "the same entry"
                yield (*path, index), (f"{shown} is in this list twice; remove one", "info")
            seen.add(key)
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in items:
        if item is None and isinstance(step, str):
            yield (*path, step), ("has no value, so nothing is shown; write one, or remove the line", "info")
        if isinstance(item, str) and "interests" in (step, *path[-1:]) and _is_sentence(item):
            yield (*path, step), (_NO_TOPIC, "info")
        yield from odd_items(item, (*path, step))


def _is_sentence(text: str) -> bool:
    words = text.split()
    return "," not in text and (len(words) > _MAX_WORDS or (len(words) > 3 and text.rstrip()[-1] in ".!?"))


def misspelled_groups(site: Site) -> Iterator[Problem]:
    """Problems of groups with one member that are nearly the name of a larger one."""
    loaded = site.library.files.get("people")
    if loaded is None:
        return
    sizes = Counter(person.group for person in loaded.entries if person.group)
    for index, person in zip(loaded.indexes, loaded.entries, strict=True):
        if sizes[person.group] == 1 and not person.is_former:
            larger = [group for group, size in sizes.items() if size > 1 and _may_be(group, person.group)]
            if match := closest_match(person.group, larger, _ALIKE_GROUPS):
                message = f"nobody else is in '{person.group}', did you mean '{match}'?"
                yield Problem(loaded.locate((index, "group")), message, "group", "info")


def _may_be(group: str, written: str) -> bool:
    """Do the names of groups begin alike, with the same numbers? "M.Sc. students" are not "B.Sc. students"."""
    one, other = group.casefold(), written.casefold()
    return one[0] == other[0] and [*filter(str.isdigit, one)] == [*filter(str.isdigit, other)]


def unused_venues(site: Site) -> Iterator[Problem]:
    """Problems of venues that no paper has, but nearly."""
    loaded, papers = site.library.files.get("venues"), site.library.optional(PAPERS)
    if loaded is None:
        return
    venues = site.library.derived(Venues)
    used = [venues.find(paper.venue_short, paper.venue) for paper in papers]
    names = {name for paper in papers for name in (paper.venue_short, paper.venue) if name}
    for index, venue in zip(loaded.indexes, loaded.entries, strict=True):
        style = venues.known.get(venue.short.casefold())
        if not any(one is style for one in used) and (match := closest_match(venue.short, names, _ALIKE)):
            yield Problem(loaded.locate((index,)), f"no paper has this venue, did you mean '{match}'?", "", "info")
