"""Values that are too long, too deep or half written: a message with file, line and field, or text as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from building import Project
from click.testing import CliRunner

from mkdocs_researcher.cli import main
from mkdocs_researcher.fields.text import first_sentences, plain_text
from mkdocs_researcher.hosts.pdf.blocks import math_runs

FILES = {
    "mkdocs.yml": "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n",
    "docs/index.md": "# Home\n\n{{ papers() }}\n",
    "data/profile.yml": "name: Mira Tovanne\n",
}


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (f"year: {'9' * 5000}", "papers.yml:1:25: year: must be a whole number; this one has too many digits"),
        (f'url: "https://a.example/{"x" * 9000}"', "is longer than 2000 characters: shorten it"),
        (f'authors: ["{"*a " * 30_000}"]', "is longer than 1000 characters, so it is not a name"),
        (f'authors: "{"," * 100_000}"', "papers.yml:1:25: authors: "),
    ],
)
def test_a_value_that_is_too_long_is_named_with_its_place(field: str, message: str, project: Project) -> None:
    field = field.replace("url:", "links: {Paper:") + ("}" if field.startswith("url") else "")
    project.write({**FILES, "data/papers.yml": f"- {{id: one, title: One, {field}}}\n"})
    result = CliRunner().invoke(main, ["check", str(project.root)])
    assert result.exit_code == 1
    assert "error: data/papers.yml:1:" in result.output
    assert message in result.output
    assert len(result.output) < 1000


def test_a_title_of_backticks_is_shown(project: Project) -> None:
    project.write({**FILES, "data/papers.yml": f'- {{id: one, title: "a {"`" * 30_000}", year: 2025}}\n'})
    result = CliRunner().invoke(main, ["check", str(project.root)])
    assert (result.exit_code, result.exception) == (0, None)


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\href{a}{b}", "b"),
        (r"\href", ""),
        (r"\frac", ""),
        ("{" * 400 + "x" + "}" * 400, "x"),
        (r"\frac{" * 300, ""),
        ("{" * 30_000, ""),
        (r"\ensuremath{" * 3000, ""),
        (r"\left" * 20_000, ""),
        ("}{", ""),
        (r"\left(", "("),
        ("^", "^"),
        ("_{", "_"),
    ],
)
def test_a_formula_that_is_not_complete_is_shown_as_far_as_it_goes(tex: str, shown: str) -> None:
    assert _text_of(math_runs(tex)) == shown


def _text_of(runs: Iterable[Any]) -> str:
    """The characters of runs; those of a formula that is reported are within it."""
    return "".join(run if isinstance(run, str) else _text_of(run["c"]) for run in runs)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**a *b* c**", "a b c"),
        ("*see `x*y` here*", "see x*y here"),
        ("a `b``c` d", "a b``c d"),
        ("``a ` b``", "a ` b"),
        ("*snake_case* and _b_", "snake_case and b"),
        ("***a** b*", "a b"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"\*a* `c`", "*a* c"),
        ("a_b_c", "a_b_c"),
        ("`open", "`open"),
    ],
)
def test_markup_is_removed(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_sentences_do_not_end_within_brackets_or_after_an_initial() -> None:
    text = "We (A. Smith et al. and others) see `a. B` it. Then $x. Y$ follows. Third."
    assert first_sentences(text, 1) == "We (A. Smith et al. and others) see `a. B` it."
    assert first_sentences(text, 2) == "We (A. Smith et al. and others) see `a. B` it. Then $x. Y$ follows."


def test_a_command_that_the_pdf_shows_as_written_is_reported(project: Project) -> None:
    config = "site_name: Test\ntheme: mkdocs\nplugins: [researcher: {cv_pdf: true}]\n"
    papers = "- {id: one, title: 'On \\qty{3}{\\metre}', year: 2025, authors: [Mira Tovanne]}\n"
    project.write({**FILES, "mkdocs.yml": config, "data/papers.yml": papers, "docs/cv.md": "{{ cv() }}\n"})
    result = CliRunner().invoke(main, ["check", str(project.root)])
    assert "info: mkdocs.yml:3:24: cv_pdf: the PDF shows \\qty, \\metre as written, in" in result.output
    assert project.quick_build().exit_code == 0
