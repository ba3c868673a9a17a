"""What a tester who knew only the README ran into."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import CONFIG, Project
from support import RenderedCall, convert, make_site, write_project

from mkdocs_researcher.syntax.settings import Settings
from mkdocs_researcher.syntax.site import Site


def show(folder: Path, page: str, **data: str) -> RenderedCall:
    files = {f"data/{name}.yml": text for name, text in data.items()}
    write_project(folder, {**files, "docs/index.md": ""})
    return convert(page, make_site(folder, mode="serve"))


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ("{title: A, venue: Journal, year: 2025}", "2025"),
        ("{title: A, date: 2018-04}", "Apr 2018"),
        ("{title: A, arxiv: 2501.01234, year: 2025}", None),  # the badge shows it after the type
        ("{title: A, badge: Draft, year: 2024}", "2024"),
        ("{title: A, venue_short: CoDaL, year: 2026}", None),
        ("{title: A, venue: CoDaL 2026, year: 2026}", None),
    ],
)
def test_the_year_of_a_paper_is_shown_once(paper: str, expected: str | None, tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ papers() }}", papers=f"- {paper}\n")
    soup = shown.soup
    assert [tag.get_text() for tag in soup.select(".rs-venue time")] == ([expected] if expected else [])
    for code in soup.select("pre"):
        code.decompose()
    assert soup.get_text().count("20") == 1


def test_ids_that_we_make_up_do_not_collide(tmp_path: Path) -> None:
    papers = "- {title: Learning to walk, authors: [A Bee], year: 2020}\n- {title: Learning to run, authors: [A Bee], year: 2020}\n"
    shown = show(tmp_path, "{{ papers() }}", papers=papers)
    assert shown.problems == ()
    assert [tag["id"] for tag in shown.soup.select("article")] == ["paper-bee2020learning", "paper-bee2020learning-2"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/// paper A\n    year: 2020\n///", "a bar is missing; write '/// paper | A'"),
        ("/// paper | A\n    title: B\n///", "is given twice"),
        ("/// paper | A\n    year: 2020\n  venue: V\n///", "each indented by four spaces"),
        ("{{ publications() }}", "did you mean 'papers'?"),
        ("{{ hobbies() }}", "write entries('hobbies')"),
        ("{{ news(limit='5') }}", "not the text '5' (leave out the quotes)"),
    ],
)
def test_mistakes_that_were_silent_are_reported(page: str, expected: str, tmp_path: Path) -> None:
    shown = show(tmp_path, page, hobbies="- title: A boat\n", news="- {date: 2025, text: A}\n")
    assert expected in "".join(shown.problems)


def test_a_block_without_an_end_shows_a_box(tmp_path: Path) -> None:
    assert show(tmp_path, "/// paper | open\n    venue: V\n\nrest").soup.select(".rs-error")


@pytest.mark.parametrize("authors", ["[A Bee; C Dee]", "['李明，王芳']"])
def test_several_names_in_one_item_are_reported(authors: str, tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ papers() }}", papers=f"- title: A\n  authors: {authors}\n")
    assert "has several names" in shown.html


def test_numbers_after_a_name_stay_apart(tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ papers() }}", papers="- title: A\n  authors: ['A Bee<sup>1,2</sup>', C Dee]\n")
    assert shown.soup.select_one(".rs-auth sup").get_text() == "1,2"


def test_an_owner_in_none_of_the_papers_is_reported(tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ papers() }}", papers="- {title: A, authors: [A Bee]}\n", profile="name: Someone Else\n")
    assert "your name is in none of these papers" in "".join(shown.problems)


def test_a_paper_of_an_entry_is_not_a_dead_link(tmp_path: Path) -> None:
    data = {"papers": "- {id: a, title: A}\n", "visits": "- {title: V, papers: [a]}\n"}
    shown = show(tmp_path, "{{ entries('visits') }}", **data)
    assert shown.soup.select_one(".rs-refs .rs-tag").name == "span"


def test_a_missing_data_folder_is_reported(tmp_path: Path) -> None:
    write_project(tmp_path, {"docs/index.md": ""})
    site = Site(Settings(tmp_path, tmp_path / "docs", tmp_path / "dta"))
    assert [str(problem) for problem in site.problems] == [
        "mkdocs.yml: data_dir: there is no folder 'dta'; known: docs"
    ]


def test_a_template_that_overrides_nothing_is_reported(tmp_path: Path) -> None:
    write_project(tmp_path, {"docs/index.md": "", "mine/rws.html.jinja": ""})
    site = Site(Settings(tmp_path, tmp_path / "docs", tmp_path / "data", tmp_path / "mine"))
    assert "did you mean 'rows.html.jinja'?" in str(site.problems[0])


def test_a_hidden_paper_is_reported_as_hidden(tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ paper('a') }}", papers="- {id: a, title: A, hidden: true}\n")
    assert "has 'hidden: true'" in "".join(shown.problems)


def test_a_file_of_another_name_is_reported(tmp_path: Path) -> None:
    write_project(tmp_path, {"docs/index.md": "", "data/publications.yml": "[]"})
    assert "rename it to 'papers.yml'" in str(make_site(tmp_path).problems[0])


def test_an_unclosed_call_in_raw_html_is_reported(tmp_path: Path) -> None:
    shown = show(tmp_path, "<div>\n<p>{{ news(limit=1</p>\n</div>\n", news="- {date: 2025, text: A}\n")
    assert "docs/index.md:2: news(): the call is never closed" in "".join(shown.problems)


def test_a_list_in_raw_html_keeps_its_link_to_the_whole(tmp_path: Path) -> None:
    page = '<div>\n{{ papers(more="index.md") }}\n</div>\n'
    assert show(tmp_path, page, papers="- {title: A, year: 2025}\n").soup.select(".rs-h__more")


MATH = {
    "docs/index.md": "# P\n\n{{ papers() }}\n\n{{ papers() }}\n",
    "data/papers.yml": "- {title: 'Bounds on $\\begin{matrix}1\\end{matrix}$ in $\\ell_1$', year: 2020}\n- {title: 'A $5 book', year: 2020}\n",
}


@pytest.mark.parametrize(
    ("more", "reported"),
    [
        ("", 1),
        ("markdown_extensions: [pymdownx.arithmatex]\n", 0),
        ("extra_javascript: [javascripts/mathjax.js]\n", 0),
        ("extra_javascript: [javascripts/katex.js]\n", 0),
        ("extra_javascript: [javascripts/other.js]\n", 1),
    ],
)
def test_math_without_a_renderer_is_reported_once(more: str, reported: int, project: Project) -> None:
    built = project.write({**MATH, "mkdocs.yml": CONFIG + more}).quick_build(strict=True)
    assert built.exit_code == 0
    assert (
        built.problems()
        == [
            "mkdocs.yml: markdown_extensions: nothing renders math such as $\\begin{matrix}1\\end{matrix}$ in the data; "
            "write '- pymdownx.arithmatex: {generic: true}' below it, and the script of MathJax or KaTeX below extra_javascript:"
        ]
        * reported
    )


def test_money_is_not_math(project: Project) -> None:
    files = {**MATH, "mkdocs.yml": CONFIG, "data/papers.yml": "- {title: Of $5 and $6, year: 2020}\n"}
    assert project.write(files).quick_build().problems() == []


@pytest.mark.parametrize(
    ("name", "language"), [("戸棚 美良", "ja"), ("畑中 一", "ja"), ("さくら", "ja"), ("陈 美良", "zh"), ("Mira", None)]
)
def test_the_language_of_a_name_follows_from_its_characters(name: str, language: str | None, tmp_path: Path) -> None:
    shown = show(tmp_path, "{{ profile() }}", profile=f"name: Mira Tovanne\nnative_name: {name}\n")
    assert shown.soup.select_one(".rs-native").get("lang") == language


def test_a_crowded_timeline_keeps_its_papers_in_their_years(tmp_path: Path) -> None:
    papers = "".join(f"- {{title: P {n}, authors: [A B], year: {2000 + n % 25}, topic: T}}\n" for n in range(300))
    shown = show(tmp_path, "{{ timeline() }}", papers=papers)
    marks = shown.soup.select(".rs-timeline__map circle")
    assert len(marks) == 300
    for mark in marks:
        year = int(mark.find_previous("title").get_text()[-5:-1])
        assert 4 * (year - 2000) <= float(mark["cx"].removesuffix("%")) <= 4 * (year - 2000) + 4 + 2
    rows = [row.get_text(" ", strip=True) for row in shown.soup.select("tbody tr")]
    assert rows[0] == "2000 12"
    assert len(rows) == 25
