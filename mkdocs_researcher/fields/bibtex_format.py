"""BibTeX entries as text: one form for all, with the fields in one order."""

from __future__ import annotations

from collections.abc import Mapping

# As bibliographies print them; others follow by name.
_ORDER = (
    "title", "author", "editor", "booktitle", "journal", "series", "school", "institution", "organization",
    "publisher", "address", "edition", "chapter", "type", "howpublished", "volume", "number", "pages", "year", "month",
    "eprint", "archiveprefix", "primaryclass", "doi", "isbn", "issn", "url", "note",
)  # fmt: skip
_RANKS = {name: rank for rank, name in enumerate(_ORDER)}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names of months that every BibTeX style defines, from January."""

# What al-folio keeps from its visitors, and what it needs for its own buttons.
_OF_AL_FOLIO = (
    "abbr", "abstract", "additional_info", "altmetric", "annotation", "annote", "arxiv", "award", "award_name",
    "bibtex_show", "blog", "code", "dimensions", "google_scholar_id", "html", "inspirehep_id", "pdf", "poster",
    "preview", "selected", "slides", "supp", "video", "website",
)  # fmt: skip
# What reference managers write for themselves.
_OF_MANAGERS = (
    "biburl", "bibsource", "date-added", "date-modified", "file", "groups", "keywords", "owner", "read", "timestamp",
    "__markedentry",
)  # fmt: skip
PRIVATE_FIELDS = frozenset({*_OF_AL_FOLIO, *_OF_MANAGERS})
"""Fields that mean something to one program or one person, and nothing to who cites the work."""

_PRIVATE_STARTS = ("bdsk-", "mendeley-")


def is_private(name: str) -> bool:
    """Whether a field, by its lower-case name, is nobody else's business."""
    return name in PRIVATE_FIELDS or name.startswith(_PRIVATE_STARTS)


def format_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry as text that ends with a line break.

    Args:
        kind: its type, such as `article`.
        key: its key; it must be valid.
        fields: values by lower-case name, in LaTeX and with balanced braces; a month may be one of `MONTHS`. Private
            and empty ones are left out.
    """
    names = sorted((name for name in fields if fields[name] and not is_private(name)), key=_rank)
    lines = [f"  {name} = {_value(name, fields[name])},\n" for name in names]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _rank(name: str) -> tuple[int, str]:
    return _RANKS.get(name, len(_RANKS)), name


def _value(name: str, value: str) -> str:
    return value if name == "month" and value in MONTHS else f"{{{value}}}"
