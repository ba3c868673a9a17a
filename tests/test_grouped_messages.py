"""Many messages of one kind become one with a count, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import CONFIG, Project

from mkdocs_researcher.errors import Location, Problem, grouped


def problem(line: int, message: str, field: str = "url", severity: str = "warning", file: str = "a.bib") -> Problem:
    return Problem(Location(file, line), message, field, severity)  # type: ignore[arg-type]


def shown(problems: list[Problem]) -> list[str]:
    return [str(one) for one in grouped(problems) if one.severity != "debug"]


def test_equal_messages_are_one() -> None:
    assert shown([problem(line, "is odd") for line in (9, 3)]) == ["a.bib:3: url: is odd (also in line 9)"]
    many = shown([problem(line, "is odd") for line in range(1, 301)])
    assert many == ["a.bib:1: url: is odd (also in lines 2, 3, 4 and 296 more; -v lists all)"]


def test_messages_that_differ_in_a_value_are_one_if_they_are_many() -> None:
    few = [problem(line, f"'{line}' is not a DOI") for line in range(1, 11)]
    assert len(shown(few)) == 10
    (message,) = shown([*few, problem(11, "'x' is not a DOI")])
    assert message == "a.bib:1: url: '1' is not a DOI (also in lines 2, 3, 4 and 7 more; -v lists all)"


def test_other_kinds_files_and_errors_stay() -> None:
    problems = [
        problem(1, "is odd"),
        problem(2, "is odd", "doi"),
        problem(3, "is odd", severity="info"),
        problem(4, "is odd", file="b.bib"),
        *(problem(line, "is wrong", severity="error") for line in (5, 6, 7, 8, 9)),
    ]
    assert len(shown(problems)) == len(problems)


def test_nothing_is_lost() -> None:
    problems = [problem(line, f"'{line}' is not a DOI") for line in range(1, 15)]
    assert [one.location for one in grouped(problems)] == [one.location for one in problems]


def test_a_build_shows_one_line(tmp_path: Path) -> None:
    entries = "\n".join(f"@article{{k{n}, title = {{T{n}}}, doi = {{in press {n}}}}}" for n in range(12))
    files = {"mkdocs.yml": CONFIG, "data/refs.bib": entries, "docs/index.md": "# A\n\n{{ papers() }}\n"}
    lines = [line for line in Project(tmp_path).write(files).quick_build().lines("WARNING") if "is not a DOI" in line]
    assert len(lines) == 1
    assert "(also in lines 2, 3, 4 and 8 more; -v lists all)" in lines[0]


@pytest.mark.parametrize("bib", ["", "% nothing yet\n", "@string{jtc = {Journal of Tides}}\n"])
def test_a_file_without_entries_passes_a_strict_build(bib: str, tmp_path: Path) -> None:
    page = '# A\n\n{{ papers() }}\n\n{{ papers(style="reference") }}\n'
    built = Project(tmp_path).write({"mkdocs.yml": CONFIG, "data/refs.bib": bib, "docs/index.md": page})
    done = built.quick_build(strict=True)
    assert done.exit_code == 0
    assert any("there are no papers in the data yet (also in line 5)" in line for line in done.lines("INFO"))
