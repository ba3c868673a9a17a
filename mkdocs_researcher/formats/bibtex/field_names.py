"""Names of fields: those that have a meaning here, and those of other programs that pages do not need."""

from __future__ import annotations

import functools

from mkdocs_researcher.errors import closest_match
from mkdocs_researcher.formats.bibtex.entry_text import PRIVATE_FIELDS, is_private

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
def is_known(name: str) -> bool:
    """True for a field that is read, and for one of a program that pages do not need."""
    base, is_annotation, _ = name.partition("+an")  # biblatex's `author+an`, `author+an:role`
    if is_annotation:
        return is_known(base)
    return name in _KNOWN or is_private(name) or name.startswith(_FAMILIES) or name.endswith(_SUFFIXES)


@functools.lru_cache(maxsize=4096)
def near_miss(name: str) -> str | None:
    """The field that a misspelled name was meant to be; None if it is known or resembles no other."""
    if len(name) < 4 or name in _PEOPLE or is_known(name):
        return None
    letters = sorted(name)  # letters in another order, as in "yaer", are too far apart for short names
    return closest_match(name, READ, 0.85) or next((other for other in READ if sorted(other) == letters), None)
