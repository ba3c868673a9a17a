"""Which data file a section of a CV belongs to, by its title and by what its entries look like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_researcher.fields.text import slug
from mkdocs_researcher.formats.cv.items import Item, is_empty
from mkdocs_researcher.macros import DATA_FILES

PROFILE = "profile"

# Words of titles, in the order in which they are looked for: "Teaching Experience" is teaching.
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
_ABOUT_SELF = frozenset(
    {"summary", "about", "about me", "profile", "bio", "biography", "introduction", "intro", "objective", "overview"}
)
# Titles that tell no more of a position than that it is one.
_PLAIN_TITLES = frozenset(
    {
        "experience",
        "work",
        "work experience",
        "work history",
        "employment",
        "professional experience",
        "positions",
        "career",
    }
)
_LONGEST_NAME = 60


def words_of(title: str) -> str:
    """A title in lower case, without what joins its words in a key."""
    return " ".join(re.sub(r"[^\w]+|_", " ", title).casefold().split())


def file_of_section(title: str, items: list[Item]) -> str:
    """The data file of a section; `profile` for a text about the person.

    Args:
        title: title or key of the section.
        items: its entries.
    """
    words = words_of(title)
    if words in _ABOUT_SELF and all(not item.is_mapping for item in items):
        return PROFILE
    if _VOLUNTEER.search(words):
        return "volunteer" if any(map(tells_more_than_a_duty, items)) else "service"
    if words in _PLAIN_TITLES:
        return "experience"
    for file, pattern in _TITLES.items():
        if pattern.search(words) and _can_hold(file, items):
            return file
    shapes = {shape_of(item) for item in items}
    shape = shapes.pop() if len(shapes) == 1 else ""
    return shape or file_name(title)


def tells_more_than_a_duty(item: Item) -> bool:
    """Whether an entry of volunteering has more than `service.yml` has fields for."""
    return any(not is_empty(item.left.get(name)) for name in ("summary", "highlights", "location"))


def shape_of(item: Item) -> str:
    """What RenderCV takes an entry for by its fields: `education`, `experience`, `papers`, else nothing."""
    has = {name for name, value in item.left.items() if not is_empty(value)}
    if has & {"institution"} and has & {"area", "degree", "studyType"}:
        return "education"
    if has & {"company"} and has & {"position"}:
        return "experience"
    return "papers" if has & {"title"} and has & {"authors"} else ""


def _can_hold(file: str, items: list[Item]) -> bool:
    """Whether entries say enough for a file that needs to know more than a line of text."""
    if file == "papers":
        return any({"title", "name"} & item.left.keys() for item in items)
    return True


def file_name(title: str) -> str:
    """The name of a file of general entries for a section."""
    name = slug(words_of(title) or "section")[:_LONGEST_NAME].strip("-") or "section"
    return f"{name}-section" if name in DATA_FILES or not name.replace("-", "").isalnum() else name


def kind_of_position(title: str) -> str:
    """What a section's title tells of the positions in it; empty if nothing."""
    words = words_of(title)
    if words in _PLAIN_TITLES:
        return ""
    return title if title != title.lower() else words.capitalize()
