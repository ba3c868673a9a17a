"""The visible content of a new page: words, links, images and anchors, from its finished HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from mkdocs_researcher.migration.check.words import words_of

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "title", "head"))
# Repeated content: for copying, for screen readers, as a link to a heading.
_AGAIN = frozenset(("rs-bibtex", "rs-sr", "headerlink"))
_PARTS = frozenset(("span", "time"))
_PLACES = frozenset(("md-content__inner", "rs-frame__side"))
_BLOCKS = frozenset(
    [
        "article",
        "aside",
        "br",
        "button",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
    ]
)
_JOINING = ("and", "和")
_SPANS = ("to", "since", "from", "until", "till", "至")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass
class After:
    """The visible content of a page.

    Attributes:
        words: how often each is there.
        spellings: further forms of the dates on it: `2025-07` is `07`, `jul` and `july`, too.
        links: addresses, as the page has them.
        images: addresses of pictures and videos.
        anchors: ids.
        order: the words in order.
        source: the text without white space, for formulas.
    """

    words: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    images: Counter[str] = field(default_factory=Counter)
    anchors: set[str] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    source: str = ""

    def add(self, other: After) -> None:
        """Adds what another page shows."""
        self.words += other.words
        self.spellings += other.spellings
        self.links += other.links
        self.images += other.images
        self.anchors |= other.anchors
        self.order += other.order
        self.source += other.source


def seen_after(html: str) -> After:
    """Read a page's content and sidebar, but not the theme's header, navigation and footer."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.text)
    reader.after.order = words_of(text)
    reader.after.source = re.sub(r"\s", "", text)
    reader.after.words.update(reader.after.order)
    return reader.after


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.after = After()
        self.text: list[str] = []
        self.in_time = False
        self.in_bibtex = False
        self.ended = ""
        self.open: list[tuple[str, bool, bool]] = [("", False, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        _, inside, unseen = self.open[-1]
        classes = set(values.get("class", "").split())
        inside = inside or bool(classes & _PLACES)
        ours = tag == "button" and any(name.startswith(("rs-", "md-")) for name in classes)
        unseen = unseen or ours or tag in _UNSEEN or bool(classes & _AGAIN)
        self.in_bibtex = self.in_bibtex or "rs-bibtex" in classes
        if {"rs-auth", "rs-ref"} & classes:
            self.after.spellings.update(_JOINING)  # a list of names says it without the word
        if values.get("id"):
            self.after.anchors.add(values["id"])
        if tag == "a" and values.get("name"):
            self.after.anchors.add(values["name"])
        if inside and not unseen:
            self._note(tag, values)
        # Parts of a line that style sheets separate: there is no space between them.
        is_next = self.ended in _PARTS and tag in _PARTS and not values.get("class")
        self.ended = ""
        if inside and (is_next or tag in _BLOCKS or values.get("class", "").startswith("rs-")):
            self.text.append(" ")
        if tag not in _VOID:
            self.open.append((tag, inside, unseen))

    def _note(self, tag: str, values: dict[str, str]) -> None:
        if tag == "a" and values.get("href"):
            self.after.links[values["href"]] += 1
        elif tag in {"img", "video", "source", "iframe", "embed"}:
            for name in ("src", "poster"):
                if values.get(name):
                    self.after.images[values[name]] += 1
            self._note_emoji(values)
        elif tag == "time":
            self.in_time = True
            self.after.spellings.update([*_spellings(values.get("datetime", "")), *_SPANS])

    def _note_emoji(self, values: dict[str, str]) -> None:
        if {"twemoji", "emojione", "gemoji"} & set(values.get("class", "").split()):
            self.text.append(values.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        self.ended = tag
        if tag == "pre":
            self.in_bibtex = False
        if tag == "time":
            self.in_time = False
        if self.open[-1][1] and tag in _BLOCKS:
            self.text.append(" ")
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        if self.in_bibtex:  # lists show neither volume nor pages, which the entry below a paper has
            self.after.spellings.update(word for word in words_of(data) if word.isdigit())
        _, inside, unseen = self.open[-1]
        self.ended = ""
        if inside and not unseen:
            self.text.append(data)
            if self.in_time:
                self.after.spellings.update(form for word in words_of(data) for form in _forms_of(word))


def _spellings(date: str) -> list[str]:
    """Forms in which people write a date: month and day with and without a leading zero, the month as a word."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if not match:
        return []
    year, month, day = match[1], match[2], match[3]
    found = [year, year[2:]]
    if month and 1 <= int(month) <= 12:
        found += _month(int(month))
        found += [f"{year}年{int(month)}月", f"{year}年{month}月"]
    if day:
        number = int(day)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in {11, 12, 13} else 0, "th")
        found += [day, str(number), f"{number}{ending}"]
    return found


def _forms_of(word: str) -> list[str]:
    """Forms of a part of a date, as of the end of a span of time, for which HTML has no machine-readable form."""
    if word.isdigit() and len(word) < 3:
        return [word.zfill(2)]
    number = next((number for number, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)), 0)
    return _month(number) if number else []


def _month(number: int) -> list[str]:
    word = _MONTHS[number - 1]
    return [f"{number:02}", str(number), word, word[:3], word[:4]]
