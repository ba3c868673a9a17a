"""Identifiers and links of a BibTeX entry."""

from __future__ import annotations

import re
from urllib.parse import quote

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.text import free_name
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex.addresses import ADDRESS, URL_COMMAND, address, addresses, is_address, web_address
from mkdocs_researcher.formats.bibtex.entries import Draft
from mkdocs_researcher.formats.bibtex.latex import to_plain
from mkdocs_researcher.formats.program_notes import parts_of_note

# Fields of the model, each with the fields of the file that may hold it.
_NAMES = "doi,arxiv|arxivid,openreview,acl,pmid|pubmed,hal|hal_id,isbn,openalex,semantic_scholar,repo"
_IDENTIFIERS = [names.split("|") for names in _NAMES.split(",")]
_EPRINTS = {"arxiv": "arxiv", "doi": "doi", "pubmed": "pmid", "pmid": "pmid", "hal": "hal"}
_ARXIV_IN_TEXT = r"(?i)(?:arxiv:\s*|arxiv\s+preprint\s+|\babs/)([a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?"
# A field that holds nothing but the number: Zotero's `number` and `note`, ADS's `pages` and `eid`, DBLP's `volume`.
_ONLY_ARXIV = (
    r"(?i)(?:arxiv(?:\s+(?:preprint|e-prints?))*[:\s]\s*(?:arxiv:\s*)?|abs/)"
    r"((?:[a-z.-]+/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?\s*(?:\[([\w.-]+)\])?[\s.]*"
)
_MAY_NAME_ARXIV = ("journal", "volume", "number", "pages", "eid", "howpublished", "note")
_ARXIV_DOI = "10.48550/arxiv."
# Fields with the address of the work itself, best first; `ee` is DBLP's.
_OF_THE_WORK = ("url", "link", "ee", "weblink")

# al-folio's buttons in al-folio's order, and other names for them. A label is the name in title case or as given here.
_BUTTON_NAMES = "html pdf preprint supp supplementary video blog code data dataset demo poster slides project website"
_BUTTONS = _BUTTON_NAMES.split()
_LABELS = {"html": "HTML", "pdf": "PDF", "supp": "Supplement", "supplementary": "Supplement", "dataset": "Data"}
# al-folio shows `altmetric = {true}` as a badge of the DOI.
_BADGES = (
    ("altmetric", "Altmetric", "https://www.altmetric.com/details/{id}", "https://www.altmetric.com/details/doi/{id}"),
    (
        "dimensions",
        "Dimensions",
        "https://badge.dimensions.ai/details/id/{id}",
        "https://badge.dimensions.ai/details/doi/{id}",
    ),
    ("inspirehep_id", "INSPIRE", "https://inspirehep.net/literature/{id}", ""),
    ("pmcid", "PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/{id}/", ""),
)
_BIBBASE = "url_"  # and the label of a link: `url_Slides`
_SCHEME = r"(?i)[a-z][a-z0-9+.-]*:(?!\\)"
_TRUE = frozenset(("true", "yes", "1", "on"))
_PAPERS = frozenset(("conference", "journal", "preprint", "workshop", "thesis", "book", "chapter", "report", "patent"))


def put_identifiers(draft: Draft) -> None:
    """Identifiers, from their own fields and from `eprint`, `journal` and `url`."""
    given = draft.entry.fields
    for names in _IDENTIFIERS:
        for name in names:
            if name in given and (text := address(given[name])):
                _put_identifier(draft, names[0], text, name)
                break
    _put_eprint(draft)
    for name in _MAY_NAME_ARXIV:
        if "arxiv" in draft.fields:
            break
        raw = given.get(name)
        if raw and ("abs/" in raw or "rxiv" in raw.lower()) and (found := re.search(_ARXIV_IN_TEXT, raw)):
            draft.put("arxiv", found[1], name)
    if "note" in draft.entry.fields:
        _put_from_note(draft)
    doi = draft.fields.get("doi", "")
    if doi.lower().startswith(_ARXIV_DOI) and "arxiv" not in draft.fields:
        _put_identifier(draft, "arxiv", doi[len(_ARXIV_DOI) :], "doi")
    if text := draft.raw("google_scholar_id") or draft.raw("scholar"):
        draft.put("scholar", address(text), "google_scholar_id" if draft.raw("google_scholar_id") else "scholar")


def _put_from_note(draft: Draft) -> None:
    for kind, value in parts_of_note(draft.raw("note")).identifiers:
        if kind == "pmcid":
            draft.entry.fields.setdefault("pmcid", value)
        elif kind not in draft.fields:
            _put_identifier(draft, kind, address(value), "note")


def only_arxiv(text: str) -> re.Match[str] | None:
    """A match if a text is an arXiv number and nothing else, as in `arXiv:2403.12345 [cs]`; group 2 is the category."""
    return re.fullmatch(_ONLY_ARXIV, text) if "/" in text or "r" in text.lower() else None


def _put_identifier(draft: Draft, field: str, text: str, name: str) -> None:
    if field == "isbn":
        lengths = {part: len(re.sub(r"[^\dXx]", "", part)) for part in re.split(r"[,;\s]+", text)}
        text = next((part for part, length in lengths.items() if length in (10, 13)), re.split(r"[,;]", text)[0])
    elif field == "doi" and text.startswith("10.") and " " in text:
        text, rest = text.split(maxsplit=1)
        draft.note(name, f"'{rest[:60]}' after the DOI is left out", "info")
    try:
        draft.put(field, IDENTIFIERS[field].normalize(text), name)
    except ValueError as error:
        if field == "doi" and ADDRESS.match(text):
            _put_link(draft, "Publisher", text, name)  # the address of a work that has no DOI
            return
        # Pages do not show the ISBN, and publishers' own entries have wrong ones.
        draft.note(name, str(error), "info" if field == "isbn" else "warning")


def _put_eprint(draft: Draft) -> None:
    eprint = address(draft.raw("eprint"))
    if not eprint:
        return
    kind = (draft.raw("archiveprefix") or draft.raw("eprinttype")).strip().lower()
    if ADDRESS.match(eprint):
        if not _is_identifier(draft, eprint, "eprint"):
            label = _label(draft, eprint)  # Wiley and others have the address of the PDF there
            _put_link(draft, label if label == "PDF" else "Preprint", eprint, "eprint")
    elif field := _EPRINTS.get(kind):
        if field not in draft.fields:
            _put_identifier(draft, field, eprint, "eprint")
    elif kind == "jstor":
        _put_link(draft, "JSTOR", f"https://www.jstor.org/stable/{quote(eprint)}", "eprint")
    elif not kind and "arxiv" not in draft.fields:
        try:
            draft.put("arxiv", IDENTIFIERS["arxiv"].normalize(eprint), "eprint")
        except ValueError:
            return  # of some other archive


def put_links(draft: Draft) -> None:
    """Buttons in al-folio's order, after the address of the work itself."""
    for name in _OF_THE_WORK:
        if name in draft.entry.fields:
            _put_addresses(draft, name)
    written = draft.raw("howpublished")
    if written and not draft.raw("url") and (URL_COMMAND.search(written) or "://" in written or ADDRESS.match(written)):
        _put_addresses(draft, "howpublished")
    given = draft.entry.fields
    for name in _BUTTONS:
        if name in given and (text := address(given[name])):
            is_word = name in {"preprint", "data", "dataset", "project", "demo"} and not ADDRESS.match(text)
            if not is_word and text.lower() not in {"true", "false"} and _may_link(draft, web_address(text), name):
                _put_link(draft, _LABELS.get(name, name.title()), text, name)
    for name in given:
        if name.startswith(_BIBBASE) and (text := address(given[name])) and _may_link(draft, web_address(text), name):
            label = draft.written(name)[len(_BIBBASE) :].replace("_", " ").strip()
            _put_link(draft, label[:1].upper() + label[1:], text, name)
    _put_repo(draft)
    _put_badges(draft)


def _put_addresses(draft: Draft, name: str) -> None:
    """Links to all addresses of a field, unless an identifier or another field links to the same place."""
    for text in addresses(draft.raw(name)):
        url = web_address(text)
        if _is_identifier(draft, url, name) or url in draft.fields.get("links", {}).values():
            continue
        if not _may_link(draft, url, name):
            continue
        _put_link(draft, free_name(_label(draft, url), draft.fields.get("links", {}), " "), url, name)


def _may_link(draft: Draft, url: str, name: str) -> bool:
    """Is a text an address or a path? If not, this is reported; of a wrong scheme `check_url` says more."""
    if is_address(url) or re.match(_SCHEME, url):
        return True
    draft.note(name, f"'{url[:60]}' is not an address, so nothing links to it; write https://…")
    return False


def _label(draft: Draft, url: str) -> str:
    path = url.lower().partition("?")[0]
    if (path.endswith(".pdf") or "/pdf/" in path or "/epdf/" in path) and not draft.raw("pdf"):
        return "PDF"
    return "Paper" if draft.fields.get("type") in _PAPERS else "Website"


def _is_identifier(draft: Draft, url: str, name: str) -> bool:
    for field in ("doi", "arxiv", "openreview", "acl", "pmid"):
        identifier = IDENTIFIERS[field]
        if "://" not in url or not _HOSTS[field].search(url):
            continue
        try:
            value = identifier.normalize(url)
        except ValueError:
            continue
        if field not in draft.fields:
            draft.put(field, value, name)
        return _is_one(draft.fields[field], value) and not url.lower().endswith(".pdf")
    return False


def _is_one(one: str, other: str) -> bool:
    """Are two identifiers of a kind the same? DOIs have no case, and numbers of arXiv may have a version."""
    return re.sub(r"v\d+$", "", one.lower()) == re.sub(r"v\d+$", "", other.lower())


_HOSTS = {
    "doi": re.compile(r"doi\.org/10\.", re.I),
    "arxiv": re.compile(r"arxiv\.org/", re.I),
    "openreview": re.compile(r"openreview\.net/forum", re.I),
    "acl": re.compile(r"aclanthology\.org|aclweb\.org", re.I),
    "pmid": re.compile(r"pubmed", re.I),
}


def _put_link(draft: Draft, label: str, url: str, name: str) -> None:
    links = draft.fields.setdefault("links", {})
    if label in links:
        return
    try:
        links[label] = check_url(web_address(url))
    except ValueError as error:
        draft.note(name, str(error))
    else:
        draft.sources[f"links.{label}"] = (draft.written(name), draft.line(name))
    if not links:
        del draft.fields["links"]


def _put_repo(draft: Draft) -> None:
    """The repository that `code` links to, for its stars."""
    code = draft.fields.get("links", {}).get("Code", "")
    if "repo" in draft.fields or "github.com/" not in code:
        return
    try:
        draft.put("repo", IDENTIFIERS["repo"].normalize(code), "code")
    except ValueError:
        return  # a file or a branch in it


def _put_badges(draft: Draft) -> None:
    for name, label, template, by_doi in _BADGES:
        if name not in draft.entry.fields:
            continue
        written = to_plain(draft.raw(name))
        if written.lower() in _TRUE and by_doi:
            written, template_here = draft.fields.get("doi", ""), by_doi
        else:
            template_here = template
        if written and written.lower() not in {"true", "false"}:
            _put_link(draft, label, template_here.format(id=quote(written, safe="/:;().")), name)
