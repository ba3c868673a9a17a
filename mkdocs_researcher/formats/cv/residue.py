"""What a format has no field for, kept beside it, so that our data comes back whole.

An exported entry is what the format knows. Beside it stands a small block under a name of ours, which other programs
pass over: the fields that an import of the entry would not give back. An import reads the entry, then lays the block
over it, except where somebody has changed the entry since: then the change counts.

    {"file": "talks", "fields": {"kind": "invited", "details": null}, "was": {"details": "2c26b46b"},
     "within": {"details": ["kind"]}}

`file` says which data file the entry is of, if that is not clear; `fields` holds values as in our YAML, null for a
field that is not there; `was` holds a short hash of what an import gives for these fields; `within` names fields whose
words stand in the text of another one, so that they do not count beside a change of it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from mkdocs_researcher.formats.cv.fitting import Record, canonical, model_of
from mkdocs_researcher.formats.cv.folding import LABELS, POINTS, held_in, unfold, without
from mkdocs_researcher.formats.yaml.write import as_plain

KEY = "x-mkdocs-researcher"
_TIME = ("date", "start", "end")


def residue(file: str, record: Record, back: Record | None) -> dict[str, Any]:
    """The block for an exported entry; empty if an import gives all of it.

    Args:
        file: data file of the entry.
        record: the entry; it fits its model.
        back: what an import makes of the exported entry, None if nothing; it fits its model.
    """
    record, back = as_plain(record), as_plain(back or {})
    if not back:
        return {"fields": record}
    ours, theirs = canonical(file, record), canonical(file, back)
    names = [name for name in ours if ours[name] != theirs[name]]
    if "date" in names and "start" in model_of(file).model_fields:
        names = [other for name in names for other in (_TIME if name == "date" else (name,))]
    fields = {name: record.get(name) for name in names if name in record or name in back}
    was = {name: digest(back[name]) for name in fields if name in back}
    lost = [name for name in fields if name not in was and name not in _TIME]
    texts = {name: back[name] for name in was if isinstance(back[name], str)}
    within = {name: held_in(record, lost, text, record.get(name)) for name, text in texts.items()}
    within = {name: names for name, names in within.items() if names}
    return {name: part for name, part in (("fields", fields), ("was", was), ("within", within)) if part}


def restored(record: Record | None, block: Any) -> tuple[Record, tuple[str, ...]]:
    """A record with the block of its entry laid over it.

    Args:
        record: what an import made of the entry, None if nothing.
        block: what stands under `KEY`; anything, as it is untrusted.

    Returns:
        The record, and the fields whose entry has changed since, so that the block does not count.
    """
    merged = dict(as_plain(record or {}))
    fields, was, within = (_mapping(block, name) for name in ("fields", "was", "within"))
    changed: list[str] = []
    for name in fields:
        if name in _TIME and name != "date" and "date" in changed:
            continue
        if (digest(merged[name]) if name in merged else None) != was.get(name):
            changed.append(name)
    whole = {name: value for name, value in fields.items() if name not in changed}
    if "date" in changed:
        whole = {name: value for name, value in whole.items() if name not in _TIME}
    for name in changed:
        whole |= _unfolded(name, merged.get(name), fields, was, within)
    gone = [name for name, value in whole.items() if value is None and fields[name] is not None]
    merged |= whole
    return {name: value for name, value in merged.items() if value is not None}, (*changed, *gone)


def _unfolded(name: str, value: Any, fields: Record, was: Record, within: Record) -> Record:
    """What a changed field says of itself and of the fields that it held when it was exported."""
    if name == POINTS:
        labelled = tuple(label for label in LABELS if label in fields and label not in was)
        return unfold(fields, labelled, value if isinstance(value, list) else [])
    listed = within.get(name)
    held = [str(one) for one in listed] if isinstance(listed, list) else []
    names = [one for one in held if one in fields and one not in was]
    if not names or not isinstance(value, str):
        return dict.fromkeys(names)
    rest = without(fields, names, value)
    return dict.fromkeys(names) if rest is None else {name: rest or None}


def _mapping(block: Any, name: str) -> Record:
    found = block.get(name) if isinstance(block, dict) else None
    return found if isinstance(found, dict) else {}


def digest(value: Any) -> str:
    """A short hash of a value."""
    text = json.dumps(as_plain(value), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
