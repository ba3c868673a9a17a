"""Lines that programs write into the notes of a work: identifiers, counts of citations, and their own records.

Zotero keeps what it has no field for as lines `Name: value` in "Extra" and exports them as a note; Scopus and ADS write
such lines, too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Names of Zotero's "Extra" (https://www.zotero.org/support/kb/item_types_and_fields), and of other programs' lines.
_IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv", "eprint": "arxiv", "isbn": "isbn"}
_OWN = """citation key|citekey|cited by|times cited|citations|export date|publisher|place|event-place|number|volume
issue|pages|conference name|conference|event title|event-title|meeting name|issn|num pages|number of pages|_eprint
eprint type|primary class|ads bibcode|bibcode|archive location|archive|archiveid|archive id|zsceno|zsccc|gsrank|mag id
magid|corpus id|s2id|read_status|container title|container-title|original title|original-title|original date
original-date|library catalog|language of publication|funding by
correspondence address|codon|coden|open access|accession number|version number|last modified|accessed|last accessed
journal abbreviation|available from|rights|copyright|page version id|remote id|oclc|google-books-id|company|distributor
label|institution|section|backup publisher|qid|lccn|jstor|acm id|ssrn id"""
_NAMES = frozenset(name for line in _OWN.split("\n") for name in line.split("|"))
_LINE = r"([A-Za-z_][\w .-]{0,30}?)\s*:+\s*(\S.*)"
_WHOLE_LINE = (
    r"(?i)cited\s+(?:by|times)\s*:?\s*\d+\b.*|export date\b.*|all open access\b.*"
    r"|(?:last\s+)?accessed\b[^.]{0,40}\d[^.]{0,20}\.?"
    r"|\[online;\s*accessed[^\]]*\]|tex\.[\w-]+\s*:.*"
)
_LANGUAGES = frozenset("eng ger fre spa ita por rus jpn chi kor pol dut swe dan nor fin tur cze hun".split())
# Of old versions of Better BibTeX: `{:genre: Preprint}`.
_IN_BRACES = re.compile(r"\{:([^{}:]*):([^{}]*)\}")
# "PMID: 31452104. DOI: 10.1000/182", which was two lines.
_BETWEEN_LINES = r"\n|(?<=\w)[.;,]\s+(?=(?:PMID|PMCID|DOI|ISBN)\s*:|(?i:cited by|export date)\b)"


_TEXMED = r"\[(PubMed Central|PubMed|DOI):\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}\]"
_TEXMED_NAMES = {"PubMed Central": "PMCID", "PubMed": "PMID"}


# What authors tell arXiv about a file, "24 pages, 6 figures"; the line with all of it starts with "Comment:".
_COMMENT = r"(?i)comments?\s*:\s*(\S.*)"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_COUNTED = r"(?:pages?|pp|figures?|figs?|tables?|appendix|appendices|references|slides)"
_COUNT = rf"(?i)(?:\w+:? ){{0,2}}{_NUMBER}(?: ?\+ ?\d+)?(?: \w+)? {_COUNTED}\b.{{0,60}}"
_APPEARED = r"(?i)accept|appear|publish|press|present|proceedings|award|oral|spotlight|withdrawn|thesis"


def without_arxiv_comments(note: str, *, is_on_arxiv: bool) -> tuple[str, list[str]]:
    """A note without what only concerns the file at arXiv, and what that is; where a work appeared stays."""
    kept: list[str] = []
    left_out: list[str] = []
    for line in note.split("\n"):
        found = re.fullmatch(_COMMENT, line.strip())
        parts = re.split(r"[,;]\s+|\.\s+", found[1] if found else line.strip())
        others = [part for part in parts if re.search(_APPEARED, part) or not re.fullmatch(_COUNT, part.strip())]
        if not found and not (is_on_arxiv and line.strip() and not others):
            kept.append(line)
        elif any(re.search(_APPEARED, part) for part in others):
            kept.append(", ".join(others))
        else:
            left_out.append(line.strip())
    return "\n".join(kept).strip(), left_out


class NoteParts(NamedTuple):
    """A note without what programs wrote, kind and value of each identifier in it, and the other lines of programs."""

    text: str
    identifiers: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()


def parts_of_note(note: str) -> NoteParts:
    """Separates the author's own lines of a note from those that programs wrote."""
    if note.count("\n") > 2 and not _LANGUAGES.isdisjoint(
        map(str.strip, note.split("\n"))
    ):  # EndNote's copy of a record of PubMed
        return NoteParts("", left_out=(" ".join(note.split()),))
    if ":" not in note and "ccess" not in note.lower() and "cited" not in note.lower():
        return NoteParts(note)
    if "\\href" in note:  # TeXMed
        note = re.sub(_TEXMED, lambda found: f"\n{_TEXMED_NAMES.get(found[1], found[1])}: {found[2]}\n", note)
    kept: list[str] = []
    identifiers: list[tuple[str, str]] = []
    left_out: list[str] = []
    for found in _IN_BRACES.finditer(note):
        if kind := _IDENTIFIERS.get(found[1].strip().lower()):
            identifiers.append((kind, found[2].strip()))
        else:
            left_out.append(found[0])
    for line in re.split(_BETWEEN_LINES, _IN_BRACES.sub("\n", note)):
        text = line.strip()
        named = re.fullmatch(_LINE, text)
        name = " ".join(named[1].lower().split()) if named else ""
        if named and name in _IDENTIFIERS:
            identifiers.append((_IDENTIFIERS[name], named[2]))
        elif name in _NAMES or re.fullmatch(_WHOLE_LINE, text):
            left_out.append(text)
        else:
            kept.append(line)
    return NoteParts("\n".join(kept).strip(), tuple(identifiers), tuple(left_out))
