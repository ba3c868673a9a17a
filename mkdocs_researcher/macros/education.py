"""`education()`: degrees with the logos of their institutions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.argument_kinds import Word
from mkdocs_researcher.macros.base import Data, DataFile, Macro, Texts, View
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import (
    Line,
    Row,
    RowArguments,
    as_points,
    choose,
    list_line,
    rows_view,
    text_lines,
)


class Degree(Dated):
    """A degree or a course of study."""

    institution: Text = Field(description="Name of the institution.", examples=["Halden Bay University"])
    degree: Text | None = Field(None, description="Degree.", examples=["Ph.D."])
    area: Text | None = Field(None, description="Subject.", examples=["Computer Science"])
    logo: UrlField | None = Field(None, description="Logo of the institution.", examples=["images/hbu.svg"])
    url: UrlField | None = Field(None, description="Page of the institution.", examples=["https://example.org"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    advisor: Texts = Field((), description="Who advised the work.", examples=["Prof. Sune Brandvik"])
    committee: Texts = Field((), description="Members of the committee.", examples=[["Dr. Ottoline Reyes"]])
    focus: Texts = Field((), description="What the work is about.", examples=[["Memory in large models"]])
    score: Text | None = Field(None, description="Grade.", examples=["3.91 / 4.0"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["With distinction."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Dean's list in all years"]])
    courses: Texts = Field((), description="Courses.", examples=[["Random matrix theory"]])


EDUCATION = DataFile("education", Degree, "degree")


class EducationArguments(RowArguments):
    """Arguments of `education()`."""

    select: tuple[Word, ...] | None = Field(
        None, description="Only these institutions or degrees, in this order.", examples=[["North Pier Institute"]]
    )
    sort: Literal["-date", "none"] = Field(
        "-date", description="`-date` (newest first) or `none` (as in the file).", examples=["none"]
    )


def degree_row(degree: Degree) -> Row:
    """A degree as a row."""
    return Row(
        degree.institution,
        degree.url or "",
        degree.logo or "",
        (
            *_degree_and_area(degree),
            *list_line("advised_by", degree.advisor),
            *text_lines(degree.score, degree.location),
        ),
        degree.details or "",
        degree.spans(),
        notes=(
            *list_line("committee", degree.committee),
            *list_line("focus", degree.focus),
            *list_line("courses", degree.courses),
        ),
        points=as_points(degree.highlights),
    )


def _degree_and_area(degree: Degree) -> tuple[Line, ...]:
    if degree.degree and degree.area:
        return (Line(key="degree_in", values=(("degree", degree.degree), ("area", degree.area))),)
    return text_lines(degree.degree or degree.area)


def _names(degree: Degree) -> tuple[str, ...]:
    return tuple(name for name in (degree.institution, degree.degree) if name)


def build_education(data: Data, arguments: EducationArguments) -> View:
    """Degrees, newest first unless `sort` says otherwise."""
    degrees = choose(data.entries(EDUCATION), arguments, _names, "degree", sort=arguments.sort == "-date")
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
