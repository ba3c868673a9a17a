"""`cv()`: the curriculum vitae, made from the data of the other macros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.links import Link, UrlField
from mkdocs_researcher.fields.profile_services import says_service
from mkdocs_researcher.fields.text import LongText
from mkdocs_researcher.fields.validation import findings
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.macros.base import Arguments, Data, FileName, Heading, Macro, Part, View, Word
from mkdocs_researcher.macros.counts import counts_of, total_of
from mkdocs_researcher.macros.papers.arguments import PapersArguments, choose_papers
from mkdocs_researcher.macros.papers.model import visible_papers
from mkdocs_researcher.macros.people import AuthorLists
from mkdocs_researcher.macros.profile import PROFILE, Profile, contact_links, native_language
from mkdocs_researcher.wording import SECTION, Words, phrase

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
# The same for files of general entries, which an import from JSON Resume or RenderCV writes.
_GENERAL = {
    "volunteer": "cv_volunteer",
    "certificates": "cv_certificates",
    "skills": "cv_skills",
    "languages": "cv_languages",
    "references": "cv_references",
}
SHOWN = frozenset((*_SECTIONS, *_GENERAL))
"""The data files that `cv()` shows by default."""
# Arguments for their macros, and the sections whose entries take one line each.
_ARGUMENTS = {"papers": {"style": "reference"}, "projects": {"style": "rows"}}
_MANY = 10  # papers, from which on a list says what the owner usually is
_TERSE = frozenset(("awards", "talks", "teaching", "service", "mentees"))
# The section whose titles are labels of what follows: "Reviewer: CoDaL 2026".
_LABELED = "service"
# Headings that `groups` may rename even if no entry is under them yet.
_ALWAYS = {"papers": (Heading(key="first_author"), Heading(key="contributed"))}
# An address up to this length is shown instead of the name of the service: a CV is printed.
_SHORT = 32


_OF_A_LAB = "is the CV of the lab; put a member's CV on a page with 'person:' and their id in its front matter"


class Section(Arguments):
    """A section of a CV.

    Attributes:
        file: its data file.
        title: Markdown text, empty for the default title.
        text: Markdown text above the list.
        groups: new headings by the default headings that they replace.
        arguments: those of its macro, which choose and arrange the entries.
    """

    file: FileName
    title: Word = ""
    text: LongText | None = None
    groups: dict[str, Word] = Field({})
    arguments: dict[str, Any] = Field({})


_OWN_FIELDS = Section.model_fields.keys() - {"arguments"}
# Arguments of macros that a CV decides itself.
_OF_THE_CV = frozenset(("file", "style", "filter", "more", "heading_level"))


def _macro_of(file: str) -> Macro[Any]:
    macro = BY_NAME.get(file)
    return macro if macro and macro.files and macro.files[0].name == file else BY_NAME["entries"]


def _as_sections(value: Any) -> Any:
    """A list of files, or a mapping of titles to files; each file may be a mapping with the fields of `Section`."""
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, str | list | tuple):
        pairs = [("", file) for file in ([value] if isinstance(value, str) else value)]
    else:
        return value
    if not pairs:
        raise ValueError("names no section; leave it out to show every section that has data")
    found = [_as_section(title, file) for title, file in pairs]
    shown = [(section.get("file"), section.get("arguments")) for section in found]
    if twice := next((one[0] for one in shown if one[0] is not None and shown.count(one) > 1), None):
        raise ValueError(f"names {twice!r} twice; a section can be shown only once")
    return found


def _as_section(title: Any, file: Any) -> dict[Any, Any]:
    named = {"title": title} if title else {}
    if not isinstance(file, dict):
        return {**named, "file": file}
    given = {name: value for name, value in file.items() if name not in _OWN_FIELDS}
    own = {name: value for name, value in file.items() if name in _OWN_FIELDS}
    _check_arguments(given, _macro_of(str(file.get("file"))).arguments)
    if "file" not in file:
        raise ValueError(f"a section has no data file; write {{'file': 'papers'}} beside {', '.join(map(repr, file))}")
    if title and "title" in file:
        raise ValueError(f"has two titles for one section, {title!r} and {file['title']!r}; remove one of them")
    return {**named, **own, "arguments": given}


def _check_arguments(given: dict[Any, Any], model: type[Arguments]) -> None:
    known = [*sorted(_OWN_FIELDS), *(name for name in model.model_fields if name not in _OF_THE_CV)]
    for name in given:
        if name not in known:
            raise ValueError(f"a section has no '{name}'{did_you_mean(str(name), known)}")
    try:
        model.model_validate({"file": "entries", **given} if "file" in model.model_fields else given)
    except ValidationError as error:
        location, message = findings(error, model)[0]
        raise ValueError(f"{location[0]}: {message}") from None


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
        description="Names of data files in the order of the CV, including files of general entries; or titles of "
        "your own with the files below them. Instead of a file, write a mapping of `file`, `text` (above the list), "
        "`groups` (other texts for its headings) and arguments of its macro, such as `author`. Default: every "
        "section that has data.",
        examples=[["education", "papers"], {"Education": "education", "Selected work": "papers"}],
    )
    pdf: UrlField | None = Field(
        None, description="Your own PDF for the button. Default: the PDF of `cv_pdf`.", examples=["files/cv.pdf"]
    )
    heading_level: Literal[1, 2, 3, 4, 5, 6] | None = Field(
        None, description="Level of the name if it is not the title of the page.", examples=[2]
    )


class Contact(NamedTuple):
    """A way to reach the person.

    Attributes:
        citations: how often the person is cited, for the link to Google Scholar; None for all others.
    """

    link: Link
    citations: int | None = None


def contacts(profile: Profile, data: Data) -> Iterator[Contact]:
    """The line of contacts. A short address is shown itself, because a CV is printed."""
    total = total_of(numbers) if (numbers := counts_of(data)) else None
    for link in contact_links(profile):
        parts = urlsplit(link.url)
        short = f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")
        is_short = parts.scheme in {"http", "https"} and not parts.query and len(short) <= _SHORT
        is_scholar = parts.netloc.startswith("scholar.google.")
        service, _, name = link.label.partition(": ")  # a service without URLs, such as WeChat
        if name and not link.url and says_service(link._replace(label=service)):
            shown = link._replace(label=service + data.words["colon"] + name)
        else:
            shown = Link(short, link.url, link.icon) if is_short and says_service(link) else link
        yield Contact(shown, total.citations if total and is_scholar else None)


def sections_of(data: Data, arguments: CvArguments) -> tuple[Section, ...]:
    """The sections to show, in order."""
    if arguments.sections is not None:
        return arguments.sections
    files = (*filter(data.has, _SECTIONS), *filter(data.has_general, _GENERAL))
    return tuple(Section(file=name) for name in files)


def section_view(section: Section, data: Data) -> View:
    """A section without its title.

    Raises:
        MacroError: there is no such data file.
        BrokenDataError: its file has problems.
    """
    macro = _macro_of(section.file)
    given = {**_ARGUMENTS.get(section.file, {}), **section.arguments}
    if macro.name == "entries":
        given["file"] = section.file
    try:
        if section.file == "papers" and "group_by" not in given:
            given |= _groups_of_papers(data, macro.arguments.model_validate(given))
        view = macro.build(data, macro.arguments.model_validate(given))
    except MacroError as error:
        if error.argument in section.arguments:
            raise MacroError(f"section '{section.file}': {error.argument}: {error}", "sections") from None
        raise
    parts = tuple(part._replace(template=part.template or macro.template) for part in view.parts)
    return view._replace(parts=tuple(_as_text(part, section.file) for part in parts))


def _groups_of_papers(data: Data, arguments: PapersArguments) -> dict[str, str]:
    """The headings among papers: by role, or by type if the owner is rarely the first author; none without the owner.

    Nor has a section of others' papers any, such as one of students' theses.
    """
    papers = choose_papers(list(data.derived(visible_papers).values()), arguments, data)
    lists = data.derived(AuthorLists)
    places = [lists.find_owner(paper.authors) for paper in papers if paper.authors]
    if all(place is None for place in places):
        return {}
    is_rarely_first = len(places) >= _MANY and places.count(0) * 4 < len(places)
    return {"group_by": "type" if is_rarely_first else "role"}


def _as_text(part: Part, file: str) -> Part:
    """A CV has no logos, and shows short entries on one line."""
    if not isinstance(part.context.get("rows"), list | tuple):
        return part
    rows = [row._replace(logo="") for row in part.context["rows"]]
    own = {"rows": rows, "with_logos": False, "terse": file in _TERSE, "labels": file == _LABELED}
    return part._replace(context={**part.context, **own})


def _regrouped(section: Section, view: View, words: Words) -> tuple[Part, ...]:
    """The parts of a section with the author's headings.

    Raises:
        MacroError: there is no heading with the text to replace.
    """
    shown = (part.heading for part in view.parts if part.heading)
    own = {}
    usual: dict[str, Heading] = {}
    for heading in (*_ALWAYS.get(section.file, ()), *shown):
        # Also in English, so that a CV keeps working when the site changes its language.
        names = [phrase(heading.key), words[heading.key]] if heading.key else [heading.text]
        usual |= dict.fromkeys(names, heading)
    for name, title in section.groups.items():
        if name not in usual:
            hint = did_you_mean(name, usual, show_all=8) if usual else "; it has no headings"
            raise MacroError(f"the section '{section.file}' has no heading '{name}'{hint}", "sections")
        own[usual[name]] = Heading(title)
    return tuple(
        part._replace(heading=own.get(part.heading, part.heading)) if part.heading else part for part in view.parts
    )


def section_title(section: Section, words: Words) -> Heading:
    """Title of a section: the author's own, the default one, that of `words.yml`, or the name of its file."""
    if section.title:
        return Heading(section.title)
    if key := (_SECTIONS | _GENERAL).get(section.file):
        return Heading(key=key)
    if (key := f"{SECTION}{section.file}") in words.table:
        return Heading(words[key])
    name = section.file.replace("_", " ").replace("-", " ")
    return Heading(name[:1].upper() + name[1:])


def _build_cv(data: Data, arguments: CvArguments) -> View:
    profile = data.entries(PROFILE)[0]
    pdf = arguments.pdf or data.published.cv_pdf or ""
    top = {
        "profile": profile,
        "text": None,
        "native_language": native_language(profile.native_name, profile.native_language, data.language),
        # A CV does not link to itself.
        "contacts": tuple(contact for contact in contacts(profile, data) if not pdf or contact.link.url != pdf),
        "pdf": pdf,
    }
    parts = [Part(top)]
    notes = [_OF_A_LAB] if profile.type == "organization" else []
    for section in sections_of(data, arguments):
        view = section_view(section, data)
        notes += view.notes
        if view.empty_reason and arguments.sections is not None:
            notes.append(f"section '{section.file}': {view.empty_reason}")
        parts += _under(section, section_title(section, data.words), _regrouped(section, view, data.words))
    empty = "" if len(parts) > 1 else "has no section: there is no data file for any of them"
    level = arguments.heading_level
    return View(tuple(parts), level or 0, notes=tuple(notes), empty_reason=empty, names_page=level is None)


def _under(section: Section, title: Heading, parts: tuple[Part, ...]) -> Iterator[Part]:
    if not parts:
        return
    if parts[0].heading is None and not section.text:
        yield parts[0]._replace(heading=title, depth=1)
        parts = parts[1:]
    else:
        yield Part({"profile": None, "text": section.text}, title, depth=1)
    for part in parts:
        yield part._replace(depth=2)


MACROS = (Macro("cv", CvArguments, _build_cv, "cv", files=(PROFILE,)),)
