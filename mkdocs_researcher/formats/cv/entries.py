"""Entries of a CV in any format as records of our data files.

JSON Resume, RenderCV and al-folio use different names for the same fields, and mix them. So there is one table: for
each of our fields, its names in these formats. A field that is in no rule is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.cv.values import (
    TrackedMapping,
    identifier_in,
    is_empty,
    read_range,
    repaired,
    service_record,
)
from mkdocs_researcher.formats.source import Record, keep_valid
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.cv import SHOWN

Kind = Literal["text", "joined", "long", "lines", "words", "url"]

_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})([^*_]+)\1(?=[*†‡§¶#]*$)")  # RenderCV marks the owner's name so
_SHORT = 80
_RELATIVE = "links to '{url}', a path on your old site; put the file into your docs folder, or change the link"


class Rule(NamedTuple):
    """The fields of other formats from which one of our fields is read.

    The first of the names that is not empty counts; for `joined` (in one line) and `long` (as paragraphs), all do. A
    text is split at its commas if `kind` is `words`.
    """

    field: str
    names: tuple[str, ...]
    kind: Kind = "text"


_URL = Rule("url", ("url", "website", "link"), "url")
_LOCATION = Rule("location", ("location",))
_ITEMS = ("- ", "* ")
_ABOUT = ("summary", "description", "details", "highlights", "items", "content")
_TEXTS = ("bullet", "number", "reversed_number", "text")
_PLACES = ("institution", "company", "organization", "organisation", "university", "employer", "school")

RULES: Mapping[str, tuple[Rule, ...]] = {
    "education": (
        Rule("institution", (*_PLACES, "name", "title", "label", *_TEXTS)),
        Rule("degree", ("degree", "studyType", "study_type", "title")),
        Rule("area", ("area", "field")),
        Rule("logo", ("logo",), "url"),
        _URL,
        _LOCATION,
        Rule("score", ("score", "gpa", "grade")),
        Rule("details", ("summary", "details"), "long"),
        Rule("highlights", ("highlights", "description", "items"), "lines"),
        Rule("courses", ("courses",), "words"),
    ),
    "experience": (
        Rule("organization", ("name", *_PLACES, "title", "label", *_TEXTS)),
        Rule("position", ("position", "title", "role")),
        Rule("kind", ("kind",)),
        Rule("group", ("group",)),
        _LOCATION,
        _URL,
        Rule("logo", ("logo",), "url"),
        Rule("summary", ("summary", "details"), "long"),
        Rule("highlights", ("highlights", "items", "description"), "lines"),
    ),
    "awards": (
        Rule("title", ("title", "name", "award", "label", "position", *_TEXTS)),
        Rule("awarder", ("awarder", "issuer", *_PLACES)),
        Rule("note", ("note", *_ABOUT, "location"), "joined"),
        _URL,
    ),
    "talks": (
        Rule("title", ("title", "name", "label", "position", *_TEXTS)),
        Rule("event", ("event", "venue", *_PLACES)),
        _LOCATION,
        Rule("kind", ("kind", "type")),
        _URL,
        Rule("details", _ABOUT, "long"),
    ),
    "teaching": (
        Rule("course", ("course", "name", "title", "label", "position", *_TEXTS)),
        Rule("role", ("role", "position")),
        Rule("institution", _PLACES),
        _LOCATION,
        _URL,
        Rule("details", _ABOUT, "long"),
    ),
    "service": (
        Rule("role", ("role", "position", "name", "title", "label", *_TEXTS, *_PLACES, *_ABOUT)),
        Rule("text", (*_PLACES, *_ABOUT, "location"), "joined"),
        Rule("group", ("group",)),
        _URL,
    ),
    "mentees": (
        Rule("name", ("name", "title", "label", *_TEXTS)),
        Rule("degree", ("degree", "position")),
        Rule("affiliation", ("affiliation", *_PLACES)),
        Rule("topic", ("topic", "area")),
        _URL,
        Rule("details", (*_ABOUT, "location"), "long"),
    ),
    "projects": (
        Rule("title", ("name", "title", "label", "position", *_TEXTS)),
        Rule("text", ("description", "summary", "details", "location"), "joined"),
        _URL,
        Rule("category", ("type", "category")),
        Rule("role", ("roles", "role", "position"), "joined"),
        Rule("organization", ("entity", *_PLACES)),
        Rule("highlights", ("highlights", "items"), "lines"),
        Rule("keywords", ("keywords",), "words"),
    ),
    "papers": (
        Rule("title", ("title", "name", "label", *_TEXTS)),
        Rule("authors", ("authors", "author"), "lines"),
        Rule("venue", ("journal", "venue", "publisher")),
        Rule("doi", ("doi",)),
        Rule("summary", ("summary", "description", "details", "highlights"), "joined"),
    ),
}
_ENTRY = (
    Rule("title", ("title", "name", "label", "language", "position")),
    Rule("subtitle", ("subtitle", "level", "fluency", "issuer", "awarder", "network", "degree", *_PLACES, "position")),
    _LOCATION,
    _URL,
    Rule("logo", ("logo",), "url"),
    Rule("details", ("details", "summary", "reference", "description", "content", *_TEXTS, "area"), "long"),
    Rule("highlights", ("highlights", "items", "contents"), "lines"),
    Rule("keywords", ("keywords",), "words"),
)
# The field for words that are not a date, if it is not `details`.
_FIELD_OF_WORDS = {"experience": "summary", "awards": "note", "service": "text", "projects": "text", "papers": "note"}


def read_entry(entry: TrackedMapping, file: str) -> Record | None:
    """An entry as a valid record of a data file; None if it lacks required fields, which is reported."""
    record: Record = {}
    if file == "experience":
        _assign_description(entry)
    # Any words can be the term of a course, and a talk is on one day.
    time = read_range(entry, reports_words=file != "teaching", has_days=file == "talks")
    for rule in RULES.get(file, _ENTRY):
        value = _READ[rule.kind](entry, rule)
        if value:
            record[rule.field] = value
    if file == "papers":
        _read_address(entry, record)
        record["authors"] = [_EMPHASIS.sub(r"\2", name.replace("\\*", "*")) for name in record.get("authors", [])]
    _add_time(record, file, time.date, time.words)
    if "url" in record and ":" not in record["url"]:
        entry.note("url", _RELATIVE.format(url=record["url"]), "info")
    entry.report_unread(f"data/{file}.yml")
    return keep_valid(file, record, entry.note)


def _read_address(entry: TrackedMapping, record: Record) -> None:
    """Reads the address of a paper as the identifier in it, or else as a link."""
    if not (url := repaired(entry.text("url", "link", "website"))):
        return
    found = identifier_in(url)
    if found and found[0] not in record:
        record[found[0]] = found[1]
    elif not found or record[found[0]] != found[1]:
        record["links"] = {"Paper": url}


def _add_time(record: Record, file: str, date: str, words: str) -> None:
    if file == "teaching" and words and not date:
        record["term"] = words
        words = ""
    if date:
        record["date"] = date
    if words:
        name = _FIELD_OF_WORDS.get(file, "details")
        between = "\n\n" if name in {"details", "summary"} else "; "
        record[name] = between.join(text for text in (record.get(name, ""), words) if text)


def _joined(entry: TrackedMapping, rule: Rule, between: str) -> str:
    parts: list[str] = []
    for name in rule.names:
        lines = entry.lines(name)
        is_list = between != "; " and name in {"highlights", "items"}
        parts += ["\n".join(f"- {line}" for line in lines)] if is_list and lines else lines
    text = between.join(dict.fromkeys(parts))
    return _with_lists_apart(text) if between != "; " else text


def _with_lists_apart(text: str) -> str:
    """A text with empty lines around each list; Markdown takes "Tasks:" and "- one" below it for one paragraph."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        if before.strip() and line.strip() and line[0] != " " != before[0]:
            lines += [""] * (line.startswith(_ITEMS) != before.startswith(_ITEMS))
        lines.append(line)
    return "\n".join(lines)


def _assign_description(entry: TrackedMapping) -> None:
    """JSON Resume's `description` of an employer is our `group` if it is a few words, and a summary otherwise."""
    text = entry.unread.get("description")
    if isinstance(text, str) and text:
        is_short = len(text) <= _SHORT and "\n" not in text and not text.rstrip().endswith((".", "!", "?"))
        entry.rename("description", "group" if is_short and "group" not in entry.unread else "details")


_READ: Mapping[Kind, Callable[[TrackedMapping, Rule], Any]] = {
    "text": lambda entry, rule: entry.text(*rule.names),
    "joined": lambda entry, rule: _joined(entry, rule, "; "),
    "long": lambda entry, rule: _joined(entry, rule, "\n\n"),
    "lines": lambda entry, rule: entry.lines(*rule.names),
    "words": lambda entry, rule: entry.words(*rule.names),
    "url": lambda entry, rule: repaired(entry.text(*rule.names)),
}


_PICTURES = ("image", "picture", "photo", "avatar")
_ADDRESS = ("address", "street", "postalCode", "city", "region", "country", "countryCode")
_NO_LINK = (
    "'{name}' has neither a URL nor a user name that the service accepts; add a line such as '- github: octocat' to "
    "data/profile.yml"
)
_EMPTY_LINK = "'{name}' has neither a user name nor a URL, so it is left out"
_MORE = "'{text}' is not in data/profile.yml, which has one field for it; add it to links: there{form}"
_FORMS = {"phone": ", as {label: Telephone, url: 'tel:+47-22-33-44-55'}"}
_BIO = (
    "is bio: in data/profile.yml; cv() does not show it, so put the text above the call if the CV should start with it"
)
_PICTURE = "put the picture '{path}' into your docs folder, or change the path in data/profile.yml"


def read_profile(head: TrackedMapping, interests: list[str] | None = None, bio: str = "") -> Record | None:
    """The profile from `basics` of JSON Resume or `cv` of RenderCV; None if the name is missing, which is reported.

    Interests and a biography may be elsewhere in the CV.
    """
    summary = head.first(("summary", "about", "bio"))
    picture = next((name for name in _PICTURES if name in head.unread), "")
    record: Record = {
        "name": head.text("name"),
        "avatar": repaired(head.text(*_PICTURES)),
        "role": head.text("label", "headline", "title", "role"),
        "location": read_location(head),
        **_one_of_several(head),
        "bio": "\n\n".join(text for text in (head.text("summary", "about", "bio"), bio) if text),
        "interests": interests or [],
        "links": _links(head),
    }
    avatar = record["avatar"]
    if avatar and ":" not in avatar:
        head.note(picture, _PICTURE.format(path=avatar), "info")
    if record["bio"]:
        head.note(summary, _BIO, "info")
    head.report_unread("data/profile.yml")
    return keep_valid("profile", record, head.note)


def read_location(head: TrackedMapping) -> str:
    """City and country in one line, from a text or from the parts of an address."""
    name = next((name for name in ("location", "address") if name in head.unread), "location")
    if not isinstance(head.unread.get(name), dict):
        return head.text(name)
    address = head.mapping(name)
    parts = {part: address.text(part) for part in _ADDRESS}
    address.report_unread("data/profile.yml")
    parts["city"] = " ".join(part for part in (parts.pop("postalCode"), parts["city"]) if part)
    return ", ".join(dict.fromkeys(part for part in parts.values() if part))


def _one_of_several(head: TrackedMapping) -> Record:
    """Email, phone and website: the first of each counts, and others are reported."""
    found: Record = {}
    for field, names in (
        ("email", ("email",)),
        ("phone", ("phone", "telephone", "tel", "mobile")),
        ("website", ("url", "website")),
    ):
        name = head.first(names)
        texts = head.lines(*names)
        prefix = {"email": "mailto:", "phone": "tel:"}.get(field, "")
        texts = [repaired(text) if field == "website" else text.removeprefix(prefix) for text in texts]
        found[field] = texts[0] if texts else ""
        for text in texts[1:]:
            head.note(name, _MORE.format(text=text, form=_FORMS.get(field, "")))
    return found


def _links(head: TrackedMapping) -> list[dict[str, str]]:
    links: list[dict[str, str]] = []
    for field in ("profiles", "social_networks"):
        for entry in head.mappings(field, "network"):
            network, username, url = entry.text("network"), entry.text("username"), entry.text("url")
            link = service_record(network, username, url)
            _add_link(links, entry, link, network or username, is_named=bool(username or url))
    for entry in head.mappings("custom_connections", "placeholder"):
        label, url = entry.text("placeholder", "label"), entry.text("url")
        entry.text("fontawesome_icon")
        link = {"label": label or "Link", "url": repaired(url)} if url else None
        _add_link(links, entry, link, label, is_named=True)
    return links


def _add_link(
    links: list[dict[str, str]], entry: TrackedMapping, link: dict[str, str] | None, name: str, *, is_named: bool
) -> None:
    entry.report_unread("data/profile.yml")
    if link and link not in links:
        links.append(link)
    elif not link and name and is_named:
        entry.note("", _NO_LINK.format(name=name))
    elif not link and name:
        entry.note("", _EMPTY_LINK.format(name=name), "info")


PROFILE = "profile"

# Words in titles, in the order of the search: "Teaching Experience" is teaching.
_WORDS: Mapping[str, str] = {
    "papers": r"publications?|papers?|preprints?|patents?|articles?|proceedings|books?|theses",
    "mentees": r"students?|mentees?|mentoring|mentorship|supervision|advisees?",
    "teaching": r"teaching|courses? taught|instruction|lecturing",
    "talks": r"talks?|presentations?|lectures|seminars|keynotes?|speaking|tutorials?",
    "awards": r"awards?|honou?rs?|prizes?|fellowships?|scholarships?|grants?|distinctions?",
    "service": r"service|reviewing|reviewer|peer review|editorial|organi[sz]ing|committees?",
    "education": r"education|degrees?|studies|academic background",
    "projects": r"projects?|open source|software|portfolio",
    "experience": r"experience|employment|positions?|appointments?|internships?|career",
}
_TITLES = {file: re.compile(rf"\b(?:{words})\b") for file, words in _WORDS.items()}
_VOLUNTEER = re.compile(r"\bvolunt\w+")
_ABOUT_SELF = re.compile(r"summary|about( me)?|profile|bio(graphy)?|intro(duction)?|objective|overview")
# Titles that do not name a kind of position.
_PLAIN_TITLES = re.compile(r"((work|professional) )?experience|work( history)?|employment|positions|career")
_LONGEST_NAME = 60
_NOT_IN_CV = (
    'the section is in data/{file}.yml; show it with {{{{ entries("{file}") }}}}, or name it in the sections of cv()'
)


def words_of(title: str) -> str:
    """A title in lower case, with spaces instead of the characters that join words in a key."""
    return " ".join(re.sub(r"[^\w]+|_", " ", title).casefold().split())


def file_of_section(title: str, entries: list[TrackedMapping]) -> str:
    """The data file of a section by its title or key; `profile` for a text about the person."""
    words = words_of(title)
    if _ABOUT_SELF.fullmatch(words) and all(not entry.is_mapping for entry in entries):
        return PROFILE
    if _VOLUNTEER.search(words):
        return "volunteer" if any(map(exceeds_service, entries)) else "service"
    if _PLAIN_TITLES.fullmatch(words):
        return "experience"
    for file, pattern in _TITLES.items():
        # A paper needs a title; lines of text have none.
        can_hold = file != "papers" or any({"title", "name"} & entry.unread.keys() for entry in entries)
        if pattern.search(words) and can_hold:
            return file
    kinds = {_file_of_entry(entry) for entry in entries}
    file = kinds.pop() if len(kinds) == 1 else ""
    return file or file_name(title)


def report_section(entry: TrackedMapping, file: str) -> None:
    """Says how to show a section that `cv()` does not show by default; `entry` is its first one."""
    if file not in SHOWN and file not in DATA_FILES:
        entry.source.note(entry.location[:-1], _NOT_IN_CV.format(file=file), "info")


def exceeds_service(entry: TrackedMapping) -> bool:
    """Does the entry have fields that `service.yml` does not have?"""
    return any(not is_empty(entry.unread.get(name)) for name in ("summary", "highlights", "location"))


def _file_of_entry(entry: TrackedMapping) -> str:
    """The data file for an entry whose fields RenderCV recognizes; empty for others."""
    has = {name for name, value in entry.unread.items() if not is_empty(value)}
    if "institution" in has and has & {"area", "degree", "studyType"}:
        return "education"
    if {"company", "position"} <= has:
        return "experience"
    return "papers" if {"title", "authors"} <= has else ""


def file_name(title: str) -> str:
    """The name of a file of general entries for a section."""
    name = slug(words_of(title) or "section")[:_LONGEST_NAME].strip("-") or "section"
    return f"{name}-section" if name in DATA_FILES or not name.replace("-", "").isalnum() else name


def kind_of_position(title: str) -> str:
    """The kind of position in the title of a section; empty if it names none."""
    words = words_of(title)
    if _PLAIN_TITLES.fullmatch(words):
        return ""
    return title if title != title.lower() else words.capitalize()
