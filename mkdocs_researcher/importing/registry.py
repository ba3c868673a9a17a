"""The sources of works: files of three formats and services on the web."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.data.library import Library
from mkdocs_researcher.errors import Location, Problem, read_problem
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.formats.bibtex.entries import decode
from mkdocs_researcher.formats.bibtex.papers import BibPaper
from mkdocs_researcher.formats.bibtex.source import read_bib
from mkdocs_researcher.formats.csl_json.read import is_csl_json, read_csl_json
from mkdocs_researcher.formats.ris import looks_like_ris, read_ris
from mkdocs_researcher.formats.source import ImportFailedError, read_source
from mkdocs_researcher.formats.work import Found, Work, WorkFields
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.services.dblp import read_dblp
from mkdocs_researcher.services.http import Fetcher, FetchError
from mkdocs_researcher.services.openalex import read_openalex
from mkdocs_researcher.services.orcid import read_orcid

FILES = ("bibtex", "ris", "csl-json")
"""The formats of files with works."""

_ORCID = r"(?:https?://(?:www\.|sandbox\.)?orcid\.org/)?([0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9X])/?"
_MAX_BYTES = 50_000_000
_BIBTEX_FIELD = re.compile(r"^[^\S\n]++(\w++)\s*=", re.MULTILINE)
# Fields of BibTeX that other fields of a paper cover, or that say nothing about a work.
_COVERED = frozenset(
    (
        "title subtitle author editor year month day date journal booktitle journaltitle eprint archiveprefix"
        " eprinttype primaryclass eprintclass url doi crossref key issn keywords timestamp biburl bibsource"
        " copyright language langid urldate abstract type note pubstate"
    ).split()
)
_NO_PLACE = "'{name}' has no field in papers.yml and is left out of {count}; a .bib file in the data folder keeps it"


class Service(NamedTuple):
    """A service on the web that knows the works of a person; the pattern is of ids and addresses, its group an id."""

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
"""The services by their names on the command line."""


class Request(NamedTuple):
    """A service, by its name on the command line, and the id of the person whose works are requested."""

    name: str
    person: str

    @property
    def service(self) -> Service:
        return SERVICES[self.name]


def request_of(source: str, kind: str, library: Callable[[], Library]) -> Request | None:
    """The request for a source on the command line, None if it does not name a service.

    Args:
        source: `orcid:0000-…`, an address, a bare id of ORCID or OpenAlex, or only the name of a service.
        kind: the value of `--from`, empty if not given.
        library: returns the data of the project, whose profile may contain the id.

    Raises:
        ImportFailedError: the id is mistyped, or the profile has none.
    """
    prefix, _, rest = source.partition(":")
    name = kind if kind in SERVICES else prefix.lower() if prefix.lower() in SERVICES else ""
    if name:
        value = rest.strip() if prefix.lower() == name else source.strip()
        return Request(name, _checked(name, value) if value else _from_profile(name, library()))
    if kind:
        return None
    for name in ("orcid", "dblp", "openalex"):
        is_sure = source.startswith(("http://", "https://")) or (name != "dblp" and not Path(source).exists())
        if is_sure and re.fullmatch(SERVICES[name].pattern, source.strip(), re.I):
            return Request(name, _checked(name, source.strip()))
    return None


def _checked(name: str, text: str) -> str:
    service = SERVICES[name]
    found = re.fullmatch(service.pattern, text, re.I)
    if not found:
        message = f"is not an id of {service.title}; write '{name}:{service.example}', or the address of the page there"
        raise ImportFailedError(Problem(Location(text), message))
    person = next(group for group in found.groups() if group)
    if name == "dblp":
        return person
    if person[0] in "Aa":
        return person.upper()
    try:
        return IDENTIFIERS["orcid"].normalize(person.upper())
    except ValueError as error:
        raise ImportFailedError(Problem(Location(text), str(error))) from None


def _from_profile(name: str, library: Library) -> str:
    profile = next(iter(library.optional(PROFILE)), None)
    patterns = SERVICES[name].pattern
    for link in profile.links if profile else ():
        if link.url.startswith("http") and (found := re.fullmatch(patterns, link.url, re.I)):
            return _checked(name, found[0])
    path = library.display_path(library.folder / "profile.yml")
    message = f"has no link '{name}: …'; add it, or write 'mkdocs-researcher import {name}:{SERVICES[name].example}'"
    raise ImportFailedError(Problem(Location(path), message, "links"))


def fetch(request: Request, fetcher: Fetcher) -> Found:
    """All works of a person at a service; `ImportFailedError` if it fails, or there are none."""
    title = request.service.title
    try:
        found = request.service.read(request.person, fetcher)
    except FetchError as error:
        raise ImportFailedError(Problem(Location(title), str(error))) from None
    return _not_empty(found, f"{title} knows {request.person}, but none of their works is public")


def kind_of_file(path: Path, kind: str) -> str:
    """The format of a file with works, empty for other files, such as a CV."""
    if kind:
        return kind if kind in FILES else ""
    by_name = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}.get(path.suffix.lower(), "")
    if by_name or path.suffix.lower() in {".yml", ".yaml"}:
        return by_name
    start = _start_of(path)
    if looks_like_ris(start):
        return "ris"
    if re.search(r"^[^\S\n]*+@\w++\s*[{(]", start, re.MULTILINE) and not start.lstrip("\ufeff \r\n\t").startswith(
        ("{", "[")
    ):
        return "bibtex"
    if start.lstrip("\ufeff \r\n\t").startswith(("{", "[")) and is_csl_json(read_source(path, _MAX_BYTES).data):
        return "csl-json"
    return ""


def _start_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode(file.read(20_000))[0]
    except OSError as error:
        raise ImportFailedError(read_problem(path.as_posix(), error)) from None


def read_file(path: Path, kind: str) -> Found:
    """All works of a file of a kind in `FILES`; `ImportFailedError` if it cannot be read, or contains none."""
    if path.stat().st_size > _MAX_BYTES:
        message = f"is larger than {_MAX_BYTES // 1_000_000} MB; is it the right file?"
        raise ImportFailedError(Problem(Location(path.as_posix()), message))
    if kind == "csl-json":
        found = read_csl_json(read_source(path, _MAX_BYTES))
    else:
        found = _read_bibtex(path) if kind == "bibtex" else read_ris(path)
    return _not_empty(found, "contains no work that papers.yml can hold", path.as_posix())


def _not_empty(found: Found, message: str, file: str = "") -> Found:
    if not found.works:
        problem = Problem(Location(file or found.title), f"{message} (it was read as {found.title})")
        raise ImportFailedError(problem, found.notes)
    return found


def _read_bibtex(path: Path) -> Found:
    display_path = path.as_posix()
    source = read_bib(path, display_path)
    notes, unused = list(source.problems), Counter[str]()
    works = [_bibtex_work(paper, display_path, notes, unused) for paper in source.papers]
    for name, number in sorted(unused.items()):
        count = "an entry" if number == 1 else f"{number} entries"
        notes.append(Problem(Location(display_path), _NO_PLACE.format(name=name, count=count), "", "info"))
    return Found.of("BibTeX", works, notes)


def _bibtex_work(paper: BibPaper, display_path: str, notes: list[Problem], unused: Counter[str]) -> Work | None:
    used = {name for name, _ in paper.sources.values()} | _COVERED
    unused.update({name.lower() for name in _BIBTEX_FIELD.findall(paper.fields.get("bibtex", ""))} - used)
    fields = WorkFields(**{name: paper.fields[name] for name in ("authors", "editors") if name in paper.fields})
    fields |= {name: value for name, value in paper.fields.items() if name != "bibtex" and name not in fields}
    if ":" not in fields.get("scholar", ":"):
        del fields["scholar"]  # al-folio's: without the id of its owner it is useless
    return fields.work(Location(display_path, paper.line), notes)
