"""The landing page in a browser: the name, the cards, the table, on any screen and in any colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import CONFIG, Built, Project, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
PATH = "layouts/landing/"
LONG = "Maximiliane Bartholomäuszwickel-Oberhuber"


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Page]:
    """One page for all tests; to open another takes a process."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(opened: Page, example_url: str) -> Page:
    opened.set_viewport_size({"width": 1280, "height": 720})
    opened.goto(example_url + PATH, wait_until="load")
    return opened


def boxes(found: Locator) -> list[dict[str, float]]:
    return [element.bounding_box() for element in found.all()]


def columns_of(found: Locator) -> int:
    """How many stand in the first row."""
    tops = [box["y"] for box in boxes(found)]
    return sum(abs(top - tops[0]) < 2 for top in tops)


@pytest.mark.parametrize(("width", "across"), [(1280, 3), (768, 3), (390, 1), (320, 1)])
def test_cards_are_side_by_side_where_there_is_room(page: Page, width: int, across: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert columns_of(page.locator(".rs-card")) == across


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_makes_the_page_wide(page: Page, width: int) -> None:
    """640 px is a screen of 1280 px at 200 %."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_table_folds_on_a_telephone(page: Page) -> None:
    row = page.locator(".rs-stages tbody tr").first
    page.set_viewport_size({"width": 1280, "height": 800})
    left, stage, right = boxes(row.locator("> *"))
    assert left["x"] < stage["x"] < right["x"]
    assert abs(left["y"] - right["y"]) < 2
    page.set_viewport_size({"width": 390, "height": 800})
    left, stage, right = boxes(row.locator("> *"))
    assert stage["y"] + stage["height"] <= left["y"] + 1
    assert abs(left["y"] - right["y"]) < 2
    label = "e => getComputedStyle(e, '::before').content"
    assert "Tree" in row.locator("td").first.evaluate(label)
    assert "Model" in row.locator("td").last.evaluate(label)


@pytest.mark.parametrize("width", [1280, 390])
def test_it_stays_a_table_for_screen_readers(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    table = page.get_by_role("table", name="Tree and Model, stage by stage")
    headings = table.get_by_role("columnheader").all_inner_texts()
    assert [heading.strip() for heading in headings] == ["Tree", "Stage", "Model"]
    assert table.get_by_role("rowheader").count() == 7
    assert table.get_by_role("row").count() == 8
    assert table.get_by_role("cell").count() == 14


def test_every_button_can_be_hit_and_has_a_name(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    buttons = page.locator(".rs-hero .rs-btn")
    assert buttons.count() >= 4
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes(buttons))
    assert all(button.inner_text() or button.get_attribute("title") for button in buttons.all())


def test_forced_colours_keep_what_a_ground_sets_apart(browser: Browser, example_url: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(example_url + PATH, wait_until="load")
    for name in (".rs-stages td", ".rs-btn--fill"):
        style = page.locator(name).first.evaluate("e => getComputedStyle(e).borderTopStyle")
        assert style == "solid", name
    context.close()


def test_from_right_to_left_the_portrait_is_at_the_left(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    name, portrait = page.locator(".rs-hero .rs-name").bounding_box(), page.locator(".rs-hero__img").bounding_box()
    assert portrait["x"] < name["x"]
    left, _, right = boxes(page.locator(".rs-stages tbody tr").first.locator("> *"))
    assert left["x"] > right["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_skip_link_targets_the_name(browser: Browser, example_url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(example_url + PATH, wait_until="load")
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    assert skip.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    where = "document.activeElement.closest('.rs-hero') ? 'hero' : document.activeElement.outerHTML"
    assert page.evaluate(where) == "hero", "the next stop is not the first button of the hero"
    page.close()


PROFILE = f"name: {LONG}\nrole: Professor\navatar: me.svg\nlinks: [{{github: mira-tovanne-example}}]\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
# Lines of a word are as many as its boxes.
BROKEN = """e => { const text = [...e.childNodes].find(n => n.nodeType === 3), found = [];
    for (const match of text.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        if (range.getClientRects().length > 1) found.push(match[0]);
    } return found }"""


@pytest.fixture(scope="module")
def long_name(tmp_path_factory: pytest.TempPathFactory) -> Built:
    config = "site_name: A\ntheme: material\nplugins: [researcher]\nuse_directory_urls: false\n"
    files = {
        "mkdocs.yml": config,
        "data/profile.yml": PROFILE,
        "docs/me.svg": SVG,
        "docs/index.md": "# H\n",
        "docs/feed.md": "---\nlayout: feed\n---\nText\n",
        "docs/card.md": "# H\n\n{{ profile(style='card') }}\n",
        "docs/hero.md": "{{ hero() }}\n",
    }
    built = Project(tmp_path_factory.mktemp("long")).write(files).quick_build()
    assert built.exit_code == 0, built.output
    return built


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_long_name_does_not_break_within_a_word(browser: Browser, long_name: Built, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for name in ("index", "feed", "card", "hero"):
        page.goto((long_name.site / f"{name}.html").as_uri())
        title = page.locator(".rs-name:visible").first
        assert title.evaluate(BROKEN) == [], name
        portrait = page.locator(".rs-avatar, .rs-hero__img").first.bounding_box()
        assert portrait["width"] >= 60, name
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_tables_of_other_themes_do_not_show_through(browser: Browser, project: Project, width: int) -> None:
    lines = "".join(f"- {{stage: S{n}, left: L{n}, right: R{n}}}\n" for n in range(4))
    files = {
        "mkdocs.yml": "site_name: A\ntheme: readthedocs\nplugins: [researcher]\n",
        "data/vision.yml": f"left: Tree\nright: Model\nstages:\n{lines}",
        "docs/index.md": '# H\n\n{{ stages("vision") }}\n',
    }
    built = project.write(files).quick_build()
    with served(built.site) as url:
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(url, wait_until="load")
        style = "all => [...new Set(all.map(e => { const s = getComputedStyle(e); return %s }))]"
        cells = page.locator(".rs-stages :is(th, td)")
        assert cells.evaluate_all(style % "s.borderLeftStyle + s.borderRightStyle") == ["nonenone"]
        grounds = page.locator(".rs-stages td").evaluate_all(style % "s.backgroundColor")
        assert len(grounds) == 1, "every other line has a ground of the theme's"
        page.close()


HIDING = [
    ("[]", True, True),
    ("[toc]", True, False),
    ("[navigation]", False, True),
    ("[navigation, toc]", False, False),
]


LAYOUTS = ("home", "landing", "feed", "cv", "page")


@pytest.fixture(scope="module")
def columns(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """A page in a browser, and the address of a site that has one page for each layout with each of `hide`."""
    files = {
        "mkdocs.yml": "site_name: A\ntheme: material\nplugins: [researcher]\n",
        "data/profile.yml": PROFILE,
        "docs/me.svg": SVG,
        "docs/index.md": "# H\n",
    }
    for layout in LAYOUTS:
        for number, (hide, _, _) in enumerate(HIDING):
            text = f"---\nlayout: {layout}\nhide: {hide}\n---\n# Title\n\n## One\n\nText\n\n## Two\n\nText\n"
            files[f"docs/{layout}-{number}.md"] = text
    built = Project(tmp_path_factory.mktemp("columns")).write(files).quick_build()
    with served(built.site) as url:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        yield page, url
        page.close()


@pytest.mark.parametrize(("hide", "navigation", "contents"), HIDING)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_that_are_kept_are_seen_beside_the_text(
    columns: tuple[Page, str], layout: str, hide: str, *, navigation: bool, contents: bool
) -> None:
    page, url = columns
    page.goto(f"{url}{layout}-{HIDING.index((hide, navigation, contents))}/", wait_until="load")
    article = page.locator("article").bounding_box()
    primary = page.locator(".md-sidebar--primary .md-nav__link", has_text="H").first
    secondary = page.locator(".md-sidebar--secondary .md-nav__link", has_text="Two").first
    assert [primary.is_visible(), secondary.is_visible()] == [navigation, contents]
    if navigation:
        assert primary.bounding_box()["x"] < article["x"]
    if contents:
        assert secondary.bounding_box()["x"] > article["x"] + article["width"] / 2
    assert article["width"] > 500
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200" viewBox="0 0 4000 200"><rect width="4000" height="200"/></svg>'
TALL = WIDE.replace("4000", "@").replace("200", "4000").replace("@", "200")


def test_pictures_of_any_shape_fit_into_team_and_logos(browser: Browser, tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/images/wide.svg": WIDE,
        "docs/images/tall.svg": TALL,
        "data/profile.yml": "type: organization\nname: L\navatar: images/wide.svg\n",
        "data/people.yml": "- {name: A B, group: G, photo: images/wide.svg}\n- {name: C D, group: G, photo: images/tall.svg}\n",
        "data/s.yml": "- {name: Wide, logo: images/wide.svg}\n- {name: Tall, logo: images/tall.svg}\n- {name: Text}\n",
        "docs/index.md": '{{ hero() }}\n\n{{ team() }}\n\n{{ team(style="faces") }}\n\n{{ logos("s") }}\n\n'
        '{{ logos("s", names=False) }}\n',
    }
    built = Project(tmp_path).write(files).quick_build(strict=True)
    assert built.exit_code == 0, built.output
    with served(built.site) as address:
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(address, wait_until="networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            faces = page.eval_on_selector_all(
                ".rs-people .rs-face", "all => all.map(e => [e.offsetWidth, e.offsetHeight])"
            )
            assert len(set(map(tuple, faces))) == 1
            assert faces[0][0] == faces[0][1], "squares"
            places = page.eval_on_selector_all(".rs-logos:first-of-type li", "all => all.map(e => e.offsetWidth)")
            assert max(places[:3]) < 260, "no room is kept for what is not shown"
            page.close()


def test_names_of_sections_are_in_the_margin(page: Page) -> None:
    name, cards = page.locator("h2.rs-h .rs-h__text").first.bounding_box(), page.locator(".rs-cards").bounding_box()
    assert name["x"] + name["width"] <= cards["x"]
    assert name["y"] < cards["y"] + cards["height"]
    page.set_viewport_size({"width": 390, "height": 800})
    name, cards = page.locator("h2.rs-h .rs-h__text").first.bounding_box(), page.locator(".rs-cards").bounding_box()
    assert name["x"] == cards["x"], "above it on a phone"


@pytest.mark.parametrize(("width", "in_margin"), [(1280, True), (768, False)])
def test_years_of_news_are_in_the_margin(browser: Browser, tmp_path: Path, width: int, in_margin: bool) -> None:
    news = "- {date: 2026-02, text: A}\n- {date: 2025-03, text: B}\n"
    files = {"mkdocs.yml": CONFIG, "data/news.yml": news, "docs/index.md": '# News\n\n{{ news(style="years") }}\n'}
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((built.site / "index.html").as_uri())
    year, items = (page.locator(name).first.bounding_box() for name in (".rs-news-year > summary", ".rs-news"))
    assert (year["x"] + year["width"] <= items["x"]) is in_margin
    assert (year["y"] + year["height"] <= items["y"]) is not in_margin
    page.close()


@pytest.mark.parametrize(
    ("width", "tiles", "faces"), [(1280, 5, 8), (768, 5, 8), (640, 5, 5), (480, 3, 5), (390, 3, 4)]
)
def test_all_are_in_one_row_or_in_rows_of_half_or_a_third_of_them(
    browser: Browser, tmp_path: Path, width: int, tiles: int, faces: int
) -> None:
    """Where there is room for that."""
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": "type: organization\nname: L\n",
        "data/people.yml": "".join(f"- {{name: A{number} B, group: G}}\n" for number in range(15)),
        "data/metrics.yml": "".join(f"- {{label: Label {number}, value: {number}}}\n" for number in range(5)),
        "docs/index.md": '# Home\n\n{{ metrics() }}\n\n{{ team(style="faces") }}\n',
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((built.site / "index.html").as_uri())
    assert [columns_of(page.locator(items)) for items in (".rs-tile", ".rs-faces > li")] == [tiles, faces]
    page.close()


@pytest.mark.parametrize(
    ("width", "faces", "cards", "papers"),
    [(1280, 7, 3, 3), (768, 7, 3, 3), (640, 5, 3, 1), (520, 5, 1, 1), (390, 4, 1, 1)],
)
def test_of_three_cards_and_of_thirteen_faces_none_is_alone(
    browser: Browser, tmp_path: Path, width: int, faces: int, cards: int, papers: int
) -> None:
    """Of thirteen, one is left over in rows of two, three, four and six; four is what a phone has room for."""
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": "type: organization\nname: L\n",
        "data/people.yml": "".join(f"- {{name: A{number} B, group: G}}\n" for number in range(13)),
        "data/focus.yml": "".join(f"- {{title: Card {number}, text: Some words}}\n" for number in range(3)),
        "data/papers.yml": "".join(f"- {{title: P{number}, authors: [A1 B], image: a.svg}}\n" for number in range(3)),
        "docs/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"/>',
        "docs/index.md": '# Home\n\n{{ team(style="faces") }}\n\n{{ cards("focus") }}\n\n{{ papers(style="cards") }}\n',
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((built.site / "index.html").as_uri())
    found = [columns_of(page.locator(items)) for items in (".rs-faces > li", ".rs-card", ".rs-paper")]
    assert found == [faces, cards, papers]
    page.close()


@pytest.mark.parametrize(
    ("title", "in_margin"),
    [
        ("Students", True),
        ("Auszeichnungen", True),
        ("Acknowledgements", False),
        ("A postdoctoral position in the theory of tides", False),
    ],
)
def test_long_titles_of_sections_are_above_them(browser: Browser, tmp_path: Path, title: str, in_margin: bool) -> None:
    """In the margin they would be higher than their text and push the next section down, or break within a word."""
    text = f"---\nlayout: list\n---\n# Join us\n\n## {title}\n\nText.\n\n## Staff\n\nMore.\n"
    files = {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n", "docs/join.md": text}
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((built.site / "join" / "index.html").as_uri())
    for name, below in zip(boxes(page.locator("h2 .rs-h__text")), boxes(page.locator("article h2 + p")), strict=True):
        assert (name["x"] + name["width"] <= below["x"]) is in_margin
        assert (name["y"] + name["height"] <= below["y"]) is not in_margin
        assert name["height"] < 40  # one line
    page.close()


@pytest.mark.parametrize(
    "start", ["Words.", "- Words\n- More", "| A | B |\n|---|---|\n| 1 | 2 |", "!!! note\n    Words."]
)
def test_lines_between_sections_are_as_long_as_the_page(browser: Browser, tmp_path: Path, start: str) -> None:
    """Whatever a section begins with; a box has its own outline, and ends before the next line."""
    files = {
        "mkdocs.yml": CONFIG + "markdown_extensions: [admonition, tables]\n",
        "docs/index.md": "# Home\n",
        "docs/list.md": f"---\nlayout: list\n---\n# List\n\n## First\n\n{start}\n\n## Second\n\nWords.\n",
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((built.site / "list" / "index.html").as_uri())
    whole, lines, bottom, next_top = page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll('h2'), top = second.getBoundingClientRect().top;
            return [first.parentElement.clientWidth, [first, second].map(h2 => getComputedStyle(h2, '::before').width),
                first.nextElementSibling.getBoundingClientRect().bottom, top];
        }"""
    )
    assert lines == [f"{whole}px"] * 2
    assert bottom < next_top - 10
    page.close()


def test_links_are_beside_the_name_without_a_portrait(browser: Browser, tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "data/profile.yml": f"name: {LONG} of {LONG}\nrole: R\nlinks: [{{github: m}}, {{orcid: 0000-0001-5109-3700}}]\n",
        "docs/index.md": "---\nlayout: feed\n---\n# About\n\nText.\n",
    }
    built = Project(tmp_path).write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((built.site / "index.html").as_uri())
    name, links = (page.locator(item).bounding_box() for item in (".rs-name", ".rs-social"))
    assert links["y"] < name["y"] + name["height"]
    assert name["x"] + name["width"] <= links["x"]
    page.close()
