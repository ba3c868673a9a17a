"""Calls in a new page that replace a loop over a collection in the old one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from mkdocs_researcher.formats.records import Records
from mkdocs_researcher.migration.jekyll.collections import Collection, Document
from mkdocs_researcher.migration.jekyll.liquid_filters import Documents
from mkdocs_researcher.migration.jekyll.site import title_of
from mkdocs_researcher.migration.marks import Marks
from mkdocs_researcher.migration.new_site import Entry, OldPage

_IN_SIGHT = 5


class _Shown(NamedTuple):
    """How a collection is shown: its data file, the macro, and fixed arguments."""

    file: str
    call: str
    arguments: str = ""


_CALLS = {
    "news": _Shown("news", "news"),
    "projects": _Shown("projects", "projects", 'sort="none"'),
    "portfolio": _Shown("projects", "projects", 'sort="none"'),
    "talks": _Shown("talks", "talks"),
    "teaching": _Shown("teaching", "teaching"),
    "teachings": _Shown("teaching", "teaching"),
    "publications": _Shown("papers", "papers"),
    "posts": _Shown("posts", "entries", '"posts"'),
    "books": _Shown("books", "entries", '"books"'),
}
_TITLES = {"teaching": "course"}


class Reader(Protocol):
    """What a call needs to know of a site."""

    records: Records
    shown: dict[str, list[Entry]]
    marks: Marks
    documents: dict[str, Collection]


def call_for(reader: Reader, found: Documents | str, limit: str = "", *, style: str = "", group: str = "") -> str:
    """A mark for the call that shows a collection; nothing if there is nothing in it.

    Args:
        reader: knows the data.
        found: the documents that are asked for, or the name of the collection for all of them.
        limit: so many at most.
        style: as the call takes it.
        group: what to group by.
    """
    name = found if isinstance(found, str) else found.name
    kind = _CALLS.get(name)
    if kind is None:
        return ""
    entries, shown = reader.records.get(kind.file) or [], list(reader.shown.get(kind.file, []))
    if not entries:
        return ""
    arguments = [kind.arguments]
    field = "id" if kind.file == "papers" else _TITLES.get(kind.file, "title")
    chosen = None if isinstance(found, str) else _chosen(reader, found)
    if chosen is not None:
        if not chosen:
            return ""
        dates = [str(entry.get("date") or entry.get("year") or "") for entry in entries]
        newest = sorted(range(len(entries)), key=lambda index: dates[index], reverse=True)[: len(chosen)]
        if kind.file in {"news", "posts"} and {entries[index].get(field) for index in newest} == set(chosen):
            limit = limit or str(len(chosen))
        else:
            picked = [index for index, entry in enumerate(entries) if entry.get(field) in chosen]
            shown = [shown[index] for index in picked]
            arguments.append(f"select={json.dumps([entries[index][field] for index in picked], ensure_ascii=False)}")
    if limit.isdigit() and int(limit):
        arguments.append(f"limit={int(limit)}")
        dates = [str(entry.get("date") or "") for entry in entries]
        order = sorted(range(len(shown)), key=lambda index: dates[index] if index < len(dates) else "", reverse=True)
        shown = [shown[index] for index in order[: int(limit)]]
    elif kind.call == "news" and style != "scroll" and len(entries) > _IN_SIGHT:
        arguments.append(f"limit={len(entries)}")
    arguments += [f'style="{style}"'] * bool(style)
    arguments += ['sort="none"'] * (group == "category")  # the file holds them in the order of the categories
    arguments += [f'group_by="{group}"'] * bool(group)
    return reader.marks.block(f"{{{{ {kind.call}({', '.join(filter(None, arguments))}) }}}}", shown)


def is_listed(name: str, texts: Iterable[str], marks: Marks) -> bool:
    """Does a page call the macro that shows a collection, so that nothing of it is left?"""
    if name not in _CALLS:
        return True
    start = f"{{{{ {_CALLS[name].call}({_CALLS[name].arguments}"
    return any(start in marks.put(text) for text in texts if marks.in_text(text))


def _chosen(reader: Reader, found: Documents) -> list[Any] | None:
    """Titles, or ids of papers, of the documents that are asked for; None if it is all of them."""
    pages = [item.page for item in found.flat if isinstance(item, Document)]
    if len(pages) >= len(list(reader.documents.get(found.name, ()))):
        return None
    return [_name(page) for page in pages]


def _name(page: OldPage) -> Any:
    return page.meta.get("paper_id") or title_of(page)
