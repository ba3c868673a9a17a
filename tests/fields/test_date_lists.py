"""Several dates of one entry."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from mkdocs_researcher.fields.dates.parse import DateField, DateRange, DatesField, PartialDate, parse_dates

SEVERAL = [
    ("2022 & 2023", ["2022", "2023"]),
    ("2023 and 2022", ["2022", "2023"]),
    ("2021, 2022 and 2024", ["2021", "2022", "2024"]),
    ("2021, 2022, and 2024", ["2021", "2022", "2024"]),
    ("2021; 2024", ["2021", "2024"]),
    ("2021 + 2024", ["2021", "2024"]),
    ("2020、2021", ["2020", "2021"]),
    ("2020 und 2021", ["2020", "2021"]),
    ("2020 et 2021", ["2020", "2021"]),
    ("2020 y 2021", ["2020", "2021"]),
    ("Fall 2023, Fall 2024", ["Fall 2023", "Fall 2024"]),
    ("2017-05 - 2019-04, 2025-02", ["2017-05 - 2019-04", "2025-02"]),
    ("2017 - 2019; 2020 - present", ["2017 - 2019", "2020 - present"]),
    ("2022 (A & B), 2023", ["2022 (A & B)", "2023"]),
    (["2023", 2022], ["2022", "2023"]),
    ([2022, "2022"], ["2022"]),
    (["2021 & 2022", "Fall 2020"], ["Fall 2020", "2021", "2022"]),
]
ONE = ["2025", "July 14, 2025", "June 3-7, 2024", "2017 – 2019 (and 2025)", "Sep. 2025 – Present", "2022 (with B & C)"]


@pytest.mark.parametrize(("written", "meant"), SEVERAL, ids=str)
def test_several(written: object, meant: list[str]) -> None:
    assert parse_dates(written) == tuple(map(DateRange.parse, meant))


@pytest.mark.parametrize("text", ONE)
def test_one_stays_one(text: str) -> None:
    assert parse_dates(text) == (DateRange.parse(text),)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2022 & 23", "'2022 & 23' is not a date or range"),
        ("Aug, Sep 2024", "'Aug, Sep 2024' is not a date or range"),
        ("2017 - 2019 - 2021", "it contains more than one range; write them as a list"),
        (["2022", "soon"], "'soon' is not a date or range"),
        ([], "the list is empty"),
        ([["2022"]], "of type list"),
        ("&", "'&' is not a date or range"),
    ],
    ids=str,
)
def test_an_invalid_date_is_reported(written: object, message: str) -> None:
    with pytest.raises(ValueError, match=r"date|list") as caught:
        parse_dates(written)
    assert message in str(caught.value)


@given(st.lists(st.tuples(st.integers(1000, 2998), st.integers(1, 12), st.booleans()), min_size=1, max_size=6))
def test_a_list_is_read_as_its_parts(parts: list[tuple[int, int, bool]]) -> None:
    texts = [f"{year}-{month:02}" if short else f"{year}-{month:02} – {year + 1}" for year, month, short in parts]
    expected = {DateRange.parse(text) for text in texts}
    for written in (texts, " & ".join(texts), "; ".join(texts)):
        found = parse_dates(written)
        assert set(found) == expected
        assert len(found) == len(expected)
        assert list(found) == sorted(found, key=lambda date: date.sort_key)


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    date: DatesField
    published: DateField | None = None


@pytest.mark.parametrize(
    ("written", "dumped"),
    [("2019 - 2022 (Bern)", "2019 – 2022 (Bern)"), ("2022 & 2023 (A & B)", ["2022", "2023 (A & B)"])],
)
def test_a_dump_is_read_as_the_same(written: str, dumped: object) -> None:
    entry = Entry.model_validate({"date": written, "published": 2025})
    assert json.loads(entry.model_dump_json()) == {"date": dumped, "published": "2025"}
    assert Entry.model_validate_json(entry.model_dump_json()) == entry
    assert Entry.model_validate(entry.model_dump()) == entry
    assert hash(entry) == hash(entry.model_copy())


@pytest.mark.parametrize("value", ["2025-13", 2025.1, True, None, {"start": 2025}, PartialDate(2025)])
def test_a_wrong_field_is_one_problem_with_the_sentence(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Entry.model_validate({"date": value})
    assert [problem["loc"] for problem in caught.value.errors()] == [("date",)]
    assert "date or range" in caught.value.errors()[0]["msg"]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_asks_for_text_a_year_or_a_list(mode: str) -> None:
    schema = TypeAdapter(DatesField).json_schema(mode=mode)  # type: ignore[arg-type]
    one = {"type": ["string", "integer"]}
    assert schema["anyOf"] == [one, {"type": "array", "items": one, "minItems": 1}]
    assert all(parse_dates(example) for example in schema["examples"])
