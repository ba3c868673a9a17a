"""`bibliography(cited=True)`: the works that a page cites, wherever on the page the citations are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import CONFIG, Built, Project
from support import convert, make_site, write_project

BIB = "".join(
    f"@article{{{key}, title={{{key.title()}}}, author={{{author}}}, year={year}, journal={{Tides}}}}\n"
    for key, author, year in (
        ("alpha", "Abara, Nils", 2001),
        ("beta", "Brandvik, Sune", 2003),
        ("gamma", "Brandvik, Sune", 2003),
        ("delta", "Delon, Ida", 1999),
        ("never", "Never, Nora", 2020),
    )
)
OWN = "- {id: mine, title: Mine, authors: [Mira Tovanne], year: 2024}\n- {id: other, title: Other, year: 2023}\n"
FILES = {"docs/refs.bib": BIB, "data/papers.yml": OWN, "data/profile.yml": "name: Mira Tovanne\n"}
CITED = '{{ bibliography("docs/refs.bib", cited=True) }}'
IN_ORDER = '{{ bibliography("docs/refs.bib", cited=True, sort="cited", numbered=True) }}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, FILES)


def titles(html: str) -> list[str]:
    """Titles of the works in the lists, in order."""
    return re.findall(r"“(?:<a[^>]*>)?(\w+)", html)


def cites(soup) -> list[str]:
    return [tag.get_text() for tag in soup.select(".rs-cite")]


def check_links(soup) -> None:
    """Every link within the page has exactly one target, and nothing of our placeholders is left."""
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in soup.select(".rs-cite a[href^='#'], a.rs-back"):
        assert link["href"][1:] in ids
    assert "<!--rs" not in str(soup)


TEXT = 'See {{ cite("gamma") }}, {{ cite(["delta", "beta"]) }} and {{ cite("gamma", "p. 3") }}.'


@pytest.mark.parametrize("place", ["before", "after"])
def test_only_what_the_page_cites(place: str, project: Path) -> None:
    page = f"{CITED}\n\n{TEXT}" if place == "before" else f"{TEXT}\n\n{CITED}"
    shown = convert(page, make_site(project))
    assert titles(shown.html) == ["Beta", "Gamma", "Delta"]
    assert cites(shown.soup) == [
        "[Brandvik, 2003b]", "[Delon, 1999; Brandvik, 2003a]", "[Brandvik, 2003b, p. 3]",
    ]  # fmt: skip
    assert [len(tag.select(".rs-back")) for tag in shown.soup.select("li")] == [1, 2, 1]
    check_links(shown.soup)
    assert shown.problems == ()


@pytest.mark.parametrize("place", ["before", "after"])
def test_in_the_order_of_the_text_with_numbers(place: str, project: Path) -> None:
    # Python-Markdown converts nested lists, tables and footnotes after the paragraphs around them.
    text = """\
- First {{ cite("delta") }}
    - and below it {{ cite("gamma") }}

| a | b |
| --- | --- |
| x | {{ cite("beta") }} |

Then {{ cite("alpha") }}, {{ cite("gamma") }}.
"""
    page = f"{IN_ORDER}\n\n{text}" if place == "before" else f"{text}\n\n{IN_ORDER}"
    shown = convert(page, make_site(project))
    assert titles(shown.html) == ["Delta", "Gamma", "Beta", "Alpha"]
    assert cites(shown.soup) == ["[1]", "[2]", "[3]", "[4]", "[2]"]
    ids = [tag["id"] for tag in shown.soup.select(".rs-cite a[id^='cite-gamma']")]
    assert [link["href"] for link in shown.soup.select("#ref-gamma .rs-back")] == [f"#{name}" for name in ids]
    check_links(shown.soup)


@pytest.mark.parametrize("call", [CITED, IN_ORDER, "Text " + CITED + " text", f"<div>{CITED}</div>", f"- {CITED}"])
def test_wherever_the_call_is(call: str, project: Path) -> None:
    shown = convert(f'{call}\n\nSee {{{{ cite("alpha") }}}}.', make_site(project))
    assert titles(shown.html) == ["Alpha"]
    check_links(shown.soup)


def test_without_a_file_ones_own_papers(project: Path) -> None:
    shown = convert(
        '{{ bibliography(cited=True) }}\n\n{{ cite("mine") }}, <b>{{ cite("mine") }}</b>', make_site(project)
    )
    assert titles(shown.html) == ["Mine"]
    check_links(shown.soup)


@pytest.mark.parametrize("call", [CITED, IN_ORDER, '{{ bibliography("docs/refs.bib") }}'])
def test_a_citation_in_raw_html_counts(call: str, project: Path) -> None:
    figure = (
        '<figure>\n<img src="x.png" alt="">\n<figcaption>After {{ cite("delta", "p. 1") }}.</figcaption>\n</figure>'
    )
    shown = convert(f'{{{{ cite("beta") }}}}\n\n{figure}\n\n{{{{ cite("alpha") }}}}\n\n{call}', make_site(project))
    assert shown.problems == ()
    assert shown.soup.select_one("figcaption a")["href"] == "#ref-delta"
    found = titles(str(shown.soup.select_one(".rs-bibliography")))
    assert found[:3] == (
        ["Beta", "Delta", "Alpha"] if call == IN_ORDER else ["Alpha", "Beta", "Delta" if call == CITED else "Gamma"]
    )
    check_links(shown.soup)


def test_macro_syntax_in_data_beside_it_stays_text(project: Path) -> None:
    write_project(project, {"data/papers.yml": "- {id: mine, title: 'A {{ cite(\"mine\") }} title', year: 2020}\n"})
    shown = convert('<div>{{ papers() }}</div>\n\n<div>{{ cite("mine") }}</div>', make_site(project))
    assert shown.soup.select_one(".rs-title").get_text() == 'A {{ cite("mine") }} title'
    assert len(shown.soup.select(".rs-cite")) == 1


def test_two_lists_on_a_page(project: Path) -> None:
    page = f'{{{{ cite("mine") }}}} {{{{ cite("beta") }}}}\n\n{CITED}\n\n{{{{ bibliography(cited=True) }}}}'
    shown = convert(page, make_site(project))
    assert [titles(str(tag)) for tag in shown.soup.select(".rs-bibliography")] == [["Beta"], ["Mine"]]
    check_links(shown.soup)
    shown = convert(f'{{{{ cite("beta") }}}}\n\n{CITED}\n\n{IN_ORDER}', make_site(project))
    assert [titles(str(tag)) for tag in shown.soup.select(".rs-bibliography")] == [["Beta"], ["Beta"]]
    assert "'beta' is in another bibliography of this page, too" in shown.problems[0]
    check_links(shown.soup)


def test_a_whole_list_beside_it(project: Path) -> None:
    page = f'{CITED}\n\n{{{{ bibliography("docs/refs.bib") }}}}\n\n{{{{ cite("beta") }}}}'
    shown = convert(page, make_site(project))
    assert [titles(str(tag))[:1] for tag in shown.soup.select(".rs-bibliography")] == [["Beta"], ["Alpha"]]
    check_links(shown.soup)


@pytest.mark.parametrize("text", ["", 'Only {{ cite("mine") }}.', '`{{ cite("beta") }}` is code.'])
def test_a_list_of_nothing_is_reported(text: str, project: Path) -> None:
    shown = convert(f"# Page\n\n{CITED}\n\n{text}", make_site(project, mode="build"))
    assert shown.problems == (
        "docs/index.md:3: bibliography(): shows nothing: this page cites no work of docs/refs.bib; "
        'cite one with {{ cite("alpha") }}',
    )


def test_wrong_calls(project: Path) -> None:
    page = '{{ bibliography("docs/refs.bib", sort="cited") }}\n\n{{ bibliography("docs/ref.bib", cited=True) }}'
    assert convert(page, make_site(project)).problems == (
        "docs/index.md:1: bibliography(sort): 'cited' is the order of citations, which requires cited=True",
        "docs/index.md:3: bibliography(file): the file 'docs/ref.bib' does not exist in the project, "
        "did you mean 'docs/refs.bib'?",
    )


def test_a_wrong_template_is_reported_once_the_list_is_made(project: Path) -> None:
    write_project(project, {"overrides/bibliography.html.jinja": "{{ nothing.at_all }}"})
    shown = convert(f'{CITED}\n\n{{{{ cite("beta") }}}}', make_site(project, mode="serve"))
    assert shown.problems == (
        "docs/index.md:1: bibliography(): the template bibliography.html.jinja, line 1: 'nothing' is undefined",
    )
    assert "bibliography.html.jinja" in shown.html


# Whole sites


PAGES = {
    "mkdocs.yml": CONFIG,
    # The names of the pages: the one that reads the file first is not the one that sorts first.
    "docs/index.md": '# Home\n\n{{ cite("mine") }}\n\n## References\n\n{{ bibliography(cited=True) }}\n',
    "docs/a.md": f'# A\n\n{CITED}\n\nSee {{{{ cite("delta") }}}} and [beta](b.md#ref-beta).\n',
    "docs/b.md": f'# B\n\n{IN_ORDER}\n\nSee {{{{ cite("beta") }}}} and {{{{ cite("alpha") }}}}.\n',
    **FILES,
}


def lists(built: Built) -> dict[str, list[str]]:
    return {
        path: titles(str(page.select_one(".rs-bibliography")))
        for path, page in built.pages()
        if page.select_one(".rs-bibliography")
    }


def test_a_site(tmp_path: Path) -> None:
    built = Project(tmp_path).write(PAGES).build(strict=True)
    assert built.exit_code == 0, built.output
    assert lists(built) == {"index.html": ["Mine"], "a/index.html": ["Delta"], "b/index.html": ["Beta", "Alpha"]}
    for _, page in built.pages():
        check_links(page)
    search = (built.site / "search/search_index.json").read_text(encoding="utf-8")
    assert "Delta" in search
    assert "Never" not in search


def test_an_anchor_of_a_work_that_is_not_cited_is_a_broken_link(tmp_path: Path) -> None:
    checks = "validation: {links: {anchors: warn}}\n"
    page = f'# B\n\n{CITED}\n\n{{{{ cite("alpha") }}}} [x](#ref-alpha) [y](#ref-beta)\n'
    built = Project(tmp_path).write({**PAGES, "mkdocs.yml": CONFIG + checks, "docs/b.md": page}).quick_build()
    assert "'#ref-beta'" in built.output
    assert "'#ref-alpha'" not in built.output


def test_edits_under_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    long = "".join(
        f"- {{id: p{number}, title: Title {number}, year: 2020, note: {'x' * 500}}}\n" for number in range(99)
    )
    project = Project(tmp_path / "site").write({**PAGES, "data/papers.yml": OWN + long})
    project.start("serve")
    assert lists(project.rebuild())["a/index.html"] == ["Delta"]
    project.write({"docs/a.md": PAGES["docs/a.md"] + '\n{{ cite("gamma") }}\n'})
    assert lists(project.rebuild())["a/index.html"] == ["Gamma", "Delta"]
    project.write({"docs/a.md": f"# A\n\n{CITED}\n"})
    built = project.rebuild()
    assert "a/index.html" not in {path for path, found in lists(built).items() if found}
    assert "shows nothing: this page cites no work of docs/refs.bib" in built.output
    project.write({"docs/a.md": PAGES["docs/a.md"], "docs/refs.bib": BIB.replace("{Delta}", "{Dunes}")})
    assert lists(project.rebuild()) == {
        "index.html": ["Mine"], "a/index.html": ["Dunes"], "b/index.html": ["Beta", "Alpha"],
    }  # fmt: skip
