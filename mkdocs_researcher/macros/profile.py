"""`profile.yml`, and `profile()` and `links()`: the author block and the list of profiles elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from mkdocs_researcher.fields.identifiers import category_name
from mkdocs_researcher.fields.links import Link, UrlField
from mkdocs_researcher.fields.names.matching import NameField, check_name, is_same_name
from mkdocs_researcher.fields.names.person import SeveralNames
from mkdocs_researcher.fields.profile_services import ProfileLinks, says_service, service_link
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.fields.urls import quoted
from mkdocs_researcher.macros.base import (
    Arguments,
    Data,
    DataFile,
    Flag,
    Macro,
    Model,
    OrText,
    TextList,
    View,
    as_list,
    text_as,
    view,
)
from mkdocs_researcher.macros.buttons import link_labels, with_labels
from mkdocs_researcher.wording import is_known_language, no_language


def _check_email(value: str) -> str:
    service_link("email", value)
    return value


EmailField = Annotated[str, AfterValidator(_check_email)]
StatusKind = Literal["open", "busy", "note"]


_FEWEST_DIGITS = 3


def _check_phone(text: str) -> str:
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        raise ValueError(f"{quoted(text)} is not a telephone number: write one such as +47 555 0100")
    return text


def _phone_url(text: str) -> str:
    """RFC 3966: the digits, and an extension such as "ext. 7"; the (0) of "+49 (0)30" is not dialed from abroad."""
    number, *extension = re.split(r"(?i)ext(?:ension)?\b\.?|durchwahl|poste|#|x(?=\d)", text, maxsplit=1)
    number = re.sub(r"[^\d+]", "", number.replace("(0)", "") if number.strip().startswith("+") else number)
    return f"tel:{number}" + "".join(f";ext={digits}" for part in extension if (digits := re.sub(r"\D", "", part)))


class Affiliation(Model):
    """Where somebody works."""

    name: Text = Field(description="Name of the institution.", examples=["Halden Bay University"])
    url: UrlField | None = Field(None, description="Its page.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Its logo.", examples=["images/hbu.svg"])


class ProfileStatus(Model):
    """A message for visitors, such as being on the job market."""

    label: Text = Field(description="The text.", examples=["On the job market 2026"])
    kind: StatusKind = Field("open", description="`open` (green), `busy` (red) or `note` (no dot).", examples=["open"])


def _as_affiliations(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _check_language(value: Any) -> Any:
    if isinstance(value, str) and not is_known_language(value):
        raise ValueError(no_language(value))
    return value


LanguageCode = Annotated[str, BeforeValidator(_check_language), Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")]


def _check_own_name(text: str, info: ValidationInfo) -> str:
    """A person's name as in author lists; that of an organization may be any text."""
    if info.data.get("type") == "organization":
        return text
    try:
        return check_name(text)
    except SeveralNames:
        raise ValueError(
            f"'{text}' is more than one person; name one, or write type: organization for a group"
        ) from None


OwnName = Annotated[str, AfterValidator(_check_own_name)]


def _unless_name(text: str | None, info: ValidationInfo) -> str | None:
    return None if is_same_name(text, info.data.get("name")) else text


# A native name that is the name, which pages would show twice, is none.
UnlessName = AfterValidator(_unless_name)
OwnNames = Annotated[tuple[OwnName, ...], BeforeValidator(as_list), OrText()]
Names = Annotated[tuple[NameField, ...], BeforeValidator(as_list), OrText()]
OneAffiliation = Annotated[Affiliation, text_as("name"), OrText()]


class Profile(Model):
    """The person or the lab that the site is about."""

    type: Literal["person", "organization"] = Field(
        "person", description="`person`, or `organization` for a lab.", examples=["organization"]
    )
    name: OwnName = Field(min_length=1, description="Name as on papers.", examples=["Mira Tovanne"])
    native_name: Annotated[OwnName | None, UnlessName] = Field(
        None, description="Name in another script.", examples=["戸棚 美良"]
    )
    native_language: LanguageCode | None = Field(
        None, description="Language code of that name. Default: detected from its characters.", examples=["ja"]
    )
    pronouns: str | None = Field(None, description="Pronouns.", examples=["she/her"])
    pronunciation: str | None = Field(None, description="How to pronounce the name.", examples=["MEE-ra toh-VAHN"])
    aliases: OwnNames = Field((), description="Other forms of the name on papers.", examples=[["M. L. Tovanne"]])
    avatar: UrlField | None = Field(None, description="Portrait.", examples=["images/mira.jpg"])
    role: Text | None = Field(None, description="Position.", examples=["Ph.D. candidate, machine learning"])
    tagline: Text | None = Field(
        None,
        description="One sentence below the position; large on a landing page, emphasized words in color.",
        examples=["I study what networks *remember*."],
    )
    affiliations: Annotated[tuple[OneAffiliation, ...], BeforeValidator(_as_affiliations), OrText()] = Field(
        (), description="Institutions.", examples=[[{"name": "Halden Bay University", "url": "https://example.org"}]]
    )
    location: str | None = Field(None, description="City and country.", examples=["Halden Bay"])
    email: EmailField | None = Field(
        None, description="Email address; hidden from spam bots.", examples=["mira@example.org"]
    )
    phone: Annotated[str, AfterValidator(_check_phone)] | None = Field(
        None, description="Telephone number.", examples=["+47 555 0100"]
    )
    website: UrlField | None = Field(None, description="Another homepage.", examples=["https://example.org"])
    status: Annotated[ProfileStatus, text_as("label"), OrText()] | None = Field(
        None, description="A pill under the name.", examples=[{"label": "On the job market 2026"}]
    )
    bio: LongText | None = Field(None, description="A few sentences, Markdown.", examples=["I study …"])
    interests: TextList = Field((), description="Research interests, shown as chips.", examples=[["Learning dynamics"]])
    links: ProfileLinks = Field(
        (),
        description="Profiles in order: `- scholar: ID`, `- github: user`, or `{label, url, icon}`.",
        examples=[[{"scholar": "ABCdefGHIjkl"}, {"github": "mira"}]],
    )
    marks: dict[str, str] = Field(
        {}, description="Meaning of marks after names.", examples=[{"#": "equal contribution"}]
    )


PROFILE = DataFile("profile", Profile, "profile", shape="single")


_LIMIT = 5


class Interest(NamedTuple):
    """A chip.

    Attributes:
        text: Markdown.
        name: the full name of an arXiv code, empty for other texts.
        hue: that of the topic in lists of papers, 0 to 359; None if it has none.
        topic: topic or category for the filter of the list of papers, empty if no paper has it.
    """

    text: str
    name: str
    hue: int | None
    topic: str = ""
    total: int = 0


def interests_of(profile: Profile, data: Data) -> tuple[Interest, ...]:
    """The interests of a profile with their numbers of papers; without interests, the most common categories."""
    if profile.interests:
        return with_papers(profile.interests, data)
    from mkdocs_researcher.macros.papers.model import optional_papers

    categories = Counter(paper.category for paper in data.derived(optional_papers).values() if paper.category)
    return with_papers(
        [name for name, _ in sorted(categories.items(), key=lambda pair: (-pair[1], pair[0]))[:_LIMIT]], data
    )


def with_papers(texts: Sequence[str], data: Data) -> tuple[Interest, ...]:
    """Texts with the topic or category of papers that each names, if it names one."""
    from mkdocs_researcher.macros.papers.model import Topics, optional_papers

    papers = data.derived(optional_papers).values()
    topics = Counter(paper.topic for paper in papers if paper.topic)
    categories = Counter(paper.category for paper in papers if paper.category)
    known = {_key(name): (name, total) for found in (topics, categories) for name, total in found.items()}
    return _chips(texts, known, data.derived(Topics).hues)


def _chips(texts: Sequence[str], known: Mapping[str, tuple[str, int]], hues: Mapping[str, int]) -> tuple[Interest, ...]:
    chips = []
    for text in texts:
        topic, total = known.get(_key(text), ("", 0))
        chips.append(Interest(text, category_name(text), hues.get(topic), topic, total))
    return tuple(chips)


def _key(text: str) -> str:
    """The same key for `CL`, `cs.CL` and `Computation and Language`."""
    return (category_name(text) or text).casefold()


# Unicode blocks (Unicode Standard, chapter 18) that determine the language well enough for a screen reader.
_SCRIPTS = (
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
    ("\u4e00", "\u9fff", "zh"),
    ("\u0370", "\u03ff", "el"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
)


class ProfileArguments(Arguments):
    """Arguments of `profile()`."""

    style: Literal["sidebar", "header", "card"] = Field(
        "card", description="`sidebar` (a column), `header` (across the page) or `card` (a box).", examples=["header"]
    )


class LinksArguments(Arguments):
    """Arguments of `links()`."""

    icons_only: Flag = Field(False, description="Icons without words beside them.", examples=[True])


def contact_links(profile: Profile) -> tuple[Link, ...]:
    """All contacts in order: email, phone, website, then the links as written."""
    first: list[Link] = []
    if profile.email:
        link = service_link("email", profile.email)
        first.append(Link(profile.email, link.url, link.icon))
    if profile.phone:
        first.append(Link(profile.phone, _phone_url(profile.phone), "material/phone-outline"))
    if profile.website:
        first.append(service_link("website", profile.website))
    return (*first, *profile.links)


def native_language(name: str | None, given: str | None = None, page: str = "") -> str:
    """Language code of a native name: as given, else by its characters, else empty.

    Args:
        page: language of the page; a name in Chinese characters on a Japanese one is Japanese.
    """
    if given or not name:
        return given or ""
    scripts = (code for first, last, code in _SCRIPTS if any(first <= character <= last for character in name))
    found = next(scripts, "")
    can_be_japanese = page.startswith("ja") and all(_is_in(one, "shift_jis") for one in name if one >= "\u4e00")
    is_japanese = can_be_japanese or any(map(_is_only_japanese, name))
    return "ja" if found == "zh" and is_japanese else found


def _is_only_japanese(character: str) -> bool:
    """Is it a Chinese character that is written so only in Japan, such as 辻 and 沢?

    It is in the Japanese character set (JIS X 0208), but not in those for simplified (GB 2312) and traditional (Big5)
    Chinese.
    """
    return _is_in(character, "shift_jis") and not (_is_in(character, "gb2312") or _is_in(character, "big5"))


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return "\u4e00" <= character <= "\u9fff"


def _shown_links(data: Data, profile: Profile) -> Sequence[Link]:
    """The links with translated labels, except labels that the author wrote."""
    labels = data.derived(link_labels)
    return [with_labels([link], labels)[0] if says_service(link) else link for link in contact_links(profile)]


def _build_profile(data: Data, arguments: ProfileArguments) -> View:
    profile = data.entries(PROFILE)[0]
    interests = interests_of(profile, data) if arguments.style == "header" else _chips(profile.interests, {}, {})
    return view(
        style=arguments.style,
        is_person=bool(data.person),
        member=None,
        profile=profile,
        interests=interests,
        list_page=data.published.list_page,
        native_language=native_language(profile.native_name, profile.native_language, data.language),
        links=_shown_links(data, profile),
        jump=(),
    )


def _build_links(data: Data, arguments: LinksArguments) -> View:
    links = _shown_links(data, data.entries(PROFILE)[0])
    empty = "" if links else "data/profile.yml has no links; add email: or links:"
    return View(view(links=links, icons_only=arguments.icons_only).parts, empty_reason=empty)


MACROS = (
    Macro("profile", ProfileArguments, _build_profile, "profile", files=(PROFILE,)),
    Macro("links", LinksArguments, _build_links, "links", files=(PROFILE,)),
)
