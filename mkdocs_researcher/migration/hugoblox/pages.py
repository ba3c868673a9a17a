"""Pages of a HugoBlox site that stay pages: what the front matter shows, and the text below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_researcher.migration.check.seen_before import seen_before
from mkdocs_researcher.migration.hugoblox.links import links_of, picture_of
from mkdocs_researcher.migration.hugoblox.shortcodes import Shortcodes
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.marks import Marks
from mkdocs_researcher.migration.new_site import OldPage
from mkdocs_researcher.migration.old_site import Line
from mkdocs_researcher.migration.text.addresses import is_here
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.text.file_addresses import FileAddresses
from mkdocs_researcher.migration.tree.blocks import BlockWriter
from mkdocs_researcher.migration.tree.cleaning import Cleaner
from mkdocs_researcher.migration.tree.tree import HEADINGS, DeepError, contents, read_page, shows
from mkdocs_researcher.migration.values import as_items, as_mapping, is_on


def body_of(
    lines: Sequence[Line], old: OldPage, addresses: FileAddresses, shortcodes: Shortcodes, *, top: int = 2
) -> list[str]:
    """The parts of a text in Markdown; what a visitor of it saw is added to the page.

    Args:
        lines: the text on the old site.
        old: takes what was seen, and the ids of headings.
        addresses: those of the text.
        shortcodes: for the text.
        top: the level of its highest headings.
    """
    if not any(line.text.strip() for line in lines):
        return []
    worked = shortcodes.lines(lines)
    old.lines += worked
    try:
        body = read_page(worked, kramdown=False, used=old.ids)
    except (DeepError, RecursionError):
        addresses.site.note(lines[0].place, "is nested too deep to be read, so the text is left out")
        return []
    cleaner = Cleaner(addresses, Marks(), worked)
    cleaner.clean(body)
    levels = [int(str(one.tag)[1]) for one in body.iter(*HEADINGS) if shows(one)]
    step = max(0, top - min(levels)) if levels else 0
    has_math = any("$" in line.text or "\\" in line.text for line in worked)
    # MkDocs leaves addresses in HTML as they are, and puts a page into a folder of its name.
    below = "" if addresses.page.endswith("index.md") else "../"
    writer = BlockWriter(worked, str, lambda url: _in_html(url, below), step=step, has_math=has_math)
    return [*cleaner.sheets(), *(shortcodes.called(part) for part in writer.blocks(contents(body)))]


def _in_html(url: str, below: str) -> str:
    if not is_here(url):
        return url
    return (
        below + re.sub(r"(?:^|(?<=/))index\.md(?=#|$)|\.md(?=#|$)", lambda match: "/" if match[0] == ".md" else "", url)
        or "./"
    )


def shows_more(page: HugoPage, shortcodes: Shortcodes) -> bool:
    """Does a page show more than its front matter?"""
    seen = seen_before(shortcodes.lines(page.body))
    return bool(seen.words or seen.links or seen.images or seen.drawn or (page.body and shortcodes.calls))


def page_head(page: HugoPage, words: Words, people: dict[str, str]) -> list[str]:
    """The part of an old page above its text: title, date, people, image, buttons.

    Args:
        page: the page.
        words: its addresses are those of the page in the new site.
        people: names by the names of folders of authors.
    """
    meta = page.meta
    title = words.text(meta.get("title"))
    parts = [f"# {title}" if title else "", _emphasised(words.text(meta.get("subtitle")))]
    names = []
    for written in as_items(meta.get("authors")):
        name = people.get(str(written or "").lower(), str(written or "").strip())
        if name:
            words.show(name, words.place(written))
            names.append(name)
    hides = str(meta.get("show_date") or "").lower() == "false"
    date = "" if hides or page.is_list else words.date(meta.get("date"))
    if date:
        words.show(date, words.place(meta.get("date")))
    parts.append(" · ".join(part for part in (date, ", ".join(names)) if part))
    image = as_mapping(meta.get("image"))
    picture = picture_of(page, words) if not is_on(image.get("preview_only")) else ""
    caption = words.text(image.get("caption")) if picture else ""
    alt = str(image.get("alt_text") or "").replace("[", "(").replace("]", ")")
    if picture:
        parts.append(f"![{alt}]({picture.replace(' ', '%20')})" + (f"<br>{caption}" if caption else ""))
    links = links_of(page, words)
    parts.append(" · ".join(f"[{link.label}]({link.url.replace(' ', '%20')})" for link in links))
    return [part for part in parts if part]


def page_foot(page: HugoPage, words: Words) -> list[str]:
    """The part of an old page below its text: tags and categories."""
    tags = [*words.texts(page.meta.get("categories")), *words.texts(page.meta.get("tags"))]
    return [_emphasised(" · ".join(dict.fromkeys(tags)))] if tags else []


def _emphasised(text: str) -> str:
    return f"*{text}*" if text and "*" not in text else text
