"""What a macro makes of data, where a golden file would hide the point."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import RenderedCall, convert, make_site, write_project

from mkdocs_researcher.fields.urls import PublishedPaths


def show(folder: Path, data: str, page: str) -> RenderedCall:
    write_project(folder, {"data/visits.yml": data, "docs/index.md": ""})
    return convert(page, make_site(folder, mode="serve"))


@pytest.mark.parametrize("title", ["Plain", "A *b* c", "Map<String> & co", "A <Maß> B", "a_b", "$x$ [l](index.md)"])
def test_select_takes_a_title_as_it_is_written(title: str, tmp_path: Path) -> None:
    shown = show(tmp_path, f"- title: '{title}'\n", f'{{{{ entries("visits", select=["{title}"]) }}}}')
    assert shown.problems == ()


def test_headings_of_years_are_in_order(tmp_path: Path) -> None:
    data = "- {title: A, date: since 2023}\n- {title: B, date: 2025}\n- {title: C, date: 2023}\n"
    years = [h.get_text() for h in show(tmp_path, data, '{{ entries("visits", group_by="year") }}').soup.select("h2")]
    assert years == sorted(years, reverse=True)


def test_block_with_broken_options_is_boxed_under_serve(tmp_path: Path) -> None:
    shown = show(tmp_path, "[]", "/// paper | T\n    links: {a: b\n\n///\n")
    assert shown.problems
    assert shown.soup.select(".rs-error")


def of_file(folder: Path, name: str, data: str, page: str) -> RenderedCall:
    write_project(folder, {f"data/{name}.yml": data, "docs/index.md": ""})
    return convert(page, make_site(folder))


def titles(shown: RenderedCall) -> list[str]:
    return [title.get_text() for title in shown.soup.select(".rs-row__text > b")]


def under(shown: RenderedCall) -> dict[str, list[str]]:
    """Titles of rows by the headings they stand under."""
    found: dict[str, list[str]] = {}
    for element in shown.soup.select("h2, .rs-row__text > b"):
        if element.name == "h2":
            found[element.get_text()] = []
        else:
            found[list(found)[-1]].append(element.get_text())
    return found


AWARDS = "- {title: Once, date: 2023}\n- {title: Twice, date: 2022 & 2024}\n- {title: 'Thrice', date: [2024-01, 2024-07, 2021]}\n"


def test_an_award_of_several_years_counts_by_the_last_one(tmp_path: Path) -> None:
    assert titles(of_file(tmp_path, "awards", AWARDS, "{{ awards() }}")) == ["Thrice", "Twice", "Once"]
    assert titles(of_file(tmp_path, "awards", AWARDS, "{{ awards(since=2024) }}")) == ["Thrice", "Twice"]


def test_an_award_of_several_years_is_listed_under_each_year(tmp_path: Path) -> None:
    shown = of_file(tmp_path, "awards", AWARDS, '{{ awards(group_by="year") }}')
    assert under(shown) == {
        "2024": ["Thrice", "Twice"],
        "2023": ["Once"],
        "2022": ["Twice"],
        "2021": ["Thrice"],
    }
    times = [time.get_text() for time in shown.soup.select(".rs-row")[0].select("time")]
    assert times == ["Jan 2024", "Jul 2024"]


def test_terms_that_are_not_dates_are_sorted_by_year(tmp_path: Path) -> None:
    data = "- {course: A, term: Term 2 of 2022}\n- {course: B, term: Fall 2023}\n- {course: C, term: Michaelmas 2024}\n"
    shown = of_file(tmp_path, "teaching", data + "- {course: D, term: every year}\n", "{{ teaching() }}")
    assert titles(shown) == ["C", "B", "A", "D"]
    dates = [date.get_text() for date in shown.soup.select(".rs-date")]
    assert dates == ["Michaelmas 2024", "Fall 2023", "Term 2 of 2022", "every year"]


def test_duties_of_one_role_are_one_row(tmp_path: Path) -> None:
    data = (
        "- {role: Reviewer, venues: [CoDaL]}\n- {role: Speaker, text: Old, date: 2023}\n"
        "- {role: Chair, date: 2024}\n- {role: Speaker, text: New, date: 2025}\n- {role: Chair, date: 2025}\n"
    )
    shown = of_file(tmp_path, "service", data, "{{ service() }}")
    assert titles(shown) == ["Reviewer", "Speaker", "Chair"]
    assert [point.get_text() for point in shown.soup.select(".rs-points li")] == ["New 2025", "Old 2023"]
    assert shown.soup.select(".rs-date")[0].get_text() == "2024, 2025"
    assert titles(of_file(tmp_path, "service", data, "{{ service(limit=2) }}")) == ["Reviewer", "Speaker"]


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ("date: 2024 - present", "Current"),
        ("date: 2024 - 2026 (expected)", "Current"),
        ("degree: M.Sc.", "Current"),
        ("date: 2024 - 2026", "Former"),
        ("date: 2024", "Former"),
        ("date: 2024 - present, now: Elsewhere", "Former"),
        ("now: Elsewhere", "Former"),
    ],
)
def test_who_is_a_mentee_still(fields: str, heading: str, tmp_path: Path) -> None:
    shown = of_file(tmp_path, "mentees", f"- {{name: Lea, {fields}}}\n", '{{ mentees(group_by="status") }}')
    assert under(shown) == {heading: ["Lea"]}


def test_papers_of_a_position_lead_to_the_papers(tmp_path: Path) -> None:
    papers = (
        (
            "- {id: a, title: One, venue_short: CoDaL, year: 2024, url: https://example.org/a}\n"
            "- {id: b, title: Two, hidden: true}\n- {id: c, title: Three words long}\n"
        )
        .replace("url:", "links: {Paper:")
        .replace("/a}", "/a}}")
    )
    data = "- organization: Labs\n  papers: [a, b]\n  projects:\n    - {title: P, papers: [c, a]}\n"
    write_project(tmp_path, {"data/papers.yml": papers})
    shown = of_file(tmp_path, "experience", data, "{{ experience() }}")
    assert shown.problems == ()
    assert [tag.get_text() for tag in shown.soup.select(".rs-row__text > .rs-refs > .rs-tag")] == ["[CoDaL'24]"]
    tags = shown.soup.select(".rs-row__project .rs-tag")
    assert [(tag.get_text(), tag.get("href")) for tag in tags] == [
        ("Three words long", None),
        ("[CoDaL'24]", "https://example.org/a"),
    ]


@pytest.mark.parametrize(
    ("list_page", "paper_pages", "url"),
    [
        (None, {}, "https://example.org/a"),
        ("papers.md", {}, "papers/#paper-a"),
        ("papers.md", {"a": "papers/a.md"}, "papers/a/"),
    ],
)
def test_tags_lead_to_the_place_of_a_paper_on_this_site(
    list_page: str | None, paper_pages: dict[str, str], url: str, tmp_path: Path
) -> None:
    write_project(
        tmp_path,
        {
            "data/papers.yml": "- {id: a, title: One, badge: B, links: {Paper: https://example.org/a}}\n",
            "data/talks.yml": "- {title: Talk, papers: [a]}\n",
            "docs/papers.md": "",
            "docs/papers/a.md": "",
        },
    )
    site = make_site(tmp_path)
    site.library.publish(PublishedPaths(paper_pages, list_page))
    assert [tag["href"] for tag in convert("{{ talks() }}", site).soup.select(".rs-tag")] == [url]


def test_an_author_without_papers_in_a_year_is_not_a_misspelled_name(tmp_path: Path) -> None:
    papers = "- {id: a, title: One, year: 2024, authors: [Pell Okasha]}\n- {id: b, title: Two, year: 2025, authors: [Mira Tovanne]}\n"
    for call in ('papers(year=2025, author="Pell Okasha")', 'papers(select=["b"], author="Pell Okasha")'):
        (problem,) = of_file(tmp_path, "papers", papers, f"{{{{ {call} }}}}").problems
        assert problem == "docs/index.md:1: papers(): shows nothing: no paper matches all of its arguments"
    (problem,) = of_file(tmp_path, "papers", papers, '{{ papers(author="Pell Okashi") }}').problems
    assert "did you mean 'Pell Okasha'?" in problem
