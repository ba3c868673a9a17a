"""`education()`: degrees with the logos of their institutions."""

from __future__ import annotations

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import DataFile, Texts
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import Line, Row, as_points, list_line, row_macro, text_lines


class Degree(Dated):
    """A degree or a course of study."""

    institution: Text = Field(description="Name of the institution.", examples=["Halden Bay University"])
    degree: Text | None = Field(None, description="Degree.", examples=["Ph.D."])
    area: Text | None = Field(None, description="Subject.", examples=["Computer Science"])
    logo: UrlField | None = Field(None, description="Logo of the institution.", examples=["images/hbu.svg"])
    url: UrlField | None = Field(None, description="Page of the institution.", examples=["https://example.org"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    advisor: Texts = Field((), description="Your advisor or advisors.", examples=["Prof. Sune Brandvik"])
    committee: Texts = Field((), description="Members of the committee.", examples=[["Dr. Ottoline Reyes"]])
    focus: Texts = Field((), description="What the work is about.", examples=[["Memory in large models"]])
    score: Text | None = Field(None, description="Grade.", examples=["3.91 / 4.0"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["With distinction."])
    highlights: Texts = Field((), description="Points in a list.", examples=[["Dean's list in all years"]])
    courses: Texts = Field((), description="Courses.", examples=[["Random matrix theory"]])


EDUCATION = DataFile("education", Degree, "degree")


def degree_row(degree: Degree) -> Row:
    """A degree as a row."""
    return Row(
        degree.institution,
        degree.url,
        degree.logo,
        (
            *_degree_and_area(degree),
            *list_line("advised_by", degree.advisor),
            *text_lines(degree.score, degree.location),
        ),
        degree.details,
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


MACROS = (
    row_macro(
        EDUCATION,
        row=lambda degree, _data: degree_row(degree),
        names=lambda degree: (degree.institution, degree.degree),
        select=("Only these institutions or degrees, in this order.", "North Pier Institute"),
        sort=True,
    ),
)
