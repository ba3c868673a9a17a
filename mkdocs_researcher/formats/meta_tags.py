"""Meta tags of pages: Open Graph (https://ogp.me) for shared links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mkdocs_researcher.fields.spans import spans, without
from mkdocs_researcher.fields.urls import SiteFacts, without_addresses


class Tag(NamedTuple):
    """A `<meta>` element: `name` or `property`, its value, and the content."""

    attribute: str
    name: str
    content: str


class Sharing(NamedTuple):
    """The preview of a page where its link is shared; all but the title may be empty.

    `kind` is `website`, `profile` or `article`; `wide` shows the image in full width.
    """

    title: str
    description: str = ""
    image: str = ""
    image_alt: str = ""
    url: str = ""
    kind: str = "website"
    wide: bool = False


def sharing_tags(sharing: Sharing, site: SiteFacts) -> list[Tag]:
    """Open Graph's tags, and Twitter's own."""
    from mkdocs_researcher.formats.plain import words

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


def shortened(text: str, limit: int = 200) -> str:
    """The plain text, cut between words to at most `limit` characters and an ellipsis."""
    from mkdocs_researcher.formats.plain import words

    plain = words(text)
    if len(plain) <= limit:
        return plain
    return plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


_META = re.compile(r"<meta\b(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*+>", re.IGNORECASE)
_META_NAME = re.compile(r"\b(?:name|property)\s*+=\s*+[\"']?([^\"'\s>]+)", re.IGNORECASE)
_EMPTY = r"(?i)content\s*=\s*(?:\"(?:None|\s*)\"|'\s*')"
_SEARCHED = 20_000
_PARAGRAPH = r"(?s)<p(?:\s[^<>]*)?>((?:(?!<p[\s>]).)*?)</p>"
_MARKUP = r"(?P<comment><!--)|<(?P<hidden>script|style|svg)\b|<[^<>]*>"


def first_paragraph(content: str) -> str:
    """The text of the first paragraph of more than 20 characters near the start, else empty."""
    for match in re.compile(_PARAGRAPH).finditer(content, 0, _SEARCHED):
        text = " ".join(html.unescape(without(match[1], spans(match[1], re.compile(_MARKUP), _end_of_markup))).split())
        if len(text) > 20:
            return without_addresses(text)
    return ""


def _end_of_markup(opening: re.Match[str]) -> re.Pattern[str] | None:
    if opening["comment"]:
        return re.compile("-->")
    return re.compile(f"</{opening['hidden']}>") if opening["hidden"] else None


def _meta_name(element: str) -> str:
    found = _META_NAME.search(element)
    return found[1].lower() if found else ""


def with_tags(page: str, tags: Sequence[Tag], elements: Iterable[str] = ()) -> str:
    """The page with tags and (safe) elements at the end of its head; tags that the theme has written are not added."""
    end = page.lower().find("</head>") if "</head>" not in page else page.index("</head>")
    if end < 0:
        return page
    names = {tag.name.lower() for tag in tags}
    present = set()

    def kept(found: re.Match[str]) -> str:
        # MkDocs' own themes write `content="None"` for a missing description.
        if (name := _meta_name(found[0])) in names and re.search(_EMPTY, found[0]):
            return ""
        present.add(name)
        return found[0]

    head = _META.sub(kept, page[:end])
    new = [
        f'<meta {tag.attribute}="{tag.name}" content="{html.escape(tag.content)}">'
        for tag in tags
        if tag.name.lower() not in present
    ]
    return "".join([head, *(f"{line}\n" for line in (*new, *elements)), page[end:]])
