"""From BibTeX entries to papers: the meaning of the fields of BibTeX, biblatex, al-folio and our own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.fields.status import status_of
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex.dates import find_date
from mkdocs_researcher.formats.bibtex.entries import Draft, Entry
from mkdocs_researcher.formats.bibtex.kinds import TYPES, genre_of, is_preprint_server, meant_kind, type_of, venue_field
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_paragraphs, to_plain
from mkdocs_researcher.formats.bibtex.links import address, put_identifiers, put_links
from mkdocs_researcher.formats.bibtex.people import copied_names, put_people
from mkdocs_researcher.formats.bibtex.status import without_status
from mkdocs_researcher.formats.bibtex.text import Note
from mkdocs_researcher.formats.bibtex.write import PRIVATE_FIELDS, format_entry, is_private

_written = functools.partial(to_markdown, keep_markup=True)
_paragraphs_written = functools.partial(to_paragraphs, keep_markup=True)

# Field of the model, fields of the file that may hold it, and how its text is read. al-folio has Markdown in its own
# fields; BibTeX's hold LaTeX.
_TEXTS: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
    ("venue_short", ("venue_short", "abbr", "shortjournal", "journalabbr"), to_markdown),
    ("badge", ("badge",), _written),
    ("summary", ("summary", "tldr"), _written),
    ("abstract", ("abstract",), to_paragraphs),
    ("image_alt", ("image_alt",), to_plain),
    ("category", ("category", "primaryclass", "eprintclass"), to_plain),
    ("topic", ("topic",), to_plain),
    ("volume", ("volume",), to_plain),
    ("edition", ("edition",), to_plain),
    ("version", ("version",), to_plain),
    ("chapter", ("chapter",), to_plain),
    ("number", ("number", "issue"), to_plain),
    ("pages", ("pages", "eid"), to_plain),
    ("publisher", ("publisher",), to_markdown),
)
_FLAGS = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
_AWARD_LENGTH = 60

# Other fields of BibTeX and biblatex, which pages do not show; a name close to one of them is not a typo.
_OTHERS = """address location chapter edition series eventdate eventtitle issn language langid month day year date
crossref xdata xref key shorttitle shortauthor translator version venue pagetotal articleno numpages collaboration
urldate isrn lccn mrnumber zblnumber adsurl adsnote keyword keywords organization holder howpublished"""
_MEANINGFUL = """title subtitle author editor journal journaltitle booktitle school institution publisher url doi note
eprint archiveprefix pages volume number isbn type pubstate video slides poster code website html supp blog arxiv pdf
additional_info annotation bibtex_show google_scholar_id preprint project demo data dataset"""
_KNOWN = frozenset(_OTHERS.split()) | frozenset(_MEANINGFUL.split()) | PRIVATE_FIELDS
_NEAR = frozenset(_MEANINGFUL.split()) | {name for _, names, _ in _TEXTS for name in names if name != "eid"}
_NEAR |= {"abbr", "preview", "selected", "award", "award_name", "keywords", "tags", "image", "hidden", "status", "repo"}


class BibPaper(NamedTuple):
    """An entry as fields of a `Paper`; `fields` and `sources` are those of `Draft`."""

    key: str
    line: int
    fields: dict[str, Any]
    sources: dict[str, tuple[str, int]]


def to_papers(entries: Iterable[Entry], notes: list[Note]) -> list[BibPaper]:
    """The papers of complete entries; messages for the author are appended to `notes`."""
    return [_paper(entry, notes) for entry in entries]


def _paper(entry: Entry, notes: list[Note]) -> BibPaper:
    read, status, source = without_status(entry)
    draft = Draft(read, {"id": entry.key}, {}, notes)
    if status:
        draft.put("status", status, source)
    _put_title(draft)
    put_identifiers(draft)
    if kind := type_of(entry.kind, entry.fields, on_arxiv="arxiv" in draft.fields):
        draft.put("type", kind, "type")
    put_people(draft)
    _put_texts(draft)
    _put_venue(draft)
    _put_when(draft)
    _put_remarks(draft)
    _put_words(draft)
    put_links(draft)
    _put_files(draft)
    _put_entry(draft._replace(entry=entry))
    _report_near_misses(draft)
    return BibPaper(entry.key, entry.line, draft.fields, draft.sources)


def _put_title(draft: Draft) -> None:
    name = "title" if draft.raw("title") else "booktitle"
    title = to_markdown(draft.raw(name))
    if subtitle := to_markdown(draft.raw("subtitle")):
        title = f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}"
    if title and (name == "title" or draft.entry.kind.endswith(("proceedings", "collection"))):
        draft.put("title", title, name)


def _put_texts(draft: Draft) -> None:
    given = draft.entry.fields
    for field, names, read in _TEXTS:
        for name in names:
            if name in given and (text := read(given[name])):
                draft.put(field, text, name)
                break
    series = to_markdown(draft.raw("series"))
    if series[-3:-2] in {"'", "’"} and len(series) < 20:  # ACM's "CHI '26"
        if "venue_short" not in draft.fields:
            draft.put("venue_short", series, "series")
    elif series:
        draft.put("series", series, "series")
    if genre := genre_of(draft.fields.get("type", ""), to_markdown(draft.raw("type"))):
        draft.put("genre", genre, "type")


def _put_venue(draft: Draft) -> None:
    name = venue_field(draft.fields.get("type", ""), draft.entry.fields)
    if not name or name == draft.sources.get("title", ("",))[0]:
        return
    venue = to_markdown(draft.raw(name))
    if name == "howpublished" and ("\\url" in draft.raw(name) or address(venue).startswith("http")):
        return
    if draft.fields.get("type") == "preprint" and "arxiv" in draft.fields and is_preprint_server(venue):
        # "arXiv preprint arXiv:2403.12345", and DBLP's "CoRR, abs/2403.12345"
        venue = "arXiv"
        if draft.fields.get("volume", "").startswith("abs/"):
            del draft.fields["volume"]
    if venue:
        draft.put("venue", venue, name)


def _put_when(draft: Draft) -> None:
    found = find_date(draft.entry.fields)
    for note in found.notes:
        draft.note(*note)
    if found.name:
        draft.put(found.name, int(found.value) if found.name == "year" else found.value, found.source)


def _put_remarks(draft: Draft) -> None:
    """Award, notes and status."""
    award, name = _written(draft.raw("award")), to_markdown(draft.raw("award_name"))
    remarks = [to_markdown(draft.raw("note"))]
    if award or name:
        draft.put("award", name or award, "award_name" if name else "award")
        remarks.insert(0, award if name and award != name else "")
    remarks += [_written(draft.raw(name)).lstrip(" .,;") for name in ("additional_info", "annotation")]
    for source in ("status", "pubstate"):
        status = status_of(to_plain(draft.raw(source)))
        if status and (status != "published" or source == "status"):
            draft.put("status", status, source)
            break
    if draft.raw("status") and not status_of(to_plain(draft.raw("status"))):
        draft.note("status", "must be published, accepted, under_review or in_press")
    if (state := to_plain(draft.raw("pubstate"))) and not status_of(state):
        draft.note("pubstate", f"pages do not show '{state[:60]}'; write forthcoming, inpress or submitted", "info")
    first, *others = [remark for remark in remarks if remark] or [""]
    if note := ". ".join([first, *(remark.rstrip(".") for remark in others)]):
        draft.put("note", note, "note" if draft.raw("note") else "additional_info")


def _put_words(draft: Draft) -> None:
    """Tags and flags."""
    for name in ("tags", "keywords", "keyword"):
        if text := to_plain(draft.raw(name)):
            words = [word.strip() for word in text.split(";" if ";" in text else ",")]
            draft.put("tags", [word for word in words if word], name)
            break
    for name in ("selected", "hidden"):
        if not (text := draft.raw(name).lower()):
            continue
        if text in _FLAGS:
            draft.put(name, _FLAGS[text], name)
        else:
            draft.note(name, f"must be true or false, not '{text[:60]}'")


def _put_files(draft: Draft) -> None:
    """The image; the data folder cannot know where its file is."""
    for name in ("image", "preview"):
        if text := address(draft.raw(name)):
            try:
                draft.put("image", check_url(text), name)
            except ValueError as error:
                draft.note(name, str(error))
            return


def _put_entry(draft: Draft) -> None:
    """The entry to copy."""
    if not _FLAGS.get(draft.raw("bibtex_show").lower(), True):
        draft.put("bibtex_show", False, "bibtex_show")
    else:
        fields = {name: value for name, value in draft.entry.fields.items() if not is_private(name)}
        if fields.get("type", "").strip().lower() in TYPES:
            del fields["type"]
        if fields.pop("arxiv", "") and "eprint" not in fields and "arxiv" in draft.fields:
            fields |= {"eprint": draft.fields["arxiv"], "archiveprefix": "arXiv"}
        for field in ("authors", "editors"):
            name = draft.sources.get(field, ("",))[0]
            if name in fields:
                fields[name] = copied_names(fields[name], draft.fields[field])
        if "doi" in fields and "doi" in draft.fields:
            fields["doi"] = draft.fields["doi"]
        draft.fields["bibtex"] = format_entry(draft.entry.kind, draft.entry.key, fields)


def _report_near_misses(draft: Draft) -> None:
    if meant := meant_kind(draft.entry.kind):
        draft.note("", f"'@{draft.entry.kind}' is not an entry type, did you mean '@{meant}'?")
    for name in draft.entry.fields:
        if name not in _KNOWN and (meant := _near_miss(name)) and meant not in draft.entry.fields:
            draft.note(name, f"unknown field, did you mean '{meant}'?", "info")


@functools.lru_cache(maxsize=4096)
def _near_miss(name: str) -> str | None:
    if len(name) < 4 or name in _NEAR or is_private(name):
        return None
    return closest_match(name, _NEAR, 0.85)
