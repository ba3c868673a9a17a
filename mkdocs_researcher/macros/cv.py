"""`cv()`: the curriculum vitae, made of the other macros' data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, WithJsonSchema

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.links import Link, UrlField
from mkdocs_researcher.fields.profile_services import says_service
from mkdocs_researcher.fields.text import LongText
from mkdocs_researcher.macros import BY_NAME, DATA_FILES
from mkdocs_researcher.macros.base import Arguments, Data, FileName, Heading, Macro, Part, View, Word
from mkdocs_researcher.macros.counts import counts_of, total_of
from mkdocs_researcher.macros.profile import PROFILE, Profile, contact_links, native_language
from mkdocs_researcher.wording import phrase

# The sections in the usual order, and the phrases for their titles.
_SECTIONS = {
    "education": "cv_education",
    "awards": "cv_awards",
    "experience": "cv_experience",
    "papers": "cv_papers",
    "talks": "cv_talks",
    "teaching": "cv_teaching",
    "service": "cv_service",
    "mentees": "cv_mentees",
    "projects": "cv_projects",
}
# What their macros are told, and which of them take a line each.
_ARGUMENTS = {"papers": {"style": "reference", "group_by": "role"}, "projects": {"style": "rows"}}
_TERSE = frozenset(("awards", "mentees"))
# Headings that data may be without for a while.
_ALWAYS = {"papers": (Heading(key="first_author"), Heading(key="contributed"))}
# An address up to this length says more than the name of a service, on paper above all.
_SHORT = 32


class Section(Arguments):
    """A section of a CV.

    Attributes:
        file: its data file.
        title: Markdown text, empty for the usual words.
        text: Markdown text above the list.
        groups: other words for the headings within it, by the usual ones.
    """

    file: FileName
    title: Word = ""
    text: LongText | None = None
    groups: dict[str, Word] = Field({})


def _as_sections(value: Any) -> Any:
    """A list of files, or a mapping of titles to files; in place of a file a mapping that says more of the section."""
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, str | list | tuple):
        pairs = [("", file) for file in ([value] if isinstance(value, str) else value)]
    else:
        return value
    if not pairs:
        raise ValueError("names no section; leave it out for all that there is data for")
    found = [_as_section(title, file) for title, file in pairs]
    files = [section.get("file") for section in found]
    if twice := next((file for file in files if file is not None and files.count(file) > 1), None):
        raise ValueError(f"names {twice!r} twice; a section stands once")
    return found


def _as_section(title: Any, file: Any) -> dict[Any, Any]:
    named = {"title": title} if title else {}
    if not isinstance(file, dict):
        return {**named, "file": file}
    for name in file:
        if name not in Section.model_fields:
            raise ValueError(f"a section has no '{name}'{did_you_mean(str(name), Section.model_fields)}")
    if "file" not in file:
        raise ValueError(f"a section has no data file; write {{'file': 'papers'}} beside {', '.join(map(repr, file))}")
    if title and "title" in file:
        raise ValueError(f"has two titles for one section, {title!r} and {file['title']!r}; leave one out")
    return {**named, **file}


Sections = Annotated[
    tuple[Section, ...],
    BeforeValidator(_as_sections),
    WithJsonSchema({"type": ["array", "object"], "items": {"type": ["string", "object"]}}),
]


class CvArguments(Arguments):
    """Arguments of `cv()`."""

    positional: ClassVar = ("sections",)
    sections: Sections | None = Field(
        None,
        description="Names of data files in the order of the CV, files of general entries among them; or titles of "
        "your own with the files below them. In place of a file may stand a mapping of `file`, `text` (above the list) "
        "and `groups` (other words for its headings). Without it: all that there is data for.",
        examples=[["education", "papers"], {"Education": "education", "Selected work": "papers"}],
    )
    pdf: UrlField | None = Field(
        None, description="Your own PDF for the button; the one of `cv_pdf` without it.", examples=["files/cv.pdf"]
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None, description="Level of the name where it is not the title of the page.", examples=[2]
    )


class Contact(NamedTuple):
    """A way to reach the person.

    Attributes:
        link: address, icon, and the words to show.
        citations: how often the person is cited, where the link leads to that number; None elsewhere.
    """

    link: Link
    citations: int | None = None


def contacts(profile: Profile, data: Data) -> Iterator[Contact]:
    """The line of contacts: words that say the address itself where it is short, for a CV is printed."""
    total = total_of(numbers) if (numbers := counts_of(data)) else None
    for link in contact_links(profile):
        parts = urlsplit(link.url)
        short = f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")
        is_short = parts.scheme in {"http", "https"} and not parts.query and len(short) <= _SHORT
        is_scholar = parts.netloc.startswith("scholar.google.")
        service, _, name = link.label.partition(": ")  # of one that has no addresses, such as WeChat
        if name and not link.url and says_service(link._replace(label=service)):
            shown = link._replace(label=service + phrase("colon", data.language) + name)
        else:
            shown = Link(short, link.url, link.icon) if is_short and says_service(link) else link
        yield Contact(shown, total.citations if total and is_scholar else None)


def sections_of(data: Data, arguments: CvArguments) -> tuple[Section, ...]:
    """The sections to show, in order."""
    if arguments.sections is not None:
        return arguments.sections
    return tuple(Section(file=name) for name in _SECTIONS if data.has(name))


def section_view(section: Section, data: Data) -> View:
    """What a section shows, without its title.

    Raises:
        MacroError: there is no such data file.
        BrokenDataError: it has problems of its own.
    """
    if section.file in DATA_FILES and section.file in BY_NAME:
        macro = BY_NAME[section.file]
        given = dict(_ARGUMENTS.get(section.file, {}))
        if section.file == "papers" and not data.optional(PROFILE):
            del given["group_by"]
    else:
        macro, given = BY_NAME["entries"], {"file": section.file}
    view = macro.build(data, macro.arguments.model_validate(given))
    parts = tuple(part._replace(template=part.template or macro.template) for part in view.parts)
    return view._replace(parts=tuple(_as_text(part, terse=section.file in _TERSE) for part in parts))


def _as_text(part: Part, *, terse: bool) -> Part:
    """A CV has no logos, and short things in a line."""
    if not isinstance(part.context.get("rows"), list | tuple):
        return part
    rows = [row._replace(logo="") for row in part.context["rows"]]
    return part._replace(context={**part.context, "rows": rows, "with_logos": False, "terse": terse})


def _regrouped(section: Section, view: View, language: str) -> tuple[Part, ...]:
    """The parts of a section with the author's words for their headings.

    Raises:
        MacroError: none of the headings has the words that are to be replaced.
    """
    shown = (part.heading for part in view.parts if part.heading)
    own = {}
    usual: dict[str, Heading] = {}
    for heading in (*_ALWAYS.get(section.file, ()), *shown):
        # In English, too, for a CV that moves to a site of another language.
        words = [phrase(heading.key, code) for code in ("en", language)] if heading.key else [heading.text]
        usual |= dict.fromkeys(words, heading)
    for name, title in section.groups.items():
        if name not in usual:
            hint = did_you_mean(name, usual, show_all=8) if usual else "; it has no headings"
            raise MacroError(f"the section '{section.file}' has no heading '{name}'{hint}", "sections")
        own[usual[name]] = Heading(title)
    return tuple(
        part._replace(heading=own.get(part.heading, part.heading)) if part.heading else part for part in view.parts
    )


def section_title(section: Section) -> Heading:
    """Title of a section: the author's own, the usual words, or the name of its file."""
    if section.title:
        return Heading(section.title)
    if section.file in _SECTIONS:
        return Heading(key=_SECTIONS[section.file])
    words = section.file.replace("_", " ").replace("-", " ")
    return Heading(words[:1].upper() + words[1:])


def build_cv(data: Data, arguments: CvArguments) -> View:
    """Name, ways to reach the person, and the sections."""
    profile = data.entries(PROFILE)[0]
    pdf = arguments.pdf or data.cv_pdf() or ""
    top = {
        "profile": profile,
        "text": None,
        "native_language": native_language(profile),
        # A CV need not lead to itself.
        "contacts": tuple(contact for contact in contacts(profile, data) if not pdf or contact.link.url != pdf),
        "pdf": pdf,
    }
    parts = [Part(top)]
    notes: list[str] = []
    for section in sections_of(data, arguments):
        view = section_view(section, data)
        notes += view.notes
        if view.empty_reason and arguments.sections is not None:
            notes.append(f"section '{section.file}': {view.empty_reason}")
        parts += _under(section, _regrouped(section, view, data.language))
    empty = "" if len(parts) > 1 else "has no section: there is no data file for any of them"
    level = arguments.heading_level
    return View(tuple(parts), level or 0, notes=tuple(notes), empty_reason=empty, names_page=level is None)


def _under(section: Section, parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts of a section below its title and its text; headings within it go down by one level."""
    if not parts:
        return
    title = section_title(section)
    if parts[0].heading is None and not section.text:
        yield parts[0]._replace(heading=title, depth=1)
        parts = parts[1:]
    else:
        yield Part({"profile": None, "text": section.text}, title, depth=1)
    for part in parts:
        yield part._replace(depth=2)


MACROS = (
    Macro(
        "cv",
        CvArguments,
        build_cv,
        "cv",
        icon="material/file-account-outline",
        files=(PROFILE,),
        layout="cv",
    ),
)
