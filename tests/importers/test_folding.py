"""Points that hold several fields of ours, changed by hand: none is lost, none stands twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.formats.cv.folding import LABELS, fold, unfold

TEXT = st.sampled_from(
    ["One.", "Two.", "Routing", "Routing: a pilot", "Mentor: Ada Kim", "Mentor: Bo Li, Ada Kim", "a: b"]
)
TEXTS = st.lists(TEXT, max_size=4)
PROJECT = st.fixed_dictionaries(
    {"title": TEXT}, optional={"summary": TEXT, "highlights": TEXTS, "papers": st.just(["x"])}
)
RECORD = st.fixed_dictionaries(
    {}, optional={"highlights": TEXTS, "projects": st.lists(PROJECT, max_size=3), "mentor": st.just(["Ada Kim"])}
)


@given(record=RECORD, points=TEXTS)
def test_what_the_points_say_is_what_the_fields_say(record: dict[str, Any], points: list[str]) -> None:
    labelled = tuple(name for name in LABELS if name in record)
    found = {name: value for name, value in unfold(record, labelled, points).items() if value}
    assert sorted(point.text for point in fold(found, labelled)) == sorted(points)


@given(record=RECORD)
def test_points_that_nobody_changed_are_the_fields(record: dict[str, Any]) -> None:
    labelled = tuple(name for name in LABELS if name in record)
    points = [point.text for point in fold(record, labelled)]
    found = unfold(record, labelled, points)
    assert [point.text for point in fold(found, labelled)] == points
