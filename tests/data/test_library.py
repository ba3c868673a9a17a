"""The data folder: which files are read, where problems stand, what is kept between builds."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from support import convert, make_site, write_project

from mkdocs_researcher.data.files import load_file
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.errors import BrokenDataError, MacroError
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.macros.awards import AWARDS
from mkdocs_researcher.macros.entries import entries_file
from mkdocs_researcher.macros.papers.model import PAPERS
from mkdocs_researcher.macros.profile import PROFILE
from mkdocs_researcher.macros.venues import VENUES
from mkdocs_researcher.syntax.settings import last_change


def library(folder: Path, files: dict[str, str], **options: Any) -> Library:
    write_project(folder, {f"data/{name}": text for name, text in files.items()})
    return Library(folder / "data", folder, **options)


def reported(found: Library) -> list[str]:
    return [str(problem) for problem in found.problems]


class TestFiles:
    def test_a_name_within_an_entry_that_differs_from_its_own(self, tmp_path: Path) -> None:
        venues = "CoDaL: {short: CoDaL, url: https://a.example}\nTides:\n  short: Waves\n"
        found = library(tmp_path, {"venues.yml": venues})
        assert [venue.short for venue in found.optional(VENUES)] == []
        assert reported(found) == ["data/venues.yml:3:3: short: is the name before the colon, 'Tides'; leave it out"]

    def test_a_missing_folder_is_not_a_problem(self, tmp_path: Path) -> None:
        found = Library(tmp_path / "absent", tmp_path)
        assert (found.problems, found.paths) == ([], {})
        assert found.optional(AWARDS) == ()
        with pytest.raises(
            MacroError, match=r"needs absent/awards\.yml, but there is no folder absent; correct data_dir"
        ):
            found.entries(AWARDS)

    def test_endings(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"awards.yaml": "- title: A\n", "papers.YML": "- title: B\n", "news.txt": "- x\n"})
        assert sorted(found.paths) == ["awards", "papers"]
        assert [award.title for award in found.entries(AWARDS)] == ["A"]

    def test_two_of_one_name(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"awards.yaml": "- title: A\n", "awards.yml": "- title: B\n"})
        assert reported(found) == ["data/awards.yml: has the same name as awards.yaml; keep one of the two"]

    def test_hidden_files_are_left_alone(self, tmp_path: Path) -> None:
        found = library(tmp_path, {".hidden.yml": "x: [", ".sub/papers.yml": "x: [", "sub/notes.txt": "x: ["})
        assert reported(found) == []

    def test_a_folder_with_the_name_of_a_data_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "awards.yml").mkdir(parents=True)
        (problem,) = reported(library(tmp_path, {}))
        assert problem.startswith("data/awards.yml: is a folder, so it is not read")

    @pytest.mark.parametrize(("name", "severity"), [("papers.yml", "warning"), ("archive.yml", "info")])
    def test_a_data_folder_that_is_not_a_language_is_reported(self, name: str, severity: str, tmp_path: Path) -> None:
        (problem,) = library(tmp_path, {f"sub/{name}": "x: ["}).problems
        assert str(problem).startswith("data/sub: is not read: 'sub' is not the code of a language")
        assert problem.severity == severity

    def test_absent_file_names_the_nearest(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"visits.yml": "- title: A\n"})
        with pytest.raises(MacroError, match=r"or did you mean data/visits\.yml"):
            found.entries(entries_file("vists"))

    @pytest.mark.parametrize("name", ["paper", "papres", "award", "educations"])
    def test_a_misspelled_name_is_reported(self, name: str, tmp_path: Path) -> None:
        (problem,) = library(tmp_path, {f"{name}.yml": "- title: A\n"}).problems
        assert problem.severity == "info"
        assert "rename it to" in problem.message

    @pytest.mark.parametrize("name", ["visits", "ampersand", "reviews", "letters", "software"])
    def test_other_names_are_not_reported(self, name: str, tmp_path: Path) -> None:
        assert reported(library(tmp_path, {f"{name}.yml": "- title: A\n"})) == []

    def test_outside_the_project_the_whole_path_is_shown(self, tmp_path: Path) -> None:
        found = library(tmp_path, {})
        assert found.display_path(tmp_path / "data" / "x.yml") == "data/x.yml"
        assert found.display_path(Path("/elsewhere/x.yml")) == "/elsewhere/x.yml"

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "gone.yml"
        loaded = load_file(path, "data/gone.yml", AWARDS)
        assert [str(problem) for problem in loaded.problems] == [
            "data/gone.yml: cannot be read: No such file or directory"
        ]

    def test_byte_order_mark(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"awards.yml": "\ufeff- title: A\n"})
        assert [award.title for award in found.entries(AWARDS)] == ["A"]

    def test_utf_16_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "awards.yml").write_bytes("- title: A\n".encode("utf-16"))
        assert "not in UTF-8" in reported(Library(tmp_path / "data", tmp_path))[0]


class TestEntries:
    def test_broken_file_keeps_nothing_back(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"awards.yml": "- title: A\n- titel: B\n- title: C\n  dte: 2025\n"})
        assert [problem.location.line for problem in found.problems] == [2, 4]
        assert found.optional(AWARDS) == ()
        with pytest.raises(BrokenDataError) as caught:
            found.entries(AWARDS)
        assert len(caught.value.problems) == 2

    def test_problems_come_in_the_order_of_the_file(self, tmp_path: Path) -> None:
        text = "- title: A\n  zzz: 1\n- title: B\n  url: 'javascript:x'\n  aaa: 1\n"
        assert [problem.location.line for problem in library(tmp_path, {"awards.yml": text}).problems] == [2, 4, 5]

    def test_names_of_nested_fields_count_from_one(self, tmp_path: Path) -> None:
        text = "name: A\naffiliations:\n  - name: B\n  - name: C\n    urll: x\n"
        (problem,) = library(tmp_path, {"profile.yml": text}).problems
        assert (problem.field, problem.location.line, problem.location.column) == ("affiliations.2.urll", 5, 5)

    def test_empty_fields_are_as_if_they_were_not_there(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"awards.yml": "- title: A\n  note:\n  url: ''\n  date: ~\n"})
        (award,) = found.entries(AWARDS)
        assert (award.note, award.url, award.date) == (None, None, None)

    def test_an_empty_unknown_field_is_reported(self, tmp_path: Path) -> None:
        assert len(library(tmp_path, {"awards.yml": "- title: A\n  nte:\n"}).problems) == 1

    def test_single_entry(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"profile.yml": "name: Mira Tovanne\n"})
        assert [profile.name for profile in found.entries(PROFILE)] == ["Mira Tovanne"]

    def test_ids_made_from_the_title_are_unique(self, tmp_path: Path) -> None:
        text = "- title: Tides\n  authors: [A B]\n  year: 2025\n" * 2
        found = library(tmp_path, {"papers.yml": text})
        assert found.problems == []
        assert [paper.id for paper in found.entries(PAPERS)] == ["b2025tides", "b2025tides-2"]

    def test_three_of_one_id_all_name_the_first(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"papers.yml": "- {id: a, title: A}\n" * 3})
        assert [problem.location.line for problem in found.problems] == [2, 3]
        assert all("line 1" in problem.message for problem in found.problems)

    def test_duplicate_ids_are_reported_along_with_other_problems(self, tmp_path: Path) -> None:
        text = "- {id: a, title: A}\n- {id: a, title: A}\n- {id: b}\n"
        assert [problem.location.line for problem in library(tmp_path, {"papers.yml": text}).problems] == [2, 3]

    def test_derived_data_is_made_once(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"papers.yml": "- title: A\n"})
        made: list[int] = []

        def make(data: Any) -> int:
            made.append(len(data.entries(PAPERS)))
            return made[0]

        assert (found.derived(make), found.derived(make), made) == (1, 1, [1])


class TestGeneralEntries:
    """Files of any name are read when a page asks for them; what is wrong in them must be reported all the same."""

    def test_mistakes_are_reported(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"data/visits.yml": "- titel: A\n", "docs/index.md": ""})
        site = make_site(tmp_path, mode="build")
        convert('{{ entries("visits") }}', site)
        assert any(str(problem).startswith("data/visits.yml:1:3: titel: unknown field") for problem in site.problems)

    def test_missing_files_are_reported(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"data/visits.yml": "- title: A\n  logo: images/x.png\n", "docs/index.md": ""})
        site = make_site(tmp_path, mode="build")
        convert('{{ entries("visits") }}', site)
        assert any("there is no file 'images/x.png'" in problem.message for problem in site.problems)

    def test_unknown_icons_are_reported(self, tmp_path: Path) -> None:
        text = "- title: A\n  links:\n    B: {url: index.md, icon: material/nothing}\n"
        write_project(tmp_path, {"data/visits.yml": text, "docs/index.md": ""})
        site = make_site(tmp_path, mode="build")
        convert('{{ entries("visits") }}', site)
        assert any("material/nothing" in problem.message and problem.severity == "error" for problem in site.problems)

    def test_mistakes_are_reported_once(self, tmp_path: Path) -> None:
        write_project(tmp_path, {"data/visits.yml": "- titel: A\n", "docs/index.md": ""})
        site = make_site(tmp_path, mode="build")
        for _ in range(3):
            convert('{{ entries("visits") }}\n\n{{ entries("visits") }}', site)
        assert len([problem for problem in site.problems if "titel" in problem.field]) == 1


class TestReferences:
    def test_place_of_a_link_in_a_list(self, tmp_path: Path) -> None:
        text = "name: A\nlinks:\n  - github: a\n  - label: B\n    url: gone.md\n    icon: simple/nothing\n"
        write_project(tmp_path, {"data/profile.yml": text, "docs/index.md": ""})
        lines = {problem.location.line for problem in make_site(tmp_path).problems}
        assert lines
        assert lines <= {4, 5, 6}

    def test_unknown_icon_in_data_has_near_misses(self, tmp_path: Path) -> None:
        write_project(
            tmp_path, {"data/news.yml": "- date: 2025\n  text: A\n  icon: material/trophi\n", "docs/x.md": ""}
        )
        (problem,) = make_site(tmp_path).problems
        assert "material/trophy" in problem.message

    @pytest.mark.parametrize(
        "text",
        ["[a](gone.md)", "![a](gone.png)", "[a](gone.md 'T')", "[a](<gone.md>)", "[a](gone.md#x)", "**[a](gone.md)**"],
    )
    def test_links_in_markdown_are_checked(self, text: str, tmp_path: Path) -> None:
        write_project(tmp_path, {"data/awards.yml": f"- title: {json.dumps(text)}\n", "docs/x.md": ""})
        (problem,) = make_site(tmp_path).problems
        assert (problem.severity, problem.location.line) == ("warning", 1)

    @pytest.mark.parametrize(
        "text", ["[a](x.md)", "[a](https://gone.example)", "[a](#x)", "`[a](gone.md)`", "[a] (gone.md)"]
    )
    def test_other_text_is_not_reported(self, text: str, tmp_path: Path) -> None:
        write_project(tmp_path, {"data/awards.yml": f"- title: {json.dumps(text)}\n", "docs/x.md": ""})
        assert make_site(tmp_path).problems == []


class TestLastChange:
    def test_epoch_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")
        assert last_change(tmp_path, [tmp_path]) == PartialDate(2026, 6, 30)

    @pytest.mark.parametrize("epoch", ["", "x", "-1", "1e3"])
    def test_a_wrong_epoch_is_left_alone(self, epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert last_change(tmp_path, [tmp_path / "absent"]) is None

    @pytest.mark.parametrize("epoch", ["9" * 30, "99999999999999"])
    def test_an_epoch_beyond_all_years(self, epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert last_change(tmp_path, [tmp_path / "absent"]) is None

    def test_newest_file_without_git(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        write_project(tmp_path, {"data/a.yml": "x", "docs/b.md": "y"})
        os.utime(tmp_path / "data" / "a.yml", (1_700_000_000, 1_700_000_000))
        os.utime(tmp_path / "docs" / "b.md", (1_600_000_000, 1_600_000_000))
        assert last_change(tmp_path, [tmp_path / "data", tmp_path / "docs"]) == PartialDate(2023, 11, 14)


CUT = {
    "title: Issue #12": "Issue",
    "title: Learning C #sharp, slowly": "Learning C",
    "note: Poster #4 of 20  # as it was": "Poster",
}
WHOLE = ["title: Issue # 12", "title: 'Issue #12'", 'title: "Issue #12"', "title: C# and F#", "title: Issue  # see #12", "title: A\n  year: 2020 #checked", "title: A\n  doi: 10.1000/1 #1", "#title: Issue #12", "title: |\n    of note: Issue #12"]  # fmt: skip


class TestNumberSigns:
    """What YAML takes for a comment is most likely none where a word or a number follows at once."""

    @pytest.mark.parametrize("line", CUT)
    def test_truncated_text_is_reported(self, line: str, tmp_path: Path) -> None:
        title = "" if line.startswith("title") else "\n  title: A"
        found = library(tmp_path, {"papers.yml": f"- {line}{title}\n"})
        (problem,) = found.problems
        word = line[line.index("#") :].split(maxsplit=1)[0].rstrip(",")
        name = line.partition(":")[0]
        assert (problem.severity, str(problem)) == (
            "info",
            f"data/papers.yml:1:{line.index('#') + 3}: {name}: YAML reads the text after ' #' as a comment; "
            f"put the text in quotes to keep '{word}'",
        )
        (paper,) = found.entries(PAPERS)
        assert getattr(paper, name) == CUT[line]

    @pytest.mark.parametrize("lines", WHOLE)
    def test_comments_and_whole_texts_make_no_difference(self, lines: str, tmp_path: Path) -> None:
        found = library(tmp_path, {"papers.yml": f"- {lines}\n" if lines[0] != "#" else f"{lines}\n- title: A\n"})
        assert found.problems == []
        assert len(found.entries(PAPERS)) == 1

    def test_items_of_lists(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"profile.yml": "name: M\ninterests:\n  - Sharp #words\n  - Others # too\n"})
        assert [str(problem).split(":")[1] for problem in found.problems] == ["3"]

    def test_other_mistakes_are_reported_along_with_it(self, tmp_path: Path) -> None:
        found = library(tmp_path, {"papers.yml": "title: Issue #12\n"})
        assert [problem.severity for problem in found.problems] == ["error", "info"]


class TestDoubts:
    def test_a_year_and_a_date_that_contradict_each_other(self, tmp_path: Path) -> None:
        papers = "- {title: A, date: 2025-03, year: 2025}\n- title: B\n  date: 2025-03\n  year: 2024\n"
        found = library(tmp_path, {"papers.yml": papers})
        assert [(problem.severity, str(problem)) for problem in found.problems] == [
            ("warning", "data/papers.yml:4:3: year: 2024 contradicts the date 2025-03; remove one of the two")
        ]
        assert len(found.entries(PAPERS)) == 2

    def test_fields_in_yaml_override_those_in_bibtex(self, tmp_path: Path) -> None:
        files = {"papers.yml": "- {id: a, year: 2024}\n", "a.bib": "@misc{a, title={A}, year=2025, month=mar}\n"}
        found = library(tmp_path, files)
        assert [problem for problem in found.problems if problem.severity != "debug"] == []
        assert [paper.published_year for paper in found.entries(PAPERS)] == [2024]
