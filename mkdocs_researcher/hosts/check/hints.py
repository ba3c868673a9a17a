"""Hints of `check`: papers without a year or listed twice, images without a description, broken links, placeholders."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from itertools import combinations
from typing import Any

from pydantic import BaseModel

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.data.matching import Identity, identity_of, is_same
from mkdocs_researcher.data.references import references_to_hidden
from mkdocs_researcher.data.versions import own_numbers
from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.fields.identifiers import without_version
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.validation import FieldPath, text_form
from mkdocs_researcher.formats.yaml_text import YamlError, nearest_position, positions, read_yaml, texts_in
from mkdocs_researcher.hosts.check.data_hints import (
    AS_WRITTEN,
    fault_of_bibtex,
    fault_of_name,
    halved_name,
    hint_for_text,
    known_words,
    misspelled_groups,
    misspelled_names,
    name_location,
    odd_items,
    of_entries,
    of_profile,
    other_year,
    unused_venues,
)
from mkdocs_researcher.hosts.check.opening import SourcePage
from mkdocs_researcher.hosts.check.other_markup import Hint, conflict_mark, garbled, other_markup
from mkdocs_researcher.hosts.check.page_hints import page_hints
from mkdocs_researcher.hosts.check.page_html import Anchors, wrong_anchor
from mkdocs_researcher.hosts.check.published import IS_HTML
from mkdocs_researcher.hosts.mkdocs.site import anchor_problems
from mkdocs_researcher.importing.placeholders import placeholder_hint
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.people import EQUAL, AuthorLists
from mkdocs_researcher.syntax.site import Site

_MAX_DUPLICATES = 20  # papers with one title that are compared pairwise
_SPACED_TAGS = "'{}' is one tag; for several write a list: [{}]"
_HASH_TAG = "'{}' is shown with the #; write the word alone"
_FEW = "your name is in {count}; {advice}"
_NO_GROUP = "this person has no group, so team() does not show them; add group: to make them a member"
_NOT_NAMED = (
    "your name is not among the authors; if it has another form here, add that under aliases: in data/profile.yml;"
    " if the paper is not yours, such as a student's thesis, choose yours with author= in papers() and cv(),"
    " or write {} to leave it out everywhere"
)
_HALVED = 'the halves of a name are read as two people; put quotes around each name with a comma: "{name}"'
_HALVED_IN_BIBTEX = "the halves of a name are read as two people; write 'and' between names: {name} and …"
_ONE_STAR = "only '{name}' has '*', which means equal contribution; add it to the others, too"
# With the fields in the form of the file that has the paper.
_NO_YEAR = "has no year, so it is listed last and is in no group of years; add {}"
_NO_AUTHORS = "has no authors, so it is shown without names; add {}"
_NO_LINKS = "has no link and no identifier; add {} or {} if there is one"
_NO_ALT_TEXT = "has an image without a description for people who cannot see it; add {}"
_SAME_WORK = "if they are the same work, move what only one of them has to the other, and remove it"
_DUPLICATES = {
    "arXiv id": "has the arXiv id of '{id}', {value}; {same}",
    "title": "has title and year of '{id}'; {same}",
}


def hints(
    site: Site, pages: Sequence[SourcePage], anchors: Anchors, extensions: Set[str], *, knows_made: bool
) -> list[Problem]:
    """Everything worth knowing that is not an error.

    Args:
        knows_made: whether all generated pages and anchors are known; errors in data and settings hide some.
    """
    anchors = anchors if knows_made else {}
    missing = {url for url in site.anchored if wrong_anchor(url, "", anchors)}
    found = (*_in_papers(site), *_in_people(site), *_in_data(site, extensions), *_in_bibs(site))
    in_pages = page_hints(site, pages, anchors, missing, extensions, knows_made=knows_made)
    of_values = (
        *of_entries(site),
        *of_profile(site),
        *misspelled_names(site),
        *unused_venues(site),
        *misspelled_groups(site),
        *_halved_aliases(site),
        *_undescribed(site),
        *references_to_hidden(site.library.files.values(), _hidden(site), "info"),
        *anchor_problems(site, missing, "info"),
    )
    return [*found, *in_pages, *of_values]


def _hidden(site: Site) -> set[str]:
    loaded = site.library.files.get("papers")
    return {paper.id for paper in loaded.entries if paper.hidden} if loaded else set()


def _in_papers(site: Site) -> Iterator[Problem]:
    loaded = site.library.files.get("papers")
    if loaded is None:
        return
    papers = [(index, paper) for index, paper in loaded.numbered() if not paper.hidden]
    known = known_words(site)
    means_equal = site.library.derived(AuthorLists).meanings.get(EQUAL) == ""
    nameless = [index for index, paper in papers if not (paper.authors or paper.editors or paper.collaboration)]
    for index in nameless if len(nameless) * 2 < len(papers) else ():
        name = "author" if loaded.locate((index, "title")).file.endswith(".bib") else "authors"
        message = _NO_AUTHORS.format(loaded.example((index, "title"), name))
        yield Problem(loaded.locate((index, "title")), message, "", "info")
    halved = {index: name for index, paper in papers if (name := halved_name(paper.authors, known))}
    for index, paper in papers:
        if index in halved:
            in_bib = loaded.locate((index, "authors")).file.endswith(".bib")
            message = (_HALVED_IN_BIBTEX if in_bib else _HALVED).format(name=halved[index])
            yield loaded.problem((index, "authors"), message, "warning")
        for field, message, severity in _faults_of(paper, means_equal=means_equal):
            yield loaded.problem((index, field), message, severity)
        for message, beside, names, severity in _missing_in(paper):
            examples = [loaded.example((index, beside), name) for name in names]
            yield Problem(loaded.locate((index, beside)), message.format(*examples), "", severity)
    yield from _without_owner(site, loaded, papers, halved)
    yield from _spaced_tags(loaded, papers)
    for number, message in duplicates([paper for _, paper in papers]):
        yield Problem(loaded.locate((papers[number][0], "title")), message, "", "info")


def _faults_of(paper: Paper, *, means_equal: bool) -> Iterator[tuple[str, str, Severity]]:
    """The field, a message and its severity for what is odd in a paper; `means_equal`: is * equal contribution?"""
    shown = [one.display for one in paper.authors]
    if message := next(filter(None, map(fault_of_name, shown)), ""):
        yield "authors", message, "warning"
    if found := other_year(paper):
        yield "venue", *found
    if paper.bibtex and not paper.has_clean_bibtex and (message := fault_of_bibtex(paper.bibtex)):
        yield "bibtex", message, "warning"
    starred = [one.display for one in paper.authors if EQUAL in one.marks]
    if len(starred) == 1 and means_equal:
        yield "authors", _ONE_STAR.format(name=starred[0]), "info"
    if twice := next((name for name in shown if shown.count(name) > 1), ""):
        yield "authors", f"'{twice}' appears twice among the authors; if this is the same person, remove one", "info"


def _spaced_tags(loaded: LoadedFile[Paper], papers: Sequence[tuple[int | str, Paper]]) -> Iterator[Problem]:
    """Tags that are several ones with a space between them, as those of other papers say."""
    known = {tag.casefold() for _, paper in papers for tag in paper.tags}
    for index, paper in papers:
        for tag in paper.tags:
            if " " in tag and known.issuperset(tag.casefold().split()):
                yield loaded.problem((index, "tags"), _SPACED_TAGS.format(tag, ", ".join(tag.split())), "info")
            if tag.startswith("#"):
                yield loaded.problem((index, "tags"), _HASH_TAG.format(tag), "warning")


def _without_owner(
    site: Site, loaded: LoadedFile[Paper], papers: Sequence[tuple[int | str, Paper]], halved: Container[int | str]
) -> Iterator[Problem]:
    """The papers that do not name the owner of the site; with the likely form of the name if they are most of them.

    Those in `halved` are reported for another reason.
    """
    lists = site.library.derived(AuthorLists)
    named = [(index, paper) for index, paper in papers if paper.authors]
    if lists.owner is None or not named:
        return
    missing = [
        (index, paper)
        for index, paper in named
        if lists.find_owner(paper.authors) is None and lists.find_owner(paper.editors) is None
    ]
    if len(missing) * 2 > len(named):
        found = len(named) - len(missing)
        count = f"{found} of {len(named)} papers" if found else f"none of {len(named)} papers"
        advice = lists.likely_owner(paper.authors for _, paper in missing)
        yield Problem(name_location(site), _FEW.format(count=count, advice=advice), "name", "info")
    for index, paper in missing:
        if index in halved:
            continue
        whole = [f" {one.display} " for one in paper.authors]
        if within := next((name for name in lists.owner_names for one in whole if f" {name} " in one), ""):
            message = f"'{within}' is within a longer name; put commas between the authors, or write a list"
            yield loaded.problem((index, "authors"), message, "warning")
        else:
            example = loaded.example((index,), "hidden", "true")
            yield loaded.problem((index, "authors"), _NOT_NAMED.format(example), "info")


def _halved_aliases(site: Site) -> Iterator[Problem]:
    for loaded in filter(None, map(site.library.files.get, ("profile", "people"))):
        for index, person in enumerate(loaded.entries):
            if name := halved_name([*map(Person.parse, person.aliases)], {*person.name.casefold().split()}):
                steps = ("aliases",) if loaded.kind.shape == "single" else (loaded.indexes[index], "aliases")
                yield loaded.problem(steps, _HALVED.format(name=name), "warning")


def _in_people(site: Site) -> Iterator[Problem]:
    loaded = site.library.files.get("people")
    if loaded is None or not site.library.derived(AuthorLists).is_lab:
        return
    for index, person in loaded.numbered():
        if not person.group and (person.photo or person.role or person.bio or person.interests):
            yield loaded.problem((index, "group"), _NO_GROUP, "warning")


def _missing_in(paper: Paper) -> Iterator[tuple[str, str, Sequence[str], Severity]]:
    """The message, the field beside which something is missing, the fields that the message names, and its severity."""
    if paper.published_year is None and not paper.is_pending:
        yield _NO_YEAR, "title", ("year",), "info"
    identifiers = (paper.doi, paper.arxiv, paper.openreview, paper.acl, paper.pmid, paper.hal, paper.repo)
    if not paper.links and not any(identifiers) and not paper.is_pending:
        yield _NO_LINKS, "title", ("doi", "arxiv"), "debug"  # an old book or thesis has none


def _undescribed(site: Site) -> Iterator[Problem]:
    for loaded in site.library.files.values():
        if "image_alt" in loaded.kind.model.model_fields:
            for index, entry in loaded.numbered():
                if entry.image and entry.image_alt is None and not getattr(entry, "hidden", False):
                    example = loaded.example((index, "image"), "image_alt")
                    yield Problem(loaded.locate((index, "image")), _NO_ALT_TEXT.format(example), "", "info")


def duplicates(papers: Sequence[Paper]) -> Iterator[tuple[int, str]]:
    """Publications that share the number of their preprint, and papers that are alike in title and all else.

    Those with the same DOI, and preprints with the same number, are reported when the data is read.

    Yields:
        The number of the later paper, and a message.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, paper in enumerate(papers):
        for key in _keys(paper):
            groups.setdefault(key, []).append(index)
    reported: set[tuple[int, int]] = set()
    identities: dict[int, Identity] = {}
    for (name, value), found in groups.items():
        for first, second in combinations(found[:_MAX_DUPLICATES], 2):
            if (first, second) in reported or papers[first].id == papers[second].id:
                continue
            if _is_known(papers[first], papers[second]):
                continue
            message = _DUPLICATES[name].format(id=papers[first].id, value=value, same=_SAME_WORK)
            if name == "title":
                for index in (first, second):
                    identities[index] = identities.get(index) or identity_of(papers[index])
                one, other = identities[first], identities[second]
                if one.is_preprint != other.is_preprint or not is_same(one, other):
                    continue
            reported.add((first, second))
            yield second, message


def _is_known(one: Paper, other: Paper) -> bool:
    """Is the pair meant, or reported when the data is read?"""
    return one.distinct or other.distinct or not {*own_numbers(one)}.isdisjoint(own_numbers(other))


def _keys(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.arxiv:
        yield "arXiv id", without_version(paper.arxiv)
    if paper.published_year:
        yield "title", f"{paper.published_year} {''.join(filter(str.isalnum, paper.title.casefold()))}"


def _in_data(site: Site, extensions: Set[str]) -> Iterator[Problem]:
    """Placeholders, markup that is shown as written, and repeated items in all data files."""
    of_languages = (folder.files for folder in site.library.reading.folders.values())
    paths = dict.fromkeys(path for files in (site.library.paths, *of_languages) for path in files.values())
    for path in paths:
        if path.suffix.lower() not in {".yml", ".yaml"}:
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
            data = read_yaml(text)
            found = [*odd_items(data), *_in_texts(site, path.stem, data, extensions)]
            known = positions(text) if found else {}
        except (OSError, ValueError, YamlError):
            continue  # reported by whatever needs the file
        for keys, (message, severity) in found:
            location = Location(site.library.display_path(path), *nearest_position(known, keys))
            yield Problem(location, message, _field_of(keys), severity)


def _in_bibs(site: Site) -> Iterator[Problem]:
    """Marks of Git and letters that were read wrongly, which BibTeX takes for text between or in entries."""
    for path in site.library.bibs:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError):
            continue  # reported by whatever needs the file
        if lines and lines[0].lower().startswith(("<!doctype html", "<html")):
            yield Problem(Location(site.library.display_path(path), 1), IS_HTML, "", "warning")
        for number, line in enumerate(lines, 1):
            if message := conflict_mark(line) or garbled(line):
                yield Problem(Location(site.library.display_path(path), number), message, "", "warning")


def _in_texts(site: Site, name: str, data: Any, extensions: Set[str]) -> Iterator[tuple[FieldPath, Hint]]:
    loaded = site.library.files.get(name)
    kind = loaded.kind if loaded else DATA_FILES.get(name)
    model: type[BaseModel] = kind.model if kind else BaseModel
    outer = 1 if kind and kind.shape == "mapping" else 0
    for keys, text in texts_in(data):
        if hint := placeholder_hint(text, in_data=True):
            yield keys, hint
        elif name != "words":
            names = tuple(step for step in keys[outer:] if isinstance(step, str))
            field = "" if "links" in keys else _field_of(keys)
            form = "" if field in AS_WRITTEN else text_form(model, names)
            if message := hint_for_text(text, field, form):
                yield keys, (message, "warning")
            elif form and (hint := next(other_markup(text, extensions, is_page=False), None)):
                yield keys, hint


def _field_of(path: FieldPath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
