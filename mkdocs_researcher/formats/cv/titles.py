"""The data file for a section of a CV, from its title and the fields of its entries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping, is_empty
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.cv import SHOWN

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
    """The data file of a section; `profile` for a text about the person.

    Args:
        title: title or key of the section.
    """
    words = words_of(title)
    if _ABOUT_SELF.fullmatch(words) and all(not entry.is_mapping for entry in entries):
        return PROFILE
    if _VOLUNTEER.search(words):
        return "volunteer" if any(map(exceeds_service, entries)) else "service"
    if _PLAIN_TITLES.fullmatch(words):
        return "experience"
    for file, pattern in _TITLES.items():
        if pattern.search(words) and _can_hold(file, entries):
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


def _can_hold(file: str, entries: list[TrackedMapping]) -> bool:
    """Do the entries have the fields that the file requires? Papers need a title; lines of text have none."""
    return file != "papers" or any({"title", "name"} & entry.unread.keys() for entry in entries)


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
