"""Shortcodes of Hugo and HugoBlox as Markdown: those with content, and those without."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from mkdocs_researcher.errors import Location

_KINDS = {"warning": "warning", "danger": "danger", "tip": "tip", "info": "info", "success": "success"}


class Tag(NamedTuple):
    """A shortcode.

    Attributes:
        name: its name.
        named: its arguments by name.
        listed: its arguments without a name.
        place: its location.
    """

    name: str
    named: dict[str, str]
    listed: list[str]
    place: Location

    def get(self, *names: str, index: int = 0) -> str:
        """The first of these arguments that is there, or else the one at an index among those without a name."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        return found or (self.listed[index] if len(self.listed) > index >= 0 else "")


def figure(tag: Tag) -> str:
    """A picture with its words."""
    source = tag.get("src", "source", "image", "filename")
    alt = (tag.named.get("alt") or "").replace("[", "(").replace("]", ")")
    title, caption, credit = tag.get("title", index=-1), tag.get("caption", index=-1), tag.get("attr", index=-1)
    credit = f"[{credit}]({tag.named['attrlink']})" if credit and tag.named.get("attrlink") else credit
    made = f"![{alt}]({source.replace(' ', '%20')})" if source else ""
    made = f"[{made}]({tag.named['link']})" if tag.named.get("link") and made else made
    words = " ".join(part for part in (f"**{title}**" if title else "", caption, credit) if part)
    return f"{made}<br>{words}" if words and made else made or words


def pair(tag: Tag) -> tuple[str, str] | None:
    """Text before and after the content of a shortcode; None if it has no content."""
    if tag.name in HOLDING:
        return "", ""
    made = _PAIRS.get(tag.name)
    return made(tag) if made else None


def _callout(tag: Tag) -> tuple[str, str]:
    title = tag.get("title", index=-1)
    words = f'<p class="admonition-title">{title}</p>' if title else ""
    return f'<div class="admonition {_KINDS.get(tag.get("type"), "note")}" markdown="1">{words}', "</div>"


def _details(tag: Tag) -> tuple[str, str]:
    return f'<details markdown="1"><summary markdown="1">{tag.get("text", "title", "summary")}</summary>', "</details>"


def _frame(address: str) -> Callable[[Tag], str]:
    def made(tag: Tag) -> str:
        url = address.format(id=quote(tag.get("id", "vid"), safe=""))
        return f'<iframe src="{url}" width="640" height="360" title="Video" loading="lazy" allowfullscreen></iframe>'

    return made


def _link(address: str) -> Callable[[Tag], str]:
    def made(tag: Tag) -> str:
        user, name = (quote(tag.get(key, index=index)) for index, key in enumerate(("user", "id")))
        url = address.format(user=user, id=name).rstrip("/")
        return f"[{url.partition('//')[2]}]({url})"

    return made


def _media(name: str) -> Callable[[Tag], str]:
    return lambda tag: f'<{name} src="{tag.get("src", "path", "url")}" controls></{name}>'


def _call_to_action(tag: Tag) -> str:
    made = []
    for text, link in (("cta_text", "cta_link"), ("cta_alt_text", "cta_alt_link")):
        if tag.named.get(text) and tag.named.get(link):
            made.append(f"[{tag.named[text]}]({tag.named[link]})")
    return " ".join(made)


def _card(tag: Tag) -> str:
    title, url = tag.get("title", "name"), tag.get("url", "link", "href", index=-1)
    text = tag.get("description", "subtitle", "text", index=-1)
    image = tag.named.get("image", "")
    parts = [f"![]({image})" if image else "", f"[{title}]({url})" if url else f"**{title}**" if title else "", text]
    return " ".join(part for part in parts if part)


_PAIRS: dict[str, Callable[[Tag], tuple[str, str]]] = {
    **dict.fromkeys(("callout", "alert", "admonition", "notice"), _callout),
    **dict.fromkeys(("spoiler", "details", "toggle", "accordion-item"), _details),
    "staticref": lambda tag: ("[", f"](/{tag.get('path').lstrip('/')})"),
    **dict.fromkeys(("button", "cta-button"), lambda tag: ("[", f"]({tag.get('url', 'href', 'link')})")),
    **dict.fromkeys(("hl", "mark"), lambda _: ("<mark>", "</mark>")),
    **dict.fromkeys(("mermaid", "diagram"), lambda _: ("```mermaid", "```")),
    **dict.fromkeys(("highlight", "code"), lambda tag: (f"```{tag.get('lang')}", "```")),
}
ALONE: dict[str, Callable[[Tag], str]] = {
    "youtube": _frame("https://www.youtube-nocookie.com/embed/{id}"),
    "vimeo": _frame("https://player.vimeo.com/video/{id}?dnt=1"),
    "bilibili": _frame("https://player.bilibili.com/player.html?bvid={id}"),
    "video": _media("video"),
    "audio": _media("audio"),
    "gist": _link("https://gist.github.com/{user}/{id}"),
    "tweet": _link("https://x.com/{user}/status/{id}"),
    "twitter": _link("https://x.com/{user}/status/{id}"),
    "x": _link("https://x.com/{user}/status/{id}"),
    "instagram": _link("https://www.instagram.com/p/{user}"),
    "github": lambda tag: f"[{tag.get('repo')}](https://github.com/{tag.get('repo')})",
    "embed": lambda tag: f"[{tag.get('resource', 'url')}]({tag.get('resource', 'url')})",
    **dict.fromkeys(("figure", "image", "img"), figure),
    "cta": _call_to_action,
    "card": _card,
    "hr": lambda _: "<hr>",
}
"""Those without text, by their names."""

_HOLDING = """fragment speaker_note slide-content steps cards columns column section center raw markmap accordion md"""
_SILENT = """toc table_of_contents list_tags list_categories list_children slide clear"""
_DRAWINGS = """chart plotly bokeh figma map table notebook"""

HOLDING = frozenset(_HOLDING.split())
"""Those whose text is all there is."""

SILENT = frozenset(_SILENT.split())
"""Those that show nothing of their own."""

DRAWINGS = frozenset(_DRAWINGS.split())
"""Those that draw what scripts draw."""
