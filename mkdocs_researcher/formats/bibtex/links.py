"""Identifiers and links of a BibTeX entry."""

from __future__ import annotations

import re
from urllib.parse import quote

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.formats.bibtex.entries import Draft
from mkdocs_researcher.formats.bibtex.latex import to_plain

# Fields of the model, each with the fields of the file that may hold it.
_NAMES = "doi,arxiv|arxivid,openreview,acl,pmid|pubmed,hal|hal_id,isbn,openalex,semantic_scholar,repo"
_IDENTIFIERS = [names.split("|") for names in _NAMES.split(",")]
_EPRINTS = {"arxiv": "arxiv", "pubmed": "pmid", "pmid": "pmid", "hal": "hal"}
_ARXIV_IN_TEXT = re.compile(r"(?:arxiv:\s*|arxiv\s+preprint\s+|\babs/)([a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.I)

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
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_URL_COMMAND = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
_TRUE = frozenset(("true", "yes", "1", "on"))
_PAPERS = frozenset(("conference", "journal", "preprint", "workshop", "thesis", "book", "chapter", "report", "patent"))


def address(raw: str) -> str:
    r"""A URL or path without its LaTeX: `\url{…}`, `\_` and `\~{}` are resolved."""
    if "\\" in raw:
        if found := _URL_COMMAND.search(raw):
            raw = found[1] or found[2] or ""
        raw = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\{?\$\\sim\$\}?", "~", raw)
        raw = re.sub(r"\\([_%&#$])", r"\1", raw)
    if "{" in raw or "}" in raw:
        raw = raw.replace("{", "").replace("}", "")
    parts = raw.split()
    return parts[0] if len(parts) > 1 and all(map(_ADDRESS.match, parts)) else raw.strip("<>")


def put_identifiers(draft: Draft) -> None:
    """Identifiers, from their own fields and from `eprint`, `journal` and `url`."""
    for names in _IDENTIFIERS:
        for name in names:
            if name in draft.entry.fields and (text := address(draft.raw(name))):
                _put_identifier(draft, names[0], text, name)
                break
    _put_eprint(draft)
    for name in ("journal", "volume", "howpublished", "note"):
        if (
            "arxiv" not in draft.fields
            and name in draft.entry.fields
            and (found := _ARXIV_IN_TEXT.search(draft.raw(name)))
        ):
            draft.put("arxiv", found[1], name)
    if text := draft.raw("google_scholar_id") or draft.raw("scholar"):
        draft.put("scholar", address(text), "google_scholar_id" if draft.raw("google_scholar_id") else "scholar")


def _put_identifier(draft: Draft, field: str, text: str, name: str) -> None:
    if field == "isbn":
        text = re.split(r"[,;]", text)[0]
    try:
        draft.put(field, IDENTIFIERS[field].normalize(text), name)
    except ValueError as error:
        # Pages do not show the ISBN, and publishers' own entries have wrong ones.
        draft.note(name, str(error), "info" if field == "isbn" else "warning")


def _put_eprint(draft: Draft) -> None:
    eprint = address(draft.raw("eprint"))
    if not eprint:
        return
    kind = (draft.raw("archiveprefix") or draft.raw("eprinttype")).strip().lower()
    if _ADDRESS.match(eprint):
        _put_link(draft, "Preprint", eprint, "eprint")
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
    """Buttons in al-folio's order, after the URL of the work itself."""
    url = address(draft.raw("url"))
    source = "url"
    if not url and (_URL_COMMAND.search(draft.raw("howpublished")) or _ADDRESS.match(draft.raw("howpublished"))):
        url, source = address(draft.raw("howpublished")), "howpublished"
    if url and not _is_identifier(draft, url, source):
        _put_link(draft, _label(draft, url), url, source)
    for name in _BUTTONS:
        if name in draft.entry.fields and (text := address(draft.raw(name))):
            is_word = name in {"preprint", "data", "dataset", "project", "demo"} and not _ADDRESS.match(text)
            if not is_word and text.lower() not in {"true", "false"}:
                _put_link(draft, _LABELS.get(name, name.title()), text, name)
    _put_repo(draft)
    _put_badges(draft)


def _label(draft: Draft, url: str) -> str:
    if url.lower().partition("?")[0].endswith(".pdf") and not draft.raw("pdf"):
        return "PDF"
    return "Paper" if draft.fields.get("type") in _PAPERS else "Website"


def _is_identifier(draft: Draft, url: str, name: str) -> bool:
    """True if the URL is that of an identifier, which generates the link."""
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
        return bool(draft.fields[field] == value) and not url.lower().endswith(".pdf")
    return False


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
        links[label] = check_url(url)
    except ValueError as error:
        draft.note(name, str(error))
    else:
        draft.sources[f"links.{label}"] = (name, draft.line(name))
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
