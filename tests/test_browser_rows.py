"""What rows, headings and small links look like in a browser, on phones above all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from building import Project, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="{0}" viewBox="0 0 800 {0}"/>'
FILES = {
    "mkdocs.yml": "site_name: Mira\ntheme: material\nplugins: [search, researcher]\n",
    "data/profile.yml": "name: Mira Tovanne\n",
    "data/papers.yml": "- {id: a, title: Ledgers, authors: [Mira Tovanne], type: report, year: 2026}\n"
    "- {id: b, title: Shores, authors: [Mira Tovanne], type: thesis, year: 2021}\n",
    "data/projects.yml": "".join(
        f"- {{title: Project {number}, text: Words., image: {image}}}\n"
        for number, image in enumerate(["square.svg", "wide.svg", "null", "null"])
    ),
    "docs/index.md": "# Mira\n\nHello.\n",
    "docs/papers.md": '# Papers\n\n{{ papers(style="reference", group_by="type") }}\n',
    "data/education.yml": "- {institution: Pier, area: The theory of tides and shores, date: Winter 1985/86 - Summer 1991}\n",
    "docs/projects.md": "# Projects\n\n{{ projects() }}\n",
    "docs/square.svg": PICTURE.format(800),
    "docs/wide.svg": PICTURE.format(300),
    "docs/cv.md": "# CV\n\n{{ cv() }}\n",
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    built = Project(tmp_path_factory.mktemp("rows")).write(FILES).quick_build()
    assert built.exit_code == 0, built.output
    with served(built.site) as address:
        yield address


def visit(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)


@pytest.mark.parametrize("path", ["macros/talks/", "macros/teaching/", "macros/service/", "cv/"])
def test_dates_of_a_list_are_on_one_side(page: Page, example_url: str, path: str) -> None:
    """One row with a longer text must not have its date above while the others have theirs at the end."""
    visit(page, example_url + path, 390)
    sides = page.evaluate(
        """() => [...document.querySelectorAll('.rs-rows')].filter(list => list.checkVisibility()).map(list =>
            [...new Set([...list.querySelectorAll('.rs-date')].map(date => {
                const text = date.parentElement.querySelector('.rs-row__text');
                return date.getBoundingClientRect().bottom < text.getBoundingClientRect().top + 5 ? 'above' : 'beside';
            }))])"""
    )
    assert all(len(list_) <= 1 for list_ in sides), sides
    assert any(sides)


def test_a_topic_is_in_one_line(page: Page, example_url: str) -> None:
    visit(page, example_url + "papers/", 390)
    heights = page.eval_on_selector_all(".rs-side .rs-topic", "topics => topics.map(topic => topic.offsetHeight)")
    assert heights
    assert max(heights) < 24


def test_a_short_heading_is_in_one_line_beside_its_link(page: Page, example_url: str) -> None:
    visit(page, example_url, 320)
    heading = page.locator("h2", has=page.locator(".rs-h__end"))
    name, link = heading.locator(".rs-h__text").bounding_box(), heading.locator(".rs-h__end").bounding_box()
    assert name
    assert link
    assert name["height"] < 40
    assert link["x"] + link["width"] <= 320 - 12


@pytest.mark.parametrize(
    ("path", "link"),
    [("papers/", "a.rs-badge"), ("papers/tovanne2026ledger/", "a.rs-topic"), ("macros/projects/", "a.rs-tag")],
)
def test_low_links_can_be_hit_above_and_below(page: Page, example_url: str, path: str, link: str) -> None:
    visit(page, example_url + path, 390)
    page.locator(f"{link}:visible").first.scroll_into_view_if_needed()
    hit = page.locator(f"{link}:visible").first.evaluate(
        """link => [-11.5, 11.5].map(off => {
            const box = link.getBoundingClientRect();
            return link.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2 + off));
        })"""
    )
    assert hit == [True, True]


def test_a_number_of_papers_keeps_its_distance_to_the_next_line(page: Page, url: str) -> None:
    visit(page, url + "papers/", 1280)
    bottom, line = page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll('h2.rs-h');
            const range = document.createRange();
            range.selectNodeContents(first.querySelector('.rs-h__text'));
            return [range.getBoundingClientRect().bottom, second.getBoundingClientRect().top];
        }"""
    )
    assert line - bottom > 40  # the number of papers, a line of 20 px, and the space below it


@pytest.mark.parametrize(("width", "across"), [(1280, 2), (390, 1)])
def test_of_four_projects_none_is_alone(page: Page, url: str, width: int, across: int) -> None:
    visit(page, url + "projects/", width)
    lefts = page.eval_on_selector_all(".rs-project", "projects => projects.map(p => p.offsetLeft)")
    assert len(set(lefts)) == across


@pytest.mark.parametrize("width", [1280, 390])
def test_pictures_of_every_shape_have_the_same_frame(page: Page, url: str, width: int) -> None:
    """Otherwise the titles below them are not in one line."""
    visit(page, url + "projects/", width)
    heights = page.eval_on_selector_all(".rs-fig", "frames => frames.map(f => f.clientHeight / f.clientWidth)")
    assert heights == [pytest.approx(5 / 8, abs=0.01)] * 2


def test_small_words_can_be_read(page: Page, example_url: str) -> None:
    visit(page, example_url + "layouts/feed/", 390)
    smallest = page.eval_on_selector_all(
        ".rs :is(small, .rs-badge, .rs-chip, .rs-topic)",
        "parts => Math.min(...parts.map(part => parseFloat(getComputedStyle(part).fontSize)))",
    )
    assert smallest >= 11


def test_numbers_of_tiles_are_not_broken_by_their_bars(page: Page, example_url: str) -> None:
    visit(page, example_url + "layouts/feed/", 390)
    lines = page.evaluate("[...document.querySelectorAll('.rs-tile bdi')].map(e => e.getClientRects()[0].height)")
    assert lines, "no number with a unit"
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.rs-tile dd')).fontSize)")
    assert max(lines) < 2 * size


@pytest.mark.parametrize("path", ["", "layouts/landing/", "layouts/feed/"])
def test_text_of_twice_the_size_fits_a_phone(page: Page, example_url: str, path: str) -> None:
    """Cards and the table of stages stay within the page, and the years of the timeline do not run into each other."""
    visit(page, example_url + path, 390)
    page.add_style_tag(content="html{font-size:250%!important}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('.rs-timeline__years a')].map(a => a.getBoundingClientRect())
            .map((box, n, all) => n ? box.left - all[n - 1].right : 1)"""
    )
    assert all(gap > 0 for gap in gaps), gaps


def test_an_old_badge_is_above_its_picture_on_a_dark_page(browser: Browser, example_url: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(example_url + "writing/old-page/")
    assert page.evaluate(
        """() => {
            const badge = document.querySelector('.rs-fig .rs-badge'), box = badge.getBoundingClientRect();
            return badge.contains(document.elementFromPoint(box.left + box.width / 2, box.bottom - 3));
        }"""
    )
    page.close()


def test_lines_of_a_cv_have_no_empty_line_between_them(page: Page, example_url: str) -> None:
    visit(page, example_url + "cv/", 320)
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('.rs-row__text')].flatMap(text => {
            const range = document.createRange();
            range.selectNodeContents(text);
            const boxes = [...range.getClientRects()].filter(box => box.width).sort((a, b) => a.top - b.top);
            return boxes.map((box, n) => n ? box.top - boxes[n - 1].bottom : 0);
        })"""
    )
    assert max(gaps) < 14, max(gaps)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_long_dates_stay_in_their_column(page: Page, url: str, width: int) -> None:
    visit(page, url + "cv/", width)
    found = page.evaluate(
        """() => [...document.querySelectorAll('.rs-date > time')].map(time => [time.getBoundingClientRect().right,
            time.closest('.rs-row').getBoundingClientRect().right])"""
    )
    assert found
    assert all(right <= end + 0.5 for right, end in found), found
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_toggles_show_their_arrow_with_forced_colors(browser: Browser, example_url: str) -> None:
    page = browser.new_page(forced_colors="active")
    page.goto(example_url + "papers/")
    arrow = "getComputedStyle(document.querySelector('.rs-more > summary'), '::after').forcedColorAdjust"
    assert page.evaluate(arrow) == "none"
    page.close()
