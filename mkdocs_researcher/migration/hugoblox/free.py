"""Titles, texts, pictures and links of a section of a HugoBlox page, whatever it is called, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_researcher.migration.tables import Table, at, plain, report_rest, text, url
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_TITLE = text("title", "name", "heading", "question", "headline", "statistic")
_ADDRESS = url("url", "link", "href")
_LABEL = text("label", "text", "name", "title")
_TEXTS = (
    "subtitle tagline role organization company text content description summary quote answer caption price note "
    "announcement bio"
).split()
_PICTURES = "image hero_media overlay_img photo avatar src filename logo media".split()
_LISTS = "items item feature features slides stats faq logos cards plans links members testimonials".split()
_BUTTONS = (
    "cta cta_alt cta_note primary_action secondary_action button buttons announcement action social contact_links"
).split()
_COLUMNS: Table = {
    "title": _TITLE,
    "url": _ADDRESS,
    "caption": text("image.caption", "caption"),
    "alt": plain("image.alt", "image.alt_text"),
    "button": text("cta_label"),
    "target": url("cta_url"),
    "others": text(*_TEXTS, *_PICTURES, *_LISTS, *_BUTTONS),
}
# How a section looks or what it lists, and nothing that is read.
_SETTINGS = frozenset(
    """design id demo icon icon_pack align overlay_color overlay_filter interval height loop columns username author
    cta_icon cta_icon_pack percent color color_border filters count offset order sort_by sort_ascending page_type view
    background autolink form email_form netlify date_format filter_default default_button_index headless type date
    user_groups show_social show_interests height_px css_class css_style archive link_to_archive is_featured limit
    alt widget_id headings coordinates autoplay level style""".split()
)


def free_parts(content: Mapping[str, Any], words: Words, *, level: int = 0) -> list[str]:
    """All that a section shows, as Markdown.

    Args:
        content: what it holds; the title of the section itself is read elsewhere.
        words: for what is seen.
        level: how deep it is in the section.
    """
    title, target = _TITLE.value(content, words), _ADDRESS.value(content, words)
    parts = [shown for name in _PICTURES if (shown := _picture(content.get(name), words))]
    if title or target:
        parts.append(f"**[{title or target}]({target})**" if target else f"**{title}**")
    parts += [said for name in _TEXTS if isinstance(content.get(name), str) and (said := words.block(content[name]))]
    buttons = [shown for name in _BUTTONS for shown in _buttons(content.get(name), words)]
    flat = {"label": content.get("cta_label"), "url": content.get("cta_url")}
    parts.append(" · ".join([*buttons, *_buttons(flat, words)]))
    parts += ["\n".join(points) if all("\n" not in one for one in points) else "\n\n".join(points)
              for name in _LISTS if (points := list(_points(content.get(name), words, level)))]  # fmt: skip
    report_rest(content, _COLUMNS, _SETTINGS, words, "page")
    return [part for part in parts if part]


def _picture(value: Any, words: Words) -> str:
    path = words.picture(at(value, "filename") or at(value, "src") or value)
    alt = str(at(value, "alt") or at(value, "alt_text") or "").replace("[", "(").replace("]", ")")
    caption = words.text(at(value, "caption"))
    return f"![{alt}]({path.replace(' ', '%20')})" + (f"<br>{caption}" if caption else "") if path else caption


def _buttons(value: Any, words: Words) -> Iterator[str]:
    for item in as_items(value):
        button = as_mapping(item) or {"label": item}
        label, target = _LABEL.value(button, words), _ADDRESS.value(button, words)
        if label or target:
            yield f"[{label or target}]({target})" if target else label
        yield from (shown for name in _ADDRESS.names if isinstance(at(item, name), dict)
                    for shown in _buttons(at(item, name), words))  # fmt: skip


def _points(value: Any, words: Words, level: int) -> Iterator[str]:
    """Points of a list, each in a point of Markdown."""
    for item in as_items(value):
        parts = free_parts(item, words, level=level + 1) if isinstance(item, dict) and level < 3 else words.texts(item)
        if parts:
            lines = "\n\n".join(parts).split("\n")
            yield "\n".join([f"- {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])])
