"""Markdown with HTML in it as plain Markdown: what data fields take, and what is easy to edit."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from mkdocs_researcher.migration.tree.lines import joined, rows_in
from mkdocs_researcher.migration.tree.markdown_reader import MarkdownReader
from mkdocs_researcher.migration.tree.tree import DeepError, parse


def plain_markdown(text: str, clean: Callable[[HtmlElement], None] | None = None) -> str:
    """Markdown with HTML in it as Markdown alone, as far as Markdown has a sign for it; other tags leave their text.

    Args:
        text: as kramdown reads it.
        clean: changes the tree of it first, such as its addresses.
    """
    if not text.strip():
        return ""
    try:
        body = parse(MarkdownReader().html(text))
    except (DeepError, RecursionError):
        return ""
    if clean:
        clean(body)
    made: list[str] = []
    block = -1
    for row in joined(rows_in(body)):
        said = f"- {row.markdown}" if row.is_point else row.markdown
        if block >= 0 and row.block != block and not row.is_point:
            made.append("")
        block = row.block
        made.append(said)
    return "\n".join(made).strip("\n")
