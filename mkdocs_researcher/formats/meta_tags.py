"""Tags of a page's head: those of Open Graph (https://ogp.me) for links that are shared, and how tags get there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.email import without_addresses
from mkdocs_researcher.formats.site_facts import SiteFacts, words


class Tag(NamedTuple):
    """A `<meta>` element: `name` or `property`, its value, and the content."""

    attribute: str
    name: str
    content: str


class Sharing(NamedTuple):
    """What is shown of a page where somebody shares its link.

    Attributes:
        title: its title.
        description: one or two sentences, may be empty.
        image: web address of a picture, may be empty.
        image_alt: what it shows, may be empty.
        url: web address of the page, may be empty.
        kind: `website`, `profile` or `article`.
        wide: whether the picture is to be shown in full width.
    """

    title: str
    description: str = ""
    image: str = ""
    image_alt: str = ""
    url: str = ""
    kind: str = "website"
    wide: bool = False


def sharing_tags(sharing: Sharing, site: SiteFacts) -> list[Tag]:
    """Open Graph's tags, and the one that Twitter has of its own."""
    description = shortened(sharing.description)
    pairs = [
        ("property", "og:type", sharing.kind),
        ("property", "og:site_name", words(site.name)),
        ("property", "og:title", words(sharing.title)),
        ("property", "og:description", description),
        ("property", "og:url", sharing.url),
        ("property", "og:image", sharing.image),
        ("property", "og:image:alt", words(sharing.image_alt) if sharing.image else ""),
        ("name", "twitter:card", "summary_large_image" if sharing.image and sharing.wide else "summary"),
        ("name", "description", description),
    ]
    return [Tag(*pair) for pair in pairs if pair[2]]


def shortened(text: str, most: int = 200) -> str:
    """The text, cut at a word if it is too long for where it is shown."""
    plain = words(text)
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


_META = re.compile(r"<meta\b[^>]*?\b(?:name|property)\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.IGNORECASE)
_EMPTY = re.compile(r"content\s*=\s*(?:\"(?:None|\s*)\"|'\s*')", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)


def first_paragraph(content: str, look: int = 20_000) -> str:
    """The words of the first paragraph that has some; empty if none starts early in the page."""
    for match in _PARAGRAPH.finditer(content, 0, look):
        text = " ".join(html.unescape(_MARKUP.sub("", match[1])).split())
        if len(text) > 20:
            return without_addresses(text)
    return ""


def with_tags(page: str, tags: Sequence[Tag], elements: Iterable[str] = ()) -> str:
    """The page with tags that it does not have yet, and other elements, at the end of its head.

    Args:
        page: a whole page as HTML.
        tags: what to add; a tag of the theme or of another plugin wins.
        elements: safe HTML.
    """
    end = page.lower().find("</head>") if "</head>" not in page else page.index("</head>")
    if end < 0:
        return page
    names = {tag.name.lower() for tag in tags}
    # MkDocs' own themes write `content="None"` where there is no description.
    head = _META.sub(
        lambda found: "" if found[1].lower() in names and _EMPTY.search(found[0]) else found[0], page[:end]
    )
    present = {found[1].lower() for found in _META.finditer(head)}
    new = [
        f'<meta {tag.attribute}="{tag.name}" content="{html.escape(tag.content)}">'
        for tag in tags
        if tag.name.lower() not in present
    ]
    return "".join([head, *(f"{line}\n" for line in (*new, *elements)), page[end:]])
