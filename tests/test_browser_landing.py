"""The landing page in a browser: the name, the cards, the table, on any screen and in any colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
PATH = "layouts/landing/"


@pytest.fixture
def page(browser: Browser, example_url: str) -> Page:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(example_url + PATH, wait_until="load")
    yield opened
    context.close()


def boxes(found: Locator) -> list[dict[str, float]]:
    return [element.bounding_box() for element in found.all()]


def columns_of(found: Locator) -> int:
    """How many stand in the first row."""
    tops = [box["y"] for box in boxes(found)]
    return sum(abs(top - tops[0]) < 2 for top in tops)


@pytest.mark.parametrize(("width", "across"), [(1280, 3), (768, 3), (390, 1), (320, 1)])
def test_cards_stand_side_by_side_where_there_is_room(page: Page, width: int, across: int) -> None:
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
    for name in (
        ".rs-card",
        ".rs-card__icon",
        ".rs-stages td",
        ".rs-stages tbody th span",
        ".rs-quote",
        ".rs-btn--fill",
    ):
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
