"""Types of BibTeX entries and names of their fields: what they mean here, and those that pages do not need."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import get_args

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.formats.bibtex.entry_text import PRIVATE_FIELDS, is_private
from mkdocs_researcher.macros.papers.model import PaperType

TYPES = frozenset(get_args(PaperType))

_KINDS = {
    "journal": "article suppperiodical review",
    "conference": "inproceedings conference paper",
    "chapter": "incollection inbook bookinbook suppbook suppcollection inreference",
    "book": "book mvbook collection mvcollection proceedings mvproceedings booklet reference mvreference periodical",
    "thesis": "phdthesis mastersthesis thesis bachelorsthesis bathesis mathesis habilitation",
    "report": "techreport report manual standard",
    "patent": "patent",
    "dataset": "dataset data",
    "software": "software code",
    "preprint": "unpublished preprint",
    "workshop": "workshop",
    "poster": "poster",
}
_BY_KIND = {kind: name for name, kinds in _KINDS.items() for kind in kinds.split()}
# Types of biblatex and others that have no meaning on pages; a name close to one of them is not a typo.
_OTHER_KINDS = """misc online electronic www artwork audio bibnote commentary image jurisdiction legislation legal
letter movie music performance video talk presentation lecture newspaper magazine blog webpage set xdata"""
_PREPRINTS = re.compile(
    r"\W*(?:available (?:at|on) )?(?:[a-z]{0,9}xiv|corr|ssrn|research ?square|preprints\.org|authorea|essoar"
    r"|cryptology \{?eprint\}?(?: archive)?|osf(?: preprints)?)\b",
    re.IGNORECASE,
)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.IGNORECASE)
_POSTER = r"(?i)\bposters?\b"
_THESIS = r"(?i)thesis|dissertation"
_MEDIA = (("software", r"(?i)software|computer program"), ("dataset", r"(?i)data ?set"))

# Names of kinds of theses and reports: keys of biblatex (its manual, section 4.9.2.14), and common words.
_GENRE_WORDS = {
    "phdthesis": "phdthesis|phd thesis|doctoral thesis",
    "mastersthesis": "mathesis|master's thesis",
    "bachelorsthesis": "bathesis|bachelor's thesis",
    "Candidate thesis": "candthesis",
    "Research report": "resreport",
    "": "techreport|technical report",
}
_GENRES = {words: genre for genre, phrases in _GENRE_WORDS.items() for words in phrases.split("|")}
# Fields with the venue of each type, best first; then those tried for any type.
_VENUES = {
    "journal": ("journal", "journaltitle"),
    "conference": ("booktitle", "eventtitle"),
    "workshop": ("booktitle", "eventtitle"),
    "chapter": ("booktitle", "maintitle"),
    "thesis": ("school", "institution"),
    "book": ("series",),
    "report": ("institution", "school", "organization"),
}
_VENUE_NAMES = "journal journaltitle booktitle venue eventtitle school institution howpublished publisher organization"
_ANY_VENUE = _VENUE_NAMES.split()


def type_of(kind: str, fields: Mapping[str, str], *, on_arxiv: bool) -> str:
    """The type of a work from that of its entry, `inproceedings`, and its fields; empty if it cannot be inferred."""
    for name in ("type", "entrysubtype"):
        if (written := fields.get(name, "").strip().lower()) in TYPES:
            return written
    found = _BY_KIND.get(kind, "")
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    if fields.get("preprint", "").strip().lower() == "true" or (
        found == "journal" and (_PREPRINTS.match(journal) if journal else on_arxiv)
    ):
        return "preprint"
    if kind == "unpublished" and fields.get("eventtitle"):
        return ""  # a talk
    if found == "conference":
        return "workshop" if is_workshop(fields.get("booktitle", "")) and not _in_journal(fields) else "conference"
    return found or _of_misc(fields, on_arxiv=on_arxiv)


def is_workshop(venue: str) -> bool:
    """True if the name of a venue says that it is a workshop."""
    return _WORKSHOP.search(venue) is not None


def _in_journal(fields: Mapping[str, str]) -> bool:
    """Did a paper of a conference appear in a journal, as INSPIRE gives for proceedings?"""
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    return bool(journal.strip()) and not _PREPRINTS.match(journal)


def _of_misc(fields: Mapping[str, str], *, on_arxiv: bool) -> str:
    """The type of an entry whose BibTeX type says nothing, such as `misc` and `online`."""
    words = " ".join(fields.get(name, "") for name in ("type", "howpublished", "entrysubtype"))
    if re.search(_POSTER, words):
        return "poster"
    if re.search(_THESIS, words):
        return "thesis"
    if medium := next((name for name, pattern in _MEDIA if re.search(pattern, words)), ""):
        return medium
    publisher = " ".join(fields.get(name, "") for name in ("publisher", "journal", "howpublished"))
    return "preprint" if on_arxiv or _PREPRINTS.match(publisher) else ""


def genre_of(paper_type: str, written: str) -> str:
    """The genre of a thesis, a report or a work of unknown type from `type`; empty if it says no more than the type."""
    low = written.lower().replace("’", "'")
    if not written or low in TYPES or paper_type not in {"thesis", "report", ""}:
        return ""
    return _GENRES.get(low, written)


def venue_field(paper_type: str, fields: Mapping[str, str]) -> str:
    """The name of the field with the venue of a work, empty if none has it."""
    preferred = _VENUES.get(paper_type, ())
    if paper_type == "conference" and _in_journal(fields):
        preferred = _VENUES["journal"]
    names = (*preferred, *_ANY_VENUE)
    place = "venue" if fields.get("eventtitle") else ""  # of biblatex, where the event took place
    return next((name for name in names if name != place and fields.get(name, "").strip()), "")


@functools.lru_cache(maxsize=256)
def meant_kind(kind: str) -> str | None:
    """The type that a misspelled entry type was meant to be; None if it is valid or resembles no other."""
    if kind in _BY_KIND or kind in _OTHER_KINDS.split():
        return None
    return closest_match(kind, (*_BY_KIND, "comment", "string", "preamble"), 0.85)


def is_preprint_server(venue: str) -> bool:
    """True if a journal is a preprint server such as arXiv."""
    return _PREPRINTS.match(venue) is not None


# Names of fields

# Fields that are read. A name close to one of them is probably a typo.
_READ_NAMES = """abbr abstract acl addendum additional_info altmetric annotation archiveprefix art_number
article-number article_number articleno articlenumber arxiv arxivid author authors award award_name badge bibtex_show
blog booksubtitle booktitle booktitleaddon category chapter code collaboration crossref data dataset date day demo
dimensions distinct doi edition editor editors ee eid eprint eprintclass eprinttype event eventtitle eventtitleaddon
google_scholar_id hal hal_id hidden holder howpublished html image image_alt image_caption image_dark inspirehep_id
institution isbn issue issuesubtitle issuetitle issuetitleaddon journal journalabbr journalsubtitle journaltitle
journaltitleaddon keyword keywords link mainsubtitle maintitle maintitleaddon month note number numpages openalex
openreview organization origdate pages part pdf pmcid pmid poster preprint preview primaryclass project publisher
pubmed pubstate repo scholar school selected semantic_scholar series shortjournal slides status subtitle summary supp
supplementary tags title titleaddon tldr topic translator type url venue venue_short version video volume volumes
weblink website xdata year"""
# Of BibTeX, biblatex (its manual, section 2.2), natbib, REVTeX, JabRef, Zotero, Mendeley, EndNote, Scopus, Web of
# Science, IEEE, ACM, ADS, INSPIRE, MathSciNet, zbMATH, DBLP and HAL that say nothing about a work that pages show.
_OTHER_NAMES = """abbrev_source_title abstract_url abstractnote accessed acknowledgement acmid added-at address
adsnote adsurl affiliation affiliations archivelocation audience author_keywords authoraddress authorid authorsid
bibcode bibkey bibyear bookpagination booktitle_short bytesize call_number callnumber chemicals_cas citations
cited-references citedby citedreferences city coden collaborations comments conference conference_date contributor
copyright correspondence correspondence_address1 country created creator da database date_modified date_published
dateadded datemodified doc-delivery-number document-type document_type documenturl doi-access earlyaccessdate
editoratype editorbtype editorctype editortype eissn entrysubtype eprint-type epub errata eventdate execute fjournal
fulltext funding funding-acknowledgement funding-number funding-text funding_details funding_text hal_local_reference
hal_version halid hasdomain hyphenation ieee_issn ieeeid indexed indexsorttitle indextitle inspireid internal-note
intype isan isbnelectronic isbnprint ismn isrn issn issn-electronic issn-print issn_online issn_print issue_date
issue_title issuedate iswc journal-iso journal_short journaliso keyword_en keyword_plus keywords-plus keywordsplus
label lang langidopts language lastchecked lastmodified lccn library licence license location medium mesh
molecular_seqnumbers month_numeric month_text mrclass mrnumber mrnumbers mrreview mrreviewer mstype nameaddon nodate
number-of-cited-references numberofcitedreferences oa oclc openaccess orcid-numbers origlanguage origlocation
origpublisher origtitle page-count page_count pagetotal pagination paperid peer_reviewed peerreview pii place presort
proceedings_title pubdate publication_date publication_stage publicationdate publicationstatus publisher-address
pubmedid record_number refereed references related relatedoptions relatedstring relatedtype reportnumber reprinttitle
research-areas researchareas researcherid-numbers rights series-number shortauthor shorteditor shorthand
shorthandintro shortseries shorttitle sici skbibnote slaccitation sn sortkey sortname sortshorthand sorttitle sortyear
source subject submissiontype thesistype times-cited timescited timesrefcited title_short tradenames translated_title
translatedtitle uniqueid univ urlaccessed urldate urn user-generated usercount verba verbb verbc volumetitle
web-of-science-categories web-of-science-index wos-categories woscategories zbl zblmath zblnumber zotero-key"""
# People of biblatex who are neither authors nor editors: not shown, and no misspelled `author` or `editor`.
_PEOPLE = "afterword annotator bookauthor commentator editora editorb editorc foreword introduction".split()
READ = frozenset(_READ_NAMES.split())
"""Names of the fields that are read."""

_KNOWN = READ | PRIVATE_FIELDS | frozenset(_OTHER_NAMES.split()) | {f"user{letter}" for letter in "abcdef"}
_KNOWN |= {f"list{letter}" for letter in "abcdef"} | {f"name{letter}" for letter in "abc"}
_FAMILIES = ("bdsk-", "opt", "usage-", "url_", "mendeley-", "jabref-", "nocite", "_", "x-", "citeulike-", "tex.", "gnd")
_SUFFIXES = ("+hash", "_id", "-id", "_bak")


@functools.lru_cache(maxsize=4096)
def is_known_field(name: str) -> bool:
    """True for a field that is read, and for one of a program that pages do not need."""
    base, is_annotation, _ = name.partition("+an")  # biblatex's `author+an`, `author+an:role`
    if is_annotation:
        return is_known_field(base)
    return name in _KNOWN or is_private(name) or name.startswith(_FAMILIES) or name.endswith(_SUFFIXES)


@functools.lru_cache(maxsize=4096)
def meant_field(name: str) -> str | None:
    """The field that a misspelled name was meant to be; None if it is known or resembles no other."""
    if len(name) < 4 or name in _PEOPLE or is_known_field(name):
        return None
    letters = sorted(name)  # letters in another order, as in "yaer", are too far apart for short names
    return closest_match(name, READ, 0.85) or next((other for other in READ if sorted(other) == letters), None)
