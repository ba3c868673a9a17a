"""The example site in a browser: what visitors see, on any screen, by keyboard, without scripts."""

from __future__ import annotations

import importlib.util
import itertools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from building import EXAMPLE, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280)
PAGES = [
    "",
    "papers/",
    "papers/okasha2025tides/",
    "layouts/feed/",
    "layouts/home/",
    "layouts/landing/",
    "layouts/page/",
    "writing/layouts/",
    *sorted(f"macros/{path.stem}/" for path in (EXAMPLE / "docs" / "macros").glob("*.md")),
]
TOO_WIDE = """() => [...document.querySelectorAll('.md-content *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
REQUIRED = os.environ.get("RESEARCHER_BROWSER_REQUIRED") == "1"
HAS_AXE = importlib.util.find_spec("axe_playwright_python")


class Visit:
    """A page in a browser, and what went wrong on it.

    Args:
        page: the page.
        url: address of the site.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.listeners: dict[Any, Callable[[Any], None]] = {
            "pageerror": lambda error: self.errors.append(str(error)),
            "console": lambda said: self.errors.append(said.text) if said.type == "error" else None,
            "request": lambda request: self._note(request.url),
        }
        for event, listener in self.listeners.items():
            page.on(event, listener)

    def leave(self) -> None:
        """Leaves the page to the next visit."""
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)

    def _note(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.elsewhere.append(url)

    def go(self, path: str = "", *, width: int = 1280, height: int = 800) -> Page:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(self.url + path, wait_until="load")
        return self.page


@pytest.fixture
def visit(browser: Browser, example_url: str) -> Iterator[Visit]:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield Visit(context.new_page(), example_url)
    context.close()


@pytest.fixture
def visit_without_scripts(browser: Browser, example_url: str) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield Visit(context.new_page(), example_url)
    context.close()


@pytest.fixture(scope="module")
def reading_page(browser: Browser) -> Iterator[Page]:
    """One page for tests that look and change nothing; to open another takes a process."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def look(reading_page: Page, example_url: str) -> Iterator[Visit]:
    visit = Visit(reading_page, example_url)
    yield visit
    visit.leave()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_at_every_width(look: Visit, path: str) -> None:
    page = look.go(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        scroll = page.evaluate("document.documentElement.scrollWidth")
        assert scroll <= width, f"at {width} px: {page.evaluate(TOO_WIDE)}"
    broken = page.evaluate(
        "() => [...document.images].filter(i => i.complete && !i.naturalWidth && i.loading !== 'lazy').map(i => i.src)"
    )
    assert broken == []
    assert look.errors == []
    assert look.elsewhere == []
    assert page.locator("h1").count() == 1


def test_the_frame_at_every_width(visit: Visit) -> None:
    page = visit.go()
    side = page.locator(".rs-frame__side")
    article = page.locator("article.md-content__inner")
    box = side.bounding_box()
    assert box
    assert box["x"] + box["width"] <= article.bounding_box()["x"] + 1
    page.mouse.wheel(0, 1500)
    page.wait_for_function("scrollY > 1000")
    top = page.locator(".rs-profile").bounding_box()["y"]
    assert 0 <= top < 200, "the profile does not stay in sight"

    for width in (768, 390):
        page = visit.go(width=width)
        profile, content = page.locator(".rs-profile").first.bounding_box(), article.bounding_box()
        assert profile
        assert profile["y"] + profile["height"] <= content["y"] + 60, f"not above the content at {width} px"
        assert profile["width"] > width * 0.7


def test_the_drawer_opens_on_a_telephone(visit: Visit) -> None:
    page = visit.go(width=390)
    drawer = ".md-sidebar--primary"
    assert page.locator(drawer).bounding_box()["x"] < 0
    page.locator("label.md-header__button[for=__drawer]").click()
    page.wait_for_function(f"document.querySelector('{drawer}').getBoundingClientRect().x >= 0")
    page.locator(f"{drawer} a.md-nav__link[href='papers/']").first.click()
    page.wait_for_url("**/papers/")
    assert visit.errors == []


def test_the_dark_scheme_changes_the_colours(browser: Browser, example_url: str) -> None:
    colours = {}
    for scheme, name in (("light", "default"), ("dark", "slate")):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(example_url, wait_until="load")
        page.wait_for_function(f"document.body.dataset.mdColorScheme === '{name}'")
        colours[scheme] = page.evaluate(
            """() => [getComputedStyle(document.body).backgroundColor,
            getComputedStyle(document.querySelector('.rs-paper .rs-title')).color,
            getComputedStyle(document.querySelector('.rs-paper .rs-btn')).backgroundColor]"""
        )
        context.close()
    assert all(one != other for one, other in zip(colours["light"], colours["dark"], strict=True)), colours


def test_the_keyboard_reaches_links_and_opens_details(visit: Visit) -> None:
    page = visit.go()
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => { const e = document.activeElement;
            return e.closest('.rs') ? e.tagName + (e.closest('.rs-profile') ? ' profile' : '') : '' }"""
        )
        reached.add(name)
        if name.startswith("SUMMARY") and len(reached) > 3:
            break
    assert {"A profile", "A", "SUMMARY"} <= reached
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus is not seen"
    opened = "() => document.activeElement.closest('details').open"
    assert not page.evaluate(opened)
    page.keyboard.press("Enter")
    assert page.evaluate(opened)
    page.keyboard.press("Enter")
    assert not page.evaluate(opened)


def test_a_link_to_a_paper_reaches_it(visit: Visit) -> None:
    page = visit.go("papers/")
    anchor = page.locator("article.rs-paper").last.get_attribute("id")
    page.goto(f"{visit.url}papers/#{anchor}")
    page.wait_for_function(f"document.getElementById('{anchor}').getBoundingClientRect().top < innerHeight")
    top = page.locator(f"#{anchor}").bounding_box()["y"]
    header = page.locator("header.md-header").bounding_box()["height"]
    assert top >= header - 1, "the header covers it"


def test_the_search_finds_a_paper(visit: Visit) -> None:
    page = visit.go()
    page.keyboard.press("/")
    page.locator("input.md-search__input").press_sequentially("Quiet Graphs")
    link = page.locator(".md-search-result__link", has_text="Quiet").first
    link.wait_for(state="visible")
    assert "papers/" in link.get_attribute("href") or "#paper" in link.get_attribute("href")


def test_everything_is_there_without_scripts(visit_without_scripts: Visit) -> None:
    page = visit_without_scripts.go()
    assert page.locator("h1", has_text="Mira Tovanne").is_visible()
    assert page.locator(".rs-paper").count() >= 3
    assert page.locator(".rs-paper .rs-title").first.is_visible()
    details = page.locator(".rs-paper details").first
    assert not details.locator(".rs-more__body").is_visible()
    details.locator("summary").click()
    assert details.locator(".rs-more__body").is_visible()
    mail = page.locator(".rs-social a[href^='mailto:']").first
    assert mail.get_attribute("href") == "mailto:mira@example.org"
    assert mail.is_visible()
    assert visit_without_scripts.elsewhere == []


def test_the_e_mail_address_is_read_as_it_is(visit: Visit) -> None:
    mail = visit.go().locator(".rs-social a[href^='mailto:']").first
    assert mail.inner_text().strip() == "mira@example.org"


SCHEMES = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="module", params=SCHEMES)
def checked_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """One page for all checks in a color scheme, which holds axe, and what Material calls the scheme."""
    from axe_playwright_python.base import AXE_FILE_PATH  # noqa: PLC0415

    context = browser.new_context(reduced_motion="reduce", color_scheme=request.param)
    context.add_init_script(path=AXE_FILE_PATH)
    yield context.new_page(), SCHEMES[request.param]
    context.close()


@pytest.mark.skipif(not (HAS_AXE or REQUIRED), reason="axe-playwright-python is not installed")
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_our_markup(checked_page: tuple[Page, str], example_url: str, path: str) -> None:
    page, scheme = checked_page
    page.goto(example_url + path, wait_until="load")
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{scheme}'")
    page.evaluate("document.querySelectorAll('.rs details').forEach(details => details.open = true)")
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 800})
        found: list[dict[str, Any]] = page.evaluate(
            "() => axe.run({include: [['.rs'], ['.rs-h'], ['.rs-frame__side']]}, {resultTypes: ['violations']})"
            ".then(result => result.violations)"
            if page.locator(".rs").count()
            else "() => []"
        )
        reported = [f"{v['id']}: {node['html'][:120]} {node['failureSummary']}" for v in found for node in v["nodes"]]
        assert reported == [], f"at {width} px"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_a_word_without_end_does_not_widen_the_page(project: Project, browser: Browser, width: int) -> None:
    word = "x" * 200
    paper = f"- {{title: {word}, venue: {word}, award: {word}, badge: {word}, year: 2020}}\n"
    profile = f"name: A B\nrole: {word}\nstatus: {word}\ninterests: [{word}]\naffiliations: [{word}]\n"
    files = {"docs/index.md": '# H\n\n{{ profile(style="header") }}\n\n{{ papers() }}\n', "data/papers.yml": paper}
    fields = {"education": "institution", "experience": "organization", "awards": "title", "mentees": "name"}
    rows = {f"data/{file}.yml": f"- {{{field}: {word}, date: 2020}}\n" for file, field in fields.items()}
    config = "site_name: A\ntheme: material\nplugins: [researcher]\nuse_directory_urls: false\n"
    files |= {"docs/cv.md": "{{ cv() }}\n", "mkdocs.yml": config, **rows, "data/profile.yml": profile}
    built = project.write(files).quick_build(strict=False)
    page = browser.new_page(viewport={"width": width, "height": 800})
    for name in ("index.html", "cv.html"):
        page.goto((built.site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
    page.close()


def test_scroll_bars_have_the_colors_of_the_page(look: Visit) -> None:
    """Those of the browser are white on dark pages in Firefox."""
    page = look.go("papers/okasha2025tides/")
    assert page.eval_on_selector(".rs-bibtex", "entry => getComputedStyle(entry).scrollbarColor") != "auto"


@pytest.mark.parametrize("width", [390, 430, 1280])
def test_open_bibtex_stays_within_its_card(visit: Visit, width: int) -> None:
    page = visit.go("layouts/feed/", width=width)
    card = page.locator("#paper-tovanne2026ledger")
    card.get_by_text("BibTeX").click()
    edge = card.bounding_box()
    code = card.locator("pre.rs-bibtex")
    assert code.is_visible()
    for part in (code, card.get_by_text("BibTeX", exact=True), card.get_by_role("button", name="Copy")):
        box = part.bounding_box()
        assert box["x"] >= edge["x"], width
        assert box["x"] + box["width"] <= edge["x"] + edge["width"], width


@pytest.mark.parametrize("width", [360, 390, 430, 480])
def test_words_of_links_are_not_broken_on_phones(look: Visit, width: int) -> None:
    page = look.go("layouts/feed/", width=width)
    rows = page.locator(".rs-paper .rs-links").evaluate_all(
        """rows => rows.map(row => ({
            lines: new Set([...row.querySelectorAll('.rs-btn, .rs-link')].map(e => e.getBoundingClientRect().top)).size,
            tallest: Math.max(...[...row.querySelectorAll('.rs-btn, .rs-link')]
                .map(e => e.getBoundingClientRect().height)),
        }))"""
    )
    assert rows
    assert max(row["lines"] for row in rows) <= 3, "one below the other"
    assert max(row["tallest"] for row in rows) < 40, "a label is broken over lines"


def test_years_are_in_the_margin_where_there_is_room(visit: Visit) -> None:
    page = visit.go("papers/")
    assert page.locator(".md-sidebar--primary").is_hidden(), "a column with a single word"
    year, paper = page.locator("h2", has_text="2025"), page.locator("#paper-calloway2025quiet")
    assert year.locator(".rs-h__text").evaluate("e => getComputedStyle(e).fontFamily").startswith('"Source Serif')
    words = year.locator(".rs-h__text").bounding_box()
    assert words["x"] + words["width"] <= paper.bounding_box()["x"]
    assert abs(words["y"] - paper.bounding_box()["y"]) < 60
    page.locator("#paper-okasha2025tides").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 150)")
    assert 0 < year.locator(".rs-h__text").bounding_box()["y"] < 200, "it does not stay while its papers pass"
    heights = page.locator(".rs-paper--list").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert sum(heights) / len(heights) <= 140

    page = visit.go("papers/", width=390)
    words, paper = page.locator("h2", has_text="2025").bounding_box(), page.locator("#paper-calloway2025quiet")
    assert words["y"] + words["height"] <= paper.bounding_box()["y"]


@pytest.mark.parametrize("height", [720, 800, 900])
def test_the_profile_shows_what_matters_at_a_glance(visit: Visit, height: int) -> None:
    page = visit.go(height=height)
    for part in (".rs-name", ".rs-jump", ".rs-social"):
        box = page.locator(f".rs-frame__side {part}").bounding_box()
        assert box["y"] + box["height"] <= height, part


@pytest.mark.parametrize("path", ["", "papers/", "layouts/feed/", "cv/", "papers/tovanne2026ledger/"])
def test_pages_in_latin_letters_load_two_fonts(look: Visit, path: str) -> None:
    page = look.go(path)
    page.wait_for_function("document.fonts.status === 'loaded'")
    fonts = page.evaluate(
        "() => [...new Set(performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('.woff2')))]"
    )
    assert sorted(name.rsplit("/", 1)[-1] for name in fonts) == [
        "inter-latin-wght-normal.woff2",
        "source-serif-4-latin-wght-normal.woff2",
    ]
    assert page.locator("link[rel=preload][as=font]").count() == 2


def test_a_mark_of_the_timeline_links_to_its_paper(visit: Visit) -> None:
    page = visit.go()
    mark = page.locator(".rs-timeline svg a", has=page.locator("title", has_text="Reading the Ledger"))
    mark.locator(".rs-mark").click()
    page.wait_for_url("**/papers/tovanne2026ledger/")
    page = visit.go()
    page.get_by_role("link", name="Memory in agents").click()
    page.wait_for_url("**/papers/?topic=Memory+in+agents")
    table = visit.go().get_by_role("table", name="Work at a glance")
    assert table.get_by_role("row", name="2026").count() == 1


def test_the_page_of_a_paper_links_to_its_neighbors(visit: Visit) -> None:
    page = visit.go("papers/tovanne2026ledger/")
    assert page.locator("h1").inner_text().startswith("Reading the Ledger")
    assert page.locator(".rs-acts .rs-btn").first.inner_text() == "Paper"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download BibTeX").first.click()
    assert waiting.value.suggested_filename == "tovanne2026ledger.bib"
    page.get_by_role("navigation", name="Papers").get_by_role("link", name="Older").click()
    page.wait_for_url(lambda url: "tovanne2026ledger/" not in url)
    assert page.locator(".rs-paper-page").count() == 1


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_marks_of_one_topic_do_not_hide_each_other(look: Visit, width: int) -> None:
    page = look.go("macros/timeline/", width=width)
    lanes = page.locator(".rs-timeline__map > svg > g").evaluate_all(
        "all => all.map(lane => [...lane.querySelectorAll('.rs-mark')].map(mark => mark.getBoundingClientRect())"
        ".map(box => [box.left, box.right]))"
    )
    for lane in lanes:
        for (_, end), (start, _) in itertools.pairwise(sorted(lane)):
            assert start >= end - 1.5, f"{start - end} px apart"


def test_the_page_for_missing_addresses_has_the_title_of_other_pages(visit: Visit) -> None:
    style = "e => (s => [s.fontFamily, s.fontWeight, s.color])(getComputedStyle(e))"
    of_papers = visit.go("papers/").locator("h1").evaluate(style)
    assert visit.go("404.html").locator("h1").evaluate(style) == of_papers


def test_without_scripts_no_button_of_a_paper_does_nothing(browser: Browser, example_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example_url + "papers/tovanne2026ledger/")
    assert page.locator(".md-content button").count() > 0
    assert page.locator(".md-content button:visible").count() == 0
    context.close()
