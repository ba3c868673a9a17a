"""The model of `profile.yml`: who the site is about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.names.matching import NameField
from mkdocs_researcher.fields.profile_services import ProfileLinks, service_link
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import DataFile, Model, OrText, TextList, as_list


def _check_email(value: str) -> str:
    service_link("email", value)
    return value


EmailField = Annotated[str, AfterValidator(_check_email)]
StatusKind = Literal["open", "busy", "note"]


class Affiliation(Model):
    """Where somebody works."""

    name: Text = Field(description="Name of the institution.", examples=["Halden Bay University"])
    url: UrlField | None = Field(None, description="Its page.", examples=["https://example.org"])
    logo: UrlField | None = Field(None, description="Its logo.", examples=["images/hbu.svg"])


class ProfileStatus(Model):
    """What people should know at once, such as being on the job market."""

    label: Text = Field(description="The words.", examples=["On the job market 2026"])
    kind: StatusKind = Field("open", description="`open` (green), `busy` (red) or `note` (no dot).", examples=["open"])


def _as_status(value: Any) -> Any:
    return {"label": value} if isinstance(value, str) else value


def _as_affiliations(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_affiliation(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Names = Annotated[tuple[NameField, ...], BeforeValidator(as_list), OrText()]
OneAffiliation = Annotated[Affiliation, BeforeValidator(_as_affiliation), OrText()]


class Profile(Model):
    """The person the site is about."""

    name: NameField = Field(min_length=1, description="Name as on papers.", examples=["Mira Tovanne"])
    native_name: NameField | None = Field(None, description="Name in another script.", examples=["戸棚 美良"])
    native_language: str | None = Field(
        None,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$",
        description="Language code of that script.",
        examples=["ja"],
    )
    pronouns: str | None = Field(None, description="Pronouns.", examples=["she/her"])
    pronunciation: str | None = Field(None, description="How the name is said.", examples=["MEE-ra toh-VAHN"])
    aliases: Names = Field((), description="Other forms of the name on papers.", examples=[["M. L. Tovanne"]])
    avatar: UrlField | None = Field(None, description="Portrait.", examples=["images/mira.jpg"])
    role: Text | None = Field(None, description="Position.", examples=["Ph.D. candidate, machine learning"])
    tagline: Text | None = Field(
        None,
        description="One sentence below the position; large on a landing page, emphasised words in colour.",
        examples=["I study what networks *remember*."],
    )
    affiliations: Annotated[tuple[OneAffiliation, ...], BeforeValidator(_as_affiliations), OrText()] = Field(
        (),
        description="Institutions.",
        examples=[[{"name": "Halden Bay University", "url": "https://example.org"}]],
    )
    location: str | None = Field(None, description="City and country.", examples=["Halden Bay"])
    email: EmailField | None = Field(
        None, description="Address; written so that harvesters do not read it.", examples=["mira@example.org"]
    )
    phone: str | None = Field(None, description="Telephone number.", examples=["+47 555 0100"])
    website: UrlField | None = Field(None, description="Another homepage.", examples=["https://example.org"])
    status: Annotated[ProfileStatus, BeforeValidator(_as_status), OrText()] | None = Field(
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
