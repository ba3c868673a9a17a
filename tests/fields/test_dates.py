"""Partial dates and ranges: what is read from every written form, and what a reader then sees."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mkdocs_researcher.fields.dates.parse import DateField, DateRange, PartialDate, format_date, format_range

NBSP = "\u00a0"

DATES = [
    ("2025", "2025", "2025"),
    (2025, "2025", "2025"),
    ("1000", "1000", "1000"),
    ("2999-12-31", "2999-12-31", "31 Dec 2999"),
    ("2025-07", "2025-07", "Jul 2025"),
    ("2025-7", "2025-07", "Jul 2025"),
    ("2025-07-14", "2025-07-14", "14 Jul 2025"),
    ("2024-02-29", "2024-02-29", "29 Feb 2024"),
    ("2025.07", "2025-07", "Jul 2025"),
    ("2025.10", "2025-10", "Oct 2025"),
    ("2025/07", "2025-07", "Jul 2025"),
    ("2025/07/14", "2025-07-14", "14 Jul 2025"),
    ("2025.7.4", "2025-07-04", "4 Jul 2025"),
    ("14.07.2025", "2025-07-14", "14 Jul 2025"),
    ("7.8.2025", "2025-08-07", "7 Aug 2025"),
    ("14/07/2025", "2025-07-14", "14 Jul 2025"),
    ("07/14/2025", "2025-07-14", "14 Jul 2025"),
    ("07/2025", "2025-07", "Jul 2025"),
    ("07.2025", "2025-07", "Jul 2025"),
    ("7-2025", "2025-07", "Jul 2025"),
    ("2025-07-14T10:00:00Z", "2025-07-14", "14 Jul 2025"),
    ("2025-07-14T10:00:00.5+02:00", "2025-07-14", "14 Jul 2025"),
    ("2025-07-14 23:59", "2025-07-14", "14 Jul 2025"),
    ("July 2025", "2025-07", "Jul 2025"),
    ("JULY 2025", "2025-07", "Jul 2025"),
    ("july, 2025", "2025-07", "Jul 2025"),
    ("Jul 2025", "2025-07", "Jul 2025"),
    ("Jul-2025", "2025-07", "Jul 2025"),
    ("2025 July", "2025-07", "Jul 2025"),
    ("2025 July 14", "2025-07-14", "14 Jul 2025"),
    ("May 2025", "2025-05", "May 2025"),
    ("Sep. 2025", "2025-09", "Sep 2025"),
    ("Sept 2025", "2025-09", "Sep 2025"),
    ("Sept. 2025", "2025-09", "Sep 2025"),
    ("14 July 2025", "2025-07-14", "14 Jul 2025"),
    ("14-Jul-2025", "2025-07-14", "14 Jul 2025"),
    ("2 October 2025", "2025-10-02", "2 Oct 2025"),
    ("July 14, 2025", "2025-07-14", "14 Jul 2025"),
    ("Jul. 14 2025", "2025-07-14", "14 Jul 2025"),
    ("July 14th, 2025", "2025-07-14", "14 Jul 2025"),
    ("14th July 2025", "2025-07-14", "14 Jul 2025"),
    ("1st of May 2025", "2025-05-01", "1 May 2025"),
    ("Fall 2025", "2025", "Fall 2025"),
    ("Autumn 2025", "2025", "Fall 2025"),
    ("2025 Fall", "2025", "Fall 2025"),
    ("spring 2025", "2025", "Spring 2025"),
    ("Summer, 2025", "2025", "Summer 2025"),
    ("Winter 2025", "2025", "Winter 2025"),
    ("Winter 2025/26", "2025", "Winter 2025/26"),
    ("Winter 2025/2026", "2025", "Winter 2025/26"),
    ("Winter 2025–26", "2025", "Winter 2025/26"),
    ("2025/26 Winter", "2025", "Winter 2025/26"),
    ("winter 2099/00", "2099", "Winter 2099/00"),
    ("2025年", "2025", "2025"),
    ("2025年7月", "2025-07", "Jul 2025"),
    ("2025 年 7 月", "2025-07", "Jul 2025"),
    ("2025年7月14日", "2025-07-14", "14 Jul 2025"),
    ("2025年秋季", "2025", "Fall 2025"),
    ("2025년 7월 14일", "2025-07-14", "14 Jul 2025"),
    ("２０２５．０７", "2025-07", "Jul 2025"),
    (f"  14{NBSP}July{NBSP}\t2025\n", "2025-07-14", "14 Jul 2025"),
    ("2025\u201107\u201114", "2025-07-14", "14 Jul 2025"),
    ("\ufeff2025\u200b", "2025", "2025"),
    ("14. Juli 2025", "2025-07-14", "14 Jul 2025"),
    ("März 2025", "2025-03", "Mar 2025"),
    ("1er août 2025", "2025-08-01", "1 Aug 2025"),
    ("Février 2025", "2025-02", "Feb 2025"),
    ("14 de julio de 2025", "2025-07-14", "14 Jul 2025"),
    ("settembre 2025", "2025-09", "Sep 2025"),
    ("1º de março de 2025", "2025-03-01", "1 Mar 2025"),
    ("Herbst 2025", "2025", "Fall 2025"),
    *((text, "2025", "Summer 2025") for text in ("SS 2025", "SoSe 2025", "SoSe 25", "Sommersemester 2025")),
    *((text, "2025", "Winter 2025/26") for text in ("WS 2025/26", "WS25/26", "WiSe 25/26", "Wintersemester 2025/2026")),
    ("Winter term 2025/26", "2025", "Winter 2025/26"),
]


@pytest.mark.parametrize(("text", "iso", "shown"), DATES)
def test_every_form_of_a_date(text: str | int, iso: str, shown: str) -> None:
    date = PartialDate.parse(text)
    assert (date.iso(), format_date(date)) == (iso, shown)
    # Wherever one date is right, a field for ranges takes it too.
    single = DateRange.parse(text)
    assert single == DateRange(date, None)
    assert single.is_single
    assert format_range(single) == shown


def test_nothing_is_filled_in() -> None:
    assert PartialDate.parse("2025") == PartialDate(2025)
    assert PartialDate.parse("2025-01") == PartialDate(2025, 1)
    assert PartialDate.parse("Fall 2025") == PartialDate(2025, season="autumn")
    assert PartialDate.parse("Winter 2025/26") == PartialDate(2025, season="winter", into_next_year=True)


DATE_FORMS = "; write for example 2025, 2025-07, 2025-07-14 or Jul 2025"
BAD_DATES = [
    ("2025-13", "'2025-13' is not a date: there is no month 13" + DATE_FORMS),
    ("2025-00", "'2025-00' is not a date: there is no month 0" + DATE_FORMS),
    ("13/2025", "'13/2025' is not a date: there is no month 13" + DATE_FORMS),
    ("2025-02-30", "'2025-02-30' is not a date: February 2025 has 28 days and no day 30" + DATE_FORMS),
    ("2025-07-00", "'2025-07-00' is not a date: July 2025 has 31 days and no day 0" + DATE_FORMS),
    ("31 June 2025", "'31 June 2025' is not a date: June 2025 has 30 days and no day 31" + DATE_FORMS),
    ("0999", "'0999' is not a date: the year 999 is not between 1000 and 2999" + DATE_FORMS),
    ("3000", "'3000' is not a date: the year 3000 is not between 1000 and 2999" + DATE_FORMS),
    (25, "'25' is not a date: there is no year 25" + DATE_FORMS),
    ("20250714", "'20250714' is not a date: there is no year 20250714" + DATE_FORMS),
    ("", "'' is not a date: it is empty" + DATE_FORMS),
    (" ", "' ' is not a date: it is empty" + DATE_FORMS),
    ("Sept 24", "'Sept 24' is not a date: it has no year of four digits" + DATE_FORMS),
    ("Q3 2025", "'Q3 2025' is not a date: the form is not recognized" + DATE_FORMS),
    ("Jly 2025", "'Jly 2025' is not a date: the word 'jly' is not recognized (closest: July)" + DATE_FORMS),
    ("Fall 2025/26", "'Fall 2025/26' is not a date: only a winter spans two years" + DATE_FORMS),
    ("Winter 2025/27", "'Winter 2025/27' is not a date: the form is not recognized" + DATE_FORMS),
    ("2019 - 2020", "'2019 - 2020' is not a date: this field takes one date, not a range or a note" + DATE_FORMS),
    (
        "2025 (online)",
        "'2025 (online)' is not a date: this field takes one date, not a range or a note" + DATE_FORMS,
    ),
    ("٢٠٢٥", "'٢٠٢٥' is not a date: there is no year ٢٠٢٥" + DATE_FORMS),
    *(
        (
            text,
            f"'{text}' is not a date: it is not clear which number is the day; write the year first, as 2025-07-14",
        )
        for text in ("07/08/2025", "07-08-2025", "7/8/25", "14.07.25")
    ),
    (2025.1, "a date is text, not the decimal number 2025.1; put it in quotes, as '2025.10'"),
    (True, "a date is text such as 2025-07 or a whole year, not of type bool"),
    (None, "a date is text such as 2025-07 or a whole year, not of type NoneType"),
    (["2025"], "a date is text such as 2025-07 or a whole year, not of type list"),
]


@pytest.mark.parametrize(("text", "message"), BAD_DATES)
def test_an_invalid_date_is_explained_with_the_remedy(text: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PartialDate.parse(text)  # type: ignore[arg-type]


def test_a_long_text_is_shortened_in_its_message() -> None:
    with pytest.raises(ValueError, match="longer than any date") as caught:
        PartialDate.parse("x" * 100_000)
    assert len(str(caught.value)) < 250


RANGES = [
    ("2024.09 - 2026.03 (Expected)", "Sep 2024 – Mar 2026", "Expected"),
    ("2024.09 - 2026.03（预计 毕业）", "Sep 2024 – Mar 2026", "预计 毕业"),
    ("2019.06 - 2022.04 (now)", "Jun 2019 – Apr 2022", "now"),
    ("2019 - 2022 (at ETH (Zürich), 50%)", "2019 – 2022", "at ETH (Zürich), 50%"),
    ("2019 (Bern) - 2022 (Basel)", "2019 – 2022", "Bern; Basel"),
    ("2019 ()", "2019", ""),
    ("Sep. 2025 – Present", "Sep 2025 – present", ""),
    ("2018–2022", "2018 – 2022", ""),
    ("2018-2022", "2018 – 2022", ""),
    ("2018—2022", "2018 – 2022", ""),
    ("2018−2022", "2018 – 2022", ""),
    ("2018~2022", "2018 – 2022", ""),
    ("2018～2022", "2018 – 2022", ""),
    ("2018--2022", "2018 – 2022", ""),
    ("2018 --- 2022", "2018 – 2022", ""),
    ("2018 -2022", "2018 – 2022", ""),
    ("2018 to 2022", "2018 – 2022", ""),
    ("2018 until 2022", "2018 – 2022", ""),
    ("from 2018 to 2022", "2018 – 2022", ""),
    ("2018至2022", "2018 – 2022", ""),
    ("2018年9月至2022年6月", "Sep 2018 – Jun 2022", ""),
    ("2024年9月至12月", "Sep 2024 – Dec 2024", ""),
    ("2024年9月3日-7日", "3 Sep 2024 – 7 Sep 2024", ""),
    ("2018-22", "2018 – 2022", ""),
    ("2018 – 22", "2018 – 2022", ""),
    ("2018-12", "Dec 2018", ""),
    ("2018-07", "Jul 2018", ""),
    ("2008–12", "2008 – 2012", ""),
    ("2008 - 12", "2008 – 2012", ""),
    ("2025/26", "2025 – 2026", ""),
    ("2025/2026", "2025 – 2026", ""),
    ("2024-09/2025-02", "Sep 2024 – Feb 2025", ""),
    ("Sep 2020 - Jun 2024", "Sep 2020 – Jun 2024", ""),
    ("Sep 2020-Jun 2024", "Sep 2020 – Jun 2024", ""),
    ("2019.06-2022.04", "Jun 2019 – Apr 2022", ""),
    ("2024-09 – 2025-02", "Sep 2024 – Feb 2025", ""),
    ("2024-09-2025-02", "Sep 2024 – Feb 2025", ""),
    ("2024-09-01-2025-02-03", "1 Sep 2024 – 3 Feb 2025", ""),
    ("2017-05 - 2019-04", "May 2017 – Apr 2019", ""),
    ("07/2020 - 09/2021", "Jul 2020 – Sep 2021", ""),
    ("2020 – Jun 2024", "2020 – Jun 2024", ""),
    ("2025-07 – 2025", "Jul 2025 – 2025", ""),
    ("Sep–Dec 2024", "Sep 2024 – Dec 2024", ""),
    ("Sep. - Dec. 2024", "Sep 2024 – Dec 2024", ""),
    ("3–7 June 2024", "3 Jun 2024 – 7 Jun 2024", ""),
    ("3rd to 7th June 2024", "3 Jun 2024 – 7 Jun 2024", ""),
    ("June 3-7, 2024", "3 Jun 2024 – 7 Jun 2024", ""),
    ("28 May – 3 June 2024", "28 May 2024 – 3 Jun 2024", ""),
    ("14 June 2024 – June 2024", "14 Jun 2024 – Jun 2024", ""),
    ("June 2024 – 14 June 2024", "Jun 2024 – 14 Jun 2024", ""),
    ("May 28 – June 3, 2024", "28 May 2024 – 3 Jun 2024", ""),
    ("Spring–Fall 2024", "Spring 2024 – Fall 2024", ""),
    ("Winter 2024 – Spring 2024", "Winter 2024 – Spring 2024", ""),
    ("Winter 2025/26 – Summer 2026", "Winter 2025/26 – Summer 2026", ""),
    ("Fall 2018-2022", "Fall 2018 – 2022", ""),
    ("since 2020", "2020 – present", ""),
    ("Since Sep. 2020", "Sep 2020 – present", ""),
    ("from 2020", "2020 – present", ""),
    ("until 2021", "until 2021", ""),
    *((f"2020{end}", "2020 – present", "") for end in (" -", "-", "–", " – ", "～", "至今", " - 至今", "—至今")),
    *(
        (f"2020 - {word}", "2020 – present", "")
        for word in ("now", "present", "Current", "ongoing", "TODAY", "heute", "至今", "今", "現在")
    ),
    ("2020-now", "2020 – present", ""),
    ("2020 to date", "2020 – present", ""),
    ("2019 - (now)", "2019 – present", ""),
    ("2019 – present (part-time)", "2019 – present", "part-time"),
    ("2022 – expected 2026", "2022 – 2026", "expected"),
    ("2022 – 2026, anticipated", "2022 – 2026", "expected"),
    ("2022 – 2026 exp.", "2022 – 2026", "expected"),
    ("Expected 2026", "2026", "expected"),
    ("(expected) 2026", "2026", "expected"),
    ("expected 2026 (Expected)", "2026", "Expected"),
    ("Sep 2024 – Sep 2024", "Sep 2024", ""),
]


@pytest.mark.parametrize(("text", "shown", "note"), RANGES)
def test_every_form_of_a_range(text: str, shown: str, note: str) -> None:
    value = DateRange.parse(text)
    assert (format_range(value), value.note) == (shown, note)
    assert DateRange.parse(str(value)) == value


def test_the_parts_of_a_range() -> None:
    assert DateRange.parse("until 2021") == DateRange(None, PartialDate(2021))
    assert DateRange.parse("since 2020") == DateRange(PartialDate(2020), None, ongoing=True)
    full = DateRange.parse("2019.06 - 2022.04 (now)")
    assert full == DateRange(PartialDate(2019, 6), PartialDate(2022, 4), note="now")
    assert full.last == PartialDate(2022, 4)
    assert DateRange.parse("Expected 2026").last == PartialDate(2026)
    assert not DateRange.parse("2020 -").is_single


RANGE_FORMS = "; write for example 2025-07, 2019 – 2022, Sep 2024 – Mar 2026 or since 2020"
SEVERAL = (
    "it contains more than one range; "
    "write them as a list, [2017 – 2019, 2025], or as a note in brackets, 2017 – 2019 (and 2025)"
)
BAD_RANGES = [
    ("2017-05 - 2019-04, 2025-02", SEVERAL),
    ("2017 - 2019; 2020 - 2021", SEVERAL),
    ("2017 - 2019 - 2021", SEVERAL),
    ("2020 and 2022", SEVERAL),
    ("2022-2018", "it ends (2018) before it starts (2022)" + RANGE_FORMS),
    ("2024.05 - 2024.01", "it ends (2024-01) before it starts (2024-05)" + RANGE_FORMS),
    ("7–3 June 2024", "it ends (2024-06-03) before it starts (2024-06-07)" + RANGE_FORMS),
    ("Fall 2024 – Spring 2024", "it ends (spring 2024) before it starts (autumn 2024)" + RANGE_FORMS),
    ("Nov–Feb 2025", "it ends (2025-02) before it starts (2025-11)" + RANGE_FORMS),
    ("2025-13", "there is no month 13" + RANGE_FORMS),
    ("2025-13 - 2026", "there is no month 13" + RANGE_FORMS),
    ("2024-02-30 to 2025", "February 2024 has 29 days and no day 30" + RANGE_FORMS),
    ("04/07/2025 - 06/07/2025", "it is not clear which number is the day; write the year first, as 2025-07-14"),
    ("2024-09-2025", "it can be read in two ways; put spaces around the dash between the two dates"),
    ("2020 (a", "a bracket is not closed or not opened" + RANGE_FORMS),
    ("2020 a)", "a bracket is not closed or not opened" + RANGE_FORMS),
    ("(expected)", "it is empty" + RANGE_FORMS),
    ("present", "it has no year of four digits" + RANGE_FORMS),
    ("– 2021", "the form is not recognized" + RANGE_FORMS),
    ("~2021", "the form is not recognized" + RANGE_FORMS),
    ("Sep – 2024", "the form is not recognized" + RANGE_FORMS),
    *(
        (f"{start} – 22", "the form is not recognized" + RANGE_FORMS)  # the year 2022, or the day?
        for start in ("2018-09", "Sep 2018", "2018-09-03", "Fall 2018")
    ),
    ("2020 – Agust 2021", "the word 'agust' is not recognized (closest: August)" + RANGE_FORMS),
]


@pytest.mark.parametrize(("text", "reason"), BAD_RANGES)
def test_an_invalid_range_is_explained_with_the_remedy(text: str, reason: str) -> None:
    message = f"'{text}' is not a date or range: {reason}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        DateRange.parse(text)


@pytest.mark.parametrize("value", [2025.1, True, None, {"start": 2025}])
def test_a_range_is_text_or_a_year(value: object) -> None:
    with pytest.raises(ValueError, match="a date or range is text"):
        DateRange.parse(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "arguments",
    [
        {"year": 2025, "month": 13},
        {"year": 2025, "day": 3},
        {"year": 2025, "month": 2, "day": 29},
        {"year": 2025, "month": 7, "season": "summer"},
        {"year": 2025, "season": "summer", "into_next_year": True},
    ],
)
def test_no_impossible_date_can_be_built(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"month|days|winter"):
        PartialDate(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "ongoing"),
    [(None, None, False), (None, None, True), (PartialDate(2020), PartialDate(2021), True)],
)
def test_no_impossible_range_can_be_built(start: PartialDate | None, end: PartialDate | None, ongoing: bool) -> None:
    with pytest.raises(ValueError, match="range"):
        DateRange(start, end, ongoing)


def test_dates_newest_first() -> None:
    newest_first = ["2026", "2025-12-02", "Winter 2025/26", "2025-11", "Fall 2025", "2025-07-14", "2025-07"]
    newest_first += ["Summer 2025", "Spring 2025", "2025-02", "2025", "2024-12-31"]
    dates = [PartialDate.parse(text) for text in newest_first]
    assert len({date.sort_key for date in dates}) == len(dates)
    assert sorted(dates, key=lambda date: date.sort_key, reverse=True) == dates


def test_ranges_newest_first() -> None:
    newest_first = ["2024 -", "2019 -", "2026", "2020 – 2025", "2018 – 2025", "until 2025", "2017 – 2019"]
    ranges = [DateRange.parse(text) for text in newest_first]
    assert len({value.sort_key for value in ranges}) == len(ranges)
    assert sorted(ranges, key=lambda value: value.sort_key, reverse=True) == ranges


LANGUAGES = [
    # language, `2019-06-03 – present`, `Fall 2025`, `until Jul 2021`
    ("en", "3 Jun 2019 – present", "Fall 2025", "until Jul 2021"),
    ("en-GB", "3 Jun 2019 – present", "Autumn 2025", "until Jul 2021"),
    ("en_US", "3 Jun 2019 – present", "Fall 2025", "until Jul 2021"),
    ("de", "3. Juni 2019 – heute", "Herbst 2025", "bis Juli 2021"),
    ("de-AT", "3. Juni 2019 – heute", "Herbst 2025", "bis Juli 2021"),
    ("DE", "3. Juni 2019 – heute", "Herbst 2025", "bis Juli 2021"),
    ("fr", "3 juin 2019 – aujourd’hui", "automne 2025", "jusqu’à juil. 2021"),
    ("es", "3 jun 2019 – actualidad", "otoño 2025", "hasta jul 2021"),
    ("it", "3 giu 2019 – oggi", "autunno 2025", "fino a lug 2021"),
    ("pt", "3 de jun. de 2019 – presente", "outono 2025", "até jul. de 2021"),
    ("zh", "2019年6月3日 – 至今", "2025年秋季", "至2021年7月"),
    ("zh_TW", "2019年6月3日 – 至今", "2025年秋季", "至2021年7月"),
    ("zh-Hans", "2019年6月3日 – 至今", "2025年秋季", "至2021年7月"),
    ("ja", "2019年6月3日 – 現在", "2025年秋", "2021年7月まで"),
    ("ko", "2019년 6월 3일 – 현재", "2025년 가을", "2021년 7월까지"),
    ("sv", "3 juni 2019 – present", "Fall 2025", "until juli 2021"),
    *((code, "3 Jun 2019 – present", "Fall 2025", "until Jul 2021") for code in ("", "xx", "x-y-z", "../..")),
]


@pytest.mark.parametrize(("language", "ongoing", "season", "until"), LANGUAGES)
def test_dates_in_the_language_of_the_site(language: str, ongoing: str, season: str, until: str) -> None:
    # CLDR releases differ in the kind of space, which no reader sees.
    shown = [format_range(DateRange.parse(text), language) for text in ("2019-06-03 -", "until 2021-07")]
    assert [" ".join(text.split()) for text in shown] == [ongoing, until]
    assert format_date(PartialDate.parse("Fall 2025"), language) == season


def test_an_english_site_never_loads_babel() -> None:
    code = (
        "import sys; from mkdocs_researcher.fields.dates.parse import DateRange, format_range;"
        "print(format_range(DateRange.parse('Sep 2024 - now'), 'en-GB'), 'babel' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout.decode("utf-8").strip() == "Sep 2024 – present False"


def test_the_json_schema_asks_for_text_or_a_year() -> None:
    schema = TypeAdapter(DateField).json_schema()
    examples = schema.pop("examples")
    assert schema == {"type": ["string", "integer"]}
    assert all(PartialDate.parse(example) for example in examples)
    assert TypeAdapter(DateField).validate_python("Jul 2025") == PartialDate(2025, 7)


def _valid(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day if month else None)
    except ValueError:
        return None


plain_dates = st.builds(
    _valid,
    st.integers(1000, 2999),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 31),
).filter(bool)
seasons = st.builds(
    lambda year, season: PartialDate(year, season=season),
    st.integers(1000, 2999),
    st.sampled_from(["spring", "summer", "autumn", "winter"]),
)
winters = st.builds(lambda y: PartialDate(y, season="winter", into_next_year=True), st.integers(1000, 2999))
any_dates = plain_dates | seasons | winters
words = [
    "2025",
    "07",
    "7",
    "14",
    "-",
    "–",
    " ",
    "/",
    ".",
    ",",
    "(",
    ")",
    "（",
    "July",
    "Fall",
    "winter",
    "至今",
]
words += ["to", "until", "since", "expected", "now", "年", "月", "日", "th", "26", "\n", "0", "13"]


@given(st.text(max_size=130) | st.lists(st.sampled_from(words), max_size=14).map("".join))
@example("(" * 5000)
@example("-" * 99)
@example("2025-" * 19)
@example("\ud800")
@example("²⁰²⁵")
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    for kind in (PartialDate, DateRange):
        value = refused = None
        try:
            value = kind.parse(text)
        except ValueError as error:
            refused = error
        if refused:
            assert re.search(r" is not a date( or range)?: .+; (write|put) ", str(refused), re.DOTALL)
        else:
            assert kind.parse(str(value)) == value


@given(plain_dates)
def test_iso_reads_back(date: PartialDate) -> None:
    assert PartialDate.parse(date.iso()) == date


@given(any_dates)
def test_english_reads_back(date: PartialDate) -> None:
    assert PartialDate.parse(format_date(date)) == date
    assert PartialDate.parse(str(date)) == date


@given(any_dates, any_dates)
def test_a_range_of_two_dates_reads_back(one: PartialDate, other: PartialDate) -> None:
    start, end = sorted((one, other), key=lambda date: date.sort_key)
    value = DateRange(start, end)
    # Two dates that read the same are shown as one.
    shown = DateRange.parse(format_range(value))
    assert shown == (value if start != end else DateRange(start, None))
    assert DateRange.parse(str(value)) == value


@given(any_dates)
def test_open_ranges_read_back(date: PartialDate) -> None:
    for value in (DateRange(date, None, ongoing=True), DateRange(None, date)):
        assert DateRange.parse(format_range(value)) == value


@given(any_dates, st.sampled_from(["de", "fr", "es", "it", "pt", "zh", "ja", "ko"]))
def test_dates_keep_their_precision_in_other_languages(date: PartialDate, language: str) -> None:
    shown = format_date(date, language)
    assert str(date.year) in shown
    assert PartialDate.parse(shown) == date
