"""`news()`: news items, newest first, older ones folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.dates.parse import DateField
from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import (
    Arguments,
    Count,
    Data,
    DataFile,
    DateArgument,
    ListItem,
    Macro,
    More,
    View,
    view,
)
from mkdocs_researcher.macros.dated import is_since


class NewsItem(ListItem):
    """A piece of news."""

    date: DateField = Field(description="Date of the news.", examples=["2026-06"])
    text: Text = Field(
        description="The news, in one or two sentences.", examples=["Our paper was chosen for an **oral**."]
    )
    icon: str | None = Field(None, description="Emoji, or an icon of the theme.", examples=["🎉"])
    url: UrlField | None = Field(None, description="Link to more information.", examples=["https://example.org"])
    pinned: bool = Field(False, description="Keeps the item at the top.", examples=[True])


NEWS = DataFile("news", NewsItem, "news item")


class NewsArguments(Arguments):
    """Arguments of `news()`."""

    limit: Count = Field(5, description="Show this many items; older ones are folded.", examples=[5])
    style: Literal["list", "scroll", "years"] = Field(
        "list",
        description="`list` (older ones open on a click), `scroll` (all in a box) or `years` (grouped by year).",
        examples=["years"],
    )
    since: DateArgument | None = Field(None, description="Leave out items before this date.", examples=[2024])


class NewsCallArguments(NewsArguments):
    """Arguments of `news()`: those of the block "/// news", and a link, because a block has no line of a heading."""

    more: UrlField | None = Field(
        None,
        description="Page with all news, linked in the line of the heading; older items are then not folded.",
        examples=["news.md"],
    )


def sort_news(items: Sequence[NewsItem]) -> list[NewsItem]:
    """Pinned items first, then newest first; items of the same date keep the order of the file."""
    newest = sorted(items, key=lambda item: item.date.sort_key, reverse=True)
    return sorted(newest, key=lambda item: not item.pinned)


def by_year(items: Sequence[NewsItem]) -> list[tuple[int, list[NewsItem]]]:
    """Items by year, newest year first."""
    years: dict[int, list[NewsItem]] = {}
    for item in items:
        years.setdefault(item.date.year, []).append(item)
    return sorted(years.items(), reverse=True)


def news_view(items: Sequence[NewsItem], arguments: NewsArguments, more: More | None = None) -> View:
    """A view of news items from any source."""
    items = sort_news(items)
    if arguments.since is not None:
        items = [item for item in items if is_since(item.date, arguments.since)]
    limit = arguments.limit
    years = by_year(items)
    in_sight = [sum(len(of_year) for _, of_year in years[:count]) for count in range(1, len(years) + 1)]
    return view(
        style=arguments.style,
        items=items,
        recent=items[:limit],
        older=items[limit:] if more is None else [],
        limit=limit,
        years=years,
        open_years=next((index for index, count in enumerate(in_sight, 1) if count >= limit), len(years)),
    )


def _build_news(data: Data, arguments: NewsCallArguments) -> View:
    more = More(arguments.more, "all_news") if arguments.more else None
    items = data.entries(NEWS)
    shown = news_view(items, arguments, more)
    empty = "" if shown.parts[0].context["items"] else NEWS.shows_nothing(items)
    return View(shown.parts, more=more, empty_reason=empty)


MACROS = (Macro("news", NewsCallArguments, _build_news, "news", files=(NEWS,)),)
