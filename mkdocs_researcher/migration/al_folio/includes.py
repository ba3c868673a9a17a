"""al-folio's includes and tags as HTML and Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

_FILMS = (".mp4", ".webm", ".ogv", ".mov")
_DETAILS = re.compile(r"\{%-?\s*details\s+(.*?)-?%\}")
_END_DETAILS = re.compile(r"\{%-?\s*enddetails\s*-?%\}")
_MERMAID = re.compile(r"\{%-?\s*(end)?mermaid\s*-?%\}")
_TABS = re.compile(r"\{%-?\s*(?:end)?tabs\b[^{}]*%\}")
_TAB = re.compile(r"\{%-?\s*tab\s+[\w-]+\s+(.*?)-?%\}")
_END_TAB = re.compile(r"\{%-?\s*endtab\s*-?%\}")
NOTHING = frozenset(
    ("bib_search", "pagination", "scripts/masonry", "giscus", "disqus", "related_posts", "metadata", "newsletter")
)
"""Includes that show nothing of the author's."""


def in_plain_html(text: str) -> str:
    """A line with al-folio's block tags as HTML and Markdown, and its grid as Material has it."""
    text = text.replace('<div class="row', '<div class="grid').replace('href=".#', 'href="#')
    if "{%" not in text:
        return text
    text = _MERMAID.sub(lambda match: "```" if match[1] else "```mermaid", text)
    text = _DETAILS.sub(r'<details markdown="1"><summary>\1</summary>\n', text)
    text = _TABS.sub("", _END_DETAILS.sub("\n</details>", text))
    return _END_TAB.sub("", _TAB.sub(r"**\1**", text))


def picture(parameters: Mapping[str, Any]) -> str:
    """`figure.liquid`: a picture, with a caption if it has one."""
    path = _text(parameters, "url") or _text(parameters, "path")
    if not path:
        return ""
    caption = _text(parameters, "caption")
    words = _text(parameters, "alt") or _text(parameters, "title") or re.sub(r"<[^<>]*>", "", caption)
    shown = f'<img src="{_address(path)}" alt="{html.escape(words)}">'
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{shown}{below}</figure>"


def portrait(path: str, side: str) -> str:
    """A person beside a text."""
    return f'<p><img src="{_address(path)}" alt="" width="200" align="{side}"></p>'


def film(parameters: Mapping[str, Any]) -> str:
    """`video.liquid`: a film of the site, or one in a frame."""
    path = _text(parameters, "path")
    caption = _text(parameters, "caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    if path.lower().endswith(_FILMS):
        shown = f'<video src="{_address(path)}" controls></video>'
    else:
        shown = f'<iframe src="{_address(path)}" loading="lazy" allowfullscreen></iframe>'
    return f"<figure>{shown}{below}</figure>" if path else ""


def sound(parameters: Mapping[str, Any]) -> str:
    """`audio.liquid`."""
    path = _text(parameters, "path")
    return f'<audio src="{_address(path)}" controls></audio>' if path else ""


def _address(path: str) -> str:
    return html.escape(path if "://" in path or path.startswith("/") else f"/{path}")


def _text(parameters: Mapping[str, Any], name: str) -> str:
    value = parameters.get(name)
    return value.strip() if isinstance(value, str) else ""
