"""Sections of a HugoBlox page with titles, texts, pictures and links of their own, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_researcher.formats.source import quoted_texts
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_TITLES = ("title", "name", "heading", "question", "headline", "statistic")
_TEXTS = (
    "subtitle", "tagline", "role", "organization", "company", "text", "content", "description", "summary", "quote",
    "answer", "caption", "price", "note", "announcement",
)  # fmt: skip
_PICTURES = ("image", "hero_media", "overlay_img", "photo", "avatar", "src", "filename", "logo")
_LABELS = ("label", "text", "name", "title")
_ADDRESSES = ("url", "link", "href")
_LISTS = (
    "items",
    "item",
    "feature",
    "features",
    "slides",
    "buttons",
    "stats",
    "faq",
    "logos",
    "cards",
    "plans",
    "links",
)
_BUTTONS = (
    "cta", "cta_alt", "cta_note", "primary_action", "secondary_action", "button", "buttons", "announcement", "action",
)  # fmt: skip
# How a section looks or what it lists, and nothing that is read.
_SETTINGS = frozenset(
    [
        "design",
        "id",
        "demo",
        "icon",
        "icon_pack",
        "align",
        "overlay_color",
        "overlay_filter",
        "interval",
        "height",
        "loop",
        "columns",
        "username",
        "author",
        "cta_icon",
        "cta_icon_pack",
        "percent",
        "color",
        "color_border",
        "filters",
        "count",
        "offset",
        "order",
        "sort_by",
        "sort_ascending",
        "page_type",
        "view",
        "background",
        "autolink",
        "form",
        "email_form",
        "netlify",
        "date_format",
        "filter_default",
        "default_button_index",
        "headless",
        "type",
        "date",
        "user_groups",
        "show_social",
        "show_interests",
        "height_px",
        "css_class",
        "css_style",
        "archive",
        "link_to_archive",
        "is_featured",
    ]
)
_NO_PLACE = "{name}: {value} has no place in the new page; write what it showed"


def free_parts(content: dict[str, Any], words: Words, *, level: int = 0) -> list[str]:
    """All that a section shows, as Markdown.

    Args:
        content: what it holds; the title of the section itself is read elsewhere.
        words: for what is seen.
        level: 0 for the section, 1 for an item of it.
    """
    left = {name: value for name, value in content.items() if name not in _SETTINGS and value not in (None, "", [], {})}
    title = (
        next((words.text(left.pop(name)) for name in _TITLES if isinstance(left.get(name), str)), "") if level else ""
    )
    pictures = [picture for name in _PICTURES if (picture := _picture(left, name, words))]
    url = next((words.url(left.pop(name)) for name in _ADDRESSES if isinstance(left.get(name), str)), "")
    texts = [text for name in _TEXTS if isinstance(left.get(name), str) and (text := words.block(left.pop(name)))]
    buttons = [part for name in _BUTTONS for part in _buttons(left.pop(name, None), words)]
    buttons += _flat_buttons(left, words)
    parts = [*pictures]
    if title or (url and level):
        shown = title or url
        parts.append(f"**[{shown}]({url})**" if url else f"**{shown}**")
    parts += texts
    if buttons:
        parts.append(" · ".join(buttons))
    for name in _LISTS:
        parts += _listed(left.pop(name, None), words, level)
    _tell(left, words)
    return parts


def _picture(left: dict[str, Any], name: str, words: Words) -> str:
    value = left.get(name)
    if not isinstance(value, str | dict):
        return ""
    del left[name]
    image = as_mapping(value)
    path = words.picture(image.get("filename") or image.get("src") if image else value)
    alt = str(image.get("alt") or image.get("alt_text") or "").replace("[", "(").replace("]", ")")
    caption = words.text(image.get("caption"))
    if not path:
        return caption
    return f"![{alt}]({path.replace(' ', '%20')})" + (f"<br>{caption}" if caption else "")


def _buttons(value: Any, words: Words) -> Iterator[str]:
    for item in as_items(value):
        if isinstance(item, str):
            if text := words.text(item):
                yield text
            continue
        button = as_mapping(item)
        label = next((words.text(button[name]) for name in _LABELS if isinstance(button.get(name), str)), "")
        url = next((words.url(button[name]) for name in _ADDRESSES if isinstance(button.get(name), str)), "")
        inner = [
            part for name in _ADDRESSES if isinstance(button.get(name), dict) for part in _buttons(button[name], words)
        ]
        if label or url:
            yield f"[{label or url}]({url})" if url else label
        yield from inner


def _flat_buttons(left: dict[str, Any], words: Words) -> Iterator[str]:
    """Buttons of a slide, `cta_label` and `cta_url`."""
    label, url = words.text(left.pop("cta_label", None)), words.url(left.pop("cta_url", None))
    if label or url:
        yield f"[{label or url}]({url})" if url else label


def _listed(value: Any, words: Words, level: int) -> Iterator[str]:
    """Points of a list, each in a point of Markdown."""
    points = []
    for item in as_items(value):
        if isinstance(item, dict) and level < 3:
            parts = free_parts(item, words, level=level + 1)
        else:
            parts = words.texts(item if isinstance(item, str) else None)
        if parts:
            lines = "\n\n".join(parts).split("\n")
            points.append("\n".join([f"- {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]))
    if points:
        yield "\n".join(points) if all("\n" not in point for point in points) else "\n\n".join(points)


def _tell(left: dict[str, Any], words: Words) -> None:
    for name, value in left.items():
        if (text := quoted_texts([value])) and str(value).lower() not in {"true", "false"}:
            words.addresses.site.note(words.place(value), _NO_PLACE.format(name=name, value=text))
