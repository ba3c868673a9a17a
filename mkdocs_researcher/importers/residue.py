"""What a format has no field for, kept beside it, so that our data comes back whole.

An exported entry is what the format knows. Beside it stands a small block under a name of ours, which other programs
pass over: the fields that an import of the entry would not give back. An import reads the entry, then lays the block
over it, except where somebody has changed the entry since: then the change counts.

    {"file": "service", "fields": {"mentor": ["Ottoline Reyes"]}, "was": {"summary": "2c26b46b"}}

`file` says which data file the entry is of, if that is not clear; `fields` holds values as in our YAML, null for a
field that is not there; `was` holds a short hash of what an import gives for these fields.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from mkdocs_researcher.importers.fitting import Record, canonical, model_of
from mkdocs_researcher.loaders.yaml_text import as_plain

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
    return {name: part for name, part in (("fields", fields), ("was", was)) if part}


def restored(record: Record | None, block: Any) -> tuple[Record, tuple[str, ...]]:
    """A record with the block of its entry laid over it.

    Args:
        record: what an import made of the entry, None if nothing.
        block: what stands under `KEY`; anything, as it is untrusted.

    Returns:
        The record, and the fields whose entry has changed since, so that the block does not count.
    """
    merged = dict(as_plain(record or {}))
    fields = block.get("fields") if isinstance(block, dict) else None
    was = block.get("was") if isinstance(block, dict) else None
    changed: list[str] = []
    for name, value in (fields if isinstance(fields, dict) else {}).items():
        expected = was.get(name) if isinstance(was, dict) else None
        if name in _TIME and name != "date" and "date" in changed:
            continue
        if (digest(merged[name]) if name in merged else None) != expected:
            changed.append(name)
        elif value is None:
            merged.pop(name, None)
        else:
            merged[name] = value
    return merged, tuple(changed)


def digest(value: Any) -> str:
    """A short hash of a value."""
    text = json.dumps(as_plain(value), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
