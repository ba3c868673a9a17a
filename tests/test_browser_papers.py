"""Lists of papers in a browser: choosing from them, opening what is folded, taking BibTeX along."""

from __future__ import annotations

import itertools
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
   topic: Memory, category: cs.LG, repo: mira/a, bibtex: "@misc{a,\\n  title = {A}\\n}"}
- {id: b, title: Slow layers, authors: [Pell Okasha, Mira Tovanne], type: journal, year: 2026, topic: Spectra,
   tags: [ledger], bibtex: "@misc{b,\\n  title = {B}\\n}"}
- {id: c, title: Tides, authors: [One A, Two B, Three C, Four D, Five E, Six F, Seven G, Eight H, Nine I, Ten J,
   Eleven K, Twelve L], type: conference, year: 2024, topic: Memory}
- {id: d, title: Shores, authors: [Mira Tovanne], type: thesis, year: 2021, topic: Spectra}
- {id: e, title: Reefs, authors: [Mira Tovanne], type: thesis, year: 2020}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "data/profile.yml": "name: Mira Tovanne\ninterests: [Memory, Sleep]\n",
    "data/papers.yml": PAPERS.replace("id: a,", "id: a, scores: {Novelty: 71%}, image: wide.svg,").replace(
        "id: b,", "id: b, scores: {Novelty: 8.5}, image: square.svg,"
    ),
    "docs/index.md": "# Mira\n\nHello.\n",
    "docs/list.md": '# Papers\n\n{{ papers(style="list", filter=True) }}\n',
    "docs/years.md": "---\nhide: []\n---\n# Papers\n\n"
    '{{ papers(style="compact", filter=True, group_by="year") }}\n\n## Others\n\n{{ papers(limit=1) }}\n',
    "docs/levels.md": "---\nhide: []\n---\n# Papers\n\n"
    '{{ papers(style="compact", filter=True, group_by=["year", "type"], numbered="type") }}\n\n## Others\n\nMore.\n',
    "docs/profile-levels.md": "---\nlayout: feed\n---\n# Papers\n\n"
    '{{ papers(style="feed", filter=True, group_by=["year", "type"]) }}\n',
    "docs/feed.md": '# Papers\n\n{{ papers(style="feed", filter=True) }}\n',
    "docs/profile.md": '---\nlayout: feed\n---\n# Papers\n\n{{ papers(style="feed", filter=True) }}\n',
    "docs/profile-years.md": "---\nlayout: feed\n---\n# Papers\n\n"
    '{{ papers(style="feed", filter=True, group_by="year") }}\n',
    "docs/wide.md": '---\nhide: [navigation, toc]\n---\n# Papers\n\n{{ papers(style="list", filter=True) }}\n',
    "docs/boxes.md": "---\nhide: [navigation, toc]\n---\n# Papers\n\n{{ papers(filter=True) }}\n",
    "docs/wide.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"/>',
    "docs/square.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>',
    "data/counts.json": '{"updated": "2026-11-01", "papers": {"a": {"by": "title", "citations": 1234, "source": "OpenAlex"}}}',
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
    assert page.locator(".rs-count").inner_text() == "5 of 5 papers"
    page.get_by_role("searchbox", name="Search the papers").fill("grosse LEDGERS")
    settle(page, "1 of 5 papers")
    assert shown(page) == ["a"]
    page.get_by_role("searchbox", name="Search the papers").fill("ledger")  # a title and a tag
    settle(page, "2 of 5 papers")
    page.get_by_label("Type").select_option("journal")
    settle(page, "1 of 5 papers")
    assert shown(page) == ["b"]
    page.get_by_label("With code").check()
    settle(page, "0 of 5 papers")
    page.get_by_role("button", name="Show all").click()
    settle(page, "5 of 5 papers")


def test_a_chosen_view_can_be_linked(go: Callable[[str], Page]) -> None:
    page = go("list/")
    page.get_by_label("Year").select_option("2026")
    page.get_by_label("With code").check()
    settle(page, "1 of 5 papers")
    assert page.url.endswith("?year=2026&code=1")
    again = go("list/?year=2026&code=1")
    settle(again, "1 of 5 papers")
    assert shown(again) == ["a"]
    assert again.get_by_label("Year").input_value() == "2026"
    strange = go("list/?year=1850")
    settle(strange, "5 of 5 papers")


@pytest.mark.parametrize(
    ("asked", "address", "said", "shown_papers"),
    [
        ("?year=", "list/", "", "5 of 5 papers"),
        ("?category=&words=", "list/", "", "5 of 5 papers"),
        ("?year=1850", "list/", "1850", "5 of 5 papers"),
        ("?year=2026&topic=Botany", "list/?year=2026", "Botany", "2 of 5 papers"),
        ("?category=spectra", "list/?topic=Spectra", "", "2 of 5 papers"),
        ("?other=a%20b", "list/?other=a%20b", "", "5 of 5 papers"),
    ],
)
def test_an_unknown_value_in_the_url_is_removed_and_reported(
    go: Callable[[str], Page], asked: str, address: str, said: str, shown_papers: str
) -> None:
    page = go(f"list/{asked}")
    settle(page, shown_papers)
    assert page.url.endswith(f"/{address}")
    reported = page.get_by_role("status").filter(has_text="which no paper here has").all_inner_texts()
    assert reported == ([f"The address of this page filters for “{said}”, which no paper here has."] if said else [])


def test_a_link_to_a_paper_that_the_address_hides_shows_all(go: Callable[[str], Page]) -> None:
    hidden = go("list/?year=2026#paper-d")
    settle(hidden, "5 of 5 papers")
    assert shown(hidden) == ["a", "b", "c", "d", "e"]
    assert hidden.get_by_label("Year").input_value() == ""
    there = go("list/?year=2026#paper-b")
    settle(there, "2 of 5 papers")
    assert shown(there) == ["a", "b"]


def pills(page: Page) -> dict[str, str]:
    texts = page.locator("form.rs-filter:visible .rs-opt").all_inner_texts()
    return dict(" ".join(text.split()).rsplit(" ", 1) for text in texts)


@pytest.mark.parametrize("fragment", ["paper-%", "paper-%E0%A4%A", "paper-%00", "paper-a%"])
def test_an_address_that_is_not_well_formed_raises_nothing(go: Callable[[str], Page], fragment: str) -> None:
    assert go(f"list/#{fragment}").locator(".rs-paper:visible, [id^=paper-]:visible").count() >= 4


def test_the_count_of_each_answer_follows_the_other_answers(go: Callable[[str], Page]) -> None:
    page = go("feed/")
    at_first = {"All": "5", "Memory": "2", "Spectra": "2", "2026": "2", "2024": "1", "2021": "1", "2020": "1"}
    at_first["With code"] = "1"
    assert pills(page) == at_first
    page.get_by_label("Memory").check()
    settle(page, "2 of 5 papers")
    assert pills(page) == {
        "All": "2",  # of the years; the topics have all five
        **{"Memory": "2", "Spectra": "2", "2026": "1", "2024": "1", "2021": "0", "2020": "0", "With code": "1"},
    }
    assert page.get_by_label("All").first.locator("..").inner_text().split() == ["All", "5"]
    page.get_by_role("searchbox").fill("ledger")
    settle(page, "1 of 5 papers")
    assert pills(page)["Spectra"] == "1"
    page.get_by_role("button", name="Show all").click()
    settle(page, "5 of 5 papers")
    assert pills(page) == at_first


def test_choices_in_a_menu_have_counts_that_follow_too(go: Callable[[str], Page]) -> None:
    page = go("list/")
    years = page.get_by_label("Year")
    assert years.locator("option").all_text_contents() == ["Year: All", "2026 (2)", "2024 (1)", "2021 (1)", "2020 (1)"]
    width = years.bounding_box()["width"]
    page.get_by_label("Spectra").check()
    settle(page, "2 of 5 papers")
    assert years.locator("option").all_text_contents() == ["Year: All", "2026 (1)", "2024 (0)", "2021 (1)", "2020 (0)"]
    assert years.bounding_box()["width"] == width


@pytest.mark.parametrize(("path", "width"), [("list/", 1280), ("list/", 390), ("feed/", 1280), ("feed/", 390)])
def test_answers_stay_in_place_when_one_is_chosen(go: Callable[[str], Page], path: str, width: int) -> None:
    page = go(path)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.fonts.ready")
    before = page.get_by_label("With code").bounding_box()
    page.get_by_label("Memory").check()
    settle(page, "2 of 5 papers")
    after = page.get_by_label("With code").bounding_box()
    assert after["y"] == before["y"]
    assert abs(after["x"] - before["x"]) < 3, "digits differ in width"


def test_nothing_that_fits_is_said_and_announced(go: Callable[[str], Page]) -> None:
    page = go("list/")
    said = page.get_by_role("status").filter(has_text="No papers match")
    assert said.count() == 0
    page.get_by_role("searchbox").fill("no such words")
    settle(page, "0 of 5 papers")
    assert said.inner_text() == "No papers match these filters."
    assert said.is_visible()
    page.get_by_role("button", name="Show all").click()
    settle(page, "5 of 5 papers")
    assert said.count() == 0


def test_the_address_follows_when_the_typing_pauses(go: Callable[[str], Page]) -> None:
    page = go("list/")
    page.get_by_role("searchbox").press_sequentially("tides")
    settle(page, "1 of 5 papers")
    page.wait_for_url("**/list/?words=tides")
    page.get_by_role("searchbox").fill("shores")
    page.get_by_label("Year").focus()  # the field is left
    assert page.url.endswith("/list/?words=shores")


def test_empty_groups_vanish(go: Callable[[str], Page]) -> None:
    page = go("years/")
    page.get_by_label("Memory").check()
    settle(page, "2 of 5 papers")
    headings = page.locator("article.md-content__inner h2:visible").evaluate_all("all => all.map(h => h.id)")
    assert headings == ["2026", "2024", "others"]
    in_contents = page.locator(".md-nav--secondary a.md-nav__link:visible").evaluate_all("all => all.map(a => a.hash)")
    assert in_contents == ["#2026", "#2024", "#others"]
    assert page.locator(".rs-paper").count() == 1, "the list below is another one"


def test_a_feed_has_its_answers_at_the_side(go: Callable[[str], Page]) -> None:
    page = go("feed/")
    page.get_by_label("Spectra").check()
    settle(page, "2 of 5 papers")
    assert shown(page) == ["b", "d"]
    assert "topic=Spectra" in page.url


def test_headings_of_both_levels_go_with_their_papers(go: Callable[[str], Page]) -> None:
    page = go("levels/")
    headings = page.locator(".md-content :is(h2, h3):visible")
    links = page.locator(".md-sidebar--secondary .md-nav__item:visible > .md-nav__link")

    def both() -> tuple[list[str], list[str]]:
        return tuple([text.strip("¶ \n") for text in found.all_inner_texts()] for found in (headings, links))  # type: ignore[return-value]

    every = [
        "2026", "Journal articles", "Conference papers", "2024", "Conference papers",
        "2021", "Theses", "2020", "Theses", "Others",
    ]  # fmt: skip

    def notes() -> list[str]:
        return page.locator("[data-rs-note]:visible").evaluate_all("all => all.map(one => one.dataset.rsNote)")

    assert both() == (every, every)
    assert notes() == ["2 papers", *["1 paper"] * 8]
    assert page.locator(".rs-number").all_inner_texts() == ["[J1]", "[C2]", "[C1]", "[T2]", "[T1]"]
    page.get_by_label("Type").select_option("conference")
    settle(page, "2 of 5 papers")
    some = ["2026", "Conference papers", "2024", "Conference papers", "Others"]
    assert both() == (some, some)
    assert notes() == ["1 paper"] * 4
    assert page.locator(".rs-number:visible").all_inner_texts() == ["[C2]", "[C1]"], "numbers stay"
    page.get_by_role("button", name="Show all").click()
    settle(page, "5 of 5 papers")
    assert both() == (every, every)


def test_two_lists_do_not_mix(go: Callable[[str], Page]) -> None:
    page = go("two/")
    page.get_by_label("Year").nth(1).select_option("2021")
    page.wait_for_function("document.querySelectorAll('[data-rs-year][hidden]').length === 4")
    assert page.url.endswith("?year2=2021")
    assert page.locator(".rs-count").all_inner_texts() == ["5 of 5 papers", "1 of 5 papers"]


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
    page.get_by_label("Spectra").check()
    settle(page, "2 of 5 papers")
    with page.expect_download() as waiting:
        page.locator("form").get_by_role("button", name="Download BibTeX").click()
    path = tmp_path / "all.bib"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "publications.bib"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("@misc{b,\n  title = {B},\n}\n\n@phdthesis{d,\n")
    assert text.endswith("}\n")
    assert text.count("@") == 2


def test_categories_are_spelled_out(browser: Browser, tmp_path: Path) -> None:
    codes = ("cs.LG", *("cs.CL",) * 4)
    papers = "".join(f"- {{title: P, authors: [A B], year: 2020, category: {code}}}\n" for code in codes)
    text = '---\nprofile: none\nlayout: feed\n---\n# P\n\n{{ papers(style="feed", filter=True) }}\n'
    files = {"mkdocs.yml": CONFIG, "data/papers.yml": papers, "docs/index.md": text}
    built = Project(tmp_path).write(files).quick_build(strict=False)
    size = "e => e.getBoundingClientRect().width"
    with served(built.site) as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(address, wait_until="load")
        form = page.locator("form.rs-filter")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for name in ("Machine Learning", "Computation and Language"):
                assert form.get_by_text(name).evaluate(size) > 50
        form.get_by_role("radio", name="cs.LG Machine Learning").check()
        settle(page, "1 of 5 papers")
        page.close()


def test_more_authors_open(go: Callable[[str], Page]) -> None:
    page = go("list/")
    authors = page.locator("#paper-c .rs-auth")
    assert "L. Twelve" not in authors.inner_text()
    authors.get_by_text("and 2 more").click()
    assert "L. Twelve" in authors.inner_text()
    line = authors.bounding_box()
    assert line
    assert line["height"] < 60, "what opens stays in the line"


def test_a_long_list_is_cut_without_gaps(browser: Browser, tmp_path: Path) -> None:
    """Forty papers at a time are one element; what fits must stand one below the other all the same."""
    papers = "".join(f"- {{id: p{n}, title: Paper {n}, authors: [A B], year: {2000 + n % 20}}}\n" for n in range(200))
    files = {"mkdocs.yml": CONFIG, "data/papers.yml": papers, "docs/index.md": "# P\n\n{{ papers(filter=True) }}\n"}
    built = Project(tmp_path).write(files).quick_build(strict=False)
    with served(built.site) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address, wait_until="load")
        page.get_by_label("Year").select_option("2007")
        settle(page, "10 of 200 papers")
        assert len(shown(page)) == 10
        found = page.locator(".rs-paper:visible")
        tops = found.evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(b => [b.top, b.bottom])")
        gaps = {round(below[0] - above[1]) for above, below in itertools.pairwise(tops)}
        assert len(gaps) == 1, f"not evenly: {gaps}"
        names = page.get_by_role("article").get_by_role("heading", name="Paper").all_inner_texts()
        assert len(names) == 10, "a screen reader still reads what is hidden"
        page.get_by_role("button", name="Show all").click()
        settle(page, "200 of 200 papers")
        assert len(shown(page)) == 200
        page.close()


@pytest.mark.parametrize("path", ["feed/", "profile/", "list/", "profile-years/"])
def test_nothing_moves_when_the_script_comes(browser: Browser, url: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route("**/researcher.js", lambda route: route.abort())
    page.goto(url + path, wait_until="load")
    before = page.locator(".rs-paper").first.bounding_box()
    assert page.locator("form.rs-filter").is_hidden()
    page.unroute("**/researcher.js")
    page.goto(url + path, wait_until="load")
    page.wait_for_selector("form.rs-filter:visible")
    assert page.locator(".rs-paper").first.bounding_box() == before
    context.close()


@pytest.mark.parametrize("path", ["feed/", "profile/", "profile-years/"])
def test_without_scripts_no_column_is_kept_for_the_filter(browser: Browser, url: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(url + path, wait_until="load")
    article, paper = page.locator("article.md-content__inner"), page.locator(".rs-paper").first
    assert paper.bounding_box()["x"] - article.bounding_box()["x"] < 30
    context.close()


def test_all_is_there_without_scripts(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "years/?year=2021", wait_until="load")
    assert len(shown(page)) == 5
    assert page.locator("form.rs-filter").is_hidden()
    context.close()


def test_a_chip_of_the_profile_chooses_its_papers(go: Callable[[str], Page]) -> None:
    page = go("profile/")
    chips = page.locator(".rs-profile .rs-topic")
    assert [" ".join(text.split()) for text in chips.all_inner_texts()] == ["Memory 2", "Sleep"]
    assert page.get_by_role("link", name="Sleep").count() == 0, "no paper is about it"
    page.get_by_label("With code").check()
    settle(page, "1 of 5 papers")
    page.get_by_role("link", name="Memory").click()
    settle(page, "2 of 5 papers")
    assert shown(page) == ["a", "c"]
    assert page.url.endswith("?topic=Memory")


@pytest.mark.parametrize(
    ("path", "beside"), [("feed/", True), ("profile/", True), ("profile-years/", False), ("profile-levels/", False)]
)
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
    page.goto(url + "list/", wait_until="load")
    for parts in (".rs-badge", ".rs-btn", ".rs-input"):
        border = page.locator(parts).first.evaluate("e => getComputedStyle(e).borderTopStyle")
        assert border == "solid", parts
    context.close()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
PICTURES = {
    "data/papers.yml": "- {id: a, title: A, year: 2024, image: day.png, image_dark: night.png}\n",
    "docs/index.md": '# A\n\n{{ papers() }}\n\n{{ paper("a", style="page") }}\n',
    "docs/day.png": PNG,
    "docs/night.png": PNG,
}


def test_a_small_picture_leaves_no_empty_place_on_the_page_of_its_paper(browser: Browser, tmp_path: Path) -> None:
    built = Project(tmp_path).write({"mkdocs.yml": CONFIG, **PICTURES}).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((built.site / "index.html").as_uri(), wait_until="load")
    page.wait_for_function("document.querySelector('.rs-wide').offsetHeight < 60")
    page.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_video_plays_while_the_pointer_is_over_it(browser: Browser, tmp_path: Path, motion: str) -> None:
    papers = "- {title: Tides, authors: [Mira Tovanne], year: 2026, video: images/tides.mp4, image_alt: Tides}\n"
    files = {"data/papers.yml": papers, "docs/index.md": '{{ papers(style="box") }}\n', "docs/images/tides.mp4": "x"}
    built = Project(tmp_path).write({"mkdocs.yml": CONFIG, **files}).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion=motion)  # type: ignore[arg-type]
    page.goto((built.site / "index.html").as_uri(), wait_until="load")
    video = page.locator(".rs-fig video")
    video.evaluate("video => { video.said = []; video.play = async () => video.said.push('play'); }")
    video.evaluate("video => { video.pause = () => video.said.push('pause'); }")
    video.hover()
    page.mouse.move(0, 0)
    assert video.evaluate("video => video.said") == (["play", "pause"] if motion == "no-preference" else ["pause"])
    page.close()


@pytest.mark.parametrize(
    ("scheme", "media", "shown"),
    [("default", "screen", "day"), ("slate", "screen", "night"), ("slate", "print", "day")],
)
def test_a_picture_for_each_scheme(scheme: str, media: str, shown: str, browser: Browser, tmp_path: Path) -> None:
    config = (
        f"site_name: Mira\ntheme: {{name: material, palette: {{scheme: {scheme}}}}}\nplugins: [search, researcher]\n"
    )
    built = Project(tmp_path).write({"mkdocs.yml": config, **PICTURES}).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    with served(built.site) as address:
        page = browser.new_page()
        page.emulate_media(media=media)  # type: ignore[arg-type]
        page.goto(address, wait_until="load")
        visible = [image.get_attribute("src") for image in page.locator(".rs img").all() if image.is_visible()]
        page.close()
    assert visible == [f"{shown}.png", f"{shown}.png"]


def test_choosing_a_member_and_a_project_of_a_lab(browser: Browser, tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": "type: organization\nname: The Lab\n",
        "data/people.yml": "- {name: Mira Tovanne, group: A}\n- {name: Pell Okasha, group: A}\n- {name: Idle One, group: A}\n",
        "data/projects.yml": "- {title: Ledgers, papers: [a, b]}\n- {title: Shores & tides, papers: [b, d]}\n",
        "data/papers.yml": PAPERS,
        "docs/index.md": '# Papers\n\n{{ papers(style="list", filter=True) }}\n',
    }
    built = Project(tmp_path).write(files).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    with served(built.site) as address:
        page = browser.new_page()
        page.goto(f"{address}?member=Pell+Okasha")
        settle(page, "1 of 5 papers")
        assert shown(page) == ["b"]
        page.get_by_label("Member").select_option("Mira Tovanne")
        settle(page, "4 of 5 papers")
        texts = page.get_by_label("Project").locator("option").all_inner_texts()
        assert texts == ["Project: All", "Ledgers (2)", "Shores & tides (2)"]
        page.get_by_label("Project").select_option("Shores & tides")
        settle(page, "2 of 5 papers")
        assert shown(page) == ["b", "d"]
        assert page.url.endswith("?member=Mira+Tovanne&project=Shores+%26+tides")
        page.close()


def test_the_page_of_a_paper_with_a_long_title_and_an_arabic_abstract(tmp_path: Path, browser: Browser) -> None:
    paper = f"title: {'Long words ' * 25}\n  abstract: {'ندرس ما تتذكره الشبكات (العصبية). ' * 9}\n  topic: Memory\n"
    other = "- {title: Other, year: 2020, topic: Memory}\n"
    files = {
        "mkdocs.yml": CONFIG.replace("researcher]", "{researcher: {paper_pages: true}}]"),
        "data/papers.yml": f"- id: long\n  year: 2021\n  {paper}{other}",
        "docs/papers.md": FILES["docs/list.md"],
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((built.site / "papers" / "long" / "index.html").as_uri())
    assert page.locator("h1").bounding_box()["height"] < 350
    begins, width = page.evaluate(
        """() => {
            const text = document.querySelector('.rs-text p'), range = document.createRange();
            range.setStart(text.firstChild, 0);
            range.setEnd(text.firstChild, 1);
            const box = text.getBoundingClientRect();
            return [range.getBoundingClientRect().right - box.left, box.width];
        }"""
    )
    assert begins > width - 3, "an Arabic paragraph begins at the right"
    assert page.get_by_role("link", name="Memory").get_attribute("href").endswith("?topic=Memory")
    page.set_viewport_size({"width": 390, "height": 800})
    copy, code = (page.locator(name).bounding_box() for name in (".rs-bibtex__tools", "pre.rs-bibtex"))
    assert copy["y"] >= code["y"] + code["height"], "the button to copy covers the entry"
    page.close()


@pytest.mark.parametrize(
    ("pictures", "rows"),
    [
        ("1", ["1"]),
        ("11", ["1", "2"]),
        ("111", ["1", "23"]),
        ("1111", ["1", "23", "4"]),
        ("000", ["1", "23"]),
        ("10", ["1", "2"]),
        ("101", ["1", "2", "3"]),
        ("0110", ["1", "2", "3", "4"]),
    ],
)
def test_featured_papers_leave_no_holes(browser: Browser, tmp_path: Path, pictures: str, rows: list[str]) -> None:
    """Papers side by side both have a picture or both have none, and none is alone in half of a row."""
    papers = "".join(
        f"- {{id: p{number}, title: Paper {number}, authors: [Mira Tovanne]{', image: a.svg' * (has == '1')}}}\n"
        for number, has in enumerate(pictures, start=1)
    )
    image = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"/>'
    text = '# P\n\n{{ papers(style="feature", sort=None) }}\n'
    files = {"mkdocs.yml": CONFIG, "data/papers.yml": papers, "docs/index.md": text, "docs/a.svg": image}
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((built.site / "index.html").as_uri(), wait_until="load")
    whole = page.locator(".rs-papers").bounding_box()
    boxes = [paper.bounding_box() for paper in page.locator(".rs-paper").all()]
    found: dict[float, list[int]] = {}
    for number, box in enumerate(boxes, start=1):
        found.setdefault(box["y"], []).append(number)
    assert ["".join(map(str, row)) for row in found.values()] == rows
    for row in found.values():
        end = boxes[row[-1] - 1]
        assert end["x"] + end["width"] == pytest.approx(whole["x"] + whole["width"], abs=2), row
    page.close()


def test_a_note_about_the_address_is_below_the_fields(go: Callable[[str], Page]) -> None:
    page = go("wide/?type=patent")
    note = page.get_by_text("The address of this page filters for “patent”")
    bottom = page.locator(".rs-filter__fields").bounding_box()
    said = note.bounding_box()
    first = page.locator(".rs-paper").first.bounding_box()
    assert bottom
    assert said
    assert first
    assert bottom["y"] + bottom["height"] <= said["y"] < bottom["y"] + bottom["height"] + 20
    assert said["y"] + said["height"] <= first["y"] < said["y"] + said["height"] + 40


def test_numbers_of_a_list_end_at_one_edge(go: Callable[[str], Page]) -> None:
    ends = (
        go("wide/")
        .locator(".rs-paper > .rs-stats")
        .evaluate_all("all => all.map(one => Math.round(one.lastElementChild.getBoundingClientRect().right))")
    )
    assert len(ends) == 2
    assert len(set(ends)) == 1


def test_a_wide_figure_has_no_bars(go: Callable[[str], Page]) -> None:
    page = go("boxes/")
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
    sizes = page.locator(".rs-fig img").evaluate_all(
        "all => all.map(one => [one.clientWidth / one.clientHeight, "
        "one.parentElement.clientWidth / one.parentElement.clientHeight])"
    )
    assert [[round(value, 1) for value in pair] for pair in sizes] == [[1.8, 1.6], [1.6, 1.6]]


def with_filter(browser: Browser, project: Project, width: int) -> Page:
    """The home page of a project, as soon as the script shows its filter."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((project.quick_build(strict=False).site / "index.html").as_uri())
    page.locator(".rs-filter:not([hidden])").wait_for()
    return page


@pytest.mark.parametrize("width", [1280, 768])
def test_the_search_has_a_row_of_its_own_beside_many_menus(browser: Browser, tmp_path: Path, width: int) -> None:
    """A lab has menus for members and projects, too."""
    papers = "".join(
        f"- {{title: T{number}, authors: [{name}], year: {year}, type: {kind}, project: {project}}}\n"
        for number, (name, year, kind, project) in enumerate(
            [("A B", 2025, "journal", "p"), ("C D", 2024, "conference", "q")] * 3
        )
    )
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": "type: organization\nname: L\n",
        "data/people.yml": "- {name: A B, group: G}\n- {name: C D, group: G}\n",
        "data/projects.yml": "- {id: p, title: P}\n- {id: q, title: Q}\n",
        "data/papers.yml": papers,
        "docs/index.md": "# Papers\n\n{{ papers(filter=True) }}\n",
    }
    page = with_filter(browser, Project(tmp_path).write(files), width)
    search, *menus = (field.bounding_box() for field in page.locator(".rs-field").all())
    assert len(menus) == 4
    assert all(menu["y"] >= search["y"] + search["height"] for menu in menus)
    assert search["width"] > 2 * menus[0]["width"]
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_menus_are_as_wide_as_their_longest_answer(browser: Browser, tmp_path: Path, width: int) -> None:
    kinds = enumerate(["journal", "thesis", "journal", "conference", "journal", "thesis"])
    papers = "".join(f"- {{title: T{n}, authors: [A B], year: {2020 + n}, type: {kind}}}\n" for n, kind in kinds)
    files = {
        "mkdocs.yml": "site_name: M\ntheme: {name: material, language: de}\nplugins: [search, researcher]\n",
        "data/papers.yml": papers,
        "docs/index.md": "# Papers\n\n{{ papers(filter=True) }}\n",
    }
    page = with_filter(browser, Project(tmp_path).write(files), width)
    rooms = page.evaluate(
        """() => [...document.querySelectorAll('select.rs-input')].map(menu => {
            const style = getComputedStyle(menu), pen = document.createElement('canvas').getContext('2d');
            pen.font = style.font;
            const words = Math.max(...[...menu.options].map(option => pen.measureText(option.text).width));
            return menu.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - words;
        })"""
    )
    assert rooms
    assert min(rooms) > -1, rooms
    page.close()


def test_cards_begin_at_one_height_with_and_without_pictures(browser: Browser, tmp_path: Path) -> None:
    papers = "".join(f"- {{title: T{n}, authors: [A B], year: 2025{', image: a.svg' * (n == 2)}}}\n" for n in range(4))
    files = {
        "mkdocs.yml": CONFIG,
        "data/papers.yml": papers,
        "docs/index.md": '# Papers\n\n{{ papers(style="cards") }}\n',
        "docs/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"/>',
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((built.site / "index.html").as_uri())
    tops = page.eval_on_selector_all(
        ".rs-paper", "all => all.map(one => one.firstElementChild.getBoundingClientRect().top)"
    )
    assert len(tops) == 4
    assert max(tops[:2]) - min(tops[:2]) < 1, tops
    assert max(tops[2:]) - min(tops[2:]) < 1, tops
    page.close()
