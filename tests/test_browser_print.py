"""What visitors get on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from building import CONFIG, Project, served
from firefox import Firefox
from pdf_reading import read, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox") or shutil.which("firefox-esr")
    if program is None:
        pytest.skip("no Firefox is installed")
    firefox = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


def titles(page: Page) -> list[str]:
    found = page.locator(":is(article.rs-paper .rs-title, .rs-pubs__title)").all_text_contents()
    return ["".join(title.split())[:30] for title in found]


def missing(pdf: bytes, expected: list[str]) -> list[str]:
    # A title that breaks over two lines may have lost its space.
    text = text_of(pdf).replace(" ", "")
    return [title for title in expected if title not in text]


@pytest.mark.parametrize("path", ["", "papers/"])
def test_papers_are_in_order(page: Page, example_url: str, path: str) -> None:
    page.goto(example_url + path)
    expected = titles(page)
    pdf = page.pdf(format="A4")
    assert missing(pdf, expected) == []
    places = [text_of(pdf).replace(" ", "").find(title) for title in expected]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("path", "paper", "pages"),
    [
        ("", "A4", 2),
        ("", "Letter", 2),  # not a third with one sentence
        ("papers/", "A4", 2),
        ("papers/", "Letter", 2),
        ("papers/references/", "Letter", 1),  # a margin at its end is no second one
        ("papers/tovanne2026ledger/", "A4", 1),
        ("layouts/feed/", "Letter", 2),
        ("layouts/page/", "A4", 1),  # not a second without words
        ("404.html", "Letter", 1),
    ],
)
def test_no_nearly_empty_page(page: Page, example_url: str, path: str, paper: str, pages: int) -> None:
    page.goto(example_url + path)
    assert len(read(page.pdf(format=paper)).pages) == pages


def test_the_doi_of_a_paper_is_printed(page: Page, example_url: str) -> None:
    """And the address at arXiv, but no label without an address."""
    page.goto(example_url + "papers/")
    text = text_of(page.pdf(format="A4"))
    assert "https://doi.org/10.5555/codal.2026.0168" in text
    assert "https://arxiv.org/abs/2608.00042" in text
    assert not {"Publisher", "Slides", "BibTeX"} & set(text.split())


def test_tabs_leave_no_empty_pages(page: Page, example_url: str) -> None:
    """Material shows all tabs on paper, in boxes that are as narrow as their contents allow."""
    page.goto(example_url + "macros/projects/")
    sheets = read(page.pdf(format="A4")).pages
    assert all(len(sheet.extract_text()) > 200 for sheet in sheets)


def test_authors_that_a_click_shows_follow_a_comma(page: Page, example_url: str) -> None:
    page.goto(example_url + "papers/compact/")
    text = text_of(page.pdf(format="A4"))
    assert "Juro Hassan, Ayo Lindqvist" in text
    assert " ," not in text


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_figure_has_no_bars(page: Page, example_url: str, media: Literal["screen", "print"]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(example_url + "papers/okasha2025tides/")
    page.emulate_media(media=media)
    box, natural = page.eval_on_selector(
        ".rs-wide img", "image => [image.clientWidth / image.clientHeight, image.naturalWidth / image.naturalHeight]"
    )
    page.emulate_media(media="screen")
    assert abs(box - natural) < 0.02


@pytest.mark.parametrize("width", [700, 1280])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_head_of_a_cv_has_one_line(
    browser: Browser, example_url: str, media: Literal["screen", "print"], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(example_url + "cv/")
    page.emulate_media(media=media)
    for part in (".rs-cvhead + h2", ".rs-cvhead + h2 + *"):
        assert page.locator(part).evaluate("part => getComputedStyle(part).borderTopWidth") == "0px"
    page.close()


def test_dark_screens_print_dark_words(browser: Browser, example_url: str) -> None:
    """Material drops its dark scheme on paper, but still names it in a meta element."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(example_url + "cv/", wait_until="load")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    page.emulate_media(media="print", color_scheme="dark")
    lightest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('.md-content :is(h1, h2, h3, p, li, b)')].map(e => {
            const [red, green, blue] = getComputedStyle(e).color.match(/[\\d.]+/g).map(Number);
            return getComputedStyle(e).color.startsWith('rgb') ? (red + green + blue) / 3 : 0;
        }))"""
    )
    assert lightest < 140, "words are nearly white on white paper"
    context.close()


# Pieces of text in the font whose letters pypdf can read in what Firefox prints.
PLAIN_WORDS = """() => {
    const nodes = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT), found = [];
    while (nodes.nextNode()) {
        const text = nodes.currentNode.data.replace(/\\s+/g, ''), parent = nodes.currentNode.parentElement;
        const style = getComputedStyle(parent);
        if (/^[\\w,.]{12,}$/.test(text) && parent.checkVisibility() && !style.fontFamily.includes('Serif')
            && style.fontWeight === '400' && style.fontStyle === 'normal' && !parent.closest('.rs-sr')) found.push(text);
    }
    return found;
}"""


@pytest.mark.parametrize("path", ["", "papers/", "papers/boxes/", "cv/"])
def test_firefox_loses_nothing(firefox: Firefox, page: Page, example_url: str, path: str) -> None:
    page.goto(example_url + path)
    page.emulate_media(media="print")
    expected = page.evaluate(PLAIN_WORDS)
    page.emulate_media(media="screen")
    assert len(expected) > 15
    pdf = firefox.pdf(example_url + path)
    assert missing(pdf, expected) == []
    for sheet in read(pdf).pages:
        words = sheet.extract_text().split()
        assert words, "an empty page"
        assert words[-1] != "papers", "a heading is alone at the end of a page"


def test_firefox_prints_news_by_years(firefox: Firefox, tmp_path: Path) -> None:
    """Where there is room, years are beside their news, and Firefox printed none of them."""
    items = "".join(f"- {{date: {year}-03, text: Happened{year}}}\n" for year in (2024, 2025, 2026))
    files = {"mkdocs.yml": CONFIG, "data/news.yml": items, "docs/news.md": '# News\n\n{{ news(style="years") }}\n'}
    built = Project(tmp_path).write({**files, "docs/index.md": "# Home\n"}).quick_build(strict=False)
    with served(built.site) as url:
        pdf = firefox.pdf(url + "news/")
    assert missing(pdf, ["Happened2024", "Happened2025", "Happened2026"]) == []


def test_firefox_prints_the_topics_of_a_timeline(firefox: Firefox, tmp_path: Path) -> None:
    """Where the timeline is alone on its page, Firefox left out the names of its lanes."""
    papers = "".join(
        f"- {{title: Paper {n}, authors: [Kira Mori], year: {2018 + n}, topic: {'Seamarks' if n % 2 else 'Harbors'}}}\n"
        for n in range(8)
    )
    files = {"mkdocs.yml": CONFIG, "data/papers.yml": papers, "docs/work.md": "# Work\n\n{{ timeline() }}\n"}
    built = Project(tmp_path).write({**files, "docs/index.md": "# Home\n"}).quick_build(strict=False)
    with served(built.site) as url:
        pdf = firefox.pdf(url + "work/")
    assert missing(pdf, ["Seamarks", "Harbors"]) == []
