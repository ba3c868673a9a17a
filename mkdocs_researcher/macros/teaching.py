"""`teaching()`: courses."""

from __future__ import annotations

import re

from pydantic import Field, model_validator

from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, parse_dates
from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.text import LongText, Text
from mkdocs_researcher.macros.base import DataFile, Texts
from mkdocs_researcher.macros.buttons import with_icons
from mkdocs_researcher.macros.dated import Dated
from mkdocs_researcher.macros.rows import BY_YEAR, Headings, Row, row_macro, text_lines

_YEAR = re.compile(r"(?<!\d)(?:1\d|2[0-2])\d\d(?!\d)")


class Course(Dated):
    """A course that was taught."""

    course: Text = Field(description="Name of the course.", examples=["Random matrix theory"])
    role: Text | None = Field(None, description="Your role.", examples=["Teaching assistant"])
    institution: Text | None = Field(None, description="University or school.", examples=["Halden Bay University"])
    level: Text | None = Field(None, description="Level of the course.", examples=["Graduate"])
    location: Text | None = Field(None, description="City and country.", examples=["Halden Bay"])
    term: Texts = Field(
        (),
        description="Term or terms, instead of `date`. Can be any text.",
        examples=["Fall 2025", "Michaelmas 2024"],
    )
    url: UrlField | None = Field(None, description="Page of the course.", examples=["https://example.org/rmt"])
    details: LongText | None = Field(None, description="Anything else, Markdown.", examples=["40 students."])
    links: LinksField = Field((), description="Buttons.", examples=[{"Notes": "https://example.org/notes.pdf"}])

    @model_validator(mode="after")
    def _one_time(self) -> Course:
        if self.term and (self.date or self.start or self.end):
            raise ValueError("give either term: or date:, not both")
        return self

    def spans(self) -> tuple[DateRange, ...]:
        """The dates, or those of the terms; a term that is not a date counts as the year in its name."""
        if not self.term:
            return super().spans()
        found = (span for term in self.term for span in (_dates_of(term) or _year_in(term)))
        return tuple(sorted(dict.fromkeys(found), key=lambda span: span.sort_key))

    @property
    def term_as_written(self) -> tuple[str, ...]:
        """The terms as written, if one of them is not a date; empty otherwise."""
        return () if all(map(_dates_of, self.term)) else self.term


def _dates_of(term: str) -> tuple[DateRange, ...]:
    try:
        return parse_dates(term)
    except ValueError:
        return ()


def _year_in(term: str) -> tuple[DateRange, ...]:
    return tuple(DateRange(PartialDate(int(year)), None) for year in _YEAR.findall(term)[-1:])


TEACHING = DataFile("teaching", Course, "course")


def _course_row(course: Course, left_out: str = "") -> Row:
    """A course as a row, without the field that its heading already says."""
    texts = [getattr(course, name) for name in ("role", "institution", "level", "location") if name != left_out]
    return Row(
        course.course,
        course.url,
        lines=text_lines(*texts),
        details=course.details,
        spans=course.spans(),
        written_dates=course.term_as_written,
        links=with_icons(course.links),
    )


def _by(field: str) -> Headings[Course]:
    return Headings(lambda course: getattr(course, field), row=lambda course, _data: _course_row(course, field))


MACROS = (
    row_macro(
        TEACHING,
        row=lambda course, _data: _course_row(course),
        names=lambda course: (course.course,),
        group_by={"year": BY_YEAR, **{field: _by(field) for field in ("role", "institution", "level")}},
    ),
)
