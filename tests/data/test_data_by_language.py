"""Data by language: which fields count, what refers to what, and the file in which each problem is reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import write_project

from mkdocs_researcher.data import files, translations
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros.education import EDUCATION
from mkdocs_researcher.macros.news import NEWS
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.people import PEOPLE, AuthorLists
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.stages import STAGES
from mkdocs_researcher.macros.venues import VENUES

PAPER_FILE = """\
- id: ledger
  title: Reading the Ledger
  authors: [Mira Tovanne, Pell Okasha]
  year: 2026
  summary: Nodes stay silent.
  links: {Code: https://example.org}
- id: spectra
  title: Spectra
  year: 2025
"""
BIB_FILE = "@article{tide, title = {Tides}, author = {Mira Tovanne}, journal = {Sea}, year = 2024, pdf = {x.pdf}}\n"


def german(folder: Path, texts: dict[str, str], **options: Any) -> Library:
    write_project(folder, {f"data/{name}": text for name, text in texts.items()})
    return Library(folder / "data", folder, language="de", **options)


def problems(found: Library) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in found.problems]


def test_fields_of_the_language_replace_those_of_all_languages(tmp_path: Path) -> None:
    found = german(
        tmp_path,
        {
            "papers.yml": PAPER_FILE,
            "de/papers.yml": "- id: ledger\n  summary: Knoten schweigen.\n  date: 2026-05\n",
            "profile.yml": "name: Mira Tovanne\nrole: Ph.D. candidate\nlocation: Halden Bay\n",
            "de/profile.yml": "role: Doktorandin\n",
            "venues.yml": "CoDaL: {name: Conference on Data, url: https://codal.example.org}\n",
            "de/venues.yml": "CoDaL: {name: Tagung zu Daten}\n",
            "vision.yml": "left: A\nright: B\nstages: [{stage: S, left: l, right: r}]\n",
            "de/vision.yml": "left: Baum\n",
        },
    )
    assert problems(found) == []
    first, second = found.entries(PAPERS)
    assert (first.id, first.title, first.summary) == ("ledger", "Reading the Ledger", "Knoten schweigen.")
    assert (str(first.date), first.year) == ("2026-05", None)
    assert second.title == "Spectra"
    profile = found.entries(PROFILE)[0]
    assert (profile.role, profile.location) == ("Doktorandin", "Halden Bay")
    venue = found.entries(VENUES)[0]
    assert (venue.short, venue.name, venue.url) == ("CoDaL", "Tagung zu Daten", "https://codal.example.org")
    table = found.entries(STAGES._replace(name="vision"))[0]
    assert (table.left.title, table.right.title) == ("Baum", "B")


def test_entries_of_bibtex_files_are_changed_by_their_key(tmp_path: Path) -> None:
    texts = {"all.bib": BIB_FILE, "de/papers.yml": "- id: tide\n  title: Gezeiten\n"}
    found = german(tmp_path, texts)
    assert problems(found) == []
    paper = found.entries(PAPERS)[0]
    assert (paper.title, paper.venue) == ("Gezeiten", "Sea")
    assert "{Tides}" in (paper.bibtex or "")
    assert paper.has_clean_bibtex
    assert paper.has_derived_links


def test_a_preprint_and_its_publication_are_one_paper_in_each_language(tmp_path: Path) -> None:
    base = (
        "- {id: draft, title: Reading the Tides of Small Harbors, authors: [Mira Tovanne, Pell Okasha], year: 2025, arxiv: 2507.05257, summary: S, venue: arXiv, type: preprint}\n"
        "- {id: tide, title: Reading the Tides of Small Harbors, authors: [Mira Tovanne, Pell Okasha], year: 2026, venue: Journal of the Sea, type: journal}\n"
    )
    found = german(
        tmp_path, {"papers.yml": base, "de/papers.yml": "- {id: draft, summary: Z}\n- {id: tide, note: N}\n"}
    )
    for data, summary, note in ((found, "Z", "N"), (found.in_language("fr"), "S", None)):
        (paper,) = data.entries(PAPERS)
        assert (paper.id, paper.arxiv, paper.summary, paper.note) == ("tide", "2507.05257", summary, note)


def test_any_list_may_have_ids(tmp_path: Path) -> None:
    base = "- {id: phd, institution: Halden Bay University, degree: Ph.D., date: 2024}\n- {institution: North Pier}\n"
    found = german(tmp_path, {"education.yml": base, "de/education.yml": "- {id: phd, degree: Promotion}\n"})
    assert [(degree.institution, degree.degree) for degree in found.entries(EDUCATION)] == [
        ("Halden Bay University", "Promotion"),
        ("North Pier", None),
    ]


def test_a_list_without_ids_replaces_the_whole_list(tmp_path: Path) -> None:
    base = "- {date: 2025, text: One}\n- {date: 2024, text: Two}\n"
    found = german(tmp_path, {"news.yml": base, "de/news.yml": "- {date: 2025, text: Eins}\n"})
    assert [item.text for item in found.entries(NEWS)] == ["Eins"]


def test_people_are_found_by_id_and_by_name_and_keep_the_name_of_author_lists(tmp_path: Path) -> None:
    base = "- {name: Kira Mori, url: https://kira.example.org}\n- {name: Pell Okasha, affiliation: North Pier}\n"
    own = "- {id: kira-mori, name: 森 綺羅}\n- {name: Pell Okasha, affiliation: Nordmole}\n"
    found = german(tmp_path, {"people.yml": base, "de/people.yml": own})
    kira, pell = found.entries(PEOPLE)
    assert (kira.key, kira.name, kira.aliases) == ("kira-mori", "森 綺羅", ("Kira Mori",))
    assert (pell.key, pell.affiliation) == ("pell-okasha", "Nordmole")


def test_the_owner_is_found_in_author_lists_by_the_name_of_all_languages(tmp_path: Path) -> None:
    texts = {"papers.yml": PAPER_FILE, "profile.yml": "name: Mira Tovanne\n", "de/profile.yml": "name: 戸棚 美良\n"}
    found = german(tmp_path, texts)
    assert AuthorLists(found).find_owner(found.entries(PAPERS)[0].authors) == 0


def test_problems_are_reported_in_the_file_that_contains_them(tmp_path: Path) -> None:
    texts = {
        "papers.yml": PAPER_FILE,
        "profile.yml": "name: Mira Tovanne\nrol: Student\n",
        "de/profile.yml": "role: Doktorandin\nnmae: M\n",
        "de/papers.yml": "- id: spectra\n  titel: Spektren\n- id: ledgr\n  summary: X\n- summary: Y\n- id: spectra\n",
    }
    expected = {
        "error: data/de/papers.yml:2:3: titel: unknown field, did you mean 'title'?",
        "error: data/de/papers.yml:3:3: id: data/papers.yml has no paper 'ledgr', did you mean 'ledger'?; "
        "one that only this language has needs all its fields",
        "error: data/de/papers.yml:5:3: needs an 'id' as the other entries have, which says what paper it changes",
        "error: data/de/papers.yml:6:3: 'spectra' is already in line 1",
        "error: data/de/profile.yml:2:1: nmae: unknown field, did you mean 'name'?",
        "error: data/profile.yml:2:1: rol: unknown field, did you mean 'role'?",
    }
    assert set(problems(german(tmp_path, texts))) == expected


def test_combinations_are_the_fault_of_the_language_that_makes_them(tmp_path: Path) -> None:
    texts = {
        "education.yml": "- id: phd\n  institution: HBU\n  start: 2024\n  end: 2025\n",
        "de/education.yml": "- id: phd\n  start: 2027\n",
    }
    (problem,) = problems(german(tmp_path, texts))
    assert problem.startswith("error: data/de/education.yml:1:3: ")


def test_an_entry_that_only_one_language_has_is_shown_and_reported(tmp_path: Path) -> None:
    texts = {"papers.yml": PAPER_FILE, "de/papers.yml": "- {id: festschrift, title: Zum Abschied, year: 2023}\n"}
    found = german(tmp_path, texts)
    assert [paper.id for paper in found.entries(PAPERS)] == ["ledger", "spectra", "festschrift"]
    (problem,) = problems(found)
    assert problem.startswith("info: data/de/papers.yml:1:4: id: data/papers.yml has no paper 'festschrift'")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "german/news.yml",
            "- {date: 2025, text: A}\n",
            "warning: data/german: is not read: 'german' is not the code of a language; write de",
        ),
        (
            "de/educaton.yml",
            "- {title: A}\n",
            "warning: data/de/educaton.yml: has no counterpart data/educaton.yml; did",
        ),
        (
            "de/visits.yml",
            "- {title: A}\n",
            "info: data/de/visits.yml: has no counterpart data/visits.yml, so pages in",
        ),
        ("de/own.bib", "@misc{a, title = {A}}\n", "warning: data/de/own.bib: is not read: .bib files belong in"),
        ("de/words.yml", "abstract: X\n", "warning: data/de/words.yml: is not read; data/words.yml has the phrases"),
        ("words.yml", "de: {absract: X}\n", "error: data/words.yml:1:6: de.absract: is not a phrase, did you mean 'a"),
        ("words.yml", "de: {older: Alt}\n", "warning: data/words.yml:1:6: de.older: lacks {n}"),
        ("words.yml", "de: {older: '{n} {x}'}\n", "error: data/words.yml:1:6: de.older: has no value for {x}; it can"),
        (
            "words.yml",
            "de: {older: {one: '{n}'}}\n",
            "error: data/words.yml:1:6: de.older: has plural forms, but lacks",
        ),
        ("words.yml", "de: {older: {oen: '{n}', other: '{n}'}}\n", "error: data/words.yml:1:6: de.older: 'oen' is not"),
        (
            "words.yml",
            "deutsch: {older: Alt}\n",
            "error: data/words.yml:1:1: deutsch: 'deutsch' is not the code of a language; write de",
        ),
        ("words.yml", "- a\n", "error: data/words.yml:1:1: must contain languages"),
    ],
)
def test_files_and_words_that_change_nothing_are_reported(tmp_path: Path, name: str, text: str, message: str) -> None:
    found = german(
        tmp_path, {"education.yml": "- {institution: A}\n", "news.yml": "- {date: 2025, text: A}\n", name: text}
    )
    assert [problem[: len(message)] for problem in problems(found)] == [message]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("venues.yml", "CoDaL: Tagung\n"),
        ("venues.yml", "- CoDaL\n"),
        ("papers.yml", "ledger: X\n"),
        ("papers.yml", "- ledger\n"),
        ("papers.yml", "- {id: [a], title: X}\n"),
        ("papers.yml", "- {id: ledger, title: {a: b}}\n"),
        ("profile.yml", "- Mira\n"),
        ("profile.yml", "name: {a: b}\naliases: {c: d}\n"),
        ("people.yml", "- {name: [a, b]}\n"),
        ("news.yml", "text\n"),
        ("profile.yml", "role: [\n"),
        ("profile.yaml", "role: X\n"),
        ("words.yml", "x"),
    ],
)
def test_every_malformed_file_is_reported(tmp_path: Path, name: str, text: str) -> None:
    base = {
        "papers.yml": PAPER_FILE,
        "profile.yml": "name: Mira Tovanne\n",
        "de/profile.yml": "role: Doktorandin\n",
        "venues.yml": "CoDaL: {name: Conference}\n",
        "people.yml": "- {name: Kira Mori}\n",
        "news.yml": "- {date: 2025, text: A}\n",
    }
    found = problems(german(tmp_path, {**base, f"de/{name}": text}))
    assert found
    assert all(f"data/de/{name.partition('.')[0]}" in problem for problem in found)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    texts = {"papers.yml": PAPER_FILE, "de/papers.yml": "# later\n", "profile.yml": "name: M\n", "de/profile.yml": ""}
    found = german(tmp_path, texts)
    assert problems(found) == []
    assert [paper.id for paper in found.entries(PAPERS)] == ["ledger", "spectra"]
    assert found.entries(PROFILE)[0].name == "M"


def test_files_are_read_once_for_all_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = files._parse_text

    def spy(loaded: Any, text: str) -> Any:
        read.append(loaded.display_path)
        return parse(loaded, text)

    monkeypatch.setattr(files, "_parse_text", spy)
    monkeypatch.setattr(translations, "parse_file", files.parse_file)
    found = german(
        tmp_path,
        {
            "papers.yml": PAPER_FILE,
            "news.yml": "- {date: 2025, text: A}\n",
            "de/papers.yml": "- {id: ledger, summary: X}\n",
        },
    )
    other = found.in_language("fr")
    assert sorted(read) == ["data/de/papers.yml", "data/news.yml", "data/papers.yml"]
    assert other.entries(PAPERS)[1] is found.entries(PAPERS)[1]
    assert other.entries(PAPERS)[0].summary == "Nodes stay silent."


def test_a_region_has_the_data_of_its_language(tmp_path: Path) -> None:
    texts = {"profile.yml": "name: Mira\nrole: A\n", "pt/profile.yml": "role: B\n", "zh-TW/profile.yml": "role: C\n"}
    write_project(tmp_path, {f"data/{name}": text for name, text in texts.items()})
    roles = {
        code: Library(tmp_path / "data", tmp_path, language=code).entries(PROFILE)[0].role
        for code in ("en", "pt", "pt-BR", "zh-TW", "zh_TW", "zh-Hant", "zh")
    }
    assert roles == {"en": "A", "pt": "B", "pt-BR": "B", "zh-TW": "C", "zh_TW": "C", "zh-Hant": "C", "zh": "A"}


def test_a_group_is_translated_once(tmp_path: Path) -> None:
    people = "".join(
        f"- {{name: {name}, group: {group}}}\n"
        for name, group in (("Ann Bo", "Students"), ("Cem Do", "Students"), ("Eva Fo", "Postdocs"))
    )
    data = {"people.yml": people, "de/people.yml": "- {name: Cem Do, group: Studierende}\n"}
    found = german(tmp_path, data)
    assert [person.group for person in found.entries(PEOPLE)] == ["Studierende", "Studierende", "Postdocs"]
    assert problems(found) == [
        "info: data/de/people.yml:1:1: the group 'Postdocs' has no name in this language; give one of its members group:"
    ]
