"""Lists of papers: headings on two levels, numbers, how many authors are shown, and fields hidden from BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from building import CONFIG, Built, Project
from support import RenderedCall, convert, make_site, write_project

from mkdocs_researcher.hosts.check.opening import open_project
from mkdocs_researcher.macros import DATA_FILES
from mkdocs_researcher.macros.papers.model import PaperType

PAPERS = """\
- {id: j1, title: J One, type: journal, year: 2020, authors: [Mira Tovanne]}
- {id: c1, title: C One, type: conference, date: 2021-05, authors: [Ann Ash, Mira Tovanne]}
- {id: j2, title: J Two, type: journal, date: 2021-07, authors: [Ann Ash]}
- {id: c2, title: C Two, type: conference, date: 2022-01, authors: [Mira Tovanne, Ann Ash]}
- {id: w1, title: W One, type: workshop, date: 2022-02, selected: true}
- {id: o1, title: O One, date: 2022-03}
- {id: p1, title: P One, type: preprint, status: under_review}
- {id: none, title: Undated, type: journal}
"""
PROFILE = "name: Mira Tovanne\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, {"data/papers.yml": PAPERS, "data/profile.yml": PROFILE})


def show(call: str, project: Path, **settings: object) -> RenderedCall:
    return convert(f"## Papers\n\n{{{{ {call} }}}}", make_site(project, **settings))


def outline(shown: RenderedCall) -> Iterator[tuple[int, str]]:
    """Headings with their levels."""
    for tag in shown.soup.find_all(re.compile("^h[1-6]$")):
        yield int(tag.name[1]), tag.get_text()


def numbers(shown: RenderedCall) -> dict[str, str]:
    """Numbers of the papers by their titles, in the order shown."""
    return {
        tag.select_one(".rs-pubs__title, b, .rs-title").get_text().split("] ")[-1]: tag.select_one(
            ".rs-number"
        ).get_text()
        for tag in shown.soup.select(".rs-row, .rs-paper")
    }


class TestTwoLevels:
    def test_headings(self, project: Path) -> None:
        shown = show('papers(style="list", group_by=["year", "type"])', project)
        assert list(outline(shown)) == [
            (2, "Papers"),
            (3, "Forthcoming"), (4, "Preprints"), (5, "P One"),
            (3, "2022"),
            (4, "Conference papers"), (5, "C Two"), (4, "Workshop papers"), (5, "W One"),
            (4, "Other"), (5, "O One"),
            (3, "2021"), (4, "Journal articles"), (5, "J Two"), (4, "Conference papers"), (5, "C One"),
            (3, "2020"), (4, "Journal articles"), (5, "J One"),
            (3, "Undated"), (4, "Journal articles"), (5, "Undated"),
        ]  # fmt: skip
        assert "<p></p>" not in shown.html

    def test_the_other_way_round(self, project: Path) -> None:
        shown = show('papers(style="compact", group_by=["type", "year"], type="journal")', project)
        assert list(outline(shown)) == [
            (2, "Papers"), (3, "Journal articles"), (4, "2021"), (4, "2020"), (4, "Undated"),
        ]  # fmt: skip

    def test_a_list_of_one_is_one_level(self, project: Path) -> None:
        one, listed = (show(f"papers(group_by={given})", project).html for given in ('"year"', '["year"]'))
        assert one == listed

    def test_levels_end_at_six(self, project: Path) -> None:
        shown = show('papers(style="list", group_by=["type", "year"], heading_level=6)', project)
        assert {level for level, _ in outline(shown)} == {2, 6}

    def test_the_table_of_contents_has_both(self, tmp_path: Path) -> None:
        page = '# Papers\n\n{{ papers(group_by=["year", "type"]) }}\n'
        files = {"mkdocs.yml": CONFIG, "data/papers.yml": PAPERS, "data/profile.yml": PROFILE, "docs/index.md": "# H\n"}
        built = Project(tmp_path).write({**files, "docs/all.md": page}).quick_build(strict=True)
        assert built.exit_code == 0, built.output
        toc = built.page("all/index.html").select_one(".md-sidebar--secondary .md-nav__list")
        found = {
            item.a.get_text(strip=True): [
                link.get_text(strip=True) for link in (item.nav.select("a") if item.nav else ())
            ]
            for item in toc.find_all("li", recursive=False)
        }
        assert found["2021"] == ["Journal articles", "Conference papers"]
        assert list(found) == ["Forthcoming", "2022", "2021", "2020", "Undated"]


class TestNumbers:
    def test_down_from_the_newest_over_groups(self, project: Path) -> None:
        shown = show('papers(style="compact", numbered="down", group_by="year")', project)
        assert list(numbers(shown).values()) == ["[8]", "[7]", "[6]", "[5]", "[4]", "[3]", "[2]", "[1]"]

    @pytest.mark.parametrize("sort", ["date", "title", "type", "-date"])
    def test_the_newest_has_the_largest_in_any_order(self, sort: str, project: Path) -> None:
        shown = show(f'papers(style="compact", numbered="down", sort="{sort}")', project)
        assert numbers(shown) == {
            "P One": "[8]", "O One": "[7]", "W One": "[6]", "C Two": "[5]", "J Two": "[4]", "C One": "[3]",
            "J One": "[2]", "Undated": "[1]",
        }  # fmt: skip

    def test_the_order_of_the_file_counts_down_as_it_is(self, project: Path) -> None:
        shown = show('papers(style="compact", numbered="down", sort="none", limit=2)', project)
        assert numbers(shown) == {"J One": "[8]", "C One": "[7]"}

    @pytest.mark.parametrize(
        "part", ["limit=3", "since=2022", "year=2022", "selected=True", 'select=["c2", "j1"]', 'query="one"']
    )
    @pytest.mark.parametrize("numbered", ["down", "type"])
    def test_a_part_of_the_list_has_the_numbers_of_the_whole(self, part: str, numbered: str, project: Path) -> None:
        whole = numbers(show(f'papers(style="compact", numbered="{numbered}")', project))
        found = numbers(show(f'papers(style="compact", numbered="{numbered}", {part})', project))
        assert found
        assert found.items() <= whole.items()

    def test_a_list_of_one_type_or_person_is_a_list_of_its_own(self, project: Path) -> None:
        shown = show('papers(style="compact", numbered="down", type="journal")', project)
        assert numbers(shown) == {"J Two": "[3]", "J One": "[2]", "Undated": "[1]"}
        shown = show('papers(style="compact", numbered="down", author="Ann Ash")', project)
        assert numbers(shown) == {"C Two": "[3]", "J Two": "[2]", "C One": "[1]"}

    def test_by_type(self, project: Path) -> None:
        shown = show('papers(style="compact", numbered="type")', project)
        assert numbers(shown) == {
            "P One": "[P1]", "O One": "[O1]", "W One": "[W1]", "C Two": "[C2]", "J Two": "[J3]", "C One": "[C1]",
            "J One": "[J2]", "Undated": "[J1]",
        }  # fmt: skip

    def test_the_letters_are_explained_unless_headings_do(self, project: Path) -> None:
        shown = show('papers(style="compact", numbered="type")', project)
        said = [item.get_text() for item in shown.soup.select(".rs-legend span")]
        assert said == ["[J] Journal", "[C] Conference", "[W] Workshop", "[P] Preprint", "[O] Other"]
        shown = show('papers(style="compact", numbered="type", group_by=["year", "type"])', project)
        assert not shown.soup.select(".rs-legend")

    def test_every_type_has_a_letter(self, tmp_path: Path) -> None:
        types = get_args(PaperType)
        papers = "".join(f"- {{id: {name}, title: {name}, type: {name}, year: 2020}}\n" for name in types)
        write_project(tmp_path, {"data/papers.yml": papers})
        shown = show('papers(style="compact", numbered="type", sort="none")', tmp_path)
        letters = {title: number.strip("[]1234") for title, number in numbers(shown).items()}
        assert letters == {
            "journal": "J", "conference": "C", "workshop": "W", "book": "B", "chapter": "B", "thesis": "T",
            "preprint": "P", "report": "R", "dataset": "D", "software": "S", "patent": "O", "poster": "O",
        }  # fmt: skip

    @pytest.mark.parametrize("style", ["box", "list", "feed", "reference", "compact"])
    def test_in_every_style(self, style: str, project: Path) -> None:
        shown = show(f'papers(style="{style}", numbered="type", filter=True)', project)
        found = {tag.get_text() for tag in shown.soup.select(".rs-number")}
        assert found == {"[P1]", "[O1]", "[W1]", "[C2]", "[C1]", "[J3]", "[J2]", "[J1]"}


def test_lists_show_where_in_a_journal_an_article_is(tmp_path: Path) -> None:
    place = "volume: 12, number: 3, pages: 101--118, year: 2025"
    papers = f"- {{title: A, venue: Tides, {place}, type: journal}}\n- {{title: B, venue: CoDaL, {place}, type: conference}}\n"
    write_project(tmp_path, {"data/papers.yml": papers})
    for style, expected in (("list", "Tides 12(3), 101–118"), ("box", "Tides 12(3)")):
        lines = [
            line.find("span").get_text() for line in show(f'papers(style="{style}")', tmp_path).soup.select(".rs-venue")
        ]
        assert sorted(lines) == ["CoDaL, 12(3)", expected]


AUTHORS = ["Ann Ash", "Bo Beech", "Cy Cedar", "Di Dogwood", "Mira Tovanne", "Ed Elm"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    paper = f"- {{id: many, title: Many, year: 2020, authors: [{', '.join(AUTHORS)}]}}\n"
    return write_project(tmp_path, {"data/papers.yml": paper, "data/profile.yml": PROFILE})


def at_once(shown: RenderedCall) -> str:
    """The authors that are shown without a click."""
    line = shown.soup.select_one(".rs-auth")
    for rest in line.select("details"):
        rest.replace_with(f" +{rest.summary.get_text()}")
    return " ".join(line.get_text().split())


class TestAuthors:
    @pytest.mark.parametrize("call", ["papers(authors={})", 'paper("many", authors={})'])
    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            ("1", "Ann Ash +and 3 more, Mira Tovanne +and 1 more"),
            ("4", "Ann Ash, Bo Beech, Cy Cedar, Di Dogwood, Mira Tovanne +and 1 more"),
            ("5", "Ann Ash, Bo Beech, Cy Cedar, Di Dogwood, Mira Tovanne +and 1 more"),
            ("6", ", ".join(AUTHORS)),
            ("'all'", ", ".join(AUTHORS)),
        ],
    )
    def test_of_a_call(self, call: str, count: str, expected: str, many: Path) -> None:
        shown = show(call.format(count), many)
        assert at_once(shown) == expected
        assert all(name in shown.html for name in AUTHORS)

    @pytest.mark.parametrize("style", ["box", "list", "feed", "reference", "compact"])
    def test_of_the_site_in_every_style(self, style: str, many: Path) -> None:
        owner = "M. Tovanne" if style == "reference" else "Mira Tovanne"
        for call in (f'papers(style="{style}")', f'paper("many", style="{style}")'):
            shown = at_once(show(call, many, authors=2))
            assert shown.startswith(
                ("Ann Ash, Bo Beech +and 2 more, Mira Tovanne +", "A. Ash, B. Beech +and 2 more, M. Tovanne +")
            )
            assert owner in shown
            assert "Elm" in at_once(show(call, many, authors="all"))
            assert "Dogwood" not in at_once(show(call.replace(")", ", authors=1)"), many, authors="all"))

    def test_of_a_bibliography(self, many: Path) -> None:
        assert at_once(show("bibliography(authors=1)", many)).startswith("A. Ash +and 3 more, M. Tovanne +and 1 more")
        assert at_once(show("bibliography()", many, authors=1)).startswith("A. Ash +and 3 more, M. Tovanne +and 1 more")

    def test_the_page_of_a_paper_shows_all_unless_asked(self, many: Path) -> None:
        assert at_once(show('paper("many", style="page")', many, authors=1)) == ", ".join(AUTHORS)
        shown = show('paper("many", style="page", authors=1)', many)
        assert at_once(shown) == "Ann Ash +and 3 more, Mira Tovanne +and 1 more"
        assert not shown.soup.select("p details")

    def test_the_page_of_a_paper_by_thousands_shows_forty(self, tmp_path: Path) -> None:
        names = [f"A{number} B" for number in range(3000)]
        names[2000] = "Mira Tovanne"
        paper = f"- {{id: many, title: A, year: 2020, collaboration: TIDES, authors: [{', '.join(names)}]}}\n"
        write_project(tmp_path, {"data/papers.yml": paper, "data/profile.yml": PROFILE})
        shown = show('paper("many", style="page")', tmp_path)
        assert at_once(shown).endswith("A39 B +and 1960 more, Mira Tovanne +and 999 more (TIDES Collaboration)")
        assert all(name in shown.html for name in names)
        assert "+" not in at_once(show('paper("many", style="page")', tmp_path, authors="all"))

    def test_others_are_not_counted(self, tmp_path: Path) -> None:
        paper = "- {title: A, year: 2020, authors: [Ann Ash, Bo Beech, others]}\n"
        write_project(tmp_path, {"data/papers.yml": paper})
        assert at_once(show("papers(authors=2)", tmp_path)) == "Ann Ash, Bo Beech, et al."
        assert at_once(show("papers(authors=1)", tmp_path)) == "Ann Ash +and 1 more"

    def test_without_a_number_one_name_too_many_is_shown(self, tmp_path: Path) -> None:
        names = [f"A{number} B" for number in range(11)]
        write_project(tmp_path, {"data/papers.yml": f"- {{title: A, year: 2020, authors: [{', '.join(names)}]}}\n"})
        assert at_once(show("papers()", tmp_path)) == ", ".join(names)
        assert at_once(show("papers(authors=10)", tmp_path)).endswith("A9 B +and 1 more")

    @pytest.mark.parametrize("count", [12, 13, 15])
    @pytest.mark.parametrize("behind", [0, 1, 3])
    def test_the_order_is_kept_wherever_the_owner_is(self, count: int, behind: int, tmp_path: Path) -> None:
        names = [f"A{number} B" for number in range(count - 1)]
        names.insert(len(names) - behind, "Mira Tovanne")
        paper = f"- {{id: a, title: A, year: 2020, authors: [{', '.join(names)}]}}\n"
        write_project(tmp_path, {"data/papers.yml": paper, "data/profile.yml": PROFILE})
        for call in ('papers(style="box")', 'paper("a", style="list")', 'paper("a", style="page", authors=3)'):
            soup = show(call, tmp_path).soup
            for summary in soup.select(".rs-rest summary"):
                assert summary.get_text() != "and 1 more" or "authors" in call
                summary.replace_with(", ")
            line = " ".join(soup.select_one(".rs-auth").get_text().split())
            assert [name.strip() for name in line.split(",")] == names


def with_options(options: str) -> str:
    return CONFIG.replace("  - researcher\n", f"  - researcher:\n{options}")


@pytest.mark.parametrize("value", ["0", "false", "-1", "2.5", "some", "[3]"])
def test_a_wrong_number_of_authors_in_the_options(value: str, tmp_path: Path) -> None:
    files = {"mkdocs.yml": with_options(f"      authors: {value}\n"), "docs/index.md": "# H\n"}
    built = Project(tmp_path).write(files).build()
    assert built.exit_code == 1
    assert "option 'authors': must be a number of names, at least 1, or 'all' to show every name; not" in built.output
    assert "Traceback" not in built.output


def test_check_reads_the_options_too(tmp_path: Path) -> None:
    options = "      authors: 0\n      bibtex_hide: [journl, title]\n"
    bib = "@article{a, title={A}, journal={J}, year=2020}\n"
    write_project(tmp_path, {"mkdocs.yml": with_options(options), "docs/index.md": "# H\n", "data/refs.bib": bib})
    opened = open_project(tmp_path)
    found = sorted(str(problem) for problem in (*opened.problems, *opened.site.problems) if problem.severity != "info")
    assert found == [
        "mkdocs.yml: authors: must be a number of names, at least 1, or 'all' to show every name; not 0",
        "mkdocs.yml: bibtex_hide: 'title' is not hidden: without author, title or year nobody can cite the work; remove it",
        "mkdocs.yml: bibtex_hide: no entry has a field 'journl', did you mean 'journal'?",
    ]
    assert opened.site.library.authors is None


BIB = """\
@article{t1, author={Tovanne, Mira}, title={Tides}, journal={J}, year={2019}, my={true}, author+an={1=equal}, DOI={10.1000/1}}
@book{t2, author={Tovanne, Mira}, title={More}, publisher={P}, year={2020}, my={false}, abbr={X}}
"""


class TestHiddenFields:
    def build(self, names: str, folder: Path, **files: str) -> Built:
        config = with_options(f"      bibtex_hide: [{names}]\n      paper_pages: true\n") + "site_url: https://x.org/\n"
        page = {"docs/index.md": "# H\n\n{{ papers() }}\n"}
        return (
            Project(folder)
            .write({"mkdocs.yml": config, "data/refs.bib": BIB, **page, **files})
            .quick_build(strict=True)
        )

    def test_they_are_nowhere(self, tmp_path: Path) -> None:
        built = self.build("my, Author+AN, doi", tmp_path)
        assert built.exit_code == 0, built.output
        shown = [tag.get_text() for path in ("index.html", "t1/index.html") for tag in self.entries(built, path)]
        for text in [*shown, (built.site / "publications.bib").read_text(encoding="utf-8")]:
            assert "title" in text
            assert not re.search(r"^ *(my|author\+an|doi) *=", text, re.M | re.I)
        assert len(shown) == 3
        assert "10.1000/1" in built.html()  # as a link

    def entries(self, built: Built, path: str):
        page = built.page(path if path == "index.html" else f"papers/{path}")
        return page.select(".rs-bibtex")

    def test_an_entry_written_by_the_author(self, tmp_path: Path) -> None:
        own = "- {id: own, title: Own, year: 2021, bibtex: '@misc{own, title={Own}, my = {x}, note={n}}'}\n"
        built = self.build("my", tmp_path, **{"data/papers.yml": own})
        assert "my " not in (built.site / "publications.bib").read_text(encoding="utf-8")
        assert "note" in built.page().select_one("#paper-own .rs-bibtex").get_text()

    @pytest.mark.parametrize("name", ["title", "Author", "year", "date"])
    def test_fields_that_a_citation_needs_are_not_hidden(self, name: str, tmp_path: Path) -> None:
        built = self.build(name, tmp_path)
        assert built.exit_code == 1
        assert built.problems() == [
            f"mkdocs.yml: bibtex_hide: '{name}' is not hidden: without author, title or year nobody can cite the work; "
            "remove it"
        ]
        text = (tmp_path / "site/publications.bib").read_text(encoding="utf-8")
        assert text.count("title") == text.count("author ") == text.count("year") == 2

    def test_a_misspelled_field(self, tmp_path: Path) -> None:
        built = self.build("publsher, nothing", tmp_path)
        assert built.lines("WARNING") == [
            "mkdocs_researcher: mkdocs.yml: bibtex_hide: no entry has a field 'publsher', did you mean 'publisher'?"
        ]
        assert "mkdocs.yml: bibtex_hide: no entry has a field 'nothing'; remove it" in built.output

    def test_a_field_that_nobody_gets_anyway(self, tmp_path: Path) -> None:
        built = self.build("abbr", tmp_path)
        assert built.exit_code == 0, built.output
        assert "bibtex_hide: 'abbr' is never in the BibTeX that visitors copy; remove it" in built.output

    def test_without_papers_nothing_is_wrong(self, tmp_path: Path) -> None:
        config = with_options("      bibtex_hide: [anything]\n")
        built = Project(tmp_path).write({"mkdocs.yml": config, "docs/index.md": "# H\n"}).quick_build(strict=True)
        assert built.exit_code == 0, built.output


def test_any_form_of_the_owners_name_finds_all_papers(tmp_path: Path) -> None:
    papers = (
        "- {id: a, title: New, authors: [Sayuri Kamishiro]}\n- {id: b, title: Old, authors: [Sayuri Endo]}\n"
        "- {id: c, title: Short, authors: [S. Kamishiro]}\n- {id: d, title: Others, authors: [Pell Okasha]}\n"
    )
    profile = "name: Sayuri Kamishiro\naliases: [Sayuri Endo]\n"
    write_project(tmp_path, {"data/papers.yml": papers, "data/profile.yml": profile})
    for people in ("", "- {name: Sayuri Kamishiro}\n"):
        if people:
            write_project(tmp_path, {"data/people.yml": people})
        for name in ("Sayuri Kamishiro", "Kamishiro, Sayuri", "Sayuri Endo"):
            html = convert(f"{{{{ papers(author='{name}') }}}}", make_site(tmp_path)).html
            assert [title in html for title in ("New", "Old", "Short", "Others")] == [True, True, True, False]


NOTES = {
    "Comment: 24 pages, 6 figures": "",
    "24 pages, 6 figures": "",
    "arXiv:2401.00001 [cs]\nComment: 8 pages + appendix": "",
    "Comments: 24 pages, accepted at CoDaL 2024": "accepted at CoDaL 2024",
    "Comment on a paper about pages": "Comment on a paper about pages",
}


@pytest.mark.parametrize("note", NOTES)
def test_comments_for_arxiv_are_no_notes(note: str, tmp_path: Path) -> None:
    entry = f"@misc{{a, title = {{Waves}}, eprint = {{2401.00001}}, archiveprefix = {{arXiv}}, note = {{{note}}}}}"
    write_project(tmp_path, {"data/a.bib": entry})
    (paper,) = make_site(tmp_path).library.entries(DATA_FILES["papers"])
    assert (paper.note or "") == NOTES[note]
    assert note.splitlines()[-1] in paper.bibtex, "visitors copy it as it is"


def test_the_timeline_says_what_it_leaves_out(tmp_path: Path) -> None:
    papers = "".join(f"- {{title: Waves {number}, year: 20{number}}}\n" for number in range(10, 18))
    write_project(tmp_path, {"data/papers.yml": papers})
    assert "Undated" not in convert("{{ timeline() }}", make_site(tmp_path)).html
    write_project(tmp_path, {"data/papers.yml": f"{papers}- {{title: Lost}}\n"})
    html = convert("{{ timeline() }}", make_site(tmp_path)).html
    assert "8 papers" in html
    assert "Undated: 1" in html
    assert "Undated" not in convert("{{ timeline(since=2012) }}", make_site(tmp_path)).html


def test_lanes_of_categories_have_names(tmp_path: Path) -> None:
    """A .bib of arXiv has codes, which only the field knows; the address of the filter keeps them."""
    papers = "".join(f"- {{title: Waves {number}, year: 20{number}, category: cs.CV}}\n" for number in range(10, 18))
    write_project(tmp_path, {"data/papers.yml": papers})
    lanes = convert("{{ timeline() }}", make_site(tmp_path)).soup.select_one(".rs-timeline__lanes")
    assert lanes.get_text(strip=True) == "Computer Vision and Pattern Recognition8"
    write_project(tmp_path, {"data/papers.yml": papers.replace("category", "topic")})
    lanes = convert("{{ timeline() }}", make_site(tmp_path)).soup.select_one(".rs-timeline__lanes")
    assert lanes.get_text(strip=True) == "cs.CV8", "the author's own words stay"


@pytest.mark.parametrize(
    ("call", "badges"),
    [
        ('papers(style="list", group_by="year")', ["CoDaL 2026", "Jun 2026"]),
        ('papers(style="list")', ["CoDaL 2026", "Jun 2026", "2026"]),
    ],
)
def test_a_badge_does_not_repeat_the_year_of_the_heading(call: str, badges: list[str], tmp_path: Path) -> None:
    papers = """\
- {title: One, venue: Conference on Data, venue_short: CoDaL, date: 2026-08}
- {title: Two, venue: Journal of Data, date: 2026-06}
- {title: Three, venue: Journal of Data, date: 2026}
"""
    write_project(tmp_path, {"data/papers.yml": papers})
    found = [tag.get_text() for tag in show(call, tmp_path).soup.select(".rs-badge")]
    assert found == badges
