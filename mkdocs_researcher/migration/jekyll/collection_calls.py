"""Calls in a new page that replace a loop over a collection in the old one."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from mkdocs_researcher.migration.jekyll.liquid_values import Collection
from mkdocs_researcher.migration.jekyll.site import text_in, title_of
from mkdocs_researcher.migration.jekyll.template_reader import TemplateReader


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


def call_for(
    reader: TemplateReader, collection: Collection, limit: str = "", *, style: str = "", group: str = ""
) -> str:
    """A mark for the call that shows a collection; nothing if there is nothing in it.

    Args:
        reader: knows the data.
        collection: which one, and which of its documents.
        limit: so many at most.
        style: as the call takes it.
        group: what to group by.
    """
    kind = _CALLS.get(collection.name)
    if kind is None:
        return ""
    entries, shown = reader.records.get(kind.file) or [], list(reader.shown.get(kind.file, []))
    if not entries:
        return ""
    arguments = [kind.arguments]
    if collection.where and (chosen := _chosen(reader, collection)) is not None:
        if not chosen:
            return ""
        field = "id" if kind.file == "papers" else _TITLES.get(kind.file, "title")
        picked = [index for index, entry in enumerate(entries) if entry.get(field) in chosen]
        shown = [shown[index] for index in picked]
        arguments.append(f"select={json.dumps([entries[index][field] for index in picked], ensure_ascii=False)}")
    if limit.isdigit() and int(limit):
        arguments.append(f"limit={int(limit)}")
        dates = [str(entry.get("date") or "") for entry in entries]
        newest = sorted(range(len(shown)), key=lambda index: dates[index], reverse=True)[: int(limit)]
        shown = [shown[index] for index in newest] if not collection.where else shown[: int(limit)]
    elif kind.call == "news" and style != "scroll" and len(entries) > _IN_SIGHT:
        arguments.append(f"limit={len(entries)}")
    arguments += [f'style="{style}"'] * bool(style)
    arguments += ['sort="none"'] * (group == "category")  # the file holds them in the order of the categories
    arguments += [f'group_by="{group}"'] * bool(group)
    return reader.marks.block(f"{{{{ {kind.call}({', '.join(filter(None, arguments))}) }}}}", shown)


_IN_SIGHT = 5


def _chosen(reader: TemplateReader, collection: Collection) -> set[Any] | None:
    """Titles, or ids of papers, of the documents that are asked for; None if it is all of them."""
    documents = list(reader.documents.get(collection.name, ()))
    fitting = [doc for doc in documents if all(text_in(doc.meta, field) == value for field, value in collection.where)]
    if len(fitting) == len(documents):
        return None
    return {doc.meta.get("paper_id") or title_of(doc) for doc in fitting}
