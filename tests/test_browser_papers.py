"""Lists of papers in a browser: choosing from them, opening what is folded, taking BibTeX along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import Project, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CONFIG = "site_name: Mira\ntheme: material\nplugins: [search, researcher]\n"
PAPERS = """\
- {id: a, title: Ledgers of Größe, authors: [Mira Tovanne], venue: Conference on Data, type: conference, date: 2026-02,
   topic: Memory, repo: mira/a, bibtex: "@misc{a,\\n  title = {A}\\n}"}
- {id: b, title: Slow layers, authors: [Pell Okasha, Mira Tovanne], type: journal, year: 2026, topic: Spectra,
   tags: [ledger], bibtex: "@misc{b,\\n  title = {B}\\n}"}
- {id: c, title: Tides, authors: [One A, Two B, Three C, Four D, Five E, Six F, Seven G, Eight H, Nine I, Ten J,
   Eleven K, Twelve L], type: conference, year: 2024, topic: Memory}
- {id: d, title: Shores, authors: [Mira Tovanne], type: thesis, year: 2021, topic: Spectra}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "data/profile.yml": "name: Mira Tovanne\ninterests: [Memory, Sleep]\n",
    "data/papers.yml": PAPERS,
    "docs/index.md": "# Mira\n\nHello.\n",
    "docs/list.md": '# Papers\n\n{{ papers(style="list", filter=True) }}\n',
    "docs/years.md": '# Papers\n\n{{ papers(style="compact", filter=True, group_by="year") }}\n\n## Others\n\n{{ papers(limit=1) }}\n',
    "docs/feed.md": '# Papers\n\n{{ papers(style="feed", filter=True) }}\n',
    "docs/profile.md": '---\nlayout: feed\n---\n# Papers\n\n{{ papers(style="feed", filter=True) }}\n',
    "docs/profile-years.md": "---\nlayout: feed\n---\n# Papers\n\n"
    '{{ papers(style="feed", filter=True, group_by="year") }}\n',
    "docs/two.md": "# Papers\n\n{{ papers(filter=True) }}\n\n## More\n\n{{ papers(filter=True) }}\n",
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    built = Project(tmp_path_factory.mktemp("papers")).write(FILES).quick_build(strict=False)
    assert built.exit_code == 0, built.output
    with served(built.site) as address:
        yield address


@pytest.fixture
def go(browser: Browser, url: str) -> Iterator[Callable[[str], Page]]:
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(10_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url.rstrip("/"))

    def go(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(url + path, wait_until="load")
        page.wait_for_selector("form.rs-filter:visible")
        return page

    yield go
    context.close()


def shown(page: Page) -> list[str]:
    return page.locator("[data-rs-year]:visible").evaluate_all("all => all.map(one => one.id.replace('paper-', ''))")


def settle(page: Page, count: str) -> None:
    page.wait_for_function("words => document.querySelector('.rs-count').textContent === words", arg=count)


def test_words_type_and_code_combine(go: Callable[[str], Page]) -> None:
    page = go("list/")
    assert page.locator(".rs-count").inner_text() == "4 of 4 papers"
    page.get_by_role("searchbox", name="Search the papers").fill("grosse LEDGERS")
    settle(page, "1 of 4 papers")
    assert shown(page) == ["a"]
    page.get_by_role("searchbox", name="Search the papers").fill("ledger")  # a title and a tag
    settle(page, "2 of 4 papers")
    page.get_by_label("Type").select_option("journal")
    settle(page, "1 of 4 papers")
    assert shown(page) == ["b"]
    page.get_by_label("With code").check()
    settle(page, "0 of 4 papers")
    page.get_by_role("button", name="Show all").click()
    settle(page, "4 of 4 papers")


def test_a_chosen_view_can_be_linked(go: Callable[[str], Page]) -> None:
    page = go("list/")
    page.get_by_label("Year").select_option("2026")
    page.get_by_label("With code").check()
    settle(page, "1 of 4 papers")
    assert page.url.endswith("?year=2026&code=1")
    again = go("list/?year=2026&code=1")
    settle(again, "1 of 4 papers")
    assert shown(again) == ["a"]
    assert again.get_by_label("Year").input_value() == "2026"
    strange = go("list/?year=1850")
    settle(strange, "4 of 4 papers")


def test_empty_groups_vanish(go: Callable[[str], Page]) -> None:
    page = go("years/")
    page.get_by_label("Topic").select_option("Memory")
    settle(page, "2 of 4 papers")
    headings = page.locator("article.md-content__inner h2:visible").evaluate_all("all => all.map(h => h.id)")
    assert headings == ["2026", "2024", "others"]
    in_contents = page.locator(".md-nav--secondary a.md-nav__link:visible").evaluate_all("all => all.map(a => a.hash)")
    assert in_contents == ["#2026", "#2024", "#others"]
    assert page.locator(".rs-paper").count() == 1, "the list below is another one"


def test_a_feed_has_its_answers_at_the_side(go: Callable[[str], Page]) -> None:
    page = go("feed/")
    page.get_by_label("Spectra").check()
    settle(page, "2 of 4 papers")
    assert shown(page) == ["b", "d"]
    assert "topic=Spectra" in page.url


def test_two_lists_do_not_mix(go: Callable[[str], Page]) -> None:
    page = go("two/")
    page.get_by_label("Year").nth(1).select_option("2021")
    page.wait_for_function("document.querySelectorAll('[data-rs-year][hidden]').length === 3")
    assert page.url.endswith("?year2=2021")
    assert page.locator(".rs-count").all_inner_texts() == ["4 of 4 papers", "1 of 4 papers"]


def test_bibtex_is_copied_and_saved(go: Callable[[str], Page], tmp_path: Path) -> None:
    page = go("list/")
    first = page.locator("#paper-a")
    first.get_by_text("BibTeX").click()
    first.get_by_role("button", name="Copy").click()
    first.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "@misc{a,\n  title = {A},\n}"
    with page.expect_download() as waiting:
        first.get_by_role("button", name="Download BibTeX").click()
    assert waiting.value.suggested_filename == "a.bib"
    page.get_by_label("Topic").select_option("Spectra")
    settle(page, "2 of 4 papers")
    with page.expect_download() as waiting:
        page.locator("form").get_by_role("button", name="Download BibTeX").click()
    path = tmp_path / "all.bib"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "publications.bib"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("@misc{b,\n  title = {B},\n}\n\n@phdthesis{d,\n")
    assert text.endswith("}\n")
    assert text.count("@") == 2


def test_more_authors_open(go: Callable[[str], Page]) -> None:
    page = go("list/")
    authors = page.locator("#paper-c .rs-auth")
    assert "Twelve L" not in authors.inner_text()
    authors.get_by_text("and 2 more").click()
    assert "Twelve L" in authors.inner_text()
    line = authors.bounding_box()
    assert line
    assert line["height"] < 60, "what opens stays in the line"


def test_all_is_there_without_scripts(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "years/?year=2021", wait_until="load")
    assert len(shown(page)) == 4
    assert page.locator("form.rs-filter").is_hidden()
    context.close()


def test_a_chip_of_the_profile_chooses_its_papers(go: Callable[[str], Page]) -> None:
    page = go("profile/")
    chips = page.locator(".rs-profile .rs-chip")
    assert [" ".join(text.split()) for text in chips.all_inner_texts()] == ["Memory 2", "Sleep"]
    assert page.get_by_role("link", name="Sleep").count() == 0, "no paper is about it"
    page.get_by_label("With code").check()
    settle(page, "1 of 4 papers")
    page.get_by_role("link", name="Memory").click()
    settle(page, "2 of 4 papers")
    assert shown(page) == ["a", "c"]
    assert page.url.endswith("?topic=Memory")


@pytest.mark.parametrize(("path", "beside"), [("feed/", False), ("profile/", True), ("profile-years/", True)])
def test_the_filter_of_a_feed_is_beside_it_where_there_is_room(
    go: Callable[[str], Page], path: str, *, beside: bool
) -> None:
    page = go(path)
    for width, side in ((1280, beside), (768, False), (320, False)):
        page.set_viewport_size({"width": width, "height": 800})
        form, paper = page.locator(".rs-filter__fields").bounding_box(), page.locator(".rs-paper").first.bounding_box()
        assert (form["x"] + form["width"] <= paper["x"]) == side, width
        assert (form["y"] + form["height"] <= paper["y"]) != side, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if beside:
        page.set_viewport_size({"width": 1280, "height": 500})
        page.locator(".rs-paper").last.scroll_into_view_if_needed()
        assert 0 <= page.locator(".rs-filter__fields").bounding_box()["y"] < 300, "it does not stay in sight"


def test_forced_colours_tell_what_is_chosen(browser: Browser, url: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(url + "profile/", wait_until="load")
    page.wait_for_selector("form.rs-filter:visible")
    ground = "e => getComputedStyle(e).backgroundColor"
    chosen, other = (
        page.locator(f".rs-opt {state} + span").first.evaluate(ground) for state in (":checked", "input:not(:checked)")
    )
    assert chosen != other
    border = page.locator(".rs-profile .rs-chip").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    assert border == "solid"
    context.close()
