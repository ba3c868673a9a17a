"""Values of a CV in another format: which fields were read, their dates and their addresses.

Sources are untrusted and written by hand: there may be a text instead of a list, or a mapping instead of a text. Such
values are read as the author probably meant them, and reported.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from mkdocs_researcher.errors import Severity
from mkdocs_researcher.fields.dates.forms import PRESENT_WORDS
from mkdocs_researcher.fields.dates.parse import PartialDate, parse_dates
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import SERVICES, find_service, service_link
from mkdocs_researcher.fields.text import CONTROL_CHARACTERS
from mkdocs_researcher.fields.urls import check_url, looks_like_host
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.source import Source, quoted_texts, shortened
from mkdocs_researcher.formats.yaml_text import texts_in

_SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?[,;]\s*+")
_NO_PLACE = "{value} has no field in {target}; put it into another field there if it matters"
_GROUP = {"title", "contents"}  # a list within a list of al-folio
_AS_TEXT = "is written as a field because it contains a colon; it is read as the text '{text}'"
_AS_LIST = "is a list where a single text is expected; it is read as one text"


def clean(text: str) -> str:
    """Removes control characters, and white space at the ends of lines."""
    lines = CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


class TrackedMapping:
    """One mapping of a source, which receives the notes; any other value is read as its field `main`."""

    def __init__(self, source: Source, value: Any, location: FieldPath, main: str = "name") -> None:
        self.source = source
        self.location = location
        self.unread: dict[str, Any] = dict(value) if isinstance(value, dict) else {main: value}
        self.renamed: dict[str, str] = {}
        self.is_mapping = isinstance(value, dict)

    def path_of(self, name: str) -> FieldPath:
        return (*self.location, self.renamed.get(name, name)) if self.is_mapping else self.location

    def rename(self, name: str, other: str) -> None:
        """Reads a field as another one, unless that one exists."""
        if name in self.unread and other not in self.unread:
            self.unread[other] = self.unread.pop(name)
            self.renamed[other] = name

    def first(self, names: tuple[str, ...]) -> str:
        """The name of the first of these fields that is not empty; if all are empty, the first name."""
        return next((name for name in names if name in self.unread and not is_empty(self.unread[name])), names[0])

    def take(self, *names: str) -> tuple[str, Any]:
        """The first of these fields that is not empty, with its value (None if all are empty); it counts as read."""
        name = self.first(names)
        is_given = name in self.unread and not is_empty(self.unread[name])
        return name, self.unread.pop(name) if is_given else None

    def text(self, *names: str) -> str:
        """The first of these fields that is not empty, as one text."""
        name, value = self.take(*names)
        return self._as_text(value, self.path_of(name))

    def lines(self, *names: str) -> list[str]:
        """The first of these fields that is not empty, as a list of texts."""
        name, value = self.take(*names)
        items = value if isinstance(value, list) else [value]
        start = self.path_of(name)
        texts = (self._as_text(item, (*start, index)) for index, item in enumerate(items) if not is_empty(item))
        return [text for text in texts if text]

    def words(self, *names: str) -> list[str]:
        """Like `lines`; a single text is split at its commas."""
        name, value = self.take(*names)
        if isinstance(value, str):
            return [word for word in _SEPARATOR.split(clean(value)) if word]
        self.unread[name] = value
        return self.lines(name)

    def mapping(self, name: str) -> TrackedMapping:
        name, value = self.take(name)
        return TrackedMapping(self.source, {} if value is None else value, self.path_of(name))

    def mappings(self, name: str, main: str = "name") -> Iterator[TrackedMapping]:
        """A field that holds a list of mappings; a single mapping is read as a list of one."""
        name, value = self.take(name)
        start = self.path_of(name)
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            for key, item in value.items():  # entries by name instead of a list
                yield TrackedMapping(self.source, {main: key, **item}, (*start, key), main)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if not is_empty(item):
                    yield TrackedMapping(self.source, item, (*start, index), main)
        elif value is not None:
            yield TrackedMapping(self.source, value, start, main)

    def note(self, name: str, message: str, severity: Severity = "warning") -> None:
        """Reports something about a field, or about the whole mapping if no name is given."""
        self.source.note(self.path_of(name) if name else self.location, message, severity)

    def report_unread(self, target: str) -> None:
        """Reports the fields that were not read; `target` is the file that has no field for them."""
        for name, value in self.unread.items():
            if not is_empty(value):
                severity: Severity = "info" if name == "icon" else "warning"
                self.note(name, _NO_PLACE.format(value=quoted_texts(value), target=target), severity)
        self.unread = {}

    def _as_text(self, value: Any, location: FieldPath) -> str:
        if value is None or isinstance(value, str):
            return clean(value or "")
        if isinstance(value, dict) and value.keys() == _GROUP:
            parts = TrackedMapping(self.source, value, location)
            return f"{parts.text('title')}: {', '.join(parts.lines('contents'))}"
        if isinstance(value, dict):
            text = clean("; ".join(f"{key}: {self._as_text(item, location)}".strip() for key, item in value.items()))
            self.source.note(location, _AS_TEXT.format(text=shortened(text)), "info")
            return text
        if isinstance(value, list):
            self.source.note(location, _AS_LIST, "info")
            texts = (self._as_text(item, location) for item in value)
            return "; ".join(text for text in texts if text)
        return clean(str(value))


def is_empty(value: Any) -> bool:
    """Does the value contain no text at any depth?"""
    # YAML reads a text that ends in a colon as a mapping with a name but no value.
    has_phrases = isinstance(value, dict) and any(isinstance(key, str) and " " in key for key in value)
    return not has_phrases and not any(clean(text) for _, text in texts_in(value))


# Dates

DATE = ("date", "dates", "releaseDate", "release_date", "year", "period")
START = ("startDate", "start_date", "start")
END = ("endDate", "end_date", "end")
_MONTH = re.compile(r"[12][0-9]{3}-[01][0-9]")
_FIRST = re.compile(r"[12][0-9]{3}-[01][0-9]-01")
_DAY = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_FILLER = "days that only fill up a date, such as the first of a month, are left out"
_NO_DATE = "'{text}' is not a date; it is kept as text"
_END_BEFORE_START = (
    "'{end}' is before the start, '{start}'; only the start is read as a date, and the end is kept as text"
)


class ReadRange(NamedTuple):
    """The dates of an entry in a source: text that our `date` accepts, and words that are not a date."""

    date: str = ""
    words: str = ""


def read_range(entry: TrackedMapping, *, reports_words: bool = True, has_days: bool = False) -> ReadRange:
    """The dates of an entry, in whichever fields they are; these count as read.

    Args:
        reports_words: report words that are not a date even if the entry has no date otherwise.
        has_days: the first of a month is a day like any other, and does not just stand for the month.
    """
    locations = {names: entry.path_of(entry.first(names)) for names in (DATE, START, END)}
    date, start, end = entry.text(*DATE), entry.text(*START), entry.text(*END)
    if not has_days and (shorter := _in_months(date, start, end)) != (date, start, end):
        entry.source.note((), _FILLER, "info")
        date, start, end = shorter
    if date and (start or end):
        entry.note("", f"has a date ('{date}') as well as a start and an end; the date counts", "info")
        if is_date(date):
            start, end = "", ""
    found = combined_range(date, start, end)
    if found.words and (reports_words or found.date):
        names = DATE if date else END if found.words == end else START
        ends_before_start = names == END and is_date(start) and is_date(end)
        message = (
            _END_BEFORE_START.format(start=start, end=end) if ends_before_start else _NO_DATE.format(text=found.words)
        )
        entry.source.note(locations[names], message, "warning")
    return found


def _in_months(date: str, start: str, end: str) -> tuple[str, str, str]:
    """The dates without days that only fill up the form `YYYY-MM-DD`: the first of a month, the last where one ends."""
    if _FIRST.fullmatch(date) and not (start or end):
        return date[:7], start, end
    is_ongoing = not end or end.casefold().strip(" .") in PRESENT_WORDS
    if (not start or _FIRST.fullmatch(start)) and (start or end) and (is_ongoing or _is_edge(end)):
        return date, start[:7] if start else start, end if is_ongoing else end[:7]
    return date, start, end


def _is_edge(text: str) -> bool:
    if _MONTH.fullmatch(text) or _FIRST.fullmatch(text):
        return True
    found = _DAY.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return False
    return int(found[3]) >= min(30, calendar.monthrange(int(found[1]), int(found[2]))[1])


def combined_range(date: str, start: str, end: str) -> ReadRange:
    """Our `date` from the fields of a source: a date, a range or several of them; a start; and an end.

    The end may be a word such as `present`; it is empty if the time since the start is ongoing.
    """
    both = _from_start_and_end(start, end)
    if not date:
        return both
    if is_date(date):
        return ReadRange(date, both.date or both.words)
    return ReadRange(both.date, "; ".join(text for text in (date, both.words) if text))


def _from_start_and_end(start: str, end: str) -> ReadRange:
    is_ongoing = end.casefold().strip(" .") in PRESENT_WORDS
    if not start:
        return ReadRange(end) if is_date(end) else ReadRange(words="" if is_ongoing else end)
    if start == end or (not end and not _is_single(start)):
        return ReadRange(start) if is_date(start) else ReadRange(words=start)
    whole = f"{start} – {end if end and not is_ongoing else 'present'}"
    if is_date(whole):
        return ReadRange(whole)
    if is_date(start):
        return ReadRange(start, end)
    if end and is_date(end):
        return ReadRange(end, start)
    return ReadRange(words=f"{start} – {end}" if end else start)


def _is_single(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


def is_date(text: str) -> bool:
    """Does our `date` accept the text?"""
    try:
        return bool(parse_dates(text))
    except ValueError:
        return False


# Addresses

_PAPER_IDENTIFIERS = ("arxiv", "doi", "openreview", "acl", "pmid", "hal")
_PLAIN_LABEL = re.compile(r"\w[\w .()+/&'’-]{0,60}")
_RESERVED = frozenset({"label", "url", "icon"})


def repaired(url: str) -> str:
    """A URL in the form that our data accepts, if the intention is clear; else unchanged."""
    text = url.strip().strip("<>")
    for form in (text, f"https:{text}" if text.startswith("//") else f"https://{text}"):
        if form != text and not (text.startswith("//") or looks_like_host(text)):
            continue
        try:
            return check_url(form)
        except ValueError:
            continue
    return text


def identifier_in(url: str) -> tuple[str, str] | None:
    """The kind of identifier in the URL of a paper, and the identifier; None if there is none."""
    if not url.startswith(("https://", "http://")):
        return None
    for name in _PAPER_IDENTIFIERS:
        try:
            found = IDENTIFIERS[name].normalize(url)
        except ValueError:
            continue
        if IDENTIFIERS[name].url(found).rstrip("/") == url.rstrip("/"):
            return name, found
    return None


def service_record(network: str, username: str, url: str) -> dict[str, str] | None:
    """A profile at a service, in any spelling, as an item of `links` in `profile.yml`; None if it has no URL."""
    url = repaired(url) if url else ""
    try:
        service = find_service(network)
    except ValueError:
        return {"label": network or "Profile", "url": url} if url else None
    for value in (username, url):
        try:
            link = service_link(service.key, value) if value else None
        except ValueError:
            continue
        if link and (not url or _bare(link.url) == _bare(url)):
            return {service.key: value}
    if url:
        return _by_url(service.key, url) or {"label": network, "url": url}
    return None


def _by_url(key: str, url: str) -> dict[str, str] | None:
    for value in (user_of(find_service(key).url, url), url):
        try:
            if value and service_link(key, value).url == url:
                return {key: value}
        except ValueError:
            continue
    return None


def profile_link_record(link: Link) -> dict[str, str]:
    """An item of `links` in `profile.yml` that reads as this link."""
    for service in SERVICES:
        if (service.label, service.icon) == (link.label.partition(":")[0], link.icon):
            for value in (user_of(service.url, link.url), link.url, link.label.partition(": ")[2]):
                try:
                    if value and service_link(service.key, value) == link:
                        return {service.key: value}
                except ValueError:
                    continue
    return {name: text for name, text in link._asdict().items() if text}


def user_of(pattern: str, url: str) -> str:
    """The id in a URL that matches a pattern with `{id}`; empty if it does not match."""
    head, found, tail = pattern.partition("{id}")
    if not found or not url.startswith(head) or not url.endswith(tail):
        return ""
    return url[len(head) : len(url) - len(tail)]


def links_record(links: Iterable[Link]) -> Any:
    """Links as `links` of an entry: `label: URL` where that is enough."""
    listed = list(links)
    labels = {link.label for link in listed}
    is_plain = all(_PLAIN_LABEL.fullmatch(link.label) and not link.icon for link in listed)
    if is_plain and len(labels) == len(listed) and not labels & _RESERVED:
        return {link.label: link.url for link in listed}
    return [{name: text for name, text in link._asdict().items() if text} for link in listed]


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").casefold()
