"""`education()`: degrees with the logos of their institutions."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import Data, DataFile, Macro, TextList, View, Word
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import Line, Row, RowArguments, choose, rows_view


class Degree(Dated):
    """A degree or a course of study."""

    institution: Text = Field(description="Name of the institution.", examples=["Halden Bay University"])
    degree: Text | None = Field(None, description="Degree.", examples=["Ph.D."])
    area: Text | None = Field(None, description="Subject.", examples=["Computer Science"])
    logo: UrlField | None = Field(None, description="Logo of the institution.", examples=["images/hbu.svg"])
    url: UrlField | None = Field(None, description="Page of the institution.", examples=["https://example.org"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    advisor: Text | None = Field(None, description="Who advised the work.", examples=["Prof. Sune Brandvik"])
    score: Text | None = Field(None, description="Grade.", examples=["3.91 / 4.0"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["With distinction."])
    courses: TextList = Field((), description="Courses.", examples=[["Random matrix theory"]])


EDUCATION = DataFile("education", Degree, "degree")


class EducationArguments(RowArguments):
    """Arguments of `education()`."""

    select: tuple[Word, ...] | None = Field(
        None, description="Only these institutions or degrees, in this order.", examples=[["North Pier Institute"]]
    )


def degree_row(degree: Degree) -> Row:
    """A degree as a row."""
    parts: list[Line] = []
    if degree.degree and degree.area:
        parts.append(Line(key="degree_in", values=(("degree", degree.degree), ("area", degree.area))))
    elif degree.degree or degree.area:
        parts.append(Line(degree.degree or degree.area or ""))
    if degree.advisor:
        parts.append(Line(key="advised_by", values=(("name", degree.advisor),)))
    if degree.score:
        parts.append(Line(degree.score))
    if degree.location:
        parts.append(Line(degree.location))
    if degree.courses:
        parts.append(Line(key="courses", values=(("courses", ", ".join(degree.courses)),)))
    return Row(
        degree.institution,
        degree.url or "",
        degree.logo or "",
        tuple(parts),
        degree.details or "",
        degree.span(),
    )


def _names(degree: Degree) -> tuple[str, ...]:
    return tuple(name for name in (degree.institution, degree.degree) if name)


def build_education(data: Data, arguments: EducationArguments) -> View:
    """Degrees, newest first."""
    degrees = choose(data.entries(EDUCATION), arguments, _names, "degree")
    return rows_view([degree_row(degree) for degree in degrees], "data/education.yml has no degree that fits")


MACROS = (
    Macro(
        "education",
        EducationArguments,
        build_education,
        "education",
        icon="material/school-outline",
        files=(EDUCATION,),
    ),
)
