"""From BibTeX entries to papers: the meaning of the fields of BibTeX, biblatex, al-folio and our own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from mkdocs_researcher.fields.latex_symbols import ELSEWHERE
from mkdocs_researcher.fields.status import may_hold_status, status_of, take_status
from mkdocs_researcher.fields.text import with_subtitle
from mkdocs_researcher.fields.urls import check_url, is_video, quoted
from mkdocs_researcher.formats.bibtex.addresses import ADDRESS, URL_COMMAND, address
from mkdocs_researcher.formats.bibtex.dates import find_date
from mkdocs_researcher.formats.bibtex.entries import Draft, Entry, Note
from mkdocs_researcher.formats.bibtex.entry_text import format_entry, is_private
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_paragraphs, to_plain, unknown_commands
from mkdocs_researcher.formats.bibtex.links import only_arxiv, put_identifiers, put_links
from mkdocs_researcher.formats.bibtex.people import copied_names, put_people
from mkdocs_researcher.formats.bibtex.places import number_of, put_article_number, put_places
from mkdocs_researcher.formats.bibtex.vocabulary import (
    TYPES,
    genre_of,
    is_known_field,
    is_preprint_server,
    meant_field,
    meant_kind,
    type_of,
    venue_field,
)
from mkdocs_researcher.formats.program_notes import parts_of_note, without_arxiv_comments

_written = functools.partial(to_markdown, keep_markup=True)


def _number(text: str) -> str:
    return number_of(to_plain(text))


# Field of the model, fields of the file that may hold it, and how its text is read. al-folio has Markdown in its own
# fields; BibTeX's hold LaTeX.
_TEXTS: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
    ("venue_short", ("venue_short", "abbr", "shortjournal", "journalabbr"), to_markdown),
    ("badge", ("badge",), _written),
    ("summary", ("summary", "tldr"), _written),
    ("abstract", ("abstract",), to_paragraphs),
    ("image_alt", ("image_alt",), to_plain),
    ("image_caption", ("image_caption",), _written),
    ("category", ("category", "primaryclass", "eprintclass"), to_plain),
    ("topic", ("topic",), to_plain),
    ("volume", ("volume",), _number),
    ("edition", ("edition",), to_plain),
    ("volumes", ("volumes",), to_plain),
    ("version", ("version",), to_plain),
    ("chapter", ("chapter",), to_plain),
    ("number", ("number", "issue"), _number),
    ("pages", ("pages", "eid"), _number),  # completed by `put_article_number`
    ("publisher", ("publisher",), to_markdown),
)
# Fields whose other names would be lost without a message.
_ONE_NAME = frozenset(("summary", "number"))
_FLAGS = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
_AWARD_LENGTH = 60
_EMPTY_FORMULA = re.compile(r"(?<!\\)\$\s*\$|\\\(\s*\\\)|\\\[\s*\\\]")
_DOLLAR = re.compile(r"(?<!\\)\$")
_SERIES = {"newseries": "n.s.", "oldseries": "o.s."}  # keys of biblatex
_BETWEEN_AWARDS = re.compile(r";(?![^()\[\]]{0,300}+[)\]])")
_COUNTRIES = {
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States",
}
# Keys of biblatex's `pubstate` that are not a status here.
_STATES = {"inpreparation": "In preparation", "prepublished": "Published online ahead of print"}

_NO_LINK = (
    "pages show no link for this field; name it url, pdf, code, slides, video or website, "
    "or give the link under links: in an entry of papers.yml with the same id"
)
_NO_TEXT = "pages do not show this field; put its text into note if readers need it"


class BibPaper(NamedTuple):
    """An entry as fields of a `Paper`; `fields` and `sources` are those of `Draft`."""

    key: str
    line: int
    fields: dict[str, Any]
    sources: dict[str, tuple[str, int]]


def to_papers(entries: Iterable[Entry], notes: list[Note]) -> list[BibPaper]:
    """The papers of complete entries; messages for the author are appended to `notes`."""
    papers, reported = [], 0
    with unknown_commands() as names:
        for entry in entries:
            papers.append(_paper(entry, notes))
            if len(names) > reported:
                notes += (_unknown_command(entry, name) for name in list(names)[reported:])
                reported = len(names)
    return papers


def _unknown_command(entry: Entry, name: str) -> Note:
    if name == "$$":
        field = next((field for field, text in entry.fields.items() if _EMPTY_FORMULA.search(text)), "")
        return Note(entry.lines.get(field, entry.line), "an empty formula is left out", field, "info")
    if name == "$":
        found = [field for field, text in entry.fields.items() if _DOLLAR.search(text)]
        field = max(found, key=lambda field: len(_DOLLAR.findall(entry.fields[field])) % 2, default="")
        message = "a $ that does not belong to a formula is shown as written; LaTeX needs \\$"
        return Note(entry.lines.get(field, entry.line), message, field, "info")
    is_entity = name.startswith("&")
    written = re.compile(re.escape(name) if is_entity else rf"\\{name}(?![A-Za-z])")
    field = next((field for field, text in entry.fields.items() if written.search(text)), "")
    line = entry.lines.get(field, entry.line)
    if is_entity:
        return Note(line, f"{name} is not an HTML entity, so it is shown as written", field, "info")
    if name in ELSEWHERE:
        return Note(line, f"\\{name} names another part of a document, so pages leave it out", field, "info")
    message = (
        f"the command \\{name} is unknown, so only its argument is shown; write the text it stands for, or define it "
        f'with @preamble{{"\\newcommand{{\\{name}}}{{…}}"}}'
    )
    return Note(line, message, field)


def _paper(entry: Entry, notes: list[Note]) -> BibPaper:
    read, status, source = _without_status(entry)
    draft = Draft(read, {"id": entry.key}, {}, notes)
    if status:
        draft.put("status", status, source)
    _put_title(draft)
    put_identifiers(draft)
    if kind := type_of(entry.kind, entry.fields, on_arxiv="arxiv" in draft.fields):
        draft.put("type", kind, "type")
    put_people(draft)
    _put_texts(draft)
    put_article_number(draft)
    _put_venue(draft)
    put_places(draft)
    _put_publisher(draft)
    _leave_out_numbers(draft)
    _put_when(draft)
    _put_remarks(draft)
    _put_words(draft)
    put_links(draft)
    _put_files(draft)
    _put_entry(draft._replace(entry=entry))
    _report_unknown(draft)
    return BibPaper(entry.key, entry.line, draft.fields, draft.sources)


# Best first. A note keeps its words unless they are nothing but the status.
_STATUS_FIELDS = """status pubstate note addendum howpublished year date month volume number issue pages eid journal
journaltitle booktitle publisher institution school type""".split()
_MAY_HOLD_STATUS = frozenset(_STATUS_FIELDS)
_SENTENCES = frozenset(("note", "addendum"))
_EXPLICIT = frozenset(("status", "pubstate"))


def _without_status(entry: Entry) -> tuple[Entry, str, str]:
    """The entry without the words for its status in other fields, the status, and the field that says it.

    Status and field are empty if no field has a status, or only `status` and `pubstate`, which stay as they are.
    """
    if not any(map(may_hold_status, [text for name, text in entry.fields.items() if name in _MAY_HOLD_STATUS])):
        return entry, "", ""
    fields, status, source = dict(entry.fields), "", ""
    for name in _STATUS_FIELDS:
        written = fields.get(name, "")
        if name in _EXPLICIT or not may_hold_status(written):
            continue
        if taken := take_status(to_plain(written).replace("\xa0", " ")):
            status, source = status or taken.status, source or name
            if not taken.rest:
                del fields[name]
            elif name not in _SENTENCES:
                # As written in LaTeX, if that is possible.
                in_latex = take_status(written) if "\\" in written or "{" in written else None
                fields[name] = in_latex.rest if in_latex else taken.rest
    return entry._replace(fields=fields), status, source


def _put_title(draft: Draft) -> None:
    name = "title" if draft.raw("title") else "booktitle"
    title = with_subtitle(to_markdown(draft.raw(name)), to_markdown(draft.raw("subtitle")))
    if title and (name == "title" or draft.entry.kind.endswith(("proceedings", "collection"))):
        draft.put("title", title, name)


def _put_texts(draft: Draft) -> None:
    given = draft.entry.fields
    for field, names, read in _TEXTS:
        for name in names:
            if name not in given or not (text := read(given[name])):
                continue
            if field not in draft.fields:
                draft.put(field, text, name)
            elif field in _ONE_NAME and text != draft.fields[field]:
                draft.note(name, _NO_TEXT, "info")
    series = to_markdown(draft.raw("series"))
    if series[-3:-2] in {"'", "’"} and len(series) < 20:  # ACM's "CHI '26"
        if "venue_short" not in draft.fields:
            draft.put("venue_short", series, "series")
    elif series:
        draft.put("series", f"ser. {series}" if series.isdecimal() else _SERIES.get(series, series), "series")
    if genre := genre_of(draft.fields.get("type", ""), to_markdown(draft.raw("type"))):
        draft.put("genre", genre, "type")


def _put_venue(draft: Draft) -> None:
    name = venue_field(draft.fields.get("type", ""), draft.entry.fields)
    if not name or name == draft.sources.get("title", ("",))[0].lower():
        return
    venue = to_markdown(draft.raw(name))
    if name == "howpublished" and ("\\url" in draft.raw(name) or ADDRESS.search(venue)):
        return
    if draft.fields.get("type") == "preprint" and "arxiv" in draft.fields and is_preprint_server(venue):
        venue = "arXiv"  # "arXiv preprint arXiv:2403.12345", and DBLP's "CoRR, abs/2403.12345"
    if venue:
        draft.put("venue", venue, name)
    short, (source, *_) = draft.fields.get("venue_short", ""), draft.sources.get("venue_short", ("",))
    if source.lower() in {"shortjournal", "journalabbr"} and short.casefold() == venue.casefold():
        del draft.fields["venue_short"]  # programs that know no short form repeat the name, which is too long for a tag


def _put_publisher(draft: Draft) -> None:
    """The organization behind a work that has another venue; Google Scholar has the publisher there.

    Of a patent, the countries, which biblatex calls its location.
    """
    if draft.fields.get("type") == "patent" and (places := to_markdown(draft.raw("location"))):
        countries = [_COUNTRIES.get(place, place) for place in places.split(" and ")]
        draft.put("publisher", ", ".join(filter(None, (draft.fields.get("publisher"), *countries))), "location")
    for name in ("organization", "institution") if "publisher" not in draft.fields else ():
        text = to_markdown(draft.raw(name))
        if text and text not in draft.fields.get("venue", ""):
            draft.put("publisher", text, name)
            return


def _leave_out_numbers(draft: Draft) -> None:
    """Leaves out numbers and pages that repeat that of arXiv, and volume and issue 0: there is no issue yet."""
    if draft.fields.get("volume") == draft.fields.get("number") == "0":
        del draft.fields["volume"], draft.fields["number"]
    pages = draft.fields.get("pages", "")
    if draft.fields.get("type") == "preprint" and pages and draft.fields.get("doi", "").endswith(pages):
        del draft.fields["pages"]  # of bioRxiv
    if "arxiv" not in draft.fields:
        return
    for field in ("volume", "number", "pages"):
        if found := only_arxiv(draft.fields.get(field, "")):
            del draft.fields[field]
            if found[2] and "category" not in draft.fields:
                draft.put("category", found[2], field)


def _put_when(draft: Draft) -> None:
    found = find_date(draft.entry.fields)
    for note in found.notes:
        draft.note(*note)
    if found.name:
        draft.put(found.name, int(found.value) if found.name == "year" else found.value, found.source)


def _put_remarks(draft: Draft) -> None:
    award, name = _written(draft.raw("award")), to_markdown(draft.raw("award_name"))
    given = draft.entry.fields.keys() & _REMARKED
    issue = (
        with_subtitle(to_markdown(draft.raw("issuetitle")), to_markdown(draft.raw("issuesubtitle"))) if given else ""
    )
    remarks = [to_markdown(draft.raw("titleaddon")), issue, _own_note(draft)] if given else []
    if award or name:
        draft.put("award", name or _awards(award), "award_name" if name else "award")
        remarks.insert(0, award if name and award != name else "")
    if given:
        remarks.append(to_markdown(draft.raw("addendum")))
        remarks.append(_written(draft.raw("additional_info")).lstrip(" .,;"))
        annotation = _without_comments(draft, "annotation", draft.raw("annotation"), is_on_arxiv=False)
        remarks.append(_written(annotation).lstrip(" .,;"))
        remarks += _other_state(draft)
    for source in ("status", "pubstate"):
        raw = draft.raw(source)
        status = status_of(to_plain(raw)) if raw else ""
        if status and (status != "published" or source == "status"):
            draft.put("status", status, source)
            break
    if draft.raw("status") and not status_of(to_plain(draft.raw("status"))):
        draft.note("status", "must be published, accepted, under_review or in_press")
    first, *others = [remark for remark in remarks if remark] or [""]
    if note := ". ".join([first, *(remark.rstrip(".") for remark in others)]):
        draft.put("note", note, next((name for name in _REMARKS if draft.raw(name)), "note"))


_REMARKS = ("note", "titleaddon", "addendum", "additional_info", "annotation", "issuetitle", "howpublished", "pubstate")


_REMARKED = frozenset((*_REMARKS, "issuesubtitle"))


def _own_note(draft: Draft) -> str:
    """The author's own part of the note; what programs wrote into it is used or reported."""
    parts = parts_of_note(draft.raw("note"))
    for text in parts.left_out:
        draft.note("note", f"pages do not show {quoted(text)}, which another program wrote", "info")
    text = _without_comments(draft, "note", parts.text, is_on_arxiv="arxiv" in draft.fields)
    found = only_arxiv(text) if "arxiv" in draft.fields else None
    if found and found[2] and "category" not in draft.fields:
        draft.put("category", found[2], "note")
    return "" if found else to_markdown(text)


def _without_comments(draft: Draft, field: str, text: str, *, is_on_arxiv: bool) -> str:
    text, comments = without_arxiv_comments(text, is_on_arxiv=is_on_arxiv)
    for comment in comments:
        draft.note(field, f"pages do not show {quoted(comment)}, which describes the arXiv file", "info")
    return text


def _other_state(draft: Draft) -> list[str]:
    """A `pubstate` that is none of ours, and a `howpublished` that is neither venue nor address."""
    state = to_plain(draft.raw("pubstate"))
    found = [] if status_of(state) else [_STATES.get(state.lower(), state)]
    written = draft.raw("howpublished")
    if ADDRESS.search(written):
        written = _beside_address(written)
    if written and draft.sources.get("venue", ("",))[0].lower() != "howpublished":
        text = to_markdown(written)
        is_repeated = status_of(text) or only_arxiv(text) or is_preprint_server(text) or text == draft.raw("note")
        found.append("" if is_repeated else text)
    return found


def _beside_address(written: str) -> str:
    """The text of a `howpublished` beside its address, empty if it is only that there is one."""
    text = re.sub(r"(?:https?://|www\.)\S+", " ", URL_COMMAND.sub(" ", written), flags=re.IGNORECASE)
    text = " ".join(text.split()).strip(" .,;:")
    return "" if "<" in text or "](" in text or not re.sub(_ABOUT_ADDRESS, "", text).strip(" .,;:()[]{}\\-") else text


_ABOUT_ADDRESS = (
    r"(?i)\b(?:online|available|accessed|retrieved|visited|last|on|at|from|in|via|the|see|url|web|website|webpage|page|site"
    r"|internet|link|also|und|am|unter|abgerufen|texttt|small|tt|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*"
    r"|oct\w*|nov\w*|dec\w*|\d{1,4}(?:st|nd|rd|th)?)\b|[-–/]"
)


def _awards(text: str) -> str | list[str]:
    """Several awards if semicolons clearly separate short ones, as in `Oral; Best Paper Award`."""
    parts = [part.strip() for part in _BETWEEN_AWARDS.split(text)]
    is_list = len(parts) > 1 and all(0 < len(part) <= _AWARD_LENGTH for part in parts)
    return parts if is_list and not any(sign in text for sign in "&<") else text


def _put_words(draft: Draft) -> None:
    for name in ("tags", "keywords", "keyword"):
        if text := to_plain(draft.raw(name)):
            words = [word.strip() for word in text.split(";" if ";" in text else ",")]
            draft.put("tags", [word for word in words if word], name)
            break
    project = to_plain(draft.raw("project"))
    if project and not ADDRESS.search(project) and project.lower() not in _FLAGS:  # al-folio has a link there
        draft.put("project", project, "project")
    for name in ("selected", "hidden", "distinct"):
        if not (text := draft.raw(name).lower()):
            continue
        if text in _FLAGS:
            draft.put(name, _FLAGS[text], name)
        else:
            draft.note(name, f"must be true or false, not '{text[:60]}'")


def _put_files(draft: Draft) -> None:
    """Image and video; the data folder cannot know where its files are. A file of a video is the video."""
    for name in ("image", "preview", "image_dark"):
        if name not in draft.entry.fields or not (text := address(draft.raw(name))):
            continue
        field = "image_dark" if name == "image_dark" else "video" if is_video(text) else "image"
        if field in draft.fields:
            continue
        try:
            draft.put(field, check_url(text), name)
        except ValueError as error:
            draft.note(name, str(error))


def _put_entry(draft: Draft) -> None:
    if not _FLAGS.get(draft.raw("bibtex_show").lower(), True):
        draft.put("bibtex_show", False, "bibtex_show")
    else:
        fields = {name: value for name, value in draft.entry.fields.items() if not is_private(name)}
        if fields.get("type", "").strip().lower() in TYPES:
            del fields["type"]
        if fields.pop("arxiv", "") and "eprint" not in fields and "arxiv" in draft.fields:
            fields |= {"eprint": draft.fields["arxiv"], "archiveprefix": "arXiv"}
        for field in ("authors", "editors", "translators"):
            name = draft.sources.get(field, ("",))[0].lower()
            if name in fields:
                own = name.removesuffix("s") if name == field else name  # BibTeX knows only "author"
                fields[own] = copied_names(fields.pop(name) if own != name else fields[name], draft.fields[field])
        if "note" in fields and (parts := parts_of_note(fields["note"])).text != fields["note"]:
            fields["note"] = parts.text
            for kind in {kind for kind, _ in parts.identifiers} & {"doi", "pmid", "isbn"} & draft.fields.keys():
                fields.setdefault(kind, draft.fields[kind])
        if "doi" in fields and "doi" in draft.fields:
            fields["doi"] = draft.fields["doi"]
        draft.fields["bibtex"] = format_entry(draft.entry.kind, draft.entry.key, fields)


def _report_unknown(draft: Draft) -> None:
    if meant := meant_kind(draft.entry.kind):
        draft.note("", f"'@{draft.entry.kind}' is not an entry type, did you mean '@{meant}'?")
    for name, value in draft.entry.fields.items():
        if is_known_field(name) or not value:
            continue
        if (meant := meant_field(name)) and meant not in draft.entry.fields:
            draft.note(name, f"unknown field, did you mean '{meant}'?", "info")
        elif ADDRESS.search(value):
            draft.note(name, _NO_LINK, "info")
        elif any(map(str.isalpha, value)) and value.lower() not in _FLAGS:
            draft.note(name, _NO_TEXT, "info")
