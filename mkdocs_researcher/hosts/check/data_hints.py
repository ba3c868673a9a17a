"""Hints about texts and values of the data: markup that ends nowhere, odd pictures, years far ahead, near misses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Any

import nh3

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match
from mkdocs_researcher.fields.dates.parse import DateRange
from mkdocs_researcher.fields.names.person import OTHERS, SUFFIX, Person, readings
from mkdocs_researcher.fields.spans import CODE_SPAN, MATH, html_tokens
from mkdocs_researcher.fields.validation import FieldPath
from mkdocs_researcher.formats.bibtex.entries import parse_bibtex
from mkdocs_researcher.formats.bibtex.source import NO_BIBTEX
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.hosts.check.other_markup import NO_SECOND
from mkdocs_researcher.hosts.mkdocs.page_layout import NO_PREVIEW, is_svg
from mkdocs_researcher.importing.counts import today
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.macros.base import Model
from mkdocs_researcher.macros.papers.model import PAPERS, Paper
from mkdocs_researcher.macros.people import AuthorLists
from mkdocs_researcher.macros.talks import KINDS
from mkdocs_researcher.macros.venues import Venues
from mkdocs_researcher.syntax.calls import find_calls
from mkdocs_researcher.syntax.site import Site

_YEAR = re.compile(r"(?<![\d–-])(?:19|20)\d\d(?![\d–-])")
_LEGEND = re.compile(r"\([^()]*\b(?:contribut|correspond|equal)", re.I)
_LINK = re.compile(r"(?<!\\)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_NO_PICTURE = (".pdf", ".eps", ".ps", ".ai", ".tif", ".tiff", ".psd", ".heic", ".heif", ".bmp", ".docx", ".pptx")
# Fields of names and marks, in which a star is not markup, and of BibTeX.
_NAMES = frozenset({"authors", "editors", "name", "aliases", "native_name", "people", "marks", "bibtex", "advisor"})
# Fields that no page shows as text, and those that may be a mere sign.
AS_WRITTEN = frozenset({"bibtex", "icon", "key", "value"})
_BULLETS = frozenset("•▪◦●‣")
_ENTITY_END = re.compile(r"&#?\w+;\s*$")
_LATEX = re.compile(r"(?<!\\)\\(?:[A-Za-z]+\{|[&%])")
LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?![\w.])", re.I)
LOCAL_MESSAGE = "the address is on your own computer, which nobody else can open; write the address of the site"
# Pages that show each visitor something of their own.
_OWN_PAGE = re.compile(
    r"https?://(?:www\.)?(?:(?:x|twitter)\.com/(?:home|i/)|linkedin\.com/(?:feed|in/me\b|in/?$)|github\.com/(?:settings|dashboard)"
    r"|orcid\.org/(?:my-orcid|signin)|scholar\.google\.[a-z.]+/citations\?(?!.*user=)|researchgate\.net/home|facebook\.com/me\b)"
)
_OWN_PAGE_MESSAGE = "this address shows each visitor their own page; write that of your profile, which others can open"
_PICTURE_PAGE = re.compile(
    r"https://(?:www\.)?(drive\.google\.com|photos\.google\.com|photos\.app\.goo\.gl|dropbox\.com(?!.*raw=1)|1drv\.ms"
    r"|github\.com(?=/[^/]+/[^/]+/blob/))"
)
_VIDEO_PAGE = re.compile(
    r"https?://(?:www\.|m\.)?(youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|drive\.google\.com|dropbox\.com(?!.*raw=1))/"
)
# Answers to a question that no reader has seen, and what programs write for nothing.
_NO_WORDS = frozenset("yes no true false none nil null nan n/a undefined ? - – —".split())
_SENTENCES = frozenset({"bio", "caption", "details", "highlights", "note", "now", "summary", "text"})
_ONLY_ADDRESS = (
    "is shown as a bare address; write the words for '{}', and the address into url: or links: if there is one"
)
# What starts a heading, a quotation, a list of several lines, or a table in Markdown.
_BLOCK_TAGS = frozenset("div h1 h2 h3 h4 h5 h6 li ol p pre table td th tr ul".split())
_BLOCK = re.compile(r"\s*(#{1,6}(?=\s)|>(?=\s)|[-*+](?=[ \t][^\n]*\n\s*[-*+][ \t])|\|(?=[^\n]*\|\s*\n))")
_PICTURES = frozenset({"image", "image_dark", "avatar", "photo", "logo", "logo_dark"})


def hint_for_text(text: str, field: str, form: str) -> str:
    """The effect on readers of a mistake in a text of the data; empty if there is none.

    Args:
        form: how it is shown, see `text_form`.
    """
    return next(_hints_for_text(text, field, form), "")


def _hints_for_text(text: str, field: str, form: str) -> Iterator[str]:
    yield from _of_addresses(text, field)
    if form:
        yield from _of_form(text, field, form)
    plain = MATH.sub("", re.sub(CODE_SPAN, "", text))
    if "](" in _LINK.sub("", plain):
        yield "a link is never closed, so it is shown as text; end it with )"
    if plain.count("**") % 2:
        yield NO_SECOND.format("**")
    if field in {"name", "native_name", "aliases"} and "**" in plain:
        yield "names do not use Markdown, so ** is shown; remove it"
    if field not in _NAMES and (hint := _shown_signs(plain)):
        yield hint
    if "<" in plain:
        tags = [token for token in html_tokens(plain) if token.name and not token.is_end]
        if form == "line" and (block := next((tag.name for tag in tags if tag.name in _BLOCK_TAGS), "")):
            yield f"the tag <{block}> is shown as text, because this field is one line of a page; remove it"
        names = (tag.name for tag in tags if tag.name not in nh3.ALLOWED_TAGS and not _is_address(tag.name))
        if unknown := next(names, ""):
            yield f"the tag <{unknown}> is left out; remove it, or correct its name"
        if any(name == "style" for tag in tags for name, _ in tag.attributes):
            yield "style=… is left out; use Markdown, or a class and a style sheet"


def _of_form(text: str, field: str, form: str) -> Iterator[str]:
    if field == "abstract" and re.match(r"\s*abstract\s*[.:—–-]", text, re.I):
        yield "starts with the word Abstract, which is shown above it already; remove it"
    if form == "line" and field not in _SENTENCES and re.fullmatch(r"https?://\S+", text.strip()):
        yield _ONLY_ADDRESS.format(field)
    if text.strip().casefold() in _NO_WORDS:
        yield f"'{text.strip()}' is shown as it is; write what readers should see, or leave out the line"
    if form == "line" and (sign := _BLOCK.match(text)):
        yield f"'{sign[1]}' is shown as text, because this field is one line of a page; remove it"


def _of_addresses(text: str, field: str) -> Iterator[str]:
    if field in _PICTURES:
        yield from faults_of_picture(text)
    if LOCAL.search(text):
        yield LOCAL_MESSAGE
    if _OWN_PAGE.match(text):
        yield _OWN_PAGE_MESSAGE
    if field == "video" and (page := _VIDEO_PAGE.match(text)):
        yield f"{page[1]} shows a page with the video in it; put the file into docs/, or write links: {{Video: …}}"


def faults_of_picture(address: str) -> Iterator[str]:
    """Messages about the address of a picture that browsers do not show."""
    if address.lower().endswith(_NO_PICTURE):
        ending = address[address.rindex(".") :]
        yield f"browsers do not show '{ending}' as a picture; save it as .svg, .png, .jpg or .webp"
    if page := _PICTURE_PAGE.match(address):
        yield f"{page[1]} shows a page with the picture in it; put the picture itself into docs/images/"
    elif address.startswith("http://"):
        yield "pages with https may not show a picture from http; write https, or put the file into docs/images/"


def _shown_signs(text: str) -> str:
    """The part of a text that is shown as written although it means something elsewhere; empty if there is nothing."""
    if command := _LATEX.search(text):
        return f"{command[0]} is LaTeX, which is shown as written; write the text itself, or **bold** and *italic*"
    if text.lstrip()[:1] in _BULLETS:
        return f"'{shortened(text)}' is shown as text; an item of a list starts with '- '"
    if any(call.name in BY_NAME for call in find_calls(text)):
        return "a macro is not run in data, so it is shown as text; call it in a page"
    for sign in "*`$":
        opened = re.search(rf"(?<![\w\\{sign}]){re.escape(sign)}(?=[^\W\d_]|\\)", text)
        if opened and text.count(sign) == 1:
            return NO_SECOND.format(sign)
    is_line = len(text) > 1 and "://" not in text and "\n" not in text.strip()
    if is_line and text.rstrip()[-1:] in {",", ";"} and not _ENTITY_END.search(text):
        return f"the text ends with '{text.rstrip()[-1]}', which is shown; remove it"
    return ""


def _is_address(name: str) -> bool:
    """Is it the start of `<https://…>` or `<me@example.org>`?"""
    return ":" in name or "@" in name or "." in name


# Values

_YEARS_AHEAD = 2
_LEAST_LETTERS = 4
_NOT_FORMER = (
    "the year {year} is in the future, but everyone with an end is listed as a former member; "
    "correct it, or write '{start} – present'"
)
_NEAR_NAME = (
    "'{name}' differs from '{known}' by one letter; if they are the same person, correct it, or add it under aliases:"
)
_PEOPLE = {("authors",), ("editors",)}  # have a message of their own
_CONJUNCTION = re.compile(r"(?:and|or|et|und|oder|y) ")
_CUT_ITEM = "starts with '{}', so commas have most likely cut one text into several; put the whole text in quotes"
_MAX_WORDS = 9  # of an interest
_NO_TOPIC = "is a sentence, but interests are short topics; write sentences into bio"
_SHORT_PHONE = "is too short to be called from other countries; write the full number, such as +47 555 0100"
_MIN_DIGITS = 6
_ALIKE = 0.7
_ALIKE_GROUPS = 0.85


Fault = tuple[str, str, Severity]
"""A field, a message about it, and its severity."""


def of_entries(site: Site) -> Iterator[Problem]:
    """Problems of values that are seen in a single entry."""
    for name, loaded in site.library.files.items():
        for index, entry in loaded.numbered() if loaded.kind.shape != "single" else ():
            for faults in (_late_dates, *_FAULTS.get(name, ())):
                for field, message, severity in faults(entry):
                    yield loaded.problem((index, field), message, severity)


def _late_dates(entry: Model) -> Iterator[Fault]:
    for name in ("year", "date", "start"):
        if (year := _first_year(getattr(entry, name, None))) > today().year + _YEARS_AHEAD:
            yield name, f"the year {year} is far ahead; correct it", "warning"


def _family_first(entry: Any) -> Iterator[Fault]:
    first, comma, rest = entry.name.partition(",")
    person = readings(entry.name)[0] if comma else Person()
    if person.given and (person.last_name, person.given) == (first.strip(), rest.strip()):
        yield "name", f"is shown as it is written; write '{person.display}'", "info"


def _not_former(person: Any) -> Iterator[Fault]:
    span = person.span()
    if person.group and person.is_former and span and span.end and span.end.year > today().year:
        start = span.start.year if span.start else span.end.year
        yield "date", _NOT_FORMER.format(year=span.end.year, start=start), "info"


def _misspelled_kinds(talk: Any) -> Iterator[Fault]:
    kind = (talk.kind or "").casefold()
    if kind not in KINDS and (match := closest_match(kind, KINDS, _ALIKE_GROUPS)):
        yield "kind", f"is shown as it is written, did you mean '{match}'?", "info"


_FAULTS: Mapping[str, Sequence[Callable[[Any], Iterator[Fault]]]] = {
    "people": (_family_first, _not_former),
    "mentees": (_family_first,),
    "talks": (_misspelled_kinds,),
}


def of_profile(site: Site) -> Iterator[Problem]:
    """Problems of a portrait that programs do not show beside a link to the site, and of links that appear twice."""
    loaded = site.library.files.get("profile")
    for profile in loaded.entries if loaded else ():
        if loaded and is_svg(profile.avatar or ""):
            yield loaded.problem(("avatar",), NO_PREVIEW, "info")
        addresses = [link.url.rstrip("/") for link in profile.links]
        for number, address in enumerate(addresses) if loaded else ():
            if address in addresses[:number] and loaded:
                yield loaded.problem(("links", number), f"'{address}' appears twice in this list; remove one", "info")


def misspelled_names(site: Site) -> Iterator[Problem]:
    """Problems of authors whose given name is one letter from that of the only known person of the family name."""
    loaded, lists = site.library.files.get("papers"), site.library.derived(AuthorLists)
    if loaded is None:
        return
    by_family: dict[str, list[tuple[str, str]]] = {}
    for person in (Person.parse(entry.name) for entry in lists.people):
        by_family.setdefault(person.family, []).append((person.given, person.display))
    for index, paper in loaded.numbered():
        for author in paper.authors:
            known = by_family.get(author.family, ()) if author.family and not lists.colleague(author, paper.id) else ()
            if len(known) == 1 and _differ_by_a_letter(author.given, known[0][0]) and not lists.find_owner([author]):
                message = _NEAR_NAME.format(name=author.display, known=known[0][1])
                yield loaded.problem((index, "authors"), message, "info")


def _differ_by_a_letter(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) < _LEAST_LETTERS:
        return False  # of short names, many differ by a letter
    pairs = zip(one, other, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    rest, rest_of_other = one[same:], other[same:]
    return rest[1:] == rest_of_other[1:] or rest[1:] == rest_of_other or rest == rest_of_other[1:]


def _first_year(value: Any) -> int:
    if isinstance(value, (tuple, list)):
        value = value[0] if value else None
    if isinstance(value, DateRange):
        value = value.start
    year = getattr(value, "year", value)
    return year if isinstance(year, int) else 0


def fault_of_bibtex(text: str) -> str:
    """The message about BibTeX of the author that is not, or that programs cannot read; empty if it is right."""
    found = parse_bibtex(text)
    faults = (f"{note.field}: {note.message}" if note.field else note.message for note in found.notes)
    return next(faults, "") if found.entries else NO_BIBTEX


def fault_of_name(name: str) -> str:
    """A message about what an author's name has around it; empty if there is nothing."""
    if name.count("(") != name.count(")") or name.count("[") != name.count("]"):
        return f"'{name}' has only one half of a pair of brackets; remove or add one"
    if _LEGEND.search(name):
        return (
            f"'{name}' contains a legend; remove it, because lists have one, with the words below marks: in profile.yml"
        )
    last = name.rpartition(" ")[2]
    if last.endswith(".") and len(last) > _LEAST_LETTERS and last[:-1].isalpha() and not SUFFIX.fullmatch(last):
        return f"'{name}' ends with a dot, which is shown; remove it"
    return ""


def other_year(paper: Paper) -> tuple[str, Severity] | None:
    """The message about a venue that names another year than the paper has; None for any other."""
    years = {int(year) for year in _YEAR.findall(f"{paper.venue or ''} {paper.venue_short or ''}")}
    year = paper.published_year
    if len(years) != 1 or year is None or year in years:
        return None
    named = years.pop()
    # Proceedings often appear in the year after the conference.
    is_usual = year - named == 1 and paper.type != "journal"
    message = f"names the year {named}, but the paper is of {year}; correct one of the two"
    return message, "debug" if is_usual else "info"


def known_words(site: Site) -> frozenset[str]:
    """The words of the names of the owner and of known people, in lower case."""
    lists = site.library.derived(AuthorLists)
    names = (*lists.owner_names, *(name for person in lists.people for name in (person.name, *person.aliases)))
    return frozenset(word.strip(",") for name in names for word in name.casefold().split())


def name_location(site: Site) -> Location:
    """Where the owner's name is."""
    profile = site.library.files.get("profile")
    return profile.locate(("name",)) if profile else Location("data/profile.yml")


def halved_name(people: Sequence[Person], known: Set[str]) -> str:
    """A name of which both halves stand in a list as people, as in `[Brandvik, Sune, Okasha, Pell]`; or empty.

    Args:
        known: words of the names of the owner and of known people, in lower case.
    """
    is_mixed = any(" " in person.display for person in people)
    for is_word, run in groupby(people, lambda person: person != OTHERS and " " not in person.display):
        words = [person.display for person in run]
        if is_word and len(words) % 2 == 0:
            pairs = zip(words[::2], words[1::2], strict=True)
            halves = (pair for pair in pairs if all(map(_has_case, pair)))  # a name in Chinese or Japanese is whole
            if found := next((pair for pair in halves if known & {word.casefold() for word in pair}), None):
                return ", ".join(found)
            if is_mixed and len(words) == 2 and all(map(_is_word, words)):  # beside whole names
                return ", ".join(words)
    return ""


def _has_case(name: str) -> bool:
    return name.lower() != name.upper()


def _is_word(name: str) -> bool:
    return name.istitle() and name.isalpha() and len(name) > 2


def odd_items(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, tuple[str, Severity]]]:
    """The paths of items that are twice in a list of the data, and of fields without a value, each with a message."""
    if isinstance(data, list) and path[-1:] not in _PEOPLE:
        seen: set[str] = set()
        for index, item in enumerate(data):
            key = repr(item).casefold()
            if key in seen and (isinstance(item, dict) or any(map(str.isalpha, str(item)))):
                shown = f"'{shortened(item)}'" if isinstance(item, str) else "the same entry"
                yield (*path, index), (f"{shown} appears twice in this list; remove one", "info")
            seen.add(key)
            if index and isinstance(item, str) and (word := _CONJUNCTION.match(item)):
                yield (*path, index), (_CUT_ITEM.format(word[0].strip()), "info")
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in items:
        if item is None and isinstance(step, str):
            yield (*path, step), ("has no value, so nothing is shown; write one, or remove the line", "info")
        if step == "phone" and isinstance(item, str) and sum(map(str.isdigit, item)) < _MIN_DIGITS:
            yield (*path, step), (_SHORT_PHONE, "info")
        if isinstance(item, str) and "interests" in (step, *path[-1:]) and _is_sentence(item):
            yield (*path, step), (_NO_TOPIC, "info")
        yield from odd_items(item, (*path, step))


def _is_sentence(text: str) -> bool:
    words = text.split()
    return "," not in text and (len(words) > _MAX_WORDS or (len(words) > 3 and text.rstrip()[-1] in ".!?"))


def misspelled_groups(site: Site) -> Iterator[Problem]:
    """Problems of groups with one member that are nearly the name of a larger one, and of those that are one."""
    loaded = site.library.files.get("people")
    if loaded is None:
        return
    first: dict[str, str] = {}
    for index, person in loaded.numbered():
        if person.group:
            letters = "".join(filter(str.isalnum, person.group.casefold())).rstrip("s")
            if (other := first.setdefault(letters, person.group)) != person.group:
                message = f"'{person.group}' and '{other}' are two groups; write one of the two for all"
                yield loaded.problem((index, "group"), message, "info")
    sizes = Counter(person.group for person in loaded.entries if person.group)
    for index, person in loaded.numbered():
        if sizes[person.group] == 1 and not person.is_former:
            larger = [group for group, size in sizes.items() if size > 1 and _may_be(group, person.group)]
            letters = "".join(filter(str.isalnum, person.group.casefold())).rstrip("s")
            match = closest_match(person.group, larger, _ALIKE_GROUPS)
            if match and first[letters] == person.group:
                message = f"nobody else is in '{person.group}', did you mean '{match}'?"
                yield loaded.problem((index, "group"), message, "info")


def _may_be(group: str, written: str) -> bool:
    """Do the names of groups begin alike, with the same numbers? "M.Sc. students" are not "B.Sc. students"."""
    one, other = group.casefold(), written.casefold()
    return one[0] == other[0] and [*filter(str.isdigit, one)] == [*filter(str.isdigit, other)]


def unused_venues(site: Site) -> Iterator[Problem]:
    """Problems of venues that no paper has, but nearly."""
    loaded, papers = site.library.files.get("venues"), site.library.optional(PAPERS)
    if loaded is None:
        return
    venues = site.library.derived(Venues)
    used = [venues.find(paper.venue_short, paper.venue) for paper in papers]
    names = {name for paper in papers for name in (paper.venue_short, paper.venue) if name}
    for index, venue in loaded.numbered():
        style = venues.known.get(venue.short.casefold())
        if not any(one is style for one in used):
            match = closest_match(venue.short, names, _ALIKE)
            hint = f", did you mean '{match}'?" if match else "; correct the name, or remove it"
            yield loaded.problem((index,), f"no paper has this venue{hint}", "info")
