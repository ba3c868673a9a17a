"""Which source of works is meant, and its works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.formats.bibtex.text import decode
from mkdocs_researcher.formats.csl_json.read import is_csl_json, read_csl_json
from mkdocs_researcher.formats.ris import looks_like_ris, read_ris
from mkdocs_researcher.formats.source import ImportFailedError, read_source
from mkdocs_researcher.formats.work import Found
from mkdocs_researcher.importing.bibtex import read_bibtex
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.services.dblp import read_dblp
from mkdocs_researcher.services.http import Fetcher, FetchError
from mkdocs_researcher.services.openalex_works import read_openalex
from mkdocs_researcher.services.orcid import read_orcid

FILES = ("bibtex", "ris", "csl-json")
"""Kinds of files that hold works."""

_ORCID = r"(?:https?://(?:www\.|sandbox\.)?orcid\.org/)?([0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9X])/?"
_MOST_BYTES = 50_000_000


class Service(NamedTuple):
    """A place on the web that knows the works of a person.

    Attributes:
        title: what it is called.
        pattern: regular expression of its ids and addresses; its group is the id.
        example: an id.
        read: asks for all works of an id.
    """

    title: str
    pattern: str
    example: str
    read: Callable[[str, Fetcher], Found]


SERVICES = {
    "orcid": Service("ORCID", _ORCID, "0000-0002-1825-0097", read_orcid),
    "openalex": Service(
        "OpenAlex",
        rf"(?:https?://(?:api\.|www\.)?openalex\.org/(?:authors/|people/)?)?([Aa][1-9][0-9]{{4,12}})|{_ORCID}",
        "A5023888391",
        read_openalex,
    ),
    "dblp": Service(
        "DBLP",
        r"(?:https?://dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/)?(?:pid/)?([\w-]+/[\w-]+?)(?:\.(?:html|xml|bib|nt|ttl))?",
        "12/3456",
        read_dblp,
    ),
}
"""The services by the words that name them on the command line."""


class Asked(NamedTuple):
    """A service and whom to ask it for."""

    name: str
    person: str

    @property
    def service(self) -> Service:
        """The service."""
        return SERVICES[self.name]


def service_of(source: str, kind: str, library: Callable[[], Library]) -> Asked | None:
    """The service that a source of the command line names, None if it names none.

    Args:
        source: `orcid:0000-…`, an address, a bare id of ORCID or OpenAlex, or only the name of a service.
        kind: what the user says it is, empty if they do not.
        library: gives the data of the project, whose profile may know the id.

    Raises:
        ImportFailedError: the id is mistyped, or the profile has none.
    """
    prefix, _, rest = source.partition(":")
    name = kind if kind in SERVICES else prefix.lower() if prefix.lower() in SERVICES else ""
    if name:
        value = rest.strip() if prefix.lower() == name else source.strip()
        return Asked(name, _checked(name, value) if value else _from_profile(name, library()))
    if kind:
        return None
    for name in ("orcid", "dblp", "openalex"):
        is_sure = source.startswith(("http://", "https://")) or (name != "dblp" and not Path(source).exists())
        if is_sure and re.fullmatch(SERVICES[name].pattern, source.strip(), re.I):
            return Asked(name, _checked(name, source.strip()))
    return None


def _checked(name: str, text: str) -> str:
    service = SERVICES[name]
    found = re.fullmatch(service.pattern, text, re.I)
    if not found:
        message = f"is no id of {service.title}; write '{name}:{service.example}', or the address of the page there"
        raise ImportFailedError(Problem(Location(text), message))
    person = next(group for group in found.groups() if group)
    if name == "dblp":
        return person
    if person[0] in "Aa":
        return person.upper()
    try:
        return IDENTIFIERS["orcid"].normalise(person.upper())
    except ValueError as error:
        raise ImportFailedError(Problem(Location(text), str(error))) from None


def _from_profile(name: str, library: Library) -> str:
    profile = next(iter(library.optional(PROFILE)), None)
    patterns = SERVICES[name].pattern
    for link in profile.links if profile else ():
        if link.url.startswith("http") and (found := re.fullmatch(patterns, link.url, re.I)):
            return _checked(name, found[0])
    shown = library.display_path(library.folder / "profile.yml")
    message = f"has no link '{name}: …'; add it, or write 'mkdocs-researcher import {name}:{SERVICES[name].example}'"
    raise ImportFailedError(Problem(Location(shown), message, "links"))


def ask(asked: Asked, fetcher: Fetcher) -> Found:
    """All works of a person at a service.

    Raises:
        ImportFailedError: it does not give them, or there are none.
    """
    try:
        found = asked.service.read(asked.person, fetcher)
    except FetchError as error:
        raise ImportFailedError(Problem(Location(asked.service.title), str(error))) from None
    return _not_empty(found, f"{asked.service.title} knows {asked.person}, but no work of theirs that others may see")


def kind_of_file(path: Path, kind: str) -> str:
    """The kind of works that a file holds, empty if it is a file of another kind, such as a CV."""
    if kind:
        return kind if kind in FILES else ""
    by_name = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}.get(path.suffix.lower(), "")
    if by_name or path.suffix.lower() in {".yml", ".yaml"}:
        return by_name
    start = _start_of(path)
    if looks_like_ris(start):
        return "ris"
    if re.search(r"^\s*@\w+\s*[{(]", start, re.MULTILINE) and not start.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        return "bibtex"
    if start.lstrip("\ufeff \r\n\t").startswith(("{", "[")) and is_csl_json(read_source(path, _MOST_BYTES).data):
        return "csl-json"
    return ""


def _start_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode(file.read(20_000))[0]
    except OSError as error:
        raise ImportFailedError(Problem(Location(path.as_posix()), f"cannot be read: {error.strerror}")) from None


def read_file(path: Path, kind: str) -> Found:
    """All works of a file.

    Args:
        path: the file.
        kind: one of `FILES`.

    Raises:
        ImportFailedError: it cannot be read, or holds none.
    """
    if path.stat().st_size > _MOST_BYTES:
        message = f"is larger than {_MOST_BYTES // 1_000_000} MB; is it the right file?"
        raise ImportFailedError(Problem(Location(path.as_posix()), message))
    if kind == "csl-json":
        found = read_csl_json(read_source(path, _MOST_BYTES))
    else:
        found = read_bibtex(path) if kind == "bibtex" else read_ris(path)
    return _not_empty(found, "holds no work that papers.yml can take", path.as_posix())


def _not_empty(found: Found, message: str, where: str = "") -> Found:
    if not found.works:
        problem = Problem(Location(where or found.title), f"{message} (it was read as {found.title})")
        raise ImportFailedError(problem, found.notes)
    return found
