"""Where a work appeared: full titles of books and journals, events, article numbers, and biblatex's parts of works."""

from __future__ import annotations

import re

from mkdocs_researcher.fields.text import letters_of, with_subtitle
from mkdocs_researcher.formats.bibtex.entries import Draft
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_plain
from mkdocs_researcher.formats.bibtex.vocabulary import is_preprint_server

# Subtitle and addition of each title (manual of biblatex, section 2.2.2).
_PARTS = {
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "journal": ("journalsubtitle", "journaltitleaddon"),
    "journaltitle": ("journalsubtitle", "journaltitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "eventtitle": ("", "eventtitleaddon"),
}
_ARTICLE_NUMBERS = ("articleno", "eid", "art_number", "article-number", "article_number", "articlenumber")
_NONE_YET = frozenset(
    ("", "n/a", "na", "n/a n/a", "null", "null null", "none", "tbd", "tba", "ahead of print", "online ahead of print")
) | {"online first", "onlinefirst", "early access", "early view", "advance access", "undefined"}
_RANGE = r"([^\s,;–—-]+)\s*(?:-{1,3}|–|—)\s*([^\s,;–—-]+)"


# Without one of these fields beside the one of the venue there is nothing to do, apart from a booktitle.
_NAMES = frozenset("journal journaltitle maintitle eventtitle event venue part origdate".split())
_NAMES |= {part for parts in _PARTS.values() for part in parts if part}


def put_article_number(draft: Draft) -> None:
    """`pages`, completed by the number of the article: `7:1–7:28` for article 7 with 28 pages, as the ACM writes it."""
    if draft.entry.fields.keys().isdisjoint(_ARTICLE_NUMBERS):
        return
    name = next((name for name in _ARTICLE_NUMBERS if draft.raw(name)), "")
    if not name:
        return
    article, pages = to_plain(draft.raw(name)), draft.fields.get("pages", "")
    count = to_plain(draft.raw("numpages"))
    source = "pages" if draft.raw("pages") else name
    if pages == article or not pages:
        known = name == "articleno" and count.isdecimal() and count != "1"
        draft.put("pages", f"{article}:1–{article}:{count}" if known else article, source)
    else:
        draft.put("pages", with_article_number(pages, article), source)


def with_article_number(pages: str, article: str) -> str:
    """Pages that count from 1 in each article, with the number of the article: `7:1–7:28` for `1–28` of article 7."""
    if not pages or article in re.split(r"[\s:,;–—-]+", pages):
        return pages or article
    found = re.fullmatch(_RANGE, pages)
    return f"{article}:1–{article}:{found[2]}" if found and found[1] == "1" else f"{article}, {pages}"


def number_of(text: str) -> str:
    """A volume, number or page; empty for what publishers write where there is none yet, such as `n/a`."""
    return "" if text.lower().replace("-", " ").strip() in _NONE_YET else text


def put_places(draft: Draft) -> None:
    """Completes the venue by its subtitle, and sets the event, the series and the volume."""
    name = draft.sources["venue"][0].lower() if "venue" in draft.fields else ""
    if (draft.entry.fields.keys() & _NAMES) <= {name} and (name == "booktitle" or not draft.raw("booktitle")):
        return
    if name in _PARTS and draft.fields.get("venue") != "arXiv":
        draft.fields["venue"] = _with_place(draft, name, _whole_title(draft, name))
    _put_event(draft, name)
    _put_main_title(draft, name)
    if part := to_plain(draft.raw("part")):
        volume = draft.fields.get("volume", "")
        draft.put("volume", f"{volume}.{part}" if volume else part, "volume" if volume else "part")
    if written := to_plain(draft.raw("origdate")):
        draft.put("original_date", written.partition("/")[0].strip(" ~?%"), "origdate")


def _whole_title(draft: Draft, name: str) -> str:
    """A title with its subtitle and its addition; Markdown."""
    title = to_markdown(draft.raw(name))
    if draft.entry.fields.keys().isdisjoint(_PARTS[name]):
        return title
    subtitle, addition = (to_markdown(draft.raw(part)) for part in _PARTS[name])
    title = with_subtitle(title, subtitle) if title else ""
    return f"{title}. {addition}" if title and addition else title


def _with_place(draft: Draft, name: str, title: str) -> str:
    """The name of an event with biblatex's `venue`, where it took place."""
    place = to_markdown(draft.raw("venue")) if name == "eventtitle" else ""
    return f"{title}, {place}" if place and place.lower() not in title.lower() else title


def _put_event(draft: Draft, venue_name: str) -> None:
    """The conference at which a work was presented that appeared elsewhere; the journal, if a book is the venue."""
    candidates = []
    if venue_name and venue_name != "booktitle" and draft.sources.get("title", ("",))[0].lower() != "booktitle":
        candidates.append("booktitle")
    candidates += ["eventtitle", "event"]
    for name in candidates:
        text = _whole_title(draft, name) if name in _PARTS else to_markdown(draft.raw(name))
        if not text or name == venue_name:
            continue
        text = _with_place(draft, name, text)
        if not _is_in(text, draft.fields.get("venue", "")):
            draft.put("event", text, name)
        return
    _put_other_venue(draft, venue_name)


def _put_other_venue(draft: Draft, venue_name: str) -> None:
    """A journal beside the title of a book, and the field `venue` beside another name of the venue."""
    for name in ("journal", "journaltitle", "venue"):
        text = _whole_title(draft, name) if name in _PARTS else to_markdown(draft.raw(name))
        if not text or name == venue_name or is_preprint_server(text) or _is_in(text, draft.fields.get("venue", "")):
            continue
        if venue_name in {"journal", "journaltitle"} and name != "venue":
            continue
        is_acronym = name == "venue" and len(text) <= 12 and " " not in text
        if not is_acronym or "venue_short" not in draft.fields:
            draft.put("venue_short" if is_acronym else "event", text, name)
        return


def _put_main_title(draft: Draft, venue_name: str) -> None:
    """The title of a work in several volumes, which is shown like a series."""
    if venue_name == "maintitle" or not (title := _whole_title(draft, "maintitle")):
        return
    if _is_in(title, draft.fields.get("title", "")):
        return
    series = draft.fields.get("series", "")
    draft.put("series", f"{series}. {title}" if series else title, "maintitle")


def _is_in(text: str, other: str) -> bool:
    """Does the other text contain the text, apart from punctuation and case?"""
    return letters_of(text) in letters_of(other)
