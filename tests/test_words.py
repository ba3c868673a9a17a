"""Phrases by language: plural forms, regions, the author's own, and what is said about those that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import convert, converter, make_site, write_project

from mkdocs_researcher.fields.dates.parse import DateRange, PartialDate, format_date, format_note, format_range
from mkdocs_researcher.macros.profile import Profile, native_language
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.wording import LANGUAGES, Words, is_known_language, phrase

NEWS = {"data/news.yml": "- {date: 2025-02, text: A}\n- {date: 2024-02, text: B}\n"}
EDUCATION = {
    "data/education.yml": (
        "- {institution: A, date: 2024.09 - 2026.03 (Expected)}\n"
        "- {institution: B, date: 2019.06 - 2022.04 (now)}\n"
        "- {institution: C, date: 2021 – Present}\n"
        "- {institution: D, date: 2018 – 2019 (part-time)}\n"
    )
}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {1: "1 citation", 2: "2 citations", "1,001": "1,001 citations"}),
        ("fr", {0: "0 citation", 1: "1 citation", 2: "2 citations"}),
        ("pl", {1: "1 cytowanie", 3: "3 cytowania", 5: "5 cytowań", 22: "22 cytowania", 112: "112 cytowań"}),
        ("ru", {1: "1 цитирование", 21: "21 цитирование", 3: "3 цитирования", "1 011": "1 011 цитирований"}),
        ("ar", {1: "استشهاد واحد", 2: "استشهادان", 3: "3 استشهادات", 11: "11 استشهادًا", 100: "100 استشهاد"}),
        ("he", {1: "ציטוט אחד", 2: "שני ציטוטים", 3: "3 ציטוטים"}),
        ("ja", {1: "被引用数 1", 2: "被引用数 2"}),
    ],
)
def test_plural_forms(language: str, forms: dict[object, str]) -> None:
    assert {number: phrase("citations_many", language, n=number) for number in forms} == forms


def test_regions_have_what_differs() -> None:
    assert phrase("cv_awards", "en-GB") == "Honours and awards"
    assert phrase("cv_awards", "en-AU") == "Honours and awards"
    assert phrase("cv_awards", "en-US") == "Honors and awards"
    assert phrase("phdthesis_one", "pt-BR") == "Tese de doutorado"
    assert phrase("phdthesis_one", "pt") == "Tese de doutoramento"
    assert phrase("abstract", "pt_BR") == "Resumo"
    assert phrase("software", "zh-Hant") == phrase("software", "zh-TW") == "軟體"
    assert phrase("software", "zh-Hans") == "软件"


def test_every_language_is_known_to_the_check_of_codes() -> None:
    assert all(map(is_known_language, (*LANGUAGES, "fi", "sr-Latn", "de-AT")))
    assert not any(map(is_known_language, ("german", "deu", "xx", "de_", "", "images", "d")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_expected_and_present_are_translated(language: str, tmp_path: Path) -> None:
    site = make_site(write_project(tmp_path, EDUCATION), language=language)
    shown = convert("{{ education() }}", site).soup
    dates = {row.b.get_text(): row.select_one(".rs-date").get_text("|") for row in shown.select(".rs-row")}
    expected, present = phrase("expected", language), phrase("present", language)
    is_english = language.startswith("en")
    assert dates["A"].endswith("|Expected" if is_english else f"|{expected[:1].upper()}{expected[1:]}")
    assert dates["B"].endswith("|now" if is_english else f"|{present}")
    assert dates["C"].endswith(f"– {present}")
    assert dates["D"].endswith("|part-time")


@pytest.mark.parametrize("note", ["expected", "Expected", "exp.", "anticipated", "voraussichtlich", "预计"])
def test_forms_of_expected(note: str) -> None:
    assert format_note(note, "it") in {"previsto", "Previsto"}
    assert format_note(note, "en") in {note, "expected"}


def test_the_author_changes_and_adds_phrases(tmp_path: Path) -> None:
    words = (
        "de: {older_news: 'Noch {n} Nachrichten', present: jetzt}\n"
        "fi: {older_news: {one: 'Vielä {n} uutinen', other: 'Vielä {n} uutista'}}\n"
    )
    write_project(tmp_path, {**NEWS, **EDUCATION, "data/words.yml": words})
    call = "{{ news(limit=1) }}\n\n{{ education() }}\n"
    german = convert(call, make_site(tmp_path, language="de")).soup
    assert german.select_one("summary").get_text() == "Noch 1 Nachrichten"
    assert german.select(".rs-date")[0].get_text().endswith("jetzt")
    finnish = convert(call, make_site(tmp_path, language="fi")).soup
    assert finnish.select_one("summary").get_text() == "Vielä 1 uutinen"


def test_english_words_on_a_page_of_another_language_say_so(tmp_path: Path) -> None:
    papers = "- {id: a, title: A, year: 2026, abstract: Sanoja, authors: [Mira Tovanne], type: journal}\n"
    papers += "- {id: b, title: B, year: 2025, authors: [Mira Tovanne], type: conference}\n"
    for name in "cde":
        papers += f"- {{id: {name}, title: {name}, year: 2024, authors: [Mira Tovanne], type: conference}}\n"
    profile = "name: Mira Tovanne\nemail: a@example.org\n"
    write_project(tmp_path, {"data/papers.yml": papers, "data/profile.yml": profile})
    site = make_site(tmp_path, language="fi")
    shown = convert("{{ papers(filter=True, group_by='type') }}\n\n{{ links() }}\n", site)
    assert "\ufdd0" not in shown.html
    english = [span.get_text() for span in shown.soup.select('span[lang="en"]')]
    assert {"Abstract", "Journal articles"} <= set(english)
    assert shown.soup.select_one("[placeholder]")["placeholder"] == "Search the papers"
    assert shown.soup.select("option span, [lang] [lang]") == []
    reported = [problem for problem in site.problems if "language" in problem.field]
    assert [(problem.severity, problem.message) for problem in reported] == [
        ("info", "there are no phrases in the language 'fi', so they are English; data/words.yml can add them")
    ]
    complete = convert("{{ papers(filter=True) }}", make_site(tmp_path, language="he"))
    assert complete.soup.select('[lang="en"]') == []


def test_a_page_has_a_language_of_its_own(tmp_path: Path) -> None:
    write_project(
        tmp_path,
        {
            "data/education.yml": "- {id: a, institution: A, degree: Ph.D., date: Fall 2024 – 2028 (expected)}\n",
            "data/de/education.yml": "- {id: a, degree: Promotion}\n",
        },
    )
    site = make_site(tmp_path)

    def shown(language: str) -> str:
        page = Page("a.md", "a/", "docs/a.md", lambda: "", language=language)
        return converter(site, page).convert("{{ education() }}")

    assert "Fall 2024" in shown("")
    assert "Autumn 2024" in shown("en-GB")
    german = shown("de")
    assert "Promotion" in german
    assert "Herbst 2024" in german
    assert "Fall 2024" in shown("")


@pytest.mark.parametrize(
    ("name", "given", "page", "language"),
    [
        ("みら", None, "en", "ja"),
        ("戸棚 美良", None, "en", "ja"),  # 戸 is written so only in Japan
        ("辻 広", None, "zh", "ja"),
        ("田中", None, "ja", "ja"),
        ("田中", None, "en", "zh"),
        ("张伟", None, "ja", "zh"),
        ("張偉", None, "en", "zh"),
        ("戸棚", "zh-TW", "en", "zh-TW"),
        ("김민준", None, "en", "ko"),
        ("Mira", None, "ja", ""),
    ],
)
def test_the_language_of_a_native_name(name: str, given: str | None, page: str, language: str) -> None:
    profile = Profile(name="M T", native_name=name, native_language=given)
    assert native_language(profile.native_name, profile.native_language, page) == language


def test_dates_take_the_words_of_the_author() -> None:
    words = Words("de", lambda: {"de": {"until": "bis zum {date}", "autumn": "Herbst d. J. {year}"}})
    assert format_range(DateRange.parse("until 2021"), words) == "bis zum 2021"
    assert format_date(PartialDate.parse("Fall 2025"), words) == "Herbst d. J. 2025"
