"""The status of BibTeX entries, in whichever field it is."""

from __future__ import annotations

from mkdocs_researcher.fields.status import may_hold_status, take_status
from mkdocs_researcher.formats.bibtex.entries import Entry
from mkdocs_researcher.formats.bibtex.latex import to_plain

# Best first. A note keeps its words unless they are nothing but the status.
_FIELDS = """status pubstate note addendum howpublished year date month volume number issue pages eid journal
journaltitle booktitle publisher institution school type""".split()
_READ = frozenset(_FIELDS)
_SENTENCES = frozenset(("note", "addendum"))
_EXPLICIT = frozenset(("status", "pubstate"))


def without_status(entry: Entry) -> tuple[Entry, str, str]:
    """The entry without the words for its status in other fields, the status, and the field that says it.

    Status and field are empty if no field has a status, or only `status` and `pubstate`, which stay as they are.
    """
    if not any(map(may_hold_status, [text for name, text in entry.fields.items() if name in _READ])):
        return entry, "", ""
    fields, status, source = dict(entry.fields), "", ""
    for name in _FIELDS:
        written = fields.get(name, "")
        if name in _EXPLICIT or not may_hold_status(written):
            continue
        if taken := take_status(to_plain(written).replace("\xa0", " ")):
            status, source = status or taken.status, source or name
            if not taken.rest:
                del fields[name]
            elif name not in _SENTENCES:
                fields[name] = taken.rest if "\\" not in written and "{" not in written else _cut(written, taken.rest)
    return entry._replace(fields=fields), status, source


def _cut(written: str, rest: str) -> str:
    """The rest of a field in LaTeX, as written if that is possible."""
    taken = take_status(written)
    return taken.rest if taken else rest
